"""An office whose every text holds an identifier of its own: an e-mail address, or a bank account.

`Planted.held(text)` names those that a text still has; each is one place of one record.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from rilo_desktop.records import Submission, fields_of, record_types
from rilo_desktop.records.field_specs import NOT_KNOWN, TEXTUAL, FieldType
from rilo_desktop.rules.personal_data_guard import digest_of
from rilo_desktop.services.office import actions
from rilo_desktop.services.office.session import Session

MAIL = re.compile(r"k[0-9]{5}@ex\.example")
ACCOUNT = re.compile(r"GB[0-9]{2}WEST[0-9]{14}")


def account(number: int) -> str:
    """A bank account with the right digits to check it."""
    bare = f"WEST{number:014}"
    digits = "".join(str(int(sign, 36)) for sign in f"{bare}GB00")
    return f"GB{98 - int(digits) % 97:02}{bare}"


class Planted:
    """`where`: what was planted -> type of the record and field."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}
        self.of_the_office: set[str] = set()
        """Those in fields for the office only."""
        self._numbers = count(1)

    def token(self, place: str, limit: int = 0) -> str:
        number = next(self._numbers)
        roomy = not limit or limit >= 40
        made = account(number) if number % 3 == 0 and roomy else f"k{number:05}@ex.example"
        self.where[made] = place
        return made

    def held(self, text: str) -> set[str]:
        bare = "".join(text.split())
        return {one for pattern in (MAIL, ACCOUNT) for one in pattern.findall(bare)}

    def asked(self, findings: Iterable[Any]) -> set[str]:
        """Those that are meant by findings."""
        found = {str(one.values.get("digest")) for one in findings}
        return {one for one in self.where if digest_of(one) in found}

    def places(self, tokens: Iterable[str]) -> list[str]:
        return sorted({self.where.get(one, one) for one in tokens})

    # --- in records

    def plant(self, session: Session, codes: Mapping[str, str]) -> None:
        """In every text that an officer writes, of every record that the office holds.

        `codes`: list -> code of the office, which every field with a code of that list gets.
        """
        self._codes = codes
        with session.reading() as reading:
            held = [
                stored.record
                for kind in record_types()
                if kind != Submission.kind.code
                for stored in reading.records.all_of(kind, archived=True)
            ]
        with session.unit(actions.EDIT) as unit:
            for first in range(0, len(held), 100):
                part = held[first : first + 100]
                unit.write([self._texts(one, one.kind.code) for one in part])

    def _texts(self, thing: Any, place: str) -> Any:
        new: dict[str, Any] = {}
        for name, about in fields_of(type(thing)).items():
            value, where = getattr(thing, name), f"{place}.{name}"
            if about.lines is not None:
                if isinstance(value, tuple):
                    new[name] = tuple(self._texts(line, where) for line in value)
            elif about.type is FieldType.CODE and about.vocabulary in self._codes and value:
                new[name] = self._codes[about.vocabulary]
            elif not about.guarded or name == "local_ref":  # by which others name it
                pass
            elif about.type is FieldType.TRANSLATED:
                new[name] = (*_others(value), ("en", self.token(where)), ("fr", self.token(where)))
            elif about.type is FieldType.TEXTS or about.type is FieldType.CODES:
                new[name] = (self.token(where, about.limit or 0),)
            elif about.type in TEXTUAL or value:
                new[name] = self.token(where, about.limit or 0)
            if about.office_only and name in new:
                self.of_the_office |= self.held(repr(new[name]))
        return replace(thing, **new)


def _others(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple) and value is not NOT_KNOWN:
        yield from (one for one in value if one[0] not in ("en", "fr"))


def text_of(path: Path) -> str:
    """Everything that a file says: pages, data that they carry, sheets, lines; its name too."""
    content = path.read_bytes()
    if content.startswith(b"%PDF"):
        return f"{path.name}\n{text_of_pdf(content)}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return "\n".join([path.name, *inside])
    return f"{path.name}\n{content.decode('utf-8', 'replace')}"


def text_of_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        said = [page.get_textpage().get_text_bounded() for page in pdf]
    with pikepdf.open(io.BytesIO(content)) as opened:
        said += [
            file.get_file().read_bytes().decode("utf-8", "replace")
            for file in opened.attachments.values()
        ]
    return "\n".join(said)
