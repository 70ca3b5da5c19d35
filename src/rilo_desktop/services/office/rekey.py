"""A new key for the store, after an officer left: a copy that they kept opens no longer with what
they know, and a slot they kept opens the store no more.

Ended at any moment, the old store or the new one is there whole, with the slots that open it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rilo_desktop.files import patiently
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import backup, backup_file, known_backups, rekeying, restoring
from rilo_desktop.store.errors import BackupBroken, StoreError

from . import actions
from . import backup as back_up
from .finding_helpers import refusal
from .progress import SILENT, Progress
from .session import Session, Task


class Old(StrEnum):
    """What becomes of the backups made before: whoever has the old key can open them."""

    KEEP = "keep"
    RENEW = "renew"
    """A new one is made and verified first, then they are removed."""
    DESTROY = "destroy"


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """`removed` and `left` are backups under the old key; `findings` what is to be said."""

    removed: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    renewed: Path | None = None
    findings: tuple[Finding, ...] = ()


def rekey(session: Session, old: Old = Old.KEEP, progress: Progress = SILENT) -> Rekeyed:
    """Re-key the store. Slots, passphrases and the printed recovery key stay as they are.

    Raises Refused where a slot cannot be carried over, NotRekeyed, Cancelled: then the old key
    stays. What goes wrong with backups afterwards is said in the findings.
    """
    session.permit(Task.REKEY)
    _refuse_old_slots(session)
    before = old_backups(session)
    session.drafts.flush(5.0)
    session.store.rekey(progress)
    session.renew_drafts()
    return _with_backups(session, old, before, progress)


def old_backups(session: Session) -> tuple[Path, ...]:
    """Backups of this store, known or lying in its folder, that can be reached now."""
    folder = session.folder
    listed = [Path(one.path) for one in known_backups.known_backups(folder) if one.is_there]
    beside = sorted((folder / backup.BACKUPS).glob(f"*{backup_file.SUFFIX}"))
    return tuple(path for path in dict.fromkeys([*listed, *beside]) if _is_of(session, path))


def _is_of(session: Session, path: Path) -> bool:
    try:
        return backup_file.read(path).manifest.store == session.store.access.keyring.store
    except BackupBroken:
        return False


def _refuse_old_slots(session: Session) -> None:
    signs = rekeying.without_box(session.store.access.keyring)
    if signs:
        raise refusal(
            "rekey.slots",
            N_(
                "The new key cannot be left for {names}: an officer opens the office once with "
                "this version first; of the recovery key a new one is made first."
            ),
            names=", ".join(signs),
        )


def _with_backups(
    session: Session, old: Old, before: tuple[Path, ...], progress: Progress
) -> Rekeyed:
    renewed: Path | None = None
    findings: list[Finding] = []
    if old is Old.RENEW:
        try:
            renewed = back_up.back_up(session, back_up.place(session), progress).path
        except StoreError as error:
            return Rekeyed(
                left=before, findings=(error.finding, *_remaining_copies(session, before))
            )
    removed: tuple[Path, ...] = ()
    if old is not Old.KEEP:
        removed = tuple(path for path in before if path != renewed and _is_removed(path))
        _note(session, removed)
    left = tuple(path for path in before if path not in removed and path != renewed)
    findings += _remaining_copies(session, left)
    return Rekeyed(removed, left, renewed, tuple(findings))


def _is_removed(path: Path) -> bool:
    try:
        patiently(path.unlink)
    except OSError:
        return False
    return True


def _note(session: Session, removed: tuple[Path, ...]) -> None:
    if removed:
        known_backups.forget(session.folder, [str(path.absolute()) for path in removed])
        with session.unit(actions.BACKUPS_REMOVED) as unit:
            unit.note(files=[path.name for path in removed])


def _remaining_copies(session: Session, left: Iterable[Path]) -> list[Finding]:
    still = [*left]
    replaced = session.folder / restoring.REPLACED
    if replaced.exists():
        still.append(replaced)
    if not still:
        return []
    names = ", ".join(str(path) for path in still)
    message = N_("Anyone with the old key can still open: {names}. Delete them when you can.")
    return [
        Finding(
            "rekey.left",
            Severity.WARNS,
            Nature.STRUCTURE,
            message,
            {"names": names},
            FieldPath(file=str(still[0])),
        )
    ]
