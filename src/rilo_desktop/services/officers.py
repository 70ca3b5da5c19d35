"""Officers of the store: known by a sign and a function, never by a name."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_, Finding, Nature, Severity
from rilo_desktop.store import OfficerRow, staff
from rilo_desktop.vocabularies import vocabulary

from .refusals import refusal
from .session import Session, Task

__all__ = ["OfficerRow", "add", "check", "listed", "remove", "weakness"]

GOOD_LENGTH = 12
SIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


def listed(session: Session) -> tuple[OfficerRow, ...]:
    with session.reading() as reading:
        return reading.officers()


def add(
    session: Session, sign: str, function: str, role: str, passphrase: str
) -> tuple[Finding, ...]:
    """Add an officer; returns what is to be said of the passphrase (short, or another's too).

    Raises Refused for a sign that is taken, an unknown role or an empty passphrase.
    """
    session.permit(Task.OFFICERS)
    check(sign, role, passphrase)
    if any(officer.sign == sign for officer in listed(session)):
        raise refusal(
            "officers.taken",
            N_("The sign {sign} was given before; choose another one."),
            sign=sign,
        )
    shared = session.store.is_passphrase_of_somebody(passphrase)
    staff.add(session.store, sign, function, role, passphrase)
    said = [weakness(passphrase), _shared(sign) if shared else None]
    return tuple(found for found in said if found)


def remove(session: Session, sign: str) -> None:
    """Close the officer's slot; what was signed stays verifiable. Refused for the last head."""
    session.permit(Task.OFFICERS)
    active = [officer for officer in listed(session) if officer.is_active]
    if not any(officer.sign == sign for officer in active):
        raise refusal("officers.missing", N_("There is no officer {sign}."), sign=sign)
    if not any(officer.role == "head" and officer.sign != sign for officer in active):
        raise refusal("officers.last", N_("{sign} is the only head of the office."), sign=sign)
    staff.remove(session.store, sign)


def check(sign: str, role: str, passphrase: str) -> None:
    """Raises Refused."""
    if not SIGN.fullmatch(sign):
        raise refusal(
            "officers.sign",
            N_("{sign} is no sign: letters, digits, point and hyphen, at most 20."),
            sign=sign,
        )
    roles = vocabulary("user_role")
    if role not in roles:
        names = ", ".join(item.code for item in roles)
        raise refusal(
            "officers.role",
            N_("There is no role {role}; the roles are {names}."),
            role=role,
            names=names,
        )
    if not passphrase.strip():
        raise refusal("officers.passphrase", N_("The passphrase is empty; choose a long one."))


def _shared(sign: str) -> Finding:
    return Finding(
        "officers.same_passphrase",
        Severity.WARNS,
        Nature.STRUCTURE,
        N_("Another officer has this passphrase and can sign as {sign}; give each their own."),
        {"sign": sign},
    )


def weakness(passphrase: str) -> Finding | None:
    """What is to be said of a short passphrase. It is the officer's choice, so it only warns."""
    if len(passphrase.strip()) >= GOOD_LENGTH:
        return None
    return Finding(
        "officers.short",
        Severity.WARNS,
        Nature.STRUCTURE,
        N_("The passphrase is short and can be guessed; {count} characters or more are better."),
        {"count": GOOD_LENGTH},
    )
