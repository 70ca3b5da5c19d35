"""What every test stands on: no display is needed, and nothing of the machine's own is touched."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import cpu_times
import hang_watch
import plans
import quick_schema
from clocks import Clock
from faults import quick_keys, table
from made_once import made_once
from reader_server import ReaderServer
from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.mapped_sheets.failed_sheets import SheetGuard
from rilo_desktop.store.keyring import Hardness
from short_forms import examples

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test is a timed one: a busy machine is no fault of the program. The same examples each time:
# a change is judged by what it changes. `make properties` looks for new ones.
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize="RILO_RANDOM" not in os.environ,
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")

PASSPHRASE = "a passphrase of the first officer"

RAM_DISK, ROOM = Path("/dev/shm"), 4 << 30
"""What tests write lies in memory where it has room, in bytes: each save waits for the disk."""

PRODUCT_READER = sandbox.command
STUCK = pytest.StashKey[hang_watch.Stuck]()
SERVER = pytest.StashKey[ReaderServer]()


def pytest_configure(config: pytest.Config) -> None:
    if "TMPDIR" not in os.environ and _has_ram_disk():
        os.environ["TMPDIR"] = str(RAM_DISK)
        tempfile.tempdir = None  # somebody may have asked before
    plans.install()
    quick_schema.install()
    seconds = float(config.getini("faulthandler_timeout") or 0)
    if seconds and sys.platform == "linux":
        config.stash[STUCK] = hang_watch.Stuck(seconds)
    if sys.platform == "linux":
        config.stash[SERVER] = ReaderServer()
        sandbox.command = config.stash[SERVER].command


def _has_ram_disk() -> bool:
    """Programs run in folders of tests: not where the system lets none run."""
    return (
        sys.platform == "linux"
        and RAM_DISK.is_dir()
        and os.access(RAM_DISK, os.W_OK)
        and not os.statvfs(RAM_DISK).f_flag & os.ST_NOEXEC
        and shutil.disk_usage(RAM_DISK).free > ROOM
    )


def pytest_collection_finish() -> None:
    """Modules and tests stay for the whole run: the collector need not look through them again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    if STUCK in config.stash:
        config.stash[STUCK].close()
    if SERVER in config.stash:
        config.stash[SERVER].close()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    watch = item.config.stash.get(STUCK, None)
    if watch is None:
        return (yield)
    watch.begin()
    try:
        with cpu_times.noted(item.nodeid):
            return (yield)
    finally:
        watch.end()


