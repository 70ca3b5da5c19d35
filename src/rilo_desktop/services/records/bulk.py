"""One change to many records: one operation in the log, undone as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rilo_desktop.records import (
    HEADER,
    FieldSpec,
    FieldType,
    Record,
    Workflow,
    class_of,
    fields_of,
)
from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies import vocabulary

from ..office import actions
from ..office.finding_helpers import name_of, refusal
from ..office.session import Session, Task
from .changes import Changes, changes_of
from .record import KEPT_BY_SERVICES, as_draft

FIXED = frozenset({Workflow.SUPERSEDED, Workflow.WITHDRAWN})
"""States whose records are history."""
MOST = 5_000
"""Records of one operation: more would keep the window's questions waiting for minutes."""


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What to set; None leaves it as it is. `review_date` "" takes the date away.

    `field` is one of `coded_fields`, `code` what it shall have; "" empties it.
    """

    tlp: str | None = None
    review_date: str | None = None
    archived: bool | None = None
    field: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class BulkDone:
    """`skipped`: what people call the records that cannot be changed."""

    changes: Changes
    skipped: tuple[str, ...] = ()


def coded_fields(kind: str) -> dict[str, FieldSpec]:
    """The kind's own fields with a code of a list, which many records can be given at once."""
    return {
        name: about
        for name, about in fields_of(class_of(kind)).items()
        if about.type is FieldType.CODE and about.vocabulary and name not in HEADER
    }


def change(session: Session, ids: Sequence[str], wanted: BulkChange) -> BulkDone:
    """Set the same on many records; where nothing changes nothing is written.

    Records that only their own services write, and superseded or withdrawn ones, are left out
    and named. Raises Refused for a label, a date or a code that is none, for a field that a record
    does not have, and for too many records.
    """
    session.permit(Task.WRITE)
    _check(ids, wanted)
    with session.unit(actions.BULK) as unit:
        changed: list[Record] = []
        skipped: list[str] = []
        same = 0
        for record_id in dict.fromkeys(ids):
            stored = unit.reading.records.stored(record_id)
            if stored is None:
                continue
            record = stored.record
            if record.kind.code in KEPT_BY_SERVICES or record.workflow in FIXED:
                skipped.append(name_of(record))
                continue
            if wanted.field:
                _check_code(record.kind.code, wanted.field, wanted.code)
            new = _changed(record, wanted)
            if new == record:
                same += 1
            else:
                changed.append(new)
        if not changed:
            unit.abandon()
            return BulkDone(Changes(same=same), tuple(skipped))
        unit.note(records=len(changed), **_noted(wanted))
        for first in range(0, len(changed), 500):
            unit.write(changed[first : first + 500])
        return BulkDone(changes_of(unit, actions.BULK, same), tuple(skipped))


def released(session: Session, ids: Sequence[str], wanted: BulkChange) -> int:
    """How many released records the change makes drafts, which need a new approval."""
    with session.reading() as reading:
        found = [reading.records.stored(record_id) for record_id in dict.fromkeys(ids)]
    return sum(
        one.record.workflow == Workflow.RELEASED
        and one.record.kind.code not in KEPT_BY_SERVICES
        and _changed(one.record, wanted).workflow != Workflow.RELEASED
        for one in found
        if one is not None
    )


def _check(ids: Sequence[str], wanted: BulkChange) -> None:
    if len(ids) > MOST:
        raise refusal("bulk.many", N_("At most {most} records can be changed at once."), most=MOST)
    if wanted.tlp is not None and wanted.tlp not in vocabulary("tlp"):
        raise refusal("bulk.tlp", N_("There is no label {label}."), label=wanted.tlp)
    if wanted.review_date:
        try:
            date.fromisoformat(wanted.review_date)
        except ValueError:
            raise refusal(
                "bulk.date",
                N_("{text} is not a date; write it like 2026-11-25."),
                text=wanted.review_date,
            ) from None


def _check_code(kind: str, field: str, code: str) -> None:
    about = coded_fields(kind).get(field)
    if about is None:
        raise refusal("bulk.field", N_("There is no field {name} with a list."), name=field[:40])
    if code and code not in vocabulary(about.vocabulary):
        raise refusal(
            "bulk.code",
            N_("{code} is not in the list of {field}."),
            code=code[:40],
            field=Message(about.label),
        )


def _changed(record: Record, wanted: BulkChange) -> Record:
    """What was approved with another label is approved no more; filing away changes no content."""
    new = record
    if wanted.field and (getattr(record, wanted.field) or "") != wanted.code:
        values: dict[str, Any] = {wanted.field: wanted.code or None}
        new = as_draft(replace(new, **values))
    if wanted.tlp is not None and record.tlp != wanted.tlp:
        new = as_draft(replace(new, tlp=wanted.tlp))
    if wanted.review_date is not None and (record.review_date or "") != wanted.review_date:
        new = as_draft(replace(new, review_date=wanted.review_date or None))
    if wanted.archived is not None and bool(record.archived) is not wanted.archived:
        new = replace(new, archived=wanted.archived or None)
    return new


def _noted(wanted: BulkChange) -> dict[str, object]:
    names = ("tlp", "review_date", "archived")
    noted = {name: value for name in names if (value := getattr(wanted, name)) is not None}
    return noted | ({"field": wanted.field, "code": wanted.code} if wanted.field else {})
