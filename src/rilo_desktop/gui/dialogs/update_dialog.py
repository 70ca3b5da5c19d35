"""A new version from a stick, in the window: shown, and handed over after a verified backup."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import program_update

from ..i18n import tr, window_language
from ..widgets.error_messages import explained
from ..widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.services.office.program_update import Prepared, Update

    from ..concurrency.worker import Tasks
    from ..shell import Shell

MOST_NEWS = 600
"""Characters of what is new that are shown; the changelog has the rest."""


def show_update(
    window: QWidget, tasks: Tasks, place: Callable[[], Shell | None], file: Path
) -> None:
    """What is in it; with the office open it can be installed from here.

    `place` is that of the open office, None while it is locked.
    """
    tasks.ask(
        program_update.read_update,
        file,
        then=lambda found: _offer(window, place, found),
        failed=lambda error: _show_message(window, explained(error)),
        owner=window,
    )


def _offer(window: QWidget, place: Callable[[], Shell | None], found: Update) -> None:
    title = tr("Version {version}, issued {day}", version=found.version, day=found.issued)
    news = found.news(window_language())[:MOST_NEWS]
    if place() is None:
        said = tr("Unlock the office, then open the file again: a backup is made first.")
        _show_message(window, f"{news}\n\n{said}".strip(), title)
        return
    said = tr(
        "The office is backed up, and the backup is checked. Then the program closes, and the "
        "installer begins. If it fails, this version still works."
    )
    answers = [("later", tr("Later"), "secondary"), ("go", tr("Back up and install"), "primary")]
    question = Question(window, title, f"{news}\n\n{said}".strip(), answers)
    question.answered.connect(lambda key: _prepare(window, place(), found) if key == "go" else None)
    question.open()


def _prepare(window: QWidget, place: Shell | None, found: Update) -> None:
    if place is None:
        return
    place.context.serve(
        program_update.prepare,
        found,
        working=tr("Preparing the update"),
        then=lambda done: _hand_over(window, done),
        failed=lambda error: _show_message(window, explained(error)),
        owner=window,
    )


def _hand_over(window: QWidget, done: Prepared) -> None:
    from rilo_desktop.services.office import program_update

    command = program_update.command_of(done)
    if not command:
        said = tr(
            "Close the program on all accounts. Then an administrator runs this command: {line}",
            line=program_update.instruction(done),
        )
        _show_message(window, said, tr("The update is ready"))
        return
    try:
        subprocess.Popen(command, start_new_session=True)
    except OSError as error:
        program_update.discard(done)
        _show_message(window, explained(error))
        return
    window.close()


def _show_message(window: QWidget, said: str, title: str = "") -> None:
    close = [("close", tr("Close"), "primary")]
    Question(window, title or tr("This update cannot be installed"), said, close).open()
