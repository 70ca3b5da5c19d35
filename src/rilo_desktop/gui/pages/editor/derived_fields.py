"""What follows from what was written is filled in while the officer writes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from rilo_desktop.records import HEADER, FieldType, Record, class_of, fields_of
from rilo_desktop.rules.derived_values import DerivedValues, Known

from ...i18n import tr, words
from ...itemviews.list_row import SEPARATOR
from ...widgets.form import field_around
from ...widgets.record_form.form import RecordForm
from ...widgets.value_formatting import is_empty, shown


class DerivedFields(QObject):
    """Fills in when a field is left, when a cell was written, and before the record is saved."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form = form
        self._values = DerivedValues()
        self._waits = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fill)
        form.changed.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def begin(self, record: Record, known: Known | None) -> None:
        """The form was filled; `known`: the record is new, and nobody wrote what stands in it."""
        self._rest()
        self._begin(record, known)

    def saved(self, record: Record) -> None:
        """It stands in the store: nothing in it is a proposal any more. What was typed meanwhile
        still waits for what follows from it."""
        self._begin(record, None)

    def _begin(self, record: Record, known: Known | None) -> None:
        self._values.known = known or Known(date.today().isoformat())
        self._values.begin(record, is_new=known is not None)
        self.show()

    def fill(self) -> tuple[str, ...]:
        """Now, as far as something was written since; gives the paths that were filled in."""
        if not self._waits:
            return ()
        self._rest()
        frozen = {path.split(".")[0] for path in self._form.no_values()}
        _, changes = self._values.after(self._form.record(), frozen)
        for path, value in changes:
            self._form.fill_in(path, value)
        self._rest()
        self.show()
        return tuple(path for path, _ in changes)

    def _rest(self) -> None:
        self._waits = False
        self._soon.stop()

    def _on_changed(self, path: str) -> None:
        if self._form.is_following:
            return
        self._waits = True
        name, _, inside = path.partition(".")
        if fields_of(class_of(self._form.kind.code))[name].type is FieldType.LINES:
            if not inside:
                self._values.moved(name)
            self._soon.start()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Not while suggestions or a calendar are open: what is typed there is no value yet."""
        if not self._waits or new is None or new.window() is not self._form.window():
            return
        if field_around(old) is not field_around(new):
            self.fill()

    def show(self) -> None:
        """Say at each field from what it was filled in, if it still is."""
        record = self._form.record()
        described = fields_of(type(record))
        said = {
            path: tr("from “{field}”", field=tr(described[source].label))
            if source
            else tr("filled in for you")
            for path, source in self._values.held(record).items()
        }
        self._form.show_sources(said)
        for box in self._form.shape.boxes:
            box.show_rest(*_rest_of(record, box.spec.names, said))


def _rest_of(record: Record, names: Sequence[str], said: Mapping[str, str]) -> tuple[int, str]:
    """How many fields that a short form lacks hold something, and what was filled in of them."""
    described = fields_of(type(record))
    of_others = {described[name].graded_by for name in names}
    others = set(described) - set(names) - set(HEADER) - of_others
    filled = [n for n in others if n not in said and not is_empty(getattr(record, n))]
    derived = []
    for name, why in said.items():
        if name in described and name not in names:
            value = shown(described[name], getattr(record, name))
            derived.append(f"{words().labelled(tr(described[name].label), value)} ({why})")
    has_begun = not is_empty(getattr(record, record.kind.title))
    return len(filled), SEPARATOR.join(derived) if has_begun else ""
