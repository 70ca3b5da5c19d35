"""What an office writes into its answers once, and what is computed when a question is answered."""

from __future__ import annotations

from datetime import datetime

from rilo_desktop.questions.answer_exports import answer_tables, instance_xml
from rilo_desktop.questions.answer_lines import lines_of, read_lines
from rilo_desktop.questions.answers_json import answers_of
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import (
    Choice,
    Definition,
    Item,
    ItemType,
    definition_text,
    parse_definition,
)
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.surroundings import (
    CHANCE,
    END,
    LAST_SAVED,
    NOWHERE,
    OFFICE,
    OFFICER,
    Surroundings,
    asks_for_last_answers,
    told,
)

TEXT, INTEGER, CALCULATE = ItemType.TEXT, ItemType.INTEGER, ItemType.CALCULATE
NOW, LATER = datetime(2026, 12, 1, 9), datetime(2026, 12, 2, 15)
HERE = {OFFICE: "XX", OFFICER: "XX-01", END: "2026-12-01T09:30:00.000", f"{LAST_SAVED}street": "A"}
ELSEWHERE = {OFFICE: "XS", OFFICER: "XS-07", END: "2027", f"{LAST_SAVED}street": "B"}

LAST_STREET = f"{LAST_SAVED}street"
FORM = Definition(
    "f",
    "",
    (),
    (),
    (
        Item(CALCULATE, "who", preload=OFFICER),
        Item(CALCULATE, "where", preload=OFFICE),
        Item(CALCULATE, "mail", preload="email"),
        Item(CALCULATE, "until", preload=END),
        Item(TEXT, "street", default=f"${{{LAST_STREET}}}", default_is_computed=True),
        Item(TEXT, "same", relevant=f"${{{LAST_STREET}}} = ${{street}}"),
        Item(CALCULATE, "greeting", calculation="concat(${where}, ' ', ${who}, ${mail})"),
        Item(CALCULATE, LAST_STREET, preload=LAST_STREET),
    ),
)


def opened(state: FormState, around: Surroundings, now: datetime = LATER) -> FormState:
    """As another store, or another day, opens the lines of the answers."""
    root, left = read_lines(state.definition, lines_of(state.root))
    assert not left
    return FormState(state.form, now, root, surroundings=around)


def value(state: FormState, name: str) -> str:
    return next(node.text for node in state.root.questions() if node.name == name)


def values(state: FormState) -> dict[str, str]:
    return {node.path: node.text for node in state.root.questions()}


def test_the_office_that_answers_writes_them_and_nobody_else_changes_them() -> None:
    state = FormState(compile_form(FORM), NOW, surroundings=HERE)
    state.write_defaults()
    assert values(state) == {
        "who": "XX-01",
        "where": "XX",
        "mail": "",
        "until": "2026-12-01T09:30:00.000",
        "street": "A",
        "same": "",
        "greeting": "XX XX-01",
        LAST_STREET: "A",
    }
    assert state.root.children["same"][0].is_relevant
    for other in (opened(state, NOWHERE), opened(opened(state, NOWHERE), NOWHERE)):
        assert values(other) == values(state)
        assert other.root.children["same"][0].is_relevant


def test_a_second_officer_leaves_what_the_first_one_wrote_but_the_end() -> None:
    state = FormState(compile_form(FORM), NOW, surroundings=HERE)
    later = opened(state, ELSEWHERE)
    assert values(later) == values(state) | {"until": "2027"}


def test_without_surroundings_nothing_is_made_up() -> None:
    state = FormState(compile_form(FORM), NOW)
    assert {name: said for name, said in values(state).items() if said} == {"greeting": " "}


def test_the_last_answer_is_no_element_and_no_column() -> None:
    state = FormState(compile_form(FORM), NOW, surroundings=HERE)
    text = instance_xml(state, "1").decode()
    assert "<who>XX-01</who>" in text
    assert "last-saved" not in text
    assert not any("last-saved" in column for column in answer_tables(state)[0].columns)
    assert answers_of(state.root) == {}
    assert problems(state) == []


def test_the_definition_says_what_is_told_and_asked_for() -> None:
    again = parse_definition(definition_text(FORM))
    assert again == FORM
    assert [names for _, names in told(again)] == ["who", "where"]
    assert asks_for_last_answers(again) == ("street",)


def test_chance_differs_between_answers_and_not_between_stores() -> None:
    items = (
        Item(CALCULATE, "arm", calculation="random()"),
        Item(CALCULATE, "code", calculation="uuid()"),
        Item(CALCULATE, CHANCE, preload=CHANCE),
    )
    form = compile_form(Definition("f", "", (), (), items))
    states = [FormState(form, NOW, surroundings={CHANCE: str(seed)}) for seed in range(50)]
    arms = [float(value(state, "arm")) for state in states]
    assert all(0 <= arm < 1 for arm in arms)
    assert min(arms) < 0.2
    assert max(arms) > 0.8
    assert len(set(arms)) == len({value(state, "code") for state in states}) == 50
    other = opened(states[7], NOWHERE)
    assert values(other) == values(states[7])
    assert values(opened(other, {CHANCE: "another"})) == values(states[7])


# Relevance that looks at what it decides of.


