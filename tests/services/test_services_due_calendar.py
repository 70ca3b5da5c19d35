"""Due dates as iCalendar, read by a reader of RFC 5545 that shares nothing with the writer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.records import Record, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import due_calendar, record
from rilo_desktop.services.submissions import export_register

PASSPHRASE = "a passphrase of the first officer"
Event = dict[str, str]


def read(content: bytes) -> tuple[Event, list[Event]]:
    """(properties of the calendar, its events), as RFC 5545 3.1, 3.3.11 and 3.6.1 say."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    unfolded: list[bytes] = []
    for part in physical:
        part.decode("utf-8")  # no character is cut
        if part[:1] in (b" ", b"\t"):
            unfolded[-1] += part[1:]
        else:
            unfolded.append(part)
    lines = [whole_line.decode("utf-8") for whole_line in unfolded]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    whole: Event = {}
    events: list[Event] = []
    inside: Event | None = None
    for line in lines[1:-1]:
        named = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", line)
        assert named, line
        name, _, value = named.groups()
        if line == "BEGIN:VEVENT":
            assert inside is None
            inside = {}
        elif line == "END:VEVENT":
            assert inside is not None
            events.append(inside)
            inside = None
        else:
            target = whole if inside is None else inside
            assert name not in target, line
            target[name] = unescaped(value)
    assert inside is None
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert whole["VERSION"] == "2.0"
    return whole, events


def unescaped(value: str) -> str:
    said, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            assert value[at + 1] in "\\;,nN", value
            said += {"n": "\n", "N": "\n"}.get(value[at + 1], value[at + 1])
            at += 2
            continue
        said += value[at]
        at += 1
    return said


@pytest.fixture
def office(make_session: Callable[..., Session]) -> Session:
    return make_session("AP")


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("due") / "office"
    shutil.copytree(template_of("AP", True).folder, folder)
    with open_store(folder, PASSPHRASE) as session:
        yield session


def item(session: Session, title: str, **values: Any) -> Record:
    new = record.with_values(record.new(session, "action-item"), {"title": title, **values})
    return record.save(session, new).stored.record


def written(session: Session, path: Path, language: str = "en") -> tuple[Event, list[Event]]:
    due_calendar.write(session, path, language)
    return read(path.read_bytes())


def test_what_is_open_with_a_set_day_and_nothing_else(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    with pytest.raises(Refused):
        due_calendar.write(office, path)
    assert not path.exists()
    item(office, "Set", due="2027-01-15", due_basis="plan", tlp="AMBER+STRICT")
    item(office, "Inferred", due="2027-01-16", due_basis="inferred")
    item(office, "A month", due="2027-02", due_basis="plan")
    item(office, "Done", due="2027-01-17", due_basis="plan", progress="completed")
    item(office, "Moved", due="2027-01-18", revised_due="2027-03-01", tlp="GREEN")
    item(office, "No day")
    whole, events = written(office, path)
    assert [one["SUMMARY"].rpartition(" · ")[2] for one in events] == ["Set", "Moved"]
    assert [one["DTSTART"] for one in events] == ["20270115", "20270301"]
    assert [one["DTEND"] for one in events] == ["20270116", "20270302"]
    assert [one["DESCRIPTION"].split("\n")[0] for one in events] == [
        "TLP:AMBER+STRICT",
        "TLP:GREEN",
    ]
    assert "DRAFT" in events[0]["DESCRIPTION"].split("\n")
    assert whole["X-WR-CALDESC"].startswith("TLP:AMBER+STRICT")
    with office.reading() as reading:
        entry = next(iter(reading.log.newest_first()))
    assert (entry.action, entry.detail["days"]) == (actions.DUE_EXPORT, 2)
    assert export_register.listed(office)[0].tlp == "AMBER+STRICT"


def test_an_event_knows_itself_again_and_its_newer_state(office: Session, tmp_path: Path) -> None:
    held = item(office, "Set", due="2027-01-15")
    _, (before,) = written(office, tmp_path / "1.ics")
    _, (same,) = written(office, tmp_path / "2.ics")
    assert same == before
    stored = record.get(office, held.id)
    record.save(office, record.with_values(held, {"revised_due": "2027-04-01"}), stored.revision)
    _, (after,) = written(office, tmp_path / "3.ics")
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART"] == "20270401"


@pytest.mark.parametrize(
    "title",
    [
        "Commas, semicolons; back\\slashes: \\n and \\, are text",
        "ナイロン袋の検査を続ける" * 12,
        "Ünïcödé 😀 " * 14,
        "a" * 200,
        "END:VEVENT BEGIN:VEVENT",
    ],
)
def test_any_title_is_read_back(office: Session, tmp_path: Path, title: str) -> None:
    held = item(office, title, due="2027-01-15")
    _, (event,) = written(office, tmp_path / "due.ics")
    assert event["SUMMARY"].endswith(" ".join(held.title_text.split()))


def test_personal_data_stays(office: Session, tmp_path: Path) -> None:
    item(office, "Call anna.muster@example.org", due="2027-01-15")
    made = due_calendar.write(office, tmp_path / "due.ics")
    assert made.withheld == 1
    _, (event,) = read((tmp_path / "due.ics").read_bytes())
    assert "muster" not in str(event)
    assert "withheld" in event["SUMMARY"]


def test_the_sample_office_in_french(sample: Session, tmp_path: Path) -> None:
    _, events = written(sample, tmp_path / "due.ics", "fr")
    assert events
    uids = [one["UID"] for one in events]
    assert len(set(uids)) == len(uids)
    days = [date.fromisoformat(one["DTSTART"]) for one in events]
    assert days == sorted(days)
    assert not [one for one in events if Workflow.WITHDRAWN in one["DESCRIPTION"]]


def test_questionnaires_and_consultations_are_there(office: Session, tmp_path: Path) -> None:
    for kind, name in (("questionnaire", "due"), ("consultation", "closes")):
        new = record.new(office, kind)
        titled = {new.kind.title_in("en"): "Asked of all offices", name: "2027-05-01"}
        with office.unit(actions.EDIT) as unit:
            unit.write([record.with_values(new, titled)])
    _, events = written(office, tmp_path / "due.ics")
    said = " ".join(one["DESCRIPTION"] for one in events)
    assert "answers wanted by 1 May 2027" in said
    assert "comments wanted by 1 May 2027" in said
