"""A cell becomes what its field may hold, by the description of the field alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from rilo_desktop.characters import tidy_number
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, FieldType, fields_of, kind_named
from rilo_desktop.rules.derived_values import language_of
from rilo_desktop.rules.findings import N_, Coded, Finding, Message, Nature, Severity
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named

from ..cell_values import (
    Habits,
    Reading,
    read_code,
    read_codes,
    read_date,
    read_flag,
    read_hs,
    read_money,
    read_number,
    read_place_country,
    read_quantity,
    read_route,
    read_text,
)
from ..cell_values.reading import about, is_not_known, question, warned
from ..cells import Cell, Formula, Number, is_blank, text_of
from ..column_mapping.headings import folded
from ..column_mapping.question_keys import MISSING, QuestionKey, Scope, TableAnswers, shortened
from ..column_mapping.targets import Target, targets_of
from ..values import Unfit, blank, value_of
from .building import note_of
from .read_cells import BLANK, CellState, CellValue, Parts, data_of, no_parts

BY_LEGEND = N_("“{value}” is “{meaning}” by the sheet that explains it.")
OTHER_FIELD = N_("“{value}” is of the field {field}: it goes there.")
ANSWERED = N_("“{value}” was read as you answered.")
NOT_AN_ANSWER = N_("The answer “{answer}” to “{value}” cannot be read: give one of the proposals.")
LINK = N_("The cell is a link: the text that it shows was read, its address was not.")
JOINED = N_("The cell has a formula that joins texts: what they say together was read.")
FORMULA = N_("The cell has a formula, which is never calculated: write the value itself.")
IN_LANGUAGE = N_("“{value}” was taken for a text in this language: {language}.")
KEY = "local_ref"
NOT_WHOLE = N_("“{value}” is no whole number: correct it.")
NAMES_NOTHING = N_(
    "“{value}” names nothing that this office knows ({kind}): give the code, or leave the field "
    "empty."
)
_SEVERAL = re.compile(r"[\n;,]")
EMPTY_ANSWERS = ("", None)
MOST_OF_WORD = 120
"""Characters of a cell that may be a word of a list."""


class CellReader:
    """Reads cells for the fields of one record type."""

    def __init__(
        self,
        kind: str,
        legend: Mapping[str, str],
        answers: TableAnswers,
        names: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """`legend`: what local codes mean by a sheet of the file; `answers`: those given before;
        `names`: numbers of the records that a field may name, by record type.
        """
        self._names = names or {}
        self._details = _details(kind)
        self._has_note = bool(note_of(kind))
        self._legend = {folded(code): meaning for code, meaning in legend.items()}
        self._answers = answers
        self._siblings = {path: _siblings(kind, path) for path in targets_of(kind)}
        self._places = {
            target.spec.place_of: target.field
            for target in targets_of(kind).values()
            if target.spec.place_of
        }

    def read(
        self, target: Target, cell: Cell, habits: Habits, split: str = "", heading: str = ""
    ) -> CellValue:
        """What the cell says, by itself or as its word, or its text, was answered. `split` divides
        it into several values of one field.
        """
        if is_blank(cell):
            return BLANK
        value = self._unanswered(target, cell, habits, split)
        if value.state is not CellState.QUESTION:
            return value
        key = asked_as(target, cell, "", heading)
        answer: Any = MISSING
        if key.scope is Scope.WORD:
            answer = self._answers.word(key.what, key.text)
        elif key.scope is Scope.TEXT:
            answer = self._answers.text(heading, target.path, key.text)
        if answer is MISSING:
            return value
        made = self.answered(target, cell, habits, answer, split)
        return replace(made, warnings=tuple(w for w in made.warnings if w.message != ANSWERED))

    def _unanswered(self, target: Target, cell: Cell, habits: Habits, split: str) -> CellValue:
        if isinstance(cell, Formula):
            return self._formula(target, cell, habits)
        if split and isinstance(cell, str):
            cell = "\n".join(part.strip() for part in cell.split(split) if part.strip())
        return self._plain(target, cell, habits)

    def _formula(self, target: Target, cell: Formula, habits: Habits) -> CellValue:
        """What stands in the formula itself; no other formula says anything."""
        formula = cell.text.strip()
        if link := _HYPERLINK.fullmatch(formula):
            shown, note = _unquoted(link[1]), LINK
        elif _JOINED.fullmatch(formula):
            shown, note = "".join(map(_unquoted, _PART.findall(formula))), JOINED
        else:
            return CellValue(CellState.QUESTION, reason=_finding(Message(FORMULA)))
        value = self._plain(target, shown, habits)
        return replace(value, warnings=(*value.warnings, _finding(Message(note))))

    def _plain(self, target: Target, cell: Cell, habits: Habits) -> CellValue:
        reading = self._named(target, _reading(target, cell, habits, self._details))
        if reading.state in ("question", "unreadable"):
            other = (
                self._by_legend(target, cell, habits)
                or self._elsewhere(target, cell, habits)
                or self._with_place(target, cell, habits)
            )
            if other is not None:
                return other
        return _value(target, reading, self._details)

    def _named(self, target: Target, reading: Reading) -> Reading:
        """A code that names a record names one that is there: asked where it names none."""
        kind = target.spec.names if target.spec.type in _CODED else ""
        if reading.state != "taken" or kind not in self._names:
            return reading
        parts = (part.strip() for part in _SEVERAL.split(reading.value))
        if all(part in self._names[kind] for part in parts if part):
            return reading
        label = Message(kind_named(kind).label)
        return question(about(NAMES_NOTHING, str(reading.value), kind=label))

    def _by_legend(self, target: Target, cell: Cell, habits: Habits) -> CellValue | None:
        if not isinstance(cell, str) or target.spec.type not in _CODED:
            return None
        meaning = self._legend.get(folded(cell))
        if meaning is None:
            return None
        reading = _reading(target, meaning, habits, self._details)
        if reading.state != "taken":
            return None
        note = _finding(Message(BY_LEGEND, {"value": cell.strip()[:60], "meaning": meaning[:60]}))
        value = _value(target, reading, self._details)
        return replace(value, warnings=(*value.warnings, note))

    def _elsewhere(self, target: Target, cell: Cell, habits: Habits) -> CellValue | None:
        """A word of a list that stands in the column of the field beside it in the description."""
        for other in self._siblings[target.path]:
            reading = _reading(other, cell, habits, self._details)
            if reading.state == "taken" and not reading.warnings:
                value = _value(other, reading, self._details)
                words = {"value": text_of(cell)[:60], "field": other.label[0]}
                note = _finding(Message(OTHER_FIELD, words))
                fields = {other.path: value.shown}
                return replace(value, warnings=(*value.warnings, note), fields=fields)
        return None

    def _with_place(
        self, target: Target, cell: Cell, habits: Habits, country: str = ""
    ) -> CellValue | None:
        """A country with a place beside it: "China - Hong Kong", "Spain (Ceuta)". The place goes
        into the field for the place, or into the note.
        """
        if not _is_country_field(target):
            return None
        reading = read_place_country(cell, habits, country)
        if reading.state != "taken" or len(reading.value) != 1:
            return None
        ((code, place),) = reading.value
        if not place:
            return _taken(target, code, self._details)
        field = self._places.get(target.field, "")
        if not field and not self._has_note:
            return None  # asked: taken as the country alone, the place would be lost
        if not field:
            return CellValue(CellState.TAKEN, code, _alone(target.field), kept=text_of(cell))
        values = {target.field: code, field: place}
        return CellValue(CellState.TAKEN, code, _given(values), fields=values)

    def _in_country(
        self, target: Target, cell: Cell, habits: Habits, answer: Any
    ) -> CellValue | None:
        """The places of a cell with the country that was answered: they stay."""
        found = codes_named("country", answer) if isinstance(answer, str) else ()
        if len(found) != 1:
            return None
        if target.is_stop:
            read = read_place_country if target.role else read_route
            reading = read(cell, habits, found[0])
            return _value(target, reading, self._details) if reading.state == "taken" else None
        divided = _DIVIDED.search(text_of(cell))
        return self._with_place(target, cell, habits, found[0]) if divided else None

    def answered(
        self, target: Target, cell: Cell, habits: Habits, answer: Any, split: str = ""
    ) -> CellValue:
        """What an officer answered: a proposal, data, or text in place of the cell."""
        if answer in EMPTY_ANSWERS:
            return BLANK
        text = text_of(cell).strip()[:60]
        note = _finding(Message(ANSWERED, {"value": text}))
        reading = _reading(target, cell, habits, self._details)
        if reading.found and str(answer).casefold() in reading.proposals:
            told = replace(habits, personal=str(answer).casefold())
            made = _value(target, _reading(target, cell, told, self._details), self._details)
            return replace(made, warnings=(*made.warnings, note))
        if told_of := self._in_country(target, cell, habits, answer):
            return replace(told_of, warnings=(*told_of.warnings, note))
        for proposal in reading.proposals:
            made = _value(target, Reading("taken", proposal), self._details)
            if _same(made.shown, answer):
                return replace(made, warnings=(note,))
        if not isinstance(answer, str):
            value = _of_data(target, answer, self._details)
            if value is not None:
                made = _value(target, Reading("taken", value), self._details)
                return replace(made, warnings=(note,))
        elif target.spec.type in TEXTS and not target.is_stop and not target.spec.scheme:
            made_of = _strict(target, answer, self._details)
            if made_of is not None:
                return replace(made_of, warnings=(note,))
        else:
            loose, strict = (
                self._plain(target, answer, habits),
                _strict(target, answer, self._details),
            )
            for found in (loose, strict):
                if found is not None and found.state in (CellState.TAKEN, CellState.NOT_KNOWN):
                    return replace(found, warnings=(*found.warnings, note))
        wrong = _finding(Message(NOT_AN_ANSWER, {"answer": str(answer)[:60], "value": text}))
        before = self._unanswered(target, cell, habits, split)
        return CellValue(CellState.QUESTION, proposals=before.proposals, reason=wrong)


def asked_as(target: Target, cell: Cell, letter: str, heading: str) -> QuestionKey:
    """Where the question of a cell is asked: a word of a list once for all, an equal text once for
    its column, a number, a date or an amount in its cell. The sheet and the row are not in it yet.
    """
    text, spec = " ".join(text_of(cell).split()), target.spec
    is_word = len(text) <= MOST_OF_WORD and any(sign.isalpha() for sign in text)
    if isinstance(cell, str) and target.path != KEY:
        listed = "country" if target.is_stop else spec.vocabulary or ""
        if is_word and listed and not (target.is_stop and _DIVIDED.search(text)):
            return QuestionKey(Scope.WORD, listed, text=shortened(text))
        if target.is_stop or (spec.type in _TEXTUAL and not spec.scheme):
            return QuestionKey(Scope.TEXT, target.path, heading=heading, text=shortened(text))
    return QuestionKey(Scope.CELL, target.path, letter=letter)


def _is_country_field(target: Target) -> bool:
    alone = not target.in_lines and not target.is_stop
    return alone and target.spec.type is FieldType.CODE and target.spec.vocabulary == "country"


_DIVIDED = re.compile(r"[\d,;/()\n>→–-]")
"""A stop with any of these may be more than a country."""


_HYPERLINK = re.compile(
    r'=HYPERLINK\(\s*"(?:[^"]|"")*"\s*[,;]\s*("(?:[^"]|"")*")\s*\)', re.IGNORECASE
)
_PART = re.compile(r'"(?:[^"]|"")*"|\d+')
_JOINED = re.compile(rf"=\s*(?:{_PART.pattern})(?:\s*&\s*(?:{_PART.pattern}))+")
"""Texts and whole numbers joined: ="W-"&26."""


def _unquoted(part: str) -> str:
    """A text or a number of a formula, without the formula's quotation marks."""
    return part[1:-1].replace('""', '"') if part.startswith('"') else part


