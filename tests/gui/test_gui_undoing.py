# mypy: disable-error-code="call-arg"
"""What was done in the store can be undone from the toast, by command, and after a restart."""

from __future__ import annotations

from dataclasses import replace

from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PAGES, page_entry
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.records import lists, record

Place = tuple[MainWindow, Shell]
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def edit(qtbot: QtBot, window: MainWindow, place: Shell, title: str) -> str:
    """Change the first case, as a page does; gives its id."""

    def change(session):  # type: ignore[no-untyped-def]
        stored = next(lists.all_stored(session, lists.Query("case-study")))
        return record.save(session, replace(stored.record, title=title))

    found: list[str] = []

    def announce(changes):  # type: ignore[no-untyped-def]
        found.extend(changes.records)
        place.context.announce(changes)

    place.context.serve(change, then=announce, owner=place)
    settle(qtbot, window)
    return found[0]


def title_of(qtbot: QtBot, window: MainWindow, identity: str) -> str:
    found: list[str] = []
    window.tasks.ask(
        lambda: record.get(window.office.session, identity).record.title_text, then=found.append
    )
    settle(qtbot, window)
    return found[0]


def test_the_toast_offers_undo_and_then_redo(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    identity = edit(qtbot, window, place, "Second")
    qtbot.waitUntil(window.toast.action_button.isVisible, timeout=LONG)
    assert window.toast.action_button.text() == "Undo"
    assert window.toast.words.text() == "Saved: case study “Second”"
    QTest.mouseClick(window.toast.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Redo", timeout=LONG)
    assert title_of(qtbot, window, identity) != "Second"
    QTest.mouseClick(window.toast.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    assert title_of(qtbot, window, identity) == "Second"
    assert window.toast.words.text() == "Done again: case study “Second”"


def test_the_sentence_of_a_page_carries_the_offer(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.context.changes.happened.connect(lambda _changes: place.context.told.emit("Well done."))
    edit(qtbot, window, place, "Second")
    qtbot.waitUntil(window.toast.action_button.isVisible, timeout=LONG)
    assert window.toast.words.text() == "Well done."
    place.context.told.emit("Something else.")
    assert not window.toast.action_button.isVisible()


def test_a_refusal_is_not_hidden_by_the_offer_before_it(qtbot: QtBot, sample: Place) -> None:
    """A panel saves what was typed and then takes its step, all before the offer is due."""
    window, place = sample
    changes = place.context.changes
    changes.happened.connect(lambda _made: place.context.failed.emit(ValueError("Not now.")))
    edit(qtbot, window, place, "Second")
    refused = window.toast.words.text()
    assert "Not now." in refused
    QTest.qWait(0)
    assert window.toast.words.text() == refused


def test_keys_undo_the_last_operation_and_say_when_there_is_none(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    identity = edit(qtbot, window, place, "Second")
    QTest.keyClick(window, Qt.Key.Key_Z, KEYS)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Redo", timeout=LONG)
    assert title_of(qtbot, window, identity) != "Second"
    QTest.keyClick(window, Qt.Key.Key_Y, KEYS)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    assert title_of(qtbot, window, identity) == "Second"
    QTest.keyClick(window, Qt.Key.Key_Y, KEYS)
    qtbot.waitUntil(lambda: window.toast.words.text() == "There is nothing to redo.", timeout=LONG)


def test_the_navigation_counts_no_longer_what_was_undone(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    before = place.context.counts["case-study"]

    def create(session):  # type: ignore[no-untyped-def]
        return record.save(session, CaseStudy(title="Second"))

    place.context.serve(create, then=place.context.announce, owner=place)
    qtbot.waitUntil(lambda: place.context.counts["case-study"] == before + 1, timeout=LONG)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo", timeout=LONG)
    window.toast.action_button.click()
    qtbot.waitUntil(lambda: place.context.counts["case-study"] == before, timeout=LONG)


def test_undo_in_an_empty_search_line_means_the_page(qtbot: QtBot, sample: Place) -> None:
    """The keyboard is there after an editor was left."""
    window, shell = sample
    shell.go("case-study")
    settle(qtbot, window)
    identity = caveat(qtbot, sample, "case-study", "By mistake")
    page = shell.list_page("case-study")
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert caveats_of(qtbot, sample, identity) != "By mistake"
    QTest.keyClick(page.search, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert caveats_of(qtbot, sample, identity) == "By mistake"
    QTest.keyClicks(page.search, "parcel")
    QTest.keyClick(page.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert page.search.text() == ""
    assert caveats_of(qtbot, sample, identity) == "By mistake"


def caveat(qtbot: QtBot, place: Place, kind: str, words: str) -> str:
    """Write into a record of a type, as a page does; gives its id, "" where there is no record."""
    window, shell = place
    found: list[str] = []

    def change(session):  # type: ignore[no-untyped-def]
        stored = next(lists.all_stored(session, lists.Query(kind)), None)
        return record.save(session, replace(stored.record, caveats=words)) if stored else None

    def announce(changes):  # type: ignore[no-untyped-def]
        found.extend(changes.records if changes is not None else ())

    shell.context.serve(change, then=announce, owner=shell)
    settle(qtbot, window)
    return found[0] if found else ""


def caveats_of(qtbot: QtBot, place: Place, identity: str) -> str | None:
    found: list[str | None] = []
    window, _ = place
    window.tasks.ask(
        lambda: record.get(window.office.session, identity).record.caveats, then=found.append
    )
    settle(qtbot, window)
    return found[0]


def test_undo_means_the_page_that_is_shown_or_names_what_was_done_elsewhere(
    qtbot: QtBot, sample: Place
) -> None:
    """On every page, with a change of its own before the last one, and without."""
    window, shell = sample
    toast = window.toast
    pages_of_their_own = 0
    for page in (look.key for look in PAGES):
        here = sorted(page_entry(page).changes)
        elsewhere = next(kind for kind in ("activity", "case-study") if kind not in here)
        shell.go("log")
        changed = [caveat(qtbot, sample, kind, f"On {page}") for kind in here]
        own = next((one for one in reversed(changed) if one), "")
        other = caveat(qtbot, sample, elsewhere, f"Not on {page}")
        shell.go(page)
        settle(qtbot, window)
        toast.hide()
        QTest.keyClick(window, Qt.Key.Key_Z, KEYS)
        settle(qtbot, window)
        if own:
            pages_of_their_own += 1
            assert caveats_of(qtbot, sample, own) != f"On {page}", page
            assert caveats_of(qtbot, sample, other) == f"Not on {page}", page
            continue
        name = title_of(qtbot, window, other)
        if here:
            qtbot.waitUntil(lambda: toast.action_button.text() == "Undo it", timeout=LONG)
            assert f"“{name}”" in toast.words.text(), page
            assert caveats_of(qtbot, sample, other) == f"Not on {page}", page
            toast.action_button.click()
        qtbot.waitUntil(lambda: toast.action_button.text() == "Redo", timeout=LONG)
        said = {"activity": "activity", "case-study": "case study"}[elsewhere]
        assert toast.words.text() == f"Undone: {said} “{name}”", page
        assert caveats_of(qtbot, sample, other) != f"Not on {page}", page
    assert pages_of_their_own > 12


def test_control_z_in_a_list_leaves_the_activity_alone_that_was_noted_last(
    qtbot: QtBot, sample: Place
) -> None:
    window, shell = sample
    shell.go("activity")
    other = caveat(qtbot, sample, "activity", "Elsewhere")
    shell.go("case-study")
    settle(qtbot, window)
    shell.list_page("case-study").to_rows()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Undo it", timeout=LONG)
    assert "Your last change was elsewhere: activity “" in window.toast.words.text()
    assert caveats_of(qtbot, sample, other) == "Elsewhere"


def test_in_the_editor_undo_means_its_record(qtbot: QtBot, sample: Place) -> None:
    window, shell = sample
    first = caveat(qtbot, sample, "case-study", "Of the first")
    second = edit_another(qtbot, sample, first)
    shell.edit("case-study", first)
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Z, KEYS)
    qtbot.waitUntil(lambda: window.toast.action_button.text() == "Redo", timeout=LONG)
    assert caveats_of(qtbot, sample, first) != "Of the first"
    assert caveats_of(qtbot, sample, second) == "Of the second"


def edit_another(qtbot: QtBot, place: Place, first: str) -> str:
    window, shell = place
    found: list[str] = []

    def change(session):  # type: ignore[no-untyped-def]
        cases = lists.all_stored(session, lists.Query("case-study"))
        other = next(one.record for one in cases if one.record.id != first)
        return record.save(session, replace(other, caveats="Of the second"))

    shell.context.serve(change, then=lambda done: found.extend(done.records), owner=shell)
    settle(qtbot, window)
    return found[0]
