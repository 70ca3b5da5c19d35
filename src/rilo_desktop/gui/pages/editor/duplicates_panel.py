"""Records that look like the one being written: shown beside the form, with what speaks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rilo_desktop.records import Record, RecordType, Workflow, class_of, fields_of
from rilo_desktop.services.deferred import likely_duplicates

from ...context import PageContext
from ...i18n import tr, window_language, words
from ...itemviews.list_row import SEPARATOR
from ...routing import Route
from ...theme import scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button, title_link
from ...widgets.labels import Label
from ...widgets.layouts import TabAnchor, discard, hbox, vbox
from ...widgets.progress import announce
from ...widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.likely_duplicates import LikelyDuplicate

PAUSE = 600
"""Milliseconds without a change before records are compared again."""


class DuplicatesPanel(QWidget):
    """Hidden while nothing looks like it. `merged(changes, id)`: it was put into that record."""

    merged = Signal(object, str)

    def __init__(
        self, context: PageContext, kind: RecordType, on_form: Callable[[], Record | None]
    ) -> None:
        super().__init__()
        self._context, self._on_form = context, on_form
        self._compares = any(about.place_of for about in fields_of(class_of(kind.code)).values())
        self._base = ""
        self.found: tuple[LikelyDuplicate, ...] = ()
        self.setAccessibleName(tr("Looks like"))
        title = Label(tr("Looks like"), SECTION, SEMIBOLD)
        asked = Label(tr("Is it the same case?"), SMALL, MEDIUM, "text2")
        self._rows = QWidget()
        self._tabs = TabAnchor(self._rows)
        self._box = QVBoxLayout(self._rows)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(scaled(8))
        head = hbox(title, None, asked)
        vbox(head, 6, self._rows, margins=(16, 12, 16, 10), into=self)
        self.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)

    def look_at(self, base: str) -> None:
        """Another record or revision is on the form; `base` "": it was never saved."""
        self._base = base
        self._show(())
        self.look_later()

    def look_later(self) -> None:
        """After a pause: who types is not held up."""
        if self._compares:
            self._pause.start()

    def look(self) -> None:
        record = self._on_form()
        if record is not None:
            self._context.serve(
                likely_duplicates.likely,
                record,
                window_language(),
                then=lambda found: self._take(record.id, found),
                owner=self,
                turn="duplicates",
                later=True,
            )

    def _take(self, record_id: str, found: tuple[LikelyDuplicate, ...]) -> None:
        record = self._on_form()
        if record is not None and record.id == record_id and found != self.found:
            self._show(found)
            if found:
                first = found[0]
                said = words().labelled(tr("Looks like"), first.title or first.reference)
                announce(self, f"{said}. {first.likeness.why(window_language())}")

    def _show(self, found: tuple[LikelyDuplicate, ...]) -> None:
        self.found = found
        while (item := self._box.takeAt(0)) is not None:
            discard(item.widget())
        rows = [self._row(one) for one in found]
        for row in rows:
            self._box.addWidget(row)
        self._tabs.lead_to(rows)
        self.setVisible(bool(found))

    def _row(self, one: LikelyDuplicate) -> QWidget:
        name = one.title or one.reference
        there = Route(self._on_form_kind, one.id)
        title = title_link(name, lambda: self._context.go(there))
        number = f"{one.reference} ({one.number})" if one.number else one.reference
        agrees = one.likeness.why(window_language())
        why = Label(f"{number}{SEPARATOR}{agrees}", SMALL, tone="text2", wrap=True)
        parts = [
            button(
                tr("Not a duplicate"),
                lambda: self._part(one),
                "link",
                name=tr("Not a duplicate: {what}", what=name),
                high=24,
            )
        ]
        if one.own and self._context.may("write"):
            parts.append(
                button(
                    tr("Merge …"),
                    lambda: self._ask(one),
                    "link",
                    name=tr("Merge into {what}", what=name),
                    high=24,
                )
            )
        return vbox(title, why, hbox(*parts, None, gap=12), gap=2)

    @property
    def _on_form_kind(self) -> str:
        record = self._on_form()
        return record.kind.code if record is not None else ""

    def _part(self, one: LikelyDuplicate) -> None:
        record = self._on_form()
        if record is not None:
            self._show(tuple(other for other in self.found if other.id != one.id))
            self._context.serve(
                likely_duplicates.not_a_duplicate,
                record.id,
                one.id,
                then=lambda _none: self.look(),
                owner=self,
            )

    def _ask(self, one: LikelyDuplicate) -> None:
        said = [
            tr(
                "{name} keeps what it says and gets what it lacks. Both numbers stay.",
                name=one.reference,
            )
        ]
        if one.workflow != Workflow.DRAFT:
            said.append(tr("It becomes a draft again and needs a new approval."))
        if self._base:
            said.append(tr("The record you have open is then archived."))
        question = Question(
            self.window(),
            tr("Merge into {what}?", what=one.title or one.reference),
            " ".join(said),
            (
                ("keep", tr("Do not merge"), "secondary"),
                ("merge", tr("Merge"), "primary"),
            ),
        )
        question.answered.connect(lambda answer: self._merge(one) if answer == "merge" else None)
        question.open()

    def _merge(self, one: LikelyDuplicate) -> None:
        record = self._on_form()
        if record is not None:
            self._context.serve(
                likely_duplicates.merge,
                record,
                self._base,
                one.id,
                then=lambda changes: self._on_merged(changes, one.id),
                owner=self,
            )

    def _on_merged(self, changes: Changes, into: str) -> None:
        self._show(())
        self.merged.emit(changes, into)
