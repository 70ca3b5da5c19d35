"""From which revisions another one came: what a receiver needs to find the one it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .queries import ReadSession
from .revisions import names_in

MOST = 1_000
"""Ancestors that are named; a record that was saved more often is found by one of its newest."""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """`ancestors`: the newest first, parents among them; last those of other offices."""

    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()


def ancestries(reading: ReadSession, revisions: Mapping[str, str]) -> Mapping[str, Ancestry]:
    """{record: lineage} of {record: revision}."""
    names, found = list(revisions), {}
    for first in range(0, len(names), 500):
        part = names[first : first + 500]
        for record, made in _made(reading, part).items():
            found[record] = _lineage(revisions[record], made)
    return found


def _made(reading: ReadSession, records: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """{record: {revision: parents}}, the newest first."""
    marks = ",".join("?" * len(records))
    rows = reading.run(
        f"SELECT record, id, parents FROM revision WHERE record IN ({marks}) ORDER BY seq DESC",
        tuple(records),
    )
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for record, revision, parents in rows:
        found.setdefault(record, {})[revision] = names_in(parents)
    return found


def _lineage(revision: str, made: Mapping[str, tuple[str, ...]]) -> Ancestry:
    parents = made.get(revision, ())
    reached, waiting = set(), list(parents)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += made.get(name, ())
    in_order = [*(name for name in made if name in reached), *sorted(reached - made.keys())]
    return Ancestry(parents, tuple(in_order[:MOST]))
