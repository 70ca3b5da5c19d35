"""The practice office is reset whole or not at all, and no office in use ever is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, backup, officers, practice_reset
from rilo_desktop.services.office.errors import StoreUnwritable, WrongPassphrase
from rilo_desktop.services.office.progress import Cancelled
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import drafts, lists, record
from rilo_desktop.store import Clock, restoring

SECOND = "nine loud magpies left the southern harbour"
TITLE = "Written in the practice office"


@pytest.fixture
def office(make_session: Callable[..., Any]) -> Session:
    """A practice office with a case, an officer, a backup and a text that was not saved."""
    session = make_session("XX")
    assert isinstance(session, Session)
    new = record.new(session, CaseStudy.kind.code)
    record.save(session, record.with_values(new, {"title": TITLE}))
    officers.add(session, "XX-02", "Analyst", "analyst", SECOND)
    (session.folder / "backups").mkdir(exist_ok=True)
    backup.back_up(session, session.folder / "backups" / "own.rilobackup")
    typed = record.new(session, CaseStudy.kind.code)
    drafts.keep(session, record.with_values(typed, {"title": "Typed"}))
    return session


def titles(session: Session) -> set[str]:
    found = lists.all_stored(session, lists.Query(CaseStudy.kind.code))
    return {one.record.title_text for one in found}


def as_it_was(folder: Path, passphrase: str, clock: Clock) -> None:
    assert not (folder / restoring.STAGE).exists()
    assert not (folder / restoring.REPLACED).exists()
    with open_store(folder, passphrase, clock=clock) as session:
        assert TITLE in titles(session)
        assert len(officers.listed(session)) == 2
        assert [one.record.title_text for one in drafts.waiting(session).drafts] == ["Typed"]
        said = [line.action for line in audit_log.entries(session).lines]
        assert actions.PRACTICE_RESET not in said


def test_it_begins_anew_with_the_sample(office: Session, passphrase: str, clock: Clock) -> None:
    folder, store = office.folder, office.store_id
    practice_reset.check(office, passphrase)
    office.close()
    done = practice_reset.reset_practice(folder, passphrase, "XX-01", clock)
    assert done.aside is not None
    with done.session as new:
        assert new.folder == folder
        assert new.store_id != store
        assert (new.officer.sign, new.officer.role) == ("XX-01", "head")
        assert len(officers.listed(new)) == 1
        assert len(titles(new)) >= 40
        assert TITLE not in titles(new)
        assert drafts.waiting(new).drafts == ()
        assert backup.known(folder) == ()
        (line,) = (
            one for one in audit_log.entries(new).lines if one.action == actions.PRACTICE_RESET
        )
        assert line.officer == "XX-01"
        assert line.detail["store"] == store
    assert not (folder / restoring.STAGE).exists()
    as_it_was(done.aside, passphrase, clock)
    assert (done.aside / "backups" / "own.rilobackup").is_file()


def test_the_passphrase_is_asked(office: Session, passphrase: str, clock: Clock) -> None:
    folder = office.folder
    with pytest.raises(WrongPassphrase):
        practice_reset.check(office, "not this one")
    office.close()
    with pytest.raises(WrongPassphrase):
        practice_reset.reset_practice(folder, "not this one", "XX-01", clock)
    as_it_was(folder, passphrase, clock)


def test_an_office_in_use_never_begins_anew(
    make_session: Callable[..., Any], passphrase: str, clock: Clock
) -> None:
    for code in ("AP", "X1", "SECRETARIAT", "X-SECRETARIAT"):
        session = make_session(code)
        folder = session.folder
        with pytest.raises(Refused) as refused:
            practice_reset.check(session, passphrase)
        assert [one.rule for one in refused.value.findings] == ["practice.reset"]
        session.close()
        with pytest.raises(Refused):
            practice_reset.reset_practice(folder, passphrase, f"{code}-01", clock)
        assert not (folder / restoring.STAGE).exists()
        assert not (folder / restoring.REPLACED).exists()


def test_only_the_head_does_it(office: Session, passphrase: str, clock: Clock) -> None:
    officers.change(office, "XX-02", role="head")
    officers.change(office, "XX-01", role="steward")
    folder = office.folder
    with pytest.raises(Refused) as refused:
        practice_reset.check(office, passphrase)
    assert [one.rule for one in refused.value.findings] == ["session.role"]
    office.close()
    with pytest.raises(Refused):
        practice_reset.reset_practice(folder, passphrase, "XX-01", clock)
    as_it_was(folder, passphrase, clock)


def test_a_sample_that_fails_changes_nothing(
    office: Session, passphrase: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder
    office.close()

    def cancelled(*_: object) -> None:
        raise Cancelled

    with monkeypatch.context() as patched:
        patched.setattr(practice_reset, "add_sample", cancelled)
        with pytest.raises(Cancelled):
            practice_reset.reset_practice(folder, passphrase, "XX-01", clock)
    as_it_was(folder, passphrase, clock)


@pytest.mark.parametrize("after", range(5))
def test_a_swap_that_is_cut_off_is_finished_or_never_was(
    office: Session,
    passphrase: str,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    """A disk that fails in the middle: the next opening has the old office whole, or the new."""
    folder = office.folder
    office.close()
    moved: list[Path] = []
    move = restoring._move

    def failing(source: Path, target: Path) -> None:
        if len(moved) == after:
            raise OSError(28, "no space left")
        moved.append(source)
        move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(practice_reset, "add_sample", lambda *_: None)
        patched.setattr(practice_reset, "add_work", lambda *_: None)
        patched.setattr(restoring, "_move", failing)
        with pytest.raises(StoreUnwritable):
            practice_reset.reset_practice(folder, passphrase, "XX-01", clock)
    with open_store(folder, passphrase, clock=clock) as session:  # it was ready: now it is there
        assert titles(session) == set()
        assert len(officers.listed(session)) == 1
        assert drafts.waiting(session).drafts == ()
    (aside,) = (folder / restoring.REPLACED).iterdir()
    as_it_was(aside, passphrase, clock)


def test_a_disk_that_fails_before_it_is_ready_changes_nothing(
    office: Session, passphrase: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder
    office.close()

    def failing(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(practice_reset, "add_sample", lambda *_: None)
        patched.setattr(practice_reset, "add_work", lambda *_: None)
        patched.setattr(restoring, "write_atomically", failing)
        with pytest.raises(StoreUnwritable):
            practice_reset.reset_practice(folder, passphrase, "XX-01", clock)
    for empty in (folder / restoring.REPLACED).glob("*"):
        empty.rmdir()
    (folder / restoring.REPLACED).rmdir()
    as_it_was(folder, passphrase, clock)
