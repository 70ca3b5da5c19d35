"""An office as the program makes it, with five of its shipped records in place of three hundred.

For tests that look at a whole store again and again: a check takes a tenth of the time.
"""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.services.office import actions, create_office
from rilo_desktop.services.office.create_office import NewOffice, usual_function
from rilo_desktop.services.office.identity_store import settle
from rilo_desktop.services.office.session import session_of
from rilo_desktop.store import Clock, OfficerEntry, Store, found, system_clock

CHALLENGES = 5


def make_office(
    folder: Path,
    office: str,
    sign: str,
    passphrase: str,
    clock: Clock = system_clock,
    files: tuple[str, ...] = (),
) -> NewOffice:
    """`files`: of the catalogue, shipped whole."""

    def fill(store: Store) -> None:
        rows = [row for file in files for row in create_office._rows(create_office.NETWORK, file)]
        with store.unit(actions.CATALOGUE) as unit:
            unit.write([create_office._shipped(row) for row in rows])
            unit.write(create_office._challenges()[:CHALLENGES])

    head = OfficerEntry(sign, usual_function(office), "head")
    made = found(folder, office, head, passphrase, clock=clock, fill=fill)
    settle(made.store, head.role)
    return NewOffice(session_of(made.store), made.recovery_key)
