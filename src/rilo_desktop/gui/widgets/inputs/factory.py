"""Makes the input that a field's description asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from PySide6.QtWidgets import QWidget

from rilo_desktop.records import FieldSpec, FieldType
from rilo_desktop.vocabularies import Vocabulary, vocabulary
from rilo_desktop.vocabularies.names import finders

from ...i18n import tr, window_language
from ..value_formatting import shown_code
from .block import BlockInput, TextsInput
from .code import Choice, CodeInput
from .codes import CodesInput
from .flag import FlagInput
from .line import DateInput, NumberInput, TextInput
from .translated import TranslatedInput


class Choices(Protocol):
    """Where a field that names records finds what it may name.

    `practice`: invented codes are offered too.
    """

    @property
    def practice(self) -> bool: ...

    def of_kind(self, kind: str, by_id: bool) -> Sequence[Choice]: ...

    def name_of(self, kind: str, value: str) -> str | None: ...


def input_for(about: FieldSpec, may_be_unknown: bool, choices: Choices) -> QWidget:
    """An input (see `base.Input`) for every type but LINES, which has a widget of its own."""
    offered = choices_of(about, choices)

    def label_of(code: str) -> str:
        shown = about.names or about.vocabulary
        return shown_code(about, code, choices.name_of) if shown else code

    simple: dict[FieldType, Callable[[], QWidget]] = {
        FieldType.TEXT: lambda: TextInput(about, may_be_unknown),
        FieldType.LONG_TEXT: lambda: BlockInput(about, may_be_unknown),
        FieldType.CODE: lambda: CodeInput(about, offered, may_be_unknown, label_of),
        FieldType.LINK: lambda: CodeInput(about, offered, may_be_unknown, label_of),
        FieldType.CODES: lambda: CodesInput(about, offered, label_of),
        FieldType.DATE: lambda: DateInput(about, may_be_unknown, partial=False),
        FieldType.PARTIAL_DATE: lambda: DateInput(about, may_be_unknown),
        FieldType.INTEGER: lambda: NumberInput(about, may_be_unknown, whole=True),
        FieldType.DECIMAL: lambda: NumberInput(about, may_be_unknown),
        FieldType.FLAG: lambda: FlagInput(about),
        FieldType.TRANSLATED: lambda: TranslatedInput(about),
        FieldType.TEXTS: lambda: TextsInput(about),
    }
    made = simple[about.type]()
    if about.vocabulary and (note := provisional_note(about.vocabulary)):
        made.setToolTip(note)
    return made


def provisional_note(name: str) -> str:
    """What is to be known of the codes of a list before one is chosen; "" for a published list."""
    listed = vocabulary(name)
    proposed = [item.label(window_language()) for item in listed if item.provisional]
    if not proposed:
        return ""
    if len(proposed) == len(listed):
        return tr("The codes of this list are proposed; the official list is not published.")
    return tr("Proposed, not official: {codes}.", codes=", ".join(proposed))


def choices_of(about: FieldSpec, choices: Choices, parent: str = "") -> Sequence[Choice]:
    """`parent` narrows a list whose codes belong to those of another."""
    if about.vocabulary:
        found = _listed(vocabulary(about.vocabulary), window_language(), choices.practice)
        if parent:
            listed = vocabulary(about.vocabulary).items
            found = tuple(c for c in found if listed[c.code].parent in ("", parent))
        return found
    if about.names:
        return choices.of_kind(about.names, by_id=about.type is FieldType.LINK)
    return ()


@lru_cache(200)
def _listed(listed: Vocabulary, language: str, practice: bool) -> tuple[Choice, ...]:
    names = finders(listed)
    found = tuple(
        Choice(item.code, item.label(language), names.get(item.code, ()))
        for item in listed
        if practice or not item.is_practice
    )
    long = len(found) > 30
    return tuple(sorted(found, key=lambda c: c.label.casefold())) if long else found
