"""A definition made ready: its expressions parsed, and what hangs on what.

Each item has jobs: its relevance, its computed value, the number of its instances, and the checks
of its answer. A job depends on the answers that its expressions name. Jobs are ordered so that
each comes after those it depends on; a circle is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Final

from .choice_rows import ChoiceRows
from .definition import CONTAINERS, SELECTS, Definition, Item, ItemType
from .expressions import (
    LIST_FUNCTIONS,
    TEMPLATE,
    Call,
    Context,
    Expression,
    Filter,
    Literal,
    Negation,
    Operation,
    Root,
    Step,
    Variable,
    parse,
    parts,
    question_named,
)
from .form_errors import DefinitionError, ExpressionError, FormError
from .regular_expressions import compiled
from .surroundings import CHANCE

MOST_LOOKS: Final = 500_000
"""Steps of paths, times what lies there, of all expressions together: compiling takes seconds."""


ALWAYS: Final = "true()"
"""What a sheet's "yes" becomes."""


class Job(StrEnum):
    """What is computed of an item, in this order where nothing else is said."""

    RELEVANT = "relevant"
    COUNT = "repeat_count"
    VALUE = "calculation"
    CHECK = "check"
    """Required, constraint, choices; they write nothing that others depend on."""
    WORDING = "wording"
    """Label, hint and messages with `${name}`."""
    TRIGGERED = "triggered"


