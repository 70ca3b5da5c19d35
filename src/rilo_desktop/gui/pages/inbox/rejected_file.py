"""A file that cannot be taken as it is: what is wrong, or whose card is to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import NC_

from ...context import PageContext
from ...i18n import office_name, sentence, tr
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.fingerprint import Fingerprint
from ...widgets.labels import Label
from ...widgets.layouts import Scroller, hbox, vbox
from ...widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.receiving.incoming_file import IncomingFile

MOST = 50


class RejectedFilePanel(QWidget):
    """`trusted(item)`: its card was compared by phone and is the same."""

    trusted = Signal(object)
    put_off = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._item: IncomingFile | None = None
        self._may = context.may("cards")
        self._title = Label("", SECTION, SEMIBOLD, wrap=True)
        self._about = Label("", tone="text2", wrap=True)
        self.fingerprint = Fingerprint(tr("Fingerprint of the card"))
        self.trust = button(tr("Fingerprints match …"), self._ask, "primary", "key", high=36)
        self.drop = button(tr("Remove from list"), self.put_off.emit, high=36)
        self.findings = FindingsView(tr("What is wrong"))
        self._who = Label(
            tr("A reviewer or the head of the office trusts a card."), SMALL, tone="text2"
        )
        self.findings.fit_to_contents()
        content = vbox(
            self._title,
            6,
            self._about,
            16,
            self.fingerprint,
            self.findings,
            16,
            hbox(self.drop, self.trust, self._who, None, gap=8),
            None,
            margins=(24, 22, 24, 12),
        )
        scroller = Scroller(content)
        self.findings.moved.connect(lambda at: scroller.bring_place_into_sight(self.findings, at))
        vbox((scroller, 1), into=self)

    def show_item(self, item: IncomingFile) -> None:
        from rilo_desktop.services.receiving.incoming_file import State

        self._item = item
        stranger = item.state is State.STRANGER
        office = office_name(item.office)
        self._title.setText(
            tr("Who is it from?") if stranger else tr("This file cannot be accepted")
        )
        about = tr(
            "The file is intact and says that it is from {office}. The card that signed it "
            "is not known here: call {office} at a number you know and ask them to read out "
            "the fingerprint of their card. The file is theirs only if it is this one.",
            office=office,
        )
        wrong = tr("Nothing was written, and nothing can be accepted from it.")
        self._about.setText(about if stranger else wrong)
        self.fingerprint.show_card(item.fingerprint)
        self.fingerprint.setVisible(stranger)
        self.trust.setVisible(stranger and self._may)
        self._who.setVisible(stranger and not self._may)
        self.findings.setVisible(not stranger)
        self.findings.show_findings([] if stranger else _shown(item.findings))

    def take_focus(self) -> None:
        (self.trust if self.trust.isVisible() else self.drop).setFocus()

    def _ask(self) -> None:
        if self._item is None:
            return
        office = office_name(self._item.office)
        question = Question(
            self,
            tr("Did {office} read out this fingerprint?", office=office),
            tr(
                "{card}. Everything signed with this card is trusted from now on, until it "
                "is revoked.",
                card=self._item.fingerprint,
            ),
            (
                ("no", tr(NC_("answer to a question", "Not yet")), "secondary"),
                ("yes", tr("Yes, trust it"), "primary"),
            ),
        )
        question.answered.connect(self._on_answered)
        question.open()

    def _on_answered(self, answer: str) -> None:
        if answer == "yes":
            self.trusted.emit(self._item)


def _shown(findings: Sequence[Finding]) -> list[ShownFinding]:
    return [ShownFinding("blocks", sentence(finding)) for finding in findings[:MOST]]
