"""A form of many questions and a long list on paper: pages for what was answered alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import form_workbooks as make
import pytest
from office_with_forms import answers_file, practice_office
from received_offices import coming, document

from rilo_desktop.exchange.submission import printed
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT
from rilo_desktop.reports import made
from rilo_desktop.reports.documents.form_answers import MOST_REASONS, MOST_UNCHOSEN
from rilo_desktop.reports.engine.layout_blocks import Slab
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, forms
from rilo_desktop.services.submissions import record_pages
from rilo_desktop.services.submissions.submit import SubmissionRequest, draft_content, submit

TOWNS = MOST_UNCHOSEN + 1
REASONS = MOST_REASONS + 1
SHEETS = make.survey(
    "type; name; label; relevant; calculation",
    "begin group; outer; Outer part; ",
    "begin group; inner; Inner part; ",
    "select_one yes_no; first; First?; ",
    "end group; ; ; ",
    "end group; ; ; ",
    "select_one yes_no; second; Second?; ${first} = 'yes'",
    "begin group; part; Conditional part; ${first} = 'yes'",
    "integer; third; Third?; ",
    "end group; ; ; ",
    "time; clock; When?; ; '10:30:15.250'",
    "select_one yes_no; few; Of few choices?; ",
    "select_multiple towns; town; Towns; ",
    *(f"select_one yes_no; q{n}; Question {n}?; " for n in range(REASONS)),
    *(f"text; why{n}; Why {n}?; ${{q{n}}} = 'yes'" for n in range(REASONS)),
    choices=(
        "list_name; name; label",
        "yes_no; yes; Yes",
        "yes_no; no; No",
        *(f"towns; t{n}; Town {n}." for n in range(TOWNS)),
    ),
    settings=("form_id; form_title; version", "long; Long; 1"),
)
SAID: dict[str, Any] = {
    "outer": {"inner": {"first": "no"}},
    "few": "no",
    "town": "t1 t3",
} | {f"q{n}": "no" for n in range(REASONS)}


def words(pdf: bytes) -> str:
    pages = printed(pdf, "page.pdf", "en").pages
    return "\n".join(line for page in pages for line in page.lines)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Slab]:
    found: list[Slab] = []
    draw = Slab.draw

    def noted(self: Slab, pen: Any, top: float) -> None:
        found.append(self)
        draw(self, pen, top)

    monkeypatch.setattr(Slab, "draw", noted)
    return found


def test_the_form_says_what_is_asked_sometimes_and_keeps_titles_with_questions(
    tmp_path: Path, drawn: list[Slab]
) -> None:
    with practice_office(tmp_path / "office") as session:
        form = forms.add(session, make.workbook(tmp_path / "long.xlsx", SHEETS)).form
        page = record_pages.made(session, record_pages.PagesRequest((form.id,)))
    sometimes = "asked after certain answers only"
    lines = words(page.pdf).splitlines()
    assert sum(sometimes in line for line in lines) == 2 + REASONS, "also of choices and of a part"
    (title,) = (
        slab for slab in drawn if any(line.text == "Inner part" for _, _, line in slab.lines)
    )
    assert title.glue


def test_answers_name_few_choices_that_were_not_chosen_and_few_reasons(tmp_path: Path) -> None:
    with practice_office(tmp_path / "office") as session:
        forms.add(session, make.workbook(tmp_path / "long.xlsx", SHEETS))
        done = form_answers_file.answer(session, "long", answers_file(tmp_path, {"answers": SAID}))
        assert done.saved is not None
        request = record_pages.PagesRequest((done.saved.stored.record.id,))
        text = words(record_pages.made(session, request).pdf)
    assert "Town 3." in text
    assert "Town 4." not in text
    assert "Conditional part" not in text, "nothing of it was asked"
    lines = text.splitlines()
    assert lines.count("Not asked after the answer to 1: questions 2, 3.") == 1
    assert "10:30" in lines, "a time is printed without seconds"
    first = 7 + REASONS
    last = first + REASONS - 1
    assert f"Not asked after other answers: questions {first}–{last}." in text


def test_the_consolidated_paper_leaves_out_what_nobody_chose_or_answered(tmp_path: Path) -> None:
    book = make.workbook(tmp_path / "long.xlsx", SHEETS)
    with practice_office(tmp_path / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        form = forms.add(secretariat, book).form
        with practice_office(tmp_path / "office") as session:
            forms.add(session, book)
            file = answers_file(tmp_path, {"answers": SAID})
            done = form_answers_file.answer(session, "long", file)
            assert done.saved is not None
            about = (done.saved.stored.record.id,)
            order = SubmissionRequest("questionnaire-return", records=about, reason="agreed")
            came = document(session, submit(session, order).submission.reference)
        receive.accept(secretariat, coming(secretariat, came))
        order = SubmissionRequest("consolidated-answers", records=(form.id,))
        text = words(made(draft_content(secretariat, order)))
    assert "Of few choices?" in text
    assert "Yes" in text, "of a short list all choices"
    assert "Town 3." in text
    assert "Town 4." not in text
    assert f"{TOWNS - 2} more choices of the list: no office chose them." in text
    assert "Second?" not in text
    assert "Third?" not in text
    first = 7 + REASONS
    last = first + REASONS - 1
    assert f"No office answered questions 2, 3, {first}–{last}." in text
