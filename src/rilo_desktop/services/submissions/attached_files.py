"""Files of records that go with a submission: which may, which do, what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rilo_desktop.records import Attachment, Record, Submission
from rilo_desktop.records.attachment import attachments_of, field_of_attachments
from rilo_desktop.rules import attachments as rules
from rilo_desktop.rules.attachments import ChosenFile
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Severity
from rilo_desktop.rules.handling import effective
from rilo_desktop.store import ReadSession

from ..office.finding_helpers import finding, name_of
from ..records.record import with_values

if TYPE_CHECKING:
    from .frozen_record import Frozen


@dataclass(frozen=True, slots=True)
class FileCandidate:
    """A file that may go; `tlp` is the label that it counts as, `says` what it may give away."""

    record: str
    reference: str
    file: Attachment
    tlp: str
    is_chosen: bool

    @property
    def chosen(self) -> ChosenFile:
        return ChosenFile(self.record, self.file.sha256 or "")


def candidates(
    records: Iterable[Record], chosen: Sequence[ChosenFile]
) -> tuple[FileCandidate, ...]:
    """All files of these records, in their order."""
    wanted = frozenset(chosen)
    return tuple(
        FileCandidate(
            record.id,
            name_of(record),
            one,
            effective(one.tlp or record.tlp),
            ChosenFile(record.id, one.sha256 or "") in wanted,
        )
        for record in records
        for one in attachments_of(record)
    )


def files_by_record(chosen: Iterable[ChosenFile]) -> Mapping[str, frozenset[str]]:
    """{id of a record: SHA-256 of its files}."""
    found: dict[str, frozenset[str]] = {}
    for one in chosen:
        found[one.record] = found.get(one.record, frozenset()) | {one.sha256}
    return found


def attached_to(submission: Submission) -> tuple[ChosenFile, ...]:
    """What a submission takes along."""
    return tuple(
        ChosenFile(line.record or "", sha256)
        for line in submission.records
        for sha256 in line.attachments
    )


def files_told(frozen: Iterable[Frozen]) -> list[str]:
    """What the log says of the files that go: record, name, bytes and SHA-256 of each."""
    return [
        f"{item.record.reference}: {one.name} ({one.size}) {one.sha256}"
        for item in frozen
        for one in item.attached
    ]


def with_files(item: Frozen) -> Record:
    """The record with all its files: those that go are judged at the place that they have."""
    field = field_of_attachments(type(item.record))
    return with_values(item.record, {field: item.held}) if field and item.files else item.record


def is_of_other_file(item: Frozen, said: Finding) -> bool:
    """Is it said of a file that does not go?"""
    field, _, rest = said.place.field.partition(".")
    if not rest or field != field_of_attachments(type(item.record)):
        return False
    return item.held[int(rest.partition(".")[0]) - 1].sha256 not in item.files


def file_findings(
    reading: ReadSession, frozen: Sequence[Frozen], chosen: Sequence[ChosenFile]
) -> tuple[Finding, ...]:
    """What is to be said of the files that go, and of those that were chosen and are not there."""
    going = [(item, one) for item in frozen for one in item.attached]
    said = list(rules.together([one for _, one in going]))
    for item, one in going:
        said += _of_file(reading, item.record, one)
    there = {(item.record.id, one.sha256) for item in frozen for one in item.held}
    said += _gone(frozen, [one for one in chosen if (one.record, one.sha256) not in there])
    return tuple(said)


def _of_file(reading: ReadSession, record: Record, one: Attachment) -> Iterator[Finding]:
    name = one.name or ""
    place = FieldPath(
        kind=record.kind.code,
        record=record.id,
        reference=name_of(record),
        field=field_of_attachments(type(record)),
    )
    content = reading.attachments.content(one.sha256 or "")
    if content is None:
        message = N_("The file {file} is not in this store: restore a backup that has it.")
        yield finding("attachments.missing", message, place, file=name)
        return
    if not rules.is_sound(one):
        message = N_("The file {file} is not described as it must be: attach it again.")
        yield finding("attachments.unsound", message, place, file=name)
    for message in (*rules.acts(name, content), *rules.tells(name, content)):
        said = finding("attachments.content", message, place, file=name)
        yield replace(said, severity=Severity.WARNS)


def _gone(frozen: Sequence[Frozen], missing: Sequence[ChosenFile]) -> Iterator[Finding]:
    going = {item.record.id: item.record for item in frozen}
    for one in missing:
        record = going.get(one.record)
        if record is None:
            continue  # left out; its files do not go either
        message = N_("A file that was chosen is no longer attached to {name}: choose again.")
        place = FieldPath(kind=record.kind.code, record=record.id, reference=name_of(record))
        yield finding("attachments.gone", message, place, name=name_of(record))
