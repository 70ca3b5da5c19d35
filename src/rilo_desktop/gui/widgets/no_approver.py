"""Nobody could approve what is asked for: said before it is asked, with the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from rilo_desktop.services.deferred import officers

from ..context import PageContext
from ..i18n import tr
from ..routing import OFFICE, OFFICERS, Route
from ..theme.tokens import MEDIUM, SMALL
from .accessible_names import labelled
from .buttons import button
from .labels import Label
from .layouts import FlowLayout, Panel, discard, hbox, lay_out, vbox

MOST = 2
"""Colleagues who are offered the role here; of more, one is chosen on the page of the office."""
REVIEWER = "reviewer"


class NoApprover(Panel):
    """Hidden until `show_ways`. The head gives a role, adds a colleague or approves alone."""

    role_given = Signal()
    """Another officer may approve now."""
    alone = Signal(str)
    """The head approves alone, for this reason."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("warnBg")
        self._context = context
        self.words = Label("", weight=MEDIUM, wrap=True)
        self._ways = QWidget()
        self._flow = FlowLayout(self._ways, gap=8)
        policy = self._ways.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self._ways.setSizePolicy(policy)
        self.do = button(tr("Approve alone"), self._on_alone, "primary", "rubber-stamp")
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.reason.returnPressed.connect(self._on_alone)
        self.reason.textChanged.connect(lambda text: self.do.setEnabled(bool(text.strip())))
        said = tr("Recorded in the log. A submission says that its author approved it.")
        self._form = vbox(
            labelled(tr("Why you approve it alone"), self.reason, said),
            2,
            Label(said, SMALL, tone="text2", wrap=True),
            8,
            hbox(button(tr("Cancel"), self._on_cancel), None, self.do, gap=8),
        )
        vbox(self.words, 8, self._ways, self._form, margins=(12, 10, 12, 10), into=self)
        self._form.hide()
        self.hide()

    def show_ways(self, wanted: bool, possible: Sequence[str] = ()) -> None:
        """Say that nobody may approve; False: somebody may.

        `possible`: signs of those who could approve just this with the role of a reviewer.
        """
        if not wanted:
            self.hide()
            return
        is_head = self._context.may("officers")
        if is_head:
            count = self._offer(possible)
            said = tr("No other officer can approve this. There are {count} ways out:", count=count)
        else:
            said = tr(
                "No other officer can approve this. Ask the head to give a colleague the "
                "Reviewer role, or to add an officer."
            )
        self.words.setText(said)
        self.setAccessibleName(said)
        self._form.hide()
        self._ways.setVisible(is_head)
        self.show()

    def take_focus(self) -> None:
        item = self._flow.itemAt(0)
        first = item.widget() if item is not None else None
        if first is not None and self._ways.isVisible():
            first.setFocus()

    def _offer(self, possible: Sequence[str]) -> int:
        """Only what works for these records. Returns how many ways there are."""
        while (item := self._flow.takeAt(0)) is not None:
            discard(item.widget())
        for sign in possible[:MOST]:
            text = tr("Give {sign} the Reviewer role", sign=sign)
            self._flow.addWidget(button(text, partial(self._give, sign)))
        if len(possible) > MOST:
            self._flow.addWidget(button(tr("Give another officer the role …"), self._to_office))
        self._flow.addWidget(button(tr("Add an officer …"), self._to_office))
        self._flow.addWidget(button(tr("Approve alone …"), self._ask_reason))
        self._ways.updateGeometry()
        lay_out()
        return self._flow.count()

    def _give(self, sign: str) -> None:
        def given(_none: None) -> None:
            self._context.told.emit(
                tr("{sign} is a reviewer now and can approve after unlocking.", sign=sign)
            )
            self.hide()
            self.role_given.emit()

        self._context.serve(officers.change, sign, REVIEWER, then=given, owner=self)

    def _to_office(self) -> None:
        self._context.go(Route(OFFICE, kind=OFFICERS))

    def _ask_reason(self) -> None:
        self._ways.hide()
        self._form.show()
        self.do.setEnabled(bool(self.reason.text().strip()))
        self.reason.setFocus()

    def _on_cancel(self) -> None:
        self._form.hide()
        self._ways.show()
        self.take_focus()

    def _on_alone(self) -> None:
        if reason := self.reason.text().strip():
            self.alone.emit(reason)
