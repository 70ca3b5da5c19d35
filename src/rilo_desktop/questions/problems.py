"""What is wrong with answers, as data: a rule, the path of the question, a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


class Rule(StrEnum):
    REQUIRED = "required"
    TYPE = "type"
    CHOICE = "choice"
    CONSTRAINT = "constraint"
    REPEAT_COUNT = "repeat_count"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True)
class Problem:
    """`message` is a message of the catalogue with {named} values; `words` is the form's own text
    by language, which stands instead of it where there is one.
    """

    path: str
    rule: Rule
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[tuple[str, str], ...] = ()
