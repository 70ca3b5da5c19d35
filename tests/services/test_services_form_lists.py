"""A form with lists of other files travels whole: as the file of one office, in other stores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import form_workbooks as make
import pytest
from office_with_forms import answers_file, practice_office
from received_offices import to_file

from rilo_desktop.exchange.strict_json import MOST_CHARACTERS
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT
from rilo_desktop.questions.definition import LONG_LIST, LONGEST
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.problems import Rule
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, form_table, forms
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

SHEETS = make.survey(
    "type; name; label; choice_filter; calculation; relevant",
    "select_one regions; region; Region",
    "select_one_from_file towns.csv; town; Town; region = ${region}",
    "calculate; people; ; ; pulldata('towns', 'people', 'name', ${town})",
    "text; why; Why so many?; ; ; ${people} > 2000",
    choices=("list_name; name; label", "regions; r1; First", "regions; r2; Second"),
    settings=("form_id; form_title; version", "towns; Towns; 1"),
)


def workbook(folder: Path) -> Path:
    return make.workbook(folder / "towns.xlsx", SHEETS)


def towns(folder: Path, count: int = 3_000, people: int = 0) -> Path:
    path = folder / "towns.csv"
    rows = (f"t{n},Town {n},r{n % 2},{n + people},Jane {n}" for n in range(count))
    path.write_text("name,label,region,people,mayor\n" + "\n".join(rows), "utf-8")
    return path


def given(session: Session, folder: Path, **said: Any) -> form_answers_file.AnsweredForm:
    file = answers_file(folder, {"answers": said})
    return form_answers_file.answer(session, "towns", file)


def pdf(session: Session, kind: str, about: str, folder: Path) -> Path:
    order = SubmissionRequest(kind, records=(about,), reason="as agreed")
    return to_file(session, submit(session, order).submission.reference, folder)


def received(session: Session, path: Path, card: Path) -> None:
    cards.trust(session, card, cards.read_card(card).fingerprint)
    (one,) = receive.inspect_submissions(session, [path])
    assert not one.findings
    receive.accept(session, [one])


def computed(session: Session) -> Mapping[str, str]:
    form = forms.find(session, "towns").record
    state: FormState = forms.answers_of(session, form).state  # type: ignore[arg-type]
    return {node.name: node.value for node in state.root.questions() if node.is_relevant}


def test_the_pdf_of_the_secretariat_answers_with_its_list_elsewhere(tmp_path: Path) -> None:
    card, own = tmp_path / "secretariat.rilocard", tmp_path / "x1.rilocard"
    with practice_office(tmp_path / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        cards.export(secretariat, card)
        added = forms.add(secretariat, workbook(tmp_path), [towns(tmp_path, 15_000)])
        assert "Jane" not in (added.form.definition or "")
        assert len(added.form.definition or "") > 1_000_000, "as large as forms may be, and sent"
        assert LONGEST <= MOST_CHARACTERS
        assert [one.name for one in added.form.attachments] == ["towns.xlsx"]
        asked = pdf(secretariat, "questionnaire", added.form.id, tmp_path)
    (tmp_path / "towns.csv").unlink()
    with practice_office(tmp_path / "other", "X1") as session:
        cards.export(session, own)
        received(session, asked, card)
        wrong = given(session, tmp_path, region="r1", town="t2")
        assert [(one.path, one.rule) for one in wrong.problems] == [("town", Rule.CHOICE)]
        done = given(session, tmp_path, region="r1", town="t14999", why="It grew.")
        assert done.problems == ()
        assert computed(session) == {
            "region": "r1",
            "town": "t14999",
            "people": "14999",
            "why": "It grew.",
        }
        assert done.saved is not None
        kept = done.saved.stored.record
        assert isinstance(kept, QuestionnaireAnswers)
        back = pdf(session, "questionnaire-return", kept.id, tmp_path)
    from rilo_desktop.exchange.submission import printed

    pages = printed(back.read_bytes(), back.name, "en").pages
    text = "\n".join(line for page in pages for line in page.lines)
    assert "Town 14999" in text
    assert len(pages) < 4, "the list is not printed"
    with practice_office(tmp_path / "third", PRACTICE_SECRETARIAT) as secretariat:
        received(secretariat, back, own)
        rows = form_table.as_data(form_table.table(secretariat, "towns"), "en")["rows"]
        together = pdf(secretariat, "consolidated-answers", added.form.id, tmp_path)
    told = printed(together.read_bytes(), together.name, "en").pages
    lines = [line for page in told for line in page.lines]
    assert "14,999 more choices of the list: no office chose them." in lines
    (row,) = (one for one in rows if one["path"] == "town")
    assert row["counts"] == {"t14999": {"label": "Town 14999", "offices": 1}}


def test_a_long_list_is_not_printed_with_the_form(tmp_path: Path) -> None:
    from rilo_desktop.exchange.submission import printed

    with practice_office(tmp_path / "secretariat", PRACTICE_SECRETARIAT) as session:
        added = forms.add(session, workbook(tmp_path), [towns(tmp_path)])
        path = pdf(session, "questionnaire", added.form.id, tmp_path)
    pages = printed(path.read_bytes(), path.name, "en").pages
    text = "\n".join(line for page in pages for line in page.lines)
    assert "one of the 3,000 choices of a list" in text
    assert len(pages) < 4
    assert LONG_LIST < 3_000


def test_the_same_workbook_with_another_list_is_another_form(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    with practice_office(tmp_path / "office") as session:
        first = forms.add(session, path, [towns(tmp_path, 10)])
        again = forms.add(session, path, [towns(tmp_path, 10)])
        assert (again.is_new, again.form.id) == (False, first.form.id)
        assert not forms.add(session, path).is_new, "it has its list already"
        with pytest.raises(Refused) as refused:
            forms.add(session, path, [towns(tmp_path, 10, people=5)])
        assert {one.rule for one in refused.value.findings} == {"form.changed"}
        assert len(forms.listed(session)) == 1
