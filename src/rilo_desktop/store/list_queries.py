"""What can be asked of lists: their rows, filters and cells, and the search."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import columns, listing
from .record_queries import Run
from .search_normalization import ARCHIVED, match_expression

COMMON = 20_000
"""From this many matches on, search orders by date: ranking them would read every one."""
"""From this many matches on, search orders by date: ranking them would read every one."""

_MATCHES = "FROM search WHERE search MATCH ?"
_RANKED = (
    f"WITH found AS MATERIALIZED (SELECT search.rowid AS at, rank AS score {_MATCHES} LIMIT ?) "
    "SELECT at, (SELECT count(*) FROM found) FROM found ORDER BY score LIMIT ?"
)
_NEWEST = f"SELECT search.rowid {_MATCHES} ORDER BY search.rowid DESC LIMIT ?"

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
