"""The table itself: what is lost is seen, what is not built is named, the page keeps its prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from faults import oracle, table
from faults.outcome import Outcome


@dataclass
class Report:
    nodeid: str
    outcome: str
    user_properties: list[tuple[str, Any]] = field(default_factory=list)


def report(name: str, outcome: str, number: int, **told: Any) -> Report:
    properties = [(table.PROPERTY, {"number": number})]
    if told:
        properties.append((table.PROPERTY, told))
    return Report(f"tests/faults/x.py::{name}", outcome, properties)


def test_results_of_several_tests_are_added_up():
    rows = table.rows_of(
        [
            report("one", "passed", 6, rounds=20, damaged=0, lost=0, message="a"),
            report("two", "passed", 6, rounds=5, damaged=0, lost=0, message="a"),
            report("three", "skipped", 6, missing="needs strace"),
            Report("tests/other.py::four", "passed"),
        ]
    )
    assert set(rows) == {6}
    assert (rows[6].rounds, rows[6].said()) == (25, "a / not here: needs strace")
    assert "25 rounds, 0 damaged, 0 lost, 0 tests failed, 1 doors" in table.summary(rows)


def test_a_test_that_failed_stands_in_its_line():
    rows = table.rows_of([report("cut", "failed", 2)])
    assert "FAILED: cut" in table.lines_for_terminal(rows)[2]
    assert "no test in this run" in table.lines_for_terminal(rows)[1]


def test_the_page_takes_new_lines_and_keeps_the_others_and_its_prose(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(
        f"before\n{table.BEGIN}\n| 1 | x | 7 | 0 | 0 | kept | 5 |\n{table.END}\nafter\n"
    )
    message = "/tmp/x/office/store.db | is full"
    rows = table.rows_of([report("full", "passed", 3, rounds=9, message=message)])
    table.write_page(rows, page)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "| 1 | x | 7 | 0 | 0 | kept | 5 |" in text
    assert f"| 3 | disk full | 9 | 0 | 0 | store.db \\| is full | {table.seed()} |" in text
    assert len(re.findall(r"^\| \d+ \|", text, re.M)) == 42


def test_an_outcome_fails_where_something_was_lost_or_nothing_tried():
    outcome = Outcome([])
    outcome.tell(rounds=1)
    with pytest.raises(AssertionError, match="1 lost"):
        outcome.tell(rounds=1, lost=1)
    with pytest.raises(AssertionError, match="nothing was tried"):
        outcome.tell(rounds=0)
    with pytest.raises(AssertionError, match="sees no loss"):
        outcome.control(rounds=1, damaged=0, lost=0, means="x")


def test_the_oracle_sees_a_lost_save_and_a_changed_row(make_session):
    session = make_session()
    with session.reading() as reading:
        there = [one.id for one in reading.revisions.all()]
    folder = session.folder
    session.close()
    with oracle.Judge() as judge:
        judge.look(folder).assert_kept(there)
        assert judge.look(folder).lost(["nowhere"]) == ["nowhere"]
        wrong = judge.look(folder, "not the passphrase")
        assert not wrong.opened
        assert wrong.exit_code == 3
        _change_a_row(folder)
        changed = judge.look(folder)
    assert changed.opened
    assert any("check.projection" in found for found in changed.findings)


def _change_a_row(folder: Path) -> None:
    from rilo_desktop.store import open_store

    with open_store(folder, oracle.PASSPHRASE) as store:
        store._raw.execute("UPDATE record SET title = 'another' WHERE row = 1")


def test_a_message_with_a_traceback_or_without_its_place_is_no_message():
    assert oracle.assert_plain("rilo: store.db is full;\n free some space", "store.db")
    for bad in ("", "Traceback (most recent call last)", "[Errno 28] store.db"):
        with pytest.raises(AssertionError):
            oracle.assert_plain(bad, "store.db")
    with pytest.raises(AssertionError):
        oracle.assert_plain("it is full", "store.db")
