"""Every cell of the untidy workbooks, and what the README beside them says must come of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from rilo_desktop.exchange.cell_values import (
    Habits,
    Reading,
    read_code,
    read_codes,
    read_conveyance,
    read_country,
    read_date,
    read_hs,
    read_money,
    read_number,
    read_place_country,
    read_quantity,
    read_route,
    read_text,
)
from rilo_desktop.exchange.cells import Cell, Fault, Number

WORKBOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"
CODED = {
    "procedure": "procedure",
    "detection_method": "detection_method",
    "outcome_status": "outcome",
    "concealment_category": "concealment",
    "location_type": "location_type",
    "commodity": "commodity",
    "tlp": "tlp",
}
NEIGHBOURS = ("goods.unit_text", "goods.currency_text")
"""Cells that are read with the one beside them."""
POINT_COUNTRIES = ("MX", "GT", "DO", "PA", "HN", "NI", "SV")
"""Of the assumptions of 04: rows of these countries have a decimal point."""
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SHEET_MONTHS = {"Enero": 1, "Febrero": 2, "Marzo": 3, "Abril": 4}


@dataclass(frozen=True)
class Expected:
    file: str
    where: str
    cell: dict[str, Any]
    habits: Habits

    @property
    def field(self) -> str:
        return str(self.cell["field"])


def every_cell() -> Iterator[Expected]:
    for path in sorted(WORKBOOKS.glob("*.expected.json")):
        content = json.loads(path.read_text("utf-8"))
        if "assumptions" not in content:
            continue  # without habits and headings a cell alone says too little: see the README
        for sheet in content["sheets"]:
            for row in sheet["rows"]:
                cells = row.get("cells", [])
                for cell in cells:
                    if cell["field"] not in NEIGHBOURS:
                        where = f"{sheet['name']}!{cell['cell']}"
                        habits = _habits(content, sheet, cells, cell)
                        yield Expected(path.name.split(".")[0], where, cell, habits)


def _habits(content: Any, sheet: Any, cells: list[Any], cell: Any) -> Habits:
    """What the office's own assumptions, the headings and the cells beside say."""
    assumed = content["assumptions"]
    by_field = {other["field"]: other for other in cells}
    country = by_field.get("reporting_country", {}).get("value") or ""
    decimal = assumed.get("decimal", "")
    if decimal.startswith(", in general"):
        decimal = "." if country in POINT_COUNTRIES else ","
    heading = next(
        (c["header"] for c in sheet["columns"] if cell["cell"].startswith(c["column"])), ""
    )
    month, _, year = sheet["name"].partition(" ")
    unit = by_field.get("goods.unit_text", {}).get("raw") or ""
    currency = by_field.get("goods.currency_text", {}).get("raw") or ""
    if cell["field"] == "gross_weight":
        unit = "kg" if "(kg)" in heading else ""
    if heading.endswith("USD"):
        currency = "USD"
    if content["file"].endswith(".ods") and not isinstance(cell["raw"], str):
        currency = _typed_currencies(content["file"]).get(Decimal(str(cell["raw"])), "")
    return Habits(
        date_order="dmy" if assumed.get("date_order") == "dmy" else "",
        decimal=decimal if decimal in (",", ".") else "",
        year=int(year) if month in SHEET_MONTHS else None,
        month=SHEET_MONTHS.get(month),
        unit=unit,
        currency=currency,
        country=country,
        language=content["language"] if len(content["language"]) == 2 else "",
    )


@cache
def _typed_currencies(file: str) -> dict[Decimal, str]:
    """Cells that the spreadsheet itself keeps as money: amount -> currency."""
    with ZipFile(WORKBOOKS / file) as ods:
        cells = ElementTree.fromstring(ods.read("content.xml")).iter()
    found = ((cell.get(f"{OFFICE}currency"), cell.get(f"{OFFICE}value")) for cell in cells)
    return {Decimal(value): currency for currency, value in found if currency and value}


def cell_of(expected: Expected) -> Cell:
    """The cell as a reader of files gives it."""
    raw = expected.cell["raw"]
    if isinstance(raw, (int, float)):
        return Number(str(Decimal(str(raw)).normalize()) if isinstance(raw, float) else str(raw))
    if raw.startswith("#") and raw.endswith(("!", "?", "/A")):
        return Fault(raw)
    return str(raw)


