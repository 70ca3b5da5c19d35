"""One typed line as an activity: what is certain is read, the rest is asked or stays as typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis import quick_words
from rilo_desktop.analysis.quick_entry import DATE, KIND, EntryNames, QuickEntry, read
from rilo_desktop.analysis.typed_dates import LANGUAGES, date_of, folded
from rilo_desktop.language import catalogue, formats
from rilo_desktop.records.activity import Activity
from rilo_desktop.records.field_specs import fields_of
from rilo_desktop.vocabularies import vocabulary

TODAY = date(2026, 11, 24)
NAMES = EntryNames(
    members={"qm": "QM", "aldoria": "QM", "qn": "QN", "new aldoria": "QO"},
    partners={"x4": "X4", "secretariat": "Secretariat"},
    places={"harbour": "Harbour"},
)


def _read(text: str) -> QuickEntry:
    return read(text, TODAY, NAMES)


def test_the_line_of_the_design_is_read() -> None:
    found = _read("training Reading X-ray pictures, 1 day, 12 officers, Practice Port, 3 dec")
    assert found.title == "Reading X-ray pictures"
    assert found.values == {
        "activity_kind": "training",
        "officers": 12,
        "place": "Practice Port",
        "date_start": "2026-12-03",
    }
    assert found.can_be_saved
    assert [part.what for part in found.parts] == ["kind", "number", "number", "place", "date"]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("training CEN data quality, 2 days, 18 officers, 12 nov", {"date_end": "2026-11-13"}),
        ("training Data 12-13 nov", {"date_start": "2026-11-12", "date_end": "2026-11-13"}),
        ("training Data, 30 nov to 2 dec", {"date_start": "2026-11-30", "date_end": "2026-12-02"}),
        ("formation Saisie, 17 agents, 4 au 5 février 2025", {"date_start": "2025-02-04"}),
        ("request Two routes by mail, for QM and X4", {"members": ("QM",), "partners": ("X4",)}),
        ("support Reading of scans, New Aldoria", {"members": ("QO",)}),
        ("support Reading of scans, positive, drugs", {"feedback": "positive", "area": "DRUGS"}),
        ("meeting Contact points, 7 members, 8 invited", {"members_present": 7}),
        ("operation Small parcels, 1,904 controls, 212 messages", {"messages": 212}),
        ("product Chargers, alert, 1 page, 8 recipients", {"product_type": "alert", "sent_to": 8}),
        ("best practice Days to entry", {"activity_kind": "best_practice"}),
        ("visit Analysts, in harbour", {"place": "Harbour"}),
        ("request Routes, due 1 dec agreed", {"due": "2026-12-01", "due_basis": "agreed"}),
        ("request Routes, received 3 nov", {"received": "2026-11-03", "date_start": "2026-11-03"}),
        ("request Routes, dec 2025", {"date_start": "2025-12"}),
        ("request Routes yesterday", {"received": "2026-11-23"}),
        ("запрос Два маршрута, 3 ноября", {"date_start": "2026-11-03"}),
        ("تدريب البيانات, 12 موظف", {"activity_kind": "training", "officers": 12}),
    ],
)
def test_what_is_certain_is_read(line: str, values: dict[str, Any]) -> None:
    found = _read(line)
    assert {name: found.values.get(name) for name in values} == values
    assert found.can_be_saved, found.questions


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("product Bulletin 1/2025: small parcels", "Bulletin 1/2025: small parcels"),
        ("meeting Contact points: virtual meeting, first quarter", None),
        ("request Trends in Aldoria", "Trends in Aldoria"),
        ("meeting Second look, 12 officers", "Second look, 12 officers"),
        ('training "The course of 3 dec, 12 officers"', "The course of 3 dec, 12 officers"),
        ("training Look, 3/4/2026", "Look, 3/4/2026"),
        ("training Look, 31 feb", "Look, 31 feb"),
        ("training Look, 12 officers, 13 officers", "Look, 13 officers"),
    ],
)
def test_what_is_not_certain_stays_in_the_title(line: str, title: str | None) -> None:
    assert _read(line).title == (title or line.partition(" ")[2])


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("training yesterday 12 officers Warsaw", "Warsaw", "2026-11-23"),
        ("training 12 officers yesterday Scans", "Scans", "2026-11-23"),
        ("training tomorrow 12 officers Scans", "Scans", "2026-11-25"),
        ("training Scans 12 officers the day after tomorrow", "Scans", "2026-11-26"),
        ("formation hier 12 agents Numérisation", "Numérisation", "2026-11-23"),
        ("formation avant-hier 12 agents Numérisation", "Numérisation", "2026-11-22"),
        ("formation après-demain 12 agents Numérisation", "Numérisation", "2026-11-26"),
        ("curso ayer 12 funcionarios Escáneres", "Escáneres", "2026-11-23"),
        ("curso pasado mañana 12 funcionarios Escáneres", "Escáneres", "2026-11-26"),
        ("formação amanhã 12 agentes Imagens", "Imagens", "2026-11-25"),
        ("formação depois de amanhã 12 agentes Imagens", "Imagens", "2026-11-26"),
        ("обучение завтра 12 сотрудников Снимки", "Снимки", "2026-11-25"),
        ("обучение позавчера 12 сотрудников Снимки", "Снимки", "2026-11-22"),
        ("تدريب غدا 12 موظف صور", "صور", "2026-11-25"),
        ("تدريب أول أمس 12 موظف صور", "صور", "2026-11-22"),
    ],
)
def test_days_and_counts_before_the_title_are_read(line: str, title: str, day: str) -> None:
    found = _read(line)
    assert (found.title, found.values["date_start"], found.values["officers"]) == (title, day, 12)
    assert not found.is_today


def test_a_year_or_a_month_before_the_title_is_of_the_title() -> None:
    assert _read("product 2026-10 in figures").title == "2026-10 in figures"
    assert _read("training Tomorrow's scanners").title == "Tomorrow's scanners"


def test_an_unknown_kind_is_asked() -> None:
    found = _read("Reading X-ray pictures, 12 officers")
    (question,) = found.questions
    assert question.about == KIND
    assert question.choices == tuple(item.code for item in vocabulary("activity_kind"))
    assert not found.can_be_saved


def test_two_dates_are_asked() -> None:
    found = _read("training Data, 3 dec, 5 dec")
    (question,) = found.questions
    assert (question.about, question.choices) == (DATE, ("2026-12-03", "2026-12-05"))
    assert "date_start" not in found.values
    assert not found.can_be_saved


def test_days_that_are_not_those_of_the_dates_are_asked() -> None:
    assert _read("training Data, 3 days, 3-4 dec").questions
    assert not _read("training Data, 2 days, 3-4 dec").questions


def test_no_date_is_today_and_is_said() -> None:
    found = _read("visit Analysts")
    assert found.is_today
    assert found.values["date_start"] == "2026-11-24"
    assert not _read("visit Analysts, 3 nov").is_today


def test_a_date_without_a_year_is_not_far_ahead() -> None:
    assert date_of(("20", "dec"), date(2027, 1, 5)) == ("2026-12-20", "")
    assert date_of(("3", "mar"), TODAY) == ("2026-03-03", "")
    assert date_of(("3", "dec"), TODAY) == ("2026-12-03", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_every_language_is_read(language: str) -> None:
    shape = formats(language)
    for names in (shape.months, shape.months_alone, shape.months_short):
        for number, name in enumerate(names, 1):
            assert date_of((folded(name), "2025"), TODAY) == (f"2025-{number:02}", ""), name


def test_the_kept_list_names_every_kind_once() -> None:
    assert set(quick_words.KINDS) == {item.code for item in vocabulary("activity_kind")}
    for words in (quick_words.KINDS, quick_words.NOUNS, quick_words.DATED, quick_words.BASES):
        every = [folded(word) for known in words.values() for word in known]
        assert len(every) == len(set(every))
    assert set(quick_words.FIELDS.values()) <= set(fields_of(Activity))
    for kind in quick_words.KINDS:
        first = {word[0] for word in quick_words.KINDS[kind]}
        for script in ("a-z", "а-я", "ا-ي"):
            assert any(re.match(f"[{script}]", sign) for sign in first), (kind, script)


@given(st.text(max_size=200))
def test_nothing_that_is_typed_is_lost_or_raises(text: str) -> None:
    found = _read(text)
    spans = [(part.start, part.end) for part in found.parts]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    said = {name for part in found.parts if (name := part.field)}
    for name in found.values:
        assert name in said | {"date_start", "date_end", "received", "due_basis"}
    if found.can_be_saved:
        assert found.values["activity_kind"] in quick_words.KINDS
        assert found.values["date_start"]


TYPED = (
    'training request 12 officers , 3 dec QM and X4 in Port due agreed - to 2026 today " days 2 '
    "7.8.2026 online data"
)
WORDS = st.sampled_from(TYPED.split())


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_each_word_is_in_the_title_or_in_a_part(text: str) -> None:
    found = _read(text)
    covered = [False] * len(text)
    for part in found.parts:
        covered[part.start : part.end] = [True] * (part.end - part.start)
    rest = "".join(sign for sign, is_in in zip(text, covered, strict=True) if not is_in)
    title = found.title
    for word in rest.replace(",", " ").replace('"', " ").split():
        assert word in title or folded(word) in (
            *quick_words.WITH,
            *quick_words.AND,
            *quick_words.PLACE,
        ), (word, title)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_whole_date_is_read_in_every_language(day: date, language: str) -> None:
    words = folded(formats(language).day(day)).replace("\u00a0", " ").split()
    assert date_of(words, TODAY) == (day.isoformat(), "")
    assert date_of((day.isoformat(),), TODAY) == (day.isoformat(), "")


@given(st.dates(date(1990, 1, 1), date(2060, 12, 30)), st.integers(1, 300))
def test_days_give_the_last_day(day: date, days: int) -> None:
    found = _read(f"training Data, {days} days, {day.isoformat()}")
    last = day + timedelta(days - 1)
    assert found.values.get("date_end", day.isoformat()) == last.isoformat()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_example_of_the_empty_register_is_read_whole(language: str) -> None:
    line = catalogue(language).text("training CEN data quality, 2 days, 18 officers, 12 nov")
    found = _read(line)
    assert found.can_be_saved
    assert found.values == {
        "activity_kind": "training",
        "officers": 18,
        "date_start": "2026-11-12",
        "date_end": "2026-11-13",
    }
