"""Forms become records, and answers to them are kept, continued and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from office_with_forms import (
    RILO,
    SURVEY,
    answers,
    answers_file,
    changed_workbook,
    practice_office,
    workbook,
)

from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.questions.definition import text_in
from rilo_desktop.questions.problems import Rule
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers, Record
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import attachment, form_answers_file, forms, history, record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with practice_office(tmp_path / "office") as made:
        yield made


def test_a_form_is_a_record_with_its_workbook(session: Session) -> None:
    added = forms.add(session, workbook(RILO))
    form = added.form
    assert added.is_new
    assert (form.form_id, form.form_version) == (RILO, "2026112701")
    assert form.form_languages == ("English (en)", "French (fr)")
    assert form.definition_sha256 == forms.digest_of(form.definition or "")
    (kept,) = form.attachments
    assert attachment.content(session, kept.sha256 or "") == workbook(RILO).read_bytes()
    definition = forms.definition_of(form)
    assert [one.name for one in definition.left_out] == ["start", "end"]


def test_the_same_form_twice_is_the_same_record(session: Session) -> None:
    first = forms.add(session, workbook(RILO))
    again = forms.add(session, workbook(RILO))
    assert not again.is_new
    assert again.stored.revision == first.stored.revision


def plain(path: Path, question: str, *settings: tuple[str, str]) -> Path:
    """A form of one question; without settings it is named by its file."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "a", question)):
        book["survey"].append(row)
    if settings:
        sheet = book.create_sheet("settings")
        for row in zip(*settings, strict=True):
            sheet.append(row)
    book.save(path)
    return path


def test_forms_without_a_form_id_are_no_one_form(session: Session, tmp_path: Path) -> None:
    first = forms.add(session, plain(tmp_path / "households.xlsx", "Who?")).form
    second = forms.add(session, plain(tmp_path / "villages.xlsx", "Where?")).form
    assert [(one.form_id, one.title) for one in (first, second)] == [
        ("households", "households"),
        ("villages", "villages"),
    ]
    file = answers_file(tmp_path, {"answers": {"a": "x"}})
    for name in ("households", "villages"):
        done = form_answers_file.answer(session, name, file)
        assert done.earlier == 0, "nothing of the other one is replaced"
    assert len(list_of_answers(session)) == 2


def list_of_answers(session: Session) -> list[QuestionnaireAnswers]:
    with session.reading() as reading:
        return list(forms.own_answers(session, reading))


def test_the_same_workbook_is_the_same_form_whatever_it_is_called(
    session: Session, tmp_path: Path
) -> None:
    path = plain(tmp_path / "households.xlsx", "Who?")
    first = forms.add(session, path)
    again = forms.add(session, path.rename(tmp_path / "households (1).xlsx"))
    assert (again.is_new, again.form) == (False, first.form)


