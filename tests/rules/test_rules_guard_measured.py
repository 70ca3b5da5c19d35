"""What the guard finds of the sentences in tests/fixtures/guard, and what it leaves alone."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rilo_desktop.rules.personal_data.detection import personal_data

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def told() -> object:
    return _bench().measured()


def _bench() -> ModuleType:
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module("bench.guard")
    finally:
        sys.path.remove(str(ROOT))


@pytest.mark.parametrize(
    ("name", "least"),
    [("valid", 0.95), ("none", 0.95), ("-", 0.95), ("near-valid", 0.8), ("hint", 0.8)],
)
def test_enough_of_each_class_is_found(told, name: str, least: float) -> None:
    found, of = told.of_class(name)
    assert of > 5
    assert found / of >= least


def test_enough_of_each_kind_is_found(told) -> None:
    low = {
        key: counted
        for key, counted in told.spans.items()
        if counted[0] / counted[1] < (0.95 if key[0] in ("valid", "none", "-") else 0.8)
    }
    assert low == {}


def test_hardly_anything_is_found_where_nothing_is(told) -> None:
    assert told.alarms / told.negatives <= 0.02
    assert told.published <= 2
    assert told.narratives[0] / told.narratives[1] >= 0.9
    assert told.strays <= 1


def test_predictions_are_printed_in_the_layout_of_the_measure() -> None:
    tool, sentences = ROOT / "tools" / "guard_predict.py", ROOT / "tests/fixtures/guard"
    done = subprocess.run(
        [sys.executable, tool, sentences / "narratives.jsonl"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 6
    assert '"spans": [{"start": ' in lines[0]


def _other(name: str) -> list[str]:
    return (ROOT / "tests" / "fixtures" / "guard" / name).read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", _other("found.txt"))
def test_what_another_sentence_holds_is_found(line: str) -> None:
    text, _, words = line.partition("|")
    found = [text[one.start : one.end] for one in personal_data(text)]
    assert any(words in one or one in words for one in found)


@pytest.mark.parametrize("text", _other("quiet.txt"))
def test_another_sentence_is_quiet(text: str) -> None:
    assert [text[one.start : one.end] for one in personal_data(text)] == []
