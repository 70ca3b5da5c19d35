"""Acceptance rules as their receiver hands them out: the file of rules, signed by an office."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from rilo_desktop.file_kinds import RULES
from rilo_desktop.records.snapshots import canonical

from .cards import Identity, KnownCard, read_card
from .signed_text import certificate_of, signature_of, signer
from .strict_json import Misshapen, read, write

(FORMAT,), VERSION = RULES.formats, 1
LARGEST = RULES.largest


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`rules`: the text of the file, see `rules.acceptance_file`; `at`: UTC, ISO with seconds."""

    office: str
    at: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    pack: Pack
    certificate: str
    signature: str = ""


def signed(rules: str, at: str, identity: Identity) -> bytes:
    pack = Pack(office=read_card(identity.card).office, at=at, rules=rules)
    file = _File(pack=pack, certificate=certificate_of(identity))
    return write(replace(file, signature=signature_of(identity, _signed(file))), FORMAT, VERSION)


def opened(content: bytes) -> tuple[Pack, KnownCard]:
    """Raises Misshapen for anything but a whole pack with a good signature, Newer."""
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    file = read(_File, content, FORMAT, VERSION)
    if write(file, FORMAT, VERSION) != content:  # JSON has other spellings of the same
        raise Misshapen("not written as this program writes it, or the file was changed")
    card = signer(file.certificate, file.signature, _signed(file))
    if card.office != file.pack.office:
        raise Misshapen("pack.office: another one than in the certificate")
    return file.pack, card


def _signed(file: _File) -> bytes:
    return canonical({"format": FORMAT, "version": VERSION, **asdict(replace(file, signature=""))})
