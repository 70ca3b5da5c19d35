"""A case that no rule has anything to say of, and how it is changed for a test."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rilo_desktop.language import catalogue
from rilo_desktop.records import CaseStudy, GoodsLine, Record, RouteLeg
from rilo_desktop.rules.findings import Coded, Finding, Message
from rilo_desktop.rules.validate import validate
from rilo_desktop.vocabularies import vocabulary

GOODS = GoodsLine(
    description="Tablets, suspected counterfeit",
    category="MED",
    hs="3004",
    quantity=Decimal(570000),
    unit="TAB",
)
ROUTE = (
    RouteLeg(role="departure", country="CN"),
    RouteLeg(role="seizure", country="HK"),
    RouteLeg(role="destination", country="KW"),
)
SOUND = CaseStudy(
    id="id-1",
    reference="AP/2026/CS/A0012",
    local_ref="CS-1",
    language="en",
    tlp="GREEN",
    title="Medicines in a transhipped container",
    enforcement_area="IPR_HS",
    commodity="MEDICAL",
    summary="A summary.",
    date="2019-08-10",
    date_precision="day",
    reporting_country="HK",
    location_type="SEAPORT",
    conveyance="SEA",
    conveyance_subtype="SEA_CONTAINER",
    procedure="TRANSHIP",
    route=ROUTE,
    goods=(GOODS,),
    modus_operandi="One box held both.",
    detection_method="RISK",
    outcome_status="SEIZED",
    lessons="Look twice.",
    source="https://example.org/3084483.html",
    source_grade="A2",
    grading_scheme="6x6",
)


def rules_of(record: Record, **more: Any) -> list[str]:
    return [finding.rule for finding in validate(record, **more)]


def only(record: Record, **more: Any) -> Finding:
    """The one finding about a record."""
    (finding,) = validate(record, **more)
    return finding


def said(finding: Finding) -> str:
    """The sentence in English."""
    values: dict[str, Any] = {}
    for name, value in finding.values.items():
        if isinstance(value, Message):
            value = value.text
        elif isinstance(value, Coded):
            value = vocabulary(value.vocabulary).label(value.code)
        values[name] = value
    return catalogue("en").text(finding.message, **values)
