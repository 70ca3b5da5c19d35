"""What this office remembers of its own tables: columns by the shape of a sheet, and answers with
where they were given.

It is kept for the office, not for an officer, and travels as a file (`exchange.column_mapping`).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.column_mapping import (
    Mapping,
    mapping_data,
    read_mapping,
    targets_of,
)
from rilo_desktop.exchange.column_mapping.mapping import FORMAT, Remembered
from rilo_desktop.exchange.column_mapping.question_keys import Scope, parsed
from rilo_desktop.exchange.mapped_sheets.cell_reading import EMPTY_ANSWERS
from rilo_desktop.exchange.mapped_sheets.table_questions import FIELD
from rilo_desktop.exchange.sandbox import Data, content_of
from rilo_desktop.files import from_json
from rilo_desktop.language import catalogue
from rilo_desktop.records.field_specs import sheet_kinds
from rilo_desktop.rules.findings import N_, FieldPath, Refused

from ..office import preferences, ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import save
from ..office.session import Session, Task
from .import_words import answer_text, field_label, matter_text

NAME = "import.mapping"
NOT_JSON = N_("{file} is no JSON file of this program: give the file that it exported.")
NOT_ANSWERS = N_(
    "{file} has no answers: give an object “answers” with the key of each question and its answer."
)
PLACES = {
    Scope.CELL: N_("{sheet}: cell {cell} ({what})"),
    Scope.ROW: N_("{sheet}: row {row} ({what})"),
    Scope.TEXT: N_("{sheet}: column “{heading}”, text “{text}”"),
    Scope.COLUMN: N_("{sheet}: column “{heading}” ({what})"),
    Scope.TABLE: N_("{sheet}: the whole table ({what})"),
    Scope.WORD: N_("Everywhere: the word “{text}” ({what})"),
    Scope.CASES: N_("Two cases: {text} ({what})"),
}
"""Where an answer holds, in words."""
LEFT_EMPTY = N_("Left empty")
NOT_ASSUMPTIONS = N_(
    "{file} has no assumptions: give an object with “date_order”, “decimal” or “fixed”."
)


def recall(session: Session) -> Mapping:
    """What was remembered, without tables and answers that this program does not know: another
    version knew their record type, their field or their place. Nothing where all of it is unknown.

    Of an older version the answers to words are kept; the others are told as `unread`.
    """
    kept = preferences.read_of_office(session, NAME)
    try:
        found = _readable(from_json(kept)) if kept else Mapping()
    except (ValueError, Refused):
        return Mapping()
    words, unread = [], list(found.unread)
    for text, answer in found.answers.items():
        key = parsed(text)
        if key is not None and key.scope is Scope.WORD:
            words.append(Remembered(text, answer))
        else:
            unread.append(text)
    return Mapping(found.sheets, {}, (*words, *found.remembered), tuple(unread))


def _readable(data: Any) -> Mapping:
    """Raises Refused where none of it can be read."""
    try:
        return read_mapping(data, "")
    except Refused:
        if not isinstance(data, dict):
            raise
    known = dict(data)
    for name in ("sheets", "remembered"):
        entries = data.get(name)
        if isinstance(entries, list):
            known[name] = [
                one for one in entries if _is_known({"rilo_mapping": FORMAT, name: [one]})
            ]
    return read_mapping(known, "")


def _is_known(data: Any) -> bool:
    try:
        read_mapping(data, "")
    except Refused:
        return False
    return True


def forget(session: Session, forgotten: Collection[Remembered]) -> int:
    """Take answers back: from now on they are asked again. Returns how many there were.

    Raises Refused for a role that may not import.
    """
    session.permit(Task.IMPORT)
    found = recall(session)
    left = tuple(one for one in found.remembered if one not in forgotten)
    if len(left) < len(found.remembered):
        remember(session, replace(found, remembered=left, unread=()))
    return len(found.remembered) - len(left)


@dataclass(frozen=True, slots=True)
class RememberedLine:
    """An answer that is remembered, in words."""

    about: Remembered
    where: str
    answer: str
    given: str
    """File, officer."""


def listed(session: Session, language: str) -> tuple[RememberedLine, ...]:
    """What is remembered, the newest first. Any role may look."""
    session.permit(Task.READ)
    found = reversed(recall(session).remembered)
    return tuple(
        RememberedLine(one, _place(one, language), _words(one, language), _given(one))
        for one in found
    )


def _place(one: Remembered, language: str) -> str:
    key = parsed(one.key)
    if key is None:
        return one.key
    words: dict[str, Any] = {
        "sheet": key.sheet or one.file,
        "heading": key.heading,
        "text": key.text,
    }
    what = matter_text(key, language)
    if kind := _kind_with(key.what):
        what = field_label(kind, key.what, language)
    words |= {"row": key.row, "cell": f"{key.letter}{key.row}", "what": what}
    return catalogue(language).text(PLACES[key.scope], **words)


def _words(one: Remembered, language: str) -> str:
    if one.answer in EMPTY_ANSWERS:
        return catalogue(language).text(LEFT_EMPTY)
    key = parsed(one.key)
    if key is None:
        return str(one.answer)
    path = str(one.answer) if key.what == FIELD else key.what
    kind = _kind_with(path)
    if key.what == FIELD and not kind:
        return path  # a field of an earlier version
    return answer_text(key, kind, path if kind else "", one.answer, language)


def _kind_with(path: str) -> str:
    """The first record type that has a field; "" where none has."""
    return next((kind for kind in sheet_kinds() if path in targets_of(kind)), "")


def _given(one: Remembered) -> str:
    return "  ·  ".join(part for part in (one.file, one.day, one.by) if part)


def remember(session: Session, mapping: Mapping) -> None:
    """In place of what was remembered. Raises Refused for a role that may not import."""
    session.permit(Task.IMPORT)
    text = json.dumps(mapping_data(mapping), ensure_ascii=False)
    preferences.keep_of_office(session, NAME, text)


def export(mapping: Mapping, path: Path) -> None:
    """Write a mapping as a file for another office or the command line. Raises Refused."""
    content = json.dumps(mapping_data(mapping), ensure_ascii=False, indent=1)
    save(ways_out.MAPPING, path, content.encode())


def mapping_of(path: Path) -> Mapping:
    """The mapping in a file. Raises Refused with one sentence."""
    return read_mapping(_json(path), path.name)


def answers_of(path: Path) -> Mapping:
    """The answers of a file, by the keys of questions. Raises Refused with one sentence."""
    data = _json(path)
    found = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise refusal("intake.answers", NOT_ANSWERS, FieldPath(file=path.name), file=path.name)
    return read_mapping({"rilo_mapping": FORMAT, "answers": found}, path.name)


def assumptions_of(path: Path) -> dict[str, Any]:
    """What a file assumes of dates, numbers and fixed values. Raises Refused with one sentence."""
    data = _json(path)
    found = data.get("assumptions", data) if isinstance(data, dict) else None
    if not isinstance(found, dict):
        file = FieldPath(file=path.name)
        raise refusal("intake.assumptions", NOT_ASSUMPTIONS, file, file=path.name)
    return {str(name): value for name, value in found.items()}


def _json(path: Path) -> Any:
    content = content_of(path)
    if not isinstance(content, Data):
        raise refusal("intake.json", NOT_JSON, FieldPath(file=path.name), file=path.name)
    return content.value
