"""What a template holds beside records: labels, one example, lists. The reader passes them over."""

from __future__ import annotations

from functools import cache

from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.rules.findings import N_

from .cells import Cell, text_of

EXAMPLE = N_("Example, never imported")
"""Stands as the own number of the example."""
OWN_NUMBER = "Local reference"
"""Label of the own number: it heads the labels below the names."""
LISTS = "_lists"
"""Sheet with what cells offer."""


@cache
def _texts() -> frozenset[str]:
    return frozenset(
        catalogue(language).text(text).casefold()
        for language in window_languages()
        for text in (EXAMPLE, OWN_NUMBER)
    )


def is_example(number: Cell | tuple[str, ...]) -> bool:
    """Is it the row of the example, or of labels, by what stands as its own number?"""
    return " ".join(text_of(number).casefold().split()) in _texts()
