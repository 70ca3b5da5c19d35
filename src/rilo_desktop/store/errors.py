"""What can be wrong with a store, each as one sentence that says where and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity


class StoreError(Exception):
    """`finding` is the sentence for people; `exit_code` is the command line's."""

    exit_code = 1
    message = ""

    def __init__(self, folder: Path | str = "", **values: Any) -> None:
        self.finding = Finding(
            rule=f"store.{type(self).__name__}",
            severity=Severity.BLOCKS,
            nature=Nature.STRUCTURE,
            message=self.message,
            values={"folder": str(folder), **values},
            place=FieldPath(file=str(folder)),
        )
        super().__init__(self.message.format(folder=folder, **values))


class NoStore(StoreError):
    exit_code = 2
    message = N_("{folder} contains no office; choose the folder of an office, or create one.")


class AlreadyThere(StoreError):
    message = N_("{folder} is not empty; choose a new folder for the office. Nothing was changed.")


class WrongPassphrase(StoreError):
    exit_code = 3
    message = N_("Wrong passphrase for {folder}. Check Caps Lock and try again.")


class FormerSlot(StoreError):
    exit_code = 3
    message = N_(
        "This passphrase of {sign} is not the one in force: it was changed, or its change was cut "
        "off. Use the other one. If somebody put an older keys.json into {folder}, the head resets "
        "the passphrase with the recovery key. Nothing was opened."
    )


class OfficeChanged(StoreError):
    message = N_(
        "keys.json in {folder} names the office {office}, and this office was created as {made}: "
        "an office never gets another code. Restore the last backup. Nothing was opened."
    )


class PassphraseGiven(StoreError):
    exit_code = 3
    message = N_(
        "The person who gave {sign} this passphrase knows it. Choose your own first: in the "
        "window when you unlock, on the command line with rilo passphrase."
    )


class TooSoon(StoreError):
    exit_code = 3
    message = N_(
        "{count} wrong passphrases were typed for {folder}. The next one is taken in {seconds} "
        "seconds; nothing is lost."
    )


class WrongRecoveryKey(StoreError):
    exit_code = 3
    message = N_(
        "This is not the recovery key of {folder}. It has thirteen groups of four "
        "characters; lower case and spaces do not matter. Nothing was changed."
    )


class OnNetworkShare(StoreError):
    message = N_(
        "{folder} is on another computer ({kind}). Use an office only on a disk of this "
        "computer, or data will be lost; move the folder here. Backups may stay there."
    )


class InSynchronisedFolder(StoreError):
    message = N_(
        "{folder} is in a folder that {program} synchronises. It could copy the office in "
        "the middle of a change and upload it; move the folder elsewhere. Backups may stay "
        "there."
    )


class NotRekeyed(StoreError):
    message = N_("{folder} keeps its key: {reason}. Nothing was lost; try again later.")


class StoreLocked(StoreError):
    exit_code = 5
    message = N_("{folder} is open in another window or program. Close that one first.")


class StoreDamaged(StoreError):
    exit_code = 6
    message = N_(
        "{folder} is damaged: {what}. The passphrase is not the reason. "
        "Keep the folder as it is and restore the last backup into a new one."
    )


class StoreMisread(StoreDamaged):
    """While it is open: SQLCipher cannot tell a damaged page from a read that the disk refused."""

    message = N_(
        "{folder} could not be read: {what}. Keep your text, close the office and open it "
        "again: if it is damaged, you are told then; if the disk failed only once, nothing "
        "is lost."
    )


class StoreReplaced(StoreError):
    exit_code = 6
    message = N_(
        "{folder}: {what} by another program while it was open; nothing is saved over it. All that "
        "was saved is in {rescued}: keep your text, close the office and restore that backup."
    )


class StoreGone(StoreError):
    exit_code = 6
    message = N_(
        "{folder}: {what} by another program while it was open, so nothing can be saved there. "
        "Keep your text, close the office and put the files back, or restore the last backup."
    )


class ForeignLog(StoreError):
    exit_code = 6
    message = N_(
        "{folder} was closed without {log}, and there is one now: it was copied there, or "
        "added by a synchronising program. Move it out of the folder and keep it, then open "
        "again. Nothing was changed."
    )


class StoreTooNew(StoreError):
    exit_code = 6
    message = N_(
        "{folder} was written by a newer version of this program (schema {schema}). "
        "Install that version; nothing was changed."
    )


class StoreOfNoRelease(StoreError):
    exit_code = 6
    message = N_(
        "{folder} was written by a version of this program between two releases (schema {schema}), "
        "which no office was given. Restore a backup that a released version made. "
        "Nothing was changed."
    )


class StoreUnreadable(StoreError):
    message = N_("{folder} cannot be opened: {reason}. Nothing was changed.")


class StoreUnwritable(StoreError):
    message = N_("{folder} cannot be written: {reason}. What was saved before is still there.")


class ReferenceInUse(StoreError):
    message = N_(
        "Another record already has the reference {reference}. Nothing was changed. Check "
        "the office, repair it, then try again."
    )


class ConstraintFailed(StoreError):
    message = N_(
        "Nothing was saved: {what}. Check the office and repair it; if that does not help, "
        "send the result of the check to your support contact."
    )


class BackupUnwritten(StoreError):
    message = N_("{folder} was not written: {reason}. Earlier backups are as they were.")


class BackupBroken(StoreError):
    message = N_(
        "{folder} is not a complete backup: {what}. Choose another one; nothing was changed."
    )


class BackupUnsigned(StoreError):
    message = N_(
        "{folder} is not signed by {officer}, the stated author: its description was "
        "changed. Choose another backup; nothing was changed."
    )


class BackupForeign(StoreError):
    message = N_(
        "{folder} is a backup of another office ({office}). Choose a backup of this one, or "
        "another folder; nothing was changed."
    )


class NotRestored(StoreError):
    message = N_("{folder} was not restored: {reason}. Its previous content is unchanged.")


class NoSuchOfficer(StoreError):
    message = N_("{folder} has no officer {sign}; nothing was changed.")


class MigrationFailed(Exception):
    """The schema is as it was before; the message says what did not agree."""
