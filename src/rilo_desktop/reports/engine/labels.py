"""What values are called in the language of the document. Content is never translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from rilo_desktop.analysis.results import GoodsKind, GoodsSum
from rilo_desktop.language import catalogue, formats, window_languages
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.presentation.references import NameOf, no_names, reference_text
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType
from rilo_desktop.records.translated import best_text
from rilo_desktop.vocabularies import shipped
from rilo_desktop.vocabularies.lists import provisional_label
from rilo_desktop.vocabularies.units import UnitSum

from .printable_text import one_line

OwnLabels = Mapping[tuple[str, str], Mapping[str, str]]
"""(list, code) -> language -> label, of codes that an office added."""
NO_OWN: OwnLabels = {}


class Value(NamedTuple):
    """A value as it is printed; a missing one stands in grey."""

    text: str
    missing: bool = False


class Wording:
    def __init__(
        self, language: str, name_of: NameOf = no_names, own_codes: OwnLabels = NO_OWN
    ) -> None:
        """`name_of`: of the records that fields link."""
        self.language = language if language in window_languages() else "en"
        self.say = catalogue(self.language)
        self.formats = formats(self.language)
        self._name_of = name_of
        self._own_codes = own_codes

    # Values: known, not known, or not recorded

    def missing(self, value: Any) -> Value:
        """ "Not known" where somebody looked, "not recorded" where a field is empty."""
        if value is NOT_KNOWN:
            return Value(self.say.text("not known"), True)
        return Value(self.say.text("not recorded"), True)

    def text(self, value: Any) -> Value:
        if isinstance(value, str) and one_line(value):
            return Value(value)
        return self.missing(value)

    def code(self, vocabulary_name: str, value: Any) -> Value:
        if isinstance(value, str) and one_line(value):
            return Value(self.label(vocabulary_name, value))
        return self.missing(value)

    def partial(self, value: Any) -> Value:
        """A date as precise as it is given: April 2021."""
        if isinstance(value, str) and value:
            return Value(self.formats.partial(value))
        return self.missing(value)

    def iso(self, value: Any) -> Value:
        """A date as in the data: 2015-04."""
        return self.text(value)

    def number(self, value: Any) -> Value:
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return Value(self.formats.number(value))
        return self.missing(value)

    def money(self, amount: Any, currency: Any) -> Value:
        if isinstance(amount, Decimal):
            unit = f"{currency}\u00a0" if isinstance(currency, str) and currency else ""
            return Value(f"{unit}{self.formats.number(amount)}")
        return self.missing(amount)

    def field(self, about: FieldSpec, value: Any) -> Value:
        """Any field of a record, by its description."""
        if value is None or value is NOT_KNOWN or value == ():
            return self.missing(value)
        if about.names:
            linked = value if isinstance(value, tuple) else (value,)
            return Value(self.joined(self._reference(about, one) for one in linked))
        match about.type:
            case FieldType.CODE:
                return self.code(about.vocabulary, value) if about.vocabulary else Value(value)
            case FieldType.CODES:
                return Value(self.listed(about.vocabulary, value))
            case FieldType.TRANSLATED:
                return self.text(best_text(value, self.language))
            case FieldType.TEXTS:
                return Value("\n".join(value))
            case FieldType.DATE | FieldType.PARTIAL_DATE:
                return self.partial(value)
            case FieldType.INTEGER | FieldType.DECIMAL:
                return self.number(value)
            case FieldType.FLAG:
                return Value(self.say.text("yes") if value else self.say.text("no"))
        return self.text(value)

    def _reference(self, about: FieldSpec, value: str) -> str:
        return reference_text(about, value, self._name_of, self.say.text)

    # Words

    def label(self, vocabulary_name: str, code: str) -> str:
        """As every office calls it; a code that an office added says so."""
        if own := self._own_codes.get((vocabulary_name, code)):
            said = own.get(self.language) or own["en"]
            return provisional_label(said, office_of_code(code), self.language)
        return shipped(vocabulary_name).label(code, self.language)

    def listed(self, vocabulary_name: str, codes: Iterable[str]) -> str:
        return self.joined(self.label(vocabulary_name, code) for code in codes)

    def joined(self, words: Iterable[str]) -> str:
        return self.say.clauses(words)

    def day(self, iso: str) -> str:
        return self.formats.partial(iso)

    def date(self, day: date) -> str:
        return self.formats.day(day)

    def about(self, text: str, approximate: bool) -> str:
        return self.say.text("about {number}", number=text) if approximate else text

    def unit(self, code: str) -> str:
        return self.label("unit", code) if code else self.say.text("unit not known")

    def short_unit(self, code: str) -> str:
        """The first of the words that a unit is known by, where there is little room."""
        return self.unit(code).split(",")[0].split(" or ")[0].split(" ou ")[0]

    def amount(self, quantity: Decimal | None, unit: str, approximate: bool) -> str:
        """ "about 48,210 tablets"; a quantity that nobody counted is not known, and not zero."""
        if quantity is None:
            return self.say.text("{unit} not known", unit=self.short_unit(unit))
        return f"{self.about(self.formats.number(quantity), approximate)} {self.short_unit(unit)}"

    def sums(self, sums: Sequence[GoodsSum]) -> str:
        """One sum for each kind of goods and unit, and what has none: "27 pairs · pieces not
        known". Where there are several kinds, each is named."""
        named = len({one.kind for one in sums}) > 1
        missing = [one.sum.without_quantity == one.sum.lines for one in sums]
        ordered = sorted(zip(missing, sums, strict=True), key=lambda pair: pair[0])
        return " · ".join(self._of_kind(one, named) for _, one in ordered)

    def _of_kind(self, one: GoodsSum, named: bool) -> str:
        parts = " · ".join(self._sum(one.sum))
        name = self.goods_kind(one.kind) if named else ""
        return self.say.labelled(name, parts) if name else parts

    def goods_kind(self, kind: GoodsKind) -> str:
        """ "Watches and clocks", or what the office wrote where the category does not say it."""
        return kind.words or self.label("product_category", kind.category)

    def _sum(self, unit: UnitSum) -> list[str]:
        say, missing = self.say, unit.without_quantity
        if not unit.unit and missing == unit.lines:
            return [
                say.plural(
                    "{count} line without a quantity", "{count} lines without a quantity", missing
                )
            ]
        if missing == unit.lines:
            return [say.text("{unit} not known", unit=self.unit(unit.unit))]
        total = self.about(self.formats.number(unit.total), unit.approximate)
        parts = [f"{total} {self.unit(unit.unit)}"]
        if missing:
            parts.append(
                say.plural(
                    "{count} line in {unit} without a quantity",
                    "{count} lines in {unit} without a quantity",
                    missing,
                    unit=self.unit(unit.unit),
                )
            )
        return parts
