# mypy: disable-error-code="attr-defined"
"""Many files at once: one is held in memory at a time, and each is an operation of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from received_offices import (
    case,
    changed,
    coming,
    document,
    own_fields_equal,
    sent,
    sent_cases,
    to_file,
)

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, store_check
from rilo_desktop.services.office.identity import own_card
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.compare_records import Outcome
from rilo_desktop.services.receiving.incoming_file import count, findings_of
from rilo_desktop.services.records import record
from rilo_desktop.store.queries import LogQueries


@pytest.fixture
def office(make_session: Any) -> Any:
    return make_session("AP", sample=True)


@pytest.fixture
def secretariat(make_session: Any) -> Any:
    return make_session("SECRETARIAT")


def receipts(session: Any) -> list[Any]:
    with session.reading() as reading:
        return list(reading.log.with_action(actions.RECEIVE))


@pytest.fixture
def files(office: Any, tmp_path: Path) -> list[Path]:
    """Of the first case, then of it and another one after it was changed."""
    first = to_file(office, sent_cases(office, 0), tmp_path)
    changed(office, case(office).reference, lessons="Later.")
    return [first, to_file(office, sent_cases(office, 0, 1), tmp_path)]


@pytest.fixture
def large(monkeypatch) -> None:
    """What two cases have is more than stays in memory."""
    monkeypatch.setattr(receive, "HELD_RECORDS", 0)


@pytest.mark.usefixtures("large")
def test_of_many_files_one_is_held_and_each_is_an_operation(office, secretariat, files) -> None:
    looked = receive.inspect_submissions(secretariat, files[::-1], [own_card(office).fingerprint])
    assert not findings_of(looked)
    for one in looked:
        assert one.verdict.opened.content == b""
        assert (one.package.records, one.verdict.opened.files) == ((), {})
        assert all(record.theirs is None for record in one.records)
    told = [[r.outcome for r in one.records] for one in looked]
    assert told == [[Outcome.NEW], [Outcome.CHANGED, Outcome.NEW]], "a later one sees the earlier"
    done = receive.accept(secretariat, looked)
    assert (done.new, done.changed, len(done.files)) == (2, 1, 2)
    assert [entry.detail["files"] for entry in receipts(secretariat)] == [[p.name] for p in files]
    assert done.changes.operation == receipts(secretariat)[-1].seq
    assert record.find(secretariat, case(office).reference).record.lessons == "Later."
    with secretariat.reading() as reading:
        assert reading.records.count("case-study") == 2
        assert all(reading.attachments.has(one.sha256) for one in looked)
    assert not store_check.check(secretariat).findings


@pytest.mark.usefixtures("large")
def test_a_file_that_was_exchanged_meanwhile_is_not_taken(office, secretariat, files) -> None:
    looked = receive.inspect_submissions(secretariat, files, [own_card(office).fingerprint])
    files[1].write_bytes(files[0].read_bytes())
    with pytest.raises(Refused) as refused:
        receive.accept(secretariat, looked)
    assert refused.value.findings[0].rule == "receive.changed"
    assert [entry.detail["files"] for entry in receipts(secretariat)] == [[files[0].name]]


@pytest.mark.parametrize("held", [0, 1, 500])
def test_small_files_are_read_once_and_end_as_large_ones(
    office, secretariat, files, held, monkeypatch
) -> None:
    """Of files of one and two records: none is held, the first, both."""
    monkeypatch.setattr(receive, "HELD_RECORDS", held)
    looked = receive.inspect_submissions(secretariat, files, [own_card(office).fingerprint])
    assert [one.released is None for one in looked] == [held > 0, held > 1]
    if held > 1:
        for file in files:
            file.unlink()
    told = [[r.outcome for r in one.records] for one in looked]
    assert told == [[Outcome.NEW], [Outcome.CHANGED, Outcome.NEW]]
    done = receive.accept(secretariat, looked)
    assert (done.new, done.changed) == (2, 1)
    assert record.find(secretariat, case(office).reference).record.lessons == "Later."
    assert not store_check.check(secretariat).findings


def test_what_waits_in_one_file_is_said_before_any_is_written(office, secretariat) -> None:
    receive.accept(secretariat, coming(secretariat, document(office, sent(office))))
    first, second = case(office, 0).reference, case(office, 1).reference
    changed(secretariat, second, lessons="Ours.")
    changed(office, first, lessons="Theirs of the first.")
    changed(office, second, lessons="Theirs.")
    both = [document(office, sent_cases(office, n)) for n in (0, 1)]
    before = len(receipts(secretariat))
    with pytest.raises(Refused) as refused:
        receive.accept(secretariat, coming(secretariat, *both))
    assert refused.value.findings[0].rule == "receive.conflict"
    assert len(receipts(secretariat)) == before
    done = receive.accept(secretariat, coming(secretariat, *both), leave_undecided=True)
    assert (done.changed, [one.reference for one in done.left]) == (1, [second])


def test_comparing_again_never_reads_the_entry_of_a_large_receipt(
    office, secretariat, monkeypatch
) -> None:
    """The log entry of an operation names all its revisions: for each record it is too much."""
    receive.accept(secretariat, coming(secretariat, document(office, sent(office))))
    changed(office, case(office).reference, lessons="Later.")
    later = document(office, sent(office))
    read: list[int] = []
    entry = LogQueries.entry
    monkeypatch.setattr(LogQueries, "entry", lambda self, seq: read.append(seq) or entry(self, seq))
    looked = coming(secretariat, later)
    assert (count(looked, Outcome.SAME), count(looked, Outcome.CHANGED)) == (39, 1)
    assert len(read) <= 1, "for the operation, not for each of its records"
    monkeypatch.undo()
    receive.accept(secretariat, looked)
    own_fields_equal(office, secretariat, "case-study", 40)
