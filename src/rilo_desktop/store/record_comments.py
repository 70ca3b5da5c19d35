"""Comments of colleagues on records: working notes of the office, beside the records.

A row holds one comment or one answer to it; `state` and `record` are all of it that ever changes.
The log entry of an operation names what it wrote and changed, so that a comment is signed and
chained as everything is, and says nothing of its text:

    detail "record_comments" = {id: [place before, place after, digest]}
    place  = [state, id of the record], null where it is not there (not yet; purged)
    digest = "2:" SHA-256(length of the salt || salt || canonical comment), as of a revision

A purge takes the row with its salt: nobody can try out what may have been written.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records.snapshots import canonical
from rilo_desktop.rules.findings import N_, Finding, Nature, Severity

from .log import LogEntry
from .revisions import SALT_BYTES, digest_of
from .tables import RECORD_COMMENT

NOTED = "record_comments"
"""In the detail of a log entry."""
OPEN, DONE, TAKEN_BACK = "open", "done", "taken_back"
COPIED = frozenset({"import"})
"""Operations that write what another officer said: everything of an office read into a new one."""

Place = tuple[str, str]
"""State, and id of the record."""
Run = Callable[..., Any]
_NAMES = tuple(column.name for column in RECORD_COMMENT.columns if column.name != "seq")
_COLUMNS = ", ".join(_NAMES)
_SELECT = f"SELECT {_COLUMNS} FROM record_comment"
_ACTIVE = "(SELECT sign FROM officer WHERE removed IS NULL)"
_WROTE = "EXISTS (SELECT 1 FROM revision AS r WHERE r.record = c.record AND {who})"
_SPOKE = (
    "EXISTS (SELECT 1 FROM record_comment AS r "
    "WHERE r.state = 'open' AND (r.id = c.id OR r.answers = c.id) AND {who})"
)
_ME, _OTHERS = "r.author = ?1", f"r.author <> c.last AND r.author IN {_ACTIVE}"
_AWAITING = f"""
SELECT c.id, record.row
FROM (
  SELECT o.id, o.record, o.seq, coalesce((
    SELECT a.author FROM record_comment AS a
    WHERE a.answers = o.id AND a.state = 'open' ORDER BY a.seq DESC LIMIT 1
  ), o.author) AS last
  FROM record_comment AS o WHERE o.state = 'open' AND o.answers = ''
) AS c JOIN record ON record.id = c.record AND record.archived = 0
WHERE c.last <> ?1 AND (
  {_WROTE.format(who=_ME)} OR {_SPOKE.format(who=_ME)}
  OR NOT ({_WROTE.format(who=_OTHERS)} OR {_SPOKE.format(who=_OTHERS)})
)
ORDER BY c.record, c.seq LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class RecordComment:
    """`field`: name of a field of the record, "" for all of it. `answers`: id of the comment that
    it answers, "" for one that begins. `operation` wrote it, `changed` put it where it is."""

    id: str
    record: str
    field: str
    answers: str
    author: str
    time: str
    operation: int
    salt: bytes
    text: str
    state: str = OPEN
    changed: int = 0

    @property
    def place(self) -> Place:
        return self.state, self.record

    @property
    def digest(self) -> str:
        said = {
            "id": self.id,
            "field": self.field,
            "answers": self.answers,
            "author": self.author,
            "time": self.time,
            "text": self.text,
        }
        return digest_of(self.salt, canonical(said))


@dataclass(frozen=True, slots=True)
class Move:
    """What an operation did with a comment, as its log entry has it."""

    id: str
    before: Place | None
    after: Place | None
    digest: str


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


