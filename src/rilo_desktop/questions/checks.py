"""The checks of answers: what is required, of which type, among which choices, within which bounds.

An answer that is said to be not known is an answer: it is not required any more, and nothing else
is asked of it. What nobody answers is checked too, as ODK's engine does: a required note has no
value, so that it stops the form as long as it is relevant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from .answer_tree import LONGEST_ANSWER, AnswerNode
from .bounds import bounds_of
from .coordinates import problem_of
from .definition import ANSWERED, CONTAINERS, NUMBERS, PLACES, SELECTS, Item, ItemType, Texts
from .form_state import FormState
from .problems import N_, Problem, Rule
from .scope import MOST_OF_ALL

ACKNOWLEDGED: Final = "OK"

_REQUIRED = N_("An answer is required.")
_ACKNOWLEDGE = N_("This is to be confirmed.")
_STANDS = N_("The answers cannot be sent as long as this note stands.")
_COMPUTES_NONE = N_("The form requires a value here, and computes none.")
_INTEGER = N_("“{value}” is not a whole number.")
_DECIMAL = N_("“{value}” is not a number.")
_DATE = N_("“{value}” is not a day: write it as 2026-11-25.")
_TIME = N_("“{value}” is not a time: write it as 14:30.")
_DATE_TIME = N_("“{value}” is not a day with a time: write it as 2026-11-25T14:30.")
_RANGE = N_("“{value}” is not between {start} and {end} in steps of {step}.")
_LONG = N_("The answer has more than {most} characters.")
_CHOICE = N_("“{value}” is not among the choices.")
_FILTERED = N_("“{value}” is not among the choices that other answers leave.")
_TWICE = N_("“{value}” is chosen twice.")
_RANKED = N_("Each choice has one place: {count} of {all} are ranked.")
_CONSTRAINT = N_("The form does not allow this answer.")
_BETWEEN = N_("The form allows {least} to {most}; the answer is {value}.")
_AT_LEAST = N_("The form allows {least} or more; the answer is {value}.")
_AT_MOST = N_("The form allows {most} or less; the answer is {value}.")
_WORK = N_("What the form computes here takes too long; it was not checked.")
_TOO_MANY = N_("There are more lines here than the form asks for: {count} instead of {wanted}.")
_TOO_FEW = N_("There are fewer lines here than the form asks for: {count} instead of {wanted}.")
_FALLEN = N_("This is not asked after the other answers: the answer is kept and not sent.")

# As XML Schema has them; of days and clocks `datetime` takes more, weeks for instance.
_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK: Final = re.compile(
    r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[-+](0[0-9]|1[0-3]):[0-5][0-9])?"
)
_MOMENT: Final = re.compile(f"{_DAY.pattern}T{_CLOCK.pattern}")
_MOST_DIGITS: Final = 40


def problems(state: FormState) -> list[Problem]:
    """Of all answers, in the order of the form. Those that would take too long end with one that
    says so.
    """
    found = list(_counts(state, state.root))
    most = state.spent + MOST_OF_ALL
    for node in state.root.walk():
        if state.spent > most:
            found.append(Problem(node.path, Rule.CONSTRAINT, _WORK))
            break
        found.extend(problems_of(state, node))
        found.extend(_counts(state, node))
    return found


def problems_of(state: FormState, node: AnswerNode) -> Iterator[Problem]:
    """Of one question, note or calculation."""
    item = node.item
    if item is None or item.type in CONTAINERS:
        return
    is_answered_here = item.type in ANSWERED
    if not node.is_relevant:
        is_kept = is_answered_here and node.is_answered
        if is_kept and node.value != state.default_of(node, item):
            yield Problem(node.path, Rule.NOT_RELEVANT, _FALLEN)
        return
    if node.not_known:
        return
    if not node.value.strip():
        if state.says(node, "required"):
            yield _missing(state, node, item)
        if is_answered_here:
            return
    elif (problem := _of_type(state, node, item)) is not None:
        yield problem
    elif state.has(node, "constraint") and not state.says(node, "constraint"):
        yield _not_allowed(state, node, item)
    if node in state.failed:
        yield Problem(node.path, Rule.CONSTRAINT, _WORK)


def _missing(state: FormState, node: AnswerNode, item: Item) -> Problem:
    """In the form's own words; a note without a message of its own says what it says."""
    own, message = item.required_message, _REQUIRED
    match item.type:
        case ItemType.ACKNOWLEDGE:
            message = _ACKNOWLEDGE
        case ItemType.NOTE:
            message, own = _STANDS, own or item.label
        case ItemType.CALCULATE:
            message = _COMPUTES_NONE
    return Problem(node.path, Rule.REQUIRED, message, words=_worded(state, node, own))