def reading_of(expected: Expected) -> Reading:
    cell, habits, field = cell_of(expected), expected.habits, expected.field
    if field in CODED:
        return read_code(CODED[field], cell, habits)
    if field == "detection_equipment":
        return read_codes(field, cell, habits)
    if field.startswith("route"):
        whole = read_place_country(cell, habits)
        in_one_cell = expected.file.startswith("06") and whole.state != "taken"
        return read_route(cell, habits) if field == "route" or in_one_cell else whole
    return _READERS.get(field, read_text)(cell, habits)


_READERS: dict[str, Callable[[Cell, Habits], Reading]] = {
    "date": read_date,
    "goods.quantity": read_quantity,
    "gross_weight": read_number,
    "value_total": read_money,
    "goods.value": read_money,
    "reporting_country": read_country,
    "conveyance": read_conveyance,
    "goods.hs": read_hs,
}

AGREES, COARSER, ASKED, WRONG = "agree", "coarser", "question instead of taken", "WRONG"


def verdict(expected: Expected, reading: Reading) -> str:
    """By rules 1 to 8 of the README."""
    cell = expected.cell
    allowed = {cell["status"], *cell.get("also", ())}
    if cell["status"] == "ignored":
        return AGREES  # nothing is said of the value of a cell that is left out
    if reading.state in ("question", "unreadable"):
        return AGREES if "question" in allowed else ASKED
    if reading.state in ("not_known", "blank"):
        return AGREES if cell.get("not_known") else WRONG
    if cell.get("not_known"):
        return WRONG
    if "taken" not in allowed:
        return WRONG
    wanted = [cell["value"]] if cell["status"] == "taken" else cell.get("proposals", [])
    said = [_same(expected.field, one, reading.value) for one in (*wanted, *cell.get("or", ()))]
    return AGREES if AGREES in said else COARSER if COARSER in said else WRONG


def _same(field: str, wanted: Any, value: Any) -> str:
    if field == "conveyance":
        return _conveyance(wanted, value)
    if field == "date" and isinstance(wanted, dict):
        same = (wanted["date"], wanted["date_end"], wanted["date_precision"]) == value
    elif field == "date":
        same = wanted == "/".join(filter(None, value[:2]))
    elif field == "goods.quantity" and isinstance(wanted, list):
        lines = [(Decimal(q["quantity"]), q["unit"], q["quantity_approx"]) for q in wanted]
        same = sorted(map(str, lines)) == sorted(map(str, _plain(value)))
    elif field == "goods.quantity":
        same = len(value) == 1 and wanted == f"{value[0][0]} {value[0][1]}"
    elif field in ("value_total", "goods.value"):
        same = (Decimal(wanted["amount"]), wanted["currency"]) == value
    elif field == "gross_weight":
        same = Decimal(str(wanted)) == value
    elif field.startswith("route"):
        return _legs(field, wanted, value)
    elif isinstance(wanted, list):
        same = sorted(wanted) == sorted(value)
    else:
        same = " ".join(str(wanted).split()).casefold() == " ".join(str(value).split()).casefold()
    return AGREES if same else WRONG


def _plain(quantities: Any) -> list[Any]:
    return [(Decimal(number), unit, about) for number, unit, about in quantities]


def _conveyance(wanted: Any, value: Any) -> str:
    """Rule 3: a null subtype is not compared, a missing one is coarser."""
    kind, subtype = value
    if kind != wanted["conveyance"]:
        return WRONG
    if wanted["conveyance_subtype"] in (None, subtype):
        return AGREES
    return COARSER if subtype is None else WRONG


def _legs(field: str, wanted: Any, value: Any) -> str:
    """Rule 4: places are not compared; of a whole route, the legs of the field's role."""
    if not isinstance(wanted, list):
        wanted = [{"country": wanted}]
    role = field.partition(".")[2]
    found = [leg[-2] for leg in value if len(leg) == 2 or leg[0] == role]
    return AGREES if sorted(found) == sorted(w["country"] for w in wanted) else WRONG
