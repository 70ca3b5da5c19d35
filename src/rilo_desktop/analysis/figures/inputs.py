"""What figures are counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from rilo_desktop.records import Record

from .figure import NO_EARLIER, Earlier

R = TypeVar("R", bound=Record)


class MadeOf(Protocol):
    """The records of a type that a document is made of, whole or in part."""

    def __call__(self, cls: type[R], /) -> Sequence[R]: ...


@dataclass(frozen=True, slots=True)
class FigureInput:
    """`day`: ISO, of the document; `earlier`: what last year's report printed."""

    made_of: MadeOf
    year: int
    day: str
    earlier: Earlier = NO_EARLIER

    @property
    def position(self) -> date:
        """The day on which states are judged: that of the document, at most the year's last."""
        last = date(self.year, 12, 31)
        try:
            return min(date.fromisoformat(self.day), last)
        except ValueError:
            return last
