"""Looking at an office's own tables, taking them, and giving up: for the page of the window."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from binary_workbooks import binary_workbook

from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.exchange.column_mapping.mapping import ColumnRule
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet, SheetReader
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, preferences
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.progress import SILENT, Cancelled, Progress
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import (
    import_grid,
    import_memory,
    import_pairs,
    import_tables,
    lists,
    record,
    undo,
    waiting_import_rows,
    waiting_imports,
)

REGISTER = Path(__file__).parent.parent / "fixtures" / "workbooks" / "01_registre_fr.xlsx"
HEAD = "File no;Date;Country;Goods;Qty;Remarks"
ROWS = (
    "K-1;14.01.2025;Kenya;Hats;12 pcs;in a box",
    "K-2;15.01.2025;Nethrlands;Shoes;1 200 pairs;",
    "K-3;16.01.2025;Ghana;Toys;9 pcs;call +49 30 1234567",
)


MANY_ROWS, ROW_BYTES = 600, 2_500
"""Rows of a table, and bytes of memory that each may take."""


@pytest.fixture
def session(make_session: Callable[..., Any]) -> Session:
    return make_session()  # type: ignore[no-any-return]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("\n".join((HEAD, *ROWS)) + "\n", "utf-8")
    return path


def _cases(session: Session) -> int:
    return len(lists.find(session, lists.Query("case-study"), counted=False).rows)


def test_questions_are_answered_one_by_one_and_all_is_taken_in_one_operation(
    session: Session, file: Path
) -> None:
    looked = import_tables.inspect(session, [file])
    assert [q.field for q in looked.questions] == ["reporting_country", "internal_note"]
    with pytest.raises(Refused):
        import_tables.take(session, looked)
    assert _cases(session) == 0
    country, note = looked.questions
    looked = import_tables.answer(session, looked, {country.key: country.proposals[0]})
    looked = import_tables.answer(session, looked, {note.key: note.proposals[0]})
    assert not looked.questions
    done = import_tables.take(session, looked)
    assert (done.new, _cases(session)) == (3, 3)
    assert not import_tables.inspect(session, [file]).questions  # remembered
    assert done.changes.operation is not None
    undo.undo(session, done.changes.operation)
    assert _cases(session) == 0


def test_a_column_of_headings_is_named_in_the_language_of_the_reader(session: Session) -> None:
    looked = import_tables.inspect(session, [REGISTER])
    (found,) = (one for one in looked.prospect.findings if one.rule == "exchange.column_likely")
    assert "“Headings between the rows (1)”" in sentence(found, "en")
    assert "Intertitres entre les lignes (1)" in sentence(found, "fr")


def test_rows_with_questions_wait_in_the_store(session: Session, file: Path) -> None:
    looked = import_tables.inspect(session, [file])
    done = import_tables.take(session, looked, hold_questions=True)
    assert (done.new, done.waiting, len(done.skipped), _cases(session)) == (1, 2, 0, 1)
    assert done.rejected is None
    (waiting,) = waiting_imports.listed(session)
    assert (waiting.file, waiting.rows, waiting.by) == (file.name, 2, session.officer.sign)
    file.unlink()
    looked = import_tables.inspect_waiting(session, waiting.id)
    country, note = looked.questions
    assert looked.counts["question"] == 2
    looked = import_tables.answer(session, looked, {country.key: "NL"})
    done = import_tables.take(session, looked, hold_questions=True)
    assert (done.new, done.waiting, _cases(session)) == (1, 1, 2)
    (waiting,) = waiting_imports.listed(session)
    looked = import_tables.inspect_waiting(session, waiting.id)
    assert [q.key for q in looked.questions] == [note.key]
    looked = import_tables.answer(session, looked, {note.key: note.proposals[0]})
    done = import_tables.take(session, looked)
    assert (done.new, _cases(session)) == (1, 3)
    assert waiting_imports.listed(session) == ()
    with pytest.raises(Refused):
        import_tables.inspect_waiting(session, waiting.id)
    imports = [e.detail for e in audit_log.newest(session) if e.action == actions.IMPORT]
    assert [detail.get("waiting", 0) for detail in imports] == [0, 1, 2]


def test_a_file_that_is_given_again_waits_once(session: Session, file: Path) -> None:
    for _ in range(2):
        looked = import_tables.inspect(session, [file])
        done = import_tables.take(session, looked, hold_questions=True)
        assert done.waiting == 2
        (waiting,) = waiting_imports.listed(session)
        assert (waiting.id, waiting.rows) == (1, 2)
    other = file.with_name("other") / file.name
    other.parent.mkdir()
    other.write_bytes(file.read_bytes().replace(b"Nethrlands", b"Belgum"))
    assert other.read_bytes() != file.read_bytes()
    looked = import_tables.inspect(session, [other])
    import_tables.take(session, looked, hold_questions=True)
    assert [one.id for one in waiting_imports.listed(session)] == [1, 2]
    looked = import_tables.inspect(session, [file])
    given = {question.key: question.proposals[0] for question in looked.questions}
    import_tables.take(session, import_tables.answer(session, looked, given))
    assert [one.id for one in waiting_imports.listed(session)] == [2]


@pytest.mark.failed_sheets
def test_rows_that_wait_stay_where_the_program_fails_in_their_sheet(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("Second")):
        for row in (HEAD, *ROWS[1:]):
            own = row.replace("K-", "S-") if sheet.title == "Second" else row
            sheet.append(own.split(";"))
    path = tmp_path / "book.xlsx"
    book.save(path)
    looked = import_tables.inspect(session, [path])
    assert import_tables.take(session, looked, hold_questions=True).waiting == 4
    (before,) = waiting_imports.listed(session)
    answers = {question.key: question.proposals[0] for question in looked.questions}
    read = SheetReader.read

    def broken(reader: SheetReader, step: Any) -> ReadSheet:
        found = read(reader, step)
        if found.name == "Second":
            raise IndexError("no such place")
        return found

    with monkeypatch.context() as failing:
        failing.setattr(SheetReader, "read", broken)
        with pytest.raises(Refused) as refused:
            import_tables.inspect_waiting(session, before.id, Mapping(answers=answers))
        assert "They wait further" in sentence(refused.value.findings[0], "en")
        again = import_tables.inspect(session, [path], Mapping(answers=answers))
        import_tables.take(session, again)
        assert _cases(session) == 2
    assert waiting_imports.listed(session) == (before,)


def test_records_and_waiting_rows_come_together_or_not_at_all(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = import_tables.inspect(session, [file])

    def torn(*_: object, **_named: object) -> None:
        raise OSError("the stick was pulled")

    with monkeypatch.context() as broken:
        broken.setattr(waiting_import_rows.preferences, "keep_in", torn)
        with pytest.raises(OSError, match="pulled"):
            import_tables.take(session, looked, hold_questions=True)
    assert (_cases(session), waiting_imports.listed(session)) == (0, ())
    done = import_tables.take(session, looked, hold_questions=True)
    assert (done.new, done.waiting) == (1, 2)


def test_rows_that_wait_are_dropped(session: Session, file: Path) -> None:
    import_tables.take(session, import_tables.inspect(session, [file]), hold_questions=True)
    (waiting,) = waiting_imports.listed(session)
    assert waiting_imports.drop(session, waiting.id) == waiting
    assert waiting_imports.listed(session) == ()
    assert audit_log.newest(session)[0].action == actions.ROWS_DROPPED
    with pytest.raises(Refused):
        waiting_imports.drop(session, waiting.id)


def test_more_than_may_wait_is_given_back(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_import_rows, "LARGEST", 100)
    looked = import_tables.inspect(session, [file])
    done = import_tables.take(session, looked, hold_questions=True)
    assert (done.new, done.waiting, len(done.skipped)) == (1, 0, 2)
    assert done.rejected is not None
    assert done.rejected.exists()
    assert waiting_imports.listed(session) == ()


def test_rows_that_cannot_be_read_any_more_are_told(session: Session, file: Path) -> None:
    import_tables.take(session, import_tables.inspect(session, [file]), hold_questions=True)
    (waiting,) = waiting_imports.listed(session)
    name = f"{waiting_imports.NAME}.{waiting.id}"
    for text in ("{", "[]", '{"tables": 1}', '{"tables": [{"sheet": 1}], "mapping": {}}'):
        preferences.keep_of_office(session, name, text)
        with pytest.raises(Refused, match="cannot be read any more"):
            import_tables.inspect_waiting(session, waiting.id)
    waiting_imports.drop(session, waiting.id)


def test_a_row_that_waits_is_read_as_it_was_beside_the_others(
    session: Session, tmp_path: Path
) -> None:
    """The order of dates is shown by a row that was taken; so is the case of the same number."""
    path = tmp_path / "register.csv"
    rows = (
        "K-1;25/01/2025;Kenya;Hats;12 pcs;",
        "K-2;03/04/2025;Nethrlands;Shoes;1 200 pairs;",
        "K-1;26/01/2025;Ghana;Toys;9 pcs;",
    )
    path.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    looked = import_tables.inspect(session, [path])
    before = {question.key for question in looked.questions}
    assert len(before) == 2
    import_tables.take(session, looked, hold_questions=True)
    (waiting,) = waiting_imports.listed(session)
    looked = import_tables.inspect_waiting(session, waiting.id)
    assert {question.key for question in looked.questions} == before
    key = next(key for key in before if key.endswith("=case"))
    answers = {key: "line of K-1", "country=Nethrlands": "NL"}
    looked = import_tables.answer(session, looked, {**answers, "update=*": "update"})
    assert not looked.questions
    import_tables.take(session, looked)
    assert len(record.find(session, "K-1").record.goods) == 2  # type: ignore[attr-defined]
    assert record.find(session, "K-2").record.date == "2025-04-03"  # type: ignore[attr-defined]


def test_a_look_writes_nothing_and_can_be_cancelled(session: Session, file: Path) -> None:
    class Stops(Progress):
        def __call__(self, done: int, of: int, step: str = "") -> None:
            if step == import_tables.READING_ROWS:
                raise Cancelled

    with pytest.raises(Cancelled):
        import_tables.inspect(session, [file], progress=Stops())
    import_tables.inspect(session, [file])
    assert _cases(session) == 0
    assert import_memory.recall(session).sheets == ()


def test_columns_are_the_offices_not_the_officers(session: Session, file: Path) -> None:
    looked = import_tables.inspect(session, [file])
    import_tables.take(session, looked, hold_questions=True)
    (sheet,) = import_memory.recall(session).sheets
    assert sheet.kind == "case-study"
    assert {rule.header: rule.field for rule in sheet.columns}["Country"] == "reporting_country"


def test_what_the_office_added_to_a_line_stays(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("\n".join((HEAD, ROWS[0])) + "\n", "utf-8")
    import_tables.take(session, import_tables.inspect(session, [path]))
    stored = record.find(session, "K-1")
    (line,) = stored.record.goods  # type: ignore[attr-defined]
    changed = replace(stored.record, goods=(replace(line, category="CLO"),))  # type: ignore[call-arg]
    record.save(session, changed, stored.revision)
    looked = import_tables.inspect(session, [path])
    assert looked.counts["same"] == 1


def test_a_file_without_a_table_is_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("dear colleagues\nthis is no table\n", "utf-8")
    looked = import_tables.inspect(session, [path])
    assert looked.prospect.unreadable
    with pytest.raises(Refused):
        import_tables.take(session, looked)


TWINS = (
    "K-1;14.01.2025;Kenya;Hats;12 pcs;first report",
    "K-2;15.01.2025;Kenya;Hats;12 pcs;second report",
)


def _twins(path: Path, rows: tuple[str, ...] = TWINS) -> Path:
    path.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    return path


def test_a_likely_duplicate_is_shown_beside_the_other(session: Session, tmp_path: Path) -> None:
    grid = import_grid.look(session, [_twins(tmp_path / "a.csv")], "en", None, {}, SILENT)
    (question,) = grid.looked.questions
    assert question.key == "same=K-2~K-1"
    assert question.proposals == ("skip", "different", "merge K-1")
    assert len({grid.answer_text(question, one) for one in question.proposals}) == 3
    pair = import_pairs.pair(session, grid, question.key)
    assert pair is not None
    assert (pair.first, pair.second) == ("Row 2", "Row 3")
    lines = {line.label: line for line in pair.lines}
    assert lines["Local reference"].differs
    assert not lines["Goods"].differs
    assert "Hats" in lines["Goods"].first
    assert import_pairs.pair(session, grid, "no such question") is None


@pytest.mark.parametrize("in_office", [False, True])
def test_merged_cases_keep_both_numbers(session: Session, tmp_path: Path, in_office: bool) -> None:
    path = _twins(tmp_path / "a.csv")
    if in_office:
        first = _twins(tmp_path / "first.csv", TWINS[:1])
        import_tables.take(session, import_tables.inspect(session, [first]))
        _twins(path, TWINS[1:])
        grid = import_grid.look(session, [path], "en", None, {}, SILENT)
        pair = import_pairs.pair(session, grid, "same=K-2~K-1")
        assert pair is not None
        assert pair.first == "In the office"
    looked = import_tables.inspect(session, [path])
    looked = import_tables.answer(session, looked, {"same=K-2~K-1": "merge K-1"})
    assert not looked.questions
    import_tables.take(session, looked)
    assert _cases(session) == 1
    case: Any = record.find(session, "K-1").record
    assert case.date == "2025-01-14", "what the other case says stays"
    assert len(case.goods) == 1
    assert case.internal_note == "first report\nsecond report\n= K-2 (a.csv)"
    looked = import_tables.inspect(session, [path])
    assert not looked.questions, "the answer is remembered"
    assert not looked.prospect.writes


@pytest.mark.parametrize(("answer", "cases"), [("skip", 1), ("different", 2)])
def test_a_likely_duplicate_is_the_same_or_another(
    session: Session, tmp_path: Path, answer: str, cases: int
) -> None:
    path = _twins(tmp_path / "a.csv")
    looked = import_tables.inspect(session, [path])
    looked = import_tables.answer(session, looked, {"same=K-2~K-1": answer})
    import_tables.take(session, looked)
    assert _cases(session) == cases
    assert not import_tables.inspect(session, [path]).questions


def test_a_merge_waits_for_the_other_case(session: Session, tmp_path: Path) -> None:
    rows = (TWINS[0].replace("first report", "call +49 30 1234567"), TWINS[1])
    path = _twins(tmp_path / "a.csv", rows)
    looked = import_tables.inspect(session, [path])
    looked = import_tables.answer(session, looked, {"same=K-2~K-1": "merge"})
    assert looked.counts["question"] == 2
    import_tables.take(session, looked, hold_questions=True)
    (waiting,) = waiting_imports.listed(session)
    looked = import_tables.inspect_waiting(session, waiting.id)
    note = next(question for question in looked.questions if question.field)
    looked = import_tables.answer(session, looked, {note.key: ""})
    assert not looked.questions
    import_tables.take(session, looked)
    case: Any = record.find(session, "K-1").record
    assert case.internal_note == "second report\n= K-2 (a.csv)"


def test_a_cell_is_changed_before_it_is_taken(session: Session, file: Path) -> None:
    grid = import_grid.look(session, [file], "en", None, {}, SILENT)
    (question, _note) = grid.looked.questions
    name, sheet, row, _cell = question.cells[0]
    at = [path for _, path in grid.paths].index("reporting_country")
    report = next(one for one in grid.rows if one.row == row)
    column = grid.column_of(report, at)
    assert column is not None
    assert grid.cell(report, at) == "Nethrlands"
    typed = {(name, sheet, row, column.letter): "x"}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    assert grid.looked.counts["question"] == 2, "read as the cell was"
    typed = {(name, sheet, row, column.letter): "Pays-Bas"}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    report = next(one for one in grid.rows if one.row == row)
    assert report.values["reporting_country"] == "NL"
    assert report.edited == ("reporting_country",)
    assert grid.cell(report, at) == "Pays-Bas"
    typed = {(name, sheet, 4, "F"): "call +49 30 7654321"}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    done = import_grid.take(session, grid, True, False, SILENT)
    assert (done.new, done.waiting) == (2, 1)
    (waiting,) = waiting_imports.listed(session)
    grid = import_grid.look_waiting(session, waiting.id, "en", None, {}, SILENT)
    (question,) = grid.looked.questions
    assert "7654321" in question.text, "what was typed waits with the row"
    assert [grid.answer_text(question, one) for one in question.proposals] == [
        "Take the words that were found out of the texts",
        "Keep the texts as they are",
    ]
    report = next(one for one in grid.rows if one.questions)
    assert report.edited == ("internal_note",)


def test_a_refused_row_is_mended(session: Session, tmp_path: Path) -> None:
    path = _twins(tmp_path / "a.csv", ("K-1;;;Hats;12 pcs;", "K-2;1.2.2025;Kenya;Shoes;9 pcs;"))
    grid = import_grid.look(session, [path], "en", None, {}, SILENT)
    assert grid.looked.counts["rejected"] == 1
    row = (path.name, path.name, 2)
    typed = {(*row, "B"): "03.02.2025", (*row, "C"): "Kenya"}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    assert grid.looked.counts["new"] == 2
    typed = {(*row, "B"): "", (*row, "C"): " "}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    assert grid.looked.counts["rejected"] == 1


def _book(path: Path, number: str) -> Path:
    """A workbook with one row, in a sheet of the same name as all others."""
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Register"
    sheet.append(("File no", "Date", "Country", "Goods", "Qty"))
    sheet.append((number, "14.01.2025", "Nethrlands", "Hats", "12 pcs"))
    book.save(path)
    return path


@pytest.mark.parametrize("second", ["b.xlsx", "of_another_month/a.xlsx"])
def test_a_cell_is_changed_in_one_of_two_files_with_one_sheet_name(
    session: Session, tmp_path: Path, second: str
) -> None:
    files = [_book(tmp_path / "a.xlsx", "K-1"), _book(tmp_path / second, "K-2")]
    grid = import_grid.look(session, files, "en", None, {}, SILENT)
    at = [path for _, path in grid.paths].index("reporting_country")
    (question,) = grid.looked.questions
    assert len(question.cells) == len(set(question.cells)) == 2
    of_first, of_second = (
        next(one for one in grid.rows if one.local_ref == number) for number in ("K-1", "K-2")
    )
    assert grid.sheet_name(of_first.file, "Register") != grid.sheet_name(of_second.file, "Register")
    column = grid.column_of(of_second, at)
    assert column is not None
    assert grid.cell(of_second, at) == "Nethrlands"
    typed = {(of_second.file, of_second.sheet, of_second.row, column.letter): "Kenya"}
    grid = import_grid.again(session, grid, {}, {}, {}, typed, SILENT)
    assert {one.local_ref: one.outcome for one in grid.rows if one.local_ref} == {
        "K-1": "question",
        "K-2": "new",
    }
    done = import_grid.take(session, grid, True, False, SILENT)
    assert (done.new, done.waiting) == (1, 1)
    assert record.find(session, "K-2").record.reporting_country == "KE"  # type: ignore[attr-defined]


def test_a_column_gives_two_fields_and_rows_a_fixed_value(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "File no;Date;Where;Goods;Qty"
    path.write_text(f"{head}\nK-1;14.01.2025;Mombasa, Kenya;Hats;12 pcs\n", "utf-8")
    grid = import_grid.look(session, [path], "en", None, {}, SILENT)
    column = next(one for one in grid.columns if one.header == "Where")
    divided = {"field": "location_place", "split": ",", "second": "reporting_country"}
    columns = {(column.shape, column.header): divided}
    fixed = {(column.shape, "tlp"): "amber"}
    grid = import_grid.again(session, grid, columns, fixed, {}, {}, SILENT)
    (row,) = (one for one in grid.rows if one.outcome == "new")
    assert row.values["location_place"] == "Mombasa"
    assert row.values["reporting_country"] == "KE"
    assert row.values["tlp"] == "AMBER"
    file = tmp_path / "mapping.json"
    import_grid.export_mapping(session, grid, file)
    assert "reporting_country" in file.read_text("utf-8")
    grid = import_grid.look(session, [path], "en", None, {}, SILENT)
    grid = import_grid.with_mapping(session, grid, file, SILENT)
    import_grid.take(session, grid, True, False, SILENT)
    case: Any = record.find(session, "K-1").record
    assert (case.location_place, case.reporting_country, case.tlp) == ("Mombasa", "KE", "AMBER")
    grid = import_grid.look(session, [path], "en", None, {}, SILENT)
    assert grid.remembered
    assert grid.looked.counts["same"] == 1
    grid = import_grid.again(session, grid, {}, {(column.shape, "tlp"): ""}, {}, {}, SILENT)
    assert not grid.fixed


def test_a_mapping_leaves_without_what_stands_in_cells(
    session: Session, file: Path, tmp_path: Path
) -> None:
    grid = import_grid.look(session, [file], "en", None, {}, SILENT)
    note = grid.looked.questions[1]
    grid = import_grid.again(session, grid, {}, {}, {note.key: ""}, {}, SILENT)
    path = tmp_path / "mapping.json"
    import_grid.export_mapping(session, grid, path)
    assert "1234567" not in path.read_text("utf-8")


def test_a_heading_between_rows_gives_them_a_value(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows = (
        ("File no", "Date", "Goods", "Qty"),
        ("Kenya",),
        ("K-1", "14.01.2025", "Hats", "12 pcs"),
        ("K-2", "15.01.2025", "Shoes", "9 pairs"),
        ("Ghana",),
        ("K-3", "16.01.2025", "Toys", "7 pcs"),
        ("K-4", "17.02.2025", "Bags", "6 pcs"),
    )
    for row in rows:
        sheet.append(row)
    book.save(path)
    grid = import_grid.look(session, [path], "en", None, {}, SILENT)
    column = next(one for one in grid.columns if one.is_between)
    assert not column.field, "proposed, never taken by itself"
    assert column.samples == ("Kenya", "Ghana")
    columns = {(column.shape, column.header): {"field": "reporting_country"}}
    grid = import_grid.again(session, grid, columns, {}, {}, {}, SILENT)
    import_grid.take(session, grid, True, False, SILENT)
    found = [record.find(session, f"K-{n}").record for n in range(1, 5)]
    assert [one.reporting_country for one in found] == ["KE", "KE", "GH", "GH"]  # type: ignore[attr-defined]
    assert import_tables.inspect(session, [path]).counts["same"] == 4


def test_a_row_of_a_large_table_takes_little_memory(session: Session, tmp_path: Path) -> None:
    """100,000 rows are looked at within 500 MB (docs/import.md): cells are kept once."""
    rows = [
        f"M-{n};2024-05-{n % 28 + 1:02d};Kenya;Hats;{n + 7} pcs;{n + 1_000} EUR"
        for n in range(MANY_ROWS)
    ]
    rows.insert(MANY_ROWS // 2, "— page 2 —;;;;;")
    path = tmp_path / "large.csv"
    path.write_text("\n".join(("File no;Date;Country;Goods;Qty;Value", *rows)) + "\n", "utf-8")
    import_tables.inspect(session, [path])  # what is made once, whatever the size
    gc.collect()
    tracemalloc.start()
    looked = import_tables.inspect(session, [path])
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert looked.counts["new"] == MANY_ROWS
    assert size / MANY_ROWS < ROW_BYTES


def test_refused_rows_are_written_beside_the_file_only_where_that_is_asked(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_text("\n".join((HEAD, ROWS[0], "K-9;;;Hats;3 pcs;")) + "\n", "utf-8")
    looked = import_tables.inspect(session, [path])
    assert looked.counts["rejected"] == 1
    done = import_tables.take(session, looked)
    assert (done.new, len(done.skipped), done.rejected) == (1, 1, None)
    assert not list(tmp_path.glob("*.xlsx"))
    done = import_tables.take(session, import_tables.inspect(session, [path]), skip_bad_rows=True)
    assert done.rejected == tmp_path / "register-skipped.xlsx"
    assert done.rejected.exists()


KEY_ISSUES = "\n".join(
    (
        "Own number;Name;Why it matters;Offices concerned;Source",
        "KI-1;Small parcels;They grow;AP;Report 1",
        "KI-2;Табак;Fewer checks;AP;Report 2",
    )
)


def test_the_name_of_a_key_issue_comes_in_in_its_language(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "issues.csv"
    path.write_text(KEY_ISSUES, "utf-8")
    mapping = _mapping_of(session, path, {"Name": "name"})
    looked = import_tables.inspect(session, [path], mapping)
    assert [sheet.kind for sheet in looked.books[0].sheets] == ["key-issue"]
    names = [row.values["name"] for row in looked.prospect.rows]
    assert names == [(("en", "Small parcels"),), (("ru", "Табак"),)]
    told = [sentence(f, "en") for f in looked.prospect.all_findings() if f.rule == "exchange.cell"]
    assert any("this language: Russian" in one for one in told)
    done = import_tables.take(session, looked)
    assert (done.new, len(done.skipped)) == (2, 0)
    assert import_tables.inspect(session, [path], mapping).counts["same"] == 2


def _mapping_of(session: Session, path: Path, columns: dict[str, str]) -> Mapping:
    looked = import_tables.inspect(session, [path])
    (sheet,) = (s for book in looked.books for s in book.sheets)
    rules = tuple(ColumnRule(c.header, columns.get(c.header, c.field)) for c in sheet.columns)
    made = replace(looked.books[0].mapping_of(sheet), kind="key-issue", columns=rules)
    return Mapping().with_sheet(made)


def test_a_workbook_of_values_only_is_asked_about_once_as_a_whole(
    session: Session, tmp_path: Path
) -> None:
    table = [line.split(";")[:6] for line in (HEAD, *ROWS[:1])]
    cells = {(y, x): text for y, row in enumerate(table) for x, text in enumerate(row)}
    more = {**cells, (1, 0): "K-2", (1, 3): "Gloves"}
    path = binary_workbook(tmp_path / "register.xlsb", {"2025": cells, "2026": more})
    looked = import_tables.inspect(session, [path])
    (asked,) = looked.questions
    assert asked.proposals == ("take", "skip")
    assert len(asked.cells) == 2
    assert "only values can be read" in sentence(asked.reason, "en")  # type: ignore[arg-type]
    with pytest.raises(Refused):
        import_tables.take(session, looked)
    none = import_tables.answer(session, looked, {asked.key: "skip"})
    assert (none.counts["new"], none.questions) == (0, ())
    both = import_tables.answer(session, looked, {asked.key: "take"})
    assert import_tables.take(session, both).new == 2
    assert not import_tables.inspect(session, [path]).questions  # the same book
    third = {**cells, (1, 0): "K-3", (1, 3): "Scarves"}
    other = binary_workbook(tmp_path / "other.xlsb", {"2025": third})
    assert len(import_tables.inspect(session, [other]).questions) == 1
