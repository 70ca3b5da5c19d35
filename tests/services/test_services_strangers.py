"""What strangers call themselves and their records is not taken at its word (F8)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.exchange import cards as files
from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.services.records.file_import import import_files
from rilo_desktop.services.submissions import release, submit


@pytest.fixture
def session(make_session: Any) -> Session:
    made: Session = make_session()
    return made


NAMES = ["АР", "WE\u202eTAIRATERCES", "\x1b[2J\x1b]52;c;YQ==\x07", "a" * 20]


@pytest.mark.parametrize("name", NAMES)
def test_no_card_and_no_certificate_has_another_name_than_a_code(
    session: Session, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ValueError, match="not the code of an office"):
        files.read_card(files.new_identity(name, datetime.now(UTC)).card)
    path = tmp_path / "stranger.rilocard"
    path.write_bytes(files.new_identity(name, datetime.now(UTC)).card)
    with pytest.raises(Refused) as found:
        cards.trust(session, path, "K7QX-2M9P-AAAA-BBBB-CCCC-DDDD-EEEE")
    assert found.value.findings[0].rule == "cards.unreadable"


@pytest.mark.parametrize("name", NAMES)
def test_a_document_signed_under_another_name_is_refused(
    session: Session, tmp_path: Path, name: str, monkeypatch: Any, capsys: Any
) -> None:
    (case,) = record.save(session, CaseStudy(id="x", title="Tablets")).records
    order = submit.SubmissionRequest("case-studies", records=(case,), reason="as agreed")
    reference = submit.submit(session, order).submission.reference
    _, submission = release._submission(session, reference)
    with session.reading() as reading:
        packing = release._packed(session, reading, submission)
    with monkeypatch.context() as patch:  # the stranger's program asks for no code
        patch.setattr(files, "is_office_code", lambda _name: True)
        stranger = files.new_identity(name, datetime.now(UTC))
        document = release._document(packing, stranger, datetime.now(UTC), SILENT)[0]
    path = tmp_path / "stranger.pdf"
    path.write_bytes(document)
    assert main(["verify", str(path)]) == 1
    out, err = capsys.readouterr()
    assert path.name in err
    assert not any(sign in out + err for sign in ("\x1b", "\x07", "\u202e", "АР"))


def test_an_own_number_with_hidden_signs_is_the_same_record(
    session: Session, tmp_path: Path
) -> None:
    """Three cases at attacker F8: one now, and the fourth is pointed out."""
    path = tmp_path / "cases.json"
    for number in ("HO-01", "HO-01\u200b", "ho-01"):
        rows = [{"local_ref": number, "title": "Watches", "language": "en"}]
        path.write_text(json.dumps({"cases": rows}), "utf-8")
        import_files(session, [path])
    with session.reading() as reading:
        assert list(reading.records.by_local_ref("case-study", own=True)) == ["HO-01"]
    rows = [{"local_ref": "НО-01", "title": "Watches\u202e", "language": "en"}]
    path.write_text(json.dumps({"cases": rows}), "utf-8")
    rules = {f.rule for f in import_files(session, [path], dry_run=True).findings}
    assert {"structure.look_alike", "structure.hidden"} <= rules


def test_two_rows_whose_numbers_differ_in_what_cannot_be_seen_are_refused(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "cases.json"
    numbers = ("HO-01", "ho\u200b-01")
    rows = [{"local_ref": n, "title": "Watches", "language": "en"} for n in numbers]
    path.write_text(json.dumps({"cases": rows}), "utf-8")
    with pytest.raises(Refused) as found:
        import_files(session, [path])
    assert {finding.rule for finding in found.value.findings} >= {"exchange.twice"}


def test_an_own_number_is_not_given_twice_in_another_case(session: Session) -> None:
    record.save(session, CaseStudy(id="one", title="One", local_ref="HO-01"))
    with pytest.raises(Refused) as found:
        record.save(session, CaseStudy(id="two", title="Two", local_ref="ho-01\u2060"))
    assert found.value.findings[0].rule == "record.own_number"


def test_the_terminal_gets_no_character_that_acts(
    session: Session, monkeypatch: Any, capsys: Any, passphrase: str
) -> None:
    title = "Evil \x1b[2J\x9b1m \u202egpj\nAP/2026/CS/A0009  forged line"
    (name,) = record.save(session, CaseStudy(title=title, local_ref="X\u200b1")).records
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    for command in (["list", session.folder, "case-study"], ["show", session.folder, name]):
        assert main([str(part) for part in command]) == 0
        out, err = capsys.readouterr()
        assert "<U+001B>[2J<U+009B>1m <U+202E>gpj" in out
        for sign in "\x1b\x9b\u202e\u200b":
            assert sign not in out + err
        assert not any(line.startswith("AP/2026/CS/A0009") for line in out.splitlines())
    assert main(["list", str(session.folder), "case-study", "--json"]) == 0
    out, _ = capsys.readouterr()
    assert "\u202e" not in out
    assert json.loads(out)[0]["title"] == title
