"""The typeface of window and paper: static weights of Noto Sans with Noto Sans Arabic in one file.

Weights of one variable font share a PostScript name and would print as one, so each file gets names
of its own (OFL 1.1; Noto reserves no font name).
"""

from __future__ import annotations

import io
import shutil
import tempfile
import warnings
from importlib import resources
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}
FAMILY = "RILO Sans"
LATIN = [
    *range(0x20, 0x530),
    *range(0x1E00, 0x2000),
    *range(0x2000, 0x2C00),
    *range(0xA640, 0xA800),
]
ARABIC = [
    *range(0x600, 0x700),
    *range(0x750, 0x780),
    *range(0x8A0, 0x900),
    *range(0xFB50, 0xFE00),
    *range(0xFE70, 0xFF00),
]


def build(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    latin = _source("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
    arabic = _source("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf")
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        for weight, style in WEIGHTS.items():
            _build_weight(Path(folder), latin, arabic, weight, style, target)
    (target / "LICENSE.txt").write_text(LICENCE, "utf-8")


LICENCE = """RILO Sans is made from Noto Sans and Noto Sans Arabic.
Copyright 2022 The Noto Project Authors (github.com/notofonts).
Licensed under the SIL Open Font License, Version 1.1: openfontlicense.org
"""


def _source(package: str, name: str) -> bytes:
    return (resources.files(package) / "files" / name).read_bytes()


def _build_weight(
    folder: Path, latin: bytes, arabic: bytes, weight: int, style: str, target: Path
) -> None:
    parts = []
    for name, data, characters in (("latin", latin, LATIN), ("arabic", arabic, ARABIC)):
        path = folder / f"{name}-{weight}.ttf"
        _static(data, weight, characters).save(path)
        parts.append(str(path))
    options = merge.Options(drop_tables=["MVAR", "STAT", "HVAR", "avar", "DSIG", "meta"])
    font = merge.Merger(options=options).merge(parts)
    _keep_line(font, TTFont(parts[0]))
    _rename(font, style)
    # The day of its source, not of this build: a font goes into documents, which must not differ
    source = TTFont(io.BytesIO(latin))["head"]
    font.recalcTimestamp = False
    font["head"].created, font["head"].modified = source.created, source.modified
    font.save(target / f"RILOSans-{style}.ttf")


def _keep_line(font: TTFont, latin: TTFont) -> None:
    """The merged file would have the line of the tallest script: 28 px for text of 13, not 18."""
    line, typographic = latin["hhea"], latin["OS/2"]
    font["hhea"].ascent, font["hhea"].descent = line.ascent, line.descent
    font["OS/2"].sTypoAscender = typographic.sTypoAscender
    font["OS/2"].sTypoDescender = typographic.sTypoDescender


def _static(data: bytes, weight: int, characters: list[int]) -> TTFont:
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    fixed = instancer.instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(fixed)
    return fixed


def _rename(font: TTFont, style: str) -> None:
    names = {
        1: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        2: "Regular",
        3: f"{FAMILY} {style}; RILO Desktop",
        4: f"{FAMILY} {style}",
        6: f"RILOSans-{style}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)
