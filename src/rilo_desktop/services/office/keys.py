"""Passphrases and the recovery key: changed, reset, renewed. Each is an entry of the log.

change_passphrase(session, old, new)             the officer's own
choose_own(folder, given, new)                   of who was given one: opens with another
recover(folder, recovery_key, sign, new)         nobody is in: opens as that officer
reset(session, sign, recovery_key, new)          the head, for another officer
renew_recovery_key(session, new_recovery_key())  when the sheet was lost or seen
"""

from __future__ import annotations

from pathlib import Path

from rilo_desktop import store
from rilo_desktop.rules.findings import N_, Finding, Nature, Severity
from rilo_desktop.store import Clock, new_recovery_key, officer_rows, system_clock

from . import officers
from .finding_helpers import refusal
from .session import Session, Task, entered, open_store

__all__ = [
    "change_passphrase",
    "choose_own",
    "new_recovery_key",
    "recover",
    "renew_recovery_key",
    "reset",
]


def change_passphrase(
    session: Session, old: str, new: str, leaked: bool = False
) -> tuple[Finding, ...]:
    """Change the officer's own; returns what is to be said of the new one.

    `leaked`: somebody else may know the old one; it is said then that the store needs a new key.

    Raises WrongPassphrase, TooSoon, StoreUnwritable, and Refused for an empty or the same one:
    then the old one still opens.
    """
    session.permit(Task.OWN_PASSPHRASE)
    officer = session.officer
    officers.check_passphrase(new, officer.sign, officer.function, session.office_code)
    if old == new:
        raise refusal("keys.same", N_("This is your current passphrase; choose another one."))
    is_shared = session.store.is_passphrase_of_somebody(new)
    officer_rows.change_passphrase(session.store, old, new, leaked)
    said = officers.passphrase_findings(officer.sign, is_shared)
    return (*said, *_after_leak(session)) if leaked else said


def _after_leak(session: Session) -> tuple[Finding, ...]:
    message = N_(
        "Anyone with a copy of the office and the old passphrase can still read that copy. "
        "Replace the office key, and delete old backups: rilo rekey, or This office, Keys."
    )
    if session.officer.role not in Task.REKEY.roles:
        message = N_(
            "Anyone with a copy of the office and the old passphrase can still read that "
            "copy. Tell the head of the office: it needs a new key."
        )
    return (Finding("keys.leaked", Severity.WARNS, Nature.STRUCTURE, message, {}),)


def choose_own(
    folder: Path, given: str, new: str, sign: str = "", clock: Clock = system_clock
) -> Session:
    """Open a store with a passphrase that somebody else chose, and choose another one first.

    Raises what `open_store` and `change_passphrase` raise; then the given one stays.
    """
    session = open_store(folder, given, sign, clock, to_change=True)
    try:
        change_passphrase(session, given, new)
    except BaseException:
        session.close()
        raise
    return session


def recover(
    folder: Path, recovery_key: str, sign: str, new: str, clock: Clock = system_clock
) -> Session:
    """Open a store with the printed recovery key, and give the officer a new passphrase.

    What the officer signed before stays verifiable; from now on another key signs. Raises
    WrongRecoveryKey, TooSoon, NoSuchOfficer, Refused for an empty passphrase, and what
    `open_store` raises: then nothing has changed.
    """
    officers.check_passphrase(new, sign)
    return entered(store.recover(folder, recovery_key, sign.strip(), new, clock))


def reset(session: Session, sign: str, recovery_key: str, new: str) -> tuple[Finding, ...]:
    """Give another officer a new passphrase. It takes the head and the paper, so that nobody
    becomes somebody else alone; the officer changes it at the next opening.

    Raises WrongRecoveryKey, TooSoon, NoSuchOfficer, Refused.
    """
    session.permit(Task.OFFICERS)
    officers.check_passphrase(new, sign, session.office_code)
    if sign == session.officer.sign:
        raise refusal("keys.own", N_("To change your own passphrase, use your current one."))
    is_shared = session.store.is_passphrase_of_somebody(new)
    officer_rows.reset(session.store, sign, new, recovery_key)
    return officers.passphrase_findings(sign, is_shared)


def renew_recovery_key(session: Session, recovery_key: str) -> None:
    """From now on this key opens the store, and the one that was printed before does not.

    Show and print it first: it is kept nowhere. Raises Refused, StoreUnwritable.
    """
    session.permit(Task.OFFICERS)
    officer_rows.renew_recovery_key(session.store, recovery_key)
