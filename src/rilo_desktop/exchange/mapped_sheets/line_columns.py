"""Several columns of one field of the lines: each column of quantities is a line of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.records.field_specs import FieldType

from ..column_mapping.heading_words import goods_in
from ..column_mapping.recognition import Recognized
from ..column_mapping.targets import Target


@dataclass(frozen=True, slots=True)
class LineColumn:
    """Where a column stands among those of its line. `unit_from`, `currency_from`: the columns that
    say of what its number is, -1 for none.
    """

    line: int = 0
    goods: str = ""
    """What its heading calls the goods, where there are several such columns."""
    unit_from: int = -1
    currency_from: int = -1


def line_columns(
    columns: Sequence[Recognized], targets: Mapping[str, Target]
) -> Mapping[int, LineColumn]:
    """{column: its place}. Of "Carcasses | Scales (kg)" the second is of a second line."""
    by_path: dict[str, list[Recognized]] = defaultdict(list)
    for column in columns:
        if column.field in targets:
            by_path[column.field].append(column)
    helpers: dict[int, dict[str, int]] = defaultdict(dict)
    for path, owners in by_path.items():
        for beside in ("unit", "currency"):
            of = by_path.get(_beside(targets[path], beside), [])
            known = [bool(beside == "unit" and one.unit) for one in owners]
            for owner, helper in _paired(owners, of, known):
                helpers[owner][beside] = helper
    found: dict[int, LineColumn] = {}
    for path, of_path in by_path.items():
        target = targets[path]
        lines = _lines(target, by_path, targets)
        for nth, column in enumerate(of_path):
            mine = helpers[column.column]
            found[column.column] = LineColumn(
                min(nth, lines - 1) if target.in_lines else 0,
                goods_in(column.header) if _names_goods(target, of_path, by_path, targets) else "",
                mine.get("unit", -1),
                mine.get("currency", -1),
            )
    return found


def _beside(target: Target, what: str) -> str:
    prefix = f"{target.field}." if target.in_lines else ""
    return prefix + target.spec.beside.get(what, "-")


def _paired(
    owners: Sequence[Recognized], helpers: Sequence[Recognized], known: Sequence[bool]
) -> list[tuple[int, int]]:
    """Each column of units with the column of numbers that it is of: one by one where there are as
    many, else the nearest before it whose heading says no unit, else the nearest behind it.
    """
    if len(owners) == len(helpers) or len(owners) == 1:
        pairs = zip(owners, helpers[-len(owners) :], strict=False)
        return [(one.column, other.column) for one, other in pairs]
    free = [one.column for one, has in zip(owners, known, strict=True) if not has]
    found = []
    for helper in helpers:
        before = [at for at in free if at < helper.column]
        nearest = before[-1] if before else free[0] if free else -1
        if nearest >= 0:
            free.remove(nearest)
            found.append((nearest, helper.column))
    return found


def _lines(
    target: Target, by_path: Mapping[str, Sequence[Recognized]], targets: Mapping[str, Target]
) -> int:
    """How many lines the columns of a row are: as many as it has of quantities."""
    of_field = [path for path in by_path if targets[path].field == target.field]
    counted = [len(by_path[path]) for path in of_field if targets[path].spec.beside.get("unit")]
    return max(counted or [len(by_path[path]) for path in of_field], default=1)


def _names_goods(
    target: Target,
    of_path: Sequence[Recognized],
    by_path: Mapping[str, Sequence[Recognized]],
    targets: Mapping[str, Target],
) -> bool:
    """Are there several columns of quantities, or none for the goods themselves?"""
    if not (target.in_lines and target.spec.beside.get("unit")):
        return False
    return len(of_path) > 1 or f"{target.field}.{named_by(target.field, targets)}" not in by_path


def named_by(field: str, targets: Mapping[str, Target]) -> str:
    """The field of these lines that says what they are of: their first text."""
    texts = (t for t in targets.values() if t.field == field and t.spec.type is FieldType.TEXT)
    return next((target.inner for target in texts), "")
