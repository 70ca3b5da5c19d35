"""Receiving: submissions of other offices become records here, in one operation, or none does.

inspect_submissions(session, paths)      verified first; what would become of each record
compared(session, files)                 the same beside what the store holds by now
accept(session, files, decisions)        each written as one operation, which `undo` takes back

A field that both offices changed waits for a decision, and so does a record that is not the
signer's own, that is being written here, or that was purged here (docs/decisions/0036). Nothing is
lost by that, since the document is kept in the store. Received again it changes nothing.
Of many documents one is in memory at a time: each is read again when its turn comes. A few small
ones stay in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.file_opening import ArrivedFile
from rilo_desktop.exchange.package import LogHead, PackedFile, PackedPicture
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Refused
from rilo_desktop.store import UnitOfWork

from ..office import actions, restored_logs
from ..office.finding_helpers import finding, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.changes import Changes, changes_of, together
from ..records.picture_copies import copies_to_keep
from ..records.record import known_in
from ..submissions.referenced_records import made_of_print
from ..submissions.verify import Trust
from . import received_codes, waiting_records
from .compare_records import MINE, THEIRS, Choices, Compared, Outcome, RecordComparison
from .incoming_file import (
    NO_DECISIONS,
    Comparison,
    Decisions,
    IncomingFile,
    findings_of,
    package_of,
    released,
    reloaded,
    undecided,
    verified,
    waiting,
)
from .received_submissions import Key, received_in
from .trust_check import trust_given

BATCH = 500
HELD_RECORDS, HELD_BYTES = 500, 2_000_000
"""What the documents of one step that stay in memory have together at most; the rest is read
again."""
PDF = "application/pdf"
COMPARING, WRITING = N_("Comparing with the office"), N_("Writing; if you cancel, nothing is kept")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done. `left`: records that wait for a decision, or were left out.

    `changes`: of all documents; its operation is that of the last one.
    """

    changes: Changes
    files: tuple[IncomingFile, ...]
    new: int = 0
    changed: int = 0
    same: int = 0
    aside: int = 0
    left: tuple[Compared, ...] = ()


def inspect_submissions(
    session: Session,
    files: Sequence[Path | ArrivedFile],
    trust: Collection[str] = (),
    progress: Progress = SILENT,
    restored: Collection[str] = (),
) -> tuple[IncomingFile, ...]:
    """Verify submissions and compare their records with the store's; nothing is written.

    In the order in which their offices released them; last, those that cannot be accepted. `trust`
    and `restored` as for `incoming_file.verified`. Raises Refused for a role that may not receive,
    and Cancelled.
    """
    session.permit(Task.IMPORT)
    found: list[IncomingFile] = []
    wrong: list[IncomingFile] = []
    records = size = 0
    for n, file in enumerate(files):
        progress(n, len(files), N_("Verifying the files"))
        one = gate(session, file, trust, found, progress, restored)
        if len(files) > 1 and one.verdict is not None:
            records += len(one.package.records) if one.package is not None else 0
            size += len(one.verdict.opened.content)
            if one.findings or records > HELD_RECORDS or size > HELD_BYTES:
                one = released(one)
        (wrong if one.findings else found).append(one)
    return (*compared(session, found, progress), *wrong)


def gate(
    session: Session,
    file: Path | ArrivedFile,
    trust: Collection[str] = (),
    earlier: Sequence[IncomingFile] = (),
    progress: Progress = SILENT,
    restored: Collection[str] = (),
) -> IncomingFile:
    """What a submission is and whether it may be taken, as `verified`; its codes are known here
    from now on."""
    one = verified(session, file, trust, earlier, progress, restored)
    if not one.findings:
        session.see_codes(received_codes.codes_of(package_of(one), session.office_code))
    return one


def compared(
    session: Session, files: Sequence[IncomingFile], progress: Progress = SILENT
) -> tuple[IncomingFile, ...]:
    """The same beside what the store holds now; they are not verified once more."""
    session.permit(Task.IMPORT)
    rules, found = known_in(session), in_order(files)
    with session.reading() as reading:
        comparing = RecordComparison(
            reading, session.office_code, rules=rules, again=_in_several(found)
        )
        known = {one.key for one in received_in(reading)}
        return tuple(
            replace(one, comparison=comparison_of(comparing, one, known, progress)) for one in found
        )


