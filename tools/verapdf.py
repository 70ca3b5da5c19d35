"""Is every document PDF/A-3b? Asks veraPDF, which knows nothing of us: `make verapdf`.

    python tools/verapdf.py [FILE.pdf ...]     else all of out/; exit 0 only where all conform

A `verapdf` on the PATH is used, else the one that lies beside the project; without one nothing is
called checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "tools" / "verapdf" / "verapdf"
MISSING = (
    "There is no veraPDF here (verapdf on the PATH, or ../shared/tools/verapdf): whether the "
    "documents are PDF/A was NOT checked."
)


def command() -> str:
    """The command; "" where there is none."""
    return shutil.which("verapdf") or (str(BESIDE) if BESIDE.is_file() else "")


def check(files: Sequence[Path]) -> tuple[bool, str]:
    """Do all conform, and what veraPDF said of each, with the rules that are broken."""
    done = subprocess.run(
        [command(), "--format", "text", "-v", "-f", "3b", *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout + done.stderr
    passed = sum(line.startswith("PASS ") for line in said.splitlines())
    return done.returncode == 0 and passed == len(files), said


def main(arguments: Sequence[str]) -> int:
    if not command():
        print(MISSING, file=sys.stderr)
        return 1
    files = [Path(name) for name in arguments] or sorted((ROOT / "out").glob("*.pdf"))
    if not files:
        print("There is no document in out/: make demo makes them.", file=sys.stderr)
        return 1
    whole, said = check(files)
    print(f"PDF/A-3b: all {len(files)} documents" if whole else said)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
