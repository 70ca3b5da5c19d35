"""Lines of text: first fit, nothing lost, nothing wider than its column."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.reports.engine.fonts import COMPLEX, REGULAR, SEMIBOLD, face
from rilo_desktop.reports.engine.printable_text import one_line, plain, uncovered
from rilo_desktop.reports.engine.styles import BODY_TEXT, LIST_TEXT, RECORD_TITLE
from rilo_desktop.reports.engine.typesetting import set_balanced, set_cut, set_text

LATIN = st.text(st.sampled_from("abcXYZ -/.é"), max_size=300)


@given(LATIN, st.integers(20, 400))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = set_text(text, BODY_TEXT, width)
    assert re.sub(r"\s", "", "".join(line.text for line in lines)) == re.sub(r"\s", "", text)
    assert all(line.width <= width + 0.01 for line in lines)


@given(st.lists(st.text(st.sampled_from("abcdef"), min_size=1, max_size=8), min_size=1))
def test_words_that_fit_are_not_cut(words: list[str]) -> None:
    lines = set_text(" ".join(words), BODY_TEXT, 200)
    assert " ".join(line.text for line in lines).split() == words


def test_a_long_word_is_cut_after_a_sign_that_divides() -> None:
    lines = set_text("https://example.org/some/long/path/to/a/page.html", LIST_TEXT, 100)
    assert lines[0].text.endswith("/")


def test_a_line_does_not_end_with_a_hyphen_of_the_text() -> None:
    """pdftotext would take it for the program's and drop it."""
    for width in range(60, 200, 7):
        lines = set_text("one two- three four- five six- seven", BODY_TEXT, width)
        assert not any(line.text.endswith("-") for line in lines[:-1])


def test_a_no_break_space_does_not_break() -> None:
    lines = set_text("in April\u00a02025", BODY_TEXT, 50)
    assert [line.text for line in lines] == ["in", "April\u00a02025"]


def test_line_ends_of_the_text_are_kept() -> None:
    assert [li.text for li in set_text("a\r\nb\n\nc\u2028d", BODY_TEXT, 200)] == [
        "a",
        "b",
        "c",
        "d",
    ]


def test_an_empty_text_has_no_lines() -> None:
    assert set_text("", BODY_TEXT, 100) == ()
    assert set_text(" \n\u200b ", BODY_TEXT, 100) == ()


def test_a_balanced_title_needs_no_further_line_and_leaves_no_word_alone() -> None:
    title = "Parcels with European Union status from a fulfilment store, goods of Chinese origin"
    ragged, balanced = (f(title, RECORD_TITLE, 482) for f in (set_text, set_balanced))
    assert len(balanced) == len(ragged) == 2
    assert balanced[1].width > ragged[1].width


@pytest.mark.parametrize("text", ["short", "x" * 500, "words " * 90, "نص طويل " * 90, ""])
def test_a_running_head_is_one_line(text: str) -> None:
    line = set_cut(text, LIST_TEXT, 200)
    if not text:
        assert line is None
    else:
        assert line is not None
        assert line.width <= 200
        assert (line.text == text.strip()) is (text == "short")


def test_what_cannot_be_seen_is_not_drawn() -> None:
    assert plain("a\u00adb\ufeffc\u200bd") == "abcd"
    assert plain("a \t  b") == "a b"
    assert one_line("a\nb") == "a b"


def test_uncovered_signs_are_named_once_in_order() -> None:
    assert uncovered("abc é Ж ب") == ()
    assert uncovered("བaོད漢བ") == ("བ", "ོ", "ད")
    assert uncovered("a\x00b") == ("\x00",)
    assert uncovered("a\tb\nc\x0bd\x1ce\u00adf") == ()
    assert uncovered("\ud800") == ("\ud800",)
    assert uncovered("\uffff") == ("\uffff",)


def test_all_of_the_typeface_that_needs_shaping_is_known_as_such() -> None:
    needs = [
        sign
        for sign in face(REGULAR).known
        if unicodedata.bidirectional(sign) in ("R", "AL", "AN", "NSM")
        or unicodedata.category(sign) in ("Mn", "Me")
    ]
    assert [ascii(sign) for sign in needs if not COMPLEX.match(sign) and plain(sign) == sign] == []


def test_the_weights_cover_the_same_signs() -> None:
    """One of them speaks for all when a text is looked at before it is printed."""
    assert face(REGULAR).known == face(SEMIBOLD).known


def test_an_ellipsis_stands_where_the_words_that_it_cuts_end() -> None:
    arabic = "A0026 · " + "مئة ألف حبة غير مسجلة في المنطقة الحرة " * 4
    line = set_cut(arabic, LIST_TEXT, 200)
    assert line is not None
    assert line.pieces is not None
    first, *rest = line.pieces
    assert first[1] == "A0026 · "
    assert len(rest) == 1, "the ellipsis is in the run of the Arabic words, at their left end"
    assert line.width <= 200
    latin = set_cut("Luxury watches " * 20, LIST_TEXT, 200)
    assert latin is not None
    assert latin.text.endswith("…")