def accept(
    session: Session,
    files: Sequence[IncomingFile],
    decisions: Decisions = NO_DECISIONS,
    leave_undecided: bool = False,
    leave: Collection[str] = (),
    wanted: Collection[str] = (),
    progress: Progress = SILENT,
) -> Taken:
    """Write submissions that were compared, each as one operation, beside what stands now.

    `leave`: ids of records that shall not be taken; `wanted`: of those that wait for a decision
    and shall be. What waits and is not wanted stays in the document. Raises Refused where a field
    waits for its decision (unless such records are left), where a file cannot be accepted, and
    Cancelled: what is wrong with any document is said before the first is written, and none is
    written in part.
    """
    session.permit(Task.IMPORT)
    wrong = findings_of(files)
    if wrong:
        raise Refused(*wrong)
    if not files:
        raise refusal("receive.nothing", N_("There is nothing to receive."))
    for one in files:
        verdict = one.verdict
        if verdict is not None and verdict.signer is not None and verdict.trust is Trust.UNKNOWN:
            trust_given(session, verdict.signer)  # else it could not be accepted
        if one.restored:
            restored_logs.keep_compared(session, package_of(one).submission, one.restored)
    choices = Choices(decisions, frozenset(leave), frozenset(wanted))
    if not leave_undecided and len(files) > 1:
        _refuse_undecided(files, choices)
    return _combined([_accepted(session, one, choices, leave_undecided, progress) for one in files])


def _accepted(
    session: Session,
    one: IncomingFile,
    choices: Choices,
    leave_undecided: bool,
    progress: Progress,
) -> Taken:
    held = reloaded(one, progress)
    with session.unit(actions.RECEIVE) as unit:
        comparing = RecordComparison(unit.reading, session.office_code, choices, again=frozenset())
        known = {other.key for other in received_in(unit.reading)}
        comparison = comparison_of(comparing, held, known, progress)
        held = replace(held, comparison=comparison)
        if not leave_undecided:
            _refuse_undecided([held], choices)
        done = _written(unit, held, comparison, choices, session.office_code, progress)
    session.read_lists()
    return _light(done, one) if one.released is not None else done


def _light(done: Taken, one: IncomingFile) -> Taken:
    """Without what takes memory, as the document was before its turn.

    Its texts are those of the comparison before, which is held too: of many documents they count.
    """
    (file,) = done.files
    assert file.comparison is not None
    before = {record.id: record for record in one.records}
    records = tuple(_sharing(r.without_states(), before.get(r.id)) for r in file.records)
    return replace(
        done, files=(replace(one, comparison=replace(file.comparison, records=records)),)
    )


def _sharing(record: Compared, before: Compared | None) -> Compared:
    """The same, made of what `before` is made of where nothing but the findings differs."""
    same = replace(before, findings=record.findings) if before is not None else record
    return same if same == record else record


def _combined(parts: Sequence[Taken]) -> Taken:
    return Taken(
        together(part.changes for part in parts),
        tuple(file for part in parts for file in part.files),
        sum(part.new for part in parts),
        sum(part.changed for part in parts),
        sum(part.same for part in parts),
        sum(part.aside for part in parts),
        tuple(one for part in parts for one in part.left),
    )


def decided(files: Sequence[IncomingFile], name: str, field: str, side: str) -> str:
    """Id of the record that a decision is on, as it was typed. Raises Refused for no decision."""
    known = {one.reference: one for file in files for one in file.records}
    one = known.get(name)
    if one is None or field not in one.ask or side not in (MINE, THEIRS):
        raise refusal(
            "receive.decision",
            N_(
                "{name} {field} {side} is not a decision: name a waiting record, one of its "
                "fields, and ours or theirs."
            ),
            name=name,
            field=field,
            side=side,
        )
    return one.id


def named(files: Sequence[IncomingFile], names: Collection[str]) -> frozenset[str]:
    """Ids of the records that wait, by their references or ALL. Raises Refused where one does not
    wait."""
    return waiting_records.named({one.reference: one.id for one in waiting(files)}, names)


def in_order(files: Sequence[IncomingFile]) -> list[IncomingFile]:
    """By office as their logs have them: an earlier revision first, whatever its file is called."""
    unique = {one.sha256: one for one in files}
    return sorted(unique.values(), key=_order)


def _order(one: IncomingFile) -> tuple[str, str, int, int]:
    package = package_of(one)
    said = package.submission
    return said.office, said.store, said.log_head.number if said.log_head else 0, said.revision


def _in_several(files: Sequence[IncomingFile]) -> frozenset[str]:
    """Ids of records that more than one of these has."""
    times = Counter(record for one in files for record in _ids(one))
    return frozenset(record for record, count in times.items() if count > 1)


def _ids(one: IncomingFile) -> Collection[str]:
    held = one.released
    return held if held is not None else {packed.id for packed in package_of(one).records}


