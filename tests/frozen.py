"""What scripts, officers and habits rely on, as text that a test compares with what it was.

A line that differs is a change that somebody meets: it is meant, and said in CHANGELOG.md, or it
is a fault. `RILO_CONTRACT=write` writes what is true now; the difference is a part of the commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fixtures" / "contract"


def compare(name: str, lines: Iterable[str]) -> None:
    """Fails with the lines that went (-) and came (+)."""
    path, now = FOLDER / f"{name}.txt", list(lines)
    if os.environ.get("RILO_CONTRACT") == "write":
        path.write_text("".join(f"{line}\n" for line in now), "utf-8", newline="\n")
    before = path.read_text("utf-8").splitlines()
    gone = [f"- {line}" for line in before if line not in set(now)]
    new = [f"+ {line}" for line in now if line not in set(before)]
    assert not gone + new, "\n".join([f"{path.name} differs:", *gone, *new])
    assert now == before, f"{path.name}: the order differs"
