"""Cases over time. A date counts as precisely as it is given, never more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.drawing import Column, ColumnChart, Strip, Tick

from .case_columns import EMPTY, MISSING, MONTH, NOT_KNOWN, YEAR, CaseColumns, kept
from .marking import with_parts
from .messages import Words
from .results import ChartData, PictureRow

YEARS_BY_MONTH = 20
"""Over more years than this, years are counted."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From one year to another, by months or by years."""

    first: int
    last: int
    by_month: bool

    @property
    def column(self) -> str:
        return MONTH if self.by_month else YEAR

    @property
    def places(self) -> int:
        return (self.last - self.first + 1) * (12 if self.by_month else 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        each = 12 if self.by_month else 1
        return tuple(
            Tick((year - self.first) * each, str(year)) for year in range(self.first, self.last + 1)
        )

    def place(self, code: str) -> tuple[int, int]:
        """Where "2024-05" or "2024" stands, and over how many places."""
        year = int(code[:4]) - self.first
        if not self.by_month:
            return year, 1
        return (year * 12, 12) if len(code) == 4 else (year * 12 + int(code[5:7]) - 1, 1)

    def filled(self, codes: Iterable[str]) -> list[str]:
        """The codes in their order, with the months or years between them in which nothing was."""
        given = set(codes)
        full = sorted(code for code in given if len(code) == self._length)
        if full:
            given |= {c for c in self._all() if full[0] <= c <= full[-1]}
        return sorted(given)

    @property
    def _length(self) -> int:
        return 7 if self.by_month else 4

    def _all(self) -> Iterable[str]:
        for year in range(self.first, self.last + 1):
            if not self.by_month:
                yield f"{year:04}"
            else:
                yield from (f"{year:04}-{month:02}" for month in range(1, 13))


def axis_of(codes: Iterable[str]) -> Axis | None:
    """The axis that holds all dates; None where no date is known."""
    years = {int(code[:4]) for code in codes if code[:4].isdigit()}
    if not years:
        return None
    first, last = min(years), max(years)
    return Axis(first, last, last - first < YEARS_BY_MONTH)


def months_picture(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    say = words.say
    axis = axis_of(set(kept(columns.codes[YEAR], mask)))
    name = axis.column if axis else MONTH
    found = Counter(kept(columns.codes[name], mask))
    parts = Counter(kept(columns.codes[name], part)) if part is not None else Counter()
    dated = axis.filled(code for code in found if code not in MISSING) if axis else []
    order = [*dated, *(code for code in MISSING if found[code])]
    rows = tuple(_row(code, found[code], name, words) for code in order)
    drawn = tuple(
        _column(axis, number, code, found[code], parts[code], words)
        for number, code in enumerate(dated)
        if axis is not None
    )
    wide_first = tuple(sorted(drawn, key=lambda column: -column.wide))
    by_month = axis is None or axis.by_month
    picture = ChartData(
        key="months",
        title=say.text("Cases by month") if by_month else say.text("Cases by year"),
        about=say.text("by the date of detection"),
        told=_sentence(found, dated, words),
        basis=_basis(found, words),
        heads=(say.text("Month") if by_month else say.text("Year"), say.text("Cases")),
        rows=rows,
        chart=ColumnChart(
            axis.places if axis else 1, axis.ticks if axis else (), (Strip("", wide_first),)
        ),
    )
    return picture if part is None else with_parts(picture, [parts[code] for code in order], words)


def _row(code: str, count: int, name: str, words: Words) -> PictureRow:
    label = date_label(code, name, words)
    return PictureRow(
        (label, count), words.say.labelled(label, words.cases(count)), {name: (code,)}
    )


def date_label(code: str, name: str, words: Words) -> str:
    """ "May 2024"; a year that stands among months says that it is no more than a year."""
    if code in MISSING:
        return words.code("", code)
    if name == MONTH and len(code) == 4:
        return words.say.text("{year}, month not given", year=code)
    return words.formats.partial(code, short=True)


def _column(axis: Axis, number: int, code: str, count: int, part: int, words: Words) -> Column:
    at, wide = axis.place(code)
    return Column(at, float(count), words.number(count), number, float(part), wide)


def _sentence(found: Mapping[str, int], dated: Sequence[str], words: Words) -> str:
    say = words.say
    if not dated:
        return say.text("No case says when it was.")
    name = MONTH if any(len(code) == 7 for code in dated) else YEAR
    top = max(dated, key=lambda code: (found.get(code, 0), code))
    parts = [
        say.text(
            "From {first} to {last}.",
            first=words.formats.partial(dated[0]),
            last=words.formats.partial(dated[-1]),
        ),
        say.text(
            "Most cases: {name} ({count}).",
            name=date_label(top, name, words),
            count=words.number(found[top]),
        ),
    ]
    none = sum(not found.get(code, 0) for code in dated)
    if none and name == MONTH:
        parts.append(
            say.plural("{count} month without a case.", "{count} months without a case.", none)
        )
    return " ".join(parts)


def _basis(found: Mapping[str, int], words: Words) -> str:
    say = words.say
    total = sum(found.values())
    known = total - found.get(NOT_KNOWN, 0) - found.get(EMPTY, 0)
    parts = [
        say.text(
            "{count} of {all} cases give the date.",
            count=words.number(known),
            all=words.number(total),
        )
    ]
    years = sum(count for code, count in found.items() if len(code) == 4)
    if years and any(len(code) == 7 for code in found):
        parts.append(
            say.plural(
                "Hatched: {count} case dated by year only.",
                "Hatched: {count} cases dated by year only.",
                years,
            )
        )
    return " ".join(parts)
