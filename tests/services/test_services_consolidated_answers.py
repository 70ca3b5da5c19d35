"""Twelve practice offices answer a form; the practice Secretariat gets one table and one paper.

Its figures equal those computed here from the files that the offices answered with.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_with_forms import RILO, answers, answers_file, practice_office, workbook
from received_offices import coming, document, to_file

from rilo_desktop.exchange.submission import printed, read_submission
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.reports import made
from rilo_desktop.reports.engine.layout_blocks import Slab
from rilo_desktop.reports.engine.styles import LEFT, LIST_KEY
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, form_table, form_versions, forms
from rilo_desktop.services.submissions.submit import (
    SubmissionRequest,
    draft_content,
    submit,
)

SILENT_OFFICE = PRACTICE_OFFICES[-1]
AREAS = ("IPR_HS", "DRUGS", "ENV", "CULT", "REV", "SEC")
LANGUAGES = ("en", "fr", "es", "ar")


@dataclass
class Asked:
    secretariat: Session
    said: Mapping[str, dict[str, Any]]
    """{office: the answers of its file}."""


def of_office(number: int, code: str) -> dict[str, Any]:
    """Answers as XX gives them, with other numbers, choices and words in each office."""
    data = answers(RILO)
    said = data["answers"]
    said["about"]["office"] = code
    said["manpower"] |= {"host": 3 + number, "seconded": number % 3, "analysts": 2}
    said["manpower"]["posts"] = said["manpower"]["host"] + said["manpower"]["seconded"] + 1
    said["manpower"]["languages"] = [
        {"language": language, "speakers": 1 + number % 3}
        for language in LANGUAGES[: 1 + number % 4]
    ]
    said["scope"]["areas"] = " ".join(AREAS[: 1 + number % len(AREAS)])
    said["needs"]["need_text"] = f"Words of {code}: a shorter form."
    if number % 3 == 0:
        said["members"] = {
            "members_total": 8,
            "with_contact": 7,
            "meeting": "no",
            "no_meeting": f"No room in {code}",
        }
    return data


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("twelve")
    said: dict[str, dict[str, Any]] = {}
    with practice_office(folder / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        forms.add(secretariat, workbook(RILO))
        for number, code in enumerate(PRACTICE_OFFICES):
            if code == SILENT_OFFICE:
                continue
            data = of_office(number, code)
            said[code] = data["answers"]
            with practice_office(folder / code, code) as session:
                forms.add(session, workbook(RILO))
                file = answers_file(folder, data)
                done = form_answers_file.answer(session, RILO, file)
                assert not done.problems, (code, done.problems)
                assert done.saved is not None
                about = (done.saved.stored.record.id,)
                order = SubmissionRequest("questionnaire-return", records=about, reason="agreed")
                came = document(session, submit(session, order).submission.reference)
            receive.accept(secretariat, coming(secretariat, came))
        yield Asked(secretariat, said)


def row_of(data: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(one for one in data["rows"] if one["path"] == path)
    return found


def test_every_office_has_its_column(asked: Asked) -> None:
    found = form_table.table(asked.secretariat, RILO)
    assert {one.code for one in found.offices} == set(PRACTICE_OFFICES)
    assert found.missing == (SILENT_OFFICE,)
    data = form_table.as_data(found, "fr")
    hosts = row_of(data, "manpower/host")["answers"]
    assert hosts.pop(SILENT_OFFICE) == {"state": "not_sent", "values": []}
    assert {code: int(one["values"][0]) for code, one in hosts.items()} == {
        code: said["manpower"]["host"] for code, said in asked.said.items()
    }


def test_the_answers_of_another_office_are_carried_over_by_that_office_alone(asked: Asked) -> None:
    office = form_table.table(asked.secretariat, RILO).offices[0]
    assert office.answers is not None
    with pytest.raises(Refused, match="the answers of another office"):
        form_versions.carry_over(
            asked.secretariat, str(office.answers.questionnaire), office.answers.id
        )


def test_the_tallies_equal_an_independent_count(asked: Asked) -> None:
    data = form_table.as_data(form_table.table(asked.secretariat, RILO), "en")
    areas = row_of(data, "scope/areas")
    expected = Counter(
        area for said in asked.said.values() for area in said["scope"]["areas"].split()
    )
    assert {code: one["offices"] for code, one in areas["counts"].items() if one["offices"]} == (
        dict(expected)
    )
    assert areas["base"] == len(asked.said)
    meeting = row_of(data, "members/meeting")
    held = Counter(said["members"]["meeting"] for said in asked.said.values())
    assert {code: one["offices"] for code, one in meeting["counts"].items()} == dict(held)
    why = row_of(data, "members/no_meeting")
    assert why["base"] == held["no"], "asked of those that held none"
    spoken = row_of(data, "manpower/languages/language")
    expected = Counter(
        code
        for said in asked.said.values()
        for code in {line["language"] for line in said["manpower"]["languages"]}
    )
    assert {code: one["offices"] for code, one in spoken["counts"].items() if one["offices"]} == (
        dict(expected)
    )
    staff = row_of(data, "manpower/host")
    assert int(staff["total"]) == sum(said["manpower"]["host"] for said in asked.said.values())


def test_the_table_is_written_as_workbook_and_csv(asked: Asked, tmp_path: Path) -> None:
    found = form_table.table(asked.secretariat, RILO)
    form_table.write(asked.secretariat, found, tmp_path / "answers.xlsx")
    book = openpyxl.load_workbook(tmp_path / "answers.xlsx")
    head, *rows = book[RILO].iter_rows(values_only=True)
    host, office = head.index("manpower/host"), head.index("_office")
    assert {row[office]: row[host] for row in rows} == {
        **{code: said["manpower"]["host"] for code, said in asked.said.items()},
        SILENT_OFFICE: None,
    }
    lines = book["languages"].max_row - 1
    assert lines == sum(len(said["manpower"]["languages"]) for said in asked.said.values())
    form_table.write(asked.secretariat, found, tmp_path / "answers.csv")
    read = csv.DictReader(io.StringIO((tmp_path / "answers.csv").read_text("utf-8"), newline=""))
    assert {row["_office"] for row in read} == set(PRACTICE_OFFICES)
    with pytest.raises(Refused, match="neither"):
        form_table.write(asked.secretariat, found, tmp_path / "answers.ods")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_paper_prints_the_same_figures(asked: Asked, tmp_path: Path, language: str) -> None:
    form = forms.find(asked.secretariat, RILO).record
    order = SubmissionRequest(
        "consolidated-answers", records=(form.id,), language=language, reason="as agreed"
    )
    reference = submit(asked.secretariat, order).submission.reference
    path = to_file(asked.secretariat, reference, tmp_path)
    if kept := os.environ.get("RILO_KEEP_PAGES"):
        Path(kept, f"consolidated-{language}.pdf").write_bytes(path.read_bytes())
    text = "\n".join(
        line
        for page in printed(path.read_bytes(), path.name, language).pages
        for line in page.lines
    )
    of = "of" if language == "en" else "sur"
    sent = len(asked.said)
    assert f"{sent} {of} {len(PRACTICE_OFFICES)}" in text
    held = Counter(said["members"]["meeting"] for said in asked.said.values())
    assert f"{held['no']} {of} {sent}" in text
    for code in asked.said:
        assert f"Words of {code}: a shorter form." in text
    package = read_submission(path).package
    assert package is not None
    assert not package.records, "the answers of offices are printed, and sent by their offices"


def test_a_question_never_stands_below_without_its_choices(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Slab] = []
    draw = Slab.draw

    def noted(self: Slab, pen: Any, top: float) -> None:
        drawn.append(self)
        draw(self, pen, top)

    monkeypatch.setattr(Slab, "draw", noted)
    form = forms.find(asked.secretariat, RILO).record
    order = SubmissionRequest("consolidated-answers", records=(form.id,))
    made(draft_content(asked.secretariat, order))
    questions = [
        slab
        for slab in drawn
        for x, _, line in slab.lines
        if x == LEFT and line.style is LIST_KEY and line.text.partition(". ")[0].isdigit()
    ]
    assert len(questions) > 3
    assert all(slab.glue for slab in questions)