@dataclass(eq=False)
class Element:
    """An item at its place in the form."""

    item: Item
    path: tuple[str, ...]
    above: Element | None
    expressions: dict[str, Expression] = field(default_factory=dict)
    """By the name of their field in `Item`: relevant, constraint, required ..."""
    dependents: list[Dependent] = field(default_factory=list)
    triggered: list[Dependent] = field(default_factory=list)
    """What is computed when it is answered, and at no other time."""
    below: list[Element] = field(default_factory=list)
    looks_inside = False
    """Does its relevance look at a value within it? It finds none, as in ODK's engine. A question
    within it could never be answered: that is a circle.
    """

    def chain(self) -> Iterator[Element]:
        """Itself and what it lies in, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.above

    @property
    def scope(self) -> Element | None:
        """Where the instances lie that `${name}` means: of a repeat, all those of its own."""
        return self.above if self.item.type is ItemType.REPEAT else self

    @property
    def anonymous(self) -> frozenset[str]:
        """The expressions of which any one makes its answers anonymous."""
        return frozenset(each.item.anonymous for each in self.chain() if each.item.anonymous)

    def questions(self) -> Iterator[Element]:
        """It, or those within it."""
        if self.item.type not in CONTAINERS:
            yield self
        for each in self.below:
            yield from each.questions()

    def refused(self, error: FormError, column: str = "") -> DefinitionError:
        """The error, at this question and the column of its sheet."""
        return error.at(self.item.row, "/".join(self.path), column)


@dataclass(frozen=True, slots=True)
class Dependent:
    """A job that is to be done again when an element changes."""

    element: Element
    job: Job
    repeat: Element | None
    """Only for the nodes in the same instance of this repeat; None: for all nodes."""


Route = tuple[int, tuple[str, ...]]
"""So many levels up, and then these names down."""


@dataclass
class CompiledForm:
    definition: Definition
    elements: list[Element]
    by_path: dict[tuple[str, ...], Element]
    by_item: dict[int, Element]
    """By `id` of the item, which the definition keeps alive."""
    by_name: dict[str, list[Element]]
    top: list[Element] = field(default_factory=list)
    """Elements that lie in no group."""
    looked_at: int = 0
    """Elements that all expressions together look at, while it is compiled."""
    rank: dict[tuple[int, Job], int] = field(default_factory=dict)
    """Order of jobs, by `id` of the element."""
    _routes: dict[tuple[int, str], Route] = field(default_factory=dict)
    _rows: dict[str, ChoiceRows] = field(default_factory=dict)

    def route(self, own: Element | None, name: str) -> Route:
        """How `${name}` is reached from a node of an element; None is the form. Raises
        ExpressionError.
        """
        key = (id(own), name)
        found = self._routes.get(key)
        if found is None:
            target = self.named(name)
            repeat = innermost_repeat(own, target.scope)
            down = len(repeat.path) if repeat is not None else 0
            up = len(own.path) - down if own is not None else 0
            self._routes[key] = found = (up, target.path[down:])
        return found

    def rows(self, name: str) -> ChoiceRows:
        """The choices of a list, as expressions see them."""
        if name not in self._rows:
            self._rows[name] = ChoiceRows(self.definition.lists.get(name, ()))
        return self._rows[name]

    def named_in_choices(self, name: str) -> Sequence[Element]:
        """The elements whose answers the labels of a list name."""
        words = (said for one in self.definition.lists.get(name, ()) for _, said in one.label)
        names = {found for said in words if "${" in said for found in TEMPLATE.findall(said)}
        found = (self.by_name.get(one, ()) for one in sorted(names))
        return [of_name[0] for of_name in found if len(of_name) == 1]

    def named(self, name: str) -> Element:
        """The element that `${name}` means. Raises ExpressionError."""
        found = self.by_name.get(name, [])
        if not found:
            raise ExpressionError("no_question", name=name)
        if len(found) > 1:
            raise ExpressionError("several_questions", name=name)
        return found[0]


EXPRESSIONS: Final = {
    "relevant": Job.RELEVANT,
    "repeat_count": Job.COUNT,
    "calculation": Job.VALUE,
    "constraint": Job.CHECK,
    "required": Job.CHECK,
    "read_only": Job.CHECK,
    "choice_filter": Job.CHECK,
    "anonymous": Job.CHECK,
}
TRIGGERED: Final = "triggered"
"""The calculation of an item with a trigger: no job, as it depends on nothing but that event."""
_TELLING: Final = frozenset(
    {"relevant", "repeat_count", "calculation", "choice_filter", "default", TRIGGERED}
)
"""What is asked, computed or offered by an answer says something of it."""
_WORDED: Final = ("label", "hint", "constraint_message", "required_message")


def compile_form(definition: Definition) -> CompiledForm:
    """Raises DefinitionError with row, name and reason of the first thing not understood."""
    form = CompiledForm(definition, [], {}, {}, {})
    _add(form, definition.items, None)
    edges: dict[tuple[int, Job], set[tuple[int, Job]]] = {}
    for element in form.elements:
        _parse(element)
    for element in form.elements:
        for name, expression in element.expressions.items():
            job = EXPRESSIONS.get(name)
            try:
                found = _Dependencies(form, element)
                found.read(expression, frozenset({element}))
                if name == TRIGGERED:
                    _wait_for(form, element, found)
                if found.asks_itself and job in (Job.RELEVANT, Job.COUNT):
                    raise ExpressionError("own_answer")
            except ExpressionError as error:
                raise element.refused(error, name) from error
            _refuse_telling(element, name, found)
            if name == "anonymous":
                for question in element.questions():
                    _depend(question, Job.CHECK, found, edges)
            elif job is not None:
                _depend(element, job, found, edges)
        _depend_on_choices(form, element, edges)
        _depend_on_words(form, element)
        _depend_on_containers(element, edges)
    _order(form, edges)
    return form


def _wait_for(form: CompiledForm, element: Element, found: _Dependencies) -> None:
    """The questions that trigger the calculation. Raises ExpressionError."""
    for name in element.item.trigger.split():
        found.read(Variable(name), frozenset({element}))
        target = form.named(name)
        repeat = innermost_repeat(element, target.scope)
        target.triggered.append(Dependent(element, Job.TRIGGERED, repeat))


def _add(form: CompiledForm, items: tuple[Item, ...], above: Element | None) -> None:
    for item in items:
        element = Element(item, (*(above.path if above else ()), item.name), above)
        form.elements.append(element)
        form.by_path[element.path] = element
        form.by_item[id(item)] = element
        form.by_name.setdefault(item.name, []).append(element)
        (form.top if above is None else above.below).append(element)
        _add(form, item.children, element)


def _parse(element: Element) -> None:
    for name in (*EXPRESSIONS, "default"):
        source = getattr(element.item, name)
        is_triggered = name == "calculation" and bool(element.item.trigger)
        if not (source or is_triggered):
            continue
        if name == "default" and not element.item.default_is_computed:
            continue
        if name == "repeat_count" and element.item.type is not ItemType.REPEAT:
            continue  # it changes nothing elsewhere, in ODK too
        try:
            expression = parse(source) if source else Literal("")
            element.expressions[TRIGGERED if is_triggered else name] = expression
            _check_patterns(expression)
        except FormError as error:
            raise element.refused(error, name) from error


def _refuse_telling(element: Element, name: str, dependencies: _Dependencies) -> None:
    """An anonymous answer is not told by others: what depends on it is anonymous where it is."""
    if name == "anonymous" and any(e.item.type is ItemType.REPEAT for e in [*element.chain()][1:]):
        raise element.refused(ExpressionError("anonymous_line"), name)
    for target in dependencies.found:
        hidden = target.anonymous if name in _TELLING or name == "anonymous" else frozenset()
        is_covered = name != "anonymous" and (
            hidden <= element.anonymous or ALWAYS in element.anonymous
        )
        if hidden and not is_covered:
            error = ExpressionError("anonymous_told", name=target.item.name)
            raise element.refused(error, name)


def _check_patterns(expression: Expression) -> None:
    """A pattern that stands in the form is refused with the form, not while it is answered."""
    for part in parts(expression):
        match part:
            case Call(function="regex", arguments=(_, Literal(value=str(pattern)))):
                compiled(pattern)
            case _:
                pass


def innermost_repeat(first: Element | None, second: Element | None) -> Element | None:
    """The innermost repeat that both lie in, or are."""
    if first is None or second is None:
        return None
    around = {id(each) for each in second.chain()}
    return next(
        (e for e in first.chain() if id(e) in around and e.item.type is ItemType.REPEAT), None
    )


_OF_ITSELF: Final = frozenset({"string", "number", "string-length", "normalize-space"})
"""Functions that without an argument take the answer of their own question."""


_OF_CHANCE: Final = frozenset({"random", "uuid"})


class _Dependencies:
    """Which elements an expression looks at, found without any answer."""

    def __init__(self, form: CompiledForm, element: Element) -> None:
        self._form = form
        self._element = element
        self.found: dict[Element, bool] = {}
        """Elements, and whether only those of the same instance count."""
        self.asks_itself = False
        """Does it look at the answer of its own question?"""

    def read(self, expression: Expression, here: frozenset[Element | None]) -> Places:
        """The elements that a path leads to; None is the form. `here` is what `.` is."""
        match expression:
            case Variable(name=name):
                target = self._form.named(name)
                self._note(target, same_instance=True)
                return frozenset({target})
            case Context():
                self.asks_itself |= self._element in here
                return here
            case Root():
                return frozenset({None})
            case Step(base=base, name=name):
                places = here if isinstance(base, Context) else self.read(base, here)
                return self._step(places, name, base)
            case Filter(base=base, predicate=predicate):
                places = self.read(base, here)
                self.read(predicate, places)
                return places
            case Negation(operand=operand):
                self.read(operand, here)
            case Operation(operator="|", left=left, right=right):
                return self.read(left, here) | self.read(right, here)
            case Operation(left=left, right=right):
                self.read(left, here)
                self.read(right, here)
            case Call():
                return self._call(expression, here)
            case Literal():
                pass
        return frozenset()

    def _call(self, call: Call, here: frozenset[Element | None]) -> Places:
        if call.function == "once" or (call.function in _OF_ITSELF and not call.arguments):
            self.asks_itself |= self._element in here
        if call.function in _OF_CHANCE:
            for chance in self._form.by_name.get(CHANCE, ()):
                self._note(chance, same_instance=True)
        if call.function == "current":
            return frozenset({self._element})
        if call.function in LIST_FUNCTIONS:
            self._check_list(call)
        if call.function == "choice-name":
            self._note_choices(call.arguments[1])
        places: Places = frozenset()
        for argument in call.arguments:
            led = self.read(argument, here)
            if call.function in ("indexed-repeat", "position"):
                for target in led:
                    self._note(target, same_instance=False)
            if call.function in ("indexed-repeat", "if"):
                places |= led
        return places

    def _note_choices(self, question: Expression) -> None:
        """What the labels name is looked at too, where the question is said outright."""
        match question:
            case Variable(name=name):
                pass
            case Literal(value=str(text)):
                name = question_named(text)
            case _:
                return
        asked = self._form.by_name.get(name, ())
        for target in self._form.named_in_choices(asked[0].item.choices) if asked else ():
            self._note(target, same_instance=True)

    def _check_list(self, call: Call) -> None:
        """Its path leads to no element; what its predicates name is found as everywhere."""
        match call.arguments[0]:
            case Literal(value=name) if name not in self._form.definition.lists:
                raise ExpressionError("list_unknown", name=str(name))
            case _:
                pass

    def _step(self, places: Places, name: str, base: Expression) -> Places:
        if isinstance(base, Root):
            return places if name in ("*", self._form.definition.root) else frozenset()
        led: set[Element | None] = set()
        for place in places:
            if name == "..":
                led.add(place.above if place is not None else None)
                continue
            self._form.looked_at += 1 + len(self._below(place))
            if self._form.looked_at > MOST_LOOKS:
                raise ExpressionError("many_paths")
            led.update(each for each in self._below(place) if name in ("*", each.item.name))
        for target in led:
            if name != "..":
                self._note(target, same_instance=False)
        return frozenset(led)

    def _below(self, place: Element | None) -> list[Element]:
        if place is not None:
            return place.below
        return self._form.top

    def _note(self, target: Element | None, *, same_instance: bool) -> None:
        if target is not None:
            self.found[target] = self.found.get(target, True) and same_instance


Places = frozenset[Element | None]


def _depend(
    element: Element,
    job: Job,
    dependencies: _Dependencies,
    edges: dict[tuple[int, Job], set[tuple[int, Job]]],
) -> None:
    before = edges.setdefault((id(element), job), set())
    for target, same_instance in dependencies.found.items():
        is_inside = target is not element and element in target.chain()
        if job is Job.RELEVANT and is_inside and target.item.type is ItemType.CALCULATE:
            element.looks_inside = True
            continue
        repeat = innermost_repeat(element, target.scope) if same_instance else None
        target.dependents.append(Dependent(element, job, repeat))
        before.add((id(target), Job.VALUE))
        before.update((id(each), Job.RELEVANT) for each in target.chain())
        before.update((id(each), Job.COUNT) for each in target.chain())


def _depend_on_choices(
    form: CompiledForm, element: Element, edges: dict[tuple[int, Job], set[tuple[int, Job]]]
) -> None:
    """Choices that are the answers to a question in a repeat."""
    if not element.item.choices_of:
        return
    try:
        target = form.named(element.item.choices_of)
    except ExpressionError as error:
        raise element.refused(error, "choices") from error
    found = _Dependencies(form, element)
    found.found[target] = False
    _refuse_telling(element, "choice_filter", found)
    _depend(element, Job.CHECK, found, edges)


def _depend_on_words(form: CompiledForm, element: Element) -> None:
    named = {
        name: field_name
        for field_name in _WORDED
        for _, words in getattr(element.item, field_name)
        for name in TEMPLATE.findall(words)
    }
    for name, field_name in named.items():
        try:
            target = form.named(name)
        except ExpressionError as error:
            raise element.refused(error, field_name) from error
        repeat = innermost_repeat(element, target.scope)
        target.dependents.append(Dependent(element, Job.WORDING, repeat))
    if element.item.type in SELECTS:
        for target in form.named_in_choices(element.item.choices):
            repeat = innermost_repeat(element, target.scope)
            target.dependents.append(Dependent(element, Job.WORDING, repeat))


def _depend_on_containers(
    element: Element, edges: dict[tuple[int, Job], set[tuple[int, Job]]]
) -> None:
    """Relevance is inherited: a question is looked at after what it lies in."""
    own = edges.setdefault((id(element), Job.RELEVANT), set())
    value = edges.setdefault((id(element), Job.VALUE), set())
    value.add((id(element), Job.RELEVANT))
    count = edges.setdefault((id(element), Job.COUNT), set())
    count.add((id(element), Job.RELEVANT))
    if element.above is not None:
        own.add((id(element.above), Job.RELEVANT))
        own.add((id(element.above), Job.COUNT))


def _order(form: CompiledForm, edges: dict[tuple[int, Job], set[tuple[int, Job]]]) -> None:
    places = {id(element): element for element in form.elements}
    while True:
        try:
            order = list(TopologicalSorter(edges).static_order())
        except CycleError as error:
            circle = error.args[1]
            if not _opened(circle, places, edges):
                names = _circle_names(circle, places)
                first = min((places[each] for each, _ in circle), key=lambda e: e.item.row)
                raise first.refused(DefinitionError("circle", names=names)) from error
        else:
            form.rank.update((node, number) for number, node in enumerate(order))
            return


def _opened(
    circle: Sequence[tuple[int, Job]],
    places: dict[int, Element],
    edges: dict[tuple[int, Job], set[tuple[int, Job]]],
) -> bool:
    """May a repeat have one more line as long as its last line says so?

    Something of the circle names such a repeat: how many lines there are, and what stands in them,
    is computed before the count then, and again after each line that the count adds.
    https://docs.getodk.org/form-logic/#repeating-as-long-as-a-condition-is-met
    """
    for node in circle:
        repeat = places[node[0]]
        named = {(id(each.element), each.job) for each in repeat.dependents}
        if node[1] is Job.COUNT and not named.isdisjoint(circle):
            for before in edges.values():
                before.discard(node)
            return True
    return False


def _circle_names(circle: Iterable[tuple[int, Job]], places: dict[int, Element]) -> str:
    names = dict.fromkeys(places[each].item.name for each, _ in circle)
    return ", ".join(names)
