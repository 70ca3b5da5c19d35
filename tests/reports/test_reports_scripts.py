"""Every script that offices write in: printed, whole when it is copied, broken by its rules."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
import unicodedata
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import reports_sample as sample
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reports_reading import has_poppler, poppler_text, squeezed, write

from rilo_desktop.exchange.page_text import codes_of, texts_of
from rilo_desktop.reports import embedded, unprintable
from rilo_desktop.reports.documents.document import new_canvas
from rilo_desktop.reports.engine.canvas import Pen
from rilo_desktop.reports.engine.fonts import (
    OTHER,
    REGULAR,
    SEMIBOLD,
    face,
    faces_of,
    is_covered,
    script_of,
)
from rilo_desktop.reports.engine.line_breaks import is_joined
from rilo_desktop.reports.engine.printable_text import plain
from rilo_desktop.reports.engine.styles import BODY_TEXT, LIST_KEY
from rilo_desktop.reports.engine.typesetting import set_text
from script_texts import SCRIPTS
from short_forms import examples

FROM_THE_LEFT = [name for name in SCRIPTS if name != "Hebrew"]
FOLDER = Path(str(resources.files("rilo_desktop.assets"))) / "fonts"
SAID = json.loads((FOLDER / "scripts.json").read_text("ascii"))
WEIGHTS = {name: one["weights"] for name, one in SAID.items()}
NEVER_FIRST = "、。，．：；？！）」』】〉》ーっゃゅょッャュョ々…፡።"
NEVER_LAST = "（「『【〈《เแโใไ"


def _codes(name: str) -> list[int]:
    return [code for first, last in SAID[name]["signs"] for code in range(first, last + 1)]


def page_of(*texts: str, width: float = 230.0) -> bytes:
    file = io.BytesIO()
    canvas = new_canvas(file, "en")
    pen = Pen(canvas)
    pen.new_page()
    y = 40.0
    for text in texts:
        for style in (BODY_TEXT, LIST_KEY):
            for line in set_text(text, style, width):
                pen.line(60, y, line)
                y += line.style.leading
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("name", FROM_THE_LEFT)
def test_a_text_is_copied_out_whole_by_each_engine(name: str, tmp_path: Path) -> None:
    text, path = SCRIPTS[name], tmp_path / "page.pdf"
    path.write_bytes(page_of(text))
    opened = pypdfium2.PdfDocument(path)
    read = opened[0].get_textpage().get_text_range()
    opened.close()
    assert squeezed(read) == squeezed(text) * 2
    if has_poppler():
        assert squeezed(poppler_text(path, "-raw")) == squeezed(text) * 2
    with pikepdf.Pdf.open(path) as pdf:
        (page,) = texts_of(pdf)
    assert squeezed("".join(page.lines)) == squeezed(text) * 2


def test_hebrew_is_copied_out_word_by_word(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(page_of(SCRIPTS["Hebrew"], width=600))
    opened = pypdfium2.PdfDocument(path)
    read = opened[0].get_textpage().get_text_range()
    opened.close()
    words = SCRIPTS["Hebrew"].replace(".", "").split()
    assert set(words) <= set(unicodedata.normalize("NFC", read).replace(".", " ").split())


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_case_in_each_script_is_printed(name: str, tmp_path: Path) -> None:
    text, path = SCRIPTS[name], tmp_path / "out.pdf"
    goods = dataclasses.replace(sample.cases()[0].goods[0], description=text)
    case = dataclasses.replace(
        sample.cases()[0], title=text[:60], modus_operandi=text, goods=(goods,)
    )
    content = sample.content("CS", records=[case], title=text[:60])
    assert unprintable(content) == ()
    write(content, path)
    opened = pypdfium2.PdfDocument(path)
    read = squeezed("".join(page.get_textpage().get_text_range() for page in opened))
    opened.close()
    assert read.count(squeezed(text)) >= 1 or name == "Hebrew"


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("width", [60.0, 90.0, 150.0, 300.0])
def test_lines_end_where_the_script_allows_it(name: str, width: float) -> None:
    lines = set_text(SCRIPTS[name], BODY_TEXT, width)
    assert squeezed("".join(line.text for line in lines)) == squeezed(SCRIPTS[name])
    for line, following in pairwise(lines):
        assert line.width <= width + 0.01
        assert following.text[0] not in NEVER_FIRST
        assert line.text[-1] not in NEVER_LAST
        assert not is_joined(line.text[-1] + following.text, 1)


def test_chinese_and_japanese_fill_their_lines() -> None:
    lines = set_text(SCRIPTS["Japanese"], BODY_TEXT, 150)
    assert all(line.width > 150 - 3 * BODY_TEXT.size for line in lines[:-1])


def test_korean_words_are_not_cut() -> None:
    lines = set_text(SCRIPTS["Korean"], BODY_TEXT, 100)
    assert " ".join(line.text for line in lines) == SCRIPTS["Korean"]


def test_thai_ends_lines_between_words() -> None:
    lines = set_text("สินค้าถูกสำแดงเป็นอุปกรณ์ทางการแพทย์", BODY_TEXT, 60)
    assert [line.text for line in lines] == ["สินค้าถูกสำแดง", "เป็นอุปกรณ์ทาง", "การแพทย์"]


def test_other_forms_of_a_letter_are_printed_as_the_letter() -> None:
    (line,) = set_text("ﬁ ＡＢ１ ｶﾞ 각 か\u3099 𝐀", BODY_TEXT, 1e4)
    assert line.text == "fi AB1 ガ 각 が A"
    assert set_text("（甲），℡ №", BODY_TEXT, 1e4)[0].text == "（甲），℡ №"


def test_a_sign_is_drawn_with_the_face_that_has_it() -> None:
    text = "a 中文 क्\u200dष ไทย ב"
    assert [one.partition("-")[0] for one in faces_of(text, [SEMIBOLD] * len(text))] == [
        *["SemiBold"] * 2,
        *["Asia"] * 2,
        "SemiBold",
        *["Devanagari"] * 4,
        "SemiBold",
        *["Thai"] * 3,
        "SemiBold",
        "Hebrew",
    ]
    assert faces_of("中ไ", [SEMIBOLD] * 2) == ["Asia-Regular", "Thai-SemiBold"]


def test_a_document_in_latin_reads_no_further_face() -> None:
    """Whoever prints nothing of them does not pay for them."""
    code = (
        "from rilo_desktop.reports.engine import fonts, typesetting, styles\n"
        "typesetting.set_text('Mer\u0301e, № 5, Ωμέγα, Привет, دبي', styles.BODY_TEXT, 100)\n"
        "import sys\n"
        "print(fonts.face.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize("name", WEIGHTS)
def test_no_sign_of_a_further_face_is_drawn_as_nothing(name: str) -> None:
    """A font may have an empty glyph for a sign that it does not know how to draw."""
    for weight in WEIGHTS[name]:
        font = TTFont(FOLDER / f"RILOSans{name}-{weight}.ttf")
        inked = {
            code
            for code, glyph in font.getBestCmap().items()
            if font["glyf"][glyph].numberOfContours or unicodedata.category(chr(code)) == "Zs"
        }
        assert [f"{code:04X}" for code in _codes(name) if code not in inked] == []


def test_roman_numbers_are_printed() -> None:
    (line,) = set_text("Ⅳ Ⅴ Ⅹ", BODY_TEXT, 1e4)
    assert line.text == "Ⅳ V X"


def test_the_verifier_makes_a_further_face_again() -> None:
    """To the byte, with what its descriptor says of composed glyphs; others are none of ours."""
    with pikepdf.Pdf.open(io.BytesIO(page_of(*SCRIPTS.values()))) as pdf:
        found = {}
        for font in pdf.pages[0].Resources.Font.values():
            about = font.FontDescriptor
            listed = [float(part) for part in about.get("/XXGlyphs", [])]
            codes = codes_of(font.ToUnicode.read_bytes())
            made = embedded(str(font.BaseFont)[1:], codes, listed)
            if made is not None:
                found[str(font.BaseFont).partition("+")[2]] = (
                    made.program == about.FontFile2.read_bytes()
                )
    assert {name.partition("-")[0].removeprefix("RILOSans") for name in found} >= {
        *("Armenian", "Asia", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Hebrew", "Thai")
    }
    assert all(found.values())
    assert embedded("AAAAAA+RILOSansTamil-Regular", [65]) is None
    assert embedded("AAAAAA+RILOSansThai-Medium", [0xE01]) is None


HOSTILE = (
    "a" + "\u0301" * 300,
    "ก" + "\u0e49" * 300,
    "क्" * 300,
    "\u200f\u200e\u2067abc\u2069 ב\u202eab",
    "中" * 5_000,
    "ไ" * 2_000,
    "\u0e49\u0301\u094d",
    "۽﷽\u0651" * 40,
    "“「（" * 100,
    "。" * 500,
)


def _signs() -> list[str]:
    every = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
    other = [sign for sign in every if OTHER.match(sign)]
    by_script: dict[str, list[str]] = {}
    for sign in other:
        by_script.setdefault(script_of(sign), []).append(sign)
    latin = [sign for sign in every if sign in face(REGULAR).known]
    return [*by_script, *latin[:1]] and [
        *(s for own in by_script.values() for s in own[:400]),
        *latin,
    ]


@settings(
    max_examples=examples(400),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from(_signs()), max_size=12),
            st.text(max_size=6),
            st.sampled_from(HOSTILE),
            st.sampled_from(sorted(SCRIPTS.values())),
        ),
        max_size=6,
    ).map(" ".join),
    st.sampled_from((20.0, 57.0, 122.0, 340.0)),
)
@example(" ".join(HOSTILE), 57.0)
def test_any_text_is_set_whole_and_drawn(text: str, width: float) -> None:
    text = "".join(sign for sign in plain(text) if is_covered(sign) or sign == "\n")
    lines = set_text(text, BODY_TEXT, width)
    assert squeezed("".join(line.text for line in lines)) == squeezed(text)
    page_of(text[:3_000], width=width)
