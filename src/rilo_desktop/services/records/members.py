"""What the members of an office sent in a year, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rilo_desktop.analysis.member_data import (
    MemberData,
    Reported,
    member_data,
    months_of,
    reported,
)
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.records import (
    CaseStudy,
    ContactFunction,
    Member,
    NilReturn,
    Product,
    Record,
    ReportedCount,
)
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.rules.facts import is_fresh
from rilo_desktop.store import ReadSession

from ..office.session import Session

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member with a period of validity that touches the year; `former`: it has left since."""

    record: str
    country: str
    valid_from: str
    valid_to: str
    former: bool
    cases: int
    nil_returns: int
    reported: Reported | None = None
    """Counts that the member reported for the year."""


@dataclass(frozen=True, slots=True)
class Use:
    """A product that names one of the member's cases."""

    id: str
    title: str
    product_type: str
    cases: int


@dataclass(frozen=True)
class MemberView:
    """One member in a year, the same figures of the year before, and what its data was used in."""

    line: MemberLine
    year: int
    data: MemberData
    before: MemberData
    reported_before: Reported | None
    contact: str
    """Function of the contact point, "" where none is recorded."""
    confirmed_on: str
    is_contact_fresh: bool
    """Confirmed in the last three years."""
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class MembersTable:
    year: int
    this_year: int
    members: tuple[MemberLine, ...]


def table(session: Session, year: int) -> MembersTable:
    """The members of this office in a year (0: this one); at the Secretariat of all offices.

    Those that left keep their history.
    """
    now = int(session.today[:4])
    year = year or now
    with session.reading() as reading:
        cases, returns = _all(reading, CaseStudy), _all(reading, NilReturn)
        counts = _all(reading, ReportedCount)
        lines = [
            _line(session, one, year, cases, returns, counts)
            for one in _of_office(session, reading)
            if _is_valid(one, year)
        ]
    return MembersTable(year, now, tuple(sorted(lines, key=lambda line: line.country)))


def look(session: Session, country: str, year: int) -> MemberView | None:
    """None where the office has no such member in the year."""
    with session.reading() as reading:
        member = next(
            (
                one
                for one in _of_office(session, reading)
                if one.country == country and _is_valid(one, year)
            ),
            None,
        )
        if member is None:
            return None
        cases, returns = _all(reading, CaseStudy), _all(reading, NilReturn)
        counts = _all(reading, ReportedCount)
        data = member_data(country, cases, returns, months_of(year))
        contacts = [
            one
            for one in _all(reading, ContactFunction)
            if one.member == country and not one.valid_to
        ]
        contact = max(contacts, key=lambda one: one.confirmed_on or "", default=None)
        return MemberView(
            _line(session, member, year, cases, returns, counts),
            year,
            data,
            member_data(country, cases, returns, months_of(year - 1)),
            reported(counts, country, year - 1),
            contact.title_text if contact else "",
            (contact.confirmed_on or "") if contact else "",
            is_fresh(contact.confirmed_on if contact else None, date.fromisoformat(session.today)),
            _uses(_all(reading, Product), {case.id for case in data.cases}),
        )


def _all(reading: ReadSession, cls: type[R]) -> list[R]:
    stored = (one.record for one in reading.records.all_of(cls.kind.code))
    return [one for one in stored if isinstance(one, cls)]


def _of_office(session: Session, reading: ReadSession) -> list[Member]:
    every = is_secretariat(session.office_code)
    return [
        one
        for one in _all(reading, Member)
        if one.country and (every or one.office_code == session.office_code)
    ]


def _is_valid(member: Member, year: int) -> bool:
    first = first_day(member.valid_from or "")
    last = last_day(member.valid_to or "")
    begins = first is None or first.year <= year
    return begins and (last is None or last.year >= year)


def _line(
    session: Session,
    member: Member,
    year: int,
    cases: Sequence[CaseStudy],
    returns: Sequence[NilReturn],
    counts: Sequence[ReportedCount],
) -> MemberLine:
    country = str(member.country)
    data = member_data(country, cases, returns, months_of(year))
    left = member.valid_to or ""
    return MemberLine(
        member.id,
        country,
        member.valid_from or "",
        left,
        bool(left) and left < session.today,
        len(data.cases),
        len(data.nil_returns),
        reported(counts, country, year),
    )


def _uses(products: Sequence[Product], cases: set[str]) -> tuple[Use, ...]:
    found = []
    for one in products:
        named = {line.case for line in one.cases} & cases
        if named:
            kind = one.product_type if isinstance(one.product_type, str) else ""
            found.append(Use(one.id, one.title_text, kind, len(named)))
    return tuple(found)
