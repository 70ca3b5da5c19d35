"""Numbers of references: which are in use, and where an office goes on (docs/decisions/0034).

The next number of a kind and year follows the counter and the highest number in use, whichever is
higher: records that came from elsewhere have numbers too. Numbers are spoken of by their prefix,
"AP/2026/CS/A": office, year, kind and letter of the workstation.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rilo_desktop.records import kind_named, record_types
from rilo_desktop.records.identifiers import PREFIX, prefix_of

from .tables import COUNTER

Run = Callable[..., Any]
LETTERS = string.ascii_uppercase
MOST_DIGITS = 9
"""A longer number was made to use the numbers up, and none of ours ever reaches it."""
HIGHEST = 10**MOST_DIGITS - 1
_DIGITS = "'0123456789'"
_IN_USE = (
    f"SELECT rtrim(reference, {_DIGITS}) AS prefix, "
    f"max(CAST(substr(reference, length(rtrim(reference, {_DIGITS})) + 1) AS INTEGER)) "
    "FROM record WHERE reference >= ? AND reference < ? "
    f"AND length(reference) - length(rtrim(reference, {_DIGITS})) BETWEEN 1 AND {MOST_DIGITS} "
    "GROUP BY prefix"
)
_HIGHEST = (
    "SELECT max(CAST(substr(reference, ?1) AS INTEGER)) FROM record "
    "WHERE reference > ?2 AND reference < ?3 AND length(reference) < ?1 + ?4"
)
_RAISE = (
    f"INSERT INTO {COUNTER.name}(kind, year, last) VALUES (?, ?, ?) "
    "ON CONFLICT(kind, year) DO UPDATE SET last = max(last, excluded.last)"
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is known of the numbers that a workstation gave out. `highest`: {prefix: number}."""

    workstation: str
    highest: Mapping[str, int] = field(default_factory=dict)


def highest(run: Run, prefix: str) -> int:
    """The highest number in use of one workstation, year and kind; 0 where there is none."""
    values = [(len(prefix) + 1, p, f"{p}:", MOST_DIGITS) for p in (prefix, prefix.lower())]
    return max(int(run(_HIGHEST, one).fetchone()[0] or 0) for one in values)


def in_use(run: Run, office: str) -> dict[str, int]:
    """{prefix: highest number} of the references of an office, whoever sent the records."""
    found: dict[str, int] = {}
    for start in dict.fromkeys((f"{office}/", f"{office.lower()}/")):
        for prefix, number in run(_IN_USE, (start, f"{start[:-1]}0")):
            name = str(prefix).upper()
            if PREFIX.fullmatch(name):
                found[name] = max(found.get(name, 0), int(number))
    return found


def counted(run: Run, office: str, workstation: str) -> dict[str, int]:
    """{prefix: last number} by the counters."""
    rows = run(f"SELECT kind, year, last FROM {COUNTER.name}")
    return {
        prefix_of(office, int(year), kind_named(kind), workstation): int(last)
        for kind, year, last in rows
        if kind in record_types()
    }


def at_close(run: Run, office: str, workstation: str) -> Numbers:
    """What the workstation gave out, of the kinds and years that it counted."""
    found = counted(run, office, workstation)
    return Numbers(workstation, {p: max(n, highest(run, p)) for p, n in sorted(found.items())})


def known(run: Run, office: str, workstation: str) -> Numbers:
    """What the workstation gave out, by counters and all references."""
    found, used = counted(run, office, workstation), in_use(run, office)
    end = f"/{workstation}"
    both = {name for name in (*found, *used) if name.endswith(end)}
    return Numbers(workstation, {p: max(found.get(p, 0), used.get(p, 0)) for p in sorted(both)})


def behind(run: Run, office: str, workstation: str) -> dict[str, tuple[int, int]]:
    """{prefix: (counter, highest in use)} where a counter stands lower than what is in use."""
    found, used = counted(run, office, workstation), in_use(run, office)
    return {
        prefix: (found.get(prefix, 0), highest)
        for prefix, highest in sorted(used.items())
        if prefix.endswith(f"/{workstation}") and found.get(prefix, 0) < highest
    }


def raise_to(run: Run, highest: Mapping[str, int]) -> None:
    """No number up to these is given out again."""
    codes = {kind_named(code).short: code for code in record_types()}
    for prefix, number in highest.items():
        _, year, short, _ = prefix.split("/")
        if short in codes:
            run(_RAISE, (codes[short], int(year), min(number, HIGHEST)))


def next_letter(used: Iterable[str]) -> str:
    """The first one after the highest in use; where there is none, the first that is free; ""
    where all are in use."""
    taken = set(used)
    after = LETTERS[LETTERS.find(max(taken, default="-")) + 1 :]
    return next((one for one in (*after, *LETTERS) if one not in taken), "")


def letters_in(run: Run, office: str) -> set[str]:
    """Letters of the workstations of an office whose references are known."""
    return {prefix[-1] for prefix in in_use(run, office)}