_CODED = (FieldType.CODE, FieldType.CODES)
TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.TRANSLATED)
_TEXTUAL = (*TEXTS, FieldType.CODE, FieldType.CODES)


def _siblings(kind: str, path: str) -> tuple[Target, ...]:
    """Coded fields of the same section, in a record as its column is in it."""
    targets = targets_of(kind)
    target = targets[path]
    if target.in_lines or target.is_stop or target.spec.type not in _CODED:
        return ()
    if not target.spec.vocabulary or target.spec.vocabulary == "country":
        return ()
    stem = target.field.partition("_")[0]
    return tuple(
        other
        for other in targets.values()
        if other.path != path
        and not other.in_lines
        and not other.is_stop
        and other.spec.type in _CODED
        and other.spec.vocabulary not in ("", "country")
        and other.spec.section == target.spec.section
        and other.field.partition("_")[0] == stem
        and not other.spec.narrowed_by
    )


Details = Mapping[str, Target]
"""{path of a field: the field that says it in more detail}."""


def _details(kind: str) -> Details:
    targets = targets_of(kind)
    return {
        target.spec.narrowed_by: target for target in targets.values() if target.spec.narrowed_by
    }


def _reading(target: Target, cell: Cell, habits: Habits, details: Details) -> Reading:
    spec = target.spec
    if target.path == KEY:  # a number of the office, which the guard reads nowhere
        number = tidy_number(text_of(cell))
        return Reading("blank") if is_not_known(number) else Reading("taken", number)
    if isinstance(cell, Number) and cell.symbol:
        habits = _with_symbol(spec, cell.symbol, habits)
    if target.path in details:
        return _narrowed(target, details[target.path], cell, habits)
    if target.is_stop:
        return read_place_country(cell, habits) if target.role else read_route(cell, habits)
    if spec.beside.get("unit"):
        return read_quantity(cell, habits)
    if spec.beside.get("currency"):
        return read_money(cell, habits)
    if spec.scheme in _SCHEMES:
        return _SCHEMES[spec.scheme](cell, habits)
    if spec.type is FieldType.CODE and spec.vocabulary:
        return read_code(spec.vocabulary, cell, habits)
    if spec.type is FieldType.CODES and spec.vocabulary:
        return read_codes(spec.vocabulary, cell, habits)
    return _READERS[spec.type](cell, habits)


