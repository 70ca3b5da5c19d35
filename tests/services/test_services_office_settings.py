"""Each setting of the office: applied with its entry in the log, by who may and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, backup, paper_setting
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import office_settings, record, retention
from rilo_desktop.services.records.office_settings import SETTINGS
from rilo_desktop.vocabularies import vocabulary


@pytest.fixture
def session(make_session: Callable[..., Any]) -> Session:
    made: Session = make_session()
    return made


def others(name: str, folder: Path) -> Iterator[str]:
    """Values that the setting can have and does not have in a new office."""
    if name == backup.FOLDER:
        yield str(folder)
    elif name == backup.HOURS:
        yield from ("72", "0")
    elif name == paper_setting.PAPER:
        yield from ("Letter", "A4")
    else:
        yield from ("10 changed", "3 recorded")


def bad(name: str) -> tuple[str, ...]:
    if name == backup.FOLDER:
        return ("/no/such/folder",)
    return ("-1", "never", "99999999", "\N{ARABIC-INDIC DIGIT THREE} somehow")


def log_of(session: Session) -> tuple[audit_log.LogLine, ...]:
    return audit_log.newest(session, 1_000)


def test_each_setting_is_applied_and_the_log_says_from_what_to_what(
    session: Session, tmp_path: Path
) -> None:
    assert len(SETTINGS) > 10
    for name, setting in SETTINGS.items():
        before = office_settings.values(session)[name]
        for value in others(name, tmp_path):
            entries = len(log_of(session))
            (made,) = office_settings.apply(session, {name: value})
            assert (made.before, made.after) == (before, value)
            newest, *older = log_of(session)
            assert len(older) == entries
            assert newest.officer == session.officer.sign
            assert newest.action == setting.action
            assert newest.detail["changed"] == [{"setting": name, "from": before, "to": value}]
            assert any(newest.action in actions for _, actions in audit_log.EVENTS.values())
            assert office_settings.values(session)[name] == value
            assert office_settings.apply(session, {name: value}) == (), "nothing was chosen"
            assert len(log_of(session)) == entries + 1
            before = value


def test_who_may_not_changes_none_of_them(session: Session, tmp_path: Path) -> None:
    before = office_settings.values(session)
    head = session.officer
    for role in (item.code for item in vocabulary("user_role")):
        session.officer = replace(head, role=role)
        entries = log_of(session)
        for name, setting in SETTINGS.items():
            if role in setting.task.roles:
                continue
            for value in (*others(name, tmp_path), *bad(name)):
                with pytest.raises(Refused) as refused:
                    office_settings.apply(session, {name: value})
                assert refused.value.findings[0].rule == "session.role"
        assert log_of(session) == entries, role
    session.officer = head
    assert office_settings.values(session) == before


def test_of_several_none_is_changed_where_one_cannot_be(session: Session, tmp_path: Path) -> None:
    before, entries = office_settings.values(session), log_of(session)
    for name in SETTINGS:
        for value in bad(name):
            other = next(one for one in SETTINGS if one != name)
            wanted = {other: next(others(other, tmp_path)), name: value}
            assert set(office_settings.foreseen(session, wanted).refused) == {name}, value
            with pytest.raises(Refused):
                office_settings.apply(session, wanted)
    assert office_settings.values(session) == before
    assert log_of(session) == entries


def test_what_a_choice_would_do_is_known_and_nothing_is_written(
    session: Session, clock: Any
) -> None:
    for title in ("one", "two"):
        record.save(session, replace(record.new(session, "case-study"), title=title))  # type: ignore[call-arg]
    clock.now = clock.now.replace(year=clock.now.year + 3)
    entries = log_of(session)
    said = office_settings.foreseen(session, {"retention.case-study": "2 changed"})
    assert said.due == (0, 2)
    assert not said.backs_up
    assert office_settings.foreseen(session, {"backup.hours": "4"}).backs_up
    assert not office_settings.foreseen(session, {"backup.hours": "0"}).backs_up
    assert log_of(session) == entries
    office_settings.apply(session, {"retention.case-study": "2 changed"})
    assert len(retention.due(session)) == 2
    assert office_settings.foreseen(session, {"retention.case-study": "0"}).due == (2, 0)


def test_settings_of_several_kinds_are_applied_together(session: Session) -> None:
    wanted = {
        "retention.case-study": "5 changed",
        "retention.action-item": "2 recorded",
        "backup.hours": "12",
    }
    office_settings.apply(session, wanted)
    assert wanted.items() <= dict(office_settings.values(session)).items()
    kept, schedule = log_of(session)[1], log_of(session)[0]
    if "backup.hours" in str(kept.detail):
        kept, schedule = schedule, kept
    assert [one["setting"] for one in kept.detail["changed"]] == [*wanted][:2]
    assert [one["setting"] for one in schedule.detail["changed"]] == ["backup.hours"]
