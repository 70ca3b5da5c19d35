# mypy: disable-error-code="call-arg"
"""The honest road of F1 by the command line: a backup, a receipt, and the office still saves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rilo_desktop.cli import main
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record


@pytest.fixture
def rilo(monkeypatch, passphrase, capsys):
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)

    def run(*arguments, code=0):
        assert main([*map(str, arguments), "--json"]) == code
        out, err = capsys.readouterr()
        assert "a fault of the program" not in out + err
        return json.loads(out)

    return run


def save(folder, passphrase, title):
    with open_store(folder, passphrase) as session:
        with session.reading() as reading:
            whole = next(iter(reading.records.all_of("case-study"))).record
        made = record.new(session, "case-study")
        made = replace(whole, id=made.id, reference="", local_ref=title, title=title, pictures=())
        (name,) = record.save(session, made).records
        return record.get(session, name).record.reference


def card_of(folder, passphrase):
    with open_store(folder, passphrase) as session:
        return cards.listed(session)[0].fingerprint


def test_restored_with_the_same_letter_and_given_back_what_was_lost(
    make_session, rilo, passphrase, tmp_path
):
    office, secretariat = make_session(sample=True), make_session("SECRETARIAT")
    for session in (office, secretariat):
        session.close()
    backup, theirs, back = (tmp_path / name for name in ("b.rilobackup", "q1.pdf", "se.pdf"))
    rilo("backup", office.folder, backup)
    lost = save(office.folder, passphrase, "lost")
    rilo("submit", office.folder, "case-studies", "--out", theirs, "--reason", "as agreed")
    card = card_of(office.folder, passphrase)
    rilo("receive", secretariat.folder, theirs, "--trust", card)
    rilo("submit", secretariat.folder, "case-studies", "--out", back, "--reason", "as agreed")
    new = tmp_path / "new"
    rilo("restore", backup, new, "--workstation", "A")
    card = card_of(secretariat.folder, passphrase)
    rilo("receive", new, back, "--trust", card, "--take", "all")
    year, number = lost.split("/")[1], int(lost.split("/A")[1])
    assert save(new, passphrase, "since") == f"AP/{year}/CS/A{number + 1:04}"
    assert rilo("check", new)["whole"]
