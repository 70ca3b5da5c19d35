"""How tests wait for a window: for answers, never for time."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rilo_desktop.gui.window import Window

PASSPHRASE = "a passphrase of the first officer"
LONG = 20_000
"""Milliseconds after which something that never comes is given up."""


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until every question to the worker is answered, and every field is there."""
    qtbot.waitUntil(lambda: not window.tasks.busy and _is_complete(window), timeout=LONG)


def _is_complete(window: Window) -> bool:
    from rilo_desktop.gui.editor.form import RecordForm

    return all(form.complete for form in window.findChildren(RecordForm) if form.isVisible())
