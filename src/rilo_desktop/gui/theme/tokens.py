"""The tokens: every colour, size and distance of the window stands here and nowhere else.

Sizes are pixels at a system font of 13 px; `look.scaled` fits them to the font of the system.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

BASE: Final = 13
"""Pixels of the body text that all sizes here are made for."""

DISPLAY: Final = 24
TITLE: Final = 20
SUBTITLE: Final = 17
SECTION: Final = 15
BODY: Final = 13
SMALL: Final = 12
CAPTION: Final = 11

REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600

HEADER: Final = 56
TABLE_HEAD: Final = 28
FIELD: Final = 32
CELL: Final = 33
CHIP: Final = 20

NAVIGATION: Final = 208
NAVIGATION_MOST: Final = 280
RAIL: Final = 56
FACETS: Final = 180
OUTLINE: Final = 184
OUTLINE_MOST: Final = 264
PREVIEW: Final = 352
SIDE: Final = 336
SIDE_PANEL: Final = 432
EDITOR_BODY: Final = 760
SHORT_BODY: Final = 1_040

RAIL_BELOW: Final = 1180
"""Width of the window below which the navigation becomes a rail and the facets step aside."""
PREVIEW_BELOW: Final = 1000

COLOURS: Final = MappingProxyType(
    {
        "nav": ("#F1F3F6", "#15171B"),
        "canvas": ("#F7F8FA", "#191C20"),
        "surface": ("#FFFFFF", "#1F2227"),
        "raised": ("#FFFFFF", "#272B31"),
        "backdrop": ("#E9ECF0", "#121417"),
        "fill": ("#FFFFFF", "#191C20"),
        "line": ("#E4E7EC", "#2E3239"),
        "line2": ("#BCC4CF", "#4A515C"),
        "field": ("#838C9A", "#6B7482"),
        "text": ("#191D24", "#E7EAEF"),
        "text2": ("#4F5866", "#AEB5C0"),
        "text3": ("#616A78", "#9AA2AF"),
        "accent": ("#2557C2", "#3567D6"),
        "onaccent": ("#FFFFFF", "#FFFFFF"),
        "accentText": ("#2052BA", "#93B5FF"),
        "accentSoft": ("#E5EDFC", "#24324F"),
        "sel": ("#E3ECFC", "#273654"),
        "hover": ("#F2F4F7", "#282C33"),
        "navsel": ("#E0E5EC", "#2A2E35"),
        "neutral": ("#EBEEF2", "#2C3138"),
        "neutralText": ("#48515E", "#BCC3CD"),
        "ok": ("#17703F", "#70CF9C"),
        "okBg": ("#E3F3E9", "#1D3428"),
        "warn": ("#835300", "#E9B85E"),
        "warnBg": ("#FCF1DC", "#392F1B"),
        "danger": ("#AE2A22", "#FF9B92"),
        "dangerBg": ("#FBE8E6", "#3A2321"),
        "mark": ("#FFF0B8", "#4D4011"),
        "bar": ("#7092D6", "#6F92DB"),
        "bar2": ("#C9D6F0", "#3A4E7C"),
        "onbar": ("#15181D", "#15181D"),
        "grid": ("#ECEEF2", "#2A2E35"),
        "toast": ("#191D24", "#272B31"),
        "ontoast": ("#FFFFFF", "#E7EAEF"),
        "toastLink": ("#93B5FF", "#93B5FF"),
    }
)
"""Colour roles: (light, dark). What each is for: docs/design-language.md."""

HIGH_CONTRAST: Final = MappingProxyType(
    {
        "nav": ("#FFFFFF", "#000000"),
        "canvas": ("#FFFFFF", "#000000"),
        "surface": ("#FFFFFF", "#000000"),
        "raised": ("#FFFFFF", "#000000"),
        "backdrop": ("#E0E0E0", "#202020"),
        "fill": ("#FFFFFF", "#000000"),
        "line": ("#707070", "#909090"),
        "line2": ("#000000", "#FFFFFF"),
        "field": ("#000000", "#FFFFFF"),
        "text": ("#000000", "#FFFFFF"),
        "text2": ("#000000", "#FFFFFF"),
        "text3": ("#2B2B2B", "#E2E2E2"),
        "accent": ("#123E9C", "#B4CBFF"),
        "onaccent": ("#FFFFFF", "#000000"),
        "accentText": ("#123E9C", "#B4CBFF"),
        "accentSoft": ("#EDF3FF", "#10244F"),
        "sel": ("#D6E4FF", "#1B3470"),
        "hover": ("#EFEFEF", "#262626"),
        "navsel": ("#D6E4FF", "#1B3470"),
        "neutral": ("#EFEFEF", "#262626"),
        "neutralText": ("#1A1A1A", "#F2F2F2"),
        "ok": ("#0A4A26", "#A4ECC4"),
        "okBg": ("#EEFAF2", "#06301A"),
        "warn": ("#563700", "#FFDA94"),
        "warnBg": ("#FFF7E6", "#33260A"),
        "danger": ("#8A130C", "#FFC2BC"),
        "dangerBg": ("#FFF1EF", "#3D0F0B"),
        "mark": ("#FFEE9E", "#4A3C00"),
        "toast": ("#000000", "#000000"),
        "ontoast": ("#FFFFFF", "#FFFFFF"),
        "toastLink": ("#B4CBFF", "#B4CBFF"),
    }
)
"""Where the system asks for more contrast: text at 7:1 and more, every edge drawn."""

TLP_COLOURS: Final = MappingProxyType(
    {
        "RED": "#FF2B2B",
        "AMBER": "#FFC000",
        "AMBER+STRICT": "#FFC000",
        "GREEN": "#33FF00",
        "CLEAR": "#FFFFFF",
    }
)
"""Published colours, on black in both schemes, used for nothing else."""
