"""Every record type of the program, in the order of lists and navigation.

A record type that is not here has no list, no editor and no document: add its spec in a module of
its own and name it in `RECORD_TYPES`. tests/presentation/test_registry.py walks all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from rilo_desktop.records import Attachment, FieldType, class_of, fields_of, record_types
from rilo_desktop.records.field_specs import Class, per_class
from rilo_desktop.rules.findings import N_

from .action_item import ACTION_ITEM
from .action_plan import ACTION_PLAN
from .activity import ACTIVITY
from .case_study import CASE_STUDY
from .challenge import CHALLENGE
from .competency_rating import COMPETENCY_RATING
from .consultation import CONSULTATION
from .contact_function import CONTACT_FUNCTION
from .control import CONTROL
from .form_spec import LinesSpec, described_lines, lines
from .key_issue import KEY_ISSUE
from .member import MEMBER
from .nil_return import NIL_RETURN
from .obligation import OBLIGATION
from .office import OFFICE
from .product import PRODUCT
from .programme import PROGRAMME
from .questionnaire import QUESTIONNAIRE, QUESTIONNAIRE_ANSWERS
from .record_type import RecordTypeSpec
from .reported_count import REPORTED_COUNT
from .risk_indicator import RISK_INDICATOR
from .submission import SUBMISSION

RECORD_TYPES: tuple[RecordTypeSpec, ...] = (
    CASE_STUDY,
    RISK_INDICATOR,
    CONTROL,
    ACTION_ITEM,
    ACTIVITY,
    PRODUCT,
    PROGRAMME,
    CHALLENGE,
    KEY_ISSUE,
    QUESTIONNAIRE,
    QUESTIONNAIRE_ANSWERS,
    CONSULTATION,
    OFFICE,
    MEMBER,
    COMPETENCY_RATING,
    CONTACT_FUNCTION,
    NIL_RETURN,
    REPORTED_COUNT,
    OBLIGATION,
    ACTION_PLAN,
    SUBMISSION,
)

LISTED: tuple[str, ...] = tuple(spec.code for spec in RECORD_TYPES if spec.group)
"""Codes of the types that have a list and an editor."""

_OF_EVERY_TYPE: Mapping[type, LinesSpec] = {
    Attachment: lines(
        "name size",
        "description:3 tlp:1",
        one=N_("File {number}"),
        add=N_("Attach files"),
        input="attachments",
    ),
}
"""Lines that look the same in every record type that has them."""

_BY_CODE: Mapping[str, RecordTypeSpec] = MappingProxyType({s.code: s for s in RECORD_TYPES})


def record_type(code: str) -> RecordTypeSpec:
    """Raises KeyError for a type that has no spec."""
    return _BY_CODE[code]


@per_class
def lines_spec(cls: Class) -> LinesSpec:
    """How lines of a class are shown, whichever record type holds them."""
    found = (spec.lines[cls] for spec in RECORD_TYPES if cls in spec.lines)
    return next(found, None) or _OF_EVERY_TYPE.get(cls) or described_lines(cls)


@cache
def named_by_own_number() -> frozenset[str]:
    """Codes of the types whose records are named elsewhere by their own number."""
    return frozenset(_named())


def _named() -> Iterator[str]:
    waiting = [class_of(code) for code in record_types()]
    while waiting:
        for about in fields_of(waiting.pop()).values():
            if about.names and about.type in (FieldType.CODE, FieldType.CODES):
                yield about.names
            if about.lines is not None:
                waiting.append(about.lines)