def pytest_report_header() -> str:
    return f"faults: {'long' if table.is_full() else 'short'} form, RILO_SEED={table.seed()}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of the faults, where a run had any; the long form also writes it into its page."""
    stats = terminalreporter.stats
    names = ("passed", "failed", "error", "skipped")
    rows = table.rows_of(report for name in names for report in stats.get(name, ()))
    if not rows:
        return
    terminalreporter.section("faults")
    for line in table.lines_for_terminal(rows):
        terminalreporter.write_line(line)
    if table.is_full():
        table.write_page(rows)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def faults_in_sheets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program ends the test that meets it: in use it is told, and the import goes
    on with the other sheets.
    """
    if request.node.get_closest_marker("failed_sheets") is None:
        monkeypatch.setattr(SheetGuard, "tried", lambda _guard, _sheet, work: work())


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Passphrases, language and settings of whoever runs the tests do not count."""
    for name in ("PASSPHRASE", "NEW_PASSPHRASE", "RECOVERY_KEY", "LANGUAGE", "DEBUG"):
        monkeypatch.delenv(f"RILO_{name}", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """A window was made in this process: from then on garbage waits for its thread, this one."""
    yield
    if not gc.isenabled():
        from rilo_desktop.gui.concurrency.gui_gc import collect_what_is_due

        collect_what_is_due()


@pytest.fixture(autouse=True)
def indexed() -> Iterator[None]:
    """A statement that a test is the first to run uses an index, or is named in `plans.WHOLE`."""
    yield
    assert not plans.unlisted(), "statements that read every row; see tests/plans.py"


@pytest.fixture
def product_hardness() -> Iterator[Hardness]:
    """For a test of keys: slots are sealed as the program seals them, and not quickly."""
    with quick_keys.product_hardness() as hardness:
        yield hardness


@pytest.fixture
def derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is derived once for each passphrase and slot, for a test that opens one store often.

    The store is a released one, whose slots cost what the program of an office spends.
    """
    from rilo_desktop.store import keys

    derive, known = keys._derive, dict[tuple[str, bytes], bytes]()

    def derived(passphrase: str, slot: Any) -> bytearray:
        name = passphrase, bytes(slot.salt)
        if name not in known:
            known[name] = bytes(derive(passphrase, slot))
        return bytearray(known[name])

    monkeypatch.setattr(keys, "_derive", derived)


@pytest.fixture
def product_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files from outside are read by the child that the program starts, and not by the server's."""
    monkeypatch.setattr(sandbox, "command", PRODUCT_READER)


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[object]:
    """An open store with nothing in it but its first officer."""
    from rilo_desktop.store import OfficerEntry, found

    made = found(
        tmp_path / "office", "AP", OfficerEntry("AP-01", "Head", "head"), PASSPHRASE, clock=clock
    )
    with made.store as opened:
        yield opened


@dataclass(frozen=True)
class Template:
    """An office that was made once, as a user would, and when that was done; copied by tests."""

    folder: Path
    done: datetime


@pytest.fixture(scope="session")
def template_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], Template]:
    from rilo_desktop.services.office.create_office import make_office
    from sample_office import add_sample_in_work

    @cache
    def made(office: str, sample: bool) -> Template:
        def make(folder: Path) -> None:
            clock, place = Clock(), folder / "office"
            session = make_office(place, office, f"{office}-01", PASSPHRASE, clock=clock).session
            if sample:
                add_sample_in_work(session)
            session.close()
            (folder / "done").write_text(clock.now.isoformat())

        found = made_once(tmp_path_factory, f"{office}-{'sample' if sample else 'new'}", make)
        done = datetime.fromisoformat((found / "done").read_text())
        return Template(found / "office", done)

    return made


@pytest.fixture
def make_session(
    tmp_path: Path, clock: Clock, template_of: Callable[[str, bool], Template]
) -> Iterator[Callable[..., object]]:
    """Makes offices: `make_session(sample=True)`; a second one of the same code is another store.

    `new`: just founded, with nothing in its log but that; others are copied and opened.
    `few`: with few of the shipped records, for a test that looks at a whole store.
    """
    import small_catalogue
    from rilo_desktop.services.office.create_office import make_office
    from rilo_desktop.services.office.session import open_store
    from sample_office import add_sample_in_work

    opened: list[Any] = []

    def copied(folder: Path, office: str, sample: bool) -> Any:
        template = template_of(office, sample)
        shutil.copytree(template.folder, folder)
        clock.now = max(clock.now, template.done)
        return open_store(folder, PASSPHRASE, f"{office}-01", clock=clock)

    def founded(folder: Path, office: str, sample: bool, few: bool = False) -> Any:
        made = small_catalogue.make_office if few else make_office
        session = made(folder, office, f"{office}-01", PASSPHRASE, clock=clock).session
        if sample:
            add_sample_in_work(session)
        return session

    def make(
        office: str = "AP", sample: bool = False, new: bool = False, few: bool = False
    ) -> object:
        folder = tmp_path / f"{office}-{len(opened)}"
        is_second = office in {session.office_code for session in opened}
        if new or few or is_second:
            opened.append(founded(folder, office, sample, few))
        else:
            opened.append(copied(folder, office, sample))
        return opened[-1]

    yield make
    for session in opened:
        session.close()
