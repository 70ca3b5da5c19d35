"""Lines of minutes as items: what is clear is read, what is not stays empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.minutes import LONGEST, MOST, read_minutes
from rilo_desktop.records.dates import first_day


@pytest.mark.parametrize(
    ("line", "agenda", "lead", "due", "title"),
    [
        (
            "33.2  RILOs to return data quality in one table by March 2027 (all RILOs)",
            "33.2", "all RILOs", "2027-03",
            "RILOs to return data quality in one table by March 2027",
        ),
        (
            "33.5 Each region issues one-page alerts; format for decision at the 34th meeting",
            "33.5", "", "",
            "Each region issues one-page alerts; format for decision at the 34th meeting",
        ),
        ("Contact points to meet twice a year.", "", "", "", "Contact points to meet twice a year"),
        ("a) Lead: Analyst. Report by 31 December 2026", "a", "Analyst", "2026-12-31",
         "Report by 31 December 2026"),
        ("4. Rapport d'ici le 1er mars 2027 (Chef du bureau)", "4", "Chef du bureau",
         "2027-03-01", "Rapport d'ici le 1er mars 2027"),
        ("Report on 2026-11-25 and again on 2027-01-10", "", "", "",
         "Report on 2026-11-25 and again on 2027-01-10"),
        ("Adopted (25 January 2023)", "", "", "2023-01-25", "Adopted (25 January 2023)"),
        ("Due 2026-13-45", "", "", "", "Due 2026-13-45"),
    ],
)  # fmt: skip
def test_a_line_is_read(line: str, agenda: str, lead: str, due: str, title: str) -> None:
    (found,) = read_minutes(line)
    assert (found.agenda_item, found.lead, found.due) == (agenda, lead, due)
    assert found.title == title


def test_two_dates_are_a_question() -> None:
    (found,) = read_minutes("Report on 2026-11-25 and again in March 2027")
    assert found.due == ""
    assert found.dates == ("2026-11-25", "2027-03")


@given(st.text())
def test_any_text_is_read_and_nothing_is_invented(text: str) -> None:
    found = read_minutes(text)
    assert len(found) <= MOST
    for line in found:
        assert line.title
        assert line.text in " ".join(text.split()) or len(line.text) == LONGEST
        assert line.lead in line.text
        assert not line.due or first_day(line.due)
