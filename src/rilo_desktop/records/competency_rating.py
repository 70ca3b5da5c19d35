"""Competency rating: how far one office can do one thing, with its day and its source."""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    codes,
    describe_record,
    flag,
    integer,
    partial_date,
    text,
)
from .record import HANDLING, Record, Text

RATING = Section("rating", "Rating")
SOURCE = Section("source", "Source")

HIGHEST_LEVEL = 4
"""Levels are the codes of the list competency_level, 0 to 4. No level is unknown, never 0."""


@describe_record(
    RecordType(
        code="competency-rating",
        short="CR",
        label="Competency rating",
        plural="Competency ratings",
        table="competency_rating",
        sheet="Competency ratings",
        title="local_ref",
        titled=(("", "competency"),),
        dated="as_of",
        sections=(RATING, SOURCE, HANDLING),
    )
)
@dataclass(frozen=True, kw_only=True)
class CompetencyRating(Record):
    """Of the office in `office_code`. At most one of an office and a competency is current."""

    competency: Text = code(
        "Competency", "rating", vocabulary="competency", level=RequiredFor.MINIMAL, filters=True
    )
    level: int | NotKnown | None = integer(
        "Level",
        "rating",
        maximum=HIGHEST_LEVEL,
        null_is_empty=True,
        help="0 none, 1 basic, 2 working, 3 advanced, 4 can train others; empty is unknown",
    )
    staff: int | NotKnown | None = integer(
        "Officers", "rating", null_is_empty=True, help="How many can do it, never their names"
    )
    languages: tuple[str, ...] = codes("Working languages", "rating", vocabulary="language")
    can_help: bool | None = flag("Can help other offices", "rating")
    as_of: str | None = partial_date("As of", "source", null_is_empty=True)
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )
