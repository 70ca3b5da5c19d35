"""A file of the program's own was opened: a backup, an identity card, or a new version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from .destination import Destination
from .faults import explained
from .pages import INBOX
from .rescue.page import RescuePage
from .texts import tr
from .widgets.question import Question

if TYPE_CHECKING:
    from .window import Window

BACKUP, CARD, UPDATE = ".rilobackup", ".rilocard", ".riloupdate"


def open_file(window: Window, file: Path) -> None:
    """Show what it is, and what can be done with it; nothing is changed by that."""
    if file.suffix.lower() == BACKUP:
        _offer_backup(window, file)
    elif file.suffix.lower() == CARD:
        _tell(window, tr("Identity card"), _card(file))
        window.unlocked.connect(
            lambda: _to_inbox(window, file), Qt.ConnectionType.SingleShotConnection
        )
    elif file.suffix.lower() == UPDATE:
        window.show_update(file)
    else:
        said = tr(
            "{file} is not a RILO Desktop file: backups, identity cards and updates can be opened.",
            file=file.name,
        )
        _tell(window, tr("This file cannot be opened"), said)


def _offer_backup(window: Window, file: Path) -> None:
    window.flow.show_rescue()
    page = window.flow.rescue
    if isinstance(page, RescuePage):
        page.choose_file(file)


def _to_inbox(window: Window, file: Path) -> None:
    """Whoever enters next finds the card there, to compare and to trust it."""
    if window.workplace is not None:
        window.workplace.travel(Destination(INBOX, files=(file,)))


def _card(file: Path) -> str:
    from rilo_desktop.rules.findings import Refused
    from rilo_desktop.services import cards

    try:
        card = cards.look_at(file)
    except Refused as refused:
        return explained(refused)
    return tr(
        "This is the card of the office {office}. Its fingerprint is {fingerprint}. Compare it "
        "with that office over the telephone before you trust it.",
        office=card.office,
        fingerprint=card.fingerprint,
    )


def _tell(window: Window, title: str, said: str) -> None:
    Question(window, title, said, [("close", tr("Close"), "primary")]).open()
