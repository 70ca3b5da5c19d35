# mypy: disable-error-code="call-arg"
"""Today: what waits for this officer, and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rilo_desktop.analysis.obligations import DueTime, Sureness, next_due
from rilo_desktop.records import CaseStudy, Obligation
from rilo_desktop.records.network import AnnouncedDay, Occurrence
from rilo_desktop.records.risk_indicator import IndicatorTranslation
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts, lists, record, review, today
from rilo_desktop.services.records.today import MOST, Why, overview
from rilo_desktop.services.submissions.one_record import blocked
from rilo_desktop.store import officer_rows
from rilo_desktop.store.today_queries import Deadline, TodayQueries

SECOND = "second officer passphrase"


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.fixture
def both(session, passphrase, clock):
    """Opens the same office as one or the other officer."""
    officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    session.close()

    def open_as(sign):
        words = passphrase if sign == "AP-01" else SECOND
        return open_store(session.folder, words, sign, clock)

    return open_as


def write(session, kind="case-study", **values):
    made = replace(record.new(session, kind), **values)
    record.save(session, made)
    return made.id


def why(found):
    return [(entry.why, entry.title) for entry in found.entries]


def test_a_new_office_has_its_year_and_nothing_else(session):
    found = overview(session)
    assert found.is_new
    assert found.entries == ()
    assert found.day == date(2026, 11, 25)
    codes = {one.code for one in found.obliged}
    assert codes >= {"GRMAP", "GRMPR"}
    assert "ITR" not in codes, "that report is published by the WCO; no office owes it"
    assert all(one.submission for one in found.obliged), "nothing that nobody can write"
    assert not any(one.time.is_day for one in found.obliged), "no day was announced"
    starts = [one.time.start for one in found.obliged]
    assert starts == sorted(starts)


def test_a_draft_is_its_authors_and_says_what_blocks_it(both):
    with both("AP-01") as session:
        write(session, title="begun")
        (entry,) = overview(session).entries
        assert (entry.why, entry.title) == (Why.DRAFT, "begun")
        assert blocked(session, [entry.id])[entry.id] > 0
        assert not overview(session).is_new
    with both("AP-02") as session:
        assert overview(session).entries == ()


def test_imported_records_are_no_drafts_of_whoever_imported_them(make_session):
    found = overview(make_session(sample=True))
    assert found.because(Why.DRAFT) == ()


def test_a_review_waits_for_whoever_may_approve_it(both):
    with both("AP-01") as session:
        sent = write(session, title="sent")
        review.send(session, sent)
        assert overview(session).entries == ()
    with both("AP-02") as session:
        (entry,) = overview(session).entries
        assert (entry.why, entry.id, entry.by) == (Why.REVIEW, sent, "AP-01")
        review.give_back(session, sent, "Which route?")
        assert overview(session).entries == ()
    with both("AP-01") as session:
        (entry,) = overview(session).entries
        assert (entry.why, entry.by, entry.reason) == (Why.RETURNED, "AP-02", "Which route?")
        stored = record.get(session, sent)
        record.save(session, replace(stored.record, lessons="By sea."))
        assert why(overview(session)) == [(Why.DRAFT, "sent")]


def test_an_analyst_is_asked_for_no_review(both, clock):
    with both("AP-01") as session:
        officer_rows.add(session.store, "AP-03", "Analyst", "analyst", "third officer passphrase")
        review.send(session, write(session, title="sent"))
    with open_store(session.folder, "third officer passphrase", "AP-03", clock) as session:
        assert overview(session).entries == ()


def test_a_submission_waits_unless_the_officer_wrote_a_record_in_it(both):
    from rilo_desktop.services.submissions import submit

    with both("AP-02") as session:
        write(session, title="theirs")
    with both("AP-01") as session:
        order = submit.SubmissionRequest("case-studies", reason="a first one")
        made = submit.submit(session, order)
        assert not made.released
        assert overview(session).because(Why.REVIEW) == ()
    with both("AP-02") as session:
        assert overview(session).because(Why.REVIEW) == ()
        officers_of = [officer.sign for officer in officers.listed(session)]
    assert officers_of == ["AP-01", "AP-02"]


def test_a_submission_waits_for_the_second_officer(both):
    from rilo_desktop.services.submissions import submit

    with both("AP-01") as session:
        write(session, title="mine")
        submit.submit(session, submit.SubmissionRequest("case-studies", reason="a first one"))
    with both("AP-02") as session:
        (entry,) = overview(session).because(Why.REVIEW)
        assert entry.kind == "submission"


def test_actions_are_late_the_day_after_and_due_thirty_days_before(session):
    for title, due, revised, progress in (
        ("late", "2026-11-24", None, "in_progress"),
        ("today", "2026-11-25", None, "in_progress"),
        ("month", "2026-11", None, None),
        ("soon", "2026-12-25", None, "delayed"),
        ("far", "2026-12-26", None, "in_progress"),
        ("year", "2025", None, "not_started"),
        ("moved", "2026-01-01", "2027-06", "in_progress"),
        ("done", "2026-01-01", None, "completed"),
        ("archived", "2026-01-01", None, "in_progress"),
    ):
        write(
            session,
            "action-item",
            title=title,
            due=due,
            revised_due=revised,
            progress=progress,
            archived=title == "archived" or None,
        )
    found = overview(session)
    assert [e.title for e in found.because(Why.OVERDUE)] == ["year", "late"]
    assert [e.title for e in found.because(Why.DUE)] == ["today", "month", "soon"]
    assert found.because(Why.DUE)[1].day == date(2026, 11, 30)


def brought(session, found, workflow="released"):
    """As a release or a purge leaves it."""
    stored = record.get(session, found)
    with session.unit(workflow) as unit:
        unit.write([replace(stored.record, workflow=workflow)])


def test_a_questionnaire_is_due_until_answers_of_this_office_are_released(session):
    form = write(session, "questionnaire", title="asked", due="2026-11-24")
    write(session, "questionnaire", title="without a day")
    gone = write(session, "questionnaire", title="withdrawn", due="2026-11-24")
    brought(session, gone, "withdrawn")
    brought(session, write(session, "questionnaire", title="asked by us", due="2026-11-24"))
    theirs = replace(
        record.new(session, "questionnaire-answers"),
        title="theirs",
        questionnaire=form,
        reference="EE/2026/QA/A0001",
        workflow="released",
    )
    with session.unit("received") as unit:
        unit.write([theirs])
    answers = write(session, "questionnaire-answers", title="ours", questionnaire=form)
    assert [e.title for e in overview(session).because(Why.OVERDUE)] == ["asked"]
    brought(session, answers)
    assert not overview(session).because(Why.OVERDUE)


def late_in_the_list(session, kind, day):
    """Titles that the list of a kind marks."""
    found = lists.find(session, lists.Query(kind))
    rows = lists.page(session, found, 0, 50, (day,))
    over = lists.ended(session, kind)
    return {row.title for row in rows if lists.is_late(row, session.today, over)}


def test_a_list_calls_late_what_today_does(session):
    form = write(session, "questionnaire", title="asked", due="2026-11-24")
    write(session, "questionnaire", title="not yet", due="2026-12-24")
    brought(session, write(session, "questionnaire", title="gone", due="2026-11-24"), "withdrawn")
    brought(session, write(session, "questionnaire", title="asked by us", due="2026-11-24"))
    assert late_in_the_list(session, "questionnaire", "due") == {"asked"}
    brought(session, write(session, "questionnaire-answers", title="ours", questionnaire=form))
    assert not late_in_the_list(session, "questionnaire", "due")
    draft = write(session, "consultation", title="draft", closes="2026-11-24")
    assert late_in_the_list(session, "consultation", "closes") == {"draft"}
    brought(session, draft)
    assert not late_in_the_list(session, "consultation", "closes")


def test_a_consultation_is_due_until_its_return_is_released(session):
    draft = write(session, "consultation", title="draft", closes="2026-12-01")
    write(session, "consultation", title="without a day")
    assert [e.title for e in overview(session).because(Why.DUE)] == ["draft"]
    brought(session, draft)
    assert not overview(session).because(Why.DUE)


def test_reviews_due_by_their_date(session):
    for title, day in (("over", "2026-11-01"), ("near", "2026-12-01"), ("far", "2027-12-01")):
        write(session, title=title, review_date=day)
    found = overview(session)
    assert [e.title for e in found.because(Why.OVERDUE_REVIEW)] == ["over"]
    assert [e.title for e in found.because(Why.DUE_REVIEW)] == ["near"]


def test_titles_and_recipients_are_said_in_the_language_of_the_window(session):
    french = IndicatorTranslation(language="fr", title="Ligne répétée")
    write(session, "risk-indicator", title="A line repeated", language="en", translations=(french,))
    write(session, "challenge", title="Analytical products")
    assert {e.title for e in overview(session, "fr").entries} == {
        "Ligne répétée",
        "Produits d'analyse",
    }
    assert {e.title for e in overview(session, "en").entries} == {
        "A line repeated",
        "Analytical products",
    }
    to = {one.code: one.recipient for one in overview(session, "fr").obliged}
    assert to["GRMPR"] == "Réunion mondiale des BRLR"
    assert {one.code: one.recipient for one in overview(session).obliged}["GRMPR"] == (
        "Global RILO Meeting"
    )


def test_what_is_too_much_is_said(session, monkeypatch):
    monkeypatch.setattr(today, "MOST", 3)
    for n in range(5):
        write(session, title=str(n))
    found = overview(session)
    assert [e.title for e in found.entries] == ["4", "3", "2"]
    assert found.more == {Why.DRAFT}
    assert MOST > 3


def test_no_question_reads_every_record(session):
    """Each is answered from an index, so that 100,000 records cost no more than 100."""
    plans = []

    def explain(sql, values):
        with session.reading() as reading:
            rows = reading._run(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        plans.extend(row[3] for row in rows)
        return []

    waiting = TodayQueries(explain)
    waiting.in_review(10)
    waiting.brought(["returned"], "draft", 10)
    waiting.drafts("AP-01", ["import"], 10)
    waiting.to_review("2026-01-01", "2026-12-31", 10)
    deadline = Deadline("action-item", ("revised_due", "due"), "progress", ["completed"])
    waiting.due(deadline, "2026-01-01", "2026-12-31", 10)
    ends = (("questionnaire", "id"), ("questionnaire-answers", "questionnaire"))
    asked = Deadline("questionnaire", ("due",), released=ends, office="AP")
    waiting.due(asked, "2026-01-01", "2026-12-31", 10)
    scanned = {plan for plan in plans if plan.startswith("SCAN")}
    forms = {"SCAN questionnaire", "SCAN questionnaire_answers"}
    forms.add("SCAN questionnaire USING COVERING INDEX questionnaire_by_due")
    assert scanned <= {"SCAN log", "SCAN action_item", *forms}
    assert any("record_in_review" in plan for plan in plans)
    assert any("record_by_review_date" in plan for plan in plans)


DAY = date(2026, 11, 25)


def obligation(**values):
    return Obligation(**{"frequency": "yearly", "month": 3, **values})


def told(day):
    return AnnouncedDay(basis="announced", day=day, source="letter")


def published(start, end=None):
    return Occurrence(start=start, end=end)


@pytest.mark.parametrize(
    ("made", "start", "end", "sureness"),
    [
        (
            obligation(occurrences=(published("2025-03-27", "2025-03-31"),)),
            date(2027, 3, 1),
            date(2027, 3, 31),
            Sureness.MONTH,
        ),
        (
            obligation(announced=(told("2027-02-12"), told("2026-12-15"), told("2026-01-15"))),
            date(2026, 12, 15),
            date(2026, 12, 15),
            Sureness.ANNOUNCED,
        ),
        (
            obligation(announced=(AnnouncedDay(basis="month_known", month="2027-05"),)),
            date(2027, 5, 1),
            date(2027, 5, 31),
            Sureness.MONTH,
        ),
        (
            obligation(occurrences=(published("2027-03-02"), published("2025-03-27"))),
            date(2027, 3, 2),
            date(2027, 3, 2),
            Sureness.PUBLISHED,
        ),
        (
            obligation(occurrences=(published("2026-11-20", "2026-11-27"),)),
            date(2026, 11, 20),
            date(2026, 11, 27),
            Sureness.PUBLISHED,
        ),
        (
            obligation(occurrences=(published("2022-06-22"),)),
            date(2027, 3, 1),
            date(2027, 3, 31),
            Sureness.MONTH,
        ),
        (
            obligation(month=12, occurrences=(published("2022-12-21", "2023-01-11"),)),
            date(2026, 12, 1),
            date(2026, 12, 31),
            Sureness.MONTH,
        ),
        (
            obligation(month=None, frequency="quarterly"),
            date(2027, 1, 1),
            date(2027, 1, 31),
            Sureness.MONTH,
        ),
        (
            obligation(month=11, occurrences=()),
            date(2026, 11, 1),
            date(2026, 11, 30),
            Sureness.MONTH,
        ),
        (
            obligation(month=2, occurrences=(published("2024-02-29"),)),
            date(2027, 2, 1),
            date(2027, 2, 28),
            Sureness.MONTH,
        ),
    ],
)
def test_when_an_obligation_is_due_next(made, start, end, sureness):
    found = next_due(made, DAY)
    assert found is not None
    assert (found.start, found.end, found.sureness) == (start, end, sureness)
    assert found.is_day == (sureness is not Sureness.MONTH)


@pytest.mark.parametrize(
    "made",
    [
        obligation(month=None),
        obligation(frequency="once", occurrences=(published("2025-03-27"),)),
        obligation(month=None, occurrences=(published(None),)),
    ],
)
def test_an_obligation_without_a_date_is_not_dated(made):
    assert next_due(made, DAY) is None


def test_what_is_running_counts_to_its_end():
    time = DueTime(date(2026, 11, 20), date(2026, 11, 27), Sureness.PUBLISHED)
    assert time.is_running(DAY)
    assert time.days_left(DAY) == 2


def test_the_day_is_the_local_one(make_session, clock):
    clock.now = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert overview(make_session()).day == clock.now.astimezone().date()
    assert CaseStudy().kind.code == "case-study"


def test_unsaved_text_stands_once_and_leads_to_its_record(both):
    with both("AP-01") as session:
        saved = write(session, title="Parcels")
        stored = record.get(session, saved)
        drafts.keep(session, replace(stored.record, lessons="Weigh them"), stored.revision)
        new = replace(record.new(session, "case-study"), title="Herons")
        drafts.keep(session, new)
        assert drafts.flush(session)
        found = overview(session)
        unsaved = found.because(Why.UNSAVED)
        assert {entry.id for entry in unsaved} == {saved, new.id}
        assert all(entry.day == found.day for entry in unsaved)
        assert found.because(Why.DRAFT) == ()
        drafts.discard(session, saved)
        drafts.discard(session, new.id)
        found = overview(session)
        assert found.because(Why.UNSAVED) == ()
        assert [entry.id for entry in found.because(Why.DRAFT)] == [saved]
    with both("AP-02") as session:
        assert overview(session).because(Why.UNSAVED) == ()
