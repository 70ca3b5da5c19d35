"""Somebody changed the record meanwhile: both versions field by field; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from rilo_desktop.records import Record, RecordType
from rilo_desktop.records.merge import FieldConflict, field_conflicts, merged

from ...i18n import tr
from ...theme.tokens import SECTION, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.diff_text import about_of, shown_value
from ...widgets.difference_view import ChoiceView, Versions
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.value_formatting import NameOf

if TYPE_CHECKING:
    from rilo_desktop.services.records.record import Stored


class ConflictView(Panel):
    """Takes the place of the form until the officer chose; where only one side wrote, it is chosen.

    `solved(record, stored)`: the record to go on with, over what now stands in the store.
    """

    solved = Signal(object, object)
    left = Signal()

    def __init__(self, kind: RecordType, name_of: NameOf, names: Collection[str]) -> None:
        """`names`: the fields that stand on the form; all others stay as they are in the store."""
        super().__init__("surface")
        self._kind, self._name_of, self._names = kind, name_of, names
        self._states: tuple[Record, Record, Stored] | None = None
        self._about = Label("", tone="text2", wrap=True)
        self.choices = ChoiceView(tr("Yours"), tr("In the office"))
        self.take_button = button(tr("Continue with these"), self._take, "primary", "check")
        vbox(
            Label(tr("Changed by another officer in the meantime"), SECTION, SEMIBOLD),
            4,
            self._about,
            16,
            (self.choices, 1),
            12,
            hbox(self.take_button, 8, button(tr("Back to my text"), self.left.emit), None),
            margins=(24, 20, 24, 16),
            into=self,
        )

    def show_states(self, base: Record, mine: Record, stored: Stored) -> None:
        """`base` is what both began with."""
        self._states = (base, mine, stored)
        both = field_conflicts(base, mine, stored.record)
        found = [one for one in both if one.name in self._names]
        about = tr(
            "{author} saved this record while you were writing. Choose yours or theirs for "
            "each field; nothing is saved until you save.",
            author=stored.author,
        )
        same = tr("{author} saved this record; no field differs from yours.", author=stored.author)
        if mine != stored.record and not both:
            same = tr(
                "{author} saved this record while you were writing. What each of you wrote is "
                "kept; nothing is saved until you save.",
                author=stored.author,
            )
        self._about.setText(about if found else same)
        self.choices.show_versions([(self._versions(one), one.changed_by_me) for one in found])

    def take_focus(self) -> None:
        self.choices.take_focus()
        if not self.choices.isAncestorOf(self.focusWidget() or self):
            self.take_button.setFocus()

    def _versions(self, one: FieldConflict) -> Versions:
        about = about_of(self._kind, one.name)
        return Versions(
            one.name,
            tr(one.label),
            shown_value(about, one.mine, self._name_of),
            shown_value(about, one.theirs, self._name_of),
            tr("both changed it") if one.changed_by_both else "",
        )

    def _take(self) -> None:
        assert self._states is not None
        base, mine, stored = self._states
        record = merged(base, mine, stored.record, self.choices.first_taken)
        self.solved.emit(record, stored)


def is_conflict(error: BaseException) -> bool:
    """Was a save refused because the record changed since it was opened?"""
    return any(found.rule == "record.changed" for found in getattr(error, "findings", ()))
