# mypy: disable-error-code="arg-type, attr-defined"
"""Pictures of a case: taken, named, ordered, covered in part; what was covered is so on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.pictures.canvas import BoxCanvas
from rilo_desktop.gui.widgets.pictures.input import PicturesInput
from rilo_desktop.records.picture import Box
from rilo_desktop.services.records import picture as service
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import preview

Place = tuple[MainWindow, Shell]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SECRET = b"Jane Example was here"


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three of one colour each."""
    found = []
    for name, colour in (("red", "#AA2211"), ("green", "#118833"), ("blue", "#2233AA")):
        path = tmp_path / f"{name}.jpg"
        Image.new("RGB", (400, 300), colour).save(path, comment=SECRET, quality=95)
        found.append(path)
    return found


def opened(qtbot: QtBot, place: Place) -> tuple[EditorPage, PicturesInput]:
    window, work = place
    page, editor = work.list_page("case-study"), work.editor("case-study")
    qtbot.waitUntil(lambda: page.model.listed(0) is not None, timeout=LONG)
    page._open_row(0)
    settle(qtbot, window)
    editor.show_section("pictures")
    settle(qtbot, window)
    made = editor.form.fields["pictures"].input
    assert isinstance(made, PicturesInput)
    return editor, made


def take(qtbot: QtBot, window: MainWindow, made: PicturesInput, paths: Sequence[Path]) -> None:
    made.take([str(path) for path in paths])
    settle(qtbot, window)


def drawn(qtbot: QtBot, made: PicturesInput) -> BoxCanvas:
    """The canvas, with its picture, the keyboard on it."""
    canvas = made.cover.canvas
    qtbot.waitUntil(lambda: canvas._picture is not None, timeout=LONG)
    canvas.setFocus()
    return canvas


def at(canvas: BoxCanvas, x: float, y: float) -> QPoint:
    """A place of the picture in the widget."""
    place = canvas._place()
    return QPoint(round(place.x() + x * place.width()), round(place.y() + y * place.height()))


def draw(canvas: BoxCanvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=at(canvas, *start))
    QTest.mouseMove(canvas, at(canvas, *end))
    QTest.mouseRelease(canvas, left, pos=at(canvas, *end))


def boxes(made: PicturesInput, line: int = 0) -> list[Box]:
    return [Box.read(text) for text in made.model.lines[line].boxes]


def test_pictures_are_added_named_and_ordered_by_the_keyboard(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    editor, made = opened(qtbot, sample)
    take(qtbot, window, made, photos)
    first, second, third = (line.sha256 for line in made.model.lines)
    assert window.focusWidget() is made.view
    QTest.keyClick(made.view, Qt.Key.Key_Home)
    QTest.keyClick(made.view, Qt.Key.Key_Right, ALT)
    assert [line.sha256 for line in made.model.lines] == [second, first, third]
    QTest.keyClick(made.view, Qt.Key.Key_Return)
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "The parcel as it came")
    assert made.model.lines[1].caption == "The parcel as it came"
    said = made.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Picture 2 of 3: The parcel as it came, not checked yet"
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_End)
    made.view.setCurrentIndex(made.model.index(2, 0))
    QTest.keyClick(made.view, Qt.Key.Key_Delete)
    assert len(made.model.lines) == 2
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    kept = record.get(window.office.session, editor.record_id).record.pictures
    assert [line.caption for line in kept] == [None, "The parcel as it came"]


def test_parts_are_covered_by_keys_moved_sized_and_taken_away(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    take(qtbot, window, made, photos[:1])
    canvas = drawn(qtbot, made)
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CONTROL)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    (box,) = boxes(made)
    assert (box.left, box.top) == pytest.approx((0.42, 0.396))
    assert (box.width, box.height) == pytest.approx((0.2, 0.22))
    assert made.cover.parts.count() == 1
    assert made.cover.parts.item(0).text().startswith("Part 1: 42 % from left")
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert made.cover.parts.currentRow() == 1
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert made.cover.parts.currentRow() == 0
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(boxes(made)) == 1
    made.cover.parts.setFocus()
    made.cover.parts.setCurrentRow(0)
    QTest.keyClick(made.cover.parts, Qt.Key.Key_Delete)
    assert boxes(made) == []
    for _ in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_Insert) if not boxes(made) else None
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert boxes(made)[0].left == 0


