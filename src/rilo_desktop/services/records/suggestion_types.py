"""What is offered to be picked beside the text, and why: plain data for the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.records import CaseStudy, RiskIndicator
from rilo_desktop.rules.findings import Finding

INDICATOR, CASE = RiskIndicator.kind.code, CaseStudy.kind.code
MOST_SUGGESTED = 8
MOST_OTHERS = 60
MOST_WORDS = 4
"""Words named as the reason."""
TITLE = 2.0
"""How much more a word of a title says."""


class Because(StrEnum):
    WORDS = "words"
    """`words` stand in `field` of the record beside it."""
    CODE = "code"
    """So does what the label of this code says."""
    FITS = "fits"
    """It applies to this code of `field`."""
    SEEN = "seen"
    """It was seen in so many cases with this code of `field`."""


@dataclass(frozen=True, slots=True)
class Reason:
    because: Because
    field: str
    words: tuple[str, ...] = ()
    code: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`key`: what is picked; `type`, `state`: codes; `barred`: why it cannot be picked."""

    key: str
    id: str
    name: str
    title: str
    type: str = ""
    state: str = ""
    picked: bool = False
    weight: str = ""
    reasons: tuple[Reason, ...] = ()
    barred: Finding | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`words` were searched for; `more` others are not listed."""

    words: str
    picked: tuple[Suggestion, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    others: tuple[Suggestion, ...] = ()
    more: int = 0
    barred: Finding | None = None
    """Why nothing at all can be picked."""
    linked: int = 0
    """How many are picked in all, where not all of them are listed; 0: as many as are listed."""
