"""A definition is one JSON text, and whatever else stands there is one error with its place."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from random_forms import definitions

from rilo_desktop.questions.answer_lines import AnswerLine, lines_of, read_lines
from rilo_desktop.questions.answer_tree import MOST_INSTANCES, AnswerState
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import (
    Choice,
    Definition,
    Item,
    ItemType,
    Omission,
    RecordQuery,
    definition_text,
    parse_definition,
    text_in,
)
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import FormState, TooManyLines
from rilo_desktop.questions.languages import language_code
from rilo_desktop.questions.problems import Rule

NOW = datetime(2026, 11, 27)


def form(*items: Item) -> Definition:
    return Definition("f", "1", (("", "F"),), (), items)


@given(definitions())
def test_the_text_gives_the_same_definition(definition: Definition) -> None:
    text = definition_text(definition)
    assert parse_definition(text) == definition
    assert definition_text(parse_definition(text)) == text


def test_every_field_is_written_and_read() -> None:
    words = (("English (en)", "a"), ("العربية (ar)", "ب"))
    item = Item(
        *(ItemType.RANGE, "n", 7, words, words, "1", words, "1", ". > 1", words, "1 + 1"),
        trigger="other",
        preload="username",
        default="2",
        default_is_computed=True,
        read_only="0",
        choices="list",
        choice_filter="of = 1",
        repeat_count="1",
        appearance="multiline",
        start="1",
        end="9",
        step="2",
        records=RecordQuery("case-study", "a=b", 3, "members.count", "amber"),
        anonymous="true()",
    )
    definition = Definition(
        *("f", "2", words, ("English (en)",), (item,)),
        (("list", (Choice("a", words, (("of", "1"),)),)),),
        "root",
        (Omission(3, "x", "audio", True, True),),
        (Omission(4, "y", "appearance w1"),),
    )
    assert {field.name for field in dataclasses.fields(Item)} - set(
        json.loads(definition_text(definition))["items"][0]
    ) == {"children"}
    assert parse_definition(definition_text(definition)) == definition


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([f.name for c in (Definition, Item) for f in dataclasses.fields(c)]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
@example({"form_id": "x", "items": [{"type": "text", "name": "a", "row": float("inf")}]})
@example({"form_id": "x", "items": [{"type": "text", "name": "a", "label": [["", "\ud800"]]}]})
@example({"form_id": "x", "items": [{"type": "text", "name": "a", "records": {"most": "9"}}]})
@example({"form_id": "x", "items": [{"type": "text", "name": "a", "default_is_computed": 2}]})
@example({"form_id": "x", "left_out": [{"row": "1", "name": 2, "feature": []}]})
@example({"form_id": "x", "items": {"type": "text"}})
@example({"form_id": "x", "choices": [["a", [{"name": "x", "columns": [["a", 1]]}]]]})
def test_other_json_is_a_definition_or_an_error(data: Any) -> None:
    try:
        definition = parse_definition(json.dumps(data))
    except DefinitionError:
        return
    assert parse_definition(definition_text(definition)) == definition


@pytest.mark.parametrize("items", [{}, {"items": []}])
def test_a_form_that_asks_nothing_is_refused(items: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match="no questions"):
        parse_definition(json.dumps({"form_id": "x", **items}))


@pytest.mark.parametrize("text", ["", "nothing", "[" * 100_000, "[]", "7", '{"form_id":"x"'])
def test_what_is_no_json_is_one_too(text: str) -> None:
    with pytest.raises(DefinitionError):
        parse_definition(text)


@given(st.data())
def test_one_thing_changed_is_a_definition_or_an_error(data: st.DataObject) -> None:
    """Nothing but DefinitionError comes out of a definition that somebody wrote into."""
    tree = json.loads(definition_text(data.draw(definitions())))
    node: Any = tree
    while isinstance(node, (dict, list)) and node:
        key = data.draw(
            st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node)))
        )
        if not isinstance(node[key], (dict, list)) or data.draw(st.integers(0, 3)) == 0:
            node[key] = data.draw(_JSON)
            break
        node = node[key]
    with contextlib.suppress(DefinitionError):
        compile_form(parse_definition(json.dumps(tree)))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            (Item(ItemType.TEXT, "a"), Item(ItemType.TEXT, "a", 9)),
            "row 9, a: the name “a” is",
        ),
        ((Item(ItemType.SELECT_ONE, "a", 3, choices="x"),), "row 3, a: there is no list"),
        ((Item(ItemType.TEXT, "a/b", 3),), "the name is not usable"),
        ((Item(ItemType.TEXT, "a", children=(Item(ItemType.TEXT, "b"),)),), "only groups"),
        (tuple(Item(ItemType.TEXT, f"q{n}") for n in range(5_001)), "more than 5000 questions"),
    ],
)
def test_what_holds_for_every_form(items: tuple[Item, ...], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        parse_definition(definition_text(form(*items)))


def test_groups_lie_at_most_twenty_deep() -> None:
    item = Item(ItemType.TEXT, "a")
    for number in range(25):
        item = Item(ItemType.GROUP, f"g{number}", children=(item,))
    with pytest.raises(DefinitionError, match="too deeply"):
        parse_definition(definition_text(form(item)))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            (Item(ItemType.CALCULATE, "a", 2, calculation="${a} + 1"),),
            "row 2, a: these depend on one another in a circle: a",
        ),
        (
            (
                Item(ItemType.CALCULATE, "a", 2, calculation="${b}"),
                Item(ItemType.INTEGER, "b", 3, relevant="${a} > 1"),
            ),
            "row 2, a: these depend on one another in a circle: [ab], [ab]",
        ),
        (
            (
                Item(
                    ItemType.REPEAT,
                    "r",
                    2,
                    repeat_count="sum(${x})",
                    children=(Item(ItemType.INTEGER, "x", 3),),
                ),
            ),
            "in a circle",
        ),
        ((Item(ItemType.TEXT, "a", 2, relevant=". = 1"),), "row 2, a, relevant: this looks at its"),
        ((Item(ItemType.TEXT, "a", 2, label=(("", "${b}"),)),), "row 2, a, label: there is no"),
        (
            tuple(Item(ItemType.CALCULATE, f"q{n}", calculation="/data/*") for n in range(900)),
            "lead to too many",
        ),
    ],
)
def test_forms_that_cannot_be_computed_are_refused(items: tuple[Item, ...], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        compile_form(form(*items))


def test_a_repeat_of_a_million_is_bounded_and_said() -> None:
    line = Item(ItemType.REPEAT, "line", repeat_count="${n}", children=(Item(ItemType.TEXT, "a"),))
    state = FormState(compile_form(form(Item(ItemType.INTEGER, "n"), line)), NOW)
    state.answer("n", "1000000")
    assert len(state.root.children["line"]) == MOST_INSTANCES
    (problem,) = [each for each in problems(state) if each.rule is Rule.REPEAT_COUNT]
    assert problem.values == {"wanted": 1_000_000, "count": MOST_INSTANCES}
    with pytest.raises(TooManyLines):
        state.add_instance(state.root, "line")
    state.answer("n", "0")
    assert state.root.children["line"] == []


def test_repeats_within_repeats_stay_within_all_answers() -> None:
    inner = Item(ItemType.REPEAT, "in", repeat_count="5000", children=(Item(ItemType.TEXT, "a"),))
    state = FormState(
        compile_form(form(Item(ItemType.REPEAT, "out", repeat_count="50", children=(inner,)))), NOW
    )
    assert sum(1 for _ in state.root.walk()) <= 100_000
    assert [each for each in problems(state) if each.rule is Rule.REPEAT_COUNT]


def test_lines_that_do_not_fit_are_given_back() -> None:
    definition = form(
        Item(ItemType.TEXT, "a"),
        Item(ItemType.REPEAT, "r", children=(Item(ItemType.TEXT, "b"),)),
    )
    answered = AnswerState.ANSWERED
    kept = [AnswerLine("a", "x", answered), AnswerLine("r[2]/b", "y", answered)]
    strange = [
        AnswerLine(path, "z", answered)
        for path in ("gone", "a/b", "a[1]", "r/b", "r[0]/b", "r[9999999]/b", "r[6000]", "", "r[1]")
    ]
    root, left = read_lines(definition, [*kept, *strange])
    assert left == strange
    assert lines_of(root) == [kept[0], AnswerLine("r[1]", "", answered), kept[1]]


def test_a_text_is_found_by_the_code_of_its_language() -> None:
    texts = (("English (en)", "host"), ("Français (fr)", "hôte"))
    assert (text_in(texts, "fr"), text_in(texts, "Français (fr)")) == ("hôte", "hôte")
    assert (text_in(texts, "ar"), text_in((), "fr")) == ("host", "")


@pytest.mark.parametrize(
    ("kind", "constraint", "answer", "said"),
    [
        (ItemType.INTEGER, ". >= 1 and . <= 99", "700", ("{least} to {most}", "1", "99")),
        (ItemType.INTEGER, ". > 0 and 100 > .", "0", ("{least} to {most}", "1", "99")),
        (ItemType.INTEGER, ". >= 1 and . >= 5 and . <= 9", "4", ("{least} to {most}", "5", "9")),
        (ItemType.DECIMAL, ". <= 2.5", "3", ("{most} or less", "None", "2.5")),
        (ItemType.DECIMAL, ". >= -10", "-10.5", ("{least} or more", "-10", "None")),
        (ItemType.DECIMAL, ". > 0", "0", ("does not allow", None, None)),
        (ItemType.INTEGER, ". <= 5 or . >= 9", "7", ("does not allow", None, None)),
        (ItemType.TEXT, ". <= 5", "7", ("does not allow", None, None)),
    ],
)
def test_a_constraint_without_words_says_its_bounds(
    kind: ItemType, constraint: str, answer: str, said: tuple[str, str | None, str | None]
) -> None:
    state = FormState(compile_form(form(Item(kind, "n", constraint=constraint))), NOW)
    state.answer("n", answer)
    (problem,) = problems(state)
    assert said[0] in problem.message
    assert (problem.values.get("least"), problem.values.get("most")) == said[1:]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(("French", "fr"), ("Français (fr)", "fr"), ("fr", "fr"), ("français", "fr")),
        *(("English(EN)", "en"), ("ENGLISH", "en"), ("English (eng)", "en"), ("en-GB", "en")),
        *(("Arabic", "ar"), ("العربية", "ar"), ("Swahili (sw)", "sw"), ("Kiswahili", "sw")),
        *(("Kurdish (Sorani)", "ku"), ("Sorani", "ckb"), ("Dari", "fa"), ("Inglés", "en")),
        *(("Uzbek (Latin)", "uz"), ("Questions (English)", "en"), ("Chinese (Han)", "zh")),
        *(
            ("French (France)", "fr"),
            ("Português (pt-BR)", "pt"),
            ("Русский", "ru"),
            ("pt_BR", "pt"),
            ("pt-BR", "pt"),
        ),
        *(("default", "default"), ("Ours", "Ours"), ("Ours (qx)", "qx"), ("", ""), ("(", "(")),
    ],
)
def test_the_code_of_a_language(said: str, code: str) -> None:
    assert language_code(said) == code


def test_the_language_of_a_form_is_the_first_one_wanted_that_it_has() -> None:
    item = Item(ItemType.TEXT, "a", label=(("Español", "a"), ("Kurdish (Sorani)", "b")))
    form = Definition("f", "", (), ("Español", "Kurdish (Sorani)", "Kurdish (Kurmanji)"), (item,))
    assert form.language("fr", "ku") == "Kurdish (Sorani)"
    assert form.language("Kurdish (Kurmanji)", "es") == "Kurdish (Kurmanji)"
    assert form.language("fr", "") == "Español"
    assert text_in(item.label, form.language("Kurdish (Kurmanji)")) == "a", "not translated"
    assert text_in((("Español", "a"), ("ku", "")), "ku") == "a", "translated by nothing"
