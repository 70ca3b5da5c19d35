"""The steps of a first submission are read from the store, whoever did them and however."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy, Submission
from rilo_desktop.records.case_study import IndicatorObserved
from rilo_desktop.rules.findings import blocking
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import bulk, record, review, undo
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import (
    derived,
    first_submission,
    release,
    submission_list,
    submit,
)
from rilo_desktop.services.submissions.first_submission import GuidedStep

STEPS = tuple(GuidedStep)
SECOND = "nine loud magpies left the southern harbour"


@pytest.fixture
def office(make_session: Callable[..., Any]) -> Session:
    """A practice office with the sample data and its head."""
    session = make_session("XX", sample=True)
    assert isinstance(session, Session)
    return session


def steps(session: Session) -> tuple[GuidedStep, ...]:
    done = first_submission.progress(session).done
    return tuple(step for step in STEPS if step in done)


def whole_case(session: Session) -> CaseStudy:
    """A new one with all that a published one says."""
    found = all_stored(session, Query(CaseStudy.kind.code))
    whole = next(one for one in found if not blocking(record.findings(session, one.record)))
    made = derived.made_from(session, CaseStudy.kind.code, whole.record.id)
    assert isinstance(made, CaseStudy)
    return made


def submission_of(session: Session, case: str) -> Submission:
    order = submit.SubmissionRequest("case-studies", records=(case,), reason="for practice")
    return submit.submit(session, order).submission


def test_eight_steps_one_after_the_other(office: Session, tmp_path: Path) -> None:
    assert len(STEPS) == 8
    assert steps(office) == STEPS[:1]  # the sample is nobody's own work
    whole = whole_case(office)
    new = record.new(office, CaseStudy.kind.code)
    begun = record.with_values(new, {"title": "Seals in small parcels"})
    saved = record.save(office, begun).stored
    assert steps(office) == STEPS[:2]
    now = first_submission.progress(office)
    assert (now.case, now.submission) == (saved.record.id, "")

    seen = (IndicatorObserved(indicator=whole.indicators[0].indicator, strength="primary"),)
    linked = record.with_values(saved.record, {"indicators": seen})
    saved = record.save(office, linked, saved.revision).stored
    assert steps(office) == STEPS[:3]
    mended = replace(
        whole,
        **{n: getattr(saved.record, n) for n in ("id", "reference", "local_ref", "title")},
        indicators=seen,
    )
    record.save(office, mended, saved.revision)
    assert steps(office) == STEPS[:4]

    review.send(office, saved.record.id)
    assert steps(office) == STEPS[:4]
    review.approve(office, saved.record.id)
    assert steps(office) == STEPS[:5]
    made = submission_of(office, saved.record.id)
    assert steps(office) == STEPS[:6]
    assert first_submission.progress(office).submission == made.id
    release.export(office, made.reference, tmp_path / "first.pdf")
    assert steps(office) == STEPS[:7]
    submission_list.mark_sent(office, made.reference)
    assert steps(office) == STEPS

    again = whole_case(office)
    record.save(office, again)  # another case does not begin the guide anew
    assert steps(office) == STEPS


def test_a_submission_that_waits_is_made_and_not_released(office: Session) -> None:
    officers.add(office, "XX-02", "Deputy Head", "reviewer", SECOND)
    saved = record.save(office, whole_case(office)).stored
    assert GuidedStep.APPROVAL not in steps(office)
    made = submission_of(office, saved.record.id)
    assert GuidedStep.SUBMISSION in steps(office)
    assert GuidedStep.APPROVAL not in steps(office)
    release.withdraw(office, made.reference)
    assert GuidedStep.SUBMISSION not in steps(office)


def test_what_is_undone_or_archived_is_not_done(office: Session) -> None:
    saved = record.save(office, whole_case(office))
    assert GuidedStep.CASE in steps(office)
    undo.undo(office, saved.operation)
    assert steps(office) == STEPS[:1]
    saved = record.save(office, whole_case(office))
    bulk.change(office, [saved.stored.record.id], bulk.BulkChange(archived=True))
    assert steps(office) == STEPS[:1]


def test_it_is_known_after_a_restart(office: Session, passphrase: str) -> None:
    record.save(office, whole_case(office))
    before, folder, clock = first_submission.progress(office), office.folder, office.clock
    office.close()
    with open_store(folder, passphrase, clock=clock) as again:
        assert first_submission.progress(again) == before


def test_the_command_line_does_steps_too(
    office: Session, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window notices at its next opening: two programs never have one office open."""
    saved = record.save(office, whole_case(office)).stored
    folder, clock = office.folder, office.clock
    office.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    command = ["submit", str(folder), "case-studies", "--out", str(tmp_path / "x.pdf")]
    record_of_it = ["--record", saved.record.reference, "--reason", "for practice"]
    assert main([*command, *record_of_it]) == 0
    with open_store(folder, passphrase, clock=clock) as again:
        assert {GuidedStep.SUBMISSION, GuidedStep.FILE} <= set(steps(again))
