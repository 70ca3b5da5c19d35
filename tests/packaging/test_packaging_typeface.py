"""The typeface does not tell when it was built: it goes into documents that must not differ.

Its further faces share no sign with it or with each other.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from rilo_desktop import assets

FONTS = Path(assets.__path__[0]) / "fonts"


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold"])
def test_its_day_is_that_of_its_source(weight: str) -> None:
    source = resources.files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    with resources.as_file(source) as path:
        day = TTFont(path)["head"]
    made = TTFont(FONTS / f"RILOSans-{weight}.ttf")["head"]
    assert (made.created, made.modified) == (day.created, day.modified)


def test_further_faces_share_no_sign() -> None:
    said = json.loads((FONTS / "scripts.json").read_text("ascii"))
    seen = set(TTFont(FONTS / "RILOSans-Regular.ttf").getBestCmap())
    for name, one in said.items():
        signs = {code for first, last in one["signs"] for code in range(first, last + 1)}
        assert signs
        assert not signs & seen
        seen |= signs
        for weight in one["weights"]:
            face = TTFont(FONTS / f"RILOSans{name}-{weight}.ttf")
            assert signs < set(face.getBestCmap())
            assert face["name"].getDebugName(6) == f"RILOSans{name}-{weight}"
            assert face["head"].unitsPerEm == 1000
            assert face["head"].modified < 3_875_000_000  # the day of its source
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 6_500_000
