"""Records that came from other offices, beside what the store holds of them.

Whether their state follows ours, ours theirs, or both changed since they parted is read from the
revisions; what both changed is compared field by field against the state that both came from.

A record comes by itself only from the office whose reference it has. From any other office, where
this office is writing on it, and where its content was purged here, it waits for a decision.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.package import Packed, PackedFile, PackedPicture
from rilo_desktop.records import (
    Record,
    Workflow,
    class_of,
)
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.records.merge import FieldConflict, field_conflicts, merged
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Severity
from rilo_desktop.store import LogEntry, ReadSession, Revision
from rilo_desktop.store.received import back_from

from ..office import actions
from ..office.finding_helpers import finding
from ..records.duplicates import LikelyCases
from ..records.record import known_about
from ..records.undo import effective_revision
from ..submissions.frozen_record import Frozen
from ..submissions.preflight import judged
from . import waiting_records
from .received_record import received_record, with_files, with_what_never_leaves

MINE, THEIRS = "ours", "theirs"
MOST_FOLLOWED = 50
"""Earlier revisions of another office that are noted with one of theirs."""


class Outcome(StrEnum):
    """What receiving would do with a record."""

    NEW = "new"
    SAME = "same"
    """Nothing is written: it is here already, or ours is their state and more."""
    CHANGED = "changed"
    """Theirs follows ours, or both changed other fields."""
    CONFLICT = "conflict"
    """Both changed the same field: it waits for a decision on each of these."""
    FOREIGN = "foreign"
    """It has another office's reference than the signer's, or this office's: it waits."""
    DRAFT = "draft"
    """Theirs would take the place of a draft of this office: it waits."""
    PURGED = "purged"
    """Its content was purged here: it waits."""
    ASIDE = "aside"
    """Of a kind or shape that this version does not know; it stays in the kept document."""


WAITING = frozenset({Outcome.FOREIGN, Outcome.DRAFT, Outcome.PURGED})
"""Taken only by a decision on the record; what both changed is then decided field by field."""
LIKELY = N_("{name} is probably the case {other}: {why}. Look at both before you accept it.")
_WHY = {Outcome.DRAFT: waiting_records.DRAFT, Outcome.PURGED: waiting_records.PURGED}


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided. `leave`: ids of records that shall not be taken; `wanted`: of those that
    wait and shall be.
    """

    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    leave: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()

    def on(self, record: str) -> Mapping[str, str]:
        return self.decisions.get(record, {})


@dataclass(frozen=True, slots=True)
class Compared:
    """A record as it came, and what becomes of it.

    `fields`: all that differ, in the order of the description; `ask`: names of those that both
    changed. `aside`: why it is kept aside. `ours` is None for a new one.
    """

    id: str
    kind: str
    reference: str
    title: str
    tlp: str
    revision: str
    number: int
    outcome: Outcome
    follows: tuple[str, ...] = ()
    """Revisions elsewhere that it is a copy of, and that this one came from."""
    ours: Record | None = None
    theirs: Record | None = None
    base: Record | None = None
    fields: tuple[FieldConflict, ...] = ()
    aside: Finding | None = None
    waits: Finding | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def may_come(self) -> bool:
        """Would taking it write anything?"""
        return self.outcome not in (Outcome.SAME, Outcome.ASIDE)

    def is_wanted(self, choices: Choices) -> bool:
        """Whether its fields are decided is another question."""
        named = self.outcome not in WAITING or self.id in choices.wanted
        return self.may_come and named and self.id not in choices.leave

    def is_taken(self, choices: Choices) -> bool:
        return self.is_wanted(choices) and not self.undecided(choices.on(self.id))

    @property
    def ask(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields if one.changed_by_both)

    def without_states(self) -> Compared:
        """What is told of it, and no more: of many documents nobody looks at the whole records.

        Before it is written it is compared again, which finds what it follows.
        """
        kind, tlp = sys.intern(self.kind), sys.intern(self.tlp)
        return replace(self, kind=kind, tlp=tlp, follows=(), ours=None, theirs=None, base=None)

    def undecided(self, decisions: Mapping[str, str]) -> tuple[str, ...]:
        """Fields that both changed and nobody decided; `decisions`: {field: MINE or THEIRS}."""
        return tuple(name for name in self.ask if decisions.get(name) not in (MINE, THEIRS))

    def result(self, decisions: Mapping[str, str]) -> Record:
        """What the record becomes; every field of `ask` must be decided.

        Their state as it stands is released where its own office released it, and a draft where
        another one sent it; one that nobody approved as a whole, since it has something of ours,
        is a draft.
        """
        assert self.theirs is not None
        if self.ours is None or self.base is None:
            return self.theirs
        mine = {one.name for one in self.fields if self._is_mine(one, decisions)}
        made = merged(self.base, self.ours, self.theirs, mine)
        is_theirs = same_content(made, self.theirs)
        return replace(made, workflow=self.theirs.workflow if is_theirs else Workflow.DRAFT)

    def _is_mine(self, one: FieldConflict, decisions: Mapping[str, str]) -> bool:
        ours_by_default = one.changed_by_me and not one.changed_by_them
        said = decisions.get(one.name, MINE if ours_by_default else THEIRS)
        return said == MINE


@dataclass(frozen=True, slots=True)
class _State:
    """`names` that it is known by, here and elsewhere; `operation`: of this store, 0: none yet."""

    names: frozenset[str]
    content: Record | None
    operation: int = 0


@dataclass(frozen=True, slots=True)
class _Ours:
    """What the store, or an earlier document of the same step, has of a record."""

    record: Record
    states: tuple[_State, ...]
    """Newest first."""
    known: frozenset[str]
    """All revisions that it came from: of this store, and as its own office names them."""
    hearsay: frozenset[str] = frozenset()
    """The same, as other offices name them."""
    first: Record | None = None
    """What the product shipped, where it began so: every store began with the same."""
    is_written_here: bool = False
    """Is its newest state a draft of this office?"""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A record as it came, signed by an office."""

    packed: Packed
    theirs: Record
    signer: str
    is_free: bool
    """Is its reference the signer's own, here too?"""
    name: str
    """The reference that it has here."""


