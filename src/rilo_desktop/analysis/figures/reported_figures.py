"""Counts that members reported of a year into a system of the network, as they gave them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.language import N_
from rilo_desktop.records import ReportedCount
from rilo_desktop.records.reported_count import CountLine

from .figure import Figure, named_as

RECORDS = N_("CEN records that members reported for the year; a year not reported is not known.")
COMPLETE = N_("Of these records, those that are complete.")
BY_COMMODITY = N_("CEN records of the year by commodity, of the members that reported.")
BY_DETECTION = N_(
    "CEN records of the year by how they were detected, of the members that reported."
)
BY_MEMBER = N_("CEN records of the year by member; empty where the member did not report.")
BOTH = N_("CEN records of the members that reported both years: the only pair to be compared.")


def of_year(counts: Iterable[ReportedCount], year: int) -> list[ReportedCount]:
    return [one for one in counts if known_text(one.year)[:4] == f"{year:04d}"]


def reported_figures(counts: Sequence[ReportedCount], year: int) -> Iterator[Figure]:
    held = of_year(counts, year)
    if not held:
        return
    given = [one for one in held if not one.not_reported]
    yield _sum("cen_records", "", given, _any, len(held), RECORDS)
    records = _total(given, _any)
    complete = [
        line.complete
        for one in given
        for line in known_lines(one.counts)
        if isinstance(line.complete, int)
    ]
    yield Figure(
        figure="cen_complete",
        value=Decimal(sum(complete)) if complete else None,
        base=int(records or 0),
        rule=COMPLETE,
        records=tuple(named_as(one) for one in given),
    )
    for figure, name, rule in (
        ("cen_records_by_commodity", "commodity", BY_COMMODITY),
        ("cen_records_by_detection", "detection", BY_DETECTION),
    ):
        lines = [line for one in given for line in known_lines(one.counts)]
        for code in sorted({known_text(getattr(line, name)) for line in lines}):
            yield _sum(figure, code, given, _has(name, code), int(records or 0), rule)
    for one in held:
        own = [] if one.not_reported else [one]
        key = known_text(one.member)
        yield _sum("cen_records_by_member", key, own, _any, len(held), BY_MEMBER)


def comparable(counts: Sequence[ReportedCount], year: int) -> Iterator[Figure]:
    """Both years of the members that reported both."""
    by_year = {
        one: {known_text(c.member): c for c in of_year(counts, one) if not c.not_reported}
        for one in (year - 1, year)
    }
    both = [code for code in by_year[year] if code in by_year[year - 1]]
    if not both:
        return
    for one in (year - 1, year):
        held = [by_year[one][code] for code in both]
        yield _sum("cen_comparable", f"{one:04d}", held, _any, len(both), BOTH)


def _any(_line: CountLine) -> bool:
    return True


def _has(name: str, code: str) -> Callable[[CountLine], bool]:
    return lambda line: known_text(getattr(line, name)) == code


def _total(counts: Iterable[ReportedCount], wanted: Callable[[CountLine], bool]) -> Decimal | None:
    found = [
        line.records
        for one in counts
        for line in known_lines(one.counts)
        if wanted(line) and isinstance(line.records, int)
    ]
    return Decimal(sum(found)) if found else None


def _sum(
    figure: str,
    key: str,
    counts: Sequence[ReportedCount],
    wanted: Callable[[CountLine], bool],
    base: int,
    rule: str,
) -> Figure:
    return Figure(
        figure=figure,
        key=key,
        value=_total(counts, wanted),
        base=base,
        rule=rule,
        records=tuple(named_as(one) for one in counts),
    )
