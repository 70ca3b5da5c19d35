"""The guard against personal data: what leaves the office identifies nobody without an answer.

Identifiers keep a document from release, hints warn; both wait for an answer that says why this
one may leave. A finding carries a digest of the words, so that an answer is to these words alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, fields_of
from rilo_desktop.records.record import Record

from .findings import N_, FieldPath, Finding, Message, Nature, Severity
from .personal_data.kinds import LABELS, DataKind, Found
from .record_parts import RecordPart
from .review_comments import value_at

IDENTIFIES = N_("{field} seems to contain {what} ({match}): remove it, or say why it may be sent.")

NOT_LOOKED_AT = N_(
    "{field} is in a language or script in which names and numbers are not looked for: ask "
    "somebody who reads it, and say who did."
)

WITHHELD = N_("withheld: personal data")
"""Stands in the place of a text that must not leave."""
MOST = 20
"""Most findings for one field: who pastes a list of customers needs no more."""


def findings(part: RecordPart, only: Collection[str] | None = None) -> list[Finding]:
    """`only`: of these fields of the part; None: of all."""
    found: list[Finding] = []
    for name in guarded(part.cls):
        if only is not None and name not in only:
            continue
        value = getattr(part.thing, name)
        if value and value is not NOT_KNOWN:
            found += _of_field(part, name, value)
    return found


def texts_in(value: Any) -> tuple[Any, ...]:
    """The texts of a value; of one in several languages, by language."""
    if not isinstance(value, tuple):
        return (value,)
    return tuple(one[1] if isinstance(one, tuple) else one for one in value)


@cache
def guarded(cls: type) -> tuple[str, ...]:
    """The fields of a class that the guard reads."""
    return tuple(name for name, about in fields_of(cls).items() if about.guarded)


def words_of(record: Record, finding: Finding) -> str:
    """The words that a finding is about, as they stand in the record; "" where they are gone."""
    value = value_at(record, finding.place.field)
    if isinstance(value, tuple):
        item, texts = int(finding.values.get("item", 1)), texts_in(value)
        value = texts[item - 1] if 0 < item <= len(texts) else None
    if not isinstance(value, str):
        return ""
    return value[int(finding.values["start"]) : int(finding.values["end"])]


def _of_field(part: RecordPart, name: str, value: Any) -> list[Finding]:
    # not before a list is shown: it takes 0.2 s
    from .personal_data.detection import personal_data
    from .personal_data.unread import is_unread

    cites = fields_of(part.cls)[name].cites
    texts = texts_in(value)
    found: list[Finding] = []
    for item, text in enumerate(texts, 1):
        where = {"item": item} if isinstance(value, tuple) else {}
        for one in personal_data(text, cites)[: MOST - len(found)]:
            number = len(found) + 1
            found.append(_finding(part, name, text, one, number=number, **where))
        if is_unread(text):
            found.append(_unread(part, name, text, number=len(found) + 1, **where))
    return found


def _unread(part: RecordPart, name: str, text: str, **more: int) -> Finding:
    rule, severity, values = _said_unread(text)
    return part.find(name, rule, severity, Nature.NOMINAL, NOT_LOOKED_AT, **values, **more)


def _said_unread(text: str) -> tuple[str, Severity, dict[str, Any]]:
    said = {"data": str(DataKind.UNREAD), "digest": digest_of(text), "start": 0, "end": len(text)}
    return "nominal.unread", Severity.WARNS, said


def _finding(part: RecordPart, name: str, text: str, one: Found, **more: int) -> Finding:
    rule, severity, values = _said(text, one)
    return part.find(name, rule, severity, Nature.NOMINAL, IDENTIFIES, **values, **more)


def findings_in(
    texts: Iterable[str], place: FieldPath, message: str, **values: Any
) -> list[Finding]:
    """The same of texts that are no field of a record; `message` as IDENTIFIES, without {field}."""
    from .personal_data.detection import personal_data
    from .personal_data.unread import is_unread

    found: list[Finding] = []
    for item, text in enumerate(texts, 1):
        for one in personal_data(text)[: MOST - len(found)]:
            rule, severity, said = _said(text, one)
            more = {"number": len(found) + 1, "item": item}
            found.append(
                Finding(rule, severity, Nature.NOMINAL, message, {**values, **said, **more}, place)
            )
        if is_unread(text):
            rule, severity, said = _said_unread(text)
            said |= {"field": Message(place.label), "number": len(found) + 1, "item": item}
            found.append(Finding(rule, severity, Nature.NOMINAL, NOT_LOOKED_AT, said, place))
    return found


def _said(text: str, one: Found) -> tuple[str, Severity, dict[str, Any]]:
    """Rule and severity of what was found, and what a message says of it."""
    words = text[one.start : one.end]
    values = {
        "what": Message(LABELS[one.kind]),
        "match": masked(words, one.kind) if one.is_identifier else words,
        "data": str(one.kind),
        "digest": digest_of(words),
        "start": one.start,
        "end": one.end,
    }
    rule = "nominal.identifier" if one.is_identifier else "nominal.hint"
    return rule, Severity.BLOCKS if one.is_identifier else Severity.WARNS, values


def digest_of(words: str) -> str:
    """Of the words alone: blanks and case do not make them others."""
    bare = "".join(words.split()).casefold()
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def masked(match: str, kind: DataKind | None = None) -> str:
    """Enough to find it by, too little to know it: j…@…org, A…89."""
    if kind is DataKind.EMAIL:
        return f"{match[0]}…@…{match.rpartition('.')[2]}"
    return f"{match[0]}…{match[-2:]}"


LOOKED_FOR = (
    N_("e-mail addresses"),
    N_("telephone numbers"),
    N_("numbers of identity documents and passports"),
    N_("bank accounts and payment cards"),
    N_("dates of birth"),
    N_("names of persons and companies"),
    N_("postal addresses"),
    N_("user names and web addresses"),
    N_("vehicle plates"),
    N_("waybills and containers"),
)
"""What the guard looks for, each a message of the catalogue."""
