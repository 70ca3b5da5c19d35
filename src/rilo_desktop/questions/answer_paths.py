"""How expressions follow paths in the answers, and in the lists of choices."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from .answer_tree import AnswerNode
from .choice_rows import ChoiceNode, ChoiceRows, ColumnNode
from .compiled_form import CompiledForm, Route
from .definition import words_in
from .expressions import TEMPLATE
from .surroundings import CHANCE
from .values import Node

_NAMESPACE: Final = uuid.UUID("6f1d6c0e-55d0-5c3b-9a4e-0c4f2f0a7f11")


class _Top:
    """The place above the form, where absolute paths begin."""

    text = ""

    def __init__(self, root: AnswerNode) -> None:
        self.root = root


class AnswerPaths:
    """The `scope.Tree` of one form's answers. What is not relevant is not there."""

    def __init__(self, form: CompiledForm, root: AnswerNode) -> None:
        self._form = form
        self._root = root

    def top(self) -> Node:
        return _Top(self._root)

    def variable(self, name: str, node: Node, inside: Node | None = None) -> Sequence[Node]:
        start = node if isinstance(node, AnswerNode) else self._root
        up, names = self._route(start, name)
        if isinstance(inside, AnswerNode):
            nearer = self._route(inside, name)
            if len(nearer[1]) < len(names):
                start, (up, names) = inside, nearer
        for _ in range(up):
            assert start.parent is not None
            start = start.parent
        return [each for each in down(start, names) if each.is_relevant]

    def _route(self, node: AnswerNode, name: str) -> Route:
        return self._form.route(self._form.by_item.get(id(node.item)), name)

    def children(self, node: Node, name: str) -> Sequence[Node]:
        if isinstance(node, _Top):
            return [node.root] if name in ("*", self._form.definition.root) else []
        if isinstance(node, ColumnNode | ChoiceNode):
            return node.below(name)
        if not isinstance(node, AnswerNode):
            return []
        nodes = (
            node.children.get(name, ())
            if name != "*"
            else [each for nodes in node.children.values() for each in nodes]
        )
        return [each for each in nodes if each.is_relevant]

    def parent(self, node: Node) -> Node | None:
        return node.parent if isinstance(node, AnswerNode) else None

    def position(self, node: Node) -> int:
        return node.instance if isinstance(node, AnswerNode) else 1

    def indexed(self, name: str, places: Sequence[tuple[str, int]], node: Node) -> Sequence[Node]:
        target = self._form.named(name)
        wanted = {id(self._form.named(repeat)): number for repeat, number in places}
        around = set(_upwards(node)) if isinstance(node, AnswerNode) else set()
        found: list[AnswerNode] = [self._root]
        for element in reversed(list(target.chain())):
            name = element.item.name
            if (number := wanted.get(id(element))) is None:
                nodes = [each for above in found for each in above.children[name]]
                found = [each for each in nodes if each in around] or nodes
            else:
                chosen = slice(max(number - 1, 0), max(number, 0))
                found = [each for above in found for each in above.children[name][chosen]]
        return [each for each in found if each.is_relevant]

    def rows(self, name: str) -> ChoiceRows:
        return self._form.rows(name)

    def choice_label(self, question: str, code: str, node: Node) -> str:
        item = self._form.named(question).item
        found = self._form.definition.choice(item.choices, code)
        return (self.filled(words_in(found.label, ""), node) if found else "") or code

    def filled(self, words: str, node: Node) -> str:
        """With the answers that they name; one that the form does not have is left out."""
        return TEMPLATE.sub(lambda found: self.answer(found[1], node), words)

    def answer(self, name: str, node: Node) -> str:
        """The first answer that `${name}` means there, or ""."""
        nodes = self.variable(name, node) if len(self._form.by_name.get(name, ())) == 1 else ()
        return nodes[0].text if nodes else ""

    def identifier(self, node: Node, number: int = 0) -> str:
        path = node.path if isinstance(node, AnswerNode) else ""
        more = f"#{number}" if number else ""
        chance = "".join(each.value for each in self._root.children.get(CHANCE, ()))
        name = f"{self._form.definition.form_id}/{path}{more}{chance}"
        return str(uuid.uuid5(_NAMESPACE, name))


def _upwards(node: AnswerNode) -> Iterator[AnswerNode]:
    above: AnswerNode | None = node
    while above is not None:
        yield above
        above = above.parent


def down(start: AnswerNode, names: Sequence[str]) -> list[AnswerNode]:
    found = [start]
    for name in names:
        found = [each for above in found for each in above.children.get(name, ())]
    return found
