"""Records of this office's own folder, read back: what becomes of each, beside what is here.

Reading raises no state (docs/decisions/0081). What is here with the same content stays as it is;
other content waits where the record is more than a draft here, and where it was purged; what is
new is a draft. A submission is history and a record of another office is that office's: neither is
taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records import FieldType, Record, Workflow, fields_of
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.identifiers import is_record_id, office_of, parts_of, workstation_of
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Refused, Severity
from rilo_desktop.store import LogEntry, ReadSession, Stored
from rilo_desktop.store.numbering import MOST_DIGITS

from ..office.finding_helpers import finding
from ..records.record import KEPT_BY_SERVICES, as_draft, check_writable
from . import waiting_records
from .received_record import Unfit, kept_record

NO_RECORD = N_(
    "This is no record of an office ({what}). It is not imported: correct the line, or leave out "
    "such lines (--skip-bad-rows)."
)
UNFIT = N_(
    "{said} It is not imported: correct the line, or leave out such lines (--skip-bad-rows)."
)
KEPT = N_("{name} is left out and stays as it is here: {said}")
FOREIGN = N_(
    "{name} is a record of {owner} and is left out: receive the submission of {owner} again that "
    "brought it. Received documents lie under files in the folder."
)
HISTORY = N_(
    "The submission {name} is left out: what was approved and sent is history of the log that "
    "has it, and no file brings it into another one. Its number is not given again."
)
MOST_NOTED = 200
_MAY_STAY = frozenset({Workflow.DRAFT, Workflow.WITHDRAWN})
"""States that a new record may have as it comes; nothing follows from them."""


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A record as it stands in the folder, with its place there."""

    record: Record
    place: FieldPath


def read(data: Mapping[str, Any], place: FieldPath) -> FolderLine:
    """Raises Refused with one sentence for what no office writes."""
    try:
        record = kept_record(data)
        if not is_record_id(record.id):
            raise Unreadable(f"id {record.id[:60]}")
        if record.workflow not in set(Workflow):
            raise Unreadable(f"workflow {record.workflow[:60]}")
    except Unfit as unfit:
        said = Message(unfit.said.message, unfit.said.values)
        raise Refused(_at("import.all_unfit", UNFIT, place, said=said)) from None
    except (Unreadable, NewerSnapshot, TypeError, ValueError) as error:
        raise Refused(_no_record(place, str(error))) from None
    return FolderLine(record, place)


def files_of(record: Record) -> Iterator[str]:
    """SHA-256 of the pictures and files that its lines name."""
    for name, about in fields_of(type(record)).items():
        if about.type is FieldType.LINES:
            for line in getattr(record, name) or ():
                if sha256 := getattr(line, "sha256", None):
                    yield str(sha256)