def _not_allowed(state: FormState, node: AnswerNode, item: Item) -> Problem:
    """In the form's own words; without them by the bounds that its constraint names."""
    constraint = state.expression(node, "constraint")
    bounds = bounds_of(constraint, item.type is ItemType.INTEGER) if item.type in NUMBERS else None
    message, values = _CONSTRAINT, {}
    if bounds is not None:
        least, most = bounds
        message = _BETWEEN if most is not None else _AT_LEAST
        message = _AT_MOST if least is None else message
        values = {"value": node.value, "least": str(least), "most": str(most)}
    words = _worded(state, node, item.constraint_message)
    return Problem(node.path, Rule.CONSTRAINT, message, values, words)


def _worded(state: FormState, node: AnswerNode, texts: Texts) -> Texts:
    """With the answers that they name."""
    return tuple((language, state.source(node, text)) for language, text in texts)


def _of_type(state: FormState, node: AnswerNode, item: Item) -> Problem | None:
    value = node.value
    if len(value) > LONGEST_ANSWER:
        return Problem(node.path, Rule.TYPE, _LONG, {"most": LONGEST_ANSWER})
    if item.type in SELECTS:
        return _choice(state, node, item)
    if item.type in PLACES and (wrong := problem_of(item.type, value)) is not None:
        return Problem(node.path, Rule.TYPE, wrong.message, wrong.values)
    message = _type_message(item.type, value)
    if message:
        return Problem(node.path, Rule.TYPE, message, {"value": value})
    if item.type is ItemType.RANGE and not _in_range(item, value):
        bounds = {"value": value, "start": item.start, "end": item.end, "step": item.step}
        return Problem(node.path, Rule.TYPE, _RANGE, bounds)
    return None


def _type_message(kind: ItemType, value: str) -> str:
    """The message of what is no value of this type; "" of what is one."""
    match kind:
        case ItemType.INTEGER if not _WHOLE.fullmatch(value):
            return _INTEGER
        case ItemType.DECIMAL | ItemType.RANGE if not _is_number(value):
            return _DECIMAL
        case ItemType.DATE if not _parses(date, _DAY, value):
            return _DATE
        case ItemType.TIME if not _parses(time, _CLOCK, value):
            return _TIME
        case ItemType.DATE_TIME if not _parses(datetime, _MOMENT, value):
            return _DATE_TIME
        case ItemType.ACKNOWLEDGE if value != ACKNOWLEDGED:
            return _ACKNOWLEDGE
        case _:
            return ""


def _parses(of: type[date] | type[time], form: re.Pattern[str], value: str) -> bool:
    try:
        of.fromisoformat(value)
    except ValueError:
        return False
    return form.fullmatch(value) is not None


def _is_number(value: str) -> bool:
    return len(value) <= _MOST_DIGITS and _NUMBER.fullmatch(value) is not None


def _in_range(item: Item, value: str) -> bool:
    """Without a bound or a step there is none."""
    number = Decimal(value)
    low, high, step = (
        Decimal(text) if text and _is_number(text) else None
        for text in (item.start, item.end, item.step)
    )
    if low is not None and high is not None and low > high:
        low, high = high, low
    within = (low is None or number >= low) and (high is None or number <= high)
    return within and (not step or low is None or (number - low) % abs(step) == 0)


def _choice(state: FormState, node: AnswerNode, item: Item) -> Problem | None:
    chosen = [node.value] if item.type is ItemType.SELECT_ONE else node.value.split()
    every = {choice.name for choice in state.definition.lists.get(item.choices, ())}
    offered = {choice.name for choice in state.choices(node)}
    for at, name in enumerate(chosen):
        if name not in offered:
            message = _FILTERED if name in every else _CHOICE
            return Problem(node.path, Rule.CHOICE, message, {"value": name})
        if name in chosen[:at]:
            return Problem(node.path, Rule.CHOICE, _TWICE, {"value": name})
    if item.type is ItemType.RANK and len(chosen) != len(offered):
        counts = {"count": len(chosen), "all": len(offered)}
        return Problem(node.path, Rule.CHOICE, _RANKED, counts)
    return None


def _counts(state: FormState, node: AnswerNode) -> Iterator[Problem]:
    """Repeats below a node whose number of instances another answer gives."""
    items = node.item.children if node.item is not None else state.definition.items
    for item in items:
        element = state.form.by_item[id(item)]
        if "repeat_count" not in element.expressions or not node.is_relevant:
            continue
        wanted, count = state.wanted_instances(element, node), len(node.children[item.name])
        if wanted != count:
            path = f"{node.path}/{item.name}" if node.parent is not None else item.name
            values = {"wanted": wanted, "count": count}
            if count > wanted:  # the first that is too many
                path = f"{path}[{wanted + 1}]"
            message = _TOO_MANY if count > wanted else _TOO_FEW
            yield Problem(path, Rule.REPEAT_COUNT, message, values)
