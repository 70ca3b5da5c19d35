"""The frame of an editor: what stands where, how it gives way, how one gets to a place in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from rilo_desktop.language import NC_
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import class_of, kind_named

from ...commands import EDIT, IN_THE_EDITOR, Command, belongs, register
from ...context import PageContext
from ...i18n import tr
from ...routing import COMMENTS
from ...theme import scaled
from ...theme.tokens import (
    EDITOR_BODY,
    MEDIUM,
    OUTLINE,
    OUTLINE_MOST,
    PREVIEW_BELOW,
    RAIL,
    RAIL_BELOW,
    SHORT_BODY,
    SMALL,
)
from ...widgets.buttons import Segments
from ...widgets.form import Field, field_around
from ...widgets.inputs.base import HasParts, KnowsPlace
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, lay_out, vbox
from ...widgets.navigation_list import NavigationList
from ...widgets.overviews import OVERVIEWS
from ...widgets.record_form.form import RecordForm
from ...widgets.record_form.sections import SectionBox
from ...widgets.validation_view import MISSING
from .drop_target import DropTarget
from .find_bar import FindBar
from .form_choice import FormChoice
from .header import EditorHeader
from .outline import PART, PartsProgress, places_of
from .review_strip import ReviewStrip
from .side_panel import FINDINGS, PAPER, SidePanel
from .suggestion_panel import BESIDE

if TYPE_CHECKING:
    from rilo_desktop.records import Record

ROOM = 104
"""What stays free above and below a field that is gone to: a toast may stand there."""
PAPER_SHARE = 43
"""Of a hundred parts of the width, what paper takes."""
WITH_PAPER = 1_560
"""Width from which the outline has room beside the paper."""


class EditorLayout(QWidget):
    """Widgets of an editor in their places; what they do stands in `EditorPage`."""

    profile_chosen = Signal(str)

    def __init__(self, context: PageContext, kind: str) -> None:
        super().__init__()
        self._context = context
        self.kind = kind_named(kind)
        self._record: Record | None = None
        self._last_in_form: QWidget | None = None
        self._last_section = ""
        self._wanted = ""
        """The section that was gone to last."""
        self._found: Mapping[str, tuple[str, str]] = {}
        self.form = RecordForm(context, self.kind)
        self.form_choice = FormChoice(context, self.kind, self.form)
        make = OVERVIEWS.get(class_of(kind))
        self.overview = make() if make is not None else None
        if self.overview is not None:
            self.form.put_below_title(self.overview)
            self.overview.filled.connect(self._on_filled)
        spec = record_type(kind)
        self._is_wide = spec.is_wide
        self._opens_at = spec.opens_at or self.kind.title
        self.scroller = Scroller(self.form, 0 if self._is_wide else EDITOR_BODY)
        self.head = EditorHeader(self.kind)
        self.review = ReviewStrip(context, lambda: not self.dirty)
        self.side = SidePanel(context, self.kind, self.on_form)
        self.outline = NavigationList(tr("Parts of the record"))
        self.find_bar = FindBar(self.form, self.on_form, context.names.name_of)
        self.find_bar.wanted.connect(self._go_to)
        self.find_bar.left.connect(self.back_to_form)
        self._build()
        self.outline.chosen.connect(self.show_section)
        self.outline.taken.connect(lambda key: self.show_section(key, enter=True))
        self.form.parts_changed.connect(self._on_parts)
        self.form.reshaped.connect(self._fit)
        self.form.reshaped.connect(lambda: self._on_focus(None, self.focusWidget()))
        self.form.asked_for.connect(self._go_to)
        self.head.side_wanted.connect(self._on_side_wanted)
        self.side.wanted.connect(self.show_side)
        self.side.commented.connect(self.head.show_comments)
        self.side.comments.left.connect(self.leave_beside)
        self.side.comments.field_wanted.connect(self._go_to)
        self.review.comments_wanted.connect(self._lead_to_comments)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _build(self) -> None:
        self.save_button = self.head.save
        self._left = Panel("canvas", "r", width=OUTLINE)
        asked = tr(NC_("what a record shall hold", "Asked for"))
        least = tr(NC_("what a record shall hold", "Minimum"))
        all_of_it = tr(NC_("what a record shall hold", "All"))
        profile = Segments((("minimal", least), ("full", all_of_it)), asked, "full")
        profile.chosen.connect(self.profile_chosen)
        self._profile_box = vbox(12, Label(asked, SMALL, MEDIUM, "text2"), 4, profile)
        self.progress = PartsProgress()
        parts = (self.progress, (self.outline, 1), self._profile_box)
        vbox(*parts, margins=(12, 16, 13, 12), into=self._left)
        self.ground = DropTarget("surface")
        vbox((self.scroller, 1), into=self.ground)
        self._body = QStackedWidget()
        self._body.addWidget(self.ground)
        middle = vbox(self.review, self.review.nobody, self.find_bar, (self._body, 1))
        vbox(self.head, (hbox(self._left, (middle, 1), self.side), 1), into=self)
        find = tr("Find in this record")
        register(
            self,
            Command("editor.find", find, "Ctrl+F", self.find_bar.open, icon="search", menu=EDIT),
        )
        belongs(self, IN_THE_EDITOR)
        self.show_outline({})

    @property
    def dirty(self) -> bool:
        """Would something be lost?"""
        self.form.commit()
        return self.form.dirty

    def on_form(self) -> Record | None:
        """The record as it stands on the form."""
        return self.form.record() if self._record is not None else None

    def show_outline(self, found: Mapping[str, tuple[str, str]]) -> None:
        """`found`: path of a field -> (severity, sentence)."""
        self._found = found
        self.outline.show_places(places_of(self.form, found))
        self.progress.show_parts(self.form)
        self._show_finding_here()

    def _show_finding_here(self) -> None:
        """Of the field in use; lines say theirs below their overview."""
        at = self._last_in_form
        field = field_around(at) if at is not None and isValid(at) else None
        severity, sentence = self._found.get(field.name, ("", "")) if field else ("", "")
        is_said = severity not in ("", MISSING)
        self.side.show_finding_here(severity, sentence if is_said else "")

    def _on_parts(self) -> None:
        self._set_apart(self._wanted)
        self.show_outline(self._found)
        self._mark_place(self._last_section)
        self._fit()

    def _mark_place(self, section: str) -> None:
        """Where one is: a section, or the part of it that is shown."""
        self._last_section = section
        parts = self.form.parts_in(section) if section in self.form.sections else None
        is_asked = parts is not None and parts.part
        self.outline.mark(f"{section}{PART}{parts.part}" if parts and is_asked else section)

    def _set_apart(self, section: str) -> None:
        """What a record asks part by part is a page of its own, and so is what else it says."""
        self._wanted = section
        inputs = {name: self.form.parts_in(name) for name in self.form.sections}
        apart = [name for name, one in inputs.items() if one is not None and one.shown_parts()]
        for name, box in self.form.sections.items():
            box.set_aside(bool(apart) and section != name and (name in apart or section in apart))

    def show_side(self, mode: str) -> None:
        """A part at the side ("findings", "beside", "history", "paper") until another is chosen."""
        self.side.show_part(mode)
        self.head.show_side(self.side.mode)
        self._fit()
        lay_out()
        self.side.refresh()

    def _on_side_wanted(self, mode: str) -> None:
        """The keys of what may be picked and of comments lead there first, then away from there."""
        if mode == COMMENTS:
            self._lead_to_comments()
            return
        if self.side.mode == COMMENTS and mode == FINDINGS:
            at = self.focusWidget() or self
            if self.side.comments.isAncestorOf(at):
                self.show_side(FINDINGS)
                self.leave_beside()
                return
            if at is not self.head.comments:
                self._lead_to_comments()
                return
        beside = self.side.beside
        if beside is not None and BESIDE in (mode, self.side.mode):
            inside = beside.isAncestorOf(self.focusWidget() or self)
            if mode == BESIDE or (mode == FINDINGS and not inside):
                self.show_side(BESIDE)
                beside.take_focus()
                return
            if mode == FINDINGS and inside:
                self.leave_beside()
                return
        self.show_side(mode)

    def _lead_to_comments(self) -> None:
        self.show_side(COMMENTS)
        self.side.comments.take_focus(self._written_last())

    def _written_last(self) -> str:
        """Name of the field that had the focus last."""
        at, found = self._last_in_form, ""
        while at is not None and isValid(at) and at is not self.form:
            if isinstance(at, Field) and at.name in self.form.fields:
                found = at.name
            at = at.parentWidget()
        return found

    def leave_beside(self) -> None:
        """Back to the text, where it was left."""
        if self.side.mode == BESIDE:
            self.show_side(FINDINGS)
        self.back_to_form()

    def back_to_form(self) -> None:
        """The focus to the field that had it last."""
        at = self._last_in_form
        if at is not None and isValid(at) and at.isVisible():
            at.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_to(self.kind.title)

    # --- going to a place

    def show_section(self, name: str, enter: bool = False) -> None:
        """Scroll to a section and give its first field the focus.

        Who goes through the outline by its arrows stays there; a click and Enter lead in.
        """
        name, _, part = name.partition(PART)
        box = self.form.sections.get(name)
        if box is None:
            return
        self._set_apart(name)
        fields = self.form.fields_of_section(name)
        parts = self.form.parts_in(name)
        if part and parts is not None:
            self._show_part(parts, name, part, enter)
            return
        lay_out()
        top = box.mapTo(self.form, box.rect().topLeft()).y()
        self.scroller.verticalScrollBar().setValue(top - scaled(16))
        if enter or not self.outline.hasFocus():
            if fields:
                fields[0].take_focus()
            self._mark_place(name)  # also where nothing in it takes the focus

    def _show_part(self, parts: HasParts, section: str, key: str, enter: bool) -> None:
        """Scroll to a part and give what is first to do in it the focus."""
        parts.show_part(key)
        lay_out()
        box = self.form.sections[section]
        top = box.mapTo(self.form, box.rect().topLeft()).y()
        self.scroller.verticalScrollBar().setValue(top - scaled(16))
        self._mark_place(section)
        if enter or not self.outline.hasFocus():
            parts.take_first()

    def _go_to(self, path: str) -> None:
        self._set_apart(self.form.section_of(path))
        widget = self.form.go_to(path)
        if widget is not None:
            lay_out()
            inside = widget.input if isinstance(widget, Field) else None
            if isinstance(inside, KnowsPlace):
                self.scroller.bring_place_into_sight(*inside.place())
            else:
                self.scroller.bring_into_sight(widget, scaled(ROOM))

    def _on_filled(self, values: Mapping[str, Any], then: str) -> None:
        for name, value in values.items():
            self.form.set_value(name, value)
            self.form.changed.emit(name)
        self._go_to(then)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.form.isAncestorOf(new):
            self._last_in_form = new
            self._show_finding_here()
        at = new
        while at is not None and not isinstance(at, SectionBox):
            at = at.parentWidget()
        if isinstance(at, SectionBox) and self.form.isAncestorOf(at):
            self._mark_place(at.section.name)

    # --- giving way

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The form has room first; paper takes that of the outline, and more of a wide window."""
        wide, paper = self.width(), self.side.mode == PAPER
        narrow = wide < scaled(RAIL_BELOW - RAIL)
        if not self._is_wide:  # the short form has the room of the outline too
            self.form.setMaximumWidth(
                scaled(SHORT_BODY if self.form.shape.is_short else EDITOR_BODY)
            )
        labels = self.outline.width_for_labels() + scaled(25)
        outline = max(scaled(OUTLINE), min(labels, scaled(OUTLINE_MOST)))
        self._left.setFixedWidth(scaled(RAIL) if narrow else outline)
        has_outline = not self._is_wide and not self.form.shape.is_short
        self._left.setVisible(has_outline and (not paper or wide >= scaled(WITH_PAPER)))
        self._profile_box.setVisible(not narrow)
        has_room = wide >= scaled(PREVIEW_BELOW - RAIL) and not self._is_wide
        self.side.setVisible(self.side.mode != FINDINGS or has_room)
        side = scaled(336 if wide >= scaled(1_160) else 312)
        self.side.setFixedWidth(max(side, wide * PAPER_SHARE // 100) if paper else side)
        self.head.set_compact(narrow)
