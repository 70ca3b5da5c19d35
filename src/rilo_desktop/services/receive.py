"""Receiving: submissions of other offices become records here, in one operation, or none does.

look(session, files)                 verified first; what would become of each record
look_again(session, looked)          the same beside what the store holds by now
take(session, looked, decisions)     each document written as one operation, which `undo` takes back

A field that both offices changed waits for a decision, and so does a record that is not the
signer's own, that is being written here, or that was purged here (docs/decisions/0036). Nothing is
lost by that, since the document is kept in the store. Received again it changes nothing.
Of several documents one is in memory at a time: each is read again when its turn comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rilo_desktop.exchange.package import LogHead, Package, PackedPicture
from rilo_desktop.records.differences import same_content
from rilo_desktop.rules.findings import N_, Finding, Message, Place, Refused
from rilo_desktop.store import Unit

from . import actions
from .changes import Changes, changes_of, together
from .picture_copies import copies_to_keep
from .progress import SILENT, Progress
from .receive_compared import MINE as MINE
from .receive_compared import THEIRS as THEIRS
from .receive_compared import WAITING as WAITING
from .receive_compared import Choices as Choices
from .receive_compared import Compared as Compared
from .receive_compared import Comparing
from .receive_compared import Outcome as Outcome
from .receive_opened import STRANGER as STRANGER
from .receive_opened import Opened as Opened
from .receive_opened import let_go, opened, whole
from .receive_waits import asked_to_delete
from .received import Key, received_in
from .record import known_in
from .referenced import made_of_print
from .refusals import finding, refusal
from .session import Session, Task
from .signers import trust_given

Decisions = Mapping[str, Mapping[str, str]]
"""{id of a record: {field: MINE or THEIRS}}."""
NOTHING: Decisions = MappingProxyType({})
BATCH = 500
PDF = "application/pdf"
COMPARING, WRITING = N_("Comparing with the office"), N_("Writing; cancelling leaves nothing")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that was verified, and its records beside the store's.

    `standing`: "new", "again" (received before), or "older" (a later revision is here). `asks`:
    records that its office asks to purge here, each as a sentence.
    """

    opened: Opened
    records: tuple[Compared, ...]
    standing: str = "new"
    asks: tuple[Finding, ...] = ()

    @property
    def package(self) -> Package:
        return self.opened.package

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.records)