def _with_symbol(spec: FieldSpec, symbol: str, habits: Habits) -> Habits:
    """What the format of a number writes beside it counts as if it stood in the cell."""
    if spec.beside.get("currency"):
        found = codes_named("currency", symbol)
        return replace(habits, currency=found[0]) if len(found) == 1 else habits
    return replace(habits, unit=symbol) if codes_named("unit", symbol) else habits


def _narrowed(target: Target, detail: Target, cell: Cell, habits: Habits) -> Reading:
    """The value is (code, code of the detail or None): "truck" says both."""
    narrow = read_code(detail.spec.vocabulary, cell, habits)
    parents = vocabulary(detail.spec.vocabulary)
    if narrow.state == "taken":
        return replace(narrow, value=(parents.parent(narrow.value), narrow.value))
    wide = read_code(target.spec.vocabulary, cell, habits)
    if wide.state == "taken":
        return replace(wide, value=(wide.value, None))
    if wide.state != "question":
        return wide
    nearer = ((parents.parent(code), code) for code in narrow.proposals)
    return replace(wide, proposals=(*((code, None) for code in wide.proposals), *nearer))


def _whole(cell: Cell, habits: Habits) -> Reading:
    found = read_number(cell, habits)
    if found.state == "taken" and found.value != found.value.to_integral_value():
        return Reading("question", reason=Message(NOT_WHOLE, {"value": text_of(cell)[:60]}))
    return replace(found, value=int(found.value)) if found.state == "taken" else found


