"""What the answering office writes of itself and of last time stays when another store opens it.

Office XX answers by file, twice; the practice Secretariat receives the very files, at another hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from form_workbooks import survey, workbook
from office_with_forms import answers_file, practice_office
from received_offices import coming, document

from rilo_desktop.office_codes import PRACTICE_SECRETARIAT
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, form_table, form_versions, forms
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

ROWS = (
    "username; who; ; ; ; ; ",
    "deviceid; where; ; ; ; ; ",
    "start; begun; ; ; ; ; ",
    "hidden; round; ; ; winter; ; ",
    "geopoint; place; Where?; yes; ; ; ",
    "text; port; Port; ; ${last-saved#port}; ; ",
    "text; why; Why?; ; ; ${last-saved#port} != '' and ${port} != ${last-saved#port}; ",
    "calculate; told; ; ; ; ; concat(${where}, ' ', ${who}, ' ', ${round})",
    "integer; count; How many?; ; ; ; ",
    "calculate; counted; ; ; ; ; now()",
    "begin group; g; ${told}; ; ; ${where} = 'XX' and ${begun} != ''; ",
    "text; inside; Inside; ; ; ; ",
    "end group; ; ; ; ; ; ",
)


def form(folder: Path, version: str = "1") -> Path:
    head = "type; name; label; required; default; relevant; calculation; trigger"
    rows = [f"{row}; {'${count}' if 'counted' in row else ''}" for row in ROWS]
    settings = ("form_title; form_id; version", f"Ports; ports; {version}")
    return workbook(folder / f"ports {version}.xlsx", survey(head, *rows, settings=settings))


def of_period(period: str, **answers: Any) -> dict[str, Any]:
    return {"meta": {"period": period}, "answers": {"place": "4°36'35\"N 74°4'54\"W", **answers}}


@dataclass
class Answered:
    secretariat: Session
    sent: dict[str, dict[str, str]]
    """By period: the values as office XX had them when it sent."""


def values(state: FormState) -> dict[str, str]:
    return {node.path: node.text for node in state.root.questions() if node.text}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answered]:
    folder = tmp_path_factory.mktemp("surroundings")
    sent = {}
    with practice_office(folder / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        forms.add(secretariat, form(folder))
        with practice_office(folder / "XX", "XX") as session:
            added = forms.add(session, form(folder))
            assert [names for _, names in added.told] == ["who", "where"]
            for data in (
                of_period("2025", port="XXABC", count=4, g={"inside": "first"}),
                of_period("2026", port="XXDEF", why="It moved", count=5, g={"inside": "second"}),
            ):
                done = form_answers_file.answer(session, "ports", answers_file(folder, data))
                assert not done.problems
                assert done.saved is not None
                sent[data["meta"]["period"]] = values(done.answers.state)
                about = (done.saved.stored.record.id,)
                order = SubmissionRequest("questionnaire-return", records=about, reason="agreed")
                came = document(session, submit(session, order).submission.reference)
                receive.accept(secretariat, coming(secretariat, came))
        yield Answered(secretariat, sent)


def test_the_office_writes_who_where_and_what_it_said_last_time(answered: Answered) -> None:
    first, second = answered.sent["2025"], answered.sent["2026"]
    assert (first["who"], first["where"], first["round"]) == ("XX-01", "XX", "winter")
    assert first["told"] == "XX XX-01 winter"
    assert first["place"] == "4.6097222 -74.0816667 0 0"
    assert first["begun"]
    assert first["counted"], "its question was answered"
    assert "last-saved#port" not in first
    assert "why" not in first
    assert (second["last-saved#port"], second["why"]) == ("XXABC", "It moved")


@pytest.mark.parametrize("period", ["2025", "2026"])
def test_the_store_that_receives_shows_the_same(answered: Answered, period: str) -> None:
    session = answered.secretariat
    held = forms.find(session, "ports").record
    with session.reading() as reading:
        records = [one.record for one in reading.records.all_of(forms.ANSWERS)]
    (came,) = (
        one for one in records if isinstance(one, QuestionnaireAnswers) and one.period == period
    )
    opened = forms.opened(session, forms.get(session, held.id), came, "")
    assert values(opened.state) == answered.sent[period]
    assert opened.written.answers == came.answers


def test_the_consolidated_answers_have_the_place_as_text(answered: Answered) -> None:
    data = form_table.as_data(form_table.table(answered.secretariat, "ports"), "en")
    rows = {row["path"]: row["answers"]["XX"] for row in data["rows"]}
    assert rows["place"]["values"] == ["4.6097222 -74.0816667 0 0"]
    assert rows["g/inside"]["values"] == ["second"]


def test_what_is_carried_over_is_written_anew(tmp_path: Path) -> None:
    with practice_office(tmp_path / "XX", "XX") as session:
        forms.add(session, form(tmp_path))
        data = of_period("2025", port="XXABC", count=4)
        done = form_answers_file.answer(session, "ports", answers_file(tmp_path, data))
        assert done.saved is not None
        newer = forms.add(session, form(tmp_path, "2")).form
        carried = form_versions.carry_over(session, newer.id, done.saved.stored.record.id)
        found = values(carried.answers.state)
        assert (found["port"], found["last-saved#port"]) == ("XXABC", "XXABC")
        assert found["counted"]
