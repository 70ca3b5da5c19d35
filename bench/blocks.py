"""Every block of the window's thread over 50 ms in the end-to-end run, in a real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .measure import Line
from .screen import screen

GOAL = 0


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name, screen() as shown:
        told = Path(name) / "blocks.json"
        command = [sys.executable, "-m", "pytest", "-m", "e2e", "tests/e2e"]
        environment = os.environ | shown | {"RILO_BLOCKS": str(told)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"the end-to-end run failed:\n{done.stdout[-4000:]}")
        found = sorted(json.loads(told.read_text("utf-8")), reverse=True)
    met = "met" if len(found) <= GOAL else "NOT met"
    total = Line(
        "end-to-end run: blocks of the window's thread over 50 ms",
        f"{len(found)} (goal {GOAL}: {met})",
    )
    return [total, *(_line(*block) for block in found)]


def _line(own: float, cpu: float, test: str, where: str) -> Line:
    return Line(f"  {test}", f"{own * 1000:.0f} ms (computed {cpu * 1000:.0f})", where)
