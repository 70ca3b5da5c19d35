"""Everything the product ships is read, and the workbook agrees with the published data."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import pytest
from office_files import ASSETS, CASES, TEMPLATE

from rilo_desktop.exchange.import_result import ImportResult
from rilo_desktop.exchange.office_files import read
from rilo_desktop.records import NOT_KNOWN, ActionItem, CaseStudy, ProgressUpdate, class_of
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.validate import validate
from rilo_desktop.vocabularies import vocabulary

SHIPPED = {
    TEMPLATE: ("case-study", 40),
    CASES: ("case-study", 40),
    ASSETS / "sample" / "action_items.json": ("action-item", 24),
    ASSETS / "catalogue" / "obligations.json": ("obligation", 14),
    ASSETS / "catalogue" / "indicators.csv": ("risk-indicator", 48),
    ASSETS / "catalogue" / "offices.csv": ("office", 12),
    ASSETS / "catalogue" / "office_hosts.csv": ("office", 12),
    ASSETS / "catalogue" / "indicator_sources.csv": ("risk-indicator", 48),
    ASSETS / "catalogue" / "indicator_translations.csv": ("risk-indicator", 48),
    ASSETS / "catalogue" / "members.csv": ("member", 194),
}

LINES = ("office_hosts.csv", "indicator_sources.csv", "indicator_translations.csv")
"""Files of lines of records that stand in others."""

reading = cache(read)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_all_shipped_records_are_read_without_a_finding(path) -> None:
    kind, count = SHIPPED[path]
    found: ImportResult = reading(path)
    assert len(found.rows) == count
    assert {row.kind for row in found.rows} == {kind}
    assert list(found.all_findings()) == []
    assert len({row.local_ref for row in found.rows}) == count
    for row in found.rows:
        assert set(row.values) <= {field.name for field in fields(class_of(kind))}
        class_of(kind)(**row.values)


def test_workbook_and_published_data_give_equal_values() -> None:
    workbook = {row.local_ref: row for row in reading(TEMPLATE).rows}
    published = {row.local_ref: row for row in reading(CASES).rows}
    assert list(workbook) == list(published)
    for local_ref, row in workbook.items():
        other = dict(published[local_ref].values)
        assert other.pop("grading_scheme") == "6x6"  # the template has no such column
        assert row.values == other, local_ref


def test_lines_keep_their_order_and_their_rows() -> None:
    row = reading(TEMPLATE).rows[0]
    assert (row.local_ref, row.sheet, row.row) == ("CS-AP-2019-001", "Cases", 2)
    assert [leg.role for leg in row.values["route"]] == [
        "departure", "transit", "seizure", "destination",
    ]  # fmt: skip
    assert [(s.sheet, s.row) for s in row.source][:2] == [("Cases", 2), ("Route", 2)]


def test_what_is_not_published_is_not_known_and_what_there_is_none_of_is_empty() -> None:
    case = CaseStudy(**reading(CASES).rows[0].values)
    assert case.value_total == 7_800_000
    assert case.cooperation is NOT_KNOWN
    assert case.date_end is None
    assert (case.platform_type, case.payment) == (None, None)  # no e-commerce in this case
    online = CaseStudy(**reading(CASES).rows[1].values)
    assert (online.platform_type, online.delivery_model) == (NOT_KNOWN, "DIRECT")
    unpriced = next(r for r in reading(CASES).rows if r.local_ref == "CS-WAF-2024-001").values
    money = ("value_total", "value_currency", "value_basis")
    assert [unpriced[name] for name in money] == [NOT_KNOWN] * 3


def test_a_note_on_the_progress_is_the_first_entry_of_the_thread() -> None:
    items = [
        ActionItem(**row.values) for row in reading(ASSETS / "sample" / "action_items.json").rows
    ]
    assert items[0].updates == (
        ProgressUpdate(date="2022-01-19", entry="Topic of a briefing at the meeting"),
    )


def test_no_action_item_has_a_due_date_or_a_status_that_nobody_published() -> None:
    for row in reading(ASSETS / "sample" / "action_items.json").rows:
        item = ActionItem(**row.values)
        assert (item.due, item.progress, item.plan) == (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)
        assert item.derived
        assert item.derived_note


def test_functions_of_action_items_are_codes_of_the_list() -> None:
    functions = vocabulary("function")
    for row in reading(ASSETS / "sample" / "action_items.json").rows:
        item = ActionItem(**row.values)
        named = (item.lead, *item.supporting, item.secretariat_focal)
        assert all(one in functions for one in named if one is not NOT_KNOWN)


def test_no_case_is_blocked_and_nothing_names_anybody() -> None:
    refs: dict[str, set[str]] = {}
    for path in SHIPPED:
        for row in reading(path).rows:
            refs.setdefault(row.kind, set()).add(row.local_ref)
    for path, (kind, _) in SHIPPED.items():
        for row in reading(path).rows if path.name not in LINES else ():
            findings = validate(class_of(kind)(**row.values), known=RuleContext(local_refs=refs))
            blocking = [finding for finding in findings if finding.blocks]
            assert blocking == [], row.local_ref
            missing = {one.place.field for one in findings if one.rule == "completeness.missing"}
            if kind == "risk-indicator":
                assert missing == {"lifecycle"}, row.local_ref  # it warns: the office decides it


def test_cases_without_indicators_are_fine() -> None:
    rows = [row for row in reading(CASES).rows if row.values["indicators"] == ()]
    assert len(rows) == 2
    for row in rows:
        fields_found = {finding.place.field for finding in validate(CaseStudy(**row.values))}
        assert "indicators" not in fields_found
