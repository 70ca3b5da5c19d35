"""Is every document PDF/A-3a and PDF/UA-1? Asks veraPDF, which knows nothing of us: `make verapdf`.

    python tools/verapdf.py [FILE.pdf ...]     else all of out/; exit 0 only where all conform

A `verapdf` on the PATH is used, else the one that lies beside the project; without one nothing is
called checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "tools" / "verapdf" / "verapdf"
MISSING = (
    "There is no veraPDF here (verapdf on the PATH, or ../shared/tools/verapdf): whether the "
    "documents are PDF/A and PDF/UA was NOT checked."
)
FLAVOURS: Mapping[str, str] = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
NAMES = " and ".join(FLAVOURS.values())


def command() -> str:
    """The command; "" where there is none."""
    return shutil.which("verapdf") or (str(BESIDE) if BESIDE.is_file() else "")


def check(files: Sequence[Path], flavours: Iterable[str] = FLAVOURS) -> tuple[bool, str]:
    """Do all conform to each, and what veraPDF said, with the rules that are broken.

    An encrypted file is asked for "ua1" alone: PDF/A forbids encryption.
    """
    are_whole, everything = True, ""
    for flavour in flavours:
        done = subprocess.run(
            [command(), "--format", "text", "-v", "-f", flavour, *map(str, files)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said = done.stdout + done.stderr
        passed = sum(line.startswith("PASS ") for line in said.splitlines())
        are_whole &= done.returncode == 0 and passed == len(files)
        everything += said
    return are_whole, everything


def main(arguments: Sequence[str]) -> int:
    if not command():
        print(MISSING, file=sys.stderr)
        return 1
    files = [Path(name) for name in arguments] or sorted((ROOT / "out").glob("*.pdf"))
    if not files:
        print("There is no document in out/: make demo makes them.", file=sys.stderr)
        return 1
    whole, said = check(files)
    print(f"{NAMES}: all {len(files)} documents" if whole else said)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
