"""A document of another version: is every value of its data printed, and nothing beyond?

Its pages cannot be made again as they were. So this program makes its own of the same data; every
value that it finds printed in a record's section of these must stand, as printed, in that record's
section of the document too, and the document may print no word that is neither here nor in the
catalogue. What is not compared is named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from rilo_desktop.exchange.submission import PageText, PrintedText
from rilo_desktop.language import catalogue, formats, window_languages
from rilo_desktop.records import FieldType, Record, fields_of
from rilo_desktop.records.field_specs import FieldSpec
from rilo_desktop.records.snapshots import decimal_text
from rilo_desktop.reports import ANNEX_NUMBERS, AttachedFile, Content, Head
from rilo_desktop.rules.findings import N_
from rilo_desktop.vocabularies import shipped, vocabulary_names

from . import released_versions

RUNNING = 0.6
"""A line on more than this part of the pages belongs to their heads and feet."""
SHORTEST = 2
"""Characters of a value that says anything where it is found."""
DRAWINGS = N_("drawings, and the positions of words and pictures on a page")


@dataclass(frozen=True, slots=True)
class TextComparison:
    """`missing`: (record, label of the field) of values that are not printed as the data says;
    `beyond`: words that the data does not say; `not_compared`: what could not be held against it,
    messages of the catalogue or names of records."""

    missing: tuple[tuple[str, str], ...]
    beyond: tuple[str, ...]
    not_compared: tuple[str, ...]


def compared(content: Content, ours: PrintedText, theirs: PrintedText) -> TextComparison:
    """`ours` was made by this program from the same data."""
    language = content.head.language
    missing: list[tuple[str, str]] = []
    silent: list[str] = []
    for name, record in _parts(content):
        mine, other = _section(ours, name, record), _section(theirs, name, record)
        for label, value, former in _printed(record, language, mine):
            if value in other or (former and former in other):
                continue
            if _runs_to_the_left(value):
                silent.append(f"{name}: {label}")
            else:
                missing.append((name, label))
    numbers = _page_numbers(theirs) | _paragraph_numbers(theirs)
    things = [thing for _, thing in _parts(content)]
    things += [one for found in content.referenced.values() for one in found.values()]
    given = {word for thing in things for word in _given(thing, language)}
    beyond = sorted(_words(theirs) - _words(ours) - given - _template() - numbers)
    return TextComparison(tuple(missing), tuple(beyond), tuple(dict.fromkeys([DRAWINGS, *silent])))


def untitled(ours: PrintedText, theirs: PrintedText) -> list[str]:
    """Titles of the outline that do not stand on the page that they lead to, and those that its
    data gives and that are missing."""
    elsewhere = {title for title, page in ours.outline if not _is_on_page(title, ours.pages[page])}
    known = {title for title, _ in ours.outline}
    found = [
        title
        for title, page in theirs.outline
        if title not in elsewhere | released_versions.FORMER_TITLES
        and not _is_on_page(title, theirs.pages[page])
        and not (title in known and _is_on_page_in_parts(title, theirs.pages[page]))
    ]
    said, template = {title for title, _ in theirs.outline}, _template()
    found += [t for t, _ in ours.outline if t not in said and not set(_split(t)) <= template]
    return found


def unmarked(head: Head, ours: PrintedText, theirs: PrintedText) -> list[tuple[int, str, str]]:
    """Pages (from 1) without their number or without the submission's TLP label, or with a label
    that it does not have."""
    labels = {line for page in ours.pages for line in page.lines if line.startswith("TLP:")}
    found: list[tuple[int, str, str]] = []
    for number, page in enumerate(theirs.pages, 1):
        said = catalogue(head.language).text(
            "Page {number} of {total}", number=number, total=len(theirs.pages)
        )
        if said not in page.lines:
            found.append((number, "number", said))
        if f"TLP:{head.tlp}" not in page.lines:
            found.append((number, "label", f"TLP:{head.tlp}"))
        found += [
            (number, "label", line)
            for line in page.lines
            if line.startswith("TLP:") and line not in labels
        ]
    return found


def _is_on_page(title: str, page: PageText) -> bool:
    return _compact(title) in _compact("".join(page.lines))


def _is_on_page_in_parts(title: str, page: PageText) -> bool:
    """Do its code and what follows it stand on the page, with other text between them? So the looks
    1 and 2 print the head of an indicator."""
    code, _, rest = title.partition(" ")
    return bool(rest) and _is_on_page(code, page) and _is_on_page(rest, page)


def _parts(content: Content) -> Iterator[tuple[str, Any]]:
    yield content.head.reference, content.head
    yield from ((content.head.reference, one) for one in content.attached)
    for record in content.records:
        yield record.reference or record.local_ref or record.title_text, record


def _printed(thing: Any, language: str, section: str) -> Iterator[tuple[str, str, str]]:
    """Label of each value that this program prints in the section, its printed form, and the form
    that released versions printed where it was another one."""
    for label, (forms, former) in _values(thing, language):
        found = [form for form in map(_compact, forms) if len(form) >= SHORTEST and form in section]
        if found:
            yield label, max(found, key=len), _compact(former)


def _given(thing: Any, language: str) -> Iterator[str]:
    """Words of all values in each of their forms, also of what this look leaves to the data: a
    document of another look may print them."""
    for _, (forms, former) in _values(thing, language):
        for form in (*forms, former):
            yield from _split(form)


Forms = tuple[tuple[str, ...], str]
"""Ways in which a value may stand on paper, and how released versions said it ("": alike)."""


def _values(thing: Any, language: str) -> Iterator[tuple[str, Forms]]:
    if isinstance(thing, AttachedFile):
        yield from (("name", ((thing.name,), "")), ("description", ((thing.description,), "")))
        return
    if not isinstance(thing, Record):
        for name in ("title", "addressee", "prepared_by", "reference", "justification", "caveats"):
            said = getattr(thing, name)
            for text in (said,) if isinstance(said, str) else said:
                yield name, ((text,), "")
        yield "tlp", ((f"TLP:{thing.tlp}",), "")
        return
    yield "reference", ((thing.reference,), "")
    yield from _of_fields(thing, language)


def _of_fields(thing: Any, language: str) -> Iterator[tuple[str, Forms]]:
    for name, about in fields_of(type(thing)).items():
        value = getattr(thing, name)
        if about.type is FieldType.LINES and isinstance(value, tuple):
            for line in value:
                yield from _of_fields(line, language)
        elif about.type is FieldType.TRANSLATED and isinstance(value, tuple):
            for _, text in value:
                yield about.label, ((text,), "")
        elif isinstance(value, tuple):
            for item in value:
                yield about.label, (_forms(about, item, language), _former(about, item, language))
        elif value is not None:
            yield about.label, (_forms(about, value, language), _former(about, value, language))


def _former(about: FieldSpec, value: Any, language: str) -> str:
    item = shipped(about.vocabulary).items.get(value) if about.vocabulary else None
    return item.former.get(language, "") if item is not None else ""


def _forms(about: FieldSpec, value: Any, language: str) -> tuple[str, ...]:
    """Ways in which a value may stand on paper."""
    written = formats(language)
    match value:
        case bool():
            return ()
        case Decimal():
            return written.number(value), decimal_text(value)
        case int():
            return written.number(value), str(value)
        case str() if about.vocabulary:
            return shipped(about.vocabulary).label(value, language), value
        case str() if about.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
            return written.partial(value), written.partial(value, short=True), value
        case str():
            return (value,)
    return ()


def _section(text: PrintedText, name: str, thing: Any) -> str:
    """What is printed between a record's entry of the outline and the next; else everything."""
    running = _running(text.pages)
    first, last = 0, len(text.pages) - 1
    if isinstance(thing, Record):
        keys = [_compact(key) for key in (name, thing.local_ref or "", thing.title_text) if key]
        for number, (title, page) in enumerate(text.outline):
            if any(key in _compact(title) for key in keys):
                first = page
                following = text.outline[number + 1 : number + 2]
                last = following[0][1] if following else last
                break
    pages = text.pages[first : last + 1]
    return _compact(" ".join(line for page in pages for line in page.lines if line not in running))


