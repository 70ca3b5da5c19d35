"""The matrix of offices and competencies, and stating one's own levels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rilo_desktop.analysis.competencies import CompetencyMatrix, level_of, matrix
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.records import CompetencyRating, Office
from rilo_desktop.records.competency_rating import HIGHEST_LEVEL
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import vocabulary

from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from . import record
from .changes import Changes

CODE = CompetencyRating.kind.code


@dataclass(frozen=True)
class CompetencyTable:
    """`own`: code of the office whose column is written here; "" at the Secretariat."""

    matrix: CompetencyMatrix
    own: str
    today: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A rating, and what the office said before it (None: nothing)."""

    rating: CompetencyRating
    before: CompetencyRating | None


def table(session: Session) -> CompetencyTable:
    """Every office of the store is a column, this one last: it is compared with the others."""
    with session.reading() as reading:
        ratings = _ratings(reading)
        names = sorted(reading.records.by_local_ref(Office.kind.code))
    own = "" if is_secretariat(session.office_code) else session.office_code
    offices = [name for name in names if name != own] + [own] * bool(own)
    made = matrix(ratings, offices, tuple(vocabulary("competency").items))
    return CompetencyTable(made, own, session.today)


def _ratings(reading: ReadSession) -> list[CompetencyRating]:
    stored = (one.record for one in reading.records.all_of(CODE))
    return [one for one in stored if isinstance(one, CompetencyRating)]


def stated(session: Session, record_id: str) -> Stated:
    """Raises Refused where there is no such record."""
    rating = record.get(session, record_id).record
    assert isinstance(rating, CompetencyRating)
    for revision in record.history(session, record_id):
        then = None if revision.is_purged else revision.record_then()
        if isinstance(then, CompetencyRating) and level_of(then) not in (None, level_of(rating)):
            return Stated(rating, then)
    return Stated(rating, None)


def state(session: Session, competency: str, level: int | None) -> Changes:
    """Say how far this office is, as of today; None: it is not known.

    One record holds it: what was said before stays in its history. Raises Refused at the
    Secretariat, for a level that is none and for a competency that is in no list.
    """
    session.permit(Task.WRITE)
    if level is not None and not 0 <= level <= HIGHEST_LEVEL:
        raise refusal(
            "competencies.level",
            N_("A level is a number from 0 to {most}, not {level}."),
            most=HIGHEST_LEVEL,
            level=level,
        )
    rating, base = _own(session, competency)
    day = session.today if level is not None else None
    return record.save(session, replace(rating, level=level, as_of=day), base)


def own_rating(session: Session, competency: str) -> str:
    """Id of the record of this office's rating; it is made where there is none yet."""
    rating, base = _own(session, competency)
    if base:
        return rating.id
    session.permit(Task.WRITE)
    return record.save(session, rating).stored.record.id


def _own(session: Session, competency: str) -> tuple[CompetencyRating, str]:
    """The newest own rating and its revision; a new one and "" where there is none."""
    if is_secretariat(session.office_code):
        raise refusal(
            "competencies.no_office",
            N_("The Secretariat has no competencies of its own: open an office to state its."),
        )
    if competency not in vocabulary("competency"):
        raise refusal("competencies.unknown", N_("There is no competency {code}."), code=competency)
    found = table(session).matrix.rating(session.office_code, competency)
    if found is not None:
        stored = record.get(session, found.id)
        assert isinstance(stored.record, CompetencyRating)
        return stored.record, stored.revision
    made = record.new(session, CODE)
    assert isinstance(made, CompetencyRating)
    return replace(made, competency=competency), ""
