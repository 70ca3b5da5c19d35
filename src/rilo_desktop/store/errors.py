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


class StoreTooNew(StoreError):
    exit_code = 6
    message = N_(
        "{folder} was written by a newer version of this program (schema {schema}). "
        "Install that version; nothing was changed."
    )


class StoreUnreadable(StoreError):
    message = N_(
        "{folder} cannot be opened: {reason}. Look whether the disk is full or the folder "
        "protected; nothing was changed."
    )


class StoreUnwritable(StoreError):
    message = N_("{folder} cannot be written: {reason}. What was saved before is still there.")
