"""What the office signs with: held by reviewers and head, renewed by the key before.

renew(session)         a new key, signed by the one before
signing(session)       for whoever signs something for the office
"""

from __future__ import annotations

from rilo_desktop.exchange import cards as files
from rilo_desktop.exchange.cards import Identity, KnownCard
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import identity as held_in
from rilo_desktop.store.card_rows import RENEWED
from rilo_desktop.store.officer_rows import HOLDERS

from .finding_helpers import refusal
from .identity_store import is_of, make, own_row, write
from .session import Session, Task


def renew(session: Session) -> KnownCard:
    """A new key and card, signed by the old key, so that whoever trusts the old one follows.

    For when the card expires, or somebody left who could sign. Raises Refused.
    """
    session.permit(Task.CARDS)
    before = signing(session)
    made = files.new_identity(session.office_code, session.clock(), before)
    with session.unit(RENEWED) as unit:
        write(unit, made, before)
        held_in.hand_out(session.store, made.packed())
    return files.read_card(made.card)


def replace_lost(session: Session) -> None:
    """A new key that the one before has no say in: it was revoked. Raises StoreUnwritable."""
    make(session.store)


def signing(session: Session) -> Identity:
    """Raises Refused where the officer may not sign for the office, or does not hold the key."""
    held = held_in.held(session.store)
    if session.officer.role not in HOLDERS:
        raise refusal(
            "identity.role",
            N_("Documents are signed for the office by a reviewer or the head; ask one of them."),
        )
    if not is_of(own_row(session.store), held):
        raise refusal(
            "identity.missing",
            N_(
                "You do not have the office key yet: a reviewer or the head who has it "
                "opens the office once, then you open it again."
            ),
        )
    return files.unpacked(held)


def own_card(session: Session) -> KnownCard | None:
    """The card that the office signs with today."""
    own = own_row(session.store)
    return files.read_card(own.content) if own else None
