"""An answer about an office's own table holds where it was given, and nowhere else; rows without a
number get one made of what they say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rilo_desktop.exchange.column_mapping import Mapping as Given
from rilo_desktop.exchange.column_mapping import mapping_data, read_mapping
from rilo_desktop.services.office import preferences
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import (
    import_grid,
    import_memory,
    import_tables,
    record,
    waiting_imports,
)
from rilo_desktop.services.records.import_tables import Looked

HEAD = ("Date", "Country", "Town", "Goods", "Qty", "Remarks")
ROWS = (
    ("14.01.2025", "Kenya", "Mombasa", "Hats", "12 pcs", "in a box"),
    ("15.01.2025", "Kenya", "Nairobi", "Shoes", "40 pairs", ""),
    ("19.01.2025", "Ghana", "Tema", "Toys", "312 pcs", "on a lorry"),
    ("23.01.2025", "Ghana", "Accra", "Bags", "75 pcs", "in a shop"),
)
Rows = Sequence[Sequence[str]]


@pytest.fixture
def session(make_session: Callable[..., Any]) -> Session:
    return make_session()  # type: ignore[no-any-return]


def _csv(path: Path, rows: Rows = ROWS, head: Sequence[str] = HEAD) -> Path:
    path.write_text("\n".join(";".join(row) for row in (head, *rows)) + "\n", "utf-8")
    return path


def _book(path: Path, **sheets: Rows) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(tuple(row))
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def _look(session: Session, path: Path, answers: Mapping[str, Any] | None = None) -> Looked:
    return import_tables.inspect(session, [path], Given(answers=dict(answers or {})))


def _outcomes(looked: Looked) -> dict[str, int]:
    return {name: count for name, count in looked.counts.items() if count and name != "skipped"}


def _cases(session: Session) -> list[Any]:
    with session.reading() as reading:
        numbers = reading.records.by_local_ref("case-study")
    return [record.find(session, number).record for number in numbers]


# --- numbers


def test_rows_without_a_number_are_one_decision_of_the_table(
    session: Session, tmp_path: Path
) -> None:
    path = _csv(tmp_path / "a.csv")
    looked = _look(session, path)
    (question,) = looked.questions
    assert question.key == "=numbers"
    assert len(question.cells) == len(ROWS)
    assert question.proposals == ("rows", "skip")
    assert question.reason is not None
    said = sentence(question.reason, "en")
    numbers = [row.local_ref for row in looked.rows if row.local_ref]
    assert len(set(numbers)) == len(ROWS)
    assert all(number in said for number in numbers[:3])
    looked = import_tables.answer(session, looked, {"=numbers": "rows"})
    done = import_tables.take(session, looked)
    assert done.new == len(ROWS)
    assert {case.local_ref for case in _cases(session)} == set(numbers)
    again = _look(session, path)
    assert (again.questions, _outcomes(again)) == ((), {"same": len(ROWS)})


def test_rows_that_begin_with_one_code_are_cases_of_their_own_where_each_row_is(
    session: Session, tmp_path: Path
) -> None:
    head = ("District", "Date", "Country", "Town", "Goods", "Qty")
    rows = [
        (f"AIS 0{at // 4}", f"1{at}.01.2025", "Kenya", "Mombasa", "Hats", f"{at} pcs")
        for at in range(1, 9)
    ]
    _take(session, _csv(tmp_path / "a.csv", rows, head), {"=numbers": "rows"})
    assert len(_cases(session)) == len(rows)


def test_a_longer_version_brings_the_same_cases_back(session: Session, tmp_path: Path) -> None:
    _take(session, _csv(tmp_path / "a.csv"), {"=numbers": "rows"})
    more = ("02.02.2025", "Togo", "Lome", "Belts", "88 pcs", "")
    longer = _csv(tmp_path / "b.csv", (more, *ROWS))
    looked = _look(session, longer)
    assert not looked.questions, "the decision is that of the shape"
    assert _outcomes(looked) == {"same": len(ROWS), "new": 1}


def test_columns_in_another_order_bring_the_same_cases_back(
    session: Session, tmp_path: Path
) -> None:
    _take(session, _csv(tmp_path / "a.csv"), {"=numbers": "rows"})
    turned = [row[::-1] for row in ROWS]
    looked = _look(session, _csv(tmp_path / "b.csv", turned, HEAD[::-1]), {"=numbers": "rows"})
    assert _outcomes(looked) == {"same": len(ROWS)}


def test_a_column_more_asks_whether_these_are_the_cases(session: Session, tmp_path: Path) -> None:
    _take(session, _csv(tmp_path / "a.csv"), {"=numbers": "rows"})
    for head in ("Officer in charge", "Weather", "Zone", "Shift", "Z"):
        wider = [(f"{at}", *row) for at, row in enumerate(ROWS)]
        path = _csv(tmp_path / "b.csv", wider, (head, *HEAD))
        looked = _look(session, path, {"=numbers": "rows"})
        assert _outcomes(looked) == {"question": len(ROWS)}, head
        given = {"=numbers": "rows", "=same": "update"}
        assert _outcomes(_look(session, path, given)) == {"changed": len(ROWS)}, head


@pytest.mark.parametrize("at", range(len(HEAD)))
@pytest.mark.parametrize("answer", ["update", "different", "skip", ""])
def test_a_corrected_cell_is_the_same_case_or_a_question(
    session: Session, tmp_path: Path, at: int, answer: str
) -> None:
    """Whatever column it stands in; the case then has the number of the row as it is now."""
    _take(session, _csv(tmp_path / "a.csv"), {"=numbers": "rows"})
    before = {case.local_ref for case in _cases(session)}
    other = ("16.03.2024", "Peru", "Lima", "Watches", "977 pcs", "by post")
    corrected = list(ROWS[2])
    corrected[at] = other[at]
    path = _csv(tmp_path / "b.csv", (*ROWS[:2], corrected, ROWS[3]))
    looked = _look(session, path)
    (question,) = looked.questions
    assert _outcomes(looked) == {"same": 3, "question": 1}
    assert question.key.startswith("same=T-")
    words = {"update": question.proposals[0], "different": "different"}
    given = {question.key: words.get(answer, answer)}
    looked = import_tables.answer(session, looked, given)
    assert not looked.questions
    import_tables.take(session, looked)
    cases = {case.local_ref: case for case in _cases(session)}
    assert len(cases) == len(ROWS) + (answer == "different")
    changed = cases.keys() - before
    assert len(changed) == (answer in ("update", "different"))
    again = _look(session, path)
    assert not again.questions
    assert not again.prospect.writes


def test_a_case_may_be_corrected_again_and_again(session: Session, tmp_path: Path) -> None:
    _take(session, _csv(tmp_path / "a.csv"), {"=numbers": "rows"})
    row = list(ROWS[2])
    for at, text in ((0, "20.01.2025"), (2, "Takoradi"), (4, "313 pcs")):
        row[at] = text
        looked = _look(session, _csv(tmp_path / "a.csv", (*ROWS[:2], row, ROWS[3])))
        (question,) = looked.questions
        looked = import_tables.answer(session, looked, {question.key: question.proposals[0]})
        done = import_tables.take(session, looked)
        assert (done.new, done.changed) == (0, 1)
    assert len(_cases(session)) == len(ROWS)


def test_equal_rows_are_cases_of_their_own_or_count_once(session: Session, tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", (*ROWS, ROWS[0]))
    looked = _look(session, path)
    (question,) = looked.questions
    assert question.proposals == ("rows", "once", "skip")
    once = import_tables.answer(session, looked, {"=numbers": "once"})
    assert once.counts["new"] == len(ROWS)
    (left,) = (one for one in once.rows if one.row == 6)
    assert "row 2" in sentence(left.reasons[0], "en")
    each = import_tables.answer(session, looked, {"=numbers": "rows"})
    assert not each.questions, "that two look alike was decided with it"
    import_tables.take(session, each)
    first, *_, last = sorted(case.local_ref for case in _cases(session) if "Hats" in str(case))
    assert last == f"{first}#2"
    assert _outcomes(_look(session, path)) == {"same": len(ROWS) + 1}


def test_rows_of_one_seizure_are_lines_of_one_case(session: Session, tmp_path: Path) -> None:
    more = [*ROWS[0][:3], "Scarves", "7 pcs", "in a box"]
    path = _csv(tmp_path / "a.csv", (*ROWS, more))
    looked = _look(session, path)
    assert looked.questions[0].proposals == ("rows", "lines", "skip")
    looked = import_tables.answer(session, looked, {"=numbers": "lines"})
    done = import_tables.take(session, looked)
    assert done.new == len(ROWS)
    (case,) = (one for one in _cases(session) if len(one.goods) == 2)
    assert [line.description for line in case.goods] == ["Hats", "Scarves"]
    assert _outcomes(_look(session, path)) == {"same": len(ROWS) + 1}
    corrected = [*more[:4], "8 pcs", more[5]]
    looked = _look(session, _csv(tmp_path / "a.csv", (*ROWS, corrected)))
    assert [q.key for q in looked.questions] == [f"update={case.local_ref}"]


def test_rows_that_are_left_out_stay_out(session: Session, tmp_path: Path) -> None:
    for nothing in ("skip", "", None):
        looked = _look(session, _csv(tmp_path / "a.csv"), {"=numbers": nothing})
        assert not looked.questions
        assert not looked.prospect.writes


def test_one_number_for_all_rows_joins_none(session: Session, tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv")
    looked = import_tables.inspect(session, [path], assumptions={"fixed": {"local_ref": "K-1"}})
    assert any(found.rule == "exchange.one_number" for found in looked.prospect.findings)
    assert [q.key for q in looked.questions] == ["=numbers"]
    looked = _look(session, path, {"=local_ref": "K-1", "=numbers": "rows"})
    assert looked.counts["new"] == len(ROWS)


def test_rows_that_wait_keep_their_number(session: Session, tmp_path: Path) -> None:
    """Also where one that says the same was taken."""
    asked = ("16.01.2025", "Nethrlands", "Lima", "Belts", "9 pcs", "")
    path = _csv(tmp_path / "a.csv", (asked, *ROWS, asked))
    looked = _look(session, path, {"=numbers": "rows", "!B2=reporting_country": "NL"})
    done = import_tables.take(session, looked, hold_questions=True)
    assert (done.new, done.waiting) == (5, 1)
    (waiting,) = waiting_imports.listed(session)
    looked = import_tables.inspect_waiting(session, waiting.id)
    (question,) = looked.questions
    looked = import_tables.answer(session, looked, {question.key: "NL"})
    assert import_tables.take(session, looked).new == 1
    assert len(_cases(session)) == 6
    assert _outcomes(_look(session, path)) == {"same": 6}


# --- where an answer holds


HEAD_NUMBERED = ("File no", *HEAD)


def _numbered(rows: Rows = ROWS, first: int = 1) -> list[tuple[str, ...]]:
    return [(f"K-{at}", *row) for at, row in enumerate(rows, first)]


def test_a_date_that_was_answered_touches_no_other_sheet(session: Session, tmp_path: Path) -> None:
    head = ("File no", "Fecha", "Pais", "Mercancia", "Cantidad")
    enero = [head, ("E-1", "30", "Kenya", "Hats", "12 pcs"), ("E-2", "7", "Kenya", "Bags", "9 pcs")]
    febrero = [
        head,
        ("F-1", "30", "Kenya", "Toys", "3 pcs"),
        ("F-2", "12", "Kenya", "Pens", "44 pcs"),
    ]
    path = _book(tmp_path / "a.xlsx", **{"Enero 2025": enero, "Febrero 2025": febrero})
    looked = _look(session, path)
    (question,) = (q for q in looked.questions if q.field == "date")
    assert question.key == "Febrero 2025!B2=date"
    looked = import_tables.answer(session, looked, {question.key: ""})
    values: dict[str, Any] = {
        row.local_ref: row.values.get("date") for row in looked.rows if row.local_ref
    }
    assert values["F-1"] is None
    assert values["E-1"]["date"] == "2025-01-30"


def test_a_number_that_was_answered_touches_no_later_book(session: Session, tmp_path: Path) -> None:
    rows = [[*ROWS[0][:4], "60", ""], [*ROWS[1][:4], "60", ""]]
    path = _csv(tmp_path / "a.csv", _numbered(rows), HEAD_NUMBERED)
    looked = _look(session, path)
    (question,) = looked.questions
    assert question.key == "![Qty]=unit"
    (first, second) = question.parts
    given = {first.key: first.proposals[0], second.key: ""}
    looked = import_tables.answer(session, looked, given)
    amounts: list[Any] = [row.values.get("goods.quantity") for row in looked.rows if row.local_ref]
    assert amounts[0][0]["quantity"] == "60"
    assert amounts[1] is None
    import_tables.take(session, looked)
    assert not _look(session, path).questions, "the same rows ask nothing again"
    rows = [[*ROWS[2][:4], "60", ""], [*ROWS[3][:4], "60", ""]]
    later = _look(session, _csv(tmp_path / "b.csv", _numbered(rows, 7), HEAD_NUMBERED))
    assert [len(q.parts) for q in later.questions] == [2]


def test_a_column_is_answered_at_once_and_so_is_one_cell_of_it(
    session: Session, tmp_path: Path
) -> None:
    rows = [[*row[:4], str(60 + at), ""] for at, row in enumerate(ROWS)]
    path = _csv(tmp_path / "a.csv", _numbered(rows), HEAD_NUMBERED)
    looked = _look(session, path)
    (question,) = looked.questions
    assert "KG" in question.proposals
    cell = question.parts[1].key
    data = [{"quantity": "61", "unit": "PAIR"}]
    looked = import_tables.answer(session, looked, {question.key: "KG", cell: data})
    assert not looked.questions
    units = [row.values["goods.quantity"][0]["unit"] for row in looked.rows if row.local_ref]
    assert units == ["KG", "PAIR", "KG", "KG"]
    nothing = _look(session, path, {question.key: ""})
    assert not nothing.questions
    shown = [row.values["goods.quantity"][0] for row in nothing.rows if row.local_ref]
    assert [one["quantity"] for one in shown] == ["60", "61", "62", "63"], "no number is lost"
    assert {one["unit"] for one in shown} == {None}
    wrong = _look(session, path, {question.key: "bananas"})
    assert [q.key for q in wrong.questions] == [question.key]


def test_dates_of_a_column_are_answered_at_once(session: Session, tmp_path: Path) -> None:
    rows = [("03/04/2025", *ROWS[0][1:]), ("05/06/2025", *ROWS[1][1:])]
    path = _csv(tmp_path / "a.csv", _numbered(rows), HEAD_NUMBERED)
    looked = _look(session, path)
    (question,) = looked.questions
    assert (question.key, question.proposals) == ("![Date]=date_order", ("dmy", "mdy"))
    looked = import_tables.answer(session, looked, {question.key: "mdy"})
    days = [row.values["date"]["date"] for row in looked.rows if row.local_ref]
    assert days == ["2025-03-04", "2025-05-06"]


def test_a_value_that_is_not_in_the_table_is_given_for_all_of_it(
    session: Session, tmp_path: Path
) -> None:
    rows = [(row[0], row[2], row[3], row[4]) for row in ROWS]
    head = ("Date", "Town", "Goods", "Qty")
    path = _csv(tmp_path / "a.csv", rows, head)
    given = {"=country": "Kenya", "=numbers": "rows", "=procedure": "transit"}
    looked = _look(session, path, given)
    assert not looked.questions
    import_tables.take(session, looked)
    assert {case.reporting_country for case in _cases(session)} == {"KE"}
    assert len({case.procedure for case in _cases(session)} - {None}) == 1
    assert _outcomes(_look(session, path)) == {"same": len(ROWS)}
    wrong = _look(session, path, {**given, "=country": "Neverland"})
    assert [q.key for q in wrong.questions] == ["=reporting_country"]


def test_a_proposal_is_accepted_where_its_neighbour_is_answered_too(
    session: Session, tmp_path: Path
) -> None:
    head = ("File no", "Date", "Country", "Goods", "Qty", "Value", "Currency")
    row = ("K-1", "14.01.2025", "Ghana", "Hats", "12 pcs", "100000000", "francs")
    path = _csv(tmp_path / "a.csv", [row], head)
    questions = _look(session, path).questions
    assert len(questions) == 2
    offered = [q for q in questions for _ in [0] if q.proposals]
    amount = next(q for q in questions if q.field in ("value_total", "goods.value"))
    part = amount.parts[0] if amount.parts else amount
    other = next(q for q in questions if q is not amount)
    assert offered
    for currency in (*other.proposals, "XOF", ""):
        for value in (*part.proposals, {"amount": "100000000", "currency": "XOF"}, ""):
            looked = _look(session, path, {part.key: value, other.key: currency})
            assert not looked.questions, (value, currency)


def test_what_was_said_of_a_pair_holds_whatever_else_is_answered(
    session: Session, tmp_path: Path
) -> None:
    rows = [[*ROWS[0][:4], "4127 pcs", ""], ["15.01.2025", *ROWS[0][1:4], "4127", ""]]
    path = _csv(tmp_path / "a.csv", _numbered(rows), HEAD_NUMBERED)
    looked = _look(session, path)
    same = next(q for q in looked.questions if q.key.startswith("same="))
    assert same.key == "same=K-2~K-1"
    cell = next(q for q in looked.questions if q is not same).parts[0]
    for given in ({same.key: "skip", cell.key: ""}, {cell.key: "", same.key: "skip"}):
        looked = _look(session, path, given)
        assert not looked.questions
        assert _outcomes(looked) == {"new": 1}


def test_two_books_with_one_sheet_name_are_asked_apart(session: Session, tmp_path: Path) -> None:
    files = []
    for at, name in enumerate(("a.xlsx", "b.xlsx")):
        rows = [HEAD_NUMBERED, *_numbered([[*ROWS[at][:4], "60", ""]], at + 1)]
        files.append(_book(tmp_path / name, Register=rows))
    looked = import_tables.inspect(session, files)
    keys = [q.parts[0].key for q in looked.questions]
    assert keys == ["[a.xlsx]Register!F2=goods.quantity", "[b.xlsx]Register!F2=goods.quantity"]
    looked = import_tables.answer(session, looked, {keys[0]: ""})
    assert [q.parts[0].key for q in looked.questions] == keys[1:]
    import_tables.take(session, looked, hold_questions=True)
    assert not _look(session, files[0]).questions, "remembered, whatever else is read"
    (waiting,) = waiting_imports.listed(session)
    (question,) = import_tables.inspect_waiting(session, waiting.id).questions
    assert question.parts[0].key == "Register!F2=goods.quantity"


# --- what is remembered


def _take(session: Session, path: Path, answers: Mapping[str, Any]) -> None:
    looked = _look(session, path, answers)
    assert not looked.questions
    import_tables.take(session, looked)


def test_what_is_remembered_says_where_it_was_given_and_is_taken_back(
    session: Session, tmp_path: Path
) -> None:
    rows = [(row[0], "Nethrlands", *row[2:]) for row in ROWS]
    path = _csv(tmp_path / "a.csv", rows)
    _take(session, path, {"=numbers": "rows", "country=Nethrlands": "NL"})
    kept = import_memory.recall(session).remembered
    assert {one.key for one in kept} == {"=numbers", "country=Nethrlands"}
    for one in kept:
        assert (one.file, one.day, one.by) == ("a.csv", session.today, session.officer.sign)
    later = _csv(tmp_path / "b.csv", [(row[0], "Nethrlands", *row[2:5], "x") for row in ROWS])
    assert not [q for q in _look(session, later).questions if not q.key.startswith("same=")]
    word = next(one for one in kept if one.key.startswith("country"))
    assert import_memory.forget(session, [word]) == 1
    assert [q.key for q in _look(session, later).questions if q.field] == ["country=Nethrlands"]
    assert import_memory.forget(session, [word]) == 0


def test_a_saved_mapping_carries_the_answers_with_their_rows(
    session: Session, tmp_path: Path
) -> None:
    rows = _numbered([[*ROWS[0][:4], "60", ""]])
    path = _csv(tmp_path / "a.csv", rows, HEAD_NUMBERED)
    looked = _look(session, path, {"!F2=goods.quantity": ""})
    data = json.loads(json.dumps(mapping_data(import_tables.mapping_used(looked))))
    used = read_mapping(data, "")
    longer = _csv(tmp_path / "a.csv", (*_numbered(ROWS[1:2], 5), *rows), HEAD_NUMBERED)
    assert not import_tables.inspect(session, [longer], used).questions
    other = [("K-9", *rows[0][1:])]
    later = _csv(tmp_path / "b.csv", other, HEAD_NUMBERED)
    assert import_tables.inspect(session, [later], used).questions


def test_memory_of_an_older_version_keeps_words_and_tells_of_the_others(
    session: Session, tmp_path: Path
) -> None:
    answers = {"reporting_country=Nethrlands": "NL", "date=30": "", "goods.quantity=60": ""}
    text = json.dumps({"rilo_mapping": 1, "sheets": [], "answers": answers})
    preferences.keep_of_office(session, import_memory.NAME, text)
    rows = [[ROWS[0][0], "Nethrlands", *ROWS[0][2:4], "60", ""]]
    path = _csv(tmp_path / "a.csv", _numbered(rows), HEAD_NUMBERED)
    looked = _look(session, path)
    assert [q.key for q in looked.questions] == ["![Qty]=unit"]
    (told,) = (one for one in looked.prospect.findings if one.rule == "intake.answers_out")
    assert "date=30" in sentence(told, "en")
    import_tables.take(session, import_tables.answer(session, looked, {"![Qty]=unit": "KG"}))
    again = _look(session, path)
    assert not again.questions
    assert not [one for one in again.prospect.findings if one.rule == "intake.answers_out"]


def test_the_window_says_each_decision_in_words(session: Session, tmp_path: Path) -> None:
    rows = [[*row[:4], str(60 + at), ""] for at, row in enumerate(ROWS)]
    grid = import_grid.look(
        session, [_csv(tmp_path / "a.csv", rows)], "en", None, {}, import_tables.SILENT
    )
    for question in grid.looked.questions:
        said = [grid.answer_text(question, one) for one in question.proposals]
        assert len(set(said)) == len(said)
        assert not {str(one) for one in question.proposals} & set(said)
        assert grid.why(question)


def test_what_another_version_remembered_takes_nothing_else_away(
    session: Session, tmp_path: Path
) -> None:
    file = _csv(tmp_path / "register.csv", (("30", "Nethrlands", "Urk", "Hats", "5 pcs", ""),))
    looked = _look(session, file, {"country=Nethrlands": "NL", "!A2=date": "2025-01-30"})
    import_tables.take(session, looked, hold_questions=True)
    before = import_memory.recall(session)
    assert (len(before.sheets), len(before.remembered)) == (1, 2)
    data = mapping_data(before)
    data["sheets"].insert(0, {**data["sheets"][0], "shape": "other", "kind": "of tomorrow"})
    data["remembered"].insert(0, {"key": "page:3!B2=date", "answer": "x"})
    preferences.keep_of_office(session, import_memory.NAME, json.dumps(data))
    found = import_memory.recall(session)
    assert (found.sheets, found.remembered) == (before.sheets, before.remembered)
