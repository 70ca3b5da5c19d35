"""Analysis products: what an alert must hold before anybody can act on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from rilo_desktop.records.dates import is_day
from rilo_desktop.records.product import ALERTS, BULLETINS, MOST_STEPS, Product

from .completeness import is_empty
from .findings import N_, Finding, Nature, Severity
from .handling import effective, strictest
from .record_parts import RecordPart

NO_SIGN = N_("{field}: an alert names at least one sign with its indicator: add it.")
NO_INNOCENT = N_("{field}: say what may lawfully explain sign {number}, or take the sign away.")
NO_END = N_("{field} is missing: an alert without an end stays true for ever; give a day.")
NOBODY = N_("{field}: say which function is told of a find.")
NO_READER = N_("{field}: say to which functions the alert goes.")
NO_STEP = N_("{field}: an alert says what is to be done: add at least one line.")
MANY_STEPS = N_("{field}: {count} lines are more than {most}: keep what matters first.")
OVER = N_("{field}: {value} is over: renew the product, or withdraw it.")
SHARED = N_("{field}: a bulletin is for reading by many; TLP:{label} keeps it from most of them.")
WIDEST = "GREEN"
"""The strictest label under which a bulletin still reaches its readers."""


def findings(part: RecordPart, today: date) -> list[Finding]:
    product = part.thing
    if not isinstance(product, Product):
        return []
    found = _over(part, product, today)
    if product.product_type in ALERTS:
        found += _alert(part, product)
    if product.product_type in BULLETINS and strictest((product.tlp, WIDEST)) != WIDEST:
        found.append(_warns(part, "tlp", "products.shared", SHARED, label=effective(product.tlp)))
    return found


def _alert(part: RecordPart, product: Product) -> list[Finding]:
    found = []
    signs, steps = _lines(product.signs), _lines(product.steps)
    if all(is_empty(sign.indicator) for sign in signs):
        found.append(_blocks(part, "signs", "products.no_sign", NO_SIGN))
    for number, sign in enumerate(signs, 1):
        if is_empty(sign.innocent):
            line = RecordPart(part.record, sign, f"signs.{number}.", "signs")
            found.append(
                line.find(
                    "innocent",
                    "products.no_innocent",
                    Severity.BLOCKS,
                    Nature.STRUCTURE,
                    NO_INNOCENT,
                    number=number,
                )
            )
    if is_empty(product.valid_to):
        found.append(_blocks(part, "valid_to", "products.no_end", NO_END))
    if not steps:
        found.append(_blocks(part, "steps", "products.no_step", NO_STEP))
    elif len(steps) > MOST_STEPS:
        count, most = len(steps), MOST_STEPS
        found.append(_warns(part, "steps", "products.steps", MANY_STEPS, count=count, most=most))
    if is_empty(product.audience):
        found.append(_blocks(part, "audience", "products.no_reader", NO_READER))
    if all(is_empty(contact.function) for contact in _lines(product.contacts)):
        found.append(_blocks(part, "contacts", "products.nobody", NOBODY))
    return found


def _lines(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _over(part: RecordPart, product: Product, today: date) -> list[Finding]:
    end = product.valid_to
    if not isinstance(end, str) or not is_day(end) or end >= today.isoformat():
        return []
    return [_warns(part, "valid_to", "products.over", OVER, value=end)]


def _blocks(part: RecordPart, name: str, rule: str, message: str) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message)


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: object) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.STRUCTURE, message, **values)
