"""Is a document signed, whole, and by whom? Every byte of it is asked, those of the hole too.

What is not whole is told apart as far as it can be known: cut off on its way, something behind it,
a second signature, the signature of somebody who is no office. Only `WHOLE` is believed.

The signature is found by the document's structure (its form field), never by searching for bytes:
a title may hold any text. The update that it came with is made again and compared byte for byte.

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
from datetime import UTC, datetime
from enum import StrEnum

from . import no_network  # isort: skip  # noqa: F401  (before pyHanko)

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .cards import is_signed, known_certificate
from .differences import OTHER, differences
from .signing import Form, signed_again

_HEX = re.compile(rb"[0-9A-F]*")
_NAME = b"/ByteRange"
_MARK = b"%%EOF"
_BLANK = b"\0\t\n\f\r "
"""What a mail program or a disk puts behind a file."""
_SAID = re.compile(rb"/ID \[ <[0-9a-f]{32}> <([0-9a-f]{32})> \]\n/Prev (\d{1,12})\n")
"""What the table of an update says, as this program writes it."""
_END = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n")
MOST_ENDS = 4


class SignatureState(StrEnum):
    WHOLE = "whole"
    UNSIGNED = "unsigned"
    CUT = "cut"
    """Its end is missing, or it cannot be read at all."""
    ALTERED = "altered"
    """Bytes were changed, or the signature itself was."""
    ADDED = "added"
    """Something was put behind what was signed."""
    PADDED = "padded"
    """Nothing but blanks and zeros was put behind it."""
    SECOND = "second"
    """Another signature, or a time stamp, was put behind it."""
    PARTLY = "partly"
    """The signature is not over the whole document, or there are several."""
    FOREIGN = "foreign"
    """Whole, and signed by somebody who is no office."""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """`certificate` is DER, b"" where none is whole; `at` is the signer's time (UTC)."""

    state: SignatureState
    certificate: bytes = b""
    at: str = ""
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What was added to the document when it was signed.

    `differs` names parts of it that are not as this program or an earlier one writes them
    (see `differences`); `is_present`: written as this version writes it.
    """

    first: int = 0
    """Length of the document before it; 0: not known."""
    is_present: bool = False
    differs: tuple[str, ...] = ()


class _Broken(Exception):
    def __init__(self, state: SignatureState) -> None:
        super().__init__(state)
        self.state = state


def check_signature(content: bytes) -> SignatureCheck:
    """What is to be said of this document's signature. Never raises."""
    try:
        signature = _found(content)
        certificate, value = _strict_or_foreign(content, signature)
        at = _second_opinion(signature)
        update = _update(content, certificate, value, at)
        return SignatureCheck(
            SignatureState.WHOLE, certificate, at.isoformat(timespec="seconds"), update
        )
    except _Broken as broken:
        return SignatureCheck(_told(broken.state, content))
    except RecursionError:
        return SignatureCheck(SignatureState.ALTERED)


def _told(state: SignatureState, content: bytes) -> SignatureState:
    """What is wrong, as far as it can be known. Nothing of this makes a document believed."""
    if state is SignatureState.FOREIGN:
        return state
    if end := _end_of_whole(content):
        if not content[end:].strip(_BLANK):
            return SignatureState.PADDED
        return state if state is SignatureState.SECOND else SignatureState.ADDED
    if state is SignatureState.SECOND:
        return SignatureState.PARTLY
    if state is SignatureState.ADDED:
        return state
    has_end = content.rstrip(_BLANK).endswith(_MARK)
    if not has_end or (content.endswith(_MARK) and _end_of_whole(content + b"\n\n")):
        return SignatureState.CUT  # in the second case without the end of its last line
    return state


def _end_of_whole(content: bytes) -> int:
    """Where a whole signed document ends that something is behind; 0: its beginning is none."""
    for end in [found.end() for found in _END.finditer(content)][-1 : -MOST_ENDS - 1 : -1]:
        try:
            if end < len(content):
                _strict(content[:end], _range(_found(content[:end])))
                return end
        except (_Broken, RecursionError):
            continue
    return 0


