"""A changed form never loses an answer: what fits is carried over, what does not is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from office_with_forms import RILO, SURVEY, answers, answers_file, practice_office, workbook

from rilo_desktop.questions.problems import Rule
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import form_answers_file, form_versions, forms, record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with practice_office(tmp_path / "office") as made:
        yield made


def answered(session: Session, folder: Path, period: str = "2025") -> QuestionnaireAnswers:
    forms.add(session, workbook(RILO))
    data = answers(RILO)
    data["meta"]["period"] = period
    done = form_answers_file.answer(session, RILO, answers_file(folder, data))
    assert done.saved is not None
    kept = done.saved.stored.record
    assert isinstance(kept, QuestionnaireAnswers)
    return kept


def newer(session: Session, folder: Path) -> Questionnaire:
    """A version that asks for the host's staff under another name, and has no area ENV."""
    book = openpyxl.load_workbook(workbook(RILO))
    for sheet in ("survey", "choices", "settings"):
        for row in book[sheet].iter_rows(min_row=2):
            for cell in row:
                if cell.value == "host":
                    cell.value = "host_staff"
                elif cell.value == "2026112701":
                    cell.value = "2027010101"
                elif isinstance(cell.value, str):
                    cell.value = cell.value.replace("${host}", "${host_staff}")
    choices = book["choices"]
    for row in list(choices.iter_rows(min_row=2)):
        if row[1].value == "ENV":
            choices.delete_rows(row[0].row)
            break
    path = folder / "newer.xlsx"
    book.save(path)
    return forms.add(session, path).form


def test_the_same_version_fits_whole(session: Session, tmp_path: Path) -> None:
    kept = answered(session, tmp_path)
    form = forms.get(session, str(kept.questionnaire))
    assert form_versions.fits(session, form, kept).is_whole


def test_what_no_longer_fits_is_named_and_nothing_is_lost(session: Session, tmp_path: Path) -> None:
    kept = answered(session, tmp_path)
    form = newer(session, tmp_path)
    carried = form_versions.carry_over(session, form.id, kept.id)
    assert [line.path for line in carried.fit.left] == ["manpower/host"]
    assert {(one.path, one.rule) for one in carried.fit.unfit} >= {("scope/areas", Rule.CHOICE)}
    saved = forms.save(session, carried.answers).stored.record
    assert isinstance(saved, QuestionnaireAnswers)
    assert saved.id != kept.id
    assert saved.questionnaire == form.id
    assert carried.taken == {line.path for line in carried.lines} - {"manpower/host"}
    theirs = {line.path: line.value for line in saved.answers}
    mine = {line.path: line.value for line in kept.answers}
    computed = {"manpower/total"}
    for path in set(mine) - {"manpower/host"} - computed:
        assert theirs[path] == mine[path], path
    assert record.get(session, kept.id).record == kept, "the old answers stay as they are"


def test_what_is_answered_already_stays(session: Session, tmp_path: Path) -> None:
    kept = answered(session, tmp_path)
    form = newer(session, tmp_path)
    begun = forms.answers_of(session, form, "2025")
    begun.state.answer("manpower/posts", "99")
    forms.save(session, begun)
    carried = form_versions.carry_over(session, form.id, kept.id)
    assert "manpower/posts" not in carried.taken
    assert "manpower/seconded" in carried.taken
    said = {line.path: line.value for line in carried.answers.written.answers}
    assert said["manpower/posts"] == "99"
    assert said["manpower/seconded"] == "2"


def test_the_newest_version_is_the_one_carried_to(session: Session, tmp_path: Path) -> None:
    kept = answered(session, tmp_path)
    with pytest.raises(Refused, match="no newer one"):
        form_versions.to_newest(session, kept.id)
    form = newer(session, tmp_path)
    assert form_versions.to_newest(session, kept.id).form == form
    with session.reading() as reading:
        held = list(forms.own_answers(session, reading))
    assert held == [kept], "nothing is written"


def test_answers_to_another_form_are_not_carried(session: Session, tmp_path: Path) -> None:
    kept = answered(session, tmp_path)
    other = forms.add(session, workbook(SURVEY)).form
    with pytest.raises(Refused, match="no answers"):
        form_versions.carry_over(session, other.id, kept.id)


def test_the_answers_of_the_year_before_are_found(session: Session, tmp_path: Path) -> None:
    before = answered(session, tmp_path, "2024")
    kept = answered(session, tmp_path, "2025")
    form = forms.get(session, str(kept.questionnaire))
    now = forms.answers_of(session, form, "2025")
    found = form_versions.earlier(session, now)
    assert found is not None
    assert found.id == before.id
    first = forms.answers_of(session, form, "2024")
    assert form_versions.earlier(session, replace(first)) is None
