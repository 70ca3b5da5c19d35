"""Many cases, made from the 40 published ones so that texts have a real length and variety."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from importlib import resources

from rilo_desktop.exchange.office_files import read
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.records.record import with_values

RARE = "quincunx"
"""Stands in one of ten thousand cases."""


@cache
def published() -> tuple[CaseStudy, ...]:
    with resources.as_file(
        resources.files("rilo_desktop.assets") / "sample" / "cases.json"
    ) as path:
        rows = read(path).rows
    return tuple(with_values(CaseStudy(local_ref=row.local_ref), row.values) for row in rows)


def many(count: int, seed: int = 1) -> list[CaseStudy]:
    """The same for the same seed; each with its own number, title and a shuffled narrative."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        case = published()[n % len(published())]
        words = str(case.modus_operandi).split()
        chance.shuffle(words)
        rare = f" {RARE}" if n % 10_000 == 77 else ""
        made.append(
            replace(
                case,
                id=f"{seed:08x}-0000-7000-8000-{n:012x}",
                local_ref=f"B-{seed}-{n}",
                title=f"{case.title_text} ({n})",
                modus_operandi=" ".join(words) + rare,
            )
        )
    return made
