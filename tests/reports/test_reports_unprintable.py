"""A sign that no typeface has stops the document before it is written, with its place."""

from __future__ import annotations

import ast
import dataclasses
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import reports_sample as sample
from reports_reading import write

import messages
import rilo_desktop
from rilo_desktop.language import window_languages
from rilo_desktop.records import GoodsLine, RiskIndicator
from rilo_desktop.reports import Unprintable, made, unprintable
from rilo_desktop.reports.engine.labels import Wording
from rilo_desktop.reports.engine.printable_text import uncovered
from rilo_desktop.rules.findings import Nature
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

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
    assert found.values["signs"] == "U+1F4E6 PACKAGE"


def test_nothing_is_written(tmp_path: Path) -> None:
    case = dataclasses.replace(sample.cases()[0], title=f"Parcels {EMOJI}")
    with pytest.raises(Unprintable):
        write(sample.content("CS", records=[case]), tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["title", "subtitle", "addressee", "prepared_by", "justification"])
def test_the_head_of_the_document_is_looked_at_too(name: str) -> None:
    content = sample.content("CS", records=sample.cases()[:1], **{name: f"x {EMOJI}"})
    assert [f.place.field for f in unprintable(content)] == [name]


def test_the_title_of_a_record_is_one_finding_on_its_own_pages() -> None:
    case = dataclasses.replace(sample.cases()[0], title=f"x {EMOJI}")
    content = sample.content("CS", records=[case], title=case.title, reference=case.reference)
    assert [(f.place.record, f.place.field) for f in unprintable(content)] == [(case.id, "title")]


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


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800", "\U00020000", "\u0f40", "\ue000"])
def test_control_characters_surrogates_and_other_scripts_are_findings(sign: str) -> None:
    case = dataclasses.replace(sample.cases()[0], lessons=f"a{sign}b")
    (found,) = unprintable(sample.content("CS", records=[case]))
    said = f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
    assert found.values["signs"] == said


def test_signs_of_one_field_are_one_finding() -> None:
    case = dataclasses.replace(
        sample.cases()[0], lessons=f"{EMOJI} \u0f40 {EMOJI}", source="\u0f40"
    )
    found = unprintable(sample.content("CS", records=[case]))
    assert {f.place.field: f.values["signs"] for f in found} == {
        "lessons": "U+1F4E6 PACKAGE, U+0F40 TIBETAN LETTER KA",
        "source": "U+0F40 TIBETAN LETTER KA",
    }


# --- the program's own words, checked like an officer's


ROOT = Path(rilo_desktop.__file__).parent
ON_SCREEN_ONLY = "src/rilo_desktop/gui/"
DRAWN_FROM = ("reports/documents", "presentation")


def _printed_messages() -> Iterator[str]:
    """Each message with its translations, but for what only the window says."""
    for path in messages.LANGUAGE.glob("*.po"):
        for entry in messages.read(path):
            if any(not place.startswith(ON_SCREEN_ONLY) for place, _ in entry.locations):
                for said in (entry.id, entry.string):
                    yield from [said] if isinstance(said, str) else said or ()


def test_every_message_that_may_be_printed_can_be() -> None:
    said = [*_printed_messages()]
    assert len(said) > 5_000
    assert [text for text in said if uncovered(text)] == []


def test_every_label_of_a_code_list_can_be_printed() -> None:
    labels = [
        item.label(language)
        for name in vocabulary_names()
        for item in vocabulary(name)
        for language in window_languages()
    ]
    assert len(labels) > 2_000
    assert [text for text in labels if uncovered(text)] == []


def test_every_literal_of_the_documents_can_be_printed() -> None:
    """What joins texts is no message: arrows, dashes, squares."""
    found = {}
    for path in (path for folder in DRAWN_FROM for path in (ROOT / folder).glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) not in about and uncovered(node.value):
                found[f"{path.name}:{node.lineno}"] = node.value
    assert found == {}


@pytest.mark.parametrize("words", ["CN \u27f6 KE", "\u0644\u0627 \u27f6 \u0644\u0627"])
def test_a_word_of_the_program_without_a_glyph_stops_the_document(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it comes onto the page: it is looked at where it is drawn."""
    monkeypatch.setattr(Wording, "day", lambda *_given: words)
    with pytest.raises(Unprintable) as refused:
        made(sample.content("CS", records=sample.cases()[:1]))
    (found,) = refused.value.findings
    assert found.rule == "glyphs.covered"
    assert found.values["signs"] == "U+27F6 LONG RIGHTWARDS ARROW"
    assert "\u27f6" in str(found.values["words"])
