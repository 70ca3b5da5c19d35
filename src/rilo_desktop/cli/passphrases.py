"""Where a passphrase comes from: the environment or a prompt, never an argument."""

from __future__ import annotations

import getpass
import os
import sys

from rilo_desktop.process_hardening import taken_from_environment
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office.finding_helpers import refusal

_taken: dict[str, str] = {}


def take_from_environment() -> None:
    """No child of this program sees them there."""
    _taken.update(taken_from_environment())


def _given(name: str) -> str | None:
    return _taken.get(name, os.environ.get(name))


def passphrase() -> str:
    """To open a store. Raises Refused where there is nobody to ask."""
    given = _given("RILO_PASSPHRASE")
    return given if given is not None else _prompted("Passphrase: ")


def new_passphrase(fall_back: bool) -> str:
    """Of a new officer; `fall_back` takes RILO_PASSPHRASE where no other is given."""
    given = _given("RILO_NEW_PASSPHRASE")
    if given is None and fall_back:
        given = _given("RILO_PASSPHRASE")
    if given is not None:
        return given
    first = _prompted("New passphrase: ")
    if first != _prompted("The same again: "):
        raise refusal("passphrase.differs", N_("The two passphrases differ; nothing was made."))
    return first


def recovery_key() -> str:
    """The printed one. Raises Refused where there is nobody to ask."""
    given = _given("RILO_RECOVERY_KEY")
    return given if given is not None else _prompted("Recovery key: ")


def _prompted(prompt: str) -> str:
    if not sys.stdin or not sys.stdin.isatty():
        raise refusal(
            "passphrase.missing",
            N_("No passphrase: set RILO_PASSPHRASE (a new one: RILO_NEW_PASSPHRASE)."),
        )
    return getpass.getpass(prompt)
