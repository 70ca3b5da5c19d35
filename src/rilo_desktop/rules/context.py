"""What rules may know beyond the record: names of other records, the receiver's rules, today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from .acceptance import Acceptance
from .ranks import Ranks
from .review_comments import ReviewComment


@dataclass(frozen=True, slots=True)
class LinkedState:
    """As much of a record that another one was made from as rules compare."""

    reference: str
    revision: str
    tlp: str


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form as canonical text. `unknown`: references in answers to it that name no record."""

    definition: str
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RuleContext:
    """A kind that is absent from a mapping is not checked."""

    local_refs: Mapping[str, Collection[str]] = field(default_factory=dict)
    """{kind: own numbers of its records}, for fields that name a record by its own number."""
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)
    """{kind: ids of its records}, for links."""
    today: date | None = None
    """None: the day of the system's clock."""
    acceptance: Acceptance | None = None
    """What the receiver asks for; None asks nothing."""
    remarks: Mapping[str, Collection[ReviewComment]] = field(default_factory=dict)
    """{id of a record: what an addressee asks of its fields}."""
    practice: bool = False
    """Of a practice office, whose invented members are codes too."""
    ranks: Ranks = field(default_factory=dict)
    """Ranks of key issues in each year, drafts among them."""
    forms: Mapping[str, AskedForm] = field(default_factory=dict)
    """{id of a questionnaire: what it asks}."""
    made_from: Mapping[str, LinkedState] = field(default_factory=dict)
    """{id of a record that another was made from: how it stands now}."""
