"""A new office: its store, its first officer, and what the product ships."""

from __future__ import annotations

import hashlib
import re
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.office_files import read
from rilo_desktop.office_codes import (
    PRACTICE_OFFICES,
    PRACTICE_SECRETARIAT,
    SECRETARIAT,
    is_practice,
    is_secretariat,
)
from rilo_desktop.presentation.registry import RECORD_TYPES, record_type
from rilo_desktop.records import NOT_KNOWN, Challenge, FieldType, Record, class_of, fields_of
from rilo_desktop.records.identifiers import shipped_id
from rilo_desktop.records.record import DEFAULT_TLP
from rilo_desktop.records.translated import translated_value
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import Clock, OfficerEntry, Store, found, system_clock
from rilo_desktop.vocabularies import vocabulary

from ..records.file_import import FileImport, import_files
from ..records.record import with_values
from . import actions, officers
from .finding_helpers import refusal
from .identity_store import settle
from .progress import SILENT, Progress
from .session import Session, session_of

NETWORK, PRACTICE = "catalogue", "practice"
"""Folders of what is shipped: the offices in use, and those for practice with their year."""
OF_NETWORK = ("offices.csv", "members.csv")
"""A practice office knows the other practice offices and none that is in use."""
OF_ALL = ("indicators.csv", "obligations.json")
PRACTICE_YEAR, PICTURES = "practice_year.json", "pictures"
LINES = {
    "offices.csv": ("office_hosts.csv",),
    "indicators.csv": ("indicator_sources.csv", "indicator_translations.csv"),
}
"""Files of the catalogue whose records have lines in files of their own."""
SAMPLE = tuple(dict.fromkeys(spec.sample for spec in RECORD_TYPES if spec.sample))
WORKSTATION = re.compile(r"[A-Z]")
HEAD_FUNCTION, SECRETARIAT_FUNCTION = "Head of RILO", "WCO Secretariat"


@dataclass(frozen=True)
class NewOffice:
    """A new office, open, and the recovery key that is shown once and kept nowhere."""

    session: Session
    recovery_key: str


def make_office(
    folder: Path,
    office_code: str,
    sign: str,
    passphrase: str,
    function: str = "",
    workstation: str = "A",
    clock: Clock = system_clock,
    recovery_key: str = "",
) -> NewOffice:
    """A store with the offices, their members, the indicators and the reporting year.

    The first officer is the head; `function` "": what the first officer of such a place is.
    `recovery_key`: one that was shown before; "": a new one.
    Raises Refused, AlreadyThere, StoreUnwritable, and leaves no half office behind.
    """
    check_place(office_code, workstation)
    function = function.strip() or usual_function(office_code)
    officers.check(sign, "head", passphrase, function, office_code)
    head = OfficerEntry(sign, function, "head")
    made = found(folder, office_code, head, passphrase, workstation, clock, _fill, recovery_key)
    settle(made.store, head.role)
    return NewOffice(session_of(made.store), made.recovery_key)


def usual_function(office_code: str) -> str:
    """What the first officer of an office is, or of the Secretariat."""
    return SECRETARIAT_FUNCTION if is_secretariat(office_code) else HEAD_FUNCTION


def check_place(office_code: str, workstation: str) -> None:
    """Raises Refused for an office or a workstation that cannot be."""
    known = known_offices()
    if office_code not in known:
        raise refusal(
            "founding.office",
            N_("There is no office {code}; the offices are {names}."),
            code=office_code,
            names=", ".join(known),
        )
    check_workstation(workstation)


def check_workstation(letter: str) -> None:
    """Raises Refused."""
    if not WORKSTATION.fullmatch(letter):
        raise refusal(
            "founding.workstation",
            N_("A workstation has one capital letter, A to Z, not {letter}."),
            letter=letter,
        )


def add_sample(session: Session, progress: Progress = SILENT) -> FileImport:
    """The published cases and action items, through the same import as any workbook.

    Practice office XX has an invented year beside them; its other records are of that year.
    """
    files = [("sample", name) for name in SAMPLE]
    if session.office_code == PRACTICE_OFFICES[0]:
        published = [one for one in files if one[1].endswith(".json")]
        files = [*published, (PRACTICE, PRACTICE_YEAR)]
        _keep_pictures(session)
    with ExitStack() as stack:
        paths = [stack.enter_context(_file(folder, name)) for folder, name in files]
        return import_files(session, paths, progress=progress, shipped=True)


def _keep_pictures(session: Session) -> None:
    """Of the practice year, whose records name them by their hashes; as one operation."""
    folder = resources.files("rilo_desktop.assets") / PRACTICE / PICTURES
    with session.unit(actions.PICTURE) as unit:
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            content = file.read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            unit.write_attachment(sha256, "image/png", file.name, content)
        unit.note(pictures=PRACTICE)


def known_offices() -> tuple[str, ...]:
    """Codes of the offices the product knows and the Secretariat; then those for practice."""
    network, practice = (
        [row.local_ref for row in office_rows(folder)] for folder in (NETWORK, PRACTICE)
    )
    return (*network, SECRETARIAT, *practice, PRACTICE_SECRETARIAT)


def office_rows(folder: str = NETWORK) -> tuple[ImportRow, ...]:
    """The offices of the network, or those for practice."""
    return _rows(folder, OF_NETWORK[0])


def _fill(store: Store) -> None:
    own = PRACTICE if is_practice(store.office_code) else NETWORK
    files = (*((own, name) for name in OF_NETWORK), *((NETWORK, name) for name in OF_ALL))
    with store.unit(actions.CATALOGUE) as unit:
        for folder, name in files:
            unit.write([_shipped(row) for row in _rows(folder, name)])
        unit.write(_challenges())
        unit.note(files=[name for _, name in files])


@cache
def _rows(folder: str, name: str) -> tuple[ImportRow, ...]:
    """Of a file that the program brings along: it is the same for as long as the program runs."""
    with _file(folder, name) as path:
        rows = read(path).rows
    for file in LINES.get(name, ()) if folder == NETWORK else ():
        more = {row.local_ref: row.values for row in _rows(folder, file)}
        rows = tuple(
            replace(row, values={**row.values, **more.get(row.local_ref, {})}) for row in rows
        )
    return rows


def _file(folder: str, name: str) -> AbstractContextManager[Path]:
    return resources.as_file(resources.files("rilo_desktop.assets") / folder / name)


def _shipped(row: ImportRow) -> Record:
    described = fields_of(class_of(row.kind))
    values = {name: value for name, value in row.values.items() if name in described}
    for name, about in described.items():
        if about.type is FieldType.TRANSLATED and name in values:
            values[name] = translated_value(dict(values[name]))
    made: Record = class_of(row.kind)(
        **{"local_ref": row.local_ref, "language": "en", "tlp": _label(row.kind), **values},
        id=shipped_id(row.kind, row.local_ref),
    )
    start = record_type(row.kind).starts_as
    unsaid = {n: value for n, value in start.items() if getattr(made, n) in (None, NOT_KNOWN)}
    return with_values(made, unsaid) if unsaid else made


def _label(kind: str) -> str:
    """What is public is marked so."""
    return "CLEAR" if record_type(kind).is_public else DEFAULT_TLP


def _challenges() -> list[Challenge]:
    listed = vocabulary("challenge")
    return [
        Challenge(
            id=shipped_id(Challenge.kind.code, item.code),
            local_ref=item.code,
            language="en",
            tlp=_label(Challenge.kind.code),
            title=item.label("en"),
            challenge=item.code,
            source=listed.source or None,
        )
        for item in listed
    ]
