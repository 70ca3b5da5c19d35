"""A form is sent as a signed file, answered, and comes back as a document with its data."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from office_with_forms import (
    RILO,
    answers,
    answers_file,
    practice_office,
    workbook,
)
from received_offices import coming, document, to_file

from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.exchange.submission import printed, read_submission
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT
from rilo_desktop.records import (
    QuestionAnswer,
    Questionnaire,
    QuestionnaireAnswers,
    Submission,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import IncomingFile
from rilo_desktop.services.records import form_answers_file, forms, record
from rilo_desktop.services.submissions import record_pages
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.services.submissions.usual_scope import usual_order


def released(session: Session, kind: str, about: str) -> str:
    """Reference of a submission of this type about one record."""
    order = SubmissionRequest(kind, records=(about,), reason="as agreed")
    return submit(session, order).submission.reference


def answered(session: Session, folder: Path) -> QuestionnaireAnswers:
    forms.add(session, workbook(RILO))
    done = form_answers_file.answer(session, RILO, answers_file(folder, answers(RILO)))
    assert done.saved is not None
    kept = done.saved.stored.record
    assert isinstance(kept, QuestionnaireAnswers)
    return kept


def taken(session: Session, *documents: IncomingFile) -> None:
    receive.accept(session, coming(session, *documents))


def test_remarks_that_are_announced_are_printed(tmp_path: Path) -> None:
    """Also of a question in the line of a repeat, which is printed as a table."""
    with practice_office(tmp_path / "office") as session:
        kept = answered(session, tmp_path)
        place = "manpower/languages[1]/speakers"
        lines = [one for one in kept.answers if not (one.path or "").endswith("speakers")]
        assert len(lines) < len(kept.answers)
        lines.append(QuestionAnswer(path=place, state="answered", remark="nobody counted them"))
        held = record.get(session, kept.id)
        record.save(session, replace(kept, answers=tuple(lines)), held.revision)
        page = record_pages.made(session, record_pages.PagesRequest((kept.reference,)))
    text = "\n".join(
        line for page in printed(page.pdf, "page.pdf", "en").pages for line in page.lines
    )
    assert "remarks below" in text
    assert "nobody counted them" in text


def test_the_return_is_a_document_with_its_answers(tmp_path: Path) -> None:
    with practice_office(tmp_path / "office") as session:
        kept = answered(session, tmp_path)
        path = to_file(session, released(session, "questionnaire-return", kept.id), tmp_path)
    opened = read_submission(path)
    package = opened.package
    assert package is not None
    (packed,) = package.records
    assert packed.id == kept.id
    form = package.printed.all_referenced()[Questionnaire.kind.code]
    assert set(form) == {kept.questionnaire}
    text = "\n".join(
        line for page in printed(path.read_bytes(), path.name, "en").pages for line in page.lines
    )
    assert "remarks below" not in text, "nobody wrote any"
    assert "Operation PAPER LANTERN" in text
    assert "Not asked after the answer to 14: question 17." in text
    assert "Reasons for no meeting" not in text, "what was skipped is not printed"
    with pikepdf.Pdf.open(path) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    (row,) = csv.DictReader(io.StringIO(files["answers.csv"].decode("utf-8"), newline=""))
    assert row["manpower/host"] == "7"
    book = openpyxl.load_workbook(io.BytesIO(files["answers.xlsx"]))
    assert book.sheetnames[0] == RILO
    assert book["operation"].max_row == 1 + 8
    root = ET.fromstring(files["answers.xml"])
    assert root.get("id") == RILO
    assert root.findtext("manpower/host") == "7"


def test_the_form_travels_with_its_answers(tmp_path: Path) -> None:
    with practice_office(tmp_path / "one") as session:
        kept = answered(session, tmp_path)
        came = document(session, released(session, "questionnaire-return", kept.id))
    with practice_office(tmp_path / "other", "X1") as session:
        taken(session, came)
        form = forms.get(session, str(kept.questionnaire))
        assert form.form_id == RILO
        assert forms.definition_of(form).version == "2026112701"
        held = record.get(session, kept.id).record
        assert isinstance(held, QuestionnaireAnswers)
        assert held.answers == kept.answers
        assert not [
            found for found in record.findings(session, held) if found.rule.startswith("question")
            and found.blocks
        ]  # fmt: skip


def test_answers_of_another_office_are_not_sent_as_our_own(tmp_path: Path) -> None:
    with practice_office(tmp_path / "one") as session:
        theirs = answered(session, tmp_path)
        came = document(session, released(session, "questionnaire-return", theirs.id))
    with practice_office(tmp_path / "other", "X1") as session:
        taken(session, came)
        assert usual_order(session, "questionnaire-return").records == ()
        with pytest.raises(Refused):
            released(session, "questionnaire-return", theirs.id)
        ours = answered(session, tmp_path)
        assert usual_order(session, "questionnaire-return").records == (ours.id,)


def test_a_form_is_sent_as_a_signed_file(tmp_path: Path) -> None:
    with practice_office(tmp_path / "one", PRACTICE_SECRETARIAT) as session:
        form = forms.add(session, workbook(RILO)).form
        session_form = replace(form, asked_by="Practice Secretariat", due="2026-12-31")
        record.save(session, session_form)
        name = released(session, "questionnaire", form.id)
        sent = record.find(session, name).record
        assert isinstance(sent, Submission)
        assert (sent.addressee, sent.purpose) == ("The offices that are asked", "answer")
        came = document(session, name)
    with practice_office(tmp_path / "other", "X1") as session:
        taken(session, came)
        stored = forms.find(session, RILO)
        assert stored.record.id == form.id
        assert isinstance(stored.record, Questionnaire)
        assert stored.record.asked_by == "Practice Secretariat"
        again = forms.add(session, workbook(RILO))
        assert not again.is_new, "its workbook is the same form"


KEEPING = """
| survey |
| | type | name | label | required | calculation | default | repeat_count |
| | integer | n | N | | | | 3 |
| | text | typed | Typed | | once(concat('n', ${n})) | | |
| | calculate | given | | | once(uuid(8)) | | |
| | calculate | key | | | once(uuid(8)) | | |
| | note | told | Told. | yes | | told | |
"""


def test_what_was_kept_once_is_the_same_where_it_is_received(tmp_path: Path) -> None:
    form = tmp_path / "keeping.md"
    form.write_text(KEEPING, "utf-8")
    with practice_office(tmp_path / "one") as session:
        forms.add(session, form)
        file = answers_file(tmp_path, {"answers": {"n": 4, "typed": "own", "given": "ours"}})
        done = form_answers_file.answer(session, "keeping", file)
        assert done.saved is not None
        assert not done.problems
        kept = done.saved.stored.record
        came = document(session, released(session, "questionnaire-return", kept.id))
    with practice_office(tmp_path / "other", "X1") as session:
        taken(session, came)
        held = record.get(session, kept.id).record
        assert isinstance(held, QuestionnaireAnswers)
        opened = forms.opened(session, forms.get(session, str(held.questionnaire)), held, "")
        nodes = (one for one in opened.state.root.questions() if "#" not in one.path)
        values = {node.path: node.value for node in nodes}
        key = values.pop("key")
        assert len(key) == 8
        assert values == {"n": "4", "typed": "own", "given": "ours", "told": "told"}
        assert {line.path: line.value for line in held.answers}["key"] == key
        assert not [one for one in record.findings(session, held) if one.blocks]


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_form_that_asks_more_waits_for_one_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: str
) -> None:
    """An office took the form from the same workbook, with a program that asked less of it."""
    with practice_office(tmp_path / "one", PRACTICE_SECRETARIAT) as session:
        sent = forms.add(session, workbook(RILO)).form
        came = document(session, released(session, "questionnaire", sent.id))
    whole = read_form(workbook(RILO))
    small = replace(whole, items=whole.items[:-1])
    with practice_office(tmp_path / "other", "X1") as session:
        monkeypatch.setattr(forms, "read_form", lambda *_paths: small)
        own = forms.add(session, workbook(RILO)).form
        assert own.id == sent.id
        file = answers_file(tmp_path, answers(RILO))
        kept = form_answers_file.answer(session, RILO, file, leave_unfit=True).saved
        assert kept is not None
        found = coming(session, came)
        (one,) = receive.compared(session, found)
        assert one.comparison is not None
        (waits,) = one.comparison.records
        assert waits.waits is not None
        assert finding_messages.sentence(waits.waits, "en") == (
            "X1/2026/QN/A0001 is a record of this office, and X-SECRETARIAT sent it. It waits for "
            "your decision; if you accept it, it becomes a draft."
        )
        assert waits.ask == ("definition",), "what follows from it is decided with it"
        receive.accept(session, found)
        assert forms.find(session, RILO).record == own, "nothing happens before the decision"
        decisions = {own.id: {"definition": side}}
        receive.accept(session, found, decisions, wanted={own.id})
        now = forms.get(session, own.id)
        expected = sent if side == "theirs" else own
        fields = ("definition", "definition_sha256", "question_count", "form_languages")
        assert [getattr(now, name) for name in fields] == [
            getattr(expected, name) for name in fields
        ]
        held = record.get(session, kept.stored.record.id).record
        assert not {one.rule for one in record.findings(session, held) if one.blocks} & {
            "questionnaire.broken",
            "questionnaire.no_form",
        }
        assert not forms.add(session, workbook(RILO)).is_new


def test_what_comes_back_is_judged_by_the_form_that_is_here(tmp_path: Path) -> None:
    with practice_office(tmp_path / "one") as session:
        kept = answered(session, tmp_path)
        form = record.get(session, str(kept.questionnaire)).record
        back = document(session, released(session, "questionnaire-return", kept.id))
        sent = document(session, released(session, "questionnaire", form.id))
    with practice_office(tmp_path / "other", "X1") as session:
        taken(session, sent)
        (came,) = receive.compared(session, (back,))
        assert came.comparison is not None
        rules = {found.rule for one in came.comparison.records for found in one.findings}
        assert "questionnaire.no_form" not in rules


def test_wrong_answers_are_not_sent(tmp_path: Path) -> None:
    with practice_office(tmp_path / "office") as session:
        forms.add(session, workbook(RILO))
        data = answers(RILO)
        data["answers"]["about"].pop("office")
        done = form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
        assert done.saved is not None
        with pytest.raises(Refused) as refused:
            released(session, "questionnaire-return", done.saved.stored.record.id)
        assert "questionnaire.required" in {one.rule for one in refused.value.findings}
