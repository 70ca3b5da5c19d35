"""Is what a document prints what it carries as data?

By the same program the pages are made again from the data and must show the same. Made by another
version, the text of both is compared: see `comparing_text`.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

from rilo_desktop import reports
from rilo_desktop.exchange import sealed
from rilo_desktop.exchange.package import Package
from rilo_desktop.exchange.package_schema import NAME as SCHEMA
from rilo_desktop.exchange.submission import OpenedFile, printed
from rilo_desktop.rules.findings import N_, Finding, Message, Nature, Place, Severity

from .comparing_text import Compared, compared
from .packing import maker
from .progress import Progress
from .unpacking import document_of

DIFFERENT = N_(
    "The pages of {file} do not show what its data says. Do not use it; ask the office that signed "
    "it."
)


MOST_WORDS = 8
"""Words beyond the data that are named."""


class Agreement(StrEnum):
    SAME = "same"
    """Made again, the pages are the same."""
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
    wrong = _of_attachments(opened, package)
    try:
        if not _is_made_alike(package):
            agreement, found, not_compared = _as_text(opened, package, progress)
            return agreement, [*wrong, *found], not_compared
        again = _made_again(opened, package, progress)
    except (ValueError, LookupError, reports.Unprintable):
        return Agreement.DIFFERENT, [*wrong, _different(opened)], []
    if sealed.digest_of_pages(again) != opened.digest:
        return Agreement.DIFFERENT, [*wrong, _different(opened)], []
    return Agreement.SAME, wrong, []


def _as_text(
    opened: OpenedFile, package: Package, progress: Progress
) -> tuple[Agreement, list[Finding], list[str]]:
    """For a document of another version; what this program cannot read is not compared at all."""
    try:
        content = document_of(package, opened.pictures)
    except ValueError as error:
        return Agreement.NOT_COMPARED, [], [str(error)]
    progress(0, 0, N_("Making the pages again"))
    ours = printed(reports.made(content, progress), opened.name)
    progress(0, 0, N_("Comparing as text"))
    found = compared(content, ours, printed(opened.content, opened.name))
    wrong = [_missing(opened, found)] if found.missing else []
    wrong += [_beyond(opened, found)] if found.beyond else []
    agreement = Agreement.DIFFERENT if wrong else Agreement.AS_TEXT
    return agreement, wrong, list(found.not_compared)


def _missing(opened: OpenedFile, found: Compared) -> Finding:
    record, label = found.missing[0]
    message = N_("{file} does not print the field {label} of {record} as its data says.")
    return _wrong("verify.value", message, opened, record=record, label=Message(label))


def _beyond(opened: OpenedFile, found: Compared) -> Finding:
    words = ", ".join(found.beyond[:MOST_WORDS])
    message = N_("{file} prints what its data does not say: {words}.")
    return _wrong("verify.beyond", message, opened, words=words)


def _is_made_alike(package: Package) -> bool:
    """By a program that makes the same pages of the same data."""
    said, ours = package.made_by, maker(package.made_by.language)
    return (said.renderer, said.catalogue) == (ours.renderer, ours.catalogue)


def _made_again(opened: OpenedFile, package: Package, progress: Progress) -> bytes:
    progress(0, 0, N_("Making the pages again"))
    return reports.made(document_of(package, opened.pictures), progress)


def _of_attachments(opened: OpenedFile, package: Package) -> list[Finding]:
    """Data as this program writes it, and beside it what belongs to it."""
    try:
        files = sealed.attachments(package, opened.pictures)
    except (KeyError, ValueError):
        return [_attached(opened, N_("a picture"))]
    expected = {item.name: hashlib.sha256(item.content).hexdigest() for item in files}
    if expected[sealed.DATA] != opened.attached.get(sealed.DATA):
        return [_attached(opened, sealed.DATA)]
    if package.made_by.program != maker(package.made_by.language).program:
        return []
    names = sorted({*expected, *opened.attached} - {SCHEMA})  # says nothing of the records
    wrong = [name for name in names if expected.get(name) != opened.attached.get(name)]
    return [_attached(opened, wrong[0])] if wrong else []


def _attached(opened: OpenedFile, name: str) -> Finding:
    message = N_("What {file} carries as {name} is not what its data says.")
    return _wrong("verify.attached", message, opened, name=name)


def _different(opened: OpenedFile) -> Finding:
    return _wrong("verify.print", DIFFERENT, opened)


def _wrong(rule: str, message: str, opened: OpenedFile, **values: object) -> Finding:
    return Finding(
        rule,
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"file": opened.name, **values},
        Place(file=opened.name),
    )
