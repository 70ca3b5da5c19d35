"""Restore: what would be lost is known before anything happens, and the replaced store is kept.

preview(file, folder, passphrase)   what the backup holds, and what the office would lose
restore(file, folder, passphrase)   puts it there; the office is open afterwards
drill(file, passphrase)             the same into a private place, checked whole, and removed
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rilo_desktop.exchange.package import LogHead, Noted
from rilo_desktop.rules.findings import N_, Coded, FieldPath, Finding, Nature, Refused, Severity
from rilo_desktop.store import (
    Clock,
    ReadSession,
    backup_file,
    keys,
    known_backups,
    log_anchors,
    log_tail,
    numbering,
    renumbering,
    restore_diff,
    restoring,
    schema,
    system_clock,
)
from rilo_desktop.store.backup_file import BackupFile, Manifest
from rilo_desktop.store.checking import Health
from rilo_desktop.store.errors import (
    BackupForeign,
    StoreDamaged,
    StoreError,
    StoreUnreadable,
    WrongPassphrase,
)
from rilo_desktop.store.numbering import Numbers
from rilo_desktop.store.restore_diff import NewerContent

from . import actions, restored_logs, store_check
from .create_office import check_workstation
from .finding_helpers import refusal
from .progress import SILENT, Progress
from .session import Session, Task, open_store

__all__ = [
    "Health",
    "Manifest",
    "NewerContent",
    "RestorePreview",
    "RestoreTarget",
    "RestoreTest",
    "Restored",
    "drill",
    "preview",
    "read_manifest",
    "restore",
]


class RestoreTarget(StrEnum):
    """What stands in the folder."""

    NOTHING = "nothing"
    READABLE = "readable"
    UNREADABLE = "unreadable"
    """Broken or incomplete: nobody can say what would be lost."""


@dataclass(frozen=True, slots=True)
class LostLog:
    """What is known of the entries that are gone, for offices that have documents of them."""

    kept: LogHead
    """The last entry that both logs have."""
    last: int = 0
    """Of the newest entry that the office had; 0: nobody knows."""
    submissions: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """`lost` is what the store has and the backup has not; `why` says why nobody knows.

    `back` are officers who were removed since and could open the office again; `gone` those who
    were added since and could not any more.
    """

    file: Path
    manifest: Manifest
    sign: str
    standing: RestoreTarget
    why: Finding | None = None
    lost: NewerContent = field(default_factory=NewerContent)
    back: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    role: str = ""
    """Of the officer in the store that stands there; "" where nobody knows."""
    numbers: Numbers | None = None
    """What was given out by the store that stands there; None where nobody knows for sure."""
    letter: str = ""
    """Of that store, where it is known."""
    log: LostLog | None = None
    """Of a store that stands there, or of one that nobody can read."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The office, open. `aside` is the folder of the replaced one, an office of its own."""

    session: Session
    preview: RestorePreview
    aside: Path | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreTest:
    """A backup that was restored to try it: what it holds, and how long it took in seconds."""

    manifest: Manifest
    health: Health
    seconds: float


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself, without a passphrase. Raises BackupBroken."""
    return backup_file.read(file).manifest


def preview(file: Path, folder: Path, passphrase: str, sign: str = "") -> RestorePreview:
    """Changes nothing. The passphrase opens the backup, and the office where one stands there.

    Raises BackupBroken, BackupUnsigned, BackupForeign, StoreTooNew, WrongPassphrase, StoreLocked,
    AlreadyThere.
    """
    backup = backup_file.read(file)
    schema.check_known(file, backup.manifest.schema)
    slot, secret = keys.unseal(backup.keyring, passphrase, file, sign)
    with restore_diff.reading_backup(file, secret.store_key) as reading:
        restore_diff.refuse_unsigned(reading, backup)
    restoring.check_target(folder)
    return _preview_of(backup, folder, passphrase, slot.sign)


def restore(
    file: Path,
    folder: Path,
    passphrase: str,
    sign: str = "",
    clock: Clock = system_clock,
    progress: Progress = SILENT,
    workstation: str = "",
) -> Restored:
    """Put the backup there and open it. Who replaces an office that can be read is its head or
    steward. `workstation`: the letter under which new records are numbered; "": the one of the
    office that is replaced, or the next one where nobody knows its numbers.

    Raises as `preview`, Refused, NotRestored and Cancelled: then nothing was changed.
    """
    before = preview(file, folder, passphrase, sign)
    if workstation:
        check_workstation(workstation)
    _permit(before)
    _refuse_full_disk(before, folder)
    numbers = _stage(before, folder, passphrase, progress, workstation)
    when = clock().strftime("%Y%m%dT%H%M%S")
    aside = restoring.put_in_place(folder, when)
    # whoever was given a passphrase changes it at the next opening: the restore is done by now
    session = open_store(folder, passphrase, before.sign, clock, to_change=True)
    try:
        _note(session, before, aside, numbers)
    except StoreError as error:
        return Restored(session, before, aside, (*_findings_after(before, numbers), error.finding))
    said = (*_findings_after(before, numbers), *_to_be_compared(session))
    return Restored(session, before, aside, said)


def drill(
    file: Path,
    passphrase: str,
    sign: str = "",
    clock: Clock = system_clock,
    progress: Progress = SILENT,
    office: Path | None = None,
) -> RestoreTest:
    """Restore into a private folder, open it, `check` it, and take the folder away again.

    `office`: the folder of the office that notes the day of the drill. Raises as `restore`, and
    StoreDamaged where the restored office does not open.
    """
    started = time.monotonic()
    place = Path(tempfile.mkdtemp(prefix="rilo-drill-"))
    try:
        letter = read_manifest(file).workstation  # nothing is numbered there
        tried = restore(file, place / "office", passphrase, sign, clock, progress, letter)
        with tried.session as session:
            health = store_check.check(session, progress=progress)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if office is not None and health.is_whole:
        with suppress(OSError):
            known_backups.drilled(office, file, clock().isoformat(timespec="seconds"))
    return RestoreTest(tried.preview.manifest, health, time.monotonic() - started)


# --- how it is done


def _preview_of(backup: BackupFile, folder: Path, passphrase: str, sign: str) -> RestorePreview:
    about = backup.manifest
    if not any((folder / name).exists() for name in restoring.PLACED):
        return RestorePreview(backup.path, about, sign, RestoreTarget.NOTHING)
    letter = ""
    try:
        keyring = restore_diff.slots_of(folder, backup)
        if keyring.store != about.store:
            raise BackupForeign(backup.path, office=about.office_code)
        letter = keyring.workstation
        slot, secret = _opened(keyring, passphrase, folder, sign)
        with restore_diff.reading_store(folder, secret.store_key) as reading:
            officers = {o.sign: o for o in reading.office.officers() if o.is_active}
            lost = restore_diff.newer_than(reading, about)
            numbers = renumbering.of_store(folder, reading, letter, about)
            log = _lost_log(folder, reading, about)
    except (StoreDamaged, StoreUnreadable) as error:
        return RestorePreview(
            backup.path,
            about,
            sign,
            RestoreTarget.UNREADABLE,
            error.finding,
            numbers=renumbering.of_note(folder, about),
            letter=letter,
            log=LostLog(_kept(about), _last_known(folder, about)),
        )
    signs = {slot.sign for slot in backup.keyring.officers}
    return RestorePreview(
        backup.path,
        about,
        sign,
        RestoreTarget.READABLE,
        None,
        lost,
        back=tuple(sorted(signs - set(officers))),
        gone=tuple(sorted(set(officers) - signs)),
        role=officers[slot.sign].role if slot.sign in officers else "",
        numbers=numbers,
        letter=letter,
        log=log,
    )


def _kept(about: Manifest) -> LogHead:
    return LogHead(number=about.operations, hash=about.head)


def _lost_log(folder: Path, reading: ReadSession, about: Manifest) -> LostLog:
    """By the log that is to be replaced; the note beside it and later backups may know more."""
    common = log_anchors.last_common(reading, about)
    kept = LogHead(number=common, hash=log_anchors.hash_at(reading, common))
    last = max(reading.log.last, _last_known(folder, about))
    return LostLog(kept, last, restored_logs.lost_after(reading, common))


def _last_known(folder: Path, about: Manifest) -> int:
    """The newest entry that the note beside the store or a later backup names; 0 for none."""
    noted = log_tail.read(folder)
    backups = (one.operations for one in known_backups.known_backups(folder))
    last = max((noted.number if noted is not None else 0, *backups))
    return last if last > about.operations else 0


def _opened(
    keyring: keys.Keyring, passphrase: str, folder: Path, sign: str
) -> tuple[keys.Slot, keys.Secret]:
    """Raises Refused: where the office there has other passphrases, it is not replaced."""
    try:
        return keys.unseal(keyring, passphrase, folder, sign)
    except WrongPassphrase as error:
        message = N_(
            "The passphrase opens the backup and not the office in {folder}, which is not replaced "
            "by it; restore into a new folder."
        )
        raise refusal("restore.closed", message, folder=folder) from error


def _permit(before: RestorePreview) -> None:
    if before.standing is RestoreTarget.READABLE and before.role not in Task.RESTORE.roles:
        raise refusal(
            "session.role",
            N_("Your role ({role}) does not allow this; ask the head of the office."),
            role=Coded("user_role", before.role),
        )


def _refuse_full_disk(before: RestorePreview, folder: Path) -> None:
    there = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    with suppress(OSError):
        free, needed = shutil.disk_usage(there).free, before.manifest.database_bytes
        if free < needed:
            raise refusal(
                "restore.full",
                N_("{folder} has {free} MB free, and the restore needs {needed} MB."),
                folder=there,
                free=free // 1_000_000,
                needed=-(-needed // 1_000_000),
            )


def _stage(
    before: RestorePreview, folder: Path, passphrase: str, progress: Progress, workstation: str
) -> Numbers:
    """Returns the letter and the numbers after which the restored office goes on."""
    backup = backup_file.read(before.file)
    _, secret = keys.unseal(backup.keyring, passphrase, backup.path, before.sign)
    restoring.stage(backup, secret.store_key, folder, progress)
    office = before.manifest.office_code
    try:
        with restore_diff.reading_stage(folder, secret.store_key) as reading:
            restore_diff.refuse_unsigned(reading, backup)
            active = {officer.sign for officer in reading.office.officers() if officer.is_active}
            used = numbering.letters_in(reading.run, office)
        if before.sign not in active:
            raise WrongPassphrase(backup.path)
        used |= {before.letter, backup.manifest.workstation} - {""}
        numbers = renumbering.after(before.numbers, used, workstation)
        if not numbers.workstation:
            raise _no_letter()
    except BaseException:
        restoring.discard(folder)
        raise
    restoring.go_on(folder, backup, secret.store_key, numbers)
    return numbers


def _no_letter() -> Refused:
    message = N_(
        "Every workstation letter is in use, and it is not known which numbers were given "
        "out after the backup; choose the letter of the restored office (rilo restore "
        "--workstation)."
    )
    return refusal("restore.no_letter", message)


def _note(session: Session, before: RestorePreview, aside: Path | None, numbers: Numbers) -> None:
    about, log = before.manifest, before.log or LostLog(_kept(before.manifest))
    with session.unit(actions.RESTORED) as unit:
        unit.note(
            made=about.made,
            operations=about.operations,
            head=about.head,
            file=str(before.file),
            aside=str(aside or ""),
            lost_operations=before.lost.operations,
            lost_revisions=before.lost.revisions,
            workstation=numbers.workstation,
            numbers=dict(numbers.highest),
            **restored_logs.as_noted(log.kept, log.last, log.submissions),
        )


def _to_be_compared(session: Session) -> Iterator[Finding]:
    """What receivers ask for by phone, where they have documents of the log that is gone."""
    if fingerprint := restored_logs.to_be_told(session):
        message = N_(
            "Offices that received documents which you made after this backup ask you by phone for "
            "the fingerprint of this restore: {fingerprint}. The log has it too."
        )
        yield _warning("restore.fingerprint", message, fingerprint=fingerprint)


def _findings_after(before: RestorePreview, numbers: Numbers) -> tuple[Finding, ...]:
    return (*_numbered(before, numbers), *_officers_back(before.back))


def _numbered(before: RestorePreview, numbers: Numbers) -> Iterator[Finding]:
    """How new records are numbered from now on, where it is not as it was."""
    letter = numbers.workstation
    if letter != (before.letter or before.manifest.workstation):
        message = N_(
            "New records get the letter {letter} from now on ({example}), because it is not "
            "known which numbers were given out after this backup. If another workstation "
            "of the office has that letter, restore the backup again with a free one."
        )
        year, office = before.manifest.made[:4], before.manifest.office_code
        example = f"{office}/{year}/CS/{letter}..."
        yield _warning("restore.letter", message, letter=letter, example=example)
    elif before.lost.new:
        message = N_(
            "New records are numbered after those of the office that was replaced, so that no "
            "reference is given twice."
        )
        yield _warning("restore.numbers", message)


def _officers_back(signs: Sequence[str]) -> list[Finding]:
    if not signs:
        return []
    message = N_(
        "{signs} can open the office again, as when the backup was made; remove those who must not."
    )
    return [_warning("restore.back", message, signs=", ".join(signs))]


def _warning(rule: str, message: str, **values: object) -> Finding:
    return Finding(rule, Severity.WARNS, Nature.STRUCTURE, message, values, FieldPath())
