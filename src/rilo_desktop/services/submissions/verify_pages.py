"""Is what a document prints what it carries as data?

Of a document of the same version everything before its signature is made again from the data and
compared byte for byte. Of a document of another version all that is no page is compared part by
part, pages may hold only what versions of this program draw, and their text is compared: see
`verify_text`. What differs is named (`parts`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from enum import StrEnum

from rilo_desktop import reports
from rilo_desktop.exchange import pdfa
from rilo_desktop.exchange.package import Package
from rilo_desktop.exchange.package_schema import NAME as SCHEMA
from rilo_desktop.exchange.submission import (
    OpenedFile,
    PrintedFont,
    PrintedText,
    differences,
    printed,
)
from rilo_desktop.rules.findings import N_, Finding, Message

from ..office.progress import Progress
from . import released_versions, verify_parts
from .embedded_tables import tables_of
from .packing import maker
from .unpacking import document_of
from .verify_parts import wrong
from .verify_text import TextComparison, compared, unmarked, untitled

PACKED = N_("how its content is written as bytes")
MOST_WORDS = 8
"""Words beyond the data that are named."""


class Agreement(StrEnum):
    SAME = "same"
    """Made again, the document is the same to the last byte."""
    AS_TEXT = "as text"
    """Made by another version: what could be compared says the same."""
    DIFFERENT = "different"
    NOT_COMPARED = "not compared"


def agreement_of(
    opened: OpenedFile, progress: Progress
) -> tuple[Agreement, list[Finding], list[str]]:
    """How print and data agree, what is wrong, and what could not be compared."""
    package = opened.package
    assert package is not None
    found = [*_of_update(opened, package), *_of_maker(opened, package)]
    try:
        content = document_of(package, opened.files)
    except (ValueError, LookupError) as error:
        found += _of_data(opened, package)
        agreement = Agreement.DIFFERENT if found else Agreement.NOT_COMPARED
        return agreement, found, [str(error)]
    progress(0, 0, N_("Making the pages again"))
    try:
        is_former = package.made_by.renderer in released_versions.WITH_FORMER_PARTS
        pages = reports.made(content, progress, former=is_former)
        ours = pdfa.sealed(pages, package, opened.files, tables_of(content))
    except (ValueError, LookupError, reports.Unprintable):
        return Agreement.DIFFERENT, [*found, *verify_parts.findings(("pages",), opened)], []
    is_same = is_made_alike(package)
    if is_same and ours == opened.unsigned:
        return (Agreement.DIFFERENT if found else Agreement.SAME), found, []
    differs = differences(ours, opened.unsigned or opened.content, opened.name)
    if is_same and set(differs) != {verify_parts.PACKED}:
        found += verify_parts.findings(_of_this_version(differs), opened)
        return Agreement.DIFFERENT, found, []
    progress(0, 0, N_("Comparing as text"))
    language = package.made_by.language
    mine = printed(ours, opened.name, language)
    theirs = printed(opened.unsigned or opened.content, opened.name, language)
    said = compared(content, mine, theirs)
    found += verify_parts.findings(_of_another_version(differs, opened), opened)
    found += _of_pages(opened, content.head, mine, theirs)
    found += [_missing(opened, said)] if said.missing else []
    found += [_beyond(opened, said)] if said.beyond else []
    not_compared = [*said.not_compared, *([PACKED] if is_same else [])]
    return (Agreement.DIFFERENT if found else Agreement.AS_TEXT), found, not_compared


def is_made_alike(package: Package) -> bool:
    """By a program that makes the same document of the same data."""
    return package.made_by == maker(package.made_by.language)


def _of_update(opened: OpenedFile, package: Package) -> list[Finding]:
    """What was added by the signature. That of an earlier version is none of this one."""
    differs = opened.update_differs
    if not differs and is_made_alike(package) and not opened.is_update_present:
        differs = ("other",)
    return verify_parts.findings(differs, opened)


def _of_maker(opened: OpenedFile, package: Package) -> Iterator[Finding]:
    if not is_made_alike(package) and package.made_by not in released_versions.MAKERS:
        message = N_(
            "{file} says that it was made by {program}, and this program knows no such version. If "
            "it is a newer one, update this program and verify the file again; else ask the office "
            "that signed it."
        )
        yield wrong("verify.maker", message, opened, program=package.made_by.program)


def _of_data(opened: OpenedFile, package: Package) -> list[Finding]:
    """Attachments, where the document cannot be made again to be compared."""
    try:
        files = pdfa.attachments(package, opened.files)
    except (KeyError, ValueError):
        return verify_parts.findings(("attachment:...",), opened)
    expected = {item.name: hashlib.sha256(item.content).hexdigest() for item in files}
    names = sorted({*expected, *opened.attached} - {SCHEMA, *pdfa.TABLES})
    different = [name for name in names if expected.get(name) != opened.attached.get(name)]
    return verify_parts.findings([f"attachment:{name}" for name in different], opened)


_OF_A_VERSION = ("catalogue:/Lang", "catalogue:/PageMode", "outline", "pages", "page", "packing")
"""Parts that another version may write otherwise; what may stand there has rules of its own."""


def _heard(differs: Sequence[str]) -> list[str]:
    """On which pages something else is read, as parts."""
    pages = (code.partition(":")[2] for code in differs if code.startswith("heard:"))
    return ["structure" if page == "0" else f"structure:{page}" for page in pages]


def _of_this_version(differs: Sequence[str]) -> list[str]:
    """Where its own objects have no page, those on which something else is read."""
    found = [code for code in differs if code.partition(":")[0] != "heard"]
    has_pages = any(code.startswith("structure:") for code in found)
    return found if has_pages else [*found, *_heard(differs)]


def _of_another_version(differs: Sequence[str], opened: OpenedFile) -> list[str]:
    if "heard" in differs:
        kinds = ("heard", "structure")
        rest = [code for code in differs if code.partition(":")[0] not in kinds]
        differs = [*rest, *_heard(differs)]
    allowed = {"trailer:/ID", "trailer:/Size", *_OF_A_VERSION}
    if opened.attached.get(SCHEMA) in released_versions.SCHEMAS:
        allowed.add(f"attachment:{SCHEMA}")
    return [code for code in differs if not {code, code.partition(":")[0]} & allowed]


def _of_pages(
    opened: OpenedFile, head: reports.Head, ours: PrintedText, theirs: PrintedText
) -> list[Finding]:
    """What stands on the pages and is not drawn by versions of this program."""
    problems = list(dict.fromkeys(theirs.problems))
    marks = {text for _, text in ours.turned}
    problems += [(page, "turned", text[:60]) for page, text in theirs.turned if text not in marks]
    problems += [(0, "font", font.name) for font in theirs.fonts if not _is_shipped(font)]
    problems += [(0, "picture", name[:12]) for name in sorted(theirs.photos - ours.photos)]
    problems += [(0, "picture_missing", name[:12]) for name in sorted(ours.photos - theirs.photos)]
    for number, page in enumerate(theirs.pages, 1):
        if page.unread:
            problems.append((number, "unread", ""))
        if not all(
            shown == said or reports.is_drawn_for(shown, said) for shown, said in page.spans
        ):
            problems.append((number, "spoken", ""))
    problems += [(0, "title", title) for title in untitled(ours, theirs)]
    problems += unmarked(head, ours, theirs)
    return verify_parts.page_findings(problems, opened)


def _is_shipped(font: PrintedFont) -> bool:
    """Has it the outlines and widths of our typeface for what it says that its signs mean?"""
    listed = font.descriptor.get("/XXGlyphs", [])
    own = reports.embedded(font.name, font.codes, listed) if isinstance(listed, list) else None
    return own is not None and (
        hashlib.sha256(own.program).hexdigest(),
        hashlib.sha256(own.meanings).hexdigest(),
        own.widths,
        own.descriptor,
    ) == (font.program, font.meanings, font.widths, font.descriptor)


def _missing(opened: OpenedFile, found: TextComparison) -> Finding:
    record, label = found.missing[0]
    message = N_("{file} does not print the field {label} of {record} as its data says.")
    return wrong("verify.value", message, opened, record=record, label=Message(label))


def _beyond(opened: OpenedFile, found: TextComparison) -> Finding:
    words = ", ".join(found.beyond[:MOST_WORDS])
    message = N_("{file} shows text that is not in its data: {words}.")
    return wrong("verify.beyond", message, opened, words=words)
