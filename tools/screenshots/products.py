"""Alerts and bulletins: made from a case, sent, and what was heard of their use."""

from __future__ import annotations

from typing import Any

from rilo_desktop.gui.routing import Route

from .harness import Harness, Scene

CASE, ALERT, BULLETIN = "CS-AP-2019-004", "PD-XX-03", "PD-XX-02"


def _made(harness: Harness) -> None:
    """An alert from an open case, with the paper beside and the first line written."""
    case = harness.record(CASE).record
    harness.place.travel(Route("product", path="steps", new=True, source=case.id))
    harness.settle()
    editor = harness.place.editor("product")
    editor.show_side("paper")
    harness.settle()


def _at(own_number: str, section: str = "", side: str = "") -> Any:
    def show(harness: Harness) -> None:
        editor = harness.edit(own_number, section)
        if side:
            editor.show_side(side)

    return show


SCENES = (
    Scene("product-alert-made", _made),
    Scene("product-alert-steps", _at(ALERT, "steps")),
    Scene("product-alert-paper", _at(ALERT, "signs", "paper")),
    Scene("product-alert-signs", _at(ALERT, "signs")),
    Scene("product-bulletin-paper", _at(BULLETIN, "content", "paper")),
    Scene("product-dissemination", _at(BULLETIN, "dissemination")),
)
