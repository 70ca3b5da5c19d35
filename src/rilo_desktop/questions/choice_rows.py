"""A list of choices as expressions see it: `instance('x')/root/item`, each choice with its columns.

A list may have 20,000 rows and be filtered while an officer types: rows are found by the text in a
column, so that a filter looks at those only that its `column = ...` leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from .definition import Choice
from .expressions import (
    Call,
    Context,
    Expression,
    Filter,
    Literal,
    Negation,
    Operation,
    Step,
    parts,
)
from .values import Node, Value, compare, to_text, translation


class ColumnNode:
    """A column of a choice, or what lies above the choices."""

    __slots__ = ("children", "text")

    def __init__(self, text: str, children: dict[str, Sequence[ColumnNode | ChoiceNode]]) -> None:
        self.text = text
        self.children = children

    def below(self, name: str) -> Sequence[Node]:
        if name == "*":
            return [each for nodes in self.children.values() for each in nodes]
        return self.children.get(name, ())


class ChoiceNode:
    """A choice. Its columns are made when they are looked at: a list may be long."""

    __slots__ = ("choice", "columns")

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.columns = {"name": choice.name, **dict(choice.columns)}
        if choice.label:
            self.columns.setdefault("label", choice.label[0][1])

    @property
    def text(self) -> str:
        return self.choice.name

    def below(self, name: str) -> Sequence[Node]:
        if name == "*":
            return [ColumnNode(text, {}) for text in self.columns.values()]
        return [ColumnNode(self.columns[name], {})] if name in self.columns else ()


class ChoiceRows:
    """The choices of one list, in its order."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.nodes = [ChoiceNode(choice) for choice in choices]
        self.top = ColumnNode("", {"root": [ColumnNode("", {"item": self.nodes})]})
        """What `instance()` gives."""
        self._places: dict[str, dict[str, list[int]]] = {}

    def having(self, column: str, texts: Collection[str]) -> Sequence[ChoiceNode]:
        """Those with one of these texts in a column; what is not there is empty text."""
        places = self._places.get(column)
        if places is None:
            self._places[column] = places = {}
            for place, node in enumerate(self.nodes):
                places.setdefault(node.columns.get(column, ""), []).append(place)
        found = [places.get(text, ()) for text in set(texts)]
        every = found[0] if len(found) == 1 else sorted(at for some in found for at in some)
        return [self.nodes[place] for place in every]


def rows_of(name: str) -> Expression:
    """The path of the choices of a list."""
    return Step(Step(Call("instance", (Literal(name),)), "root"), "item")


def list_named(path: Expression) -> str | None:
    """The list of which a path is `rows_of`."""
    match path:
        case Step(Step(Call("instance", (Literal(str(name)),)), "root"), "item"):
            return name
        case _:
            return None


RowTest = Callable[[Mapping[str, str]], bool]
"""Of the columns of a row."""
_OfRow = Callable[[Mapping[str, str]], Value]
_COMPARED: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
_OF_TEXTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "contains": lambda text, part: part in text,
    "starts-with": str.startswith,
    "ends-with": str.endswith,
    "selected": lambda text, code: code.strip() in text.split(),
}


def asks_position(predicate: Expression) -> bool:
    """Does it count the rows before and after? Then each has to be looked at."""
    return any(
        isinstance(part, Call) and part.function in ("position", "last") and not part.arguments
        for part in parts(predicate)
    )


def equalities(predicate: Expression) -> Iterator[tuple[str, Expression]]:
    """(column, what it equals) of which each must hold, where that is the same for all rows."""
    match predicate:
        case Operation("and", left, right):
            yield from equalities(left)
            yield from equalities(right)
        case Operation("=", Step(Context(), name), other) if not _looks_at_row(other):
            yield name, other
        case Operation("=", other, Step(Context(), name)) if not _looks_at_row(other):
            yield name, other
        case _:
            pass


def row_test(predicate: Expression, value_of: Callable[[Expression], Value]) -> RowTest | None:
    """The predicate as a function of a row: 20,000 rows take some milliseconds and not a second.
    None of what is more than columns, joined by and, or, compared with what is the same for all
    rows.
    """
    match predicate:
        case Operation("and" | "or", left, right):
            return _joined(predicate.operator, row_test(left, value_of), row_test(right, value_of))
        case Operation(operator, left, right) if operator in _COMPARED:
            sides = _of_row(left, value_of), _of_row(right, value_of)
            return _tested(sides, lambda one, other: compare(operator, one, other))
        case Call(function, (left, right)) if function in _OF_TEXTS:
            holds = _OF_TEXTS[function]
            sides = _of_row(left, value_of), _of_row(right, value_of)
            return _tested(sides, lambda one, other: holds(to_text(one), to_text(other)))
        case _:
            return None


def _joined(operator: str, first: RowTest | None, second: RowTest | None) -> RowTest | None:
    if first is None or second is None:
        return None
    if operator == "and":
        return lambda row: first(row) and second(row)
    return lambda row: first(row) or second(row)


def _tested(
    sides: tuple[_OfRow | None, _OfRow | None], holds: Callable[[Value, Value], bool]
) -> RowTest | None:
    one, other = sides
    if one is None or other is None:
        return None
    return lambda row: holds(one(row), other(row))


def _of_row(expression: Expression, value_of: Callable[[Expression], Value]) -> _OfRow | None:
    """A column, in other letters too, or what is the same for all rows."""
    match expression:
        case Step(Context(), name) if name not in ("*", ".."):
            return lambda row: row.get(name, "")
        case Call("translate", (Step(Context(), name), Literal(str(old)), Literal(str(new)))):
            table = translation(old, new)
            return lambda row: row.get(name, "").translate(table)
        case _ if not _looks_at_row(expression):
            value = value_of(expression)
            return lambda _row: value
        case _:
            return None


_SAME_FOR_ALL: Final = frozenset({"current", "today", "now", "true", "false", "pi"})
_OF_THE_NODE: Final = frozenset({"once", "uuid"})


def _looks_at_row(expression: Expression) -> bool:
    """Does it look at the tested row? Inside a further predicate `.` is another one."""
    match expression:
        case Context():
            return True
        case Filter(base=inner) | Step(base=inner) | Negation(operand=inner):
            return _looks_at_row(inner)
        case Operation(left=left, right=right):
            return _looks_at_row(left) or _looks_at_row(right)
        case Call(function=function, arguments=arguments):
            if not arguments or function in _OF_THE_NODE:
                return function not in _SAME_FOR_ALL
            return any(map(_looks_at_row, arguments))
        case _:
            return False
