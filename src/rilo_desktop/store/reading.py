"""What can be asked of a store: records, history, lists, search, officers, the log."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records import Record, class_of, fields_of, kind_named, kinds
from rilo_desktop.records.snapshots import Snapshot

from . import card_rows, columns, copies, listing, log
from .card_rows import CardRow
from .copies import PictureCopy
from .folding import ARCHIVED, match_expression
from .projection import origin
from .revisions import Revision, names_in
from .signing import PublicKeys
from .waiting import Waiting

COMMON = 20_000
"""From this many matches on, search orders by date: ranking them would read every one."""

_MATCHES = "FROM search WHERE search MATCH ?"
_RANKED = (
    f"WITH found AS MATERIALIZED (SELECT search.rowid AS at, rank AS score {_MATCHES} LIMIT ?) "
    "SELECT at, (SELECT count(*) FROM found) FROM found ORDER BY score LIMIT ?"
)
_NEWEST = f"SELECT search.rowid {_MATCHES} ORDER BY search.rowid DESC LIMIT ?"

MANY = 5_000
"""Matches from which on an index is the better way to count."""

_FOUND_ID = "SELECT id, reference, kind, origin FROM record WHERE"
_FIND_IDS = (  # three questions, each with an index: one with OR would read every record
    "SELECT id, reference = ?1 OR id = ?1 AS exact, origin = ?3 FROM "
    f"({_FOUND_ID} reference = ?1 UNION {_FOUND_ID} id = ?1 UNION {_FOUND_ID} "
    f"kind IN ({', '.join(repr(kind) for kind in kinds())}) AND local_ref = ?1) "
    "WHERE ?2 = '' OR kind = ?2 ORDER BY reference = ?1 DESC, id = ?1 DESC, reference"
)

_REVISION = (
    "SELECT id, record, kind, schema, number, parents, author, time, device, operation, digest, "
    "salt, content, signature FROM revision"
)

_LOG = (
    "SELECT seq, time, officer, device, action, detail, revisions, previous, hash, signature "
    "FROM log"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it stands, with the revision it stands at."""

    record: Record
    revision: str
    number: int
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class OfficerRow:
    sign: str
    function: str
    role: str
    public_key: bytes
    is_active: bool


@dataclass(frozen=True, slots=True)
class ListedRow:
    """Plain columns of one record: what a list needs, without its lines and texts."""

    row: int
    id: str
    kind: str
    reference: str
    local_ref: str
    title: str
    workflow: str
    tlp: str
    language: str
    revision: str
    number: int
    values: Mapping[str, str]


