"""What an officer chose for the window, kept encrypted in the store with everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.store import UnitOfWork

from .session import Session

FOLDERS = "folders"
"""Name of the preference that keeps where file dialogs begin; a folder may be called by a case."""
HELD = "held"
"""Name of the preference that keeps what pages hold while the office is locked."""


def all_of(session: Session) -> Mapping[str, str]:
    """{name: value} of the officer at work."""
    with session.reading() as reading:
        return reading.office.preferences(session.officer.sign)


def read(session: Session, name: str) -> str:
    """What was chosen, or "" where nothing was."""
    return all_of(session).get(name, "")


def keep(session: Session, name: str, value: str) -> None:
    """Any role may: it is the officer's own window and no record. "" forgets the choice."""
    session.store.prefer(name, value)


def read_of_office(session: Session, name: str) -> str:
    """What the office as a whole keeps under a name, or ""."""
    with session.reading() as reading:
        return reading.office.preference("", name)


def keep_of_office(session: Session, name: str, value: str) -> None:
    """For every officer of it. Who may is asked by the service that keeps it."""
    session.store.prefer(name, value, of_office=True)


def keep_in(unit: UnitOfWork, name: str, value: str) -> None:
    """For every officer, as part of an operation: with it or not at all."""
    unit.prefer(name, value)


def hold(session: Session, held: Mapping[str, Any], at: str) -> None:
    """Keep what pages hold, encrypted in the store, until the officer is back."""
    keep(session, HELD, json.dumps({"held": held, "at": at}))


def take_held(session: Session) -> tuple[Mapping[str, Any], str] | None:
    """What was held, once; None where nothing was, or where nobody can read it any more."""
    text = read(session, HELD)
    if not text:
        return None
    keep(session, HELD, "")
    try:
        found = from_json(text)
        return dict(found["held"]), str(found["at"])
    except (ValueError, KeyError, TypeError):
        return None


def texts_in(value: str) -> Iterator[str]:
    """Every text of a value that is JSON, names included; of another the value itself."""
    try:
        found = from_json(value)
    except ValueError:
        yield value
        return
    yield from all_texts(found)


def all_texts(data: Any) -> Iterator[str]:
    """Of JSON data, in its names too."""
    if isinstance(data, dict):
        yield from data
        data = list(data.values())
    if isinstance(data, (list, tuple)):
        for one in data:
            yield from all_texts(one)
    elif isinstance(data, str):
        yield data
