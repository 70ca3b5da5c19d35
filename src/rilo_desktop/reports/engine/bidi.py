"""Levels and visual order of a paragraph's lines (Unicode bidirectional algorithm)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bidi import algorithm


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a paragraph; `base` 0 runs to the right."""
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [base] * len(text)
    for character in storage["chars"]:
        found[character["index"]] = character["level"]
    return found


def runs(line: str, line_levels: Sequence[int]) -> list[tuple[int, str]]:
    """(level, text) of the stretches of one level, in logical order."""
    found: list[tuple[int, str]] = []
    start = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or line_levels[end] != line_levels[start]:
            found.append((line_levels[start], line[start:end]))
            start = end
    return found


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Indices of the runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            if end > start:
                order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order
