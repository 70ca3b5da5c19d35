"""A submission that can be taken: its records, the chosen one, and what will happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import received_submissions

from ...context import PageContext
from ...i18n import numbers, plural, sentence, tr
from ...theme import scaled
from ...theme.tokens import SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import ElidedLabel, IconLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.value_formatting import shown_size
from .received_detail import show_answered
from .record_comparison import RecordComparison
from .records_view import RecordsView
from .register_view import state_of

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.receiving.incoming_file import IncomingFile
    from rilo_desktop.services.receiving.received_submissions import Received


@dataclass
class Said:
    """What was decided for a document.

    `left`: ids of records that shall not be taken; `wanted`: of those that wait and shall be.
    """

    decisions: dict[str, dict[str, str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)

    def as_data(self) -> Mapping[str, Any]:
        return {
            "decisions": self.decisions,
            "left": sorted(self.left),
            "wanted": sorted(self.wanted),
        }


class IncomingSubmissionView(QWidget):
    """`taken(item)` asks for it; `put_off()`: later; `answer_wanted(reference)` once it is here."""

    answer_wanted = Signal(str)
    taken = Signal(object)
    put_off = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.item: IncomingFile | None = None
        self._answered: Received | None = None
        """What was received in it, once it has its answer."""
        self._may_answer = context.may("review")
        self.decisions: dict[str, dict[str, str]] = {}
        """Of the document that is shown: {id of a record: {field: side}}."""
        self._said: dict[Path, Said] = {}
        self._counts = ElidedLabel("", SMALL, tone="text2")
        self.records = RecordsView()
        self.one = RecordComparison(context.names.name_of)
        self._will = Label("", wrap=True)
        self._waits = Label("", SMALL, tone="text2", wrap=True)
        self._asks = Label("", SMALL, tone="text2", wrap=True)
        self._sign = IconLabel("package", "text2", 18)
        self.later = button(tr("Later"), self.put_off.emit, high=36)
        self.take = button(tr("Accept"), self._on_take, "primary", "check", high=36)
        self.take_all = button("", self._on_take_all, "ghost", "check")
        self.answer = button(tr("Answer it …"), self._on_answer, "primary", "mail", high=36)
        self.records.current_row.connect(self._on_current)
        self.records.toggled.connect(self._show_foot)
        self.one.decided.connect(self._on_decided)
        context.names_changed.connect(
            lambda _kind: self._on_current(self.records.currentIndex().row())
        )
        self._build()

    def _build(self) -> None:
        head = hbox(
            Label(tr("Records"), weight=SEMIBOLD), 10, (self._counts, 1), margins=(16, 10, 10, 8)
        )
        self._left = Panel("surface", "r")
        vbox(
            head,
            hbox(self.take_all, None, margins=(12, 0, 10, 6)),
            (self.records, 1),
            into=self._left,
        )
        foot = Panel("surface", "t")
        hbox(
            self._sign,
            (vbox(self._will, self._waits, self._asks, gap=1), 1),
            self.later,
            self.take,
            self.answer,
            gap=10,
            margins=(20, 12, 16, 12),
            into=foot,
        )
        vbox((hbox(self._left, (self.one, 1)), 1), foot, into=self)

    def show_item(self, item: IncomingFile) -> None:
        """Anew; what was decided for each file stays."""
        self.item, self._answered = item, None
        said = self._said.setdefault(item.path, Said())
        self.decisions = said.decisions
        model = self.records.model_of
        model.decisions, model.left, model.wanted = said.decisions, said.left, said.wanted
        comparison, records = item.comparison, item.records
        self._counts.setText(_counts(item))
        self.records.show_rows(records)
        asks = comparison.asks if comparison is not None else ()
        told = [_purge_request_text(asks), _brought(item), *map(sentence, item.acting[:5])]
        self._asks.setText("\n".join(filter(None, told)))
        self._asks.setVisible(any(told))
        if not records:
            self.one.clear()
        self._show_foot()
        self._ask_answered()

    def forget(self, path: Path) -> None:
        """What was decided for this file."""
        self._said.pop(path, None)

    def held(self) -> Mapping[str, Any]:
        """What was decided, as data: {path: {"decisions": ..., "left": ids, "wanted": ids}}."""
        return {
            str(path): said.as_data()
            for path, said in self._said.items()
            if said.decisions or said.left or said.wanted
        }

    def take_back(self, held: Mapping[str, Any]) -> None:
        for path, said in held.items():
            decisions = {name: dict(one) for name, one in said["decisions"].items()}
            self._said[Path(path)] = Said(decisions, set(said["left"]), set(said["wanted"]))

    def take_focus(self) -> None:
        ways = (self.take, self.answer)
        first = next((way for way in ways if way.isVisible() and way.isEnabled()), self.records)
        first.setFocus()

    @property
    def left(self) -> frozenset[str]:
        """Ids of the records that shall not be taken."""
        return frozenset(self.records.model_of.left)

    @property
    def wanted(self) -> frozenset[str]:
        """Ids of the records that wait for a decision and shall be taken."""
        return frozenset(self.records.model_of.wanted)

    @property
    def ready(self) -> int:
        """How many records would be taken."""
        return sum(map(self.records.model_of.is_taken, self.records.rows))

    def decide(self, record: str, name: str, side: str) -> None:
        """As a click in the difference would."""
        at = next(n for n, one in enumerate(self.records.rows) if one.id == record)
        self.records.setCurrentIndex(self.records.model_of.index(at))
        self.one.choices.take(name, side == "ours")

    def _on_current(self, at: int) -> None:
        if 0 <= at < len(self.records.rows):
            one = self.records.rows[at]
            self.one.show_record(one, self.decisions.get(one.id, {}))

    def _on_decided(self, record: str, said: Mapping[str, str]) -> None:
        self.decisions[record] = dict(said)
        model = self.records.model_of
        row_ = next(one for one in model.rows if one.id == record)
        if row_.waits is not None and not row_.undecided(said):
            model.wanted.add(record)  # who chose each field decided on the record
        model.repaint()
        self._show_foot()

    def _show_foot(self) -> None:
        model, ready = self.records.model_of, self.ready
        here = self.item is not None and _was_taken(self.item)
        asked = [one for one in model.rows if model.is_asked(one)]
        undecided = [one for one in model.rows if model.waits(one) and one.id not in model.left]
        waiting = [*asked, *undecided]
        coming = sum(one.may_come for one in model.rows)
        self.take_all.setText(
            plural("Accept the {count} that waits", "Accept all {count} that wait", len(asked))
        )
        self.take_all.setVisible(bool(asked))
        self._will.setText(_will(ready, coming, here))
        names = ", ".join(one.reference for one in waiting[:3])
        self._waits.setText(_waiting(names, len(waiting)))
        self._waits.setVisible(bool(waiting))
        self._sign.show_sign("check" if here and not coming else "package", "text2")
        counted = plural("Accept {count} record", "Accept {count} records", ready)
        self.take.setText(counted if ready or coming else tr("Keep the document"))
        self.take.setAccessibleName(self.take.text())
        self.take.setVisible(bool(ready) or not here)
        self.take.setEnabled(bool(ready) or (not coming and not here))
        self.later.setVisible(bool(coming) or not here)
        self.answer.setVisible(here and self.take.isHidden() and self._may_answer)
        show_answered(self.answer, self._answered)
        if self._answered is not None and not ready and not coming:
            said = state_of(self._answered)
            self._will.setText(f"{said.words} · {said.more}")
            self._sign.show_sign(said.icon, said.tone)

    def showEvent(self, event: QShowEvent) -> None:
        """Back from an answer it says which one was given."""
        super().showEvent(event)
        self._ask_answered()

    def _ask_answered(self) -> None:
        if self.item is not None and _was_taken(self.item):
            self._context.serve(
                received_submissions.received, then=self._take_answered, owner=self, turn="answered"
            )

    def _take_answered(self, found: tuple[Received, ...]) -> None:
        package = self.item.package if self.item is not None else None
        reference = package.submission.reference if package is not None else ""
        answered = (one for one in found if one.reference == reference and one.answer)
        self._answered = next(answered, None)
        self._show_foot()

    def _on_take_all(self) -> None:
        self.records.model_of.take_all()
        self._on_current(self.records.currentIndex().row())
        self._show_foot()
        self.take.setFocus()

    def _on_answer(self) -> None:
        package = self.item.package if self.item is not None else None
        if package is not None:
            self.answer_wanted.emit(package.submission.reference)

    def _on_take(self) -> None:
        if self.item is not None:
            self.take.setEnabled(False)
            self.taken.emit(self.item)

    def again(self) -> None:
        """It was not taken after all."""
        self._show_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(scaled(292), max(scaled(200), self.width() * 2 // 5)))


def _was_taken(item: IncomingFile) -> bool:
    return item.comparison is not None and item.comparison.standing == "again"


def _purge_request_text(asks: Sequence[Finding]) -> str:
    """Which records its office asks to purge; one of them as a sentence."""
    if len(asks) < 2:
        return "".join(map(sentence, asks))
    names = ", ".join(str(one.values["name"]) for one in asks[:3])
    more = "" if len(asks) <= 3 else " …"
    return tr(
        "{office} purged {names} and asks that they be purged here too. Nothing is purged "
        "automatically; the data steward purges them on the page This office.",
        office=asks[0].values["office"],
        names=names + more,
    )


def _brought(item: IncomingFile) -> str:
    """The files that come with its records."""
    files = item.package.attachments if item.package is not None else ()
    names = ", ".join(f"{one.name} ({shown_size(one.size)})" for one in files[:5])
    more = "" if len(files) <= 5 else " …"
    return tr("Files that come with it: {names}", names=names + more) if files else ""


def _counts(item: IncomingFile) -> str:
    from rilo_desktop.services.receiving.compare_records import Outcome

    comparison = item.comparison
    if comparison is None:
        return ""
    words = {
        Outcome.NEW: tr("{count} new"),
        Outcome.CHANGED: tr("{count} changed"),
        Outcome.CONFLICT: tr("{count} in conflict"),
        Outcome.FOREIGN: tr("{count} not the sender's own"),
        Outcome.DRAFT: tr("{count} being written here"),
        Outcome.PURGED: tr("{count} purged here"),
        Outcome.SAME: tr("{count} same"),
        Outcome.ASIDE: tr("{count} set aside"),
    }
    said = [
        word.replace("{count}", numbers().number(count))
        for outcome, word in words.items()
        if (count := comparison.count(outcome))
    ]
    return " · ".join(said)


def _will(ready: int, coming: int, here: bool) -> str:
    if ready:
        return plural(
            "{count} record will be added. You can undo this.",
            "{count} records will be added. You can undo this.",
            ready,
        )
    if coming:
        return tr("Nothing is ready to be accepted; the document stays where it is.")
    if here:
        return tr("Everything in it is already in this office; the document is kept as received.")
    return tr(
        "Everything in it is already in this office; only the document itself would be added."
    )


def _waiting(names: str, count: int) -> str:
    if count > 3:
        return tr("{names} and {more} more stay here until decided", names=names, more=count - 3)
    if count == 1:
        return tr("{names} stays here until decided", names=names)
    return tr("{names} stay here until decided", names=names)
