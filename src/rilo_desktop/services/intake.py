"""Import: files become revisions in one operation, or none does.

The own number (`local_ref`) is the key: a known one makes a new revision where something changed
and nothing where nothing did. Structure that cannot be read refuses the whole import; rows with
errors refuse it too, unless the officer asks to skip them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop import exchange
from rilo_desktop.exchange.draft import Row
from rilo_desktop.records import (
    ActionItem,
    ProgressUpdate,
    Record,
    Workflow,
    class_of,
    fields_of,
)
from rilo_desktop.records.differences import same_content
from rilo_desktop.records.identity import new_id, shipped_id
from rilo_desktop.records.tidying import tidied
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.store import Unit

from . import actions
from .changes import Changes, changes_of
from .intake_names import checked
from .record import refuse_kept
from .refusals import refusal
from .session import Session, Task
from .wording import sentence

Progress = Callable[[int, int], None]
BATCH = 500
DEFAULT_SCHEME = "6x6"
"""Of grades in a workbook that does not say its scheme."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What an import did, or (dry run) would do. `rejected` holds the skipped rows."""

    changes: Changes
    findings: tuple[Finding, ...]
    new: int
    changed: int
    same: int
    skipped: tuple[Row, ...]
    rejected: Path | None = None


@dataclass(frozen=True, slots=True)
class _Options:
    first: Path
    action: str
    dry_run: bool
    skip_bad_rows: bool
    shipped: bool
    progress: Progress


def import_files(
    session: Session,
    files: Sequence[Path],
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
    action: str = actions.IMPORT,
    shipped: bool = False,
) -> Intake:
    """Read the files and write their records as one operation.

    Skipped rows go with their reasons to a workbook beside the first file. `shipped` gives new
    records the fixed ids of what the product ships. Raises Refused with every finding; the store
    is then unchanged.
    """
    session.permit(Task.IMPORT)
    say = progress or (lambda _done, _all: None)
    options = _Options(files[0], action, dry_run, skip_bad_rows, shipped, say)
    rows: list[Row] = []
    said: list[Finding] = []
    for path in files:
        reading = exchange.read(path)
        rows += reading.rows
        said += reading.findings
    return _take(session, rows, said, options)


def _take(
    session: Session, rows: Sequence[Row], said: Sequence[Finding], options: _Options
) -> Intake:
    for kind in sorted({row.kind for row in rows}):
        refuse_kept(kind)
    with session.reading() as reading:
        rows = checked(rows, reading)
    bad = [row for row in rows if any(found.blocks for found in row.findings)]
    findings = (*said, *(found for row in rows for found in row.findings))
    if (bad and not options.skip_bad_rows) or any(found.blocks for found in said):
        raise Refused(*findings)
    skipped = {id(row) for row in bad}
    good = [row for row in rows if id(row) not in skipped]
    try:
        with session.unit(options.action) as unit:
            written, same = _write(session, unit, good, options)
            changes = changes_of(unit, options.action, same)
            files = sorted({Path(row.file).name for row in rows})
            unit.note(files=files, same=same, skipped=len(bad))
            intake = Intake(changes, findings, changes.created, changes.changed, same, tuple(bad))
            if bad and not options.dry_run:
                intake = replace(intake, rejected=_kept(options.first, intake))
            if options.dry_run or not written:
                raise _NothingToWrite(intake)
    except _NothingToWrite as nothing:
        return replace(nothing.intake, changes=Changes(same=same))
    return intake


