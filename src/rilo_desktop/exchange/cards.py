"""An office's identity: the key it signs with, and the card by which others know it.

A card is a small signed JSON file around a self-signed X.509 certificate (ECDSA P-256, which every
reader of signed PDFs can judge). Two people compare its fingerprint by phone before it is trusted.
A renewed card is signed by the key of the card before it; a revocation is a signed file too.
"""

from __future__ import annotations

import base64
import hashlib
import warnings
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from rilo_desktop.file_kinds import CARD
from rilo_desktop.office_codes import is_office_code
from rilo_desktop.records.snapshots import canonical

from .strict_json import Misshapen, read, write

(FORMAT, REVOCATION), VERSION = CARD.formats, 1
LARGEST = CARD.largest
YEARS = 5
CLOCKS = timedelta(days=1)
"""A card is valid so long before it is made: clocks of two offices differ."""
KEY_BYTES = 32
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No sign that is mistaken for another when it is read out."""
GROUPS = 7
"""Of four signs: 140 bits of the SHA-256 of the certificate."""
_CURVE = ec.SECP256R1()
_ECDSA = ec.ECDSA(hashes.SHA256())
_SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
"""RFC 6979: the same text gives the same signature, so that a document can be made again."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What an office signs with: the private number of its key (32 bytes), and its card."""

    private: bytes
    card: bytes

    def packed(self) -> bytes:
        """As it lies in the slots of those who may use it."""
        return self.private + self.card


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card that was found sound. Times are UTC, ISO with seconds."""

    office: str
    fingerprint: str
    certificate: bytes
    """DER."""
    valid_from: str
    valid_until: str
    previous: str = ""
    """Fingerprint of the card that it renews."""
    renewal: bytes = b""
    """Signature by the key of the card before."""

    def is_renewal_of(self, earlier: KnownCard) -> bool:
        """Did the key of the earlier card sign this one?"""
        if self.previous != earlier.fingerprint or self.office != earlier.office:
            return False
        return is_signed(earlier.certificate, self.renewal, _renewal_text(self.certificate))

    @property
    def made(self) -> str:
        """When its key was made: what the key before it signs later is not the office's."""
        return _time(datetime.fromisoformat(self.valid_from) + CLOCKS)

    def was_valid(self, at: str) -> bool:
        """At this time (UTC, ISO with seconds)."""
        return self.valid_from <= at <= self.valid_until


@dataclass(frozen=True, slots=True)
class Revocation:
    """`on`: from when nothing more is to be believed; `reason` is for people."""

    office: str
    fingerprint: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _CardFile:
    office: str
    certificate: str
    previous: str = ""
    renewal: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _RevocationFile:
    office: str
    fingerprint: str
    on: str
    reason: str
    signature: str = ""


def new_identity(office: str, now: datetime, previous: Identity | None = None) -> Identity:
    """A new key with its card; `previous`: what it takes the place of, which signs it."""
    key = ec.generate_private_key(_CURVE)
    certificate = _certificate(key, office, now)
    file = _CardFile(office=office, certificate=_text(certificate))
    if previous is not None:
        renewal = sign(previous.private, _renewal_text(certificate))
        fingerprint = read_card(previous.card).fingerprint
        file = replace(file, previous=fingerprint, renewal=_text(renewal))
    private = key.private_numbers().private_value.to_bytes(KEY_BYTES, "big")
    file = replace(file, signature=_text(sign(private, _signed(file, FORMAT))))
    return Identity(private, write(file, FORMAT, VERSION))


def unpacked(content: bytes) -> Identity:
    """The reverse of `Identity.packed`. Raises ValueError."""
    identity = Identity(content[:KEY_BYTES], content[KEY_BYTES:])
    card = read_card(identity.card)
    if not is_signed(card.certificate, sign(identity.private, b"the same key"), b"the same key"):
        raise ValueError("the card is of another key")
    return identity


def read_card(content: bytes) -> KnownCard:
    """Raises ValueError for anything but a sound card; the message names the place, in English."""
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    file = read(_CardFile, content, FORMAT, VERSION)
    der = _bytes(file.certificate, "certificate")
    if not is_signed(der, _bytes(file.signature, "signature"), _signed(file, FORMAT)):
        raise Misshapen("signature: not by the key of the card")
    card = known_certificate(der)
    if card.office != file.office:
        raise Misshapen("office: another one than in the certificate")
    return replace(card, previous=file.previous, renewal=_bytes(file.renewal, "renewal"))


