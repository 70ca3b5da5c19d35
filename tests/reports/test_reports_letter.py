"""On Letter a document says what it says on A4, and nothing stands beyond its page."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest
import reports_sample as sample

from rilo_desktop.exchange.page_text import texts_of
from rilo_desktop.paper import LETTER, page_box
from rilo_desktop.reports import made
from rilo_desktop.reports.engine.styles import body_height, foot_at, on_paper


def words_of(content: bytes) -> set[str]:
    """Without numbers: those of pages differ."""
    with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
        lines = [line for page in texts_of(pdf) for line in page.lines]
    return {word for line in lines for word in line.split() if word.isalpha()}


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_a_document_on_letter_is_whole(kind: str) -> None:
    content = sample.content(kind)
    head = dataclasses.replace(content.head, paper=LETTER)
    usual, letter = bytes(made(content)), bytes(made(dataclasses.replace(content, head=head)))
    assert words_of(letter) == words_of(usual)
    left, bottom, right, top = page_box(LETTER)
    opened = pypdfium2.PdfDocument(letter)
    for page in opened:
        assert page.get_mediabox() == pytest.approx((left, bottom, right, top), abs=0.001)
        text = page.get_textpage()
        for at in range(text.count_rects()):
            x1, y1, x2, y2 = text.get_rect(at)
            assert left <= x1 <= x2 <= right
            assert bottom <= y1 <= y2 <= top
    opened.close()


def test_the_paper_holds_while_pages_are_made_and_no_longer() -> None:
    usual = body_height(), foot_at()
    with on_paper(LETTER):
        assert (body_height(), foot_at()) < usual
    assert (body_height(), foot_at()) == usual
