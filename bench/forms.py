"""A form of 500 questions and 1,000 lines of a repeat: the time that an answer takes."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import datetime

from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.definition import Choice, Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState

from .measure import Line, milliseconds, seconds

QUESTIONS, LINES, ROUNDS = 500, 1_000, 11
GOAL = 0.050
"""Seconds from a key to what it changes."""
NOW = datetime(2026, 11, 27, 10, 30)


def run() -> list[Line]:
    definition = form()
    compiled = compile_form(definition)
    state = answered(compiled)
    middle = f"line[{LINES // 2}]"
    lines = [
        Line(
            "form: compile 500 questions", milliseconds(seconds(lambda: compile_form(definition)))
        ),
        Line("form: all computed anew", milliseconds(seconds(lambda: again(compiled, state)))),
        Line("form: all checks", milliseconds(seconds(lambda: problems(state)))),
    ]
    for what, path in {
        "a question of 500": "q100",
        "a question that the next ones wait for": "q0",
        "an answer of one line": f"{middle}/name",
        "an answer that changes all 1,000 lines": f"{middle}/amount",
    }.items():
        taken = statistics.median(_keys(state, path))
        lines.append(Line(f"form: {what}", milliseconds(taken), "50 ms", taken / GOAL, 1.0))
    return lines


def form() -> Definition:
    kind = ItemType
    questions = [Item(kind.INTEGER, "q0", required="true()")]
    questions += [
        Item(
            kind.INTEGER,
            f"q{n}",
            relevant=f"${{q{n - 1}}} != 3" if n % 5 else "",
            constraint=". >= 0 and . < 1000",
        )
        for n in range(1, QUESTIONS - 12)
    ]
    line = (
        Item(kind.TEXT, "name"),
        Item(kind.INTEGER, "amount", constraint=". <= ${q0} * 1000"),
        Item(kind.SELECT_ONE, "kind", choices="kinds"),
        Item(kind.INTEGER, "price", relevant="${kind} = 'a'"),
        Item(kind.CALCULATE, "value", calculation="${amount} * ${price}"),
        Item(kind.CALCULATE, "share", calculation="${amount} div ${total}"),
        Item(kind.TEXT, "why", relevant="${value} > 100"),
    )
    totals = (
        Item(kind.CALCULATE, "total", calculation="sum(${amount})"),
        Item(kind.CALCULATE, "all", calculation="sum(${value}) + ${q0}"),
    )
    items = (*questions, Item(kind.REPEAT, "line", children=line), *totals)
    return Definition("bench", "1", (), (), items, (("kinds", (Choice("a"), Choice("b"))),))


def answered(form: CompiledForm) -> FormState:
    state = FormState(form, NOW)
    for number in range(LINES):
        node, _ = state.add_instance(state.root, "line")
        for name, value in {"amount": str(number % 7), "kind": "a", "price": "3"}.items():
            node.children[name][0].value = value
    return again(form, state)


def again(form: CompiledForm, state: FormState) -> FormState:
    return FormState(form, NOW, state.root)


def _keys(state: FormState, path: str) -> list[float]:
    def key(value: str) -> Callable[[], object]:
        return lambda: state.answer(path, value)

    return [seconds(key(str(100 + n))) for n in range(ROUNDS)]
