"""Answers with pictures that two officers wrote, that came again, that were purged, that mean harm.

Whatever happens to them, each answer shows the picture that it was given with, or says that it is
not there.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hostile_pictures
import pytest
from office_with_forms import practice_office
from pictured_answers import ALL, answer, given, kept, looked_at, photo, photographs, sent
from PIL import Image
from received_offices import coming, document, with_package

from rilo_desktop.exchange.package import Package, Packed
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.records import QuestionAnswer, QuestionnaireAnswers
from rilo_desktop.records.merge import field_conflicts, merged
from rilo_desktop.records.snapshots import from_snapshot, to_snapshot
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.compare_records import Outcome
from rilo_desktop.services.receiving.incoming_file import IncomingFile
from rilo_desktop.services.records import form_table, forms, purge, record
from rilo_desktop.services.records import picture as pictures
from rilo_desktop.services.submissions import preview
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from screenshots.sample_form import picture_form


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return photographs(tmp_path / "answers")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with practice_office(tmp_path / "office") as session:
        forms.add(session, picture_form(tmp_path / "seen.xlsx"))
        yield session


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Session]:
    with practice_office(tmp_path / "receiver", "X1") as other:
        yield other


def stored(session: Session, answers: QuestionnaireAnswers) -> Any:
    return record.get(session, answers.id)


def held(session: Session, answers: QuestionnaireAnswers) -> QuestionnaireAnswers:
    found = stored(session, answers).record
    assert isinstance(found, QuestionnaireAnswers)
    return found


def named(answers: QuestionnaireAnswers) -> set[str]:
    return {line.value for line in answers.answers if (line.value or "").endswith(".jpg")}  # type: ignore[misc]


def returned(session: Session, answers: QuestionnaireAnswers) -> IncomingFile:
    order = SubmissionRequest("questionnaire-return", records=(answers.id,), reason="as agreed")
    return document(session, submit(session, order).submission.reference)


def colour(session: Session, answers: QuestionnaireAnswers, path: str) -> tuple[int, ...]:
    """Of the middle of the picture that answers a question."""
    file = given(answers)[path]
    (one,) = (one for one in answers.pictures if one.file == file)
    content = pictures.original(session, one.sha256 or "")
    with Image.open(io.BytesIO(content)) as image:
        found = image.getpixel((200, 150))
    assert isinstance(found, tuple)
    return found


# Two officers of one office


def test_two_officers_answer_two_questions_with_pictures(session: Session, folder: Path) -> None:
    base = kept(answer(session, folder, **ALL))
    revision = stored(session, base).revision
    photo(folder / "other.jpg", "#22aa22")
    theirs = kept(answer(session, folder, **{**ALL, "front": "other.jpg"}))
    mine = kept(answer(session, folder, **{**ALL, "parcel": [{"photo": "other.jpg"}]}))
    record.save(session, theirs, stored(session, base).revision)
    theirs = held(session, base)
    with pytest.raises(Refused) as refused:
        record.save(session, mine, revision)
    assert {one.rule for one in refused.value.findings} == {"record.changed"}
    assert field_conflicts(base, mine, theirs) == ()
    made = merged(base, mine, theirs, [])
    assert given(made)["front"] == given(theirs)["front"]
    assert given(made)["parcel[1]/photo"] == given(mine)["parcel[1]/photo"]
    assert {one.file for one in made.pictures} == named(made)
    record.save(session, made, stored(session, base).revision)
    found = {one.rule for one in record.findings(session, held(session, base))}
    assert not found & {"questionnaire.picture", "pictures.not_asked"}


@pytest.mark.parametrize("take", [(), ("answers",)])
def test_of_two_pictures_for_one_question_one_is_chosen_and_shown(
    session: Session, folder: Path, take: tuple[str, ...]
) -> None:
    base = kept(answer(session, folder, **ALL))
    versions = []
    for name, tone in (("mine.jpg", "#22aa22"), ("theirs.jpg", "#2222aa")):
        photo(folder / name, tone)
        versions.append(kept(answer(session, folder, **{**ALL, "front": name})))
    mine, theirs = versions
    (conflict,) = field_conflicts(base, mine, theirs)
    assert [line.path for line in conflict.mine] == ["front"]
    made = merged(base, mine, theirs, take)
    chosen = mine if take else theirs
    assert given(made)["front"] == given(chosen)["front"]
    assert {one.file for one in made.pictures} == named(made)
    record.save(session, made)
    assert colour(session, held(session, base), "front") == colour(session, chosen, "front")


# An office returns its answers again


def test_a_newer_return_brings_its_other_picture(
    session: Session, receiver: Session, folder: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    receive.accept(receiver, coming(receiver, returned(session, answers)))
    first = held(receiver, answers)
    before = colour(receiver, first, "front")
    photo(folder / "newer.jpg", "#22aa22")
    newer = looked_at(session, kept(answer(session, folder, **{**ALL, "front": "newer.jpg"})))
    (came,) = coming(receiver, returned(session, newer))
    assert came.comparison is not None
    outcomes = {one.id: one.outcome for one in came.comparison.records}
    assert outcomes[answers.id] is Outcome.CHANGED, "nothing is asked: only they changed it"
    receive.accept(receiver, (came,))
    now = held(receiver, answers)
    assert given(now) == given(newer)
    assert {one.file for one in now.pictures} == named(now)
    assert colour(receiver, now, "front") != before
    assert colour(receiver, now, "parcel[1]/photo") == colour(receiver, first, "parcel[1]/photo")
    assert preview.record_page(receiver, now, "en", 300)


def test_an_older_return_that_comes_late_changes_nothing(
    session: Session, receiver: Session, folder: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    older = returned(session, answers)
    photo(folder / "newer.jpg", "#22aa22")
    newer = looked_at(session, kept(answer(session, folder, **{**ALL, "front": "newer.jpg"})))
    receive.accept(receiver, coming(receiver, returned(session, newer)))
    receive.accept(receiver, coming(receiver, older))
    assert given(held(receiver, answers)) == given(newer)
    assert {one.file for one in held(receiver, answers).pictures} == named(newer)


# Purge


def test_a_purged_picture_goes_with_the_states_that_show_it(session: Session, folder: Path) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    front, parcel = answers.pictures
    photo(folder / "newer.jpg", "#22aa22")
    newer = looked_at(session, kept(answer(session, folder, **{**ALL, "front": "newer.jpg"})))
    done = purge.purge_text(session, answers.id, front.file or "", "it shows a person")
    assert done.certificate.pictures == (front.sha256,)
    with session.reading() as reading:
        assert not reading.attachments.has(front.sha256 or "")
        assert not reading.attachments.has_copy(front.sha256 or "", "1")
        for one in newer.pictures:
            assert reading.attachments.has(one.sha256 or "")
    assert parcel.sha256 in {one.sha256 for one in newer.pictures}, "it is shown by both"
    assert preview.record_page(session, held(session, answers), "en", 300)


def test_a_picture_that_an_answer_shows_is_not_purged_beside_it(
    session: Session, folder: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    with pytest.raises(Refused, match="still contains it"):
        purge.purge_text(session, answers.id, answers.pictures[0].file or "", "it shows a person")
    with session.reading() as reading:
        assert all(reading.attachments.has(one.sha256 or "") for one in answers.pictures)


def test_purged_answers_take_their_pictures_along_but_not_those_of_others(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    front, parcel = answers.pictures
    forms.add(session, picture_form(tmp_path / "newer.xlsx", "2"))
    other = kept(answer(session, folder, any="yes", front="front.jpg"))
    assert other.id != answers.id
    path = sent(session, answers, tmp_path)
    done = purge.purge_record(session, answers.id, "asked to")
    assert done.certificate.pictures == (parcel.sha256,)
    assert done.certificate.submissions, "they left, and cannot be made again"
    assert pictures.original(session, front.sha256 or "") == (folder / "front.jpg").read_bytes()
    assert preview.record_page(session, held(session, answers), "en", 300)
    assert read_submission(path).package is not None, "what left is out of reach"
    form = forms.get(session, str(other.questionnaire))
    assert form_table.table_of(session, form.id).offices


# A return that means harm


def altered(
    came: IncomingFile, change: Callable[[Package], Package], **files: bytes
) -> IncomingFile:
    """As its own office could sign it with another program."""
    assert came.verdict is not None
    opened = came.verdict.opened
    assert opened.package is not None
    return with_package(change(opened.package), {**opened.files, **files})


def with_answers(package: Package, change: Callable[[QuestionnaireAnswers], Any]) -> Package:
    def one(packed: Packed) -> Packed:
        found = from_snapshot(packed.snapshot)
        if not isinstance(found, QuestionnaireAnswers):
            return packed
        return replace(packed, snapshot=to_snapshot(change(found)))

    return replace(package, records=tuple(map(one, package.records)))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: b"MZ this is a program", id="program"),
        pytest.param(lambda: b"\xff\xd8\xff\xe0 cut", id="cut"),
        pytest.param(hostile_pictures.bomb, id="bomb"),
        pytest.param(hostile_pictures.text_bomb, id="text-bomb"),
        pytest.param(lambda: b"<svg onload='alert(1)'/>", id="svg"),
        pytest.param(lambda: b"", id="empty"),
    ],
)
def test_what_came_as_a_picture_and_is_none_is_not_shown(
    session: Session, receiver: Session, folder: Path, make: Callable[[], bytes]
) -> None:
    content = make()
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    name = hashlib.sha256(content).hexdigest()

    def changed(package: Package) -> Package:
        first, *others = package.pictures
        return replace(package, pictures=(replace(first, sha256=name), *others))

    came = altered(returned(session, answers), changed, **{name: content})
    receive.accept(receiver, coming(receiver, came))
    found = held(receiver, answers)
    assert given(found) == given(answers), "the answers are there"
    broken, whole = found.pictures
    with pytest.raises(Refused):
        pictures.leaving(receiver, broken)
    assert pictures.leaving(receiver, whole)
    assert preview.record_page(receiver, found, "en", 300), "the page shows what can be shown"


FILES = (
    "../../outside.jpg",
    "=1+1.jpg",
    "con.jpg",
    "C:\\x.jpg",
    "a\nb.jpg",
    "\u202egpj.exe",
    "x" * 100,
)


@pytest.mark.parametrize("file", FILES)
def test_the_name_of_a_picture_is_no_path_and_no_formula(
    session: Session, receiver: Session, folder: Path, tmp_path: Path, file: str
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    own = answers.pictures[0].file

    def renamed(found: QuestionnaireAnswers) -> QuestionnaireAnswers:
        first, *others = found.pictures
        lines = [replace(line, value=file) if line.value == own else line for line in found.answers]
        return replace(found, answers=tuple(lines), pictures=(replace(first, file=file), *others))

    came = altered(returned(session, answers), lambda package: with_answers(package, renamed))
    receive.accept(receiver, coming(receiver, came))
    found = held(receiver, answers)
    form = forms.get(receiver, str(found.questionnaire))
    table = form_table.table_of(receiver, form.id)
    path = tmp_path / "table.csv"
    form_table.write(receiver, table, path)
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
    (said,) = (row["front"] for row in rows if row["_office"] == "XX")
    assert said[:1] not in ("=", "+", "-", "@")
    assert preview.record_page(receiver, found, "en", 300)
    assert {one.name for one in tmp_path.iterdir()} == {
        "answers", "office", "receiver", "seen.xlsx", "table.csv",
    }  # fmt: skip


def test_two_pictures_of_one_name_and_one_picture_for_all_are_no_harm(
    session: Session, receiver: Session, folder: Path
) -> None:
    answers = looked_at(session, kept(answer(session, folder, **ALL)))
    own = answers.pictures[0].file

    def doubled(found: QuestionnaireAnswers) -> QuestionnaireAnswers:
        same = tuple(replace(one, file=own) for one in found.pictures)
        more = QuestionAnswer(path="parcel[2]/photo", value=own, state="answered")
        return replace(found, pictures=same, answers=(*found.answers, more))

    came = altered(returned(session, answers), lambda package: with_answers(package, doubled))
    receive.accept(receiver, coming(receiver, came))
    assert preview.record_page(receiver, held(receiver, answers), "en", 300)
