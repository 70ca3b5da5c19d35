"""How long records are kept, which are due to go, and letting them go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import kind_named
from rilo_desktop.services.deferred import retention

from ...context import PageContext
from ...i18n import numbers, plural, tr
from ...theme.tokens import SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import lay_out, vbox
from ...widgets.question import Question
from ...widgets.setting_words import RETENTION
from ...widgets.table import WordsTable
from .heading import Heading
from .settings import ChoiceRow, Settings

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.purge import Certificate
    from rilo_desktop.services.records.retention import Due, RetentionRule

RULED = tuple(spec.code for spec in RECORD_TYPES if spec.retention)
"""Record types whose rule is chosen here; the command line has all."""
YEARS = (1, 2, 3, 5, 7, 10, 15, 20, 30)
VALUES = ("0", *(f"{years} {since}" for since in ("changed", "recorded") for years in YEARS))
HEADS = (N_("Over since"), N_("Kind"), N_("Record"))


class Kept(NamedTuple):
    rules: tuple[RetentionRule, ...]
    due: tuple[Due, ...]


class RetentionForm(QWidget):
    """Nothing goes by itself: a clock that is wrong takes no content away."""

    shown = Signal()
    purged = Signal(object)
    """The certificates."""

    def __init__(self, context: PageContext, settings: Settings) -> None:
        super().__init__()
        self._context = context
        self.due: tuple[Due, ...] = ()
        may = context.may("retention")
        self.rules = {
            kind: ChoiceRow(settings, f"{RETENTION}{kind}", VALUES, may) for kind in RULED
        }
        settings.applied.connect(self.read)
        self.none = Label("", SMALL, tone="text2", wrap=True)
        self.table = WordsTable(
            tr("Records past their retention period"), [tr(h) for h in HEADS], 2, most=6
        )
        self.table.chosen.connect(self._show_do)
        self.table.hide()
        self.do = button(tr("Delete selected …"), self._ask, "secondary", "trash")
        self.do.hide()
        about = tr(
            "Nothing is deleted automatically. Records due for deletion stay here until you "
            "confirm."
        )
        vbox(
            Heading(tr("Retention"), about, self.do),
            12,
            self.none,
            4,
            self.table,
            12,
            *[item for made in self.rules.values() for item in (made, 4)],
            into=self,
        )
        self._may_purge = False

    def read(self) -> None:
        self._context.serve(_kept, then=self._show, owner=self, turn="retention")

    def allow(self, may_purge: bool) -> None:
        self._may_purge = may_purge
        self._show_do()

    def _show(self, kept: Kept) -> None:
        self.due = kept.due
        self.table.show_rows([_row(one) for one in self.due])
        self.table.setVisible(bool(self.due))
        self.none.setText(_rule_text(kept))
        self._show_do()
        lay_out()
        self.shown.emit()

    def _show_do(self) -> None:
        self.do.setVisible(bool(self.due))
        self.do.setEnabled(self._may_purge and bool(self.table.selected))
        why = tr("The data steward deletes records; where there is none, the head.")
        self.do.setToolTip("" if self._may_purge else why)

    def _on_failed(self, error: BaseException) -> None:
        self.read()
        self._context.failed.emit(error)

    # --- letting go

    def _ask(self) -> None:
        chosen = [self.due[at] for at in self.table.selected]
        question = Question(
            self,
            plural("Purge {count} record?", "Purge {count} records?", len(chosen)),
            tr(
                "All their content is deleted; each leaves a deletion record. This cannot "
                "be undone."
            ),
            (
                ("keep", tr(NC_("do not purge", "Keep")), "secondary"),
                ("purge", tr("Purge"), "primary"),
            ),
        )
        ids = tuple(one.record for one in chosen)
        question.answered.connect(lambda answer: self._purge(ids) if answer == "purge" else None)
        question.open()

    def _purge(self, ids: tuple[str, ...]) -> None:
        self.do.setEnabled(False)
        self._context.serve(
            retention.purge_due,
            ids,
            working=tr("Purging"),
            then=self._on_purged,
            failed=self._on_failed,
            owner=self,
        )

    def _on_purged(self, made: tuple[Certificate, ...]) -> None:
        count = len(made)
        said = plural("{count} record was purged.", "{count} records were purged.", count)
        self._context.told.emit(said)
        self.read()
        self.purged.emit(made)


def _row(one: Due) -> tuple[str, str, str]:
    day = numbers().day(date.fromisoformat(one.over), short=True)
    return day, tr(kind_named(one.kind).label), one.name


def _rule_text(kept: Kept) -> str:
    if kept.due:
        count = len(kept.due)
        return plural(
            "{count} record is due for deletion:", "{count} records are due for deletion:", count
        )
    if not kept.rules:
        return tr("No rule: every record is kept permanently.")
    others = [tr(kind_named(r.kind).plural) for r in kept.rules if r.kind not in RULED]
    said = tr("No record is due for deletion.")
    if others:
        said += " " + tr("Rules for other kinds: {kinds}.", kinds=", ".join(others))
    return said


def _kept(session: Session) -> Kept:
    from rilo_desktop.services.records import retention

    return Kept(retention.rules(session), retention.due(session))
