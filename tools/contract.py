"""What the documents of two checkouts say, side by side: text by page, and the figures they carry.

    python tools/contract.py BEFORE AFTER

Both are folders of documents as `make demo` leaves them (`out/`), of one day: a document has the
day on which it was made. Prints each line that went (-) or came (+), by document and page. Lines
are compared without their order on the page and without what differs in each document that is made
(references, times, digests). Ends with 1 where something differs.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2

OF_ONE_MAKING = re.compile(r"\b[0-9a-f]{8,64}\b|\b\d\d:\d\d(:\d\d)?\b|\b\d+ kB\b")


def lines_of(path: Path) -> dict[str, list[str]]:
    """Page or attached table -> its lines."""
    found: dict[str, list[str]] = {}
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            found[f"page {number}"] = page.get_textpage().get_text_range().splitlines()
    with pikepdf.open(path) as opened:
        for name in sorted(n for n in opened.attachments if n.endswith(".csv")):
            data = opened.attachments[name].get_file().read_bytes()
            found[name] = data.decode("utf-8-sig").splitlines()
    return {
        part: [OF_ONE_MAKING.sub("*", line.strip()) for line in lines]
        for part, lines in found.items()
    }


def differences(before: Path, after: Path) -> list[str]:
    """Lines of a document that are on one side only, wherever they are on its pages.

    A line that moved to another page is no difference.
    """
    old, new = lines_of(before), lines_of(after)
    left = Counter(line for lines in old.values() for line in lines)
    right = Counter(line for lines in new.values() for line in lines)
    gone, came = left - right, right - left
    said = []
    for sign, parts, only in (("-", old, gone), ("+", new, came)):
        for part, lines in parts.items():
            for line in lines:
                if only[line] > 0:
                    only[line] -= 1
                    said.append(f"{sign} {part}: {line}")
    return said


def main(arguments: Sequence[str]) -> int:
    before, after = map(Path, arguments)
    names = sorted({path.name for path in (*before.glob("*.pdf"), *after.glob("*.pdf"))})
    has_differences = False
    for name in names:
        if not (before / name).exists() or not (after / name).exists():
            said = ["is on one side only"]
        else:
            said = differences(before / name, after / name)
        has_differences |= bool(said)
        print("\n".join([f"== {name}: {len(said)}", *said]))
    return int(has_differences)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
