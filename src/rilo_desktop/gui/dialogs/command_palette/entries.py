"""What Find anything offers: records by kind, then pages and actions, each with what Enter does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rilo_desktop.help.topics import found
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import kind_named

from ...commands import CommandAction, keys_text
from ...i18n import numbers, tr, window_language
from ...itemviews.list_row import listed, marks_in, pattern_of
from ...routing import Route

if TYPE_CHECKING:
    from rilo_desktop.services.records.search import Group

Marks = tuple[tuple[int, int], ...]

MOST_COMMANDS = 6
"""Actions offered beside records; without words all are."""
MOST_TOPICS = 3
"""Help topics that are offered."""


@dataclass(frozen=True)
class Entry:
    """One row. A heading has no `run`; `trailing` is a date, a key or a count."""

    title: str
    run: Callable[[], object] | None = None
    icon: str = ""
    second: str = ""
    trailing: str = ""
    marks: Marks = ()
    second_marks: Marks = ()
    is_named: bool = False
    """The words are just what it, or the page that it leads to, is called."""

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.second, self.trailing) if part)


@dataclass(frozen=True)
class FoundRecord:
    """A row of a kind, ready to be drawn."""

    kind: str
    id: str
    entry: Entry


def records_of(groups: Iterable[Group], words: str) -> tuple[FoundRecord, ...]:
    """Runs in the worker: texts and marks are made here, `run` comes in the window."""
    from rilo_desktop.services.records.search_reasons import highlighted

    pattern = pattern_of(highlighted(words))
    made = []
    for group in groups:
        spec = record_type(group.kind)
        for row in group.rows:
            item = listed(row, spec.list, pattern)
            entry = Entry(
                item.title,
                icon=spec.icon,
                second=item.second,
                trailing=item.aside,
                marks=item.marks,
                second_marks=item.second_marks,
            )
            made.append(FoundRecord(group.kind, row.id, entry))
    return tuple(made)


def record_entries(
    records: Sequence[FoundRecord], counts: Mapping[str, int], go: Callable[[Route], object]
) -> list[Entry]:
    """Records under the heading of their kind, with how many there are of it."""
    made: list[Entry] = []
    kind = ""
    for record in records:
        if record.kind != kind:
            kind = record.kind
            count = numbers().number(counts[kind]) if kind in counts else ""
            made.append(Entry(tr(kind_named(kind).plural), trailing=count))
        made.append(_with_run(record.entry, go, Route(record.kind, record.id)))
    return made


def list_entries(kinds: Sequence[str], words: str, go: Callable[[Route], object]) -> list[Entry]:
    """The search as a list of its kind."""
    return [
        Entry(
            tr("Show all in {list}", list=tr(kind_named(kind).plural)),
            lambda kind=kind: go(Route(kind, words=words)),  # type: ignore[misc]
            "filter",
            tr("As a list that can be narrowed and kept as a view"),
        )
        for kind in kinds
    ]


def command_entries(
    actions: Sequence[CommandAction], words: str, do: Callable[[CommandAction], object]
) -> list[Entry]:
    """What can be done now and is called by all these words; all where there are none.

    Ways to pages come first: Enter without a word must do nothing that somebody would regret. What
    is called by exactly these words comes before all.
    """
    parts = words.casefold().split()
    pattern = pattern_of(parts)
    made: dict[str, Entry] = {}
    for action in sorted(actions, key=lambda action: not action.command.leads):
        command = action.command
        label = command.label
        wanted = command.offered and action.is_able and all(p in label.casefold() for p in parts)
        if wanted and label not in made:
            made[label] = Entry(
                label,
                lambda action=action: do(action),  # type: ignore[misc]
                command.icon or "arrow-right",
                trailing=keys_text(command.keys),
                marks=marks_in(pattern, label),
                is_named=bool(parts)
                and parts in [name.casefold().split() for name in (label, command.place)],
            )
    entries = sorted(made.values(), key=lambda one: not one.is_named)
    return entries[:MOST_COMMANDS] if parts else entries


def topic_entries(words: str, show: Callable[[str], object]) -> list[Entry]:
    """Help topics that have these words."""
    pattern = pattern_of(words.casefold().split())
    return [
        Entry(
            one.title,
            lambda key=one.key: show(key),  # type: ignore[misc]
            "info-circle",
            one.summary,
            marks=marks_in(pattern, one.title),
        )
        for one in found(words, window_language())[:MOST_TOPICS]
    ]


def _with_run(entry: Entry, go: Callable[[Route], object], destination: Route) -> Entry:
    return replace(entry, run=lambda: go(destination))
