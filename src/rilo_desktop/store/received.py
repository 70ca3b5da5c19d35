"""Revisions that came from other offices: what a record of ours is known by there.

A revision that was received follows, beside ours, the one that it is a copy of. That one lies in
the store of the office that sent it; here only its name is known (docs/decisions/0027).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rilo_desktop.rules.findings import N_

from .queries import ReadSession
from .revisions import Revision

RECEIVED = N_("received")
"""Name of the operation in the log; only its revisions may follow one that is not here."""


@dataclass(frozen=True, slots=True)
class AncestryStep:
    """A revision of a record, and the names of those elsewhere that it follows.

    The first of them is the one that it is a copy of; the others are what that one came from.
    """

    revision: Revision
    elsewhere: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """What this very state is called, here and where it was written."""
        return frozenset((self.revision.id, *self.elsewhere[:1]))


def back_from(reading: ReadSession, newest: Revision) -> Iterator[AncestryStep]:
    """The revisions that a state came from, the newest first; each follows the one before it."""
    held = {revision.id: revision for revision in reading.revisions.of_record(newest.record)}
    at: Revision | None = newest
    while at is not None:
        here = [held[name] for name in at.parents if name in held]
        yield AncestryStep(at, tuple(name for name in at.parents if name not in held))
        at = here[0] if here else None


@dataclass(frozen=True, slots=True)
class ReceivedComment:
    """What an addressee says of a field of a record, at the revision that it saw."""

    record: str
    field: str
    comment: str
    by: str
    revision: str


def remarks(reading: ReadSession) -> tuple[ReceivedComment, ...]:
    """Comments on submissions that came back and that no later one supersedes."""
    rows = reading.run(
        'SELECT c.record, c.field, c.comment, c."by", s.revision FROM submission_comments c '
        "JOIN record r ON r.row = c.owner AND r.workflow = 'released' AND r.archived = 0 "
        "JOIN submission_records s ON s.owner = c.owner AND s.record = c.record "
        "ORDER BY c.owner, c.line"
    )
    return tuple(ReceivedComment(*(str(value or "") for value in row)) for row in rows)
