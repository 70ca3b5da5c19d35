"""Numbers of records that do not go, printed beside those of what goes: never more than counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rilo_desktop.analysis.member_data import (
    FIELDS,
    LEAST_FOR_MEDIAN,
    MemberData,
    member_data,
    months_of,
)
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.records import CaseStudy
from rilo_desktop.store import ReadSession

PREFIX = "compared."


def compared(reading: ReadSession, spec: DocumentSpec, year: int, member: str) -> dict[str, int]:
    """{"compared.cases": 79}; empty for a type that compares nothing."""
    compute = COMPARED.get(spec.compared)
    if compute is None:
        return {}
    return {f"{PREFIX}{name}": number for name, number in compute(reading, year, member).items()}


def compared_names(spec: DocumentSpec) -> tuple[str, ...]:
    """All that a document of this type may carry of it."""
    return tuple(f"{PREFIX}{name}" for name in NAMES.get(spec.compared, ()))


def _of_other_members(reading: ReadSession, year: int, member: str) -> Mapping[str, int]:
    """Cases of all other members together: how many, the median of the days, fields given."""
    stored = (one.record for one in reading.records.all_of(CaseStudy.kind.code))
    cases = [one for one in stored if isinstance(one, CaseStudy)]
    return numbers_of_others(member_data(member, cases, (), months_of(year)))


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
    )
}
COMPARED: Mapping[str, Callable[[ReadSession, int, str], Mapping[str, int]]] = {
    "members": _of_other_members
}
"""By `DocumentSpec.compared`."""
