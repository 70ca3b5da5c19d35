"""HS codes are looked up in the Harmonized System 2022."""

from __future__ import annotations

import pytest

from rilo_desktop.records import GoodsLine
from rilo_desktop.records.case_study import CaseStudy
from rilo_desktop.rules import units
from rilo_desktop.rules.findings import Severity
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.vocabularies import harmonized_system


def said(hs: str) -> list[Severity]:
    record = CaseStudy(title="t", goods=(GoodsLine(hs=hs),))
    return [
        finding.severity
        for part in parts_of(record)
        for finding in units.findings(part)
        if finding.rule == "units.hs"
    ]


@pytest.mark.parametrize("hs", ["30", "3004", "3004.90", "300490", "3004 90 00", "2404.11", "8806"])
def test_a_code_of_the_edition_is_right(hs: str) -> None:
    assert said(hs) == []


@pytest.mark.parametrize("hs", ["9999.99", "9999", "77", "0000", "30-04", "3"])
def test_no_code_is_an_error(hs: str) -> None:
    assert said(hs) == [Severity.BLOCKS]


def test_a_subheading_of_an_earlier_edition_is_asked_about() -> None:
    assert said("8517.12") == [Severity.WARNS], "telephones, until 2021"


def test_the_table_is_whole() -> None:
    assert harmonized_system.title("30") == "Pharmaceutical products"
    assert harmonized_system.title("3004").startswith("Medicaments")
    assert harmonized_system.title("99") == ""
