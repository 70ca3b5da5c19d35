"""Answers as nested JSON: groups are objects, repeats are lists, questions are values.

    {"manpower": {"host": 7, "languages": [{"language": "en", "speakers": 9}]}}

`null` says that a question was looked at and the answer is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .answer_lines import AnswerLine
from .answer_tree import MOST_INSTANCES, MOST_NODES, AnswerNode, AnswerState
from .checks import problems
from .coordinates import kept
from .definition import ANSWERED, NUMBERS, PLACES, SELECTS, Definition, Item, ItemType
from .form_state import FormState
from .problems import N_, Problem, Rule
from .values import number_text

_NO_QUESTION = N_("The form has no question of this name.")
_SHAPE = N_("An object is expected here: the names of the questions with their answers.")
_LIST = N_("A list is expected here: one object for each line.")
_VALUE = N_("One value is expected here.")
_MANY = N_("There are more than {most} lines here.")
_COMPUTED = N_("The form computes this itself: {value}.")
_NO_LINE = N_("The form asks for no such line, and nothing else is answered in it.")
_NOTE = N_("This is a note: it takes no answer.")


class _Reader:
    def __init__(self) -> None:
        self.lines: list[AnswerLine] = []
        self.problems: list[Problem] = []
        self.computed: dict[str, str] = {}

    def group(self, items: tuple[Item, ...], data: Any, path: str) -> None:
        if not isinstance(data, Mapping):
            self._refuse(path, _SHAPE)
            return
        known = {item.name: item for item in items}
        for name, value in data.items():
            place = f"{path}/{name}" if path else str(name)
            item = known.get(name)
            if item is None:
                self._refuse(place, _NO_QUESTION)
            elif item.type is ItemType.GROUP:
                self.group(item.children, value, place)
            elif item.type is ItemType.REPEAT:
                self._repeat(item, value, place)
            else:
                self._question(item, value, place)

    def _repeat(self, item: Item, data: Any, path: str) -> None:
        if not isinstance(data, list):
            self._refuse(path, _LIST)
            return
        if len(data) > MOST_INSTANCES or len(self.lines) > MOST_NODES:
            self.problems.append(Problem(path, Rule.REPEAT_COUNT, _MANY, {"most": MOST_INSTANCES}))
            return
        for number, each in enumerate(data, start=1):
            place = f"{path}[{number}]"
            self.lines.append(AnswerLine(place, "", AnswerState.ANSWERED))
            self.group(item.children, each, place)

    def _question(self, item: Item, data: Any, path: str) -> None:
        if data is None:
            if item.type in ANSWERED:
                self.lines.append(AnswerLine(path, "", AnswerState.NOT_KNOWN))
            return
        said = _plain(item, data)
        if said is None:
            self._refuse(path, _VALUE)
            return
        if item.calculation:
            self.computed[path] = said
        elif said and item.type is ItemType.NOTE:
            self._refuse(path, _NOTE)
        if said and item.type is not ItemType.NOTE:
            self.lines.append(AnswerLine(path, said, AnswerState.ANSWERED))

    def _refuse(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, Rule.TYPE, message))


def _plain(item: Item, data: Any) -> str | None:
    """The text of a JSON value; None of what is none."""
    if isinstance(data, str):
        return kept(item.type, data) if item.type in PLACES else data
    if isinstance(data, bool):
        if item.type is ItemType.ACKNOWLEDGE:
            return "OK" if data else ""
        return "true" if data else "false"
    if isinstance(data, int):
        return str(data)
    if isinstance(data, float):
        return number_text(data)
    if isinstance(data, list) and item.type in SELECTS:
        return " ".join(data) if all(isinstance(each, str) for each in data) else None
    return None


def read_answers(definition: Definition, data: Any) -> tuple[list[AnswerLine], list[Problem]]:
    """The lines of the answers, and what of them has no place in the form. Never raises for what
    the answers are.
    """
    lines, found, _ = _read(definition, data)
    return lines, found


def _read(
    definition: Definition, data: Any
) -> tuple[list[AnswerLine], list[Problem], dict[str, str]]:
    reader = _Reader()
    reader.group(definition.items, data, "")
    return reader.lines, reader.problems, reader.computed


def computed_problems(definition: Definition, data: Any, state: FormState) -> Iterator[Problem]:
    """Computed answers that were given and are others than the form computes."""
    _, _, given = _read(definition, data)
    computed = {
        node.path: node.text
        for node in state.root.questions()
        if node.item is not None and node.item.calculation
    }
    for path, value in given.items():
        if path not in computed:
            yield Problem(path, Rule.REPEAT_COUNT, _NO_LINE)
        elif computed[path] != value:
            yield Problem(path, Rule.TYPE, _COMPUTED, {"value": computed[path]})


def all_problems(definition: Definition, data: Any, state: FormState) -> list[Problem]:
    """Of answers read from JSON into a state: what has no place, and what the checks find."""
    _, found, _ = _read(definition, data)
    return [*found, *computed_problems(definition, data, state), *problems(state)]


def answers_of(root: AnswerNode) -> dict[str, Any]:
    """The nested JSON of all answers that are asked; computed ones are not among them."""
    return _group(root)


def _group(node: AnswerNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, nodes in node.children.items():
        if nodes and nodes[0].is_repeat:
            found[name] = [_group(each) for each in nodes if each.is_relevant]
            continue
        for each in nodes:
            if each.children:
                if inner := _group(each):
                    found[name] = inner
            elif each.not_known and each.is_relevant:
                found[name] = None
            elif each.text and each.item is not None and each.item.type in ANSWERED:
                found[name] = _json_value(each.item, each.text)
    return found


def _json_value(item: Item, value: str) -> Any:
    if item.type in NUMBERS:
        try:
            return int(value) if item.type is ItemType.INTEGER else float(value)
        except ValueError:
            return value
    return value