def _in_language(cell: Cell, habits: Habits) -> Reading:
    """A column gives the text in one language; a template has a column for each."""
    found = read_text(cell, habits)
    if found.state != "taken":
        return found
    language = Coded("language", language_of(found.value))
    return warned(found, about(IN_LANGUAGE, found.value, language=language))


_SCHEMES: Mapping[str, Callable[[Cell, Habits], Reading]] = {"hs": read_hs}
_READERS: Mapping[FieldType, Callable[[Cell, Habits], Reading]] = {
    FieldType.TEXT: read_text,
    FieldType.LONG_TEXT: read_text,
    FieldType.TEXTS: read_text,
    FieldType.TRANSLATED: _in_language,
    FieldType.CODE: read_text,
    FieldType.CODES: read_text,
    FieldType.DATE: read_date,
    FieldType.PARTIAL_DATE: read_date,
    FieldType.INTEGER: _whole,
    FieldType.DECIMAL: read_number,
    FieldType.FLAG: read_flag,
}


def _value(target: Target, reading: Reading, details: Details) -> CellValue:
    """A reading as the values of fields. `shown` is data, as scripts are given it."""
    warnings = tuple(_finding(one) for one in reading.warnings)
    if reading.state == "blank":
        return BLANK
    if reading.state == "not_known":
        parts = no_parts if target.is_stop else _given({_name(target): blank(target.spec)})
        return CellValue(CellState.NOT_KNOWN, None, parts, warnings=warnings)
    if reading.state != "taken":
        reason = _finding(reading.reason)
        proposals = reading.proposals
        if not reading.found:
            proposals = tuple(_shown(target, one, details) for one in proposals)
        return CellValue(
            CellState.QUESTION, proposals=proposals, reason=reason, of_column=reading.found
        )
    made = _taken(target, reading.value, details)
    return replace(made, warnings=warnings) if warnings else made


