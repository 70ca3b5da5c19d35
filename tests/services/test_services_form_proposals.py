"""Figures and records that may answer a form, from the invented year of practice office XX."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from office_with_forms import RILO, SURVEY, practice_office
from received_offices import sent

from practice_years import FIXED
from rilo_desktop.questions.answer_tree import find_node
from rilo_desktop.records import Questionnaire
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import form_proposals, forms
from rilo_desktop.services.records.file_import import import_files
from rilo_desktop.services.records.form_proposals import Proposals


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with practice_office(tmp_path_factory.mktemp("year") / "office") as made:
        with resources.as_file(resources.files("rilo_desktop.assets") / "sample") as sample:
            published = [sample / "cases.json", sample / "questionnaires.json"]
            import_files(made, [*published, FIXED], shipped=True)
        yield made


@pytest.fixture(scope="module")
def figures() -> Any:
    return json.loads(FIXED.read_text("utf-8"))["figures"]


def proposed(session: Session, path: str, form: str = RILO, **said: str) -> Proposals:
    stored = forms.find(session, form).record
    assert isinstance(stored, Questionnaire)
    held = forms.answers_of(session, stored, "2025")
    for name, value in said.items():
        held.state.answer(name.replace("__", "/"), value)
    return form_proposals.proposals(session, held, find_node(held.state.root, path))


def value(found: Proposals) -> str:
    assert found.figure is not None
    assert not found.not_used
    return found.figure.value


def test_figures_are_those_of_the_register(session: Session, figures: Any) -> None:
    kinds = figures["products_by_type"]
    for kind in ("alert", "warning", "bulletin", "profile", "trend"):
        assert value(proposed(session, f"products/{kind}")) == str(kinds[kind])
    others = kinds["operation_report"] + kinds["tactical_report"]
    assert value(proposed(session, "products/other_products")) == str(others)
    assert value(proposed(session, "requests/received")) == str(figures["by_kind"]["request"])
    assert value(proposed(session, "data/records")) == str(figures["cen_records"]["2025"])
    assert value(proposed(session, "data/complete")) == str(figures["cen_complete"]["2025"])
    members = json.loads(FIXED.read_text("utf-8"))["members"]
    assert value(proposed(session, "members/members_total")) == str(len(members))
    assert value(proposed(session, "about/office")) == "XX"
    assert value(proposed(session, "about/year")) == "2025"


def test_a_figure_names_its_records(session: Session, figures: Any) -> None:
    found = proposed(session, "products/alert").figure
    assert found is not None
    assert len(found.records) == figures["products_by_type"]["alert"]


def test_records_are_offered_with_reasons(session: Session) -> None:
    found = proposed(session, "products/best_products")
    assert found.most == 3
    assert [one.value for one in found.records] == ["XX-ACT-2025-035"]
    (offer,) = found.records
    assert {reason.label for reason in offer.reasons} == {"Kind of activity", "Handling label"}
    assert offer.tlp == "GREEN"


def test_a_day_is_that_of_the_record(session: Session, figures: Any) -> None:
    found = proposed(session, "members/meeting_on")
    assert len(found.records) == figures["contact_point_meetings"]
    assert "2025-10-21" in {one.value for one in found.records}


def test_other_answers_narrow_what_is_offered(session: Session) -> None:
    assert not proposed(session, "cases/case_refs", SURVEY).records, "no case is released yet"
    sent(session, where="XX-CS-2025")
    everything = proposed(session, "cases/case_refs", SURVEY)
    assert not everything.not_used
    assert len(everything.records) > 1
    day = sorted(reason.value for one in everything.records for reason in one.reasons)[0]
    few = proposed(session, "cases/case_refs", SURVEY, who__from=day, who__to=day)
    assert 0 < len(few.records) < len(everything.records)
    assert {one.id for one in few.records} < {one.id for one in everything.records}


def test_a_question_without_the_columns_has_none(session: Session) -> None:
    assert proposed(session, "manpower/host") == Proposals()
