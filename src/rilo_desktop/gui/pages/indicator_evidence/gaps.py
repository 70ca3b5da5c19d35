"""Indicators without a case and cases without an indicator, and the search for the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import CaseStudy, RiskIndicator
from rilo_desktop.services.deferred import evidence, indicator_evidence

from ...context import PageContext
from ...i18n import code_label, numbers, plural, tr, window_language
from ...record_commands.end_of_release import ask_of_case
from ...routing import Route
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button, is_key
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Hairline, hbox, vbox
from ...widgets.progress import announce
from ...widgets.table import WordsTable
from . import messages

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.indicator_evidence import EvidenceTable
    from rilo_desktop.services.records.suggestion_types import Suggestion, Suggestions

INDICATOR, CASE = RiskIndicator.kind.code, CaseStudy.kind.code
LINKS = ("contributory", "primary")
SHOWN_FOUND = 4


class GapsView(QWidget):
    """Enter on a row looks for the other end. What is found is offered; nothing links itself."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._table: EvidenceTable | None = None
        self._kind = self._id = ""
        self._offers: tuple[Suggestion, ...] = ()
        self.unseen = WordsTable(
            tr("Indicators without a case"), [tr(head) for head in messages.GAP_HEADS], 1
        )
        self.without = WordsTable(
            tr("Cases without an indicator"), [tr(head) for head in messages.CASE_HEADS], 1
        )
        self.unseen_count = Label("", SECTION, SEMIBOLD)
        self.without_count = Label("", SECTION, SEMIBOLD)
        self.about = ElidedLabel("", SECTION, SEMIBOLD)
        self.note = ElidedLabel("", SMALL, tone="text2")
        self.found = WordsTable(
            tr("What has its words"),
            [tr(head) for head in messages.FOUND_HEADS],
            1,
            (),
            SHOWN_FOUND,
        )
        self.own = button(tr("Open what is looked for"), self._open_own, "link")
        self.open = button(tr("Open what was found"), self._open_found)
        self.links = {code: button(code_label("indicator_link", code)) for code in LINKS}
        self.nothing = button(tr("Looked for, not seen"), self._nothing_seen, "secondary", "check")
        self.panel = self._panel()
        self._build()
        self.unseen.opened.connect(self._look_for_cases)
        self.without.opened.connect(self._look_for_indicators)
        self.found.opened.connect(lambda _row: self._open_found())
        self.found.chosen.connect(self._show_steps)
        for code, made in self.links.items():
            made.clicked.connect(lambda _on=False, code=code: self._link(code))

    def _build(self) -> None:
        said = tr("Named by a source, never seen here. That is no proof against them.")
        nobody = tr("Nobody looked, or nothing was seen. Enter looks for what fits.")
        one = vbox(
            self.unseen_count, 2, Label(said, SMALL, tone="text2", wrap=True), 8, (self.unseen, 1)
        )
        other = vbox(
            self.without_count,
            2,
            Label(nobody, SMALL, tone="text2", wrap=True),
            8,
            (self.without, 1),
        )
        both = hbox((one, 1), (other, 1), gap=24, margins=(20, 16, 16, 16))
        vbox((both, 1), self.panel, into=self)
        self.panel.hide()

    def _panel(self) -> QWidget:
        close = button("", self._close, "ghost", "x", tr("Close"))
        head = hbox((vbox(self.about, self.note), 1), self.own, close, gap=8)
        steps = hbox(self.open, *self.links.values(), None, self.nothing, gap=8)
        inside = vbox(head, 8, self.found, 10, steps, margins=(20, 12, 16, 14))
        return vbox(Hairline(), inside)

    # --- what is shown

    def show_table(self, table: EvidenceTable) -> None:
        self._table, found = table, table.evidence
        self.unseen.show_rows([messages.gap_row(row, table.today) for row in found.unseen])
        self.without.show_rows([messages.case_row(case) for case in found.without])
        one = plural(
            "{count} indicator without a case",
            "{count} indicators without a case",
            len(found.unseen),
        )
        other = plural(
            "{count} case without an indicator",
            "{count} cases without an indicator",
            len(found.without),
        )
        self.unseen_count.setText(one)
        self.without_count.setText(other)
        ids = [row.indicator.id for row in found.unseen] + [case.id for case in found.without]
        if self._id not in ids:
            self._close()

    def take_focus(self) -> None:
        self.unseen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_for_cases(self, at: int) -> None:
        assert self._table is not None
        row = self._table.evidence.unseen[at]
        every = numbers().number(self._table.evidence.cases)
        self._begin(INDICATOR, row.indicator.id, tr(
            "{name} against all {count} cases", name=row.number, count=every
        ))  # fmt: skip
        self._context.serve(
            indicator_evidence.cases_like,
            self._id,
            window_language(),
            then=self._show,
            owner=self,
            turn="look",
        )

    def _look_for_indicators(self, at: int) -> None:
        assert self._table is not None
        case = self._table.evidence.without[at]
        every = numbers().number(len(self._table.evidence.rows))
        self._begin(CASE, case.id, tr(
            "{name} against all {count} indicators", name=case.reference, count=every
        ))  # fmt: skip
        self._context.serve(
            indicator_evidence.indicators_like,
            self._id,
            window_language(),
            then=self._show,
            owner=self,
            turn="look",
        )

    def _begin(self, kind: str, record: str, about: str) -> None:
        self._kind, self._id = kind, record
        self.about.setText(about)

    def _show(self, found: Suggestions) -> None:
        """Offers to link; where there are none, the only answer left has the focus."""
        self._offers = found.suggested
        self.found.show_rows([messages.found_row(offer) for offer in self._offers])
        self.found.setVisible(bool(self._offers))
        many = len(self._offers)
        if many:
            said = tr("Both have these words; nothing is linked by itself.")
        elif self._kind == INDICATOR:
            said = tr("No case has its words.")
        else:
            said = tr("No indicator fits its words.")
        self.note.setText(said)
        self.panel.show()
        self._show_steps()
        may_write = self._context.may("write")
        self.nothing.setEnabled(may_write)
        (self.found if many else self.nothing).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.found, f"{self.about.text()}: {numbers().number(many)}. {said}")

    def _offer(self) -> Suggestion | None:
        at = self.found.currentIndex().row()
        return self._offers[at] if 0 <= at < len(self._offers) else None

    def _show_steps(self) -> None:
        offer = self._offer()
        self.open.setVisible(offer is not None)
        may = offer is not None and offer.barred is None and self._context.may("write")
        for made in self.links.values():
            made.setVisible(offer is not None)
            made.setEnabled(may)

    # --- the answers

    def _open_own(self) -> None:
        path = "indicators" if self._kind == CASE else ""
        self._context.go(Route(self._kind, record=self._id, path=path))

    def _open_found(self) -> None:
        offer = self._offer()
        if offer is not None:
            kind = CASE if self._kind == INDICATOR else INDICATOR
            self._context.go(Route(kind, record=offer.id))

    def _link(self, strength: str) -> None:
        offer = self._offer()
        if offer is None:
            return
        linked = tr("Linked: {what}", what=offer.title or offer.name)
        pair = (self._id, offer.id) if self._kind == INDICATOR else (offer.id, self._id)

        def link(ends_release: bool) -> None:
            self._context.serve(
                evidence.link,
                *pair,
                strength,
                ends_release,
                then=lambda changes: self._on_answer(changes, linked),
                owner=self,
            )

        ask_of_case(self._context, self, pair[1], link)

    def _nothing_seen(self) -> None:
        self._context.serve(
            indicator_evidence.nothing_seen,
            self._id,
            then=lambda changes: self._on_answer(
                changes, tr("Noted: looked for today, and not seen.")
            ),
            owner=self,
        )

    def _on_answer(self, changes: Changes, told: str) -> None:
        back = self.unseen if self._kind == INDICATOR else self.without
        self._close()
        self._context.announce(changes)
        self._context.told.emit(told)
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        had_focus = self.panel.isAncestorOf(self.focusWidget() or self)
        back = self.without if self._kind == CASE else self.unseen
        self._kind = self._id = ""
        self.panel.hide()
        if had_focus:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape) and self.panel.isVisible():
            self._close()
        else:
            super().keyPressEvent(event)
