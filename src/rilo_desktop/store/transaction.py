"""The unit of work: the only way anything is written.

A unit is one operation: all its revisions, rows, search entries and its one log entry are committed
together, or none. Services get a unit from `Store.unit` and never see a connection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rilo_desktop.records import Record, kind_named
from rilo_desktop.records.identifiers import parts_of, prefix_of, reference
from rilo_desktop.records.sanitize import as_text, sanitize_text

from . import (
    card_rows,
    log,
    numbering,
    ownership,
    picture_copies,
    preference_rows,
    purging,
    record_comments,
    released,
    search_words,
)
from .card_rows import CardRow
from .errors import ReferenceInUse
from .picture_copies import PictureCopy
from .projection import (
    head_row,
    insert_sql,
    kind_statement,
    line_rows,
    line_statements,
)
from .queries import ReadSession
from .record_comments import RecordComment
from .repairing import rebuild
from .revisions import Circumstances, Revision, as_names, revise
from .signatures import Signer
from .tables import (
    ATTACHMENT,
    COUNTER,
    FORMER_KEY,
    KIND_TABLES,
    LOG,
    OFFICE_ITSELF,
    OFFICER,
    RECORD,
    SETTING,
)

Statement = tuple[str, list[tuple[Any, ...]]]
"""SQL and the rows it is run with."""

_INSERT_SEARCH = "INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)"
_UPDATE_RECORD = (
    "UPDATE record SET "
    + ", ".join(f"{column.name} = ?" for column in RECORD.columns if column.name != "row")
    + " WHERE row = ?"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes on which workstation."""

    sign: str
    office_code: str
    workstation: str
    signer: Signer


@dataclass(slots=True)
class LogEnds:
    """Where log and records end. The store is locked, so what was read once stays true.

    Empty (operation 0) until the first operation, and again after one that was undone.
    """

    operation: int = 0
    hash: str = ""
    row: int = 0
    in_use: dict[str, int] = field(default_factory=dict)
    """{prefix of references: highest number} of those that were looked for."""

    def forget(self) -> None:
        self.operation = 0
        self.in_use.clear()


@dataclass(frozen=True, slots=True)
class RecordHead:
    """Where a record stands: its row, newest revision and how many there were."""

    row: int
    id: str
    kind: str
    reference: str
    revision: str
    number: int


