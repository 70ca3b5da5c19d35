"""Answers that are counted and not named: what is left when they are taken away tells none of them.

The property below is the promise: whatever a form that is taken asks, the named answers say the
same with and without those that are not named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_forms import ANSWERS, definitions

from rilo_desktop.questions.anonymity import anonymous_counts, anonymous_paths, count_names
from rilo_desktop.questions.answer_lines import lines_of, read_lines
from rilo_desktop.questions.answer_tree import names_of
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.consolidation import consolidated
from rilo_desktop.questions.definition import (
    ANSWERED,
    Choice,
    Definition,
    Item,
    ItemType,
)
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import FormState, TooManyLines
from short_forms import FULL

NOW = datetime(2026, 11, 28)
YES_NO = (("yn", (Choice("yes"), Choice("no"))),)


def form(*items: Item) -> CompiledForm:
    return compile_form(Definition("f", "1", (("", "F"),), (), items, YES_NO))


def text(name: str, **values: str) -> Item:
    return Item(ItemType.TEXT, name, **values)  # type: ignore[arg-type]


def choice(name: str, **values: str) -> Item:
    return Item(ItemType.SELECT_ONE, name, choices="yn", **values)  # type: ignore[arg-type]


def state(of: CompiledForm, **answers: str) -> FormState:
    made = FormState(of, NOW)
    for path, value in answers.items():
        made.answer(path, value)
    return made


def without_anonymous(full: FormState) -> FormState:
    hidden = set(anonymous_paths(full))
    lines = [line for line in lines_of(full.root) if names_of(line.path) not in hidden]
    root, _ = read_lines(full.definition, lines)
    return FormState(full.form, NOW, root)


# What a form says


def test_a_form_says_it_of_all_offices_or_of_some() -> None:
    asked = form(choice("share"), text("always", anonymous="true()"),
                 text("asked", anonymous="${share} = 'no'"))  # fmt: skip
    made = state(asked)
    assert [*anonymous_paths(made)] == [("always",)]
    changes = made.answer("share", "no")
    assert [*anonymous_paths(made)] == [("always",), ("asked",)]
    assert made.root.children["asked"][0] in changes.checks, "the window says it at once"


def test_what_lies_in_a_group_or_repeat_is_as_they_are() -> None:
    for kind in (ItemType.GROUP, ItemType.REPEAT):
        inside = Item(kind, "part", anonymous="${share} = 'no'", children=(text("in"),))
        made = state(form(choice("share"), inside), share="no")
        assert ("part", "in") in set(anonymous_paths(made))
        made.answer("share", "yes")
        assert not set(anonymous_paths(made))


TELLING = [
    text("other", relevant="${secret} = 'yes'"),
    Item(ItemType.CALCULATE, "other", calculation="if(${secret} = 'yes', 1, 0)"),
    Item(ItemType.REPEAT, "other", repeat_count="if(${secret} = 'yes', 1, 0)",
         children=(text("line"),)),
    text("other", default="${secret}", default_is_computed=True),  # type: ignore[arg-type]
    Item(ItemType.SELECT_ONE, "other", choices="yn", choice_filter="name = ${secret}"),
    Item(ItemType.GROUP, "other", relevant="${secret} = 'yes'", children=(text("inside"),)),
    text("other", anonymous="${secret} = 'yes'"),
]  # fmt: skip


@pytest.mark.parametrize("telling", TELLING)
def test_what_would_tell_an_anonymous_answer_is_refused(telling: Item) -> None:
    secret = choice("secret", anonymous="true()")
    with pytest.raises(DefinitionError, match="anonymous, and this would tell") as refused:
        form(secret, telling)
    assert "other" in str(refused.value)
    if "secret" not in telling.anonymous:
        assert form(secret, replace(telling, anonymous="true()")), "where it is anonymous too"


def test_it_is_told_only_where_one_condition_covers_the_other() -> None:
    some = choice("secret", anonymous="${share} = 'no'")
    share = choice("share")
    with pytest.raises(DefinitionError):
        form(share, some, text("other", relevant="${secret} = 'yes'", anonymous="${share} = 'yes'"))
    both = {"relevant": "${secret} = 'yes'"}
    assert form(share, some, text("other", anonymous="${share} = 'no'", **both))
    assert form(share, some, text("other", anonymous="true()", **both))
    inside = (replace(some, anonymous=""), text("other", **both))
    assert form(share, Item(ItemType.GROUP, "part", anonymous="true()", children=inside))


def test_a_line_of_a_repeat_is_not_told_apart() -> None:
    repeat = Item(ItemType.REPEAT, "r", children=(text("q", anonymous="true()"),))
    with pytest.raises(DefinitionError, match="of the repeat, for all its lines"):
        form(repeat)


def test_a_condition_that_takes_too_much_work_hides_the_answer() -> None:
    many = "count(${r}[count(${r}[count(${r}) > 1]) > 1]) > 100000"
    repeat = Item(ItemType.REPEAT, "r", children=(text("q"),))
    made = FormState(form(repeat, text("asked", anonymous=many)), NOW)
    for _ in range(300):
        made.add_instance(made.root, "r")
    assert ("asked",) in set(anonymous_paths(made))


# What is counted


def test_counts_are_of_two_offices_at_least() -> None:
    asked = form(choice("secret", anonymous="true()"), text("words", anonymous="true()"))
    offices = [state(asked, secret=one, words="w") for one in ("yes", "yes", "no")]
    secret, words = consolidated(state(asked), offices)
    definition = asked.definition
    assert anonymous_counts(definition, secret) == {"secret": 3, "secret=yes": 2, "secret=no": 1}
    assert anonymous_counts(definition, words) == {"words": 3}, "words are not counted apart"
    (alone, _) = consolidated(state(asked), offices[:1])
    assert anonymous_counts(definition, alone) == {}
    scale = Item(ItemType.RANGE, "scale", start="1", end="3", step="1", anonymous="true()")
    other = form(scale)
    (row,) = consolidated(state(other), [state(other, scale=one) for one in ("2", "2.0", "3")])
    assert anonymous_counts(other.definition, row) == {"scale": 3, "scale=2": 2, "scale=3": 1}
    names = set(count_names(other.definition, row.path, row.item))
    assert names == {"scale", "scale=1", "scale=2", "scale=3"}


# The promise

CONDITIONS = st.sampled_from(["", "", "", "true()", "${n1} = '1'", "${n1} != ''", "${n2} > 1"])


def with_conditions(items: tuple[Item, ...], data: st.DataObject) -> Iterator[Item]:
    for item in items:
        inside = item.children  # of a repeat it is said of all its lines
        if item.type is ItemType.GROUP:
            inside = tuple(with_conditions(inside, data))
        yield replace(item, anonymous=data.draw(CONDITIONS), children=inside)


@settings(
    max_examples=1_000 if FULL else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much,
                           HealthCheck.data_too_large],
)  # fmt: skip
@given(definition=definitions(), data=st.data())
def test_named_answers_say_the_same_without_the_others(
    definition: Definition, data: st.DataObject
) -> None:
    asked = replace(definition, items=tuple(with_conditions(definition.items, data)))
    try:
        made = FormState(compile_form(asked), NOW)
    except DefinitionError:
        assume(False)
    for item in asked.items:
        if item.type is ItemType.REPEAT:
            with suppress(TooManyLines):
                made.add_instance(made.root, item.name)
    for node in list(made.root.questions()):
        if node.item is not None and node.item.type in ANSWERED:
            made.answer_node(node, data.draw(ANSWERS))
    hidden = set(anonymous_paths(made))
    assume(hidden)
    cut = without_anonymous(made)
    assert set(anonymous_paths(cut)) == hidden, "nobody is told apart by what is left"
    empty = FormState(made.form, NOW)
    for full, left in zip(consolidated(empty, [made]), consolidated(empty, [cut]), strict=True):
        if full.path not in hidden:
            assert full.cells == left.cells, full.path
            assert full.counts == left.counts
