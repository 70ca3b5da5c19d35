"""What expressions say of lists, and what it costs to filter a long one."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.questions.answer_exports import answer_tables
from rilo_desktop.questions.choice_rows import list_named, row_test, rows_of
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.consolidation import consolidated
from rilo_desktop.questions.definition import (
    LONG_LIST,
    Choice,
    Definition,
    Item,
    ItemType,
    check_definition,
    definition_text,
    parse_definition,
)
from rilo_desktop.questions.evaluation import _kept, evaluate
from rilo_desktop.questions.expressions import Filter, parse
from rilo_desktop.questions.form_errors import DefinitionError, ExpressionError
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.scope import Scope

NOW = datetime(2026, 11, 27, 10, 30)
TOWNS = tuple(
    Choice(name, (("", label),), (("region", region), ("people", people)))
    for name, label, region, people in (
        ("bo", "Bogotá", "an", "7"),
        ("ca", "Cali", "pa", "2"),
        ("me", "Medellín", "an", "2.5"),
        ("tu", "Tunja", "an", ""),
    )
)
REGIONS = (
    Choice("", (), (("code", "an"), ("name_fr", "Andes"))),
    Choice("", (), (("code", "pa"), ("name_fr", "Pacifique"))),
)


def form(*items: Item, towns: tuple[Choice, ...] = TOWNS) -> Definition:
    return Definition(
        *("f", "1", (("", "F"),), (), items),
        choices=(("towns", towns), ("regions", REGIONS)),
    )


def calculated(expression: str, **answers: str) -> str:
    items = [Item(ItemType.TEXT, name) for name in answers]
    made = compile_form(form(*items, Item(ItemType.CALCULATE, "it", calculation=expression)))
    state = FormState(made, NOW)
    for name, value in answers.items():
        state.answer(name, value)
    assert not state.failed
    return state.root.children["it"][0].value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("instance('towns')/root/item[name = ${q}]/label", "Cali"),
        ("instance('towns')/root/item[${q} = name]/region", "pa"),
        ("instance('towns')/root/item[name = current()/../q]/label", "Cali"),
        ("instance('towns')/root/item[name = /data/q]/label", "Cali"),
        ("count(instance('towns')/root/item)", "4"),
        ("count(instance('towns')/root/item[region = 'an'])", "3"),
        ("count(instance('towns')/root/item[region = 'an'][people > 2])", "2"),
        ("count(instance('towns')/root/item[region = 'an' and people > 2])", "2"),
        ("count(instance('towns')/root/item[people = 2])", "1"),
        ("count(instance('towns')/root/item[people = ''])", "1"),
        ("count(instance('towns')/root/item[name = 'bo' or name = 'me'])", "2"),
        ("count(instance('towns')/root/item[nothing = ''])", "4"),
        ("count(instance('towns')/root/item[not(region = 'an')])", "1"),
        ("sum(instance('towns')/root/item[people != '']/people)", "11.5"),
        ("max(instance('towns')/root/item[people != '']/people)", "7"),
        ("instance('towns')/root/item[2]/label", "Cali"),
        ("instance('towns')/root/item[position() = 3]/label", "Medellín"),
        ("instance('towns')/root/item[region = 'an'][2]/label", "Medellín"),
        ("instance('towns')/root/item[last()]/name", "tu"),
        ("instance('towns')/root/item[region='an' and position() > 1]/name", "me"),
        ("join(' ', instance('towns')/root/item[selected('bo tu', name)]/label)", "Bogotá Tunja"),
        ("join(' ', instance('towns')/root/item[contains(label, 'l')]/name)", "ca me"),
        ("join(' ', instance('towns')/root/item[starts-with(name, 'm')]/name)", "me"),
        ("join(' ', instance('towns')/*/item/name)", "bo ca me tu"),
        ("count(instance('towns')/root/item[name = 'bo']/*)", "4"),
        ("count(instance('towns')/data/item)", "0"),
        (
            "instance('regions')/root/item[code = "
            "instance('towns')/root/item[name = ${q}]/region]/name_fr",
            "Pacifique",
        ),
        (
            "count(instance('regions')/root/item[count(instance('towns')/root/item"
            "[region = 'pa']) = 1])",
            "2",
        ),
        ("pulldata('regions', 'name_fr', 'code', 'pa')", "Pacifique"),
        ("pulldata('regions.csv', concat('name', '_fr'), 'code', 'an')", "Andes"),
        ("pulldata('regions', 'name_fr', 'code', 'zz')", ""),
        ("pulldata('regions', 'nothing', 'code', 'an')", ""),
        ("pulldata('towns', 'label', 'name', ${q})", "Cali"),
    ],
)
def test_an_expression_looks_into_a_list(expression: str, expected: str) -> None:
    assert calculated(expression, q="ca") == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("instance('nothing')/root/item", "no list"),
        ("pulldata('nothing', 'a', 'b', 'c')", "no list"),
        ("instance(${q})/root/item", "names lists"),
        ("pulldata(${q}, 'a', 'b', 'c')", "names lists"),
        ("pulldata('towns', 'a', 'b')", "wrong number"),
        ("instance('towns')/root/item[name = ${r}]", "no question"),
    ],
)
def test_a_list_that_is_not_there_is_refused_with_the_form(expression: str, reason: str) -> None:
    items = (Item(ItemType.TEXT, "q"), Item(ItemType.CALCULATE, "it", calculation=expression))
    with pytest.raises((DefinitionError, ExpressionError), match=reason):
        compile_form(form(*items))


def test_a_question_in_a_predicate_computes_it_again() -> None:
    count = "count(instance('towns')/root/item[region = ${r} and starts-with(name, ${q})])"
    items = (
        *(Item(ItemType.TEXT, "r"), Item(ItemType.TEXT, "q")),
        Item(ItemType.CALCULATE, "n", calculation=count),
        Item(ItemType.TEXT, "why", relevant="instance('towns')/root/item[name = ${q}]/people > 5"),
    )
    state = FormState(compile_form(form(*items)), NOW)
    (n,), (why,) = state.root.children["n"], state.root.children["why"]
    state.answer("r", "an")
    assert (n.value, why.is_relevant) == ("3", False)
    changes = state.answer("q", "bo")
    assert (n.value, why.is_relevant) == ("1", True)
    assert {n, why} <= changes.values | changes.relevance


def test_a_question_in_a_repeat_looks_up_its_own_line() -> None:
    town = Item(ItemType.SELECT_ONE, "town", choices="towns")
    said = Item(
        *(ItemType.CALCULATE, "said"),
        calculation="instance('towns')/root/item[name = ${town}]/label",
    )
    line = Item(ItemType.REPEAT, "line", children=(town, said))
    state = FormState(compile_form(form(line)), NOW)
    for name in ("ca", "bo"):
        node, _ = state.add_instance(state.root, "line")
        state.answer_node(node.children["town"][0], name)
    assert [n.children["said"][0].value for n in state.root.children["line"]] == ["Cali", "Bogotá"]


_COLUMNS = st.sampled_from(["name", "label", "region", "people", "nothing"])
_FIXED = st.sampled_from(["'an'", "''", "'2'", "2", "2.50", "${q}", "../q", "true()", "/data/q"])
_COLUMN = st.one_of(
    _COLUMNS, st.builds(lambda c: f"translate({c}, 'ABCMT', 'abcmt')", _COLUMNS), st.just(".")
)
_COMPARED = st.builds(
    lambda left, op, right, turned: f"{right} {op} {left}" if turned else f"{left} {op} {right}",
    _COLUMN,
    st.sampled_from(["=", "!=", "<", ">="]),
    st.one_of(_FIXED, _COLUMN),
    st.booleans(),
)
_TEXTS = st.builds(
    lambda of, left, right: f"{of}({left}, {right})",
    st.sampled_from(["contains", "starts-with", "ends-with", "selected"]),
    *(_COLUMN, _FIXED),
)
_PREDICATES = st.recursive(
    st.one_of(_COMPARED, _TEXTS, st.sampled_from(["position() = 2", "2", "not(name = 'bo')"])),
    lambda inner: st.builds(
        lambda a, op, b: f"({a}) {op} ({b})", inner, st.sampled_from(["and", "or"]), inner
    ),
    max_leaves=4,
)


@given(_PREDICATES, st.sampled_from(["", "an", "2", "Cali", "x"]))
def test_a_filter_leaves_the_rows_that_walking_it_leaves(predicate: str, answer: str) -> None:
    predicate = predicate.replace("../q", "current()/../q")
    state = FormState(compile_form(form(Item(ItemType.TEXT, "q"), Item(ItemType.TEXT, "r"))), NOW)
    state.answer("q", answer)
    tree = state._paths
    scope = Scope(tree, state.root.children["r"][0], NOW)
    expression = parse(predicate)
    found = evaluate(Filter(rows_of("towns"), expression), scope)
    assert not isinstance(found, str | float | bool)
    plain = _kept(tree.rows("towns").nodes, expression, scope)
    assert [node.text for node in found] == [node.text for node in plain]


def test_the_paths_of_lists_are_known_by_their_names() -> None:
    assert list_named(rows_of("towns")) == "towns"
    assert list_named(parse("instance('towns')/root/item")) == "towns"
    assert list_named(parse("instance('towns')/root/*")) is None
    assert row_test(parse("region = name and contains(label, 'a')"), lambda _: "") is not None
    assert row_test(parse("count(region) = 1"), lambda _: "") is None


LONG = tuple(
    Choice(f"t{n}", (("", f"Town {n}"),), (("region", f"r{n % 50}"),)) for n in range(20_000)
)


def test_a_list_of_20_000_rows_is_filtered_with_little_work() -> None:
    lower = "translate(label, 'ABCT', 'abct')"
    items = (
        *(Item(ItemType.TEXT, "r"), Item(ItemType.TEXT, "q")),
        Item(ItemType.SELECT_ONE, "of", choices="towns", choice_filter="region = ${r}"),
        Item(
            *(ItemType.SELECT_ONE, "like"),
            choices="towns",
            choice_filter=f"contains({lower}, ${{q}})",
        ),
        Item(
            *(ItemType.CALCULATE, "pulled"),
            calculation="pulldata('towns', 'label', 'name', ${of})",
        ),
    )
    state = FormState(compile_form(form(*items, towns=LONG)), NOW)
    state.answer("r", "r7")
    state.answer("q", "town 1999")
    (of,), (like,) = state.root.children["of"], state.root.children["like"]
    assert len(state.choices(of)) == 400
    before = state.spent
    assert len(state.choices(of)) == 400
    assert state.spent - before < 1_000
    assert [one.name for one in state.choices(like)] == ["t1999", *(f"t1999{n}" for n in range(10))]
    assert state.spent - before < 10_000
    state.answer("of", "t57")
    assert state.root.children["pulled"][0].value == "Town 57"
    assert state.spent - before < 10_000
    assert not state.failed


@pytest.mark.parametrize(("count", "named"), [(LONG_LIST, LONG_LIST), (LONG_LIST + 1, 1)])
def test_of_a_long_list_only_what_was_chosen_is_counted_and_exported(
    count: int, named: int
) -> None:
    several = Item(ItemType.SELECT_MULTIPLE, "some", choices="towns")
    state = FormState(compile_form(form(several, towns=LONG[:count])), NOW)
    state.answer("some", "t3")
    (row,) = consolidated(state, [state])
    assert dict(row.counts)["t3"] == 1
    assert len(row.counts) == named
    (table,) = answer_tables(state)
    assert len([one for one in table.columns if one.startswith("some/")]) == named - (named == 1)


def test_what_a_list_may_be() -> None:
    one = Item(ItemType.SELECT_ONE, "one", choices="regions")
    with pytest.raises(DefinitionError, match="no name"):
        check_definition(form(one))
    many = tuple(Choice(str(n)) for n in range(100_001))
    with pytest.raises(DefinitionError, match="100000 choices"):
        check_definition(form(Item(ItemType.TEXT, "q"), towns=many))
    made = form(Item(ItemType.TEXT, "q"))
    assert parse_definition(definition_text(made)) == made
