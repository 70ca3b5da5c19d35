"""Cases by one column, as bars: most frequent first, what is not known and what is empty last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rilo_desktop.drawing import Bar, BarChart

from .case_columns import MISSING, CaseColumns, kept
from .messages import Words
from .results import ChartData, PictureRow

_MISSING = frozenset(MISSING)
MOST = 10
"""Known values that are drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of one or more columns. `part` of `count` cases belongs to what is selected."""

    codes: tuple[str, ...]
    count: int
    part: int
    missing: bool


@dataclass(frozen=True, slots=True)
class BarTopic:
    """`columns` that are counted together, and the code lists of their labels."""

    key: str
    title: str
    columns: tuple[str, ...]
    lists: tuple[str, ...]
    heads: tuple[str, ...]


def counted(
    columns: CaseColumns, names: Sequence[str], mask: bytearray, part: bytearray | None
) -> list[Counted]:
    """Most frequent first; values with something missing last."""
    found = Counter(_values(columns, names, mask))
    parts = Counter(_values(columns, names, part)) if part is not None else Counter()
    made = [
        Counted(codes, count, parts[codes], not _MISSING.isdisjoint(codes))
        for codes, count in found.items()
    ]
    return sorted(made, key=lambda one: (one.missing, -one.count, one.codes))


def _values(
    columns: CaseColumns, names: Sequence[str], mask: bytearray
) -> Iterable[tuple[str, ...]]:
    return zip(*(kept(columns.codes[name], mask) for name in names), strict=True)


def bar_picture(topic: BarTopic, found: Sequence[Counted], words: Words) -> ChartData:
    labels = [_label(topic, one, words) for one in found]
    rows = tuple(
        PictureRow(
            (*_cells(topic, one, words), one.count),
            words.say.labelled(label, words.cases(one.count)),
            {name: (code,) for name, code in zip(topic.columns, one.codes, strict=True)},
        )
        for one, label in zip(found, labels, strict=True)
    )
    known = sum(not one.missing for one in found)
    drawn = _drawn(found)
    return ChartData(
        key=topic.key,
        title=topic.title,
        about=_about(known, words),
        told=_sentence(found, labels, words),
        basis=_basis(found, words),
        heads=(*topic.heads, words.say.text("Cases")),
        rows=rows,
        chart=BarChart(tuple(_bar(one, labels[n], words) for n, one in enumerate(drawn))),
    )


def _drawn(found: Sequence[Counted]) -> Sequence[Counted]:
    """The numbers of bars are those of rows: either all, or the first ones."""
    missing = sum(one.missing for one in found)
    return found if len(found) - missing <= MOST and missing <= len(MISSING) else found[:MOST]


def _about(known: int, words: Words) -> str:
    if known > MOST:
        return words.say.text(
            "the {most} most frequent of {count}", most=MOST, count=words.number(known)
        )
    return words.say.text("cases")


def _cells(topic: BarTopic, one: Counted, words: Words) -> list[str]:
    return [words.code(name, code) for name, code in zip(topic.lists, one.codes, strict=True)]


def _label(topic: BarTopic, one: Counted, words: Words) -> str:
    cells = _cells(topic, one, words)
    return cells[0] if len(cells) == 1 else f"{cells[0]} – {cells[1]}"


def _bar(one: Counted, label: str, words: Words) -> Bar:
    return Bar(
        label,
        float(one.count),
        words.number(one.count),
        float(one.part),
        words.number(one.part) if one.part else "",
        one.missing,
    )


def _sentence(found: Sequence[Counted], labels: Sequence[str], words: Words) -> str:
    total = sum(one.count for one in found)
    if not found or found[0].missing:
        return words.say.text("No case states it.")
    first = words.say.text(
        "Most cases: {name}, {count} of {all}.",
        name=labels[0],
        count=words.number(found[0].count),
        all=words.number(total),
    )
    same = sum(one.count == found[0].count and not one.missing for one in found) - 1
    if same:
        more = words.say.plural(
            "{count} other value has as many.", "{count} other values have as many.", same
        )
        first = f"{first} {more}"
    return first


def _basis(found: Sequence[Counted], words: Words) -> str:
    total = sum(one.count for one in found)
    known = sum(one.count for one in found if not one.missing)
    return words.say.text(
        "Stated in {count} of {all} cases.", count=words.number(known), all=words.number(total)
    )
