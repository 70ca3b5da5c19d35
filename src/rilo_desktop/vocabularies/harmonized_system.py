"""The Harmonized System 2022: chapters, headings and subheadings with their English titles.

A table of its own, since it is larger than all code lists together and few ask for it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

DEEPEST = 6
"""Digits of a subheading; what follows belongs to the tariff of a country."""


def is_known(code: str) -> bool:
    """Is there such a chapter, heading or subheading? National digits behind it are not looked at.

    `code`: digits only, at least two.
    """
    return code[:DEEPEST] in _titles()


def title(code: str) -> str:
    """ "" for what is no code."""
    return _titles().get(code[:DEEPEST], "")


@cache
def _titles() -> Mapping[str, str]:
    file = resources.files("rilo_desktop.assets") / "vocabularies" / "hs_2022.csv"
    lines = file.read_text("utf-8").splitlines()
    return {row["code"]: row["title_en"] for row in csv.DictReader(lines)}
