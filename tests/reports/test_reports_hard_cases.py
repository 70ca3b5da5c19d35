# mypy: disable-error-code="call-arg"
"""Records that break ordinary layouts: very long, very many, nearly empty."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reports_sample as sample
from reports_reading import page_texts, squeezed, text_of, write

from rilo_desktop.records import (
    NOT_KNOWN,
    ActionItem,
    CaseStudy,
    FieldSpec,
    FieldType,
    GoodsLine,
    IndicatorObserved,
    ProgressUpdate,
    RiskIndicator,
    RouteLeg,
    fields_of,
)
from rilo_desktop.reports.documents.document import sheet

FEWEST_PAGES = {"CS": 2, "RI": 2, "AP": 1}
"""The status report has no cover."""
ARABIC = "اشتبه مفتشو الجمارك (abc) في 280 طرداً، "


def body_only(texts: list[str]) -> str:
    """Without white space and without the lines of header and footer that stand between pages."""
    lines = [line for text in texts for line in text.splitlines()]
    heads = ("RILO Asia", "Case-study comp", "TLP:", "Page ", "AP/2026/SUB", "Names of countries")
    return squeezed("".join(line for line in lines if not line.startswith(heads)))


def test_a_narrative_of_30_000_characters_is_all_there(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(3_500))[:30_000]
    case = dataclasses.replace(sample.cases()[0], modus_operandi=words)
    path = tmp_path / "out.pdf"
    pages = write(sample.content("CS", records=[case]), path)
    assert 8 < pages < 20
    assert squeezed(words) in body_only(page_texts(path))


def test_300_goods_lines_are_all_there_under_a_head_on_each_page(tmp_path: Path) -> None:
    goods = tuple(
        GoodsLine(description=f"Article {n}.", category="TOY", quantity=Decimal(n), unit="PCS")
        for n in range(300)
    )
    path = tmp_path / "out.pdf"
    case = dataclasses.replace(sample.cases()[0], goods=goods, indicators=())
    write(sample.content("CS", records=[case]), path)
    texts = page_texts(path)
    for n in range(300):
        assert sum(f"Article {n}." in text for text in texts) == 1
    for text in texts:
        if "Article " in text:
            assert "as found" in text
    assert squeezed("By unit 44,850 pieces") in text_of(path)


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_a_title_of_500_characters_is_all_there(tmp_path: Path, kind: str) -> None:
    title = ("A title that says <b>much</b> & more, and then some. " * 10)[:500].strip()
    record = dataclasses.replace(sample.content(kind).records[0], title=title)
    path = tmp_path / "out.pdf"
    content = sample.content(kind, records=[record], title=title)
    write(content, path)
    if kind == "AP":  # its table cuts what is longer than a row; the sheet of the item has it all
        assert squeezed(title) in text_of(path)
        path.write_bytes(sheet(dataclasses.replace(content, head=sample.content(kind).head)))
        assert squeezed(title) in text_of(path)
    else:
        assert text_of(path).count(squeezed(title)) >= 2


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("CS", CaseStudy(title="Nothing but a title")),
        ("RI", RiskIndicator(title="Nothing but a title")),
        ("AP", ActionItem(title="Nothing but a title")),
    ],
)
def test_a_record_with_nothing_but_a_title(tmp_path: Path, kind: str, record: object) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content(kind, records=[record]), path)
    text = "".join(page_texts(path))
    assert "Nothing but a title" in text
    assert "not recorded" in text


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
@pytest.mark.parametrize("value", ["\u200b", " \n ", "\x1c", "\u202e", "", NOT_KNOWN, None])
def test_every_field_may_hold_nothing_that_can_be_seen(
    tmp_path: Path, kind: str, value: Any
) -> None:
    record = sample.content(kind).records[0]
    filled = {name: _nothing(about, value) for name, about in fields_of(type(record)).items()}
    content = sample.content(kind, records=[dataclasses.replace(record, **filled)])
    assert write(content, tmp_path / "out.pdf") >= FEWEST_PAGES[kind]


def _nothing(about: FieldSpec, value: Any) -> Any:
    """The value where it is one of a text; in lines, a line full of it."""
    if about.type is FieldType.LINES and isinstance(value, str):
        assert about.lines is not None
        within = fields_of(about.lines)
        return (about.lines(**{name: _nothing(inner, value) for name, inner in within.items()}),)
    if about.type in (FieldType.CODES, FieldType.TEXTS):
        return (value, value) if isinstance(value, str) else value
    if about.type in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLAG, FieldType.LINES):
        return None if isinstance(value, str) else value
    return value


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_a_document_without_records(tmp_path: Path, kind: str) -> None:
    assert write(sample.content(kind, records=[]), tmp_path / "out.pdf") >= FEWEST_PAGES[kind]


def test_a_word_of_200_letters_stays_in_its_column(tmp_path: Path) -> None:
    import pypdfium2

    word = "W" * 200
    case = dataclasses.replace(
        sample.cases()[0],
        title=word,
        summary=word,
        location_place=word,
        declared_description=word,
        source="https://example.org/" + "a" * 900,
        goods=(GoodsLine(description=word, brand=word, hs="8" * 10, unit="PCS"),) * 2,
        route=(RouteLeg(role="departure", country="CN", place=word), RouteLeg(role="seizure")),
    )
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=[case]), path)
    assert squeezed(word) in text_of(path)
    document = pypdfium2.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        for n in range(textpage.count_rects()):
            left, _, right, _ = textpage.get_rect(n)
            assert left > 50
            assert right < 545
        textpage.close()
        page.close()
    document.close()


def test_eleven_stages_and_nine_parallel_places(tmp_path: Path) -> None:
    legs = tuple(RouteLeg(role="transit", country="CN", place=f"Stage {n}.") for n in range(11))
    side = tuple(RouteLeg(role="seizure", country="IT", place=f"Place {n}.") for n in range(9))
    path = tmp_path / "out.pdf"
    case = dataclasses.replace(sample.cases()[0], route=(*legs, *side))
    write(sample.content("CS", records=[case]), path)
    text = text_of(path)
    for n in range(11):
        assert squeezed(f"Stage {n}.") in text
    for n in range(9):
        assert squeezed(f"Place {n}.") in text
    assert "and4more" in text


def test_long_texts_in_cells_go_to_a_paragraph_and_the_cell_says_where(tmp_path: Path) -> None:
    long = "evidence " * 200
    seen = IndicatorObserved(indicator="SND-01", strength="primary", evidence=long)
    path = tmp_path / "out.pdf"
    case = dataclasses.replace(sample.cases()[0], indicators=(seen,) * 2)
    write(sample.content("CS", records=[case]), path)
    assert "see paragraph " in "".join(page_texts(path))
    assert text_of(path).count("evidence" * 50) >= 2


def test_forty_indicators(tmp_path: Path) -> None:
    seen = tuple(
        IndicatorObserved(indicator=one.local_ref, strength="contributory", evidence="Seen.")
        for one in sample.indicators()[:40]
    )
    path = tmp_path / "out.pdf"
    case = dataclasses.replace(sample.cases()[0], indicators=seen)
    write(sample.content("CS", records=[case]), path)
    text = "".join(page_texts(path))
    assert all(text.count(one.local_ref or "?") >= 1 for one in sample.indicators()[:40])


def test_long_arabic_and_mixed_text(tmp_path: Path) -> None:
    case = dataclasses.replace(
        sample.cases()[0], modus_operandi=ARABIC * 800, title="ن" * 200, lessons=f"abc {ARABIC}" * 9
    )
    assert write(sample.content("CS", records=[case]), tmp_path / "out.pdf") > 10


def test_an_indicator_with_evidence_of_hundreds_of_cases(tmp_path: Path) -> None:
    one = sample.indicators()[0]
    seen = (IndicatorObserved(indicator=one.local_ref, strength="primary"),)
    cases = tuple(
        CaseStudy(reference=f"AP/2026/CS/A{n:04d}", date="2024", indicators=seen)
        for n in range(400)
    )
    path = tmp_path / "out.pdf"
    held: dict[str, Any] = {case.reference: case for case in cases}
    content = sample.content("RI", records=[one])
    write(dataclasses.replace(content, referenced={"case-study": held}), path)
    assert squeezed("400 linked cases: 400 primary; 2024") in text_of(path)
    assert "and340more" in text_of(path)


def test_a_long_thread_is_printed_newest_first_on_the_sheet_of_its_item(tmp_path: Path) -> None:
    updates = tuple(
        ProgressUpdate(date=f"2024-{n % 12 + 1:02d}", entry=f"Entry {n}. " + "word " * 300)
        for n in range(24)
    )
    item = dataclasses.replace(sample.items()[0], updates=updates)
    path = tmp_path / "out.pdf"
    path.write_bytes(sheet(sample.content("AP", records=[item])))
    text = text_of(path)
    months = sorted(range(24), key=lambda n: n % 12, reverse=True)
    places = [text.index(squeezed(f"Entry {n}. word")) for n in months[::2]]
    assert places == sorted(places)
    assert all(squeezed(f"Entry {n}. word") in text for n in range(24))


def test_sixty_cases_are_full_and_sixty_one_are_short(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    for count, words in ((60, "Case study 60 of 60"), (61, "61 cases in numbers")):
        write(sample.content("CS", records=many(count)), path)
        assert words in "".join(page_texts(path))


def many(count: int) -> list[CaseStudy]:
    return [
        dataclasses.replace(
            sample.cases()[n % 40],
            id=str(n),
            reference=f"AP/2026/CS/A{n:04d}",
            title=f"Case number {n}.",
        )
        for n in range(count)
    ]


def test_two_thousand_cases_are_all_there_and_the_index_leads_to_them(tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "out.pdf"
    pages = write(sample.content("CS", records=many(2_000)), path)
    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(squeezed(textpage.get_text_range()))
        textpage.close()
        page.close()
    document.close()
    assert len(texts) == pages
    index = next(n for n, text in enumerate(texts) if "Casesbyreference" in text and n > 9)
    sheets, listed = texts[:index], "".join(texts[index:])
    at = {}
    for number, text in enumerate(sheets, 1):
        for part in text.split("Casenumber")[1:]:
            at[part.split(".")[0]] = number
    assert len(at) == 2_000
    for n in range(2_000):
        entry = squeezed(f"AP/2026/CS/A{n:04d} Case number {n}.")
        assert f"{entry}{at[str(n)]}" in listed


def test_dates_and_quantities_that_are_not_known_are_never_zero(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    goods = (GoodsLine(description="X", quantity=NOT_KNOWN, unit="PCS"),) * 2
    case = CaseStudy(title="T", date=NOT_KNOWN, goods=goods, value_total=NOT_KNOWN)
    write(sample.content("CS", records=[case]), path)
    text = "".join(page_texts(path))
    assert "pieces not known" in " ".join(text.split())
    assert "0 pieces" not in text
