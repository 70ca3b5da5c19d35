"""Right-to-left text: levels, order of glyphs on the page, shaping, and text that can be found."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import reports_sample as sample
from reports_reading import has_poppler, poppler_text

from rilo_desktop.reports import write
from rilo_desktop.reports.bidi import levels, runs, visual_order
from rilo_desktop.reports.fonts import REGULAR, Shaped, face
from rilo_desktop.reports.setting import TextLine, set_text
from rilo_desktop.reports.styles import BODY_TEXT

LATIN = "RILO"
ARABIC = "دبي"


def order_from_left(line: TextLine) -> list[str]:
    """The signs of a line by their place on the paper."""
    found: list[tuple[float, str]] = []
    for x, piece in line.pieces or ():
        if isinstance(piece, Shaped):
            size = line.style.size
            found += [(x + g.x * size, g.source) for g in piece.glyphs if g.source]
        else:
            at = x
            for sign in piece:
                found.append((at, sign))
                at += face(line.style.weight).advance(sign) * line.style.size
    return [sign for _, sign in sorted(found)]


def test_letters_run_from_right_to_left() -> None:
    (line,) = set_text("مكتب", BODY_TEXT, 400)
    assert line.right_to_left
    assert order_from_left(line) == list(reversed("مكتب"))


def test_numbers_inside_run_from_left_to_right() -> None:
    (line,) = set_text("نحو 280 طرد", BODY_TEXT, 400)
    assert order_from_left(line) == list("درط 280 وحن")


def test_latin_words_inside_keep_their_order() -> None:
    (line,) = set_text(f"{ARABIC} WE/2026 {ARABIC}", BODY_TEXT, 400)
    assert order_from_left(line) == [*"يبد", " ", *"WE/2026", " ", *"يبد"]


def test_an_arabic_word_in_a_latin_line_stands_at_its_place() -> None:
    (line,) = set_text(f"from {ARABIC} to X", BODY_TEXT, 400)
    assert not line.right_to_left
    assert order_from_left(line) == [*"from ", *"يبد", *" to X"]


def test_brackets_are_mirrored() -> None:
    """The bracket that opens stands at the right of what it encloses, and opens to the left."""
    (line,) = set_text("(دبي)", BODY_TEXT, 400)
    places = order_from_left(line)
    assert places == [")", "ي", "ب", "د", "("]
    glyphs = [g for _, piece in line.pieces or () for g in getattr(piece, "glyphs", ())]
    shaped = {g.source: g.character for g in glyphs}
    left_to_right = face(REGULAR).shape("(", False).glyphs[0].character
    assert shaped[")"] == left_to_right


def test_letters_are_joined() -> None:
    alone = face(REGULAR).shape("ب", True).glyphs[0].character
    joined = [g.character for g in face(REGULAR).shape("ببب", True).glyphs if g.source]
    assert len({alone, *joined}) == 4


def test_lines_are_broken_in_logical_order() -> None:
    words = [f"كلمة{n}" for n in range(40)]
    lines = set_text(" ".join(words), BODY_TEXT, 120)
    assert len(lines) > 3
    assert " ".join(line.text for line in lines).split() == words


def test_arabic_is_set_larger() -> None:
    (line,) = set_text(ARABIC, BODY_TEXT, 400)
    assert line.style.size == pytest.approx(BODY_TEXT.size * 1.06)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("ab", 0, [0, 0]),
        ("اب", 1, [1, 1]),
        ("اب 12", 1, [1, 1, 1, 2, 2]),
        ("ab اب", 0, [0, 0, 0, 1, 1]),
        ("اب ab", 1, [1, 1, 1, 2, 2]),
    ],
)
def test_levels(text: str, base: int, expected: list[int]) -> None:
    assert levels(text, base) == expected


def test_runs_of_higher_levels_are_turned_inside_lower_ones() -> None:
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
    assert visual_order([0, 0]) == [0, 1]
    assert visual_order([]) == []


def test_runs_hold_the_whole_line() -> None:
    text = "اب 12 ab"
    found = runs(text, levels(text, 1))
    assert "".join(run for _, run in found) == text


def test_explicit_controls_neither_show_nor_turn_text() -> None:
    """An override could make a file name read backwards: the text is drawn without it."""
    (line,) = set_text("abc\u202efed\u202c", BODY_TEXT, 400)
    assert line.text == "abcfed"


@pytest.mark.skipif(not has_poppler(), reason="pdftotext is not installed")
def test_an_arabic_phrase_is_found_on_the_page(tmp_path: Path) -> None:
    case = next(c for c in sample.cases() if c.language == "ar")
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=[dataclasses.replace(case, route=())]), path)
    text = " ".join(poppler_text(path).split())
    assert "مئة ألف حبة غير مسجلة في المنطقة الحرة" in text
    assert "مفتشو الجمارك في المنطقة الحرة بمطار دبي" in text
