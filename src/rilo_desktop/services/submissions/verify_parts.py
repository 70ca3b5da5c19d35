"""Findings that name which part of a document is not what its data makes.

The codes are those of `exchange.differences` (parts) and `exchange.page_rules` (things on pages).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rilo_desktop.exchange.submission import OpenedFile
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity

PACKED = "packing"
MOST = 8
"""Findings of one kind that are told."""

DIFFERENT = N_(
    "The pages of {file} do not show what its data says. Do not use it; ask the office that signed "
    "it."
)
PAGES = N_(
    "Pages of {file} do not show what its data says: {pages}. Do not use it; ask the office that "
    "signed it."
)
_WRITTEN = N_(
    "{file} has an entry that this program does not write, or not so: {name}. Do not use it; ask "
    "the office that signed it."
)
_FIELD = N_(
    "The field of the signature in {file} is not as this program makes it: {name}. Do not use it; "
    "ask the office that signed it."
)
_PARTS = {
    "header": N_("The first bytes of {file} are not those that this program writes."),
    "trailer": N_("The trailer of {file} is not as this program writes it: {name}."),
    "info": N_("The document information of {file} does not match its data: {name}."),
    "metadata": N_("The metadata (XMP) of {file} does not match its data."),
    "catalogue": _WRITTEN,
    "form": _FIELD,
    "field": _FIELD,
    "signature": N_(
        "The signature of {file} says something that this program does not write: {name}. Ask the "
        "office that signed it."
    ),
    "associated": N_(
        "The list of associated files in {file} (/AF) is not that of the files it carries: another "
        "program may read other data. Do not use it; ask the office that signed it."
    ),
    "attachments": N_("The list of attachments in {file} does not match its data."),
    "attachment": N_("The attachment {name} of {file} does not match its data."),
    "profile": N_(
        "The colour profile of {file} is not the one that this program puts in: its colours may be "
        "shown otherwise."
    ),
    "outline": N_("The outline of {file} does not match its pages."),
    "structure": N_(
        "What is read aloud of {file} is not what its data says. Do not use it; ask the office "
        "that signed it."
    ),
    "labels": N_("The labels of the pages of {file} are not their numbers."),
    "layout": N_(
        "{file} is not structured as this program writes it, so different programs may show "
        "different documents. Do not use it; ask the office that signed it."
    ),
}
_ALOUD = N_(
    "What is read aloud of pages of {file} is not what its data says: {pages}. Do not use it; ask "
    "the office that signed it."
)
_OTHER = N_(
    "{file} is signed, but this program would write the same data differently. Do not use "
    "it; ask the office that signed it."
)
_RULES = {
    "pages": "verify.print",
    "page": "verify.print",
    "outline": "verify.print",
    "structure": "verify.print",
    "attachment": "verify.attached",
    "associated": "verify.attached",
    "attachments": "verify.attached",
}
_FOLLOWS = frozenset({"trailer:/ID", "trailer:/Size", "layout", PACKED})
"""Parts that change with any other: told only where none did."""


def findings(codes: Sequence[str], opened: OpenedFile) -> list[Finding]:
    """One for each part; one for all pages."""
    found: list[Finding] = []
    told = [code for code in codes if code not in _FOLLOWS] or [c for c in codes if c != PACKED]
    if any(code.startswith("page") for code in told):
        numbers = dict.fromkeys(c.split(":")[1] for c in told if c.startswith("page:"))
        message, pages = (PAGES if numbers else DIFFERENT), ", ".join(list(numbers)[:MOST])
        found.append(wrong("verify.print", message, opened, **({"pages": pages} if pages else {})))
        told = [c for c in told if c != "outline" and not c.startswith("structure")]
    if aloud := [code.split(":")[1] for code in told if code.startswith("structure:")]:
        told = [code for code in told if not code.startswith("structure")]
        pages = ", ".join(aloud[:MOST])
        found.append(wrong("verify.print", _ALOUD, opened, pages=pages))
    if any(code.startswith("attachment:") for code in told):
        told = [code for code in told if code not in ("associated", "attachments")]
    for code in told:
        kind, _, name = code.partition(":")
        if not kind.startswith("page"):
            rule = _RULES.get(kind, "verify.part")
            found.append(wrong(rule, _PARTS.get(kind, _OTHER), opened, name=name))
    return found[:MOST]


_ON_PAGES = {
    "annotation": N_("Page {page} of {file} has an annotation that no submission has: {name}."),
    "picture": N_("{file} shows a picture that its data does not have: {name}."),
    "picture_missing": N_("{file} does not show a picture of its data: {name}."),
    "covered": N_("On page {page} of {file} something is drawn over text."),
    "invisible": N_("On page {page} of {file} there is text that cannot be seen."),
    "font": N_("{file} has a font that is not the program's own: {name}."),
    "operator": N_("Page {page} of {file} is drawn in a way that submissions are not: {name}."),
    "turned": N_("Page {page} of {file} has a text along its edge that it should not: {name}."),
    "entry": N_("Page {page} of {file} has an entry that no submission has: {name}."),
    "outline": N_("The outline of {file} has an entry that no submission has: {name}."),
    "title": N_("The outline of {file} names something that is not on the page: {name}."),
    "number": N_("Page {page} of {file} is not numbered as that page: {name} is missing."),
    "label": N_("Page {page} of {file} is not marked as its data says: {name}."),
    "blank": N_("Page {page} of {file} has no text, as no page of a submission."),
    "unread": N_("Page {page} of {file} has lines that cannot be read as text."),
    "spoken": N_("Page {page} of {file} shows other characters than those in its text layer."),
}


def page_findings(problems: Iterable[tuple[int, str, str]], opened: OpenedFile) -> list[Finding]:
    """`problems`: page (0: none), kind, name."""
    found = []
    for page, kind, name in problems:
        message = _WRITTEN if kind == "entry" and not page else _ON_PAGES.get(kind, _OTHER)
        found.append(wrong(f"verify.page_{kind}", message, opened, page=page, name=name))
    return found[:MOST]


def wrong(rule: str, message: str, opened: OpenedFile, **values: object) -> Finding:
    return Finding(
        rule,
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"file": opened.name, **values},
        FieldPath(file=opened.name),
    )
