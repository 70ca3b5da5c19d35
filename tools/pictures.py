"""Pictures of every page and dialog: `make pictures`; some looks of it: make pictures LOOKS="dark".

    python tools/pictures.py [LOOK ...]

Makes a lively office in out/, takes every scene of gui/pictures in each look, one process for each,
into out/pictures/, and puts them with few colours into docs/pictures/: all scenes in light, and of
the other looks those in `ALSO`. Pages of the documents of `make demo` are taken too where they are.
A picture in which nothing to be seen is another stays as it is.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageChops

import lively_office
from rilo_desktop.gui.pictures import VARIANTS
from rilo_desktop.services.submit import pictures

ROOT = Path(__file__).resolve().parent.parent
OUT, TARGET = ROOT / "out", ROOT / "docs" / "pictures"
OFFICE = OUT / "pictures-office" / "RILO office"
PASSPHRASE = "this sample office holds nothing secret"
AT_ONCE = 2
PAGES = {
    "paper-cover": ("case-studies-en.pdf", 1),
    "paper-case-sheet": ("case-studies-en.pdf", 13),
    "paper-catalogue": ("indicator-catalogue-en.pdf", 4),
    "paper-action-plan-french": ("action-plan-status-fr.pdf", 3),
}
PAGE_WIDTH, COLOURS = 800, 256
NOTICED = 24
"""Greatest difference of a channel that is put down to the few colours."""
ALSO = (
    "unlock-refused",
    "first-run-officer",
    "today",
    "case-study",
    "case-study-search",
    "case-study-columns",
    "case-study-editor",
    "case-study-editor-route",
    "case-study-editor-goods",
    "case-study-editor-draft",
    "case-study-editor-history",
    "case-study-editor-paper",
    "case-study-editor-conflict",
    "case-study-editor-leaving",
    "risk-indicator-editor",
    "action-item",
    "action-item-editor-thread",
    "submission",
    "submission-check",
    "submission-approve",
    "analysis",
    "analysis-plan",
    "inbox",
    "inbox-reply",
    "inbox-register",
    "network",
    "office",
    "office-cards",
    "import-findings",
    "find-found",
    "shortcuts",
)
"""Scenes that docs/pictures keeps in every look; the others are kept in light only."""


def main(looks: Sequence[str]) -> int:
    wanted = looks or [name for name in VARIANTS if name != "sharp"]
    shutil.rmtree(OFFICE.parent, ignore_errors=True)
    OFFICE.parent.mkdir(parents=True)
    lively_office.make(OFFICE, PASSPHRASE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [
            look for look, fine in zip(wanted, pool.map(_take, wanted), strict=True) if not fine
        ]
    for look in wanted:
        _keep_look(look)
    _keep_pages()
    return 1 if failed else 0


def _take(look: str) -> bool:
    folder = OUT / "pictures" / look
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(sysconfig.get_path("scripts")) / f"rilo-desktop{suffix}"
    arguments = [program, OFFICE, "--pictures", folder, "--variant", look]
    environment = os.environ | {"RILO_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"}
    environment.pop("QT_QPA_PLATFORM", None)
    said = subprocess.run(
        [str(one) for one in arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    left_out = [line for line in said.stdout.splitlines() if "left out" in line]
    print(f"{look}: {len(list(folder.glob('*.png')))} pictures", *left_out, sep="\n   ", flush=True)
    if said.returncode:
        print(said.stderr, file=sys.stderr)
    return said.returncode == 0


def _keep_look(look: str) -> None:
    taken = sorted((OUT / "pictures" / look).glob("*.png"))
    kept = [path for path in taken if look == "light" or _scene(path, look) in ALSO]
    for old in TARGET.glob(f"window-*-{look}.png"):
        if old.name not in {path.name for path in kept}:
            old.unlink()
    _keep_all((path.stem, path.read_bytes()) for path in kept)


def _scene(path: Path, look: str) -> str:
    return path.stem.removeprefix("window-").removesuffix(f"-{look}")


def _keep_pages() -> None:
    documents = {name: next(OUT.rglob(file), None) for name, (file, _page) in PAGES.items()}
    for name, document in documents.items():
        if document is not None:
            (picture,) = pictures(document, [PAGES[name][1]], PAGE_WIDTH)
            _keep_all([(name, picture)])


def _keep_all(named: Iterable[tuple[str, bytes]]) -> None:
    for name, content in named:
        picture, path = Image.open(io.BytesIO(content)).convert("RGB"), TARGET / f"{name}.png"
        if not (path.exists() and _looks_alike(Image.open(path).convert("RGB"), picture)):
            _with_few_colours(picture).save(path, optimize=True)


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Each of the colours is the one that most of its points have: grounds stay what they are."""
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    points = picture.tobytes()
    found = Counter(zip(few.tobytes(), points[::3], points[1::3], points[2::3], strict=True))
    palette = few.getpalette() or []
    for (index, *colour), _often in reversed(found.most_common()):
        palette[3 * index : 3 * index + 3] = colour
    few.putpalette(palette)
    return few


def _looks_alike(kept: Image.Image, taken: Image.Image) -> bool:
    """Nothing to be seen is another: the file stays, and the history of the repository small."""
    if kept.size != taken.size:
        return False
    return max(most for _least, most in ImageChops.difference(kept, taken).getextrema()) <= NOTICED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
