"""The office: who works in it, whether its store is whole, and how the window looks."""

from __future__ import annotations

from functools import partial

from rilo_desktop.language import N_

from ..commands import Command, belongs, register
from ..desk import Desk
from ..destination import Destination
from ..texts import tr
from ..theme.tokens import DISPLAY, SEMIBOLD
from ..widgets.boxes import Hairline, Panel, Scroller, column
from ..widgets.words import Label
from .about import AboutSection
from .backups import BackupsSection
from .cards import CardsSection
from .condition import ConditionSection
from .going import GoingSection
from .keys import KeysSection
from .log_part import LogPart
from .officers import OfficersSection
from .sources import SourcesSection
from .window_settings import WindowSettings

WIDTH = 760


class OfficePage(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__("surface")
        self._desk = desk
        entered = desk.entered
        self.officers = OfficersSection(desk)
        self.backups = BackupsSection(desk, desk.backups)
        self.condition = ConditionSection(desk)
        self.window_settings = WindowSettings(desk)
        self.keys, self.log, self.going = KeysSection(desk), LogPart(desk), GoingSection(desk)
        self.cards = CardsSection(desk)
        self.sources, self.about = SourcesSection(desk), AboutSection()
        where = tr("{code} · kept in {folder}", code=entered.office_code, folder=desk.office.folder)
        parts = (
            self.window_settings,
            self.officers,
            self.cards,
            self.keys,
            self.backups,
            self.condition,
            self.log,
            self.going,
            self.sources,
            self.about,
        )
        separated = [item for part in parts for item in (24, Hairline(), 20, part)]
        content = column(
            Label(entered.office_name, DISPLAY, SEMIBOLD, wrap=True),
            2,
            Label(where, tone="text2", wrap=True),
            *separated,
            32,
            None,
            margins=(32, 28, 32, 0),
        )
        scroller = Scroller(content, WIDTH)
        findings = self.condition.findings
        findings.moved.connect(partial(scroller.bring_place_into_sight, findings))
        column((scroller, 1), into=self)
        check = tr("Check the store")
        register(self, Command("office.check", check, "", self.condition.check, icon="clipboard"))
        now, trial, restore = tr("Back up now"), tr("Try a restore"), tr("Restore from a backup")
        log, renew, rekey = tr("Open the log"), tr("New recovery key"), tr("New key for the office")
        save, card = tr("Save the card of this office"), tr("Open the card of another office")
        register(
            self,
            Command("office.card", save, "", self.cards.save.click, icon="download"),
            Command("office.trust", card, "", self.cards.open.click, icon="key"),
            Command("office.back_up", now, "", self.backups.now.click, icon="device-floppy"),
            Command("office.drill", trial, "", self.backups.trial.click, icon="history"),
            Command("office.restore", restore, "", self.backups.restore.click, icon="history"),
            Command("office.log", log, "", self.log.open.click, icon="history", leads=True),
            Command("office.recovery_key", renew, "", self.keys.renew.click, icon="key"),
            Command("office.rekey", rekey, "", self.keys.rekey.click, icon="lock"),
        )
        belongs(self, N_("On the page Office"))

    def arrive(self, _destination: Destination) -> None:
        self.officers.read()
        self.cards.read()
        self._desk.backups.read()
        self.going.read()

    def take_focus(self) -> None:
        self.window_settings.language.setFocus()
