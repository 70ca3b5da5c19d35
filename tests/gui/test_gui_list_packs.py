"""Signed code lists in the window: looked at, taken over, taken back, and handed out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import settle
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import code_label
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.list_packs import ListPacksPart
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.deferred import cards
from rilo_desktop.services.office import identity, office_lists
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import list_packs

LIST, HERBAL = "product_category", "SECRETARIAT-HERBAL"


@pytest.fixture
def pack(make_session: Callable[..., Session], tmp_path: Path) -> tuple[Path, bytes, str]:
    """A file of the Secretariat, its certificate and its fingerprint."""
    from rilo_desktop.exchange.cards import read_card

    secretariat = make_session("SECRETARIAT")
    office_lists.add(secretariat, LIST, "HERBAL", {"en": "Herbal remedies"})
    office_lists.rename(secretariat, "country", "TR", {"en": "Anatolia"})
    path = tmp_path / "lists.rilolists"
    list_packs.sign(secretariat, path, "2026.1", "A meeting")
    card = read_card(identity.signing(secretariat).card)
    secretariat.close()
    return path, card.certificate, card.fingerprint


def part_of(place: Shell) -> ListPacksPart:
    place.go(OFFICE)
    return cast(OfficePage, place.page(OFFICE)).code_lists.packs


def test_lists_are_seen_before_they_are_taken_over(
    qtbot: QtBot, pack: tuple[Path, bytes, str], fresh: tuple[MainWindow, Shell]
) -> None:
    window, place = fresh
    path, certificate, fingerprint = pack
    part = part_of(place)
    settle(qtbot, window)
    assert not part.look.isVisibleTo(part)
    place.context.serve(cards.trust_certificate, certificate, fingerprint)
    part.look_at(path)
    qtbot.waitUntil(lambda: part.looked is not None)
    assert part.look.isVisibleTo(part)
    assert fingerprint in part.look.about.text()
    assert [row[:1] + row[2:4] for row in part.look.table.rows] == [
        ("New", HERBAL, "Herbal remedies"),
        ("Renamed", "TR", "Türkiye → Anatolia"),
    ]
    assert code_label(LIST, HERBAL) == HERBAL
    part.look.take.click()
    qtbot.waitUntil(lambda: len(part.packs) == 1)
    assert not part.look.isVisibleTo(part)
    assert code_label(LIST, HERBAL) == "Herbal remedies (SECRETARIAT, provisional)"
    assert code_label("country", "TR") == "Anatolia"
    part.table.selectRow(0)
    part.take_back.click()
    qtbot.waitUntil(lambda: not part.packs)
    assert code_label("country", "TR") == "Türkiye"


def test_lists_are_handed_out(
    qtbot: QtBot, fresh: tuple[MainWindow, Shell], tmp_path: Path
) -> None:
    window, place = fresh
    part = part_of(place)
    settle(qtbot, window)
    names = {"en": "Herbal remedies"}
    place.context.serve(office_lists.add, LIST, "HERBAL", names, "")
    part.version.setText("2026.1")
    part.source.setText("A meeting")
    path = tmp_path / "own.rilolists"
    part.write(path)
    qtbot.waitUntil(path.exists)
    settle(qtbot, window)
