"""What may be picked beside the text: indicators for a case, cases for an indicator.

Each offer says why it is made: the words that both share, what it applies to, how often it was
seen in cases like this one. Nothing is guessed that an officer could not check.
"""

from __future__ import annotations

from rilo_desktop.records import CaseStudy, Record, RiskIndicator

from .likely_cases import cases_for
from .likely_indicators import indicators_for
from .offers import Offers
from .session import Session


def look(session: Session, beside: Record, words: str = "") -> Offers:
    """What may be picked beside a record as it stands on the form; none for most kinds."""
    if isinstance(beside, CaseStudy):
        return indicators_for(session, beside, words.strip())
    if isinstance(beside, RiskIndicator):
        return cases_for(session, beside, words.strip())
    return Offers(words)
