"""Right-to-left text: levels, order of glyphs on the page, shaping, and text that can be found."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import reports_sample as sample
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas
from reports_reading import has_poppler, poppler_text, squeezed, write

from rilo_desktop.exchange.page_text import codes_of, texts_of
from rilo_desktop.reports import embedded
from rilo_desktop.reports.engine.bidi import levels, runs, visual_order
from rilo_desktop.reports.engine.canvas import Pen
from rilo_desktop.reports.engine.fonts import REGULAR, Shaped, face
from rilo_desktop.reports.engine.styles import BODY_TEXT, PAGE_HEIGHT, PAGE_WIDTH
from rilo_desktop.reports.engine.typesetting import TextLine, set_text

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
    assert (shaped["("], shaped[")"]) == (")", "(")


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


PHRASES = (
    "حاوية في المنطقة الحرة",
    "لا إله بَيْت الجمارك",
    "هذه لَا شيء",
    "نحو 280 طرد",
    "دبي CARGO دبي",
    "from دبي to X",
    "بّبٍ",
    "e\u0301 q\u0301 x",
    "plain text",
)
"""Arabic, marks above and below, lam and alef, numbers, Latin within and around."""


def page_of(texts: Sequence[str]) -> bytes:
    """A page with a line for each text."""
    file = io.BytesIO()
    canvas = Canvas(file, (PAGE_WIDTH, PAGE_HEIGHT), initialFontName=face(REGULAR).name)
    pen = Pen(canvas)
    for number, text in enumerate(texts):
        for line in set_text(text, BODY_TEXT, 400):
            pen.line(60, 60 + 30 * number, line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_pdfium_reads_what_was_set() -> None:
    """The engine of Chrome and Edge, with the spaces between words and brackets turned."""
    texts = [*PHRASES, "قال (غير مسجلة) نعم"]
    opened = pypdfium2.PdfDocument(page_of(texts))
    read = opened[0].get_textpage().get_text_range()
    opened.close()
    assert [line.strip() for line in read.split("\r\n")] == texts


def test_pypdf_reads_what_was_set() -> None:
    """Where the direction changes it has its own idea of white space."""
    read = pypdf.PdfReader(io.BytesIO(page_of(PHRASES))).pages[0].extract_text()
    assert [squeezed(line) for line in read.split("\n")] == [squeezed(text) for text in PHRASES]


def test_a_run_is_one_text_and_each_of_its_codes_means_one_character() -> None:
    with pikepdf.Pdf.open(io.BytesIO(page_of(["حاوية في المنطقة الحرة"]))) as pdf:
        shown = [
            step.operands[0]
            for step in pikepdf.parse_content_stream(pdf.pages[0])
            if str(step.operator) in ("Tj", "TJ")
        ]
        assert len(shown) == 1
        codes = b"".join(bytes(part) for part in shown[0] if isinstance(part, pikepdf.String))
        assert len(codes) == len("حاوية في المنطقة الحرة")
        ((text,),) = [page.lines for page in texts_of(pdf)]
        assert text == "حاوية في المنطقة الحرة"
        for font in pdf.pages[0].Resources.Font.values():
            meanings = font.ToUnicode.read_bytes()
            assert not any(
                0xE000 <= code < 0xF900 or code >= 0xF0000 for code in codes_of(meanings)
            )


def test_signs_that_a_line_ends_apart_from_their_letters_are_read_in_order() -> None:
    """Alone in their run they do not say that it runs from the right."""
    signs = "<}[+%§«="
    with pikepdf.Pdf.open(io.BytesIO(page_of([f"دبي ABC{signs}"]))) as pdf:
        (text,) = [page.lines for page in texts_of(pdf)]
    assert "".join(text) == f"دبيABC{signs}"
    (line,) = set_text(f"دبي ABC{signs}", BODY_TEXT, 400)
    assert order_from_left(line)[: len(signs)] == list(reversed(signs))


def test_a_font_with_composed_glyphs_is_made_again_from_what_it_says_of_itself() -> None:
    with pikepdf.Pdf.open(io.BytesIO(page_of(["حاوية في المنطقة الحرة"]))) as pdf:
        (held,) = [
            font
            for font in pdf.pages[0].Resources.Font.values()
            if "/XXGlyphs" in font.FontDescriptor
        ]
        listed = [int(value) for value in held.FontDescriptor.XXGlyphs]
        codes, name = codes_of(held.ToUnicode.read_bytes()), str(held.BaseFont)[1:]
        own = embedded(name, codes, listed)
        assert own is not None
        assert own.program == held.FontDescriptor.FontFile2.read_bytes()
        assert own.meanings == held.ToUnicode.read_bytes()
        assert own.widths == tuple(float(width) for width in held.Widths)
    letter = codes.index(ord("ة"))
    lie = tuple(ord("ا") if n == letter else code for n, code in enumerate(codes))
    for said in (listed[:-1], [*listed, 300, 0], [*listed, 1, -1], [999, 1, 3, 0, 0], [0, 9999]):
        assert embedded(name, codes, said) is None
    assert embedded(name, lie, listed) is None


def test_composed_glyphs_look_as_their_parts_did() -> None:
    """The outline of a letter with its dots is inside the box that its glyph says."""
    shaped = face(REGULAR).shape("ثبت", True)
    file = io.BytesIO(face(REGULAR).font.program([0, *(ord(g.character) for g in shaped.glyphs)]))
    with TTFont(file) as font:
        glyphs, table = font.getGlyphSet(), font["glyf"]
        for name in font.getGlyphOrder()[1 : 1 + len(shaped.glyphs)]:
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            box = table[name]
            assert table[name].isComposite()
            assert len(table[name].components) > 1
            assert tuple(map(round, pen.bounds)) == (box.xMin, box.yMin, box.xMax, box.yMax)
            assert font["hmtx"][name][1] == box.xMin


@pytest.mark.skipif(not has_poppler(), reason="pdftotext is not installed")
def test_an_arabic_phrase_is_found_on_the_page(tmp_path: Path) -> None:
    case = next(c for c in sample.cases() if c.language == "ar")
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=[dataclasses.replace(case, route=())]), path)
    text = " ".join(poppler_text(path).split())
    assert "مئة ألف حبة غير مسجلة في المنطقة الحرة" in text
    assert "مفتشو الجمارك في المنطقة الحرة بمطار دبي" in text
