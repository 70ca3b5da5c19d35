"""A text with the certificate that signed it: what small signed files have in common."""

from __future__ import annotations

import base64

from .cards import Identity, KnownCard, is_signed, known_certificate, read_card, sign
from .strict_json import Misshapen


def certificate_of(identity: Identity) -> str:
    """As it stands in a file: base64 of the DER."""
    return as_text(read_card(identity.card).certificate)


def signature_of(identity: Identity, message: bytes) -> str:
    return as_text(sign(identity.private, message))


def signer(certificate: str, signature: str, message: bytes) -> KnownCard:
    """Whose it is; whether that card is trusted is another question. Raises Misshapen."""
    der = as_bytes(certificate, "certificate")
    if not is_signed(der, as_bytes(signature, "signature"), message):
        raise Misshapen("signature: not by the key of the certificate, or the file was changed")
    return known_certificate(der)


def as_text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def as_bytes(text: str, where: str) -> bytes:
    """Raises Misshapen, for another spelling of the same bytes too."""
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        raise Misshapen(f"{where}: not base64") from None
    if as_text(content) != text:
        raise Misshapen(f"{where}: not base64 as it is written here")
    return content
