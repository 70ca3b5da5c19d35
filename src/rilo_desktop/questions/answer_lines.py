"""Answers as lines, as a record keeps them: path, value, state. A changed form touches none.

A line says that a place has an answer. An instance of a repeat in which nothing is answered has a
line of its own, so that it is still there after reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .answer_tree import (
    MOST_INSTANCES,
    MOST_NODES,
    AnswerNode,
    AnswerState,
    PathError,
    new_tree,
    steps_of,
)
from .definition import ANSWERED, Definition, ItemType


@dataclass(frozen=True, slots=True)
class AnswerLine:
    path: str
    value: str
    state: AnswerState


def lines_of(root: AnswerNode) -> list[AnswerLine]:
    """The lines of all answers, in the order of the form."""
    return list(_lines(root))


def _lines(root: AnswerNode) -> Iterator[AnswerLine]:
    for node in root.walk():
        item = node.item
        if item is None or item.type in (ItemType.GROUP, ItemType.NOTE):
            continue
        if item.type is ItemType.REPEAT:
            if not any(each.is_answered for each in node.questions()):
                yield AnswerLine(node.path, "", AnswerState.ANSWERED)
        elif node.is_answered:
            state = AnswerState.NOT_KNOWN if node.not_known else AnswerState.ANSWERED
            yield AnswerLine(
                node.path, node.value, state if node.is_relevant else AnswerState.NOT_ASKED
            )


def read_lines(
    definition: Definition, lines: Iterable[AnswerLine]
) -> tuple[AnswerNode, list[AnswerLine]]:
    """The tree of the answers, and the lines that do not fit this form: it asks no such thing."""
    root = new_tree(definition)
    left: list[AnswerLine] = []
    count = 0
    for line in lines:
        count += 1
        try:
            if count > MOST_NODES:
                raise PathError(line.path)
            node = _made(root, definition, line.path)
        except PathError:
            left.append(line)
            continue
        if node.item is not None and node.item.type in ANSWERED:
            node.value = line.value
            fell_away = line.state is AnswerState.NOT_ASKED and not line.value
            node.not_known = line.state is AnswerState.NOT_KNOWN or fell_away
        elif node.item is not None and node.item.type is ItemType.CALCULATE:
            node.value = line.value  # that `once()` finds
        elif line.value:
            left.append(line)
    return root, left


def _made(root: AnswerNode, definition: Definition, path: str) -> AnswerNode:
    """The node at a path; instances up to its number are made. Raises PathError."""
    node = root
    for name, number in steps_of(path):
        items = node.item.children if node.item is not None else definition.items
        item = next((each for each in items if each.name == name), None)
        if item is None or (item.type is ItemType.REPEAT) is not (number > 0):
            raise PathError(path)
        nodes = node.children[name]
        if number > MOST_INSTANCES:
            raise PathError(path)
        while len(nodes) < number:
            nodes.append(AnswerNode(item, node))
        node = nodes[max(number, 1) - 1]
    return node
