"""A submission that was asked for: the second officer decides; once released it is exported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.records import Submission
from rilo_desktop.services.deferred import approval, release

from ...context import PageContext
from ...i18n import code_label, function_label, numbers, plural, sentence, tr, window_language
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import is_cancelled
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label, TlpChip
from ...widgets.layouts import Hairline, Panel, Scroller, hbox, vbox
from ...widgets.no_approver import NoApprover
from ...widgets.validation_view import place_of, where
from ...widgets.value_formatting import shown_size
from .banner import Banner
from .exporting import Exporting
from .preview import Paper

if TYPE_CHECKING:
    from rilo_desktop.records import Answer
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.submissions.approval import ApprovalLine, ApprovalView
    from rilo_desktop.services.submissions.attached_files import FileCandidate

MOST_SHOWN = 200


class SubmissionReviewPage(QWidget):
    """`shown(look)` when it is there; `approved(id)` and `returned(id)` when it was decided."""

    shown = Signal(object)
    approved = Signal(str)
    returned = Signal(str)
    withdrawn = Signal(str)
    """It is a draft again: its author took it back."""
    record_wanted = Signal(str, str, str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._id = ""
        self._ready = False
        self.look: ApprovalView | None = None
        self._tlp = TlpChip()
        self._title = Label("", TITLE, SEMIBOLD, wrap=True)
        self._asked = Label("", SMALL, tone="text2", wrap=True)
        self.banner = Banner("alert-triangle", "warn", "warnBg")
        self.nobody = NoApprover(context)
        self.nobody.role_given.connect(lambda: self.open(self._id))
        self.nobody.alone.connect(self._on_alone)
        self._facts = [
            (Label("", weight=MEDIUM, wrap=True), Label("", SMALL, tone="text2", wrap=True))
            for _ in range(3)
        ]
        self.accepted = FindingsView(tr("Accepted with a reason"))
        self.left_out = FindingsView(tr(NC_("records", "Left out")))
        self.records = FindingsView(tr("Records"))
        self.files = FindingsView(tr("Files that go with it"))
        self._files = _section(tr("Files that go with it"), self.files)
        self._accepted = _section(tr("Accepted with a reason"), self.accepted)
        self._left_out = _section(tr(NC_("records", "Left out")), self.left_out)
        self._records = _section(tr("Records"), self.records)
        self.note = QLineEdit()
        self.note.textChanged.connect(lambda _text: self._show_readiness())
        self.give_back = button(tr("Return with this note"), self._on_return, glyph="arrow-back-up")
        self.withdraw = button(tr("Withdraw"), self._on_withdraw, glyph="arrow-back-up")
        self.withdraw.setToolTip(tr("Take it back: it is a draft again"))
        self.approve = button(tr("Approve"), self._on_approve, "primary", "rubber-stamp")
        self._why = Label("", SMALL, tone="text2", wrap=True)
        self.exporting = Exporting(context)
        self.paper = Paper(context)
        for view in (self.accepted, self.files, self.left_out, self.records):
            view.chosen.connect(self._on_line)
            view.fit_to_contents()
        self._build()

    def _build(self) -> None:
        facts = [vbox(big, small, gap=1, margins=(0, 5, 0, 5)) for big, small in self._facts]
        self._decision = vbox(
            labelled(
                tr("Note, recorded with the submission"),
                self.note,
                tr("Needed to return it: the author must know what to correct"),
            ),
            6,
            self._why,
            8,
            hbox(self.withdraw, self.give_back, None, self.approve, gap=8),
        )
        body = vbox(
            self.banner,
            self.nobody,
            8,
            hbox((self._title, 1), self._tlp, gap=8),
            2,
            self._asked,
            10,
            *facts,
            10,
            self._accepted,
            self._files,
            self._left_out,
            self._records,
            None,
            margins=(24, 16, 24, 12),
        )
        left = Panel("surface", width=472)
        foot = vbox(Hairline(), 12, self._decision, self.exporting, margins=(24, 0, 24, 16))
        scroller = Scroller(body)
        for view in (self.accepted, self.files, self.left_out, self.records):
            view.moved.connect(partial(scroller.bring_place_into_sight, view))
        vbox((scroller, 1), foot, into=left)
        hbox(left, (self.paper, 1), into=self)

    def open(self, record: str) -> None:
        """Show a submission by its id."""
        if record != self._id:
            self.note.clear()
            self.exporting.begin()
            self._decision.hide()  # nothing is written for a submission that is not there yet
            self.exporting.hide()
        self._id = record
        self._set_deciding(False)
        self._why.setText(tr("Checking …"))
        self._context.serve(
            approval.approval_view,
            record,
            window_language(),
            working=tr("Checking the submission"),
            shown_only=True,
            then=self._show,
            failed=self._on_failed,
            owner=self,
            turn="look",
        )
        self.paper.preview(approval.document, record)

    @property
    def record(self) -> str:
        """Id of the submission that is shown."""
        return self._id

    @property
    def has_note(self) -> bool:
        """Is a note written that no decision has taken yet?"""
        return not self._decision.isHidden() and bool(self.note.text().strip())

    def take_focus(self) -> None:
        """To what is to be done with it, once it is there; until then to its page."""
        if self.exporting.isVisible():
            self.exporting.take_focus()
        elif self._decision.isVisible():
            self.note.setFocus()
        else:
            self.paper.context.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        if is_cancelled(error):
            self._why.setText(tr("Cancelled: nothing was changed."))
            self._set_deciding(self.look is not None)
        else:
            self._why.setText("")
            self._set_deciding(self.look is not None)
            self._context.failed.emit(error)

    # --- what is shown

    def _show(self, look: ApprovalView) -> None:
        self.look = look
        entry = look.entry
        self._title.setText(entry.title or tr("Untitled"))
        self._tlp.show_label(entry.tlp)
        self._asked.setText(self._requested_by(look))
        self._show_facts(look)
        reason = [ShownFinding("fine", look.justification, tr("Justification of the author"))]
        answered = [ShownFinding("fine", a.answer or "", _answered(a, look)) for a in look.answers]
        found = [_finding(f) for f in (*look.blocks, *look.justified, *look.warnings)]
        said = (reason if look.justification else []) + answered
        self._fill(self._accepted, self.accepted, said + found)
        self._fill(self._files, self.files, [_file(one) for one in look.files])
        self._fill(self._left_out, self.left_out, [_left(line) for line in look.left_out])
        self._fill(self._records, self.records, [_record(line) for line in look.records])
        in_review = entry.state == "in_review"
        self._decision.setVisible(in_review)
        self.exporting.setVisible(not in_review)
        if not in_review:
            self.exporting.show_entry(entry)
        self._show_banner(look)
        self._set_deciding(in_review)
        self.shown.emit(look)

    def _requested_by(self, look: ApprovalView) -> str:
        asked = next((e for e in look.story if e.step == "in_review"), None)
        day = numbers().partial((asked or look.story[-1]).on) if look.story else ""
        entered = self._context.entered
        me = _unbroken(f"{function_label(entered.function)} · {entered.sign}")
        prepared, approved = _unbroken(look.entry.prepared), _unbroken(look.entry.approved)
        if look.entry.state == "in_review":
            return tr("Asked by {who}, {day}. You are {me}.", who=prepared, day=day, me=me)
        return tr(
            "Prepared by {who}; approved by {other}.",
            who=prepared,
            other=approved,
        )

    def _show_facts(self, look: ApprovalView) -> None:
        entry = look.entry
        changed = sum(line.changed_since for line in look.records)
        frozen = tr("Fixed at this revision; later changes are not included")
        since = plural(
            "{count} was changed since; this document has the earlier text",
            "{count} were changed since; this document has the earlier texts",
            changed,
        )
        label = f"TLP:{entry.tlp}"
        to = tr(
            "{addressee}, {purpose}",
            addressee=entry.addressee,
            purpose=code_label("purpose", entry.purpose).lower(),
        )
        facts = (
            (
                plural("{count} record", "{count} records", entry.records),
                since if changed else frozen,
            ),
            (label, tr("The strictest label of its records; it applies to the whole document")),
            (to, tr("Language: {language}", language=code_label("language", entry.language))),
        )
        for (big, small), (first, second) in zip(self._facts, facts, strict=True):
            big.setText(first)
            small.setText(second)

    def _fill(self, section: QWidget, view: FindingsView, rows: list[ShownFinding]) -> None:
        view.show_findings(rows[:MOST_SHOWN])
        section.setVisible(bool(rows))

    def _show_banner(self, look: ApprovalView) -> None:
        is_stuck = look.entry.state == "in_review" and not look.may_approve
        self.nobody.show_ways(is_stuck, look.possible)
        if is_stuck:
            self.banner.show_text("")
        elif look.refused:
            said = " ".join(sentence(finding) for finding in look.refused[:2])
            who = ", ".join(look.may_approve)
            self.banner.show_text(tr("{why} Who may: {who}.", why=said, who=who))
        elif look.blocks:
            text = tr("The rules now block it; return it so that the author can correct it.")
            self.banner.show_text(text)
        else:
            self.banner.show_text("")

    # --- the decision

    def _set_deciding(self, ready: bool) -> None:
        self._ready = ready
        self._show_readiness()

    def _show_readiness(self) -> None:
        look = self.look
        may = self._ready and look is not None and not look.refused
        self.approve.setEnabled(may and not (look and look.blocks))
        reviewer = self._ready and look is not None
        role = self._context.entered.role in ("reviewer", "head")
        self.give_back.setEnabled(reviewer and role and bool(self.note.text().strip()))
        self.withdraw.setVisible(bool(look and look.may_withdraw))
        self.withdraw.setEnabled(reviewer)
        why = ""
        if self._ready and look is not None and not look.refused:
            why = tr("A note is needed to return it.") if not self.note.text().strip() else ""
        self.give_back.setToolTip(tr("Write a note first"))
        if self._ready:
            self._why.setText(why)

    def _on_approve(self) -> None:
        self._set_deciding(False)
        self._context.serve(
            release.approve,
            self._id,
            self.note.text().strip(),
            working=tr("Approving"),
            then=self._on_approved,
            failed=self._on_failed,
            owner=self,
        )

    def _on_return(self) -> None:
        self._set_deciding(False)
        self._context.serve(
            release.give_back,
            self._id,
            self.note.text().strip(),
            then=self._on_returned,
            failed=self._on_failed,
            owner=self,
        )

    def _on_alone(self, reason: str) -> None:
        self._set_deciding(False)
        self._context.serve(
            release.approve_alone,
            self._id,
            reason,
            working=tr("Approving"),
            then=self._on_approved,
            failed=self._on_failed,
            owner=self,
        )

    def _on_withdraw(self) -> None:
        self._set_deciding(False)
        self._context.serve(
            release.withdraw,
            self._id,
            then=self._on_withdrawn,
            failed=self._on_failed,
            owner=self,
        )

    def _on_withdrawn(self, changes: Changes) -> None:
        self.note.clear()
        self._context.announce(changes)
        self._context.told.emit(tr("Withdrawn: it is a draft again."))
        self.withdrawn.emit(self._id)

    def _on_approved(self, changes: Changes) -> None:
        self.note.clear()
        self._context.announce(changes)
        self._context.told.emit(tr("Approved. You can export it now."))
        self.approved.emit(self._id)

    def _on_returned(self, changes: Changes) -> None:
        self.note.clear()
        self._context.announce(changes)
        self._context.told.emit(tr("Returned to its author."))
        self.returned.emit(self._id)

    def _on_line(self, found: ShownFinding) -> None:
        if self.look is None or not found.record:
            return
        kinds = {line.id: line.kind for line in (*self.look.records, *self.look.left_out)}
        if found.record in kinds:
            self.record_wanted.emit(kinds[found.record], found.record, found.path)


def _section(title: str, view: FindingsView) -> QWidget:
    return vbox(Label(title, SECTION, SEMIBOLD), 4, view, 12)


def _unbroken(who: str) -> str:
    """An officer's sign stays with the function: "Head of RILO · AP-01"."""
    return who.replace(" · ", "\u00a0·\u00a0")


