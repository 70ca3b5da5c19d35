"""Import: files become revisions in one operation, or none does.

The own number (`local_ref`) is the key: a known one makes a new revision where something changed
and nothing where nothing did. Structure that cannot be read refuses the whole import; rows with
errors refuse it too, unless the officer asks to skip them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from rilo_desktop.exchange import rejected_rows, template
from rilo_desktop.exchange.import_result import ImportResult, ImportRow
from rilo_desktop.exchange.office_files import read
from rilo_desktop.language import catalogue
from rilo_desktop.office_codes import is_practice
from rilo_desktop.records import FieldSpec, Record
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused, Severity
from rilo_desktop.store import ReadSession, UnitOfWork
from rilo_desktop.vocabularies import vocabulary

from ..office import actions, ways_out
from ..office.code_labels import findings_of, own_codes
from ..office.finding_helpers import finding, refusal
from ..office.finding_messages import sentence
from ..office.outgoing import going_out, put
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from .changes import Changes, changes_of
from .import_compare import ImportComparison, ImportOutcome
from .import_lists import found_here
from .import_references import checked
from .record import refuse_kept

BATCH = 500
NEVER = -1
"""As the operation of what was compared without making the records."""
READING = N_("Reading the files")
WRITING = N_("Writing; if you cancel, nothing is kept")


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an import of these files would do. Nothing is written yet.

    `rows` with one outcome each; `findings` are about the files as a whole and, where one of them
    blocks, nothing can be imported. `operation` is where the store stood when it was compared.
    """

    files: tuple[Path, ...]
    rows: tuple[ImportRow, ...]
    outcomes: tuple[ImportOutcome, ...]
    findings: tuple[Finding, ...]
    records: tuple[Record, ...]
    """To be written, in their order; made when they are taken where `operation` is NEVER."""
    operation: int
    shipped: bool = False

    @property
    def writes(self) -> bool:
        """Is there anything to write?"""
        return self.to_write > 0

    @property
    def to_write(self) -> int:
        """How many records would be new or changed."""
        return self.count(ImportOutcome.NEW) + self.count(ImportOutcome.CHANGED)

    @property
    def unreadable(self) -> bool:
        return any(found.blocks for found in self.findings)

    @property
    def skipped(self) -> tuple[ImportRow, ...]:
        refused = ImportOutcome.REFUSED
        pairs = zip(self.rows, self.outcomes, strict=True)
        return tuple(row for row, outcome in pairs if outcome is refused)

    def all_findings(self) -> tuple[Finding, ...]:
        return (*self.findings, *(found for row in self.rows for found in row.findings))

    def count(self, outcome: ImportOutcome) -> int:
        return self.outcomes.count(outcome)

    @property
    def kinds(self) -> Mapping[str, Mapping[str, int]]:
        """{record type: {"new", "changed" and "same": how many of them}}"""
        counted = Counter(
            (row.kind, said) for row, said in zip(self.rows, self.outcomes, strict=True)
        )
        told = (ImportOutcome.NEW, ImportOutcome.CHANGED, ImportOutcome.SAME)
        kinds = sorted({kind for kind, said in counted if said in told})
        return {kind: {said.value: counted[kind, said] for said in told} for kind in kinds}


@dataclass(frozen=True, slots=True)
class FileImport:
    """What an import did, or (dry run) would do. `rejected` holds the skipped rows."""

    changes: Changes
    findings: tuple[Finding, ...]
    new: int
    changed: int
    same: int
    skipped: tuple[ImportRow, ...]
    rejected: Path | None = None
    waiting: int = 0
    """Rows that wait in the store for an answer."""
    kinds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """As `Prospect.kinds`."""


def import_files(
    session: Session,
    files: Sequence[Path],
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    progress: Progress = SILENT,
    action: str = actions.IMPORT,
    shipped: bool = False,
) -> FileImport:
    """Read the files and write their records as one operation.

    Skipped rows go with their reasons to a workbook beside the first file. `shipped` gives new
    records the fixed ids of what the product ships. Raises Refused with every finding, Cancelled;
    the store is then unchanged.
    """
    found = inspect(session, files, progress, shipped)
    if dry_run:
        refuse_bad(found, skip_bad_rows)
        return _intake(found, Changes(same=found.count(ImportOutcome.SAME)))
    return take(session, found, skip_bad_rows, progress, action)