@dataclass(slots=True)
class RecordComparison:
    """Compares document after document; a later one sees what the earlier ones bring."""

    reading: ReadSession
    office: str
    """Code of this office."""
    choices: Choices = field(default_factory=Choices)
    rules: RuleContext | None = None
    """With them, what the rules say of each record that may come is told."""
    again: frozenset[str] | None = None
    """Ids of records that may come again in the same step; None: any of them."""
    _coming: dict[str, _Ours] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _brought: dict[int, Mapping[str, str]] = field(default_factory=dict)
    _cases: dict[str, LikelyCases] = field(default_factory=dict)
    purges: Mapping[str, LogEntry] = field(init=False)
    """{id of a record: the last purge of content of it}."""

    def __post_init__(self) -> None:
        self.purges = waiting_records.purges_in(self.reading)

    def one(
        self,
        packed: Packed,
        pictures: Sequence[PackedPicture],
        signer: str,
        files: Sequence[PackedFile] = (),
    ) -> Compared:
        """`pictures`, `files`: of this record; `signer`: code of the office that signed it."""
        try:
            theirs = received_record(packed, pictures, files)
        except (Unreadable, NewerSnapshot) as error:
            return _aside(packed, str(error))
        came = self._came(packed, theirs, signer)
        ours = self._coming.get(packed.id) or self._held(packed.id)
        made = self._waiting(came, _compared(came, ours), ours)
        clash = self._clash(made, came) if made.outcome is not Outcome.SAME else None
        if clash:
            return _aside(packed, clash)
        if made.is_taken(self.choices):
            if self.again is None or made.id in self.again:
                self._keep(came, made, ours)
            self._names |= dict.fromkeys(_names_taken(came), made.id)
        if self.rules is None or not made.may_come:
            return made
        item = Frozen(came.theirs, packed.revision, packed.number, 0)
        rules = known_about(self.rules, self.reading, came.theirs)
        return replace(made, findings=(*self._likely(made), *judged(item, rules)))

    def _likely(self, made: Compared) -> tuple[Finding, ...]:
        """Is a new one likely a case that is here already?"""
        if made.ours is not None or made.theirs is None:
            return ()
        if made.kind not in self._cases:
            self._cases[made.kind] = LikelyCases(self.reading, made.kind)
        found = self._cases[made.kind].likely_of(made.theirs)
        if found is None:
            return ()
        place = FieldPath(kind=made.kind, record=made.id, reference=made.reference)
        other, why = found[0].reference, found[1].signs
        said = finding("receive.likely", LIKELY, place, name=made.reference, other=other, why=why)
        return (replace(said, severity=Severity.WARNS),)

    def _came(self, packed: Packed, theirs: Record, signer: str) -> _Coming:
        """Released only where the signer released it: of its own office, and kept as such here."""
        stored = self.reading.records.stored(packed.id)
        name = stored.record.reference if stored else packed.reference
        is_free = office_of(name) == office_of(packed.reference) == signer
        workflow = Workflow.RELEASED if is_free else Workflow.DRAFT
        return _Coming(packed, replace(theirs, workflow=workflow), signer, is_free, name)

    def _waiting(self, came: _Coming, made: Compared, ours: _Ours | None) -> Compared:
        """Does a record that would be written wait for a decision, and why?"""
        purge = self.purges.get(made.id)
        if purge is not None and self._brings_back(came, made, ours, purge):
            if ours is None or ours.states[0].operation == purge.seq:  # nothing is left of ours
                made = _said(
                    came.packed, came.theirs, Outcome.PURGED, ours.record if ours else None
                )
            outcome = Outcome.PURGED
        elif not made.may_come:
            return made
        elif not came.is_free:
            outcome = Outcome.FOREIGN
        elif ours is not None and ours.is_written_here and _replaces(made):
            outcome = Outcome.DRAFT
        else:
            return made
        own = (
            waiting_records.OWN if office_of(came.name) == self.office else waiting_records.FOREIGN
        )
        why = _WHY.get(outcome, own)
        told = waiting_records.waits(why, made.kind, made.id, came.name, came.signer, purge)
        return replace(made, outcome=outcome, waits=told)

    def _brings_back(
        self, came: _Coming, made: Compared, ours: _Ours | None, purge: LogEntry
    ) -> bool:
        """Content that was purged comes back, unless their state follows what was kept here."""
        if ours is None:
            return True
        if not made.may_come:
            return made.outcome is Outcome.SAME and ours.states[0].operation == purge.seq
        theirs = _names_of(came.packed)
        later = (one for one in ours.states if one.operation >= purge.seq or not one.operation)
        return not any(one.names & theirs for one in later)

    def _clash(self, made: Compared, came: _Coming) -> Message | None:
        """Another record has its reference, or its own number at the same office."""
        others = self.reading.records.find_ids("", came.name)
        by_reference, by_number = _names_taken(came)
        if (others and others[0] != made.id) or self._is_another(by_reference, made.id):
            return Message(N_("another record here has its reference"))
        number = came.theirs.local_ref or ""
        other = self.reading.records.by_own_number(made.kind, number, came.name) if number else None
        if other not in (None, made.id) or (number and self._is_another(by_number, made.id)):
            return Message(N_("another record of that office has its local reference"))
        return None

    def _is_another(self, name: tuple[str, str], record_id: str) -> bool:
        """Does another record of the same step take this name?"""
        return self._names.get(name, record_id) != record_id

    def _held(self, record_id: str) -> _Ours | None:
        stored = self.reading.records.stored(record_id)
        newest = self.reading.revisions.get(stored.revision) if stored else None
        standing = effective_revision(self.reading, newest) if newest else None
        if stored is None or standing is None or standing.is_purged:
            return None
        steps = list(back_from(self.reading, standing))
        states = tuple(
            _State(step.names, _content(step.revision), step.revision.operation) for step in steps
        )
        own, hearsay = {step.revision.id for step in steps}, set[str]()
        owner = office_of(stored.record.reference)
        for step in steps:
            by = self._brought_by(step.revision.operation, record_id) if step.elsewhere else ""
            (own if by == owner else hearsay).update(step.elsewhere)
        oldest = steps[-1].revision
        shipped = self.reading.log.action_of(oldest.operation) == actions.CATALOGUE
        record = standing.record_then()
        return _Ours(
            record,
            states,
            frozenset(own),
            frozenset(hearsay - own),
            _content(oldest) if shipped else None,
            record.workflow in _WRITTEN
            and self.reading.log.action_of(standing.operation)
            not in (actions.RECEIVE, actions.CATALOGUE),
        )

    def _brought_by(self, operation: int, record_id: str) -> str:
        if operation not in self._brought:
            self._brought[operation] = waiting_records.brought_by(self.reading.log.entry(operation))
        return self._brought[operation].get(record_id, "")

    def _keep(self, came: _Coming, made: Compared, ours: _Ours | None) -> None:
        packed = came.packed
        after = made.result(self.choices.on(packed.id))
        here = _State(frozenset({packed.revision}), made.theirs)
        names = frozenset({packed.revision, *packed.ancestors})
        known = ours.known if ours else frozenset()
        hearsay = ours.hearsay if ours else frozenset()
        self._coming[packed.id] = _Ours(
            after,
            (here, *(ours.states if ours else ())),
            known | names if came.is_free else known,
            hearsay if came.is_free else hearsay | names,
            ours.first if ours else None,
        )


