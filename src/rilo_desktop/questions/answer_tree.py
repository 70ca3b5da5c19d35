"""The answers of a form as a tree: groups, instances of repeats, questions.

A path names a place: `operations/operation[2]/op_name`; instances count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from .definition import CONTAINERS, Definition, Item, ItemType

MOST_INSTANCES: Final = 5_000
"""Instances of one repeat."""
MOST_NODES: Final = 100_000
"""Places of all answers of a form."""
LONGEST_ANSWER: Final = 20_000
"""Characters of one answer."""

_STEP: Final = re.compile(r"([^\[\]/]+)(?:\[([1-9][0-9]{0,5})\])?")


class AnswerState(StrEnum):
    """What an officer said of a question. A question without a state was not reached."""

    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"
    """It had an answer, and then another answer made it fall away: the answer is kept."""


class PathError(ValueError):
    """A path that leads nowhere in the form. The text is the path."""


class AnswerNode:
    """A place in the answers. Relevance and value are written by `FormState` alone."""

    __slots__ = ("children", "is_relevant", "item", "not_known", "own_relevant", "parent", "value")

    def __init__(self, item: Item | None, parent: AnswerNode | None) -> None:
        self.item = item
        """None at the root."""
        self.parent = parent
        self.value = ""
        self.not_known = False
        self.own_relevant = True
        self.is_relevant = True
        """Itself and all that it lies in."""
        self.children: dict[str, list[AnswerNode]] = {}
        """By name, in the order of the form: one node each, and the instances of a repeat."""
        for child in item.children if item is not None else ():
            self.children[child.name] = (
                [] if child.type is ItemType.REPEAT else [AnswerNode(child, self)]
            )

    @property
    def text(self) -> str:
        """The answer as expressions see it: of a question that is not asked it is empty."""
        return self.value if self.is_relevant else ""

    @property
    def is_repeat(self) -> bool:
        return self.item is not None and self.item.type is ItemType.REPEAT

    @property
    def is_answered(self) -> bool:
        return bool(self.value) or self.not_known

    @property
    def name(self) -> str:
        return self.item.name if self.item is not None else ""

    @property
    def instance(self) -> int:
        """Number among the instances of its repeat, from 1; 1 of what does not repeat."""
        if self.parent is None or not self.is_repeat:
            return 1
        return self.parent.children[self.name].index(self) + 1

    @property
    def path(self) -> str:
        steps: list[str] = []
        node: AnswerNode = self
        while node.parent is not None:
            steps.append(f"{node.name}[{node.instance}]" if node.is_repeat else node.name)
            node = node.parent
        return "/".join(reversed(steps))

    def walk(self) -> Iterator[AnswerNode]:
        """Everything below it in the order of the form; not itself."""
        for nodes in self.children.values():
            for node in nodes:
                yield node
                yield from node.walk()

    def questions(self) -> Iterator[AnswerNode]:
        """What is asked, noted or computed below it."""
        return (node for node in self.walk() if node.item and node.item.type not in CONTAINERS)

    def has_answers(self) -> bool:
        """Did an officer answer anything below it? What is computed or a default does not count."""
        return any(
            node.is_answered
            and node.item is not None
            and node.item.type is not ItemType.CALCULATE
            and (not node.item.calculation or node.item.trigger)
            and node.value != node.item.default
            for node in self.questions()
        )


def new_tree(definition: Definition) -> AnswerNode:
    root = AnswerNode(None, None)
    for item in definition.items:
        is_repeat = item.type is ItemType.REPEAT
        root.children[item.name] = [] if is_repeat else [AnswerNode(item, root)]
    return root


def steps_of(path: str) -> list[tuple[str, int]]:
    """Names and numbers of a path; a step without a number has 0. Raises PathError."""
    found: list[tuple[str, int]] = []
    for step in path.split("/"):
        match = _STEP.fullmatch(step)
        if match is None:
            raise PathError(path)
        found.append((match[1], int(match[2] or 0)))
    return found


def names_of(path: str) -> tuple[str, ...]:
    """Which question it is: the names without the numbers of instances. () of what is no path."""
    try:
        return tuple(name for name, _ in steps_of(path))
    except PathError:
        return ()


def find_node(root: AnswerNode, path: str) -> AnswerNode:
    """The node at a path. Raises PathError where the form or the answers have none."""
    node = root
    for name, number in steps_of(path):
        nodes = node.children.get(name)
        if not nodes:
            raise PathError(path)
        is_repeat = nodes[0].is_repeat
        if (number > 0) is not is_repeat or number > len(nodes):
            raise PathError(path)
        node = nodes[number - 1 if is_repeat else 0]
    return node


def repeat_items(node: AnswerNode) -> Iterator[Item]:
    """The repeats directly below a node."""
    items = node.item.children if node.item is not None else ()
    return (item for item in items if item.type is ItemType.REPEAT)