def inspect(
    session: Session,
    files: Sequence[Path],
    progress: Progress = SILENT,
    shipped: bool = False,
    reader: Callable[[Path, date], ImportResult] = read,
) -> Prospect:
    """Read the files and compare them with the store; nothing is written.

    `reader` gives the rows of a file, where the caller has read it already; the day is the one on
    which the office was made, to which a practice year moves.

    Files that cannot be read are told in the findings. Raises Refused for a role that may not
    import and for kinds that no file may bring, Cancelled.
    """
    session.permit(Task.IMPORT)
    rows: list[ImportRow] = []
    said: list[Finding] = []
    with session.reading() as asked:
        made_on = _made_on(asked)
    for n, path in enumerate(files):
        progress(n, 0, READING)
        try:
            reading = progress.outside(reader, path, made_on)
        except Refused as refused:
            said += refused.findings
            continue
        own = [_as_own(session, row) for row in reading.rows]
        rows += own
        said += (*reading.findings, *_of_another(session, path, reading.office))
        if not shipped:
            said += _made_own(session, path, reading.rows, own)
    for kind in sorted({row.kind for row in rows}):
        refuse_kept(kind)
    with session.reading() as asked:
        operation = asked.log.last
        named = checked(found_here(session, rows, asked, session.clock()), asked)
        comparing = ImportComparison(asked, session.clock(), shipped)
        outcomes = comparing.all(named, progress)
    records = comparing.records
    return Prospect(tuple(files), tuple(named), outcomes, tuple(said), records, operation, shipped)


def _made_on(reading: ReadSession) -> date:
    """The day of the first entry of the log. In universal time: wherever it is asked, it is the
    same, so that a practice year that is read again is the same too."""
    first = reading.log.entry(1)
    assert first is not None, "an office is made with an entry of the log"
    return datetime.fromisoformat(first.time).astimezone(UTC).date()


def _of_another(session: Session, path: Path, office: str) -> Iterator[Finding]:
    """An invented year belongs to the practice office that it names, and to no office in use."""
    if not office or office == session.office_code:
        return
    place = FieldPath(file=path.name)
    if is_practice(session.office_code):
        message = N_(
            "{file} is the year of {office}, and this is {own}: import it there, or correct "
            "“office” in “meta”."
        )
    else:
        message = N_(
            "{file} is the invented year of the practice office {office}, and {own} is an office "
            "in use: make a practice office for it (rilo new --office {office})."
        )
    values = {"file": path.name, "office": office, "own": session.office_code}
    yield finding("intake.practice", message, place, **values)


def _as_own(session: Session, row: ImportRow) -> ImportRow:
    """A practice office knows no office in use: a record of one that is imported is its own."""
    office, own = row.values.get("office_code"), session.office_code
    if not is_practice(own) or not isinstance(office, str) or is_practice(office):
        return row
    return replace(row, values={**row.values, "office_code": own})


def _made_own(
    session: Session, path: Path, read: Sequence[ImportRow], own: Sequence[ImportRow]
) -> Iterator[Finding]:
    """Say once for a file whose records become records of this practice office."""
    offices = sorted(
        {
            str(row.values["office_code"])
            for row, made in zip(read, own, strict=True)
            if made is not row
        }
    )
    if offices:
        message = N_(
            "{file} has records of {offices}, which are offices in use. A practice office knows "
            "none of them: here they become records of {own}."
        )
        values = {"file": path.name, "offices": ", ".join(offices), "own": session.office_code}
        said = finding("intake.own", message, FieldPath(file=path.name), **values)
        yield replace(said, severity=Severity.WARNS)


def refuse_bad(found: Prospect, skip_bad_rows: bool) -> None:
    """Raises Refused for what cannot be read, and for bad rows that shall not be skipped."""
    if found.unreadable or (found.skipped and not skip_bad_rows):
        raise Refused(*found.all_findings())


