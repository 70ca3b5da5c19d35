"""A question of a form is answered with a picture: kept, checked, printed, sent, received."""

from __future__ import annotations

import csv
import io
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from office_with_forms import practice_office
from pictured_answers import ALL, SECRET, answer, given, kept, looked_at, photo, photographs, sent
from PIL import Image
from received_offices import coming, document

from rilo_desktop.exchange.submission import printed, read_submission
from rilo_desktop.records import AnswerPicture, QuestionnaireAnswers
from rilo_desktop.records.picture import file_name
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_versions, forms, record
from rilo_desktop.services.records import picture as pictures
from rilo_desktop.services.submissions import preview
from rilo_desktop.services.submissions.printed_pictures import photos_now
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from screenshots.sample_form import picture_form


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return photographs(tmp_path / "answers")


@pytest.fixture
def session(tmp_path: Path) -> Any:
    with practice_office(tmp_path / "office") as session:
        forms.add(session, picture_form(tmp_path / "seen.xlsx"))
        yield session


def test_a_file_of_answers_names_pictures_by_their_path(session: Session, folder: Path) -> None:
    done = answer(session, folder, **ALL)
    assert done.problems == ()
    answers = kept(done)
    front, one = answers.pictures
    assert given(answers)["front"] == front.file == file_name(front.sha256 or "")
    assert given(answers)["parcel[1]/photo"] == one.file
    assert pictures.original(session, front.sha256 or "") == (folder / "front.jpg").read_bytes()
    captioned = looked_at(session, answers)
    again = kept(answer(session, folder, **ALL))
    assert again.pictures == captioned.pictures, "captions and what was covered stay"
    fewer = kept(answer(session, folder, any="yes", front=front.file))
    assert fewer.pictures == captioned.pictures[:1], "it is named by the file that it has here"


def test_a_dry_run_keeps_no_picture(session: Session, folder: Path) -> None:
    done = answer(session, folder, dry_run=True, **ALL)
    assert done.problems == ()
    with session.reading() as reading:
        for one in done.answers.record.pictures:
            assert not reading.attachments.has(one.sha256 or "")


