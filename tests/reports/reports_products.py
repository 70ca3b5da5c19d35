"""Products that documents of one page are tried on: an alert as the design draws it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import reports_sample as sample

from rilo_desktop.presentation.documents import document_of
from rilo_desktop.records import (
    CaseStudy,
    IndicatorObserved,
    Product,
    ProductCase,
    ProductContact,
    ProductSign,
    ProductStage,
    ProductStep,
    Record,
    RouteLeg,
)
from rilo_desktop.reports import Content

CASES = tuple(
    CaseStudy(
        id=f"case-{number}",
        local_ref=f"XX-CS-2026-{number:03d}",
        date=f"2026-{9 + number // 5:02d}-{number + 3:02d}",
        source_grade="B2",
        indicators=(
            IndicatorObserved(indicator="SPL-01"),
            IndicatorObserved(indicator="DSC-01"),
            *((IndicatorObserved(indicator="PKG-03"),) if number < 10 else ()),
        ),
    )
    for number in range(1, 12)
)
TABLETS = Product(
    id="product-1",
    reference="XX/2026/PD/A0006",
    title="Tablets pressed flat into greeting cards, posted in series of ten",
    product_type="alert",
    language="en",
    tlp="AMBER+STRICT",
    issued="2026-11-27",
    valid_from="2026-11-27",
    valid_to="2027-02-26",
    summary=(
        "Eleven finds in three Members since 4 October 2026. "
        "The tablets hold a strong synthetic opioid."
    ),
    signs=(
        ProductSign(
            sign="Series of ten or more flat letters, same sender, same day",
            innocent="wedding cards, advertising",
            place="Pre-arrival data",
            strength="strong",
            indicator="SPL-01",
        ),
        ProductSign(
            sign="A card of 90 g or more (an empty one weighs 30 to 40 g)",
            innocent="cards with sound or coins",
            place="Weight, at presentation",
            strength="strong",
            indicator="PKG-03",
        ),
        ProductSign(
            sign="Declared as “card”, “gift”, without value",
            innocent="private senders write so",
            place="CN22",
            strength="weak",
            indicator="DSC-01",
        ),
    ),
    steps=tuple(
        ProductStep(text=text, by="2026-12-11")
        for text in (
            "Weigh flat letters that come in series; scan where PKG-03 and SPL-01 meet.",
            "Do not open at the belt. Gloves, a second person; bag first, count later.",
            "Report finds by count of tablets and of letters; a nil result is a result too.",
        )
    ),
    contacts=(
        ProductContact(
            situation="find",
            function="Duty officer, RILO XX",
            soon="the same day",
            content="Letters, tablets, sender’s country, picture of the card",
        ),
        ProductContact(
            situation="danger",
            function="Emergency number, then health officer",
            soon="at once",
            content="“Suspected synthetic opioid”",
        ),
        ProductContact(
            situation="nil",
            function="Analyst, RILO XX",
            soon="by 11 December",
            content="Number of series weighed",
        ),
    ),
    audience=("National Contact Points",),
    method=(
        ProductStage(name="Ordered", note="messenger service; paid before delivery"),
        ProductStage(name="Packed", note="two layers of card, 20 to 40 tablets, edges glued"),
        ProductStage(name="Posted", note="ten to thirty letters from several boxes, one day"),
        ProductStage(name="Found", note="thickness sorter or scale; scan shows round shadows"),
    ),
    route=(
        RouteLeg(role="departure", country="QM"),
        RouteLeg(role="transit", country="QN", place="Airport", mode="mail"),
        RouteLeg(role="seizure", country="QO", place="Mail centres", mode="mail"),
        RouteLeg(role="destination", country="QP"),
    ),
    cases=tuple(ProductCase(case=case.id) for case in CASES),
    analyst_confidence="moderate",
)
WEIGHT = replace(
    TABLETS,
    id="product-2",
    reference="XX/2026/PD/A0007",
    product_type="bulletin",
    tlp="GREEN",
    title="Weight against description: the check behind 19 of 31 finds",
    summary=(
        "Data selection led to 31 of the 87 cases of 2026. In 19 of these the rule was a simple "
        "one: the weight does not fit the description.\nIt costs nothing, needs no picture and "
        "works before arrival. It fails where the description is so general that any weight fits."
    ),
    assessment="A card of 140 grams, a watch of 12: the ratio speaks before the parcel is opened",
    recommendations=(
        "Divide the gross weight by the number of pieces of the declaration and compare with the "
        "list of usual weights. Where the ratio is above three or below one third, look at the "
        "sender’s other consignments of the week."
    ),
    limits=(
        "Nineteen cases of one region and one year. In 12 further controls the ratio did not fit "
        "and nothing was found. In how many controls it was looked at is not known, so no hit "
        "rate is given."
    ),
    steps=(),
    method=(),
    route=(),
    contacts=(),
    audience=("National Contact Points", "other RILOs"),
)


def content(product: Record, language: str = "en", cases: int = 11, **head: Any) -> Content:
    """The document of one page that is made of this product."""
    spec = document_of(product)
    shown = {case.id: case for case in CASES[:cases]}
    more: dict[str, Any] = {
        "tlp": product.tlp,
        "title": product.title_text,
        "office_code": "XX",
    } | head
    return Content(
        head=replace(sample.head(spec.code, language), **more),
        records=(product,),
        revisions={product.id: 1},
        referenced={"case-study": shown, "office": sample.offices()},
    )
