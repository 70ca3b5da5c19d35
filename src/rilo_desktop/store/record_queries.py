"""What can be asked of records and their revisions."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records import Record, class_of, fields_of, kind_named, record_types
from rilo_desktop.records.snapshots import Snapshot

from .projection import origin
from .revisions import Revision, names_in

Run = Callable[..., Any]
"""`execute` of the driver's connection."""

_FOUND_ID = "SELECT id, reference, kind, origin FROM record WHERE"
_FIND_IDS = (  # three questions, each with an index: one with OR would read every record
    "SELECT id, reference = ?1 OR id = ?1 AS exact, origin = ?3 FROM "
    f"({_FOUND_ID} reference = ?1 UNION {_FOUND_ID} id = ?1 UNION {_FOUND_ID} "
    f"kind IN ({', '.join(repr(kind) for kind in record_types())}) AND local_ref = ?1) "
    "WHERE ?2 = '' OR kind = ?2 ORDER BY reference = ?1 DESC, id = ?1 DESC, reference"
)

_REVISION = (
    "SELECT id, record, kind, schema, number, parents, author, time, device, operation, digest, "
    "salt, content, signature FROM revision"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it stands, with the revision it stands at."""

    record: Record
    revision: str
    number: int
    author: str
    at: str


class RecordQueries:
    """The newest states of records, and their keys."""

    def __init__(self, run: Run, office: str) -> None:
        self._run, self._office = run, office

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

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Ids of these keys of `record`, in their order."""
        found: dict[int, str] = {}
        for first in range(0, len(rows), 500):
            part = tuple(rows[first : first + 500])
            marks = ",".join("?" * len(part))
            found |= self._run(f"SELECT row, id FROM record WHERE row IN ({marks})", part)
        return tuple(found[row] for row in rows if row in found)

    def rows_of_ids(self, ids: Sequence[str]) -> tuple[int, ...]:
        """Keys of the records with these ids, in any order; of those that are there."""
        marks = ",".join("?" * len(ids))
        found = self._run(f"SELECT row FROM record WHERE id IN ({marks})", tuple(ids))
        return tuple(int(row) for (row,) in found)

    def kinds_of(self, rows: Sequence[int]) -> Mapping[int, str]:
        """{key of `record`: kind}."""
        marks = ",".join("?" * len(rows))
        return dict(self._run(f"SELECT row, kind FROM record WHERE row IN ({marks})", tuple(rows)))

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

    def rows_named(self, kind: str, names: Collection[str]) -> Sequence[int]:
        """Keys of the records of a kind with one of these ids or own numbers, as they are listed.

        Archived ones and those of other offices too.
        """
        found: list[tuple[str, str, int]] = []
        wanted = sorted(names)
        for first in range(0, len(wanted), 500):
            part = tuple(wanted[first : first + 500])
            marks = ",".join("?" * len(part))
            for one in ("+kind = ? AND id", "kind = ? AND local_ref"):  # each along its own index
                sql = f"SELECT dated, reference, row FROM record WHERE {one} IN ({marks})"
                found += self._run(sql, (kind, *part))
        found.sort(key=lambda one: one[1])
        found.sort(key=lambda one: one[0], reverse=True)
        return list(dict.fromkeys(row for _, _, row in found))

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

    def own_line_values(
        self, kind: str, lines: str, fields: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        """(id, value of each field) of every line of the unarchived records of this office."""
        about = fields_of(class_of(kind))[lines].lines
        assert about is not None
        assert set(fields) <= set(fields_of(about))
        columns = ", ".join(f'l."{field}"' for field in fields)
        sql = (
            f"SELECT r.id, {columns} FROM record r CROSS JOIN {kind_named(kind).table}_{lines} l "
            "ON l.owner = r.row WHERE r.kind = ? AND r.archived = 0 AND (r.origin = ? OR ? = '')"
        )
        return iter(self._run(sql, (kind, self._office, self._office)))

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


class RevisionQueries:
    """Every state that a record ever had."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def get(self, revision_id: str) -> Revision | None:
        row = self._run(f"{_REVISION} WHERE id = ?", (revision_id,)).fetchone()
        return _revision(row) if row else None

    def made_by(self, operation: int, record_id: str) -> Revision | None:
        """The first revision that an operation made of a record."""
        sql = f"{_REVISION} WHERE record = ? AND operation = ? ORDER BY seq LIMIT 1"
        row = self._run(sql, (record_id, operation)).fetchone()
        return _revision(row) if row else None

    def whose(self, revision_id: str) -> tuple[str, str]:
        """Type and id of its record, without the content."""
        sql = "SELECT kind, record FROM revision WHERE id = ?"
        kind, record_id = self._run(sql, (revision_id,)).fetchone()
        return str(kind), str(record_id)

    def of_record(self, record_id: str) -> tuple[Revision, ...]:
        """All revisions of a record, newest first."""
        rows = self._run(f"{_REVISION} WHERE record = ? ORDER BY seq DESC", (record_id,))
        return tuple(_revision(row) for row in rows)

    def at(self, seqs: Sequence[int]) -> list[Revision]:
        """Those at these places of the table, in its order."""
        marks = ",".join("?" * len(seqs))
        rows = self._run(f"{_REVISION} WHERE seq IN ({marks}) ORDER BY seq", tuple(seqs))
        return [_revision(row) for row in rows]

    def all(self) -> Iterator[Revision]:
        return (_revision(row) for row in self._run(f"{_REVISION} ORDER BY seq"))


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
