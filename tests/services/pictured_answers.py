"""Answers to a form that asks for pictures, as a file of an office has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from received_offices import to_file

from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import form_answers_file, record
from rilo_desktop.services.records.form_answers_file import AnsweredForm
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

SECRET = b"Jane Example was here"


def photo(path: Path, colour: str = "#884422") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (400, 300), colour).save(path, comment=SECRET)
    return path


def photographs(folder: Path) -> Path:
    photo(folder / "front.jpg")
    photo(folder / "parcels" / "one.jpg", "#224488")
    return folder


def answer(session: Session, folder: Path, dry_run: bool = False, **said: Any) -> AnsweredForm:
    path = folder / "answers.json"
    path.write_text(json.dumps({"answers": said}), "utf-8")
    return form_answers_file.answer(session, "seen", path, dry_run)


def kept(done: AnsweredForm) -> QuestionnaireAnswers:
    assert done.saved is not None
    found = done.saved.stored.record
    assert isinstance(found, QuestionnaireAnswers)
    return found


def given(answers: QuestionnaireAnswers) -> Mapping[str, str]:
    return {line.path or "": line.value or "" for line in answers.answers}


def looked_at(session: Session, answers: QuestionnaireAnswers) -> QuestionnaireAnswers:
    """Every picture with a caption and confirmed, as the officer does in the window."""
    held = tuple(
        replace(one, sanitised=True, caption=f"Parcel {number}")
        for number, one in enumerate(answers.pictures, 1)
    )
    saved = record.save(session, replace(answers, pictures=held)).stored.record
    assert isinstance(saved, QuestionnaireAnswers)
    return saved


def sent(session: Session, answers: QuestionnaireAnswers, folder: Path) -> Path:
    order = SubmissionRequest("questionnaire-return", records=(answers.id,), reason="as agreed")
    return to_file(session, submit(session, order).submission.reference, folder)


ALL: dict[str, Any] = {
    "any": "yes",
    "front": "front.jpg",
    "parcel": [{"weight": 2, "photo": "parcels/one.jpg"}, {"weight": 3}],
}
