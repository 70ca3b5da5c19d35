"""Which offices a submission went to: its addressee, and whoever the log says got a copy.

An addressee is a text. It names an office by its code or its name; the Secretariat in any language
of the program.
"""

from __future__ import annotations

import re
import unicodedata

from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.records import Office, Submission
from rilo_desktop.store import ReadSession

from ..office import actions
from .submission_request import addressee_of

_COPIES = (actions.EXPORT, actions.COPY_EXPORT)


def went_to(reading: ReadSession, submission: Submission) -> tuple[str, ...]:
    """Its addressee first, then those that the log names, as they were written."""
    found = [submission.addressee]
    for action in _COPIES:
        for entry in reading.log.with_action(action):
            if entry.detail.get("submission") == submission.reference:
                found += [entry.detail.get("recipient"), entry.detail.get("addressee")]
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str) and one))


def is_among(reading: ReadSession, office: str, texts: tuple[str, ...]) -> bool:
    """Does one of the texts name the office with this code?"""
    names = _names_of(reading, office)
    return any(_has_word(text, office) or _folded(text) in names for text in texts)


def is_same(one: str, other: str, sender: str) -> bool:
    """Is it one text, or do both name whom this office submits to, in any language?"""
    texts = {_folded(one), _folded(other)}
    return len(texts) == 1 or texts <= _usual(sender)


def _usual(sender: str) -> frozenset[str]:
    name = addressee_of(sender)
    return frozenset(_folded(catalogue(language).text(name)) for language in window_languages())


def _names_of(reading: ReadSession, office: str) -> frozenset[str]:
    if is_secretariat(office):
        return _usual(office)
    row = reading.records.by_own_number(Office.kind.code, office)
    stored = reading.records.stored(row) if row else None
    if stored is None or not isinstance(stored.record, Office):
        return frozenset()
    return frozenset(_folded(text) for _, text in stored.record.name)


def _has_word(text: str, office: str) -> bool:
    """A code is written in capitals; only the word Secretariat is one in any case."""
    words = re.findall(r"\w+", text)
    return office in words or (is_secretariat(office) and "secretariat" in map(_folded, words))


def _folded(text: str) -> str:
    marks = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(sign for sign in marks if not unicodedata.combining(sign))
