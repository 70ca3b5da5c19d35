"""Officers of the store: known by a sign and a function, never by a name."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_
from rilo_desktop.store import OfficerRow, WrongPassphrase
from rilo_desktop.vocabularies import vocabulary

from .refusals import refusal
from .session import Session, Task

SHORTEST_PASSPHRASE = 12
SIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


def listed(session: Session) -> tuple[OfficerRow, ...]:
    with session.reading() as reading:
        return reading.officers()


def add(session: Session, sign: str, function: str, role: str, passphrase: str) -> None:
    """Raises Refused for a sign that is taken, an unknown role or too short a passphrase.

    A passphrase names who signs, so that no two officers of an office have the same.
    """
    session.permit(Task.OFFICERS)
    check(sign, role, passphrase)
    if any(officer.sign == sign for officer in listed(session)):
        raise refusal(
            "officers.taken",
            N_("The sign {sign} was given before; choose another one."),
            sign=sign,
        )
    if _is_taken(session, passphrase):
        raise refusal(
            "officers.same_passphrase",
            N_("An officer of this office has this passphrase; {sign} needs one of their own."),
            sign=sign,
        )
    session.store.add_officer(sign, function, role, passphrase)


def _is_taken(session: Session, passphrase: str) -> bool:
    try:
        session.store.writer_of(passphrase, "")
    except WrongPassphrase:
        return False
    return True


def remove(session: Session, sign: str) -> None:
    """Close the officer's slot; what was signed stays verifiable. Refused for the last head."""
    session.permit(Task.OFFICERS)
    active = [officer for officer in listed(session) if officer.is_active]
    if not any(officer.sign == sign for officer in active):
        raise refusal("officers.missing", N_("There is no officer {sign}."), sign=sign)
    if not any(officer.role == "head" and officer.sign != sign for officer in active):
        raise refusal("officers.last", N_("{sign} is the only head of the office."), sign=sign)
    session.store.remove_officer(sign)


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
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise refusal(
            "officers.passphrase",
            N_("The passphrase is too short: choose one of at least {count} characters."),
            count=SHORTEST_PASSPHRASE,
        )
