# mypy: disable-error-code="index"
"""Words that are not cut, or cut so that one sees it; names in the window's language."""

from __future__ import annotations

import pytest
from gui_windows import LONG, settle
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import metrics
from rilo_desktop.gui.widgets.inputs.code import Choice, CodeInput
from rilo_desktop.gui.widgets.inputs.line import LineInput, TextInput
from rilo_desktop.gui.widgets.labels import ElidedLabel, Label, tip
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.gui.widgets.validation_view import judged
from rilo_desktop.records import FieldSpec, FieldType, QuestionnaireAnswers, RequiredFor
from rilo_desktop.rules.findings import FieldPath, Finding, Nature, Severity


def test_offices_are_called_as_the_window_speaks(
    qtbot: QtBot, french: tuple[MainWindow, Shell]
) -> None:
    window, place = french
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.list_page("case-study")._open_row(0)
    settle(qtbot, window)
    box = editor.form.fields["office_code"].input
    names = [box.itemText(row) for row in range(box.count())]
    assert "AP  BRLR Asie et Pacifique" in names
    assert not [name for name in names if "RILO Asia" in name]


def test_a_long_choice_is_cut_with_an_ellipsis(qtbot: QtBot) -> None:
    long = "A label that is much longer than the box in which it shall stand"
    box = CodeInput(FieldSpec(FieldType.CODE, "Label"), (Choice("A", long), Choice("C", "Short")))
    qtbot.addWidget(box)
    box.resize(160, 32)
    with qtbot.waitExposed(box):
        box.show()
    box.clearFocus()
    box.set_value("A")
    assert box.lineEdit().text() == long
    shown = box._line.shown()
    assert shown.endswith("…")
    assert metrics().horizontalAdvance(shown) < box.lineEdit().width()
    box.set_value("C")
    assert box._line.shown() == "Short"


def test_a_long_line_is_cut_with_an_ellipsis_while_nobody_writes_in_it(qtbot: QtBot) -> None:
    around, line = QWidget(), TextInput(FieldSpec(FieldType.TEXT, "Brand"))
    other = LineInput(FieldSpec(FieldType.TEXT, "Other"))
    vbox(line, other, into=around)
    qtbot.addWidget(around)
    around.resize(160, 100)
    line.set_value("Audemars Piguet (2); Hublot (3); Panerai")
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    other.setFocus()
    cut = line.grab().toImage()
    shown = line.shown()
    assert shown.endswith("…")
    line.setFocus()
    written = line.grab().toImage()
    assert line.text() == "Audemars Piguet (2); Hublot (3); Panerai"
    other.setFocus()
    assert line.grab().toImage() == cut != written
    line.set_value(shown)  # as it is written by itself, it has its room
    assert line.shown() == shown
    assert line.grab().toImage().pixel(20, 0) == cut.pixel(20, 0), "its frame"


def test_a_label_that_is_cut_says_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("A label that is longer than its room", tone="text2")
    qtbot.addWidget(label)
    label.resize(400, 20)
    with qtbot.waitExposed(label):
        label.show()
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.toolTip() == label.text() == label.accessibleName()
    label.show_text("<b>\nShort", "warn")
    assert label.text() == "<b><U+000A>Short", "one line, and what ends lines is named"
    label.setText("Short")
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_what_fits_as_it_was_measured_is_not_cut(qapp: QApplication) -> None:
    """On a real screen a 4 had no room in its circle, and "2024" none in its legend."""
    from rilo_desktop.gui.theme import metrics
    from rilo_desktop.gui.theme.painting import Spec, _line
    from rilo_desktop.gui.theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL

    specs: list[Spec] = [
        (size, weight, *figures)
        for size in (CAPTION, SMALL, BODY)
        for weight in (REGULAR, MEDIUM, SEMIBOLD)
        for figures in ((), (True,))
    ]
    words = (*"0123456789", "44", "2024", "4 of 14", "RILO Western Europe")
    for spec in specs:
        for text in words:
            room = metrics(*spec).horizontalAdvance(text)
            assert _line(text, spec, room, ()).layout.text() == text, spec


def test_a_tooltip_is_never_markup() -> None:
    assert tip("Weights, 5 kg") == "Weights, 5 kg"
    assert "<img" not in tip("<img src=x> & more")


def test_what_cannot_be_seen_in_foreign_text_is_named(qtbot: QtBot) -> None:
    """Attacker F8: "WE<U+202E>TAIRATERCES" looked like WESECRETARIAT."""
    from rilo_desktop.gui.theme.painting import _line
    from rilo_desktop.gui.theme.paragraph import paragraph
    from rilo_desktop.gui.widgets.buttons import button
    from rilo_desktop.gui.widgets.labels import Chip, ElidedLabel, Label, tip

    text, shown = "WE\u202eTAIRATERCES", "WE<U+202E>TAIRATERCES"
    made = Label(text), ElidedLabel(text), button(text)
    for widget in made:
        qtbot.addWidget(widget)
        assert widget.text() == shown
    label = Label()
    label.setText(f"{text}\nand a second line")
    assert label.text() == f"{shown}\nand a second line"
    chip = Chip(text)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == shown
    assert "U+202E" in tip(text)
    assert paragraph(text, 400, (13, 400))._layout.text() == shown
    marked = _line(text, (13, 400), 1_000, ((3, 4),))
    assert marked.layout.text() == shown
    ((left, _width),) = marked.marks
    assert left == marked.layout.lineAt(0).cursorToX(len("WE<U+202E>"))[0], "TAIR is marked"


def drawn_rows(label: Label) -> int:
    """How many rows of pixels have ink."""
    picture = label.grab().toImage()
    ground = picture.pixel(picture.width() - 1, 0)
    return sum(
        any(picture.pixel(x, y) != ground for x in range(picture.width()))
        for y in range(picture.height())
    )


@pytest.mark.parametrize("wrap", [False, True])
def test_dots_below_arabic_letters_are_not_cut(qtbot: QtBot, wrap: bool) -> None:
    label = Label("الرئيسي", wrap=wrap)
    qtbot.addWidget(label)
    label.resize(200, 80)
    whole = drawn_rows(label)
    label.resize(200, label.heightForWidth(200) if wrap else label.sizeHint().height())
    assert drawn_rows(label) == whole
    label.setText("RILO")
    assert label.contentsMargins().bottom() == 0


def test_a_finding_of_an_answer_stands_at_the_answers_and_leaves_the_bar_open() -> None:
    """Nobody sees the number of the line in which an answer is kept."""
    about = QuestionnaireAnswers.kind

    def found(label: str) -> Finding:
        place = FieldPath(kind=about.code, field="answers.6.value", label=label)
        return Finding("x", Severity.BLOCKS, Nature.STRUCTURE, "Not allowed.", {}, place)

    fine = judged(about, (), RequiredFor.FULL)
    assert fine.done == fine.all_parts > 0
    shown = judged(about, (found("Alerts of the year"),), RequiredFor.FULL)
    assert shown.shown[0].where == "Answers"
    assert (shown.done, shown.all_parts) == (fine.done, fine.all_parts + 1)
    (line,) = judged(about, (found("Answer"),), RequiredFor.FULL).shown
    assert line.where == "Answer 6 · Answer"
