"""Second step: what would leave, what stands against it, and the page as it will be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.records import kind_named
from rilo_desktop.rules.findings import Finding
from rilo_desktop.services.deferred import preview, submit

from ...commands import Command, belongs, register
from ...context import PageContext
from ...i18n import code_label, plural, sentence, tr, window_language
from ...theme import scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.accessible_names import labelled, name_input
from ...widgets.buttons import button
from ...widgets.date_range import said_range
from ...widgets.error_messages import is_cancelled
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import ElidedLabel, Label, TlpChip
from ...widgets.layouts import Hairline, Panel, hbox, vbox
from ...widgets.no_approver import NoApprover
from ...widgets.validation_view import place_of
from .answering import AnswerBox
from .banner import Banner
from .chosen_files import ChosenFiles
from .chosen_records import ChosenRecords
from .period import without_period
from .preview import Paper
from .proposals import Proposals

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.submit import Preflight, SubmissionRequest

MOST_SHOWN = 200
"""Findings listed; a list of thousands is of no use."""
PAUSE = 300
"""Milliseconds after a change before the pages are drawn anew."""


class PreflightStep(QWidget):
    """`wanted(order)`: ask for approval; `kept(order)`: keep as a draft."""

    wanted = Signal(object)
    kept = Signal(object)
    record_wanted = Signal(str, str, str)
    went_back = Signal()
    checked = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._order: SubmissionRequest | None = None
        self._found: Preflight | None = None
        self._title = Label("", TITLE, SEMIBOLD, wrap=True)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.banner = Banner("arrow-back-up", "warn", "warnBg")
        self.nobody = NoApprover(context)
        self.nobody.role_given.connect(self.again)
        self.nobody.alone.connect(self._on_alone)
        self._tlp = TlpChip()
        self._count = Label("", SMALL, tone="text3")
        self._said = Label("", SMALL, tone="text3")
        self.records = ChosenRecords()
        self.records.toggled.connect(self._on_left_out)
        self.records.current_row.connect(self._on_current)
        self.out_reason = QLineEdit()
        self.out_reason.textEdited.connect(self._on_out_reason)
        self._out_label = ElidedLabel("", SMALL, MEDIUM, "text2")
        self._name_reason("")
        self._out_reason = vbox(self._out_label, self.out_reason, gap=4)
        self.files = ChosenFiles()
        self.files.toggled.connect(self._check)
        self.findings = FindingsView(tr("What the check found"))
        self.findings.chosen.connect(self._on_finding)
        self.findings.selectionModel().currentChanged.connect(
            lambda now, _: self._on_row(now.row())
        )
        self._asked: list[Finding] = []
        self.answers = AnswerBox()
        self.answers.changed.connect(self._show_found)
        self.answers.passed.connect(self._on_passed)
        self.answers.opened.connect(lambda: self._open(self.findings.current_entry))
        self.reason = QLineEdit()
        self.reason.textChanged.connect(lambda _text: self._show_readiness())
        self._reason = labelled(
            tr("Reviewer's justification"),
            self.reason,
            tr("Why it may be sent although something is missing; logged and printed"),
        )
        self.make = button(self._how_it_goes(), self._on_make, "primary", "send")
        self.keep = button(tr("Keep as draft"), lambda: self.kept.emit(self.order()))
        self._next = Label("", SMALL, tone="text2", wrap=True)
        self.proposals = Proposals(context, self.order, self._take)
        self.paper = Paper(context)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)
        again = tr("Check again")
        register(self, Command("check.again", again, "F5", self.again, icon="refresh"))
        belongs(self, N_("In a submission"))
        self._build()

    def _build(self) -> None:
        none = Label(tr("None goes unless you tick it"), SMALL, tone="text3")
        head = hbox(Label(tr("Files"), SECTION, SEMIBOLD), 8, none, None)
        self._files = vbox(12, head, 4, (self.files, 1))
        self._files.hide()
        left = Panel("surface", width=472)
        back = button(tr("Back"), self.went_back.emit, "ghost", "arrow-left")
        foot = hbox(back, None, self.keep, self.make, gap=8)
        left.setFixedWidth(max(scaled(472), foot.sizeHint().width() + scaled(48)))
        vbox(
            self.banner,
            self.nobody,
            8,
            hbox((self._title, 1), self._tlp, gap=8),
            2,
            self._about,
            12,
            hbox(Label(tr("Records"), SECTION, SEMIBOLD), 8, self._count, None),
            4,
            (self.records, 3),
            6,
            self._out_reason,
            self._files,
            12,
            hbox(
                Label(tr(NC_("step of a submission", "Check")), SECTION, SEMIBOLD),
                8,
                self._said,
                None,
            ),
            4,
            (self.findings, 4),
            4,
            self.answers,
            8,
            self._reason,
            self.proposals,
            8,
            Hairline(),
            8,
            self._next,
            8,
            foot,
            margins=(24, 16, 24, 16),
            into=left,
        )
        hbox(left, (self.paper, 1), into=self)
        self._reason.hide()
        self._out_reason.hide()

    # --- what is checked

    def begin(self, order: SubmissionRequest, returned_because: str = "") -> None:
        """Check what an order would send."""
        self._order, self._found = order, None
        self.banner.show_text(
            tr("Returned: {reason}", reason=returned_because) if returned_because else ""
        )
        self.records.chosen.left_out = {line.record: line.reason for line in order.left_out}
        self.records.chosen.show_rows(())
        self.nobody.show_ways(False)
        self.findings.show_findings([])
        self.answers.begin(order.answers)
        self.files.show_files((), order.attached)
        self._files.hide()
        self.reason.setText(order.reason)
        self._title.setText(order.title or tr(SUBMISSIONS[order.type].label))
        self.make.setText(self._how_it_goes())
        self.make.setAccessibleName(self._how_it_goes())
        self._about.setText(_about(order))
        self.proposals.show_order(order)
        self.paper.clear()
        self._check()

    def _take(self, order: SubmissionRequest) -> None:
        """With the texts that were accepted; what was left out and answered stays."""
        self._order = order
        self._check()

    def order(self) -> SubmissionRequest:
        from rilo_desktop.services.submissions.submit import LeftOut

        assert self._order is not None
        chosen = self.records.chosen
        out = tuple(LeftOut(name, why.strip()) for name, why in chosen.left_out.items())
        return replace(
            self._order,
            left_out=out,
            reason=self.reason.text().strip(),
            attached=tuple(sorted(self.files.chosen)),
            answers=self.answers.given(),
        )

    def again(self) -> None:
        """The records changed: check anew, with the same ones left out."""
        if self._order is not None:
            self._check()

    def _check(self) -> None:
        self.make.setEnabled(False)
        self.keep.setEnabled(False)
        self._next.setText(tr("Checking …"))
        self._context.serve(
            submit.preflight,
            self.order(),
            working=tr("Checking the records"),
            shown_only=True,
            then=self._on_checked,
            failed=self._on_failed,
            owner=self,
            turn="check",
        )

    def _on_failed(self, error: BaseException) -> None:
        if is_cancelled(error):
            self._next.setText(tr("Cancelled: go back, or check again with F5."))
        else:
            self._next.setText(tr("It could not be checked."))
            self._context.failed.emit(error)

    def _on_checked(self, found: Preflight) -> None:
        at = max(0, self.records.currentIndex().row())
        self.records.chosen.show_rows(found.titled(window_language()))
        if found.candidates:
            self.records.setCurrentIndex(self.records.chosen.index(at))
        self.files.show_files(found.files, found.order.attached)
        self._files.setVisible(bool(found.files))
        self._found = found
        self._show_found()
        self.nobody.show_ways(self._nobody_approves, found.possible)
        self._draw()
        self.checked.emit()

    @property
    def _nobody_approves(self) -> bool:
        found = self._found
        return found is not None and bool(found.records) and not found.may_approve

    # --- leaving out

    def _on_left_out(self) -> None:
        self._show_found()
        self._pause.start()
        self.checked.emit()

    def _on_current(self, at: int) -> None:
        rows, out = self.records.chosen.rows, self.records.chosen.left_out
        is_out = 0 <= at < len(rows) and rows[at].id in out
        self._out_reason.setVisible(is_out)
        if is_out:
            self.out_reason.setText(out[rows[at].id])
            self._name_reason(rows[at].title)

    def _name_reason(self, title: str) -> None:
        label = tr("Why “{title}” is left out", title=title or tr("Untitled"))
        self._out_label.setText(label)
        name_input(self.out_reason, label, tr("The reviewer reads it; never printed"))

    def _on_out_reason(self, text: str) -> None:
        self.records.chosen.explain(self.records.currentIndex().row(), text)
        self._show_found()

    # --- what is shown

    def _show_found(self) -> None:
        if self._found is None:
            return
        self._found = self._found.leaving_out(self.order().left_out)
        self.answers.show_found(self._found)
        severities: dict[str, str] = {}
        for finding in self._found.findings:
            answered = bool(self.answers.answer(finding))
            if not answered and severities.get(finding.place.record) != "blocks":
                severities[finding.place.record] = finding.severity.value
        self.records.chosen.show_severities(severities)
        kept, everything = len(self._found.records), len(self._found.candidates)
        self._count.setText(tr("{count} of {all}", count=kept, all=everything))
        self._tlp.show_label(self._found.tlp)
        self._show_findings(self._found.findings)
        self._show_readiness()

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self._said.setText(self._counted(found))
        ordered = sorted(found, key=lambda finding: (not finding.blocks, not finding.answerable))
        self._asked = ordered[:MOST_SHOWN]
        self.findings.show_findings([_shown(f, self.answers.answer(f)) for f in self._asked])
        self._on_row(self.findings.currentIndex().row())
        self._reason.setVisible(any(f.blocks and f.justifiable for f in found))

    def _counted(self, found: tuple[Finding, ...]) -> str:
        if not found:
            return tr("no problems found")
        open_ones = [f for f in found if not self.answers.answer(f)]
        blocks = sum(f.blocks and not f.answerable for f in open_ones)
        asked = sum(f.answerable for f in open_ones)
        warns = len(open_ones) - blocks - asked
        said = [
            plural("{count} problem", "{count} problems", blocks),
            plural("{count} warning", "{count} warnings", warns),
        ]
        if asked:
            said.append(tr("{count} to answer", count=asked))
        return ", ".join(said)

    def _show_readiness(self) -> None:
        blocks: tuple[Finding, ...] = ()
        if self._found is not None:
            blocks = self._found.unresolved("", self.answers.given())
        if any(f.rule == "submit.left_out" for f in blocks):
            why = tr("Say why each record is left out.")
        elif any(not f.justifiable and not f.answerable for f in blocks):
            why = tr("Solve the problems, or leave the record out.")
        elif any(f.answerable for f in blocks):
            why = tr("Remove what may identify a person, or say for each why it may be sent.")
        elif blocks and not self.reason.text().strip():
            why = tr("Complete the records, leave them out, or give a justification.")
        else:
            why = ""
        self._next.setText(why or self._what_comes())
        self.make.setEnabled(self._found is not None and not why)
        self.keep.setEnabled(self._found is not None and bool(self._found.records))
        self.make.setToolTip(why)

    def _how_it_goes(self) -> str:
        """Officers come and go: there is a second one, or there is none."""
        alone = self._context.entered.office_of_one
        return tr("Release") if alone else tr("Ask for approval")

    def _what_comes(self) -> str:
        if self._context.entered.office_of_one:
            return tr("You approve it yourself: an office of one. The document says so.")
        if self._nobody_approves:
            return tr("It would wait: no other officer can approve it yet.")
        return tr("Then a second officer approves. The author cannot.")

    def _draw(self) -> None:
        if self._found is not None and self._found.records and self.isVisible():
            self.paper.preview(preview.submission_draft, self.order())

    def wait(self, waiting: bool) -> None:
        self.make.setEnabled(not waiting)
        if waiting:
            self._next.setText(tr("Preparing the submission …"))
        else:
            self._show_readiness()

    def _on_make(self) -> None:
        self.wait(True)
        self.wanted.emit(self.order())

    def _on_alone(self, reason: str) -> None:
        if not self.make.isEnabled():
            self._context.warned.emit(self._next.text())
            return
        self.wait(True)
        self.wanted.emit(replace(self.order(), alone=reason))

    def _on_row(self, at: int) -> None:
        self.answers.show_finding(self._asked[at] if 0 <= at < len(self._asked) else None)

    def _on_passed(self) -> None:
        """On to the next finding that waits for an answer; then to the button."""
        for at, finding in enumerate(self._asked):
            if finding.answerable and not self.answers.answer(finding):
                self.findings.setCurrentIndex(self.findings.rows_model.index(at))
                self.answers.text.setFocus()
                return
        self.make.setFocus()

    def _on_finding(self, found: ShownFinding) -> None:
        if self.answers.isVisibleTo(self):
            self.answers.text.setFocus()
        else:
            self._open(found)

    def _open(self, found: ShownFinding | None) -> None:
        if found is None:
            return
        at = self.records.chosen.row_of(found.record)
        if at < 0:
            self.went_back.emit()  # it is about the cover: title, addressee
        elif found.record in self.records.chosen.left_out:
            self.records.setCurrentIndex(self.records.chosen.index(at))
            self.out_reason.setFocus()
        else:
            kind = self.records.chosen.rows[at].kind
            self.record_wanted.emit(kind, found.record, found.path)


def _about(order: SubmissionRequest) -> str:
    to = order.addressee or tr("WCO Secretariat")
    parts = [code_label("purpose", order.purpose), to, code_label("language", order.language)]
    if order.year:
        parts.append(str(order.year))
    if order.member:
        parts.append(code_label("country", order.member))
    if order.records:
        count = len(order.records)
        parts.append(plural("{count} chosen record", "{count} chosen records", count))
    elif order.where:
        words, period = without_period(order.where)
        if words:
            parts.append(tr("found by “{words}”", words=words))
        if period:
            parts.append(said_range(period))
    return "  ·  ".join(parts)


def _shown(finding: Finding, answer: str = "") -> ShownFinding:
    place = finding.place
    spot = place_of(kind_named(place.kind), finding) if place.kind and place.field else ""
    said = "  ·  ".join(part for part in (place.reference, spot) if part)
    if answer:
        words = tr("Answered: {answer}", answer=answer)
        what = f"{finding.values.get('match', '')}".strip()
        said = "  ·  ".join(part for part in (said, what) if part)
        return ShownFinding("fine", words, said, place.record, place.field)
    return ShownFinding(finding.severity.value, sentence(finding), said, place.record, place.field)
