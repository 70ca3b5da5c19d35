"""What the receiver asks for: rules of a closed set of types, from a versioned file.

There are no expressions in them: `required`, `vocabulary`, `range`, `pattern`, `at_least` and
`only_if` are all that a rule can say (docs/decisions/0026). `acceptance_file` reads the file.

A pattern is a mask: # is one digit, @ one letter, ? one sign of any kind, * any number of signs
(once in a mask); every other sign stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import cycle
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, fields_of
from rilo_desktop.records.snapshots import decimal_text

from .completeness import is_empty
from .findings import N_, Coded, Finding, Message, Nature, Severity
from .record_parts import RecordPart

MISSING = N_("{field} is missing; the receiver asks for it ({rules}, rule {clause}).")
TOO_FEW = N_(
    "{field}: add at least {least}; there are {count} (asked for by {rules}, rule {clause})."
)
NOT_TAKEN = N_("{field}: the receiver does not take “{code}” ({rules}, rule {clause}).")
TOO_SMALL = N_("{field} is {value}; the receiver takes {limit} or more ({rules}, rule {clause}).")
TOO_LARGE = N_("{field} is {value}; the receiver takes {limit} or less ({rules}, rule {clause}).")
OTHER_FORM = N_("{field}: write “{value}” like {form} ({rules}, rule {clause}).")
ONLY_WITH = N_(
    "{field} may be given only together with {other}: fill it in ({rules}, rule {clause})."
)
ONLY_WHERE = N_(
    "{field} may be given only where {other} is one of “{codes}” ({rules}, rule {clause})."
)
CODE_ONLY_WITH = N_(
    "{field} can be “{code}” only together with {other}: fill it in ({rules}, rule {clause})."
)
CODE_ONLY_WHERE = N_(
    "{field} can be “{code}” only where {other} is one of “{codes}” ({rules}, rule {clause})."
)
SHOWN_DIGITS = 12
"""Of a digest: beyond trying out, and it can be read out by phone."""
SHOWN = 60
"""Most characters of a value that a finding repeats."""


def with_digest(name: str, digest: str) -> str:
    """The name of a version, and what tells it from another one of the same name."""
    groups = " ".join(digest[at : at + 4] for at in range(0, SHOWN_DIGITS, 4))
    return f"{name} ({groups})"


class Type(StrEnum):
    """All that a rule can be."""

    REQUIRED = "required"
    VOCABULARY = "vocabulary"
    RANGE = "range"
    PATTERN = "pattern"
    AT_LEAST = "at_least"
    ONLY_IF = "only_if"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on a field of a kind; `lines` is the field whose lines hold it, "" for none.

    `codes`: those a vocabulary takes; of `only_if`, the codes of the field that it is about (none:
    any value). `other` with `among`: what must then stand in another field (none: anything), of the
    same line, or of the record with `other_of_record`. `least` and `most` are numbers, or ISO days.
    """

    name: str
    type: Type
    kind: str
    field: str
    lines: str = ""
    severity: Severity = Severity.BLOCKS
    codes: tuple[str, ...] = ()
    least: Decimal | str | None = None
    most: Decimal | str | None = None
    patterns: tuple[str, ...] = ()
    count: int = 1
    other: str = ""
    other_of_record: bool = False
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The rules of one receiver in one version; `name` is printed in documents.

    `digest` is of what the file says, as hexadecimal digits: two files that say other rules are
    never called the same.
    """

    id: str
    version: str
    issued: str
    titles: Mapping[str, str]
    rules: tuple[Rule, ...]
    digest: str = ""
    _placed: Mapping[tuple[str, str], tuple[Rule, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        placed: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for rule in self.rules:
            key = (rule.kind, rule.lines)
            placed[key] = (*placed.get(key, ()), rule)
        object.__setattr__(self, "_placed", placed)

    @property
    def name(self) -> str:
        """RILO-BASE 2026.1 (3fa9 21c0 77b2): as it is printed and kept."""
        return with_digest(self.short_name, self.digest)

    @property
    def short_name(self) -> str:
        """RILO-BASE 2026.1: in a sentence that says what one of the rules asks."""
        return f"{self.id} {self.version}"

    def on(self, part: RecordPart) -> tuple[Rule, ...]:
        """The rules on this part of a record."""
        return self._placed.get((part.record.kind.code, part.prefix.partition(".")[0]), ())


def findings(part: RecordPart, acceptance: Acceptance | None) -> list[Finding]:
    """What the receiver's rules say of a part; a value of a wrong type is another rule's."""
    if acceptance is None:
        return []
    found: list[Finding] = []
    for rule in acceptance.on(part):
        for said in _CHECKS[rule.type](rule, part):
            found.append(
                part.find(
                    rule.field,
                    f"acceptance.{rule.type}",
                    rule.severity,
                    said.nature,
                    said.message,
                    rules=acceptance.short_name,
                    clause=rule.name,
                    **said.values,
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    nature: Nature = Nature.STRUCTURE


def _required(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    if is_empty(getattr(part.thing, rule.field)):
        yield _Said(MISSING, nature=Nature.COMPLETENESS)


def _at_least(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    value = getattr(part.thing, rule.field)
    count = len(value) if isinstance(value, tuple) else 0
    if value is not NOT_KNOWN and count < rule.count:
        values = {"count": count, "least": rule.count}
        yield _Said(TOO_FEW, values, Nature.COMPLETENESS)


def _vocabulary(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    for code in _texts(getattr(part.thing, rule.field)):
        if code not in rule.codes:
            yield _Said(NOT_TAKEN, {"code": _coded(_about(rule, part), code)})


def _range(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    value = getattr(part.thing, rule.field)
    if isinstance(value, str):
        yield from _days(rule, value)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        yield from _numbers(rule, Decimal(value))


def _numbers(rule: Rule, value: Decimal) -> Iterator[_Said]:
    if not value.is_finite():
        return
    shown = decimal_text(value)
    if isinstance(rule.least, Decimal) and value < rule.least:
        yield _Said(TOO_SMALL, {"value": shown, "limit": decimal_text(rule.least)})
    if isinstance(rule.most, Decimal) and value > rule.most:
        yield _Said(TOO_LARGE, {"value": shown, "limit": decimal_text(rule.most)})


def _days(rule: Rule, value: str) -> Iterator[_Said]:
    """As precise as the less precise of the two: 2026 is not before 2026-03-01."""
    for limit, message, wrong in (
        (rule.least, TOO_SMALL, -1),
        (rule.most, TOO_LARGE, 1),
    ):
        if isinstance(limit, str):
            digits = min(len(limit), len(value))
            one, other = value[:digits], limit[:digits]
            if (one > other) - (one < other) == wrong:
                yield _Said(message, {"value": _cut(value), "limit": limit})


def _pattern(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    masks = _masks(rule.patterns)
    for value in _texts(getattr(part.thing, rule.field)):
        if not masks.fullmatch(value):
            form = ", ".join(map(_example, rule.patterns))
            yield _Said(OTHER_FORM, {"value": _cut(value), "form": form})


def _only_if(rule: Rule, part: RecordPart) -> Iterator[_Said]:
    value = getattr(part.thing, rule.field)
    if is_empty(value) or value is NOT_KNOWN:
        return
    hit = [code for code in _texts(value) if code in rule.codes]
    if rule.codes and not hit:
        return
    asked = part.record if rule.other_of_record else part.thing
    other = getattr(asked, rule.other)
    if any(code in rule.among for code in _texts(other)) if rule.among else not is_empty(other):
        return
    about = fields_of(type(asked))[rule.other]
    values: dict[str, Any] = {"other": Message(about.label)}
    if rule.codes:
        values["code"] = _coded(_about(rule, part), hit[0])
    if rule.among:
        values["codes"] = ", ".join(rule.among)
    messages = (CODE_ONLY_WITH, CODE_ONLY_WHERE) if rule.codes else (ONLY_WITH, ONLY_WHERE)
    yield _Said(messages[bool(rule.among)], values)


_CHECKS: Mapping[Type, Callable[[Rule, RecordPart], Iterator[_Said]]] = {
    Type.REQUIRED: _required,
    Type.VOCABULARY: _vocabulary,
    Type.RANGE: _range,
    Type.PATTERN: _pattern,
    Type.AT_LEAST: _at_least,
    Type.ONLY_IF: _only_if,
}


def _texts(value: Any) -> tuple[str, ...]:
    """What stands there as texts; nothing where it is empty, not known or of another type."""
    many = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in many if isinstance(one, str) and one)


def _about(rule: Rule, part: RecordPart) -> FieldSpec:
    return fields_of(part.cls)[rule.field]


def _coded(about: FieldSpec, code: str) -> Coded | str:
    return Coded(about.vocabulary, code) if about.vocabulary else _cut(code)


def _cut(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"


def _example(mask: str) -> str:
    """What a mask takes: AB-12 for @@-##."""
    letters, digits = cycle("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), cycle("1234567890")
    signs = {"#": digits, "@": letters, "?": cycle("X"), "*": cycle("…")}
    return "".join(next(signs[sign]) if sign in signs else sign for sign in mask)


@cache
def _masks(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all masks; a mask has one * at most, so that matching never wanders."""
    signs = {"#": "[0-9]", "@": r"[^\W\d_]", "?": ".", "*": ".*"}
    masks = ("".join(signs.get(sign) or re.escape(sign) for sign in mask) for mask in patterns)
    return re.compile("|".join(masks), re.DOTALL)
