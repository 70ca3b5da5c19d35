"""Before the office is open: unlock, and the first run step by step."""

from __future__ import annotations

from ..first_run.page import FirstRunPage
from .stage import Scene, Stage

WORDS = "seven quiet herons watch the northern ferry"


def _unlock(stage: Stage) -> None:
    stage.window.unlock.take_focus()


def _refused(stage: Stage) -> None:
    unlock = stage.window.unlock
    unlock.passphrase.setText("not the passphrase")
    unlock.unlock.click()
    stage.until(lambda: bool(unlock.message))
    stage.afterwards(unlock.forget)


LOCKED = (Scene("unlock", _unlock), Scene("unlock-refused", _refused))


def _office(stage: Stage) -> FirstRunPage:
    stage.until(lambda: _seen(stage))
    page = stage.child(FirstRunPage)
    stage.until(lambda: page.office.office.count() > 1)
    page.take_focus()
    return page


def _seen(stage: Stage) -> bool:
    return any(page.isVisible() for page in stage.window.findChildren(FirstRunPage))


def _office_complaint(stage: Stage) -> None:
    _office(stage).next.click()


def _officer(stage: Stage) -> FirstRunPage:
    page = _office(stage)
    page.office.office.setCurrentIndex(page.office.office.findData("AP"))
    if page.at == 0:
        page.next.click()
    page.officer.passphrase.setText(WORDS)
    return page


def _officer_differs(stage: Stage) -> None:
    page = _officer(stage)
    page.officer.passphrase.setText("customs2026")
    page.officer.again.setText("customs2025")
    page.next.click()


def _key(stage: Stage) -> FirstRunPage:
    page = _officer(stage)
    page.officer.again.setText(WORDS)
    page.next.click()
    stage.until(lambda: page.at == 2)
    return page


def _key_asked(stage: Stage) -> None:
    stage.child(FirstRunPage).next.click()


def _key_wrong(stage: Stage) -> None:
    page = stage.child(FirstRunPage)
    page.key.typed.setText("ABCD")
    page.next.click()


FIRST_RUN = (
    Scene("first-run-office", _office),
    Scene("first-run-office-missing", _office_complaint),
    Scene("first-run-officer", _officer),
    Scene("first-run-officer-differs", _officer_differs),
    Scene("first-run-key", _key),
    Scene("first-run-key-asked", _key_asked),
    Scene("first-run-key-wrong", _key_wrong),
)
