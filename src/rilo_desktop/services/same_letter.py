"""Two stores of one office with one letter give out the same references (docs/decisions/0034)."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.exchange.package import Submitted
from rilo_desktop.records.identity import workstation_of
from rilo_desktop.rules.findings import N_

from .session import Session
from .signers import of_file


def refuse_same_letter(session: Session, path: Path, said: Submitted) -> None:
    """Raises Refused where a submission comes from another store of this office whose references
    have this store's letter: two records would have one reference."""
    letter = session.store.workstation
    if said.office != session.office_code or said.store == session.store_id:
        return
    if workstation_of(said.reference) != letter:
        return
    message = N_(
        "{file} comes from another workstation of this office that also has the letter {letter}, "
        "so that both give the same references. Nothing was taken. Give one of them another "
        "letter: make it anew with a free one (rilo new --workstation B), or make a backup of it "
        "and restore that with a free one (rilo restore --workstation B)."
    )
    raise of_file("receive.same_letter", message, path, letter=letter)