def _kept(first: Path, intake: Intake) -> Path:
    """The workbook of the skipped rows; nothing that lies there, mended perhaps, is replaced."""
    path = rejected_path(first)
    try:
        write_rejected(path, intake)
    except OSError as error:
        raise refusal(
            "intake.rejected",
            N_("{path} was not written: {reason}. Nothing was imported."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    return path


def rejected_path(first: Path) -> Path:
    """A name beside the file that is still free."""
    path, number = first.with_name(f"{first.stem}-skipped.xlsx"), 1
    while os.path.lexists(path):
        number += 1
        path = first.with_name(f"{first.stem}-skipped-{number}.xlsx")
    return path


class _NothingToWrite(Exception):
    """Ends the unit without a log entry: a dry run, or an import that changes nothing."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        super().__init__()


def _write(session: Session, unit: Unit, rows: Sequence[Row], options: _Options) -> tuple[int, int]:
    """Records written, and rows that change nothing."""
    taking = _Taking(session, unit, options)
    for n, row in enumerate(rows, 1):
        taking.take(row)
        if n % BATCH == 0:
            options.progress(n, len(rows))
    taking.flush()
    options.progress(len(rows), len(rows))
    return taking.written, taking.same


class _Taking:
    """Turns rows into records, a batch at a time."""

    def __init__(self, session: Session, unit: Unit, options: _Options) -> None:
        self._session = session
        self._unit = unit
        self._options = options
        self._known: dict[str, dict[str, str]] = {}
        self._waiting: dict[str, Record] = {}
        self.written = 0
        self.same = 0

    def take(self, row: Row) -> None:
        known = self._ids_of(row.kind)
        values = self._resolved(row)
        record_id = known.get(row.local_ref) if row.local_ref else None
        before = self._before(record_id) if record_id else None
        if before is not None:
            after = tidied(_merged(before, values))
            if same_content(before, after):
                self.same += 1
                return
            self._put(replace(after, workflow=Workflow.DRAFT))
            return
        made = tidied(_merged(self._fresh(row), values))
        if row.local_ref:
            known[row.local_ref] = made.id
        self._put(made)

    def flush(self) -> None:
        if self._waiting:
            self._unit.write(list(self._waiting.values()))
            self.written += len(self._waiting)
            self._waiting = {}

    def _put(self, record: Record) -> None:
        self._waiting[record.id] = record
        if len(self._waiting) >= BATCH:
            self.flush()

    def _before(self, record_id: str) -> Record | None:
        if record_id in self._waiting:  # two files of one import may hold the same record
            self.flush()
        stored = self._unit.reading.stored(record_id)
        return stored.record if stored else None

    def _ids_of(self, kind: str) -> dict[str, str]:
        if kind not in self._known:
            self._known[kind] = dict(self._unit.reading.by_local_ref(kind))
        return self._known[kind]

    def _fresh(self, row: Row) -> Record:
        shipped = self._options.shipped and row.local_ref
        name = shipped_id(row.kind, row.local_ref) if shipped else new_id(self._unit.now)
        default = {"grading_scheme": DEFAULT_SCHEME} if "source_grade" in row.values else {}
        made: Record = class_of(row.kind)(id=name, local_ref=row.local_ref or None, **default)
        return made

    def _resolved(self, row: Row) -> Mapping[str, Any]:
        """Names of other records become their ids; a plan that is not there is made."""
        values = dict(row.values)
        plan = values.get("plan")
        if row.kind == "action-item" and isinstance(plan, str):
            values["plan"] = self._plan(plan)
        return values

    def _plan(self, title: str) -> str:
        known = self._ids_of("action-plan")
        number = title[:100]
        if number not in known:
            row = Row("action-plan", number, {"title": title, "language": "en"}, "", "", 0, ())
            self.take(row)
        return known[number]


def _merged(before: Record, values: Mapping[str, Any]) -> Record:
    if isinstance(before, ActionItem) and "updates" in values:
        values = {**values, "updates": _appended(before.updates, values["updates"])}
    described = fields_of(type(before))
    return replace(before, **{name: v for name, v in values.items() if name in described})


def _appended(
    thread: tuple[ProgressUpdate, ...], entries: tuple[ProgressUpdate, ...]
) -> tuple[ProgressUpdate, ...]:
    """A thread is added to, never changed: what it already says is not said again."""
    return (*thread, *(entry for entry in entries if entry not in thread))


def write_rejected(path: Path, done: Intake) -> None:
    """The skipped rows with their reasons, as a workbook that can be mended and imported."""
    reasons = {
        id(row): [sentence(found) for found in row.findings if found.blocks] for row in done.skipped
    }
    exchange.write_rejected(path, done.skipped, lambda row: reasons[id(row)])
