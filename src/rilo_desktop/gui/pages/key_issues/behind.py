"""Beside the ranks: what stands behind an issue, why it has its rank, and the question why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.analysis.key_issues import rank_line
from rilo_desktop.presentation.references import title_in
from rilo_desktop.presentation.registry import record_type

from ...context import PageContext
from ...i18n import numbers, plural, tr, words
from ...routing import Route
from ...theme.tokens import BODY, SECTION, SEMIBOLD, SMALL, SUBTITLE
from ...widgets.buttons import button, is_key, title_link
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, discard, hbox, vbox
from . import messages

if TYPE_CHECKING:
    from rilo_desktop.records import KeyIssue
    from rilo_desktop.services.records.key_issues import Behind, Linked

WIDE, MOST = 352, 4
_UP = Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Up
_DOWN = Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Down


class BehindPanel(Panel):
    reason_given = Signal(str)
    reason_left = Signal()
    """Nothing shall change."""
    shifted = Signal(int)
    """By how many ranks more, while the reason is asked for."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("canvas", "l", width=WIDE)
        self._context = context
        self._issue = ""
        self.rank = Label("", SMALL, SEMIBOLD, "text2", wrap=True)
        self.name = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self.about = Label("", BODY, wrap=True)
        self.figures = Label("", SECTION, SEMIBOLD, wrap=True)
        self.case_years = Label("", SMALL, tone="text2", wrap=True)
        self.reason = Label("", BODY, wrap=True)
        self._groups = vbox(gap=6)
        self.question = Label("", BODY, SEMIBOLD, wrap=True)
        self.why = QLineEdit()
        self.why.installEventFilter(self)
        self.why.returnPressed.connect(lambda: self.reason_given.emit(self.why.text()))
        self._asked = self._question()
        content = vbox(
            self._asked,
            self.rank,
            2,
            self.name,
            8,
            self.about,
            12,
            self.figures,
            10,
            Hairline(),
            12,
            Label(tr("Cases a year"), SMALL, SEMIBOLD, "text2"),
            4,
            self.case_years,
            14,
            self._groups,
            14,
            Label(tr("Why it has this rank"), SMALL, SEMIBOLD, "text2"),
            4,
            self.reason,
            None,
            margins=(20, 18, 16, 16),
        )
        vbox((Scroller(content), 1), into=self)

    def _question(self) -> QWidget:
        self.why.setAccessibleName(tr("Why the rank changes"))
        save = button(
            tr("Change the rank"), lambda: self.reason_given.emit(self.why.text()), "primary"
        )
        leave = button(tr("Leave it"), self.reason_left.emit)
        asked = Panel("accentSoft")
        vbox(
            self.question, 6, self.why, 8, hbox(save, leave, None, gap=8),
            margins=(12, 10, 12, 12), into=asked,
        )  # fmt: skip
        place = vbox(asked, 14)
        place.hide()
        return place

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if is_key(event, Qt.Key.Key_Escape):
                self.reason_left.emit()
                return True
            if is_key(event, _UP, _DOWN):
                self.shifted.emit(-1 if is_key(event, _UP) else 1)
                return True
        return False

    def ask_why(self, name: str, rank: int, wanted: int) -> None:
        asked = tr(
            "Why does “{name}” go from {rank} to {wanted}?", name=name, rank=rank, wanted=wanted
        )
        self.question.setText(asked)
        self.show()
        self._asked.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_question(self) -> None:
        self.why.clear()
        self._asked.hide()

    def show_issue(self, issue: KeyIssue, year: int, language: str) -> None:
        self._issue = issue.id
        self.rank.setText(messages.rank_line(issue, year))
        self.name.setText(title_in(issue, language))
        self.about.setText(issue.reason or "")
        self.about.setVisible(bool(issue.reason))
        said = messages.counts(issue)
        if issue.offices:
            said.append(plural("{count} office", "{count} offices", len(issue.offices)))
        self.figures.setText(" · ".join(said))
        line = rank_line(issue, year)
        self.reason.setText((line.reason if line else None) or tr("nothing was noted"))

    def show_behind(self, behind: Behind) -> None:
        if behind.issue != self._issue:
            return
        counts = behind.case_years.items()
        years = [words().labelled(str(year), numbers().number(many)) for year, many in counts]
        if behind.cases_without_year:
            many = behind.cases_without_year
            years.append(plural("{count} of unknown year", "{count} of unknown year", many))
        self.case_years.setText(" · ".join(years) or tr("no case is linked"))
        box = self._groups.layout()
        assert box is not None
        while (item := box.takeAt(0)) is not None:
            discard(item.widget())
        for lines in dict.fromkeys(one.lines for one in behind.linked):
            box.addWidget(self._group(behind.of(lines)))

    def _group(self, linked: tuple[Linked, ...]) -> QWidget:
        label = tr(record_type(linked[0].kind).kind.plural)
        rows: list[QWidget] = [Label(label, SMALL, SEMIBOLD, "text2")]
        for one in linked[:MOST]:
            if not one.id:
                rows.append(Label(tr("a record that is not here"), SMALL, tone="text2"))
                continue
            go = partial(self._context.go, Route(one.kind, record=one.id))
            rows.append(title_link(one.title, go))
        if len(linked) > MOST:
            rows.append(
                Label(tr("and {count} more", count=len(linked) - MOST), SMALL, tone="text2")
            )
        return vbox(*rows, gap=4)
