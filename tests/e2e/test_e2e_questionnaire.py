# mypy: disable-error-code="attr-defined"
"""The shipped forms answered by keyboard; a survey received from twelve offices, side by side."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from keyboard import Officer
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.routing import ANSWERS_TABLE
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.gui.widgets.inputs.flag import FlagInput
from rilo_desktop.gui.widgets.questions.answer_inputs import ChecksInput, SegmentsInput
from rilo_desktop.gui.widgets.questions.question_row import QuestionRow
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.questions.answers_json import answers_of
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.definition import text_in
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import form_answers_file, forms
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import one_record, release

WORDS = "nine loud magpies left the southern harbour"
FORMS = Path(__file__).parents[2] / "resources" / "forms"
ANSWERS = Path(__file__).parents[1] / "fixtures" / "forms"
FORM, QUESTIONNAIRE = "ecommerce_survey", "rilo_questionnaire"
OURS = PRACTICE_OFFICES[0]


def given(number: int) -> dict[str, Any]:
    """What an office answers; every one something else."""
    return {
        "who": {"kind": "office", "office": "XX", "from": "2025-01-01", "to": "2025-12-31"},
        "cases": {"has_cases": "no", "no_cases": "None this year.", "parcel_share": 10 + number},
        "indicators": {
            "uses": "yes",
            "top": [
                {
                    "indicator": "VAL-01",
                    "freq": "often" if number % 2 else "rarely",
                    "when": "before",
                    "controls": 10 * number,
                    "hits": number,
                },
                {"indicator": "SPL-01", "freq": "sometimes", "when": "both"},
            ],
            "new_any": "no",
        },
        "safety": {"hazards": "chemical electric", "lab": "no"}
        if number % 3
        else {"hazards": "none"},
        "coop": {"partners": "post express", "advance": 1 + number % 5, "lessons": "Ask earlier."},
    }


def questionnaire() -> dict[str, Any]:
    """The practice year's answers; of each repeat the first line, since there are 28 lines."""
    read = json.loads((ANSWERS / f"{QUESTIONNAIRE}_answers_XX.json").read_text("utf-8"))
    answers = {name: _first_lines(value) for name, value in read["answers"].items()}
    answers["needs"]["need"] = "connection data languages"  # in the order of the boxes
    return answers


def _first_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _first_lines(one) for name, one in value.items()}
    return [_first_lines(one) for one in value[:1]] if isinstance(value, list) else value


def test_the_questionnaire_on_rilos_is_answered_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with make_office(folder, OURS, f"{OURS}-01", WORDS).session as session:
        forms.add(session, FORMS / f"{QUESTIONNAIRE}.xlsx")
    officer = Officer(qtbot, folder)
    officer.enter(WORDS)
    form = begun(officer)
    wanted = questionnaire()
    form.answer(wanted)
    officer.save()
    assert answers_of(form.input.state.root) == wanted
    assert problems(form.input.state) == [], "what is answered is all that is asked"
    officer.leave()


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """All offices have the survey; eleven returned their answers on a stick."""
    folder = tmp_path / "secretariat"
    with make_office(folder, PRACTICE_SECRETARIAT, "S-01", WORDS).session as secretariat:
        for number, code in enumerate(PRACTICE_OFFICES):
            card = tmp_path / f"{code}.rilocard"
            with make_office(tmp_path / code, code, f"{code}-01", WORDS).session as session:
                forms.add(session, FORMS / f"{FORM}.xlsx")
                cards.export(session, card)
                if code != OURS:
                    answer(session, tmp_path, number)
                    send(session, tmp_path)
            cards.trust(secretariat, card, cards.read_card(card).fingerprint)
    return tmp_path


def answer(session: Session, folder: Path, number: int) -> None:
    path = folder / f"{session.office_code}.json"
    meta = {"form_id": FORM, "answered_on": "2026-01-12", "language": "en"}
    path.write_text(json.dumps({"meta": meta, "answers": given(number)}), "utf-8")
    done = form_answers_file.answer(session, FORM, path)
    assert done.problems == ()


def send(session: Session, folder: Path) -> None:
    (stored,) = all_stored(session, Query(QuestionnaireAnswers.kind.code))
    done = one_record.send(session, stored.record.id, "en")
    assert done.released
    release.export(session, done.submission.reference, file_of(folder, session.office_code))


def file_of(folder: Path, code: str) -> Path:
    return folder / f"{code}.pdf"


def test_a_survey_goes_round_by_keyboard(qtbot: QtBot, network: Path) -> None:
    officer = Officer(qtbot, network / OURS)
    officer.enter(WORDS)
    answered_by_keyboard(officer)
    officer.leave()
    with open_store(network / OURS, WORDS) as session:
        (sent,) = all_stored(session, Query("submission"))
        release.export(session, sent.record.reference, file_of(network, OURS))
    secretariat = Officer(qtbot, network / "secretariat")
    secretariat.enter(WORDS)
    secretariat.receive([file_of(network, code) for code in PRACTICE_OFFICES])
    side_by_side(secretariat)
    secretariat.leave()