def comparison_of(
    comparing: RecordComparison, one: IncomingFile, known: Collection[Key], progress: Progress
) -> Comparison:
    """`known`: of the submissions that were received. Raises Refused, Cancelled."""
    package, records = package_of(reloaded(one, progress)), []
    pictures: dict[str, list[PackedPicture]] = {}
    for picture in package.pictures:
        pictures.setdefault(picture.record, []).append(picture)
    attached: dict[str, list[PackedFile]] = {}
    for file in package.attachments:
        attached.setdefault(file.record, []).append(file)
    for n, packed in enumerate(package.records):
        if n % 25 == 0:
            progress(n, len(package.records), COMPARING)
        made = comparing.one(
            packed,
            pictures.get(packed.id, ()),
            package.submission.office,
            attached.get(packed.id, ()),
        )
        records.append(made if one.released is None else made.without_states())
    said = package.submission
    name = (said.office, said.store, said.id)
    newer = any(key[:3] == name and key[3] > said.revision for key in known)
    again = (*name, said.revision) in known
    standing = "older" if newer else "again" if again else "new"
    asks = waiting_records.asked_to_delete(comparing.reading, package, comparing.purges)
    return Comparison(tuple(records), standing, asks)


def _refuse_undecided(files: Sequence[IncomingFile], choices: Choices) -> None:
    missing = undecided(files, choices.decisions, choices.wanted)
    missing = tuple((one, name) for one, name in missing if one.id not in choices.leave)
    if missing:
        raise Refused(*(_undecided(one, name) for one, name in missing[:50]))


def _undecided(one: Compared, name: str) -> Finding:
    label = next(field.label for field in one.fields if field.name == name)
    place = FieldPath(
        kind=one.kind, record=one.id, reference=one.reference, field=name, label=label
    )
    return finding(
        "receive.conflict",
        N_("{name}: both offices changed {field}; choose ours or theirs."),
        place,
        name=one.reference,
        field=Message(label),
    )


# --- how it is written


@dataclass(slots=True)
class _Writing:
    unit: UnitOfWork
    choices: Choices
    own_office: str
    new: int = 0
    changed: int = 0
    same: int = 0
    aside: int = 0
    left: list[Compared] = field(default_factory=list)

    def document(self, one: IncomingFile, progress: Progress) -> dict[str, Any]:
        """Write its records; returns what the log says of it."""
        before = (self.new, self.changed, self.same, self.aside)
        taken = [record for record in one.records if self._is_taken(record)]
        for first in range(0, len(taken), BATCH):
            progress(first, len(taken), WRITING)
            self._write(taken[first : first + BATCH])
        self._referenced(one, taken)
        self._keep(one)
        renamed = received_codes.keep(self.unit, package_of(one), self.own_office)
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
            **({"renamed": renamed} if renamed else {}),
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

    def _referenced(self, one: IncomingFile, taken: Sequence[Compared]) -> None:
        """What theirs name by its id and is not here is made of what was printed of it."""
        theirs = [record.theirs for record in taken if record.theirs is not None]
        wanted = made_of_print(package_of(one), theirs)
        known = self.unit.heads(wanted)
        self.unit.write([record for name, record in wanted.items() if name not in known])

    def _keep(self, one: IncomingFile) -> None:
        """The document as it came, its files, and its pictures, of which copies for paper are
        made."""
        assert one.verdict is not None
        opened, pictures = one.verdict.opened, package_of(one).pictures
        for file in package_of(one).attachments:
            content = opened.files[file.sha256]
            self.unit.write_attachment(file.sha256, file.media_type, file.name, content)
        self.unit.write_attachment(one.sha256, PDF, one.path.name, opened.content)
        for name in {picture.sha256 for picture in pictures}:
            content = opened.files[name]
            self.unit.write_attachment(name, "image/jpeg", f"{name[:12]}.jpg", content)
        for record in one.records:
            if record.theirs is not None and pictures:
                for copy in copies_to_keep(self.unit.reading, record.theirs):
                    self.unit.write_copy(copy)


def _written(
    unit: UnitOfWork,
    one: IncomingFile,
    comparison: Comparison,
    choices: Choices,
    own_office: str,
    progress: Progress,
) -> Taken:
    writing = _Writing(unit, choices, own_office)
    told = writing.document(one, progress)
    if not unit.revisions and comparison.standing != "new":
        unit.abandon()
    unit.note(files=[one.path.name], submissions=[told])
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


def _register(one: IncomingFile) -> dict[str, Any]:
    package = package_of(one)
    said = package.submission
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
        "records": len(package.records),
        "sha256": one.sha256,
        "fingerprint": one.fingerprint,
        "content_hash": said.content_hash,
        "acceptance": said.acceptance,
        "supersedes": said.supersedes_id,
        "head": _entry(said.log_head),
        "noted": [[o.reference, str(o.revision), _entry(o.head)] for o in said.noted],
        "restored": [restored_logs.as_detail(restore) for restore in said.restored],
        "files": [[one.record, one.name, one.sha256] for one in package.attachments],
        "deletions": [[d.record, d.on] for d in package.deletions],
    }


def _entry(head: LogHead | None) -> str:
    return f"{head.number}:{head.hash}" if head else ""
