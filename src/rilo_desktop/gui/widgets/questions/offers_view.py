"""Below a question: what the records say of it, and what was answered the time before.

An offer is never an answer by itself: the officer takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ...i18n import numbers, plural, tr
from ...theme.tokens import SMALL
from ..buttons import button
from ..labels import Label
from ..layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_offers import Offers
    from rilo_desktop.services.records.form_proposals import FigureOffer, RecordOffer

SHOWN = 6
"""Records with a box to tick; of others the number is said."""


class OffersView(QWidget):
    taken = Signal(str)
    """The whole answer as it shall be."""

    def __init__(self, offers: Offers, answer: str) -> None:
        """`answer`: what stands in the question now."""
        super().__init__()
        self._answer = answer
        self.boxes: dict[str, QCheckBox] = {}
        rows: list[QWidget] = []
        if offers.proposals.figure is not None:
            rows.append(self._figure(offers.proposals.figure))
        rows += [self._record(one) for one in offers.proposals.records[:SHOWN]]
        more = len(offers.proposals.records) - SHOWN
        if more > 0:
            said = plural("{count} more fits.", "{count} more fit.", more)
            rows.append(Label(said, SMALL, tone="text2"))
        if offers.before and offers.before != answer:
            rows.append(self._before(offers))
        if offers.proposals.not_used:
            said = tr(
                "Not understood in the form: {conditions}",
                conditions=", ".join(offers.proposals.not_used),
            )
            rows.append(Label(said, SMALL, tone="text3", wrap=True))
        vbox(*rows, gap=2, into=self)

    def _figure(self, figure: FigureOffer) -> QWidget:
        said = tr("From the records: {value}", value=figure.value)
        words = Label(f"{said} · {tr(figure.rule)}", SMALL, tone="text2", wrap=True)
        if figure.value == self._answer:
            return words
        take = button(tr("Take it"), lambda: self.taken.emit(figure.value), "link")
        take.setAccessibleName(tr("Take {value}", value=figure.value))
        return hbox((words, 1), take, gap=8)

    def _record(self, offer: RecordOffer) -> QWidget:
        reasons = ", ".join(f"{tr(one.label)} {one.value}" for one in offer.reasons)
        words = " · ".join(part for part in (offer.value, offer.title, reasons) if part)
        box = QCheckBox(words.replace("&", "&&"))
        box.setAccessibleName(words)
        box.setChecked(offer.value in self._answer.split())
        box.toggled.connect(lambda on, value=offer.value: self._pick(value, on))
        self.boxes[offer.value] = box
        return box

    def _pick(self, value: str, on: bool) -> None:
        others = [one for one in self._answer.split() if one != value]
        self._answer = " ".join([*others, value] if on else others)
        self.taken.emit(self._answer)

    def _before(self, offers: Offers) -> QWidget:
        period = numbers().partial(offers.period, short=True) if offers.period else ""
        said = tr("{period}: {answer}", period=period, answer=offers.before)
        words = Label(said, SMALL, tone="text2", wrap=True)
        take = button(tr("Take it again"), lambda: self.taken.emit(offers.before), "link")
        take.setAccessibleName(tr("Take {value}", value=offers.before))
        return hbox((words, 1), take, gap=8)
