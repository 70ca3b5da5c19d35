"""The state of a form while it is answered: a changed answer recomputes what depends on it.

The state after any changes is the same as that of a new `FormState` over the same answers. Nothing
an officer wrote is ever removed: what falls away by relevance or by the number of a repeat stays in
the tree and is found by the checks.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from .answer_paths import AnswerPaths, down
from .answer_tree import (
    LONGEST_ANSWER,
    MOST_INSTANCES,
    MOST_NODES,
    AnswerNode,
    find_node,
    new_tree,
    repeat_items,
)
from .choice_rows import ChoiceNode, rows_of
from .compiled_form import TRIGGERED, CompiledForm, Element, Job, innermost_repeat
from .definition import CONTAINERS, Choice, Item, ItemType, words_in
from .evaluation import evaluate
from .expressions import TEMPLATE, Call, Expression, Filter
from .form_errors import PatternError
from .markup import Runs, escaped, filled
from .scope import MOST_OF_ALL, Scope, TooMuchWork
from .surroundings import END, NOWHERE, Surroundings
from .values import Value, to_number, to_text, to_truth


def _part_of(moment: str, kind: ItemType) -> str:
    """The day or the time of a moment, where a question is for one of them, as in ODK."""
    day, sign, clock = moment.partition("T")
    if not sign or kind not in (ItemType.DATE, ItemType.TIME):
        return moment
    return day if kind is ItemType.DATE else clock


class TooManyLines(ValueError):
    """A repeat, or all answers, would grow beyond what is kept or what is asked for."""


@dataclass
class Changes:
    """What a change of an answer led to. Nodes, in no order."""

    values: set[AnswerNode] = field(default_factory=set)
    relevance: set[AnswerNode] = field(default_factory=set)
    """Nodes that appeared or fell away, with all that lie in them."""
    checks: set[AnswerNode] = field(default_factory=set)
    wording: set[AnswerNode] = field(default_factory=set)
    structure: set[AnswerNode] = field(default_factory=set)
    """Nodes below which instances were added or removed."""
    gone: set[AnswerNode] = field(default_factory=set)
    """What was removed: it has no path any more."""


class FormState:
    """One thread at a time. `now` is the local time that `today()` and `now()` say."""

    def __init__(
        self,
        form: CompiledForm,
        now: datetime,
        answers: AnswerNode | None = None,
        remarked: Collection[AnswerNode] = (),
        surroundings: Surroundings = NOWHERE,
    ) -> None:
        """`answers` is a tree made for the form's definition; the state takes it over.

        `remarked`: where something is said beside an answer, now and later; no line with such falls
        away. `surroundings`: only of the office that answers. Raises TooManyLines.
        """
        self.form = form
        self.definition = form.definition
        self.now = now
        self.root = answers if answers is not None else new_tree(form.definition)
        self.language = form.definition.language()
        """In which the form is shown: `Definition.language` of what the owner prefers."""
        self._remarked = remarked
        self._surroundings = surroundings
        self._paths = AnswerPaths(form, self.root)
        self.failed: dict[AnswerNode, str] = {}
        """Nodes with an expression that took too much work, and the column of it."""
        self._nodes = sum(1 for _ in self.root.walk())
        self._queue: list[tuple[int, Element, Job]] = []
        self._waiting: dict[tuple[int, Job], set[AnswerNode]] = {}
        self._changes = Changes()
        self._events: list[AnswerNode] = []
        """Questions that were answered, for what is computed then."""
        self._triggered: set[AnswerNode] = set()
        """What one answer led to: each once."""
        self.spent = 0
        """Work of all evaluations so far."""
        self._bound = math.inf
        self._begin()
        self._compute_all()

    # What officers change.

    def answer(self, path: str, value: str, *, not_known: bool = False) -> Changes:
        """Write an answer; "" takes it away. Raises PathError."""
        return self.answer_node(find_node(self.root, path), value, not_known=not_known)

    def answer_node(
        self,
        node: AnswerNode,
        value: str,
        *,
        not_known: bool = False,
        goes_on: bool = False,
        triggers: bool = True,
    ) -> Changes:
        """`goes_on`: it is still being written. A line beyond a count that it leaves empty stays
        until `written` says that it is over. `triggers`: it was answered now, and not carried over.
        """
        self._begin()
        if node.value != value or node.not_known != not_known:
            node.value, node.not_known = value, not_known
            self._changed(node)
            if triggers:
                self._triggered.add(node)
                self._events.append(node)
            if not goes_on:
                self._recount(node)
            self._run()
        return self._changes

    def all_answered(self) -> Changes:
        """All answers came at once: what is computed when a question is answered is computed where
        it has no value yet.
        """
        self._begin()
        answered = [node for node in self.root.walk() if node.is_answered]
        self._triggered.update(answered)
        self._events.extend(answered)
        self._run()
        return self._changes

    def written(self, node: AnswerNode) -> Changes:
        """Nobody writes the answer of the node any more."""
        self._begin()
        self._recount(node)
        self._run()
        return self._changes

    def add_instance(self, parent: AnswerNode, name: str) -> tuple[AnswerNode, Changes]:
        """A new instance at the end of a repeat, with its defaults. Raises TooManyLines, also where
        another answer gives the number of instances.
        """
        item = next(each for each in self._items(parent) if each.name == name)
        if item.repeat_count:
            raise TooManyLines
        self._begin()
        node = self._add(parent, name)
        self._run()
        return node, self._changes

    def remove_instance(self, node: AnswerNode) -> Changes:
        """An instance of a repeat with its answers; those that follow move up by one."""
        self._begin()
        if node.parent is not None and node.is_repeat:
            self._take_away(node.parent, node)
            self._recount(node)
            self._run()
        return self._changes

    def _begin(self) -> None:
        self._changes = Changes()
        self._triggered = set()
        self._bound = self.spent + MOST_OF_ALL

    # What is shown.

    def choices(self, node: AnswerNode) -> list[Choice]:
        """The choices that are offered now, in the order of the form."""
        item = node.item
        if item is None:
            return []
        if item.choices_of:
            return self._answered_choices(node, item)
        expression = self._element(node).expressions.get("choice_filter")
        if expression is None:
            return list(self.definition.lists.get(item.choices, ()))
        offered = Filter(rows_of(item.choices), expression)
        found = self._try(node, "choice_filter", offered, self._scope(node), empty=())
        assert not isinstance(found, str | float | bool)
        return [each.choice for each in found if isinstance(each, ChoiceNode)]

    def _answered_choices(self, node: AnswerNode, item: Item) -> list[Choice]:
        """The answers to a question in a repeat, in all lines that the filter leaves; without one,
        those that are not empty.
        """
        target = self.form.named(item.choices_of)
        lines = next((e for e in target.chain() if e.item.type is ItemType.REPEAT), None)
        around = innermost_repeat(self._element(node), lines.above if lines is not None else None)
        expression = self._element(node).expressions.get("choice_filter")
        scope = self._scope(node)
        found: dict[str, Choice] = {}
        for each in self._below(node, around, target):
            if not each.is_relevant or each.parent is None:
                continue
            inner = Scope(self._paths, each.parent, self.now, start=node, work=scope.work)
            if (
                each.text
                if expression is None
                else self._try(node, "choice_filter", expression, inner, empty=False)
            ):
                found[each.text] = Choice(each.text)
        return list(found.values())

    def says(self, node: AnswerNode, field_name: str) -> bool:
        """Is `required`, `read_only` or `constraint` true now?"""
        expression = self._element(node).expressions.get(field_name)
        if expression is None:
            return False
        return to_truth(self._try(node, field_name, expression, self._scope(node), empty=True))

    def is_anonymous(self, path: tuple[str, ...]) -> bool:
        """Are answers to the question with these names counted with others' and not named?

        What takes too much work to be evaluated is.
        """
        return any(
            self._is_anonymous(element)
            for element in self.form.by_path[path].chain()
            if "anonymous" in element.expressions
        )

    def _is_anonymous(self, element: Element) -> bool:
        above = self.root
        for name in element.path[:-1]:  # none of them is a repeat
            (above,) = above.children[name]
        expression, scope = (
            element.expressions["anonymous"],
            self._scope(AnswerNode(element.item, above)),
        )
        return to_truth(self._try(above, "anonymous", expression, scope, empty=True))

    def has(self, node: AnswerNode, field_name: str) -> bool:
        return field_name in self._element(node).expressions

    def is_computed(self, node: AnswerNode) -> bool:
        """Is the answer the form's alone? What `once()` computes stays as somebody writes it."""
        match self.expression(node, "calculation"):
            case None | Call(function="once"):
                return False
        return True

    def expression(self, node: AnswerNode, field_name: str) -> Expression | None:
        return self._element(node).expressions.get(field_name)

    def wording(self, node: AnswerNode, text: str) -> str:
        """A label, hint or message without formatting, with the answers that it names."""
        return self._paths.filled(text, node)

    def choice_label(self, node: AnswerNode, choice: Choice) -> str:
        """What a choice of the question is called, with the answers that its label names."""
        words = words_in(choice.label, self.language)
        return self.wording(node, words).strip() or choice.name

    def chosen_label(self, node: AnswerNode, code: str) -> str:
        """The same of a code that was chosen."""
        assert node.item is not None
        found = self.definition.choice(node.item.choices, code)
        return self.choice_label(node, found) if found else code

    def has_changing_choices(self, node: AnswerNode) -> bool:
        """Do other answers say which choices are offered, or how they are called?"""
        item = node.item
        assert item is not None
        return item.has_changing_choices or bool(self.form.named_in_choices(item.choices))

    def formatted(self, node: AnswerNode, runs: Runs) -> Runs:
        """The same with its formatting."""
        return filled(runs, lambda text: self.wording(node, text))

    def source(self, node: AnswerNode, text: str) -> str:
        """The same as its author formatted it."""
        return TEMPLATE.sub(lambda match: escaped(self._paths.answer(match[1], node)), text)

    # Jobs: each is done for a set of nodes, in the order of the form's ranks.

    def _compute_all(self) -> None:
        for node in self.root.questions():
            if node.item is not None and node.item.type is ItemType.NOTE:
                self.write_default(node)  # no answers have it
        for element in self.form.elements:
            for job in self._jobs(element):
                self._wait(element, job, self._everywhere(self._target(element, job)))
        self._run()

    def _jobs(self, element: Element) -> Iterator[Job]:
        yield Job.RELEVANT
        if "repeat_count" in element.expressions:
            yield Job.COUNT
        if element.item.type is ItemType.CALCULATE or "calculation" in element.expressions:
            yield Job.VALUE
        if element.item.type not in CONTAINERS:
            yield Job.CHECK

    def _wait(self, element: Element, job: Job, nodes: Iterable[AnswerNode]) -> None:
        if job is Job.WORDING:
            self._changes.wording.update(nodes)
            return
        if job is Job.CHECK:
            self._changes.checks.update(nodes)
            return
        key = (id(element), job)
        waiting = self._waiting.get(key)
        if waiting is None:
            self._waiting[key] = waiting = set()
            heapq.heappush(self._queue, (self.form.rank[key], element, job))
        waiting.update(nodes)

    def _run(self) -> None:
        self._work()
        while self._events:
            node = self._events.pop(0)
            for dependent in () if node in self._changes.gone else self._element(node).triggered:
                for target in self._below(node, dependent.repeat, dependent.element):
                    self._trigger(dependent.element, target)
            self._work()
        self._bound = math.inf

    def _trigger(self, element: Element, node: AnswerNode) -> None:
        if node in self._triggered:
            return
        self._triggered.add(node)
        said = self._computed(node, element.expressions[TRIGGERED])
        if said != node.value:
            node.value, node.not_known = said, False
            self._changed(node)
            self._events.append(node)

    def _work(self) -> None:
        while self._queue:
            _, element, job = heapq.heappop(self._queue)
            for node in self._waiting.pop((id(element), job)) - self._changes.gone:
                if job is Job.RELEVANT:
                    self._relate(element, node)
                elif job is Job.COUNT:
                    self._count(element, node)
                else:
                    self._calculate(element, node)

    def _relate(self, element: Element, node: AnswerNode) -> None:
        expression = element.expressions.get("relevant")
        if expression is not None:
            if element.looks_inside:
                node.own_relevant = False
                self._settle(node)
            said = self._try(node, "relevant", expression, self._scope(node), empty=True)
            node.own_relevant = to_truth(said)
        self._settle(node)

    def _settle(self, node: AnswerNode) -> None:
        above = node.parent
        is_relevant = node.own_relevant and (above is None or above.is_relevant)
        if is_relevant == node.is_relevant:
            return
        node.is_relevant = is_relevant
        self._changes.relevance.add(node)
        self._changed(node)
        for inner in repeat_items(node):  # what is not asked has no instances to be counted
            repeat = self.form.by_item[id(inner)]
            if "repeat_count" in repeat.expressions:
                self._wait(repeat, Job.COUNT, (node,))
        for nodes in node.children.values():
            for child in nodes:
                self._settle(child)

    def _calculate(self, element: Element, node: AnswerNode) -> None:
        expression = element.expressions.get("calculation")
        if element.item.preload:
            said = self._surroundings.get(element.item.preload, "")
            said = said if said and element.item.preload == END else node.value or said
        elif expression is not None and node.is_relevant:
            said = self._computed(node, expression)
        else:
            return
        if said != node.value:
            node.value = said
            self._changed(node, recompute=False)

    def _computed(self, node: AnswerNode, expression: Expression) -> str:
        value = self._try(node, "calculation", expression, self._scope(node), empty="")
        said = "" if isinstance(value, float) and math.isnan(value) else to_text(value)
        if len(said) > LONGEST_ANSWER:
            self.failed[node], said = "calculation", ""
        return _part_of(said, node.item.type) if node.item is not None else said

    def _count(self, element: Element, parent: AnswerNode) -> None:
        """`parent` is the node that the repeat lies in."""
        wanted = self.wanted_instances(element, parent)
        instances = parent.children[element.item.name]
        with suppress(TooManyLines):  # the checks say that some are missing
            while len(instances) < wanted:
                self._add(parent, element.item.name)
        while len(instances) > wanted and not self._is_written_in(instances[-1]):
            self._take_away(parent, instances[-1])

    def _is_written_in(self, line: AnswerNode) -> bool:
        return line.has_answers() or any(node in self._remarked for node in line.walk())

    def repeat_is_relevant(self, parent: AnswerNode, item: Item) -> bool:
        """May instances of a repeat be added below a node?"""
        expression = self.form.by_item[id(item)].expressions.get("relevant")
        if expression is None or not parent.is_relevant:
            return parent.is_relevant
        scope = self._scope(AnswerNode(item, parent))
        return to_truth(self._try(parent, "relevant", expression, scope, empty=True))

    def wanted_instances(self, element: Element, parent: AnswerNode) -> int:
        """How many instances `repeat_count` asks for below a node."""
        expression = element.expressions["repeat_count"]
        node = AnswerNode(element.item, parent)
        number = to_number(
            self._try(parent, "repeat_count", expression, self._scope(node), empty=0.0)
        )
        if math.isnan(number) or not parent.is_relevant:
            return 0
        return max(0, int(min(number, 1e9)))

    # Marking what depends on a change.

    def _changed(self, node: AnswerNode, *, recompute: bool = True) -> None:
        """The answer of a node is another one, or it is asked now or no longer."""
        self._changes.values.add(node)
        if node.item is None:
            return
        element = self._element(node)
        if element.item.type not in CONTAINERS:
            self._changes.checks.add(node)
        if recompute and node.is_relevant and "calculation" in element.expressions:
            self._wait(element, Job.VALUE, (node,))
        self._mark(element, node)

    def _mark(self, element: Element, node: AnswerNode) -> None:
        for dependent in element.dependents:
            nodes = self._below(
                node, dependent.repeat, self._target(dependent.element, dependent.job)
            )
            self._wait(dependent.element, dependent.job, nodes)

    def _target(self, element: Element, job: Job) -> Element | None:
        """The count of a repeat is computed once for the node that it lies in."""
        return element.above if job is Job.COUNT else element

    def _mark_structure(self, parent: AnswerNode, element: Element) -> None:
        self._changes.structure.add(parent)
        for dependent in element.dependents:
            repeat = innermost_repeat(element.above, dependent.element)
            target = self._target(dependent.element, dependent.job)
            self._wait(dependent.element, dependent.job, self._below(parent, repeat, target))

    def _take_away(self, parent: AnswerNode, node: AnswerNode) -> None:
        below = list(node.walk())
        for each in below:  # as long as they can still be followed upwards
            self._mark(self._element(each), each)
        parent.children[node.name].remove(node)
        self._nodes -= 1 + len(below)
        self._changes.gone.update(below, (node,))
        self._mark_structure(parent, self._element(node))

    def _recount(self, node: AnswerNode) -> None:
        """An answer in an instance beyond the count keeps it; one that goes may let it go."""
        for element in self._element(node).chain():
            if "repeat_count" in element.expressions:
                above = self._below(
                    node, innermost_repeat(element.above, element.above), element.above
                )
                self._wait(element, Job.COUNT, above)

    def _add(self, parent: AnswerNode, name: str) -> AnswerNode:
        item = next(each for each in self._items(parent) if each.name == name)
        instances = parent.children[name]
        node = AnswerNode(item, parent)
        size = 1 + sum(1 for _ in node.walk())
        if len(instances) >= MOST_INSTANCES or self._nodes + size > MOST_NODES:
            raise TooManyLines
        self._nodes += size
        node.is_relevant = parent.is_relevant
        instances.append(node)
        for each in (node, *node.walk()):
            each.is_relevant = parent.is_relevant
            element = self._element(each)
            self.write_default(each)
            for job in self._jobs(element):
                if job is not Job.COUNT:
                    self._wait(element, job, (each,))
            for inner in repeat_items(each):
                if "repeat_count" in self.form.by_item[id(inner)].expressions:
                    self._wait(self.form.by_item[id(inner)], Job.COUNT, (each,))
            self._mark(element, each)
        self._mark_structure(parent, self.form.by_item[id(item)])
        return node

    def write_defaults(self) -> Changes:
        """The defaults of a form that nobody has answered yet. `once()` finds the default there."""
        self._begin()
        for node in list(self.root.questions()):
            if node.item is None or not node.item.default:
                continue
            is_computed = self.has(node, "calculation")
            if is_computed:
                node.value = ""
            if self.write_default(node) or is_computed:
                self._changed(node)
        self._run()
        return self._changes

    def write_default(self, node: AnswerNode) -> bool:
        item = node.item
        if item is None or not item.default or node.is_answered:
            return False
        node.value = self.default_of(node, item)
        return bool(node.value)

    def default_of(self, node: AnswerNode, item: Item) -> str:
        """What stands in a question that nobody has answered; computed as of now."""
        expression = self._element(node).expressions.get("default")
        if expression is None:
            return item.default
        said = self._try(node, "default", expression, self._scope(node), empty="")
        return "" if isinstance(said, float) and math.isnan(said) else to_text(said)

    # Small helpers.

    def _items(self, node: AnswerNode) -> tuple[Item, ...]:
        return node.item.children if node.item is not None else self.definition.items

    def _element(self, node: AnswerNode) -> Element:
        return self.form.by_item[id(node.item)]

    def _scope(self, node: AnswerNode) -> Scope:
        return Scope(self._paths, node, self.now)

    def _try(
        self, node: AnswerNode, column: str, expression: Expression, scope: Scope, empty: Value
    ) -> Value:
        before = scope.work.left
        try:
            if self.spent > self._bound:
                raise TooMuchWork
            value = evaluate(expression, scope)
        except (TooMuchWork, PatternError, RecursionError):
            self.failed[node] = column
            return empty
        finally:
            self.spent += before - scope.work.left
        if self.failed.get(node) == column:
            del self.failed[node]
        return value

    def _everywhere(self, element: Element | None) -> list[AnswerNode]:
        return self._below(self.root, None, element)

    def _below(
        self, node: AnswerNode, repeat: Element | None, target: Element | None
    ) -> list[AnswerNode]:
        """The nodes of an element in the instance of `repeat` that the node lies in."""
        start: AnswerNode = node
        while start.parent is not None and (
            repeat is None or start.item is None or start.item is not repeat.item
        ):
            start = start.parent
        if target is None:
            return [self.root]
        return down(start, target.path[len(repeat.path) if repeat is not None else 0 :])
