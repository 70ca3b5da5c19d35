"""What judges records on every path. Rules never lose work: they block release, never saving."""

from .findings import Finding, Nature, Place, Refused, Severity, blocking
from .handling import strictest
from .judge import judge
from .known import Known
from .updates import appended_only

__all__ = [
    "Finding",
    "Known",
    "Nature",
    "Place",
    "Refused",
    "Severity",
    "appended_only",
    "blocking",
    "judge",
    "strictest",
]
