"""Codes of offices, and what a code says of its office. No record is known here."""

from __future__ import annotations

import re

SECRETARIAT, PRACTICE_SECRETARIAT = "SECRETARIAT", "X-SECRETARIAT"
PRACTICE_OFFICES = ("XX", *(f"X{sign}" for sign in "123456789AB"))
"""Codes that no country and no office of the network can have. What is in them is for practice."""
OFFICE = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
OWN_CODE = re.compile(r"[A-Z0-9_]{1,30}")
"""What stands behind the office in a code that it adds to a list."""


def is_office_code(text: str) -> bool:
    """Asked of every code that comes in: what looks like another one, or acts, is none."""
    return OFFICE.fullmatch(text) is not None


def office_of_code(code: str) -> str:
    """AP of "AP-HERBAL", a code that this office added to a list; "" for one of another form.

    So it is never one of another office, nor one that all offices get later.
    """
    office, _, bare = code.rpartition("-")
    return office if is_office_code(office) and OWN_CODE.fullmatch(bare) else ""


def is_practice(office: str) -> bool:
    """Is it a practice office? The code is given when the store is made and never changes."""
    return office in PRACTICE_OFFICES or office == PRACTICE_SECRETARIAT


def is_secretariat(office: str) -> bool:
    """The Secretariat of the network, or that of the practice offices."""
    return office in (SECRETARIAT, PRACTICE_SECRETARIAT)


def secretariat_of(office: str) -> str:
    """To whom this office submits."""
    return PRACTICE_SECRETARIAT if is_practice(office) else SECRETARIAT
