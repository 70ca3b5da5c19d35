"""A file of the program's own was opened: a backup, an identity card, or a new version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rilo_desktop.file_kinds import BACKUP, CARD, UPDATE, named

from ..dialogs.restore.page import RescuePage
from ..i18n import tr
from ..page_registry import INBOX
from ..routing import Route
from ..widgets.error_messages import explained
from ..widgets.question import Question

if TYPE_CHECKING:
    from ..main_window import MainWindow


def open_file(window: MainWindow, file: Path) -> None:
    """Show what it is, and what can be done with it; nothing is changed by that."""
    kind = named(file.name)
    if kind is BACKUP:
        _offer_backup(window, file)
    elif kind is CARD:
        _show_message(window, tr("Identity card"), _card(file))
        window.unlocked.connect(
            lambda: _to_inbox(window, file), Qt.ConnectionType.SingleShotConnection
        )
    elif kind is UPDATE:
        window.show_update(file)
    else:
        said = tr(
            "{file} is not a RILO Desktop file: backups, identity cards and updates can be opened.",
            file=file.name,
        )
        _show_message(window, tr("This file cannot be opened"), said)


def _offer_backup(window: MainWindow, file: Path) -> None:
    window.flow.show_rescue()
    page = window.flow.rescue
    if isinstance(page, RescuePage):
        page.choose_file(file)


def _to_inbox(window: MainWindow, file: Path) -> None:
    """Whoever enters next finds the card there, to compare and to trust it."""
    if window.shell is not None:
        window.shell.travel(Route(INBOX, files=(file,)))


def _card(file: Path) -> str:
    from rilo_desktop.rules.findings import Refused
    from rilo_desktop.services.office import cards

    try:
        card = cards.read_card(file)
    except Refused as refused:
        return explained(refused)
    return tr(
        "This is the card of the office {office}. Its fingerprint is {fingerprint}. Compare it "
        "with that office over the telephone before you trust it.",
        office=card.office,
        fingerprint=card.fingerprint,
    )


def _show_message(window: MainWindow, title: str, said: str) -> None:
    Question(window, title, said, [("close", tr("Close"), "primary")]).open()
