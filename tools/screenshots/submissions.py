"""The ledger, and a submission from choosing its type to the file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rilo_desktop.gui.pages.submissions.page import SubmissionPage

from .harness import Harness, NotHere, Scene

FILE = Path("XX-2026-SUB-A0002-rev1-en.pdf")


def _page(harness: Harness) -> SubmissionPage:
    page = cast(SubmissionPage, harness.go("submission"))
    page.to_ledger()
    harness.settle()
    return page


def _standing(harness: Harness, *states: str) -> tuple[SubmissionPage, str]:
    """The ledger with the first submission in one of these states. Raises NotHere."""
    page = _page(harness)
    for at, row in enumerate(page.ledger.view.rows):
        if row.entry.state in states:
            page.ledger.view.setCurrentIndex(page.ledger.view.table_model.index(at, 0))
            harness.settle()
            return page, row.entry.id
    raise NotHere(f"no submission is {states[0]}")


def _opened(harness: Harness, *states: str) -> SubmissionPage:
    page, record = _standing(harness, *states)
    page.open(record)
    harness.settle()
    return page


def _sent(harness: Harness) -> None:
    page, _record = _standing(harness, "released")
    page.ledger.detail.sent.click()


def _choose(harness: Harness) -> SubmissionPage:
    page = _page(harness)
    page.begin()
    return page


def _picked(harness: Harness) -> None:
    from .lists import _chosen

    _chosen(harness).selection.to_submission.emit()


def _check(harness: Harness) -> SubmissionPage:
    page = _choose(harness)
    page.choose.where.setText("parcel")
    if not page.choose.next.isEnabled():
        raise NotHere("nothing to send")
    page.choose.next.click()
    harness.settle()
    return page


def _note(harness: Harness, is_checked: bool = False) -> None:
    """A cover note over what was released."""
    choose = _choose(harness).choose
    choose.choose("cover-note")
    choose.scope.texts["first"].setPlainText("Read part A before 10 January")
    choose.scope.texts["asked"].setPlainText("Say by 15 January who answers")
    if not choose.next.isEnabled():
        raise NotHere("nothing to send")
    if is_checked:
        choose.next.click()
        harness.settle()


def _proposed(harness: Harness) -> None:
    """A report whose findings the program proposes."""
    choose = _choose(harness).choose
    choose.choose("annual-progress-report")
    choose.scope.year.setValue(2025)
    choose.next.click()
    harness.settle()


def _left_out(harness: Harness) -> None:
    check = _check(harness).check
    check.records.setCurrentIndex(check.records.chosen.index(2))
    check.records.press(check.records.rows[2])
    check.out_reason.setFocus()


def _exported(harness: Harness) -> None:
    page = _opened(harness, "released", "acknowledged")
    exporting = page.opened.exporting
    harness.afterwards(lambda: FILE.unlink(missing_ok=True))
    exporting.path.setText(str(FILE))
    exporting.make.click()
    harness.settle()


def _approve_note(harness: Harness) -> None:
    page = _opened(harness, "in_review")
    page.opened.note.setText("Please name the carrier of the second case.")
    page.opened.note.setFocus()


def _approved(harness: Harness) -> None:
    page = _opened(harness, "in_review")
    if not page.opened.approve.isEnabled():
        raise NotHere("this officer may not approve it")
    page.opened.approve.click()
    harness.settle()
    path = page.opened.exporting.path
    path.setText(Path(path.text()).name)  # in which folder is of no interest here


SCENES = (
    Scene("submission", _page),
    Scene("submission-acknowledged", lambda harness: _standing(harness, "superseded")),
    Scene("submission-sent", _sent),
    Scene("submission-choose", _choose),
    Scene("submission-picked", _picked),
    Scene("submission-check", _check),
    Scene("submission-left-out", _left_out),
    Scene("submission-proposed", _proposed),
    Scene("submission-note", _note),
    Scene("submission-note-check", lambda harness: _note(harness, is_checked=True)),
    Scene("submission-draft", lambda harness: _opened(harness, "draft")),
    Scene("submission-returned", lambda harness: _opened(harness, "returned")),
    Scene("submission-waiting", lambda harness: _opened(harness, "in_review")),
    Scene("submission-exported", _exported),
)
SECOND = (
    Scene("submission-second", lambda harness: _standing(harness, "in_review")),
    Scene("submission-approve", lambda harness: _opened(harness, "in_review")),
    Scene("submission-return", _approve_note),
    Scene("submission-approved", _approved),
)
