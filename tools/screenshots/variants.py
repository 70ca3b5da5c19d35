"""The looks in which every page is taken: one process for each, since text size is chosen once."""

from __future__ import annotations

import atexit
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SCREEN = (2600, 1700)
"""Of the platform without a display: no dialog and no menu is moved to fit."""


@dataclass(frozen=True)
class Variant:
    """`pixels`: of the device for each of the window's; `text`: percent of the usual size."""

    name: str
    scheme: str = "light"
    language: str = "en"
    size: tuple[int, int] = (1280, 800)
    text: int = 100
    pixels: int = 1


VARIANTS: Mapping[str, Variant] = MappingProxyType(
    {
        made.name: made
        for made in (
            Variant("light"),
            Variant("dark", scheme="dark"),
            Variant("french", language="fr"),
            Variant("mirrored", language="xx"),
            Variant("double", size=(1920, 1080), text=200),
            Variant("small", size=(1024, 700)),
            Variant("laptop", size=(1366, 768)),
            Variant("wide", size=(1920, 1080)),
            Variant("sharp", pixels=2),
        )
    }
)
"""By name. `double`: text of 200 percent; `sharp`: a screen of twice the pixels."""


def prepare(variant: Variant) -> None:
    """Before the application is made: its platform, and how many pixels one is."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        width, height = SCREEN
        screen = {"name": "pictures", "x": 0, "y": 0, "width": width, "height": height}
        json.dump({"screens": [screen | {"logicalDpi": 96, "dpr": 1}]}, file)
    atexit.register(os.unlink, file.name)
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={file.name}")
    if variant.pixels != 1:
        os.environ["QT_SCALE_FACTOR"] = str(variant.pixels)