_WRITTEN = (Workflow.DRAFT, Workflow.IN_REVIEW, Workflow.APPROVED)


def _replaces(made: Compared) -> bool:
    """Does nothing of ours stand beside theirs?"""
    if made.outcome is not Outcome.CHANGED or made.theirs is None:
        return False
    return same_content(made.result({}), made.theirs)


def _names_taken(came: _Coming) -> tuple[tuple[str, str], tuple[str, str]]:
    """Reference and own number of a record, as no other one may have them."""
    number = f"{office_of(came.name)} {own_key(came.theirs.local_ref or '')}"
    return ("", came.name), (came.packed.kind, number)


def _names_of(packed: Packed) -> frozenset[str]:
    return frozenset({packed.revision, *packed.ancestors, *packed.parents})


def _compared(came: _Coming, ours: _Ours | None) -> Compared:
    packed, theirs = came.packed, came.theirs
    if ours is None:
        return _said(packed, theirs, Outcome.NEW)
    if type(ours.record) is not type(theirs):
        return _aside(packed, f"{packed.id} is a {ours.record.kind.code} here")
    # What others say of an office's revisions never keeps its own word out.
    known = ours.known if came.is_free else ours.known | ours.hearsay
    is_known = packed.revision in known
    base = ours.record if is_known else _base(packed, ours)
    # Of a state that is here only its files can be news.
    theirs = with_files(
        ours.record if is_known else with_what_never_leaves(theirs, ours.record), theirs
    )
    if same_content(ours.record, theirs):
        return _said(packed, theirs, Outcome.SAME, ours.record)
    found = field_conflicts(base, ours.record, theirs)
    both = any(one.changed_by_both for one in found)
    made = _said(packed, theirs, Outcome.CHANGED, ours.record, base, found)
    made = replace(made, follows=_follows(packed, known))
    if both:
        return replace(made, outcome=Outcome.CONFLICT)
    if same_content(made.result({}), ours.record):
        return replace(made, outcome=Outcome.SAME)
    return made


