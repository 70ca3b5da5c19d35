"""A hundred kinds of tampering with the key in hand: found, or named in docs/security.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import tampering_history
import tampering_rows
from tampering import Office, an_office
from tampering_kinds import KINDS, OPENING

from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.errors import StoreDamaged, StoreTooNew
from rilo_desktop.services.office.session import session_of
from rilo_desktop.store import store as stores
from rilo_desktop.store import system_clock

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"
NOT_FOUND = "### What `rilo check` does not find"


TABLES = (tampering_history, tampering_rows)
"""Importing them fills KINDS."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return an_office(tmp_path_factory.mktemp("office"), system_clock)


def rules(office: Office, place: Path, name: str = "") -> set[str]:
    """What `rilo check --against` the noted backup says, after this was done."""
    hand = office.copied(place)
    if name:
        KINDS[name].do(hand)
    hand.close()
    try:
        store = stores.opened(hand.access, system_clock)
    except (StoreDamaged, StoreTooNew):
        return {OPENING}
    with session_of(store) as session:
        found = store_check.check(session, backups=[hand.backup]).findings
    assert all(one.message and (one.values or one.place) for one in found), "it names what"
    return {one.rule for one in found}


def test_an_office_that_nobody_tampered_with_is_whole(office, tmp_path):
    assert rules(office, tmp_path / "office") == set()


@pytest.mark.parametrize("name", KINDS)
def test_it_is_found_or_said_to_be_not_findable(office, tmp_path, name):
    found = rules(office, tmp_path / "x", name)
    if KINDS[name].rule:
        assert KINDS[name].rule in found
    else:
        assert found == set()


def test_they_are_a_hundred_and_more():
    assert len({kind.do.__module__ for kind in KINDS.values()}) >= len(TABLES)
    print(f"{len(KINDS)} kinds of tampering, {len(not_found())} of them not found", file=sys.stderr)
    assert len([name for name, kind in KINDS.items() if kind.rule]) >= 100


def not_found() -> set[str]:
    return {name for name, kind in KINDS.items() if not kind.rule}


def test_the_threat_model_names_what_is_not_found_and_nothing_else():
    text = SECURITY.read_text("utf-8")
    section = text.partition(NOT_FOUND)[2].partition("\n## ")[0]
    listed = {
        re.sub(r"\s+", " ", item).strip()
        for item in re.findall(r"\*\*(.+?)\*\*", section, re.DOTALL)
    }
    assert listed == not_found()
