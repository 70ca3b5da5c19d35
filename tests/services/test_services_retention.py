"""Rules of retention: what is due, nothing by itself, and letting it go with a tombstone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import history, record, retention
from rilo_desktop.services.records.retention import RetentionRule
from rilo_desktop.store import officer_rows


@pytest.fixture
def session(make_session):
    return make_session()


def at(clock, year, month=3, day=1):
    clock.now = datetime(year, month, day, 12, tzinfo=UTC)


def saved(session, title, of=None):
    made = replace(of or record.new(session, "case-study"), title=title)
    record.save(session, made)
    return record.get(session, made.id).record


def names(session):
    return [one.name for one in retention.due(session)]


def rules(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return [finding.rule for finding in refused.value.findings]


def test_without_a_rule_nothing_is_ever_due(session, clock):
    saved(session, "old")
    at(clock, 2126)
    assert retention.due(session) == ()


@pytest.mark.parametrize(("since", "expected"), [("changed", ["1"]), ("recorded", ["1", "2"])])
def test_what_is_due_counts_from_the_recording_or_the_last_change(session, clock, since, expected):
    at(clock, 2027)
    first, second = saved(session, "first"), saved(session, "second")
    at(clock, 2029)
    saved(session, "second again", second)
    at(clock, 2031)
    saved(session, "third")
    retention.set_rule(session, RetentionRule("case-study", 5, since))
    at(clock, 2032, 2, 28)
    assert names(session) == []
    at(clock, 2032, 3, 2)
    by_number = {"1": first.reference, "2": second.reference}
    assert names(session) == [by_number[n] for n in expected]
    assert {one.over for one in retention.due(session)} == {"2032-03-01"}


def test_the_steward_lets_it_go_and_it_is_due_no_more(session, clock, passphrase):
    at(clock, 2027)
    gone, stays = saved(session, "gone"), saved(session, "stays")
    retention.set_rule(session, RetentionRule("case-study", 1))
    at(clock, 2029)
    assert len(names(session)) == 2
    (certificate,) = retention.purge_due(session, [gone.id, "no such record"])
    assert certificate.record == gone.id
    assert "retention" in certificate.reason
    assert names(session) == [stays.reference]
    assert [v.is_purged for v in history.versions(session, gone.id)] == [False, True]
    at(clock, 2039)
    assert names(session) == [stays.reference], "what was purged is not due again"
    assert store_check.check(session).findings == ()
    session.close()
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert names(again) == [stays.reference]


def test_rules_are_checked_kept_and_logged(session):
    retention.set_rule(session, RetentionRule("case-study", 5))
    retention.set_rule(session, RetentionRule("action-item", 3, "recorded"))
    retention.set_rule(session, RetentionRule("case-study", 7))
    assert set(retention.rules(session)) == {
        RetentionRule("case-study", 7),
        RetentionRule("action-item", 3, "recorded"),
    }
    retention.set_rule(session, RetentionRule("action-item", 0))
    assert retention.rules(session) == (RetentionRule("case-study", 7),)
    assert rules(retention.set_rule, session, RetentionRule("submission", 1)) == ["retention.kind"]
    assert rules(retention.set_rule, session, RetentionRule("nothing", 1)) == ["retention.kind"]
    assert rules(retention.set_rule, session, RetentionRule("case-study", -1)) == [
        "retention.years"
    ]
    assert rules(retention.set_rule, session, RetentionRule("case-study", 1, "x")) == [
        "retention.years"
    ]
    assert len(audit_log.newest(session, 100, actions.RETENTION)) == 4


def test_only_who_may_purge_lets_go(session, clock):
    officer_rows.add(
        session.store, "AP-09", "Data steward", "steward", "a passphrase of the data steward"
    )
    assert rules(retention.purge_due, session, []) == ["session.role"]


def test_a_leap_day(session, clock):
    at(clock, 2028, 2, 29)
    saved(session, "leap")
    retention.set_rule(session, RetentionRule("case-study", 1))
    at(clock, 2029, 2, 28)
    assert len(names(session)) == 1
