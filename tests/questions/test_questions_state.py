"""What is recomputed after a change is what a new state over the same answers computes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_forms import ANSWERS, definitions

from rilo_desktop.questions.answer_lines import lines_of, read_lines
from rilo_desktop.questions.answer_tree import MOST_INSTANCES, AnswerNode, repeat_items
from rilo_desktop.questions.checks import problems_of
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.definition import ANSWERED, Choice, Definition, Item, ItemType
from rilo_desktop.questions.form_state import Changes, FormState
from short_forms import FULL

NOW = datetime(2026, 11, 27, 10, 30)


def seen(state: FormState) -> dict[str, tuple[Any, ...]]:
    """All that an officer sees of the answers, by path."""
    return {node.path: _seen(state, node) for node in state.root.walk()}


def _seen(state: FormState, node: AnswerNode) -> tuple[Any, ...]:
    offered = tuple(choice.name for choice in state.choices(node))
    found = tuple((problem.rule, problem.message) for problem in problems_of(state, node))
    return (node.value, node.not_known, node.is_relevant, offered, found)


def again(form: CompiledForm, state: FormState) -> FormState:
    """A new state over the lines of the answers."""
    root, left = read_lines(form.definition, lines_of(state.root))
    assert not left
    return FormState(form, NOW, root)


def change(state: FormState, data: st.DataObject) -> Changes | None:
    questions = [n for n in state.root.questions() if n.item and n.item.type in ANSWERED]
    repeats = list(_repeats(state))
    instances = [node for node in state.root.walk() if node.is_repeat]
    what = data.draw(st.integers(0, 9))
    if what < 6 and questions:
        node = data.draw(st.sampled_from(questions))
        known = data.draw(st.integers(0, 7)) > 0
        value = data.draw(ANSWERS) if known else ""
        return state.answer_node(node, value, not_known=not known)
    if what < 8 and repeats:
        parent, name = data.draw(st.sampled_from(repeats))
        return state.add_instance(parent, name)[1]
    if instances:
        return state.remove_instance(data.draw(st.sampled_from(instances)))
    return None


def _repeats(state: FormState) -> Iterator[tuple[AnswerNode, str]]:
    for item in state.definition.items:
        if item.type is ItemType.REPEAT and not item.repeat_count:
            yield state.root, item.name
    for node in state.root.walk():
        for item in repeat_items(node):
            if not item.repeat_count:
                yield node, item.name


def test_a_question_for_a_day_or_a_time_takes_its_part_of_a_moment() -> None:
    kinds = {"day": ItemType.DATE, "hour": ItemType.TIME, "moment": ItemType.DATE_TIME}
    items = [Item(kind, name, calculation="now()") for name, kind in kinds.items()]
    hour = Item(ItemType.CALCULATE, "of_it", calculation="substr(string(${hour}), 0, 2)")
    form = compile_form(Definition("form", "1", (), (), (*items, hour)))
    state = FormState(form, datetime(2026, 12, 1, 14, 30))
    said = {node.name: node.value for node in state.root.questions()}
    assert said["day"] == "2026-12-01"
    assert said["hour"].startswith("14:30")
    assert said["moment"] == f"{said['day']}T{said['hour']}"
    assert said["of_it"] == "14"
    assert not [one for node in state.root.questions() for one in problems_of(state, node)]


def test_a_group_that_is_asked_again_has_its_counted_lines() -> None:
    """Found by chance: the group is asked once the repeat before it has a line."""
    lines = Item(ItemType.REPEAT, "lines", children=(Item(ItemType.TEXT, "line"),))
    inner = Item(
        ItemType.REPEAT, "inner", repeat_count="2", children=(Item(ItemType.TEXT, "text"),)
    )
    group = Item(ItemType.GROUP, "group", relevant="count(${lines}) > 0", children=(inner,))
    form = compile_form(Definition("found", "1", (), (), (lines, group)))
    state = FormState(form, NOW)
    _, changes = state.add_instance(state.root, "lines")
    assert seen(state) == seen(again(form, state))
    (node,) = state.root.children["group"]
    assert len(node.children["inner"]) == 2
    assert node in changes.structure
    state.remove_instance(state.root.children["lines"][0])
    assert seen(state) == seen(again(form, state))
    assert not node.children["inner"]


@settings(
    max_examples=5_000 if FULL else 50,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
@given(definition=definitions(), data=st.data())
def test_any_changes_give_the_state_of_a_new_computation(
    definition: Definition, data: st.DataObject
) -> None:
    form = compile_form(definition)
    state = FormState(form, NOW)
    state.write_defaults()
    for _ in range(data.draw(st.integers(1, 8))):
        before = {node: _seen(state, node) for node in state.root.walk()}
        assume(len(before) < 300)
        changes = change(state, data)
        if changes is None:
            continue
        assert seen(state) == seen(again(form, state))
        told = changes.values | changes.relevance | changes.checks | changes.structure
        for node in state.root.walk():
            if node in before and node not in told:
                assert _seen(state, node) == before[node], f"{node.path} changed in silence"


def _growing(count: str) -> CompiledForm:
    """One line more as long as the last one says so, as ODK's documentation has it."""
    repeat = Item(
        ItemType.REPEAT, "visit", repeat_count=count, children=(Item(ItemType.TEXT, "again"),)
    )
    visits = Item(ItemType.CALCULATE, "visits", calculation="count(${visit})")
    return compile_form(Definition("form", "1", (), (), (visits, repeat)))


