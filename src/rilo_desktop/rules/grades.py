"""Grades of source and information: each belongs to the scheme it was given in."""

from __future__ import annotations

import re
from functools import cache

from rilo_desktop.records.field_specs import NOT_KNOWN
from rilo_desktop.vocabularies import shipped

from .findings import N_, Coded, Finding, Nature, Severity
from .record_parts import RecordPart

NO_SCHEME = N_("{field} ({grade}) has no grading scheme: say in which it was given.")
NOT_IN_SCHEME = N_("{field}: {grade} is not a grade of the scheme {scheme}: change one of the two.")


def findings(part: RecordPart) -> list[Finding]:
    grade = getattr(part.thing, "source_grade", None)
    if not grade or grade is NOT_KNOWN:
        return []
    scheme = part.thing.grading_scheme
    if not scheme or scheme is NOT_KNOWN:
        return [
            part.find(
                "source_grade",
                "grades.no_scheme",
                Severity.WARNS,
                Nature.STRUCTURE,
                NO_SCHEME,
                grade=grade,
            )
        ]
    if is_grade(grade, scheme):
        return []
    return [
        part.find(
            "source_grade",
            "grades.not_in_scheme",
            Severity.BLOCKS,
            Nature.STRUCTURE,
            NOT_IN_SCHEME,
            grade=grade,
            scheme=Coded("grading_scheme", scheme),
        )
    ]


def is_grade(grade: str, scheme: str) -> bool:
    """Is it a grade of this scheme? Of a scheme no list knows, any is: the code is the fault."""
    pattern = _patterns().get(scheme)
    return pattern is None or pattern.fullmatch(grade) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {item.code: re.compile(item.more["pattern"]) for item in shipped("grading_scheme")}
