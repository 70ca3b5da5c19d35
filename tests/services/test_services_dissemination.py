"""To whom a product was given: added to a released product, never changed, and its use told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rilo_desktop.records import Dissemination, Product, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import dissemination, record, review
from rilo_desktop.services.records.lists import Query, all_stored

MakeSession = Any


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    made = make_session(sample=True)
    assert isinstance(made, Session)
    return made


@pytest.fixture
def approved(session: Session) -> str:
    """Reference of a product that was approved."""
    product = next(
        stored.record
        for stored in all_stored(session, Query("product"))
        if stored.record.local_ref == "PD-XX-03"
    )
    review.send(session, product.id)
    review.approve(session, product.id)
    return product.reference


def _product(session: Session, name: str) -> Product:
    found = record.find(session, name, "product").record
    assert isinstance(found, Product)
    return found


def test_it_is_added_without_another_review(session: Session, approved: str) -> None:
    dissemination.add(session, approved, "Contact points of 8 Members", why="To act on")
    product = _product(session, approved)
    assert product.workflow == Workflow.APPROVED
    (line,) = product.disseminations
    assert (line.function, line.why) == ("Contact points of 8 Members", "To act on")
    assert line.day == session.today


def test_a_change_of_anything_else_is_a_draft_again(session: Session, approved: str) -> None:
    stored = record.find(session, approved)
    assert isinstance(stored.record, Product)
    line = Dissemination(function="Contact points", day="2026-11-20")
    record.save(
        session, replace(stored.record, title="Another", disseminations=(line,)), stored.revision
    )
    assert _product(session, approved).workflow == Workflow.DRAFT


def test_its_use_is_told_once(session: Session, approved: str) -> None:
    dissemination.add(session, approved, "Contact points")
    dissemination.report_use(session, approved, 1, "Two parcels found", "2026-11-26")
    (line,) = _product(session, approved).disseminations
    assert (line.use_reported, line.reported_on) == ("Two parcels found", "2026-11-26")
    with pytest.raises(Refused) as refused:
        dissemination.report_use(session, approved, 1, "Three parcels found")
    assert {one.rule for one in refused.value.findings} == {"updates.changed"}
    assert _product(session, approved).disseminations == (line,)


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"function": "Others"}, "updates.changed"), (None, "updates.removed")],
)
def test_what_was_noted_stays(
    session: Session, approved: str, change: dict[str, str] | None, rule: str
) -> None:
    dissemination.add(session, approved, "Contact points")
    stored = record.find(session, approved)
    assert isinstance(stored.record, Product)
    lines = stored.record.disseminations
    changed = () if change is None else (replace(lines[0], **change),)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        record.save(session, replace(stored.record, disseminations=changed), stored.revision)
    assert [one.rule for one in refused.value.findings] == [rule]
    assert _product(session, approved).disseminations == lines


def test_bad_input_is_refused_and_nothing_is_written(session: Session, approved: str) -> None:
    with pytest.raises(Refused):
        dissemination.add(session, approved, "Contact points", on="26.11.2026")
    with pytest.raises(Refused):
        dissemination.add(session, approved, "Contact points", office="Q9")
    with pytest.raises(Refused):
        dissemination.add(session, approved, "  ")
    with pytest.raises(Refused) as refused:
        dissemination.report_use(session, approved, 2, "Used")
    assert refused.value.findings[0].values["count"] == 0
    assert _product(session, approved).disseminations == ()
