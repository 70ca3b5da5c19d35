"""Between which numbers an answer lies, where the constraint of its question says so plainly."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from .expressions import Context, Expression, Literal, Negation, Operation

_TURNED: Final = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


class Bounds(NamedTuple):
    """Both belong to what is allowed; None: there is none at this end."""

    least: Decimal | None = None
    most: Decimal | None = None


def bounds_of(expression: Expression | None, whole: bool) -> Bounds | None:
    """Of ". >= 1 and . <= 99"; None where it asks for anything else. `whole`: of whole numbers,
    where "more than 0" is "at least 1".
    """
    if not isinstance(expression, Operation):
        return None
    if expression.operator == "and":
        parts = bounds_of(expression.left, whole), bounds_of(expression.right, whole)
        if parts[0] is None or parts[1] is None:
            return None
        least = [part.least for part in parts if part is not None and part.least is not None]
        most = [part.most for part in parts if part is not None and part.most is not None]
        return Bounds(max(least, default=None), min(most, default=None))
    operator, bound = expression.operator, _number(expression.right)
    asked = expression.left
    if bound is None:
        operator, bound = _TURNED.get(operator, ""), _number(expression.left)
        asked = expression.right
    if bound is None or not isinstance(asked, Context):
        return None
    step = 1 if whole and bound == bound.to_integral_value() else None
    match operator:
        case ">=":
            return Bounds(least=bound)
        case "<=":
            return Bounds(most=bound)
        case ">" if step is not None:
            return Bounds(least=bound + step)
        case "<" if step is not None:
            return Bounds(most=bound - step)
        case _:
            return None


def _number(expression: Expression) -> Decimal | None:
    if isinstance(expression, Negation):
        found = _number(expression.operand)
        return None if found is None else -found
    if isinstance(expression, Literal) and isinstance(expression.value, float):
        number = Decimal(repr(expression.value))
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return None
