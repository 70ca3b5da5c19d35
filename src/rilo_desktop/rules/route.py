"""The route: its legs in an order that can be, with the place of seizure among them."""

from __future__ import annotations

from typing import Any

from rilo_desktop.records.case_study import CaseStudy
from rilo_desktop.records.field_specs import fields_of

from .findings import N_, Coded, Finding, Nature, Severity
from .record_parts import RecordPart

OUT_OF_ORDER = N_("{field}: {role} comes after {other}: check the order of the stops.")
NO_SEIZURE = N_("{field} has no stop where the goods were seized: add it.")
NOT_IN_ROUTE = N_(
    "{field} ({country}) is not among the places of seizure of the route: change one of the two."
)

RANK = {"origin": 0, "departure": 1, "transit": 2, "seizure": 2, "destination": 3}
"""Goods are seized anywhere between departure and destination, or at the destination itself."""


def findings(part: RecordPart) -> list[Finding]:
    case = part.thing
    if not isinstance(case, CaseStudy) or type(case.route) is not tuple or not case.route:
        return []
    return [*_order(part, case), *_seizure(part, case)]


def _order(part: RecordPart, case: CaseStudy) -> list[Finding]:
    found: list[Finding] = []
    furthest = ""
    section = fields_of(CaseStudy)["route"].section
    for number, leg in enumerate(case.route, 1):
        role = leg.role if isinstance(leg.role, str) else ""
        if role not in RANK:
            continue
        if furthest and RANK[role] < RANK[furthest]:
            found.append(
                _warns(
                    RecordPart(part.record, leg, f"route.{number}.", section),
                    "role",
                    "route.order",
                    OUT_OF_ORDER,
                    role=Coded("route_role", role),
                    other=Coded("route_role", furthest),
                )
            )
        else:
            furthest = role
    return found


def _seizure(part: RecordPart, case: CaseStudy) -> list[Finding]:
    seizures = [leg for leg in case.route if leg.role == "seizure"]
    if not seizures:
        return [
            part.find("route", "route.no_seizure", Severity.BLOCKS, Nature.COMPLETENESS, NO_SEIZURE)
        ]
    countries = [leg.country for leg in seizures]
    country = case.reporting_country
    if not isinstance(country, str) or not country or country in countries:
        return []
    if not all(isinstance(of_leg, str) for of_leg in countries):
        return []  # a place of seizure that is not known may be any
    code = Coded("country", country)
    return [_warns(part, "reporting_country", "route.not_in_route", NOT_IN_ROUTE, country=code)]


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: Any) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.STRUCTURE, message, **values)
