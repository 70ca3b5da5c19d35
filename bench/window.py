"""The window at 100,000 cases, beside a bare Qt window that reads the same list from SQLite."""

from __future__ import annotations

import json
import os
import sqlite3  # noqa: TID251 - plain, to compare with
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.store import keys

from . import peers
from .cases import RARE
from .measure import Line, seconds
from .screen import screen
from .searching import RECORDS, fill

ROUNDS = 7
WORK_ROUNDS = 5
PASSPHRASE = "a passphrase for the bench, nothing secret"
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
Found = dict[str, float]


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        _ENVIRONMENT["RILO_PASSPHRASE"] = PASSPHRASE
        session = make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session
        with session:
            fill(session)
            _plain_copy(session, folder / "plain.db")
        with screen() as shown:
            _ENVIRONMENT.update(shown)
            derived = _derived(folder / "office")
            return [*_starts(folder, derived), *_works(folder, derived)]


def _derived(office: Path) -> float:
    """Seconds that the key of a passphrase takes."""
    return statistics.median(seconds(lambda: _derive(office)) for _ in range(7))


def _starts(folder: Path, derived: float) -> list[Line]:
    ours, bare = [], []
    others: dict[str, list[float]] = {peer: [] for peer in peers.PEERS if peers.get_ready()}
    for n in range(ROUNDS + 1):
        pair = (
            _run("ours", folder / "office", "start"),
            _run("bare", folder / "plain.db", "start"),
        )
        found = {peer: peers.first_paint(peer, _at_once()) for peer in others}
        if n:  # the first round makes everybody's bytecode
            ours.append(pair[0])
            bare.append(pair[1])
            for peer, took in found.items():
                others[peer].append(took)
    return [*_started(ours, bare, derived), *_ahead(ours, others)]


def _works(folder: Path, derived: float) -> list[Line]:
    worked, beside = [], []
    for _ in range(WORK_ROUNDS):
        worked.append(_run("ours", folder / "office", "work"))
        beside.append(_run("bare", folder / "plain.db", "work"))
    for found in worked:
        found["listed"] -= derived * 1000
    return _worked(worked, beside)


def _ahead(ours: list[Found], others: dict[str, list[float]]) -> list[Line]:
    """Our first paint over theirs; ahead of them is below 1."""
    mine = [one["first"] for one in ours]
    return [
        Line(
            f"first paint beside {peer}",
            f"{statistics.median(mine) * 1000:.0f} ms",
            f"{statistics.median(took) * 1000:.0f} ms",
            statistics.median(a / b for a, b in zip(mine, took, strict=True)),
            1.0,
        )
        for peer, took in others.items()
    ]


def _at_once() -> dict[str, str]:
    return _ENVIRONMENT | {"BENCH_ZERO": str(time.time())}


def _started(ours: list[Found], bare: list[Found], derived: float) -> list[Line]:
    for found in ours:
        found["usable"] -= derived
    title = {"first": "first paint", "usable": "usable list (key derivation subtracted)"}
    goals = {"first": 1.5, "usable": 2.5}
    return [
        _beside(f"{title[what]}, {RECORDS:,} cases", ours, bare, what, goals[what], 1000)
        for what in title
    ]


def _worked(ours: list[Found], bare: list[Found]) -> list[Line]:
    return [
        _beside("last key to painted results, rare word", ours, bare, "search_rare", 1.5),
        _beside("last key to painted results, common word", ours, bare, "search_common", 1.5),
        _measured("40 Page Downs: longest gap", ours, bare, "longest_gap", "ms", 50),
        _measured("40 Page Downs: frames", ours, bare, "frames", "", None),
        _measured("memory after unlock", ours, bare, "memory", "MB", 170),
        Line(
            "the list after Enter, where the passphrase was typed in two seconds (as above)",
            f"{_median(ours, 'listed'):.0f} ms",
        ),
        Line("switching pages", f"{_median(ours, 'switch'):.0f} ms"),
        Line("opening an editor", _said(_median(ours, "editor"), "ms", 500)),
    ]


def _median(found: list[Found], what: str) -> float:
    return statistics.median(one[what] for one in found)


def _beside(
    title: str, ours: list[Found], bare: list[Found], what: str, goal: float, scale: float = 1
) -> Line:
    ratio = statistics.median(a[what] / b[what] for a, b in zip(ours, bare, strict=True))
    one, other = _median(ours, what) * scale, _median(bare, what) * scale
    return Line(title, f"{one:.0f} ms", f"{other:.0f} ms", ratio, goal)


def _measured(
    title: str, ours: list[Found], bare: list[Found], what: str, unit: str, goal: float | None
) -> Line:
    """A goal in itself, with the bare window's figure for comparison."""
    one, other = _median(ours, what), _median(bare, what)
    return Line(title, _said(one, unit, goal), f"{other:.0f} {unit}".strip())


def _said(figure: float, unit: str, goal: float | None) -> str:
    said = f"{figure:.0f} {unit}".strip()
    if goal is not None:
        said += f" (goal {goal:.0f}: {'met' if figure <= goal else 'NOT met'})"
    return said


def _run(name: str, store: Path, what: str) -> Found:
    command = [sys.executable, "-m", f"bench.windows.{name}", str(store), what, RARE]
    done = subprocess.run(command, env=_at_once(), capture_output=True, text=True)
    if done.returncode or not done.stdout:
        raise SystemExit(f"{name} {what}: {done.stdout}{done.stderr}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _derive(store: Path) -> None:
    keyring = keys.read(store)
    keys.unseal(keyring, PASSPHRASE, store, "AP-01")


def _plain_copy(session: Any, path: Path) -> None:
    """What the list of cases shows, in SQLite without a cipher, with the same full-text table."""
    plain = sqlite3.connect(path)
    plain.executescript(
        "CREATE TABLE record(row INTEGER PRIMARY KEY, title, dated, tlp, reference);"
        "CREATE INDEX by_date ON record(dated DESC, reference);"
        "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', prefix='2 3');"
    )
    raw = session.store._raw
    rows = raw.execute(
        "SELECT row, title, dated, tlp, reference FROM record WHERE kind = 'case-study'"
    )
    plain.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", rows)
    from rilo_desktop.store import search_words

    with session.reading() as reading:
        keys_ = [r[0] for r in raw.execute("SELECT row FROM record WHERE kind = 'case-study'")]
        for first in range(0, len(keys_), 500):
            part = keys_[first : first + 500]
            texts = [
                (row, *search_words.row(stored.record))
                for row, stored in zip(part, reading.records.stored_many(part), strict=True)
            ]
            plain.executemany("INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)", texts)
    plain.commit()
    plain.close()