@pytest.mark.parametrize(
    "path",
    [
        "../outside.jpg",
        "parcels/../../outside.jpg",
        "{tmp}/outside.jpg",
        "C:\\pictures\\one.jpg",
        "\\\\server\\share\\one.jpg",
        "link/outside.jpg",
        "missing.jpg",
        "letter.jpg",
        "parcels",
        "a\0b.jpg",
        "x" * 4000,
    ],
)
def test_what_lies_elsewhere_or_is_no_picture_is_no_answer(
    session: Session, folder: Path, tmp_path: Path, path: str
) -> None:
    photo(tmp_path / "outside.jpg")
    (folder / "letter.jpg").write_bytes(b"MZ not a picture")
    (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    with session.reading() as reading:
        before = reading.attachments.size
    for dry_run in (True, False):
        said = path.format(tmp=tmp_path)
        done = answer(session, folder, dry_run, any="yes", front=said)
        found = [(one.path, one.rule.value) for one in done.problems]
        assert found == [("front", "type"), ("front", "required")]
        assert done.answers.record.pictures == ()
    with session.reading() as reading:
        assert reading.attachments.size == before


def test_a_file_of_answers_has_a_bounded_number_of_pictures(session: Session, folder: Path) -> None:
    shutil.copy(folder / "front.jpg", folder / "two.jpg")
    rows = [{"photo": "front.jpg"} for _ in range(101)]
    done = answer(session, folder, dry_run=True, any="yes", front="front.jpg", parcel=rows)
    assert [one.path for one in done.problems] == ["parcel[100]/photo", "parcel[101]/photo"]


def test_the_answers_leave_with_their_pictures(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    answers = kept(answer(session, folder, **ALL))
    with pytest.raises(Refused) as refused:
        sent(session, answers, tmp_path)
    assert {one.rule for one in refused.value.findings if one.blocks} == {"pictures.unseen"}
    answers = looked_at(session, answers)
    path = sent(session, answers, tmp_path)
    package = read_submission(path).package
    assert package is not None
    assert [one.position for one in package.pictures] == [0, 1]
    assert SECRET not in path.read_bytes()
    text = "\n".join(
        line for page in printed(path.read_bytes(), path.name, "en").pages for line in page.lines
    )
    assert "Picture 1. Parcel 1" in text
    assert "Picture 2. Parcel 2" in text
    front, one = answers.pictures
    with pikepdf.Pdf.open(path) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    (row,) = csv.DictReader(io.StringIO(files["answers.csv"].decode("utf-8"), newline=""))
    assert row["front"] == front.file
    root = ET.fromstring(files["answers.xml"])
    assert root.findtext("front") == front.file
    assert [each.findtext("photo") for each in root.findall("parcel")] == [one.file, ""]
    book = openpyxl.load_workbook(io.BytesIO(files["answers.xlsx"]))
    assert one.file in {cell.value for row in book["parcel"].iter_rows() for cell in row}


def test_who_receives_them_has_the_pictures_at_their_questions(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    order = SubmissionRequest("questionnaire-return", records=(answers.id,), reason="as agreed")
    came = document(session, submit(session, order).submission.reference)
    with practice_office(tmp_path / "other", "X1") as other:
        receive.accept(other, coming(other, came))
        held = record.get(other, answers.id).record
        assert isinstance(held, QuestionnaireAnswers)
        assert given(held) == given(answers)
        assert [one.file for one in held.pictures] == [one.file for one in answers.pictures]
        for one, ours in zip(held.pictures, answers.pictures, strict=True):
            assert one.sha256 != ours.sha256, "the copy stands in the place of the original"
            assert Image.open(io.BytesIO(pictures.original(other, one.sha256 or ""))).size
        assert not [found for found in record.findings(other, held) if found.blocks]
        assert preview.record_page(other, held, "en", 300)


def test_a_picture_that_is_not_asked_for_any_more_stays(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    """Its question fell away: it is neither checked nor printed nor sent, and not lost."""
    before = kept(answer(session, folder, **ALL))
    done = forms.opened(session, forms.get(session, str(before.questionnaire)), before, "")
    done.state.answer("any", "no")
    record.save(session, done.written)
    answers = record.get(session, before.id).record
    assert isinstance(answers, QuestionnaireAnswers)
    assert len(answers.pictures) == 2
    found = record.findings(session, answers)
    assert {one.rule for one in found if one.rule.startswith("pictures")} == {"pictures.not_asked"}
    path = sent(session, answers, tmp_path)
    package = read_submission(path).package
    assert package is not None
    assert package.pictures == ()
    stale = replace(answers, answers=before.answers)
    with session.reading() as reading:
        (shown,) = photos_now(reading, [stale], session.clock().date()).values()
        assert all(shown)
        lines = [replace(line, state="answered") for line in answers.answers]
        claimed = replace(answers, answers=tuple(lines))
        (shown,) = photos_now(reading, [claimed], session.clock().date()).values()
        assert not any(shown), "whatever the line says, the form decides"


def test_what_a_question_asks_for_must_be_there(session: Session, folder: Path) -> None:
    answers = kept(answer(session, folder, **ALL))
    gone = replace(answers, pictures=answers.pictures[1:])
    found = {one.rule for one in record.findings(session, gone) if one.blocks}
    assert "questionnaire.picture" in found
    spare = AnswerPicture(sha256="0" * 64, file="spare.jpg")
    more = replace(answers, pictures=(*answers.pictures, spare))
    said = [one for one in record.findings(session, more) if one.rule == "pictures.not_asked"]
    assert [one.place.field for one in said] == ["pictures.3.file"]
    stays = replace(answers, pictures=tuple(replace(o, kept=True) for o in answers.pictures))
    assert not [one for one in record.findings(session, stays) if one.blocks]


def test_pictures_are_carried_over_to_another_version(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    forms.add(session, picture_form(tmp_path / "newer.xlsx", "2"))
    carried = form_versions.to_newest(session, answers.id)
    assert carried.answers.record.pictures == answers.pictures
    saved = forms.save(session, carried.answers).stored.record
    assert not [one for one in record.findings(session, saved) if one.rule.endswith("picture")]
