"""Writes the tables of docs/packaging.md: what was tried, and which libraries are inside."""

from __future__ import annotations

import json
import re
from typing import Any

from .places import ROOT, Stop, step
from .release import SYSTEMS, bill_of
from .trials import RESULTS

PAGE = ROOT / "docs" / "packaging.md"
BEGIN, END = "<!-- written by make test-installers -->", "<!-- to here -->"
LIBRARIES = "<!-- written from the bills of materials -->"
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
    _replace(BEGIN, table)
    write_libraries()


def write_libraries() -> None:
    """What the bills of materials say is inside; of a system that was not built, nothing."""
    bills = {system: bill_of(system) for system in SYSTEMS if bill_of(system).exists()}
    table = f"| brought by | library | {' | '.join(bills)} |\n|---|---|{'---|' * len(bills)}\n"
    found: dict[tuple[str, str], dict[str, str]] = {}
    for system, path in bills.items():
        for part in json.loads(path.read_text("utf-8"))["components"]:
            inside = part.get("components", ())
            for one in (part, *inside) if inside else ():
                found.setdefault((part["name"], one["name"]), {})[system] = one["version"]
    for (package, name), versions in sorted(found.items(), key=lambda one: _itself_first(*one[0])):
        said = " | ".join(versions.get(system, "") for system in bills)
        table += f"| {package} | {'itself' if name == package else name} | {said} |\n"
    _replace(LIBRARIES, table)


def _itself_first(package: str, library: str) -> tuple[str, bool, str]:
    return package, library != package, library


def _replace(begin: str, table: str) -> None:
    """What stands between the mark and the next end, in the page."""
    made = re.sub(
        f"{re.escape(begin)}.*?{re.escape(END)}",
        lambda _found: f"{begin}\n{table}{END}",
        PAGE.read_text("utf-8"),
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
