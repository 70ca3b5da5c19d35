"""Messages in the language somebody chose: English is the key, gettext holds the rest."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rilo_desktop import assets

SOURCE_LANGUAGE = "en"
_FOLDER = Path(assets.__path__[0]) / "language"  # importlib.resources: 3 ms of the first paint
PSEUDO = "xx"
"""The pseudo-language: a third longer, accented and right to left; for tests of the window."""
CONTEXT_ENDS = "\x04"
"""Between the context and the text of a message, as in gettext's files."""
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
_PADDING = " óñé ţŵó ţĥŕéé"
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


def NC_(context: str, message: str) -> str:
    """Marks a message that is translated by its context: "Open" as a verb or as a state."""
    return f"{context}{CONTEXT_ENDS}{message}"


def _without_context(message: str) -> str:
    return message.rpartition(CONTEXT_ENDS)[2]


class Catalogue:
    """Translates messages into one language.

    A message the language does not have comes back in English: text is never lost, and a test
    walks over all messages.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language with its {named} values filled in."""
        translated = _without_context(self._translations.gettext(message)) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for this count; {count} shows it, or what `count=` gives instead."""
        return self._translations.ngettext(one, many, count).format(**{"count": count, **values})

    def labelled(self, label: str, said: object) -> str:
        """A label and what it says; French puts a space before the colon."""
        return self.text("{label}: {said}", label=label, said=said)

    def clauses(self, said: Iterable[str]) -> str:
        """One after the other; French puts a space before the semicolon."""
        one, *others = [*said] or [""]
        for other in others:
            one = self.text("{one}; {other}", one=one, other=other)
        return one

    def everything(self) -> Iterator[str]:
        """All messages that the catalogue has, in English and in this language."""
        held = getattr(self._translations, "_catalog", {})
        for message, translated in held.items():
            yield _without_context(message[0] if isinstance(message, tuple) else message)
            yield translated

    __call__ = text


class _Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _pseudo(_without_context(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _pseudo(msgid1 if n == 1 else msgid2)


def _pseudo(message: str) -> str:
    """In brackets, with accents and a third more letters; {placeholders} stay."""
    parts = _PLACEHOLDER.split(message)
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    more = len(message) // 3
    padding = (_PADDING * (more // len(_PADDING) + 1))[:more].rstrip()
    return f"⟦{''.join(parts)}{padding}⟧"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; one that is not there speaks English."""
    return Catalogue(language, _translations(language))


def _translations(language: str) -> gettext.NullTranslations:
    if language == PSEUDO:
        return _Pseudo()
    file = _FOLDER / f"{language}.mo"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened)


@cache
def window_languages() -> tuple[str, ...]:
    """Languages the catalogue has, English first."""
    found = sorted(file.stem for file in _FOLDER.glob("*.mo"))
    return (SOURCE_LANGUAGE, *(name for name in found if name != SOURCE_LANGUAGE))
