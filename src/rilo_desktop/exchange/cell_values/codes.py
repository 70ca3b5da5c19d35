"""Codes of the lists: a code, one of its names in any language, or near ones as proposals."""

from __future__ import annotations

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named, key_of, near_codes

from ..cells import Cell, is_blank, text_of
from .reading import (
    NOT_KNOWN,
    Habits,
    Reading,
    about,
    is_not_known,
    question,
    taken,
    unread,
)

UNKNOWN = N_("“{value}” is no name of the list “{list}”: choose a code.")
SEVERAL = N_("“{value}” is a name of several codes of the list “{list}”: choose one.")
CODE_OR_UNKNOWN = N_("“{value}” is a code here; elsewhere it means “not available”.")
NOT_YES_NO = N_("“{value}” is neither yes nor no: choose one.")

YES = frozenset({"yes", "true", "1", "y", "oui", "vrai", "sí", "si", "sim", "да", "نعم"})
NO = frozenset({"no", "false", "0", "n", "non", "faux", "não", "nao", "нет", "لا"})
_SEPARATORS = "\n;/|"


def read_code(vocabulary_name: str, cell: Cell, _habits: Habits | None = None) -> Reading:
    """The value is one code of the list."""
    text = text_of(cell).strip()
    if isinstance(cell, str) and is_not_known(text) and not is_blank(cell):
        return _code_or_not_known(vocabulary_name, text)
    if (told := unread(cell)) is not None:
        return told
    found = codes_named(vocabulary_name, text)
    if len(found) == 1:
        return taken(found[0])
    title = Message(vocabulary(vocabulary_name).title())
    if found:
        return question(about(SEVERAL, text, list=title), *found)
    return question(about(UNKNOWN, text, list=title), *near_codes(vocabulary_name, text))


def _code_or_not_known(name: str, text: str) -> Reading:
    """ "NA" is Namibia in a column of countries; "na" is a question there, "n/a" is not known."""
    if vocabulary(name).known(text):
        return taken(text, about(CODE_OR_UNKNOWN, text))
    found = codes_named(name, text) if key_of(text) == text.casefold() else ()
    return question(about(CODE_OR_UNKNOWN, text), *found) if found else NOT_KNOWN


def read_codes(vocabulary_name: str, cell: Cell, habits: Habits) -> Reading:
    """The value is a tuple of codes, of names between semicolons, strokes or line ends."""
    whole = read_code(vocabulary_name, cell, habits)
    if whole.state == "taken":
        return taken((whole.value,), *whole.warnings)
    text = text_of(cell)
    if whole.state != "question" or not any(sign in text for sign in _SEPARATORS):
        return whole
    for sign in _SEPARATORS:
        text = text.replace(sign, "\n")
    parts = [read_code(vocabulary_name, part, habits) for part in text.split("\n") if part.strip()]
    if any(part.state != "taken" for part in parts):
        return next(part for part in parts if part.state != "taken")
    warnings = (warning for part in parts for warning in part.warnings)
    return taken(tuple(dict.fromkeys(part.value for part in parts)), *warnings)


def read_country(cell: Cell, habits: Habits) -> Reading:
    return read_code("country", cell, habits)


def read_conveyance(cell: Cell, habits: Habits) -> Reading:
    """The value is (conveyance, subtype or None): "truck" says both."""
    narrow = read_code("conveyance_subtype", cell, habits)
    if narrow.state == "taken":
        return taken((vocabulary("conveyance_subtype").parent(narrow.value), narrow.value))
    wide = read_code("conveyance", cell, habits)
    if wide.state == "taken":
        return taken((wide.value, None), *wide.warnings)
    if wide.state != "question":
        return wide
    parents = vocabulary("conveyance_subtype")
    nearer = tuple((parents.parent(code), code) for code in narrow.proposals)
    return question(wide.reason, *((code, None) for code in wide.proposals), *nearer)


def read_flag(cell: Cell, _habits: Habits | None = None) -> Reading:
    if isinstance(cell, bool):
        return taken(cell)
    if (told := unread(cell)) is not None:
        return told
    word = text_of(cell).strip().casefold()
    if word in YES or word in NO:
        return taken(word in YES)
    return question(about(NOT_YES_NO, text_of(cell)), True, False)
