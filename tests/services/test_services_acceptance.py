# mypy: disable-error-code="assignment, call-arg, index"
"""Rule packs: signed by the receiver, installed from a stick, taken back; what is printed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from received_offices import changed, document

from rilo_desktop.exchange.cards import read_card
from rilo_desktop.rules.acceptance_file import read, shipped
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.cards import listed
from rilo_desktop.services.receiving import acceptance_rules
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions.submit import SubmissionRequest, preflight, submit

RULES = {
    "format": "rilo-acceptance",
    "format_version": 1,
    "id": "WCO-SEC",
    "version": "2026.7",
    "issued": "2026-12-02",
    "rules": [
        {"name": "A", "kind": "risk-indicator", "type": "required", "field": "rationale"},
        {"name": "B", "kind": "risk-indicator", "type": "vocabulary", "field": "strength",
         "codes": ["strong"]},
    ],
}  # fmt: skip


SHIPPED = {
    "2026.1": "e27607fc6799e0658f92cb9560e4936ea3e3d10a6142f11e3fb29f4b0d1196a4",
    "2026.2": "ddccc239971452ae9ff173aaca0e5d435a6d73d3680bf1750385cbaf2e0060f6",
}
"""Versions of the shipped rules that submissions name, with their digests. Other rules are another
version: a new line, and never another digest of one that is here."""

NAME = read(json.dumps(RULES), "rules.json").name
"""With its digest."""


@pytest.fixture
def pack(make_session: Any, tmp_path: Path) -> tuple[Path, str]:
    """A signed pack, and the fingerprint of who signed it."""
    secretariat = make_session("SECRETARIAT")
    file, path = tmp_path / "rules.json", tmp_path / "sec.rilorules"
    file.write_text(json.dumps(RULES), "utf-8")
    assert acceptance_rules.sign(secretariat, file, path).name == NAME
    card = next(c.fingerprint for c in listed(secretariat) if c.standing == "own")
    return path, card


def order_of(session: Any, **values: Any) -> SubmissionRequest:
    """One indicator and no other."""
    return SubmissionRequest(
        "indicator-catalogue", records=(record.find(session, "SND-01").record.id,), **values
    )


def rules_asked(session: Any) -> set[str]:
    order = order_of(session)
    found = preflight(session, order).findings
    return {f.values["clause"] for f in found if f.rule.startswith("acceptance.")}


def test_a_pack_is_installed_asked_printed_and_taken_back(make_session, pack) -> None:
    path, card = pack
    office = make_session()
    assert rules_asked(office) == set()
    with pytest.raises(Refused) as refused:
        acceptance_rules.install(office, path)
    assert refused.value.findings[0].rule == "signer.stranger"
    assert acceptance_rules.install(office, path, [card]).acceptance.name == NAME
    assert [r.acceptance.name for r in acceptance_rules.rules(office)] == [
        NAME,
        shipped().name,
    ]
    assert NAME.startswith("WCO-SEC 2026.7 (")
    changed(office, "SND-01", "risk-indicator", rationale=None, strength="weak")
    assert rules_asked(office) == {"A", "B"}
    with pytest.raises(Refused) as refused:
        submit(office, order_of(office, reason="it is so"))
    assert [f.rule for f in refused.value.findings] == ["acceptance.vocabulary"]
    changed(office, "SND-01", "risk-indicator", strength="strong")
    reference = submit(office, order_of(office, reason="it is so")).submission.reference
    assert document(office, reference).package.submission.acceptance == NAME
    assert acceptance_rules.install(office, path).acceptance.name == NAME, "the card is known"
    assert acceptance_rules.take_back(office).name == shipped().name
    assert rules_asked(office) == set()
    assert document(office, reference).package.submission.acceptance == NAME
    with pytest.raises(Refused) as refused:
        acceptance_rules.take_back(office)
    assert refused.value.findings[0].rule == "rules.none"
    with office.reading() as reading:
        actions = [entry.action for entry in reading.log.all()]
    assert actions.count("acceptance rules installed") == 1
    assert actions.count("acceptance rules taken back") == 1


def test_a_changed_or_foreign_pack_is_refused(make_session, pack, tmp_path) -> None:
    path, card = pack
    office = make_session()
    whole = path.read_bytes()
    broken = tmp_path / "broken.rilorules"
    for at in range(0, len(whole), 7):
        content = bytearray(whole)
        content[at] ^= 1
        broken.write_bytes(content)
        with pytest.raises(Refused):
            acceptance_rules.install(office, broken, [card])
    for content in (b"", b"{}", b"[" * 100_000, b" " * 700_000, json.dumps(RULES).encode()):
        broken.write_bytes(content)
        with pytest.raises(Refused) as refused:
            acceptance_rules.install(office, broken, [card])
        assert "broken.rilorules" in str(refused.value.findings[0].values["file"])
    assert acceptance_rules.rules(office)[0].acceptance.name == shipped().name
    with pytest.raises(Refused):
        acceptance_rules.install(office, tmp_path / "nowhere", [card])


def test_rules_that_cannot_be_read_are_not_signed(make_session, tmp_path) -> None:
    file, path = tmp_path / "rules.json", tmp_path / "x.rilorules"
    rules = RULES | {"rules": [{"name": "A", "kind": "person", "type": "required", "field": "x"}]}
    file.write_text(json.dumps(rules), "utf-8")
    with pytest.raises(Refused):
        acceptance_rules.sign(make_session(), file, path)
    assert not path.exists()


def test_the_editor_says_what_the_receiver_asks(make_session, pack) -> None:
    path, card = pack
    office = make_session()
    acceptance_rules.install(office, path, [card])
    stored = record.find(office, "SND-01").record
    said = record.findings(office, replace(stored, strength="weak"))
    assert [f.place.field for f in said if f.rule == "acceptance.vocabulary"] == ["strength"]


def signed_pack(session: Any, folder: Path, **values: Any) -> tuple[Path, str]:
    """A pack of this office, and its card."""
    rules = {**RULES, **values}
    file = folder / f"{session.office_code}-{len(list(folder.iterdir()))}.json"
    file.write_text(json.dumps(rules), "utf-8")
    acceptance_rules.sign(session, file, file.with_suffix(".rilorules"))
    card = next(c.fingerprint for c in listed(session) if c.standing == "own")
    return file.with_suffix(".rilorules"), card


def refused_pack(office: Any, path: Path, *trust: str) -> str:
    with office.reading() as reading:
        before = reading.log.last
    with pytest.raises(Refused) as refused:
        acceptance_rules.install(office, path, trust)
    with office.reading() as reading:
        assert reading.log.last == before
    return str(refused.value.findings[0].rule)


def test_other_rules_are_another_version() -> None:
    """A rule was changed under the version by which released submissions call the old ones."""
    assert shipped().digest == SHIPPED[shipped().version]
    assert list(SHIPPED)[-1] == shipped().version


def test_a_pack_of_an_office_that_is_no_receiver_is_refused(make_session, tmp_path) -> None:
    """A trusted card is not enough; marked by the head, its packs are taken (review: F7)."""
    office, we = make_session(), make_session("WE")
    path, card = signed_pack(we, tmp_path, id="RILO-BASE", version=shipped().version)
    assert refused_pack(office, path, card) == "rules.office"
    with pytest.raises(Refused):
        acceptance_rules.mark_receiver(office, "WE")
    cards.trust_certificate(office, card_of(we), card)
    head = office.officer
    for role in ("steward", "reviewer", "analyst", "reader"):  # the steward takes packs alone
        office.officer = replace(head, role=role)
        with pytest.raises(Refused) as refused:
            acceptance_rules.mark_receiver(office, "WE")
        assert [one.rule for one in refused.value.findings] == ["session.role"]
    office.officer = head
    assert acceptance_rules.mark_receiver(office, "WE") == ("SECRETARIAT", "WE")
    found = acceptance_rules.install(office, path)
    assert found.acceptance.name != shipped().name, "one name, another digest"
    assert found.acceptance.name.startswith(f"{shipped().short_name} (")
    assert acceptance_rules.mark_receiver(office, "WE", receives=False) == ("SECRETARIAT",)


def test_two_packs_of_one_name_are_told_apart(make_session, tmp_path) -> None:
    """As packs of lists are (review: N6)."""
    office, secretariat = make_session(), make_session("SECRETARIAT")
    first, card = signed_pack(secretariat, tmp_path, version="2027.1")
    found = acceptance_rules.install(office, first, [card])
    assert found.used is None
    again, _ = signed_pack(secretariat, tmp_path, version="2027.1")
    assert acceptance_rules.install(office, again).used is None
    changed, _ = signed_pack(secretariat, tmp_path, version="2027.1", rules=RULES["rules"][:1])
    other = acceptance_rules.install(office, changed)
    assert other.acceptance.short_name == found.acceptance.short_name
    assert other.used is not None
    assert other.used.values["others"] == found.acceptance.name
    assert acceptance_rules.rules(office)[0].used is None, "said once, when it is installed"


def test_older_rules_than_those_in_force_are_asked_about(make_session, tmp_path) -> None:
    office, secretariat = make_session(), make_session("SECRETARIAT")
    older, card = signed_pack(secretariat, tmp_path, version="2026.6", issued="2026-11-29")
    same, _ = signed_pack(secretariat, tmp_path, version="2026.7")
    newer, _ = signed_pack(secretariat, tmp_path, version="2026.8")
    assert refused_pack(office, older, card) == "rules.older", "than the shipped ones"
    acceptance_rules.install(office, newer, [card])
    assert refused_pack(office, same, card) == "rules.older", "signed before, of the same day"
    acceptance_rules.install(office, older, older=True)
    assert acceptance_rules.rules(office)[0].acceptance.version == "2026.6"
    acceptance_rules.install(office, newer)


def test_the_digest_says_what_the_rules_say() -> None:
    text = json.dumps(RULES)
    other = json.dumps(RULES | {"rules": RULES["rules"][:1]})
    assert read(text, "x").digest == read(json.dumps(RULES, indent=2), "y").digest
    assert read(text, "x").name != read(other, "x").name


def card_of(session: Any) -> bytes:
    with session.reading() as reading:
        content = next(row.content for row in reading.office.cards() if row.is_own)
    return read_card(content).certificate
