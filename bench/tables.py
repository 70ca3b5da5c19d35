"""An office's own table of 100,000 rows on the import page: seconds, memory, blocks of the window.

Memory is the peak of the program and that of its reader, which has ended before the program is at
its own. The table has questions, headings between its rows and titles; RILO_TABLE is another one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rilo_desktop.services.office.create_office import make_office

from .measure import Line
from .registers import write_register
from .screen import screen

ROWS = int(os.environ.get("BENCH_RECORDS", 100_000))
SECONDS, MEGABYTES = 60, 500
"""What a look at 100,000 rows may take."""
PASSPHRASE = "a passphrase for the bench, nothing secret"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name, screen() as shown:
        folder = Path(name)
        make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session.close()
        given = os.environ.get("RILO_TABLE")
        table = Path(given) if given else write_register(folder / "register.xlsx", ROWS)
        command = [sys.executable, "-m", "bench.windows.table", str(folder / "office"), str(table)]
        environment = os.environ | shown | {"RILO_PASSPHRASE": PASSPHRASE, "PYTHONPATH": "tools"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode or not done.stdout:
            raise SystemExit(f"{done.stdout}{done.stderr}")
        found = json.loads(done.stdout.splitlines()[-1])
    took, memory, reader = found["seconds"], found["memory"], found["reader"]
    counts = ", ".join(f"{count:,} {what}" for what, count in found["counts"].items() if count)
    return [
        Line(
            f"{found['rows']:,} rows looked at in the window ({table.suffix})",
            f"{took:.0f} s ({found['cpu']:.0f} s of CPU)",
            f"{SECONDS} s",
            took / SECONDS,
            1.0,
        ),
        Line(f"  {counts}", ""),
        Line(
            "  peak of memory",
            f"{memory:.0f} MB (its reader {reader:.0f})",
            f"{MEGABYTES} MB",
            memory / MEGABYTES,
            1.0,
        ),
        Line("  cancelled while the rows are read", f"gave way after {found['cancel']:.2f} s"),
        Line(
            "  blocks of the window's thread over 50 ms",
            f"{len(found['blocks'])} (goal 0: {'NOT met' if found['blocks'] else 'met'})",
        ),
        *(
            Line(f"    {where}", f"{own * 1000:.0f} ms (computed {cpu * 1000:.0f})")
            for own, cpu, where in found["blocks"]
        ),
    ]
