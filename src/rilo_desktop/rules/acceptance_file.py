"""Reads a file of acceptance rules, and refuses what is none: which rule, and what is wrong in it.

    {"format": "rilo-acceptance", "format_version": 1, "id": "WCO-SEC", "version": "2026.1",
     "issued": "2026-11-25", "title_en": "...", "title_fr": "...", "rules": [
        {"name": "CS-01", "kind": "case-study", "type": "required", "field": "title"},
        {"name": "CS-06", "kind": "case-study", "type": "only_if", "field": "goods.quantity",
         "other": "goods.unit"}]}

A field of a line is written "goods.unit". "severity" is "blocks" (or left out) or "warns".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.records.dates import is_partial
from rilo_desktop.records.field_specs import FieldSpec, FieldType, class_of, fields_of, record_types
from rilo_desktop.records.snapshots import canonical

from .acceptance import Acceptance, Rule, Type
from .findings import N_, FieldPath, Finding, Message, Nature, Refused, Severity

FORMAT, FORMAT_VERSION = "rilo-acceptance", 1
MOST_BYTES, MOST_RULES, MOST_LISTED, LONGEST = 256 * 1024, 500, 1_000, 200

NO_RULES = N_("{file} is not a file of acceptance rules: {reason}.")
NEWER = N_(
    "{file} has acceptance rules of format {format}; this version of the program knows format "
    "{known}: install a newer one."
)
WRONG = N_("{file}, rule {rule}: {reason}.")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.CODE})
_CODES = frozenset({FieldType.CODE, FieldType.CODES, FieldType.TEXT})
_DAYS = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_MANY = frozenset({FieldType.LINES, FieldType.CODES, FieldType.TEXTS})
_HEAD = {"name", "kind", "type", "field", "severity"}
_TAKEN: Mapping[Type, set[str]] = {
    Type.REQUIRED: set(),
    Type.VOCABULARY: {"codes"},
    Type.RANGE: {"least", "most"},
    Type.PATTERN: {"patterns"},
    Type.AT_LEAST: {"count"},
    Type.ONLY_IF: {"codes", "other", "among"},
}
_FITS: Mapping[Type, frozenset[FieldType]] = {
    Type.VOCABULARY: _CODES,
    Type.RANGE: _DAYS | _NUMBERS,
    Type.PATTERN: _TEXTS,
    Type.AT_LEAST: _MANY,
}


class _Wrong(ValueError):
    """What is wrong with a rule; the message is of the catalogue."""


@dataclass(frozen=True, slots=True)
class _Path:
    """A field that a rule names: of the record, or of its `lines`."""

    lines: str
    field: str
    about: FieldSpec


@cache
def shipped() -> Acceptance:
    """What the program brings until the receiver's own rules are installed."""
    path = resources.files("rilo_desktop.assets") / "acceptance" / "rules.json"
    return read(path.read_text("utf-8"), "rules.json")


