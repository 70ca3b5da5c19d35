"""What an expression may look at, and how much work it may take.

Work is counted, so that no expression of a form, over however many lines, keeps a window waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from .choice_rows import ChoiceRows
from .values import Node

MOST_WORK: Final = 400_000
"""Nodes and calls of one evaluation: about half a second."""
MOST_OF_ALL: Final = 700_000
"""Of all evaluations that one answer leads to, or one check of all answers: about a second. A form
of 500 questions and 1,000 lines takes 22,000 when all is computed anew (`bench/forms.py`).
"""


class TooMuchWork(ValueError):
    """An evaluation that would take too long."""


class Tree(Protocol):
    """How paths are followed in the answers, and in the choices of a list."""

    def variable(self, name: str, node: Node, inside: Node | None = None) -> Sequence[Node]:
        """What `${name}` means in an expression of a node. In a predicate it means the same, but
        where only the tested node, `inside`, lies in the repeat: there it is that instance's own.
        """

    def children(self, node: Node, name: str) -> Sequence[Node]: ...

    def parent(self, node: Node) -> Node | None: ...

    def top(self) -> Node:
        """The node above the form's own."""

    def position(self, node: Node) -> int:
        """Number of a repeat among its own, from 1."""

    def indexed(self, name: str, places: Sequence[tuple[str, int]], node: Node) -> Sequence[Node]:
        """`${name}` in the given instance, from 1, of each named repeat; of others in the own."""

    def rows(self, name: str) -> ChoiceRows:
        """The choices of a list."""

    def choice_label(self, question: str, code: str, node: Node) -> str:
        """Of a choice of the question, with the answers that it names as the node sees them."""

    def identifier(self, node: Node, number: int = 0) -> str:
        """A UUID that stays the same for the node; `number`: another one."""


@dataclass
class Work:
    left: int = MOST_WORK

    def take(self, amount: int = 1) -> None:
        self.left -= amount
        if self.left < 0:
            raise TooMuchWork


@dataclass(frozen=True, slots=True)
class Scope:
    tree: Tree
    node: Node
    now: datetime
    """Local time that `today()` and `now()` say, with its zone or without."""
    position: int = 1
    size: int = 1
    start: Node | None = None
    """The node that `current()` means inside a predicate."""
    work: Work = field(default_factory=Work)