def take(
    session: Session,
    found: Prospect,
    skip_bad_rows: bool = False,
    progress: Progress = SILENT,
    action: str = actions.IMPORT,
    also: Callable[[UnitOfWork], None] | None = None,
    give_back: bool = True,
) -> FileImport:
    """Write what was looked at, and with it what `also` writes, as one operation.

    Skipped rows are written to a workbook beside the first file where `give_back`. What changed in
    the store since is compared again. Raises Refused, Cancelled; the store is then unchanged.
    """
    session.permit(Task.IMPORT)
    refuse_bad(found, skip_bad_rows)
    if not found.writes:
        if also:
            with session.unit(actions.ROWS_WAIT) as unit:
                also(unit)
        return _intake(found, Changes(same=found.count(ImportOutcome.SAME)), give_back)
    with session.unit(action) as unit:
        found = _as_in_store(found, unit)
        _write(unit, found.records, progress)
        same = found.count(ImportOutcome.SAME)
        names = sorted({Path(row.file).name for row in found.rows})
        unit.note(files=names, same=same, skipped=len(found.skipped))
        if also:
            also(unit)
        elif not found.records:
            unit.abandon()
        return _intake(found, changes_of(unit, action, same), give_back)


def _as_in_store(found: Prospect, unit: UnitOfWork) -> Prospect:
    """The same, where nobody wrote since it was compared; else compared with what stands now."""
    if unit.reading.log.last == found.operation:
        return found
    comparing = ImportComparison(unit.reading, unit.now, found.shipped)
    outcomes = comparing.all(found.rows, SILENT)
    return replace(found, outcomes=outcomes, records=comparing.records)


def _write(unit: UnitOfWork, records: Sequence[Record], progress: Progress) -> None:
    for first in range(0, len(records), BATCH):
        progress(first, len(records), WRITING)
        unit.write(records[first : first + BATCH])
    progress(len(records), len(records), WRITING)


def _intake(found: Prospect, changes: Changes, keep: bool = False) -> FileImport:
    """`keep` the skipped rows in a workbook."""
    new, changed, same = (
        found.count(one) for one in (ImportOutcome.NEW, ImportOutcome.CHANGED, ImportOutcome.SAME)
    )
    said = found.all_findings()
    made = FileImport(changes, said, new, changed, same, found.skipped, kinds=found.kinds)
    if keep and found.skipped:
        return replace(made, rejected=_kept(found.files[0], made))
    return made


def _kept(first: Path, intake: FileImport) -> Path:
    """The workbook of the skipped rows; nothing that lies there, mended perhaps, is replaced."""
    path = rejected_path(first)
    try:
        put(ways_out.SKIPPED_ROWS, path, rejected(intake))
    except OSError as error:
        raise refusal(
            "intake.rejected",
            N_("{path} was not written: {reason}. Nothing was imported."),
            path=path,
            reason=why(error),
        ) from error
    return path


def rejected_path(first: Path) -> Path:
    """A name beside the file that is still free."""
    path, number = first.with_name(f"{first.stem}-skipped.xlsx"), 1
    while os.path.lexists(path):
        number += 1
        path = first.with_name(f"{first.stem}-skipped-{number}.xlsx")
    return path


def rejected(done: FileImport) -> bytes:
    """The skipped rows with their reasons, as a workbook that can be mended and imported."""
    reasons = {
        id(row): [sentence(found) for found in row.findings if found.blocks] for row in done.skipped
    }
    return rejected_rows.rejected_content(done.skipped, lambda row: reasons[id(row)])


def write_template(session: Session, path: Path, language: str = "en", short: str = "") -> None:
    """An empty workbook: labels, what belongs in each column as a note, lists, one example.

    `short`: the record type whose one-sheet form it is; "": every column of every type. A code of
    the office is offered without its name where the guard finds something in that. Raises Refused.
    """
    text = catalogue(language).text

    def explain(about: FieldSpec) -> str:
        said = [text(about.label), text(about.help), *_codes(about, language)]
        return "\n".join(part for part in said if part)

    with going_out(session, ways_out.TEMPLATE, path) as out:
        out.ask(findings_of(own_codes()), withhold=True)
        out.leave(
            template.short_form_content(short, explain, language)
            if short
            else template.template_content(explain, language)
        )


def _codes(about: FieldSpec, language: str) -> list[str]:
    if not about.vocabulary:
        return []
    return [f"{item.code}: {item.label(language)}" for item in vocabulary(about.vocabulary)]
