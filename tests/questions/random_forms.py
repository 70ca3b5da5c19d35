"""Forms by chance: groups, nested repeats, relevance, calculations, choice filters, counts.

An expression names only questions that come before it, so nothing depends on itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from rilo_desktop.questions.definition import Choice, Definition, Item, ItemType

ANSWERS = st.sampled_from(
    ["", "0", "1", "2", "3", "a", "b", "a b", "2026-11-27", "-1.5", "1 2", "4.6 -74.1 0 0"]
)
LISTS = (
    ("plain", (Choice("a"), Choice("b"), Choice("c"))),
    ("columns", tuple(Choice(name, (), (("of", of),)) for name, of in ("a1", "b1", "c2"))),
)
_TYPES = st.sampled_from(
    [
        *(ItemType.TEXT, ItemType.INTEGER, ItemType.INTEGER, ItemType.DATE, ItemType.DECIMAL),
        *(ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.CALCULATE, ItemType.CALCULATE),
        *(ItemType.GROUP, ItemType.REPEAT, ItemType.REPEAT, ItemType.NOTE),
        *(ItemType.GEOPOINT, ItemType.BARCODE),
    ]
)
_NO_COUNT = st.sampled_from(["", "", "", "0"])
"""Beside what does not repeat it changes nothing."""
_OF_ONE = [
    *("${q}", "${q} + 1", "${q} > 1", "${q} != ''", "string-length(${q})", "selected(${q}, 'a')"),
    *("sum(${q})", "count(${q})", "count-non-empty(${q})", "join(' ', ${q})", "coalesce(${q}, 3)"),
    *("if(${q} = '1', 'x', ${q})", "not(${q} = 2)", "max(${q})", "position(..)"),
    *("distance(${q}, ${q})", "selected-at(${q}, 1)"),
    *("concat(${q}, '-', position(..))", "${q} * 2 - 1", "count(..)", "int(${q} div 2)"),
]
_OF_REPEAT = [
    *("count(${r})", "count(${r}[position() > 1])", "count(${r}[${q} > 1])"),
    *("indexed-repeat(${q}, ${r}, 1)", "sum(${r}/*)", "count(${r}) > 1"),
]


@dataclass
class _Made:
    names: list[str] = field(default_factory=list)
    inside: dict[str, list[str]] = field(default_factory=dict)
    """Questions of each repeat that is closed."""
    count: int = 0


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    made = _Made()
    items = draw(_items(made, depth=0))
    return Definition("chance", "1", (("", "By chance"),), (), items, LISTS)


@st.composite
def _items(draw: st.DrawFn, made: _Made, depth: int) -> tuple[Item, ...]:
    found: list[Item] = []
    for _ in range(draw(st.integers(1, 5 if depth == 0 else 3))):
        kind = draw(_TYPES)
        if depth == 3 and kind in (ItemType.GROUP, ItemType.REPEAT):
            kind = ItemType.INTEGER
        found.append(draw(_item(made, kind, depth)))
    return tuple(found)


@st.composite
def _item(draw: st.DrawFn, made: _Made, kind: ItemType, depth: int) -> Item:
    made.count += 1
    name = f"n{made.count}"
    relevant = draw(_expression(made)) if draw(st.integers(0, 2)) == 0 else ""
    if kind in (ItemType.GROUP, ItemType.REPEAT):
        wanted = draw(_NO_COUNT) if kind is ItemType.GROUP else ""
        if kind is ItemType.REPEAT and draw(st.booleans()):
            wanted = draw(st.sampled_from(["2", draw(_expression(made))]))
        before = len(made.names)
        children = draw(_items(made, depth + 1))
        if kind is ItemType.REPEAT:
            made.inside[name] = made.names[before:]
        return Item(kind, name, relevant=relevant, repeat_count=wanted, children=children)
    is_computed = kind is ItemType.CALCULATE or (
        kind in (ItemType.TEXT, ItemType.NOTE) and draw(st.integers(0, 4)) == 0
    )
    computed = draw(_expression(made)) if is_computed else ""
    if computed and draw(st.integers(0, 4)) == 0:
        computed = f"once({computed})"
    trigger = ""
    if kind in (ItemType.CALCULATE, ItemType.TEXT) and made.names and draw(st.integers(0, 3)) == 0:
        trigger = draw(st.sampled_from(made.names))
        computed = computed or draw(_expression(made))
    choices, chosen = "", ""
    if kind in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
        choices = draw(st.sampled_from(["plain", "columns"]))
        if choices == "columns" and made.names:
            chosen = f"of = ${{{draw(st.sampled_from(made.names))}}}"
    item = Item(
        kind,
        name,
        relevant=relevant,
        calculation=computed,
        trigger=trigger,
        choices=choices,
        choice_filter=chosen,
        repeat_count=draw(_NO_COUNT),
        required=draw(st.sampled_from(["", "true()", draw(_expression(made))])),
        constraint=draw(st.sampled_from(["", ". != 2", draw(_expression(made))])),
        default=draw(st.sampled_from(["", "", "1"])) if kind is ItemType.INTEGER else "",
    )
    if kind is not ItemType.NOTE:
        made.names.append(name)
    return item


@st.composite
def _expression(draw: st.DrawFn, made: _Made) -> str:
    if not made.names:
        return draw(st.sampled_from(["1", "2 > 1", "''"]))
    repeats = [name for name, inside in made.inside.items() if inside]
    if draw(st.booleans()) and repeats:
        repeat = draw(st.sampled_from(repeats))
        source = draw(st.sampled_from(_OF_REPEAT)).replace("${r}", f"${{{repeat}}}")
        return source.replace("${q}", f"${{{draw(st.sampled_from(made.inside[repeat]))}}}")
    return draw(st.sampled_from(_OF_ONE)).replace(
        "${q}", f"${{{draw(st.sampled_from(made.names))}}}"
    )
