"""What a document is made from: plain data that a service builds and this room prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rilo_desktop.records import ActionPlan, CaseStudy, Office, Record, RiskIndicator


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approved it, as a function and an officer's sign; `on` is an ISO day."""

    function: str
    on: str
    sign: str


@dataclass(frozen=True, kw_only=True)
class Head:
    type: str
    """Code of the vocabulary submission_type: "CS", "RI" or "AP"."""
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


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is printed: a JPEG without metadata; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Content:
    head: Head
    records: tuple[Record, ...]
    """Of one kind, in the order to print."""
    revisions: Mapping[str, int]
    """Record id to the number of its revision."""
    offices: Mapping[str, Office]
    """By code."""
    indicators: Mapping[str, RiskIndicator]
    """By code (`local_ref`): titles and strengths for case sheets."""
    cases: tuple[CaseStudy, ...] = ()
    """For a catalogue: the cases held, as evidence."""
    plans: Mapping[str, ActionPlan] = field(default_factory=dict)
    """By id, for an action plan."""
    photos: Mapping[str, tuple[Photo | None, ...]] = field(default_factory=dict)
    """By record id: what is printed of its pictures, in their order. None is not printed."""
    registered: int = 0
    """For an action plan: items in the register."""
