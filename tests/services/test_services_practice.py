# mypy: disable-error-code="attr-defined, call-arg, operator"
"""Practice offices: marked on every page, and nothing passes between them and offices in use."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from received_offices import sent, to_file

from rilo_desktop.exchange import package as files
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT, is_practice
from rilo_desktop.records import CaseStudy, Member, Office
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import backup, cards, restore
from rilo_desktop.services.office.create_office import known_offices
from rilo_desktop.services.office.errors import OfficeChanged
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import (
    acceptance_rules,
    acknowledge,
    inbox,
    network_overview,
    receive,
)
from rilo_desktop.services.records import file_import, lists, record
from rilo_desktop.services.submissions import encrypted_copies, release, submit, verify
from rilo_desktop.store.keyring import DIGEST, _digest
from rilo_desktop.store.keys import NAMES

RULE = "practice.other_side"
SENTENCE = "examples only, invented or published"


@pytest.fixture
def practice(make_session) -> Any:
    """A practice office with two cases of its own."""
    session = make_session("XX")
    for title in ("Chargers in small parcels", "Toys behind a cover load"):
        made = replace(
            record.new(session, "case-study"), title=title, summary=title, date="2025-02"
        )
        record.save(session, made)
    return session


def own_card(session: Any) -> str:
    return next(card.fingerprint for card in cards.listed(session) if card.standing == "own")


def card_file(session: Any, folder: Path) -> Path:
    path = folder / f"{session.office_code}.rilocard"
    cards.export(session, path)
    return path


def rules_of(refused: Any) -> list[str]:
    return [found.rule for found in refused.value.findings]


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def released(session: Any, path: Path, **order: Any) -> Path:
    made = submit.submit(
        session, submit.SubmissionRequest("case-studies", reason="for practice", **order)
    )
    release.export(session, made.submission.reference, path)
    return path


def test_it_knows_practice_offices_and_their_members_only(make_session) -> None:
    session = make_session("XX")
    with session.reading() as reading:
        offices = {o.record.local_ref for o in reading.records.all_of(Office.kind.code)}
        members = {m.record.country for m in reading.records.all_of(Member.kind.code)}
    assert offices == set(PRACTICE_OFFICES)
    assert members == {f"Q{sign}" for sign in "MNOPRSTU"}
    assert set(PRACTICE_OFFICES) | {PRACTICE_SECRETARIAT} <= set(known_offices())
    assert not any(map(is_practice, ("AP", "SECRETARIAT", "X", "XXX", "XC", "X10", "")))


@pytest.mark.parametrize(
    ("language", "word", "sentence"),
    [("en", "PRACTICE", SENTENCE), ("fr", "EXERCICE", "exemples seulement, inventés ou publiés")],
)
def test_every_page_of_what_it_releases_is_marked(
    practice, tmp_path, language, word, sentence
) -> None:
    path = released(practice, tmp_path / "cases.pdf", language=language)
    pages = texts(path)
    assert len(pages) > 2
    for page in pages:
        assert page.count(word) >= 2, "in the header and in the footer"
        assert sentence in " ".join(page.split())
    with pypdfium2.PdfDocument(path) as pdf:
        said = pdf.get_metadata_dict()
    assert said["Subject"].startswith("PRACTICE ")
    assert said["Keywords"] == "practice; examples only"
    package = read_submission(path).package
    assert package is not None
    assert package.submission.practice
    assert json.loads(files.to_json(package))["submission"]["practice"] is True
    verdict = verify.verify_by_card(path, card_file(practice, tmp_path))
    assert verdict.exit_code == 0, verdict.findings


def test_a_draft_keeps_its_watermark_beside_the_mark(practice, tmp_path) -> None:
    path = tmp_path / "draft.pdf"
    order = submit.SubmissionRequest("case-studies", draft=True, reason="for practice")
    submit.draft(practice, order, path)
    for page in texts(path):
        assert "Not approved, not released" in page
        assert "PRACTICE" in page


def test_an_office_in_use_is_not_marked(make_session, tmp_path) -> None:
    path = released(make_session(sample=True), tmp_path / "cases.pdf", where="CS-AP-2019-001")
    assert not any("PRACTICE" in page for page in texts(path))
    package = read_submission(path).package
    assert package is not None
    assert not package.submission.practice


def test_what_it_says_of_practice_is_what_its_office_is(practice, tmp_path) -> None:
    package = read_submission(released(practice, tmp_path / "cases.pdf")).package
    assert package is not None
    for office, flag in (("XX", False), ("AP", True), ("SECRETARIAT", True)):
        head = replace(package.submission, office=office, practice=flag)
        with pytest.raises(Misshapen, match="practice"):
            files.from_json(files.to_json(replace(package, submission=head)))


@pytest.mark.parametrize("receiver", ["AP", "SECRETARIAT"])
def test_an_office_in_use_refuses_all_that_comes_from_practice(
    practice, make_session, tmp_path, receiver
) -> None:
    office = make_session(receiver)
    path = released(practice, tmp_path / "cases.pdf")
    one = inbox.inspect(office, path)
    assert [found.rule for found in one.findings if found.rule == RULE] == [RULE]
    assert one.comparison is None
    fingerprint = own_card(practice)
    with pytest.raises(Refused):
        receive.accept(office, receive.inspect_submissions(office, [path], [fingerprint]))
    card = card_file(practice, tmp_path)
    assert [found.rule for found in inbox.inspect(office, card).findings] == [RULE]
    for typed in ("", fingerprint):
        with pytest.raises(Refused) as refused:
            cards.trust(office, card, typed)
        assert rules_of(refused) == [RULE]
    with pytest.raises(Refused) as refused:
        cards.trust_certificate(office, read_submission(path).certificate, fingerprint)
    assert rules_of(refused) == [RULE]
    (copy,) = encrypted_copies.export(
        practice, read_submission(path).package.submission.reference, tmp_path / "c.pdf", ["AP"]
    )
    assert inbox.inspect(office, copy.path).comparison is None
    assert [c.office for c in cards.listed(office)] == [receiver]


def test_a_practice_office_refuses_what_comes_from_an_office_in_use(
    practice, make_session, tmp_path
) -> None:
    office = make_session(sample=True)
    path = to_file(office, sent(office, where="CS-AP-2019-001"), tmp_path)
    assert RULE in [found.rule for found in inbox.inspect(practice, path).findings]
    with pytest.raises(Refused) as refused:
        cards.trust(practice, card_file(office, tmp_path), own_card(office))
    assert rules_of(refused) == [RULE]


def test_a_practice_secretariat_and_practice_offices_trust_each_other(
    practice, make_session, tmp_path
) -> None:
    secretariat = make_session(PRACTICE_SECRETARIAT)
    path = released(practice, tmp_path / "cases.pdf")
    looked = receive.inspect_submissions(secretariat, [path], [own_card(practice)])
    assert receive.accept(secretariat, looked).new == 2
    package = read_submission(path).package
    assert package is not None
    assert package.submission.addressee == "Practice Secretariat"
    answer = tmp_path / "answer.rilo-answer"
    acknowledge.make(secretariat, package.submission.reference, answer)
    acknowledge.take(practice, acknowledge.inspect(practice, answer, [own_card(secretariat)]))
    rules, pack = tmp_path / "rules.json", tmp_path / "rules.rilorules"
    rules.write_text(json.dumps(RULES), "utf-8")
    acceptance_rules.sign(secretariat, rules, pack)
    assert acceptance_rules.install(practice, pack).office == PRACTICE_SECRETARIAT
    office = make_session()
    for take in (
        lambda: acceptance_rules.install(office, pack, [own_card(secretariat)]),
        lambda: acknowledge.inspect(office, answer, [own_card(secretariat)]),
    ):
        with pytest.raises(Refused) as refused:
            take()
        assert rules_of(refused) == [RULE]


RULES = {
    "format": "rilo-acceptance",
    "format_version": 1,
    "id": "PRACTICE-SEC",
    "version": "2026.1",
    "issued": "2026-12-02",
    "rules": [{"name": "A", "kind": "case-study", "type": "required", "field": "lessons"}],
}


def test_an_invented_member_is_no_code_of_an_office_in_use(practice, make_session) -> None:
    case = CaseStudy(title="Tablets", summary="In a box", reporting_country="QM")
    for session, blocks in ((practice, []), (make_session(), ["codes.practice"])):
        found = [one.rule for one in record.findings(session, case) if "practice" in one.rule]
        assert found == blocks


# --- whoever has the folder, the keys or a backup cannot make it an office in use


def with_office(content: bytes, code: str) -> bytes:
    """keys.json of another office, with a digest that fits."""
    data = json.loads(content)
    data.pop(DIGEST)
    data["office"] = code
    return json.dumps(data | {DIGEST: _digest(data)}).encode()


@pytest.mark.parametrize(("own", "other"), [("XX", "AP"), ("AP", "XX"), ("AP", "WE")])
def test_an_edited_keys_file_makes_no_other_office(
    make_session, passphrase, clock, own, other
) -> None:
    session = make_session(own)
    folder = session.folder
    session.close()
    before = {name: (folder / name).read_bytes() for name in NAMES}
    for name in NAMES:
        (folder / name).write_bytes(with_office(before[name], other))
    with pytest.raises(OfficeChanged):
        open_store(folder, passphrase, clock=clock)
    for name in NAMES:
        (folder / name).write_bytes(before[name])
    with open_store(folder, passphrase, clock=clock) as again:
        assert again.office_code == own


def test_an_edited_entry_of_the_log_makes_no_other_office(make_session, passphrase, clock) -> None:
    session = make_session("XX")
    folder = session.folder
    run = session.store._raw.execute
    (detail,) = run("SELECT detail FROM log WHERE seq = 1").fetchone()
    run("UPDATE log SET detail = ? WHERE seq = 1", (detail.replace('"XX"', '"AP"'),))
    session.close()
    for name in NAMES:
        (folder / name).write_bytes(with_office((folder / name).read_bytes(), "AP"))
    with pytest.raises(OfficeChanged):
        open_store(folder, passphrase, clock=clock)


def test_a_restored_practice_office_is_one_still(practice, tmp_path, passphrase, clock) -> None:
    made = backup.back_up(practice, tmp_path / "xx.rilobackup").path
    practice.close()
    with restore.restore(made, tmp_path / "there", passphrase, clock=clock).session as session:
        assert session.office_code == "XX"


def test_a_backup_that_names_another_office_is_not_restored(
    practice, tmp_path, passphrase, clock, monkeypatch
) -> None:
    """Also where the officer who forged it signed it with their own key."""
    access = practice.store.access
    with monkeypatch.context() as forging:
        forging.setattr(access, "keyring", replace(access.keyring, office_code="AP"))
        forged = practice.store.back_up(tmp_path / "ap.rilobackup").path
    practice.close()
    with pytest.raises(OfficeChanged):
        restore.restore(forged, tmp_path / "there", passphrase, clock=clock)
    assert not (tmp_path / "there").exists()


def test_records_of_an_office_in_use_become_own_ones_and_that_is_said(practice, tmp_path) -> None:
    """Once for the file, before anything is written."""
    path = tmp_path / "cases.json"
    rows = [("1", "AP"), ("2", "WE"), ("3", "XX"), ("4", "AP")]
    cases = [{"local_ref": ref, "title": ref, "office_code": office} for ref, office in rows]
    path.write_text(json.dumps({"cases": cases}), "utf-8")
    found = file_import.inspect(practice, [path])
    said = [one for one in found.findings if one.rule == "intake.own"]
    assert [(one.values["offices"], one.values["own"]) for one in said] == [("AP, WE", "XX")]
    assert not said[0].blocks
    done = file_import.take(practice, found)
    assert "intake.own" in {one.rule for one in done.findings}
    stored = lists.all_stored(practice, lists.Query("case-study"))
    own = {one.record.office_code for one in stored}
    assert own == {"XX"}


def test_a_practice_secretariat_accuses_nobody(make_session) -> None:
    found = network_overview.overview(make_session("X-SECRETARIAT"))
    assert {line.code for line in found.offices} == set(PRACTICE_OFFICES)
    wrong = (network_overview.OfficeState.MISSING, network_overview.OfficeState.LATE)
    assert [found.count(state) for state in wrong] == [0, 0]
