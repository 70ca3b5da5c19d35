"""What a dry run of the untidy workbooks gives, beside what is expected of them.

    python tools/import_figures.py [--details]
    python tools/import_figures.py --tables FOLDER... [--details]

Prints the table of docs/import.md: rows and values that agree, are coarser, are asked about
although they need not be, or are wrong. The store is a new one in a temporary folder; nothing is
imported but 00_already_imported.xlsx, before 06. With --tables it measures tables of somebody
else, which lie in these folders and are not kept here: see real_tables.py.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "cli")]
WORKBOOKS = ROOT / "tests" / "fixtures" / "workbooks"
TABLES = "tables of somebody else with their expectations and decisions, in these folders"
PASSPHRASE = "figures of a folder that nobody keeps"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--details", action="store_true", help="each row and value that disagrees")
    options.add_argument("--tables", type=Path, nargs="+", metavar="FOLDER", help=TABLES)
    given = options.parse_args()
    os.environ.update(RILO_PASSPHRASE=PASSPHRASE, RILO_LANGUAGE="en")
    with tempfile.TemporaryDirectory() as folder:
        if given.tables:
            _tables(Path(folder), given.tables, given.details)
        else:
            _workbooks(Path(folder), given.details)


def _workbooks(folder: Path, details: bool) -> None:
    from workbook_agreement import agreement

    print("| file | rows agree | values agree | coarser | asked more | wrong | of it silent |")
    print("|---|---|---|---|---|---|---|")
    store = _office(folder)
    for name in sorted(path.name for path in WORKBOOKS.iterdir()):
        wanted = WORKBOOKS / f"{name.replace('_biff5', '')}.expected.json"
        if not wanted.exists():
            continue
        if name.startswith("06"):
            _rilo("import", store, WORKBOOKS / "00_already_imported.xlsx")
        expected = json.loads(wanted.read_text("utf-8"))
        assume = ("--assume", wanted) if "assumptions" in expected else ()
        data = _rilo("import", store, WORKBOOKS / name, "--dry-run", *assume)
        found = agreement(expected, data.get("rows", []))
        print(f"| `{name}` | {' | '.join(map(str, found.figures()))} |", flush=True)
        if details:
            print(*found.said, sep="\n")


def _tables(folder: Path, folders: list[Path], details: bool) -> None:
    from real_tables import HEAD, measured, tables_in

    offices = (_office(folder / str(n)) for n in count())
    print(f"| {' | '.join(HEAD)} |")
    print("|---" * len(HEAD) + "|")
    for table, expected, where in tables_in(folders):
        found = measured(table, expected, where, lambda: next(offices), _rilo)
        rows = sum(bool(row.get("cells")) for one in expected["sheets"] for row in one["rows"])
        print(f"| `{table.name}` | {' | '.join(found.cells(rows))} |", flush=True)
        print(*(f"FAULT {fault}" for fault in found.faults), sep="\n")
        if details:
            print(*(f"before: {one}" for one in found.before.said), sep="\n")
            print(*(f"after: {one}" for one in found.after.said), sep="\n")


def _office(folder: Path) -> Path:
    from rilo_desktop.services.office.create_office import make_office

    folder.mkdir(exist_ok=True)
    make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session.close()
    return folder / "office"


def _rilo(*arguments: object) -> dict[str, Any]:
    from rilo_desktop.cli.main import main as rilo

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        rilo([*(str(one) for one in arguments), "--json"])
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


if __name__ == "__main__":
    main()
