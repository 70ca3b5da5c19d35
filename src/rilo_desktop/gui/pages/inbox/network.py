"""The network as the Secretariat sees it: twelve offices, likely doubles, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rilo_desktop.language import N_, NC_, window_languages
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.deferred import network_report

from ...context import PageContext
from ...i18n import numbers, plural, tr, window_language
from ...record_commands.record_pages import beside
from ...routing import Route
from ...state.folders import SENT
from ...theme import scaled
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import is_cancelled
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label
from ...widgets.languages import IN_ITSELF, choice_box
from ...widgets.layouts import Panel, Scroller, TabAnchor, discard, hbox, vbox
from ...widgets.table import WordsTable
from .presentation import APART

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.receiving.network_overview import (
        LikelyPair,
        Network,
        OfficeLine,
        Owed,
        StateCell,
    )
    from rilo_desktop.services.receiving.network_report import NetworkReport

STATES: Mapping[str, tuple[str, str, str]] = {
    "received": (NC_("a submission", "received"), "circle-check", "ok"),
    "late": (N_("received late"), "clock", "warn"),
    "missing": (NC_("a submission", "missing"), "alert-triangle", "danger"),
    "ahead": (N_("not due yet"), "circle-dashed", "text2"),
}
"""State of an office with an obligation -> words, icon, tone."""
OFFICES = 12
MOST_PAIRS = 50


class NetworkPart(QWidget):
    shown = Signal()
    """The offices stand here."""
    office_wanted = Signal(str)
    """What came from this office is wanted."""
    made = Signal(object)
    """The `NetworkReport` that was written."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.network: Network | None = None
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.table = self._new_table([])
        self._table_place = vbox(self.table)
        self._tabs = TabAnchor(self._table_place)
        self.pairs = FindingsView(tr("Likely the same case"))
        self.pairs.fit_to_contents()
        self.pairs.chosen.connect(self._go_to_case)
        self._no_pairs = Label(tr("No case seems to be reported by two offices."), tone="text2")
        languages = [(code, IN_ITSELF[code]) for code in window_languages()]
        self.language = choice_box(languages, window_language())
        self.report = button(tr("Network report as PDF …"), self.ask_file, "primary", "file-export")
        self._build()
        context.changes.happened.connect(lambda _changes: self.read() if self.isVisible() else None)

    def _build(self) -> None:
        self.language.setFixedWidth(scaled(130))
        self.report.setEnabled(self._context.may("submit"))
        head = hbox(
            (vbox(None, self._about), 1),
            labelled(tr("Language of the report"), self.language),
            vbox(None, self.report),
            gap=12,
        )
        content = vbox(
            head,
            12,
            self._table_place,
            6,
            Label(tr("Enter or a double click shows what came from an office."), SMALL,
                  tone="text2", wrap=True),
            24,
            Label(tr("Likely the same case"), SECTION, SEMIBOLD),
            2,
            Label(tr("Possibly reported by two offices; nothing is merged by this."), SMALL,
                  tone="text2", wrap=True),
            8,
            self._no_pairs,
            self.pairs,
            None,
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        panel = Panel("surface")
        scroller = Scroller(content)
        self.pairs.moved.connect(lambda place: scroller.bring_place_into_sight(self.pairs, place))
        vbox((scroller, 1), into=panel)
        vbox((panel, 1), into=self)

    def _new_table(self, owed: list[str]) -> WordsTable:
        heads = [
            tr("Office"),
            *owed,
            tr("Newest submissions"),
            tr("Records"),
            tr("To answer"),
        ]
        last = len(heads)
        figures = range(last - 2, last)
        made = WordsTable(tr("The offices of the network"), heads, last - 3, figures, OFFICES)
        made.opened.connect(self._on_opened)
        return made

    def read(self) -> None:
        self._context.serve(
            _overview, window_language(), then=self._show, owner=self, turn="network"
        )

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown

    def _show(self, found: tuple[Network, tuple[LikelyPair, ...]]) -> None:
        self.network, pairs = found
        self._show_offices(self.network)
        self.pairs.show_findings([_shown_pair(pair) for pair in pairs[:MOST_PAIRS]])
        self.pairs.setVisible(bool(pairs))
        self._no_pairs.setVisible(not pairs)
        self.shown.emit()

    def _show_offices(self, network: Network) -> None:
        """With a new table where other things are owed: its heads are what is owed."""
        heads = [_named(owed.names) for owed in network.owed]
        had_focus = self.table.hasFocus()
        if self.table.property("owed") != heads:
            old, self.table = self.table, self._new_table(heads)
            self.table.setProperty("owed", heads)
            place = self._table_place.layout()
            assert place is not None
            place.replaceWidget(old, self.table)
            self._tabs.lead_to([self.table])
            discard(old)
        rows = [_row(line, network) for line in network.offices]
        marks = {
            (at, 1 + place): STATES[cell.state.value][1:]
            for at, line in enumerate(network.offices)
            for place, cell in enumerate(_cells(line, network))
            if cell is not None
        }
        self.table.show_rows(rows, marks)
        self._about.setText(_summary(network))
        if had_focus:
            self.take_focus()

    def _on_opened(self, at: int) -> None:
        if self.network is not None:
            self.office_wanted.emit(self.network.offices[at].code)

    def _go_to_case(self, pair: ShownFinding) -> None:
        self._context.go(Route(CaseStudy.kind.code, pair.record))

    # --- the report

    def ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = self.network.day if self.network is not None else ""
        name = Path(folder) / f"network-{day}-{self.language.currentData()}.pdf"
        dialog = QFileDialog(self, tr("Save the report as"), str(name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        self._context.folders.begin(dialog, SENT)
        dialog.open()

    def save(self, path: Path) -> None:
        self._context.serve(
            network_report.write,
            path,
            str(self.language.currentData()),
            working=tr("Creating the network report"),
            then=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, made: NetworkReport) -> None:
        pages = plural("{count} page", "{count} pages", made.pages)
        said = tr("{file} is written: {pages}, TLP:{label}.", file=made.path.name, pages=pages,
                  label=made.tlp)  # fmt: skip
        if made.draft:
            said += " " + tr("Not approved: it carries the watermark of a draft.")
        self._context.told.emit(beside(said, made.withheld))
        self.made.emit(made)

    def _on_failed(self, error: BaseException) -> None:
        if is_cancelled(error):
            self._context.told.emit(tr("Cancelled: no file was written."))
        else:
            self._context.failed.emit(error)


def _named(names: Mapping[str, str]) -> str:
    return names.get(window_language()) or names.get("en", "")


def _cells(line: OfficeLine, network: Network) -> list[StateCell | None]:
    by_code = {cell.code: cell for cell in line.cells}
    return [by_code.get(owed.code) for owed in network.owed]


def _row(line: OfficeLine, network: Network) -> list[str]:
    number = numbers().number
    return [
        line.code,
        *(tr(STATES[cell.state.value][0]) if cell else "" for cell in _cells(line, network)),
        _newest(line) or tr("nothing received yet"),
        number(sum(line.records.values())),
        number(line.waiting) if line.waiting else "",
    ]


def _newest(line: OfficeLine) -> str:
    """ "AP/2026/SUB/A0003 rev. 2, 3 Nov 2026": of each type the newest."""
    said = []
    for one in line.latest.values():
        number = tr("rev. {number}", number=one.revision)
        day = numbers().partial(one.date, short=True)
        said.append(f"{one.reference} {number}, {day}")
    return APART.join(said)


def _summary(network: Network) -> str:
    from rilo_desktop.services.receiving.network_overview import OfficeState

    silent = sum(line.is_silent for line in network.offices)
    missing, late = network.count(OfficeState.MISSING), network.count(OfficeState.LATE)
    days = [_due(owed) for owed in network.owed if owed.last or owed.next]
    counts = plural(
        "{missing} missing, {late} late; {count} office sent nothing.",
        "{missing} missing, {late} late; {count} offices sent nothing.",
        silent,
        missing=numbers().number(missing),
        late=numbers().number(late),
    )
    return " ".join((counts, *days))


def _due(owed: Owed) -> str:
    """Which day the state in its column is of, and which comes next."""
    day = numbers().partial
    values = {
        "name": _named(owed.names),
        "last": day(owed.last, short=True) if owed.last else "",
        "next": day(owed.next, short=True) if owed.next else "",
    }
    if owed.last and owed.next:
        return tr("{name}: was due {last}, next {next}.", **values)
    return tr("{name}: due {next}.", **values) if owed.next else ""


def _shown_pair(pair: LikelyPair) -> ShownFinding:
    both = APART.join(f"{part.reference} {part.title}" for part in (pair.one, pair.other))
    return ShownFinding("warns", both, pair.likeness.why(window_language()), pair.other.id)


def _overview(session: Session, language: str) -> tuple[Network, tuple[LikelyPair, ...]]:
    from rilo_desktop.services.receiving import network_overview

    return network_overview.overview(session), network_overview.likely(session, language)
