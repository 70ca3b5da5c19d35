"""Today: what is late, what waits for this officer, drafts to finish, and what is due soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum
from operator import itemgetter

from rilo_desktop.analysis.deadlines import CLOSED, SOON
from rilo_desktop.analysis.obligations import DueTime, next_due, recipient_in, what_in
from rilo_desktop.presentation.documents import ANSWERS
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.references import title_in
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import Obligation, Submission, Workflow
from rilo_desktop.store import ListedRow, ReadSession, Stored
from rilo_desktop.store.today_queries import Deadline, Moved

from ..office import actions
from ..office.session import Session, Task
from . import drafts, waiting_imports
from .approvers import LARGEST_ASKED, barred, unapproved_authors
from .lists import titled

MOST = 50
"""Entries of one reason that are read; `Today.more` says where there are others."""
RETURNS = (actions.RETURN, actions.ANSWERED)
"""Operations that give a record back: by a second officer, or by the addressee."""
NOT_MINE = frozenset({actions.IMPORT, actions.RECEIVE, actions.CATALOGUE, *RETURNS})
"""Operations after which a draft is nobody's own unfinished text."""


class Why(Enum):
    """Why an entry stands on the page, in the order of the page."""

    OVERDUE = "overdue"
    OVERDUE_REVIEW = "overdue_review"
    REVIEW = "review"
    RETURNED = "returned"
    COMMENTS = "comments"
    """Comments of colleagues wait for an answer of this officer."""
    ROWS_WAIT = "rows_wait"
    """Rows of an import with open questions; its id is the number of the import."""
    UNSAVED = "unsaved"
    """Typed and not saved; it waits in the draft journal."""
    DRAFT = "draft"
    DUE = "due"
    DUE_REVIEW = "due_review"


@dataclass(frozen=True, slots=True)
class TodayEntry:
    """A record that waits, and since or until which day.

    `by`: sign of who sent or returned it, or code of the office that returned it; `reason`: why.
    """

    why: Why
    id: str
    kind: str
    reference: str
    local_ref: str
    title: str
    day: date | None = None
    by: str = ""
    by_office: bool = False
    reason: str = ""
    count: int = 0
    """Of rows or comments that wait."""


@dataclass(frozen=True, slots=True)
class Obliged:
    """An obligation of the reporting year and when it is due next; `names`: language -> name.

    `submission`: the type of submission that answers it, "" where there is none.
    """

    id: str
    code: str
    names: Mapping[str, str]
    what: str
    recipient: str
    time: DueTime
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """`entries` in the order of the page; `more`: reasons that hold further ones.

    `is_new`: nobody has recorded a case or an action here yet.
    """

    day: date
    entries: tuple[TodayEntry, ...] = ()
    obliged: tuple[Obliged, ...] = ()
    more: frozenset[Why] = field(default_factory=frozenset)
    is_new: bool = False

    def because(self, *reasons: Why) -> tuple[TodayEntry, ...]:
        return tuple(entry for entry in self.entries if entry.why in reasons)


def overview(session: Session, language: str = "") -> Today:
    """Everything the page shows, in one reading; with what this language calls them."""
    with session.reading() as reading:
        return _Look(session, reading, language).made()


def deadline_of(spec: RecordTypeSpec, office: str) -> Deadline | None:
    """What the store is asked for to find the records of a type that somebody waits for."""
    known = spec.deadline
    if known is None:
        return None
    return Deadline(
        spec.code,
        known.days,
        known.status,
        sorted(CLOSED),
        known.unsure,
        known.ended,
        known.binding,
        known.released,
        office,
    )