class Reading:
    """Over the driver's connection: SQLAlchemy would double the time of a short question."""

    def __init__(self, driver: Any, office: str = "") -> None:
        """`office`: code of the store's own, whose own numbers come before those of others."""
        self._run = driver.execute
        self._office = office

    @property
    def last_operation(self) -> int:
        """Number of the newest entry of the log; 0 where there is none."""
        return int(self._run("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0])

    @property
    def size(self) -> int:
        """Bytes of the database."""
        pages, page = (self._run(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        return int(pages) * int(page)

    # --- records

    def stored(self, record_id: str) -> Stored | None:
        """The newest state of a record, None where there is no such record."""
        row = self._run(
            f"{_REVISION} WHERE id = (SELECT revision FROM record WHERE id = ?)", (record_id,)
        ).fetchone()
        return _stored(_revision(row)) if row else None

    def find_ids(self, kind: str, name: str) -> tuple[str, ...]:
        """Ids of the record with this reference or id, else of all with this own number.

        Kind "" is any; each kind has an own number once for each office that records came from,
        and those of this office stand for themselves.
        """
        rows = self._run(_FIND_IDS, (name, kind, self._office)).fetchall()
        exact = [str(row[0]) for row in rows if row[1]]
        own = [str(row[0]) for row in rows if row[2]]
        return tuple(exact[:1] or own or [str(row[0]) for row in rows])

    def all_of(self, kind: str, archived: bool = False) -> Iterator[Stored]:
        """Every record of a kind in the order of its list."""
        rows = self._run(
            f"{_REVISION} JOIN (SELECT revision AS head, dated, reference FROM record "
            "WHERE kind = ? AND archived <= ?) ON head = revision.id "
            "ORDER BY dated DESC, reference",
            (kind, int(archived)),
        )
        return (_stored(_revision(row)) for row in rows)

    def stored_many(self, rows: Sequence[int]) -> Iterator[Stored]:
        """The newest states behind these keys of `record`, in their order."""
        for first in range(0, len(rows), 500):
            part = rows[first : first + 500]
            marks = ",".join("?" * len(part))
            found = self._run(
                f"SELECT record.row AS at, revision.* FROM record JOIN ({_REVISION}) AS revision "
                f"ON revision.id = record.revision WHERE record.row IN ({marks})",
                tuple(part),
            )
            by_row = {row[0]: _stored(_revision(row[1:])) for row in found}
            yield from (by_row[row] for row in part if row in by_row)

    def snapshots(self, rows: Sequence[int]) -> Mapping[int, Snapshot]:
        """{key of `record`: plain data of its newest state}, of the shape it was written in."""
        marks = ",".join("?" * len(rows))
        found = self._run(
            "SELECT record.row, content FROM record JOIN revision ON revision.id = record.revision "
            f"WHERE record.row IN ({marks}) AND content IS NOT NULL",
            tuple(rows),
        )
        return {row: json.loads(content) for row, content in found}

    def located(self, rows: Sequence[int]) -> Sequence[tuple[str, int]]:
        """(id, key of `record`) of these keys, in any order."""
        marks = ",".join("?" * len(rows))
        found = self._run(f"SELECT id, row FROM record WHERE row IN ({marks})", tuple(rows))
        return [(str(identity), int(row)) for identity, row in found]

    def by_local_ref(self, kind: str, own: bool = False) -> Mapping[str, str]:
        """{own number: id} of all records of a kind, or of those that this office wrote.

        Where several offices gave the same number, it is this office's record.
        """
        rows = self._run(
            "SELECT local_ref, id FROM record WHERE kind = ? AND local_ref IS NOT NULL "
            "AND (origin = ? OR NOT ?) ORDER BY origin = ?, origin DESC",
            (kind, self._office, own and bool(self._office), self._office),
        )
        return {str(name): str(identity) for name, identity in rows}

    def by_own_number(self, kind: str, local_ref: str, reference: str = "") -> str | None:
        """Id of the record of this kind that has this own number at the office it came from.

        A number that differs in case, or in what cannot be seen, is the same one.
        `reference` says which office that is; "": this one.
        """
        office = origin(reference) or self._office
        row = self._run(
            "SELECT id FROM record WHERE kind = ? AND own_key = ? AND (origin = ? OR ? = '')",
            (kind, own_key(local_ref), office, office),
        ).fetchone()
        return str(row[0]) if row else None

    def with_line(self, kind: str, lines: str, field: str, value: str) -> array[int]:
        """Keys of the unarchived records of a kind with a line whose field has this value."""
        about = fields_of(class_of(kind))[lines].lines
        assert about is not None
        assert field in fields_of(about)
        sql = (  # the archived are few: leaving them out takes a quarter of the time
            f'SELECT DISTINCT owner FROM {kind_named(kind).table}_{lines} WHERE "{field}" = ? '
            "AND owner NOT IN (SELECT row FROM record WHERE kind = ? AND archived = 1)"
        )
        return array("q", (row[0] for row in self._run(sql, (value, kind))))

    def line_counts(
        self, kind: str, lines: str, field: str, column: str, code: str, most: int
    ) -> Mapping[str, int]:
        """{value of a line's field: records with it}, of the newest unarchived with this code."""
        described = fields_of(class_of(kind))
        about = described[lines].lines
        assert about is not None
        assert field in fields_of(about)
        assert column in described
        table = kind_named(kind).table
        newest = (
            f"SELECT k.owner FROM {table} k JOIN record r ON r.row = k.owner "
            f'WHERE k."{column}" = ? AND r.archived = 0 ORDER BY k.owner DESC LIMIT ?'
        )
        sql = (
            f'SELECT l."{field}", count(DISTINCT l.owner) FROM ({newest}) n '
            f'JOIN {table}_{lines} l ON l.owner = n.owner WHERE l."{field}" IS NOT NULL GROUP BY 1'
        )
        return dict(self._run(sql, (code, most)))

    def count(self, kind: str) -> int:
        sql = "SELECT count(*) FROM record WHERE kind = ? AND archived = 0"
        return int(self._run(sql, (kind,)).fetchone()[0])

    # --- history

    def revision(self, revision_id: str) -> Revision | None:
        row = self._run(f"{_REVISION} WHERE id = ?", (revision_id,)).fetchone()
        return _revision(row) if row else None

    def made_by(self, operation: int, record_id: str) -> Revision | None:
        """The first revision that an operation made of a record."""
        sql = f"{_REVISION} WHERE record = ? AND operation = ? ORDER BY seq LIMIT 1"
        row = self._run(sql, (record_id, operation)).fetchone()
        return _revision(row) if row else None

    def history(self, record_id: str) -> tuple[Revision, ...]:
        """All revisions of a record, newest first."""
        rows = self._run(f"{_REVISION} WHERE record = ? ORDER BY seq DESC", (record_id,))
        return tuple(_revision(row) for row in rows)

    def action_of(self, operation: int) -> str:
        row = self._run("SELECT action FROM log WHERE seq = ?", (operation,)).fetchone()
        return str(row[0]) if row else ""

    def operation(self, seq: int) -> log.LogEntry | None:
        """The log entry with this number."""
        row = self._run(f"{_LOG} WHERE seq = ?", (seq,)).fetchone()
        return log.from_row(row) if row else None

    def logged(self, action: str) -> Iterator[log.LogEntry]:
        """Entries of the log that name this operation, oldest first."""
        rows = self._run(f"{_LOG} WHERE action = ? ORDER BY seq", (action,))
        return (log.from_row(row) for row in rows)

    def log_backwards(self) -> Iterator[log.LogEntry]:
        """The log, newest entry first, read as far as it is looked at."""
        return (log.from_row(row) for row in self._run(f"{_LOG} ORDER BY seq DESC"))

    def log_since(self, seq: int) -> Iterator[log.LogEntry]:
        """Entries behind this one, oldest first."""
        rows = self._run(f"{_LOG} WHERE seq > ? ORDER BY seq", (seq,))
        return (log.from_row(row) for row in rows)

    def log(self) -> Iterator[log.LogEntry]:
        """The whole log, oldest entry first."""
        return (log.from_row(row) for row in self._run(f"{_LOG} ORDER BY seq"))

    def revisions(self) -> Iterator[Revision]:
        return (_revision(row) for row in self._run(f"{_REVISION} ORDER BY seq"))

    def revisions_at(self, seqs: Sequence[int]) -> list[Revision]:
        """Those at these places of the table, in its order."""
        marks = ",".join("?" * len(seqs))
        rows = self._run(f"{_REVISION} WHERE seq IN ({marks}) ORDER BY seq", tuple(seqs))
        return [_revision(row) for row in rows]

    # --- lists

    def listed(self, question: listing.Question) -> array[int]:
        """Keys of `record` that answer the question, in its order.

        As one value: Python makes no row of each key, and other threads run while SQLite reads.
        """
        sql, values = listing.rows_sql(question, self._are_many(question.words))
        (keys,) = self._run(f"SELECT json_group_array(row) FROM ({sql})", tuple(values)).fetchone()
        return array("q", json.loads(keys))

    def facets(self, question: listing.Question) -> Mapping[str, Mapping[str, int]]:
        """For each field that filters: {code: records}; "" is empty, "?" not known."""
        fields = listing.facet_fields(question.kind)
        return {field: self.codes(question, field) for field in fields}

    def listed_rows(self, rows: Sequence[int]) -> tuple[ListedRow, ...]:
        """What a list shows of these records, in their order; all of one kind or mixed."""
        if not rows:
            return ()
        marks = ",".join("?" * len(rows))
        head = self._run(
            "SELECT row, id, kind, reference, local_ref, title, workflow, tlp, language, "
            f"revision, number FROM record WHERE row IN ({marks})",
            tuple(rows),
        ).fetchall()
        by_kind: dict[str, list[int]] = {}
        for item in head:
            by_kind.setdefault(item[2], []).append(item[0])
        values: dict[int, Mapping[str, str]] = {}
        for kind, some in by_kind.items():
            values.update(listing.plain_values(self._run, kind, some))
        made = {item[0]: _listed(item, values.get(item[0], {})) for item in head}
        return tuple(made[row] for row in rows if row in made)

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Ids of these keys of `record`, in their order."""
        found: dict[int, str] = {}
        for first in range(0, len(rows), 500):
            part = tuple(rows[first : first + 500])
            marks = ",".join("?" * len(part))
            found |= self._run(f"SELECT row, id FROM record WHERE row IN ({marks})", part)
        return tuple(found[row] for row in rows if row in found)

    def codes(self, question: listing.Question, name: str) -> Mapping[str, int]:
        """{code: records} of one of `filter_names`, without its own filter."""
        sql, values = listing.facet_sql(question, name, self._are_many(question.words))
        return {str(code): int(n) for code, n in self._run(sql, tuple(values))}

    def _are_many(self, words: str) -> bool:
        expression = match_expression(words)
        if not expression:
            return False
        sql = "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)"
        return bool(self._run(sql, (expression, MANY)).fetchone()[0] == MANY)

    def cells(
        self, kind: str, rows: Sequence[int], names: Sequence[str]
    ) -> Mapping[int, Mapping[str, str]]:
        """{key: {column: text}} of these of `column_names`."""
        return columns.shown(self._run, kind, rows, names)

    def own_texts(self, kind: str, rows: Sequence[int]) -> Mapping[int, str]:
        """{key of `record`: searched texts of its own, one a line}, without title and lines."""
        return columns.texts(self._run, kind, rows)

    def search(self, words: str, limit: int) -> array[int]:
        """Keys of `record` over all kinds, best match first; newest first for a common word."""
        expression = match_expression(words)
        if not expression:
            return array("q")
        expression = f'({expression}) NOT "{ARCHIVED}"'
        rows = self._run(_RANKED, (expression, COMMON + 1, limit)).fetchall()
        if rows and rows[0][1] > COMMON:
            rows = self._run(_NEWEST, (expression, limit)).fetchall()
        return array("q", (row[0] for row in rows))

    def kinds_of(self, rows: Sequence[int]) -> Mapping[int, str]:
        """{key of `record`: kind}."""
        marks = ",".join("?" * len(rows))
        return dict(self._run(f"SELECT row, kind FROM record WHERE row IN ({marks})", tuple(rows)))

    def found_by_kind(self, words: str) -> Mapping[str, int]:
        """{kind: unarchived records} that a search over all kinds finds."""
        expression = match_expression(words)
        if not expression:
            return {}
        sql = (
            "SELECT kind, count(*) FROM record WHERE archived = 0 AND row IN "
            "(SELECT rowid FROM search WHERE search MATCH ?) GROUP BY kind"
        )
        return dict(self._run(sql, (expression,)))

    @property
    def waiting(self) -> Waiting:
        """What waits for somebody."""
        return Waiting(self._run)

    # --- the rest

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
        sql = "SELECT name, value FROM preference WHERE officer = ?"
        return dict(self._run(sql, (officer,)).fetchall())

    def attachment(self, sha256: str) -> bytes | None:
        row = self._run("SELECT content FROM attachment WHERE sha256 = ?", (sha256,)).fetchone()
        return bytes(row[0]) if row else None

    def has_attachment(self, sha256: str) -> bool:
        sql = "SELECT 1 FROM attachment WHERE sha256 = ?"
        return self._run(sql, (sha256,)).fetchone() is not None

    def copy(self, original: str, recipe: str) -> PictureCopy | None:
        """What may leave of a picture by this recipe, where it was made before."""
        return copies.by_recipe(self._run, original, recipe)

    def has_copy(self, original: str, recipe: str) -> bool:
        sql = "SELECT 1 FROM picture_copy WHERE original = ? AND recipe = ?"
        return self._run(sql, (original, recipe)).fetchone() is not None

    def copy_named(self, sha256: str) -> PictureCopy | None:
        """The copy that left under this hash."""
        return copies.by_hash(self._run, sha256)

    def run(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """A question of the checks in this package."""
        return list(self._run(sql, values).fetchall())


def _listed(item: Any, values: Mapping[str, str]) -> ListedRow:
    row, identity, kind, reference, local_ref, title, workflow, tlp, language, *rest = item
    revision, number = rest
    return ListedRow(
        row=row,
        id=identity,
        kind=kind,
        reference=reference,
        local_ref=local_ref or "",
        title=title,
        workflow=workflow,
        tlp=tlp or "",
        language=language or "",
        revision=revision,
        number=number,
        values=values,
    )


def _revision(row: Any) -> Revision:
    identity, record, kind, schema, number, parents, author, time, device, operation, *rest = row
    digest, salt, content, signature = rest
    return Revision(
        identity,
        record,
        kind,
        schema,
        number,
        names_in(parents),
        author,
        time,
        device,
        operation,
        digest,
        salt,
        content,
        signature,
    )


def _stored(revision: Revision) -> Stored:
    return Stored(
        revision.record_then(), revision.id, revision.number, revision.author, revision.time
    )
