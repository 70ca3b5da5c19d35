"""Officers of the store: known by a sign and a function, never by a name."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_, Finding, Message, Nature, Severity
from rilo_desktop.store import OfficerRow, officer_rows
from rilo_desktop.vocabularies import vocabulary

from .finding_helpers import refusal
from .identity_store import settle
from .passphrases import FLOOR, HOW, strength, words_of
from .session import Session, Task

__all__ = [
    "OfficerRow",
    "add",
    "change",
    "check",
    "check_passphrase",
    "listed",
    "passphrase_findings",
    "remove",
]

SIGN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


def listed(session: Session) -> tuple[OfficerRow, ...]:
    with session.reading() as reading:
        return reading.office.officers()


def add(
    session: Session, sign: str, function: str, role: str, passphrase: str
) -> tuple[Finding, ...]:
    """Add an officer, who chooses another passphrase at the first opening; returns what is to be
    said of this one (that it is another's too).

    Raises Refused for a sign that is taken, an unknown role or a passphrase that can be guessed.
    """
    session.permit(Task.OFFICERS)
    check(sign, role, passphrase, function, session.office_code)
    if any(officer.sign == sign for officer in listed(session)):
        raise refusal(
            "officers.taken",
            N_("The officer ID {sign} was used before; choose another one."),
            sign=sign,
        )
    shared = session.store.is_passphrase_of_somebody(passphrase)
    officer_rows.add(session.store, sign, function, role, passphrase, must_change=True)
    return passphrase_findings(sign, shared)


def change(session: Session, sign: str, role: str = "", function: str = "") -> None:
    """Give an officer another role or function; "" leaves it.

    Raises Refused for an unknown officer or role, and where no head would be left.
    """
    session.permit(Task.OFFICERS)
    known = {officer.sign: officer for officer in listed(session) if officer.is_active}
    if sign not in known:
        raise refusal("officers.missing", N_("There is no officer {sign}."), sign=sign)
    role, function = role or known[sign].role, function.strip() or known[sign].function
    _check_role(role)
    others = (officer for officer in known.values() if officer.sign != sign)
    if role != "head" and not any(officer.role == "head" for officer in others):
        raise refusal("officers.last", N_("{sign} is the only head of the office."), sign=sign)
    officer_rows.change(session.store, sign, function, role)
    settle(session.store, session.officer.role)
    session.know_again()


def remove(session: Session, sign: str) -> None:
    """Close the officer's slot; what was signed stays verifiable.

    Refused for the last head and for oneself. Whoever left may have kept a copy of the folder with
    the key in it: `rekey.rekey` gives the store another one.
    """
    session.permit(Task.OFFICERS)
    active = [officer for officer in listed(session) if officer.is_active]
    if not any(officer.sign == sign for officer in active):
        raise refusal("officers.missing", N_("There is no officer {sign}."), sign=sign)
    if not any(officer.role == "head" and officer.sign != sign for officer in active):
        raise refusal("officers.last", N_("{sign} is the only head of the office."), sign=sign)
    if sign == session.officer.sign:
        raise refusal("officers.self", N_("You cannot remove yourself; another head does that."))
    officer_rows.remove(session.store, sign)


def check(sign: str, role: str, passphrase: str, *own_words: str) -> None:
    """`own_words`: what else everybody knows of the officer. Raises Refused."""
    if not SIGN.fullmatch(sign):
        raise refusal(
            "officers.sign",
            N_(
                "{sign} is not a valid officer ID: use letters, digits, point and hyphen, "
                "at most 20."
            ),
            sign=sign,
        )
    _check_role(role)
    check_passphrase(passphrase, sign, *own_words)


def _check_role(role: str) -> None:
    roles = vocabulary("user_role")
    if role not in roles:
        names = ", ".join(item.code for item in roles)
        raise refusal(
            "officers.role",
            N_("There is no role {role}; the roles are {names}."),
            role=role,
            names=names,
        )


def check_passphrase(passphrase: str, *own_words: str) -> None:
    """Raises Refused for one that can be guessed by somebody who has a copy of the office."""
    if not passphrase.strip():
        raise refusal("officers.passphrase", N_("The passphrase is empty; choose a long one."))
    found = strength(passphrase, words_of(own_words))
    if found.level < FLOOR:
        raise refusal(
            "officers.weak",
            N_("This passphrase is not accepted. {why} {how}"),
            why=Message(found.sentence),
            how=Message(HOW),
        )


def passphrase_findings(sign: str, is_shared: bool) -> tuple[Finding, ...]:
    """What is to be said of a new passphrase."""
    return (_shared(sign),) if is_shared else ()


def _shared(sign: str) -> Finding:
    return Finding(
        "officers.same_passphrase",
        Severity.WARNS,
        Nature.STRUCTURE,
        N_(
            "Another officer has the same passphrase and can sign as {sign}; give each "
            "officer their own."
        ),
        {"sign": sign},
    )