def _name(target: Target) -> str:
    return target.inner or target.field


def _taken(target: Target, value: Any, details: Details) -> CellValue:
    spec = target.spec
    amounts = spec.beside.get("unit") or spec.beside.get("currency")
    shown = tuple(value) if amounts else _shown(target, value, details)
    if target.is_stop:
        return CellValue(
            CellState.TAKEN, shown, stops=_stops(target, value), fields=_by_role(target, value)
        )
    name = _name(target)
    if unit := spec.beside.get("unit"):
        return CellValue(CellState.TAKEN, shown, _quantities(name, unit, spec.beside.get("approx")))
    if currency := spec.beside.get("currency"):
        return CellValue(CellState.TAKEN, shown, _amount(name, currency))
    if spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        return CellValue(CellState.TAKEN, shown, _given(_of_date(name, spec, value)))
    if spec.type is FieldType.TRANSLATED:
        texts = ((language_of(value), value),)
        return CellValue(CellState.TAKEN, shown, _given({name: texts}))
    if spec.type is FieldType.TEXTS:
        return CellValue(CellState.TAKEN, shown, _given({name: tuple(str(value).split("\n"))}))
    if spec.type is FieldType.CODES and isinstance(value, str):  # of no list: codes of offices
        several = tuple(part.strip() for part in _SEVERAL.split(value) if part.strip())
        return CellValue(CellState.TAKEN, shown, _given({name: several}))
    if target.path in details:
        code, detail = value
        values = {name: code} | ({details[target.path].field: detail} if detail else {})
        return CellValue(CellState.TAKEN, shown, _given(values))
    if spec.narrowed_by:
        parent = vocabulary(spec.vocabulary).parent(value)
        return CellValue(CellState.TAKEN, shown, _given({spec.narrowed_by: parent, name: value}))
    if shown is value:
        return CellValue(CellState.TAKEN, shown, _alone(name))
    return CellValue(CellState.TAKEN, shown, _given({name: value}))


def _given(values: Mapping[str, Any]) -> Parts:
    return lambda _told: (values,)


@cache
def _alone(name: str) -> Parts:
    return lambda told: ({name: told},)


@cache
def _amount(name: str, currency: str) -> Parts:
    return lambda told: ({name: told[0], currency: told[1] or None},)


@cache
def _quantities(name: str, unit: str, approx: str | None) -> Parts:
    def parts(told: Sequence[tuple[Decimal, str, bool]]) -> tuple[Mapping[str, Any], ...]:
        return tuple(
            {name: quantity, unit: of or NOT_KNOWN, **({approx: about} if approx else {})}
            for quantity, of, about in told
        )

    return parts


def _of_date(name: str, spec: FieldSpec, value: tuple[str, str | None, str]) -> dict[str, Any]:
    made: dict[str, Any] = {name: value[0]}
    if "end" in spec.beside:
        made[spec.beside["end"]] = value[1]
    if "precision" in spec.beside:
        made[spec.beside["precision"]] = value[2]
    return made


def _stops(target: Target, value: Sequence[tuple[str, ...]]) -> tuple[Mapping[str, Any], ...]:
    """Legs of a route as the fields of its lines; (country, place) or (role, country, place)."""
    assert target.spec.lines is not None
    country, place = _leg_fields(target.spec)
    made = []
    for leg in value:
        role, at, where = leg if len(leg) == 3 else (target.role, *leg)
        made.append({target.spec.stops: role, country: at, place: where or None})
    return tuple(made)


def _leg_fields(spec: FieldSpec) -> tuple[str, str]:
    assert spec.lines is not None
    inside = fields_of(spec.lines)
    country = next(name for name, of in inside.items() if of.vocabulary == "country")
    place = next(name for name, of in inside.items() if of.type is FieldType.TEXT)
    return country, place


def _by_role(target: Target, value: Sequence[tuple[str, ...]]) -> Mapping[str, Any]:
    """{"route.departure": [...]} of a route in one cell."""
    if target.role:
        return {}
    found: dict[str, list[Any]] = {}
    for role, country, place in value:
        stop = {"country": country, "place": place or None}
        found.setdefault(f"{target.field}.{role}", []).append(stop)
    return found


