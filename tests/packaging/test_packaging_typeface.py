"""The typeface does not tell when it was built: it goes into documents that must not differ."""

from __future__ import annotations

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
