"""A sign that no typeface has stops the document before it is written, with its place."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import reports_sample as sample
from reports_reading import write

from rilo_desktop.records import GoodsLine, RiskIndicator
from rilo_desktop.reports import Unprintable, unprintable
from rilo_desktop.rules.findings import Nature

EMOJI = "\U0001f4e6"


def test_the_sample_is_printable() -> None:
    for kind in ("CS", "RI", "AP"):
        assert unprintable(sample.content(kind)) == ()


def test_a_finding_names_record_field_and_sign() -> None:
    goods = (GoodsLine(description="fine"), GoodsLine(description=f"a box {EMOJI}{EMOJI}"))
    case = dataclasses.replace(sample.cases()[0], goods=goods)
    (found,) = unprintable(sample.content("CS", records=[case]))
    assert found.blocks
    assert found.nature is Nature.GLYPHS
    assert not found.justifiable
    assert found.place.record == case.id
    assert found.place.reference == case.reference
    assert found.place.field == "goods.2.description"
    assert found.place.label == "Goods as found"
    assert found.values["sign"] == "U+1F4E6"


def test_nothing_is_written(tmp_path: Path) -> None:
    case = dataclasses.replace(sample.cases()[0], title=f"Parcels {EMOJI}")
    with pytest.raises(Unprintable):
        write(sample.content("CS", records=[case]), tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["title", "subtitle", "addressee", "prepared_by", "justification"])
def test_the_head_of_the_document_is_looked_at_too(name: str) -> None:
    content = sample.content("CS", records=sample.cases()[:1], **{name: f"x {EMOJI}"})
    assert [f.place.field for f in unprintable(content)] == [name]


def test_titles_of_indicators_that_are_referred_to_are_looked_at() -> None:
    case = sample.cases()[0]
    code = case.indicators[0].indicator
    content = sample.content("CS", records=[case])
    named = content.named(RiskIndicator, code)  # type: ignore[arg-type]
    assert named is not None
    found = {named.id: dataclasses.replace(named, title=EMOJI)}
    content = dataclasses.replace(content, referenced={"risk-indicator": found})
    assert [f.place.kind for f in unprintable(content)] == ["risk-indicator"]


def test_what_stays_in_the_office_is_not_looked_at() -> None:
    case = dataclasses.replace(sample.cases()[0], internal_note=EMOJI)
    assert unprintable(sample.content("CS", records=[case])) == ()


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\u4e2d", "\u05d0"])
def test_control_characters_surrogates_and_other_scripts_are_findings(sign: str) -> None:
    case = dataclasses.replace(sample.cases()[0], lessons=f"a{sign}b")
    (found,) = unprintable(sample.content("CS", records=[case]))
    assert found.values["sign"] == f"U+{ord(sign):04X}"
