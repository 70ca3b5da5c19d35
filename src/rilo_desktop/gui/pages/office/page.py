"""The office: an index of its pages, the page that was chosen, and what is not applied yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from rilo_desktop.language import N_

from ...commands import belongs, explains
from ...commands.office import SUB_PAGES
from ...context import PageContext
from ...i18n import tr
from ...routing import LOG, OFFICE, PRACTICE, Route
from ...theme import scaled
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, hbox, stops_in, vbox
from ...widgets.navigation_list import NavigationItem, NavigationList
from .about import AboutSection
from .backups import BackupsSection
from .cards import CardsSection
from .code_lists import CodeListsSection
from .handover import HandoverSection
from .heading import Heading
from .index import Counts, read_counts, state_of
from .keys import KeysSection
from .log_section import LogPart
from .officers import OfficersSection
from .paper import PaperSection
from .practice import PracticeSection
from .retention_and_purge import RetentionAndPurgeSection
from .settings import SettingRow, Settings, SettingsFoot, ask_to_apply
from .sources import SourcesSection
from .store_check import StoreCheckSection
from .window_settings import WindowSettings

INDEX, WIDTH = 232, 760


PARTS = {
    "window_settings": WindowSettings,
    "about": AboutSection,
    "officers": OfficersSection,
    "cards": CardsSection,
    "keys": KeysSection,
    "backups": BackupsSection,
    "going": RetentionAndPurgeSection,
    "paper": PaperSection,
    "code_lists": CodeListsSection,
    "sources": SourcesSection,
    "log": LogPart,
    "condition": StoreCheckSection,
    "handover": HandoverSection,
    PRACTICE: PracticeSection,
}
APPLYING = (BackupsSection, RetentionAndPurgeSection, PaperSection)
"""They have settings, which the foot of the page applies."""


class OfficePage(Panel):
    """A page is made when it is first wanted. A part is asked for by its name (`page.backups`)."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self.context, self.settings = context, Settings(context)
        self._wanted = Route(OFFICE)
        self._made: dict[str, QWidget] = {}
        self._pages: dict[str, Scroller] = {}
        self._states: dict[str, tuple[str, bool]] = {}
        entered = context.entered
        where = tr(
            "{code} · kept in {folder}", code=entered.office_code, folder=context.office.folder
        )
        self.index = NavigationList(tr("Pages of this office"), self._rows())
        self.index.chosen.connect(self.show_page)
        self.index.taken.connect(lambda _key: self._enter())
        self._stack = QStackedWidget()
        side = Panel("canvas", "r", width=INDEX)
        head = vbox(
            Label(entered.office_name, SECTION, SEMIBOLD, wrap=True),
            2,
            Label(where, SMALL, tone="text2", wrap=True),
            margins=(12, 0, 8, 0),
        )
        changes = "" if context.may("schedule") else tr(
            "The head of the office and the data steward change what stands here; others read it."
        )  # fmt: skip
        why = vbox(Label(changes, SMALL, tone="text3", wrap=True), margins=(12, 0, 8, 0))
        vbox(head, 12, (self.index, 1), why, margins=(8, 20, 9, 16), into=side)
        self.foot = SettingsFoot(self.settings)
        right = vbox((self._stack, 1), self.foot)
        hbox(side, (right, 1), into=self)
        context.backups.known.connect(self._read_states)
        self.settings.changed.connect(self._show_states)
        self.show_page("window")
        belongs(self, N_("On the page Office"))

    # --- the index

    def _rows(self) -> list[NavigationItem]:
        return [
            NavigationItem("page", tr(one.label), key, one.icon, below=said, warns=warns)
            for key, one in SUB_PAGES.items()
            for said, warns in (self._states.get(key, ("", False)),)
        ]

    def _read_states(self) -> None:
        self.context.serve(read_counts, then=self._on_counts, owner=self, turn="counts")

    def _on_counts(self, counts: Counts) -> None:
        self._states = {key: state_of(key, self.context, counts) for key in SUB_PAGES}
        self._show_states()

    def _show_states(self) -> None:
        self.index.show_places(self._rows())

    # --- its pages

    @property
    def topic(self) -> str:
        """Key of the help topic of what is shown."""
        return SUB_PAGES[self.index.current_key()].topic

    def show_page(self, key: str) -> None:
        if key not in self._pages:
            self._pages[key] = self._page(key)
            self._stack.addWidget(self._pages[key])
        self._stack.setCurrentWidget(self._pages[key])
        self.index.mark(key)

    def _page(self, key: str) -> Scroller:
        content = vbox(margins=(32, 24, 24, 24))
        box = content.layout()
        assert box is not None
        for name in SUB_PAGES[key].parts:
            if name == PRACTICE and not self.context.may_reset:
                continue
            made = self._made[name] = self._make(name)
            if box.count():
                vbox(28, Hairline(), 20, into=(between := QWidget()))
                box.addWidget(between)
            else:
                made.findChildren(Heading)[0].lead()
            box.addWidget(made)
        box.addStretch(1)  # type: ignore[attr-defined]
        explains(content, SUB_PAGES[key].topic)
        content.setMaximumWidth(scaled(WIDTH))
        return Scroller(hbox((content, 1_000), None))

    def _make(self, name: str) -> QWidget:
        part: Callable[..., QWidget] = PARTS[name]
        made = part(self.context, *([self.settings] if part in APPLYING else []))
        if isinstance(made, OfficersSection):
            made.passphrase.leak_told.connect(self._offer_rekey)
        if isinstance(made, StoreCheckSection):
            made.findings.moved.connect(
                lambda place: self._pages[LOG].bring_place_into_sight(made.findings, place)
            )
        _read(made)
        return made

    def __getattr__(self, name: str) -> Any:
        if name in PARTS:
            return self.part(name)
        raise AttributeError(name)

    def part(self, name: str) -> QWidget:
        """A part; its page is the one that is shown."""
        self.show_page(next(key for key, one in SUB_PAGES.items() if name in one.parts))
        return self._made[name]

    def _offer_rekey(self) -> None:
        """Somebody else knew a passphrase: a copy of the office that they have still opens."""
        if self.context.may("rekey"):
            self.keys.rekey.click()

    # --- what the shell asks

    def arrive(self, destination: Route) -> None:
        for made in self._made.values():
            _read(made)
        self.settings.read()
        self.context.backups.read()
        self._read_states()
        self._wanted = destination
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """Where this page asked for another part of itself, nobody else gives it the focus."""
        if self._wanted.kind:
            self.take_focus()

    def take_focus(self) -> None:
        wanted, self._wanted = self._wanted, Route(OFFICE)
        if wanted.kind in SUB_PAGES and not wanted.path:
            self.show_page(wanted.kind)
        if not wanted.kind or (wanted.kind == PRACTICE and not self.context.may_reset):
            self.index.setFocus()
            return
        name = SUB_PAGES[wanted.kind].parts[0] if wanted.kind in SUB_PAGES else wanted.kind
        part = self.part(name)
        if wanted.path:
            press = partial(self._press, attrgetter(wanted.path)(part))
            self.context.serve(_nothing, then=lambda _none: press(), owner=self)
        elif isinstance(part, OfficersSection | PracticeSection | HandoverSection):
            part.take_focus()
        else:
            self._enter()

    def _press(self, button: QPushButton) -> None:
        """What its part shows is read: it can be pressed, or stands there and says why not."""
        button.setFocus()
        button.click()

    def _enter(self) -> None:
        """To its first setting, or else to the first thing of the page that can be used."""
        page = self._stack.currentWidget()
        assert page is not None
        fields = [row.field for row in page.findChildren(SettingRow)]
        able = (one for one in (*fields, *stops_in(page)) if one.isEnabled() and one.isVisible())
        first = next(able, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def dirty(self) -> bool:
        return bool(self.settings.wanted)

    def leave(self, then: Callable[[], object]) -> None:
        if self.dirty:
            ask_to_apply(self, self.settings, then)
        else:
            then()

    def held(self) -> dict[str, str] | None:
        """What is chosen stays chosen while the office is locked."""
        return dict(self.settings.wanted) or None

    def take_back(self, held: dict[str, str]) -> None:
        self.settings.hold(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the index, and first asks what becomes of the choices."""
        if event.key() == Qt.Key.Key_Escape and not self.index.hasFocus():
            self.leave(self.index.setFocus)
        else:
            super().keyPressEvent(event)


def _read(made: QWidget) -> None:
    """Anew from the store, where the part shows what stands there."""
    if isinstance(
        made, OfficersSection | CardsSection | RetentionAndPurgeSection | CodeListsSection
    ):
        made.read()


def _nothing(_session: object) -> None:
    """Its answer comes when what was asked before it is answered."""
