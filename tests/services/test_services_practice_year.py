"""The sample office on the day on which it is made, and later: nothing of its year is refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from practice_years import SHIPPED
from rilo_desktop.records import Record, record_types
from rilo_desktop.rules.validate import validate
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records.file_import import import_files
from rilo_desktop.services.records.record import known_in
from short_forms import share

PASSPHRASE = "a passphrase of the first officer"
DAYS = ("2027-01-02", "2028-02-29", "2026-12-31", "2026-11-30", "2027-04-01", "2027-08-15")
UNFINISHED = {
    ("XX-AP2-11", "completeness.not_known"),  # no day was agreed
    ("XX-CONS-01", "consultations.not_read"),  # the answer is not written yet
}
"""What the year leaves open, to be seen; nothing of it blocks."""


@contextmanager
def office(folder: Path, day: str) -> Iterator[Session]:
    now = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    made = make_office(folder / "office", "XX", "XX-01", PASSPHRASE, clock=lambda: now)
    with made.session as session:
        add_sample(session)
        yield session


def of_the_year(session: Session) -> dict[str, Record]:
    numbers = set(re.findall(r'"local_ref": "([^"]+)"', SHIPPED.read_text("utf-8")))
    found = {}
    for kind in record_types():
        with session.reading() as reading:
            for stored in reading.records.all_of(kind):
                if stored.record.local_ref in numbers:
                    found[stored.record.id] = stored.record
    return found


@pytest.mark.parametrize("day", share(DAYS, 0, 3))
def test_no_rule_finds_anything_in_the_year(tmp_path: Path, day: str) -> None:
    with office(tmp_path, day) as session:
        records = of_the_year(session)
        assert len(records) > 400
        known = replace(known_in(session, *records.values()), today=session.clock().date())
        found = {
            (one.local_ref, finding.rule)
            for one in records.values()
            for finding in validate(one, known=known)
        }
        assert found == UNFINISHED
        assert store_check.check(session).findings == ()


@pytest.mark.parametrize("later", [1, 500])
def test_importing_it_again_later_changes_nothing(tmp_path: Path, later: int) -> None:
    """The day of the office is in its store: a year that is read again is the same."""
    with office(tmp_path, "2027-01-02") as session:
        before = of_the_year(session)
    now = datetime(2027, 1, 2, 10, tzinfo=UTC) + timedelta(later)
    with open_store(tmp_path / "office", PASSPHRASE, "XX-01", clock=lambda: now) as session:
        again = import_files(session, [SHIPPED])
        assert (again.new, again.changed, again.same) == (0, 0, len(before))
        assert of_the_year(session) == before


def test_its_pictures_are_those_that_ship() -> None:
    """A picture that was drawn anew needs its new hash in the file."""
    shipped = {
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (SHIPPED.parent / "pictures").iterdir()
    }
    text = SHIPPED.read_text("utf-8")
    named = {
        line.split('"')[3] for line in text.splitlines() if line.strip().startswith('"sha256"')
    }
    assert named == shipped
