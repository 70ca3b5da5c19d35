"""Stating one's own levels: dated, with what was said before, never for another office."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rilo_desktop.records import (
    CompetencyRating,
    ContactFunction,
    Member,
    NilReturn,
    Product,
    ProductCase,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import competencies, members, record

MakeSession = Callable[..., Session]


def test_a_level_is_of_today_and_what_was_before_stays(make_session: MakeSession) -> None:
    session = make_session()
    competencies.state(session, "C05", 3)
    competencies.state(session, "C05", 4)
    table = competencies.table(session)
    rating = table.matrix.rating("AP", "C05")
    assert rating is not None
    assert (rating.level, rating.as_of) == (4, session.today)
    said = competencies.stated(session, rating.id)
    assert said.before is not None
    assert said.before.level == 3
    assert sum(one == "AP" for one, _ in table.matrix.ratings) == 1, "one record holds it"


def test_unknown_is_not_nought(make_session: MakeSession) -> None:
    session = make_session()
    competencies.state(session, "C05", 0)
    assert competencies.table(session).matrix.level("AP", "C05") == 0
    competencies.state(session, "C05", None)
    shown = competencies.table(session).matrix
    assert shown.level("AP", "C05") is None
    assert shown.known == 0
    rating = shown.rating("AP", "C05")
    assert rating is not None
    assert rating.as_of is None


def test_own_column_stands_last_and_every_office_has_one(make_session: MakeSession) -> None:
    shown = competencies.table(make_session()).matrix
    assert shown.offices[-1] == "AP"
    assert len(shown.offices) == len({*shown.offices}) >= 12


@pytest.mark.parametrize("level", [-1, 5])
def test_what_is_no_level_is_refused(make_session: MakeSession, level: int) -> None:
    with pytest.raises(Refused) as refused:
        competencies.state(make_session(), "C05", level)
    assert refused.value.findings[0].values["level"] == level


def test_what_is_in_no_list_is_refused(make_session: MakeSession) -> None:
    with pytest.raises(Refused):
        competencies.state(make_session(), "C99", 2)


def test_the_secretariat_states_nothing(make_session: MakeSession) -> None:
    secretariat = make_session("SECRETARIAT")
    with pytest.raises(Refused):
        competencies.state(secretariat, "C05", 2)
    assert competencies.table(secretariat).own == ""


def test_a_rating_is_made_once_to_be_written(make_session: MakeSession) -> None:
    session = make_session()
    one = competencies.own_rating(session, "C01")
    assert competencies.own_rating(session, "C01") == one
    made = record.get(session, one).record
    assert isinstance(made, CompetencyRating)
    assert (made.office_code, made.competency, made.level) == ("AP", "C01", None)


# --- members


def _saved(session: Session, kind: str, **values: object) -> str:
    made = record.with_values(record.new(session, kind), values)
    return record.save(session, made).stored.record.id


def test_a_member_that_left_keeps_its_history(make_session: MakeSession) -> None:
    session = make_session()
    _saved(session, "case-study", title="Seen", date="2024-05-01", reporting_country="FI")
    _saved(session, Member.kind.code, country="FI", valid_from="2019-01-01", valid_to="2024-12-31")
    then = [one for one in members.table(session, 2024).members if one.country == "FI"]
    assert [(one.cases, one.former) for one in then] == [(1, True)]
    assert not [one for one in members.table(session, 2025).members if one.country == "FI"]
    assert members.look(session, "FI", 2025) is None
    shown = members.look(session, "FI", 2024)
    assert shown is not None
    assert len(shown.data.cases) == 1


def test_a_member_is_shown_with_its_contact_and_what_used_its_cases(
    make_session: MakeSession,
) -> None:
    session = make_session()
    _saved(session, Member.kind.code, country="FI")
    case = _saved(session, "case-study", title="Seen", date="2025-05-01", reporting_country="FI")
    _saved(session, NilReturn.kind.code, member="FI", period_from="2025-07")
    contact = {"function": "National Contact Point", "member": "FI", "confirmed_on": "2025-11-05"}
    _saved(session, ContactFunction.kind.code, **contact)
    _saved(session, Product.kind.code, title="Alert", cases=(ProductCase(case=case),))
    shown = members.look(session, "FI", 2025)
    assert shown is not None
    assert (shown.contact, shown.confirmed_on) == ("National Contact Point", "2025-11-05")
    assert [(use.title, use.cases) for use in shown.uses] == [("Alert", 1)]
    assert shown.data.months_with_news == 2
    assert not shown.before.cases