def _shown(target: Target, value: Any, details: Details) -> Any:
    """A value as data: numbers as text, its parts by name."""
    spec = target.spec
    if target.path in details and isinstance(value, tuple):
        return {target.path: value[0], details[target.path].path: value[1]}
    if target.is_stop:
        legs = (leg[-2:] for leg in value)
        return [{"country": country, "place": place or None} for country, place in legs]
    if spec.beside.get("unit"):
        return data_of((value,) if value and isinstance(value[0], Decimal) else value)
    if spec.beside.get("currency"):
        return data_of(value)
    if spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE) and isinstance(value, tuple):
        return {"date": value[0], "date_end": value[1], "date_precision": value[2]}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return list(value)
    return value


def _same(shown: Any, answer: Any) -> bool:
    """Is an answer this proposal? Numbers may be given as text or as data."""
    if isinstance(shown, dict) and isinstance(answer, dict):
        return all(_same(shown.get(name), one) for name, one in answer.items())
    if isinstance(shown, list) and isinstance(answer, list):
        return len(shown) == len(answer) and all(map(_same, shown, answer))
    return str(shown).casefold() == str(answer).casefold()


def _of_data(target: Target, data: Any, details: Details) -> Any:
    """The value that was `_shown` as this data, whatever is proposed now; None where it is none."""
    spec = target.spec
    try:
        if target.path in details and isinstance(data, dict):
            detail = details[target.path]
            return (
                _code(spec, data[target.path]),
                _code(detail.spec, data[detail.path]) if data.get(detail.path) else None,
            )
        if target.is_stop and target.role:
            country = fields_of(spec.lines)[_leg_fields(spec)[0]] if spec.lines else spec
            return tuple((_code(country, leg["country"]), _place(leg)) for leg in data)
        if spec.beside.get("unit"):
            return tuple(_amount_of(spec, one, "quantity", "unit") for one in data) or None
        if spec.beside.get("currency"):
            return _amount_of(spec, data, "amount", "currency")[:2]
        if spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
            end, precision = data.get("date_end"), data.get("date_precision")
            days = (value_of(spec, str(one))[0] for one in (data["date"], end or data["date"]))
            first, last = days
            if precision and precision not in vocabulary("date_precision"):
                return None
            return first, last if end else None, precision or _precision(first)
        if spec.type is FieldType.CODES and spec.vocabulary:
            return tuple(_code(spec, code) for code in data) or None
        return "\n".join(map(str, data)) if spec.type is FieldType.TEXTS else None
    except (Unfit, KeyError, TypeError, AttributeError):
        return None


def _code(spec: FieldSpec, code: Any) -> str:
    if code not in vocabulary(spec.vocabulary):
        raise Unfit
    return str(code)


def _place(leg: Mapping[str, Any]) -> str:
    place = leg.get("place") or ""
    if not isinstance(place, str):
        raise Unfit
    return place


def _amount_of(spec: FieldSpec, data: Mapping[str, Any], name: str, of: str) -> tuple[Any, ...]:
    """`of`: the list of its code, and the name of that."""
    code = data.get(of)
    if code and code not in vocabulary(of):
        raise Unfit
    return value_of(spec, str(data[name]))[0], code or "", data.get("quantity_approx") is True


def _precision(day: Any) -> str:
    return {4: "year", 7: "month"}.get(len(str(day)), "day")


def _strict(target: Target, answer: str, details: Details) -> CellValue | None:
    """An answer as the program writes values itself: a code, an ISO day, a decimal point."""
    if target.is_stop:
        return None
    if target.spec.type is FieldType.TRANSLATED:
        return _taken(target, answer.strip(), details)
    try:
        value, _ = value_of(target.spec, answer.strip())
    except Unfit:
        return None
    if target.spec.beside.get("unit"):
        return _taken(target, ((value, "", False),), details)
    if target.spec.beside.get("currency"):
        return CellValue(CellState.TAKEN, f"{value:f}", _given({_name(target): value}))
    if target.spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        return _taken(target, (value, None, _precision(value)), details)
    if target.path in details:
        return _taken(target, (value, None), details)
    return _taken(target, value, details)


def _finding(message: Message) -> Finding:
    return Finding(
        "exchange.cell", Severity.WARNS, Nature.STRUCTURE, message.text, dict(message.values)
    )
