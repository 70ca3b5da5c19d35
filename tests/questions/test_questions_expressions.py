"""Expressions: what is understood, what is refused by name, what it says, and what it may cost."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Choice, Definition, Item, ItemType
from rilo_desktop.questions.evaluation import evaluate
from rilo_desktop.questions.expressions import parse, parts
from rilo_desktop.questions.form_errors import DefinitionError, ExpressionError, PatternError
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.function_names import FUNCTIONS
from rilo_desktop.questions.functions import COMPUTED
from rilo_desktop.questions.regular_expressions import Pattern, compiled
from rilo_desktop.questions.scope import Scope, TooMuchWork, Work
from rilo_desktop.questions.values import to_text

NOW = datetime(2026, 11, 27, 10, 30)


def form(*items: Item, choices: Sequence[Choice] = ()) -> Definition:
    return Definition("f", "1", (("", "F"),), (), items, (("list", tuple(choices)),))


def computed(expression: str, answers: dict[str, str] | None = None) -> str:
    """The value of a calculation over text questions."""
    given_answers = answers or {}
    items = [Item(ItemType.TEXT, name) for name in given_answers]
    state = FormState(
        compile_form(form(*items, Item(ItemType.CALCULATE, "it", calculation=expression))), NOW
    )
    for name, value in given_answers.items():
        state.answer(name, value)
    return state.root.children["it"][0].value


SHAPE, LINE = "1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0", "4.6 -74.1;4.7 -74.2;4.8 -74"
BOGOTA, PARIS = "4.60971 -74.08175 0 0", "48.8566 2.3522 0 0"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("area(${shape})", "6193740819.58"),
        ("area(${line})", "185257578.45"),
        ("area('')", "0"),
        ("area('somewhere')", "0"),
        ("distance(${line})", "40540.25"),
        ("distance(${shape})", "380021.38"),
        ("distance(${here}, ${there})", "8640827.04"),
        ("distance(${here}, ${here})", "0"),
        ("distance(${here})", ""),
        ("geofence('1.2 1.5', ${shape})", "true"),
        ("geofence('1.8 1.5', ${shape})", "false"),
        ("geofence(${here}, ${shape})", "false"),
        ("geofence('', ${shape})", "false"),
        ("distance(${here}, 'somewhere')", ""),
    ],
)
def test_geometry_is_that_of_odk(expression: str, expected: str) -> None:
    """The numbers are those that @getodk/xforms-engine 0.22 computes, which has "" for none."""
    places = {"shape": SHAPE, "line": LINE, "here": BOGOTA, "there": PARIS}
    assert computed(expression, places) == expected


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [
        ("2025-01-15", "2026-01-14", "11"),
        ("2025-01-15", "2026-01-15", "12"),
        ("2020-01-31", "2020-02-29", "1"),
        ("2020-03-15", "2019-02-16", "-12"),
        ("2025-01-15T10:00", "2025-03-15", "2"),
        ("", "2025-03-15", ""),
        ("someday", "2025-03-15", ""),
    ],
)
def test_months_between_two_days_are_whole(first: str, second: str, months: str) -> None:
    assert computed("difference-in-months(${a}, ${b})", {"a": first, "b": second}) == months


def test_nothing_of_a_device_is_told() -> None:
    assert computed("concat(device-info(), duration(), '!')") == "!"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("- 2 - -3", "1"),
        ("7 mod 3", "1"),
        ("1 = 2 or.= '' and 2 > 1", "true"),
        ("1 = 1 and.= ''", "true"),
        ("-7 mod 3", "-1"),
        ("5 mod 0", ""),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", ""),
        ("1 div 3", "0.333333333333333"),
        ("0.1 + 0.2", "0.3"),
        ("'a' = 'a' and 2 > 1 or false()", "true"),
        ("'2' < '10'", "true"),
        ("'a' < 'b'", "false"),
        ("'' = 0", "false"),
        ("true() = 'x'", "true"),
        ("concat('a', 1, true())", "a1true"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3)", "llo"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring-before('1999/04', '/')", "1999"),
        ("substring-after('1999/04', '/')", "04"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a  b ')", "a b"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1234.567, 2)", "1234.57"),
        ("round(1234.567, -2)", "1200"),
        ("int(-2.7)", "-2"),
        ("floor(-2.7)", "-3"),
        ("ceiling(-2.7)", "-2"),
        ("number('1e3')", "1000"),
        ("number('x')", ""),
        ("number(true())", "1"),
        ("pow(2, 10)", "1024"),
        ("min(3, 1, 2)", "1"),
        ("max('x', 1)", ""),
        ("selected('a b', 'b')", "true"),
        ("selected('ab', 'b')", "false"),
        ("selected-at('a b', 1)", "b"),
        ("selected-at('a b', 5)", ""),
        ("count-selected('a b c')", "3"),
        ("coalesce('', 'x')", "x"),
        ("if(1 > 2, 'yes', 'no')", "no"),
        ("boolean('')", "false"),
        ("boolean-from-string('1')", "true"),
        ("today()", "2026-11-27"),
        ("now()", "2026-11-27T10:30:00.000"),
        ("date('2026-01-31') + 1", "20485"),
        ("date(20485)", "2026-02-01"),
        ("date-time(20485)", "2026-02-01"),
        ("date-time(20485.5)", "2026-02-01T12:00:00.000+00:00"),
        ("date-time('20485')", "2026-02-01"),
        ("date-time('1e300')", ""),
        ("date-time('x')", ""),
        ("date('2026-02-01') > date('2026-01-31')", "true"),
        ("format-date('2026-02-01', '%e.%n.%Y %a %b %%')", "1.2.2026 Sun Feb %"),
        ("format-date('nothing', '%Y')", ""),
        ("decimal-time('12:00')", "0.5"),
        ("regex('AP-12', '[A-Z]{2}-[0-9]+')", "true"),
        ("regex('AP-12 ', '[A-Z]{2}-[0-9]+')", "false"),
        ("string-length('äß')", "2"),
        ("contains('abc', 'bc')", "true"),
        ("starts-with('abc', 'bc')", "false"),
        ("ends-with('abc', 'bc')", "true"),
        ("join('-', 1, 2)", "1-2"),
        ("checklist(-1, 2, true(), true(), false())", "true"),
        ("weighted-checklist(3, -1, true(), 2, true(), 1)", "true"),
        ("not(1)", "false"),
        ("pi() > 3.14 and pi() < 3.15", "true"),
        ("abs(-2)", "2"),
        ("sqrt(-1)", ""),
        ("log10(1000)", "3"),
        ("jr:choice-name('x', '${it2}')", "x"),
    ],
)
def test_what_an_expression_says(expression: str, expected: str) -> None:
    assert computed(expression.replace("${it2}", "${a}"), {"a": ""}) == expected


def test_a_question_that_is_empty_compares_as_nothing() -> None:
    assert computed("${a} = ''", {"a": ""}) == "true"
    assert computed("${a} > 0", {"a": ""}) == "false"
    assert computed("${a} != 1", {"a": ""}) == "true"


def test_every_named_function_is_there() -> None:
    own = {"if", "indexed-repeat", "choice-name", "instance", "pulldata"}
    assert {*COMPUTED, *own} == set(FUNCTIONS)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("", "ends too early"),
        ("1 +", "ends too early"),
        ("(1", "“)” is missing at the end"),
        ("1 2", "“2” is not understood"),
        ("'open", "is not understood"),
        ("nothing(1)", "function nothing() is not known"),
        ("randomize(.)", "function randomize() is not known"),
        ("if(1, 2)", "wrong number of arguments"),
        ("indexed-repeat(1, 2, 3)", "takes names of questions"),
        ("a/@b", "attributes (@) are not known"),
        ("child::a", "axis child:: is not known"),
        ("//a", "not understood"),
        ("(" * 60 + "1" + ")" * 60, "nested too deeply"),
        ("1" + " + 1" * 300, "too many parts"),
        ("." + "/.." * 300, "too many parts"),
        ("a" + "[1]" * 300, "too many parts"),
        ("1 " * 6_000, "longer than"),
        ("{}", "is not understood"),
    ],
)
def test_what_is_not_understood_is_named(expression: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(said)):
        parse(expression)


_PIECES = st.sampled_from(
    [
        *(
            "1",
            ".5",
            "'a'",
            '"b"',
            "${a}",
            "${",
            "}",
            "(",
            ")",
            "[",
            "]",
            "/",
            "//",
            "..",
            ".",
            "*",
        ),
        *("+", "-", "div", "mod", "and", "or", "=", "!=", "<", "|", ",", "::", "@", "a", "jr:b"),
        *(" ", "concat(", "if(", "count(", "current()", "not(", "\n", "é", "\x00", "$", "'"),
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60))
@example("-" * 3_000)
@example("(" * 9_000)
@example("a[" * 4_000)
@example("concat(" * 1_400)
def test_no_text_is_more_than_an_error_of_expressions(text: str) -> None:
    try:
        expression = parse(text)
    except ExpressionError:
        return
    assert list(parts(expression))


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_what_is_parsed_can_be_evaluated_or_is_refused_with_the_form(text: str) -> None:
    item = Item(ItemType.CALCULATE, "it", calculation=text)
    group = Item(ItemType.REPEAT, "b", children=(Item(ItemType.TEXT, "c"),))
    try:
        made = compile_form(form(Item(ItemType.TEXT, "a", default="1"), group, item))
    except DefinitionError:
        return
    state = FormState(made, NOW)
    state.add_instance(state.root, "b")
    assert isinstance(state.root.children["it"][0].value, str)


# Paths, repeats, predicates.


def _lines() -> FormState:
    amount, kind = Item(ItemType.INTEGER, "amount"), Item(ItemType.TEXT, "kind")
    inside = Item(ItemType.CALCULATE, "inside", calculation="${amount} * 2 + position(..)")
    others = Item(
        ItemType.CALCULATE, "same", calculation="count(../../line[kind = current()/../kind])"
    )
    return FormState(
        compile_form(
            form(
                Item(ItemType.REPEAT, "line", children=(amount, kind, inside, others)),
                *(
                    Item(ItemType.CALCULATE, name, calculation=source)
                    for name, source in {
                        "total": "sum(${amount})",
                        "large": "count(${line}[amount > 1])",
                        "own": "count(${line}[${amount} > 1])",
                        "third": "indexed-repeat(${amount}, ${line}, 3)",
                        "path": "/data/line[2]/amount",
                        "last": "${line}[last()]/amount",
                        "star": "count(/data/line/*)",
                        "union": "count(${amount} | ${amount} | ${kind})",
                        "any": "${amount} = 3",
                    }.items()
                ),
            )
        ),
        NOW,
    )


def test_paths_lead_through_repeats() -> None:
    state = _lines()
    for amount, kind in (("1", "x"), ("2", "y"), ("3", "x")):
        node, _ = state.add_instance(state.root, "line")
        state.answer_node(node.children["amount"][0], amount)
        state.answer_node(node.children["kind"][0], kind)
    said = {node.path: node.value for node in state.root.questions()}
    assert [said[f"line[{n}]/inside"] for n in (1, 2, 3)] == ["3", "6", "9"]
    assert [said[f"line[{n}]/same"] for n in (1, 2, 3)] == ["2", "1", "2"]
    assert {name: said[name] for name in ("total", "large", "own", "third", "path")} == {
        "total": "6",
        "large": "2",
        "own": "2",
        "third": "3",
        "path": "2",
    }
    assert (said["last"], said["star"], said["union"], said["any"]) == ("3", "12", "6", "true")
    state.remove_instance(state.root.children["line"][0])
    assert state.root.children["total"][0].value == "5"
    assert state.root.children["third"][0].value == ""
    assert state.root.children["line"][0].children["inside"][0].value == "5"


def test_a_choice_filter_in_a_repeat_asks_its_own_line() -> None:
    country = Item(ItemType.TEXT, "country")
    town = Item(ItemType.SELECT_ONE, "town", choices="list", choice_filter="in = ${country}")
    choices = [Choice("seoul", columns=(("in", "kr"),)), Choice("cologne", columns=(("in", "de"),))]
    state = FormState(
        compile_form(
            form(Item(ItemType.REPEAT, "line", children=(country, town)), choices=choices)
        ),
        NOW,
    )
    for code in ("kr", "de"):
        node, _ = state.add_instance(state.root, "line")
        state.answer_node(node.children["country"][0], code)
    offered = [
        [choice.name for choice in state.choices(line.children["town"][0])]
        for line in state.root.children["line"]
    ]
    assert offered == [["seoul"], ["cologne"]]


# What it may cost.


def test_work_is_counted() -> None:
    state = _lines()
    for _ in range(1_000):
        state._add(state.root, "line")
    scope = Scope(state._paths, state.root, NOW)
    quadratic = parse("count(${line}[count(${line}[amount = 1]) > 0])")
    with pytest.raises(TooMuchWork):
        evaluate(quadratic, scope)
    with pytest.raises(TooMuchWork):
        evaluate(parse("${amount} = ${amount}"), Scope(state._paths, state.root, NOW))


def test_what_takes_too_long_is_a_problem_and_no_wait() -> None:
    from rilo_desktop.questions.checks import problems

    wanted = "count(/data/line[count(/data/line[amount = 1]) > 0]) = 0"
    line = Item(
        ItemType.REPEAT,
        "line",
        repeat_count="1000",
        children=(Item(ItemType.INTEGER, "amount", constraint=wanted, default="1"),),
    )
    state = FormState(compile_form(form(line)), NOW)
    assert len(state.root.children["line"]) == 1_000
    before = state.spent
    found = problems(state)
    assert found
    assert state.spent - before <= 700_000 + 400_000  # about a second, and the last evaluation
    assert all("takes too long" in problem.message for problem in found if problem.rule)


def test_a_text_does_not_grow_without_end() -> None:
    items = [Item(ItemType.TEXT, "q0")]
    items += [
        Item(ItemType.CALCULATE, f"q{n}", calculation=f"concat(${{q{n - 1}}}, ${{q{n - 1}}})")
        for n in range(1, 60)
    ]
    state = FormState(compile_form(form(*items)), NOW)
    state.answer("q0", "text")
    lengths = [len(node.value) for node in state.root.questions()]
    assert max(lengths) == 4 * 2**12
    assert lengths[20:] == [0] * 40


def test_a_calculation_of_its_own_answer_ends() -> None:
    items = [Item(ItemType.INTEGER, "a"), Item(ItemType.CALCULATE, "b", calculation=". + ${a}")]
    state = FormState(compile_form(form(*items)), NOW)
    state.answer("a", "1")
    assert state.root.children["b"][0].value == ""


# Regular expressions.

_SAFE = st.recursive(
    st.sampled_from(
        [
            *("a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", "ab", r"\.", "é", "[a-c0-3]"),
            *(r"\b", "(?=a)", "(?!b.)", "(?=.*c)", "(?<=a)", "(?<!b)", "^", r"(?!.*0\Z)"),
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.tuples(inner, inner).map("|".join).map("({})".format),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=8,
)


@given(_SAFE, st.text(alphabet="abc0.é\n ", max_size=8))
def test_patterns_match_as_in_python(pattern: str, text: str) -> None:
    assert compiled(pattern).matches(text) is bool(re.fullmatch(pattern, text))


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        (r"^([\w-\.]+)@([\w-]+\.)+[\w-]{2,4}$", "first-name.last@post-office.example", False),
        (r"^([\w-\.]+)@([\w-]+\.)+[\w-]{2,7}$", "first-name.last@post-office.example", True),
        (r"[\w-\.]+", "a-b.c", True),
        (r"[\d-\s]+", "1-2 3", True),
        (r"[+-\d]+", "+1-2", True),
        (r"[\\w-z]", "x", True),
        (r"[\\w-z]", "-", False),
        (r"(?=.*\d)(?=.*[A-Z]).{4,}", "abC1", True),
        (r"(?=.*\d)(?=.*[A-Z]).{4,}", "abc1", False),
        (r"^(?!000)\d{6}$", "000123", False),
        (r"\bcat\b.*", "cat, dog", True),
        (r"\bcat\b.*", "category", False),
        (r"a\Bb", "ab", True),
        (r"^[a-zA-Z0-9. _-éáíóãõúçâê]{1,25}$", "São João", True),
        (r"^[a-zA-Z0-9]{3}[-][0-9]{2}[-|\w]{1}[0-9]{4,7}$", "ab1-12|12345", True),
        (r"[(LEB)|(leb)|(0-9)]{3}\-[0-9]{2}[c|C][0-9]{5}", "LEB-12C12345", True),
        (r"[0-9a-zA-z]+", "a_b", True),
    ],
)
def test_patterns_as_forms_write_them(pattern: str, text: str, is_match: bool) -> None:
    """ODK: `new RegExp(pattern).test(text)` says the same of each between ^ and $."""
    assert compiled(pattern).matches(text) is is_match


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"(a)\1", "refers back"),
        (r"(?<=a*)b", "looks back"),
        (r"[\w-", r"the pattern “[\w-” is not understood"),
    ],
)
def test_what_is_not_understood_is_named_as_it_is_written(pattern: str, said: str) -> None:
    with pytest.raises(PatternError) as caught:
        compiled(pattern)
    assert said in str(caught.value)


@given(st.text(alphabet="ab(){}[]|*+?.^$\\-0129,:=!<P", max_size=30))
@example("(" * 900 + "a" + ")" * 900)
@example("(){4000000000,}")
@example("((){5000}){5000}")
@example("(((){5000}){5000}){5000}")
@example("((a{1000}){1000}){1000}")
@example("(a|b|ab)*" * 400)
def test_any_pattern_is_taken_or_refused(text: str) -> None:
    with contextlib.suppress(PatternError):
        Pattern(text).matches("ab")


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*a){20}b", "([a-z]+)*1", "(?=(a+)+b)a*"]
)
def test_a_pattern_that_explodes_elsewhere_takes_few_steps(pattern: str) -> None:
    steps = 0

    def spend(amount: int) -> None:
        nonlocal steps
        steps += amount

    assert not compiled(pattern).matches("a" * 2_000, spend)
    assert steps < 2_000 * 40


def test_a_large_pattern_over_a_long_answer_is_counted() -> None:
    assert computed("regex(${a}, '(a|b|ab){900}')", {"a": "ab" * 4_000}) in ("", "false")
    with pytest.raises(TooMuchWork):
        Pattern("(a?){2000}").matches("a" * 9_000, Work().take)


def test_numbers_are_written_as_xpath_writes_them() -> None:
    numbers: dict[Any, str] = {
        0.0: "0", 1e14: "100000000000000", 0.5: "0.5", 1e-7: "0.0000001",
        math.inf: "Infinity", -1.25: "-1.25",
    }  # fmt: skip
    assert {number: to_text(number) for number in numbers} == numbers
