"""Drives a window for the scenes: brings it to a page or record, waits, and grabs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from rilo_desktop.gui.dialogs.command_palette.palette import CommandPalette
from rilo_desktop.gui.lifecycle.self_test import settle, wait_until
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.theme import colour
from rilo_desktop.gui.widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.gui.shell import Shell
    from rilo_desktop.services.records.record import Stored

W = TypeVar("W", bound=QWidget)
QUICK_PNG = 85
"""Packed in a third of the time, and a little larger."""


class NotHere(Exception):
    """The store has no data for a scene, or the window no such page."""


@dataclass(frozen=True)
class Scene:
    """`show` brings the window there. `settles`: wait for service calls before it is grabbed."""

    name: str
    show: Callable[[Harness], object]
    settles: bool = True


class Harness:
    def __init__(self, app: QApplication, window: MainWindow, passphrase: str = "") -> None:
        """`passphrase`: of all officers, and of what is made for a scene."""
        self.app, self.window, self.passphrase = app, window, passphrase
        self._afterwards: list[Callable[[], object]] = []

    @property
    def place(self) -> Shell:
        """Raises NotHere while the window is locked."""
        if self.window.shell is None:
            raise NotHere("the window is locked")
        return self.window.shell

    # --- waiting

    def settle(self) -> None:
        settle(self.window)

    def until(self, condition: Callable[[], bool]) -> None:
        """Raises NoAnswer."""
        wait_until(condition)

    def serve(self, service: Callable[..., Any], *args: Any) -> Any:
        """What a service answers in the worker. Raises what it raises."""
        answers: list[tuple[Any, BaseException | None]] = []
        self.place.context.serve(
            service,
            *args,
            then=lambda result: answers.append((result, None)),
            failed=lambda error: answers.append((None, error)),
        )
        self.until(lambda: bool(answers))
        result, error = answers[0]
        if error is not None:
            raise error
        return result

    # --- finding

    def go(self, key: str) -> QWidget:
        self.place.go(key)
        self.settle()
        return self.place.page(key)

    def record(self, own_number: str) -> Stored:
        """Raises NotHere."""
        from rilo_desktop.rules.findings import Refused
        from rilo_desktop.services.records import record

        try:
            found: Stored = self.serve(record.find, own_number)
        except Refused as error:
            raise NotHere(f"no record {own_number}") from error
        return found

    def edit(self, own_number: str, section: str = "", path: str = "") -> EditorPage:
        """The editor on a record, at a section or field."""
        stored = self.record(own_number)
        kind = stored.record.kind.code
        self.place.edit(kind, stored.record.id, path)
        self.settle()
        editor = self.place.editor(kind)
        if section:
            editor.show_section(section)
            self.settle()
        return editor

    def child(self, kind: type[W]) -> W:
        """The one in the window that can be seen. Raises NotHere."""
        for found in self.window.findChildren(kind):
            if found.isVisible():
                return found
        raise NotHere(f"no {kind.__name__} in the window")

    # --- taking and tidying up

    def afterwards(self, call: Callable[[], object]) -> None:
        """Done when the picture is taken."""
        self._afterwards.append(call)

    def picture(self) -> QImage:
        """The window, and the windows that float over it."""
        self.app.processEvents()
        image = self.window.grab().toImage()
        painter = QPainter(image)
        origin = self.window.mapToGlobal(QPoint(0, 0))
        for over in self._floating():
            at = over.mapToGlobal(QPoint(0, 0)) - origin
            painter.drawPixmap(at, over.grab())
            if isinstance(over, QDialog):
                painter.setPen(QPen(colour("line2"), 1))
                painter.drawRect(over.rect().translated(at).adjusted(-1, -1, 0, 0))
        painter.end()
        return image

    def take(self, scene: Scene, path: Path) -> None:
        if scene.settles:
            self.window.grab()  # what is only asked for when it is painted
            self.settle()
        self.picture().save(str(path), quality=QUICK_PNG)

    def tidy(self) -> None:
        """Close floating windows, drop text that a scene typed, hide the message."""
        while self._afterwards:
            self._afterwards.pop()()
        for over in self._floating():
            over.close()
        for find in self.window.findChildren(CommandPalette):
            find.close_it()
        self._drop_text()
        self.window.toast.hide()
        self.window.activateWindow()
        self.settle()

    def _drop_text(self) -> None:
        place = self.window.shell
        page = place.pages.currentWidget() if place is not None else None
        if isinstance(page, EditorPage) and page.dirty:
            page.leave(lambda: None)
            question = page.findChild(Question)
            assert question is not None
            question.buttons["drop"].click()
            self.app.processEvents()

    def _floating(self) -> list[QWidget]:
        found = [w for w in self.app.topLevelWidgets() if w.isVisible() and w is not self.window]
        return sorted(found, key=lambda widget: isinstance(widget, QMenu))
