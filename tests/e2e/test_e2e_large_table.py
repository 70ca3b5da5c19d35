"""A large table of an office's own on the import page: read, given up, looked through, edited.

20,000 rows; 100,000 with `make proof PARTS=table`. The window's thread is never silent for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from bench.registers import ASKED, write_register
from keyboard import Officer
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.page_registry import IMPORT
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.pages.importing.table_import import ROWS as ROWS_STEP
from rilo_desktop.gui.widgets.progress import ProgressStrip
from rilo_desktop.services.office.create_office import make_office
from short_forms import FULL

if TYPE_CHECKING:
    from watchdog import Watchdog

pytestmark = pytest.mark.e2e
WORDS = "seven quiet herons watch the northern ferry"
ROWS = 100_000 if FULL else 20_000
READ = 600_000
"""Milliseconds after which a look that never ends is given up."""
COMPUTED = 0.1
"""Seconds that the window's thread computes in one turn at most, on a machine that does much else;
`make bench PARTS=table` tells each over 50 ms.
"""


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    make_office(tmp_path / "office", "XX", "XX-01", WORDS).session.close()
    made = Officer(qtbot, tmp_path / "office")
    made.enter(WORDS)
    yield made
    made.leave()


def test_a_large_table_is_read_and_looked_through_without_a_block(
    qtbot: QtBot, officer: Officer, watched: Watchdog, tmp_path: Path
) -> None:
    file = write_register(tmp_path / "register.xlsx", ROWS)
    officer.place.go(IMPORT)
    officer.settle()
    page = cast(ImportPage, officer.place.page(IMPORT))
    strip = officer.window.findChild(ProgressStrip)
    assert strip is not None
    begun = len(watched.blocks)

    page.inspect([file])
    qtbot.waitUntil(lambda: strip.isVisible() and bool(strip.count.text()), timeout=READ)
    assert f"of {ROWS:,}"[:6] in strip.count.text()
    officer.press("Ctrl+.")
    officer.until(lambda: not officer.window.tasks.works)
    assert page.tables.grid is None, "given up"

    with qtbot.waitSignal(page.looked, timeout=READ):
        page.inspect([file])
    tables, grid = page.tables, page.tables.grid
    assert grid is not None
    between, asked = ROWS // 2_000, 2 * ROWS // ASKED
    assert grid.count("skipped") == between + 2
    assert grid.count("question") == asked - between
    assert grid.count("new") == ROWS - asked

    tables.to_rows()
    assert tables.steps.key == ROWS_STEP
    officer.settle()
    for _ in range(20):
        officer.press("PgDown")
    officer.press("Ctrl+End", "Ctrl+Home")
    for key in ("question", "new", "skipped", "all"):
        tables.shown.choose(key)
        tables.shown.chosen.emit(key)
        officer.settle()
        assert len(tables.rows.rows) == (grid.count(key) if key != "all" else ROWS + 2)
    for _ in range(3):
        officer.press("F8")
        officer.settle()
    assert tables.panel.question is not None

    long = [block for block in watched.blocks[begun:] if min(block.own, block.cpu) > COMPUTED]
    assert not long, "\n".join(map(str, long))
