"""Numbers that are in no record which goes: counts of what stays here, pages of files that left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rilo_desktop.analysis.figures.case_figures import member_of, of_year
from rilo_desktop.analysis.member_data import (
    FIELDS,
    LEAST_FOR_MEDIAN,
    MemberData,
    member_data,
    months_of,
    reported,
)
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.records import CaseStudy, Record, ReportedCount
from rilo_desktop.reports import Head
from rilo_desktop.store import ReadSession

from ..office import actions
from .anonymous_answers import counts_of, names_in
from .frozen_record import Frozen

PREFIX = "compared."
LEAST_MEMBERS = 3
"""Members whose numbers may be printed as those of all others together."""


def compared(reading: ReadSession, head: Head, records: Sequence[Frozen]) -> dict[str, int]:
    """{"compared.cases": 79}; empty for a type that compares nothing."""
    compute = COMPARED.get(head.spec.compared)
    if compute is None:
        return {}
    return {f"{PREFIX}{name}": number for name, number in compute(reading, head, records).items()}


def compared_names(spec: DocumentSpec, records: Sequence[Record]) -> tuple[str, ...]:
    """All that a document of this type, made of these records, may carry of it."""
    names = NAMES.get(spec.compared, ())
    if spec.compared in BY_REFERENCE:
        names = tuple(record.reference for record in records)
    elif spec.compared in BY_FORM:
        names = tuple(names_in(records))
    return tuple(f"{PREFIX}{name}" for name in names)


def _pages_of_files(
    reading: ReadSession, head: Head, records: Sequence[Frozen]
) -> Mapping[str, int]:
    """Pages of the submissions whose file was written before this document was released."""
    wanted = {one.record.reference for one in records}
    number = head.log_head.partition(":")[0]
    return {
        str(made.detail["submission"]): int(made.detail["pages"])
        for made in reading.log.with_action(actions.EXPORT)
        if made.detail.get("submission") in wanted and (not number or made.seq < int(number))
    }


def _of_other_members(
    reading: ReadSession, head: Head, _records: Sequence[Frozen]
) -> Mapping[str, int]:
    """Cases of all other members together: how many, the median of the days, fields given."""
    year, member = head.year, head.member
    stored = (one.record for one in reading.records.all_of(CaseStudy.kind.code))
    cases = [one for one in stored if isinstance(one, CaseStudy)]
    nobody = sum(not member_of(one) for one in of_year(cases, year))
    found = numbers_of_others(member_data(member, cases, (), months_of(year)))
    if nobody:
        found["without_member"] = nobody
    return found | _reported_by_others(reading, year, member)


def _anonymous_answers(
    reading: ReadSession, head: Head, records: Sequence[Frozen]
) -> Mapping[str, int]:
    return counts_of(reading, head.date, records)


def _reported_by_others(reading: ReadSession, year: int, member: str) -> dict[str, int]:
    """Nothing of fewer than three members: that would say what one of them reported."""
    stored = (one.record for one in reading.records.all_of(ReportedCount.kind.code))
    counts = [one for one in stored if isinstance(one, ReportedCount)]
    others = {str(one.member) for one in counts if one.member and one.member != member}
    found = [reported(counts, other, year) for other in sorted(others)]
    both = [(one.records, one.complete) for one in found if one is not None]
    known = [(all_, whole) for all_, whole in both if all_ is not None and whole is not None]
    if len(known) < LEAST_MEMBERS:
        return {}
    return {
        "reported": sum(all_ for all_, _ in known),
        "reported_complete": sum(whole for _, whole in known),
    }


def numbers_of_others(data: MemberData) -> dict[str, int]:
    """Nothing of fewer cases than a median needs: they would say what one member sent."""
    if not data.fields or data.fields[0].of < LEAST_FOR_MEDIAN:
        return {}
    found = {"cases": data.fields[0].of, "with_days": len(data.region_days)}
    if data.region_median is not None:
        found["median_days"] = round(data.region_median)
    return found | {f"field_{at}": one.others for at, one in enumerate(data.fields)}


NAMES: Mapping[str, tuple[str, ...]] = {
    "members": (
        "cases",
        "with_days",
        "median_days",
        *(f"field_{at}" for at in range(len(FIELDS))),
        "without_member",
        "reported",
        "reported_complete",
    )
}
BY_REFERENCE = frozenset({"pages"})
"""Those whose numbers are named by the references of the document's records."""
BY_FORM = frozenset({"answers"})
"""By the questions of the form among them."""
COMPARED: Mapping[str, Callable[[ReadSession, Head, Sequence[Frozen]], Mapping[str, int]]] = {
    "members": _of_other_members,
    "pages": _pages_of_files,
    "answers": _anonymous_answers,
}
"""By `DocumentSpec.compared`."""
