"""How a dry run agrees with the expectation of a workbook, by rules 1 to 8 of its README."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

_WORDS = re.compile(r"\w+")
TAKEN = ("new", "changed", "same")
NOT_COMPARED = frozenset({"title", "summary", "enforcement_area", "goods.unit_text"})
KEPT = frozenset({"internal_note", "local_ref"})
"""Where a text may stand that no field has, and the number that the program proposes."""
LEGS = ("route.origin", "route.departure", "route.transit", "route.destination")


@dataclass
class Agreement:
    """Counts of rows and values, and each that does not agree."""

    rows: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    right: int = 0
    """Rows with cells that are taken whole as expected: no question, and no value that differs."""
    silent: int = 0
    """Values that differ or are lost, and rows that are taken, without a word about them."""

    def row(self, what: str, where: str) -> None:
        self.rows[what] += 1
        if what != "agree":
            self.said.append(f"row {what}: {where}")

    def value(self, what: str, where: str) -> None:
        self.values[what] += 1
        self.silent += what == "wrong"
        if what not in ("agree", "coarser"):
            self.said.append(f"value {what}: {where}")

    def figures(self) -> tuple[str, str, int, int, int, int]:
        """As the table of docs/import.md has them: the last is what is wrong without a word."""
        rows, values = self.rows, self.values
        wrong = rows["wrong"] + rows["other"] + rows["missing"]
        return (
            f"{rows['agree']} of {rows.total()}",
            f"{values['agree']} of {values.total()}",
            values["coarser"],
            rows["asked"] + values["asked"],
            wrong + values["wrong"] + values["missing"],
            self.silent,
        )


def agreement(expected: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Agreement:
    """`rows` are those that `rilo import --dry-run --json` gives."""
    found = Agreement()
    by_place: dict[tuple[str, int], Mapping[str, Any]] = {}
    for one in rows:  # of tables beside each other the first is expected
        by_place.setdefault((one["sheet"], one["row"]), one)
    for sheet in expected["sheets"]:
        for wanted in sheet["rows"]:
            where = f"{sheet['name']}!{wanted['row']}"
            row = by_place.get((sheet["name"], wanted["row"]))
            if row is None:
                if wanted.get("why") != "blank":
                    found.row("missing", where)
                continue
            before = len(found.said)
            _row(found, where, wanted, row)
            if sheet.get("nothing_else") and row["outcome"] in (*TAKEN, "question"):
                _nothing_else(found, where, wanted, row)
            if wanted.get("cells") and row["outcome"] in TAKEN:
                found.right += len(found.said) == before
    return found


def _nothing_else(found: Agreement, where: str, wanted: Mapping[str, Any], row: Any) -> None:
    """A field for which no cell is expected stays empty."""
    expected = NOT_COMPARED | KEPT
    for cell in wanted.get("cells", ()):
        expected |= {cell["field"], *cell.get("also_field", ())}
    for name, value in row["values"].items():
        if value not in (None, [], "") and name not in expected:
            found.value("wrong", f"{where} {name} filled in though nothing says it: {value!r}")


def _row(found: Agreement, where: str, wanted: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    outcome = "taken" if row["outcome"] in TAKEN else row["outcome"]
    accepted = {wanted["status"], *wanted.get("also", ())}
    cells = wanted.get("cells", ())
    if outcome not in accepted and not _as_right(outcome, wanted, row):
        reasons = "; ".join(row["reasons"])[:200]
        asked = [(q["field"], q["cell"]) for q in row["questions"]]
        wrong = "wrong" if outcome == "taken" else "asked" if outcome == "question" else "other"
        found.silent += wrong == "wrong"
        found.row(wrong, f"{where} {wanted['status']} was {outcome} {asked} {reasons}")
    else:
        found.row("agree", where)
    if outcome in ("skipped", "rejected"):
        return
    if any(not question["cell"] for question in row["questions"]) and not row["values"]:
        return  # the row as a whole is held back
    if not any(cell["field"] == "route.origin" for cell in cells):
        row = {**row, "values": _departure(row["values"])}
    for cell in cells:
        if cell["field"] not in NOT_COMPARED:
            _cell(found, where, cell, row)


def _as_right(outcome: str, wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Rules 5 and 8: a value in question may be left empty, and what may be asked may be asked."""
    cells = wanted.get("cells", ())
    if outcome == "question" and wanted["status"] == "taken":
        may = {cell["cell"] for cell in cells if "question" in cell.get("also", ())}
        return bool(row["questions"]) and all(q["cell"] in may for q in row["questions"])
    if outcome == "taken" and wanted["status"] == "question" and not wanted.get("why"):
        open_cells = [cell for cell in cells if cell["status"] in ("question", "unreadable")]
        return all(
            "taken" in cell.get("also", ()) or row["values"].get(cell["field"]) in (None, [], "")
            for cell in open_cells
        )
    return False


