"""All pictures of a selection of cases, and the codes that may narrow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy

from .bars import BarTopic, bar_picture, counted
from .case_columns import MISSING, SENT_FROM, SENT_TO, YEAR, CaseColumns, kept
from .chapters import chapters_picture
from .marking import with_parts
from .messages import Words
from .months import months_picture
from .quantities import quantities_picture
from .results import ChartData, Dashboard, Offered
from .routes import route_picture

FILTERS: Mapping[str, str] = {
    YEAR: "",
    "enforcement_area": "enforcement_area",
    "office_code": "office",
    "conveyance": "conveyance",
    "commodity": "commodity",
}
"""Columns that narrow the selection -> the code list of their labels."""
COLUMNS = (
    "date",
    "enforcement_area",
    "office_code",
    "conveyance",
    "commodity",
    "detection_method",
)
"""Columns of a case that the pictures are made from, beside its route and goods."""
_TOPICS = (
    ("conveyance", N_("Means of transport"), ("conveyance",), ("conveyance",)),
    ("commodity", N_("Commodity"), ("commodity",), ("commodity",)),
    ("area", N_("Enforcement area"), ("enforcement_area",), ("enforcement_area",)),
    ("detection", N_("Selected by"), ("detection_method",), ("detection_method",)),
)


def case_board(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> Dashboard:
    """`mask`: the selection; `part`: what is marked in it, None where nothing is."""
    total = sum(mask)
    return Dashboard(
        CaseStudy.kind.code,
        total,
        _summary(columns, mask, words),
        tuple(_pictures(columns, mask, part, words)) if total else (),
        {
            name: offered(Counter(columns.codes[name]), list_name, words)
            for name, list_name in FILTERS.items()
        },
    )


def _pictures(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> list[ChartData]:
    bars = [_bars(topic, columns, mask, part, words) for topic in _topics(words)]
    return [
        route_picture(columns, mask, part, words),
        months_picture(columns, mask, part, words),
        quantities_picture(columns, mask, part, words),
        chapters_picture(columns, mask, part, words),
        *bars,
    ]


def _topics(words: Words) -> list[BarTopic]:
    say = words.say
    topics = [
        BarTopic(key, say.text(title), columns, lists, (say.text(title),))
        for key, title, columns, lists in _TOPICS
    ]
    origins = BarTopic(
        "origins",
        say.text("From origin to destination"),
        (SENT_FROM, SENT_TO),
        ("country", "country"),
        (say.text("Sent from"), say.text("Destination")),
    )
    return [*topics, origins]


def _bars(
    topic: BarTopic, columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    found = counted(columns, topic.columns, mask, part)
    picture = bar_picture(topic, found, words)
    return picture if part is None else with_parts(picture, [one.part for one in found], words)


def _summary(columns: CaseColumns, mask: bytearray, words: Words) -> str:
    say = words.say
    undated = sum(code in MISSING for code in kept(columns.codes[YEAR], mask))
    parts = [words.cases(sum(mask))]
    if undated:
        parts.append(say.text("{count} without a date", count=words.number(undated)))
    return " · ".join(parts)


def offered(counts: Mapping[str, int], list_name: str, words: Words) -> tuple[Offered, ...]:
    """Codes by label, what is missing last; years (no list) in their order, missing ones not."""
    made = [
        Offered(code, words.code(list_name, code) if list_name else code, count)
        for code, count in counts.items()
        if count and (list_name or code not in MISSING)
    ]
    return tuple(sorted(made, key=lambda one: (one.code in MISSING, one.label.casefold())))