def _follows(packed: Packed, known: Collection[str] = ()) -> tuple[str, ...]:
    """So that a state that comes later than its successor is known to be older."""
    came_from = [name for name in packed.ancestors if name not in known]
    return (packed.revision, *came_from[:MOST_FOLLOWED])


def _base(packed: Packed, ours: _Ours) -> Record:
    """The newest state that both came from, else what was shipped, else nothing at all."""
    theirs_known = _names_of(packed)
    for state in ours.states:
        if state.names & theirs_known and state.content is not None:
            return with_what_never_leaves(state.content, ours.record)
    if ours.first is not None:
        return with_what_never_leaves(ours.first, ours.record)
    return cast(Record, class_of(packed.kind)(id=packed.id))


def _content(revision: Revision) -> Record | None:
    return None if revision.is_purged else revision.record_then()


def _said(
    packed: Packed,
    theirs: Record,
    outcome: Outcome,
    ours: Record | None = None,
    base: Record | None = None,
    fields: tuple[FieldConflict, ...] = (),
) -> Compared:
    return Compared(
        id=packed.id,
        kind=packed.kind,
        reference=packed.reference,
        title=theirs.title_text,
        tlp=theirs.tlp if isinstance(theirs.tlp, str) else "",
        revision=packed.revision,
        number=packed.number,
        outcome=outcome,
        follows=_follows(packed),
        ours=ours,
        theirs=theirs,
        base=base,
        fields=fields,
    )


def _aside(packed: Packed, reason: str | Message) -> Compared:
    title = packed.snapshot.get("title")
    said = finding(
        "receive.aside",
        N_("{name} is set aside ({reason}); it stays in the document, which is kept here."),
        FieldPath(kind=packed.kind, record=packed.id, reference=packed.reference),
        name=packed.reference,
        reason=reason,
    )
    return Compared(
        id=packed.id,
        kind=packed.kind,
        reference=packed.reference,
        title=title if isinstance(title, str) else "",
        tlp="",
        revision=packed.revision,
        number=packed.number,
        outcome=Outcome.ASIDE,
        aside=replace(said, severity=Severity.WARNS),
    )
