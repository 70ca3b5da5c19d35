"""The network as the Secretariat sees it: who sent which revision of what, and what is missing.

overview(session)        twelve offices, their submissions, and where each obligation stands
likely(session)      cases that two offices seem to report both
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from rilo_desktop.analysis.known_values import known_first, known_text
from rilo_desktop.analysis.obligations import DueTime, announced
from rilo_desktop.presentation.documents import ANSWERS, SUBMISSIONS
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, Obligation, Office, Record
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.store import ReadSession
from rilo_desktop.store.projection import dated

from ..office.session import Session, Task
from ..records.duplicates import Likeness, likely_pairs
from .received_submissions import Received, received_in

CYCLES_BACK = 1_100
"""Days back from which on the times of an obligation are counted, to know the last two."""


class OfficeState(StrEnum):
    """Where an office stands with an obligation."""

    RECEIVED = "received"
    LATE = "late"
    """It came after its day."""
    MISSING = "missing"
    """Its day is over and nothing came."""
    AHEAD = "ahead"
    """Its day is still to come."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What an obligation asks of every office: its last day that is over ("" none), and the next.

    `type` is the type of submission that answers it; `names`: language -> name.
    """

    code: str
    names: Mapping[str, str]
    type: str
    last: str
    next: str


@dataclass(frozen=True, slots=True)
class StateCell:
    """An office and an obligation: the time that is over, and the one to come.

    `reference` is of the submission that answers the first.
    """

    code: str
    state: OfficeState
    reference: str = ""
    next_state: OfficeState = OfficeState.AHEAD


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office. `latest`: {type: newest submission that stands}; `records`: {kind: count} of what
    came from it; `waiting`: submissions that nobody answered yet.
    """

    code: str
    names: Mapping[str, str]
    latest: Mapping[str, Received] = field(default_factory=dict)
    cells: tuple[StateCell, ...] = ()
    submissions: int = 0
    records: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def is_silent(self) -> bool:
        """Did nothing of it ever come?"""
        return not self.submissions

    def count(self, state: OfficeState) -> int:
        return sum(cell.state is state for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One report of a case; `office` is whose store first wrote it."""

    id: str
    reference: str
    office: str
    title: str
    date: str
    tlp: str


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two reports that are likely one case, and what speaks for it."""

    one: CaseReport
    other: CaseReport
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Network:
    """`types`: names of the types of submission, in their order."""

    day: str
    offices: tuple[OfficeLine, ...]
    owed: tuple[Owed, ...]
    types: tuple[str, ...]

    def count(self, state: OfficeState) -> int:
        return sum(line.count(state) for line in self.offices)


def overview(session: Session) -> Network:
    """The twelve offices in the order of the catalogue's codes."""
    session.permit(Task.READ)
    today = date.fromisoformat(session.today)
    with session.reading() as reading:
        found = received_in(reading)
        offices = _offices(reading)
        cycles = tuple(_cycles(reading, today))
        came = _came(reading)
    lines = tuple(_line(office, found, cycles, came) for office in offices)
    owed = tuple(cycle.owed for cycle in cycles)
    return Network(session.today, lines, owed, tuple(SUBMISSIONS))


def likely(session: Session, language: str = "") -> tuple[LikelyPair, ...]:
    """Cases of different offices that seem to be one, the most likely first; with the titles of a
    language."""
    session.permit(Task.READ)
    with session.reading() as reading:
        return tuple(
            LikelyPair(_report(one, language), _report(other, language), like)
            for one, other, like in likely_pairs(reading, CaseStudy.kind.code)
        )


def _report(case: Record, language: str) -> CaseReport:
    office, tlp = office_of(case.reference), known_text(case.tlp)
    return CaseReport(case.id, case.reference, office, title_in(case, language), dated(case), tlp)


# --- obligations


@dataclass(frozen=True, slots=True)
class _Cycle:
    """Days between which a submission answers the time that is over, and the one to come."""

    owed: Owed
    begin: date | None
    last: date | None
    middle: date | None


def _cycles(reading: ReadSession, today: date) -> Iterable[_Cycle]:
    for stored in reading.records.all_of("obligation"):
        record = stored.record
        assert isinstance(record, Obligation)
        spec = ANSWERS.get(record.local_ref or "")
        if spec is not None:
            yield _cycle(record, spec.name, today)


def _cycle(record: Obligation, of: str, today: date) -> _Cycle:
    times = list(_times(record, today))
    over = [time.end for time in times if time.end < today]
    ahead = next((time.end for time in times if time.end >= today), None)
    last = over[-1] if over else None
    before = over[-2] if len(over) > 1 else None
    owed = Owed(
        record.local_ref or "",
        dict(record.name),
        of,
        last.isoformat() if last else "",
        ahead.isoformat() if ahead else "",
    )
    begin = before + (last - before) / 2 if before and last else None
    middle = last + (ahead - last) / 2 if last and ahead else None
    return _Cycle(owed, begin, last, middle)


def _times(record: Obligation, today: date) -> Iterable[DueTime]:
    """The days that somebody entered, from some years ago to the one that is next: nobody is late
    against a month of earlier years."""
    first = today - timedelta(days=CYCLES_BACK)
    for time in announced(record):
        if time.end >= first:
            yield time
        if time.end >= today:
            return


def _cell(cycle: _Cycle, sent: Sequence[Received]) -> StateCell:
    """`sent`: an office's submissions of the type, that stand."""
    of_last, of_next = [], []
    for one in sent:
        day = _day(one)
        if cycle.middle is not None and day > cycle.middle:
            of_next.append(one)
        elif cycle.begin is None or day > cycle.begin:
            of_last.append(one)
    next_state = OfficeState.RECEIVED if of_next else OfficeState.AHEAD
    if cycle.last is None:
        return StateCell(
            cycle.owed.code, OfficeState.RECEIVED if sent else OfficeState.AHEAD, _name(sent)
        )
    in_time = [one for one in of_last if _day(one) <= cycle.last]
    state = (
        OfficeState.RECEIVED if in_time else OfficeState.LATE if of_last else OfficeState.MISSING
    )
    return StateCell(cycle.owed.code, state, _name(in_time or of_last), next_state)


def _day(one: Received) -> date:
    """The position of the report; of a file that says none, the day it came."""
    return known_first(one.date) or date.fromisoformat(one.at[:10])


def _name(sent: Sequence[Received]) -> str:
    return max(sent, key=lambda one: (one.date, one.revision)).reference if sent else ""


# --- offices


def _offices(reading: ReadSession) -> list[Office]:
    found = [stored.record for stored in reading.records.all_of(Office.kind.code)]
    offices = [one for one in found if isinstance(one, Office) and one.local_ref]
    return sorted(offices, key=lambda office: office.local_ref or "")


def _came(reading: ReadSession) -> Mapping[str, Counter[str]]:
    """{office: {kind: records that it wrote first}}, archived ones left out."""
    found: dict[str, Counter[str]] = {}
    sql = "SELECT origin, kind, count(*) FROM record WHERE archived = 0 GROUP BY origin, kind"
    for office, kind, count in reading.run(sql):
        found.setdefault(str(office), Counter())[str(kind)] = int(count)
    return found


def _line(
    office: Office,
    found: Sequence[Received],
    cycles: Sequence[_Cycle],
    came: Mapping[str, Counter[str]],
) -> OfficeLine:
    code = office.local_ref or ""
    mine = [one for one in found if one.office == code]
    standing = [one for one in mine if one.is_current]
    by_type = {name: [o for o in standing if o.type == of.code] for name, of in SUBMISSIONS.items()}
    latest = {name: _newest(some) for name, some in by_type.items() if some}
    return OfficeLine(
        code=code,
        names=dict(office.name),
        latest=latest,
        cells=tuple(_cell(cycle, by_type[cycle.owed.type]) for cycle in cycles),
        submissions=len(mine),
        records=came.get(code, {}),
        waiting=sum(not one.answer for one in standing),
    )


def _newest(some: Sequence[Received]) -> Received:
    return max(some, key=lambda one: (one.date, one.operation))
