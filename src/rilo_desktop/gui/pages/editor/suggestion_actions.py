"""Picks beside the form: into the record that is written, or into another one at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from rilo_desktop.language import NC_
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import RecordType, class_of, fields_of
from rilo_desktop.services.deferred import evidence
from rilo_desktop.vocabularies import vocabulary

from ...context import PageContext
from ...i18n import tr, window_language
from ...record_commands.end_of_release import ask_of_case
from ...routing import Route
from ...widgets.lines import LinesInput
from ...widgets.picker import PickRow
from ...widgets.progress import announce
from ...widgets.record_form.form import RecordForm
from .form_undo import FormUndoStack
from .suggestion_panel import SuggestionPanel

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes


class SuggestionActions(QObject):
    """What is picked for a case stands on its form: kept as a draft, and taken back with Ctrl+Z.

    What is picked for an indicator stands in the cases: written at once, with Undo offered.
    """

    def __init__(
        self,
        context: PageContext,
        kind: RecordType,
        form: RecordForm,
        steps: FormUndoStack,
        beside: SuggestionPanel,
    ) -> None:
        super().__init__(beside)
        self._context, self._form, self._steps, self._beside = context, form, steps, beside
        suggestions = record_type(kind.code).suggestions
        assert suggestions is not None
        self._offered, self._into = suggestions.kind, suggestions.into
        self._weights = suggestions.weight
        line = fields_of(class_of(kind.code))[self._into].lines if self._into else None
        self._made = line
        self._names = (
            next(
                (name for name, about in fields_of(line).items() if about.names == self._offered),
                "",
            )
            if line is not None
            else ""
        )
        beside.pick_wanted.connect(self._on_form if self._into else self._in_case)
        beside.picker.menu_wanted.connect(self._open_menu)

    def pick(self, key: str) -> None:
        """As if it had been chosen in the list."""
        self._beside.pick_wanted.emit(key, True)

    def _on_form(self, number: str, on: bool) -> None:
        lines, at = self._lines, self._line_of(number)
        if (at >= 0) == on:
            return
        self._steps.rest()
        if on:
            assert self._made is not None
            lines.put_line(self._made(**{self._names: number}))
        else:
            lines.drop_line(at)
        self._steps.rest()
        self._announce(number, on)
        self._beside.update_offers()

    @property
    def _lines(self) -> LinesInput:
        lines = self._form.fields[self._into].input
        assert isinstance(lines, LinesInput)
        return lines

    def _line_of(self, number: str) -> int:
        """The line (counted from 0) in which an offer stands; -1 where it stands in none."""
        self._lines.commit()
        lines = enumerate(self._lines.model.lines)
        return next((n for n, one in lines if getattr(one, self._names) == number), -1)

    def weigh(self, number: str, weight: str) -> None:
        """Say how much a picked indicator weighs in this case."""
        self._steps.rest()
        self._lines.model.put(self._line_of(number), "strength", weight)
        self._steps.rest()
        self._beside.update_offers()

    def _in_case(self, case: str, on: bool) -> None:
        """A released case becomes a draft: that is asked first, and then what is to be written."""
        change = partial(self._ask_role if on else self._unlink, case)
        ask_of_case(self._context, self._beside, case, change, self._beside.update_offers)

    def _ask_role(self, case: str, ends_release: bool) -> None:
        """Without a role of the indicator the case is incomplete."""
        view = self._beside.picker.view
        place = view.visualRect(view.currentIndex()).bottomLeft()
        menu = self.roles_for(case, ends_release)
        menu.popup(view.viewport().mapToGlobal(place))
        menu.setActiveAction(menu.actions()[0])

    def _unlink(self, case: str, ends_release: bool) -> None:
        self._write(evidence.unlink, case, False, ends_release)

    def roles_for(self, case: str, ends_release: bool) -> QMenu:
        """The roles that the indicator can have in a case; one that is chosen links it."""
        menu = QMenu(self._beside)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Role of the indicator in the case"))
        for item in vocabulary(self._weights):
            made = menu.addAction(item.label(window_language()))
            made.triggered.connect(partial(self._link, case, item.code, ends_release))
        menu.addSeparator()
        menu.addAction(tr("Role not given"), partial(self._link, case, "", ends_release))
        return menu

    def _link(self, case: str, role: str, ends_release: bool, _on: bool = False) -> None:
        self._write(evidence.link, case, True, role, ends_release)

    def _write(self, service: Callable[..., Changes], case: str, on: bool, *how: Any) -> None:
        self._context.serve(
            service,
            self._form.record().id,
            case,
            *how,
            then=lambda changes: self._on_written(changes, case, on),
            failed=self._on_refused,
            owner=self,
        )

    def _on_written(self, changes: Changes, case: str, on: bool) -> None:
        title = self._beside.title_of(case)
        self._context.announce(changes)
        if not changes.same:
            done = (
                tr("Linked: {what}", what=title) if on else tr("Link removed: {what}", what=title)
            )
            self._context.told.emit(done)
        self._announce(case, on)
        self._beside.update_offers()

    def _on_refused(self, error: BaseException) -> None:
        """The rows say what stands in the store, not what was asked for."""
        self._context.failed.emit(error)
        self._beside.update_offers()

    # --- what else can be done with a row

    def _open_menu(self, row: PickRow, place: QPoint) -> None:
        menu = self.menu_of(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_of(self, row: PickRow) -> QMenu:
        """For a picked indicator its weights; to pick it or take it away; to open it."""
        menu = QMenu(self._beside)
        if row.picked and self._into and self._weights:
            self._add_weights(menu, row)
        if not row.barred or row.picked:
            text = tr("Remove") if row.picked else tr("Pick")
            menu.addAction(text, lambda: self._beside.pick_wanted.emit(row.key, not row.picked))
        offer = self._beside.offer(row.key)
        if offer is not None and offer.id:
            there = Route(self._offered, offer.id)
            menu.addAction(tr(NC_("verb", "Open")), lambda: self._context.go(there))
        return menu

    def _add_weights(self, menu: QMenu, row: PickRow) -> None:
        line = self._lines.model.lines[self._line_of(row.key)]
        for item in vocabulary(self._weights):
            made = menu.addAction(item.label(window_language()))
            made.setCheckable(True)
            made.setChecked(line.strength == item.code)
            made.triggered.connect(lambda _on, code=item.code: self.weigh(row.key, code))
        menu.addSeparator()

    def _announce(self, key: str, on: bool) -> None:
        title = self._beside.title_of(key)
        announce(
            self._beside,
            tr("Picked: {what}", what=title) if on else tr("Removed: {what}", what=title),
        )
