"""What a document is made from: plain data that a service builds and this room prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from rilo_desktop.analysis.figures import COMPUTED, NO_EARLIER, Earlier, FigureInput, Figures
from rilo_desktop.analysis.figures.years import recorded_in
from rilo_desktop.analysis.results import Count
from rilo_desktop.language import N_
from rilo_desktop.paper import A4
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.presentation.documents import DOCUMENTS
from rilo_desktop.presentation.references import record_name, title_in
from rilo_desktop.records import Record
from rilo_desktop.records.translated import Translated

from ..engine.labels import OwnLabels

R = TypeVar("R", bound=Record)

BY_OFFICE = N_("Case studies by the office that wrote them.")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approved it, as a function and an officer's sign; `on` is an ISO day."""

    function: str
    on: str
    sign: str


@dataclass(frozen=True, kw_only=True)
class Head:
    type: str
    """Code of a `DocumentSpec`."""
    language: str
    """Of the document's labels; content keeps its own."""
    office_code: str
    reference: str
    revision: int
    title: str
    subtitle: str = ""
    """Empty: a sentence is made."""
    date: str
    """ISO day: the position of the report; nothing is compared with the clock."""
    purpose: str
    addressee: str
    tlp: str
    """Label of the document: the strictest of its parts."""
    caveats: tuple[str, ...] = ()
    prepared_by: str = ""
    approval: Approval | None = None
    office_of_one: bool = False
    draft: bool = False
    justification: str = ""
    acceptance: str = ""
    """The receiver's rules by which it was judged: "WCO-SEC 2026.1"."""
    content_hash: str = ""
    log_head: str = ""
    """Number and hash of the log entry that released it: "128:ab12..."."""
    supersedes: str = ""
    withheld: int = 0
    """How many office-only fields were left out."""
    year: int = 0
    """What the document is about; 0 and "" where its type has no such scope."""
    member: str = ""
    card: str = ""
    """Fingerprint of the card that signs it; "" for a draft."""
    data_hash: str = ""
    """SHA-256 of the attached submission.json; "" where nothing is attached."""
    messages: tuple[tuple[str, str], ...] = ()
    """(place, text) of what was typed for it."""
    for_reading: bool = False
    """It is printed to be read, and is no submission; its pages and its metadata say so."""
    paper: str = A4
    """One of `paper.PAPERS`."""

    def said(self, place: str) -> tuple[str, ...]:
        """What was typed at a place of the document."""
        return tuple(text for at, text in self.messages if at == place)

    @property
    def spec(self) -> DocumentSpec:
        """Raises KeyError for a type that this program does not know."""
        return DOCUMENTS[self.type]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is printed: a JPEG without metadata; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file that goes with the document. `record`, `reference`: whose it is; `size`: bytes."""

    record: str
    reference: str
    name: str
    description: str
    tlp: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest submission of a type; `date` is ISO."""

    reference: str
    revision: int
    date: str


@dataclass(frozen=True, slots=True)
class DueState:
    """`last` is "received", "late", "missing" or "ahead", of the day that is over; `next` alike."""

    last: str
    reference: str = ""
    next: str = "ahead"


@dataclass(frozen=True, slots=True)
class NetworkOffice:
    """`latest` by code of the type; `states` in the order of what is owed."""

    code: str
    submissions: int
    latest: Mapping[str, Sent]
    states: tuple[DueState, ...]
    cases: int = 0
    indicators: int = 0
    actions: int = 0


