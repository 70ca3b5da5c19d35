"""What was seen to be wrong on printed pages: each fault is looked for where its cause was."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import reports_sample as sample
from reports_reading import squeezed

from rilo_desktop.records import Activity, CaseStudy, KeyIssue, Member, Record
from rilo_desktop.records.activity import OperationResult
from rilo_desktop.records.key_issue import KeyIssueRank
from rilo_desktop.reports import Content, made
from rilo_desktop.reports.documents.product_parts import beside
from rilo_desktop.reports.engine.callout import message_slabs, request_slabs
from rilo_desktop.reports.engine.styles import LIST_TEXT, RIGHT, TEXT
from rilo_desktop.reports.engine.table_layout import Cell, Column, row, side_by_side

YEAR = 2025


def text_of(content: Content) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(made(content))) as document:
        return squeezed(" ".join(page.get_textpage().get_text_bounded() for page in document))


def content(type_: str, records: list[Record], language: str = "en") -> Content:
    excerpts: dict[str, dict[str, Record]] = {}
    for one in records:
        excerpts.setdefault(one.kind.code, {})[one.id] = one
    head = replace(sample.head(type_), type=type_, language=language, year=YEAR, date="2026-01-15")
    return Content(head=head, records=(), revisions={}, excerpts=excerpts)


def case(number: int, year: int = YEAR, commodity: str | None = None) -> CaseStudy:
    return CaseStudy(
        id=f"c{number}-{year}",
        reference=f"AP/{year}/CS/A{number:04d}",
        title=f"Case {number}",
        date=f"{year}-{number % 12 + 1:02d}-05",
        commodity=commodity,
    )


def test_texts_of_one_line_begin_at_one_height_where_one_of_them_breaks() -> None:
    columns = (Column(TEXT, TEXT + 60.0), Column(TEXT + 80.0, RIGHT))
    lines = [[("goods of a long name that breaks", LIST_TEXT), ("12", LIST_TEXT)],
             [("tablets", LIST_TEXT), ("9,350", LIST_TEXT)]]  # fmt: skip
    cells = [Cell(parts) for parts in side_by_side(columns, lines)]
    (slab,) = row(columns, cells)
    at = {line.text: y for _, y, line in slab.lines}
    assert at["9,350"] == at["tablets"] > at["12"]


def test_a_request_with_a_number_of_two_figures_does_not_run_into_it() -> None:
    slabs = request_slabs("Asked", [f"Request {n}" for n in range(1, 13)])
    placed = {line.text: (x, line.width) for slab in slabs for x, _, line in slab.lines}
    x, width = placed["12"]
    assert placed["Request 12"][0] >= x + width + 3.0
    assert placed["Request 1"][0] == placed["Request 12"][0]


def test_a_label_of_two_lines_beside_one_line_gets_its_room() -> None:
    slabs = message_slabs("One line.")
    before = sum(slab.height for slab in slabs)
    beside(slabs, "Ce que cela nous apprend")
    lowest = max(y for slab in slabs for _, y, _ in slab.lines)
    assert before < lowest < sum(slab.height for slab in slabs)


def test_cases_of_earlier_years_are_not_counted_on_the_cover() -> None:
    records: list[Record] = [case(n) for n in range(4)]
    records += [case(n, YEAR - 1) for n in range(7)]
    trade = content("ITR", records)
    assert trade.count == 4
    assert squeezed("4 case studies, with their figures") in text_of(trade)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_cases_name_no_member_none_is_called_silent(language: str) -> None:
    silent = {"en": "nothing at all", "fr": "rien du tout"}[language]
    said = {"en": "nobody is known to be silent", "fr": "qui n'a rien transmis"}[language]
    records: list[Record] = [case(n, commodity="MEDICAL") for n in range(12)]
    records += [Member(id=code, local_ref=f"AP-{code}", country=code) for code in ("SE", "NO")]
    text = text_of(content("PR", records, language))
    assert squeezed(said) in text
    assert squeezed(silent) not in text
    assert squeezed("0 of 2 Members") not in text


def test_a_programme_report_says_what_came_of_its_operations() -> None:
    results = (
        OperationResult(
            commodity="MEDICAL", goods="tablets", quantity=Decimal(9350), unit="TAB", seizures=3
        ),
        OperationResult(commodity="MEDICAL", goods="herbal", unit="KG"),
    )
    operation = Activity(
        id="o", title="Operation GREY PARCEL", activity_kind="operation",
        date_start="2025-05-05", results=results,
    )  # fmt: skip
    text = text_of(content("PG", [operation]))
    assert squeezed("tablets: 9,350 tablets; herbal: kilograms not known; 3 seizures") in text


def test_a_long_name_of_a_key_issue_is_whole_beside_the_ranks() -> None:
    name = "Substances de synthèse dans le courrier et le fret express de la région"
    ranks = tuple(KeyIssueRank(year=year, rank=1) for year in (YEAR - 1, YEAR))
    issue = KeyIssue(id="a", name=(("fr", name),), ranks=ranks)
    assert "…" not in text_of(content("KI", [issue], "fr"))


def test_cases_of_which_little_is_known_share_a_page() -> None:
    cases = tuple(case(n) for n in range(1, 7))
    short = replace(sample.content("CS"), records=cases, referenced={})
    with pypdfium2.PdfDocument(io.BytesIO(made(short))) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    heads = [text.count("Case study ") for text in texts if "Case study " in text]
    assert sum(heads) == 6
    assert min(heads[:-1]) >= 2, heads
