"""The language of the application: our words, Qt's own, and the direction of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from rilo_desktop.language import window_languages

from ..i18n import choose_language, mirrored, window_language
from .file_dialog_privacy import keep_none
from .no_screen import new_application

NAME, SPOKEN = "qtbase of the window", "language of Qt's own words"


def application() -> QApplication:
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = new_application()
    made.setApplicationName("rilo-desktop")
    made.setApplicationDisplayName("RILO Desktop")
    keep_none(made)
    return made


def speak(app: QApplication, language: str) -> None:
    """From now on everything that is made speaks this language."""
    choose_language(language)
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if mirrored() else Qt.LayoutDirection.LeftToRight
    )
    name = f"qtbase_{window_language()}"
    if app.property(SPOKEN) != name:  # it is told to every widget that there is
        app.setProperty(SPOKEN, name)
        _let_qt_speak(app, name)


def _let_qt_speak(app: QApplication, name: str) -> None:
    for old in app.findChildren(QTranslator, NAME):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(name, folder):
        app.installTranslator(translator)


def system_language() -> str:
    """The first language of the system that the catalogue has; else English."""
    for name in QLocale.system().uiLanguages():
        language = name.split("-")[0]
        if language in window_languages():
            return language
    return window_languages()[0]
