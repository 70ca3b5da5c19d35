"""Records of the shipped sample, made without the importer: what the documents are tried on."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rilo_desktop.records import (
    NOT_KNOWN,
    ActionItem,
    ActionPlan,
    CaseStudy,
    Challenge,
    FieldType,
    GoodsLine,
    IndicatorObserved,
    Office,
    RiskIndicator,
    RouteLeg,
    fields_of,
)
from rilo_desktop.records.identifiers import shipped_id
from rilo_desktop.reports import Approval, Content, Head

ASSETS = resources.files("rilo_desktop.assets")
IN_WORK = Path(__file__).resolve().parent.parent / "fixtures" / "sample"
PLAN = "Global RILO Network Action Plan 2023-2024"
CHALLENGE = Challenge(
    id="c",
    title="Timeliness",
    challenge="timeliness",
    statement="Records reach the database late.",
    solution="A median of 20 days, measured each quarter.",
)


def made(cls: type, data: dict[str, Any], **head: Any) -> Any:
    """A record or line from published values: null is not known, or empty where that is said."""
    values: dict[str, Any] = {}
    for name, about in fields_of(cls).items():
        if name not in data:
            continue
        value = data[name]
        if value is None:
            value = None if about.null_is_empty else NOT_KNOWN
        elif about.type is FieldType.DECIMAL:
            value = Decimal(str(value))
        elif isinstance(value, list) and about.type is not FieldType.LINES:
            value = tuple(value)
        values[name] = value
    return cls(**values, **head)


@cache
def cases() -> tuple[CaseStudy, ...]:
    found = json.loads((ASSETS / "sample" / "cases.json").read_text("utf-8"))["cases"]
    return tuple(_case(entry, number) for number, entry in enumerate(found, 1))


def _case(entry: dict[str, Any], number: int) -> CaseStudy:
    flat = dict(entry)
    concealment, declared = flat.pop("concealment"), flat.pop("declared")
    outcome, total = flat.pop("outcome"), flat.pop("value_total") or {}
    shop = flat.pop("ecommerce")
    flat |= {"concealment_category": concealment["category"]}
    flat |= {"concealment_text": concealment["text"]}
    flat |= {f"declared_{name}": declared[name] for name in ("description", "value", "currency")}
    flat |= {"outcome_status": outcome["status"], "outcome_text": outcome["text"]}
    flat |= {"value_total": total.get("amount"), "value_currency": total.get("currency")}
    flat |= {"value_basis": total.get("basis")}
    if shop:
        flat |= {"platform_type": shop["platform_type"], "ad_channel": shop["channel"]}
        flat |= {"payment": shop["payment"], "delivery_model": shop["delivery_model"]}
        flat |= {"ecommerce_note": shop["note"]}
    flat["route"] = tuple(made(RouteLeg, leg) for leg in entry["route"])
    flat["goods"] = tuple(made(GoodsLine, line) for line in entry["goods"])
    flat["indicators"] = tuple(
        made(IndicatorObserved, seen | {"indicator": seen["code"]}) for seen in entry["indicators"]
    )
    office = entry["office_code"] or "SECRETARIAT"
    year = (entry["date"] or "2026")[:4]
    return made(
        CaseStudy,
        flat,
        id=shipped_id("case-study", entry["local_ref"]),
        reference=f"{office}/{year}/CS/A{number:04d}",
    )


@cache
def indicators() -> tuple[RiskIndicator, ...]:
    rows = csv.DictReader((ASSETS / "catalogue" / "indicators.csv").read_text("utf-8").splitlines())
    found = []
    for entry in rows:
        data: dict[str, Any] = {k: v or None for k, v in entry.items()}
        for name in ("applies_to_modes", "applies_to_areas"):
            data[name] = (entry[name] or "").split("|") if entry[name] else []
        data["local_ref"] = entry["code"]
        data["lifecycle"] = "proposed"
        identity = shipped_id("risk-indicator", entry["code"])
        number = len(found) + 1
        found.append(made(RiskIndicator, data, id=identity, reference=f"AP/2026/RI/A{number:04d}"))
    return tuple(found)


@cache
def items() -> tuple[ActionItem, ...]:
    entries = json.loads((IN_WORK / "action_items.json").read_text("utf-8"))["items"]
    return tuple(_item(entry, number) for number, entry in enumerate(entries, 1))


def _item(entry: dict[str, Any], number: int) -> ActionItem:
    flat = dict(entry)
    flat |= {"local_ref": entry["ref"], "item_kind": entry["kind"]}
    flat |= {"challenges": entry["challenge"], "progress": entry["status"]}
    origin, indicator = flat.pop("origin"), flat.pop("indicator")
    flat |= {"origin_type": origin["type"], "origin_meeting": origin["meeting"]}
    flat |= {"origin_date": origin["date"], "agenda_item": origin["agenda_item"]}
    flat |= {"indicator_name": indicator["name"], "indicator_unit": indicator["unit"]}
    flat |= {n: indicator[n] for n in ("baseline", "target", "current")}
    flat["plan"] = shipped_id("action-plan", entry["plan"]) if entry["plan"] else None
    flat["start"] = None
    before = entry.get("carried_from")
    flat["carried_from"] = shipped_id("action-item", before) if before else None
    from rilo_desktop.records import EvidenceEntry, ProgressUpdate

    flat["evidence"] = tuple(EvidenceEntry(**one) for one in entry.get("evidence", ()))

    note = {"date": entry["status_as_of"] or "2024-01-01", "entry": entry["progress_note"]}
    flat["updates"] = (made(ProgressUpdate, note),) if entry["progress_note"] else ()
    identity = shipped_id("action-item", entry["ref"])
    return made(ActionItem, flat, id=identity, reference=f"AP/2026/AI/A{number:04d}")


@cache
def offices() -> dict[str, Office]:
    rows = csv.DictReader((ASSETS / "catalogue" / "offices.csv").read_text("utf-8").splitlines())
    found = (
        Office(
            id=shipped_id("office", r["code"]),
            local_ref=r["code"],
            name=(("en", r["name_en"]), ("fr", r["name_fr"])),
        )
        for r in rows
    )
    return {office.id: office for office in found}


def head(type_: str, language: str = "en", **more: Any) -> Head:
    values: dict[str, Any] = {
        "type": type_,
        "language": language,
        "office_code": "AP",
        "reference": "AP/2026/SUB/A0001",
        "revision": 1,
        "title": "Small consignments, trade quantities",
        "date": "2026-11-24",
        "purpose": "note",
        "addressee": "WCO Secretariat, Intelligence and Risk Management Programme",
        "tlp": "GREEN",
        "prepared_by": "Analyst",
        "approval": Approval(function="Deputy Head of RILO", on="2026-11-24", sign="dh"),
        "content_hash": "f0bb3b4645a012799c737605" + "81d0adebf82ed5add917f67369a67a805b9b278e",
    }
    return Head(**(values | more))


def content(type_: str, language: str = "en", records: Any = None, **more: Any) -> Content:
    whole = {"CS": cases, "RI": indicators, "AP": items}[type_]
    plan = shipped_id("action-plan", PLAN)
    return Content(
        head=head(type_, language, **more),
        records=tuple(records if records is not None else whole()),
        revisions={r.id: 1 for r in whole()},
        referenced={
            "office": offices(),
            "risk-indicator": {i.id: i for i in indicators()},
            "case-study": {case.id: case for case in cases()},
            "action-plan": {plan: ActionPlan(id=plan, title=PLAN)},
            "action-item": {item.id: item for item in items() if item.local_ref == "XX-AI-2023-08"},
            "challenge": {"c": CHALLENGE},
        },
        totals={"case-study": len(cases()), "action-item": 24},
    )
