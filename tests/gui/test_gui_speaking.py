"""The language of the application: the system's, or one chosen; Qt's own words with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from rilo_desktop.gui.i18n import tr, window_language
from rilo_desktop.gui.lifecycle.language_switch import NAME, application, speak, system_language


@pytest.fixture(autouse=True)
def as_usual(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)
    speak(qapp, "en")


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_our_words_and_those_of_qt_change_together(qapp: QApplication) -> None:
    assert application() is qapp
    for language, ours, theirs in (("fr", "Annuler", "Annuler"), ("en", "Cancel", "Cancel")):
        speak(qapp, language)
        assert window_language() == language
        assert (tr("Cancel"), cancel()) == (ours, theirs)
        assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_pseudo_language_turns_the_window_round(qapp: QApplication) -> None:
    speak(qapp, "xx")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert tr("Cancel").startswith("⟦")
    speak(qapp, "en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_only_one_translator_is_kept(qapp: QApplication, qtbot: object) -> None:
    from PySide6.QtCore import QEvent

    for language in ("fr", "en", "fr", "xx", "fr"):
        speak(qapp, language)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    assert len(qapp.findChildren(QTranslator, NAME)) <= 1


def test_a_system_in_a_language_that_is_not_there_gets_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class System:
        def __init__(self, *names: str) -> None:
            self._names = names

        def uiLanguages(self) -> list[str]:
            return list(self._names)

    for names, expected in (
        (("fr-CA", "en-US"), "fr"),
        (("de-DE", "fr-FR"), "fr"),
        (("de-DE",), "en"),
        ((), "en"),
    ):
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda n=names: System(*n)))
        assert system_language() == expected
