"""The commands of This office: to each of its pages, and what is done there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from rilo_desktop.language import N_

from ..i18n import tr
from ..routing import HANDOVER, LOG, OFFICE, OFFICERS, PRACTICE, Route
from . import FILE, GO, Command


class SubPage(NamedTuple):
    """`parts` stand below each other; `topic` is the help topic."""

    label: str
    icon: str
    topic: str
    parts: tuple[str, ...]


SUB_PAGES = {
    "window": SubPage(N_("The window"), "adjustments", OFFICE, ("window_settings", "about")),
    OFFICERS: SubPage(N_("Officers and roles"), "users", OFFICERS, ("officers",)),
    "keys": SubPage(N_("Keys and cards"), "key", "cards", ("cards", "keys")),
    "backups": SubPage(N_("Backups"), "archive", "backups", ("backups",)),
    "retention": SubPage(N_("Retention"), "clock", "retention", ("going",)),
    "paper": SubPage(N_("Paper"), "file-text", OFFICE, ("paper",)),
    "lists": SubPage(N_("Lists and packs"), "list-details", OFFICE, ("code_lists", "sources")),
    LOG: SubPage(N_("Log"), "history", LOG, ("log", "condition")),
    HANDOVER: SubPage(N_("Move or hand over"), "package", OFFICERS, ("handover", PRACTICE)),
}
"""Key -> the page."""
DONE = (
    ("back_up", N_("Back up now"), "device-floppy", "backups", "now"),
    ("drill", N_("Try a restore"), "history", "backups", "trial"),
    ("restore", N_("Restore from a backup"), "history", "backups", "restore"),
    ("check", N_("Check the store"), "clipboard", "condition", "button"),
    ("add", N_("Add an officer"), "plus", "officers", "add"),
    ("card", N_("Save the card of this office"), "download", "cards", "save"),
    ("trust", N_("Open the card of another office"), "key", "cards", "open"),
    ("recovery_key", N_("New recovery key"), "key", "keys", "renew"),
    ("rekey", N_("New key for the office"), "lock", "keys", "rekey"),
    ("lists", N_("Open a file of lists"), "file-import", "code_lists", "packs.open"),
)
"""Key, label, icon, and the button that does it: the part it stands in, and its name there."""


def office_commands(travel: Callable[[Route], object], may_reset: bool) -> Iterator[Command]:
    """Found from every page: they go there first."""
    menu = tr("This office")
    for key, one in SUB_PAGES.items():
        yield Command(
            f"office {key}",
            tr("This office: {page}", page=tr(one.label)),
            "",
            partial(travel, Route(OFFICE, kind=key)),
            icon=one.icon,
            leads=True,
            menu=GO,
            submenu=menu,
            topic=one.topic,
        )
    for key, label, icon, part, name in DONE:
        yield Command(
            f"office.{key}",
            tr(label),
            "",
            partial(travel, Route(OFFICE, kind=part, path=name)),
            icon=icon,
            menu=FILE,
            submenu=menu,
            topic=next(one.topic for one in SUB_PAGES.values() if part in one.parts),
        )
    if may_reset:
        yield Command(
            "office.reset",
            tr("Reset the practice office …"),
            "",
            partial(travel, Route(OFFICE, kind=PRACTICE)),
            icon="refresh",
            menu=FILE,
            submenu=menu,
            topic="practice",
        )
