"""Second step: what would leave, what stands against it, and the page as it will be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.records import kind_named
from rilo_desktop.rules.findings import Finding

from ..desk import Desk
from ..editor.judged import where
from ..texts import sentence, tr
from ..theme.tokens import SECTION, SEMIBOLD, SMALL, TITLE
from ..widgets.boxes import Hairline, Panel, column, row
from ..widgets.buttons import button
from ..widgets.findings import FindingsView, ShownFinding
from ..widgets.form_names import labelled
from ..widgets.words import Label, TlpChip
from .chosen_records import ChosenRecords
from .paper import Paper

if TYPE_CHECKING:
    from rilo_desktop.services.submit import Order, Preflight

MOST_SHOWN = 200
"""Findings listed; a list of thousands is of no use."""


class CheckPage(QWidget):
    """`wanted(order, path)` when the PDF shall be made; `record_wanted(kind, id, path)`."""

    wanted = Signal(object, object)
    record_wanted = Signal(str, str, str)
    went_back = Signal()
    checked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: Order | None = None
        self._fresh = False
        self._findings: tuple[Finding, ...] = ()
        self._title = Label("", TITLE, SEMIBOLD, wrap=True)
        self._tlp = TlpChip()
        self._count = Label("", SMALL, tone="text3")
        self._said = Label("", SMALL, tone="text3")
        self.records = ChosenRecords()
        self.records.toggled.connect(self._check)
        self.findings = FindingsView(tr("What the check found"))
        self.findings.chosen.connect(self._on_finding)
        self.reason = QLineEdit()
        self.reason.textChanged.connect(lambda _text: self._show_readiness())
        self._reason = labelled(
            tr("Reviewer's justification"),
            self.reason,
            tr("Why it may go in spite of what is missing; it is logged and printed"),
        )
        self.path = QLineEdit()
        self.path.textChanged.connect(lambda _text: self._show_readiness())
        browse = button(tr("Browse …"), self._browse)
        self.make = button(tr("Make the PDF"), self._on_make, "primary", "file-export")
        self._why = Label("", SMALL, tone="text2", wrap=True)
        self.paper = Paper(desk)
        self._build(browse)

    def _build(self, browse: QWidget) -> None:
        left = Panel("surface", width=472)
        where_to = labelled(tr("Save the PDF as"), self.path)
        back = button(tr("Back"), self.went_back.emit, "ghost", "arrow-left")
        line = row((where_to, 1), column(None, browse), gap=8)
        column(
            row((self._title, 1), self._tlp, gap=8),
            14,
            row(Label(tr("Records"), SECTION, SEMIBOLD), 8, self._count, None),
            4,
            (self.records, 3),
            16,
            row(Label(tr("What the check found"), SECTION, SEMIBOLD), 8, self._said, None),
            4,
            (self.findings, 4),
            10,
            self._reason,
            Hairline(),
            12,
            line,
            12,
            row(back, (self._why, 1), self.make, gap=8),
            margins=(24, 20, 24, 16),
            into=left,
        )
        row(left, (self.paper, 1), into=self)
        self._reason.hide()

    def begin(self, order: Order, label: str) -> None:
        """Check what an order would send."""
        self._order, self._fresh = order, True
        self._title.setText(order.title or label)
        self.reason.clear()
        self.path.setText(str(_proposed(order)))
        self.paper.clear()
        self._check()

    def order(self) -> Order:
        assert self._order is not None
        from rilo_desktop.services.submit import LeftOut

        out = sorted(self.records.chosen.left_out) if not self._fresh else ()
        left_out = tuple(LeftOut(name, tr("Left out by the author")) for name in out)
        return replace(self._order, left_out=left_out, reason=self.reason.text().strip())

    def _check(self) -> None:
        self.make.setEnabled(False)
        self._why.setText(tr("Checking …"))
        self._desk.ask(
            self._desk.office.preflight,
            self.order(),
            then=self._on_checked,
            owner=self,
            turn="check",
        )

    def again(self) -> None:
        """The records changed: check anew, with the same ones left out."""
        if self._order is not None:
            self._check()

    def _on_checked(self, found: Preflight) -> None:
        if self._fresh:
            self.records.chosen.show_rows(found.records)
            self._fresh = False
        self._findings = found.findings
        severities: dict[str, str] = {}
        for finding in found.findings:
            known = severities.get(finding.place.record)
            if known != "blocks":
                severities[finding.place.record] = finding.severity.value
        self.records.chosen.show_severities(severities)
        kept = len(self.records.chosen.rows) - len(self.records.chosen.left_out)
        self._count.setText(tr("{count} of {all}", count=kept, all=len(self.records.chosen.rows)))
        self._tlp.show_label(found.tlp)
        self._show_findings()
        self._show_readiness()
        if self._ready():
            self.paper.preview(self.order())
        self.checked.emit()

    def _show_findings(self) -> None:
        blocks = sum(finding.blocks for finding in self._findings)
        warns = len(self._findings) - blocks
        self._said.setText(
            tr("{blocks} block, {warns} warn", blocks=blocks, warns=warns)
            if self._findings
            else tr("nothing")
        )
        ordered = sorted(self._findings, key=lambda finding: not finding.blocks)
        self.findings.show_findings([_shown(finding) for finding in ordered[:MOST_SHOWN]])
        self._reason.setVisible(any(f.blocks and f.justifiable for f in self._findings))

    def _ready(self) -> bool:
        reason = bool(self.reason.text().strip())
        return not any(f.blocks and not (f.justifiable and reason) for f in self._findings)

    def _show_readiness(self) -> None:
        blocks = [f for f in self._findings if f.blocks]
        if any(not f.justifiable for f in blocks):
            why = tr("Solve what blocks, or leave the record out.")
        elif blocks and not self.reason.text().strip():
            why = tr("Complete the records, leave them out, or give a justification.")
        elif not self.path.text().strip():
            why = tr("Say where the PDF shall be.")
        else:
            why = ""
        self._why.setText(why)
        self.make.setEnabled(not why)
        self.make.setToolTip(why)

    def _on_make(self) -> None:
        self.wait(True)
        self.wanted.emit(self.order(), Path(self.path.text().strip()).expanduser())

    def wait(self, waiting: bool) -> None:
        self.make.setEnabled(not waiting)
        self._why.setText(tr("Making the PDF …") if waiting else "")
        if not waiting:
            self._show_readiness()

    def _on_finding(self, found: ShownFinding) -> None:
        if found.record and self._order is not None:
            kind = next(row.kind for row in self.records.chosen.rows)
            self.record_wanted.emit(kind, found.record, found.path)

    def _browse(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, tr("Save the PDF as"), self.path.text(), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()


def _shown(finding: Finding) -> ShownFinding:
    place = finding.place
    spot = where(kind_named(place.kind), place.field) if place.kind and place.field else ""
    said = "  ·  ".join(part for part in (place.reference, spot) if part)
    return ShownFinding(finding.severity.value, sentence(finding), said, place.record, place.field)


def _proposed(order: Order) -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) / f"{order.type}-{order.language}.pdf"
