"""Screenshots of every page and dialog: `make pictures`; some looks: make pictures LOOKS="dark".

    python tools/pictures.py [LOOK ...]
    python tools/pictures.py --store OFFICE --out FOLDER [--scene NAME ...] [LOOK]

The first makes a lively office in out/ and takes every scene in every look into out/pictures/LOOK/,
one process for each look. The dozen that README and the user guide show are copied, with few
colours, to docs/pictures/, unless the difference cannot be seen; pages of documents are taken from
what `make demo` left in out/. The second takes scenes of a given office (passphrase of its
officers: RILO_PASSPHRASE) in one look, `light` if none is named.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageChops

import demo_data
from rilo_desktop.services.submissions.submit import pictures
from screenshots import VARIANTS, NoAnswer, prepare, save_pictures

ROOT = Path(__file__).resolve().parent.parent
OUT, TARGET = ROOT / "out", ROOT / "docs" / "pictures"
OFFICE = OUT / "pictures-office" / "RILO office"
PASSPHRASE = "this sample office holds nothing secret"
AT_ONCE = 2
PAGES = {
    "paper-cover": ("case-studies-en.pdf", 1),
    "paper-case-sheet": ("case-studies-en.pdf", 13),
    "paper-catalogue": ("indicator-catalogue-en.pdf", 4),
    "paper-action-plan-french": ("action-plan-status-fr.pdf", 1),
}
KEPT = (
    "window-today-light",
    "window-case-study-light",
    "window-case-study-editor-goods-light",
    "window-case-study-editor-paper-dark",
    "window-find-found-light",
    "window-import-findings-light",
    "window-inbox-light",
    "window-submission-check-light",
)
"""Together with `PAGES`: what docs/pictures holds, for README and the user guide."""
PAGE_WIDTH, COLOURS = 800, 256
NOTICED = 24
"""Greatest difference of a channel that is attributed to the few colours."""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    if asked.store is not None:
        (look,) = asked.looks or ["light"]
        return _take_here(asked.store, asked.out, look, asked.scene)
    return _take_all(asked.looks or [name for name in VARIANTS if name != "sharp"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pictures.py", description="Screenshots of the window.")
    parser.add_argument("looks", nargs="*", metavar="LOOK", help=", ".join(VARIANTS))
    parser.add_argument("--store", type=Path, help="take this office, not a lively one")
    parser.add_argument("--out", type=Path, default=OUT / "pictures", help="where its pictures go")
    parser.add_argument("--scene", action="append", default=[], help="only this scene of it")
    return parser


def _take_here(store: Path, folder: Path, look: str, scenes: Sequence[str]) -> int:
    """Without a display, in this process: text size and device pixels are chosen once in each."""
    prepare(VARIANTS[look])
    passphrase = os.environ.get("RILO_PASSPHRASE", "")
    try:
        save_pictures(store, folder, passphrase, VARIANTS[look], scenes)
    except NoAnswer as error:
        print(f"pictures: {error}", file=sys.stderr)
        return 1
    return 0


def _take_all(looks: Sequence[str]) -> int:
    shutil.rmtree(OFFICE.parent, ignore_errors=True)
    OFFICE.parent.mkdir(parents=True)
    demo_data.make(OFFICE, PASSPHRASE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(_take_look, looks))
    for name in KEPT:
        taken = OUT / "pictures" / name.rpartition("-")[2] / f"{name}.png"
        if taken.exists():
            _keep(name, taken.read_bytes())
    _keep_pages()
    return 0 if all(done) else 1


def _take_look(look: str) -> bool:
    folder = OUT / "pictures" / look
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = os.environ | {"RILO_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, __file__, "--store", OFFICE, "--out", folder, look],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    left_out = [line for line in done.stdout.splitlines() if "left out" in line]
    print(f"{look}: {len(list(folder.glob('*.png')))} pictures", *left_out, sep="\n   ", flush=True)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.returncode == 0


def _keep_pages() -> None:
    for name, (file, page) in PAGES.items():
        document = next(OUT.rglob(file), None)
        if document is not None:
            (picture,) = pictures(document, [page], PAGE_WIDTH)
            _keep(name, picture)


def _keep(name: str, content: bytes) -> None:
    picture, path = Image.open(io.BytesIO(content)).convert("RGB"), TARGET / f"{name}.png"
    if not (path.exists() and _looks_alike(Image.open(path).convert("RGB"), picture)):
        _with_few_colours(picture).save(path, optimize=True)


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Each palette entry is the colour most of its pixels have: backgrounds keep theirs exactly."""
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    points = picture.tobytes()
    found = Counter(zip(few.tobytes(), points[::3], points[1::3], points[2::3], strict=True))
    palette = few.getpalette() or []
    for (index, *colour), _often in reversed(found.most_common()):
        palette[3 * index : 3 * index + 3] = colour
    few.putpalette(palette)
    return few


def _looks_alike(kept: Image.Image, taken: Image.Image) -> bool:
    """No difference can be seen: the file stays, and the history of the repository small."""
    if kept.size != taken.size:
        return False
    difference = ImageChops.difference(kept, taken)
    return not any(difference.point(lambda value: value > NOTICED).tobytes())


if __name__ == "__main__":
    sys.exit(main())
