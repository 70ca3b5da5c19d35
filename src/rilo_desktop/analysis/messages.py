"""Words of the pictures in one language, through the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from rilo_desktop.language import Catalogue, Formats, catalogue, formats
from rilo_desktop.vocabularies import vocabulary

from .case_columns import EMPTY, NOT_KNOWN


@dataclass(frozen=True)
class Words:
    language: str
    say: Catalogue
    formats: Formats
    offices: dict[str, str] = field(default_factory=dict)
    """Code -> name of an office."""
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def code(self, list_name: str, code: str) -> str:
        """The label of a code; what is not known and what is empty are two things."""
        key = (list_name, code)
        if key not in self._labels:
            self._labels[key] = self._label(list_name, code)
        return self._labels[key]

    def _label(self, list_name: str, code: str) -> str:
        if code == NOT_KNOWN:
            return self.say.text("Not known")
        if code == EMPTY:
            return self.say.text("Left empty")
        if list_name == "office":
            return self.offices.get(code, code)
        return vocabulary(list_name).label(code, self.language)

    def number(self, value: Decimal | int | float) -> str:
        return self.formats.number(value)

    def cases(self, count: int) -> str:
        number = self.number(count)
        return self.say.plural("{number} case", "{number} cases", count, number=number)

    def items(self, count: int) -> str:
        number = self.number(count)
        return self.say.plural("{number} item", "{number} items", count, number=number)


def words_of(language: str, offices: dict[str, str] | None = None) -> Words:
    return Words(language, catalogue(language), formats(language), offices or {})
