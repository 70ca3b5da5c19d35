"""What the rules say before something leaves, and which of it a reason may justify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rilo_desktop.records import Level
from rilo_desktop.rules.findings import Finding, Nature, Refused, Severity
from rilo_desktop.rules.judge import judge
from rilo_desktop.rules.known import Known

from .content import Frozen


def judged(item: Frozen, known: Known) -> tuple[Finding, ...]:
    """The rules on one record. What only the full profile asks for warns, and does not block."""
    minimal = judge(item.record, Level.MINIMAL, known)
    asked = {(f.rule, f.place.field) for f in minimal}
    full = judge(item.record, Level.FULL, known)
    more = [
        replace(f, severity=Severity.WARNS)
        for f in full
        if (f.rule, f.place.field) not in asked and f.nature is Nature.COMPLETENESS
    ]
    return (*minimal, *more)


def refuse_blocked(said: Sequence[Finding], reason: str) -> None:
    """A reason justifies completeness and nominal data, nothing else. Raises Refused."""
    blocked = [f for f in said if f.blocks and not (f.justifiable and reason.strip())]
    if blocked:
        raise Refused(*blocked)
