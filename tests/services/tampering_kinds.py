"""How a kind of tampering is written down.

`rule` is that of a finding of `rilo check`; "" says that it is not found, and then the name stands
in docs/security.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tampering import Hand

OPENING = "does not open"
"""In the place of a rule: the program refuses the store as damaged, or as of a newer program."""


@dataclass(frozen=True)
class Kind:
    do: Callable[[Hand], object]
    rule: str


KINDS: dict[str, Kind] = {}


def kind(name: str, rule: str) -> Callable[[Callable[[Hand], object]], None]:
    def keep(do: Callable[[Hand], object]) -> None:
        assert name not in KINDS
        KINDS[name] = Kind(do, rule)

    return keep


def sql(name: str, rule: str, *statements: str) -> None:
    def do(hand: Hand) -> None:
        for statement in statements:
            hand.run(statement)

    kind(name, rule)(do)
