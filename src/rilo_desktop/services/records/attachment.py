"""Files of a record: taken into the store, opened through a copy, written out, put on a record.

Like a picture, a file lies in the store as soon as it is taken; the record names it once it is
saved. What a record no longer names stays with its earlier revisions until it is purged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop.files import read_small
from rilo_desktop.records import Attachment, Record
from rilo_desktop.records.attachment import attachments_of, field_of_attachments
from rilo_desktop.rules import attachments as rules
from rilo_desktop.rules.attachments import MB, MOST_FILES, MOST_OF_FILE, MOST_OF_RECORD
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused
from rilo_desktop.rules.handling import effective
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import vocabulary

from ..office import actions, ways_out
from ..office.finding_helpers import finding, name_of, place_of, refusal
from ..office.outgoing import going_out
from ..office.session import Session, Task
from .changes import Saved
from .record import get, save, with_values


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """Files that lie in the store now, and what is to be said of those that were not taken."""

    attachments: tuple[Attachment, ...]
    refused: tuple[Refused, ...] = ()
    acting: tuple[Finding, ...] = ()
    """What will be said of those that were taken, before they are opened."""


def take(
    session: Session, paths: Sequence[Path], held: Sequence[Attachment] = (), name: str = ""
) -> TakenFiles:
    """Keep files in the store, beside those that the record holds; each is taken or refused.

    `name`: in place of that of the file. Raises Refused where the officer may not write.
    """
    session.permit(Task.WRITE)
    taken: list[Attachment] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            taken.append(_kept(session, path, (*held, *taken), name))
        except Refused as error:
            refused.append(error)
    acting = tuple(said for one in taken for said in acts(session, one))
    return TakenFiles(tuple(taken), tuple(refused), acting)


def content(session: Session, sha256: str, name: str = "") -> bytes:
    """Raises Refused where the store has no such file."""
    with session.reading() as reading:
        return content_in(reading, sha256, name)


def content_in(reading: ReadSession, sha256: str, name: str = "") -> bytes:
    found = reading.attachments.content(sha256)
    if found is None:
        raise refusal(
            "attachment.missing",
            N_("The file {file} is not in this store: restore a backup that has it."),
            file=name or sha256[:12],
        )
    return found


def acts(session: Session, one: Attachment) -> tuple[Finding, ...]:
    """What is to be said before it is opened; nothing of a file that only shows."""
    return acting(one.name or "", content(session, one.sha256 or "", one.name or ""))


def acting(name: str, held: bytes) -> tuple[Finding, ...]:
    """The same of a file that is not in the store yet."""
    place = FieldPath(file=name)
    found = rules.acts(name, held)
    return tuple(finding("attachment.acts", message, place, file=name) for message in found)


def open_copy(session: Session, one: Attachment) -> Path:
    """A copy in clear that this user alone can read, until the office locks; it is logged.

    Raises Refused.
    """
    with going_out(session, ways_out.OPENED_FILE) as out:
        held = content(session, one.sha256 or "", one.name or "")
        out.log(file=one.name, sha256=one.sha256)
    try:
        return session.copies.write(held, rules.ending_of(one.name or ""))
    except OSError as error:
        raise refusal(
            "attachment.copy",
            N_("{file} cannot be opened: its temporary copy could not be written ({reason})."),
            file=one.name,
            reason=why(error),
        ) from error


def save_as(session: Session, one: Attachment, path: Path) -> None:
    """Write the file out in clear; the log says so first. Raises Refused."""
    with going_out(session, ways_out.ATTACHMENT, path) as out:
        held = content(session, one.sha256 or "", one.name or "")
        out.leave(held, submission=one.name, tlp=effective(one.tlp))


def attach(
    session: Session,
    record_id: str,
    path: Path,
    description: str = "",
    tlp: str = "",
    name: str = "",
) -> Saved:
    """Put one file on a record, by its own or another name, and save it. Raises Refused."""
    session.permit(Task.WRITE)
    stored = get(session, record_id)
    field = _field(stored.record)
    held = attachments_of(stored.record)
    _check_label(tlp)
    done = take(session, [path], held, name)
    if done.refused:
        raise done.refused[0]
    (one,) = done.attachments
    one = replace(one, description=description.strip() or None, tlp=tlp or None)
    return save(session, with_values(stored.record, {field: (*held, one)}), stored.revision)


def detach(session: Session, record_id: str, name: str) -> Saved:
    """Take a file off a record; earlier revisions keep it. Raises Refused."""
    stored = get(session, record_id)
    gone = named(stored.record, name)
    rest = tuple(one for one in attachments_of(stored.record) if one != gone)
    return save(session, with_values(stored.record, {_field(stored.record): rest}), stored.revision)


def named(record: Record, name: str) -> Attachment:
    """A file of the record by its name, or by the first digits of its SHA-256. Raises Refused."""
    held = attachments_of(record)
    found = [one for one in held if one.name == name]
    if not found and len(name) >= 6:
        found = [one for one in held if (one.sha256 or "").startswith(name.casefold())]
    if len(found) != 1:
        message = N_("{record} has no file {file}. Its files are: {files}.")
        known = ", ".join(one.name or "" for one in held)
        raise refusal(
            "attachment.named",
            message if held else N_("{record} has no files, so none is called {file}."),
            place_of(record),
            record=name_of(record),
            file=name,
            **({"files": known} if held else {}),
        )
    return found[0]


def _field(record: Record) -> str:
    field = field_of_attachments(type(record))
    if not field:
        raise refusal(
            "attachment.kind",
            N_("{record} cannot have files: records of its type take none."),
            place_of(record),
            record=name_of(record),
        )
    return field


def _check_label(tlp: str) -> None:
    known = [item.code for item in vocabulary("tlp")]
    if tlp and tlp not in known:
        raise refusal(
            "attachment.tlp",
            N_("{label} is not a handling label; the labels are {labels}."),
            label=tlp,
            labels=", ".join(known),
        )


def _kept(session: Session, path: Path, held: Sequence[Attachment], name: str) -> Attachment:
    """Raises Refused."""
    read = _read(path)
    sha256 = hashlib.sha256(read).hexdigest()
    if any(one.sha256 == sha256 for one in held):
        raise _refused("twice", N_("{file} is attached to this record already."), path)
    if len(held) >= MOST_FILES:
        message = N_("{file} was not attached: a record has at most {limit} files.")
        raise _refused("many", message, path, limit=MOST_FILES)
    if sum(one.size or 0 for one in held) + len(read) > MOST_OF_RECORD:
        message = N_(
            "{file} was not attached: the files of one record have at most {limit} MB together."
        )
        raise _refused("record", message, path, limit=MOST_OF_RECORD // MB)
    name = rules.fitting_name(name or path.name, (one.name or "" for one in held))
    kind = rules.media_type(name)
    _keep(session, path, sha256, kind, name, read)
    return Attachment(name=name, size=len(read), media_type=kind, sha256=sha256)


def _keep(session: Session, path: Path, sha256: str, kind: str, name: str, content: bytes) -> None:
    with session.reading() as reading:
        known, size = reading.attachments.has(sha256), reading.attachments.size
    if known:
        return
    if size + len(content) > rules.MOST_OF_OFFICE:
        message = N_(
            "{file} was not attached: the files of this office have {limit} MB together, which is "
            "all that one office may have. Purge records that are no longer needed."
        )
        raise _refused("office", message, path, limit=rules.MOST_OF_OFFICE // MB)
    with session.unit(actions.ATTACH) as unit:
        unit.note(file=name, sha256=sha256, size=len(content))
        unit.write_attachment(sha256, kind, name, content)


def _read(path: Path) -> bytes:
    """Raises Refused."""
    try:
        read = read_small(path, MOST_OF_FILE)
    except FileNotFoundError:
        message = N_("There is no file {file}: check its name and folder.")
        raise _refused("gone", message, path) from None
    except ValueError:
        message = N_("{file} is larger than {limit} MB, the most that one file may have.")
        raise _refused("size", message, path, limit=MOST_OF_FILE // MB) from None
    except OSError as error:
        message = N_("{file} cannot be attached: it is no ordinary file, or cannot be read.")
        raise _refused("unread", message, path) from error
    if not read:
        raise _refused("empty", N_("{file} is empty."), path)
    return read


def _refused(rule: str, message: str, path: Path, **values: object) -> Refused:
    place = FieldPath(file=path.name)
    return refusal(f"attachment.{rule}", message, place, file=path.name, **values)
