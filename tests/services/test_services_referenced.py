# mypy: disable-error-code="arg-type, type-var"
"""Records beside those that are sent, as far as they are printed, in each version of the format."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from received_offices import coming, document, sent

from rilo_desktop.exchange.package import from_json, to_json
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.records import ActionPlan
from rilo_desktop.records.references import named
from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.services.office import cards
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.submissions import referenced_records, release, verify
from rilo_desktop.services.submissions.referenced_records import excerpt, made_of_print

GOLDEN = Path(__file__).parents[1] / "fixtures" / "submissions" / "2"
TITLE = "Global RILO Network Action Plan 2023-2024"


def test_a_plan_that_is_not_here_comes_with_the_items_that_name_it(make_session) -> None:
    office, secretariat = make_session(sample=True), make_session("SECRETARIAT")
    receive.accept(
        secretariat, coming(secretariat, document(office, sent(office, "action-plan-status")))
    )
    with secretariat.reading() as reading:
        wanted = named((s.record for s in reading.records.all_of("action-item")), "action-plan")
        plans = [s.record for s in reading.records.all_of("action-plan")]
    assert {plan.id for plan in plans} == wanted
    assert TITLE in {plan.title_text for plan in plans}


def test_version_1_gives_the_same_plan() -> None:
    package = read_submission(GOLDEN / "action-plan-status.pdf").package
    assert package is not None
    assert package.version == 1
    records = [from_snapshot(packed.snapshot) for packed in package.records]
    (plan,) = made_of_print(package, records).values()
    assert plan == ActionPlan(id=plan.id, title=TITLE, language="en")
    assert made_of_print(package, [r for r in records if r.plan != plan.id]) == {}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["case-studies", "indicator-catalogue", "action-plan-status"])
def test_version_1_is_written_as_it_was_read(name: str) -> None:
    """What is attached to it is compared byte for byte."""
    opened = read_submission(GOLDEN / f"{name}.pdf")
    assert opened.package is not None
    with pikepdf.open(GOLDEN / f"{name}.pdf") as pdf:
        written = pdf.attachments["submission.json"].get_file().read_bytes()
    assert to_json(opened.package) == written
    assert opened.package.printed.all_referenced()["office"]


def test_more_than_is_printed_of_a_plan_is_not_kept(make_session) -> None:
    office = make_session(sample=True)
    package = document(office, sent(office, "action-plan-status")).package
    data = json.loads(to_json(package))
    plans = data["printed"]["referenced"]["action-plan"]
    for snapshot in plans.values():
        snapshot |= {"caveats": "planted", "local_ref": "planted"}
    records = [from_snapshot(packed.snapshot) for packed in package.records]
    made = made_of_print(from_json(json.dumps(data)), records)
    assert made == made_of_print(package, records)
    assert made
    for snapshot in plans.values():
        snapshot["schema"] = 99
    assert made_of_print(from_json(json.dumps(data)), records) == {}
    other = replace(package, submission=replace(package.submission, type="XX"))
    assert made_of_print(other, records) == {}


def as_it_is(record, *_):
    return record


def with_one_more(record, reference, names=None):
    """A second record of its type, which nothing names, travels in its place."""
    return replace(excerpt(record, reference, names), local_ref="PLANTED")


@pytest.mark.parametrize("dishonest", [as_it_is, with_one_more])
def test_what_is_carried_of_other_records_and_not_printed_is_found(
    make_session, tmp_path, monkeypatch, dishonest
) -> None:
    """A trusted office whose program was changed hides data in a document that looks right."""
    office, file, card = make_session(sample=True), tmp_path / "x.pdf", tmp_path / "ap.rilocard"
    cards.export(office, card)
    with monkeypatch.context() as changed:
        changed.setattr(referenced_records, "excerpt", dishonest)
        changed.setattr(release, "refuse_unsound", lambda *_, **__: None)
        release.export(office, sent(office, "action-plan-status"), file)
    verdict = verify.verify_by_card(file, card)
    assert "verify.unprinted" in [finding.rule for finding in verdict.findings]
    assert verdict.exit_code == 1


@pytest.mark.parametrize("folder", ["1", "2"])
def test_hidden_values_are_found_in_a_submission_of_version_1_too(folder: str) -> None:
    package = read_submission(GOLDEN.parent / folder / "action-plan-status.pdf").package
    assert package is not None
    assert referenced_records.unprinted(package) == []
    (plan, *others) = package.printed.plans
    hidden = replace(package.printed, plans=({**plan, "caveats": "planted"}, *others))
    assert referenced_records.unprinted(replace(package, printed=hidden)) == [
        f"action-plan {plan['id']}"
    ]
