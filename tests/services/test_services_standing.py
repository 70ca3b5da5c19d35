# mypy: disable-error-code="call-arg"
"""Where a record stands in review, as whoever is at work sees it; where shipped data comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import data_sources
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.services.records.review_status import review_status
from rilo_desktop.store import officer_rows
from rilo_desktop.vocabularies import vocabulary_names

SECOND, READER = "a passphrase of the second officer", "a passphrase of the reader"


@pytest.fixture
def two(make_session, clock):
    """An office with two officers and a reader; `two(sign)` opens it as one of them."""
    first = make_session()
    officer_rows.add(first.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    officer_rows.add(first.store, "AP-03", "Reader", "reader", READER)
    words = {"AP-02": SECOND, "AP-03": READER}
    current = [first]

    def as_officer(sign):
        current[-1].close()
        word = words.get(sign, "a passphrase of the first officer")
        current.append(open_store(first.folder, word, sign, clock))
        return current[-1]

    yield as_officer
    current[-1].close()


def sent(session):
    made = replace(record.new(session, "case-study"), title="A case")
    record.save(session, made)
    review.send(session, made.id)
    return made.id


def test_the_author_waits_for_whoever_may_approve(two):
    session = two("AP-01")
    found = review_status(session, sent(session))
    assert found.workflow == Workflow.IN_REVIEW
    assert found.author == "AP-01"
    assert not found.may_approve
    assert found.waits_for == ("AP-02 (Deputy Head)",)


@pytest.mark.parametrize(("sign", "may"), [("AP-02", True), ("AP-03", False)])
def test_who_may_approve_is_told_so(two, sign, may):
    name = sent(two("AP-01"))
    assert review_status(two(sign), name).may_approve is may


def test_an_office_of_one_approves_its_own(make_session):
    session = make_session()
    found = review_status(session, sent(session))
    assert found.may_approve
    assert found.waits_for == ("AP-01 (Head of RILO)",)
    said = review_status(session, sent(session), "fr").waits_for
    assert said == ("AP-01 (Chef du BRLR)",)


def test_a_returned_draft_says_why_until_it_is_written_on(two):
    name = sent(two("AP-01"))
    review.give_back(two("AP-02"), name, "Which port?")
    session = two("AP-01")
    found = review_status(session, name)
    assert (found.workflow, found.returned, found.returned_by) == (
        Workflow.DRAFT,
        "Which port?",
        "AP-02",
    )
    stored = record.get(session, name)
    record.save(session, replace(stored.record, title="Another title"), stored.revision)
    assert review_status(session, name).returned == ""


def test_a_draft_that_nobody_sent_says_nothing(two):
    session = two("AP-01")
    made = replace(record.new(session, "case-study"), title="A case")
    record.save(session, made)
    found = review_status(session, made.id)
    assert (found.may_approve, found.waits_for, found.returned) == (False, (), "")


def test_a_record_that_is_not_there_is_refused(two):
    with pytest.raises(Refused):
        review_status(two("AP-01"), "0190b5b0-0000-7000-8000-000000000000")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_list_says_where_it_comes_from(make_session, language):
    found = data_sources.shipped(make_session(), language)
    assert len(found) == len(list(vocabulary_names()))
    assert all(one.title for one in found)
    titles = [one.title.casefold() for one in found]
    assert titles == sorted(titles)
    assert any(one.confirmed for one in found)
    assert any(one.source for one in found)
