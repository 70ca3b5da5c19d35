"""A form of 500 questions and 1,000 lines of a repeat: the time that an answer takes.

And one of 800 questions with ten repeats in the window: opened, typed in, gone through.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rilo_desktop.questions.answer_lines import lines_of
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.definition import Choice, Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.records import QuestionAnswer
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records import forms, record

from .measure import Line, milliseconds, seconds
from .screen import screen

QUESTIONS, LINES, ROUNDS = 500, 1_000, 11
GOAL = 0.050
"""Seconds from a key to what it changes."""
NOW = datetime(2026, 11, 27, 10, 30)
IN_REPEATS, REPEATS = 40, 10
"""Of the 800 questions of the form in the window: so many in each of so many repeats."""
OPEN = 1.0
"""Seconds from the choice of the answers to the first question."""
WINDOWS = 3
PASSPHRASE = "a passphrase for the bench, nothing secret"
TYPES = ("integer", "text", "select_one few", "date", "select_one many", "decimal")


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
    return [*lines, *_in_the_window()]


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


def _in_the_window() -> Iterator[Line]:
    """Medians of several windows; in parentheses and beside the goals what the processor computed,
    which a machine that others slow says too.
    """
    with tempfile.TemporaryDirectory() as name, screen() as shown:
        folder = Path(name)
        _answered_long_form(folder)
        environment = os.environ | shown | {"RILO_PASSPHRASE": PASSPHRASE}
        paths = ["all/q0", "all/q198", "all/r4[1]/r4_0", "all/r9[1]/r9_36"]
        command = [sys.executable, "-m", "bench.windows.form", str(folder / "office"), *paths]
        runs = [_run(command, environment) for _ in range(WINDOWS)]
    found = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
    rows = f"{found['rows']:.0f} rows in one part"
    opened, computed = found["open"], found["open_cpu"]
    said = f"{opened * 1000:.0f} ms (computed {computed * 1000:.0f})"
    yield Line(f"form: {rows} opened in the window", said, "1 s", computed / OPEN, 1.0)
    for when, what in (("early", "while rows are made"), ("late", "when all are made")):
        took, computed = found[f"key_{when}"], found[f"key_{when}_cpu"]
        said = f"{took:.0f} ms (computed {computed:.0f})"
        yield Line(f"  key to painted {what}", said, "50 ms", computed / GOAL / 1000, 1.0)
    said = f"{found['made']:.0f} s (computed {found['made_cpu']:.0f})"
    yield Line("  all rows made in the background", said)
    yield Line(f"  each of {found['tabs']:.0f} Tabs", f"computed {found['tab_cpu']:.1f} ms")
    yield Line("  memory", f"{found['memory']:.0f} MB")


def _run(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode or not done.stdout:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _answered_long_form(folder: Path) -> None:
    """An office with answers to it: one line in each repeat, half of the questions answered."""
    path = folder / "long.md"
    path.write_text(_long_form(), "utf-8")
    with make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session as session:
        added = forms.add(session, path)
        state = FormState(forms.compiled(added.form), NOW)
        for at in range(REPEATS):
            state.add_instance(state.root.children["all"][0], f"r{at}")
        for node in state.root.questions():
            if node.item is not None and node.item.type.value in ("integer", "decimal"):
                state.answer_node(node, "12")
        answers = tuple(
            QuestionAnswer(path=one.path, value=one.value or None, state=one.state.value)
            for one in lines_of(state.root)
        )
        made = forms.answers_of(session, added.form, "2025").record
        record.save(session, replace(made, answers=answers))


def _long_form() -> str:
    rows = [
        "begin_group | all | A. All of it | | |",
        *_questions("q", 800 - IN_REPEATS * REPEATS),
    ]
    for at in range(REPEATS):
        rows += [
            f"begin_repeat | r{at} | Line {at} | | |",
            *_questions(f"r{at}_", IN_REPEATS),
            f"calculate | r{at}_c | | | | ${{r{at}_0}} * 2",
            "end_repeat | | | | |",
            f"calculate | sum{at} | | | | sum(${{r{at}_c}})",
        ]
    rows += ["note | total | In all ${sum0} | | |", "end_group | | | | |"]
    lists = [f"many | m{n} | Choice number {n}" for n in range(30)]
    lists += ["few | yes | Yes", "few | no | No"]
    return "\n".join(
        [
            "| survey |",
            "| | type | name | label | hint | relevant | calculation |",
            *(f"| | {row} |" for row in rows),
            "| choices |",
            "| | list_name | name | label |",
            *(f"| | {row} |" for row in lists),
            "| settings |",
            "| | form_id | form_title | version |",
            "| | long | A long form | 1 |",
            "",
        ]
    )


def _questions(name: str, count: int) -> Iterator[str]:
    for n in range(count):
        label = f"Question {n} of {name}, as long as the questions of such forms mostly are?"
        hint = "What the office has written down of it." if n % 3 == 0 else ""
        relevant = f"${{{name}{n - 6}}} != 3" if n % 12 == 6 else ""
        yield f"{TYPES[n % len(TYPES)]} | {name}{n} | {label} | {hint} | {relevant} |"
