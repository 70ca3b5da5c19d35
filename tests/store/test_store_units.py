"""The one write path: all of an operation or nothing, and a history that can be verified."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.records import NOT_KNOWN, CaseStudy, GoodsLine
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.rules.findings import Refused
from rilo_desktop.store import ListQuery, log, release_evidence, revisions
from rilo_desktop.store.checking import examine
from rilo_desktop.store.sqlalchemy_tables import engine_over
from short_forms import examples


def write(store, *records, action="edit"):
    with store.unit(action) as unit:
        return unit.write(records)


def case(number, **more):
    return CaseStudy(id=f"id-{number}", local_ref=f"n-{number}", title=f"Case {number}", **more)


def check(store):
    with store.reading() as reading:
        return [f.message for f in examine(reading).findings]


def test_references_count_up_by_kind_and_year(store):
    made = write(store, case(1), case(2))
    more = write(store, case(3))
    assert [r.reference for r in (*made, *more)] == [
        "AP/2026/CS/A0001",
        "AP/2026/CS/A0002",
        "AP/2026/CS/A0003",
    ]


def test_a_changed_record_keeps_its_reference_and_gets_a_parent(store):
    (made,) = write(store, case(1))
    (again,) = write(store, replace(made, title="Changed"))
    assert again.reference == made.reference
    with store.reading() as reading:
        newest, first = reading.revisions.of_record(made.id)
    assert newest.parents == (first.id,)
    assert (first.number, newest.number) == (1, 2)
    assert first.record_then().title == "Case 1"


def test_an_operation_that_fails_leaves_nothing(store):
    def fail():
        with store.unit("import") as unit:
            unit.write([case(1)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as reading:
        assert reading.records.count("case-study") == 0
        assert list(reading.revisions.all()) == []
        assert "import" not in [entry.action for entry in reading.log.all()]
    (made,) = write(store, case(2))
    assert made.reference.endswith("A0001"), "the number was not used up"


def test_an_operation_that_is_over_writes_nothing(store):
    with store.unit("edit") as unit:
        unit.write([case(1)])
    with pytest.raises(RuntimeError):
        unit.write([case(2)])
    with store.reading() as reading:
        assert reading.records.count("case-study") == 1


def test_an_abandoned_operation_leaves_nothing(store):
    with store.unit("import") as unit:
        unit.write([case(1)])
        unit.abandon()
    with store.reading() as reading:
        assert reading.records.count("case-study") == 0
        assert "import" not in [entry.action for entry in reading.log.all()]


def test_signatures_and_log_can_be_verified(store):
    write(store, case(1))
    with store.reading() as reading:
        keys = reading.office.public_keys()
        made = list(reading.revisions.all())
        entries = list(reading.log.all())
    assert all(revisions.is_whole(r) and revisions.is_signed(r, keys) for r in made)
    assert all(log.is_whole(e) and log.is_signed(e, keys) for e in entries)
    assert entries[-1].revisions == (made[-1].id,)
    assert check(store) == []


def test_a_purged_revision_still_holds_its_hashes(store):
    write(store, case(1))
    with store.reading() as reading:
        (made,) = reading.revisions.all()
    purged = replace(made, content=None, salt=None)
    assert revisions.is_whole(purged)


TAMPERING = {
    "snapshot changed": "UPDATE revision SET content = replace(content, 'Case 1', 'Case X')",
    "author changed": "UPDATE revision SET author = 'AP-09'",
    "revision removed": "DELETE FROM revision WHERE number = 1",
    "parents rewritten": "UPDATE revision SET parents = '[]' WHERE number = 2",
    "row changed": "UPDATE case_study SET conveyance = 'SEA'",
    "head changed": "UPDATE record SET title = 'other'",
    "line removed": "DELETE FROM case_study_goods",
    "log entry changed": "UPDATE log SET action = 'other' WHERE seq = 2",
    "log entry removed": "DELETE FROM log WHERE seq = 2",
    "revision unlogged": "UPDATE log SET revisions = '[]' WHERE seq = 3",
    "search entry removed": "DELETE FROM search WHERE rowid = 1",
    "picture changed": "UPDATE attachment SET content = x'00'",
}


@pytest.mark.parametrize("sql", TAMPERING.values(), ids=TAMPERING.keys())
def test_the_check_finds_what_was_tampered_with(store, sql):
    goods = (GoodsLine(description="x", unit=NOT_KNOWN),)
    (made,) = write(store, case(1, conveyance="AIR", goods=goods))
    write(store, replace(made, title="Case 1 again"))
    with store.unit("picture added") as unit:
        import hashlib

        unit.write_attachment(
            hashlib.sha256(b"pixels").hexdigest(), "image/png", "x.png", b"pixels"
        )
    assert check(store) == []
    with engine_over(store._raw).begin() as connection:
        assert connection.exec_driver_sql(sql).rowcount != 0
    assert check(store) != []


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(any_record(), min_size=1, max_size=4, unique_by=lambda record: record.id))
def test_any_record_is_kept_as_it_is(store, given_records):
    """All examples are in one store, and Hypothesis may draw an id twice: each gets a new one."""
    plain = [
        sanitized(replace(r, id=str(uuid4()), local_ref=None, reference="")) for r in given_records
    ]
    made = write(store, *plain, action=release_evidence.RELEASE)  # some stand released
    with store.reading() as reading:
        for before, written in zip(plain, made, strict=True):
            kept = reading.records.stored(before.id).record
            assert kept == written
            assert replace(kept, reference=before.reference) == before
    assert check(store) == []


def test_no_import_writes_a_record_of_another_office(store):
    """Found again by its reference, or new: below every way that an import may come."""
    theirs = replace(case(1), reference="WE/2026/CS/A0001")
    write(store, theirs, action="received")
    for one in (replace(theirs, title="Said by us"), replace(case(2), reference="WE/2026/CS/A2")):
        with pytest.raises(Refused) as refused:
            write(store, case(3), one, action="import")
        (said,) = refused.value.findings
        assert (said.rule, said.values["owner"]) == ("store.foreign", "WE")
    with store.reading() as reading:
        assert reading.records.stored("id-1").record == theirs
        assert reading.records.stored("id-2") is reading.records.stored("id-3") is None


def test_lists_filter_count_and_order(store):
    write(
        store,
        case(1, conveyance="AIR", date="2024-05"),
        case(2, conveyance="SEA", date="2025-01-03"),
        case(3, conveyance="AIR", date=NOT_KNOWN),
        case(4),
        case(5, conveyance="AIR", archived=True),
    )
    with store.reading() as reading:

        def titles(**asked):
            rows = reading.lists.listed(ListQuery("case-study", **asked))
            return [row.title[-1] for row in reading.lists.rows(rows)]

        assert titles() == ["2", "1", "4", "3"], "newest first, unknown dates last"
        assert titles(filters={"conveyance": ("AIR",)}) == ["1", "3"]
        assert titles(filters={"conveyance": ("SEA", "")}) == ["2", "4"]
        assert titles(order="title", descending=False) == ["1", "2", "3", "4"]
        assert titles(archived=True) == ["2", "1", "5", "4", "3"]
        question = ListQuery("case-study", filters={"conveyance": ("SEA",)})
        assert reading.lists.facets(question)["conveyance"] == {"AIR": 2, "SEA": 1, "": 1}
        assert reading.lists.facets(question)["workflow"] == {"draft": 1}
        with pytest.raises(KeyError):
            reading.lists.listed(ListQuery("case-study", order="nonsense; drop table record"))


def test_a_choice_is_kept_while_a_check_moves_the_log_into_the_file(store):
    with store.reading() as reading:
        reading.run("PRAGMA wal_checkpoint(TRUNCATE)")
        store.prefer("look", "dark")
    with store.reading() as reading:
        assert reading.office.preference("AP-01", "look") == "dark"
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id="after", title="Written after it")])


def test_a_check_that_fails_leaves_the_store_usable(store):
    def failing():
        with store.reading() as reading:
            reading.run("PRAGMA wal_checkpoint(TRUNCATE)")
            raise ValueError("damaged")

    with pytest.raises(ValueError, match="damaged"):
        failing()
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id="after", title="Written after it")])
