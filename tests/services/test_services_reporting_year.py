# mypy: disable-error-code="attr-defined"
"""The reporting year: a day that was announced is counted to, a month never, and nothing is late
against a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.analysis.obligations import Sureness
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.receiving import network_overview
from rilo_desktop.services.receiving.network_overview import OfficeState
from rilo_desktop.services.records import reporting_year, today
from rilo_desktop.services.submissions import submit

LETTER = "letter of 3 November 2026"


@pytest.fixture
def office(make_session: Any, clock: Any) -> Any:
    clock.now = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    return make_session(sample=True)


def _paper(session: Any, code: str) -> reporting_year.Paper:
    return next(one for one in reporting_year.overview(session).papers if one.code == code)


def test_no_day_is_counted_to_before_one_is_announced(office: Any) -> None:
    papers = reporting_year.overview(office).papers
    assert papers
    assert all(one.due is None or not one.due.is_day for one in papers)
    assert all(one.passed is None for one in papers)
    assert all(one.submission in ("", *SUBMISSIONS) for one in papers)
    shown = today.overview(office).obliged
    assert all(one.submission in SUBMISSIONS for one in shown)


def test_an_announced_day_is_counted_to_with_its_source(office: Any) -> None:
    reporting_year.announce(office, "GRMAP", day="2026-12-15", source=LETTER)
    paper = _paper(office, "GRMAP")
    assert paper.due is not None
    assert (paper.due.start, paper.due.source) == (date(2026, 12, 15), LETTER)
    assert paper.due.sureness is Sureness.ANNOUNCED
    assert paper.due.days_left(date(2026, 11, 27)) == 18
    assert reporting_year.overview(office).papers[0] == paper
    obliged = next(one for one in today.overview(office).obliged if one.code == "GRMAP")
    assert obliged.time.days_left(date(2026, 11, 27)) == 18


def test_a_recipient_that_is_known_is_said_in_the_language_of_the_window(office: Any) -> None:
    papers = reporting_year.overview(office, "fr").papers
    to = {one.code: one.recipient for one in papers}
    assert to["GRMPR"] == "Réunion mondiale des BRLR"
    assert "Secrétariat de l'OMD" in to.values()
    assert _paper(office, "GRMPR").recipient == "Global RILO Meeting"


def test_what_the_program_ships_is_said_in_french(office: Any) -> None:
    """What an obligation says in words is a message like any other."""
    for paper in reporting_year.overview(office, "fr").papers:
        english = _paper(office, paper.code)
        assert paper.what != english.what, english.what
        if english.recipient not in ("Members", "Office"):
            assert paper.recipient != english.recipient, english.recipient


def test_a_month_is_no_day(office: Any) -> None:
    reporting_year.announce(office, "GRMAP", month="2027-02", source=LETTER)
    paper = _paper(office, "GRMAP")
    assert paper.due is not None
    assert not paper.due.is_day
    assert paper.due.start == date(2027, 2, 1)


def test_a_day_that_is_over_asks_until_something_was_released(office: Any) -> None:
    reporting_year.announce(office, "ITRIN", day="2026-11-20", source=LETTER)
    paper = _paper(office, "ITRIN")
    assert (paper.submission, paper.year) == ("illicit-trade-report", 2025)
    assert paper.passed is not None
    assert paper.passed.days_left(date(2026, 11, 27)) == -7
    order = submit.SubmissionRequest(paper.submission, year=paper.year, reason="test")
    submit.submit(office, order)
    assert _paper(office, "ITRIN").passed is None


def test_a_report_that_is_published_is_no_paper_of_the_office(office: Any) -> None:
    assert _paper(office, "ITR").submission == ""


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"day": "15.12.2026", "source": LETTER}, "year.day"),
        ({"day": "2026-02-30", "source": LETTER}, "year.day"),
        ({"month": "2026-13", "source": LETTER}, "year.month"),
        ({"month": "2026", "source": LETTER}, "year.month"),
        ({"source": LETTER}, "year.nothing"),
        ({"day": "2026-12-15", "source": " "}, "year.source"),
    ],
)
def test_what_is_no_announcement_is_refused_and_nothing_is_written(
    office: Any, given: dict[str, str], rule: str
) -> None:
    before = _paper(office, "GRMAP")
    with pytest.raises(Refused) as refused:
        reporting_year.announce(office, "GRMAP", **given)
    assert [one.rule for one in refused.value.findings] == [rule]
    assert _paper(office, "GRMAP") == before


def test_nobody_in_the_network_is_late_against_a_month(make_session: Any) -> None:
    secretariat = make_session("SECRETARIAT")
    found = network_overview.overview(secretariat)
    assert found.count(OfficeState.MISSING) == 0
    assert found.count(OfficeState.LATE) == 0
    assert all(not owed.last and not owed.next for owed in found.owed)


def test_only_announced_days_stand_in_the_calendar(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "year.ics"
    with pytest.raises(Refused):
        reporting_year.write_calendar(office, path)
    assert not path.exists()
    reporting_year.announce(office, "GRMAP", day="2026-12-15", source="Agenda; item 3, " + "x" * 90)
    reporting_year.announce(office, "GRMPR", month="2027-02", source=LETTER)
    assert reporting_year.write_calendar(office, path).days == 1
    text = path.read_bytes().decode("utf-8")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20261215"]
    assert "DTEND;VALUE=DATE:20261216" in lines
    whole = text.replace("\r\n ", "")
    assert "Agenda\\; item 3\\, " in whole
    assert "2027" not in whole.replace(LETTER, "")
