"""A case says once what came of it, and names once what its sources do not give."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.records import NOT_KNOWN, CaseStudy
from rilo_desktop.reports.documents.case_outcome import SHORT, not_given, outcome_of
from rilo_desktop.reports.engine.labels import Wording
from rilo_desktop.vocabularies import vocabulary

missing = st.sampled_from([None, NOT_KNOWN, ""])
statuses = st.one_of(missing, st.sampled_from(sorted(vocabulary("outcome").items)))
words = st.one_of(missing, st.text("abc ", min_size=1, max_size=2 * SHORT).filter(str.strip))
languages = st.sampled_from(["en", "fr"])


@given(statuses, words, languages)
def test_strip_and_paragraph_never_disagree(status: object, text: object, language: str) -> None:
    wording = Wording(language)
    case = CaseStudy(outcome_status=status, outcome_text=text)  # type: ignore[arg-type]
    found = outcome_of(wording, case)
    has_status = isinstance(status, str) and status != ""
    said = text.strip() if isinstance(text, str) else ""
    has_words = said != ""
    # the words stand in one place, and only where there are any
    assert (said in found.fact.notes) + (said == found.paragraph) == 1
    assert bool(found.paragraph) == (has_words and (not has_status or len(said) > SHORT))
    # the strip says that nothing is known only where there is neither
    assert found.fact.value.missing == (not has_status)
    nothing = {wording.missing(NOT_KNOWN).text, wording.missing(None).text}
    assert (found.fact.value.text in nothing) == (not has_status and not has_words)
    # and the line of what is not given names the status only where the words stand alone
    listed = " ".join(line for _, line in not_given(wording, case))
    asked = wording.say.text("status of the outcome")
    assert (asked in listed) == (has_words and not has_status)


@pytest.mark.parametrize(("language", "unknown", "empty"), [
    ("en", "Not known", "Not recorded"), ("fr", "Non connu", "Non enregistré"),
])  # fmt: skip
def test_what_is_looked_for_and_what_is_left_empty_are_two_lines(
    language: str, unknown: str, empty: str
) -> None:
    wording = Wording(language)
    case = CaseStudy(procedure=NOT_KNOWN, lessons=None)
    lines = dict(not_given(wording, case))
    assert list(lines) == [unknown, empty]
    procedure = wording.say.text("Customs procedure")
    assert procedure[1:] in lines[unknown]
    assert procedure[1:] not in lines[empty]
    known = replace(case, procedure="TRANSIT")
    assert unknown not in dict(not_given(wording, known))


def test_nothing_is_said_of_a_fact_that_stands_in_the_strip() -> None:
    wording = Wording("en")
    lines = not_given(wording, CaseStudy(goods=NOT_KNOWN))  # type: ignore[arg-type]
    assert not {"goods", "date"} & {name for _, text in lines for name in text[:-1].split("; ")}