class _Look:
    def __init__(self, session: Session, reading: ReadSession, language: str) -> None:
        self.session, self.reading, self.language = session, reading, language
        self.sign = session.officer.sign
        self.day = date.fromisoformat(session.today)
        yesterday = self.day - timedelta(days=1)
        self.before = ("0001-01-01", yesterday.isoformat())
        self.ahead = (self.day.isoformat(), (self.day + SOON).isoformat())
        self.more: set[Why] = set()
        self.typed: set[str] = set()
        """Records of which unsaved text waits: they are not drafts to finish a second time."""

    def made(self) -> Today:
        questions = (
            self._overdue,
            self._reviews_overdue,
            self._to_approve,
            self._returned,
            self._commented,
            self._rows_wait,
            self._unsaved,
            self._drafts,
            self._due,
            self._reviews_due,
        )
        entries = tuple(entry for question in questions for entry in question())
        own = (spec.code for spec in RECORD_TYPES if spec.on_today and not spec.in_catalogue)
        is_new = not entries and not any(self.reading.records.count(code) for code in own)
        return Today(self.day, entries, self._obliged(), frozenset(self.more), is_new)

    # --- actions and reviews with a date

    def _overdue(self) -> Iterator[TodayEntry]:
        return self._actions(Why.OVERDUE, *self.before)

    def _due(self) -> Iterator[TodayEntry]:
        return self._actions(Why.DUE, *self.ahead)

    def _reviews_overdue(self) -> Iterator[TodayEntry]:
        return self._reviews(Why.OVERDUE_REVIEW, *self.before)

    def _reviews_due(self) -> Iterator[TodayEntry]:
        return self._reviews(Why.DUE_REVIEW, *self.ahead)

    def _actions(self, why: Why, first: str, last: str) -> Iterator[TodayEntry]:
        found: list[tuple[int, str]] = []
        for spec in RECORD_TYPES:
            deadline = deadline_of(spec, self.session.office_code)
            if deadline is not None:
                found += self.reading.waiting.due(deadline, first, last, MOST + 1)
        return self._dated(why, sorted(found, key=itemgetter(1))[: MOST + 1])

    def _reviews(self, why: Why, first: str, last: str) -> Iterator[TodayEntry]:
        return self._dated(why, self.reading.waiting.to_review(first, last, MOST + 1))

    def _dated(self, why: Why, found: Iterable[tuple[int, str]]) -> Iterator[TodayEntry]:
        days = dict(found)
        for item in self._listed(why, list(days)):
            yield self._entry(why, item, day=date.fromisoformat(days[item.row]))

    # --- what a second officer is asked for

    def _to_approve(self) -> Iterator[TodayEntry]:
        if self.session.officer.role not in Task.REVIEW.roles:
            return
        officers = [officer for officer in self.reading.office.officers() if officer.is_active]
        reviewers = {o.sign for o in officers if o.role in Task.REVIEW.roles}
        moved = {m.row: m for m in self.reading.waiting.in_review(4 * MOST)}
        alone = len(officers) == 1
        able = [
            row
            for row, stored in zip(
                moved, self.reading.records.stored_many(tuple(moved)), strict=True
            )
            if alone or not self._is_barred(stored, reviewers)
        ]
        yield from self._moved_entries(Why.REVIEW, [moved[row] for row in able])

    def _is_barred(self, stored: Stored, reviewers: set[str]) -> bool:
        return any(
            self.sign in barred(self.reading, one, reviewers) for one in self._with_parts(stored)
        )

    def _with_parts(self, stored: Stored) -> Iterator[Stored]:
        """A record, and what else is approved with it: the records of a submission as they were."""
        yield stored
        record = stored.record
        if not isinstance(record, Submission) or len(record.records) > LARGEST_ASKED:
            return
        for line in (one for one in record.records if not one.part):
            then = self.reading.revisions.get(line.revision or "")
            if then is not None and not then.is_purged:
                yield Stored(then.record_then(), then.id, then.number, then.author, then.time)

    def _returned(self) -> Iterator[TodayEntry]:
        moved = self._brought(actions.RETURN)
        mine = [
            row
            for row, stored in zip(
                moved, self.reading.records.stored_many(tuple(moved)), strict=True
            )
            if self._is_mine(stored)
        ]
        came_back = self._brought(actions.ANSWERED).values()  # by the addressee, to all who write
        yield from self._moved_entries(Why.RETURNED, [*(moved[row] for row in mine), *came_back])

    def _brought(self, action: str) -> dict[int, Moved]:
        found = self.reading.waiting.brought([action], Workflow.DRAFT.value, 4 * MOST)
        return {m.row: m for m in found}

    def _is_mine(self, stored: Stored) -> bool:
        if isinstance(stored.record, Submission):
            return stored.record.prepared_sign == self.sign
        return self.sign in unapproved_authors(self.reading, stored)

    def _moved_entries(self, why: Why, moved: Sequence[Moved]) -> Iterator[TodayEntry]:
        by_row = {m.row: m for m in moved}
        for item in self._listed(why, list(by_row)):
            one = by_row[item.row]
            entry = self._entry(why, item, day=_day(one.at), by=one.office or one.officer)
            yield replace(entry, by_office=bool(one.office), reason=one.reason)

    # --- what colleagues said

    def _commented(self) -> Iterator[TodayEntry]:
        if self.session.officer.role in Task.WRITE.roles:
            found = Counter(row for _, row in self.reading.comments.awaiting(self.sign, 4 * MOST))
            for item in self._listed(Why.COMMENTS, list(found)):
                yield replace(self._entry(Why.COMMENTS, item), count=found[item.row])

    # --- what an import left

    def _rows_wait(self) -> Iterator[TodayEntry]:
        if self.session.officer.role in Task.IMPORT.roles:
            for one in waiting_imports.listed_in(self.reading):
                day = date.fromisoformat(one.day)
                yield TodayEntry(
                    Why.ROWS_WAIT, str(one.id), "", "", "", one.file, day, one.by, count=one.rows
                )

    # --- the officer's own

    def _unsaved(self) -> Iterator[TodayEntry]:
        """The newest first. A journal that cannot be read is told of where drafts are offered."""
        with suppress(OSError):
            for draft in reversed(drafts.waiting(self.session).drafts):
                record = draft.record
                self.typed.add(record.id)
                yield TodayEntry(
                    Why.UNSAVED,
                    record.id,
                    record.kind.code,
                    record.reference,
                    record.local_ref or "",
                    title_in(record, self.language),
                    _day(draft.at) if draft.at else None,
                )

    def _drafts(self) -> Iterator[TodayEntry]:
        moved = self.reading.waiting.drafts(self.sign, sorted(NOT_MINE), MOST + 1)
        at = {m.row: m.at for m in moved}
        for item in self._listed(Why.DRAFT, list(at)):
            if item.id not in self.typed:
                yield self._entry(Why.DRAFT, item, day=_day(at[item.row]))

    # --- the year

    def _obliged(self) -> tuple[Obliged, ...]:
        found = []
        held = (stored.record for stored in self.reading.records.all_of(Obligation.kind.code))
        every = [record for record in held if isinstance(record, Obligation)]
        for record in every:
            if time := next_due(record, self.day):
                recipient = recipient_in(record, every, self.language)
                one = _obliged(record, time, recipient, what_in(record, self.language))
                if time.is_day or one.submission:  # a paper that nobody can write is not announced
                    found.append(one)
        return tuple(sorted(found, key=lambda one: (not one.time.is_day, one.time.start, one.code)))

    # --- how it is read

    def _listed(self, why: Why, rows: Sequence[int]) -> tuple[ListedRow, ...]:
        if len(rows) > MOST:
            self.more.add(why)
        return titled(self.reading, self.reading.lists.rows(rows[:MOST]), self.language)

    def _entry(
        self,
        why: Why,
        item: ListedRow,
        day: date | None = None,
        by: str = "",
    ) -> TodayEntry:
        return TodayEntry(
            why,
            item.id,
            item.kind,
            item.reference,
            item.local_ref,
            item.title,
            day,
            by,
        )


def _obliged(record: Obligation, time: DueTime, recipient: str, what: str) -> Obliged:
    code = record.local_ref or ""
    return Obliged(
        record.id,
        code,
        dict(record.name),
        what,
        recipient,
        time,
        ANSWERS[code].name if code in ANSWERS else "",
    )


def _day(at: str) -> date:
    """The local day of a time in the log."""
    return datetime.fromisoformat(at).astimezone().date()
