# mypy: disable-error-code="call-arg"
"""The door by which another office's records come in: received, and merged with what stands here.

Before the first kill another office makes signed documents, in pairs: new cases, and the same cases
changed in one field. Between the two of a pair this office changes another field of one of them,
so that the second is merged. All that a document brings is there, or nothing of it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive, received_submissions
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit
from sample_office import add_sample_in_work

if TYPE_CHECKING:
    from kills_work import Ack, Place

PAIRS = 4
"""In many rounds; in a few no life comes so far."""
MERGED = 4
"""Records of one document."""
PASSPHRASE = "a passphrase of the other office"


def documents(place: Place) -> list[Path]:
    return sorted(place.folder.glob("received-*.pdf"))


def make_documents(place: Place, here: Session) -> None:
    """What the other office sends, and its card, believed here."""
    with make_office(place.folder / "other", "WE", "WE-01", PASSPHRASE).session as there:
        add_sample_in_work(there)
        card = place.folder / "we.rilocard"
        cards.trust(here, card, cards.export(there, card).fingerprint)
        for pair in range(min(PAIRS, place.rounds + 1)):
            new, changed = 2 * pair, 2 * pair + 1
            made = [_case(there, f"m{new}row{row}", row) for row in range(MERGED)]
            first = _sent(there, place, new, [one.id for one in made])
            for row, one in enumerate(made):
                _changed(there, one.id, summary=f"m{changed}row{row}")
            _sent(there, place, changed, [one.id for one in made], first)


def receive_all(here: Session, place: Place, ack: Ack) -> None:
    """One document after the other, those of earlier lives left out."""
    number = place.first
    for n, path in enumerate(documents(place)):
        if _is_there(here, n):
            continue
        if n % 2:
            _changed(here, _first_of(here, n - 1), modus_operandi=f"w{number}")
            ack("word", number)
            number += 1
        receive.accept(here, receive.inspect_submissions(here, [path]))
        ack("merged", n)


def _case(there: Session, title: str, number: int) -> CaseStudy:
    """A complete one, as the rules ask for."""
    with there.reading() as reading:
        whole = [stored.record for stored in reading.records.all_of("case-study")][number]
    made = replace(whole, id=record.new(there, "case-study").id, reference="", title=title)
    assert isinstance(made, CaseStudy)
    made = replace(made, local_ref=f"K-{title}", pictures=())
    record.save(there, made)
    return made


def _changed(session: Session, name: str, **values: str) -> None:
    stored = record.get(session, name)
    record.save(session, record.with_values(stored.record, values), stored.revision)


def _sent(there: Session, place: Place, n: int, ids: list[str], supersedes: str = "") -> str:
    order = submit.SubmissionRequest(
        "case-studies", records=tuple(ids), supersedes=supersedes, reason="a test"
    )
    reference = submit.submit(there, order).submission.reference
    release.export(there, reference, place.folder / f"received-{n:03}.pdf")
    return reference


def _is_there(here: Session, n: int) -> bool:
    return any(
        one.reference.endswith(f"/A{n + 1:04}") for one in received_submissions.received(here)
    )


def _first_of(here: Session, n: int) -> str:
    """Id of the first case of that document."""
    return record.find(here, f"K-m{n}row0", "case-study").record.id