def test_a_group_that_looks_into_itself_finds_nothing_there() -> None:
    """ODK's engine (0.22) leaves such a group out too."""
    source = Item(CALCULATE, "source", calculation="once('user')")
    inside = (source, Item(TEXT, "t"))
    items = (
        Item(TEXT, "a"),
        Item(ItemType.GROUP, "seen", relevant="./source = 'user'", children=inside),
        Item(ItemType.GROUP, "kept", relevant="./source != 'user' and ${a} = 'x'", children=inside),
    )
    state = FormState(compile_form(Definition("f", "", (), (), items)), NOW)
    seen, kept = (state.root.children[name][0] for name in ("seen", "kept"))
    assert (seen.is_relevant, kept.is_relevant) == (False, False)
    for answer, expected in (("x", True), ("y", False), ("x", True)):
        state.answer("a", answer)
        assert (seen.is_relevant, kept.is_relevant) == (False, expected)
        again = opened(state, NOWHERE)
        assert again.root.children["kept"][0].is_relevant is expected


# A trigger.

TRIGGERED = Definition(
    "f",
    "",
    (),
    (),
    (
        Item(TEXT, "a"),
        Item(TEXT, "b"),
        Item(TEXT, "copy", trigger="a b", calculation="concat(${a}, '-', ${b})"),
        Item(CALCULATE, "when", trigger="a", calculation="now()"),
        Item(CALCULATE, "times", trigger="a", calculation="number(coalesce(${times}, 0)) + 1"),
        Item(CALCULATE, "follows", trigger="copy", calculation="string-length(${copy})"),
        Item(TEXT, "cleared", trigger="b"),
        Item(
            ItemType.REPEAT,
            "line",
            children=(
                Item(INTEGER, "n"),
                Item(INTEGER, "twice", trigger="n", calculation="${n} * 2"),
            ),
        ),
        Item(CALCULATE, "all", trigger="n", calculation="sum(${n})"),
    ),
)


def test_it_is_computed_when_the_question_is_answered_and_not_otherwise() -> None:
    state = FormState(compile_form(TRIGGERED), NOW)
    assert not any(values(state).values()), "opening a form is no answer"
    state.answer("a", "x")
    assert (value(state, "copy"), value(state, "times"), value(state, "follows")) == (
        "x-",
        "1",
        "2",
    )
    state.answer("copy", "mine")
    assert (value(state, "copy"), value(state, "follows")) == ("mine", "4")
    state.answer("a", "x")
    assert (value(state, "copy"), value(state, "times")) == ("mine", "1"), "the same answer"
    state.answer("a", "y")
    assert (value(state, "copy"), value(state, "times")) == ("y-", "2")
    state.answer("cleared", "typed")
    state.answer("b", "z")
    assert (value(state, "copy"), value(state, "cleared")) == ("y-z", "")
    assert opened(state, NOWHERE).root.children["when"][0].value == value(state, "when")


def test_it_is_computed_in_the_line_of_the_question() -> None:
    state = FormState(compile_form(TRIGGERED), NOW)
    for _ in range(2):
        state.add_instance(state.root, "line")
    state.answer("line[1]/n", "3")
    assert (values(state)["line[1]/twice"], values(state)["line[2]/twice"]) == ("6", "")
    state.answer("line[2]/n", "4")
    assert values(state)["all"] == "7"
    assert values(opened(state, NOWHERE)) == values(state)


def test_two_that_trigger_each_other_end() -> None:
    items = (
        Item(INTEGER, "a", trigger="b", calculation="${b} + 1"),
        Item(INTEGER, "b", trigger="a", calculation="${a} + 1"),
    )
    state = FormState(compile_form(Definition("f", "", (), (), items)), NOW)
    state.answer("a", "1")
    assert values(state) == {"a": "1", "b": "2"}


def test_answers_that_came_at_once_compute_what_is_missing() -> None:
    state = FormState(compile_form(TRIGGERED), NOW)
    root = state.root
    root.children["a"][0].value, root.children["copy"][0].value = "x", "carried"
    state = FormState(compile_form(TRIGGERED), NOW, root)
    state.all_answered()
    assert (value(state, "copy"), value(state, "follows"), value(state, "times")) == (
        *("carried", "7"),
        "1",
    )


# Choices that are answers.


def test_the_answers_in_the_lines_of_a_repeat_are_choices() -> None:
    people = Item(ItemType.REPEAT, "person", children=(Item(TEXT, "name"), Item(INTEGER, "age")))
    items = (
        people,
        Item(ItemType.SELECT_ONE, "head", choices="${name}"),
        Item(ItemType.SELECT_ONE, "adult", choices="${name}", choice_filter="${age} > 17"),
    )
    definition = Definition("f", "", (), (), items)
    form = compile_form(parse_definition(definition_text(definition)))
    state = FormState(form, NOW)
    head, adult = state.root.children["head"][0], state.root.children["adult"][0]
    for name, age in (("Ana", "30"), ("", "40"), ("Ben", "9"), ("Ana", "50")):
        node, _ = state.add_instance(state.root, "person")
        state.answer(f"{node.path}/name", name)
        changes = state.answer(f"{node.path}/age", age)
        assert adult in changes.checks
    assert state.choices(head) == [Choice("Ana"), Choice("Ben")]
    assert [choice.name for choice in state.choices(adult)] == ["Ana", ""]
    state.answer("head", "Ben")
    assert problems(state) == []
    changes = state.answer("person[3]/name", "Bo")
    assert head in changes.checks
    assert [problem.path for problem in problems(state)] == ["head"]
    assert answer_tables(state)[0].rows[0]["head"] == "Ben"
