# mypy: disable-error-code="attr-defined, operator"
"""`check` of an office and the drill of its backup say the same of the same store."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.records.picture import Picture
from rilo_desktop.rules.findings import Finding
from rilo_desktop.services.office import backup, restore, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.store import StoreError

PAGE = 4096
CONTENT = b"a picture " * 9_000
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def office(make_session):
    """With a case that shows a picture of several pages of the file."""
    session = make_session(few=True)
    with session.unit("edit") as unit:
        unit.write_attachment(NAME, "image/png", "a.png", CONTENT)
        unit.write([CaseStudy(id="p", title="shown", pictures=(Picture(sha256=NAME),))])
    return session


HARMS = {
    "whole": ("", set()),
    "an attachment without its bytes": ("DELETE FROM attachment", {"check.picture_missing"}),
    "an attachment of other bytes": ("UPDATE attachment SET content = x'00'", {"check.picture"}),
    "a row that was changed": ("UPDATE record SET title = 'x'", {"check.projection"}),
    "a counter that is behind": (
        "UPDATE record SET reference = 'AP/2026/CS/A0900' WHERE id = 'p'",
        {"check.counter", "check.projection"},
    ),
    "an entry of the log that is gone": ("DELETE FROM log WHERE seq = 1", {"check.log_gap"}),
}


@pytest.mark.parametrize("harm", HARMS)
def test_check_and_drill_give_one_verdict(office, passphrase, clock, tmp_path, harm):
    statement, least = HARMS[harm]
    if statement:
        office.store._raw.execute(statement)
    checked = store_check.check(office)
    made = backup.back_up(office, tmp_path / "office.rilobackup")
    drilled = restore.drill(made.path, passphrase, clock=clock).health
    assert least <= said(checked.findings)
    assert said(drilled.findings) == said(checked.findings)
    assert drilled.is_whole == checked.is_whole == (not least)


def said(findings: tuple[Finding, ...]) -> set[str]:
    """Rules: of what is wrong in the log there is more where there are more entries."""
    return {found.rule for found in findings}


def test_what_is_only_to_be_known_makes_neither_say_broken(office, passphrase, clock, tmp_path):
    """The newest entry of the log is of tomorrow: the clock is behind, the store is whole."""
    made = backup.back_up(office, tmp_path / "office.rilobackup").path
    folder, yesterday = office.folder, lambda: clock() - timedelta(days=2)
    office.close()
    with open_store(folder, passphrase, clock=yesterday) as session:
        checked = store_check.check(session)
    drilled = restore.drill(made, passphrase, clock=yesterday, office=folder).health
    assert said(drilled.findings) == said(checked.findings) != set()
    assert checked.is_whole
    assert drilled.is_whole
    assert backup.known(folder)[-1].drilled


def test_a_damaged_page_is_found_by_the_check_and_gets_no_backup(office, passphrase, tmp_path):
    """So that there is nothing whose drill could pass."""
    office.close()
    pages = (office.folder / "store.db").stat().st_size // PAGE
    for page in range(1, pages, pages // 12):
        folder = tmp_path / str(page)
        shutil.copytree(office.folder, folder)
        with (folder / "store.db").open("rb+") as file:
            file.seek(page * PAGE)
            file.write(os.urandom(PAGE))
        target = tmp_path / f"{page}.rilobackup"
        assert not is_whole(folder, passphrase)
        with pytest.raises(StoreError), open_store(folder, passphrase) as session:
            backup.back_up(session, target)
        assert not target.exists()


def is_whole(folder: Path, passphrase: str) -> bool:
    """An office that does not open, or stops the check, is none that is whole."""
    try:
        with open_store(folder, passphrase) as session:
            return store_check.check(session).is_whole
    except StoreError:
        return False


def test_a_case_saved_before_its_picture_is_told_by_both(office, passphrase, clock, tmp_path):
    later = CaseStudy(id="q", title="x", local_ref="q", pictures=(Picture(sha256="0" * 64),))
    record.save(office, later)
    made = backup.back_up(office, tmp_path / "office.rilobackup").path
    checked, drilled = store_check.check(office), restore.drill(made, passphrase, clock=clock)
    assert said(drilled.health.findings) == said(checked.findings) == {"check.picture_missing"}
