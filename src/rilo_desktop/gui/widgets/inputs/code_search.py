"""What a text may mean in a list of codes, the likeliest first: by label, code or other name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rilo_desktop.folding import fold

from ...itemviews.choice_model import Choice

LEAST = 3
"""Characters from which on a part of another name is looked for."""
EXACT, LABEL, NAME = range(3)
"""How a choice was found: as a whole, in its label, in another name of it."""


class Match(NamedTuple):
    choice: Choice
    how: int
    shown: str
    """The label, with the code or the name that was found where that is not in the label."""


def matches(text: str, choices: Sequence[Choice]) -> list[Match]:
    """Those that a text may mean, the likeliest first; what one means for sure is the first."""
    wanted = fold(text.strip())
    if not wanted:
        return []
    found = [ranked for one in choices if (ranked := _match(wanted, one)) is not None]
    return [match for _, match in sorted(found, key=lambda one: one[0])]


def meant(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice that a text can only mean; None where it may mean several, or none."""
    found = matches(text, choices)
    for how in (EXACT, LABEL, NAME):
        of_this = [match.choice for match in found if match.how == how]
        if of_this:
            return of_this[0] if len(of_this) == 1 else None
    return None


@lru_cache(60_000)
def _folded(choice: Choice) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Label, code, and (folded, as it is written) of the other names."""
    names = tuple((fold(name), name) for name in choice.names)
    return fold(choice.label), fold(choice.code), names


def _match(wanted: str, choice: Choice) -> tuple[int, Match] | None:
    label, code, names = _folded(choice)
    if wanted == code:
        shown = choice.label if wanted in label.split() else f"{choice.label}  ({choice.code})"
        return 0, Match(choice, EXACT, shown)
    if wanted == label:
        return 1, Match(choice, EXACT, choice.label)
    if (name := _named(names, lambda one: one == wanted)) is not None:
        return 2, Match(choice, EXACT, f"{choice.label}  ({name})")
    if wanted in label:
        rank = 3 if label.startswith(wanted) else 4 if f" {wanted}" in label else 5
        return rank, Match(choice, LABEL, choice.label)
    if len(wanted) >= LEAST and (name := _named(names, lambda one: wanted in one)) is not None:
        rank = 6 if fold(name).startswith(wanted) else 7
        return rank, Match(choice, NAME, f"{choice.label}  ({name})")
    return None


def _named(names: Sequence[tuple[str, str]], is_found: Callable[[str], bool]) -> str | None:
    return next((name for folded, name in names if is_found(folded)), None)
