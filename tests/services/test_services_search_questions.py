"""Sixty and more questions over the sample cases in seven languages, with what must be found.

The answers stand in `search_questions.json`. They were written from the published cases by hand, by
country, transport, HS code and date of each, and not from what the search gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import lists
from sample_office import PASSPHRASE, copied_sample

QUESTIONS = json.loads((Path(__file__).parent / "search_questions.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("questions") / "office"
    with open_store(copied_sample(tmp_path_factory, folder, shipped=True), PASSPHRASE) as opened:
        yield opened


def test_there_are_sixty_of_them_in_six_languages_and_more() -> None:
    asked = {(one["words"], str(one.get("filters"))) for one in QUESTIONS}
    assert len(asked) == len(QUESTIONS) >= 60
    assert {one["language"] for one in QUESTIONS} == {"en", "fr", "es", "pt", "ru", "ar", "zh"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one['language']} {one['words']}")
def test_it_finds_these_cases_and_no_others(office: Session, question: dict[str, Any]) -> None:
    filters = {name: tuple(codes) for name, codes in question.get("filters", {}).items()}
    query = lists.Query("case-study", question["words"], filters)
    found = lists.find(office, query, counted=False)
    rows = lists.page(office, found, 0, 40)
    assert {row.local_ref for row in rows} == {f"CS-{name}" for name in question["found"]}
