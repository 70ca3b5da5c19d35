"""Records that came from other offices, beside what the store holds of them.

Whether their state follows ours, ours theirs, or both changed since they parted is read from the
revisions; what both changed is compared field by field against the state that both came from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, cast

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.package import Packed, PackedPicture
from rilo_desktop.records import (
    CaseStudy,
    FieldType,
    Picture,
    Record,
    Workflow,
    class_of,
    fields_of,
)
from rilo_desktop.records.differences import same_content
from rilo_desktop.records.identity import is_reference
from rilo_desktop.records.snapshots import Unreadable, from_snapshot
from rilo_desktop.records.three_way import Disputed, disputed, merged
from rilo_desktop.records.tidying import tidied
from rilo_desktop.records.upgrades import Newer
from rilo_desktop.rules import structure
from rilo_desktop.rules.findings import N_, Finding, Message, Place, Severity
from rilo_desktop.rules.parts import parts_of
from rilo_desktop.store import Reading, Revision
from rilo_desktop.store.received import back_from

from . import actions
from .record import KEPT_BY_SERVICES
from .refusals import finding
from .undo import standing_at

MINE, THEIRS = "ours", "theirs"
MOST_FOLLOWED = 50
"""Earlier revisions of another office that are noted with one of theirs."""
_ID = re.compile(r"[0-9a-zA-Z-]{1,64}")


class Outcome(StrEnum):
    """What receiving would do with a record."""

    NEW = "new"
    SAME = "same"
    """Nothing is written: it is here already, or ours is their state and more."""
    CHANGED = "changed"
    """Theirs follows ours, or both changed other fields."""
    CONFLICT = "conflict"
    """Both changed the same field: it waits for a decision on each of these."""
    ASIDE = "aside"
    """Of a kind or shape that this version does not know; it stays in the kept document."""


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
    fields: tuple[Disputed, ...] = ()
    aside: Finding | None = None

    @property
    def ask(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields if one.changed_by_both)

    def without_states(self) -> Compared:
        """What is told of it, and no more: of many documents nobody looks at the whole records."""
        return replace(self, ours=None, theirs=None, base=None)

    def undecided(self, decisions: Mapping[str, str]) -> tuple[str, ...]:
        """Fields that both changed and nobody decided; `decisions`: {field: MINE or THEIRS}."""
        return tuple(name for name in self.ask if decisions.get(name) not in (MINE, THEIRS))

    def result(self, decisions: Mapping[str, str]) -> Record:
        """What the record becomes; every field of `ask` must be decided.

        Their state as it stands is released, as they released it; one that nobody approved as a
        whole, since it has something of ours, is a draft.
        """
        assert self.theirs is not None
        if self.ours is None or self.base is None:
            return self.theirs
        mine = {one.name for one in self.fields if self._is_mine(one, decisions)}
        made = merged(self.base, self.ours, self.theirs, mine)
        is_theirs = same_content(made, self.theirs)
        return replace(made, workflow=Workflow.RELEASED if is_theirs else Workflow.DRAFT)

    def _is_mine(self, one: Disputed, decisions: Mapping[str, str]) -> bool:
        ours_by_default = one.changed_by_me and not one.changed_by_them
        said = decisions.get(one.name, MINE if ours_by_default else THEIRS)
        return said == MINE


@dataclass(slots=True)
class _Ours:
    """What the store, or an earlier document of the same step, has of a record."""

    record: Record
    states: tuple[tuple[frozenset[str], Record | None], ...]
    """Newest first: the names a state is known by, here and elsewhere, and its content."""
    known: frozenset[str]
    """All revisions that it came from, here and elsewhere."""
    first: Record | None = None
    """What the product shipped, where it began so: every store began with the same."""


@dataclass(slots=True)
class Comparing:
    """Compares document after document; a later one sees what the earlier ones bring."""

    reading: Reading
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    leave: frozenset[str] = frozenset()
    """Ids of records that are not taken, so that nothing later follows what they would be."""
    again: frozenset[str] | None = None
    """Ids of records that may come again in the same step; None: any of them."""
    _coming: dict[str, _Ours] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def one(self, packed: Packed, pictures: Sequence[PackedPicture] = ()) -> Compared:
        """`pictures`: those of this record."""
        try:
            theirs = _received(packed, pictures)
        except (Unreadable, Newer) as error:
            return _aside(packed, str(error))
        ours = self._coming.get(packed.id) or self._held(packed.id)
        made = _compared(packed, theirs, ours)
        clash = self._clash(made, theirs) if made.outcome is not Outcome.SAME else None
        if clash:
            return _aside(packed, clash)
        if self._is_taken(made) and (self.again is None or made.id in self.again):
            self._remember(packed, made, ours)
        return made

    def _is_taken(self, made: Compared) -> bool:
        if made.outcome is Outcome.CONFLICT:
            return made.id not in self.leave and not made.undecided(self._decided(made.id))
        return made.outcome in (Outcome.NEW, Outcome.CHANGED) and made.id not in self.leave

    def _decided(self, record_id: str) -> Mapping[str, str]:
        return self.decisions.get(record_id, {})

    def _clash(self, made: Compared, theirs: Record) -> Message | None:
        """Another record has its reference, or its own number at the same office."""
        stored = self.reading.stored(made.id)
        reference = stored.record.reference if stored else theirs.reference
        others = self.reading.find_ids("", reference)
        if (others and others[0] != made.id) or self._taken(("", reference), made.id):
            return Message(N_("another record here has its reference"))
        number = theirs.local_ref or ""
        other = self.reading.by_own_number(made.kind, number, reference) if number else None
        place = (made.kind, f"{reference.partition('/')[0]} {own_key(number)}")
        if other not in (None, made.id) or (number and self._taken(place, made.id)):
            return Message(N_("another record of that office has its own number"))
        return None

    def _taken(self, name: tuple[str, str], record_id: str) -> bool:
        """By another record of the same step?"""
        return self._names.setdefault(name, record_id) != record_id

    def _held(self, record_id: str) -> _Ours | None:
        stored = self.reading.stored(record_id)
        newest = self.reading.revision(stored.revision) if stored else None
        standing = standing_at(self.reading, newest) if newest else None
        if standing is None or standing.is_purged:
            return None
        steps = list(back_from(self.reading, standing))
        states = tuple((step.names, _content(step.revision)) for step in steps)
        known = frozenset(n for step in steps for n in (step.revision.id, *step.elsewhere))
        oldest = steps[-1].revision
        shipped = self.reading.action_of(oldest.operation) == actions.CATALOGUE
        first = _content(oldest) if shipped else None
        return _Ours(standing.record_then(), states, known, first)

    def _remember(self, packed: Packed, made: Compared, ours: _Ours | None) -> None:
        after = made.result(self._decided(packed.id))
        states = ours.states if ours else ()
        here = (frozenset({packed.revision}), made.theirs)
        known = frozenset((*(ours.known if ours else ()), packed.revision, *packed.ancestors))
        first = ours.first if ours else None
        self._coming[packed.id] = _Ours(after, (here, *states), known, first)


def _compared(packed: Packed, theirs: Record, ours: _Ours | None) -> Compared:
    if ours is None:
        return _said(packed, theirs, Outcome.NEW)
    if type(ours.record) is not type(theirs):
        return _aside(packed, f"{packed.id} is a {ours.record.kind.code} here")
    theirs = _with_what_never_leaves(theirs, ours.record)
    if packed.revision in ours.known or same_content(ours.record, theirs):
        return _said(packed, theirs, Outcome.SAME, ours.record)
    base = _base(packed, ours)
    found = disputed(base, ours.record, theirs)
    both = any(one.changed_by_both for one in found)
    made = _said(packed, theirs, Outcome.CHANGED, ours.record, base, found)
    made = replace(made, follows=_follows(packed, ours.known))
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
    theirs_known = {packed.revision, *packed.ancestors, *packed.parents}
    for names, content in ours.states:
        if names & theirs_known and content is not None:
            return _with_what_never_leaves(content, ours.record)
    if ours.first is not None:
        return _with_what_never_leaves(ours.first, ours.record)
    return cast(Record, class_of(packed.kind)(id=packed.id))


def _with_what_never_leaves(record: Record, ours: Record) -> Record:
    """What is for the office only did not come with it: what we have of it stays."""
    kept = {
        name: getattr(ours, name)
        for name, about in fields_of(type(ours)).items()
        if about.office_only
    }
    for name, about in fields_of(type(ours)).items():
        if about.type is FieldType.LINES and about.lines is not None:
            lines, own = getattr(record, name), getattr(ours, name)
            if isinstance(lines, tuple) and isinstance(own, tuple):
                kept[name] = tuple(_line(line, own) for line in lines)
    return replace(record, **kept)


def _line(line: Any, own: Sequence[Any]) -> Any:
    """Our line, where it differs from theirs only in what never leaves."""
    hidden = [name for name, about in fields_of(type(line)).items() if about.office_only]
    if not hidden:
        return line
    bare = dict.fromkeys(hidden)
    return next((one for one in own if replace(one, **bare) == replace(line, **bare)), line)


def _received(packed: Packed, pictures: Sequence[PackedPicture]) -> Record:
    """The record as it is kept here. Raises Unreadable, Newer."""
    if packed.kind in KEPT_BY_SERVICES:
        raise Unreadable(f"a record of the kind {packed.kind} does not travel by itself")
    if not is_reference(packed.reference) or not _ID.fullmatch(packed.id):
        raise Unreadable("no reference or id of a record")
    record = tidied(from_snapshot(packed.snapshot))
    _refuse_unfit(record)
    if isinstance(record, CaseStudy) and record.pictures:
        record = replace(record, pictures=tuple(_pictures(record.pictures, pictures)))
    return replace(record, workflow=Workflow.RELEASED)


def _refuse_unfit(record: Record) -> None:
    """Raises Unreadable for a value that no form and no import would ever leave."""
    if record.local_ref is not None and not isinstance(record.local_ref, str):
        raise Unreadable("local_ref: not a text")
    if record.archived not in (None, True, False):
        raise Unreadable("archived: not yes or no")
    for part in parts_of(record):
        for said in structure.findings(part):
            if said.blocks:
                raise Unreadable(f"{said.place.field}: {said.rule.partition('.')[2]}")


def _pictures(lines: Sequence[Picture], copies: Sequence[PackedPicture]) -> Iterator[Picture]:
    """Those that came; the copy takes the place of the original, its boxes are burned in."""
    by_position = {copy.position: copy for copy in copies}
    for position, line in enumerate(lines):
        if position in by_position:
            yield replace(line, sha256=by_position[position].sha256, boxes=())


def _content(revision: Revision) -> Record | None:
    return None if revision.is_purged else revision.record_then()


def _said(
    packed: Packed,
    theirs: Record,
    outcome: Outcome,
    ours: Record | None = None,
    base: Record | None = None,
    fields: tuple[Disputed, ...] = (),
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
        N_("{name} is kept aside ({reason}); it stays in the document, which is kept here."),
        Place(kind=packed.kind, record=packed.id, reference=packed.reference),
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
