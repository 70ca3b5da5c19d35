"""Before the office is open: unlock, and the first run step by step."""

from __future__ import annotations

from rilo_desktop.gui.dialogs.first_run.page import FirstRunPage

from .harness import Harness, Scene

WORDS = "seven quiet herons watch the northern ferry"


def _unlock(harness: Harness) -> None:
    harness.window.unlock.take_focus()


def _refused(harness: Harness) -> None:
    unlock = harness.window.unlock
    unlock.passphrase.setText("not the passphrase")
    unlock.unlock.click()
    harness.until(lambda: bool(unlock.message))
    harness.afterwards(unlock.forget)


LOCKED = (Scene("unlock", _unlock), Scene("unlock-refused", _refused))


def _office(harness: Harness) -> FirstRunPage:
    harness.until(lambda: _seen(harness))
    page = harness.child(FirstRunPage)
    harness.until(lambda: page.office.office.count() > 1)
    page.take_focus()
    return page


def _seen(harness: Harness) -> bool:
    return any(page.isVisible() for page in harness.window.findChildren(FirstRunPage))


def _office_complaint(harness: Harness) -> None:
    _office(harness).next.click()


def _officer(harness: Harness) -> FirstRunPage:
    page = _office(harness)
    page.office.office.setCurrentIndex(page.office.office.findData("XX"))
    if page.at == 0:
        page.next.click()
    page.officer.passphrase.setText(WORDS)
    return page


def _officer_differs(harness: Harness) -> None:
    page = _officer(harness)
    page.officer.passphrase.setText("customs2026")
    page.officer.again.setText("customs2025")
    page.next.click()


def _key(harness: Harness) -> FirstRunPage:
    page = _officer(harness)
    if page.at == 1:
        page.officer.again.setText(WORDS)
        page.next.click()
        harness.until(lambda: page.at == 2)
    return page


def _key_asked(harness: Harness) -> FirstRunPage:
    """A scene goes its whole way: who takes it alone has none before it."""
    page = _key(harness)
    if not page.key.is_asking:
        page.next.click()
    return page


def _key_wrong(harness: Harness) -> None:
    page = _key_asked(harness)
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
