# mypy: disable-error-code="attr-defined"
"""The progress report on paper: no number without its figure, nothing said of what is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
import reports_sample as sample

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CaseStudy,
    Member,
    NilReturn,
    Record,
    RouteLeg,
)
from rilo_desktop.records.activity import OperationResult
from rilo_desktop.reports import Content, made, tables
from rilo_desktop.reports.documents.figure_blocks import NUMBERS
from rilo_desktop.reports.engine.layout_blocks import Piece, Slab
from rilo_desktop.reports.engine.structure import Element, Role

YEAR = 2025
GOODS = ("MEDICAL", "TOBACCO", "IPR_GOODS", "UNSAFE")
MEMBERS = ("SE", "NO", "FI", "DK", "EE")
NUMBER = re.compile(r"[\d\s.,\u202f\u00a0]*\d[\d\s.,\u202f\u00a0]*")


def content(records: Sequence[Record], language: str = "en", day: str = "2026-01-15") -> Content:
    excerpts: dict[str, dict[str, Record]] = {}
    for one in records:
        excerpts.setdefault(one.kind.code, {})[one.id] = one
    head = replace(
        sample.head("PR"), type="PR", language=language, year=YEAR, date=day, office_code="AP"
    )
    return Content(head=head, records=(), revisions={}, excerpts=excerpts)


def cases(count: int, members: Sequence[str] = MEMBERS) -> list[Record]:
    found: list[Record] = []
    for n in range(count):
        route = (
            RouteLeg(role="departure", country=("CN", "TR", "IN")[n % 3]),
            RouteLeg(role="destination", country=members[n % len(members)]),
        )
        found.append(
            CaseStudy(
                id=f"c{n}",
                reference=f"AP/{YEAR}/CS/A{n:04d}",
                title=f"Case {n}",
                date=f"{YEAR}-{n % 12 + 1:02d}-05",
                commodity=GOODS[n % 3],
                reporting_country=members[n % len(members)],
                detection_method="RISK_PROFILE" if n % 2 else "ROUTINE",
                route=route,
            )
        )
    return found


def office(count: int = 24) -> list[Record]:
    """Cases, six members of which one is silent, operations, requests, training, a plan."""
    found: list[Record] = cases(count)
    for n, code in enumerate((*MEMBERS, "IS")):
        found.append(
            Member(
                id=f"m{n}", reference=f"AP/{YEAR}/ME/A{n:04d}", local_ref=f"AP-{code}", country=code
            )
        )
    found.append(
        NilReturn(id="n", reference=f"AP/{YEAR}/NR/A0001", member="SE", period_from="2025-02")
    )
    for n in range(9):
        day = f"{YEAR}-{n + 1:02d}-10"
        found.append(
            Activity(
                id=f"q{n}",
                reference=f"AP/{YEAR}/AC/A{n:04d}",
                title=f"Request {n}",
                activity_kind="request",
                date_start=day,
                received=day,
                due=f"{YEAR}-{n + 1:02d}-25",
                due_basis="agreed",
                answered=f"{YEAR}-{n + 1:02d}-{20 + n}" if n else None,
            )
        )
    result = OperationResult(
        commodity="MEDICAL", goods="tablets", quantity=Decimal("41200"), unit="TAB", seizures=14
    )
    found += [
        Activity(
            id="o",
            reference=f"AP/{YEAR}/AC/A0100",
            title="Operation LANTERN",
            activity_kind="operation",
            date_start=f"{YEAR}-03-02",
            date_end=f"{YEAR}-03-27",
            role="lead",
            results=(result,),
            controls=120,
        ),
        Activity(
            id="t",
            reference=f"AP/{YEAR}/AC/A0101",
            title="A course",
            activity_kind="training",
            date_start=f"{YEAR}-04",
            officers=17,
            administrations=8,
            languages=("en", "fr"),
        ),
        ActionPlan(id="p", title="Plan", period_from="2025", period_to="2026"),
        ActionItem(
            id="i",
            reference=f"AP/{YEAR}/AI/A0001",
            title="Faster answers",
            plan="p",
            progress="in_progress",
            baseline=Decimal(44),
            target=Decimal(20),
            current=Decimal(19),
            indicator_name="Median days",
        ),
    ]
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[Content], list[Piece]]:
    """The pieces of every block that a document draws."""
    found: list[Piece] = []
    draw = Slab.draw

    def noted(self: Slab, pen: Any, top: float) -> None:
        found.extend(self.pieces)
        draw(self, pen, top)

    monkeypatch.setattr(Slab, "draw", noted)

    def of(content: Content) -> list[Piece]:
        found.clear()
        made(content)
        return list(found)

    return of


def _texts(pieces: Sequence[Piece]) -> Iterator[tuple[Element, str, Any]]:
    for piece in pieces:
        for _, _, line in piece.lines:
            yield piece.element, line.text, line.style


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_printed_number_without_a_figure_fails(
    drawn: Callable[[Content], list[Piece]], language: str
) -> None:
    """Each number that stands in a cell, or as a key figure, is a value of the figures of its
    element: page, annex and table say the same."""
    shown = content(office(), language)
    figures = {figure: figure for figure in shown.figures}
    numbers, seen = 0, set()
    for element, text, style in _texts(drawn(shown)):
        for one in element.counts:
            if isinstance(one, Figure):
                assert one in figures or one.value == 0, one
                seen.add(one.figure)
        if style not in NUMBERS or not NUMBER.fullmatch(text):
            continue
        if element.role is Role.HEADER:  # a year at the head of a column, a name of a row
            continue
        numbers += 1
        assert element.counts, f"“{text}” is no figure"
        values = {
            value for one in element.counts for value in (one.value, getattr(one, "last", None))
        }
        plain = Decimal(re.sub(r"[\s\u202f\u00a0]|,(?=\d{3})", "", text).replace(",", "."))
        rows = len({row for one in element.counts for row in getattr(one, "records", ())})
        assert plain in values | {rows}, f"“{text}” is not {values}"
    assert numbers > 100
    assert {"case_studies", "by_kind_and_month", "training_officers", "operation_results"} <= seen


def test_the_tables_hold_what_the_pages_say(drawn: Callable[[Content], list[Piece]]) -> None:
    shown = content(office())
    text = tables(shown)["figures.csv"].decode("utf-8")
    for element, _, _ in _texts(drawn(shown)):
        for one in element.counts:
            if isinstance(one, Figure) and one.value:
                assert f"{one.figure},{one.key}," in text.replace('"', "")


def _pages(shown: Content) -> str:
    with pypdfium2.PdfDocument(made(shown)) as pdf:
        text = " ".join("".join(page.get_textpage().get_text_bounded()) for page in pdf)
    return " ".join(text.split())


def test_a_first_year_prints_sentences_and_no_empty_tables() -> None:
    shown = content(cases(3, ("SE",)))
    text = _pages(shown)
    for sentence in (
        "No activity was recorded in 2025.",
        "No Member of this office is in the register.",
        "No product was recorded in 2025.",
        "No figure is drawn under ten.",
        "No action plan whose period includes 2025",
    ):
        assert sentence in text, sentence
    assert "3 cases of 2025, listed because there are fewer than ten" in text
    assert "a missing year is not a zero" in text
    assert "2024:" not in text


def test_a_silent_member_is_not_known_and_not_zero(drawn: Callable[[Content], list[Piece]]) -> None:
    shown = content(office())
    assert shown.figures.one("members_silent").value == 1
    cell = shown.figures.one("cases_by_member_and_month", f"IS / {YEAR}-01")
    assert cell.value is None
    assert "nothing received in any month: not known, not zero" in _pages(shown)
    nil = shown.figures.one("cases_by_member_and_month", f"SE / {YEAR}-02")
    assert nil.value == 0


@pytest.mark.parametrize("count", [0, 1, 9, 10, 34, 400])
def test_a_report_of_any_size_is_made(count: int) -> None:
    members = [f"{a}{b}" for a in "ACDEFG" for b in "ELORT"][:34]
    assert made(content([*cases(count, members or MEMBERS), *office(0)]))


def test_last_year_stands_there_only_where_it_was_recorded() -> None:
    last = office()[-4]
    assert isinstance(last, Activity)
    before = replace(
        last,
        id="before",
        reference=f"AP/{YEAR - 1}/AC/A0001",
        date_start="2024-05",
        date_end=None,
    )
    alone, both = content(office()).figures, content([*office(), before]).figures
    assert alone.one("by_kind", "operation").last is None
    assert both.one("by_kind", "operation").last == 1
    assert both.one("case_studies").last is None


LONG = tuple(
    RouteLeg(role=role, country=country, place=place, mode=mode)
    for role, country, place, mode in (
        ("origin", "CN", "Mill district", None),
        ("transit", "TR", "Airport", "ROAD"),
        ("transit", "IN", "Free zone", "AIR"),
        ("seizure", "SE", "Mail centre", "MAIL"),
        ("destination", "NO", None, "MAIL"),
    )
)


@pytest.mark.parametrize("count", [2, 24])
def test_the_longest_route_is_drawn_with_its_case(count: int) -> None:
    first, *others = cases(count)
    assert isinstance(first, CaseStudy)
    shown = content([replace(first, route=LONG), *others])
    found = shown.figures.one("longest_route")
    assert found.value == 5
    assert found.base == count
    assert found.records == (first.reference,)
    text = _pages(shown)
    for words in ("5 stops on one route", "Mill district", f"the longest of {count} routes"):
        assert words in text, words


def test_no_route_is_drawn_where_it_would_tell_nothing_or_name_a_member() -> None:
    first, *others = cases(12)
    assert isinstance(first, CaseStudy)
    ends = content([first, *others])
    assert ends.figures.one("longest_route").value == 2
    assert "The longest" not in _pages(ends)
    unnamed = content([replace(first, route=LONG, member_unnamed=True), *others])
    assert unnamed.figures.one("longest_route").value == 2
    assert "Mill district" not in _pages(unnamed)
    too_strict = content([replace(first, route=LONG, title=""), *others])
    assert "Mill district" not in _pages(too_strict)
