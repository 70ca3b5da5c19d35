"""Numbers of references: the next one follows the highest in use, whoever brought it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import CaseStudy, RiskIndicator
from rilo_desktop.records.identifiers import is_reference
from rilo_desktop.store import numbering
from rilo_desktop.store.errors import ConstraintFailed, ReferenceInUse


def case(name, reference=""):
    return CaseStudy(id=name, title=name, reference=reference)


def saved(store, *records):
    with store.unit("edit") as unit:
        return [record.reference for record in unit.write(records)]


def stuck(store, reference):
    """As a store of version 0.1.0 was left: the record came in and no counter was raised."""
    saved(store, case("stuck", reference))
    with store.unit("edit") as unit:
        unit._run("UPDATE counter SET last = 1")
    store._ends.forget()


def test_a_number_that_came_from_elsewhere_is_never_given_out_again(store):
    assert saved(store, case("one")) == ["AP/2026/CS/A0001"]
    saved(store, case("theirs", "AP/2026/CS/A0002"))
    assert saved(store, case("two"), case("three")) == ["AP/2026/CS/A0003", "AP/2026/CS/A0004"]


def test_a_record_with_a_number_and_one_without_in_the_same_step(store):
    named = saved(store, case("one"), case("theirs", "AP/2026/CS/A0001"), case("two"))
    assert named == ["AP/2026/CS/A0002", "AP/2026/CS/A0001", "AP/2026/CS/A0003"]


def test_a_store_that_was_stuck_saves_again(store):
    saved(store, case("one"))
    stuck(store, "AP/2026/CS/A0002")
    assert saved(store, case("two")) == ["AP/2026/CS/A0003"]


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("AP/2026/CS/A9999", "AP/2026/CS/A10000"),
        ("AP/2026/CS/A10000", "AP/2026/CS/A10001"),
        ("AP/2026/CS/A00041", "AP/2026/CS/A0042"),
        ("ap/2026/cs/a0041", "AP/2026/CS/A0042"),
        ("AP/2026/CS/B0041", "AP/2026/CS/A0001"),
        ("AP/2025/CS/A0041", "AP/2026/CS/A0001"),
        ("WE/2026/CS/A0041", "AP/2026/CS/A0001"),
        ("AP/2026/CS/A" + "9" * 30, "AP/2026/CS/A0001"),
        ("AP/2026/CS/A0041x", "AP/2026/CS/A0042"),
    ],
)
def test_whatever_form_the_highest_number_has(store, there, expected):
    saved(store, case("theirs", there))
    assert saved(store, case("ours")) == [expected]


def test_ten_thousand_is_more_than_nine_thousand(store):
    saved(store, case("a", "AP/2026/CS/A9998"), case("b", "AP/2026/CS/A10007"))
    assert saved(store, case("ours")) == ["AP/2026/CS/A10008"]


def test_a_reference_that_names_another_kind_counts_for_that_kind(store):
    saved(store, RiskIndicator(id="odd", statement="x", reference="AP/2026/CS/A0007"))
    assert saved(store, case("ours")) == ["AP/2026/CS/A0008"]


def test_a_failed_operation_forgets_what_it_counted(store):
    with store.unit("edit") as unit:
        unit.write([case("theirs", "AP/2026/CS/A0050")])
        unit.abandon()
    assert saved(store, case("ours")) == ["AP/2026/CS/A0001"]


def test_a_reference_in_use_is_a_sentence_and_nothing_is_written(store):
    saved(store, case("one"))
    with pytest.raises(ReferenceInUse, match="AP/2026/CS/A0001"):
        saved(store, case("other"), case("twin", "AP/2026/CS/A0001"))
    with store.reading() as reading:
        assert reading.records.count("case-study") == 1


@pytest.mark.parametrize(
    ("column", "phrase"), [("reference", "same reference"), ("local_ref", "same local reference")]
)
def test_a_failed_constraint_is_a_sentence(store, column, phrase):
    saved(store, replace(case("one"), local_ref="1"), replace(case("two"), local_ref="2"))
    with pytest.raises(ConstraintFailed, match=phrase), store.unit("edit") as unit:
        unit._run(f"UPDATE record SET {column} = (SELECT {column} FROM record WHERE id = 'one')")


def test_the_highest_number_is_found_by_the_index(store):
    def explained(sql, values=()):
        if "FROM record" in sql:
            plan = store._raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            assert "SEARCH record USING COVERING INDEX" in plan[0][3]
        return store._raw.execute(sql, values)

    saved(store, case("theirs", "AP/2026/CS/A0041"))
    assert numbering.highest(explained, "AP/2026/CS/A") == 41
    assert numbering.in_use(explained, "AP") == {"AP/2026/CS/A": 41}
    assert numbering.at_close(explained, "AP", "A").highest == {"AP/2026/CS/A": 41}


def test_digits_of_other_scripts_are_no_reference():
    assert not is_reference("AP/2026/CS/A००४१")
    assert is_reference("AP/2026/CS/A0041")


@pytest.mark.parametrize(
    ("used", "expected"),
    [("", "A"), ("A", "B"), ("AC", "D"), ("AZ", "B"), (numbering.LETTERS, "")],
)
def test_the_next_letter(used, expected):
    assert numbering.next_letter(used) == expected