def test_the_same_workbook_is_the_same_form_after_an_update(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it the program asked less of the same workbook, and called it "data"."""
    path = plain(tmp_path / "households.xlsx", "Who?")
    small = replace(read_form(path), form_id="data", title=(("", "data"),))
    monkeypatch.setattr(forms, "read_form", lambda *_given: small)
    before = forms.add(session, path)
    form_answers_file.answer(session, "data", answers_file(tmp_path, {"answers": {"a": "x"}}))
    monkeypatch.setattr(forms, "read_form", read_form)
    again = forms.add(session, path)
    assert (again.is_new, again.form) == (False, before.form)
    assert forms.find(session, "data").record == before.form
    other = plain(tmp_path / "other.xlsx", "Another question", ("version", "2"))
    small = replace(read_form(other), form_id="data")
    monkeypatch.setattr(forms, "read_form", lambda *_given: small)
    assert forms.add(session, other).is_new
    with pytest.raises(Refused) as refused:
        forms.find(session, "data")
    (found,) = refused.value.findings
    assert found.rule == "form.several"
    assert before.form.reference in str(found.values["names"])
    assert forms.find(session, before.form.reference).record == before.form
    file = answers_file(tmp_path, {"meta": {"form_id": "data"}, "answers": {"a": "y"}})
    done = form_answers_file.answer(session, before.form.reference, file)
    assert done.earlier == 1
    second = forms.add(session, other).form
    assert form_answers_file.answer(session, second.reference, file).earlier == 0
    with pytest.raises(Refused) as refused:
        forms.about(session, "data", forms.ANSWERS)
    assert refused.value.findings[0].rule == "form.several"
    for form in (before.form, second):
        kept = forms.about(session, form.reference, forms.ANSWERS).record
        assert isinstance(kept, QuestionnaireAnswers)
        assert kept.questionnaire == form.id


def test_what_is_to_be_changed_is_what_an_author_has(session: Session, tmp_path: Path) -> None:
    forms.add(session, plain(tmp_path / "one.xlsx", "Who?", ("form_id", "hh"), ("form_title", "H")))
    with pytest.raises(Refused) as refused:
        forms.add(session, plain(tmp_path / "two.xlsx", "Where?", ("form_id", "hh")))
    said = finding_messages.sentence(refused.value.findings[0], "en")
    assert said.startswith("two.xlsx asks something else than ")
    assert "the same form_id hh and no version" in said
    assert "sheet settings" in said


def test_another_form_under_the_same_version_is_refused(session: Session, tmp_path: Path) -> None:
    first = forms.add(session, workbook(RILO))
    changed = changed_workbook(RILO, tmp_path, posts="Another question altogether")
    with pytest.raises(Refused) as refused:
        forms.add(session, changed)
    assert refused.value.findings[0].rule == "form.changed"
    assert record.get(session, first.form.id).revision == first.stored.revision


def test_a_new_version_stands_beside_the_old_one(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    newer = forms.add(session, changed_workbook(RILO, tmp_path, "2027010101", posts="Posts"))
    assert newer.is_new
    assert [line.form.form_version for line in forms.listed(session)] == [
        "2027010101",
        "2026112701",
    ]
    assert forms.find(session, RILO).record.id == newer.form.id
    assert forms.find(session, RILO, "2026112701").record.id != newer.form.id
    with pytest.raises(Refused, match="no version"):
        forms.find(session, RILO, "1")


@pytest.mark.parametrize("name", [RILO, SURVEY, "modernization_consultation"])
def test_the_answers_of_the_practice_office_are_without_findings(
    session: Session, tmp_path: Path, name: str
) -> None:
    forms.add(session, workbook(name))
    done = form_answers_file.answer(session, name, answers_file(tmp_path, answers(name)))
    assert not done.problems
    assert done.saved is not None
    kept = done.saved.stored.record
    assert isinstance(kept, QuestionnaireAnswers)
    assert kept.answered_on == answers(name)["meta"]["answered_on"]
    form = forms.get(session, str(kept.questionnaire))
    held = forms.answers_of(session, form)
    assert held.record.id == kept.id
    assert held.written.answers == kept.answers, "read and written again they are the same"
    assert not held.left


def test_answers_of_the_same_period_are_continued(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    data = answers(RILO)
    first = form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
    data["answers"]["manpower"]["host"] = 8
    again = form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
    data["meta"]["period"] = "2024"
    other = form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
    ids = [done.saved.stored.record.id for done in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert [done.saved.stored.number for done in (first, again, other)] == [1, 2, 1]


def test_a_dry_run_keeps_nothing(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    done = form_answers_file.answer(session, RILO, answers_file(tmp_path, answers(RILO)), True)
    assert done.saved is None
    assert not forms.listed(session)[0].answers


def test_wrong_answers_are_found_and_kept(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    data = answers(RILO)
    data["answers"]["about"].pop("office")
    data["answers"]["manpower"]["host"] = "seven"
    data["answers"]["operations"]["operation"][0]["op_role"] = "spectator"
    data["answers"]["nowhere"] = 1
    file = answers_file(tmp_path, data)
    looked = form_answers_file.answer(session, RILO, file)
    assert looked.saved is None, "one answer has no place in the form"
    assert [one.path for one in looked.unfit] == ["nowhere"]
    done = form_answers_file.answer(session, RILO, file, leave_unfit=True)
    found = {(one.path, one.rule) for one in done.problems}
    assert done.problems == looked.problems
    assert ("about/office", Rule.REQUIRED) in found
    assert ("manpower/host", Rule.TYPE) in found
    assert ("operations/operation[1]/op_role", Rule.CHOICE) in found
    assert ("nowhere", Rule.TYPE) in found
    assert done.saved is not None
    kept = {line.path: line.value for line in done.saved.stored.record.answers}  # type: ignore[attr-defined]
    assert kept["manpower/host"] == "seven"


def test_a_remark_stays_with_its_question(session: Session) -> None:
    form = forms.add(session, workbook(RILO)).form
    held = forms.answers_of(session, form)
    held.state.answer("manpower/posts", "", not_known=True)
    written = held.written
    lines = tuple(
        replace(line, remark="the host decides in spring")
        if line.path == "manpower/posts"
        else line
        for line in written.answers
    )
    again = forms.opened(session, form, replace(written, answers=lines), "")
    again.state.answer("manpower/host", "7")
    said = {line.path: line.remark for line in again.written.answers}
    assert said["manpower/posts"] == "the host decides in spring"


def test_the_definition_is_never_shown_as_text(session: Session, tmp_path: Path) -> None:
    added = forms.add(session, workbook(RILO))
    newer = replace(added.form, definition=f"{added.form.definition} ", title="Another title")
    record.save(session, newer)
    changes = history.versions(session, added.form.id)[0].changes or ()
    said = {change.path: str(change.after) for change in changes}
    assert set(said) == {"title", "definition"}
    assert said["definition"].startswith("SHA-256 ")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"meta": {}}, "form_answers.shape"),
        ([], "form_answers.shape"),
        ({"meta": [], "answers": {}}, "form_answers.meta"),
        ({"meta": {"form_id": "another"}, "answers": {}}, "form_answers.other"),
        ({"meta": {"evaluate_today": "soon"}, "answers": {}}, "form_answers.day"),
        ({"meta": {"period": "spring"}, "answers": {}}, "form_answers.period"),
        ({"meta": {"form_version": "9"}, "answers": {}}, "form.version"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    session: Session, tmp_path: Path, data: object, rule: str
) -> None:
    forms.add(session, workbook(RILO))
    with pytest.raises(Refused) as refused:
        form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
    assert refused.value.findings[0].rule == rule


def test_what_is_no_form_is_refused_with_its_place(session: Session, tmp_path: Path) -> None:
    empty = tmp_path / "form.xlsx"
    empty.write_bytes(b"no workbook at all")
    with pytest.raises(Refused):
        forms.add(session, empty)
    with pytest.raises(Refused, match="no form"):
        forms.find(session, "unheard")
    assert not forms.listed(session)


def test_a_form_whose_definition_is_broken_is_named(session: Session) -> None:
    form = forms.add(session, workbook(RILO)).form
    broken = Questionnaire(id="x", title="x", form_id="x", definition="{}")
    with pytest.raises(Refused) as refused:
        forms.compiled(broken)
    assert refused.value.findings[0].rule == "form.definition"
    assert forms.compiled(form) is forms.compiled(form), "compiled once"


def _said(session: Session, kept: Record) -> dict[str, bool]:
    return {
        found.rule: found.blocks
        for found in record.findings(session, kept)
        if found.rule.startswith("questionnaire.")
    }


def test_answers_are_judged_by_their_form(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    data = answers(RILO)
    data["answers"]["manpower"]["host"] = "seven"
    data["answers"]["about"].pop("office")
    done = form_answers_file.answer(session, RILO, answers_file(tmp_path, data))
    kept = done.saved.stored.record
    said = _said(session, kept)
    assert said["questionnaire.type"]
    assert said["questionnaire.required"]
    assert said["questionnaire.unknown"] is False, "XX-ACT-2025-035 is not in this store: a warning"
    (wrong,) = [f for f in record.findings(session, kept) if f.rule == "questionnaire.type"]
    number = int(wrong.place.field.split(".")[1])
    assert kept.answers[number - 1].path == "manpower/host"
    assert wrong.place.label == "Staff of the host administration"
    said_so = finding_messages.sentence(wrong, "fr")
    asked = forms.definition_of(forms.get(session, str(kept.questionnaire)))
    (host,) = (item for _, item in asked.walk() if item.name == "host")
    assert text_in(host.label, "fr") != wrong.place.label
    assert said_so.startswith(text_in(host.label, "fr")), "as the form asks in that language"
    assert "seven" in said_so


STOPS = """
| survey |
| | type | name | label | required | relevant | calculation | constraint |
| | integer | n | N | | | | |
| | note | stop | Stop. | yes | ${n} = 1 | | |
| | calculate | empty | | yes | | if(${n} = 2, '', 'x') | |
| | calculate | few | | | | ${n} | . < 3 |
"""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (1, {"questionnaire.required": True}),
        (2, {"questionnaire.required": False}),
        (3, {"questionnaire.constraint": True}),
        (0, {}),
    ],
)
def test_what_nobody_types_stops_a_return_where_it_can_be_corrected(
    session: Session, tmp_path: Path, answer: int, said: dict[str, bool]
) -> None:
    """A value that is required and computed as none is said; ODK Collect and Enketo send it."""
    form = tmp_path / "stops.md"
    form.write_text(STOPS, "utf-8")
    forms.add(session, form)
    file = answers_file(tmp_path, {"answers": {"n": answer}})
    done = form_answers_file.answer(session, "stops", file)
    assert done.saved is not None
    assert _said(session, done.saved.stored.record) == said


def test_right_answers_are_judged_right_a_year_later(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    done = form_answers_file.answer(session, RILO, answers_file(tmp_path, answers(RILO)))
    assert set(_said(session, done.saved.stored.record)) <= {"questionnaire.unknown"}


def test_answers_that_fit_no_question_are_told(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(RILO))
    done = form_answers_file.answer(session, RILO, answers_file(tmp_path, answers(RILO)))
    kept = done.saved.stored.record
    line = replace(kept.answers[0], path="manpower/of_last_year")
    assert _said(session, replace(kept, answers=(*kept.answers, line)))["questionnaire.left"] is (
        False
    )
    stray = replace(kept, questionnaire="nowhere")
    assert _said(session, stray) == {"questionnaire.no_form": True}


def test_an_answer_asks_for_its_label(session: Session, tmp_path: Path) -> None:
    forms.add(session, workbook(SURVEY))
    done = form_answers_file.answer(session, SURVEY, answers_file(tmp_path, answers(SURVEY)))
    kept = done.saved.stored.record
    assert "questionnaire.tlp" not in _said(session, kept), "unmarked counts as AMBER"
    assert _said(session, replace(kept, tlp="GREEN"))["questionnaire.tlp"]


def test_a_definition_that_was_altered_is_told(session: Session) -> None:
    form = forms.add(session, workbook(RILO)).form
    assert not _said(session, form)
    altered = replace(form, definition=(form.definition or "").replace("host", "guest"))
    assert _said(session, altered)["questionnaire.altered"]
