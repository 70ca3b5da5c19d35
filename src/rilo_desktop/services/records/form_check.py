"""A form is looked at before it is sent: what offices are not asked, how it prints, how long it is.

It needs no office: the workbook is read as always, and nothing is kept.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.exchange.form_file import look
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import document_of
from rilo_desktop.questions.definition import (
    ANSWERED,
    Definition,
    ItemType,
    Texts,
    definition_text,
)
from rilo_desktop.questions.languages import language_code
from rilo_desktop.questions.surroundings import told
from rilo_desktop.records import Questionnaire
from rilo_desktop.records.identifiers import shipped_id
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity
from rilo_desktop.rules.form_findings import (
    CHOICES,
    IGNORED,
    SETTINGS,
    SURVEY,
    WARNED,
    ignored,
    left_out,
    stopping,
    untranslated,
    warned,
)

from ..office import outgoing, ways_out
from .forms import described, own_number

SIGN = "form.sign"
AS_NAME = N_("{sign} cannot be printed, and is printed as {name}.")
NO_LETTER = N_(
    "No font of the documents has the letters of this script ({script}). Pages show these texts in "
    "another language of the form, where it has one."
)
MOST_SIGNS = 50


@dataclass(frozen=True)
class FormCheck:
    """A form as its author sees it. `findings`: nothing of them keeps it from being sent."""

    file: str
    definition: Definition
    findings: tuple[Finding, ...]

    @property
    def asks_author(self) -> bool:
        """Is there something that its author decides, and not only what changes nothing?"""
        return any(found.rule not in (IGNORED, WARNED) for found in self.findings)

    @property
    def languages(self) -> tuple[str, ...]:
        """As the form calls them; "" of one that names none."""
        return self.definition.languages or ("",)

    @cached_property
    def counts(self) -> Counter[ItemType | str]:
        """How many items of each type, and of `QUESTIONS` and `AFTER_OTHERS`."""
        found: Counter[ItemType | str] = Counter()
        relevant = {path for path, item in self.definition.walk() if item.relevant}
        for path, item in self.definition.walk():
            found[item.type] += 1
            if item.type in ANSWERED:
                found[QUESTIONS] += 1
                found[AFTER_OTHERS] += any(path[:n] in relevant for n in range(1, len(path) + 1))
        return found

    @cached_property
    def pages(self) -> tuple[FormPages, ...]:
        """In each of its languages."""
        return tuple(_pages(self, language) for language in self.languages)


QUESTIONS, AFTER_OTHERS = "questions", "after_others"


@dataclass(frozen=True)
class FormPages:
    """How a form prints in a language: no page where it cannot be printed, and `refused` why."""

    language: str
    pdf: Pages | None
    count: int
    refused: tuple[Finding, ...] = ()


def check(path: Path, given: Sequence[Path] = ()) -> FormCheck:
    """Raises Refused for what cannot be used as a form. `given`: files with lists it asks for."""
    read, file = look(path, given), path.name
    definition = read.definition
    findings = [
        *stopping(definition, file),
        *(left_out(one, file) for one in definition.left_out),
        *signs(definition, file),
        *untranslated(definition, file),
        *(warned(one, file) for one in read.warnings),
        *_written_by_itself(definition, file),
        *ignored(definition.ignored, file),
    ]
    return FormCheck(file, definition, tuple(findings))


def length(checked: FormCheck, language: str) -> str:
    """ "38 questions, 6 after certain answers only, 2 repeats". How long answering takes is not
    said: nothing here knows it."""
    plural, counts = catalogue(language).plural, checked.counts
    questions, after = counts[QUESTIONS], counts[AFTER_OTHERS]
    said = [plural("{count} question", "{count} questions", questions)]
    if after:
        said.append(plural("{count} after certain answers", "{count} after certain answers", after))
    if groups := counts[ItemType.GROUP]:
        said.append(plural("{count} group", "{count} groups", groups))
    if repeats := counts[ItemType.REPEAT]:
        said.append(plural("{count} repeat", "{count} repeats", repeats))
    return ", ".join(said)


def save(checked: FormCheck, path: Path) -> None:
    """Its pages in all languages as one PDF, one language after the other.

    Raises Refused where nothing of it can be printed.
    """
    contents = [_content(checked, one.language) for one in checked.pages if one.pdf is not None]
    if not contents:
        raise Refused(*(found for one in checked.pages for found in one.refused))
    outgoing.save(ways_out.FORM_PAGES, path, reports.sheets(contents))


def pictures(pages: FormPages, numbers: Sequence[int], width: int) -> tuple[bytes, ...]:
    """PNG of these pages, counted from 1."""
    assert pages.pdf is not None
    return tuple(reports.page_pictures(pages.pdf, numbers, width))


def _pages(checked: FormCheck, language: str) -> FormPages:
    try:
        pdf = reports.sheet(_content(checked, language))
    except Refused as refused:
        return FormPages(language, None, 0, refused.findings)
    return FormPages(language, pdf, reports.page_count(pdf))


def _content(checked: FormCheck, language: str) -> reports.Content:
    definition = checked.definition
    number = own_number(definition.form_id, definition.version)
    form = Questionnaire(
        id=shipped_id(Questionnaire.kind.code, number),
        local_ref=number,
        **described(definition, definition_text(definition)),
    )
    head = reports.Head(
        type=document_of(form).code,
        language=language_code(language) or "en",
        office_code="",
        reference=number,
        revision=0,
        title=form.title_text,
        date=date.today().isoformat(),
        purpose="",
        addressee="",
        tlp="",
        draft=True,
    )
    return reports.Content(head=head, records=(form,), revisions={form.id: 1})


def _written_by_itself(definition: Definition, file: str) -> Iterator[Finding]:
    """What of office and officer the answers will hold."""
    for message, names in told(definition):
        place, values = FieldPath(file=file), {"names": names}
        yield Finding(IGNORED, Severity.WARNS, Nature.HANDLING, message, values, place)


def signs(definition: Definition, file: str) -> Iterator[Finding]:
    """Each sign, and each script, that no font has, once, where it stands first."""
    seen: set[str] = set()
    for place, texts in _words(definition, file):
        for sign, name in (pair for _, text in texts for pair in reports.signs_named(text)):
            script = unicodedata.name(sign, f"U+{ord(sign):04X}").partition(" ")[0].capitalize()
            if (what := sign if name else script) in seen or len(seen) == MOST_SIGNS:
                continue
            seen.add(what)
            message, values = NO_LETTER, {"script": script}
            if name:
                message, values = AS_NAME, {"sign": f"U+{ord(sign):04X}", "name": name}
            yield Finding(SIGN, Severity.WARNS, Nature.GLYPHS, message, values, place)


def _words(definition: Definition, file: str) -> Iterator[tuple[FieldPath, Texts]]:
    """All texts of a form that are printed."""
    yield FieldPath(file=file, sheet=SETTINGS, row=2, item="form_title"), definition.title
    for path, item in definition.walk():
        place = FieldPath(file=file, sheet=SURVEY, row=item.row, item="/".join(path))
        yield place, item.label + item.hint + item.constraint_message + item.required_message
    for name, choices in definition.choices:
        for choice in choices:
            place = FieldPath(file=file, sheet=CHOICES, item=f"{name}, {choice.name}")
            yield place, choice.label
