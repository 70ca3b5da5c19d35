"""Pictures for README and review: `python tools/pictures.py` after `make demo`: docs/pictures/.

Takes the window's pictures and the documents' pages out of out/, in few colours so that they stay
small. Pictures that show a path of the machine are left out.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from rilo_desktop.services.submit import pictures

ROOT = Path(__file__).resolve().parent.parent
OUT, TARGET = ROOT / "out", ROOT / "docs" / "pictures"
WINDOW = (
    "window-case-study-light",
    "window-case-study-dark",
    "window-case-study-editor-light",
    "window-case-study-editor-route-dark",
    "window-risk-indicator-light",
    "window-action-item-dark",
)
PAGES = {
    "paper-cover": ("case-studies-en.pdf", 1),
    "paper-case-sheet": ("case-studies-en.pdf", 13),
    "paper-catalogue": ("indicator-catalogue-en.pdf", 4),
    "paper-action-plan-french": ("action-plan-status-fr.pdf", 3),
}
PAGE_WIDTH, COLOURS = 800, 256


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in WINDOW:
        _keep(name, next(OUT.rglob(f"{name}.png")).read_bytes())
    for name, (document, page) in PAGES.items():
        (picture,) = pictures(next(OUT.rglob(document)), [page], PAGE_WIDTH)
        _keep(name, picture)
    return 0


def _keep(name: str, content: bytes) -> None:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(TARGET / f"{name}.png", optimize=True)
    print(TARGET / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