class Form:
    """The questions of the window, answered with the keys alone."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.editor = officer.place.pages.currentWidget()
        self.input = self.editor.form.fields["answers"].input
        officer.until(lambda: self.input.state is not None)
        officer.settle()

    @property
    def row(self) -> QuestionRow | None:
        """The question that has the keyboard."""
        rows = self.input.view.rows.values()
        focus = self.officer.focus
        return next((one for one in rows if focus and one.isAncestorOf(focus)), None)

    def go_to(self, path: str) -> QuestionRow:
        for _ in range(80):
            row = self.row
            if row is not None and row.node.path == path:
                return row
            self.officer.press("Tab")
        raise AssertionError(f"no Tab leads to {path}")

    def answer(self, answers: dict[str, Any], above: str = "") -> None:
        for name, value in answers.items():
            path = f"{above}/{name}" if above else name
            if not above:
                self.go_to_part(path)
            if isinstance(value, dict):
                self.answer(value, path)
            elif isinstance(value, list):
                self.repeat(path, name, value)
            else:
                self.type(self.go_to(path), str(value))
                self.officer.settle()

    def go_to_part(self, path: str) -> None:
        for _ in self.input.parts:
            if self.part_of(path) == self.input.part:
                return
            self.officer.press("Ctrl+PgDown")
            self.officer.settle()
        said = {line.path: line.value for line in self.input.value()}
        raise AssertionError(f"no key leads to the part of {path}: {said}")

    def part_of(self, path: str) -> str:
        first = path.split("/")[0]
        return next(
            part.key for part in self.input.parts if first in {one.name for one in part.items}
        )

    def repeat(self, path: str, name: str, lines: list[dict[str, Any]]) -> None:
        by_path = self.input.state.form.by_path
        item = by_path[tuple(step.partition("[")[0] for step in path.split("/"))].item
        for number, line in enumerate(lines, start=1):
            self.officer.tab_to(f"Add: {text_in(item.label, 'en')}")
            self.officer.press("Space")
            self.officer.settle()
            self.answer(line, f"{path}[{number}]")

    def type(self, row: QuestionRow, value: str) -> None:
        names = [one.name for one in self.input.state.choices(row.node)]
        match row.input:
            case SegmentsInput():
                self.officer.press(f"Alt+{names.index(value) + 1}")
            case ChecksInput():
                at = 0
                for code in sorted(value.split(), key=names.index):
                    self.officer.press(*["Down"] * (names.index(code) - at), "Space")
                    at = names.index(code)
            case CodeInput():
                choice = self.input.state.choices(row.node)[names.index(value)]
                self.officer.choose(text_in(choice.label, "en"))
            case FlagInput():
                self.officer.press("Space")
            case _:
                self.officer.type(value)


def begun(officer: Officer) -> Form:
    """The answers of the office to its one form, from the list of questionnaires."""
    officer.go_to(Questionnaire.kind.code)
    officer.press("Home")
    officer.settle()
    officer.press("Ctrl+Shift+Q")
    officer.settle()
    return Form(officer)


def answered_by_keyboard(officer: Officer) -> None:
    form = begun(officer)
    form.answer(given(0))
    officer.save()
    found = form.input.state.root.children["indicators"][0].children["top"]
    assert [line.children["indicator"][0].value for line in found] == ["VAL-01", "SPL-01"]
    officer.press("Ctrl+Return")
    officer.until(lambda: "is released" in officer.told)
    officer.settle()


def side_by_side(officer: Officer) -> None:
    """Every figure is computed once more from what was answered."""
    officer.go_to(Questionnaire.kind.code)
    officer.press("Home")
    officer.settle()
    officer.press("Ctrl+Shift+T")
    officer.settle()
    page = officer.place.page(ANSWERS_TABLE)
    officer.until(lambda: page.table is not None)
    assert page.table.missing == ()
    assert [one.code for one in page.table.offices] == sorted(PRACTICE_OFFICES)
    rows = {row.path: row for row in page.table.rows}
    all_given = [given(number) for number in range(len(PRACTICE_OFFICES))]
    shares = [Decimal(one["cases"]["parcel_share"]) for one in all_given]
    assert rows["cases", "parcel_share"].total == sum(shares)
    assert rows["cases", "parcel_share"].base == len(PRACTICE_OFFICES)
    hazards = Counter(code for one in all_given for code in one["safety"]["hazards"].split())
    assert {code: n for code, n in rows["safety", "hazards"].counts if n} == hazards
    frequency = Counter(one["indicators"]["top"][0]["freq"] for one in all_given)
    frequency["sometimes"] = len(all_given)
    assert dict(rows["indicators", "top", "freq"].counts) == frequency
    by_office = dict(zip(PRACTICE_OFFICES, all_given, strict=True))
    for one, cell in zip(page.table.offices, rows["coop", "advance"].cells, strict=True):
        assert cell.values == (str(by_office[one.code]["coop"]["advance"]),)