def _found(content: bytes) -> EmbeddedPdfSignature:
    """The one signature that the document's form names. Raises _Broken."""
    try:
        found: list[EmbeddedPdfSignature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    except RecursionError:
        raise
    except Exception:  # no PDF that can be read
        raise _Broken(SignatureState.ALTERED if _NAME in content else SignatureState.CUT) from None
    if not found:
        raise _Broken(SignatureState.UNSIGNED)
    if len(found) > 1:
        raise _Broken(SignatureState.SECOND)
    return found[0]


def _strict_or_foreign(content: bytes, signature: EmbeddedPdfSignature) -> tuple[bytes, bytes]:
    """As `_strict`. Raises _Broken, and says so where somebody signed it who is no office."""
    place = _range(signature)
    try:
        return _strict(content, place)
    except _Broken as broken:
        if broken.state is SignatureState.ALTERED and _is_foreign(signature):
            raise _Broken(SignatureState.FOREIGN) from None
        raise


def _is_foreign(signature: EmbeddedPdfSignature) -> bool:
    """Did somebody sign the whole document with a certificate that is no card?

    By pyHanko alone: nothing is believed of it but that it is not what an office sent. What the
    certificate calls its holder is told nowhere: anybody may write the name of an office there.
    """
    try:
        certificate = signature.signer_cert
        if _is_card(certificate.dump()):
            return False
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        coverage = signature.summarise_integrity_info()["coverage"]
        is_intact, is_valid = validate_sig_integrity(
            signature.signer_info, certificate, "data", signature.compute_digest()
        )
        return coverage == SignatureCoverageLevel.ENTIRE_FILE and is_intact and is_valid
    except RecursionError:
        raise
    except Exception:  # whatever a library says of a signature that it cannot read
        return False


def _is_card(certificate: bytes) -> bool:
    try:
        known_certificate(certificate)
    except ValueError:
        return False
    return True


def _strict(content: bytes, place: tuple[int, int, int]) -> tuple[bytes, bytes]:
    """The certificate that signed every byte, and the value of the signature. Raises _Broken."""
    begin, end, length = place
    if end + length > len(content):
        raise _Broken(SignatureState.ALTERED)
    if end + length < len(content):
        _strict(content[: end + length], place)  # what was signed, by itself
        raise _Broken(SignatureState.ADDED)
    hole = content[begin:end]
    if hole[:1] != b"<" or hole[-1:] != b">" or not _HEX.fullmatch(hole[1:-1]):
        raise _Broken(SignatureState.ALTERED)
    digest = hashlib.sha256(content[:begin])
    digest.update(memoryview(content)[end:])
    return _signer(_der(hole[1:-1]), digest.digest())


def _range(signature: EmbeddedPdfSignature) -> tuple[int, int, int]:
    """End of the first part, begin and length of the second. Raises _Broken."""
    try:
        first, begin, end, length = (int(number) for number in signature.byte_range)
    except RecursionError:
        raise
    except Exception:
        raise _Broken(SignatureState.ALTERED) from None
    if first or not 0 < begin < end or length < 0:
        raise _Broken(SignatureState.PARTLY)
    return begin, end, length


def _der(digits: bytes) -> bytes:
    """What stands in the hole, without the zeros that fill it."""
    try:
        whole = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise _Broken(SignatureState.ALTERED) from None
    if len(whole) < 4 or whole[0] != 0x30 or whole[1] != 0x82:
        raise _Broken(SignatureState.ALTERED)
    size = 4 + int.from_bytes(whole[2:4], "big")
    if size > len(whole) or any(whole[size:]):
        raise _Broken(SignatureState.ALTERED)
    return whole[:size]


def _signer(der: bytes, digest: bytes) -> tuple[bytes, bytes]:
    """The certificate by whose key this digest was signed, and the value. Raises _Broken."""
    try:
        signature = cms.ContentInfo.load(der, strict=True)["content"]
        (signer,) = signature["signer_infos"]
        (certificate,) = signature["certificates"]
        certificate_der = certificate.chosen.dump()
        attributes = signer["signed_attrs"]
        if _written(certificate_der, attributes.contents, signer["signature"].native) != der:
            raise _Broken(SignatureState.ALTERED)
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
            raise _Broken(SignatureState.ALTERED)
    except _Broken:
        raise
    except Exception:  # whatever a library says of bytes that are no signature of ours
        raise _Broken(SignatureState.ALTERED) from None
    return bytes(certificate_der), bytes(signer["signature"].native)


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


def _second_opinion(signature: EmbeddedPdfSignature) -> datetime:
    """By pyHanko; the time that the signature says (UTC). Raises _Broken."""
    try:
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        integrity = signature.summarise_integrity_info()
        is_whole = integrity["coverage"] == SignatureCoverageLevel.ENTIRE_FILE
        at = signature.self_reported_timestamp
    except Exception:
        raise _Broken(SignatureState.ALTERED) from None
    if not is_whole or at is None:
        raise _Broken(SignatureState.PARTLY)
    return at.astimezone(UTC)


def _update(content: bytes, certificate: bytes, value: bytes, at: datetime) -> Update:
    """Makes the update again, as this version writes it and as earlier ones did."""
    end = _END.search(content, max(0, len(content) - 50))
    said = _SAID.search(content, int(end[1])) if end and end.end() == len(content) else None
    if said is None:
        return Update(differs=(OTHER,))
    first = content.find(b"%%EOF\n", int(said[2])) + len(b"%%EOF\n")
    before = content[:first]
    second = bytes.fromhex(said[1].decode("ascii"))
    try:
        again = signed_again(before, certificate, at, value, Form())
        if again == content:
            return Update(first, is_present=True)
        for form in (Form(second=second), Form(second=second, is_of_pdf_2=True)):
            if signed_again(before, certificate, at, value, form) == content:
                return Update(first)
        return Update(first, differs=tuple(differences(again, content)) or (OTHER,))
    except RecursionError:
        raise
    except Exception:  # what pyHanko says of a document that is not as this program writes it
        return Update(differs=(OTHER,))
