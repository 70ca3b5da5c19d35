"""Where a submission stands, as an icon with a word; never by colour alone."""

from __future__ import annotations

from ...i18n import code_label, tr
from ...widgets.labels import Chip

LOOKS = {
    "draft": ("pencil", "neutralText", "neutral"),
    "returned": ("arrow-back-up", "warn", "warnBg"),
    "in_review": ("eye", "accentText", "accentSoft"),
    "released": ("circle-check", "ok", "okBg"),
    "exported": ("file-export", "neutralText", "neutral"),
    "sent": ("send", "ok", "okBg"),
    "acknowledged": ("check", "ok", "okBg"),
    "superseded": ("history", "neutralText", "neutral"),
}
"""State -> icon, tone, ground."""
OPEN = frozenset({"draft", "returned", "in_review"})
LEFT = frozenset({"released", "sent", "acknowledged", "superseded"})


def appearance(state: str) -> tuple[str, str, str]:
    return LOOKS.get(state, ("circle", "neutralText", "neutral"))


def word(state: str) -> str:
    return tr("Exported") if state == "exported" else code_label("submission_state", state)


def show_state(chip: Chip, state: str) -> None:
    icon, tone, ground = appearance(state)
    chip.show_text(word(state), tone, ground, icon)
