"""Search over 100,000 records beside the raw FTS5 query on the same database; then their list."""

from __future__ import annotations

import atexit
import os
from dataclasses import replace
from functools import cache
from typing import Any

from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import lists, search
from rilo_desktop.store import ListQuery, ReadSession
from rilo_desktop.store.search_query import parsed

from .cases import RARE, many
from .measure import Line, in_turns, milliseconds, new_office, seconds

RECORDS = int(os.environ.get("BENCH_RECORDS", 100_000))
ROUNDS = 21
CASE = "case-study"
WORDS = {"a rare word": RARE, "two words": "tablets container", "a prefix": "med", "common": "the"}
RAW = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50"


def run() -> list[Line]:
    took = seconds(lambda: filled(RECORDS))
    session = filled(RECORDS)
    lines = [Line(f"{RECORDS:,} cases written in batches", f"{took:.0f} s")]
    with session.reading() as reading:
        lines += [_search(session, reading, *item) for item in WORDS.items()]
        lines += _lists(reading)
    return [*lines, _page(session)]


@cache
def filled(records: int) -> Session:
    """An office with so many cases, one for all parts of a run."""
    office = new_office()
    session = office.__enter__()
    atexit.register(office.__exit__, None, None, None)
    fill(session, records)
    return session


def fill(session: Any, records: int = RECORDS) -> None:
    for seed in range(records // 5_000):
        with session.unit("bench") as unit:
            cases = many(5_000, seed + 1)
            for first in range(0, len(cases), 500):
                unit.write(cases[first : first + 500])


def _search(session: Any, reading: Any, name: str, words: str) -> Line:
    raw, expression = session.store._raw, parsed(words).match

    def ours() -> None:
        reading.lists.search(words, 50)

    def theirs() -> None:
        raw.execute(RAW, (expression,)).fetchall()

    one, other, ratio = in_turns(ours, theirs, ROUNDS)
    return Line(f"search: {name}", milliseconds(one), milliseconds(other), ratio, 1.5)


def _lists(reading: ReadSession) -> list[Line]:
    """What a list asks of every record of its kind, and how one is found (decision 43)."""
    question = ListQuery(CASE)
    asked = {
        "find a record by its reference": lambda: reading.records.find_ids("", "AP/2026/CS/A0100"),
        "counts of all filters of a list": lambda: reading.lists.facets(question),
        "years of a list": lambda: reading.lists.codes(question, "date.year"),
        "list ordered by title": lambda: reading.lists.listed(replace(question, order="title")),
    }
    return [
        Line(what, milliseconds(min(seconds(call) for _ in range(5))))
        for what, call in asked.items()
    ]


def _page(session: Any) -> Line:
    found = lists.find(session, lists.Query("case-study", words="tablets"))
    took = [seconds(lambda: lists.page(session, found, 0, 50)) for _ in range(ROUNDS)]
    whole = [seconds(lambda: search.by_kind(session, RARE, 50)) for _ in range(ROUNDS)]
    text = f"{milliseconds(sorted(took)[ROUNDS // 2])}; rare word, whole: "
    return Line("page of 50 rows with snippets", text + milliseconds(sorted(whole)[ROUNDS // 2]))
