"""Every cell of every untidy workbook gives what its expectation says, by the README's rules."""

from __future__ import annotations

from collections import Counter

import pytest
from expected_cells import AGREES, ASKED, COARSER, WRONG, Expected, every_cell, reading_of, verdict

FILES = sorted({expected.file for expected in every_cell()})


@pytest.mark.parametrize("file", FILES)
def test_every_cell_of_a_workbook_agrees(file: str) -> None:
    cells = [expected for expected in every_cell() if expected.file == file]
    read = [(expected, reading_of(expected)) for expected in cells]
    said = [(expected, reading, verdict(expected, reading)) for expected, reading in read]
    assert [_shown(e, r) for e, r, told in said if told == WRONG] == []
    counts = Counter(told for _, _, told in said)
    assert counts[ASKED] + counts[COARSER] == 0, [_shown(e, r) for e, r, t in said if t != AGREES]
    assert counts[AGREES] == len(cells) > 200


def test_a_question_proposes_what_the_expectation_lists() -> None:
    """But for texts, whose expectation is an instruction, and wordings of three quantities."""
    missing = {}
    for expected in every_cell():
        reading = reading_of(expected)
        wanted = expected.cell.get("proposals")
        if not wanted or reading.state != "question" or expected.field == "internal_note":
            continue
        offered = [_wording(expected.field, proposal) for proposal in reading.proposals]
        if not all(_is_offered(one, offered) for one in wanted):
            missing[str(expected.cell["raw"])] = offered
    assert set(missing) == {"240 cartouches\n15 kg tabac", "5-6 kg", "4.000 tabl. & 60 pens"}
    assert missing["5-6 kg"] == ["5 KG", "6 KG", "5.5 KG"]
    assert missing["4.000 tabl. & 60 pens"] == ["4000 TAB and 60 PEN", "4 TAB and 60 PEN"]


def _shown(expected: Expected, reading: object) -> str:
    return f"{expected.where} {expected.field} {expected.cell['raw']!r}: {reading}"


def _wording(field: str, proposal: object) -> object:
    match field, proposal:
        case "date", (first, last, _):
            return f"{first}/{last}" if last else first
        case "goods.quantity", tuple(quantities):
            return " and ".join(f"{number} {unit}" for number, unit, _ in quantities)
        case (("value_total" | "goods.value"), (amount, currency)):
            return {"amount": str(amount), "currency": currency}
        case _, ((country, _),):
            return country
    return proposal


def _is_offered(wanted: object, offered: list[object]) -> bool:
    said = [str(one) for one in offered]
    return str(wanted) in said or any(one.startswith(f"{wanted} ") for one in said)
