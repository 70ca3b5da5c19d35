"""Inbox: what came now, what came before and where it stands, and the answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from rilo_desktop.language import N_

from ..commands import Command, belongs, register
from ..desk import Desk
from ..destination import Destination
from ..texts import tr
from ..theme.tokens import HEADER, SEMIBOLD, TITLE
from ..widgets.boxes import Panel, column, row
from ..widgets.buttons import button
from ..widgets.words import Label
from .looking import ENDINGS, LookingPart
from .reply import ReplyPart


class InboxPage(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__("surface")
        self._desk = desk
        self.looking = LookingPart(desk)
        self.reply = ReplyPart(desk)
        self.open_button = button(
            tr("Open files …"), self.looking.ask_files, "primary", "file-import"
        )
        head = Panel("surface", "b", height=HEADER)
        row(
            Label(tr("Inbox"), TITLE, SEMIBOLD),
            None,
            self.open_button,
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.looking)
        self._pages = QStackedWidget()
        self._pages.addWidget(column(head, (self._views, 1)))
        self._pages.addWidget(self.reply)
        column((self._pages, 1), into=self)
        self.looking.answer_wanted.connect(self.answer)
        self.reply.went_back.connect(self._to_views)
        register(self, Command("inbox.open", tr("Open files …"), "Ctrl+O", self._open_files))
        belongs(self, N_("In the inbox"))

    # --- what the workplace asks

    def arrive(self, destination: Destination) -> None:
        if destination.files:
            self.look(destination.files)

    def take_focus(self) -> None:
        if self._is_answering:
            self.reply.take_focus()
        else:
            self.looking.take_focus()

    def held(self) -> Mapping[str, Any] | None:
        """What stands here and is written nowhere: files, decisions, an answer that was begun."""
        parts = {"looking": self.looking.held(), "reply": self._reply_held()}
        held = {key: data for key, data in parts.items() if data is not None}
        return held or None

    def take_back(self, held: Mapping[str, Any]) -> None:
        if "looking" in held:
            self.looking.take_back(held["looking"])
        if "reply" in held:
            self.reply.take_back(held["reply"])
            self._pages.setCurrentWidget(self.reply)

    def leave(self, then: Callable[[], object]) -> None:
        """Go for good, or ask first what shall become of an answer that was begun."""
        if self._is_answering:
            self.reply.leave(then)
        else:
            then()

    # --- where to

    def look(self, files: Sequence[Path]) -> None:
        """What these are; an answer that was begun is asked for first."""
        self.leave(lambda: self._look(files))

    def _look(self, files: Sequence[Path]) -> None:
        self._pages.setCurrentIndex(0)
        self.looking.look(files)

    def _open_files(self) -> None:
        if not self._is_answering:
            self.looking.ask_files()

    def answer(self, reference: str) -> None:
        """Answer a submission that was received."""
        self.reply.begin(reference)
        self._pages.setCurrentWidget(self.reply)
        self.reply.take_focus()

    @property
    def _is_answering(self) -> bool:
        return self._pages.currentWidget() is self.reply

    def _reply_held(self) -> Mapping[str, Any] | None:
        return self.reply.held() if self._is_answering else None

    def _to_views(self) -> None:
        self._pages.setCurrentIndex(0)
        self.take_focus()


def receivable(files: Sequence[Path]) -> tuple[Path, ...]:
    """Those that might be received, by their names."""
    return tuple(path for path in files if path.suffix.lower() in ENDINGS)