def known_certificate(der: bytes) -> KnownCard:
    """What a certificate by itself says, as it stands in a signed PDF. Raises ValueError."""
    certificate = _parsed(der)
    names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    if len(names) != 1 or not isinstance(names[0].value, str):
        raise Misshapen("certificate: names no office")
    if not is_office_code(names[0].value):
        raise Misshapen("certificate: its name is not the code of an office")
    _key_of(certificate)
    return KnownCard(
        office=names[0].value,
        fingerprint=fingerprint(der),
        certificate=der,
        valid_from=_time(certificate.not_valid_before_utc),
        valid_until=_time(certificate.not_valid_after_utc),
    )


def revocation(identity: Identity, on: str, reason: str) -> bytes:
    """The signed file that says: nothing signed by this card from then on is ours."""
    card = read_card(identity.card)
    file = _RevocationFile(
        office=card.office, fingerprint=card.fingerprint, on=on, reason=reason.strip()
    )
    signature = _text(sign(identity.private, _signed(file, REVOCATION)))
    return write(replace(file, signature=signature), REVOCATION, VERSION)


def read_revocation(content: bytes, card: KnownCard) -> Revocation:
    """Raises ValueError for anything but a revocation of this card by its own key."""
    found, file = _revocation_file(content)
    signature = _bytes(file.signature, "signature")
    if (found.fingerprint, found.office) != (card.fingerprint, card.office):
        raise Misshapen("fingerprint: of another card")
    if not is_signed(card.certificate, signature, _signed(file, REVOCATION)):
        raise Misshapen("signature: not by the key of the card")
    return found


def revoked_by(content: bytes) -> str:
    """Fingerprint of the card that a revocation is of. Raises ValueError."""
    return _revocation_file(content)[0].fingerprint


def is_revocation(content: bytes) -> bool:
    """Does it say so? For whoever was given a file and does not know which it is."""
    return b'"%s"' % REVOCATION.encode() in content[:LARGEST]


def _revocation_file(content: bytes) -> tuple[Revocation, _RevocationFile]:
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    file = read(_RevocationFile, content, REVOCATION, VERSION)
    try:
        datetime.fromisoformat(file.on)
    except ValueError:
        raise Misshapen("on: not a time") from None
    return Revocation(file.office, file.fingerprint, file.on, file.reason), file


def fingerprint(certificate: bytes) -> str:
    """Seven groups of four signs, to be read out: "K7QX-2M9P-..."."""
    number = int.from_bytes(hashlib.sha256(certificate).digest()[:20], "big")
    number >>= 160 - 5 * 4 * GROUPS
    signs = "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(4 * GROUPS)))
    return "-".join(signs[n : n + 4] for n in range(0, 4 * GROUPS, 4))


def tidy_fingerprint(typed: str) -> str:
    """As `fingerprint` writes it, from whatever was typed. Raises ValueError."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != 4 * GROUPS or not set(signs) <= set(ALPHABET):
        raise ValueError("no fingerprint")
    return "-".join(signs[n : n + 4] for n in range(0, 4 * GROUPS, 4))


def sign(private: bytes, message: bytes) -> bytes:
    """ECDSA over P-256 and SHA-256, in DER."""
    return ec.derive_private_key(int.from_bytes(private, "big"), _CURVE).sign(message, _SIGNING)


def is_signed(certificate: bytes, signature: bytes, message: bytes) -> bool:
    """By the key of this certificate? Raises ValueError for what is no certificate of ours."""
    try:
        _key_of(_parsed(certificate)).verify(signature, message, _ECDSA)
    except InvalidSignature:
        return False
    return True


def _certificate(key: ec.EllipticCurvePrivateKey, office: str, now: datetime) -> bytes:
    begin = now.astimezone(UTC).replace(microsecond=0)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"RILO {office}"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office),
        ]
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin - CLOCKS)
        .not_valid_after(begin + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return built.public_bytes(Encoding.DER)


def _parsed(der: bytes) -> x509.Certificate:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what it warns of, no office ever made
            return x509.load_der_x509_certificate(der)
    except Exception as error:  # of another version, with another serial number, or broken
        raise Misshapen(f"certificate: {error}") from None


def _key_of(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    try:
        key = certificate.public_key()
    except Exception as error:  # of an algorithm that the library does not know, or broken
        raise Misshapen(f"certificate: {error}") from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != _CURVE.name:
        raise Misshapen("certificate: its key is not of the curve P-256")
    return key


def _signed(file: _CardFile | _RevocationFile, format: str) -> bytes:
    """What the signature of a file is over."""
    return canonical({"format": format, "version": VERSION, **asdict(replace(file, signature=""))})


def _renewal_text(certificate: bytes) -> bytes:
    return b"rilo card renewed by " + certificate


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str, where: str) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        raise Misshapen(f"{where}: not base64") from None
    if _text(content) != text:  # the last sign has bits that say nothing
        raise Misshapen(f"{where}: not base64 as it is written here")
    return content
