"""Commands of one record, in a list and in an editor: to begin another one with what it says, to
open a record that it links, and to see it on another page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import FieldType, class_of, fields_of, kind_named
from rilo_desktop.services.deferred import record

from ..commands import Command, register
from ..context import PageContext
from ..i18n import tr
from ..routing import Route

if TYPE_CHECKING:
    from rilo_desktop.services.records.record import Stored


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

    _register_linked(owner, context, kind, source)
    if not record_type(kind).by_service_only:
        first = kind_named(kind).title
        label, call = tr("Duplicate this record"), partial(begin, kind, first)
        register(owner, Command("record.duplicate", label, "", call, icon="copy"))
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


def _register_linked(
    owner: QWidget, context: PageContext, kind: str, source: Callable[[], str]
) -> None:
    """One command for each field that links a record: to open that."""

    def go(field: str, linked: str, stored: Stored) -> None:
        named = getattr(stored.record, field)
        if isinstance(named, str) and named:
            context.go(Route(linked, record=named))
        else:
            context.warned.emit(tr("No record is linked there."))

    def open_linked(field: str, linked: str) -> None:
        if found := source():
            then = partial(go, field, linked)
            context.serve(record.get, found, then=then, owner=owner, turn=f"linked {field}")
        else:
            context.warned.emit(tr("Save the record first."))

    for name, about in fields_of(class_of(kind)).items():
        if about.type is FieldType.LINK:
            label = tr("Open linked record: {field}", field=tr(about.label))
            run = partial(open_linked, name, about.names)
            icon = record_type(about.names).icon
            register(owner, Command(f"linked {name}", label, "", run, icon=icon))