def _running(pages: Sequence[PageText]) -> frozenset[str]:
    """Lines of heads and feet; only where there are pages enough to tell."""
    counts: dict[str, int] = {}
    for page in pages:
        for line in set(page.lines):
            counts[line] = counts.get(line, 0) + 1
    most = max(3, RUNNING * len(pages))
    return frozenset(line for line, count in counts.items() if count > most)


def _words(text: PrintedText) -> set[str]:
    return {
        word
        for page in text.pages
        for line in page.lines
        if not _runs_to_the_left(line)
        for word in _split(line)
    }


@cache
def _template() -> frozenset[str]:
    """Every word of the catalogue, in every language of documents, and of released versions; and
    the numbers of annexes."""
    found: set[str] = set(released_versions.PRINTED) | {n.casefold() for n in ANNEX_NUMBERS}
    for language in window_languages():
        for message in catalogue(language).everything():
            found |= set(_split(message))
    for name in vocabulary_names():
        for item in shipped(name):
            for label in item.former.values():
                found |= set(_split(label))
    return frozenset(found)


def _page_numbers(text: PrintedText) -> set[str]:
    return {str(number) for number in range(len(text.pages) + 1)}


def _paragraph_numbers(text: PrintedText) -> set[str]:
    """Those that a document of another version counts its paragraphs with: "1." to the last one
    before a gap. It may have more paragraphs than this program makes of the same data."""
    printed = {word for page in text.pages for line in page.lines for word in line.split()}
    found: set[str] = set()
    while f"{len(found) + 1}." in printed:
        found.add(str(len(found) + 1))
    return found


def _split(text: str) -> Iterator[str]:
    for word in "".join(c if c.isalnum() or c in "-'.,/:" else " " for c in text).split():
        if bare := word.strip("-'.,/:").casefold():
            yield bare
    yield from (
        word for word in text.split() if any(unicodedata.category(c)[0] == "S" for c in word)
    )


def _compact(text: str) -> str:
    """Without white space, which depends on where lines end."""
    return "".join(text.split())


def _runs_to_the_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
