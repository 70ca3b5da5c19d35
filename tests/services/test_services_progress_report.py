# mypy: disable-error-code="attr-defined"
"""The annual progress report of the practice year: each figure is counted again from its file.

The expected numbers come from the JSON of the year alone; nothing of the program counts them.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf
import pypdfium2
import pytest

from practice_years import FIXED
from rilo_desktop import reports
from rilo_desktop.cli import main
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import record
from rilo_desktop.services.records.file_import import import_files
from rilo_desktop.services.submissions import release, submit, verify
from rilo_desktop.services.submissions.submit import SubmissionRequest
from rilo_desktop.vocabularies import vocabulary

YEAR = 2025
PASSPHRASE = "a passphrase of the first officer"
DAY = f"{YEAR}-03-02"
COURSE: dict[str, Any] = {"title": "A course", "activity_kind": "training", "date_start": DAY}
Table = Mapping[tuple[str, str], Mapping[str, str]]


@pytest.fixture(scope="module")
def practice() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIXED.read_text("utf-8"))
    return found


@pytest.fixture
def sent(make_session: Any, tmp_path: Path) -> dict[str, bytes]:
    """What is attached to the released report."""
    session = make_session("XX")
    import_files(session, [FIXED])
    order = SubmissionRequest(
        "annual-progress-report",
        year=YEAR,
        reason="practice",
        messages=(("happened", "Two operations were led."),),
    )
    made = submit.submit(session, order).submission
    release.export(session, made.reference, tmp_path / "out.pdf")
    assert verify.verify(session, tmp_path / "out.pdf").is_good
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def _table(sent: Mapping[str, bytes]) -> Table:
    rows = csv.DictReader(io.StringIO(sent["figures.csv"].decode("utf-8")))
    return {(row["figure"], row["key"]): row for row in rows}


def _counted(table: Table, figure: str) -> dict[str, int]:
    """Those above 0."""
    found = {key: row["value"] for (name, key), row in table.items() if name == figure}
    return {key: int(value) for key, value in found.items() if value not in ("", "0")}


def _by(things: Iterable[Any], key: Callable[[Any], Any]) -> dict[str, int]:
    return dict(Counter(key(one) for one in things))


def test_every_figure_of_the_practice_year(
    sent: dict[str, bytes], practice: dict[str, Any]
) -> None:
    table = _table(sent)
    value = {name: row["value"] for name, row in table.items()}
    activities = [a for a in practice["activities"] if a.get("status", "done") == "done"]
    of = {k: [a for a in activities if a["kind"] == k] for k in {a["kind"] for a in activities}}
    assert value["activities_total", ""] == str(len(activities)) == "60"
    assert _counted(table, "by_kind") == _by(activities, lambda a: a["kind"])
    assert _counted(table, "by_month_start") == _by(activities, lambda a: a["date_start"][:7])
    assert _counted(table, "operations_by_role") == _by(of["operation"], lambda a: a["role"])
    quantities: dict[str, Decimal] = {}
    seizures: Counter[str] = Counter()
    for one in of["operation"]:
        for line in one["detail"]["results"]:
            key = f"{line['commodity']} / {line['kind_of_goods']} / {line['unit']}"
            quantities[key] = quantities.get(key, Decimal(0)) + Decimal(str(line["quantity"]))
            seizures[key] += line["seizures"]
    results = {key: row for (name, key), row in table.items() if name == "operation_results"}
    assert {key: Decimal(row["value"]) for key, row in results.items()} == quantities
    assert all(row["unit"] == key.rpartition(" / ")[2] for key, row in results.items())
    assert _counted(table, "operation_result_seizures") == dict(seizures)
    assert value["operation_seizures_total", ""] == str(sum(seizures.values())) == "192"
    silent = [a for a in of["operation"] if not a["detail"]["results"]]
    assert value["operations_without_results", ""] == str(len(silent)) == "1"
    states = {
        "on time": "on_time",
        "late": "late",
        "no deadline": "answered",
        "open": "open",
        "open, overdue on 31 December 2025": "overdue",
    }
    assert _counted(table, "requests_by_state") == _by(
        of["request"], lambda a: states[a["detail"]["state"]]
    )
    answered = [a["detail"] for a in of["request"] if a["detail"]["answered"]]
    assert value["requests_answered", ""] == str(len(answered)) == "12"
    days = [_days(one["received"], one["answered"]) for one in answered]
    assert Decimal(value["requests_median_days", ""]) == Decimal(str(median(days))) == 17
    assert table["requests_median_days", ""]["base"] == "12"
    products = of["product"]
    assert _counted(table, "products_by_type") == _by(
        products, lambda a: a["detail"]["product_type"]
    )
    assert _counted(table, "products_by_tlp") == _by(products, lambda a: a["tlp"])
    assert value["training_events", ""] == str(len(of["training"])) == "9"
    stated = [
        a["detail"]["officers"] for a in of["training"] if a["detail"]["officers"] is not None
    ]
    trained = table["training_officers", ""]
    assert (trained["value"], trained["base"]) == (str(sum(stated)), str(len(stated)))
    taught = [code for a in of["training"] for code in a["languages"]]
    assert _counted(table, "training_events_by_language") == _by(taught, str)
    contact = [a for a in of["meeting"] if a["detail"]["meeting_type"] == "contact_points"]
    assert value["contact_point_meetings", ""] == str(len(contact)) == "4"
    feedback = {"no feedback": "none"}
    assert _counted(table, "control_support_feedback") == _by(
        of["control_support"],
        lambda a: feedback.get(a["detail"]["feedback"], a["detail"]["feedback"]),
    )
    assert value["case_studies", ""] == str(len(practice["case_study_stubs"])) == "9"


def test_the_counts_that_members_reported(sent: dict[str, bytes], practice: dict[str, Any]) -> None:
    table = _table(sent)
    rows = [row for row in practice["cen_like_counts"] if row["year"] == YEAR]
    before = [row for row in practice["cen_like_counts"] if row["year"] == YEAR - 1]
    value = {name: row["value"] for name, row in table.items()}
    assert value["cen_records", ""] == str(sum(row["records"] for row in rows)) == "1854"
    assert value["cen_complete", ""] == str(sum(row["complete"] for row in rows)) == "1657"
    for figure, name in (
        ("cen_records_by_commodity", "commodity"),
        ("cen_records_by_detection", "detection"),
        ("cen_records_by_member", "member"),
    ):
        found: Counter[str] = Counter()
        for row in rows:
            found[row[name]] += row["records"]
        assert _counted(table, figure) == dict(found), figure
    both = {row["member"] for row in rows} & {row["member"] for row in before}
    for year, part in ((YEAR, rows), (YEAR - 1, before)):
        total = sum(row["records"] for row in part if row["member"] in both)
        assert value["cen_comparable", str(year)] == str(total)


def test_the_plan_of_the_practice_year(sent: dict[str, bytes], practice: dict[str, Any]) -> None:
    table = _table(sent)
    (plan,) = (one for one in practice["action_plans"] if one["period"][1] >= f"{YEAR}-12-31")
    items = plan["items"]
    assert _counted(table, "action_plan_by_status") == _by(items, lambda item: item["status"])
    completed = [item for item in items if item["status"] == "completed"]
    assert table["action_items_completed", ""]["value"] == str(len(completed))


def test_each_figure_names_its_records(sent: dict[str, bytes]) -> None:
    """A count is as many rows; a sum names those it was added from."""
    table = _table(sent)
    text = sent["figure_rows.csv"].decode("utf-8")
    rows = [*csv.DictReader(io.StringIO(text))]
    listed = Counter((row["figure"], row["key"]) for row in rows)
    data = json.loads(sent["submission.json"])
    known = {one["reference"] for one in data["records"]}
    for found in data["printed"]["excerpts"].values():
        known |= {one["reference"] for one in found.values()}
    assert {row["record"] for row in rows} <= known
    for name, row in table.items():
        if row["unit"] == "records" and not name[0].startswith("cen_"):
            assert listed[name] == int(row["value"] or 0), name
        assert row["rule"]
    (silent,) = (row for row in rows if row["figure"] == "operations_without_results")
    assert silent["record"] in known


def test_what_is_beyond_the_label_of_the_report_is_counted_and_not_named(
    sent: dict[str, bytes], practice: dict[str, Any]
) -> None:
    data = json.loads(sent["submission.json"])
    assert data["submission"]["tlp"] == "AMBER"
    strict = [a["title"] for a in practice["activities"] if a["tlp"] in ("RED", "AMBER+STRICT")]
    assert len(strict) == 3
    text = sent["submission.json"].decode("utf-8")
    assert not any(title in text for title in strict)
    counted = data["printed"]["excerpts"]["activity"].values()
    assert sorted(one["tlp"] for one in counted) == ["AMBER+STRICT", "RED", "RED"]


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def test_only_the_members_of_the_office_are_counted(make_session: Any) -> None:
    """A store knows the members of all offices; the report is about one."""
    session = make_session("AP")
    course = replace(record.new(session, "activity"), **COURSE)
    record.save(session, course)
    order = SubmissionRequest("annual-progress-report", year=YEAR)
    content = submit.draft_content(session, order)
    folder = resources.files("rilo_desktop.assets") / "catalogue"
    shipped = csv.DictReader(io.StringIO((folder / "members.csv").read_text("utf-8")))
    own = [row for row in shipped if row["office_code"] == "AP"]
    assert len(own) > 30
    assert content.figures.one("members").value == len(own)
    assert content.figures.one("member_months_owed").value == 0, "it has no case yet"


# --- texts: proposed, accepted, of single members


def _practice_order(make_session: Any, **more: Any) -> tuple[Any, SubmissionRequest]:
    session = make_session("XX")
    import_files(session, [FIXED])
    order = SubmissionRequest("annual-progress-report", year=YEAR, reason="practice", **more)
    return session, order


def _pages(session: Any, order: SubmissionRequest) -> str:
    document = reports.made(submit.draft_content(session, order))
    with pypdfium2.PdfDocument(document) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(pages).split())


def test_a_proposed_text_is_marked_until_it_is_accepted(make_session: Any) -> None:
    session, order = _practice_order(make_session, messages=(("finding.reporting", "Typed here"),))
    assert _pages(session, order).count("Wording proposed by the program") >= 3
    accepted = submit.accept_proposals(session, order)
    places = [place for place, _ in accepted.messages]
    assert places.count("finding.reporting") == 1
    assert {"finding.requests", "finding.activities"} <= {*places}
    text = _pages(session, accepted)
    assert "Wording proposed by the program" not in text
    assert "Typed here" in text
    assert all(said in text for _, said in accepted.messages)
    assert submit.accept_proposals(session, accepted) == accepted
    assert submit.submit(session, accepted).submission.messages


def test_a_note_on_a_member_stands_under_the_members(make_session: Any) -> None:
    notes = (("member", "QM: new contact point in May"), ("member", "QP : nothing since March"))
    session, order = _practice_order(make_session, messages=notes)
    text = _pages(session, order)
    names = [vocabulary("country").label(code, "en") for code in ("QP", "QM")]
    assert f"{names[0]}: nothing since March" in text
    assert f"{names[1]}: new contact point in May" in text
    for wrong in ("new contact point", "ZZZ: nothing", "QM:"):
        with pytest.raises(Refused) as refused:
            submit.preflight(session, replace(order, messages=(("member", wrong),)))
        (finding,) = refused.value.findings
        assert finding.rule == "submit.message_code"


def test_the_command_line_accepts_what_is_proposed(
    make_session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = _practice_order(make_session)
    folder = str(session.store.folder)
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "report.pdf"
    asked = ["--year", str(YEAR), "--reason", "practice", "--accept-proposed", "--out", str(out)]
    assert main(["submit", folder, "annual-progress-report", *asked]) == 0
    with pikepdf.open(out) as pdf:
        data = json.loads(pdf.attachments["submission.json"].get_file().read_bytes())
    places = {one["place"] for one in data["submission"]["messages"]}
    assert {"finding.reporting", "finding.activities"} <= places
