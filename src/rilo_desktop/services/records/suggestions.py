"""What may be picked beside the text: indicators for a case, cases for an indicator, an activity.

Each offer says why it is made: the words that both share, what it applies to, how often it was
seen in cases like this one. Nothing is guessed that an officer could not check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rilo_desktop.records import Activity, CaseStudy, Record, RiskIndicator

from ..office.session import Session
from .suggest_cases import cases_for, cases_for_activity
from .suggest_indicators import indicators_for
from .suggestion_types import Suggestions

SUGGESTERS: Mapping[type[Record], Callable[[Session, Any, str, str], Suggestions]] = {
    CaseStudy: indicators_for,
    RiskIndicator: cases_for,
    Activity: cases_for_activity,
}
"""By the type of the record on the form; its specification has `suggestions`."""


def suggestions_for(
    session: Session, beside: Record, words: str = "", language: str = ""
) -> Suggestions:
    """What may be picked beside a record as it stands on the form; none for most kinds.

    `language`: of the titles, where a record has one in it.
    """
    suggest = SUGGESTERS.get(type(beside))
    if suggest is None:
        return Suggestions(words)
    return suggest(session, beside, words.strip(), language)
