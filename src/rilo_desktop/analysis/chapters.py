"""Goods by chapter of the Harmonized System: cases, lines, and quantities in each unit.

A case counts in each chapter of its goods. Quantities of one chapter are added within one unit, and
those of no chapter never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rilo_desktop.drawing import Bar, BarChart
from rilo_desktop.vocabularies import harmonized_system

from .bars import MOST
from .case_columns import CHAPTER, MISSING, CaseColumns
from .marking import with_parts
from .messages import Words
from .quantities import Amount
from .results import ChartData, PictureRow


@dataclass(slots=True)
class ChapterGoods:
    """The lines of one chapter. `cases`: positions; `units`: unit -> what its lines give."""

    cases: set[int] = field(default_factory=set)
    units: dict[str, Amount] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        return sum(amount.lines for amount in self.units.values())


def by_chapter(columns: CaseColumns, mask: bytearray) -> dict[str, ChapterGoods]:
    """The chapter with most cases first, what is not known and what is empty last."""
    goods = columns.goods
    found: dict[str, ChapterGoods] = {}
    lines = zip(
        goods.case, goods.chapter, goods.unit, goods.quantity, goods.approximate, strict=True
    )
    for case, chapter, unit, quantity, approximate in lines:
        if not mask[case]:
            continue
        held = found.setdefault(chapter, ChapterGoods())
        held.cases.add(case)
        amount = held.units.setdefault(unit, Amount(chapter not in MISSING))
        amount.add(quantity, approximate)

    def order(code: str) -> tuple[bool, int, str]:
        return code in MISSING, -len(found[code].cases), code

    return {code: found[code] for code in sorted(found, key=order)}


def chapter_name(code: str, words: Words) -> str:
    """Its number and title; a number that is no chapter says so."""
    if code in MISSING:
        return words.code("", code)
    title = harmonized_system.title(code)
    return f"{code} {title}" if title else words.say.text("{code}: no chapter of the HS", code=code)


def chapters_picture(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    say = words.say
    found = by_chapter(columns, mask)
    marked = by_chapter(columns, part) if part is not None else {}
    parts = {code: len(marked[code].cases) if code in marked else 0 for code in found}
    names = {code: chapter_name(code, words) for code in found}
    known = [code for code in found if code not in MISSING]
    drawn = list(found) if len(known) <= MOST else known[:MOST]
    about = say.text("a case counts in each of its chapters")
    if len(known) > MOST:
        count = words.number(len(known))
        about = say.text("the {most} most frequent of {count}", most=MOST, count=count)
    picture = ChartData(
        key="chapters",
        title=say.text("HS chapters"),
        about=about,
        told=_sentence(found, names, sum(mask), words),
        basis=_basis(found, words),
        heads=(
            say.text("HS chapter"),
            say.text("Lines"),
            say.text("Quantities"),
            say.text("Cases"),
        ),
        rows=tuple(_row(code, names[code], held, words) for code, held in found.items()),
        chart=BarChart(
            tuple(_bar(code, names[code], found[code], parts[code], words) for code in drawn)
        ),
    )
    return picture if part is None else with_parts(picture, list(parts.values()), words)


def _row(code: str, name: str, held: ChapterGoods, words: Words) -> PictureRow:
    sums = _sums(held, words)
    cases = words.cases(len(held.cases))
    spoken = words.say.labelled(name, f"{cases} · {sums}" if sums else cases)
    return PictureRow((name, held.lines, sums, len(held.cases)), spoken, {CHAPTER: (code,)})


def _sums(held: ChapterGoods, words: Words) -> str:
    """ "1,200 kg · 40 pieces"."""
    given = {unit: amount.given for unit, amount in sorted(held.units.items())}
    return " · ".join(
        f"{words.number(total)} {words.code('unit', unit)}"
        for unit, total in given.items()
        if total is not None and unit not in MISSING
    )


def _bar(code: str, name: str, held: ChapterGoods, part: int, words: Words) -> Bar:
    count = len(held.cases)
    shown = words.number(part) if part else ""
    return Bar(name, float(count), words.number(count), float(part), shown, code in MISSING)


def _sentence(
    found: Mapping[str, ChapterGoods], names: Mapping[str, str], total: int, words: Words
) -> str:
    first = next(iter(found), "")
    if first in MISSING:
        return words.say.text("No line of goods gives an HS code.")
    count = words.number(len(found[first].cases))
    return words.say.text(
        "Most cases: {name}, {count} of {all}.",
        name=names[first],
        count=count,
        all=words.number(total),
    )


def _basis(found: Mapping[str, ChapterGoods], words: Words) -> str:
    lines = sum(held.lines for held in found.values())
    coded = sum(held.lines for code, held in found.items() if code not in MISSING)
    return words.say.text(
        "{count} of {all} lines of goods give an HS code.",
        count=words.number(coded),
        all=words.number(lines),
    )
