"""What can be asked of a store, by what is read: records, lists, the log, the office, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import card_rows, log, picture_copies, preference_rows
from .card_rows import CardRow
from .list_queries import ListQueries
from .picture_copies import PictureCopy
from .record_comments import CommentQueries
from .record_queries import RecordQueries, RevisionQueries, Run
from .signatures import PublicKeys
from .stored_content import verified
from .today_queries import TodayQueries

_LOG = (
    "SELECT seq, time, officer, device, action, detail, revisions, previous, hash, signature "
    "FROM log"
)


@dataclass(frozen=True, slots=True)
class OfficerRow:
    sign: str
    function: str
    role: str
    public_key: bytes
    is_active: bool


class ReadSession:
    """Over the driver's connection: SQLAlchemy would double the time of a short question."""

    def __init__(self, driver: Any, office: str = "") -> None:
        """`office`: code of the store's own, whose own numbers come before those of others."""
        self._run: Run = driver.execute
        self.own_office = office
        self.records = RecordQueries(self._run, office)
        self.revisions = RevisionQueries(self._run)
        self.lists = ListQueries(self._run)
        self.log = LogQueries(self._run)
        self.office = OfficeQueries(self._run)
        self.attachments = AttachmentQueries(self._run)
        self.comments = CommentQueries(self._run)
        self.waiting = TodayQueries(self._run)
        """What waits for somebody."""

    @property
    def size(self) -> int:
        """Bytes of the database."""
        pages, page = (self._run(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        return int(pages) * int(page)

    def run(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """A question of the checks in this package."""
        return list(self._run(sql, values).fetchall())


class LogQueries:
    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def last(self) -> int:
        """Number of the newest entry of the log; 0 where there is none."""
        return int(self._run("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0])

    def action_of(self, operation: int) -> str:
        row = self._run("SELECT action FROM log WHERE seq = ?", (operation,)).fetchone()
        return str(row[0]) if row else ""

    def entry(self, seq: int) -> log.LogEntry | None:
        """The log entry with this number."""
        row = self._run(f"{_LOG} WHERE seq = ?", (seq,)).fetchone()
        return log.from_row(row) if row else None

    def made_as(self) -> str | None:
        """Code of the office in the entry that made it, which is signed; None where there is no
        such entry, "" where somebody changed it."""
        first, second = self.entry(1), self.entry(2)
        if first is None:
            return None
        is_whole = log.is_whole(first) and (second is None or second.previous == first.hash)
        return str(first.detail.get("office", "")) if is_whole else ""

    def with_action(self, *actions: str) -> Iterator[log.LogEntry]:
        """Entries of the log that name one of these operations, oldest first."""
        marks = ",".join("?" * len(actions))
        rows = self._run(f"{_LOG} WHERE action IN ({marks}) ORDER BY seq", actions)
        return (log.from_row(row) for row in rows)

    def newest_first(self) -> Iterator[log.LogEntry]:
        """The log, newest entry first, read as far as it is looked at."""
        return (log.from_row(row) for row in self._run(f"{_LOG} ORDER BY seq DESC"))

    def since(self, seq: int) -> Iterator[log.LogEntry]:
        """Entries behind this one, oldest first."""
        rows = self._run(f"{_LOG} WHERE seq > ? ORDER BY seq", (seq,))
        return (log.from_row(row) for row in rows)

    def all(self) -> Iterator[log.LogEntry]:
        """The whole log, oldest entry first."""
        return (log.from_row(row) for row in self._run(f"{_LOG} ORDER BY seq"))


class OfficeQueries:
    """Its officers, their keys and preferences, the cards that it trusts, and its settings."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def officers(self) -> tuple[OfficerRow, ...]:
        rows = self._run(
            "SELECT sign, function, role, public_key, removed FROM officer ORDER BY added, sign"
        )
        return tuple(
            OfficerRow(sign, function, role, public_key, removed is None)
            for sign, function, role, public_key, removed in rows
        )

    def public_keys(self) -> PublicKeys:
        """Of all officers, removed ones too. Backups are asked, of older schemas too."""
        former: dict[str, list[tuple[int, bytes]]] = {}
        kept = "SELECT 1 FROM sqlite_master WHERE name = 'former_key'"
        rows = "SELECT sign, until, public_key FROM former_key ORDER BY sign, until"
        for sign, until, key in self._run(rows) if self._run(kept).fetchone() else ():
            former.setdefault(sign, []).append((until, key))
        return PublicKeys({officer.sign: officer.public_key for officer in self.officers()}, former)

    def cards(self) -> tuple[CardRow, ...]:
        """In the order in which they were trusted."""
        return card_rows.all_cards(self._run)

    def setting(self, name: str) -> str:
        """What the program keeps for the whole store; "" where there is nothing."""
        row = self._run("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def preferences(self, officer: str) -> Mapping[str, str]:
        """{name: value} of what an officer chose."""
        return preference_rows.of_officer(self._run, officer)

    def all_preferences(self) -> tuple[tuple[str, str, str], ...]:
        """(officer, name, value) of everybody; the office itself has the sign ""."""
        return preference_rows.of_all(self._run)

    def preference(self, officer: str, name: str) -> str:
        """What an officer chose under a name, "" where nothing was."""
        sql = "SELECT value FROM preference WHERE officer = ? AND name = ?"
        row = self._run(sql, (officer, name)).fetchone()
        return str(row[0]) if row else ""


class AttachmentQueries:
    """Files, pictures, and copies of pictures that may leave."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def content(self, sha256: str) -> bytes | None:
        """Raises ContentDamaged."""
        row = self._run("SELECT content FROM attachment WHERE sha256 = ?", (sha256,)).fetchone()
        return verified(bytes(row[0]), sha256) if row else None

    def has(self, sha256: str) -> bool:
        sql = "SELECT 1 FROM attachment WHERE sha256 = ?"
        return self._run(sql, (sha256,)).fetchone() is not None

    def all(self) -> Iterator[tuple[str, str, str]]:
        """(SHA-256, type, name) of everything, in a steady order."""
        sql = "SELECT sha256, media_type, name FROM attachment ORDER BY sha256"
        return iter(self._run(sql).fetchall())

    @property
    def size(self) -> int:
        """Bytes of all files, pictures and received documents."""
        return int(
            self._run("SELECT coalesce(sum(length(content)), 0) FROM attachment").fetchone()[0]
        )

    def copy(self, original: str, recipe: str) -> PictureCopy | None:
        """What may leave of a picture by this recipe, where it was made before."""
        return picture_copies.by_recipe(self._run, original, recipe)

    def has_copy(self, original: str, recipe: str) -> bool:
        sql = "SELECT 1 FROM picture_copy WHERE original = ? AND recipe = ?"
        return self._run(sql, (original, recipe)).fetchone() is not None

    def copy_named(self, sha256: str) -> PictureCopy | None:
        """The copy that left under this hash."""
        return picture_copies.by_hash(self._run, sha256)
