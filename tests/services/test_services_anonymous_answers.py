"""A form asks for answers that are counted and not named: they never leave whoever received them.

Five practice offices answer; what the practice Secretariat hands on has their counts alone.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from form_workbooks import survey, workbook
from office_with_forms import answers_file, practice_office
from received_offices import coming, document, to_file

from rilo_desktop.exchange.submission import printed, read_submission
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, form_table, forms
from rilo_desktop.services.submissions import verify
from rilo_desktop.services.submissions.referenced_records import unprinted
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

OFFICES = PRACTICE_OFFICES[:5]
A, B, C, D, E = OFFICES
SHARES = {A: "yes", B: "no", C: "no", D: "yes", E: "no"}
WORKS = {A: "4", B: "5", C: "5", D: "2", E: "4"}
STAFF = {A: 7, B: 9111101, C: 9111102, D: 3, E: 9111103}
TROUBLE = {A: "yes", B: "yes", C: "no", D: "yes", E: "yes"}


def form(folder: Path) -> Path:
    sheets = survey(
        "type; name; label; parameters; bind::rilo:anonymous",
        "select_one yn; share; May the answers be shared?; ;",
        "range; works; How well does it work?; start=1 end=5 step=1; ${share} = 'no'",
        "integer; staff; Officers; ; ${share} = 'no'",
        "select_one yn; trouble; Is there trouble with the host?; ; yes",
        "text; words; What would help?; ; yes",
        "text; alone; Said by one office; ; yes",
        "text; open; Anything else?; ;",
        choices=("list_name; name; label", "yn; yes; Yes", "yn; no; No"),
        settings=(
            "form_title; form_id; version; namespaces",
            'Work with hosts; hosts; 1; rilo="https://rilo-desktop.invalid/forms"',
        ),
    )
    return workbook(folder / "hosts.xlsx", sheets)


def of_office(code: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "share": SHARES[code],
        "works": WORKS[code],
        "staff": STAFF[code],
        "trouble": TROUBLE[code],
        "words": f"HIDDEN words of {code}",
        "open": f"Open words of {code}",
    }
    return {"answers": said | ({"alone": f"HIDDEN of {code} alone"} if code == C else {})}


@dataclass
class Asked:
    secretariat: Session
    form: str
    path: Path
    """Of the consolidated answers as the Secretariat hands them on."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("anonymous")
    with practice_office(folder / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        own = forms.add(secretariat, form(folder)).form
        for code in OFFICES:
            with practice_office(folder / code, code) as session:
                forms.add(session, form(folder))
                file = answers_file(folder, of_office(code))
                done = form_answers_file.answer(session, "hosts", file)
                assert not done.problems
                assert done.saved is not None
                about = (done.saved.stored.record.id,)
                order = SubmissionRequest("questionnaire-return", records=about, reason="agreed")
                came = document(session, submit(session, order).submission.reference)
            receive.accept(secretariat, coming(secretariat, came))
        order = SubmissionRequest("consolidated-answers", records=(own.id,), reason="as agreed")
        path = to_file(secretariat, submit(secretariat, order).submission.reference, folder)
        if kept := os.environ.get("RILO_KEEP_PAGES"):
            Path(kept, "anonymous.pdf").write_bytes(path.read_bytes())
        yield Asked(secretariat, own.id, path)


def text_of(path: Path) -> str:
    pages = printed(path.read_bytes(), path.name, "en").pages
    return "\n".join(line for page in pages for line in page.lines)


def test_whoever_received_them_sees_each_and_which_are_not_named(asked: Asked) -> None:
    data = form_table.as_data(form_table.table(asked.secretariat, "hosts"), "en")
    rows = {row["path"]: row for row in data["rows"]}
    assert rows["words"]["answers"][B]["values"] == [f"HIDDEN words of {B}"]
    assert set(rows["words"]["anonymous"]) == set(OFFICES)
    assert set(rows["works"]["anonymous"]) == {
        code for code, said in SHARES.items() if said == "no"
    }
    assert rows["open"]["anonymous"] == []
    assert rows["trouble"]["counts"]["yes"]["offices"] == 4


def test_the_table_says_what_is_not_to_be_named(asked: Asked, tmp_path: Path) -> None:
    form_table.write(asked.secretariat, form_table.table(asked.secretariat, "hosts"),
                     tmp_path / "all.xlsx")  # fmt: skip
    head, *rows = openpyxl.load_workbook(tmp_path / "all.xlsx")["hosts"].iter_rows(values_only=True)
    said = {row[head.index("_office")]: row[head.index("_anonymous")] for row in rows}
    assert said[A] == "trouble words alone"
    assert said[B] == "works staff trouble words alone"


def test_the_paper_counts_them_and_names_nobody(asked: Asked) -> None:
    text = text_of(asked.path)
    assert "HIDDEN" not in text
    assert "4 of 5" in text, "trouble, over all offices that answered"
    assert "2 not named" in text, "on the scale, at step 5"
    for code in OFFICES:
        assert f"Open words of {code}" in text
    assert "5 offices answered that are not named; their words are not printed." in text
    assert "Question 6: answers that may not be named are left out" in text
    assert not any(str(STAFF[code]) in text for code in (B, C, E))
    assert "3 – 7" in text, "the least and the most of those that are named"


def test_nothing_in_the_file_has_them(asked: Asked) -> None:
    with pikepdf.Pdf.open(asked.path) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    assert "answers.csv" in files
    sheets = openpyxl.load_workbook(io.BytesIO(files.pop("answers.xlsx")))
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    words = [*cells, *(content.decode("utf-8", "ignore") for content in files.values())]
    assert any("Open words" in one for one in words)
    for one in words:
        assert "HIDDEN" not in one
        assert not any(str(number) in one for number in STAFF.values() if number > 9)
    package = read_submission(asked.path).package
    assert package is not None
    for snapshot in package.printed.excerpts["questionnaire-answers"].values():
        paths = {line["path"] for line in snapshot["answers"]}
        assert "share" in paths
        assert not paths & {"trouble", "words", "alone"}
    assert unprinted(package) == []


def test_the_print_follows_from_the_data(asked: Asked) -> None:
    found = verify.verify(asked.secretariat, asked.path)
    assert found.is_whole
    assert found.agreement is verify.Agreement.SAME


def test_the_office_is_told_before_it_answers(asked: Asked, tmp_path: Path) -> None:
    with practice_office(tmp_path / "one", A) as session:
        held = forms.add(session, form(tmp_path)).form
        order = SubmissionRequest("questionnaire", records=(held.id,), reason="as agreed")
        path = to_file(session, submit(session, order).submission.reference, tmp_path)
        text = text_of(path)
        assert "counted in the consolidated answers, without the name of the office" in text
        assert "after certain answers counted without the name of the office" in text
        file = answers_file(tmp_path, of_office(A))
        done = form_answers_file.answer(session, "hosts", file)
        assert done.saved is not None
        answers = done.saved.stored.record
        assert isinstance(answers, QuestionnaireAnswers)
        order = SubmissionRequest("questionnaire-return", records=(answers.id,), reason="agreed")
        text = text_of(to_file(session, submit(session, order).submission.reference, tmp_path))
        assert "to be counted, without the name of the office" in text
