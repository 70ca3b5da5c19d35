"""What an officer chose for the window, kept encrypted in the store with everything else."""

from __future__ import annotations

from collections.abc import Mapping

from .session import Session


def all_of(session: Session) -> Mapping[str, str]:
    """{name: value} of the officer at work."""
    with session.reading() as reading:
        return reading.preferences(session.officer.sign)


def read(session: Session, name: str) -> str:
    """What was chosen, or "" where nothing was."""
    return all_of(session).get(name, "")


def keep(session: Session, name: str, value: str) -> None:
    """Any role may: it is the officer's own window and no record. "" forgets the choice."""
    session.store.prefer(name, value)
