"""One text in several languages: read in the best language, and raised from two fields."""

from __future__ import annotations

from rilo_desktop.records import Obligation, Office
from rilo_desktop.records.canonical_json import canonical_json
from rilo_desktop.records.snapshots import canonical, from_snapshot, to_snapshot
from rilo_desktop.records.translated import best_text, translated_value

NAME = (("en", "RILO AP"), ("fr", "BRLR AP"))


def test_it_is_read_in_the_best_language() -> None:
    assert best_text(NAME, "fr") == "BRLR AP"
    assert best_text(NAME, "ar") == "RILO AP"
    assert best_text((("fr", "BRLR AP"),), "en") == "BRLR AP"
    assert best_text((), "en") == ""
    assert translated_value({"fr": "BRLR AP", "en": "RILO AP", "ar": ""}) == NAME


def test_an_older_snapshot_is_raised() -> None:
    old = {"schema": 1, "id": "i", "reference": "r", "workflow": "draft"}
    for kind, cls in (("office", Office), ("obligation", Obligation)):
        names = {"name_en": "RILO AP", "name_fr": "BRLR AP"}
        assert from_snapshot({"kind": kind, **old, **names}) == cls(
            id="i", reference="r", name=NAME
        )
        unknown = from_snapshot({"kind": kind, **old, "name_en": "RILO AP", "name_fr": None})
        assert unknown.name == (("en", "RILO AP"),)  # type: ignore[attr-defined]


def test_it_is_written_as_an_object_by_language() -> None:
    office = Office(id="i", name=NAME)
    snapshot = to_snapshot(office)
    assert snapshot["name"] == {"en": "RILO AP", "fr": "BRLR AP"}
    assert canonical_json(office).encode() == canonical(snapshot)
    assert from_snapshot(snapshot) == office