class CommentQueries:
    """What can be asked of the comments."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def of_record(self, record: str) -> tuple[RecordComment, ...]:
        """In the order in which they were written, without those that were taken back."""
        return self._all("WHERE record = ? AND state <> ? ORDER BY seq", (record, TAKEN_BACK))

    def all_of_record(self, record: str) -> tuple[RecordComment, ...]:
        """Those that were taken back too."""
        return self._all("WHERE record = ? ORDER BY seq", (record,))

    def get(self, name: str) -> RecordComment | None:
        return next(iter(self._all("WHERE id = ?", (name,))), None)

    def answers_to(self, comment: str) -> tuple[RecordComment, ...]:
        """Those that were taken back too."""
        return self._all("WHERE answers = ? ORDER BY seq", (comment,))

    def awaiting(self, sign: str, limit: int) -> tuple[tuple[str, int], ...]:
        """(id, key of `record`) of open comments on which a colleague has the last word and that
        concern this officer: who wrote the record or in the thread. Where that is nobody else who
        is there, one concerns everybody."""
        rows = self._run(_AWAITING, (sign, limit))
        return tuple((str(row[0]), int(row[1])) for row in rows)

    def open_on(self, record: str) -> int:
        sql = (
            "SELECT count(*) FROM record_comment WHERE record = ? AND state = 'open' "
            "AND answers = ''"
        )
        return int(self._run(sql, (record,)).fetchone()[0])

    def all(self) -> Iterator[RecordComment]:
        """Every one that is there, in the order in which they were written."""
        return (RecordComment(*row) for row in self._run(f"{_SELECT} ORDER BY seq"))

    def _all(self, where: str, values: tuple[Any, ...]) -> tuple[RecordComment, ...]:
        return tuple(RecordComment(*row) for row in self._run(f"{_SELECT} {where}", values))


# --- writing, by a unit of work


def write(run: Run, comments: Sequence[RecordComment]) -> list[Move]:
    marks = ", ".join("?" * len(_NAMES))
    rows = [tuple(getattr(one, name) for name in _NAMES) for one in comments]
    run(f"INSERT INTO record_comment({_COLUMNS}) VALUES ({marks})", rows)
    return [Move(one.id, None, one.place, one.digest) for one in comments]


def put(
    run: Run, operation: int, comments: Iterable[RecordComment], places: Mapping[str, Place]
) -> list[Move]:
    """Give these comments other states or records."""
    moves = [
        Move(one.id, one.place, places[one.id], one.digest)
        for one in comments
        if places[one.id] != one.place
    ]
    sql = "UPDATE record_comment SET state = ?, record = ?, changed = ? WHERE id = ?"
    run(sql, [(*move.after, operation, move.id) for move in moves if move.after is not None])
    return moves


def purge(run: Run, comments: Sequence[RecordComment]) -> list[Move]:
    run("DELETE FROM record_comment WHERE id = ?", [(one.id,) for one in comments])
    return [Move(one.id, one.place, None, one.digest) for one in comments]


def noted(moves: Iterable[Move], before: Mapping[str, Any]) -> dict[str, Any]:
    """For the detail of the log; `before`: what the same operation noted already."""
    told = dict(before)
    for move in moves:
        first = told[move.id][0] if move.id in told else move.before
        told[move.id] = [first, move.after, move.digest]
    return told


def moves_in(entry: LogEntry) -> tuple[Move, ...]:
    """What an entry says of comments; what no program wrote is passed over."""
    told = entry.detail.get(NOTED)
    if not isinstance(told, dict):
        return ()
    found = []
    for name, said in told.items():
        if isinstance(said, list) and len(said) == 3 and isinstance(said[2], str):
            found.append(Move(str(name), _place(said[0]), _place(said[1]), said[2]))
    return tuple(found)


def _place(said: Any) -> Place | None:
    if not isinstance(said, list) or len(said) != 2:
        return None
    return str(said[0]), str(said[1])


# --- the check of the store


class ToldComments:
    """The comments as the log names them, one entry after the other from its beginning."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Place, str, int]] = {}
        self._writers: dict[str, str] = {}

    def check(self, entry: LogEntry) -> None:
        for move in moves_in(entry):
            if move.before is None and entry.action not in COPIED:
                self._writers[move.id] = entry.officer
            if move.after is None:
                self._told.pop(move.id, None)
            else:
                self._told[move.id] = (move.after, move.digest, entry.seq)

    def unlike(self, comments: Iterable[RecordComment]) -> Iterator[Finding]:
        """Comments that are not what the log says, or that it does not name."""
        there = {one.id: one for one in comments}
        for name in sorted({*there, *self._told}):
            if name not in there or name not in self._told or not self._agrees(there[name]):
                yield Finding(
                    "check.comment",
                    Severity.BLOCKS,
                    Nature.STRUCTURE,
                    N_("The stored comment {id} differs from the log."),
                    {"id": name[:12]},
                )

    def _agrees(self, one: RecordComment) -> bool:
        writer = self._writers.get(one.id, one.author)
        try:
            told = (one.place, one.digest, one.changed)
        except (TypeError, ValueError):  # something that this program never wrote
            return False
        return told == self._told[one.id] and one.author == writer
