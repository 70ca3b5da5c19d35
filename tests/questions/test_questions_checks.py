"""What stops a return, and what is kept of what was accepted.

What ODK's own engine (`tools/odk_engine`, 0.22) says of the same forms stands beside each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_forms import ANSWERS, definitions

from rilo_desktop.questions.answer_lines import AnswerLine, lines_of, read_lines
from rilo_desktop.questions.answer_tree import AnswerState
from rilo_desktop.questions.answers_json import all_problems, answers_of, read_answers
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.problems import Problem, Rule
from short_forms import FULL

TO_TWO = st.integers(0, 2)
NOW = datetime(2026, 11, 27, 10, 30)
STOP = Item(
    ItemType.NOTE,
    "stop",
    label=(("", "The sums do not agree."),),
    required="true()",
    required_message=(("", "Correct the sums first."),),
    relevant="${n} > 5",
)
NUMBER = Item(ItemType.INTEGER, "n")


def state_of(*items: Item, **answers: str) -> FormState:
    form = compile_form(Definition("form", "1", (), (), items))
    lines = [AnswerLine(name, value, AnswerState.ANSWERED) for name, value in answers.items()]
    return FormState(form, NOW, read_lines(form.definition, lines)[0])


def again(state: FormState) -> FormState:
    """As another store has it, from the lines that were kept."""
    root, left = read_lines(state.definition, lines_of(state.root))
    assert not left
    return FormState(state.form, NOW, root)


def found(state: FormState) -> Iterator[tuple[str, Rule]]:
    return ((one.path, one.rule) for one in problems(state))


def from_json(state: FormState, data: object) -> tuple[FormState, list[Problem]]:
    lines, _ = read_answers(state.definition, data)
    root, _ = read_lines(state.definition, lines)
    made = FormState(state.form, NOW, root)
    return made, all_problems(state.definition, data, made)


def test_a_required_note_that_stands_is_a_hard_stop_with_its_words() -> None:
    """ODK: a violation at the note."""
    state = state_of(NUMBER, STOP, n="6")
    (problem,) = problems(state)
    assert (problem.path, problem.rule) == ("stop", Rule.REQUIRED)
    assert problem.words == (("", "Correct the sums first."),)
    assert list(found(again(state))) == [("stop", Rule.REQUIRED)]
    state.answer("n", "5")
    assert not problems(state), "it does not stand any more"


def test_a_required_note_without_a_message_says_its_label() -> None:
    stop = Item(ItemType.NOTE, "stop", label=STOP.label, required="${n} > 5")
    (problem,) = problems(state_of(NUMBER, stop, n="6"))
    assert problem.words == (("", "The sums do not agree."),)
    assert not problems(state_of(NUMBER, stop, n="5"))


@pytest.mark.parametrize("said", ["seen", None, True])
def test_nobody_answers_a_note_away(said: object) -> None:
    state, told = from_json(state_of(NUMBER, STOP), {"n": 6, "stop": said})
    assert ("stop", Rule.REQUIRED) in set(found(state))
    assert len([one for one in told if one.path == "stop"]) == (2 if said else 1)


def test_lines_that_answer_a_note_have_no_place() -> None:
    """As a file of another office could hold them."""
    form = compile_form(Definition("form", "1", (), (), (NUMBER, STOP)))
    lines = [
        AnswerLine("n", "6", AnswerState.ANSWERED),
        AnswerLine("stop", "seen", AnswerState.ANSWERED),
    ]
    root, left = read_lines(form.definition, lines)
    assert left == lines[1:]
    assert ("stop", Rule.REQUIRED) in set(found(FormState(form, NOW, root)))


def test_a_note_that_shows_a_value_has_one() -> None:
    """ODK: no violation."""
    shown = Item(ItemType.NOTE, "shown", required="true()", calculation="${n} + 1")
    said = Item(ItemType.NOTE, "said", required="true()", default="read")
    state = state_of(NUMBER, shown, said, n="6")
    assert not problems(state)
    assert not problems(again(state))


def test_what_is_computed_is_checked_as_what_is_typed() -> None:
    """ODK: violations at both; a constraint is not asked of what is empty."""
    needed = Item(
        ItemType.CALCULATE, "needed", required="true()", calculation="if(${n} > 7, '', 1)"
    )
    least = Item(
        ItemType.CALCULATE,
        "least",
        constraint=". < 5",
        constraint_message=(("", "Too many."),),
        calculation="${n}",
    )
    seen = Item(ItemType.NOTE, "seen", constraint="${n} < 3")
    assert list(found(state_of(NUMBER, needed, least, seen, n="4"))) == []
    stops = problems(state_of(NUMBER, needed, least, seen, n="8"))
    assert [(one.path, one.rule) for one in stops] == [
        ("needed", Rule.REQUIRED),
        ("least", Rule.CONSTRAINT),
    ]
    assert stops[1].words == (("", "Too many."),)


def test_a_calculation_that_is_not_known_is_computed_all_the_same() -> None:
    state = state_of(NUMBER, Item(ItemType.CALCULATE, "c", calculation="''", required="true()"))
    root, _ = read_lines(state.definition, [AnswerLine("c", "", AnswerState.NOT_KNOWN)])
    assert list(found(FormState(state.form, NOW, root))) == [("c", Rule.REQUIRED)]


def test_only_repeats_are_counted() -> None:
    """A form of an earlier release says it of a question, whose answer fell away then."""
    state = state_of(
        Item(ItemType.INTEGER, "n", repeat_count="0"),
        Item(ItemType.GROUP, "g", repeat_count="0", children=(Item(ItemType.TEXT, "t"),)),
    )
    state.answer("n", "3")
    state.answer("g/t", "kept")
    assert answers_of(state.root) == {"n": 3, "g": {"t": "kept"}}
    assert answers_of(again(state).root) == {"n": 3, "g": {"t": "kept"}}
    assert not problems(state)


def test_once_keeps_what_is_there() -> None:
    """ODK: what the instance has stays."""
    asked = Item(ItemType.TEXT, "asked", calculation="once(concat('x', ${n}))")
    hidden = Item(ItemType.CALCULATE, "hidden", calculation="once(concat('x', ${n}))")
    preset = Item(ItemType.TEXT, "preset", calculation="once(concat('x', ${n}))", default="mine")
    state = state_of(NUMBER, asked, hidden, preset)
    state.write_defaults()
    assert [node.value for node in state.root.questions()] == ["", "x", "x", "mine"]
    given, told = from_json(state, {"n": 1, "asked": "a", "hidden": "b", "preset": "c"})
    values = [node.value for node in given.root.questions()]
    assert values == ["1", "a", "b", "c"]
    assert not told
    given.answer("n", "2")
    assert [node.value for node in again(given).root.questions()] == ["2", "a", "b", "c"]


def test_what_is_computed_otherwise_than_it_was_given_is_told() -> None:
    """Of a question that shows what is computed too: no value goes in silence."""
    shown = Item(ItemType.TEXT, "shown", calculation="${n} + 1")
    state, told = from_json(state_of(NUMBER, shown), {"n": 1, "shown": "5"})
    assert answers_of(state.root)["shown"] == "2"
    assert [(one.path, one.values) for one in told] == [("shown", {"value": "2"})]


def test_a_value_in_a_line_that_is_not_asked_for_is_told() -> None:
    """Found by chance: what `once()` would compute makes no line."""
    inside = Item(ItemType.TEXT, "inside", calculation="once(${n})")
    line = Item(ItemType.REPEAT, "line", repeat_count="${n}", children=(inside,))
    _, told = from_json(state_of(NUMBER, line), {"line": [{"inside": "own"}]})
    assert [(one.path, one.rule) for one in told] == [("line[1]/inside", Rule.REPEAT_COUNT)]


@pytest.mark.parametrize(
    ("argument", "length"), [("", 36), ("5", 5), ("0", 0), ("50", 50), ("2.7", 2), ("-1", 35)]
)
def test_a_uuid_is_as_long_as_it_is_asked_for(argument: str, length: int) -> None:
    """ODK: as many characters of so many UUIDs; the same place has the same one here."""
    item = Item(ItemType.CALCULATE, "key", calculation=f"uuid({argument})")
    (node,) = state_of(item).root.questions()
    assert len(node.value) == length
    assert node.value == next(state_of(item).root.questions()).value
    assert (
        node.value[:5]
        == next(
            state_of(Item(ItemType.CALCULATE, "key", calculation="uuid()")).root.questions()
        ).value[:length][:5]
    )


def test_a_uuid_of_too_many_characters_ends() -> None:
    item = Item(ItemType.CALCULATE, "key", calculation="uuid(900000000)")
    state = state_of(item)
    (node,) = state.root.questions()
    assert not node.value
    assert "key" in {one.path for one in problems(state)}


@st.composite
def given_for(draw: st.DrawFn, items: tuple[Item, ...]) -> dict[str, Any]:
    """Answers to some of these items, as a file has them."""
    found: dict[str, Any] = {}
    for item in items:
        if item.type is ItemType.REPEAT:
            found[item.name] = [draw(given_for(item.children)) for _ in range(draw(TO_TWO))]
        elif item.type is ItemType.GROUP:
            found[item.name] = draw(given_for(item.children))
        elif draw(TO_TWO):
            found[item.name] = draw(ANSWERS)
    return found


def values_in(data: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from values_in(value, f"{path}/")
        elif isinstance(value, list):
            for number, each in enumerate(value, start=1):
                yield from values_in(each, f"{path}[{number}]/")
        elif value:
            yield path, value


@settings(
    max_examples=5_000 if FULL else 50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(definition=definitions(), data=st.data())
def test_no_value_of_a_file_goes_in_silence(definition: Definition, data: st.DataObject) -> None:
    answers = data.draw(given_for(definition.items))
    state, told = from_json(FormState(compile_form(definition), NOW), answers)
    kept = {(line.path, line.value) for line in lines_of(state.root)}
    kept |= {(node.path, node.text) for node in state.root.questions()}  # as it is computed anew
    named = {problem.path for problem in told}
    for path, value in values_in(answers):
        assert (path, value) in kept or path in named


@pytest.mark.parametrize(("value", "rules"), [("8", []), ("9", [Rule.NOT_RELEVANT])])
def test_a_computed_default_of_what_is_not_asked_is_no_answer(
    value: str, rules: list[Rule]
) -> None:
    asked = Item(
        *(ItemType.INTEGER, "a"), relevant="${n} = 1", default="4 + 4", default_is_computed=True
    )
    state = state_of(NUMBER, asked, n="2", a=value)
    assert [one.rule for one in problems(state)] == rules
