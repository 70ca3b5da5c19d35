"""The commands that lead to pages, to lists behind a page, and to new papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.presentation.navigation import GROUPS
from rilo_desktop.presentation.registry import RECORD_TYPES

from ..i18n import tr
from ..page_registry import INBOX, OFFICE, SUBMISSION, page_entry, pages_of, topic_of
from ..routing import HANDOVER, NETWORK, Route
from . import FILE, GO, Command

Go = Callable[[str], object]


def navigation_commands(go: Go, go_to_group: Go) -> Iterator[Command]:
    """To each group by its key and to each page by its name, to a page alone by both; to the
    lists that stand behind a page."""
    for group in GROUPS:
        pages = pages_of(group.key)
        title = tr(group.label) if len(pages) > 1 else ""
        for key in pages:
            look = page_entry(key)
            yield Command(
                f"go {key}",
                tr("Go to {page}", page=tr(look.label)),
                group.shortcut if len(pages) == 1 else "",
                partial(go, key),
                icon=look.icon,
                place=tr(look.label),
                leads=True,
                submenu=title,
                topic=topic_of(key),
            )
        if len(pages) > 1:
            yield Command(
                f"group {group.key}",
                tr("Go to {page}", page=tr(group.label)),
                group.shortcut,
                partial(go_to_group, group.key),
                offered=False,
                menu=GO,
                submenu=title,
            )
    for spec in RECORD_TYPES:
        if spec.listed_by:
            yield Command(
                f"list {spec.code}",
                tr("Go to the list: {list}", list=tr(spec.place)),
                "",
                partial(go, spec.code),
                icon=spec.icon,
                place=tr(spec.place),
                leads=True,
                submenu=tr("Lists"),
                topic=topic_of(spec.code),
            )


def paper_commands(travel: Callable[[Route], object], in_secretariat: bool) -> Iterator[Command]:
    """To a new submission of each type, and to the papers that are no submission."""
    yield Command(
        "handover",
        tr("Handover dossier"),
        "",
        partial(travel, Route(OFFICE, kind=HANDOVER)),
        icon="file-export",
        menu=FILE,
        submenu=tr("This office"),
        topic="officers",
    )
    if in_secretariat:
        yield Command(
            "network report",
            tr("Network report"),
            "",
            partial(travel, Route(INBOX, kind=NETWORK)),
            icon="file-export",
            menu=FILE,
            topic="answering",
        )
    for document in SUBMISSIONS.values():
        yield Command(
            f"new {document.name}",
            tr("New submission: {type}", type=tr(document.label)),
            "",
            partial(travel, Route(SUBMISSION, new=True, kind=document.name)),
            icon=document.icon,
            menu=FILE,
            submenu=tr("New submission"),
            topic=SUBMISSION,
        )
