"""The typeface of window and paper: static weights of Noto Sans with Noto Sans Arabic in one file,
and faces of further scripts beside it.

Weights of one variable font share a PostScript name and would print as one, so each file gets names
of its own (OFL 1.1; Noto reserves no font name). `scripts.json` says which signs a further face
has: {face: {"weights": [...], "signs": [[first, last], ...]}}, none of them a sign of RILO Sans.
A face is never changed once a document was released with it: what comes later is a face of its own.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import warnings
from importlib import resources
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem
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
OWN = Path(__file__).resolve().parent.parent / "resources" / "fonts"
ASIA = "Asia"
"""The one face that is not Noto's, and has one weight."""
SCRIPTS: dict[str, tuple[str, str, list[tuple[int, int]]]] = {
    "Hebrew": (
        "justmytype_intl_rtl/fonts/ofl/notosanshebrew",
        "NotoSansHebrew[wdth,wght].ttf",
        [(0x591, 0x5F4), (0xFB1D, 0xFB4F)],
    ),
    "Armenian": (
        "",
        "noto-sans-armenian-armenian-wght-normal.woff2",
        [(0x531, 0x58F), (0xFB13, 0xFB17)],
    ),
    "Georgian": (
        "",
        "noto-sans-georgian-georgian-wght-normal.woff2",
        [(0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2D)],
    ),
    "Thai": (
        "fontpkg_noto_sans_thai/files",
        "NotoSansThai[wdth,wght].ttf",
        [(0xE01, 0xE5B)],
    ),
    "Devanagari": (
        "fontpkg_noto_sans_devanagari/files",
        "NotoSansDevanagari[wdth,wght].ttf",
        [(0x900, 0x97F), (0x1CD0, 0x1CFA), (0xA830, 0xA839), (0xA8E0, 0xA8FF)],
    ),
    "Bengali": (
        "justmytype_intl_south_asia/fonts/ofl/notosansbengali",
        "NotoSansBengali[wdth,wght].ttf",
        [(0x980, 0x9FE)],
    ),
    "Ethiopic": (
        "justmytype_intl_africa/fonts/ofl/notosansethiopic",
        "NotoSansEthiopic[wdth,wght].ttf",
        [(0x1200, 0x139F), (0x2D80, 0x2DDE), (0xAB01, 0xAB2E)],
    ),
    ASIA: (
        "paperang_p2_fonts_cjk/fonts",
        "wqy-microhei.ttc",
        [
            *[(0x2010, 0x27BF), (0x2E80, 0x33FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3)],
            *[(0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)],
        ],
    ),
}
"""Folder within a package ("": resources/fonts), file, and ranges of signs."""
EM = 1000
"""Units: then a document holds each width whole, and a verifier finds it again."""
SHARED = (0x20, 0x200C, 0x200D, 0x25CC)
"""Signs of RILO Sans that a run of another face needs: space, joiners, circle for a lone mark."""


def build(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    latin = _source("fontpkg_noto_sans/files", "NotoSans[wdth,wght].ttf")
    arabic = _source("fontpkg_noto_sans_arabic/files", "NotoSansArabic[wdth,wght].ttf")
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        for weight, style in WEIGHTS.items():
            _build_weight(Path(folder), latin, arabic, weight, style, target)
        _build_scripts(target)
    (target / "LICENSE.txt").write_text(LICENCE, "utf-8")


LICENCE = """RILO Sans is made from Noto Sans and Noto Sans Arabic, its faces for Armenian, Bengali,
Devanagari, Ethiopic, Georgian, Hebrew and Thai from the Noto Sans of these names.
Copyright 2022 The Noto Project Authors (github.com/notofonts).
Licensed under the SIL Open Font License, Version 1.1: openfontlicense.org

RILO Sans Asia, for Chinese, Japanese and Korean, is made from WenQuanYi Micro Hei 0.2.0-beta.
Digitized data copyright 2007, Google Corporation.
Copyright 2008-2009 WenQuanYi Board of Trustees (wenq.org) and Qianqian Fang.
Licensed under the Apache License, Version 2.0: apache.org/licenses/LICENSE-2.0
"""


def _build_scripts(target: Path) -> None:
    own = set(TTFont(target / "RILOSans-Regular.ttf").getBestCmap())
    said = {}
    for script, (folder, name, ranges) in SCRIPTS.items():
        data = _source(folder, name) if folder else (OWN / name).read_bytes()
        wanted = {code for first, last in ranges for code in range(first, last + 1)} - own
        weights = {400: "Regular"} if script == ASIA else {400: "Regular", 600: "SemiBold"}
        for weight, style in weights.items():
            font = _static(data, weight, [*sorted(wanted), *SHARED])
            if font["head"].unitsPerEm != EM:
                scale_upem(font, EM)
            _same_space(font, target)
            _rename(font, style, script)
            font.save(target / f"RILOSans{script}-{style}.ttf")
        signs = sorted(wanted & _drawn(font))
        said[script] = {"weights": list(weights.values()), "signs": _ranges(signs)}
    (target / "scripts.json").write_text(json.dumps(said), "ascii")


def _drawn(font: TTFont) -> set[int]:
    """Signs that have ink. Micro Hei has an empty glyph for some: they would vanish from paper."""
    outlines = font["glyf"]
    return {code for code, name in font.getBestCmap().items() if outlines[name].numberOfContours}


def _ranges(codes: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def _same_space(font: TTFont, target: Path) -> None:
    """A space is as wide as that of RILO Sans: a line measures it before it knows its face."""
    own = TTFont(target / "RILOSans-Regular.ttf")
    em = own["hmtx"]["space"][0] / own["head"].unitsPerEm
    font["hmtx"][font.getBestCmap()[0x20]] = (round(em * font["head"].unitsPerEm), 0)


def _source(folder: str, name: str) -> bytes:
    package, *path = folder.split("/")
    try:
        return resources.files(package).joinpath(*path, name).read_bytes()
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error}: make ready installs what is pinned") from error


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
    if data[:4] == b"ttcf":
        font = TTCollection(io.BytesIO(data)).fonts[0]
    else:
        font = TTFont(io.BytesIO(data))
    font.flavor = None
    day = font["head"].created, font["head"].modified
    axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
    places = {tag: at for tag, at in (("wght", weight), ("wdth", 100)) if tag in axes}
    fixed = instancer.instantiateVariableFont(font, places) if places else font
    options = subset.Options()
    if not places:
        options.hinting = False
        options.drop_tables += ["vhea", "vmtx", "GPOS", "GSUB", "gasp", "FFTM"]
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(fixed)
    fixed.recalcTimestamp = False
    fixed["head"].created, fixed["head"].modified = day
    return fixed


def _rename(font: TTFont, style: str, script: str = "") -> None:
    family = f"{FAMILY} {script}".strip()
    names = {
        1: family if style == "Regular" else f"{family} {style}",
        2: "Regular",
        3: f"{family} {style}; RILO Desktop",
        4: f"{family} {style}",
        6: f"RILOSans{script}-{style}",
        16: family,
        17: style,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)
