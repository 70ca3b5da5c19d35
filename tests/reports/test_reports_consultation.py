"""The consultation return on paper: all that was said, what was not, and words in two weights."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.records import Consultation, ConsultationParagraph
from rilo_desktop.reports import Content, Head, made
from rilo_desktop.reports.engine.fonts import REGULAR, SEMIBOLD, face
from rilo_desktop.reports.engine.styles import LIST_TEXT
from rilo_desktop.reports.engine.typesetting import set_text
from short_forms import examples

LATIN = "Documents are sent six weeks before"
ARABIC = "ترسل الوثائق قبل ستة أسابيع"


def content(draft: Consultation, language: str = "en") -> Content:
    return Content(
        head=Head(
            type="CO",
            language=language,
            office_code="XX",
            reference="XX/2026/SUB/A0001",
            revision=1,
            title=draft.title_text,
            date="2026-11-27",
            purpose="",
            addressee="",
            tlp="GREEN",
        ),
        records=(draft,),
        revisions={draft.id: 1},
    )


def text_of(draft: Consultation, language: str = "en") -> tuple[str, int]:
    document = pypdfium2.PdfDocument(io.BytesIO(made(content(draft, language))))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split()), len(pages)


def draft(*answers: dict[str, str]) -> Consultation:
    theirs = "Documents are sent four weeks before the meeting."
    lines = tuple(
        ConsultationParagraph(number=str(n), text=theirs, **values)
        for n, values in enumerate(answers, 1)
    )
    return Consultation(id="c", reference="XX/2026/CO/A0001", title="Rules", paragraphs=lines)


AMEND = {
    "position": "amend",
    "proposal": "Documents are sent six weeks before the meeting.",
    "reason": "Offices are small.",
    "weight": "essential",
}


def test_each_paragraph_is_told_once() -> None:
    said, _ = text_of(
        draft({"position": "agree"}, AMEND, {"position": "agree"}, {"position": "agree"},
              {"position": "agree"}, {"position": "no_comment"}, {})
    )  # fmt: skip
    for words in (
        "7 paragraphs",
        "Documents are sent ‹six› weeks before the meeting.",
        "instead of: [four]",
        "Offices are small.",
        "Paragraphs 1, 3 to 5 were read and are supported as they stand.",
        "Paragraph 6 was read; the office has no comment.",
        "Paragraph 7.",
    ):
        assert words in said, words


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [0, 1, 42, 400])
def test_a_draft_of_any_length(count: int, language: str) -> None:
    long = {**AMEND, "reason": "A word and another. " * 200}
    answers = [AMEND if n % 3 == 0 else long if n == 7 else {} for n in range(count)]
    said, pages = text_of(draft(*answers), language)
    assert said.count("‹six›") == sum(1 for one in answers if one)
    assert pages >= 1


@pytest.mark.parametrize("text", [LATIN, ARABIC, f"{LATIN} ({ARABIC}) and more"])
@pytest.mark.parametrize("width", [60.0, 200.0, 1_000.0])
def test_one_weight_in_runs_is_as_one_text(text: str, width: float) -> None:
    plain = set_text(text, LIST_TEXT, width)
    runs = set_text(tuple((word, REGULAR) for word in text), LIST_TEXT, width)
    assert [line.text for line in runs] == [line.text for line in plain]
    for one, other in zip(runs, plain, strict=True):
        assert one.width == pytest.approx(other.width, abs=0.6)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.tuples(st.text("ab c\n", max_size=9), st.sampled_from((REGULAR, SEMIBOLD)))),
    st.floats(12.0, 120.0),
)
def test_no_sign_is_lost_between_two_weights(runs: list[tuple[str, str]], width: float) -> None:
    whole = "".join(text for text, _ in runs)
    lines = set_text(tuple(runs), LIST_TEXT, width)
    assert "".join(line.text for line in lines).replace(" ", "") == "".join(whole.split())
    for line in lines:
        pieces, weights = line.pieces or (), line.weights or ()
        assert len(pieces) == len(weights)
        assert "".join(str(piece) for _, piece in pieces) == line.text
        measured = sum(
            face(weight).width(str(piece))
            for (_, piece), weight in zip(pieces, weights, strict=True)
        )
        assert line.width == pytest.approx(measured * LIST_TEXT.size, abs=0.01)
        assert line.width <= width + 0.01 or len(line.text) == 1


def test_the_paragraphs_of_a_comment_stand_apart() -> None:
    """In a cell, in changed words, and where a long text stands below the table."""
    two = "Alpha words.\n\nOmega words."
    long_text = f"Alpha words {'and more ' * 80}.\nOmega words."
    changed = "Documents are sent six weeks before the meeting.\nOmega words."
    for values in ({"comment": two}, {"comment": long_text}, {"proposal": changed, "reason": "R"}):
        said = draft({"position": "amend", "weight": "essential", **values})
        document = pypdfium2.PdfDocument(io.BytesIO(made(content(said))))
        page = document[0].get_textpage()
        text = page.get_text_range()
        start = text.index("Omega")
        above = text.rindex("\n", 0, start - 2) if "\n" in text[: start - 2] else 0
        before = text[above:start].strip()
        assert before, "the line above"
        gap = page.get_charbox(text.index(before))[1] - page.get_charbox(start)[1]
        assert gap > LIST_TEXT.leading + 1.5
