"""An answer in words: labels of choices, days and numbers as the window writes them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from rilo_desktop.questions import coordinates
from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.definition import NUMBERS, PLACES, SELECTS, Item, ItemType
from rilo_desktop.questions.form_state import FormState

from ...i18n import numbers, tr

GROUPED = 10_000
_DAY, _MINUTE = len("2026-11-25"), len("2026-11-25T14:30")


def words_of_node(state: FormState, node: AnswerNode, value: str) -> str:
    """The same of an answer in its form: with the answers that labels of choices name."""
    assert node.item is not None
    return answer_words(node.item, value, partial(state.chosen_label, node))


def answer_words(item: Item, value: str, label: Callable[[str], str]) -> str:
    """`label`: what a code of its choices is called."""
    if item.type in SELECTS:
        codes = [value] if item.type is ItemType.SELECT_ONE else value.split()
        return ", ".join(map(label, codes))
    if item.type in NUMBERS:
        return _number(value)
    if item.type in (ItemType.DATE, ItemType.DATE_TIME) and len(value) >= _DAY:
        day = numbers().partial(value[:_DAY], short=True)
        return " ".join(part for part in (day, value[_DAY + 1 : _MINUTE]) if part)
    if item.type in PLACES:
        return coordinates.said(value)
    if item.type is ItemType.IMAGE:
        return tr("Picture") if value else ""
    return value


def _number(value: str) -> str:
    """Grouped from five digits on: a question may ask for a year."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if abs(number) >= GROUPED:
        return numbers().number(number)
    return value.replace(".", numbers().decimal)