def read(text: str, file: str) -> Acceptance:
    """Rules from the text of a file with this name. Raises Refused; nothing is taken half."""
    data = _object(text, file)
    try:
        rules = tuple(_rule(item, n) for n, item in enumerate(data["rules"], 1))
    except _Refusing as wrong:
        raise _refused(WRONG, file, rule=wrong.rule, reason=wrong.reason) from None
    names = [rule.name for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise _refused(WRONG, file, rule=twice, reason=N_("the name occurs twice"))
    titles = {n[6:]: v for n, v in data.items() if n.startswith("title_") and isinstance(v, str)}
    digest = hashlib.sha256(canonical(data)).hexdigest()
    return Acceptance(data["id"], data["version"], data["issued"], titles, rules, digest)


class _Refusing(ValueError):
    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule, self.reason = rule, reason


def _object(text: str, file: str) -> dict[str, Any]:
    """Raises Refused."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _refused(NO_RULES, file, reason=N_("it is larger than 256 KB"))
    try:
        data = from_json(text)
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused(NO_RULES, file, reason=N_("it is not marked as one"))
    version = data.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise _refused(NEWER, file, format=version, known=FORMAT_VERSION)
    named = all(_is_name(data.get(name)) for name in ("id", "version", "issued"))
    if version != FORMAT_VERSION or not named:
        raise _refused(NO_RULES, file, reason=N_("id, version or day of issue is missing"))
    rules = data.get("rules")
    if not isinstance(rules, list) or not 0 < len(rules) <= MOST_RULES:
        raise _refused(NO_RULES, file, reason=N_("it has no rules, or more than 500"))
    return data


def _rule(item: Any, number: int) -> Rule:
    name = item.get("name") if isinstance(item, dict) else None
    called = name if isinstance(name, str) and _NAME.fullmatch(name) else str(number)
    try:
        if called != name:
            raise _Wrong(N_("it has no name of letters and digits"))
        return _made(item)
    except _Wrong as wrong:
        raise _Refusing(called, str(wrong)) from None


def _made(item: Mapping[str, Any]) -> Rule:
    """Raises _Wrong."""
    of = _type(item)
    if not set(item) <= _HEAD | _TAKEN[of]:
        raise _Wrong(N_("it has a property that rules of its type do not have"))
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in record_types():
        raise _Wrong(N_("there is no such kind of record"))
    path = _path(kind, item.get("field"))
    if of in _FITS and path.about.type not in _FITS[of]:
        raise _Wrong(N_("its type does not fit the field"))
    severity = item.get("severity", Severity.BLOCKS.value)
    if severity not in (Severity.BLOCKS.value, Severity.WARNS.value):
        raise _Wrong(N_("its severity is neither “blocks” nor “warns”"))
    return Rule(
        name=item["name"],
        type=of,
        kind=kind,
        field=path.field,
        lines=path.lines,
        severity=Severity(severity),
        **_more(item, of, kind, path),
    )


def _type(item: Mapping[str, Any]) -> Type:
    try:
        return Type(str(item.get("type")))
    except ValueError:
        raise _Wrong(N_("there is no such type of rule")) from None


def _path(kind: str, name: Any) -> _Path:
    """The field that a rule names. Raises _Wrong."""
    if not isinstance(name, str):
        raise _Wrong(N_("it names no field"))
    first, _, second = name.partition(".")
    described = fields_of(class_of(kind))
    about = described.get(first)
    if about is not None and second:
        about = fields_of(about.lines).get(second) if about.lines else None
    if about is None:
        raise _Wrong(N_("there is no such field"))
    return _Path(first if second else "", second or first, about)


def _more(item: Mapping[str, Any], of: Type, kind: str, path: _Path) -> dict[str, Any]:
    match of:
        case Type.VOCABULARY:
            return {"codes": _listed(item, "codes")}
        case Type.RANGE:
            return _limits(item, path.about)
        case Type.PATTERN:
            return {"patterns": _patterns(item)}
        case Type.AT_LEAST:
            return {"count": _count(item)}
        case Type.ONLY_IF:
            return _condition(item, kind, path)
        case _:
            return {}


def _listed(item: Mapping[str, Any], name: str, needed: bool = True) -> tuple[str, ...]:
    found = item.get(name, [])
    fits = isinstance(found, list) and len(found) <= MOST_LISTED and all(map(_is_text, found))
    if not fits or (needed and not found):
        raise _Wrong(
            N_("its list of codes is missing, too long, or contains a value that is not text")
        )
    return tuple(found)


def _patterns(item: Mapping[str, Any]) -> tuple[str, ...]:
    found = _listed(item, "patterns")
    if any(mask.count("*") > 1 for mask in found):
        raise _Wrong(N_("a pattern may hold one * only"))
    return found


def _limits(item: Mapping[str, Any], about: FieldSpec) -> dict[str, Any]:
    limits = {name: item[name] for name in ("least", "most") if name in item}
    if not limits:
        raise _Wrong(N_("it gives no limit"))
    read_as = _day if about.type in _DAYS else _number
    return {name: read_as(value) for name, value in limits.items()}


def _day(value: Any) -> str:
    if not isinstance(value, str) or not is_partial(value):
        raise _Wrong(N_("a limit is not a day, month or year"))
    return value


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, str) and len(value) < 40 else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 30:
        raise _Wrong(N_("a limit is not a number written as text"))
    return number


def _count(item: Mapping[str, Any]) -> int:
    count = item.get("count")
    if type(count) is not int or not 0 < count <= MOST_LISTED:
        raise _Wrong(N_("its count is not a whole number from 1 to 1000"))
    return count


def _condition(item: Mapping[str, Any], kind: str, path: _Path) -> dict[str, Any]:
    other = _path(kind, item.get("other"))
    if other.lines not in ("", path.lines):
        raise _Wrong(N_("the other field is in other lines"))
    codes, among = (_listed(item, name, needed=False) for name in ("codes", "among"))
    for asked, about in ((codes, path.about), (among, other.about)):
        if asked and about.type not in _CODES:
            raise _Wrong(N_("its type does not fit the field"))
    of_record = bool(path.lines) and not other.lines
    return {"codes": codes, "other": other.field, "other_of_record": of_record, "among": among}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value))


def _refused(message: str, file: str, **values: Any) -> Refused:
    told = {n: Message(v) if n == "reason" else v for n, v in values.items()}
    place = FieldPath(file=file)
    rule, nature = "acceptance.file", Nature.STRUCTURE
    return Refused(Finding(rule, Severity.BLOCKS, nature, message, {"file": file, **told}, place))