@dataclass(frozen=True, slots=True)
class Looked:
    """What receiving would do; nothing is written. `refused`: files that cannot be taken, and why.

    `operation` is where the store stood when it was compared.
    """

    documents: tuple[Incoming, ...]
    refused: tuple[tuple[Path, tuple[Finding, ...]], ...] = ()
    operation: int = 0

    def count(self, outcome: Outcome) -> int:
        return sum(one.count(outcome) for one in self.documents)

    def undecided(
        self, decisions: Decisions = NOTHING, wanted: Collection[str] = ()
    ) -> tuple[tuple[Compared, str], ...]:
        """(record, field) of each decision that is missing; `wanted`: records to be taken."""
        choices = Choices(decisions, wanted=frozenset(wanted))
        return tuple(
            (one, name)
            for document in self.documents
            for one in document.records
            if one.is_wanted(choices)
            for name in one.undecided(choices.on(one.id))
        )

    @property
    def waiting(self) -> tuple[Compared, ...]:
        """Records that are taken only by a decision on each."""
        return tuple(r for one in self.documents for r in one.records if r.outcome in WAITING)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done. `left`: records that wait for a decision, or were left out.

    `changes`: of all documents; its operation is that of the last one.
    """

    changes: Changes
    documents: tuple[Incoming, ...]
    new: int = 0
    changed: int = 0
    same: int = 0
    aside: int = 0
    left: tuple[Compared, ...] = ()


def look(
    session: Session,
    files: Sequence[Path],
    trust: Collection[str] = (),
    progress: Progress = SILENT,
) -> Looked:
    """Verify the files and compare their records with the store's; nothing is written.

    `trust`: fingerprints of cards that somebody compared by phone and that the store does not know
    yet. A file that cannot be taken is told in `refused`. Raises Refused for a role that may not
    receive, Cancelled.
    """
    session.permit(Task.IMPORT)
    found: list[Opened] = []
    refused = []
    for n, path in enumerate(files):
        progress(n, len(files), N_("Verifying the files"))
        try:
            keep = let_go if len(files) > 1 else whole  # no name for it: it would outlive its turn
            found.append(keep(opened(session, path, trust, found, progress)))
        except Refused as error:
            refused.append((path, error.findings))
    return _looked(session, found, tuple(refused), progress)


def look_again(session: Session, looked: Looked, progress: Progress = SILENT) -> Looked:
    """The same documents beside what the store holds now; they are not verified once more."""
    session.permit(Task.IMPORT)
    return _looked(session, [one.opened for one in looked.documents], looked.refused, progress)


def _looked(
    session: Session,
    found: Sequence[Opened],
    refused: tuple[tuple[Path, tuple[Finding, ...]], ...],
    progress: Progress,
) -> Looked:
    rules = known_in(session)
    with session.reading() as reading:
        operation = reading.last_operation
        comparing = Comparing(reading, session.office_code, rules=rules, again=_in_several(found))
        known = {one.key for one in received_in(reading)}
        documents = tuple(_incoming(comparing, one, known, progress) for one in in_order(found))
    return Looked(documents, refused, operation)


def take(
    session: Session,
    looked: Looked,
    decisions: Decisions = NOTHING,
    leave_undecided: bool = False,
    leave: Collection[str] = (),
    progress: Progress = SILENT,
    wanted: Collection[str] = (),
) -> Taken:
    """Write what was looked at, each document as one operation, compared with what stands now.

    `leave`: ids of records that shall not be taken; `wanted`: of those that wait for a decision
    and shall be. What waits and is not wanted stays in the document. Raises Refused where a field
    waits for its decision (unless such records are left), where a file was refused, and Cancelled:
    what is wrong with any document is said before the first is written, and none is written in
    part.
    """
    session.permit(Task.IMPORT)
    if looked.refused:
        raise Refused(*(one for _, said in looked.refused for one in said))
    if not looked.documents:
        raise refusal("receive.nothing", N_("There is nothing to receive."))
    for one in looked.documents:
        if one.opened.stranger is not None:
            trust_given(session, one.opened.stranger)
    choices = Choices(decisions, frozenset(leave), frozenset(wanted))
    if not leave_undecided and len(looked.documents) > 1:
        _refuse_undecided(looked.documents, choices)
    return _together(
        [
            _taken(session, one.opened, choices, leave_undecided, progress)
            for one in looked.documents
        ]
    )


def _taken(
    session: Session,
    one: Opened,
    choices: Choices,
    leave_undecided: bool,
    progress: Progress,
) -> Taken:
    held = replace(whole(one, progress), let_go=None)
    with session.unit(actions.RECEIVE) as unit:
        comparing = Comparing(unit.reading, session.office_code, choices, again=frozenset())
        known = {other.key for other in received_in(unit.reading)}
        document = _incoming(comparing, held, known, progress)
        if not leave_undecided:
            _refuse_undecided([document], choices)
        done = _written(unit, document, choices, progress)
    return _light(done, one) if one.let_go is not None else done


def _light(done: Taken, one: Opened) -> Taken:
    """Without what takes memory, as the document was before its turn."""
    (document,) = done.documents
    records = tuple(record.without_states() for record in document.records)
    return replace(done, documents=(replace(document, opened=one, records=records),))


def _together(parts: Sequence[Taken]) -> Taken:
    return Taken(
        together(part.changes for part in parts),
        tuple(document for part in parts for document in part.documents),
        sum(part.new for part in parts),
        sum(part.changed for part in parts),
        sum(part.same for part in parts),
        sum(part.aside for part in parts),
        tuple(one for part in parts for one in part.left),
    )


def decided(looked: Looked, name: str, field: str, side: str) -> str:
    """Id of the record that a decision is on, as it was typed. Raises Refused for no decision."""
    known = {one.reference: one for document in looked.documents for one in document.records}
    one = known.get(name)
    if one is None or field not in one.ask or side not in (MINE, THEIRS):
        raise refusal(
            "receive.decision",
            N_(
                "{name} {field} {side} is no decision: name a record that waits, one of its fields "
                "and ours or theirs."
            ),
            name=name,
            field=field,
            side=side,
        )
    return one.id


def named(looked: Looked, names: Collection[str]) -> frozenset[str]:
    """Ids of the records that wait, by their references. Raises Refused where one does not wait."""
    waiting = {one.reference: one.id for one in looked.waiting}
    for name in names:
        if name not in waiting:
            raise refusal(
                "receive.take",
                N_("{name} does not wait for a decision in what came; look at it with --dry-run."),
                name=name,
            )
    return frozenset(waiting[name] for name in names)


def in_order(found: Sequence[Opened]) -> list[Opened]:
    """By office as their logs have them: an earlier revision first, whatever its file is called."""
    unique = {one.sha256: one for one in found}
    return sorted(unique.values(), key=_order)


def _order(one: Opened) -> tuple[str, str, int, int]:
    said = one.package.submission
    return said.office, said.store, said.log_head.number if said.log_head else 0, said.revision


def _in_several(found: Sequence[Opened]) -> frozenset[str] | None:
    """Ids of records that more than one of these documents has; None where all are held whole."""
    if any(one.let_go is None for one in found):
        return None
    times = Counter(record for one in found for record in one.let_go or ())
    return frozenset(record for record, count in times.items() if count > 1)


def _incoming(
    comparing: Comparing,
    one: Opened,
    known: Collection[Key],
    progress: Progress,
) -> Incoming:
    package, records = whole(one, progress).package, []
    pictures: dict[str, list[PackedPicture]] = {}
    for picture in package.pictures:
        pictures.setdefault(picture.record, []).append(picture)
    for n, packed in enumerate(package.records):
        if n % 25 == 0:
            progress(n, len(package.records), COMPARING)
        compared = comparing.one(packed, pictures.get(packed.id, ()), package.submission.office)
        records.append(compared if one.let_go is None else compared.without_states())
    said = package.submission
    name = (said.office, said.store, said.id)
    newer = any(key[:3] == name and key[3] > said.revision for key in known)
    again = (*name, said.revision) in known
    standing = "older" if newer else "again" if again else "new"
    asks = asked_to_delete(comparing.reading, package, comparing.purges)
    return Incoming(one, tuple(records), standing, asks)


def _refuse_undecided(documents: Sequence[Incoming], choices: Choices) -> None:
    waiting = Looked(tuple(documents)).undecided(choices.decisions, choices.wanted)
    waiting = tuple((one, name) for one, name in waiting if one.id not in choices.leave)
    if waiting:
        raise Refused(*(_undecided(one, name) for one, name in waiting[:50]))


def _undecided(one: Compared, name: str) -> Finding:
    label = next(field.label for field in one.fields if field.name == name)
    place = Place(kind=one.kind, record=one.id, reference=one.reference, field=name, label=label)
    return finding(
        "receive.conflict",
        N_("{name}: both offices changed {field}; decide whether ours or theirs stands."),
        place,
        name=one.reference,
        field=Message(label),
    )


# --- how it is written


@dataclass(slots=True)
class _Writing:
    unit: Unit
    choices: Choices
    new: int = 0
    changed: int = 0
    same: int = 0
    aside: int = 0
    left: list[Compared] = field(default_factory=list)

    def document(self, one: Incoming, progress: Progress) -> dict[str, Any]:
        """Write its records; returns what the log says of it."""
        before = (self.new, self.changed, self.same, self.aside)
        taken = [record for record in one.records if self._is_taken(record)]
        for first in range(0, len(taken), BATCH):
            progress(first, len(taken), WRITING)
            self._write(taken[first : first + BATCH])
        self._referenced(one, taken)
        self._keep(one)
        after = (self.new, self.changed, self.same, self.aside)
        counts = (now - then for now, then in zip(after, before, strict=True))
        left = {record.id for record in self.left}
        waiting = [record.reference for record in one.records if record.id in left]
        brought = [record.id for record in taken]
        return _register(one) | {
            **dict(zip(("new", "changed", "same", "aside"), counts, strict=True)),
            "waiting": waiting,
            "brought": brought,
            "held": [record.id for record in one.records if record.outcome is not Outcome.ASIDE],
        }

    def _is_taken(self, one: Compared) -> bool:
        match one.outcome:
            case Outcome.SAME:
                self.same += 1
            case Outcome.ASIDE:
                self.aside += 1
            case _ if not one.is_taken(self.choices):
                self.left.append(one)
            case _ if one.ours is None:
                self.new += 1
                return True
            case _:
                self.changed += 1
                return True
        return False

    def _write(self, taken: Sequence[Compared]) -> None:
        """Their state as it came, which follows ours and theirs; then the merge of both."""
        heads = self.unit.heads(one.id for one in taken)
        theirs = [one.theirs for one in taken if one.theirs is not None]
        self.unit.write(theirs, {one.id: one.follows for one in taken})
        results = {one.id: one.result(self.choices.on(one.id)) for one in taken}
        of_both = [
            results[one.id]
            for one in taken
            if one.theirs is not None and not same_content(results[one.id], one.theirs)
        ]
        ours = {record.id: (heads[record.id].revision,) for record in of_both}
        self.unit.write(of_both, ours)

    def _referenced(self, one: Incoming, taken: Sequence[Compared]) -> None:
        """What theirs name by its id and is not here is made of what was printed of it."""
        theirs = [record.theirs for record in taken if record.theirs is not None]
        wanted = made_of_print(one.package, theirs)
        known = self.unit.heads(wanted)
        self.unit.write([record for name, record in wanted.items() if name not in known])

    def _keep(self, one: Incoming) -> None:
        """The document as it came, and its pictures, from which copies for paper are made."""
        opened = one.opened
        self.unit.write_attachment(opened.sha256, PDF, opened.path.name, opened.content)
        for name, content in opened.pictures.items():
            self.unit.write_attachment(name, "image/jpeg", f"{name[:12]}.jpg", content)
        for record in one.records:
            if record.theirs is not None and one.package.pictures:
                for copy in copies_to_keep(self.unit.reading, record.theirs):
                    self.unit.write_copy(copy)


def _written(
    unit: Unit,
    one: Incoming,
    choices: Choices,
    progress: Progress,
) -> Taken:
    writing = _Writing(unit, choices)
    told = writing.document(one, progress)
    if not unit.revisions and one.standing != "new":
        unit.abandon()
    unit.note(files=[one.opened.path.name], submissions=[told])
    changes = Changes(same=writing.same)
    if not unit.is_abandoned:
        changes = changes_of(unit, actions.RECEIVE, writing.same)
    return Taken(
        changes,
        (one,),
        writing.new,
        writing.changed,
        writing.same,
        writing.aside,
        tuple(writing.left),
    )


def _register(one: Incoming) -> dict[str, Any]:
    said = one.package.submission
    return {
        "id": said.id,
        "store": said.store,
        "office": said.office,
        "reference": said.reference,
        "revision": said.revision,
        "type": said.type,
        "title": said.title,
        "date": said.date,
        "purpose": said.purpose,
        "addressee": said.addressee,
        "tlp": said.tlp,
        "records": len(one.package.records),
        "sha256": one.opened.sha256,
        "fingerprint": one.opened.fingerprint,
        "content_hash": said.content_hash,
        "acceptance": said.acceptance,
        "supersedes": said.supersedes_id,
        "head": _entry(said.log_head),
        "noted": [[o.reference, str(o.revision), _entry(o.head)] for o in said.noted],
        "deletions": [[d.record, d.on] for d in one.package.deletions],
    }


def _entry(head: LogHead | None) -> str:
    return f"{head.number}:{head.hash}" if head else ""
