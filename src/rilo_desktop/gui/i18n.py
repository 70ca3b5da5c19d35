"""The window's language: every word it shows comes through here from the one catalogue."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rilo_desktop.language import Catalogue, catalogue, is_right_to_left
from rilo_desktop.language.catalogue import SOURCE_LANGUAGE
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT, SECRETARIAT

if TYPE_CHECKING:
    from rilo_desktop.language import Formats
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.vocabularies import Vocabulary


class _Window:
    language = "en"


def choose_language(language: str) -> None:
    """Takes effect in what is made from now on; the direction of the window with it."""
    _Window.language = language


def window_language() -> str:
    return _Window.language


def mirrored() -> bool:
    return is_right_to_left(_Window.language)


def words() -> Catalogue:
    return catalogue(_Window.language)


def tr(message: str, /, **values: object) -> str:
    """A message of the catalogue in the window's language."""
    return words().text(message, **values)


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    shown = count if count < 1000 else numbers().number(count)
    return words().plural(one, many, count, **{"count": shown, **values})


def numbers() -> Formats:
    """How the window's language writes dates and numbers."""
    return _numbers(_Window.language)


@cache
def _numbers(language: str) -> Formats:
    """Asked for each row of a list, where an import that was made before costs too."""
    from rilo_desktop.language import formats

    return formats(language)


def code_label(vocabulary_name: str, code: str) -> str:
    """The label of a code; a code the list does not know stands for itself."""
    from rilo_desktop.vocabularies import vocabulary

    return _code_label(vocabulary(vocabulary_name), code, _Window.language)


def function_label(function: object) -> str:
    """What a function is called, from its code or the words it was written in; "" for none."""
    return code_label("function", function) if isinstance(function, str) and function else ""


def language_in_sentence(code: str) -> str:
    """The name of a language within a sentence: English alone writes it with a capital."""
    name = code_label("language", code)
    return name if window_language() == SOURCE_LANGUAGE else _in_sentence(name)


def kind_in_sentence(record_type: str) -> str:
    """What a record of this type is called, within a sentence."""
    from rilo_desktop.records import kind_named

    return _in_sentence(tr(kind_named(record_type).label))


def _in_sentence(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def code_labels(vocabulary_name: str) -> tuple[str, ...]:
    """The labels of every code of a list."""
    from rilo_desktop.vocabularies import vocabulary

    return tuple(code_label(vocabulary_name, item.code) for item in vocabulary(vocabulary_name))


@lru_cache(4096)
def _code_label(listed: Vocabulary, code: str, language: str) -> str:
    return listed.label(code, language)


def sentence(finding: Finding) -> str:
    """A finding as a sentence in the window's language."""
    from rilo_desktop.services.office.finding_messages import sentence as said

    return said(finding, _Window.language)


def office_name(code: str) -> str:
    """What an office is called by others: "RILO AP"."""
    if code == PRACTICE_SECRETARIAT:
        return tr("Practice Secretariat")
    return tr("WCO Secretariat") if code == SECRETARIAT else tr("RILO {office}", office=code)


def late_by(days: int) -> str:
    """How late something is, the same wherever it is said: in days, which add up and compare."""
    return plural("{count} day late", "{count} days late", days)


def day_and_time(time: str) -> str:
    """A time of the store (ISO), as day and time of this machine."""
    try:
        at = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    return f"{numbers().day(at.date(), short=True)}  {at:%H:%M:%S}"


def contents(
    records: int, revisions: int, operations: int | None = None, pictures: int | None = None
) -> str:
    """What a store, backup or file holds, in the window's language."""
    from rilo_desktop.services.office import finding_messages

    return finding_messages.contents(window_language(), records, revisions, operations, pictures)
