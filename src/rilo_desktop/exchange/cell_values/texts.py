"""Texts, and numbers that are names: HS codes."""

from __future__ import annotations

import re
from dataclasses import replace

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.rules.personal_data.detection import personal_data
from rilo_desktop.rules.personal_data.kinds import IDENTIFIERS, LABELS, DataKind, Found

from ..cells import Cell, Fault, Formula, Number, is_blank, text_of
from .reading import BLANK, Habits, Reading, about, plain_digits, question, taken, unread

FORMULA_KEPT = N_("The cell has a formula; it is kept as text and never calculated.")
FAULT_KEPT = N_("The cell has an error of the spreadsheet; it is kept as text.")
HOLDS = N_("“{value}” holds {what}: keep it, or take it out.")
NO_HS = N_("“{value}” is no HS code: write 2 to 10 digits.")

KEEP, REMOVE = "keep", "remove"
"""What is answered of personal data in the texts of a column."""
_OF_PERSONS = frozenset({*IDENTIFIERS, DataKind.PERSON_NAME})
"""Kinds that are asked about when they come in; the guard asks about the others when they leave."""
_NATIONAL = re.compile(r"(?<![\w-])0\d{2,4}[ -]\d{3}[ -]\d{3,4}(?![\w-])")
"""A telephone number with no word before it that says so."""
_HS = re.compile(r"\d{2,10}")


def read_text(cell: Cell, habits: Habits | None = None) -> Reading:
    """The text, trimmed. Data of a person in it is asked about by what it is, for a whole column;
    `habits.personal` is what was answered.
    """
    if is_blank(cell):
        return BLANK
    text = text_of(cell).strip()
    if isinstance(cell, Formula):
        return taken(text, Message(FORMULA_KEPT))
    if isinstance(cell, Fault):
        return taken(text, Message(FAULT_KEPT))
    found = _of_persons(text)
    answer = habits.personal if habits else ""
    if not found or answer == KEEP:
        return taken(text)
    if answer == REMOVE:
        for one in reversed(found):
            text = f"{text[: one.start]}{text[one.end :]}"
        return taken(" ".join(text.split())) if not is_blank(text) else BLANK
    kinds = dict.fromkeys(one.kind for one in sorted(found, key=lambda one: one.kind))
    what = tuple(Message(LABELS[kind]) for kind in kinds)
    asked = question(about(HOLDS, text, what=what), REMOVE, KEEP)
    return replace(asked, found="_".join(kinds))


def _of_persons(text: str) -> list[Found]:
    found = [one for one in personal_data(text) if one.kind in _OF_PERSONS]
    if not any(one.kind is DataKind.PHONE for one in found):
        found += (Found(DataKind.PHONE, *one.span()) for one in _NATIONAL.finditer(text))
    return sorted(found, key=lambda one: one.start)


def read_hs(cell: Cell, _habits: Habits | None = None) -> Reading:
    """Digits of a code of the Harmonized System: blanks and points go, leading zeros stay."""
    if (told := unread(cell)) is not None:
        return told
    text = text_of(cell).strip()
    digits = re.sub(r"[\s.\u00a0]", "", plain_digits(text))
    if not _HS.fullmatch(digits):
        return question(about(NO_HS, text))
    if isinstance(cell, Number) and len(digits) % 2:
        return question(about(NO_HS, text), f"0{digits}")  # a spreadsheet dropped the zero
    return taken(digits)
