"""The table of `make faults`: what each of the 42 faults did, how often, and what was lost.

A test says of itself which fault it is of (`@pytest.mark.fault(6)`) and what came out (the fixture
`outcome`, see conftest.py). Here the results of a run become one table, on the terminal and, for
the long form, in docs/reliability.md between two marks; what stands around them is written by hand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEED = 20261125
PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- faults: written by `make faults` -->", "<!-- faults: end -->"
PROPERTY = "fault"
"""Under this name a test's outcome travels in its report, from the process that ran it too."""

FAULTS: Mapping[int, str] = {
    1: "killed during save, import, migration, backup, export",
    2: "power cut",
    3: "disk full",
    4: "disk full at start",
    5: "file size limit, quota",
    6: "I/O error on read, write, sync, once and lasting",
    7: "a sync fails and then succeeds",
    8: "short write",
    9: "file or folder read-only, drive pulled",
    10: "no permission, controlled folder access",
    11: "scanner or synchroniser holds a file",
    12: "two instances, two users on one file",
    13: "stale lock after a crash",
    14: "network drive without locks",
    15: "file changed underneath",
    16: "file deleted or renamed while open",
    17: "copy without -wal, backup by copy",
    18: "-wal missing, of another file, or stale",
    19: "0-byte, all-NUL, text, truncated file",
    20: "bit flips",
    21: "bad index, search out of step",
    22: "older schema, each released version",
    23: "newer schema",
    24: "wrong, empty passphrase, changed one killed midway",
    25: "backup broken, empty, older than thought",
    26: "backup rotation with a wrong clock",
    27: "clock set back, summer time, other zone",
    28: "settings broken, missing, unknown keys, no folder",
    29: "locale and encoding",
    30: "paths: long, spaces, non-ASCII, reserved names",
    31: "out of memory",
    32: "1 MB field, 100,000-word cell, 1,000 attachments",
    33: "markup in text",
    34: "glyphs not in font, right-to-left, emoji, control characters",
    35: "PDF target exists, open, folder gone, killed midway",
    36: "hostile CSV",
    37: "hostile xlsx, docx",
    38: "hostile zip in packages",
    39: "formula injection out",
    40: "same package twice, half, clashing, from the future",
    41: "window: log-off with edits, exception in a slot, dead worker",
    42: "old SQLite, program damaged by a scanner",
}


def is_full() -> bool:
    """Is this the long form (`make faults`)?"""
    return os.environ.get("RILO_FAULTS") == "full"


def seed() -> int:
    return int(os.environ.get("RILO_SEED") or SEED)


@dataclass
class Row:
    """What all tests of one fault said together."""

    rounds: int = 0
    damaged: int = 0
    lost: int = 0
    messages: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    ran: bool = False

    def said(self) -> str:
        """The last column."""
        parts = [f"FAILED: {', '.join(self.failed)}"] if self.failed else []
        parts += _once(self.messages)[:2]
        parts += [f"control: {text}" for text in _once(self.controls)]
        parts += [f"not here: {text}" for text in _once(self.missing)]
        return " / ".join(parts) if parts or self.ran else "no test in this run"


def rows_of(reports: Iterable[Any]) -> dict[int, Row]:
    """Of the reports of a run, each fault that has a test in it."""
    newest: dict[str, tuple[list[dict[str, Any]], list[str]]] = {}
    for report in reports:
        told = [
            dict(value)
            for name, value in getattr(report, "user_properties", ())
            if name == PROPERTY
        ]
        if told:
            _, outcomes = newest.get(report.nodeid, ([], []))
            newest[report.nodeid] = (told, [*outcomes, report.outcome])
    rows: dict[int, Row] = {}
    for name, (told, outcomes) in newest.items():
        row = rows.setdefault(told[0]["number"], Row())
        for one in told[1:]:
            _add(row, one)
        if "failed" in outcomes:
            row.failed.append(name.rpartition("::")[2])
    return rows


def _add(row: Row, told: Mapping[str, Any]) -> None:
    row.ran = True
    row.rounds += told.get("rounds", 0)
    row.damaged += told.get("damaged", 0)
    row.lost += told.get("lost", 0)
    for name, kept in (
        ("message", row.messages),
        ("missing", row.missing),
        ("control", row.controls),
    ):
        if told.get(name):
            kept.append(without_folders(told[name]))


def _once(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def without_folders(text: str) -> str:
    """A message as it is shown in the table: one line, and files without the folders of a test."""
    return re.sub(r"(?:/[^\s/:;,]+)+/([^\s/:;,]+)", r"\1", " ".join(text.split()))


def lines_for_terminal(rows: Mapping[int, Row]) -> list[str]:
    head = f"{'':>2}  {'fault':52} {'rounds':>7} {'damaged':>7} {'lost':>5}  message shown"
    return [head, *(_terminal_line(n, rows.get(n, Row())) for n in FAULTS), "", summary(rows)]


def _terminal_line(number: int, row: Row) -> str:
    name = FAULTS[number][:52]
    counts = f"{row.rounds:>7} {row.damaged:>7} {row.lost:>5}"
    return f"{number:>2}  {name:52} {counts}  {row.said()[:160]}"


def summary(rows: Mapping[int, Row]) -> str:
    ran = [row for row in rows.values() if row.ran]
    return (
        f"{len(FAULTS)} faults, {len(ran)} in this run, seed {seed()}: "
        f"{sum(row.rounds for row in ran)} rounds, {sum(row.damaged for row in ran)} damaged, "
        f"{sum(row.lost for row in ran)} lost, {sum(len(row.failed) for row in rows.values())} "
        f"tests failed, {sum(len(_once(row.missing)) for row in ran)} doors or means not here"
    )


def write_page(rows: Mapping[int, Row], page: Path = PAGE) -> None:
    """Put the lines of this run between the marks of the page; other lines stay as they were."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    kept = {int(found[1]): found[0] for found in re.finditer(r"^\| (\d+) \|.*$", old, re.M)}
    lines = [
        BEGIN,
        "| # | fault | rounds | damaged | lost | message shown | seed |",
        "|---|---|---|---|---|---|---|",
    ]
    for number in FAULTS:
        row = rows.get(number)
        is_new = row is not None and row.ran
        lines.append(
            _page_line(number, row or Row()) if is_new or number not in kept else kept[number]
        )
    page.write_text(before + "\n".join([*lines, END]) + after, encoding="utf-8")


def _page_line(number: int, row: Row) -> str:
    said = row.said().replace("|", "\\|")
    name = FAULTS[number]
    return f"| {number} | {name} | {row.rounds} | {row.damaged} | {row.lost} | {said} | {seed()} |"
