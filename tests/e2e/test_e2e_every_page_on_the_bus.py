"""Every page, panel and question on the accessibility bus, walked from outside.

The window is brought there by the scenes of `tools/screenshots`, in a process of its own; what is
said of it here comes from the bus alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pytest
from bus_walk import Seen, focused, look, wrong
from screen_reader import LONG, Bus, Reader, first_program, session

from rilo_desktop.gui.page_registry import PAGES
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.services.office.create_office import add_sample, make_office
from screenshots import NAMES
from short_forms import FULL, share

PASSPHRASE = "seven quiet herons watch the northern ferry"
SAME = re.compile(
    r"analysis-(?!conveyance$|plan$).*|.*-(below|archived|filtered|nothing|time|leaving)$"
    r"|.*-(view|view-name|without-preview|differs|missing|wrong|found|refused|paper|since)$"
    r"|case-study-(chosen|review-day|search|filters|ways-in)|activity-(line|month|request)"
    r"|case-study-editor-(event|route|goods|text|indicators|pictures|source|handling|arabic)"
    r"|case-study-editor-(calendar|codes|beside.*|draft|returned|history|compared|review|return)"
    r"|risk-indicator-editor-.*|product-(?!editor$).*|action-item-editor-.*|find-.*|help-.*"
    r"|consultation-(arabic.*|draft-text|fresh|writing|list)|questions-(?!office$).*"
    r"|questionnaire-(list|record|answers-list)|answers-(received|differences|who)|.*-received"
    r"|office-(add|remove|checked|due|backups-trouble)|import-done|toast.*|progress.*|network.*"
    r"|inbox-(?!card$|answer$|reply$|register).*|plan-(challenges|next-minutes|verify)"
    r"|submission-(?!choose$|picked$|check$|of-a-year$).*|.*-empty|.*-second|navigation"
)
"""Scenes of a page that is walked in another one, with the same objects; and the calendar, whose
window Qt does not list below the program: a screen reader comes to it by what gets the focus."""
WALKED = share([name for name in NAMES if not SAME.fullmatch(name)], 0, 8)
"""`make proof PARTS=walk` walks every scene, in five minutes."""
PARTS = 3 if FULL else 1
TABBED = 4
"""One scene of so many is walked again after Tab."""
TAB_STAYS = {"find", "shortcuts"}
"""Scenes in which Tab does something where the keyboard is."""


class Walk:
    """What was seen of a part of the scenes."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.pages: set[str] = set()
        self.scenes = self.objects = self.images = self.radios = self.boxes = 0

    def inspect(self, scene: str, page: str, found: list[Seen]) -> None:
        self.scenes += 1
        self.pages.add(page)
        self.objects += len(found)
        self.images += sum(seen.role == "graphic" for seen in found)
        self.radios += sum(seen.role == "radio button" for seen in found)
        self.boxes += sum(seen.role == "combo box" for seen in found)
        self.wrong += [f"{scene}: {what}" for what in wrong(found)]
        self.inspect_focus(scene, found)

    def inspect_focus(self, scene: str, found: list[Seen]) -> None:
        those = focused(found)
        if len(those) != 1:
            said = "; ".join(map(str, those))
            self.wrong.append(f"{scene}: {len(those)} objects have the focus: {said}")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walked") / "office"
    with make_office(folder, "XX", "XX-01", PASSPHRASE).session as made:
        add_sample(made)
    return folder


@pytest.fixture(scope="module")
def walks() -> dict[int, Walk]:
    """Part of the scenes -> what was seen of it."""
    return {}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_says_what_it_is_and_where_the_keyboard_is(
    tmp_path: Path, office: Path, walks: dict[int, Walk], part: int
) -> None:
    walk, share = Walk(), -(-len(WALKED) // PARTS)
    with scenes(tmp_path, office, WALKED[part * share : (part + 1) * share]) as shown:
        for scene, page in shown:
            walk.inspect(scene, page, look(shown.program.program))
            if walk.scenes % TABBED == 0 and scene not in TAB_STAYS:
                walk.inspect_focus(f"{scene}, after Tab", after_tab(shown.program))
    walks[part] = walk
    assert "\n".join(dict.fromkeys(walk.wrong)) == ""


@pytest.mark.skipif(not FULL, reason="`make proof PARTS=walk` walks every scene")
def test_no_page_and_no_editor_was_left_out(walks: dict[int, Walk]) -> None:
    if len(walks) < PARTS:
        pytest.skip("some of the scenes were not walked")
    pages = set[str]().union(*(walk.pages for walk in walks.values()))
    assert {look.key for look in PAGES} - pages == set()
    assert {f"{kind}/editor" for kind in LISTED} - pages == set()
    assert sum(walk.scenes for walk in walks.values()) > 90
    assert sum(walk.objects for walk in walks.values()) > 10_000
    for count in ("images", "radios", "boxes"):
        assert sum(getattr(walk, count) for walk in walks.values()) > 10, count


def after_tab(reader: Reader) -> list[Seen]:
    """All that is shown when the keyboard is somewhere else."""
    before = {seen.thing for seen in focused(look(reader.program))}
    found: list[Seen] = []

    def has_moved() -> bool:
        found[:] = look(reader.program)
        return {seen.thing for seen in focused(found)} != before

    reader.key("Tab")
    reader.wait(has_moved, "another place of the keyboard")
    return found


class Scenes:
    """The scenes that the window shows, one after another; each stays until the next is asked."""

    def __init__(self, running: subprocess.Popen[str], bus: Bus) -> None:
        self._running, self._bus = running, bus

    @cached_property
    def program(self) -> Reader:
        return Reader(first_program(self._bus, self._running), self._running.send_signal)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Name of the scene, and key of the page that is shown."""
        assert self._running.stdout is not None
        assert self._running.stdin is not None
        while line := self._running.stdout.readline():
            scene, page = line.split()
            yield scene, page
            self._running.stdin.write("\n")
            self._running.stdin.flush()


@contextmanager
def scenes(folder: Path, office: Path, names: Sequence[str]) -> Iterator[Scenes]:
    with session(folder) as environment:
        environment |= {"RILO_PASSPHRASE": PASSPHRASE, "PYTHONPATH": os.pathsep.join(sys.path)}
        bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])
        command = [sys.executable, str(Path(__file__).with_name("scene_program.py"))]
        with (folder / "said").open("w+", encoding="utf-8") as said:
            running = subprocess.Popen(
                [*command, str(office), *names],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )
            try:
                yield Scenes(running, bus)
                running.wait(LONG)
            finally:
                if running.poll() is None:
                    running.kill()
                running.communicate()
                bus.close()
                said.seek(0)
                text = said.read()
        assert running.returncode == 0, text
