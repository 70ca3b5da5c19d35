"""What can be asked of lists: their rows, filters and cells, and the search."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import columns, derived_columns, listing
from .record_queries import Run
from .search_query import FOUND, Sql, parsed, unarchived

COMMON = 20_000
"""From this many matches on, search orders by date: ranking them would read every one."""

_MATCHES = "FROM search WHERE search MATCH ?"
_RANKED = (
    "WITH found AS MATERIALIZED (SELECT search.rowid AS at, rank AS score {matches} LIMIT ?) "
    "SELECT at, (SELECT count(*) FROM found) FROM found ORDER BY score LIMIT ?"
)
_NEWEST = "SELECT search.rowid {matches} ORDER BY search.rowid DESC LIMIT ?"

MANY = 5_000
"""Matches from which on an index is the better way to count."""


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


class ListQueries:
    def __init__(self, run: Run) -> None:
        self._run = run

    def listed(self, question: listing.ListQuery) -> array[int]:
        """Keys of `record` that answer the question, in its order.

        As one value: Python makes no row of each key, and other threads run while SQLite reads.
        """
        sql, values = listing.rows_sql(question, self._are_many(question.words))
        (keys,) = self._run(f"SELECT json_group_array(row) FROM ({sql})", tuple(values)).fetchone()
        return array("q", json.loads(keys))

    def facets(self, question: listing.ListQuery) -> Mapping[str, Mapping[str, int]]:
        """For each field that filters: {code: records}; "" is empty, "?" not known."""
        fields = listing.facet_fields(question.kind)
        return {field: self.codes(question, field) for field in fields}

    def rows(self, rows: Sequence[int]) -> tuple[ListedRow, ...]:
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

    def codes(self, question: listing.ListQuery, name: str) -> Mapping[str, int]:
        """{code: records} of one of `filter_names`, without its own filter."""
        if country := derived_columns.by_region(name):
            others = {one: codes for one, codes in question.filters.items() if one != name}
            regions: Counter[str] = Counter()
            for code, n in self.codes(replace(question, filters=others), country).items():
                regions[derived_columns.region_of(code)] += n
            return regions
        sql, values = listing.facet_sql(question, name, self._are_many(question.words))
        return {str(code): int(n) for code, n in self._run(sql, tuple(values))}

    def _are_many(self, words: str) -> bool:
        match = parsed(words).match
        if not match:
            return False
        sql = f"SELECT count(*) FROM ({FOUND} LIMIT ?)"
        return bool(self._run(sql, (match, MANY)).fetchone()[0] == MANY)

    def cells(
        self, kind: str, rows: Sequence[int], names: Sequence[str]
    ) -> Mapping[int, Mapping[str, str]]:
        """{key: {column: text}} of these of `column_names`."""
        return columns.shown(self._run, kind, rows, names)

    def own_texts(self, kind: str, rows: Sequence[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
        """{key of `record`: (field, text) of its own searched texts}, without title and lines."""
        return columns.texts(self._run, kind, rows)

    def search(self, words: str, limit: int) -> array[int]:
        """Keys of `record` over all kinds, best match first; newest first for a common word."""
        asked = parsed(words)
        where, values = _beside(asked.conditions)
        if not asked.match:
            sql = f"SELECT r.row {where} ORDER BY r.row DESC LIMIT ?"
            return self._keys(sql, (*values, limit)) if asked.asks else array("q")
        values = (unarchived(asked.match), *(values if asked.conditions else ()))
        matches = _MATCHES
        if asked.conditions:
            matches += f" AND search.rowid IN (SELECT r.row {where})"
        ranked = _RANKED.format(matches=matches)
        rows = self._run(ranked, (*values, COMMON + 1, limit)).fetchall()
        if rows and rows[0][1] > COMMON:
            return self._keys(_NEWEST.format(matches=matches), (*values, limit))
        return array("q", (row[0] for row in rows))

    def _keys(self, sql: str, values: tuple[Any, ...]) -> array[int]:
        return array("q", (row[0] for row in self._run(sql, values)))

    def found_by_kind(self, words: str) -> Mapping[str, int]:
        """{kind: unarchived records} that a search over all kinds finds."""
        asked = parsed(words)
        if not asked.asks:
            return {}
        where, values = _beside(asked.conditions)
        if asked.match:
            where, values = f"{where} AND r.row IN ({FOUND})", (*values, asked.match)
        return dict(self._run(f"SELECT r.kind, count(*) {where} GROUP BY r.kind", values))


def _beside(conditions: Sequence[Sql]) -> tuple[str, tuple[str, ...]]:
    """Unarchived heads that these hold of."""
    where = " AND ".join(("r.archived = 0", *(sql for sql, _ in conditions)))
    return f"FROM record AS r WHERE {where}", tuple(v for _, some in conditions for v in some)


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
