"""Compares the log with heads that were noted outside: in backups.

A log whose hashes and signatures are in order can still have been shortened or written anew by
somebody who holds the keys. Whoever noted an entry's hash before finds that out.
"""

from __future__ import annotations

from collections.abc import Iterator

from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity

from .backup_file import BackupFile, Manifest
from .queries import ReadSession

RESTORED = N_("restored from a backup")
"""Action of the log entry that explains why later entries of another backup are not there."""


def contains(reading: ReadSession, manifest: Manifest) -> bool:
    """Does the store's history go on from where this backup ends?"""
    return hash_at(reading, manifest.operations) == manifest.head


def hash_at(reading: ReadSession, seq: int) -> str:
    found = reading.run("SELECT hash FROM log WHERE seq = ?", (seq,))
    return str(found[0][0]) if found else ""


def last_common(reading: ReadSession, manifest: Manifest) -> int:
    """The newest noted entry that both have; 0 where they have none in common."""
    for seq, noted in manifest.heads:
        if hash_at(reading, seq) == noted:
            return seq
    return 0


def compare(reading: ReadSession, backup: BackupFile, store: str) -> Iterator[Finding]:
    """What does not agree with the heads in this backup. `store`: the id of the store."""
    about = backup.manifest
    if about.store != store:
        yield _finding(
            backup,
            "check.backup_foreign",
            N_("{file} is a backup of another office; it cannot be compared with this one."),
            Severity.WARNS,
        )
        return
    if not backup.is_signed(reading.office.public_keys()):
        yield _finding(
            backup,
            "check.backup_signature",
            N_("{file} is not signed by {officer}, who is said to have made it."),
        )
        return
    if contains(reading, about):
        return
    yield _given_up(reading, backup) or _changed(reading, backup)


def _changed(reading: ReadSession, backup: BackupFile) -> Finding:
    about, common = backup.manifest, last_common(reading, backup.manifest)
    last = reading.log.last
    if common == last < about.operations:
        message = N_(
            "The log was shortened: it ends with entry {last}; the backup {file} of {made} "
            "has {noted} entries."
        )
        return _finding(backup, "check.log_shortened", message, last=last, noted=about.operations)
    message = N_(
        "The log was rewritten after entry {common}: the backup {file} of {made} has "
        "another entry {noted}."
    )
    return _finding(backup, "check.log_rewritten", message, common=common, noted=about.operations)


def _given_up(reading: ReadSession, backup: BackupFile) -> Finding | None:
    """An older backup was restored, and this one was made of what was given up then."""
    about, common = backup.manifest, last_common(reading, backup.manifest)
    for entry in reading.log.with_action(RESTORED):
        fork = entry.detail.get("operations")
        if isinstance(fork, int) and common <= fork < min(about.operations, entry.seq):
            message = N_(
                "{file} of {made} contains entries up to {noted} that were dropped when "
                "{officer} restored an older backup (entry {entry} of the log)."
            )
            return _finding(
                backup,
                "check.given_up",
                message,
                Severity.WARNS,
                noted=about.operations,
                entry=entry.seq,
                by=entry.officer,
            )
    return None


def _finding(
    backup: BackupFile,
    rule: str,
    message: str,
    severity: Severity = Severity.BLOCKS,
    by: str = "",
    **values: object,
) -> Finding:
    about = backup.manifest
    said = {"file": backup.path.name, "made": about.made[:16], "officer": by or about.officer}
    place = FieldPath(file=str(backup.path))
    return Finding(rule, severity, Nature.STRUCTURE, message, said | values, place)
