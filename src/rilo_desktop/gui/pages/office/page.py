"""The office: who works in it, whether its store is whole, and how the window looks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rilo_desktop.language import N_

from ...commands import FILE, Command, belongs, register
from ...concurrency.incremental import IncrementalBuilder
from ...context import PageContext
from ...i18n import tr
from ...routing import HANDOVER, OFFICERS, PRACTICE, Route
from ...theme import scaled
from ...theme.tokens import DISPLAY, SEMIBOLD
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, lay_out, vbox
from .about import AboutSection
from .backups import BackupsSection
from .cards import CardsSection
from .code_lists import CodeListsSection
from .handover import HandoverSection
from .keys import KeysSection
from .log_section import LogPart
from .officers import OfficersSection
from .practice import PracticeSection
from .retention_and_purge import RetentionAndPurgeSection
from .sources import SourcesSection
from .store_check import StoreCheckSection
from .window_settings import WindowSettings

WIDTH = 760
P = TypeVar("P", bound=QWidget)


class _Part(Generic[P]):
    """A part of the page under its name; asked for before it is there, it is made at once."""

    def __init__(self, make: Callable[[PageContext], P]) -> None:
        self.make = make

    def __set_name__(self, _page: type[OfficePage], name: str) -> None:
        self.name = name

    def __get__(self, page: OfficePage, _cls: type[OfficePage]) -> P:
        return cast(P, page.part(self.name))


class OfficePage(Panel):
    """The first part is made at once, the others one by one while the window goes on."""

    window_settings = _Part(WindowSettings)
    officers = _Part(OfficersSection)
    cards = _Part(CardsSection)
    keys = _Part(KeysSection)
    backups = _Part(lambda context: BackupsSection(context, context.backups))
    condition = _Part(StoreCheckSection)
    handover = _Part(HandoverSection)
    log = _Part(LogPart)
    going = _Part(RetentionAndPurgeSection)
    practice = _Part(PracticeSection)
    code_lists = _Part(CodeListsSection)
    sources = _Part(SourcesSection)
    about = _Part(AboutSection)

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_read, self._wanted = False, ""
        """Name of the part that is gone to."""
        self._sought = HANDOVER
        self._made: dict[str, QWidget] = {}
        parts = (part for part in vars(OfficePage).values() if isinstance(part, _Part))
        self._waiting = deque(
            part for part in parts if part.make is not PracticeSection or context.may_reset
        )
        entered = context.entered
        where = tr(
            "{code} · kept in {folder}", code=entered.office_code, folder=context.office.folder
        )
        content = vbox(
            Label(entered.office_name, DISPLAY, SEMIBOLD, wrap=True),
            2,
            Label(where, tone="text2", wrap=True),
            32,
            None,
            margins=(32, 28, 32, 0),
        )
        self._content = cast(QVBoxLayout, content.layout())
        self._scroller = Scroller(content, WIDTH)
        self._scroller.verticalScrollBar().rangeChanged.connect(lambda *_: self._show_focus())
        vbox((self._scroller, 1), into=self)
        self._slices = IncrementalBuilder(self, self._make_part)
        self._slices.make_next()
        self._register()

    def _register(self) -> None:
        check = tr("Check the store")
        lists = tr("Open a file of lists")
        now, trial, restore = tr("Back up now"), tr("Try a restore"), tr("Restore from a backup")
        log, renew, rekey = tr("Open the log"), tr("New recovery key"), tr("New key for the office")
        save, card = tr("Save the card of this office"), tr("Open the card of another office")
        register(
            self,
            Command(
                "office.check",
                check,
                "",
                lambda: self.condition.check(),
                icon="clipboard",
                menu=FILE,
            ),
            Command(
                "office.card", save, "", lambda: self.cards.save.click(), icon="download", menu=FILE
            ),
            Command(
                "office.trust", card, "", lambda: self.cards.open.click(), icon="key", menu=FILE
            ),
            Command(
                "office.lists",
                lists,
                "",
                lambda: self.code_lists.packs.open.click(),
                icon="file-import",
                menu=FILE,
            ),
            Command(
                "office.back_up",
                now,
                "",
                lambda: self.backups.now.click(),
                icon="device-floppy",
                menu=FILE,
            ),
            Command(
                "office.drill",
                trial,
                "",
                lambda: self.backups.trial.click(),
                icon="history",
                menu=FILE,
            ),
            Command(
                "office.restore",
                restore,
                "",
                lambda: self.backups.restore.click(),
                icon="history",
                menu=FILE,
            ),
            Command(
                "office.log", log, "", lambda: self.log.open.click(), icon="history", leads=True
            ),
            Command(
                "office.recovery_key",
                renew,
                "",
                lambda: self.keys.renew.click(),
                icon="key",
                menu=FILE,
            ),
            Command(
                "office.rekey", rekey, "", lambda: self.keys.rekey.click(), icon="lock", menu=FILE
            ),
        )
        belongs(self, N_("On the page Office"))
        if self._context.may_reset:
            reset = tr("Reset the practice office …")
            go = partial(self._go_to, PRACTICE)
            register(self, Command("office.reset", reset, "", go, icon="refresh", menu=FILE))

    # --- one part after another

    def part(self, name: str) -> QWidget:
        """The part of this name, with all before it."""
        self._slices.make_until(lambda: name in self._made)
        return self._made[name]

    def _offer_rekey(self) -> None:
        """Somebody else knew a passphrase: a copy of the office that they have still opens."""
        if self._context.may("rekey"):
            self.keys.rekey.click()

    def _make_part(self) -> bool:
        """The next part below the others; is there another one?"""
        waits = self._waiting.popleft()
        made = self._made[waits.name] = waits.make(self._context)
        if isinstance(made, OfficersSection):
            made.passphrase.leak_told.connect(self._offer_rekey)
        if isinstance(made, StoreCheckSection):
            findings = made.findings
            findings.moved.connect(partial(self._scroller.bring_place_into_sight, findings))
        at = self._content.count() - 2  # behind it stand the lower edge and the room to give
        self._content.insertSpacing(at, scaled(24))
        self._content.insertWidget(at + 1, Hairline())
        self._content.insertSpacing(at + 2, scaled(20))
        self._content.insertWidget(at + 3, made)
        if self._is_read:
            _read(made)
        return bool(self._waiting)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._slices.start()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to what stands next, also where that would have been made a moment later."""
        if forward:
            self._slices.make_next()
        return super().focusNextPrevChild(forward)

    # --- what the shell asks

    def arrive(self, destination: Route) -> None:
        self._is_read = True
        for made in self._made.values():
            _read(made)
        self._context.backups.read()
        parts = {HANDOVER, OFFICERS}
        if self._context.may_reset:
            parts.add(PRACTICE)
        self._wanted = destination.kind if destination.kind in parts else ""

    def take_focus(self) -> None:
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._go_to(wanted)
        else:
            self.window_settings.language.setFocus()

    def _go_to(self, part: str) -> None:
        self._sought = part
        if part == PRACTICE:
            self.practice.take_focus()
        elif part == OFFICERS:
            self.officers.take_focus()
        else:
            self.handover.take_focus()
        lay_out()
        self._show_focus()

    def _show_focus(self) -> None:
        """Parts above fill later than one goes to a part below, and would push it out of sight."""
        part = self._made.get(self._sought)
        if part is not None and part.isAncestorOf(self.focusWidget() or self):
            self._scroller.bring_into_sight(part, 0)


def _read(made: QWidget) -> None:
    """Anew from the store, where the part shows what stands there."""
    if isinstance(
        made, OfficersSection | CardsSection | RetentionAndPurgeSection | CodeListsSection
    ):
        made.read()
