"""Quantities over time, each category of goods and unit on its own: unlike goods and unlike units
are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rilo_desktop.drawing import Column, ColumnChart, Strip

from .case_columns import CATEGORY, MISSING, MONTH, UNIT, YEAR, CaseColumns, kept
from .goods import OTHER
from .marking import with_parts
from .messages import Words
from .months import Axis, axis_of, date_label
from .results import Cell, ChartData, PictureRow

MOST_KINDS = 4
"""Goods that are drawn; the table has all."""

Goods = tuple[str, str]
"""(category, unit)"""


@dataclass(slots=True)
class Amount:
    """Lines of one category and unit at one date. `total` counts only lines that give a quantity.

    `alike`: its goods may be added up; those of no category, or of "other goods", may not.
    """

    alike: bool = True
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
        """The sum; None where no line gives a quantity, or several lines are not alike."""
        known = self.lines > self.without
        return self.total if known and (self.alike or self.lines == 1) else None


def amounts(columns: CaseColumns, mask: bytearray, name: str) -> dict[Goods, dict[str, Amount]]:
    """Goods -> date -> amount, over the lines of the selected cases."""
    goods, dates = columns.goods, columns.codes[name]
    found: dict[Goods, dict[str, Amount]] = {}
    lines = zip(
        goods.case, goods.category, goods.unit, goods.quantity, goods.approximate, strict=True
    )
    for case, category, unit, quantity, approximate in lines:
        if not mask[case]:
            continue
        by_date = found.get((category, unit))
        if by_date is None:
            alike = category not in (*MISSING, OTHER)
            by_date = found[category, unit] = defaultdict(lambda alike=alike: Amount(alike))  # type: ignore[misc]
        by_date[dates[case]].add(quantity, approximate)
    return found


def quantities_picture(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    say = words.say
    axis = axis_of(set(kept(columns.codes[YEAR], mask)))
    name = axis.column if axis else MONTH
    found = amounts(columns, mask, name)
    parts = amounts(columns, part, name) if part is not None else {}
    kinds = sorted(found, key=lambda kind: (not _drawable(kind), -_lines(found[kind]), kind))
    rows: list[PictureRow] = []
    strips: list[Strip] = []
    for kind in kinds:
        first = len(rows)
        dates = _dates(found[kind])
        rows += [_amount_row(kind, code, name, found[kind][code], words) for code in dates]
        if axis and _drawable(kind) and len(strips) < MOST_KINDS:
            strips.append(_strip(kind, dates, first, axis, found[kind], parts.get(kind, {}), words))
    marked = [_part(parts, kind, code) for kind in kinds for code in _dates(found[kind])]
    month = say.text("Month") if axis is None or axis.by_month else say.text("Year")
    picture = ChartData(
        key="quantities",
        title=say.text("Quantities by month")
        if axis is None or axis.by_month
        else say.text("Quantities by year"),
        about=_about(kinds, strips, words),
        told=_kinds_sentence(kinds, found, words),
        basis=_lines_basis(found, words),
        heads=(
            say.text("Goods"),
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


def _drawable(kind: Goods) -> bool:
    return kind[0] not in (*MISSING, OTHER) and kind[1] not in MISSING


def _label(kind: Goods, words: Words) -> str:
    category, unit = kind
    return words.say.labelled(words.code("product_category", category), words.code("unit", unit))


def _part(parts: Mapping[Goods, Mapping[str, Amount]], kind: Goods, code: str) -> Cell:
    """Zero where nothing marked is among the lines, None where no marked line has a quantity."""
    amount = parts.get(kind, {}).get(code)
    return 0 if amount is None else amount.given


def _lines(by_date: Mapping[str, Amount]) -> int:
    return sum(amount.lines for amount in by_date.values())


def _amount_row(kind: Goods, code: str, name: str, amount: Amount, words: Words) -> PictureRow:
    label, date = _label(kind, words), date_label(code, name, words)
    given = amount.given
    missing = words.say.text("quantity not known")
    if not amount.alike and amount.lines > max(1, amount.without):
        missing = words.say.text("unlike goods, not added")
    figure = words.number(given) if given is not None else missing
    category, unit = kind
    cells: tuple[Cell, ...] = (
        words.code("product_category", category),
        words.code("unit", unit),
        date,
        given,
        amount.lines,
        amount.without,
        amount.approximate,
    )
    spoken = words.say.labelled(f"{label}, {date}", figure)
    return PictureRow(cells, spoken, {CATEGORY: (category,), UNIT: (unit,), name: (code,)})


def _strip(
    kind: Goods,
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
    return Strip(_label(kind, words), tuple(columns))


def _about(kinds: Sequence[Goods], strips: Sequence[Strip], words: Words) -> str:
    known = sum(map(_drawable, kinds))
    if known > len(strips):
        return words.say.text(
            "each on its own scale, {shown} of {count} kinds of goods",
            shown=len(strips),
            count=known,
        )
    return words.say.text("each on its own scale")


def _kinds_sentence(
    kinds: Sequence[Goods], found: Mapping[Goods, Mapping[str, Amount]], words: Words
) -> str:
    say = words.say
    sums = []
    for kind in kinds[:MOST_KINDS]:
        given = [a.given for a in found[kind].values() if a.given is not None]
        if given and _drawable(kind):
            sums.append(say.labelled(_label(kind, words), words.number(sum(given, Decimal(0)))))
    if not sums:
        return say.text("No line of goods gives a quantity with its category and unit.")
    return say.text("{sums}. Unlike goods and unlike units are never added.", sums=" · ".join(sums))


def _lines_basis(found: Mapping[Goods, Mapping[str, Amount]], words: Words) -> str:
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
