"""From which revisions another one came, and when: a receiver finds by it the one it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .queries import ReadSession
from .revisions import names_in

MOST = 1_000
"""Ancestors that are named; a record that was saved more often is found by one of its newest."""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """`ancestors`: the newest first, parents among them; last those of other offices. `first`,
    `at`: when the first revision of the record in this store was written, and this one; ISO."""

    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    first: str = ""
    at: str = ""


class _Made(NamedTuple):
    parents: tuple[str, ...]
    at: str


_ELSEWHERE = _Made((), "")
"""A revision that this store does not have."""


def ancestries(reading: ReadSession, revisions: Mapping[str, str]) -> Mapping[str, Ancestry]:
    """{record: lineage} of {record: revision}."""
    names, found = list(revisions), {}
    for first in range(0, len(names), 500):
        part = names[first : first + 500]
        for record, made in _made(reading, part).items():
            found[record] = _lineage(revisions[record], made)
    return found


def _made(reading: ReadSession, records: Sequence[str]) -> dict[str, dict[str, _Made]]:
    """{record: {revision: how it was made}}, the newest first."""
    marks = ",".join("?" * len(records))
    rows = reading.run(
        "SELECT record, id, parents, time FROM revision "
        f"WHERE record IN ({marks}) ORDER BY seq DESC",
        tuple(records),
    )
    found: dict[str, dict[str, _Made]] = {}
    for record, revision, parents, time in rows:
        found.setdefault(record, {})[revision] = _Made(names_in(parents), time)
    return found


def _lineage(revision: str, made: Mapping[str, _Made]) -> Ancestry:
    own = made.get(revision, _ELSEWHERE)
    reached, waiting = set(), list(own.parents)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += made.get(name, _ELSEWHERE).parents
    in_order = [*(name for name in made if name in reached), *sorted(reached - made.keys())]
    first = [*made.values(), _ELSEWHERE][max(0, len(made) - 1)]
    return Ancestry(own.parents, tuple(in_order[:MOST]), first.at, own.at)
