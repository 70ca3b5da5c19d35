"""Is a document signed, whole, and by whom? Every byte of it is asked, those of the hole too.

A signature covers all but the hole that it stands in, and libraries forgive much in there. So the
hole must hold exactly what this program writes: capital hexadecimal, the one encoding of its
parts, and zeros. pyHanko judges the rest a second time: that the signature is the document's own,
and that the document's structure says the same as its bytes. It is imported at the beginning, since
it teaches asn1crypto names of attributes, which must be known before the first one is read.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from . import no_network  # isort: skip  # noqa: F401  (before pyHanko)

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .cards import is_signed, known_certificate

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_HEX = re.compile(rb"[0-9A-F]*")
_NAME = b"/ByteRange"
SUBFILTER = "/ETSI.CAdES.detached"


class State(StrEnum):
    WHOLE = "whole"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    """Bytes were changed, or the signature itself was."""
    ADDED = "added"
    """Something was put behind what was signed."""
    PARTLY = "partly"
    """The signature is not over the whole document, or there are several."""
    FOREIGN = "foreign"
    """Signed in another way than submissions are."""


@dataclass(frozen=True, slots=True)
class Seal:
    """`certificate` is DER, b"" where none is whole; `at` is the signer's time (UTC)."""

    state: State
    certificate: bytes = b""
    at: str = ""


class _Broken(Exception):
    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


def seal_of(content: bytes) -> Seal:
    """What is to be said of this document's signature. Never raises."""
    try:
        certificate = _strict(content)
        return Seal(State.WHOLE, certificate, _second_opinion(content))
    except _Broken as broken:
        return Seal(broken.state)
    except RecursionError:
        return Seal(State.ALTERED)


def _strict(content: bytes) -> bytes:
    """The certificate that signed every byte. Raises _Broken."""
    begin, end, length = _range(content)
    if end + length > len(content):
        raise _Broken(State.ALTERED)
    if end + length < len(content):
        _strict(content[: end + length])  # what was signed, by itself
        raise _Broken(State.ADDED)
    hole = content[begin:end]
    if hole[:1] != b"<" or hole[-1:] != b">" or not _HEX.fullmatch(hole[1:-1]):
        raise _Broken(State.ALTERED)
    digest = hashlib.sha256(content[:begin])
    digest.update(memoryview(content)[end:])
    return _signer(_der(hole[1:-1]), digest.digest())


def _range(content: bytes) -> tuple[int, int, int]:
    """End of the first part, begin and length of the second."""
    count = content.count(_NAME)
    if not count:
        raise _Broken(State.UNSIGNED)
    found = _RANGE.findall(content)
    if count > 1 or len(found) != 1:
        raise _Broken(State.PARTLY if len(found) > 1 else State.ALTERED)
    first, begin, end, length = (int(number) for number in found[0])
    if first or not begin < end:
        raise _Broken(State.PARTLY)
    return begin, end, length


def _der(digits: bytes) -> bytes:
    """What stands in the hole, without the zeros that fill it."""
    try:
        whole = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise _Broken(State.ALTERED) from None
    if len(whole) < 4 or whole[0] != 0x30 or whole[1] != 0x82:
        raise _Broken(State.ALTERED)
    size = 4 + int.from_bytes(whole[2:4], "big")
    if size > len(whole) or any(whole[size:]):
        raise _Broken(State.ALTERED)
    return whole[:size]


def _signer(der: bytes, digest: bytes) -> bytes:
    """The certificate by whose key this digest was signed. Raises _Broken."""
    try:
        signature = cms.ContentInfo.load(der, strict=True)["content"]
        (signer,) = signature["signer_infos"]
        (certificate,) = signature["certificates"]
        certificate_der = certificate.chosen.dump()
        attributes = signer["signed_attrs"]
        if _written(certificate_der, attributes.contents, signer["signature"].native) != der:
            raise _Broken(State.ALTERED)
        values = {item["type"].native: item["values"] for item in attributes}
        (said,) = values["message_digest"]
        (meant,) = values["signing_certificate_v2"]
        text = attributes.untag().dump()
        known_certificate(certificate_der)
        is_meant = (
            said.native == digest
            and meant["certs"][0]["cert_hash"].native == hashlib.sha256(certificate_der).digest()
        )
        if not is_meant or not is_signed(certificate_der, signer["signature"].native, text):
            raise _Broken(State.ALTERED)
    except _Broken:
        raise
    except Exception:  # whatever a library says of bytes that are no signature of ours
        raise _Broken(State.ALTERED) from None
    return bytes(certificate_der)


def _written(certificate: bytes, attributes: bytes, signature: bytes) -> bytes:
    """The one encoding (DER) of a signature with these parts; `attributes` without their tag."""
    parsed = asn1_x509.Certificate.load(certificate, strict=True)["tbs_certificate"]
    sid = _tlv(_SEQUENCE, parsed["issuer"].dump(), parsed["serial_number"].dump())
    signer = _tlv(
        _SEQUENCE,
        _VERSION_1,
        sid,
        _SHA256,
        _tlv(_PART_0, attributes),
        _SHA256_ECDSA,
        _tlv(_OCTETS, signature),
    )
    signed = _tlv(
        _SEQUENCE,
        _VERSION_1,
        _tlv(_SET, _SHA256),
        _tlv(_SEQUENCE, _DATA),
        _tlv(_PART_0, certificate),
        _tlv(_SET, signer),
    )
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_PART_0, signed))


def _tlv(tag: int, *parts: bytes) -> bytes:
    """Tag, length in its shortest form, content."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


_SEQUENCE, _SET, _OCTETS, _OID, _PART_0 = 0x30, 0x31, 0x04, 0x06, 0xA0
_VERSION_1 = bytes([0x02, 0x01, 0x01])
_SHA256 = _tlv(_SEQUENCE, _tlv(_OID, bytes.fromhex("608648016503040201")), bytes([0x05, 0x00]))
_SHA256_ECDSA = _tlv(_SEQUENCE, _tlv(_OID, bytes.fromhex("2a8648ce3d040302")))
_DATA = _tlv(_OID, bytes.fromhex("2a864886f70d010701"))
_SIGNED_DATA = _tlv(_OID, bytes.fromhex("2a864886f70d010702"))


def _second_opinion(content: bytes) -> str:
    """By pyHanko; the time that the signature says. Raises _Broken."""
    try:
        found: list[EmbeddedPdfSignature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
        if len(found) != 1:
            raise _Broken(State.PARTLY)
        (signature,) = found
        if str(signature.sig_object["/SubFilter"]) != SUBFILTER:
            raise _Broken(State.FOREIGN)
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        integrity = signature.summarise_integrity_info()
        is_whole = integrity["coverage"] == SignatureCoverageLevel.ENTIRE_FILE
        at = signature.self_reported_timestamp
    except _Broken:
        raise
    except Exception:
        raise _Broken(State.ALTERED) from None
    if not is_whole or at is None:
        raise _Broken(State.PARTLY)
    return at.astimezone(UTC).isoformat(timespec="seconds")
