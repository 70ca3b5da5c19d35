"""Content is taken away for good; what remains is a tombstone in the log.

A revision's id and signature cover a salted digest of its content. Content and salt go together:
all hashes still hold, and without the salt nobody can try out what the content may have been.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rilo_desktop.records import Submission
from rilo_desktop.rules.findings import N_

from .queries import ReadSession

PURGED = N_("content purged")
Run = Callable[..., Any]


def purge(run: Run, revisions: Sequence[str]) -> None:
    """Take content and salt of these revisions away."""
    run("UPDATE revision SET content = NULL, salt = NULL WHERE id = ?", [(r,) for r in revisions])


def purge_files(run: Run, hashes: Sequence[str]) -> None:
    run("DELETE FROM attachment WHERE sha256 = ?", [(name,) for name in hashes])
    run("DELETE FROM picture_copy WHERE original = ?", [(name,) for name in hashes])


def forget_words(run: Run) -> None:
    """Merge the search index: deleted words stay in its segments until then."""
    run("INSERT INTO search(search) VALUES ('optimize')")


@contextmanager
def overwriting(driver: Any) -> Iterator[None]:
    """Freed pages are overwritten, and nothing of them stays in the write-ahead log."""
    driver.execute("PRAGMA secure_delete=ON").fetchone()
    try:
        yield
    finally:
        driver.execute("PRAGMA secure_delete=OFF").fetchone()
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def files_in(reading: ReadSession, revisions: Iterable[str]) -> tuple[str, ...]:
    """Pictures and files that only these revisions name.

    A submission that took a file along does not keep it: it cannot be made again without the
    revision, whatever it names.
    """
    gone = tuple(dict.fromkeys(revisions))
    named: set[str] = set()
    for name in gone:
        revision = reading.revisions.get(name)
        if revision is not None and not revision.is_purged:
            named |= set(_files_of(revision.snapshot()))
    marks = ",".join("?" * len(gone))
    kept = (
        f"SELECT 1 FROM revision WHERE id NOT IN ({marks}) AND kind <> ? "
        "AND instr(content, ?) LIMIT 1"
    )
    others = Submission.kind.code
    return tuple(sorted(one for one in named if not reading.run(kept, (*gone, others, one))))


def _files_of(snapshot: Mapping[str, Any]) -> Iterator[str]:
    """SHA-256 of what lines of a snapshot name."""
    lists = (value for value in snapshot.values() if isinstance(value, list))
    lines = (line for found in lists for line in found if isinstance(line, dict))
    yield from (line["sha256"] for line in lines if line.get("sha256"))


def submissions_with(reading: ReadSession, revisions: Sequence[str]) -> tuple[str, ...]:
    """References of submissions that froze one of these revisions."""
    marks = ",".join("?" * len(revisions))
    rows = reading.run(
        "SELECT DISTINCT record.reference FROM submission_records AS line JOIN record "
        f"ON record.row = line.owner WHERE line.revision IN ({marks}) ORDER BY 1",
        tuple(revisions),
    )
    return tuple(str(row[0]) for row in rows)


def whole_records(reading: ReadSession) -> Iterator[tuple[str, int, str]]:
    """(id of the record, operation, time) of each purge that left nothing of a record."""
    for entry in reading.log.with_action(PURGED):
        if entry.revisions:  # the empty state that took its place; other purges write none
            yield str(entry.detail["record"]), entry.seq, entry.time


def was_sent(reading: ReadSession, record: str) -> bool:
    """Did a submission of this office freeze it?"""
    sql = "SELECT 1 FROM submission_records WHERE record = ? LIMIT 1"
    return bool(reading.run(sql, (record,)))


def unexplained(reading: ReadSession) -> tuple[tuple[str, str, int], ...]:
    """(id, record, number) of revisions whose content is gone and that no purge names."""
    named = {
        name for entry in reading.log.with_action(PURGED) for name in entry.detail["revisions"]
    }
    gone = reading.run("SELECT id, record, number FROM revision WHERE content IS NULL ORDER BY seq")
    return tuple((r[0], r[1], int(r[2])) for r in gone if r[0] not in named)


def texts_in(data: Any) -> Iterator[str]:
    """Every text of a snapshot."""
    waiting: list[Any] = [data]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
