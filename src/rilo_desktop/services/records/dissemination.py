"""To whom a product was given, and what was heard of its use: added, never changed."""

from __future__ import annotations

from dataclasses import replace

from rilo_desktop.records import Dissemination, Product
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.rules.validate import validate
from rilo_desktop.store import Stored

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from .changes import Saved
from .record import find, known_in, save


def add(
    session: Session, name: str, function: str, office: str = "", on: str = "", why: str = ""
) -> Saved:
    """Note that the product was given to a function. `on`: an ISO day, "" today.

    The product stays approved or released. Raises Refused where a value is none.
    """
    session.permit(Task.WRITE)
    stored, product = _product(session, name)
    line = Dissemination(
        function=function.strip() or None,
        office=office or None,
        day=on or session.today,
        why=why.strip() or None,
    )
    return _saved(session, stored, replace(product, disseminations=(*product.disseminations, line)))


def report_use(session: Session, name: str, number: int, use: str, on: str = "") -> Saved:
    """Note what was heard of its use, at the entry with this number (from 1).

    Raises Refused where there is no such entry, and where its use was noted before.
    """
    session.permit(Task.WRITE)
    stored, product = _product(session, name)
    lines = list(product.disseminations)
    if not 1 <= number <= len(lines):
        raise refusal(
            "dissemination.entry",
            N_("{name} has no entry {number} of its dissemination; it has {count}."),
            replace(place_of(product), field="disseminations"),
            name=name_of(product),
            number=number,
            count=len(lines),
        )
    lines[number - 1] = replace(
        lines[number - 1], use_reported=use.strip() or None, reported_on=on or session.today
    )
    return _saved(session, stored, replace(product, disseminations=tuple(lines)))


def _product(session: Session, name: str) -> tuple[Stored, Product]:
    stored = find(session, name, Product.kind.code)
    assert isinstance(stored.record, Product)
    return stored, stored.record


def _saved(session: Session, stored: Stored, product: Product) -> Saved:
    """Raises Refused for what no form would let pass: nothing of it is written."""
    wrong = [
        found
        for found in validate(product, known=known_in(session, product))
        if (found.blocks or found.rule == "completeness.missing")
        and found.place.field.startswith("disseminations.")
    ]
    if wrong:
        raise Refused(*wrong)
    return save(session, product, stored.revision)
