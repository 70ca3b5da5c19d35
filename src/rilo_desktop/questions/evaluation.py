"""What an expression says: its tree walked over the answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from .choice_rows import (
    ChoiceNode,
    ColumnNode,
    asks_position,
    equalities,
    list_named,
    row_test,
)
from .expressions import (
    Call,
    Context,
    Expression,
    Filter,
    Literal,
    Negation,
    Operation,
    Root,
    Step,
    Variable,
    question_named,
)
from .functions import COMPUTED
from .scope import Scope
from .values import Node, Value, compare, to_number, to_text, to_truth


def evaluate(expression: Expression, scope: Scope) -> Value:
    """Raises TooMuchWork and, of patterns that come from answers, PatternError."""
    scope.work.take()
    match expression:
        case Literal(value=value):
            return value
        case Variable(name=name):
            inside = scope.node if scope.start is not None else None
            nodes = scope.tree.variable(name, scope.start or scope.node, inside)
            return _counted(scope, nodes)
        case Negation(operand=operand):
            return -to_number(evaluate(operand, scope))
        case Operation():
            return _operation(expression, scope)
        case Call():
            return _call(expression, scope)
        case Filter():
            return _filter(expression, scope)
        case Step(base=base, name=name):
            return _step(base, name, scope)
        case Context():
            return [scope.node]
        case Root():
            return [scope.tree.top()]


def _counted(scope: Scope, nodes: Sequence[Node]) -> Sequence[Node]:
    scope.work.take(len(nodes))
    return nodes


def _nodes(value: Value) -> Sequence[Node]:
    return () if isinstance(value, (str, float, bool)) else value


def _step(base: Expression, name: str, scope: Scope) -> Sequence[Node]:
    nodes = _nodes(evaluate(base, scope))
    if name == "..":
        above = [scope.tree.parent(node) for node in nodes]
        return _distinct([each for each in above if each is not None])
    found: list[Node] = []
    for node in nodes:
        found.extend(_counted(scope, scope.tree.children(node, name)))
    return found


def _distinct(nodes: Sequence[Node]) -> Sequence[Node]:
    return list({id(node): node for node in nodes}.values())


def _filter(expression: Filter, scope: Scope) -> Sequence[Node]:
    name = list_named(expression.base)
    if name is not None and not asks_position(expression.predicate):
        return _filtered_rows(name, expression.predicate, scope)
    return _kept(_nodes(evaluate(expression.base, scope)), expression.predicate, scope)


def _kept(nodes: Sequence[Node], predicate: Expression, scope: Scope) -> Sequence[Node]:
    kept: list[Node] = []
    start = scope.start or scope.node
    for position, node in enumerate(nodes, start=1):
        inner = Scope(scope.tree, node, scope.now, position, len(nodes), start, scope.work)
        said = evaluate(predicate, inner)
        is_number = isinstance(said, float) and not isinstance(said, bool)
        if (said == position) if is_number else to_truth(said):
            kept.append(node)
    return kept


def _filtered_rows(name: str, predicate: Expression, scope: Scope) -> Sequence[Node]:
    """Of a list, which may be long: only rows that each `column = ...` leaves are looked at, and
    plain comparisons are made without walking the predicate for each row.
    """

    def value_of(expression: Expression) -> Value:
        start = scope.start or scope.node
        inner = Scope(scope.tree, _NO_ROW, scope.now, start=start, work=scope.work)
        return evaluate(expression, inner)

    rows = scope.tree.rows(name)
    nodes: Sequence[ChoiceNode] = rows.nodes
    for column, other in equalities(predicate):
        value = value_of(other)
        if not isinstance(value, float | bool):  # numbers are equal to more than one text
            texts = [value] if isinstance(value, str) else [node.text for node in value] or [""]
            nodes = rows.having(column, texts)
            break
    test = row_test(predicate, value_of)
    if test is None:
        return _kept(_counted(scope, nodes), predicate, scope)
    scope.work.take(len(nodes) // _FASTER)
    return [node for node in nodes if test(node.columns)]


_NO_ROW: Final = ColumnNode("", {})
_FASTER: Final = 4
"""So many rows are tested while an expression is walked once."""


def _operation(expression: Operation, scope: Scope) -> Value:
    operator = expression.operator
    left = evaluate(expression.left, scope)
    if operator == "or":
        return to_truth(left) or to_truth(evaluate(expression.right, scope))
    if operator == "and":
        return to_truth(left) and to_truth(evaluate(expression.right, scope))
    right = evaluate(expression.right, scope)
    if operator == "|":
        return _distinct([*_nodes(left), *_nodes(right)])
    if operator in ("=", "!=", "<", "<=", ">", ">="):
        scope.work.take(len(_nodes(left)) * len(_nodes(right)))
        return compare(operator, left, right)
    return _arithmetic(operator, to_number(left), to_number(right))


def _arithmetic(operator: str, left: float, right: float) -> float:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "div" if right == 0:
            sign = math.copysign(1.0, left) * math.copysign(1.0, right)
            return math.nan if left == 0 or math.isnan(left) else sign * math.inf
        case "div":
            return left / right
        case _:
            usable = right != 0 and not math.isinf(left) and not math.isnan(left)
            return math.fmod(left, right) if usable else math.nan


def _call(expression: Call, scope: Scope) -> Value:
    name, arguments = expression.function, expression.arguments
    if name == "if":
        chosen = arguments[1] if to_truth(evaluate(arguments[0], scope)) else arguments[2]
        return evaluate(chosen, scope)
    if name == "indexed-repeat":
        return _indexed(arguments, scope)
    if name == "choice-name":
        return _choice_name(arguments, scope)
    if name == "instance":
        return [scope.tree.rows(_list(arguments[0])).top]
    if name == "pulldata":
        return _pulled(arguments, scope)
    return COMPUTED[name](scope, *(evaluate(each, scope) for each in arguments))


def _indexed(arguments: tuple[Expression, ...], scope: Scope) -> Sequence[Node]:
    places: list[tuple[str, int]] = []
    for repeat, number in zip(arguments[1::2], arguments[2::2], strict=True):
        which = to_number(evaluate(number, scope))
        if not isinstance(repeat, Variable) or math.isnan(which) or math.isinf(which):
            return ()
        places.append((repeat.name, int(which)))
    question = arguments[0]
    if not isinstance(question, Variable):
        return ()
    return _counted(scope, scope.tree.indexed(question.name, places, scope.node))


def _list(argument: Expression) -> str:
    assert isinstance(argument, Literal)  # as `expressions.parse` has it
    return str(argument.value)


def _pulled(arguments: tuple[Expression, ...], scope: Scope) -> str:
    """Of the first row with a key, what stands in a column."""
    column, of_key, key = (to_text(evaluate(each, scope)) for each in arguments[1:])
    rows = _counted(scope, scope.tree.rows(_list(arguments[0])).having(of_key, (key,))[:1])
    return to_text(scope.tree.children(rows[0], column)) if rows else ""


def _choice_name(arguments: tuple[Expression, ...], scope: Scope) -> str:
    """The question is named as text, `'${name}'`, or as `${name}`."""
    code = to_text(evaluate(arguments[0], scope))
    question = arguments[1]
    if isinstance(question, Variable):
        return scope.tree.choice_label(question.name, code, scope.node)
    named = question_named(to_text(evaluate(question, scope)))
    return scope.tree.choice_label(named, code, scope.node)
