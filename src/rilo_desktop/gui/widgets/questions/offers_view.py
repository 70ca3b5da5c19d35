"""Below a question: what the records say of it, and what was answered the time before.

An offer is never an answer by itself: the officer takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ...i18n import code_label, numbers, plural, tr
from ...theme.tokens import SMALL
from ..buttons import button
from ..labels import ElidedLabel, Label
from ..layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_offers import Offers
    from rilo_desktop.services.records.form_proposals import FigureOffer, Reason, RecordOffer

TLP = "TLP:"
SHOWN = 6
"""Records with a box to tick; of others the number is said."""
ONE_LINE = 72
"""Letters of an offer that stand in one line, with the way to take it behind them."""

BELOW = 16
"""Room below them, unscaled: they belong to the question above, not to the next one."""


class OffersView(QWidget):
    taken = Signal(str)
    """The whole answer as it shall be."""

    def __init__(self, offers: Offers, answer: str, words: Callable[[str], str]) -> None:
        """`answer`: what stands in the question now; `words`: how an answer is shown."""
        super().__init__()
        self._words = words
        self._answer = answer
        self.boxes: dict[str, QCheckBox] = {}
        rows: list[QWidget] = []
        if offers.proposals.figure is not None:
            rows.append(self._figure(offers.proposals.figure))
        rows += [self._record(one) for one in offers.proposals.records[:SHOWN]]
        more = len(offers.proposals.records) - SHOWN
        if more > 0:
            said = plural(
                "{count} more record fits; it is not shown.",
                "{count} more records fit; they are not shown.",
                more,
            )
            rows.append(Label(said, SMALL, tone="text2"))
        if offers.before and offers.before != answer:
            rows.append(self._before(offers))
        if offers.proposals.not_used:
            said = tr(
                "Not understood in the form: {conditions}",
                conditions=", ".join(offers.proposals.not_used),
            )
            rows.append(Label(said, SMALL, tone="text3", wrap=True))
        vbox(*rows, gap=2, margins=(0, 0, 0, BELOW), into=self)

    def _figure(self, figure: FigureOffer) -> QWidget:
        said = tr("From the records: {value}", value=figure.value)
        said = f"{said} · {tr(figure.rule)}"
        if figure.value == self._answer:
            return Label(said, SMALL, tone="text2", wrap=True)
        take = button(tr("Take it"), lambda: self.taken.emit(figure.value), "link", high=20)
        take.setAccessibleName(tr("Take {value}", value=figure.value))
        return _beside(said, take)

    def _record(self, offer: RecordOffer) -> QWidget:
        reasons = ", ".join(map(_reason, offer.reasons))
        about = " · ".join(part for part in (offer.title, reasons) if part)
        box = QCheckBox(offer.value.replace("&", "&&"))
        box.setAccessibleName(" · ".join(part for part in (offer.value, about) if part))
        box.setChecked(offer.value in self._answer.split())
        box.toggled.connect(lambda on, value=offer.value: self._pick(value, on))
        self.boxes[offer.value] = box
        return hbox(box, (ElidedLabel(about, SMALL, tone="text2"), 1), gap=8)

    def _pick(self, value: str, on: bool) -> None:
        others = [one for one in self._answer.split() if one != value]
        self._answer = " ".join([*others, value] if on else others)
        self.taken.emit(self._answer)

    def _before(self, offers: Offers) -> QWidget:
        period = numbers().partial(offers.period, short=True) if offers.period else ""
        before = self._words(offers.before)
        said = tr("{period}: {answer}", period=period, answer=before)
        take = button(tr("Take it again"), lambda: self.taken.emit(offers.before), "link", high=20)
        take.setAccessibleName(tr("Take {value}", value=before))
        return _beside(said, take)


def _reason(one: Reason) -> str:
    """A label of handling says itself what it is."""
    if one.value.startswith(TLP):
        return one.value
    value = code_label(one.vocabulary, one.value) if one.vocabulary else one.value
    return f"{tr(one.label)} {value}"


def _beside(said: str, take: QWidget) -> QWidget:
    """The words, and right behind them how to take them; long ones break, a line by itself."""
    words = Label(said, SMALL, tone="text2", wrap=len(said) > ONE_LINE)
    return hbox(words, take, None, gap=8) if not words.wordWrap() else vbox(words, hbox(take, None))
