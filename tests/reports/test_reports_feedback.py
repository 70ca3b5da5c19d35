"""The feedback sheet of a Member with many or few cases and counts prints, and blames no title."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pypdfium2
import pytest
import reports_sample as sample
from reports_reading import squeezed

from rilo_desktop.analysis.member_data import FIELDS
from rilo_desktop.records import (
    CaseStudy,
    ContactFunction,
    GoodsLine,
    IndicatorObserved,
    NilReturn,
    Product,
    ProductCase,
    ReportedCount,
    RouteLeg,
)
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.records.reported_count import CountLine
from rilo_desktop.reports import Content, made, page_count, unprintable

YEAR, MEMBER = 2026, "QM"
CASES, LINES = (0, 1, 3, 8, 40), range(7)
GOODS = ("IPR_GOODS", "NARCOTICS", "TOBACCO", "MEDICAL", "FAUNAFLORA", "WEAPONS")
LONG = "Words that go on and say the same once more. " * 20


def _case(number: int) -> CaseStudy:
    day = datetime(YEAR, 1 + number % 11, 3 + number % 20, tzinfo=UTC)
    return CaseStudy(
        id=new_id(day + timedelta(days=3 + 7 * (number % 9), microseconds=number)),
        reference=f"XX/{YEAR}/CS/A{number + 1:04d}",
        date=day.date().isoformat(),
        reporting_country=MEMBER,
        commodity=GOODS[number % len(GOODS)],
        goods=(GoodsLine(hs="620342", quantity=Decimal(20), unit="PCE"),) if number % 3 else (),
        route=(RouteLeg(role="departure", country="QN"),),
        detection_method="RISK_PROFILE" if number % 2 else None,
        indicators=(IndicatorObserved(indicator=f"SPL-{number % 4 + 1:02d}"),),
    )


def _line(n: int, commodity: str) -> CountLine:
    return CountLine(
        commodity=commodity, records=90 - 9 * n, complete=70 - 9 * n, median_days=9 + n
    )


def _content(cases: int, lines: int, language: str = "en") -> Content:
    held = [_case(n) for n in range(cases)]
    counts = [
        ReportedCount(
            id=f"counts-{year}",
            member=MEMBER,
            year=str(year),
            counts=tuple(
                CountLine(
                    commodity=code, records=90 - 9 * n, complete=70 - 9 * n, median_days=9 + n
                )
                for n, code in enumerate(GOODS[:lines])
            ),
        )
        for year in (YEAR, YEAR - 1)
        if lines
    ]
    products = [
        Product(
            id=f"product-{n}",
            reference=f"XX/{YEAR}/PD/A{n + 1:04d}",
            product_type="alert",
            cases=tuple(ProductCase(case=case.id) for case in held[n::7]),
        )
        for n in range(min(cases, 5))
    ]
    others = {"cases": 71, "with_days": 60, "median_days": 19, "without_member": 2}
    others |= {f"field_{at}": 40 + at for at in range(len(FIELDS))}
    others |= {"reported": 900, "reported_complete": 700} if lines else {}
    head = sample.head("FB", language, office_code="XX", member=MEMBER, year=YEAR, tlp="AMBER")
    return Content(
        head=replace(head, title=f"Your data in {YEAR}", card="5C1E 90AB 77D4 2F08"),
        records=(),
        revisions={},
        referenced={"office": sample.offices(), "product": {one.id: one for one in products}},
        excerpts={
            "case-study": {case.id: case for case in held},
            "nil-return": {"n": NilReturn(id="n", member=MEMBER, period_from=f"{YEAR}-12")},
            "contact-function": {
                "c": ContactFunction(id="c", member=MEMBER, confirmed_on=f"{YEAR}-11-05")
            },
            "reported-count": {one.id: one for one in counts},
        },
        totals={f"compared.{name}": number for name, number in others.items()},
    )


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return squeezed(" ".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("cases", CASES)
def test_it_prints_on_one_page(cases: int, lines: int, language: str) -> None:
    content = _content(cases, lines, language)
    assert not unprintable(content)
    pdf = made(content)
    assert page_count(pdf) == 1
    text = _text(pdf)
    if lines:
        assert squeezed(str(90 - 9 * (lines - 1))) in text
    for case in content.excerpts["case-study"].values():
        assert cases > 2 or squeezed(case.reference) in text
    assert squeezed("5C1E 90AB 77D4 2F08") in text, "how to check it stands at its end"


def test_what_is_too_long_for_a_page_goes_on_to_a_second_one() -> None:
    content = _content(8, 6)
    content = replace(content, head=replace(content.head, messages=(("help", LONG),)))
    assert not unprintable(content)
    pdf = made(content)
    assert page_count(pdf) == 2
    assert squeezed(LONG) in _text(pdf)
    assert squeezed("5C1E 90AB 77D4 2F08") in _text(pdf)
