"""What a dry run of the untidy workbooks gives, beside what is expected of them.

    python tools/import_figures.py [--details]

Prints the table of docs/import.md: rows and values that agree, are coarser, are asked about
although they need not be, or are wrong. The store is a new one in a temporary folder; nothing is
imported but 00_already_imported.xlsx, before 06.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "cli")]
WORKBOOKS = ROOT / "tests" / "fixtures" / "workbooks"
PASSPHRASE = "figures of a folder that nobody keeps"


def main() -> None:
    from workbook_agreement import agreement

    from rilo_desktop.services.office.create_office import make_office

    options = argparse.ArgumentParser()
    options.add_argument("--details", action="store_true", help="each row and value that disagrees")
    details = options.parse_args().details
    os.environ.update(RILO_PASSPHRASE=PASSPHRASE, RILO_LANGUAGE="en")
    print("| file | rows agree | values agree | coarser | asked more | wrong | of it silent |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "office"
        make_office(store, "AP", "AP-01", PASSPHRASE).session.close()
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


def _rilo(*arguments: object) -> dict[str, Any]:
    from rilo_desktop.cli.main import main as rilo

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        rilo([*(str(one) for one in arguments), "--json"])
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


if __name__ == "__main__":
    main()