def test_a_repeat_grows_as_long_as_its_last_line_says_so() -> None:
    last = "${visit}[position() = ${visits}]/again"
    form = _growing(f"if(${{visits}} = 0 or {last} = 'yes', ${{visits}} + 1, ${{visits}})")
    state = FormState(form, NOW)
    seen_lines = [len(state.root.children["visit"])]
    for path, said in (
        ("visit[1]/again", "yes"),
        ("visit[2]/again", "yes"),
        ("visit[3]/again", "no"),
    ):
        state.answer(path, said)
        seen_lines.append(len(state.root.children["visit"]))
        assert seen(again(form, state)) == seen(state)
    assert seen_lines == [1, 2, 3, 3]


def test_a_repeat_that_grows_without_end_ends() -> None:
    state = FormState(_growing("${visits} + 1"), NOW)
    assert state.failed or len(state.root.children["visit"]) >= MOST_INSTANCES


def test_a_choice_is_called_by_the_answers_that_its_label_names() -> None:
    """As ODK has it: in `jr:choice-name()` too, and anew with each answer; an answer that looks
    like a name is an answer."""
    named = Item(ItemType.TEXT, "named")
    which = Item(ItemType.SELECT_ONE, "which", choices="list")
    told = Item(ItemType.CALCULATE, "told", calculation="jr:choice-name(${which}, '${which}')")
    choices = (Choice("a", (("", "Port of ${named}"),)), Choice("b", (("", "${gone} elsewhere"),)))
    definition = Definition("f", "1", (("", "F"),), (), (named, which, told), (("list", choices),))
    state = FormState(compile_form(definition), NOW)
    asked = state.root.children["which"][0]
    state.answer_node(asked, "a")
    changes = state.answer_node(state.root.children["named"][0], "${which}")
    assert changes is not None
    assert asked in changes.wording
    assert [state.choice_label(asked, one) for one in choices] == ["Port of ${which}", "elsewhere"]
    assert state.chosen_label(asked, "a") == "Port of ${which}"
    assert state.root.children["told"][0].value == "Port of ${which}"
    assert state.has_changing_choices(asked)
    state.answer_node(state.root.children["named"][0], "Larus")
    assert state.root.children["told"][0].value == "Port of Larus"
    assert definition.choice_label("list", "a") == "Port of …"