@dataclass(slots=True)
class FolderComparison:
    """Compares line after line; a later one sees the earlier ones.

    `files`: hashes of what lies in the folder; `letter`: of this workstation.
    """

    reading: ReadSession
    office: str
    letter: str
    files: Collection[str]
    new: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    same: int = 0
    waiting: dict[str, tuple[Record, Finding]] = field(default_factory=dict)
    """{reference here: (what came, why it waits)}."""
    left_out: list[Finding] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Ids of records of the folder that were left out and are not here."""
    numbers: dict[str, int] = field(default_factory=dict)
    """{prefix: highest number} of references that were left out and are this workstation's."""
    _ids: set[str] = field(default_factory=set)
    _names: set[tuple[str, str]] = field(default_factory=set)
    _purges: Mapping[str, LogEntry] = field(init=False)

    def __post_init__(self) -> None:
        self._purges = waiting_records.purges_in(self.reading)

    def compare(self, line: FolderLine) -> None:
        record = line.record
        if record.id in self._ids:
            self._refuse(line, _no_record(line.place, f"id {record.id}"))
            return
        self._ids.add(record.id)
        stored = self.reading.records.stored(record.id)
        if stored is not None and stored.record.kind.code != record.kind.code:
            self._refuse(line, _no_record(line.place, f"id {record.id}"))
        elif record.kind.code in KEPT_BY_SERVICES:
            self._history(line, stored)
        elif self.office != office_of(record.reference) or not self._is_own(stored):
            self._foreign(line, stored)
        elif stored is not None and same_content(stored.record, record):
            self.same += 1
        else:
            self._own(line, stored)

    def _refuse(self, line: FolderLine, said: Finding) -> None:
        self.wrong.append(said)
        self.absent.add(line.record.id)

    def taken(self, names: Collection[str]) -> list[Record]:
        """What is to be written, with what waited and is named. Raises Refused."""
        known = {name: record.id for name, (record, _) in self.waiting.items()}
        wanted = waiting_records.named(known, names)
        decided = [name for name, (record, _) in self.waiting.items() if record.id in wanted]
        accepted = [self.waiting.pop(name)[0] for name in decided]
        return [*self.new, *self.changed, *map(as_draft, accepted)]

    def _is_own(self, stored: Stored | None) -> bool:
        return stored is None or office_of(stored.record.reference) == self.office

    def _history(self, line: FolderLine, stored: Stored | None) -> None:
        if stored is not None and stored.record == line.record:
            self.same += 1
            return
        self._left(line, stored, _at("import.all_history", HISTORY, line.place, **_name(line)))
        prefix, number = parts_of(line.record.reference) or ("", 0)
        ours = self.office, self.letter
        is_ours = ours == (office_of(prefix), workstation_of(line.record.reference))
        if is_ours and number < 10**MOST_DIGITS:
            self.numbers[prefix] = max(self.numbers.get(prefix, 0), number)

    def _foreign(self, line: FolderLine, stored: Stored | None) -> None:
        if stored is not None and stored.record == line.record:
            self.same += 1
            return
        name = stored.record.reference if stored else line.record.reference
        if office_of(name) == self.office:
            name = line.record.reference
        said = _at("import.all_foreign", FOREIGN, line.place, name=name, owner=office_of(name))
        self._left(line, stored, said)

    def _left(self, line: FolderLine, stored: Stored | None, said: Finding) -> None:
        self.left_out.append(replace(said, severity=Severity.WARNS))
        if stored is None:
            self.absent.add(line.record.id)

    def _own(self, line: FolderLine, stored: Stored | None) -> None:
        if not self._fits(line, stored):
            return
        before = stored.record if stored else None
        name = before.reference if before else line.record.reference
        record, state = line.record.called(name), before.workflow if before else ""
        purge = self._purges.get(record.id)
        if purge is None and before is None:
            self.new.append(record if record.workflow in _MAY_STAY else as_draft(record))
        elif purge is None and state == Workflow.DRAFT:
            self.changed.append(as_draft(record))
        else:
            message = waiting_records.PURGED if purge else waiting_records.STANDS
            kind = record.kind.code
            said = waiting_records.waits(message, kind, record.id, name, self.office, purge, state)
            self.waiting[name] = record, said

    def _fits(self, line: FolderLine, stored: Stored | None) -> bool:
        """False, and told, where its number or reference is another record's, a file is missing, or
        what is here would lose entries of a thread."""
        record = line.record
        names = {("", record.reference)}
        if key := own_key(record.local_ref or ""):
            names.add((record.kind.code, key))
        twice = next(iter(names & self._names), None)
        self._names |= names
        others = self.reading.records.find_ids("", record.reference)
        if twice or (others and others[0] != record.id):
            self._refuse(line, _no_record(line.place, twice[1] if twice else record.reference))
            return False
        for sha256 in files_of(record):
            if sha256 not in self.files and not self.reading.attachments.has(sha256):
                self._refuse(line, _no_record(line.place, f"files/{sha256[:60]}"))
                return False
        try:
            check_writable(self.reading, stored, record, "")
        except Refused as refused:
            said = Message(refused.findings[0].message, refused.findings[0].values)
            if stored is None:
                self._refuse(line, _at("import.all_unfit", UNFIT, line.place, said=said))
            else:
                name = stored.record.reference
                self._left(
                    line, stored, _at("import.all_kept", KEPT, line.place, name=name, said=said)
                )
            return False
        return True


def told(what: str, found: Sequence[Finding]) -> dict[str, Any]:
    """What the log keeps of records that wait or were left out: their references, and how many."""
    names = [str(one.values["name"]) for one in found if "name" in one.values]
    return {what: names[:MOST_NOTED], f"{what}_count": len(found)} if found else {}


def _name(line: FolderLine) -> dict[str, str]:
    return {"name": line.record.reference}


def _no_record(place: FieldPath, what: str) -> Finding:
    return _at("import.all_record", NO_RECORD, place, what=what)


def _at(rule: str, message: str, place: FieldPath, **values: Any) -> Finding:
    return finding(rule, message, place, **values)
