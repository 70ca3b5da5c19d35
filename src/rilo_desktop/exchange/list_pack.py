"""Code lists as one office hands them out: names of codes, and the codes that it added, signed.

    {"format": "rilo-list-pack", "version": 1, "certificate": "...", "signature": "...",
     "pack": {"office": "SECRETARIAT", "at": "2026-11-28T09:00:00+00:00", "name": "2026.1",
              "issued": "2026-11-28", "source": "Agreed at the 34th meeting",
              "entries": [{"list": "commodity", "code": "SECRETARIAT-HERBAL", "label_en": "...",
                           "label_fr": "", "parent": ""}]}}

A code twice, a name that another code has, or a code of another office than the signer's refuses
the whole pack.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from rilo_desktop.file_kinds import LISTS
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.rules.acceptance import with_digest
from rilo_desktop.rules.list_entries import fault, is_one_line

from .cards import Identity, KnownCard, read_card
from .json_lines import checked_lines
from .signed_text import certificate_of, signature_of, signer
from .strict_json import Misshapen, read, write

(FORMAT,), VERSION = LISTS.formats, 1
LARGEST = LISTS.largest
MOST = 2_000
"""Entries."""
LONGEST_SOURCE = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """A name for a code that all offices have, or a code of the signer's. "" for no label."""

    list: str
    code: str
    label_en: str
    label_fr: str
    parent: str = ""

    @property
    def labels(self) -> Mapping[str, str]:
        said = {"en": self.label_en, "fr": self.label_fr}
        return {language: text for language, text in said.items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPack:
    """`name`: its version, as people say it; `issued`: ISO day; `at`: when it was signed, UTC."""

    office: str
    at: str
    name: str
    issued: str
    source: str
    entries: tuple[PackEntry, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, whenever it was signed."""
        return hashlib.sha256(canonical({**asdict(self), "at": ""})).hexdigest()

    @property
    def title(self) -> str:
        """2026.1 (3fa9 21c0 77b2): two packs that say something else are never called the same."""
        return with_digest(self.name, self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    pack: ListPack
    certificate: str
    signature: str = ""


def is_name(text: str) -> bool:
    """Can a version be called so? "2026.1"."""
    return _NAME.fullmatch(text) is not None


def signed(pack: ListPack, identity: Identity) -> bytes:
    """`pack.office` becomes the signer's. Raises Misshapen for what no reader would take."""
    pack = replace(pack, office=read_card(identity.card).office)
    file = _File(pack=pack, certificate=certificate_of(identity))
    content = write(replace(file, signature=signature_of(identity, _signed(file))), FORMAT, VERSION)
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    _check(pack)
    return content


def opened(content: bytes, file: str) -> tuple[ListPack, KnownCard]:
    """Looked through by the limited child first.

    Raises Misshapen for anything but a whole pack with a good signature, Newer, and Refused where
    the child did not get through it.
    """
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    for _ in checked_lines(content, file):
        pass
    found = read(_File, content, FORMAT, VERSION)
    if write(found, FORMAT, VERSION) != content:  # JSON has other spellings of the same
        raise Misshapen("not written as this program writes it, or the file was changed")
    card = signer(found.certificate, found.signature, _signed(found))
    if card.office != found.pack.office:
        raise Misshapen("pack.office: another one than in the certificate")
    _check(found.pack)
    return found.pack, card


def kept(content: str) -> ListPack:
    """Of a file that was opened before, and that the store has kept since."""
    return read(_File, content, FORMAT, VERSION).pack


def _check(pack: ListPack) -> None:
    if not is_name(pack.name):
        raise Misshapen("pack.name: not the name of a version")
    if not _is_day(pack.issued):
        raise Misshapen("pack.issued: not a day")
    if not is_one_line(pack.source, LONGEST_SOURCE):
        raise Misshapen("pack.source: not one line of text")
    if not 0 < len(pack.entries) <= MOST:
        raise Misshapen(f"pack.entries: none, or more than {MOST}")
    codes: set[tuple[str, str]] = set()
    names: set[tuple[str, str, str]] = set()
    for number, one in enumerate(pack.entries):
        where = f"pack.entries[{number}]"
        wrong = fault(one.list, one.code, dict(one.labels), one.parent, pack.office)
        if wrong:
            raise Misshapen(f"{where}: {wrong}")
        if (one.list, one.code) in codes:
            raise Misshapen(f"{where}: the code a second time")
        codes.add((one.list, one.code))
        for language, text in one.labels.items():
            name = (one.list, language, text.casefold())
            if name in names:
                raise Misshapen(f"{where}: a name is that of another code")
            names.add(name)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _signed(file: _File) -> bytes:
    return canonical({"format": FORMAT, "version": VERSION, **asdict(replace(file, signature=""))})
