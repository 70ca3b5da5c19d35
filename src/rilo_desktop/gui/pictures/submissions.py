"""The ledger, and a submission from choosing its type to the file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from ..submissions.page import SubmissionPage
from .stage import NotHere, Scene, Stage

FILE = Path("AP-2026-SUB-A0002-rev1-en.pdf")


def _page(stage: Stage) -> SubmissionPage:
    page = cast(SubmissionPage, stage.go("submission"))
    page.to_ledger()
    stage.settle()
    return page


def _standing(stage: Stage, *states: str) -> tuple[SubmissionPage, str]:
    """The ledger with the first submission in one of these states. Raises NotHere."""
    page = _page(stage)
    for at, row in enumerate(page.ledger.view.rows):
        if row.entry.state in states:
            page.ledger.view.setCurrentIndex(page.ledger.view.table_model.index(at, 0))
            stage.settle()
            return page, row.entry.id
    raise NotHere(f"no submission is {states[0]}")


def _opened(stage: Stage, *states: str) -> SubmissionPage:
    page, record = _standing(stage, *states)
    page.open(record)
    stage.settle()
    return page


def _sent(stage: Stage) -> None:
    page, _record = _standing(stage, "released")
    page.ledger.detail.sent.click()


def _choose(stage: Stage) -> SubmissionPage:
    page = _page(stage)
    page.begin()
    return page


def _picked(stage: Stage) -> None:
    from .lists import _chosen

    _chosen(stage).selection.to_submission.emit()


def _check(stage: Stage) -> SubmissionPage:
    page = _choose(stage)
    page.choose.where.setText("parcel")
    if not page.choose.next.isEnabled():
        raise NotHere("nothing to send")
    page.choose.next.click()
    stage.settle()
    return page


def _left_out(stage: Stage) -> None:
    check = _check(stage).check
    check.records.setCurrentIndex(check.records.chosen.index(2))
    check.records.press(check.records.rows[2])
    check.out_reason.setFocus()


def _exported(stage: Stage) -> None:
    page = _opened(stage, "released", "acknowledged")
    exporting = page.opened.exporting
    stage.afterwards(lambda: FILE.unlink(missing_ok=True))
    exporting.path.setText(str(FILE))
    exporting.make.click()
    stage.settle()


def _approve_note(stage: Stage) -> None:
    page = _opened(stage, "in_review")
    page.opened.note.setText("Please name the carrier of the second case.")
    page.opened.note.setFocus()


def _approved(stage: Stage) -> None:
    page = _opened(stage, "in_review")
    if not page.opened.approve.isEnabled():
        raise NotHere("this officer may not approve it")
    page.opened.approve.click()
    stage.settle()
    path = page.opened.exporting.path
    path.setText(Path(path.text()).name)  # in which folder is of no interest here


SCENES = (
    Scene("submission", _page),
    Scene("submission-acknowledged", lambda stage: _standing(stage, "superseded")),
    Scene("submission-sent", _sent),
    Scene("submission-choose", _choose),
    Scene("submission-picked", _picked),
    Scene("submission-check", _check),
    Scene("submission-left-out", _left_out),
    Scene("submission-draft", lambda stage: _opened(stage, "draft")),
    Scene("submission-returned", lambda stage: _opened(stage, "returned")),
    Scene("submission-waiting", lambda stage: _opened(stage, "in_review")),
    Scene("submission-exported", _exported),
)
SECOND = (
    Scene("submission-second", lambda stage: _standing(stage, "in_review")),
    Scene("submission-approve", lambda stage: _opened(stage, "in_review")),
    Scene("submission-return", _approve_note),
    Scene("submission-approved", _approved),
)
