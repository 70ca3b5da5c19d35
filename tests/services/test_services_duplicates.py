"""One answer to whether two cases are likely one: in the editor, an import, what was received and
the network page (docs/decisions/0086)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from received_offices import document, sent

from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import network_overview, receive
from rilo_desktop.services.records import (
    duplicates,
    import_tables,
    likely_duplicates,
    record,
)

FIELDS = duplicates.compared("case-study")
assert FIELDS is not None
DAY = date(2026, 5, 10)
HEAD = "File no;Date;Country;Place;Goods;Qty"


def case(**values: Any) -> CaseStudy:
    made = CaseStudy(
        title="Tablets in a refrigerator",
        summary="Officers found tablets behind the compressor of a refrigerator.",
        date=DAY.isoformat(),
        reporting_country="KE",
        location_place="Mombasa",
        goods=(GoodsLine(description="Tablets", hs="3004", quantity=Decimal(4_127), unit="PCS"),),
    )
    return replace(made, **values)


def goods(quantity: int, text: str = "Tablets", unit: str = "PCS") -> tuple[GoodsLine, ...]:
    return (GoodsLine(description=text, quantity=Decimal(quantity), unit=unit),)


def compared(one: CaseStudy, other: CaseStudy) -> duplicates.Likeness | None:
    assert FIELDS is not None
    first, second = (duplicates.traits_of(each, FIELDS, "") for each in (one, other))
    found = duplicates.likeness(first, second, FIELDS)
    assert found == duplicates.likeness(second, first, FIELDS), "whichever is asked about the other"
    return found


OTHERS: dict[str, dict[str, Any]] = {
    "the same": {},
    "three days later": {"date": (DAY + timedelta(3)).isoformat()},
    "twenty days later": {"date": (DAY + timedelta(20)).isoformat()},
    "two months later": {"date": (DAY + timedelta(61)).isoformat()},
    "in that month": {"date": "2026-05"},
    "in that year": {"date": "2026"},
    "in another country": {"reporting_country": "UG"},
    "another quantity there on that day": {"goods": goods(90)},
    "little of the same, days later": {"goods": goods(4)},
    "in the month before": {"date": "2026-04"},
    "no goods, on that day and place": {"goods": ()},
    "other goods there on that day": {"goods": (GoodsLine(description="Abalone"),)},
    "in another language": {"goods": goods(4_127, "Comprimés")},
    "with the same HS heading": {
        "date": (DAY + timedelta(1)).isoformat(),
        "goods": (GoodsLine(description="Comprimés", hs="300490"),),
    },
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_pair_has_the_same_answer_in_the_same_words_in_all_four_places(
    make_session: Callable[..., Session], tmp_path: Path, other: dict[str, Any]
) -> None:
    first, second = case(), case(title="A fridge from abroad", **other)
    expected = compared(first, second)
    ap, we = make_session(), make_session("WE")
    _save(ap, first)
    words = {"editor": _in_the_editor(ap, second)}
    words["import"] = _in_an_import(ap, second, tmp_path)
    secretariat = make_session("SECRETARIAT")
    _receive(secretariat, ap)
    _save(we, second)
    words["received"] = _receive(secretariat, we)
    words["network"] = [
        pair.likeness.why("en")
        for pair in network_overview.likely(secretariat)
        if {pair.one.office, pair.other.office} == {"AP", "WE"}
    ]
    assert words == dict.fromkeys(words, [expected.why("en")] if expected else [])


def _save(office: Session, one: CaseStudy) -> None:
    made = replace(one, id=new_id(office.clock()), local_ref="K-1", tlp="GREEN")
    record.save(office, made)


def _in_the_editor(office: Session, one: CaseStudy) -> list[str]:
    written = replace(one, id=new_id(office.clock()))
    return [found.likeness.why("en") for found in likely_duplicates.likely(office, written)]


def _in_an_import(office: Session, one: CaseStudy, folder: Path) -> list[str]:
    """A row of a table that says the same."""
    line = one.goods[0] if one.goods else None
    values = (
        "K-2",
        str(one.date),
        str(one.reporting_country),
        str(one.location_place or ""),
        str(line.description) if line else "",
        f"{line.quantity} pcs" if line and line.quantity else "",
        str((line.hs if line else "") or ""),
    )
    path = folder / "table.csv"
    path.write_text(f"{HEAD};HS code\n{';'.join(values)}\n", "utf-8")
    looked = import_tables.inspect(office, [path])
    found = [one for one in looked.questions if one.key.startswith("same=")]
    said = [sentence(one.reason) for one in found if one.reason is not None]
    return [text.partition(": ")[2].removesuffix(".") for text in said]


def _receive(secretariat: Session, office: Session) -> list[str]:
    """Accepts the cases of an office; what is said of likely duplicates among them."""
    (looked,) = receive.compared(secretariat, [document(office, sent(office))])
    receive.accept(secretariat, [looked])
    found = [f for one in looked.records for f in one.findings if f.rule == "receive.likely"]
    return [
        sentence(one).partition(": ")[2].removesuffix(". Look at both before you accept it.")
        for one in found
    ]


def test_what_an_officer_said_are_two_are_two_on_the_network_page(
    make_session: Callable[..., Session],
) -> None:
    secretariat = make_session("SECRETARIAT")
    one = case(id="one", reference="AP/2026/CS/A0001")
    other = case(id="two", reference="WE/2026/CS/A0007")
    with secretariat.unit("edit") as unit:
        unit.write([one, other])
    assert len(network_overview.likely(secretariat)) == 1
    likely_duplicates.not_a_duplicate(secretariat, "two", "one")
    assert network_overview.likely(secretariat) == ()
    again = case(id="three", reference="NCA/2026/CS/A0001")
    with secretariat.reading() as reading:
        cases = duplicates.LikelyCases(reading, "case-study")
        assert cases.likely_of(other) is None, "it was said of this one"
        assert cases.likely_of(again) is not None


def test_few_and_many_are_looked_up_with_the_same_answer(
    make_session: Callable[..., Session],
) -> None:
    office = make_session()
    _save(office, case())
    written = case(id="new", reference="WE/2026/CS/A0001")
    with office.reading() as reading:
        cases = duplicates.LikelyCases(reading, "case-study")
        found = [cases.likely_of(written) for _ in range(duplicates.FEW + 2)]
    assert found[0] is not None
    assert found == found[:1] * len(found)
