"""Text that the typeface cannot print: named before anything is written, never a black box.

What officers type is looked at before (`without_glyph`), with its place; whatever else stands on a
page when it is drawn (`all_covered`). An emoji of a form is its author's: whoever answers cannot
change it, so it is drawn as its name (`signs_of_forms`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.records import CaseStudy, FieldType, Questionnaire, Record, fields_of
from rilo_desktop.records.field_specs import values_of
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity

from ..engine.printable_text import Uncovered, is_nameable, uncovered
from .content import Content

RULE = "glyphs.covered"
MESSAGE = N_("No font of the documents has {signs}: replace it.")
IN_WORDS = N_(
    "No font of the documents has {signs}, which stands in “{words}”: replace it, or tell those "
    "who look after the program where nobody here typed it."
)
MOST_NAMED = 5
OF_FORMS = frozenset({"definition", "form_languages"})
"""Fields of a form that are not printed as they stand: what of them is drawn is looked at then."""
Given = ParamSpec("Given")
Drawn = TypeVar("Drawn")


class Unprintable(Refused):
    """Text that cannot be printed as it stands; nothing was written."""


def all_covered(draw: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
    """It raises Unprintable where it would draw a sign that no font has."""

    @wraps(draw)
    def checked(*given: Given.args, **named: Given.kwargs) -> Drawn:
        try:
            return draw(*given, **named)
        except Uncovered as error:
            finding = _finding(error.signs, FieldPath(), IN_WORDS, words=error.text)
            raise Unprintable(finding) from error

    return checked


def signs_of_forms(content: Content) -> frozenset[str]:
    """Signs without a glyph of the forms that a document is about; letters are not among them."""
    forms = (*content.made_of(Questionnaire), *content.all_referenced(Questionnaire))
    texts = (text for form in forms for text in (form.definition, form.title) if text)
    found = (sign for text in texts if isinstance(text, str) for sign in uncovered(text))
    return frozenset(filter(is_nameable, found))


def without_glyph(content: Content) -> tuple[Finding, ...]:
    """One finding for each field, with the signs by their numbers and Unicode's names."""
    named = signs_of_forms(content)
    signs: dict[FieldPath, dict[str, None]] = {}
    for place, text in _placed(content):
        found = dict.fromkeys(sign for sign in uncovered(text) if sign not in named)
        if found:
            signs.setdefault(place, {}).update(found)
    return tuple(_finding(tuple(found), place, MESSAGE) for place, found in signs.items())


Placed = Iterator[tuple[FieldPath, str]]
"""Texts, each with its place."""


def _placed(content: Content) -> Placed:
    yield from _of_head(content)
    yield from _of_files(content)
    beside = (*content.referenced.values(), *content.excerpts.values())
    for record in (*content.records, *(one for found in beside for one in found.values())):
        yield from _of_record(record)
    for name, text in content.titles:
        yield FieldPath(kind=CaseStudy.kind.code, reference=name, field="title"), text


def _of_head(content: Content) -> Placed:
    head = content.head
    texts = [(n, getattr(head, n)) for n in ("title", "subtitle", "addressee", "prepared_by")]
    texts += [("justification", head.justification)]
    texts += [("caveats", caveat) for caveat in head.caveats]
    texts += [(f"messages.{place}", text) for place, text in head.messages]
    if head.approval is not None:
        texts.append(("decisions", head.approval.function))
    own = {(one.reference, one.title_text) for one in content.records}
    for name, text in texts:
        if name != "title" or (head.reference, text) not in own:  # a record's own pages
            yield FieldPath(kind="submission", reference=head.reference, field=name), text


def _of_files(content: Content) -> Placed:
    for one in content.attached:
        place = FieldPath(record=one.record, reference=one.reference, field="attachments")
        yield from ((place, text) for text in (one.name, one.description))


def _of_record(record: Record) -> Placed:
    called = record.reference or known_text(record.local_ref) or record.title_text
    kind, name = record.kind.code, record.id
    for path, label, section, text in _texts(record):
        yield FieldPath(kind, name, called, field=path, label=label, section=section), text


def _texts(thing: Any, path: str = "", section: str = "") -> Iterator[tuple[str, str, str, str]]:
    """(path, label, section, text) of every text of a record or line."""
    described = fields_of(type(thing)).items()
    for (name, about), value in zip(described, values_of(thing), strict=True):
        if not value or about.office_only or name in OF_FORMS:
            continue
        here = f"{path}{name}"
        where = about.section or section
        if isinstance(value, str):
            yield here, about.label, where, value
        elif isinstance(value, tuple):
            for number, entry in enumerate(value, 1):
                if about.type is FieldType.TRANSLATED:
                    yield here, about.label, where, entry[1]
                elif isinstance(entry, str):
                    yield here, about.label, where, entry
                else:
                    yield from _texts(entry, f"{here}.{number}.", where)


def _finding(signs: Sequence[str], place: FieldPath, message: str, **values: object) -> Finding:
    said = ", ".join(_called(sign) for sign in signs[:MOST_NAMED])
    said += ", …" if len(signs) > MOST_NAMED else ""
    return Finding(RULE, Severity.BLOCKS, Nature.GLYPHS, message, {"signs": said, **values}, place)


def _called(sign: str) -> str:
    """ "U+1F4E6 PACKAGE"; of a sign without a name its number."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
