"""Text as it can be drawn: control characters and invisible signs taken out, the rest untouched."""

from __future__ import annotations

import re

from .fonts import REGULAR, face

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\x1c-\x1f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPECIAL = re.compile(
    "  |[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200b\u2028-\u202e\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)


class Uncovered(ValueError):
    """A text that is about to be drawn has signs that the typeface lacks."""

    def __init__(self, text: str, signs: tuple[str, ...]) -> None:
        self.text, self.signs = text, signs
        super().__init__(f"{signs!r} in {text!r}")


def refuse_uncovered(text: str) -> None:
    """Raises Uncovered: no sign is drawn as an empty box, whoever wrote it."""
    if not text.isascii() and (signs := uncovered(text)):
        raise Uncovered(text, signs)


def plain(text: str) -> str:
    """What is drawn of a text: lines end with "\\n", runs of spaces are one, no invisible signs."""
    if not _SPECIAL.search(text):
        return text
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return _SPACES.sub(" ", text)


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def uncovered(text: str) -> tuple[str, ...]:
    """Signs of the text that the typeface cannot print, in order, each once."""
    known = face(REGULAR).known
    missing = set(text) - known
    if not missing:
        return ()
    drawn = plain(text)
    return tuple(dict.fromkeys(c for c in drawn if c in missing and c != "\n"))
