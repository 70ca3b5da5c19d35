"""One submission that was received, at the right of the register: facts, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ...context import PageContext
from ...i18n import code_label, numbers, office_name, tr
from ...theme.tokens import MEDIUM, PREVIEW, SEMIBOLD, SMALL, SUBTITLE
from ...widgets.buttons import button, rename
from ...widgets.labels import Chip, Label, TlpChip
from ...widgets.layouts import FlowLayout, Hairline, Panel, Scroller, hbox, vbox
from .register_view import state_of

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.received_submissions import Received

FACTS = 11


class ReceivedDetail(Panel):
    answer_wanted = Signal(str)
    copy_wanted = Signal(object)
    """The file of this one, as it came."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface", "l", width=PREVIEW)
        self._may, self._may_copy = context.may("review"), context.may("submit")
        self.one: Received | None = None
        self._reference, self._tlp = Label("", SMALL, MEDIUM, "text2"), TlpChip()
        self._title = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self._office = Label("", SMALL, tone="text2", wrap=True)
        self.state = Chip()
        self.facts = [(Label("", SMALL, tone="text2", wrap=True), Label("", SMALL, wrap=True))
                      for _ in range(FACTS)]  # fmt: skip
        for name, value in self.facts:
            name.setFixedWidth(name.fontMetrics().averageCharWidth() * 16)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._lines = [
            hbox(name, (value, 1), gap=8, margins=(0, 0, 0, 6)) for name, value in self.facts
        ]
        self.answer = button(tr("Answer it …"), self._on_answer, "primary", "mail")
        self.copy = button(tr("Save a copy …"), self._on_copy, glyph="download")
        self._who = Label(
            tr("A reviewer or the head of the office answers it."), SMALL, tone="text2", wrap=True
        )
        self._content = vbox(
            hbox(self._reference, None, self._tlp),
            6,
            self._title,
            4,
            self._office,
            10,
            hbox(self.state, None),
            14,
            Hairline(),
            12,
            *self._lines,
            None,
            margins=(21, 16, 20, 12),
        )
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(self.answer)
        flow.addWidget(self.copy)
        self._foot = vbox(Hairline(), 10, buttons, self._who, margins=(21, 0, 20, 12))
        vbox((Scroller(self._content), 1), self._foot, into=self)
        self.clear()

    def clear(self) -> None:
        self.one = None
        self._content.hide()
        self._foot.hide()

    def show_received(self, one: Received) -> None:
        self.one = one
        self._content.show()
        self._reference.setText(f"{one.reference}  {tr('rev. {number}', number=one.revision)}")
        self._tlp.show_label(one.tlp)
        self._title.setText(one.title or code_label("submission_type", one.type))
        self._office.setText(office_name(one.office))
        said = state_of(one)
        grounds = {"ok": "okBg", "warn": "warnBg", "accentText": "accentSoft"}
        tone = said.tone if said.tone in grounds else "neutralText"
        self.state.show_text(said.words, tone, grounds.get(said.tone, "neutral"), said.icon)
        for line, (name, value), (label, text) in zip(
            self._lines, self.facts, _facts(one), strict=True
        ):
            name.setText(label)
            value.setText(text)
            value.setAccessibleName(f"{label}: {text}")
            line.setVisible(bool(text))
        show_answered(self.answer, one if one.answer else None)
        self.answer.setVisible(self._may and one.is_current)
        self.copy.setVisible(self._may_copy)
        self._who.setVisible(not self._may and one.is_current)
        self._foot.show()  # last: it has the height of what stands in it

    def _on_copy(self) -> None:
        if self.one is not None:
            self.copy_wanted.emit(self.one)

    def _on_answer(self) -> None:
        if self.one is not None:
            self.answer_wanted.emit(self.one.reference)


def show_answered(made: QPushButton, one: Received | None) -> None:
    """What has its answer may get another one, which is not what there is to do."""
    rename(made, tr("Answer it …") if one is None else tr("Answer it again …"))
    made.setProperty("kind", "primary" if one is None else "secondary")
    made.update()


def _facts(one: Received) -> tuple[tuple[str, str], ...]:
    day = numbers().partial
    counts = (
        (tr("{count} new"), one.new),
        (tr("{count} changed"), one.changed),
        (tr("{count} same"), one.same),
        (tr("{count} set aside"), one.aside),
    )
    taken = " · ".join(
        words.replace("{count}", numbers().number(count)) for words, count in counts if count
    )
    digest = " ".join(one.sha256[at : at + 8] for at in range(0, len(one.sha256), 8))
    return (
        (tr("Received"), f"{day(one.at[:10], short=True)}, {one.by}"),
        (tr("Position of"), day(one.date, short=True) if one.date else ""),
        (tr("Purpose"), code_label("purpose", one.purpose) if one.purpose else ""),
        (tr("Records"), taken),
        (tr("Files"), ", ".join(one.files)),
        (tr("Not decided yet"), ", ".join(one.waiting)),
        (tr("Answered"), day(one.answered, short=True) if one.answered else ""),
        (tr("Superseded by"), one.superseded_by),
        (tr("Checked by"), one.acceptance),
        (tr("Signed by card"), one.fingerprint),
        (tr("SHA-256"), digest),
    )
