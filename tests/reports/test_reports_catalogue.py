"""What the catalogue says of its entries is for its reader, and is said once."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import reports_sample as sample
from reports_reading import squeezed

from rilo_desktop.records import IndicatorSource, IndicatorTranslation
from rilo_desktop.reports import made

SOURCE = IndicatorSource(
    source="https://example.org/page",
    publisher="A site",
    source_grade="F6",
    source_use="to_replace",
)


def _text(language: str, reviewed: int = 0) -> str:
    indicators = [
        replace(
            one,
            sources=(SOURCE,) if n < 3 else (replace(SOURCE, source_grade="B2"),),
            translations=tuple(
                IndicatorTranslation(
                    language=code,
                    title=f"{code} {one.title}",
                    translation_status="reviewed" if n < reviewed else "not_reviewed",
                )
                for code in ("fr", "es")
            ),
        )
        for n, one in enumerate(sample.indicators())
    ]
    document = pypdfium2.PdfDocument(io.BytesIO(made(sample.content("RI", language, indicators))))
    return squeezed(" ".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.mark.parametrize(
    ("language", "status", "times"),
    [("en", "not reviewed by a native reader", 1), ("fr", "non relu par un locuteur natif", 2)],
)
def test_how_far_translations_were_reviewed_is_said_once_a_part(
    language: str, status: str, times: int
) -> None:
    text = _text(language)
    assert text.count(squeezed(status)) == times
    assert squeezed("replace") not in text.replace(squeezed("replaced"), "")


def test_those_that_differ_are_named() -> None:
    text = _text("en", reviewed=1)
    first = sample.indicators()[0].local_ref
    assert squeezed(f"Reviewed by a native reader: {first}") in text


def test_indicators_of_unjudged_sources_are_named_once() -> None:
    names = ", ".join(str(one.local_ref) for one in sample.indicators()[:3])
    words = f"The reliability of all their sources cannot be judged: {names}."
    assert _text("en").count(squeezed(words)) == 1
