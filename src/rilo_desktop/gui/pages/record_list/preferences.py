"""How the officer likes a list: columns, order and saved views, kept in the store as they change.

One for each list page; it changes what the page shows and asks for, and remembers it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rilo_desktop.services.deferred import list_views

from ...context import PageContext
from ...i18n import tr
from ...itemviews.list_columns import chosen_columns, two_lines
from ...theme.tokens import PREVIEW
from .facets import ARCHIVED
from .layout import ListLayout
from .state import ListState

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.list_views import ListSettings, RememberedViews, SavedView

AFTER = 600
"""Milliseconds after the last change until it is kept: a width is drawn in many steps."""


class ListPreferences(QObject):
    def __init__(self, frame: ListLayout, state: ListState, context: PageContext) -> None:
        super().__init__(frame)
        self._frame, self._state, self._context = frame, state, context
        self._layout = ""
        self._names: tuple[str, ...] = ()
        self._widths: dict[str, int] = {}
        self._in_columns = False
        self._renamed = ""
        """Name of the view that gets another one; "" while the list is kept as a view."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER)
        self._pause.timeout.connect(self._store)
        frame.chooser.changed.connect(self._on_columns)
        frame.view.drawn_wider.connect(self._on_drawn_wider)
        frame.preview_drawn.connect(lambda _width: self._pause.start())
        frame.widened.connect(self._on_widened)
        frame.views.picked.connect(self.show_view)
        frame.views.unwanted.connect(self.drop)
        frame.views.rename_wanted.connect(self.ask_new_name)
        frame.view_name.named.connect(self._keep_as)
        frame.keep_button.clicked.connect(lambda _checked=False: self.ask_name())

    def recall(self) -> None:
        """Ask what was kept; the page is first filled with its answer."""
        self._context.serve(
            list_views.recall, self._frame.look.kind, then=self._on_recalled, owner=self
        )

    def _on_recalled(self, held: RememberedViews) -> None:
        self._frame.preview_width = held.preview or PREVIEW
        self._frame.views.show_views(held.views)
        self._take(held.look)
        self._frame.fit()
        self._state.asked.emit()
        self.count_views()

    @property
    def look(self) -> ListSettings:
        from rilo_desktop.services.records.list_views import ListSettings

        order, descending = self._state.order
        return ListSettings(self._names, order, descending, self._layout, dict(self._widths))

    def changed(self) -> None:
        """Something the page holds is to be remembered."""
        self._pause.start()

    def _take(self, look: ListSettings) -> None:
        self._layout, self._names = look.layout, look.columns
        self._widths = dict(look.widths)
        dated = bool(self._frame.kind.dated)  # without dates a list begins with its first number
        self._state.order = (look.order, look.descending if look.order or dated else False)
        self._frame.chooser.choose(self._names, self._layout)
        self._arrange()

    def _arrange(self) -> None:
        frame = self._frame
        wide = frame.is_wide
        self._in_columns = self._layout == "columns" or (not self._layout and wide)
        if self._in_columns:
            frame.view.arrange(chosen_columns(frame.look, self._names), self._widths)
        else:
            frame.view.arrange(two_lines(frame.look), {})
        frame.view.show_order(*self._state.order)

    def _on_widened(self) -> None:
        if not self._layout and self._in_columns != self._frame.is_wide:
            self._keep_current()
            self._arrange()
            self._state.asked.emit()

    def _on_columns(self) -> None:
        self._names = self._frame.chooser.names
        self._layout = self._frame.chooser.layout_choice
        self._keep_current()
        self._arrange()
        self._state.asked.emit()
        self._pause.start()

    def _on_drawn_wider(self, name: str, width: int) -> None:
        self._widths[name] = width
        self._pause.start()

    def _keep_current(self) -> None:
        self._state.wanted = self._frame.current_id or self._state.wanted

    def _store(self) -> None:
        width = self._frame.preview_width
        kept = 0 if width == PREVIEW else width
        self._context.serve(list_views.remember, self._frame.look.kind, self.look, kept, owner=self)

    # --- saved views

    def show_view(self, view: SavedView | None) -> None:
        """Ask what a saved view asks, as it was kept; None is everything."""
        frame = self._frame
        frame.search.put(view.words if view is not None else "")
        frame.facets.choose(view.filters if view is not None else {})
        if view is not None:
            self._keep_current()
            self._take(view.look)
        frame.views.mark_view(view.name if view is not None else "")
        self._state.asked.emit()

    def leave_changed_view(self) -> None:
        """What is asked is no longer what the marked view asks."""
        frame, view = self._frame, self._frame.views.current
        if view is None:
            return
        filters = {name: tuple(codes) for name, codes in view.filters.items() if codes}
        if (frame.search.text().strip(), dict(frame.facets.chosen)) != (view.words, filters):
            frame.views.mark_view("")
            self._state.views_changed.emit()

    def ask_new_name(self, name: str) -> None:
        """Of a view that is there."""
        self._renamed = name
        self._frame.show_line(self._frame.view_name)
        self._frame.view_name.ask(name)

    def ask_name(self) -> None:
        frame, self._renamed = self._frame, ""
        current = frame.views.current
        frame.show_line(frame.view_name)
        frame.view_name.ask(current.name if current is not None else frame.search.text().strip())

    def _keep_as(self, name: str) -> None:
        from rilo_desktop.services.records import list_views

        frame = self._frame
        if self._renamed:
            self._rename(self._renamed, name)
            return
        filters = dict(frame.facets.chosen)
        words = frame.search.text().strip()
        view = list_views.SavedView(name, words, filters, ARCHIVED in filters, self.look)
        self._context.serve(
            list_views.keep_view, frame.look.kind, view, then=self._on_kept, owner=self
        )

    def _rename(self, name: str, new: str) -> None:
        def renamed(held: tuple[SavedView, ...]) -> None:
            shown = new.strip()
            self._renamed = ""
            self._frame.views.show_views(held)
            self._frame.views.mark_view(shown)
            self._state.line_left.emit()
            self._state.views_changed.emit()
            self.count_views()
            self._context.told.emit(tr("The view is called “{name}” now.", name=shown))

        self._context.serve(
            list_views.rename_view, self._frame.look.kind, name, new, then=renamed, owner=self
        )

    def _on_kept(self, held: tuple[SavedView, ...]) -> None:
        self._frame.views.show_views(held)
        self._frame.views.mark_view(held[-1].name)
        self._state.line_left.emit()
        self._state.views_changed.emit()
        self.count_views()
        self._context.told.emit(tr("The view “{name}” was saved.", name=held[-1].name))

    def drop(self, name: str) -> None:
        """Delete a view, and offer to take that back; what it shows stays."""
        before = self._frame.views.views
        at = next(place for place, view in enumerate(before) if view.name == name)

        def gone(held: tuple[SavedView, ...]) -> None:
            self._frame.views.show_views(held)
            self._frame.views.mark_view("")
            self._state.views_changed.emit()
            self._context.offered.emit(
                tr("The view “{name}” was deleted.", name=name),
                tr("Undo"),
                lambda: self._put_back(before[at], at),
            )

        self._context.serve(
            list_views.drop_view, self._frame.look.kind, name, then=gone, owner=self
        )

    def _put_back(self, view: SavedView, at: int) -> None:
        """A view that was deleted, at its place among the others."""

        def back(held: tuple[SavedView, ...]) -> None:
            self._frame.views.show_views(held)
            self._state.views_changed.emit()
            self.count_views()
            self._context.told.emit(tr("The view “{name}” is there again.", name=view.name))

        self._context.serve(
            list_views.keep_view, self._frame.look.kind, view, at, then=back, owner=self
        )

    def count_views(self) -> None:
        """How many answer each view, after everything that is waited for."""
        for view in self._frame.views.views:
            self._context.serve(
                _count_of,
                self._frame.look.kind,
                view,
                then=partial(self._frame.views.show_count, view.name),
                owner=self,
                turn=f"view {view.name}",
            )


def _count_of(session: Session, kind: str, view: SavedView) -> int:
    """Runs in the worker: how many records answer a view."""
    from rilo_desktop.services.records import lists

    query = lists.Query(kind, view.words, view.filters, archived=view.archived)
    return len(lists.find(session, query, counted=False).rows)
