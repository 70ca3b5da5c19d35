"""Writes the table of docs/packaging.md from what was tried."""

from __future__ import annotations

import json
import re
from typing import Any

from .places import ROOT, Stop, step
from .trials import RESULTS

PAGE = ROOT / "docs" / "packaging.md"
BEGIN, END = "<!-- written by make test-installers -->", "<!-- to here -->"
MB = 1_000_000


def write() -> None:
    """Between the two marks of the page. Raises Stop where nothing was tried."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted(RESULTS.glob("*.json"))]
    if not found:
        raise Stop("nothing was tried yet: make test-installers")
    head = (
        "| artefact | on | size, MB | installed, MB | install, s | start, s | what was tried |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    table = head + "".join(_line(one) for one in found)
    page = PAGE.read_text("utf-8")
    made = re.sub(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}",
        lambda _found: f"{BEGIN}\n{table}{END}",
        page,
        flags=re.S,
    )
    PAGE.write_text(made, "utf-8", newline="\n")
    step(f"{PAGE.relative_to(ROOT)} has the table")


def _line(one: dict[str, Any]) -> str:
    numbers = (
        f"{one['size'] / MB:.1f}",
        f"{one['installed'] / MB:.0f}",
        f"{one['install_seconds']:.1f}",
        f"{one['start_seconds']:.2f}",
    )
    tried = "; ".join(one["tried"])
    return f"| {one['artefact']} | {one['system']} | {' | '.join(numbers)} | {tried} |\n"
