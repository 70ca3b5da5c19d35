"""A catalogue does not tell when it was built: its digest goes into documents."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from rilo_desktop import assets

CATALOGUES = sorted((Path(assets.__path__[0]) / "language").glob("*.mo"))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_it_says_the_same_day_in_every_build(file: Path) -> None:
    with file.open("rb") as opened:
        about = gettext.GNUTranslations(opened).info()
    assert about["pot-creation-date"] == "2026-01-01 00:00+0000"


def test_there_is_one() -> None:
    assert CATALOGUES
