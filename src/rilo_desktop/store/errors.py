"""What can be wrong with a store, each as one sentence that says where and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rilo_desktop.rules.findings import N_, Finding, Nature, Place, Severity


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
            place=Place(file=str(folder)),
        )
        super().__init__(self.message.format(folder=folder, **values))


class NoStore(StoreError):
    exit_code = 2
    message = N_("{folder} holds no office; choose the folder of an office, or make one.")


class AlreadyThere(StoreError):
    message = N_("{folder} is not empty; choose a new folder for the office. Nothing was changed.")


class WrongPassphrase(StoreError):
    exit_code = 3
    message = N_("No officer of {folder} has this passphrase. Nothing was opened.")


class FormerSlot(StoreError):
    exit_code = 3
    message = N_(
        "This passphrase of {sign} is not the one in force: it was changed, or its change was cut "
        "off. Use the other one. If somebody put an older keys.json into {folder}, the head resets "
        "the passphrase with the recovery key. Nothing was opened."
    )


class PassphraseGiven(StoreError):
    exit_code = 3
    message = N_(
        "Whoever gave {sign} this passphrase knows it. Choose one of your own first: the window "
        "asks for it when you unlock, the command line with rilo passphrase."
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
        "This is not the recovery key of {folder}. It has thirteen groups of four signs; small "
        "letters and gaps do not matter. Nothing was changed."
    )


class OnNetworkShare(StoreError):
    message = N_(
        "{folder} lies on another machine ({kind}). An office is worked on only on a disk of this "
        "computer, else it is lost sooner or later; move the folder here. Backups may lie there."
    )


class InSynchronisedFolder(StoreError):
    message = N_(
        "{folder} lies in a folder that {program} synchronises. It would copy the office half-way "
        "through a change and send it out; move the folder elsewhere. Backups may lie there."
    )


class NotRekeyed(StoreError):
    message = N_("{folder} keeps its key: {reason}. Nothing was lost; try again later.")


class StoreLocked(StoreError):
    exit_code = 5
    message = N_(
        "{folder} is open in another window or program. Close that one first; it holds the office."
    )


class StoreDamaged(StoreError):
    exit_code = 6
    message = N_(
        "{folder} is damaged: {what}. The passphrase is not the reason. "
        "Keep the folder as it is and restore the last backup into a new one."
    )


class StoreMisread(StoreDamaged):
    """While it is open: SQLCipher cannot tell a damaged page from a read that the disk refused."""

    message = N_(
        "{folder} could not be read: {what}. Keep your text, close the office and open it again: "
        "if it is damaged, that is said then; if the disk failed once, nothing is lost."
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
        "{folder} was closed without {log}, and one lies there now: copied there, or brought by a "
        "program that synchronises. Move it out of the folder and keep it, then open again. "
        "Nothing was changed."
    )


class StoreTooNew(StoreError):
    exit_code = 6
    message = N_(
        "{folder} was written by a newer version of this program (schema {schema}). "
        "Install that version; nothing was changed."
    )


class StoreUnreadable(StoreError):
    message = N_("{folder} cannot be opened: {reason}. Nothing was changed.")


class StoreUnwritable(StoreError):
    message = N_("{folder} cannot be written: {reason}. What was saved before is still there.")


class ReferenceInUse(StoreError):
    message = N_(
        "Another record has the reference {reference} already. Nothing was changed; run a check of "
        "the office and let it be repaired, then try again."
    )


class ConstraintFailed(StoreError):
    message = N_(
        "Nothing was saved: {what}. Run a check of the office and let it be repaired; if that does "
        "not help, send the output of the check to whoever looks after the program."
    )


class BackupUnwritten(StoreError):
    message = N_("{folder} was not written: {reason}. Earlier backups are as they were.")


class BackupBroken(StoreError):
    message = N_("{folder} is no whole backup: {what}. Choose another one; nothing was changed.")


class BackupUnsigned(StoreError):
    message = N_(
        "{folder} is not signed by {officer}, who is said to have made it: somebody changed what "
        "it says of itself. Choose another backup; nothing was changed."
    )


class BackupForeign(StoreError):
    message = N_(
        "{folder} is a backup of another office ({office}). Choose a backup of this one, or "
        "another folder; nothing was changed."
    )


class NotRestored(StoreError):
    message = N_("{folder} was not restored: {reason}. What stood there is still there.")


class NoSuchOfficer(StoreError):
    message = N_("{folder} has no officer {sign}; nothing was changed.")


class MigrationFailed(Exception):
    """The schema is as it was before; the message says what did not agree."""
