"""Inbox: what came now, what came before and where it stands, and the answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from rilo_desktop.language import N_
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.services.deferred import received_submissions

from ...commands import belongs
from ...context import PageContext
from ...i18n import tr
from ...routing import NETWORK, Route
from ...theme.tokens import HEADER, SEMIBOLD, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from .incoming_files import IncomingFilesView
from .network import NetworkPart
from .received_page import ReceivedPage
from .reply import ReplyPart

NOW, REGISTER = "now", "register"


class InboxPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._may_lead_on = False
        """Has nobody chosen a view, or opened a file, since the page was come to?"""
        self._context = context
        self.looking = IncomingFilesView(context)
        views = [(NOW, tr("Received now")), (REGISTER, tr("Register"))]
        if is_secretariat(context.entered.office_code):
            views.append((NETWORK, tr("Network")))
        self.views = Segments(views, tr("What the inbox shows"))
        self.views.chosen.connect(self._on_view)
        self.open_button = button(tr("Open files …"), self._open_files, "primary", "file-import")
        head = Panel("surface", "b", height=HEADER)
        hbox(
            Label(tr("Inbox"), TITLE, SEMIBOLD),
            12,
            self.views,
            None,
            self.open_button,
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.looking)
        self._pages = QStackedWidget()
        self._pages.addWidget(vbox(head, (self._views, 1)))
        vbox((self._pages, 1), into=self)
        self.looking.answer_wanted.connect(self.answer)
        belongs(self, N_("In the inbox"))

    # --- what is made when somebody first comes to it

    @cached_property
    def register(self) -> ReceivedPage:
        made = ReceivedPage(self._context)
        made.answer_wanted.connect(self.answer)
        made.files_wanted.connect(self._open_files)
        self._views.addWidget(made)
        return made

    @cached_property
    def network(self) -> NetworkPart:
        made = NetworkPart(self._context)
        made.office_wanted.connect(self._to_office)
        self._views.addWidget(made)
        return made

    @cached_property
    def reply(self) -> ReplyPart:
        made = ReplyPart(self._context)
        made.went_back.connect(self._to_views)
        self._pages.addWidget(made)
        return made

    # --- what the shell asks

    def arrive(self, destination: Route) -> None:
        if destination.files:
            self.inspect(destination.files)
        elif destination.new:
            QTimer.singleShot(0, self, self._open_files)  # the page has the focus first
        elif destination.kind == NETWORK and not self._is_answering:
            self.show_view(NETWORK)
        elif self._is_at_nothing:
            self._may_lead_on = True
            self._context.serve(
                received_submissions.unanswered, then=self._on_unanswered, owner=self, turn="wait"
            )

    @property
    def _is_at_nothing(self) -> bool:
        return self.views.key == NOW and self.looking.held() is None

    def _on_unanswered(self, count: int) -> None:
        """What the navigation counts waits in the register."""
        if count and self._may_lead_on and self._is_at_nothing:
            had_focus = self.looking.isAncestorOf(self.window().focusWidget() or self)
            self.show_view(REGISTER)
            if had_focus:
                self.register.take_focus()

    def take_focus(self) -> None:
        if self._is_answering:
            self.reply.take_focus()
        else:
            self._part(self.views.key).take_focus()

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

    def show_view(self, key: str) -> None:
        """What came now, the register, or the network."""
        self.views.choose(key)
        self._on_view(key)

    def _on_view(self, key: str) -> None:
        self._may_lead_on = False
        part = self._part(key)
        if isinstance(part, ReceivedPage | NetworkPart):
            part.read()
        self._views.setCurrentWidget(part)

    def _part(self, key: str) -> IncomingFilesView | ReceivedPage | NetworkPart:
        if key == REGISTER:
            return self.register
        return self.network if key == NETWORK else self.looking

    def _to_office(self, code: str) -> None:
        self.show_view(REGISTER)
        self.register.choose_office(code)
        self.register.take_focus()

    def inspect(self, files: Sequence[Path]) -> None:
        """What these are; an answer that was begun is asked for first."""
        self.leave(lambda: self._inspect(files))

    def _inspect(self, files: Sequence[Path]) -> None:
        self._pages.setCurrentIndex(0)
        self.show_view(NOW)
        self.looking.inspect(files)

    def _open_files(self) -> None:
        if not self._is_answering:
            self.show_view(NOW)
            self.looking.ask_files()

    def answer(self, reference: str) -> None:
        """Answer a submission that was received."""
        self.reply.begin(reference)
        self._pages.setCurrentWidget(self.reply)
        self.reply.take_focus()

    @property
    def _is_answering(self) -> bool:
        return self._pages.currentIndex() > 0

    def _reply_held(self) -> Mapping[str, Any] | None:
        return self.reply.held() if self._is_answering else None

    def _to_views(self) -> None:
        self._pages.setCurrentIndex(0)
        self._on_view(self.views.key)
        self.take_focus()
