"""Texts, and numbers that are names: HS codes."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.rules.personal_data.detection import personal_data
from rilo_desktop.rules.personal_data.kinds import DataKind

from ..cells import Cell, Fault, Formula, Number, is_blank, text_of
from .reading import BLANK, Habits, Reading, about, plain_digits, question, taken, unread

FORMULA_KEPT = N_("The cell has a formula; it is kept as text and never calculated.")
FAULT_KEPT = N_("The cell has an error of the spreadsheet; it is kept as text.")
REACHES_SOMEBODY = N_(
    "“{value}” may be the telephone number or e-mail address of a person: remove it, or keep it."
)
NO_HS = N_("“{value}” is no HS code: write 2 to 10 digits.")

_REACHING = frozenset({DataKind.PHONE, DataKind.EMAIL})
_NATIONAL = re.compile(r"(?<![\w-])0\d{2,4}[ -]\d{3}[ -]\d{3,4}(?![\w-])")
"""A telephone number with no word before it that says so."""
_HS = re.compile(r"\d{2,10}")


def read_text(cell: Cell, _habits: Habits | None = None) -> Reading:
    """The text, trimmed. What reaches a person is a question; the text itself is proposed."""
    if is_blank(cell):
        return BLANK
    text = text_of(cell).strip()
    if isinstance(cell, Formula):
        return taken(text, Message(FORMULA_KEPT))
    if isinstance(cell, Fault):
        return taken(text, Message(FAULT_KEPT))
    reaching = [(f.start, f.end) for f in personal_data(text) if f.kind in _REACHING]
    reaching = reaching or [found.span() for found in _NATIONAL.finditer(text)]
    if not reaching:
        return taken(text)
    without = text
    for start, end in reversed(reaching):
        without = without[:start] + without[end:]
    return question(about(REACHES_SOMEBODY, text), " ".join(without.split()), text)


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
