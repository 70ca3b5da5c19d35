"""Every case as columns of codes: what is counted, without texts. One position is one case."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from sys import intern

from .results import Filters

ORIGINS = frozenset({"origin", "departure"})
YEAR, MONTH = "date.year", "date.month"
SENT_FROM, DETECTED, SENT_TO = "route.from", "route.detected", "route.to"
CATEGORY, UNIT, CHAPTER = "goods.category", "goods.unit", "goods.chapter"
OF_LINES = (CATEGORY, UNIT, CHAPTER)
NOT_KNOWN, EMPTY = "?", ""
MISSING = (NOT_KNOWN, EMPTY)


@dataclass(frozen=True, slots=True)
class GoodsColumns:
    """Every line of goods. `case` is a position; `quantity` None where nobody gives one; `chapter`:
    the first two signs of its HS code."""

    case: Sequence[int]
    category: Sequence[str]
    unit: Sequence[str]
    quantity: Sequence[float | None]
    approximate: Sequence[bool]
    chapter: Sequence[str]


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """`keys` are the store's own, in their order; `codes`: column -> code of each case."""

    keys: array[int]
    codes: Mapping[str, Sequence[str]]
    goods: GoodsColumns


def case_columns(
    names: Sequence[str],
    cases: Iterable[tuple[int, Sequence[str]]],
    legs: Iterable[tuple[int, str, str]],
    goods: Iterable[tuple[int, str, str, float | None, bool | None, str]],
) -> CaseColumns:
    """`cases`: (key, codes of `names`), ordered by key; legs (key, role, country) and goods (key,
    category, unit, quantity, approximate, HS code) in the order of their lines. Those of other keys
    are left out.
    """
    keys = array("q")
    rows: list[Sequence[str]] = []
    for key, row in cases:
        keys.append(key)
        rows.append(row)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    codes: dict[str, Sequence[str]] = dict(zip(names, columns, strict=True))
    codes[YEAR] = [intern(day[:4]) for day in codes["date"]]
    codes[MONTH] = [intern(day[:7]) for day in codes["date"]]
    codes |= _ends(keys, legs)
    at = {key: position for position, key in enumerate(keys)}
    return CaseColumns(keys, codes, _goods(at, goods))


def _ends(keys: Sequence[int], legs: Iterable[tuple[int, str, str]]) -> dict[str, Sequence[str]]:
    """A route counts under its first place of departure and of detection, and its last end."""
    first: dict[int, str] = {}
    detected: dict[int, str] = {}
    last: dict[int, str] = {}
    for key, role, country in legs:
        if role in ORIGINS:
            first.setdefault(key, country)
        elif role == "seizure":
            detected.setdefault(key, country)
        elif role == "destination":
            last[key] = country
    ends = ((SENT_FROM, first), (DETECTED, detected), (SENT_TO, last))
    return {name: [found.get(key, EMPTY) for key in keys] for name, found in ends}


def _goods(
    at: Mapping[int, int], lines: Iterable[tuple[int, str, str, float | None, bool | None, str]]
) -> GoodsColumns:
    kept = [(at[key], *rest) for key, *rest in lines if key in at]
    columns = zip(*kept, strict=True) if kept else ((), (), (), (), (), ())
    case, category, unit, quantity, approximate, hs = columns
    about = [bool(value) for value in approximate]
    chapter = [intern(code[:2]) for code in hs]
    return GoodsColumns(array("q", case), category, unit, quantity, about, chapter)


def selected(columns: CaseColumns, filters: Filters, found: Set[int] | None = None) -> bytearray:
    """A 1 for each case that the filters, and the keys of a search, leave."""
    mask = bytearray(b"\1") * len(columns.keys)
    if found is not None:
        mask = bytearray(map(found.__contains__, columns.keys))
    if any(filters.get(name) for name in OF_LINES):
        mask = _both(mask, _with_line(columns, *(filters.get(name) for name in OF_LINES)))
    for name, codes in filters.items():
        if codes and name not in OF_LINES:
            wanted = frozenset(codes)
            mask = _both(mask, bytearray(map(wanted.__contains__, columns.codes[name])))
    return mask


def _with_line(
    columns: CaseColumns,
    categories: Sequence[str] | None,
    units: Sequence[str] | None,
    chapters: Sequence[str] | None,
) -> bytearray:
    """Cases with a line that has one of these categories, units and chapters; none: any."""
    mask = bytearray(len(columns.keys))
    goods = columns.goods
    lines = zip(goods.case, goods.category, goods.unit, goods.chapter, strict=True)
    for case, category, unit, chapter in lines:
        if (
            (not categories or category in categories)
            and (not units or unit in units)
            and (not chapters or chapter in chapters)
        ):
            mask[case] = 1
    return mask


def _both(one: bytearray, other: bytearray) -> bytearray:
    """Bitwise and, over all at once."""
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return bytearray(joined.to_bytes(len(one), "little"))


def kept(column: Sequence[str], mask: bytearray) -> Iterable[str]:
    """The codes of the selected cases."""
    return compress(column, mask)