def test_parts_are_covered_and_moved_with_the_mouse(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    editor, made = opened(qtbot, sample)
    take(qtbot, window, made, photos[:1])
    canvas = drawn(qtbot, made)
    draw(canvas, (0.1, 0.1), (0.4, 0.3))
    (box,) = boxes(made)
    assert box.left == pytest.approx(0.1, abs=0.01)
    assert box.width == pytest.approx(0.3, abs=0.02)
    draw(canvas, (0.2, 0.2), (0.6, 0.5))
    (moved,) = boxes(made)
    assert moved.left == pytest.approx(0.5, abs=0.02)
    assert moved.width == pytest.approx(box.width)
    draw(canvas, (0.9, 0.9), (0.901, 0.901))
    assert len(boxes(made)) == 1
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert boxes(made) != [moved]
    assert editor.dirty


def test_what_was_covered_is_black_in_what_leaves_and_on_paper(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    editor, made = opened(qtbot, sample)
    take(qtbot, window, made, photos[:1])
    canvas = drawn(qtbot, made)
    draw(canvas, (0.0, 0.0), (0.5, 1.0))
    made.cover.switch._keys["leaves"].click()
    assert canvas.locked
    settle(qtbot, window)
    assert canvas._picture is not None
    shown = canvas._picture.toImage()
    assert shown.pixelColor(shown.width() // 4, shown.height() // 2).lightness() < 16
    assert shown.pixelColor(3 * shown.width() // 4, shown.height() // 2).red() > 120
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert len(boxes(made)) == 1
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(qtbot, window)
    session = window.office.session
    stored = record.get(session, editor.record_id).record
    copy = service.leaving(session, stored.pictures[0])
    assert SECRET not in copy.content
    cleaned = Image.open(io.BytesIO(copy.content)).convert("RGB")
    assert max(cleaned.getpixel((40, 150))) < 16  # type: ignore[type-var]
    pages = [QImage.fromData(page) for page in preview.record_page(session, stored, "en", 700)]
    assert any(_share_of(page, "#AA2211") > 0.01 for page in pages)
    halves = [(_share_of(page, "#AA2211"), _share_of(page, "#000000")) for page in pages]
    red, black = max(halves)
    assert black >= 0.8 * red


def _share_of(page: QImage, colour: str) -> float:
    """How much of a page has this colour, more or less."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    size, hits = page.width() * page.height() // 4, 0
    for x in range(0, page.width(), 2):
        for y in range(0, page.height(), 2):
            found = page.pixelColor(x, y)
            near = zip((found.red(), found.green(), found.blue()), wanted, strict=True)
            hits += all(abs(one - other) < 24 for one, other in near)
    return hits / size


def test_one_that_was_looked_at_is_confirmed_and_its_finding_goes(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    editor, made = opened(qtbot, sample)
    take(qtbot, window, made, photos[:1])

    def is_asked_for() -> bool:
        return "pictures.1.sanitised" in {finding.path for finding in editor.side.view.found}

    qtbot.waitUntil(is_asked_for, timeout=LONG)
    box = made.fields["sanitised"].input.target()
    box.setFocus()
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        QTest.keyClick(box, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert made.model.lines[0].sanitised is True
    assert not is_asked_for()


def test_what_is_no_picture_is_told_and_the_others_are_taken(
    qtbot: QtBot, sample: Place, photos: list[Path], tmp_path: Path
) -> None:
    window, _ = sample
    (tmp_path / "letter.jpg").write_text("to whom it may concern")
    _, made = opened(qtbot, sample)
    take(qtbot, window, made, [photos[0], tmp_path / "letter.jpg", photos[0]])
    assert len(made.model.lines) == 1
    assert "letter.jpg" in made.message.text()
    take(qtbot, window, made, [photos[0]])
    assert len(made.model.lines) == 1
    assert made.message.text() == "A picture that is here already was not added again."


def test_pictures_come_from_the_clipboard_and_by_dropping(
    qtbot: QtBot, sample: Place, photos: list[Path]
) -> None:
    window, _ = sample
    _, made = opened(qtbot, sample)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill("#884422")
    QApplication.clipboard().setImage(image)
    made.view.setFocus()
    QTest.keyClick(made.view, Qt.Key.Key_V, CONTROL)
    settle(qtbot, window)
    assert len(made.model.lines) == 1
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    assert made.source.take_data(files)
    settle(qtbot, window)
    assert len(made.model.lines) == 4
    QApplication.clipboard().setText("no picture")
    made.paste()
    assert made.message.text() == "There is no picture in the clipboard."


def test_a_picture_that_is_not_in_this_store_is_said(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.records import Picture

    window, _ = sample
    editor, made = opened(qtbot, sample)
    editor.form.set_value("pictures", (Picture(sha256="0" * 64, caption="Gone"),))
    settle(qtbot, window)
    made._go_to(0)
    qtbot.waitUntil(lambda: made.cover.canvas._missing, timeout=LONG)
    assert made.cover.canvas._picture is None
