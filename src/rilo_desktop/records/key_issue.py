"""Key issue: what an office or the network puts first in a year, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    codes,
    describe_record,
    integer,
    lines,
    link,
    long_text,
    text,
    translated,
)
from .record import HANDLING, Record, Text
from .translated import Translated

ISSUE = Section("issue", "Issue")
RANKS = Section("ranks", "Ranks", "One rank in each year, the first is the most important")
BEHIND = Section("behind", "What stands behind it", "Records that show it or answer it")
CLOSING = Section("closing", "Closing")
SOURCE = Section("source", "Source")

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, kw_only=True)
class KeyIssueRank:
    """A year without a line is a year in which the issue was not ranked."""

    year: int | NotKnown | None = integer(
        "Year", minimum=FIRST_YEAR, maximum=LAST_YEAR, level=RequiredFor.MINIMAL
    )
    rank: int | NotKnown | None = integer("Rank", minimum=1, level=RequiredFor.MINIMAL)
    reason: str | None = text("Why this rank", null_is_empty=True)


@dataclass(frozen=True, kw_only=True)
class KeyIssueCase:
    case: Text = link("Case study", names="case-study", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class KeyIssueIndicator:
    indicator: Text = link("Risk indicator", names="risk-indicator", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class KeyIssueActionItem:
    item: Text = link("Action item", names="action-item", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class KeyIssueActivity:
    activity: Text = link("Activity", names="activity", level=RequiredFor.MINIMAL)


@dataclass(frozen=True, kw_only=True)
class KeyIssueProduct:
    product: Text = link("Analysis product", names="product", level=RequiredFor.MINIMAL)


@describe_record(
    RecordType(
        code="key-issue",
        short="KI",
        label="Key issue",
        plural="Key issues",
        table="key_issue",
        sheet="Key issues",
        title="name",
        sections=(ISSUE, RANKS, BEHIND, CLOSING, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class KeyIssue(Record):
    name: Translated = translated("Name", "issue", level=RequiredFor.MINIMAL)
    reason: str | None = long_text("Why it matters", "issue", null_is_empty=True)
    offices: tuple[str, ...] = codes("Offices concerned", "issue", names="office")
    ranks: tuple[KeyIssueRank, ...] = lines("Ranks", KeyIssueRank, "ranks", sheet="Key issue ranks")
    cases: tuple[KeyIssueCase, ...] = lines(
        "Case studies", KeyIssueCase, "behind", sheet="Key issue cases"
    )
    indicators: tuple[KeyIssueIndicator, ...] = lines(
        "Risk indicators", KeyIssueIndicator, "behind", sheet="Key issue indicators"
    )
    action_items: tuple[KeyIssueActionItem, ...] = lines(
        "Action items", KeyIssueActionItem, "behind", sheet="Key issue items"
    )
    activities: tuple[KeyIssueActivity, ...] = lines(
        "Activities", KeyIssueActivity, "behind", sheet="Key issue activities"
    )
    products: tuple[KeyIssueProduct, ...] = lines(
        "Analysis products", KeyIssueProduct, "behind", sheet="Key issue products"
    )
    asked: str | None = long_text(
        "Decision asked",
        "behind",
        null_is_empty=True,
        help="What others are asked to decide, and who: a function, never a person",
    )
    dropped_in: int | NotKnown | None = integer(
        "Dropped in", "closing", minimum=FIRST_YEAR, maximum=LAST_YEAR, null_is_empty=True
    )
    dropped_reason: str | None = text("Why it was dropped", "closing", null_is_empty=True)
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
