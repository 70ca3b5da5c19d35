"""An office with something of everything, made once in a run; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from faults.oracle import PASSPHRASE
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records import record
from rilo_desktop.store import ReadSession, Store, StoreError, keys, system_clock
from rilo_desktop.store.access import Access
from rilo_desktop.store.keys import Keyring, Secret, Slot
from rilo_desktop.store.store import opened

TITLES = tuple(f"Consignment {word}" for word in ("amber", "birch", "cedar", "dune", "elm"))


def make(folder: Path) -> None:
    with make_office(folder, "AP", "AP-01", PASSPHRASE).session as session:
        for title in TITLES:
            case = record.new(session, "case-study")
            assert isinstance(case, CaseStudy)
            record.save(session, replace(case, title=title, summary=f"{title} was looked at."))


def copy(office: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(office, folder)
    return folder


@cache
def slot_of(office: Path) -> tuple[Keyring, Slot, Secret]:
    """Opened once: the passphrase takes longer than the rest of a look."""
    ring = keys.read(office)
    return ring, *keys.unseal(ring, PASSPHRASE, office)


def enter(folder: Path, office: Path) -> Store:
    """The copy, opened with the secret of the office. Raises StoreError."""
    ring, slot, secret = slot_of(office)
    taken = replace(secret, **{name: bytearray(getattr(secret, name)) for name in vars(secret)})
    return opened(Access(folder, ring, slot, taken), system_clock)


def everything(reading: ReadSession) -> dict[str, Any]:
    """All that an officer can see: records, history, log, lists, what is found, pictures."""
    rows = [row for (row,) in reading.run("SELECT row FROM record ORDER BY row")]
    return {
        "records": list(reading.records.stored_many(rows)),
        "rows": reading.lists.rows(rows),
        "revisions": list(reading.revisions.all()),
        "log": list(reading.log.all()),
        "found": {title: sorted(reading.lists.search(title, 100)) for title in TITLES},
        "officers": reading.office.officers(),
    }


def seen(folder: Path, office: Path) -> dict[str, Any] | StoreError:
    """What an officer sees of it, or the sentence instead."""
    try:
        with enter(folder, office) as store, store.reading() as reading:
            return everything(reading)
    except StoreError as error:
        return error
