"""Commands of one record, in a list and in an editor: to begin another one with what it says, and
to see it on another page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.registry import record_type

from ..commands import Command, register
from ..context import PageContext
from ..i18n import tr
from ..routing import Route


def register_derived(
    owner: QWidget, context: PageContext, kind: str, source: Callable[[], str]
) -> None:
    """`source` gives the id of the record that is shown, "" where there is none in the store."""

    def begin(target: str, first: str) -> None:
        found = source()
        if found:
            context.go(Route(target, path=first, new=True, source=found))
        else:
            context.warned.emit(tr("Save the record first; another one can then be made from it."))

    def show(page: str) -> None:
        found = source()
        if found:
            context.go(Route(page, record=found))
        else:
            context.warned.emit(tr("Save the record first."))

    for view in record_type(kind).views:
        label, call = tr(view.label), partial(show, view.page)
        register(owner, Command(f"view {view.page}", label, view.keys, call, icon=view.icon))
    for spec in record_type(kind).derived:
        command = Command(
            f"derive {spec.kind}",
            tr(spec.label),
            spec.keys,
            lambda target=spec.kind, first=spec.first: begin(target, first),  # type: ignore[misc]
            icon=record_type(spec.kind).icon,
        )
        register(owner, command)
