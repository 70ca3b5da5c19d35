"""A copy that only one recipient opens: AES-256, and therefore no PDF/A any more.

A passphrase for each, not the key of a card: the cards of offices sign (ECDSA P-256, for signatures
only), keys that sign should not decrypt, and few readers of PDF open what is encrypted for such a
key (docs/decisions/0028).
"""

from __future__ import annotations

import io
import secrets

import pikepdf
from pikepdf import Pdf

from .cards import ALPHABET

GROUPS, SIGNS = 6, 4
"""Of a passphrase: 24 signs of 32, 120 bits."""
_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:amd", "pdfaid:corr")


def new_passphrase() -> str:
    """To be read out or written down, never sent beside the copy: "7KQM-2XPA-..."."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)) for _ in range(GROUPS))
    return "-".join(groups)


def encrypted(document: bytes, passphrase: str) -> bytes:
    """The document under this passphrase, without the claim to be PDF/A."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(document)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            for claim in _CLAIMS:
                if claim in said:
                    del said[claim]
        owner = secrets.token_urlsafe(32)  # kept nowhere: nobody may lift the encryption
        pdf.save(
            out,
            encryption=pikepdf.Encryption(user=passphrase, owner=owner, R=6, aes=True),
            min_version="1.7",
        )
    return out.getvalue()