@dataclass(frozen=True, slots=True)
class OwedDay:
    """An obligation, its last day that is over and its next one: ISO, "" for none."""

    name: Translated
    last: str
    next: str


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two reports that are likely one case. `why`: what agrees, in the language of the paper."""

    reference: str
    title: str
    date: str
    other_reference: str
    other_title: str
    other_date: str
    why: str


@dataclass(frozen=True, kw_only=True)
class NetworkData:
    """For a network report. `types`: codes; `areas`: cases by area, the most first."""

    offices: tuple[NetworkOffice, ...]
    owed: tuple[OwedDay, ...]
    types: tuple[str, ...]
    areas: tuple[Count, ...] = ()
    pairs: tuple[SamePair, ...] = ()

    def count(self, state: str, rule: str) -> Count:
        """Obligations in this state, by the offices that have them."""
        last = [(office.code, one.last) for office in self.offices for one in office.states]
        found = tuple(code for code, one in last if one == state)
        return Count(len(found), len(last), rule, found)

    def cases_of(self, office: NetworkOffice) -> Count:
        """Counted by whoever received the submissions, which are named."""
        sent = tuple(one.reference for one in office.latest.values())
        total = sum(one.cases for one in self.offices)
        return Count(office.cases, total, BY_OFFICE, sent, office.code)


@dataclass(frozen=True, kw_only=True)
class Content:
    head: Head
    records: tuple[Record, ...]
    """Those that are sent whole, type by type, in the order to print."""
    revisions: Mapping[str, int]
    """Record id to the number of its revision."""
    referenced: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """Record type -> id -> as much as is printed of a record that stands on the pages beside."""
    excerpts: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """Record type -> id -> as much as goes of a record that is printed in part, or counted."""
    totals: Mapping[str, int] = field(default_factory=dict)
    """Record type -> how many the office holds."""
    earlier: Earlier = NO_EARLIER
    """The figures that the report of the year before printed."""
    photos: Mapping[str, tuple[Photo | None, ...]] = field(default_factory=dict)
    """By record id: what is printed of its pictures, in their order. None is not printed."""
    attached: tuple[AttachedFile, ...] = ()
    own_codes: OwnLabels = field(default_factory=dict)
    """Labels of the codes in its records that an office added."""

    def named(self, cls: type[R], name: str) -> R | None:
        """The referenced record of this type with this own number or id."""
        found = self._by_name.get(cls.kind.code, {}).get(name)
        return found if isinstance(found, cls) else None

    def name_of(self, record_type: str, value: str) -> str | None:
        """A `presentation.references.NameOf` over what stands on the pages beside."""
        found = self._by_name.get(record_type, {}).get(value)
        if found is None:
            return None
        return record_name(found.local_ref, title_in(found, self.head.language), found.reference)

    def made_of(self, cls: type[R]) -> tuple[R, ...]:
        """The records of a type that the document is made of, whole or in part."""
        parts = self.excerpts.get(cls.kind.code, {}).values()
        return tuple(record for record in (*self.records, *parts) if isinstance(record, cls))

    def all_referenced(self, cls: type[R]) -> tuple[R, ...]:
        """By id, as the package of the document has them: it is made again from that."""
        found = sorted(self.referenced.get(cls.kind.code, {}).items())
        return tuple(record for _, record in found if isinstance(record, cls))

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, Record]]:
        return {
            record_type: {**found, **{r.local_ref: r for r in found.values() if r.local_ref}}
            for record_type, found in self.referenced.items()
        }

    @cached_property
    def figures(self) -> Figures:
        """What is counted for the document; none of a type without figures."""
        compute = COMPUTED.get(self.head.spec.figures)
        if compute is None:
            return Figures(())
        return compute(FigureInput(self.made_of, self.head.year, self.head.date, self.earlier))

    @property
    def count(self) -> int:
        """What `DocumentSpec.counted` counts: records of its first source, of its year."""
        (source, *_) = self.head.spec.sources
        whole = [record for record in self.records if record.kind.code == source.record_type]
        parts = self.excerpts.get(source.record_type, {}).values()
        return sum(self._is_of_year(record, source.days) for record in (*whole, *parts))

    def _is_of_year(self, record: Record, days: tuple[str, ...]) -> bool:
        if not self.head.year or not days:
            return True
        values = [getattr(record, name) for name in days]
        return recorded_in(record, values[0], self.head.year, values[-1])

    @property
    def lead_count(self) -> int:
        """What `DocumentSpec.lead` counts."""
        return self.count

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """References and titles that are printed of case studies that are not in `referenced`."""
        return ()


@dataclass(frozen=True, kw_only=True)
class NetworkContent(Content):
    """Of a network report, which has no records."""

    network: NetworkData

    @property
    def count(self) -> int:
        return sum(len(office.latest) for office in self.network.offices)

    @property
    def lead_count(self) -> int:
        return len(self.network.offices)

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            one
            for pair in self.network.pairs
            for one in ((pair.reference, pair.title), (pair.other_reference, pair.other_title))
        )
