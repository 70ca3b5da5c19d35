"""Values that follow from others: filled in where nothing is, and never over what was written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rilo_desktop.records import (
    ActionItem,
    CaseStudy,
    GoodsLine,
    ProgressUpdate,
    Record,
    RiskIndicator,
    RouteLeg,
    class_of,
    fields_of,
    record_types,
)
from rilo_desktop.rules.derived_values import (
    CATEGORY_OF_COMMODITY,
    DerivedValues,
    Known,
    derivations,
    started,
)
from rilo_desktop.rules.own_numbers import OwnNumbers
from rilo_desktop.vocabularies import vocabulary

KNOWN = Known("2026-11-28", OwnNumbers("XX", 2026))


def begun(record: Record, known: Known = KNOWN) -> DerivedValues:
    values = DerivedValues(known)
    values.begin(record, is_new=True)
    return values


@pytest.mark.parametrize("kind", record_types())
def test_every_derivation_names_fields_that_there_are(kind: str) -> None:
    described = fields_of(class_of(kind))
    for one in derivations(class_of(kind)):
        field, _, inside = one.field.partition(".")
        assert field in described
        lines = described[field].lines
        assert not inside or (lines is not None and inside in fields_of(lines))
        assert not one.source or one.source in described


def test_categories_of_commodities_are_codes() -> None:
    for commodity, category in CATEGORY_OF_COMMODITY.items():
        assert commodity in vocabulary("commodity")
        assert category in vocabulary("product_category")


@pytest.mark.parametrize(
    ("day", "end", "precision"),
    [
        ("2026-11-25", None, "day"),
        ("2026-11", None, "month"),
        ("2026", None, "year"),
        ("2026-11-01", "2026-11-25", "period"),
        (None, None, None),
    ],
)
def test_precision_from_the_date(day: str | None, end: str | None, precision: str | None) -> None:
    values, before = begun(CaseStudy()), CaseStudy()
    after, _ = values.after(replace(before, date=day, date_end=end))
    assert after.date_precision == precision


def test_a_later_date_changes_the_precision_that_was_filled_in() -> None:
    values = begun(CaseStudy())
    after, changes = values.after(CaseStudy(date="2026-11-25"))
    assert changes == (("date_precision", "day"),)
    assert values.held(after) == {"date_precision": "date"}
    after, _ = values.after(replace(after, date="2026"))
    assert after.date_precision == "year"
    after, _ = values.after(replace(after, date=None))
    assert after.date_precision is None


def test_what_was_written_stays() -> None:
    values = begun(CaseStudy())
    after, _ = values.after(CaseStudy(date="2026-11-25"))
    after, changes = values.after(replace(after, date_precision="quarter"))
    assert (after.date_precision, changes) == ("quarter", ())
    assert values.held(after) == {}
    after, _ = values.after(replace(after, date="2025"))
    assert after.date_precision == "quarter"


def test_what_was_emptied_stays_empty_until_its_source_says_something_else() -> None:
    values = begun(CaseStudy())
    after, _ = values.after(CaseStudy(date="2026-11-25"))
    after, _ = values.after(replace(after, date_precision=None, date="2026-11-26"))
    assert after.date_precision is None
    after, _ = values.after(replace(after, date="2025"))
    assert after.date_precision == "year"


def test_a_record_that_is_there_is_left_as_it_is() -> None:
    stored = CaseStudy(date="2026", commodity="TOBACCO", goods=(GoodsLine(description="Snus"),))
    values = DerivedValues(KNOWN)
    values.begin(stored)
    assert values.after(stored) == (stored, ())
    after, _ = values.after(replace(stored, title="Snus in a parcel"))
    assert (after.date_precision, after.goods[0].category) == (None, None)


def test_a_field_with_a_text_that_is_no_value_is_left_alone() -> None:
    values = begun(CaseStudy())
    after, changes = values.after(CaseStudy(date="2026"), frozen={"date_precision"})
    assert (after.date_precision, changes) == (None, ())
    assert values.after(after)[0].date_precision == "year"


def test_area_and_category_from_the_commodity() -> None:
    values = begun(CaseStudy())
    goods = (GoodsLine(description="Cigarettes"), GoodsLine(quantity=None))
    after, changes = values.after(CaseStudy(commodity="TOBACCO", goods=goods))
    assert after.enforcement_area == "REV"
    assert [line.category for line in after.goods] == ["TOB", None]
    assert ("goods.1.category", "TOB") in changes


def test_a_line_that_took_the_place_of_another_keeps_what_was_written_in_it() -> None:
    values = begun(CaseStudy())
    goods = (GoodsLine(description="Snus"), GoodsLine(description="Wine", category="TOB"))
    after, _ = values.after(CaseStudy(commodity="TOBACCO", goods=goods))
    values.moved("goods")
    after, _ = values.after(replace(after, goods=after.goods[1:], commodity="ALCOHOL"))
    assert after.goods[0].category == "TOB"


def test_the_basis_of_a_value_is_that_of_the_line_above() -> None:
    values = begun(CaseStudy())
    first, other = GoodsLine(value=Decimal(5)), GoodsLine(value=Decimal(7))
    after, _ = values.after(CaseStudy(goods=(first, other, GoodsLine())))
    lines = (replace(first, value_basis="declared"), *after.goods[1:])
    after, _ = values.after(replace(after, goods=lines))
    assert [line.value_basis for line in after.goods] == ["declared", "declared", None]
    assert values.held(after)["goods.2.value_basis"] == "goods"
    lines = (replace(lines[0], value_basis="retail"), replace(after.goods[1], value_basis="seized"))
    after, _ = values.after(replace(after, goods=lines))
    assert [line.value_basis for line in after.goods] == ["retail", "seized"]


def test_the_basis_goes_down_through_all_lines_at_once() -> None:
    """Without another change there is no further one that would fill in the third."""
    lines = tuple(GoodsLine(description=f"Goods {n}", value=Decimal(n)) for n in range(1, 4))
    values = begun(CaseStudy(goods=lines))
    chosen = CaseStudy(goods=(replace(lines[0], value_basis="MARKET"), *lines[1:]))
    after, changes = values.after(chosen)
    assert [line.value_basis for line in after.goods] == ["MARKET"] * 3
    assert [path for path, _ in changes] == ["goods.2.value_basis", "goods.3.value_basis"]


def test_transport_from_its_detail() -> None:
    after, _ = begun(CaseStudy()).after(CaseStudy(conveyance_subtype="SEA_CONTAINER"))
    assert after.conveyance == "SEA"


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Watches in a parcel", "en"),
        ("سجائر في حاوية مبردة", "ar"),
        ("Сигареты в рефрижераторе", "ru"),
        ("Сигареты Marlboro в контейнере", "ru"),
    ],
)
def test_language_from_the_script(title: str, language: str) -> None:
    record = CaseStudy(language="en")
    values = begun(record)
    after, _ = values.after(replace(record, title=title))
    assert after.language == language


def test_a_language_that_was_chosen_stays() -> None:
    record = CaseStudy(language="en")
    values = begun(record)
    after, _ = values.after(replace(record, language="fr", title="Сигареты"))
    assert after.language == "fr"


def test_the_stop_of_the_detection_follows_its_place() -> None:
    values = begun(CaseStudy())
    ends = (
        RouteLeg(role="departure", country="TR"),
        RouteLeg(role="destination", country="DE"),
    )
    after, _ = values.after(CaseStudy(reporting_country="BG", route=ends))
    assert [leg.role for leg in after.route] == ["departure", "seizure", "destination"]
    after, _ = values.after(replace(after, location_place="Kapitan Andreevo"))
    assert after.route[1] == RouteLeg(role="seizure", country="BG", place="Kapitan Andreevo")
    moved = (after.route[0], replace(after.route[1], place="Ruse"), after.route[2])
    after, _ = values.after(replace(after, route=moved, location_place="Sofia"))
    assert after.route[1].place == "Ruse"


def test_a_stop_of_the_detection_that_was_taken_out_stays_out() -> None:
    values = begun(CaseStudy())
    after, _ = values.after(CaseStudy(reporting_country="BG"))
    after, _ = values.after(replace(after, route=()))
    assert after.route == ()


def test_roles_of_stops_by_their_place() -> None:
    values = begun(CaseStudy())
    legs = tuple(RouteLeg(country=country) for country in ("TR", "BG"))
    after, _ = values.after(CaseStudy(route=legs))
    assert [leg.role for leg in after.route] == ["departure", "transit"]
    legs = (*after.route, RouteLeg(role="seizure", country="AT"), RouteLeg(country="DE"))
    after, _ = values.after(replace(after, route=legs))
    assert [leg.role for leg in after.route] == ["departure", "transit", "seizure", "destination"]


def test_the_status_of_an_item_is_that_of_its_last_update() -> None:
    first = ProgressUpdate(date="2026-10-01", entry="Begun", progress="in_progress")
    stored = ActionItem(progress="not_started", updates=(first,))
    values = DerivedValues(KNOWN)
    values.begin(stored)
    assert values.after(stored)[0] == stored
    later = ProgressUpdate(date="2026-11-20", entry="Done", progress="completed", percent=100)
    after, _ = values.after(replace(stored, updates=(first, later)))
    assert (after.progress, after.status_as_of, after.percent) == ("completed", "2026-11-20", 100)
    assert after.closed_on == "2026-11-28"


def test_a_status_that_was_chosen_now_is_not_that_of_the_update() -> None:
    stored = ActionItem(progress="not_started")
    values = DerivedValues(KNOWN)
    values.begin(stored)
    update = ProgressUpdate(date="2026-11-20", entry="Waits", progress="on_hold")
    after, _ = values.after(replace(stored, progress="delayed", updates=(update,)))
    assert after.progress == "delayed"


def test_an_indicator_begins_as_proposed() -> None:
    made = started(RiskIndicator(language="en"), KNOWN)
    assert made.lifecycle == "proposed"
    values = begun(made)
    assert values.held(made)["lifecycle"] == ""


@pytest.mark.parametrize(
    ("taken", "within", "number"),
    [
        ((), "RTE", "XX-RTE-01"),
        (("XX-RTE-01", "XX-RTE-02", "XX-VAL-09", "RTE-07"), "RTE", "XX-RTE-03"),
        (("xx-rte-01",), "RTE", "XX-RTE-02"),
        (("XX-RTE-009",), "RTE", "XX-RTE-010"),
        ((), "", None),
        ((), None, None),
        (("XX-AI-2026-04", "XX-AI-2026-05"), None, "XX-AI-2026-06"),
        (("XX-AI-2025-04", "XX-AI-2025-01"), None, "XX-AI-2026-01"),
        (("XX-AI-2024-01", "XX-AI-2024-02", "XX-AI-2025-03"), None, "XX-AI-2026-04"),
        (("17", "18", "Note"), None, "19"),
        (("Note",), None, None),
    ],
)
def test_the_next_free_own_number(
    taken: tuple[str, ...], within: str | None, number: str | None
) -> None:
    assert OwnNumbers("XX", 2026, taken).next(within) == number


def test_an_indicator_gets_a_number_of_its_category() -> None:
    values = begun(RiskIndicator(lifecycle="proposed"))
    after, _ = values.after(RiskIndicator(lifecycle="proposed", category="RTE"))
    assert after.local_ref == "XX-RTE-01"
    after, _ = values.after(replace(after, category="VAL"))
    assert after.local_ref == "XX-VAL-01"
    after, _ = values.after(replace(after, local_ref="XX-VAL-77"))
    after, _ = values.after(replace(after, category="SND"))
    assert after.local_ref == "XX-VAL-77"
