"""10,000 activities listed and filtered beside as many cases, and a year beside SQL by hand."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from rilo_desktop.records import Activity, OperationResult
from rilo_desktop.services.records import activities, lists
from rilo_desktop.services.records.lists import Query
from rilo_desktop.vocabularies import vocabulary

from .measure import Line, in_turns, milliseconds, new_office, seconds
from .searching import CASE, fill

RECORDS = int(os.environ.get("BENCH_RECORDS", 10_000))
ROUNDS, ROWS, GOAL = 21, 16, 1.5
KIND = Activity.kind.code
FIRST, DAYS = date(2016, 1, 1), 4_000
YEAR = "2025"
BY_HAND = """
    SELECT k.activity_kind, substr(k.date_start, 1, 7) AS month, count(*)
    FROM record AS r JOIN activity AS k ON k.owner = r.row
    WHERE r.kind = 'activity' AND r.archived = 0
    AND substr(k.date_start, 1, 4) <= ?1 AND coalesce(k.date_end, k.date_start) >= ?1
    AND coalesce(k.activity_status, '') NOT IN ('cancelled', 'draft')
    GROUP BY k.activity_kind, month
"""


def run() -> list[Line]:
    with new_office() as session:
        fill(session, RECORDS)
        filled = seconds(lambda: _fill(session))
        return [
            Line(f"{RECORDS:,} activities written in batches", f"{filled:.0f} s"),
            *_lists(session),
            *_year(session),
        ]


def many(count: int, seed: int = 1) -> list[Activity]:
    chance, kinds = random.Random(seed), [item.code for item in vocabulary("activity_kind")]
    return [_one(number, chance, chance.choice(kinds)) for number in range(count)]


def _one(number: int, chance: random.Random, kind: str) -> Activity:
    start = FIRST + timedelta(chance.randrange(DAYS))
    end = start + timedelta(chance.choice((0, 0, 1, 4, 20)))
    results = (
        OperationResult(commodity="UNSAFE", goods="toys", unit="PCS", seizures=number % 9),
    ) * (kind == "operation")
    return Activity(
        id=f"0000000a-0000-7000-8000-{number:012x}",
        title=f"Activity {number}: small parcels and what was found in them",
        activity_kind=kind,
        area=chance.choice(("DRUGS", "ENV", "IPR_HS", None)),
        date_start=start.isoformat(),
        date_end=end.isoformat(),
        officers=chance.randrange(40) if kind == "training" else None,
        members=("JP", "FR", "MY")[: chance.randrange(4)],
        results=results,
        tlp="AMBER",
    )


def _fill(session: Any) -> None:
    made = many(RECORDS)
    for first in range(0, len(made), 5_000):
        with session.unit("bench") as unit:
            for at in range(first, min(first + 5_000, len(made)), 500):
                unit.write(made[at : at + 500])


def _lists(session: Any) -> list[Line]:
    """The same of each: their first rows, narrowed by one code, by words, and all counts.

    What counts in a year follows from two days and a state; of a case it is the year of one day.
    """
    pairs = {
        "list, first rows": (Query(KIND), Query(CASE)),
        "list, one code": (
            Query(KIND, filters={"activity_kind": ("request",)}),
            Query(CASE, filters={"conveyance": ("MAIL",)}),
        ),
        "list, words": (Query(KIND, words="parcels"), Query(CASE, words="parcel")),
        "list, what counts in a year": (
            Query(KIND, filters={"date_start.counted": (YEAR,)}),
            Query(CASE, filters={"date.year": (YEAR,)}),
        ),
    }
    lines = [
        _line(f"activities: {name}", _page(session, ours), _page(session, other))
        for name, (ours, other) in pairs.items()
    ]
    ours, other = (partial(lists.find, session, query) for query in (Query(KIND), Query(CASE)))
    return [*lines, _line("activities: counts of all filters", ours, other)]


def _page(session: Any, query: Query) -> Callable[[], object]:
    return lambda: lists.find_with_page(session, query, ROWS)


def _line(name: str, ours: Callable[[], object], other: Callable[[], object]) -> Line:
    one, two, ratio = in_turns(ours, other, ROUNDS)
    return Line(name, milliseconds(one), f"cases {milliseconds(two)}", ratio, GOAL)


def _year(session: Any) -> list[Line]:
    """Read anew after each change; moving between years costs no look at the disk."""
    raw = session.store._raw

    def anew() -> None:
        activities._HELD.clear()
        activities.year(session, int(YEAR))

    def by_hand() -> None:
        raw.execute(BY_HAND, (YEAR,)).fetchall()

    one, other, _ratio = in_turns(anew, by_hand, ROUNDS)
    again = min(seconds(lambda: activities.year(session, int(YEAR) - 1)) for _ in range(ROUNDS))
    return [
        Line(
            "year in numbers, with both years and notes",
            milliseconds(one),
            f"one year in SQL {milliseconds(other)}",
        ),
        Line("another year", milliseconds(again)),
    ]
