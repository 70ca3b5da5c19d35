"""How a type of document is described: what it is made of, how much of it is printed, its texts.

All of it is plain data; texts are messages of the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rilo_desktop.rules.findings import N_

FOR_READING = N_("For reading, not a submission")
"""Stands in the footer and, in English, among the keywords of pages that are no submission."""


@dataclass(frozen=True, slots=True)
class Plural:
    """A message with its {count}, for one and for many."""

    one: str
    many: str


def plural(one: str, many: str) -> Plural:
    """Marks both forms for the catalogue."""
    return Plural(one, many)


class Scope(StrEnum):
    """What a document is about, beside its type. All of a spec's must be given."""

    YEAR = "year"
    MEMBER = "member"
    RECORD = "record"
    """One record of the first source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """Records of one type that a document is made of, each frozen at a revision.

    Of all records of the type those go that the document's scope takes: see `days`, `member` and
    `linked`.
    """

    record_type: str
    days: tuple[str, ...] = ()
    """Fields with the first and the last day of a record, or with its one day: those go whose days
    overlap the year. Without a day the year of its reference counts. (): of every year."""
    before: int = 0
    """So many years before that of the document are counted too, and never printed."""
    member: str = ""
    """Field with the member that a record is of: those of the document's member go."""
    of_sender: bool = False
    """Those go whose office is the sender: a store may hold what other offices said of theirs."""
    is_own: bool = False
    """Those go that the sender recorded: what it received has the reference of another office."""
    linked: bool = False
    """Those go that name the record which the document is about, or are named by it."""
    same: str = ""
    """Those go that have the same in this field as the record which the document is about."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field -> codes: no others go."""
    printed: tuple[str, ...] = ()
    """Fields that go. (): a record is sent whole, and whoever receives it keeps it as a record."""
    counted: tuple[str, ...] = ()
    """Fields that go of a record that is counted and not named: of an earlier year, or with a
    stricter label than `DocumentSpec.ceiling`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSpec:
    """Records of another type that stand on the pages, and how much of them is printed.

    They are those that the document's records name in a field with `names` of this type.
    """

    record_type: str
    fields: tuple[str, ...]
    """Printed fields; "indicators.strength" is a field of its lines."""
    via: str = ""
    """A field of its lines: the reference goes the other way, from it to the own number of one of
    the document's records."""
    matches: tuple[str, str] = ("", "")
    """A field of the document's records and one of these, both with codes of one vocabulary: those
    with a code that a record of the document has."""
    with_sender: bool = False
    """Also the one with the sender's code."""
    received: bool = False
    """A receiver that has no record of this id makes one of the printed fields."""
    counted: Plural | None = None
    """Says how many are named, where the document says so."""


@dataclass(frozen=True, slots=True)
class AnnexSpec:
    """`sections` are drawn by `reports.documents.annexes.SECTIONS`."""

    title: str
    sections: tuple[str, ...]
    new_page: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSpec:
    """A text that an officer types for the document: what the figures tell, what is asked.

    `place` is its name at the command line and in the data. `several`: one paragraph each.
    """

    place: str
    label: str
    about: str = ""
    several: bool = False
    limit: int = 600
    """Most characters of one."""
    is_proposed: bool = False
    """Where nothing is typed the pages propose a text, and say so until an officer accepts it."""
    begins_with: str = ""
    """Vocabulary of the code that each begins with, before a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSpec:
    name: str
    """On the command line."""
    code: str
    """Of the vocabulary submission_type; in the data of the file."""
    sources: tuple[SourceSpec, ...] = ()
    """What it is made of; those that are sent whole in this order. (): of no records, and it is no
    submission. The first is what is searched in, and what a scope of RECORD names."""
    scope: tuple[Scope, ...] = ()
    ceiling: str = ""
    """Strictest TLP label that it carries: records beyond it are counted. "": it takes the label of
    its strictest record."""
    least: str = ""
    """Mildest TLP label that it carries."""
    icon: str = ""
    label: str = ""
    about: str = ""
    """What it is for, where a type is chosen."""
    heading: str
    """Printed above the title and on each page."""
    title: str
    """Where the office gives none; may hold {year}."""
    lead: Plural
    """The sentence under the title."""
    counted: Plural
    """How much it holds."""
    parts: tuple[str, ...]
    """In their order; drawn by the `Drawing` of the type."""
    annexes: tuple[AnnexSpec, ...]
    messages: tuple[MessageSpec, ...] = ()
    references: tuple[ReferenceSpec, ...] = ()
    totals: tuple[str, ...] = ()
    """Record types of which the pages say how many the office holds."""
    compared: str = ""
    """Key of `services.submissions.compared_figures.COMPARED`: numbers that are in no record that
    goes, of what stays or of the files that were written; they travel among the totals, named
    "compared.…"."""
    figures: str = ""
    """Key of `analysis.figures.COMPUTED`: what is counted for it, and embedded as tables."""
    obligations: tuple[str, ...] = ()
    """Own numbers of the obligations that it answers."""
    send: str = ""
    """It is made of one whole record, and the editor of that record sends it: what its button says,
    a message. "": the editor does not."""
    former_parts: tuple[str, ...] = ()
    former_annexes: tuple[AnnexSpec, ...] = ()
    """What documents of released looks had and this one has not: their text is held against it too
    where such a document is verified."""
    is_sheet: bool = False
    """Its pages are drawn of that record alone, and stand beside its editor."""
    addressed: str = ""
    """Field of that record that says to whom it goes."""
    addressee: str = ""
    """To whom it goes where nobody says another, a message. "": to whom the office submits."""
    purpose: str = "note"
    """Of the vocabulary purpose, where nobody says another."""

    @property
    def record_type(self) -> str:
        """Whose records it is made of first; "" for none."""
        return self.sources[0].record_type if self.sources else ""

    @property
    def has_sheets(self) -> bool:
        """Is it a set of records of one type, each with pages of its own?"""
        alone = len(self.sources) == 1 and not self.sources[0].of_sender
        return alone and not self.scope

    def source(self, record_type: str) -> SourceSpec | None:
        return next((one for one in self.sources if one.record_type == record_type), None)

    def message(self, place: str) -> MessageSpec | None:
        return next((one for one in self.messages if one.place == place), None)