def _finding(found: Finding) -> ShownFinding:
    from rilo_desktop.records import kind_named

    place = found.place
    spot = place_of(kind_named(place.kind), found) if place.kind and place.field else ""
    said = "  ·  ".join(part for part in (place.reference, spot) if part)
    return ShownFinding(found.severity.value, sentence(found), said, place.record, place.field)


def _answered(answer: Answer, look: ApprovalView) -> str:
    """To what it is an answer."""
    from rilo_desktop.records import kind_named

    kind = next(
        (line.kind for line in look.records if line.id == answer.record), Submission.kind.code
    )
    spot = where(kind_named(kind), answer.field or "")
    place = "  ·  ".join(
        part for part in (answer.reference or tr(NC_("page of a document", "Cover")), spot) if part
    )
    return tr("Answer of {sign}: {place}", sign=answer.sign or "", place=place)


def _file(one: FileCandidate) -> ShownFinding:
    said = (one.reference, shown_size(one.file.size or 0), one.file.media_type, f"TLP:{one.tlp}")
    place = "  ·  ".join(part for part in said if part)
    return ShownFinding("fine", one.file.name or "", place, one.record)


def _left(line: ApprovalLine) -> ShownFinding:
    name = "  ·  ".join(part for part in (line.reference, line.title) if part)
    return ShownFinding("missing", line.reason, name, line.id)


def _record(line: ApprovalLine) -> ShownFinding:
    parts = [line.reference, tr("rev. {number}", number=line.revision)]
    if line.changed_since:
        parts.append(tr("changed since"))
    return ShownFinding(
        "warns" if line.changed_since else "fine",
        line.title or tr("Untitled"),
        "  ·  ".join(parts),
        line.id,
    )
