"""The one palette. What it has no role for is asked from `look.colour` by name."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from .theme_state import colour

_Role = QPalette.ColorRole

TONES = {
    "text": _Role.WindowText,
    "text2": _Role.LinkVisited,
    "text3": _Role.PlaceholderText,
    "accentText": _Role.Link,
    "danger": _Role.BrightText,
    "ok": _Role.Shadow,
}
"""Palette roles that labels take their tone from, so that a new scheme needs no code in them."""

_GROUNDS = {
    "canvas": (_Role.Window,),
    "surface": (_Role.Base,),
    "hover": (_Role.AlternateBase,),
    "raised": (_Role.Button, _Role.ToolTipBase),
    "text": (_Role.Text, _Role.ButtonText, _Role.HighlightedText, _Role.ToolTipText),
    "sel": (_Role.Highlight,),
    "accent": (_Role.Accent,),
    "line": (_Role.Mid,),
    "line2": (_Role.Midlight,),
    "field": (_Role.Dark,),
    "neutral": (_Role.Light,),
}


def palette() -> QPalette:
    made = QPalette()
    for name, roles in _GROUNDS.items():
        for role in roles:
            made.setColor(role, colour(name))
    for name, role in TONES.items():
        made.setColor(role, colour(name))
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text3"))
    return made
