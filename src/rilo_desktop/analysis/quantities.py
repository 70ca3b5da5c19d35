"""Quantities over time, each unit on its own: unlike units are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rilo_desktop.drawing import Column, ColumnChart, Strip

from .case_columns import MISSING, MONTH, UNIT, YEAR, CaseColumns, kept
from .marking import with_parts
from .messages import Words
from .months import Axis, axis_of, date_label
from .results import Cell, ChartData, PictureRow

MOST_UNITS = 4
"""Units that are drawn; the table has all."""


@dataclass(slots=True)
class Amount:
    """Lines of one unit at one date. `total` counts only lines that give a quantity."""

    total: Decimal = Decimal(0)
    lines: int = 0
    without: int = 0
    approximate: int = 0

    def add(self, quantity: float | None, approximate: bool) -> None:
        self.lines += 1
        if quantity is None:
            self.without += 1
        else:
            self.total += Decimal(repr(quantity))
            self.approximate += approximate

    @property
    def given(self) -> Decimal | None:
        """The sum; None where no line gives a quantity."""
        return self.total if self.lines > self.without else None


def amounts(columns: CaseColumns, mask: bytearray, name: str) -> dict[str, dict[str, Amount]]:
    """Unit -> date -> amount, over the lines of the selected cases: unlike units stay apart."""
    goods, dates = columns.goods, columns.codes[name]
    found: dict[str, dict[str, Amount]] = defaultdict(lambda: defaultdict(Amount))
    lines = zip(goods.case, goods.unit, goods.quantity, goods.approximate, strict=True)
    for case, unit, quantity, approximate in lines:
        if mask[case]:
            found[unit][dates[case]].add(quantity, approximate)
    return found


def quantities_picture(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    say = words.say
    axis = axis_of(set(kept(columns.codes[YEAR], mask)))
    name = axis.column if axis else MONTH
    found = amounts(columns, mask, name)
    parts = amounts(columns, part, name) if part is not None else {}
    units = sorted(found, key=lambda unit: (unit in MISSING, -_lines(found[unit]), unit))
    rows: list[PictureRow] = []
    strips: list[Strip] = []
    for unit in units:
        first = len(rows)
        dates = _dates(found[unit])
        rows += [_amount_row(unit, code, name, found[unit][code], words) for code in dates]
        if axis and unit not in MISSING and len(strips) < MOST_UNITS:
            strips.append(_strip(unit, dates, first, axis, found[unit], parts.get(unit, {}), words))
    marked = [_part(parts, unit, code) for unit in units for code in _dates(found[unit])]
    month = say.text("Month") if axis is None or axis.by_month else say.text("Year")
    picture = ChartData(
        key="quantities",
        title=say.text("Quantities by month")
        if axis is None or axis.by_month
        else say.text("Quantities by year"),
        about=_units_about(units, strips, words),
        told=_units_sentence(units, found, words),
        basis=_lines_basis(found, words),
        heads=(
            say.text("Unit"),
            month,
            say.text("Quantity"),
            say.text("Lines"),
            say.text("Lines without quantity"),
            say.text("Approximate lines"),
        ),
        rows=tuple(rows),
        chart=ColumnChart(axis.places if axis else 1, axis.ticks if axis else (), tuple(strips)),
    )
    return picture if part is None else with_parts(picture, marked, words)


def _dates(by_date: Mapping[str, Amount]) -> list[str]:
    """In their order, what is missing last."""
    return sorted(by_date, key=lambda code: (code in MISSING, code))


def _part(parts: Mapping[str, Mapping[str, Amount]], unit: str, code: str) -> Cell:
    """Zero where nothing marked is among the lines, None where no marked line has a quantity."""
    amount = parts.get(unit, {}).get(code)
    return 0 if amount is None else amount.given


def _lines(by_date: Mapping[str, Amount]) -> int:
    return sum(amount.lines for amount in by_date.values())


def _amount_row(unit: str, code: str, name: str, amount: Amount, words: Words) -> PictureRow:
    label, date = words.code("unit", unit), date_label(code, name, words)
    given = amount.given
    figure = words.number(given) if given is not None else words.say.text("quantity not known")
    cells: tuple[Cell, ...] = (
        label,
        date,
        given,
        amount.lines,
        amount.without,
        amount.approximate,
    )
    spoken = words.say.labelled(f"{label}, {date}", figure)
    return PictureRow(cells, spoken, {UNIT: (unit,), name: (code,)})


def _strip(
    unit: str,
    dates: Sequence[str],
    first: int,
    axis: Axis,
    found: Mapping[str, Amount],
    parts: Mapping[str, Amount],
    words: Words,
) -> Strip:
    columns = []
    for number, code in enumerate(dates, first):
        given = found[code].given
        if code in MISSING or given is None:
            continue
        at, wide = axis.place(code)
        part = parts[code].given if code in parts else None
        figure = words.number(given)
        columns.append(Column(at, float(given), figure, number, float(part or 0), wide))
    columns.sort(key=lambda column: -column.wide)
    return Strip(words.code("unit", unit), tuple(columns))


def _units_about(units: Sequence[str], strips: Sequence[Strip], words: Words) -> str:
    known = sum(unit not in MISSING for unit in units)
    if known > len(strips):
        return words.say.text(
            "each unit on its own scale, {shown} of {count} units",
            shown=len(strips),
            count=known,
        )
    return words.say.text("each unit on its own scale")


def _units_sentence(
    units: Sequence[str], found: Mapping[str, Mapping[str, Amount]], words: Words
) -> str:
    say = words.say
    sums = []
    for unit in units[:MOST_UNITS]:
        given = [a.given for a in found[unit].values() if a.given is not None]
        if given and unit not in MISSING:
            label = words.code("unit", unit)
            sums.append(say.labelled(label, words.number(sum(given, Decimal(0)))))
    if not sums:
        return say.text("No line of goods gives a quantity with its unit.")
    return say.text("{sums}. Unlike units are never added.", sums=" · ".join(sums))


def _lines_basis(found: Mapping[str, Mapping[str, Amount]], words: Words) -> str:
    every = [amount for by_date in found.values() for amount in by_date.values()]
    lines = sum(amount.lines for amount in every)
    given = lines - sum(amount.without for amount in every)
    told = words.say.text(
        "{count} of {all} lines of goods give a quantity.",
        count=words.number(given),
        all=words.number(lines),
    )
    undated = sum(
        amount.lines
        for by_date in found.values()
        for code, amount in by_date.items()
        if code in MISSING
    )
    if not undated:
        return told
    more = words.say.plural(
        "{number} line of a case without a date is in the rows only.",
        "{number} lines of cases without a date are in the rows only.",
        undated,
        number=words.number(undated),
    )
    return f"{told} {more}"
