"""What was seen to be wrong on printed pages: each fault is looked for where its cause was."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import reports_sample as sample
from reports_reading import squeezed

from rilo_desktop.records import (
    Activity,
    CaseStudy,
    Control,
    IndicatorObserved,
    KeyIssue,
    Member,
    Record,
    RiskIndicator,
    RouteLeg,
)
from rilo_desktop.records.activity import OperationResult
from rilo_desktop.records.key_issue import KeyIssueRank
from rilo_desktop.reports import Content, made
from rilo_desktop.reports.documents.indicator_evidence import DISC_ROW
from rilo_desktop.reports.documents.product_parts import beside
from rilo_desktop.reports.documents.progress_cases import MOST_GOODS
from rilo_desktop.reports.documents.progress_common import by_name, member_name
from rilo_desktop.reports.engine.callout import message_slabs, request_slabs
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording
from rilo_desktop.reports.engine.layout_blocks import Slab
from rilo_desktop.reports.engine.styles import LIST_TEXT, RIGHT, TEXT
from rilo_desktop.reports.engine.table_layout import Cell, Column, row
from rilo_desktop.vocabularies.lists import shipped

YEAR = 2025
COMMODITIES = (
    "NARCOTICS",
    "NPS",
    "PRECURSOR",
    "FAUNAFLORA",
    "WASTE",
    "ODS",
    "CULTPROP",
    "TOBACCO",
    "IPR_GOODS",
    "MEDICAL",
)


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
    goods = [("goods of a long name that breaks", LIST_TEXT), ("tablets", LIST_TEXT)]
    amounts = [("12", LIST_TEXT), ("9,350", LIST_TEXT)]
    (slab,) = row(columns, [Cell(parts, is_stacked=True) for parts in (goods, amounts)])
    at = {line.text: y for _, y, line in slab.lines}
    assert at["9,350"] == at["tablets"] > at["12"]
    first, below = ([one.element for one in slab.cells[n::2]] for n in (0, 1))
    assert {one.parent for one in first}.isdisjoint(one.parent for one in below)


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


@pytest.mark.parametrize(("kind", "count"), [("ITR", 12), ("PR", 12), ("PR", 4)])
def test_cases_without_a_date_are_said_to_be_of_the_year_of_their_reference(
    kind: str, count: int
) -> None:
    records: list[Record] = [case(n) for n in range(count)]
    undated = [replace(case(n), date=None) for n in (90, 91)]
    said = squeezed("2 of them have no date: the year of their reference counts")
    assert said in text_of(content(kind, [*records, *undated]))


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


@pytest.fixture
def slabs(monkeypatch: pytest.MonkeyPatch) -> Callable[[Content], list[Slab]]:
    """The slabs of every page of a document."""
    found: list[Slab] = []
    draw = Slab.draw

    def noted(self: Slab, pen: Any, top: float) -> None:
        found.append(self)
        draw(self, pen, top)

    monkeypatch.setattr(Slab, "draw", noted)

    def of(content: Content) -> list[Slab]:
        found.clear()
        made(content)
        return list(found)

    return of


def _sightings(goods: int) -> list[Record]:
    """Cases of so many kinds of goods with one indicator, and controls because of it."""
    records: list[Record] = [
        replace(
            case(n, commodity=code),
            indicators=(IndicatorObserved(indicator="VAL-01", strength="primary"),),
        )
        for n, code in enumerate(COMMODITIES[:goods])
    ]
    records.append(RiskIndicator(id="i", local_ref="VAL-01", title="Value far below the price"))
    records.append(Control(id="k", indicator="i", controls=1690, finds=80))
    return records


@pytest.mark.parametrize("goods", [1, 7, 9])
def test_no_disc_runs_into_the_hit_rate(slabs: Callable[[Content], list[Slab]], goods: int) -> None:
    rows = [
        slab
        for slab in slabs(content("IE", _sightings(goods)))
        if any(line.text == "VAL-01" for _, _, line in slab.lines)
    ]
    assert rows
    for slab in rows:
        cells = [
            (x, x + line.width) for x, y, line in slab.lines if DISC_ROW - 7 < y < DISC_ROW + 7
        ]
        rate = min(x for x, _, line in slab.lines if "1,690" in line.text)
        assert max(end for _, end in cells if end < rate + 40.0) <= rate


def test_a_large_number_of_controls_is_grouped() -> None:
    assert squeezed("80 of 1,690") in text_of(content("IE", _sightings(1)))
    assert squeezed("80 sur 1 690") in text_of(content("IE", _sightings(1), "fr"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_of_goods_over_a_figure_are_whole(language: str) -> None:
    records: list[Record] = [
        replace(case(n, commodity=code), reporting_country=("SE", "NO", "FI")[n % 3])
        for n, code in enumerate(COMMODITIES)
    ]
    text = text_of(content("PR", records, language))
    for code in sorted(COMMODITIES)[:MOST_GOODS]:
        assert squeezed(shipped("commodity").label(code, language)) in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_goods_without_a_column_are_counted_in_words(language: str) -> None:
    records: list[Record] = [
        replace(case(n, commodity=code), reporting_country=("SE", "NO", "FI")[n % 3])
        for n, code in enumerate(COMMODITIES)
    ]
    said = {
        "en": "2 cases of other goods are in the last column only",
        "fr": "2 cas d'autres marchandises ne figurent que dans la dernière colonne",
    }[language]
    assert len(COMMODITIES) == MOST_GOODS + 2
    assert squeezed(said) in text_of(content("PR", records, language))


def test_members_stand_in_the_order_of_the_alphabet_in_french_too() -> None:
    flow = Flow(Wording("fr"))
    names = [member_name(flow, code) for code in by_name(flow, ("UY", "AE", "ET", "DE", "EE"))]
    assert names == ["Allemagne", "Émirats arabes unis", "Estonie", "Éthiopie", "Uruguay"]


def test_a_semicolon_of_a_french_document_has_its_space() -> None:
    words = Wording("fr").joined(["Réunion 1", "Opération 1"])
    assert words == "Réunion 1\u202f; Opération 1"
    documents = Path(__file__).parents[2] / "src/rilo_desktop/reports/documents"
    written = [
        file.name for file in documents.glob("*.py") if '"; ".join' in file.read_text("utf-8")
    ]
    assert written == ["document.py"], "the catalogue puts the space (Catalogue.clauses)"


def test_pairs_that_are_not_listed_are_counted() -> None:
    legs = [("CN", code) for code in ("SE", "NO", "FI", "DK", "EE", "LV", "LT", "PL")]
    legs += [("TR", code) for code in ("SE", "NO", "FI", "DK", "EE", "LV")]
    records: list[Record] = [
        replace(
            case(n, commodity="MEDICAL"),
            route=(
                RouteLeg(role="departure", country=start),
                RouteLeg(role="destination", country=end),
            ),
        )
        for n, (start, end) in enumerate(legs)
    ]
    assert squeezed("2 more pairs are in figures.csv") in text_of(content("PR", records))


def test_a_reason_that_ends_a_sentence_has_one_point() -> None:
    ranks = (KeyIssueRank(year=YEAR - 1, rank=1),)
    issue = KeyIssue(id="a", name=(("en", "Office move"),), ranks=ranks, dropped_reason="Done.")
    kept = KeyIssue(id="b", name=(("en", "Kept"),), ranks=(KeyIssueRank(year=YEAR, rank=1),))
    assert squeezed("Office move (Done).") in text_of(content("KI", [issue, kept]))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_records_that_go_are_not_called_the_activities_of_the_year(language: str) -> None:
    records: list[Record] = [
        Activity(id=f"a{n}", title=f"Visit {n}", activity_kind="visit", date_start="2025-05-05",
                 activity_status="cancelled" if n else "completed")
        for n in range(3)
    ]  # fmt: skip
    text = text_of(content("PR", records, language))
    said = {"en": "3 records of activities", "fr": "3 fiches d'activités"}[language]
    assert squeezed(said) in text


@pytest.mark.parametrize("rows", range(8, 24))
def test_how_to_check_never_has_a_page_of_its_own(rows: int) -> None:
    records: list[Record] = [
        replace(
            case(n, commodity="MEDICAL"),
            indicators=(IndicatorObserved(indicator=f"VAL-{n:02d}", strength="primary"),),
        )
        for n in range(rows)
    ]
    records += [RiskIndicator(id=f"i{n}", local_ref=f"VAL-{n:02d}", title="t") for n in range(rows)]
    with pypdfium2.PdfDocument(io.BytesIO(made(content("IE", records)))) as document:
        last = document[len(document) - 1].get_textpage().get_text_bounded()
    assert "How to check" in last
    assert squeezed("How to read") in squeezed(last)
