"""The sample office on the day on which it is made, and later: nothing of its year is refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from practice_years import SHIPPED
from rilo_desktop import reports
from rilo_desktop.presentation.document_spec import Scope
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.records import (
    QuestionnaireAnswers,
    Record,
    Submission,
    Workflow,
    record_types,
)
from rilo_desktop.rules.validate import validate
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import received_submissions
from rilo_desktop.services.receiving.practice_work import (
    FORM,
    add_work,
    reporting_year,
    typed_texts,
)
from rilo_desktop.services.records.file_import import import_files
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.records.record import known_in
from rilo_desktop.services.submissions import submit
from rilo_desktop.services.submissions.submit import SubmissionRequest
from short_forms import share

PASSPHRASE = "a passphrase of the first officer"
DAYS = ("2027-01-02", "2028-02-29", "2026-12-31", "2026-11-30", "2027-04-01", "2027-08-15")
UNFINISHED = {
    ("XX-AP2-11", "completeness.not_known"),  # no day was agreed
    ("XX-CONS-01", "consultations.not_read"),  # the answer is not written yet
}
"""What the year leaves open, to be seen; nothing of it blocks."""


@contextmanager
def office(folder: Path, day: str) -> Iterator[Session]:
    now = datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC)
    made = make_office(folder / "office", "XX", "XX-01", PASSPHRASE, clock=lambda: now)
    with made.session as session:
        add_sample(session)
        yield session


def of_the_year(session: Session) -> dict[str, Record]:
    numbers = set(re.findall(r'"local_ref": "([^"]+)"', SHIPPED.read_text("utf-8")))
    found = {}
    for kind in record_types():
        with session.reading() as reading:
            for stored in reading.records.all_of(kind):
                if stored.record.local_ref in numbers:
                    found[stored.record.id] = stored.record
    return found


@pytest.mark.parametrize("day", share(DAYS, 0, 3))
def test_no_rule_finds_anything_in_the_year(tmp_path: Path, day: str) -> None:
    with office(tmp_path, day) as session:
        records = of_the_year(session)
        assert len(records) > 400
        known = replace(known_in(session, *records.values()), today=session.clock().date())
        found = {
            (one.local_ref, finding.rule)
            for one in records.values()
            for finding in validate(one, known=known)
        }
        assert found == UNFINISHED
        assert store_check.check(session).findings == ()


@pytest.mark.parametrize("later", [1, 500])
def test_importing_it_again_later_changes_nothing(tmp_path: Path, later: int) -> None:
    """The day of the office is in its store: a year that is read again is the same."""
    with office(tmp_path, "2027-01-02") as session:
        before = of_the_year(session)
    now = datetime(2027, 1, 2, 10, tzinfo=UTC) + timedelta(later)
    with open_store(tmp_path / "office", PASSPHRASE, "XX-01", clock=lambda: now) as session:
        again = import_files(session, [SHIPPED])
        assert (again.new, again.changed, again.same) == (0, 0, len(before))
        assert of_the_year(session) == before


def test_its_pictures_are_those_that_ship() -> None:
    """A picture that was drawn anew needs its new hash in the file."""
    shipped = {
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (SHIPPED.parent / "pictures").iterdir()
    }
    text = SHIPPED.read_text("utf-8")
    named = {
        line.split('"')[3] for line in text.splitlines() if line.strip().startswith('"sha256"')
    }
    assert named == shipped


def _orders(session: Session, language: str) -> Iterator[SubmissionRequest]:
    """Each type of document, with what an officer types into it; of a record, of each record."""
    year, texts = reporting_year(session), typed_texts(language)
    for name, spec in SUBMISSIONS.items():
        if spec.record_type == Submission.kind.code:
            continue  # of a released submission, which is made elsewhere
        order = SubmissionRequest(
            name,
            language=language,
            reason="For practice",
            year=year if Scope.YEAR in spec.scope else 0,
            member="QM" if Scope.MEMBER in spec.scope else "",
            messages=texts.get(name, ()),
        )
        (source, *_) = spec.sources
        ids = [
            stored.record.id
            for stored in all_stored(session, Query(source.record_type))
            if all(getattr(stored.record, field) in codes for field, codes in source.only.items())
        ]
        assert ids, (name, "the practice year has nothing to show for it")
        if Scope.RECORD in spec.scope:
            yield from (replace(order, records=(one,)) for one in share(ids, 0, 4))
        else:
            yield order


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_document_is_made_and_none_is_refused(
    make_session: Callable[..., Any], language: str
) -> None:
    session = make_session("XX")
    add_sample(session)
    made = set()
    for order in _orders(session, language):
        blocked = [said for said in submit.preflight(session, order).findings if said.blocks]
        assert blocked == [], order.type
        assert reports.made(submit.draft_content(session, order)).startswith(b"%PDF")
        made.add(order.type)
    assert len(made) == len(SUBMISSIONS) - 1


def test_what_a_paper_says_of_two_plans_stands_in_one_order(
    make_session: Callable[..., Any],
) -> None:
    """Whoever makes the pages again from their data finds the same: else nothing is released."""
    session = make_session("XX")
    add_sample(session)
    order = SubmissionRequest("action-plan-status", reason="For practice")
    assert submit.submit(session, order).released


R = TypeVar("R", bound=Record)


def of_type(session: Session, cls: type[R]) -> list[R]:
    found = (stored.record for stored in all_stored(session, Query(cls.kind.code)))
    return [one for one in found if isinstance(one, cls)]


def test_two_other_offices_have_answered_the_questionnaire(
    make_session: Callable[..., Any],
) -> None:
    """Received as their files, signed by their own cards, which are trusted here."""
    session = make_session("XX")
    add_sample(session)
    add_work(session)
    received = received_submissions.received(session)
    assert {(one.office, one.is_of_its_office) for one in received} == {("XA", True), ("XB", True)}
    answers = [
        one
        for one in of_type(session, QuestionnaireAnswers)
        if one.form_id == FORM and one.answered_on == session.today
    ]
    assert sorted(one.reference[:2] for one in answers) == ["XA", "XB", "XX"]
    kept = of_type(session, Submission)
    assert sorted(str(one.type) for one in kept) == ["IE", "PR"]
    assert all(one.workflow == Workflow.DRAFT and one.messages for one in kept)
    assert store_check.check(session).findings == ()


def test_the_answers_of_the_sample_name_records_of_the_practice_year() -> None:
    """The office numbers its records without the year; answers named five that were not there."""
    sample = SHIPPED.parents[1] / "sample" / "questionnaires.json"
    named = set(re.findall(r"\bXX-(?:CS|ACT)-[0-9-]+", sample.read_text("utf-8")))
    records = json.loads(SHIPPED.read_text("utf-8"))["records"]
    made = {one["local_ref"] for kind in ("case-study", "activity") for one in records[kind]}
    assert len(named) > 3
    assert named <= made
