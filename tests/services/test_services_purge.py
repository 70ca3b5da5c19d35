# mypy: disable-error-code="attr-defined"
"""Content is purged for good, with a tombstone; everything else stays, and all hashes hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts, history, lists, purge, record, search, undo
from rilo_desktop.store import officer_rows
from rilo_desktop.store.sqlalchemy_tables import engine_over

STEWARD = "a passphrase of the data steward"
NAME = "Zanzibarquince"


@pytest.fixture
def session(make_session):
    return make_session()


def saved(session, title, of=None):
    made = replace(of or record.new(session, "case-study"), title=title)
    record.save(session, made)
    return record.get(session, made.id).record


def rules(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return [finding.rule for finding in refused.value.findings]


def versions(session, record_id):
    return [one.is_purged for one in history.versions(session, record_id)]


def test_a_name_typed_by_mistake_goes_from_the_older_states(session):
    made = saved(session, f"Driver {NAME}")
    made = saved(session, f"driver {NAME.upper()} again", made)
    made = saved(session, "The driver", made)
    done = purge.purge_text(session, made.id, NAME, "a person was named")
    assert versions(session, made.id) == [False, True, True]
    assert record.get(session, made.id).record.title == "The driver"
    certificate = done.certificate
    assert [gone.number for gone in certificate.revisions] == [2, 1]
    assert (certificate.officer, certificate.reason) == ("AP-01", "a person was named")
    with session.reading() as reading:
        entry = reading.log.entry(certificate.operation)
        assert entry.hash == certificate.entry
        assert entry.action == actions.PURGE
        assert all(NAME.lower() not in (r.content or "").lower() for r in reading.revisions.all())
    assert store_check.check(session).findings == ()


def test_the_record_itself_is_corrected_first(session):
    made = saved(session, NAME)
    assert rules(purge.purge_text, session, made.id, NAME, "why") == ["purge.newest"]
    assert rules(purge.purge_text, session, made.id, "other", "why") == ["purge.nothing"]
    assert rules(purge.purge_text, session, made.id, NAME, " ") == ["purge.reason"]


def test_a_whole_record_goes_and_an_empty_one_stays(session, passphrase, clock):
    made = saved(session, NAME)
    made = saved(session, f"{NAME} again", made)
    before = lists.count(session, "case-study")
    done = purge.purge_record(session, made.id, "kept long enough")
    assert done.changes.records == (made.id,)
    assert versions(session, made.id) == [False, True, True]
    left = record.get(session, made.id).record
    assert (left.title, left.reference, left.archived) == (None, made.reference, True)
    assert lists.count(session, "case-study") == before - 1
    assert search.by_kind(session, NAME) == ()
    assert rules(history.restore, session, made.id, done.certificate.revisions[0].revision) == [
        "history.purged"
    ]
    assert undo.last(session) is None, "nobody undoes a purge"
    assert store_check.check(session).findings == ()
    session.close()
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert store_check.check(again).findings == ()


def test_nothing_of_it_is_left_in_the_database(session):
    """Decrypted, page by page: freed pages and the search index too."""
    made = saved(session, f"{NAME} " * 200)
    purge.purge_record(session, made.id, "why")
    raw = session.store._raw
    for table in ("search_data", "revision", "case_study", "record", "log"):
        for row in raw.execute(f"SELECT * FROM {table}"):
            text = b"".join(
                v if isinstance(v, bytes) else str(v).encode() for v in row if v is not None
            )
            assert NAME.lower().encode() not in text.lower(), table


def test_undo_does_not_bring_purged_content_back(session):
    made = saved(session, NAME)
    made = saved(session, "corrected", made)
    edit = undo.last(session)
    purge.purge_text(session, made.id, NAME, "why")
    assert rules(undo.undo, session, edit.operation) == ["undo.purged"]


def test_drafts_that_say_it_go_and_others_stay(session):
    made = saved(session, NAME)
    made = saved(session, "corrected", made)
    drafts.keep(session, replace(made, title=f"{NAME} in a draft"))
    assert drafts.flush(session, 10)
    drafts.keep(session, replace(made, title="in a newer draft"))
    assert drafts.flush(session, 10)
    purge.purge_text(session, made.id, NAME, "why")
    assert [d.record.title for d in drafts.waiting(session).drafts] == ["in a newer draft"]
    drafts.keep(session, replace(made, title=f"{NAME} once more"))
    saved(session, "mended", made)
    assert purge.purge_text(session, made.id, "corrected", "why").certificate.drafts == 0
    assert purge.purge_record(session, made.id, "why").certificate.drafts == 1
    assert drafts.waiting(session).drafts == ()


def test_only_the_steward_may_where_there_is_one(session, clock):
    made = saved(session, NAME)
    officer_rows.add(session.store, "AP-09", "Data steward", "steward", STEWARD)
    assert rules(purge.purge_record, session, made.id, "why") == ["session.role"]
    session.close()
    with open_store(session.folder, STEWARD, "AP-09", clock) as steward:
        purge.purge_record(steward, made.id, "why")


@pytest.mark.parametrize("sql", ["content = NULL, salt = NULL", "content = NULL"])
def test_content_that_went_without_a_purge_is_found(session, sql):
    made = saved(session, "one")
    saved(session, "two", made)
    with engine_over(session.store._raw).begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE revision SET {sql} WHERE record = '{made.id}' AND number = 1"
        )
    found = [finding.rule for finding in store_check.check(session).findings]
    assert "check.purged" in found
