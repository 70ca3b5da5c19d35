"""The parts of a form: its outermost groups, each with what stands loose beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.checks import problems_of
from rilo_desktop.questions.definition import (
    ANSWERED,
    CONTAINERS,
    Definition,
    Item,
    ItemType,
    title_in,
)
from rilo_desktop.questions.form_state import FormState

from ...i18n import tr

_OWN_NUMBER = re.compile(r"([A-Z]{1,2}|[0-9]{1,2})[.)]\s")
"""Of a label that numbers itself: "A. Manpower", "1. Case studies"."""


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    items: tuple[Item, ...]
    """Items of the form's first level; the group itself is among them."""


class Progress(NamedTuple):
    answered: int
    asked: int
    is_open: bool
    """Is the part asked after the other answers? Lines that can be added are enough."""


def parts_of(definition: Definition, language: str) -> tuple[Part, ...]:
    """What stands before the first group belongs to it; what follows a group, to that group.

    A group without a label is called by its place.
    """
    own = title_in(definition.title, language)
    found: list[tuple[str, list[Item]]] = []
    loose: list[Item] = []
    for item in definition.items:
        if item.type in CONTAINERS:
            found.append((title_in(item.label, language), [*loose, item]))
            loose = []
        elif found:
            found[-1][1].append(item)
        else:
            loose.append(item)
    if loose:
        found.append((own, loose))
    if len(found) == 1 and not found[0][0]:
        found = [(own, found[0][1])]
    return tuple(
        Part(str(at), title or tr("Part {number}", number=at + 1), tuple(items))
        for at, (title, items) in enumerate(found)
    )


def numbers_of(parts: tuple[Part, ...]) -> dict[int, str]:
    """`id` of each question -> its number. A part that numbers itself keeps its own."""
    found: dict[int, str] = {}
    for at, part in enumerate(parts, start=1):
        own = _OWN_NUMBER.match(part.title)
        first = own[1] if own else str(at)
        for count, item in enumerate(questions_in(part.items), start=1):
            found[id(item)] = f"{first}.{count}"
    return found


def marks_required(definition: Definition) -> bool:
    """Are fewer questions required than not? The fewer are marked."""
    asked = [bool(item.required) for item in questions_in(definition.items)]
    return 2 * sum(asked) <= len(asked)


def questions_in(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if item.type in ANSWERED:
            yield item
        yield from questions_in(item.children)


def nodes_of(state: FormState, part: Part) -> list[AnswerNode]:
    return [node for item in part.items for node in state.root.children[item.name]]


def is_wrong(state: FormState, node: AnswerNode) -> bool:
    """Does an answer stand there that the form does not allow?"""
    return node.is_answered and node.is_relevant and any(problems_of(state, node))


def progress_of(state: FormState, part: Part, wrong: Collection[AnswerNode] = ()) -> Progress:
    """How many of the questions that are asked now have an answer, and none of `wrong`."""
    asked = [node.is_answered and node not in wrong for node in _asked(state, part)]
    return Progress(sum(asked), len(asked), bool(asked) or _takes_lines(state, part))


def _takes_lines(state: FormState, part: Part) -> bool:
    """Is there a repeat to which lines may be added?"""
    places = [state.root, *(node for top in nodes_of(state, part) for node in (top, *top.walk()))]
    named = {id(item) for item in _repeats(part.items)}
    return any(
        id(item) in named and state.repeat_is_relevant(node, item)
        for node in places
        if node.is_relevant
        for item in (node.item.children if node.item is not None else part.items)
    )


def _repeats(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if item.type is ItemType.REPEAT:
            yield item
        yield from _repeats(item.children)


def lacks_answer(state: FormState, part: Part) -> bool:
    """Is a question of the part without an answer that is required?"""
    asked = _asked(state, part)
    return any(not node.is_answered and state.says(node, "required") for node in asked)


def _asked(state: FormState, part: Part) -> Iterator[AnswerNode]:
    """The questions that are asked now, and notes that stop the form as long as they stand."""
    for top in nodes_of(state, part):
        for node in (top, *top.walk()):
            if node.item is None or not node.is_relevant:
                continue
            is_note = node.item.type is ItemType.NOTE
            if node.item.type in ANSWERED or (is_note and any(problems_of(state, node))):
                yield node
