"""What is wrong with a form, and what of it is not asked, as messages of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from rilo_desktop.questions.definition import Definition, Item, ItemType, Omission
from rilo_desktop.questions.form_errors import FormError

from .findings import N_, FieldPath, Finding, Message, Nature, Severity

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LEFT_OUT, IGNORED, WARNED, WORDS, STOPS = (
    *("form.left_out", "form.ignored", "form.warned", "form.words", "form.stops"),
)
_DEVICE: Final = frozenset(
    {
        *("start", "end", "deviceid", "subscriberid", "simserial", "phonenumber", "username"),
        *("email", "imei", "audit", "start-geopoint", "background-geopoint"),
    }
)
_KEPT: Final = N_("Nothing of a person or a device is kept.")
_REMEDIES: Final[Mapping[str, str]] = {
    "audio": N_("Ask for it in words."),
    "background-audio": N_("Leave it out: nobody is recorded at a desk."),
    "video": N_("Ask for it in words, or for a picture."),
    "file": N_("Ask for a picture, or in words."),
    "osm": N_("Ask for a place (geopoint)."),
    "a list of choices from another file": N_("Write the choices on the sheet choices."),
}
_FEATURES: Final = frozenset(
    {
        N_("search() in a list of another file"),
        N_("a list of choices from a repeat"),
    }
)
_NAMED: Final[Mapping[str, str]] = {
    "appearance": N_("appearance {name}"),
    "parameter": N_("parameter {name}"),
}


_PLACED: Final = N_("{label}: {said}")


def feature(said: str) -> Message | str:
    """Of `Omission.feature`: the names of types and columns are the same in every language."""
    word, _, name = said.partition(" ")
    if name and word in _NAMED:
        return Message(_NAMED[word], {"name": name})
    return Message(said) if said in _FEATURES else said


def reason(error: FormError, file: str = "") -> Message:
    """Where it is, and then what: "form.xlsx, sheet survey, row 3, age: ..."."""
    what = _what(error)
    where = FieldPath(file=file, **error.place._asdict())
    if where == FieldPath():
        return what
    return Message(_PLACED, {"label": where, "said": what})


def placed(finding: Finding) -> Finding:
    """One of a row, with its place in the sentence."""
    if not finding.place.row:
        return finding
    said = {"label": finding.place, "said": Message(finding.message, finding.values)}
    return replace(finding, message=_PLACED, values={**finding.values, **said})


def _what(error: FormError) -> Message:
    values: dict[str, object] = dict(error.values)
    if isinstance(said := values.get("feature"), str):
        values["feature"] = feature(said)
    return Message(error.message, values)


def left_out(one: Omission, file: str = "") -> Finding:
    """A question that offices are not asked, and what its author can do."""
    said = [Message(N_("{feature} is not asked."), {"feature": feature(one.feature)})]
    of_device = one.feature in _DEVICE
    more = _KEPT if of_device else _REMEDIES.get(one.feature)
    said.append(Message(more or N_("Ask for it in another way.")))
    if one.is_required:
        said.append(Message(N_("The workbook requires an answer; offices owe none.")))
    if one.is_named:
        said.append(Message(N_("What looks at its answer finds it empty.")))
    rule = IGNORED if of_device and not one.is_named else LEFT_OUT
    return _found(rule, said, _place(file, SURVEY, one.row, one.name))


def ignored(all_of_them: Iterable[Omission], file: str = "") -> Iterator[Finding]:
    """What changes nothing here: each feature once, where it stands first."""
    found: dict[str, list[Omission]] = {}
    for one in all_of_them:
        found.setdefault(one.feature, []).append(one)
    for said, places in found.items():
        what = Message(N_("{feature} changes nothing here."), {"feature": feature(said)})
        more = Message(N_("It is in {count} rows."), {"count": len(places)})
        first, of_settings = places[0], places[0].name == SETTINGS
        sheet, item = (SETTINGS, "") if of_settings else (SURVEY, first.name)
        told = [what, more] if len(places) > 1 else [what]
        yield _found(IGNORED, told, _place(file, sheet, first.row, item))


def stopping(definition: Definition, file: str = "") -> Iterator[Finding]:
    """Notes that keep every office from sending its answers, whatever it answers."""
    depends: set[tuple[str, ...]] = set()
    for path, item in definition.walk():
        if path[:-1] in depends or item.relevant or item.type is ItemType.REPEAT:
            depends.add(path)
        elif item.type is ItemType.NOTE and item.required == "true()" and not _has_value(item):
            said = [
                Message(N_("No office can send its answers: this note is required and stands.")),
                Message(N_("Say in the column relevant when it stops, or do not require it.")),
            ]
            yield _found(STOPS, said, _place(file, SURVEY, item.row, item.name))


def _has_value(item: Item) -> bool:
    return bool(item.calculation or item.default)


def warned(error: FormError, file: str) -> Finding:
    """What the reader of the workbook warns of."""
    sheet, row, item = error.place
    place = FieldPath(file=file, sheet=sheet or SURVEY, row=row, item=item)
    return _found(WARNED, [_what(error)], place)


def untranslated(definition: Definition, file: str = "") -> Iterator[Finding]:
    """Of each language, in how many rows it lacks words that another one has."""
    items = [item for _, item in definition.walk() if item.row]
    for language in definition.languages:
        if rows := [item.row for item in items if _lacks(item, language)]:
            values = {"language": language, "count": len(rows), "all": len(items)}
            what = Message(
                N_("{language}: a label or hint is missing in {count} of {all} rows."), values
            )
            yield _found(WORDS, [what], _place(file, SURVEY, rows[0], ""))


def _lacks(item: Item, language: str) -> bool:
    """Has it words in another language, and none in this one?"""
    given = (dict(texts) for texts in (item.label, item.hint) if any(text for _, text in texts))
    return any(not texts.get(language) for texts in given)


def _place(file: str, sheet: str, row: int, item: str) -> FieldPath:
    return FieldPath(file=file, sheet=sheet if row else "", row=row, item=item)


def _found(rule: str, said: list[Message], place: FieldPath) -> Finding:
    first, *more = said
    for one in more:
        first = Message(N_("{one} {other}"), {"one": first, "other": one})
    return Finding(rule, Severity.WARNS, Nature.STRUCTURE, first.text, first.values, place)