class UnitOfWork:
    """One operation. Made by `Store.unit`; `write` may be called several times."""

    def __init__(
        self, driver: Any, writer: Writer, action: str, now: datetime, ends: LogEnds
    ) -> None:
        self._driver = driver
        self._is_over = False
        self._writer = writer
        self._now = now
        self._time = now.isoformat(timespec="milliseconds")
        self._action = action
        self._detail: dict[str, Any] = {}
        self._revisions: list[Revision] = []
        self._ends = ends
        self._heads: dict[str, RecordHead | None] = {}
        if not ends.operation:
            self._read_log_end()
        self.operation: int = ends.operation + 1
        self.is_abandoned = False

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def reading(self) -> ReadSession:
        """The store as this operation sees it, its own writes included."""
        return ReadSession(self._driver, self._writer.office_code)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Those made so far."""
        return tuple(self._revisions)

    def note(self, **detail: Any) -> None:
        """Say more of the operation in its log entry."""
        self._detail |= {name: _as_text(value) for name, value in detail.items()}

    def heads(self, ids: Iterable[str]) -> dict[str, RecordHead]:
        """Where the records with these ids stand; those the store does not have are absent."""
        wanted = tuple(dict.fromkeys(ids))
        self._load_heads([name for name in wanted if name not in self._heads])
        return {name: head for name in wanted if (head := self._heads[name])}

    def _load_heads(self, ids: Sequence[str]) -> None:
        """Nobody else writes meanwhile, so where a record stands is asked once an operation."""
        columns = "row, id, kind, reference, revision, number"
        for first in range(0, len(ids), 500):
            part = tuple(ids[first : first + 500])
            marks = ",".join("?" * len(part))
            sql = f"SELECT {columns} FROM record WHERE id IN ({marks})"
            self._heads |= dict.fromkeys(part)
            self._heads |= {row[1]: RecordHead(*row) for row in self._run(sql, part)}

    def write(
        self, records: Sequence[Record], also: Mapping[str, Sequence[str]] = MappingProxyType({})
    ) -> tuple[Record, ...]:
        """Make a revision of each record; a new one gets its reference. Returns them as written.

        `also`: {record: further revisions that it follows}, another office's or, of a merge, ours.
        Raises Refused for a released submission that would change, and for another office's record
        that an import would write.
        """
        heads = self.heads(record.id for record in records)
        named = self._named(records, heads)
        released.refuse_changes(self.reading, named, heads)
        if self._action == ownership.IMPORT:
            ownership.refuse_foreign(named, self._writer.office_code)
        circumstances = Circumstances(
            self._writer.sign,
            self._time,
            self._writer.workstation,
            self.operation,
        )
        made, written = [], []
        for record in named:
            head = heads.get(record.id)
            parents = (*((head.revision,) if head else ()), *also.get(record.id, ()))
            number = head.number + 1 if head else 1
            clean, content = as_text(record)
            made.append(revise(clean, content, parents, number, circumstances, self._writer.signer))
            written.append(clean)
        self._revisions += made
        kept = (_INSERT_REVISION, [_revision_row(revision) for revision in made])
        # All is made before the first statement runs: they are quicker one right after another.
        for sql, rows in [kept, *self._projected(written, made, heads)]:
            self._run(sql, rows)
        for record in written:
            del self._heads[record.id]
        return tuple(written)

    def write_attachment(self, sha256: str, media_type: str, name: str, content: bytes) -> None:
        sql = f"INSERT OR IGNORE INTO {ATTACHMENT.name} VALUES (?, ?, ?, ?)"
        self._run(sql, (sha256, media_type, name, content))

    def write_copy(self, copy: PictureCopy) -> None:
        """Keep what may leave of a picture; one that is there already stays as it is."""
        self._run(*picture_copies.insertion(copy))

    def write_officer(self, sign: str, function: str, role: str, public_key: bytes) -> None:
        sql = (
            f"INSERT OR REPLACE INTO {OFFICER.name}"
            "(sign, function, role, public_key, added, removed) VALUES (?, ?, ?, ?, ?, NULL)"
        )
        self._run(sql, (sign, function, role, public_key, self._now.isoformat()))

    def renew_officer_key(self, sign: str, public_key: bytes) -> None:
        """From this operation on the officer signs with another key."""
        self._run(
            f"INSERT INTO {FORMER_KEY.name}(sign, until, public_key) "
            f"SELECT sign, ?, public_key FROM {OFFICER.name} WHERE sign = ?",
            (self.operation - 1, sign),
        )
        sql = f"UPDATE {OFFICER.name} SET public_key = ? WHERE sign = ?"
        self._run(sql, (public_key, sign))

    def write_cards(self, *cards: CardRow) -> None:
        """Keep what is believed of these cards now; the log entry says it too."""
        told = self._detail.get("cards", {})
        for card in cards:
            self._run(*card_rows.insertion(card))
            told[card.fingerprint] = card.digest
        self._detail["cards"] = told

    def write_comments(self, *comments: RecordComment) -> None:
        """Keep what a colleague says of a record."""
        self._note_comments(record_comments.write(self._run, comments))

    def put_comments(self, places: Mapping[str, record_comments.Place]) -> None:
        """Give comments another state or another record."""
        found = filter(None, (self.reading.comments.get(name) for name in places))
        self._note_comments(record_comments.put(self._run, self.operation, found, places))

    def purge_comments(self, comments: Sequence[RecordComment]) -> None:
        """For good; the log keeps that they were there."""
        self._note_comments(record_comments.purge(self._run, comments))

    def _note_comments(self, moves: Sequence[record_comments.Move]) -> None:
        if moves:
            told = record_comments.noted(moves, self._detail.get(record_comments.NOTED, {}))
            self._detail[record_comments.NOTED] = told

    def change_officer(self, sign: str, function: str, role: str) -> None:
        sql = f"UPDATE {OFFICER.name} SET function = ?, role = ? WHERE sign = ?"
        self._run(sql, (function, role, sign))

    def set(self, name: str, value: str) -> None:
        """Keep something for the whole store; "" forgets it."""
        if value:
            self._run(f"INSERT OR REPLACE INTO {SETTING.name} VALUES (?, ?)", (name, value))
        else:
            self._run(f"DELETE FROM {SETTING.name} WHERE name = ?", (name,))

    def prefer(self, name: str, value: str, officer: str = OFFICE_ITSELF) -> None:
        """Keep what an officer or the office chose; "" forgets it."""
        preference_rows.keep(self._run, officer, name, value)

    def remove_officer(self, sign: str) -> None:
        """The officer's public key stays, so that old signatures can still be verified."""
        sql = f"UPDATE {OFFICER.name} SET removed = ? WHERE sign = ?"
        self._run(sql, (self._now.isoformat(), sign))

    def raise_counters(self, highest: Mapping[str, int]) -> None:
        """{prefix of references: number}: none up to these is given out again."""
        numbering.raise_to(self._run, highest)

    def rebuild(self, say: Callable[[int, int], None]) -> tuple[int, list[str]]:
        """Make all rows and the search index anew from the revisions (see `repairing`)."""
        self._heads.clear()
        done = rebuild(self.reading, self._run, say)
        self._read_row_end()
        return done

    def purge(self, revisions: Sequence[str], files: Sequence[str]) -> None:
        """Take content away for good; the log entry must name the revisions."""
        purging.purge(self._run, revisions)
        purging.purge_files(self._run, files)
        purging.forget_words(self._run)

    def finish(self) -> None:
        """Write the log entry; called once, by `Store.unit`, before the commit."""
        entry = log.entry(
            self.operation,
            self._time,
            self._writer.sign,
            self._writer.workstation,
            self._action,
            self._detail,
            tuple(revision.id for revision in self._revisions),
            self._ends.hash or log.BEGINNING,
            self._writer.signer,
        )
        self._run(insert_sql(LOG), log.as_row(entry))
        self._ends.operation, self._ends.hash = entry.seq, entry.hash

    def abandon(self) -> None:
        """Undo what was written so far; there will be no log entry."""
        self.is_abandoned = True

    def end(self) -> None:
        """After commit or rollback: no statement may run outside a transaction."""
        self._is_over = True

    # --- how it is done

    def _read_log_end(self) -> None:
        last = self._run("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        self._ends.operation, self._ends.hash = last or (0, "")
        self._read_row_end()

    def _read_row_end(self) -> None:
        self._ends.row = self._run("SELECT coalesce(max(row), 0) FROM record").fetchone()[0]

    def _run(self, sql: str, values: Any = ()) -> Any:
        """Straight to the driver, a list of rows as many: a save is 15 statements of 20 µs."""
        if self._is_over:
            raise RuntimeError("this operation is over; nothing more can be written with it")
        if isinstance(values, list):
            return self._driver.executemany(sql, values)
        return self._driver.execute(sql, values)

    def _named(
        self, records: Sequence[Record], heads: Mapping[str, RecordHead]
    ) -> tuple[Record, ...]:
        """Records with their references: kept, or the next free one of kind and year."""
        self._count_references([r.reference for r in records if r.id not in heads and r.reference])
        needed: dict[str, int] = {}
        for record in records:
            if record.id not in heads and not record.reference:
                needed[record.kind.code] = needed.get(record.kind.code, 0) + 1
        numbers = {code: self._next_number(code, count) for code, count in needed.items()}
        named = []
        for record in records:
            if record.id in heads:
                named.append(_with_reference(record, heads[record.id].reference))
            elif record.reference:
                named.append(record)
            else:
                named.append(_with_reference(record, self._reference(record, numbers)))
        return tuple(named)

    def _reference(self, record: Record, numbers: dict[str, int]) -> str:
        code = record.kind.code
        number = numbers[code]
        numbers[code] += 1
        writer = self._writer
        return reference(
            writer.office_code, self._now.year, record.kind, writer.workstation, number
        )

    def _next_number(self, kind: str, count: int) -> int:
        """The first of so many: it follows the counter and the highest number in use."""
        writer, year = self._writer, self._now.year
        prefix = prefix_of(writer.office_code, year, kind_named(kind), writer.workstation)
        row = self._run(
            f"INSERT INTO {COUNTER.name}(kind, year, last) VALUES (?1, ?2, ?3 + ?4) "
            "ON CONFLICT(kind, year) DO UPDATE SET last = max(last, ?3) + ?4 RETURNING last",
            (kind, year, self._highest(prefix), count),
        ).fetchone()
        return int(row[0]) - count + 1

    def _highest(self, prefix: str) -> int:
        """Looked for once: from then on whoever writes a reference counts it."""
        in_use = self._ends.in_use
        if prefix not in in_use:
            in_use[prefix] = numbering.highest(self._run, prefix)
        return in_use[prefix]

    def _count_references(self, names: Sequence[str]) -> None:
        """New records that come with a reference: no later one of ours gets their number.

        Raises ReferenceInUse.
        """
        self._refuse_in_use(names)
        office, letter = self._writer.office_code, self._writer.workstation
        came: dict[str, int] = {}
        for prefix, number in filter(None, (parts_of(name.upper()) for name in names)):
            is_ours = prefix.startswith(f"{office}/") and prefix.endswith(f"/{letter}")
            if is_ours and number <= numbering.HIGHEST:
                came[prefix] = max(came.get(prefix, 0), number)
        for prefix, number in came.items():
            self._ends.in_use[prefix] = max(self._highest(prefix), number)
        numbering.raise_to(self._run, came)

    def _refuse_in_use(self, names: Sequence[str]) -> None:
        twice = next((name for name, times in Counter(names).items() if times > 1), "")
        for first in range(0, len(names), 500):
            part = tuple(names[first : first + 500])
            marks = ",".join("?" * len(part))
            sql = f"SELECT reference FROM record WHERE reference IN ({marks}) LIMIT 1"
            twice = next((row[0] for row in self._run(sql, part)), twice)
        if twice:
            raise ReferenceInUse(reference=twice)

    def _projected(
        self, records: Sequence[Record], made: Sequence[Revision], heads: Mapping[str, RecordHead]
    ) -> Iterator[Statement]:
        rows, statements = self._head_rows(records, made, heads)
        yield from statements
        by_kind: dict[str, list[tuple[int, Record]]] = {}
        for record, row in zip(records, rows, strict=True):
            by_kind.setdefault(record.kind.code, []).append((row, record))
        for kind, placed in by_kind.items():
            known = [row for row, record in placed if record.id in heads]
            yield from _projected_kind(kind, placed, known)

    def _head_rows(
        self, records: Sequence[Record], made: Sequence[Revision], heads: Mapping[str, RecordHead]
    ) -> tuple[list[int], list[Statement]]:
        """Primary keys of `record`, and how its rows are written."""
        new, changed, rows = [], [], []
        for record, revision in zip(records, made, strict=True):
            values = head_row(record, revision.id, revision.number)
            head = heads.get(record.id)
            if head:
                changed.append((*values, head.row))
                rows.append(head.row)
            else:
                self._ends.row += 1
                new.append((self._ends.row, *values))
                rows.append(self._ends.row)
        statements = ((insert_sql(RECORD), new), (_UPDATE_RECORD, changed))
        return rows, [(sql, values) for sql, values in statements if values]


def _projected_kind(
    kind: str, placed: Sequence[tuple[int, Record]], known: Sequence[int]
) -> Iterator[Statement]:
    old: list[tuple[Any, ...]] = [(row,) for row in known]
    if old:
        yield f"DELETE FROM {KIND_TABLES[kind].name} WHERE owner = ?", old
        yield "DELETE FROM search WHERE rowid = ?", old
    statement = kind_statement(kind)
    yield statement.sql, [(row, *statement.parameters(record)) for row, record in placed]
    for name, lines in line_statements(kind).items():
        if old:
            table = f"{kind_named(kind).table}_{name}"
            yield f"DELETE FROM {table} WHERE owner = ?", old
        many = [p for row, record in placed for p in line_rows(record, row, name, lines)]
        if many:
            yield lines.sql, many
    yield _INSERT_SEARCH, [(row, *search_words.row(record)) for row, record in placed]


_INSERT_REVISION = (
    "INSERT INTO revision(id, record, kind, schema, number, parents, author, time, device, "
    "operation, digest, salt, content, signature) VALUES (" + ", ".join("?" * 14) + ")"
)


def _revision_row(revision: Revision) -> tuple[Any, ...]:
    return (
        revision.id,
        revision.record,
        revision.kind,
        revision.schema,
        revision.number,
        as_names(revision.parents),
        revision.author,
        revision.time,
        revision.device,
        revision.operation,
        revision.digest,
        revision.salt,
        revision.content,
        revision.signature,
    )


def _as_text(value: Any) -> Any:
    """A name of a file or an argument may hold what is no text; the log holds text."""
    if isinstance(value, str):
        return sanitize_text(value)
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    if isinstance(value, dict):
        return {name: _as_text(item) for name, item in value.items()}
    return value


def _with_reference(record: Record, name: str) -> Record:
    return record if record.reference == name else record.called(name)
