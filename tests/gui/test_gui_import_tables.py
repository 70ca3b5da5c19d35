"""An office's own table in the window: columns corrected, questions answered, taken and undone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from gui_windows import LONG, settle
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.row_delegate import natural_width
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import IMPORT
from rilo_desktop.gui.pages.importing.grid_views import LOOKS, OutcomeHeader
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.pages.importing.question_panel import in_lines
from rilo_desktop.gui.pages.importing.table_import import COLUMNS, ROWS, SHOWN
from rilo_desktop.gui.pages.today.page import TodayPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import metrics
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.records import import_memory, lists, waiting_imports

Place = tuple[MainWindow, Shell]
WORKBOOK = Path(__file__).parent.parent / "fixtures" / "workbooks" / "01_registre_fr.xlsx"


def drop(qtbot: QtBot, place: Shell, path: Path) -> ImportPage:
    page = cast(ImportPage, place.page(IMPORT))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(page.looked, timeout=LONG):
        place.dropEvent(event)
    return page


def drop_table(qtbot: QtBot, place: Shell, path: Path, head: str, *rows: str) -> ImportPage:
    """A table as CSV with `;`, dropped on the window."""
    path.write_text("\n".join((head, *rows)), "utf-8")
    return drop(qtbot, place, path)


def assign(qtbot: QtBot, page: ImportPage, header: str, field: str) -> None:
    """Choose a field by typing its label."""
    tables = page.tables
    at = next(n for n, one in enumerate(tables.columns.rows) if one.header == header)
    tables.columns.keep_current(at)
    line = tables.field.lineEdit()
    assert line is not None
    tables.field.setFocus()
    line.selectAll()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClicks(line, field)
        qtbot.keyClick(line, Qt.Key.Key_Return)


def texts(page: TodayPage) -> list[str]:
    return [line.text for line in page.waiting.rows_model.rows]


def fields(page: ImportPage) -> dict[str, str]:
    return {one.header: one.field for one in page.tables.columns.rows}


def test_columns_are_corrected_and_questions_answered(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / WORKBOOK.name
    path.write_bytes(WORKBOOK.read_bytes())
    page = drop(qtbot, place, path)
    tables = page.tables
    assert tables.steps.key == COLUMNS
    assert fields(page)["Suites / Commentaires"] == "internal_note"

    assign(qtbot, page, "Suites / Commentaires", "Left out")
    assign(qtbot, page, "Marchandises / Nature", "Goods: Brand")
    assert fields(page)["Suites / Commentaires"] == ""
    assert fields(page)["Marchandises / Nature"] == "goods.brand"
    assert fields(page)["Marchandises / Marque"] == "", "a field is for one column"

    tables.next.click()
    assert tables.steps.key == ROWS
    assert not tables.rows.updatesEnabled(), "the rows are painted in a turn of their own"
    qtbot.waitUntil(tables.rows.updatesEnabled)
    grid = tables.grid
    assert grid is not None
    head = tables.rows.verticalHeader()
    assert isinstance(head, OutcomeHeader)
    for outcome in LOOKS:
        assert natural_width(head._row("66", outcome)) <= head.width(), outcome
    outcomes = [key for key, _ in SHOWN if key != "all"]
    assert sum(grid.count(key) for key in outcomes) == len(tables.rows.rows)
    before = {one.key for one in grid.looked.questions}
    answered = []
    for _ in range(3):
        while not tables.panel.question.proposals:  # type: ignore[union-attr]
            qtbot.keyClick(tables.panel.later, Qt.Key.Key_F8)
        answered.append(tables.panel.question.key)  # type: ignore[union-attr]
        qtbot.keyClick(tables.rows, Qt.Key.Key_1)
        with qtbot.waitSignal(page.looked, timeout=LONG):
            qtbot.keyClick(tables.panel.offers[0], Qt.Key.Key_Return)
    grid = tables.grid
    assert grid is not None
    assert {one.key for one in grid.looked.questions} == before - set(answered)
    assert grid.looked.held > 0
    assert "wait here" in tables.held.text()

    assert tables.give_back.isVisible()
    tables.give_back.click()
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        tables.take.click()
    made = done.args[0].new
    assert lists.count(window.office.session, "case-study") == made > 0
    assert done.args[0].rejected is not None
    assert done.args[0].waiting > 0

    place.undoing.undo_last()
    qtbot.waitUntil(lambda: lists.count(window.office.session, "case-study") == 0, timeout=LONG)
    settle(qtbot, window)
    page = drop(qtbot, place, path)
    assert page.tables.steps.key == ROWS, "an office maps a sheet once"
    grid = page.tables.grid
    assert grid is not None
    assert not {one.key for one in grid.looked.questions} & set(answered)
    assert grid.count("new") == made
    assert fields(page)["Marchandises / Nature"] == "goods.brand"


def test_rows_that_wait_are_opened_without_the_file_and_dropped(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / "K.csv"
    rows = ("K-1;14.01.2025;Kenya;Hats;12 pcs", "K-2;15.01.2025;Nethrlands;Shoes;9 pairs")
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    page.tables.to_rows()
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.tables.take.click()
    assert done.args[0].waiting == 1
    path.unlink()

    place.go("today")
    today = cast(TodayPage, place.page("today"))
    qtbot.waitUntil(lambda: "1 row of K.csv waits for an answer" in texts(today), timeout=LONG)
    line = next(
        one for one in today.waiting.rows_model.rows if one.text.startswith("1 row of K.csv")
    )
    with qtbot.waitSignal(page.looked, timeout=LONG):
        today.waiting.opened.emit(line)
    assert page.tables.steps.key == ROWS
    question = page.tables.panel.question
    assert question is not None
    assert question.key == "country=Nethrlands"
    held = page.held()
    assert held is not None
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.take_back(held)

    page.tables.drop.click()
    qtbot.waitUntil(lambda: page.tables.findChild(Question) is not None, timeout=LONG)
    page.tables.findChild(Question).answered.emit("drop")
    qtbot.waitUntil(lambda: waiting_imports.listed(window.office.session) == (), timeout=LONG)
    settle(qtbot, window)
    assert page.choose.isVisible()
    assert not page.choose.first


def test_rows_without_a_number_are_answered_for_the_table(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / "K.csv"
    rows = ("14.01.2025;Kenya;Hats;12 pcs", "15.01.2025;Ghana;Shoes;9 pairs")
    page = drop_table(qtbot, place, path, "Date;Country;Goods;Qty", *rows)
    panel = page.tables.panel
    page.tables.to_rows()
    assert panel.question is not None
    assert panel.question.key == "=numbers"
    assert panel.title.text() == "What becomes of these rows?"
    numbers = re.findall(r"T-\w{4}-\w{4}-\w{4} \(\d\)", panel.why.text())
    assert len(numbers) == 2, "those that are proposed"
    assert not panel.words.isVisible(), "nothing else can be answered"
    qtbot.keyClick(page.tables.rows, Qt.Key.Key_1)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(panel.offers[0], Qt.Key.Key_Return)
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.tables.take.click()
    assert (done.args[0].new, done.args[0].waiting) == (2, 0)
    page.more.click()
    with qtbot.waitSignal(page.remembered.shown, timeout=LONG):
        page.show_remembered()
    (line,) = page.remembered.table.rows
    assert "the whole table (numbers)" in line[0]
    assert line[1] == "Each row is a case"
    assert "K.csv" in line[2]
    page.remembered.table.keep_current(0)
    with qtbot.waitSignal(page.remembered.shown, timeout=LONG):
        page.remembered.forget.click()
    assert import_memory.recall(window.office.session).remembered == ()
    page.remembered.back.click()
    assert page.choose.isVisible()


def test_an_answer_is_given_for_a_column_or_for_one_cell(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "K.csv"
    rows = [f"K-{n};{n}.01.2025;Kenya;Goods {n};{60 + n % 3}" for n in range(14, 20)]
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    tables = page.tables
    panel = tables.panel
    tables.to_rows()
    scopes = [panel.scope.itemText(at) for at in range(panel.scope.count())]
    assert scopes == [
        "The whole column (6 cells)",
        "The 2 cells of this column that say the same",
        "This cell only",
    ]
    assert panel.title.text() == "“Qty”"
    panel.scope.setCurrentIndex(1)
    panel.scope.activated.emit(1)
    assert panel.title.text() == "“62”"
    panel.empty.click()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    assert tables.grid is not None
    assert tables.grid.count("question") == 4
    kilograms = [one.text() for one in panel.offers].index("2  kilograms")
    panel.offers[kilograms].click()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    assert not tables.grid.looked.questions
    shown: dict[str, Any] = {
        row.local_ref: row.values.get("goods.quantity") for row in tables.grid.rows
    }
    assert shown["K-14"] is shown["K-17"] is None
    assert shown["K-15"][0]["unit"] == "KG"  # type: ignore[index]


def test_rows_that_wait_are_opened_from_the_page_and_taken(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / "K.csv"
    row = "K-2;15.01.2025;Nethrlands;Shoes;9 pairs"
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", row)
    page.tables.to_rows()
    assert page.tables.take.isEnabled(), "to keep the rows"
    with qtbot.waitSignal(page.imported, timeout=LONG):
        page.tables.take.click()
    with qtbot.waitSignal(page.waiting_shown, timeout=LONG):
        page.more.click()
    (beginning,) = page.choose.first
    with qtbot.waitSignal(page.looked, timeout=LONG):
        beginning.click()
    qtbot.keyClick(page.tables.rows, Qt.Key.Key_1)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(page.tables.panel.offers[0], Qt.Key.Key_Return)
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.tables.take.click()
    assert (done.args[0].new, done.args[0].waiting) == (1, 0)
    assert lists.count(window.office.session, "case-study") == 1


def test_a_cell_is_typed_in_the_grid_and_marked(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    window, place = fresh
    path = tmp_path / "K.csv"
    row = "K-2;15.01.2025;Nethrlands;Shoes;9 pairs"
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", row)
    tables = page.tables
    tables.to_rows()
    grid = tables.grid
    assert grid is not None
    at = [field for _, field in grid.paths].index("reporting_country")
    line = next(n for n, one in enumerate(tables.rows.rows) if one.questions)
    tables.rows.keep_current(line, at)
    qtbot.keyClick(tables.rows, Qt.Key.Key_F2)
    editor = tables.rows.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Nethrlands"
    editor.setText("Pays-Bas")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    index = tables.rows.table_model.index(line, at)
    assert index.data(Qt.ItemDataRole.DisplayRole).startswith("Netherlands")
    assert "changed by hand" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    held = page.held()
    assert held is not None
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.take_back(held)
    assert not tables.grid.looked.questions  # type: ignore[union-attr]
    with qtbot.waitSignal(page.imported, timeout=LONG):
        tables.take.click()
    assert lists.count(window.office.session, "case-study") == 1


def test_a_column_is_divided_and_rows_get_a_value(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "K.csv"
    row = "K-2;15.01.2025;Mombasa, Kenya;Shoes;9 pairs"
    page = drop_table(qtbot, place, path, "File no;Date;Where;Goods;Qty", row)
    assert fields(page)["Where"] == "location_place"
    step = page.tables.mapped
    step.columns.keep_current(2)
    step.divider.setText(",")
    step.second.set_value("reporting_country")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        step.divider.editingFinished.emit()
    assert (step.divider.text(), step.second.value()) == (",", "reporting_country")
    step.all_field.set_value("tlp")
    step.all_value.setText("amber")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        step.give_all.click()
    assert "amber" in step.all_given.text()
    (case,) = (one for one in page.tables.rows.rows if one.outcome == "new")
    assert case.values["reporting_country"] == "KE"
    assert case.values["tlp"] == "AMBER"
    mapping = tmp_path / "mapping.json"
    page.tables.write_mapping(mapping)
    qtbot.waitUntil(mapping.exists, timeout=LONG)
    page = drop(qtbot, place, path)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        page.tables.read_mapping(mapping)
    assert fields(page)["Where"] == "location_place"
    assert "amber" in page.tables.mapped.all_given.text()


def test_a_likely_duplicate_stands_beside_the_other(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "K.csv"
    rows = ("K-1;15.01.2025;Kenya;Shoes;9 pairs", "K-2;16.01.2025;Kenya;Shoes;9 pairs")
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    panel = page.tables.panel
    with qtbot.waitSignal(panel.compared, timeout=LONG):
        page.tables.to_rows()
    assert panel.pair.isVisible()
    assert panel.pair.table_model.heads[1:] == ("Row 2", "Row 3")
    shown = {row[0]: row[1:] for row in panel.pair.rows}
    assert shown["Local reference"] == ("K-1", "K-2")
    assert shown["Goods"][1] == "the same"
    qtbot.keyClick(page.tables.rows, Qt.Key.Key_3)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(panel.offers[2], Qt.Key.Key_Return)
    assert page.tables.grid.count("new") == 1  # type: ignore[union-attr]
    assert not panel.pair.isVisible()


UNKNOWN = (
    "Az.;Wann;Wo;Was;Menge",
    *(f"K-{n};1{n}.01.2025;Kenya;Hüte;{n} pcs" for n in range(1, 6)),
)


def test_a_table_whose_headings_are_unknown_is_assigned(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    """It is said to be none of ours; what it holds and its columns are chosen, and it comes in."""
    _window, place = fresh
    path = tmp_path / "fremd.csv"
    path.write_text("\n".join(UNKNOWN), "utf-8")
    page = drop(qtbot, place, path)
    step = page.tables.mapped
    assert page.tables.steps.key == COLUMNS
    assert set(fields(page).values()) == {""}
    assert not step.field.isEnabled()
    assert not page.tables.take.isEnabled()

    line = step.kind.lineEdit()
    assert line is not None
    step.kind.setFocus()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClicks(line, "Case studies")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert step.field.isEnabled()
    assigned = {
        "Az.": "Local reference",
        "Wann": "Date",
        "Wo": "Reporting country or territory",
        "Was": "Goods: Goods as found",
        "Menge": "Goods: Quantity",
    }
    for header, field in assigned.items():
        assign(qtbot, page, header, field)
    page.tables.to_rows()
    assert page.tables.panel.question is None
    with qtbot.waitSignal(page.imported, timeout=LONG) as done:
        page.tables.take.click()
    assert done.args[0].kinds == {"case-study": {"new": 5, "changed": 0, "same": 0}}
    assert page._result.text() == "Case studies: 5 new, 0 changed"


def test_a_second_column_of_a_place_takes_no_other_out(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    """A place holds what both say; a country is that of one column."""
    _window, place = fresh
    rows = [f"K-{n};1{n}.01.2025;Kenya;Fig Town;P{n};Uganda;hats;{n} pcs" for n in range(1, 6)]
    path = tmp_path / "piers.csv"
    page = drop_table(qtbot, place, path, "File no;Date;Country;Place;Pier;Land;Goods;Qty", *rows)
    assign(qtbot, page, "Pier", "Place of detection")
    assert fields(page)["Place"] == fields(page)["Pier"] == "location_place"
    grid = page.tables.grid
    assert grid is not None
    (where,) = [at for at, (_, path) in enumerate(grid.paths) if path == "location_place"]
    assert grid.text(grid.rows[1], where) == "Fig Town, P1"
    assign(qtbot, page, "Land", "Reporting country or territory")
    assert (fields(page)["Country"], fields(page)["Land"]) == ("", "reporting_country")


def test_what_a_column_is_for_is_answered_where_it_is_asked(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "pf.csv"
    rows = (f"K-{n};1{n}.01.2025;Hats;{n} pcs;aeroporto" for n in range(1, 6))
    page = drop_table(qtbot, place, path, "No;Date;Goods;Qty;Origem", *rows)
    page.tables.to_rows()
    panel = page.tables.panel
    assert panel.title.text() == "What is the column “Origem” for?"
    assert panel.where.text() == "pf.csv"
    panel.choose(len(panel._proposals) - 1)
    assert panel.offers[len(panel._proposals) - 1].accessibleName().endswith("Left out")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    assert panel.title.text() == "Reporting country or territory: no column says it"
    assert panel.give.text() == "Answer for 5 rows"
    qtbot.keyClicks(panel.code, "Brazil")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    grid = page.tables.grid
    assert grid is not None
    assert not grid.looked.questions
    values = [row.values.get("reporting_country") for row in grid.rows if row.outcome != "skipped"]
    assert values == ["BR"] * 5


def test_all_columns_that_are_asked_about_are_left_out_at_once(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "counted.csv"
    rows = (f"K-{n};1{n}.01.2025;Kenya;Pelts;{n};7;China" for n in range(1, 6))
    head = "File no;Date;Country;Goods;Number of wolves;Number of foxes;Woher"
    page = drop_table(qtbot, place, path, head, *rows)
    page.tables.to_rows()
    panel = page.tables.panel
    grid = page.tables.grid
    assert grid is not None
    assert len(grid.looked.questions) == 3
    last = len(panel._proposals) - 1
    assert panel.offers[last].accessibleName().endswith("Leave out all such columns")
    panel.choose(last)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    grid = page.tables.grid
    assert grid is not None
    assert not grid.looked.questions
    assign(qtbot, page, "Woher", "Departure")
    assign(qtbot, page, "Number of wolves", "Goods: Quantity")
    found = fields(page)
    assert (found["Woher"], found["Number of wolves"]) == ("route.departure", "goods.quantity")
    assert found["Number of foxes"] == ""
    grid = page.tables.grid
    assert grid is not None
    assert not grid.looked.questions


def test_the_codes_of_the_list_are_offered_and_no_other_text_is_taken(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "K.csv"
    where = {17: "Kenya", 18: "Ghana", 19: "France", 20: "Chad", 21: "Togo"}
    rows = [
        f"K-{n};{n}.01.2025;{where.get(n, 'Zembla')};Goods {n};{n} pairs" for n in range(14, 22)
    ]
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    tables = page.tables
    panel = tables.panel
    tables.to_rows()
    assert panel.question is not None
    assert panel.question.key == "country=Zembla"
    assert not panel.words.isVisible()
    assert panel.code.isVisible()
    starts = Qt.MatchFlag.MatchStartsWith
    assert panel.code.findText("Netherlands", starts) >= 0, "the codes of the list"
    assert panel.give.text() == "Answer for 3 cells"
    panel.code.setFocus()
    line = panel.code.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "Zembla")
    assert panel.other.isChecked()
    assert "“Zembla” is not in the list" in panel.wrong.text()
    assert panel.wrong.isVisible()
    assert not panel.give.isEnabled()
    panel.press()
    assert panel.question.key == "country=Zembla"
    line.selectAll()
    qtbot.keyClicks(line, "Netherl")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.give.isEnabled()
    assert not panel.wrong.isVisible()
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert tables.grid is not None
    read = [one.values["reporting_country"] for one in tables.grid.rows if one.values]
    assert read.count("NL") == 3


def test_the_codes_of_a_unit_are_offered_for_a_column(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    window, place = fresh
    path = tmp_path / "K.csv"
    rows = [f"K-{n};{n}.01.2025;Kenya;Goods {n};{n}" for n in range(14, 17)]
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    panel = page.tables.panel
    page.tables.to_rows()
    assert panel.title.text() == "“Qty”"
    assert panel.where.text() == "K.csv  ·  Goods: Quantity"
    assert panel.code.isVisible()
    panel.code.setCurrentIndex(panel.code.findText("cartons"))
    panel.code.activated.emit(panel.code.currentIndex())
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.give.click()
    with qtbot.waitSignal(page.imported, timeout=LONG):
        page.tables.take.click()
    (line,) = import_memory.listed(window.office.session, "en")
    assert line.where == "K.csv: column “Qty” (Unit of quantity)"
    assert line.answer == "cartons"


def test_a_long_proposal_is_shown_whole(fresh: Place) -> None:
    said = "1  Each row is a case, with the number that is made of what it says"
    lines = in_lines(said, 240).split("\n")
    assert len(lines) > 1
    assert " ".join(lines) == said
    assert max(map(metrics().horizontalAdvance, lines)) <= 240


def test_an_answer_is_repeated_once_for_its_column(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _window, place = fresh
    path = tmp_path / "K.csv"
    rows = [f"K-{n};0{n}/0{n + 1}/2025;Kenya;Hats {n};60" for n in range(1, 6)]
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    tables = page.tables
    panel = tables.panel
    tables.to_rows()
    assert panel.question is not None
    assert panel.question.key == "![Date]=date_order"
    panel.choose(1)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    panel.scope.setCurrentIndex(1)
    panel.scope.activated.emit(1)
    assert panel.scope.currentText() == "The 5 cells of this column that say the same"
    assert panel.give.text() == "Answer for 5 cells"
    panel.choose(0)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        panel.press()
    grid = tables.grid
    assert grid is not None
    assert not grid.looked.questions
    assert [text for row in grid.rows for text in grid.reasons(row) if "“" in text] == []
    told = [sentence(one, "en") for one in grid.looked.prospect.findings]
    assert "5 dates of the column “Date” are read with the month first, as you answered." in told
    assert "5 cells of the column “Qty” were read as you answered." in told


def test_a_finished_preview_is_closed_and_says_that_nothing_is_new(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _, place = fresh
    path = tmp_path / "K.csv"
    rows = ("K-1;14.01.2025;Kenya;Hats;12 pcs", "K-2;15.01.2025;Ghana;Shoes;9 pairs")
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", *rows)
    tables = page.tables
    with qtbot.waitSignal(page.imported, timeout=LONG):
        tables.take.click()
    drop(qtbot, place, path)
    said = "Nothing to import: all 2 records are in the office already."
    assert tables.held.text() == said
    tables.to_rows()
    tables.close_look.click()
    assert page.choose.isVisible()
    assert page.held() is None
    assert tables.grid is None


def test_a_row_that_is_left_out_shows_its_cells_and_why(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    _, place = fresh
    path = tmp_path / "K.csv"
    row = "14.01.2025;Kenya;Hats;12 pcs"
    page = drop_table(qtbot, place, path, "Date;Country;Goods;Qty", row, row)
    tables = page.tables
    tables.to_rows()
    qtbot.keyClick(tables.rows, Qt.Key.Key_2)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(tables.panel.offers[1], Qt.Key.Key_Return)
    grid = tables.grid
    assert grid is not None
    at = next(n for n, one in enumerate(tables.rows.rows) if one.row == 3)
    assert tables.rows.rows[at].outcome == "skipped"
    column = [field for _, field in grid.paths].index("reporting_country")
    tables.rows.keep_current(at, column)
    index = tables.rows.table_model.index(at, column)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "Kenya"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert tables.panel.why.text().startswith("It says the same as row 2")


def test_the_last_answer_is_taken_back(qtbot: QtBot, fresh: Place, tmp_path: Path) -> None:
    _, place = fresh
    path = tmp_path / "K.csv"
    row = "K-2;15.01.2025;Nethrlands;Shoes;9 pairs"
    page = drop_table(qtbot, place, path, "File no;Date;Country;Goods;Qty", row)
    tables = page.tables
    tables.to_rows()
    assert tables.panel.question is not None
    key = tables.panel.question.key
    qtbot.keyClick(tables.rows, Qt.Key.Key_1)
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(tables.panel.offers[0], Qt.Key.Key_Return)
    assert tables.panel.question is None
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.keyClick(tables.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tables.panel.question is not None
    assert tables.panel.question.key == key