def _cell(found: Agreement, where: str, cell: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    name, at = cell["field"], f"{where} {cell['cell']} {cell['field']} {cell['raw']!r}"
    asked = {q["cell"] for q in row["questions"]}
    values = row["values"]
    for banned in _banned(cell, values):
        found.value("wrong", f"{at} stands in {banned}")
    if cell["status"] == "ignored":
        found.value("agree", at)
        return
    given = _given(name, values)
    if cell["status"] in ("question", "unreadable"):
        if given in (None, [], "") or (
            "taken" in cell.get("also", ())
            and any(_equal(name, given, _whole(name, one)) for one in cell.get("proposals", ()))
        ):
            found.value("agree", at)
        else:
            found.value("wrong", f"{at} filled in silently: {given!r}")
        return
    if cell.get("not_known") or (cell.get("value") is None and not given):
        agrees = given in (None, [], "") and (name in values or cell["cell"] not in asked)
        found.value("agree" if agrees else "asked" if given is None else "wrong", f"{at} {given!r}")
        return
    if any(_stands(cell, other, values) for other in (name, *cell.get("also_field", ()))):
        found.value("agree", at)
        return
    if "holds" in cell or (name not in values and not given):
        if cell["cell"] in asked:
            allowed = "question" in cell.get("also", ())
            found.value("agree" if allowed else "asked", at)
        else:
            found.silent += not _named(cell["cell"], row)
            found.value("missing", at)
        return
    choices = [cell["value"], *cell.get("or", ())]
    if any(_coarser(given, choice) for choice in choices):
        found.value("coarser", at)
    else:
        found.value("wrong", f"{at} {given!r} for {cell['value']!r}")


def _stands(cell: Mapping[str, Any], name: str, values: Mapping[str, Any]) -> bool:
    """The value, or one as right, is in this field of the row."""
    given = _given(name, values)
    choices = cell.get("also_field", {}).get(name) or [cell["value"], *cell.get("or", ())]
    if "holds" in cell:
        words = set(_WORDS.findall(str(given or "").casefold()))
        if words.issuperset(str(word).casefold() for word in cell["holds"]):
            return True
    return any(_equal(name, given, choice) for choice in choices)


def _banned(cell: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    """Fields that hold the cell's very text and may not: `*` is every field but a note."""
    banned = set(cell.get("not", ()))
    if "*" in banned:
        banned = values.keys() - NOT_COMPARED - KEPT
    for name in sorted(banned & values.keys()):
        if cell["raw"].strip() in {str(one).strip() for one in _leaves(values[name])}:
            yield name


def _named(cell: str, row: Mapping[str, Any]) -> bool:
    """The row says that this cell was left out."""
    return cell in _WORDS.findall(" ".join(row["reasons"]))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if not isinstance(value, list):
        yield value
        return
    for one in value:
        yield from _leaves(one)


def _departure(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rule 4: an origin agrees as the departure, unless both are expected."""
    if values.get("route.departure") or not values.get("route.origin"):
        return values
    return {**values, "route.departure": values["route.origin"]}


def _given(name: str, values: Mapping[str, Any]) -> Any:
    if name == "route":
        return [leg for leg_name in LEGS for leg in values.get(leg_name) or ()]
    return values.get(name)


def _whole(name: str, proposal: Any) -> Any:
    if name == "date" and isinstance(proposal, str):
        precision = {4: "year", 7: "month"}.get(len(proposal), "day")
        first, _, last = proposal.partition("/")
        if last:
            return {"date": first, "date_end": last, "date_precision": "period"}
        return {"date": proposal, "date_end": None, "date_precision": precision}
    if name.startswith("route.") and isinstance(proposal, str):
        return [{"country": proposal}]
    if name == "goods.quantity" and isinstance(proposal, str):
        number, _, unit = proposal.partition(" ")
        return [{"quantity": number, "unit": unit or None}]
    return proposal


def _equal(name: str, given: Any, wanted: Any) -> bool:
    if isinstance(given, list) and isinstance(wanted, list):
        if len(given) != len(wanted):
            return False
        left = list(wanted)
        for one in given:
            match = next((other for other in left if _equal(name, one, other)), None)
            if match is None:
                return False
            left.remove(match)
        return True
    if isinstance(given, dict) and isinstance(wanted, dict):
        return all(_part(key, given.get(key), one) for key, one in wanted.items())
    return _text(given) == _text(wanted)


def _part(key: str, given: Any, wanted: Any) -> bool:
    if key == "place" or (key in ("conveyance_subtype", "unit") and wanted is None):
        return True
    if key == "quantity_approx" and not isinstance(wanted, bool):
        return True
    return _text(given) == _text(wanted)


def _coarser(given: Any, wanted: Any) -> bool:
    """Right, and less than is known: no detail of the conveyance, or no unit."""
    if isinstance(given, list) and isinstance(wanted, list) and len(given) == len(wanted):
        return all(
            _coarser(one, other) or one == other for one, other in zip(given, wanted, strict=True)
        )
    if not isinstance(given, dict) or not isinstance(wanted, dict):
        return False
    missing = {key for key in ("conveyance_subtype", "unit") if given.get(key) is None}
    return bool(missing) and all(
        key in missing or _part(key, given.get(key), one) for key, one in wanted.items()
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()).casefold()
    try:
        return str(Decimal(text).normalize()) if text and not text[0].isalpha() else text
    except InvalidOperation:
        return text


def lines(found: Agreement) -> Iterator[str]:
    yield f"rows {dict(found.rows)}"
    yield f"values {dict(found.values)}"
    yield from found.said
