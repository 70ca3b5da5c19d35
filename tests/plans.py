"""How SQLite answers each statement of the store: EXPLAIN QUERY PLAN of all that any test runs.

Every connection that a test process opens is a `Recorder`. It explains a statement the first time
it runs; `unlisted` then names the functions that read a whole table, or every record of a kind one
by one, and are not in WHOLE. The test that ran such a statement fails (`conftest.indexed`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlcipher3 import dbapi2

WHOLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # check, rebuild, salvage, backup: the whole store is what they are asked about
        "store.checking": ("", "check compares every row with its revision"),
        "store.search_check": ("", "check compares the search index with every record"),
        "store.schema_check": ("", "check reads the schema"),
        "store.officer_check": ("", "check reads the whole log"),
        "store.release_evidence.without": ("", "check asks every record that stands released"),
        "store.repairing": ("", "rows are made anew from every revision"),
        "store.purging": ("", "a purge looks wherever its content may have gone"),
        "store.backup": ("", "a backup counts the rows of each table"),
        "store.restore_diff": ("", "a backup to be restored is compared with the office"),
        "store.restoring": ("", "a backup that is restored is compared with the office"),
        "store.salvaging": ("", "whatever can be read of a broken store is taken out of it"),
        "store.rekeying": ("", "every row is copied under another key"),
        "store.queries.LogQueries.all": ("", "check and the exported log read all of it"),
        "store.record_queries.RevisionQueries.all": ("", "check and rebuild read every revision"),
        "store.queries.AttachmentQueries.all": ("", "export-all writes every file"),
        "store.queries.AttachmentQueries.size": ("", "how large all files are, when one is added"),
        # export, analysis, consolidation: every record of a kind is used
        "store.record_queries.RecordQueries.all_of": (
            "",
            "for whoever uses every record of a kind",
        ),
        "store.record_queries.RecordQueries.own_line_values": (
            "key_issue_ranks",
            "key issues of an office are few: some tens in all years",
        ),
        "store.column_arrays": ("", "figures count every record of a kind"),
        "store.duplicate_queries.offices": ("", "the network page compares every case"),
        "store.retention": ("", "a rule of retention asks the age of every record of a kind"),
        "store.today_queries": ("", "action items are few; operations are read from the newest on"),
        "services.receiving.network_overview": (
            "GROUP BY origin",
            "counts what came from every office",
        ),
        "store.received.remarks": ("submission_comments", "comments on submissions are few"),
        # the log: as many entries as operations, not records; no list pages by these
        "store.queries.LogQueries.newest_first": ("", "read from the newest as far as is wanted"),
        "store.queries.LogQueries.with_action": (
            "FROM log WHERE action",
            "all receipts or exports",
        ),
        "store.record_comments.CommentQueries.all": ("", "a check reads each comment"),
        "store.released.changed_later": ("", "check compares every state of every submission"),
        "store.record_queries.RecordQueries.line_counts": (
            r"LIMIT \?",
            "the newest of a code, so many of them",
        ),
        # lists: what is seldom asked has no index of its own, since each index costs every save
        "store.list_queries.ListQueries.listed": (
            r"ORDER BY (?!r\.dated|r\.title)|JOIN|FROM revision|FROM record_comment",
            "an order or a filter by a column of its own reads each record of the kind once, and "
            "so does a search for an author, for the time of the last change or for open comments",
        ),
        "store.list_queries.ListQueries._keys": (
            r"ORDER BY r\.row DESC LIMIT",
            "words that must not be there, or a date alone: heads from the newest on, up to LIMIT",
        ),
        "store.list_queries.ListQueries.search": (
            "FROM revision|r.dated",
            "words with an author or a date beside them",
        ),
        "store.list_queries.ListQueries.found_by_kind": ("GROUP BY", "counts all that was found"),
        "store.list_queries.ListQueries.codes": (
            r'count\(\*\) FROM \w+ AS k WHERE|k\."\w+"|FROM revision|FROM record_comment'
            r"|ORDER BY row\) AS [kr] GROUP BY",
            "a flag, open comments or a date that is not the list's are counted record by record; "
            "the ends of a route along the keys of the records that were found",
        ),
    }
)
"""{module or function: (what its statement has, as a pattern; why it may read everything)}."""

SMALL = frozenset(
    {"officer", "former_key", "counter", "setting", "preference", "card"}
    | {"sqlite_master", "alembic_version"}
)
"""Tables that do not grow with the records."""
_STATEMENT = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
_MARKS = re.compile(r"\?\d*(\s*,\s*\?\d*)+")
_SOURCE = re.compile(
    r'\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:main\.)?"?(\w+)"?(?:\s+AS)?(?:\s+"?(\w+)"?)?', re.IGNORECASE
)
_WITH = re.compile(r"\b(\w+) AS (?:NOT )?(?:MATERIALIZED )?\(", re.IGNORECASE)
_SCAN = re.compile(r"SCAN (?:main\.)?(\w+)\b(.*)")
_EACH_OF_KIND = re.compile(
    r"SEARCH (\w+) USING INDEX \w+ \(kind=\?(?: AND archived[=<>]\?)?(?: AND workflow=\?)?\)"
)
_NEWEST = re.compile(r"\bFROM (\w+) ORDER BY seq DESC LIMIT (\?|\d+)")
"""The end of a table that is ordered by its key: no more is read than LIMIT says."""
_PASSED_OVER = frozenset({"_run", "run", "execute", "executemany", "<genexpr>", "<listcomp>"})


def whole(sql: str, plan: Sequence[str]) -> Iterator[str]:
    """Steps of a plan that read a whole table, or each record of a kind.

    An index that holds all that is asked (a covering one) may be read through: that is how counts
    are made. So may what the statement itself made, and what a search found.
    """
    tables = {name: name for name, _ in _SOURCE.findall(sql)}
    tables |= {alias: name for name, alias in _SOURCE.findall(sql) if alias}
    own = {*_WITH.findall(sql), *(found[0] for found in _NEWEST.findall(sql))}
    for step in plan:
        scanned, each = _SCAN.match(step), _EACH_OF_KIND.match(step)
        if each and tables.get(each[1]) == "record":
            yield step
        elif scanned and scanned[1] in tables.keys() - own:
            is_search = "VIRTUAL TABLE INDEX" in step and not step.endswith("INDEX 0:")
            is_small = tables[scanned[1]] in SMALL
            if not (is_small or is_search or "COVERING INDEX" in scanned[2]):
                yield step


@dataclass(frozen=True)
class Reads:
    """A statement that reads everything, and the function of the program that ran it."""

    function: str
    statement: str
    step: str

    @property
    def is_listed(self) -> bool:
        parts = self.function.split(".")
        names = (".".join(parts[:n]) for n in range(1, len(parts) + 1))
        return any(n in WHOLE and re.search(WHOLE[n][0], self.statement) for n in names)

    def __str__(self) -> str:
        return f"{self.function}: {self.step}: {self.statement}"


class Recorder(dbapi2.Connection):  # type: ignore[misc]
    """A connection that explains each statement once in a process."""

    seen: set[str] = set()  # noqa: RUF012 - one for all connections
    found: list[Reads] = []  # noqa: RUF012

    def execute(self, sql: str, *values: Any) -> Any:
        self._explain(sql, *values)
        return super().execute(sql, *values)

    def executemany(self, sql: str, rows: Any) -> Any:
        if isinstance(rows, list) and rows:
            self._explain(sql, rows[0])
        return super().executemany(sql, rows)

    def _explain(self, sql: str, *values: Any) -> None:
        if sql in self.seen or not _STATEMENT.match(sql):
            return
        self.seen.add(sql)
        function = _function()
        if not function:
            return
        try:
            rows = super().execute(f"EXPLAIN QUERY PLAN {sql}", *values).fetchall()
        except dbapi2.Error:  # the statement itself tells it
            return
        statement = " ".join(_MARKS.sub("?", sql).split())
        for step in whole(sql, [str(row[3]) for row in rows]):
            self.found.append(Reads(function, statement, step))


def _function() -> str:
    """Module and name of the function of the program that runs a statement; "": a test does."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        code, module = frame.f_code, frame.f_globals.get("__name__", "")
        if module.startswith("rilo_desktop.") and code.co_name not in _PASSED_OVER:
            return f"{module.removeprefix('rilo_desktop.')}.{code.co_qualname}"
        if not module.startswith(("rilo_desktop.", __name__)):
            return ""
        frame = frame.f_back
    return ""


def install() -> None:
    """From now on every connection that this process opens is a recorder."""
    connect = dbapi2.connect
    if connect.__name__ != "recording":

        def recording(*args: Any, **named: Any) -> Any:
            return connect(*args, **{"factory": Recorder, **named})

        dbapi2.connect = recording


def unlisted() -> list[str]:
    """What read everything since this was last asked, and may not."""
    found = dict.fromkeys(str(one) for one in Recorder.found if not one.is_listed)
    Recorder.found.clear()
    return list(found)
