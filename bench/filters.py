"""Filters of a list: each count among 100,000 records and among a tenth, then beside raw SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rilo_desktop.services.office.session import Session
from rilo_desktop.store import ListQuery, filter_names
from rilo_desktop.store.tables import KIND_TABLES, LINE_TABLES

from .measure import Line, in_turns, milliseconds
from .searching import RECORDS, filled

CASE = "case-study"
ROUNDS = 7
TENTH = RECORDS // 10
TWICE = 2.0
"""What a count may cost per row among all of them, beside among a tenth."""
MEDICINES: Mapping[str, Sequence[str]] = {
    "goods.category": ("MED",),
    "conveyance": ("AIR",),
    "date.year": ("2024",),
    "route.region": ("AP",),
    "indicators.indicator": ("RTE-03",),
}

_TABLE, _GOODS = KIND_TABLES[CASE].name, LINE_TABLES[CASE, "goods"].name
_ROUTE, _SEEN = LINE_TABLES[CASE, "route"].name, LINE_TABLES[CASE, "indicators"].name
_OPEN = "r.kind = 'case-study' AND r.archived = 0"
_OWN = f"FROM record AS r JOIN {_TABLE} AS k ON k.owner = r.row WHERE {_OPEN}"
_LINES = f"JOIN record AS r ON r.row = l.owner WHERE {_OPEN}"
_FIRST = (
    f"(SELECT l.country FROM {_ROUTE} AS l WHERE l.owner = k.owner "
    "AND l.role IN ('origin', 'departure') ORDER BY l.line LIMIT 1)"
)
COUNTS: Mapping[str, str] = {
    "workflow": f"SELECT r.workflow, count(*) FROM record AS r WHERE {_OPEN} GROUP BY 1",
    "tlp": f"SELECT r.tlp, count(*) FROM record AS r WHERE {_OPEN} GROUP BY 1",
    "conveyance": f"SELECT k.conveyance, count(*) {_OWN} GROUP BY 1",
    "reporting_country": f"SELECT k.reporting_country, count(*) {_OWN} GROUP BY 1",
    "date.year": (
        f"SELECT substr(r.dated, 1, 4), count(*) FROM record AS r WHERE {_OPEN} GROUP BY 1"
    ),
    "goods.category": (
        f"SELECT l.category, count(DISTINCT l.owner) FROM {_GOODS} AS l {_LINES} GROUP BY 1"
    ),
    "goods.chapter": (
        f"SELECT substr(l.hs, 1, 2), count(DISTINCT l.owner) FROM {_GOODS} AS l {_LINES} GROUP BY 1"
    ),
    "route.from": f"SELECT {_FIRST}, count(*) {_OWN} GROUP BY 1",
    "revision.author": (
        "SELECT v.author, count(*) FROM record AS r JOIN revision AS v ON v.id = r.revision "
        f"WHERE {_OPEN} GROUP BY 1"
    ),
}
"""Counts of a filter as somebody would write them."""


def run() -> list[Line]:
    large, small = filled(RECORDS), filled(TENTH)
    return [*_scaled(large, small), *_counted(large), *_narrowed(large)]


def _scaled(large: Session, small: Session) -> list[Line]:
    question = ListQuery(CASE)
    asked: dict[str, Callable[[Any], object]] = {
        f"count of {name}": lambda lists, name=name: lists.codes(question, name)  # type: ignore[misc]
        for name in filter_names(CASE)
    }
    asked["all counts of the panel"] = lambda lists: lists.facets(question)
    lines = []
    with large.reading() as many, small.reading() as few:
        for what, ask in asked.items():
            one, other, ratio = in_turns(
                lambda ask=ask: ask(many.lists),  # type: ignore[misc]
                lambda ask=ask: ask(few.lists),  # type: ignore[misc]
                ROUNDS,
            )
            title = f"{what}, {RECORDS:,} beside {TENTH:,}: per row"
            each = ratio * TENTH / RECORDS
            lines.append(Line(title, milliseconds(one), milliseconds(other), each, TWICE))
    return lines


def _counted(session: Session) -> list[Line]:
    raw, question = session.store._raw, ListQuery(CASE)
    lines = []
    with session.reading() as reading:
        for name, sql in COUNTS.items():
            one, other, ratio = in_turns(
                lambda name=name: reading.lists.codes(question, name),  # type: ignore[misc]
                lambda sql=sql: raw.execute(sql).fetchall(),  # type: ignore[misc]
                ROUNDS,
            )
            title = f"count of {name} beside raw SQL"
            lines.append(Line(title, milliseconds(one), milliseconds(other), ratio, 1.5))
    return lines


def _narrowed(session: Session) -> list[Line]:
    """The keys of a list with one filter, and of that with five."""
    raw = session.store._raw
    from_asia = ",".join(f"'{code}'" for code in _countries_of("AP"))
    goods = f"SELECT 1 FROM {_GOODS} AS l WHERE l.owner = k.owner AND l.category = 'MED'"
    seen = f"SELECT 1 FROM {_SEEN} AS l WHERE l.owner = k.owner AND l.indicator = 'RTE-03'"
    asked: dict[str, tuple[Mapping[str, Sequence[str]], str]] = {
        "by air": (
            {"conveyance": ("AIR",)},
            f"SELECT r.row {_OWN} AND k.conveyance = 'AIR' ORDER BY r.dated DESC, r.reference DESC",
        ),
        "medicines by air in 2024 from Asia that used RTE-03": (
            MEDICINES,
            f"SELECT r.row {_OWN} AND k.conveyance = 'AIR' AND r.dated LIKE '2024%' "
            f"AND EXISTS ({goods}) AND EXISTS ({seen}) AND {_FIRST} IN ({from_asia}) "
            "ORDER BY r.dated DESC, r.reference DESC",
        ),
    }
    lines = []
    with session.reading() as reading:
        for what, (filters, sql) in asked.items():
            question = ListQuery(CASE, filters=filters)
            keys = [row[0] for row in raw.execute(sql)]
            assert list(reading.lists.listed(question)) == keys, what
            one, other, ratio = in_turns(
                lambda question=question: reading.lists.listed(question),  # type: ignore[misc]
                lambda sql=sql: raw.execute(sql).fetchall(),  # type: ignore[misc]
                ROUNDS,
            )
            title = f"list of {what} ({len(keys):,}) beside raw SQL"
            lines.append(Line(title, milliseconds(one), milliseconds(other), ratio, 1.5))
    return lines


def _countries_of(region: str) -> list[str]:
    from rilo_desktop.vocabularies import vocabulary

    return [item.code for item in vocabulary("country") if item.more.get("region") == region]
