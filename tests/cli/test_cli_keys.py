"""Passphrases, the recovery key, officers, re-keying, purge and log from the command line."""

from __future__ import annotations

import json

import pytest

from rilo_desktop.cli import main

FIRST = "a passphrase of the first officer"
SECOND = "a passphrase of the second officer"
NEW = "an entirely new passphrase of today"
OWN = "one that only the colleague has chosen"


@pytest.fixture
def rilo(capsys, monkeypatch):
    """`rilo(...)` answers the JSON; `code`: how it must end."""

    def run(*arguments, code=0, passphrase=FIRST, new=NEW, paper=""):
        monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
        monkeypatch.setenv("RILO_NEW_PASSPHRASE", new)
        monkeypatch.setenv("RILO_RECOVERY_KEY", paper)
        ended = main([*(str(argument) for argument in arguments), "--json"])
        out, err = capsys.readouterr()
        assert ended == code, err
        assert "Traceback" not in err
        return json.loads(out)

    return run


@pytest.fixture
def office(tmp_path, rilo):
    """The folder, and its recovery key."""
    folder = tmp_path / "office"
    made = rilo("new", folder, "--office", "AP", "--officer", "AP-01", new=FIRST)
    return folder, made["recovery_key"]


def test_a_passphrase_is_changed(office, rilo):
    folder, _ = office
    assert rilo("passphrase", folder) == {"sign": "AP-01"}
    assert rilo("list", folder, "office", code=3)["findings"][0]["rule"] == "store.WrongPassphrase"
    assert rilo("list", folder, "office", passphrase=NEW)
    rilo("passphrase", folder, passphrase=NEW, new=" ", code=1)
    rilo("passphrase", folder, passphrase=NEW, new=NEW, code=1)


def test_a_lost_passphrase_is_replaced_with_the_paper(office, rilo):
    folder, paper = office
    wrong = paper[:-1] + ("A" if paper[-1] != "A" else "B")
    found = rilo("recover", folder, "AP-01", paper=wrong, code=3)["findings"]
    assert found[0]["rule"] == "store.WrongRecoveryKey"
    assert rilo("recover", folder, "AP-01", paper=paper.lower()) == {"sign": "AP-01"}
    assert rilo("check", folder, passphrase=NEW)["whole"]
    newer = rilo("recovery-key", folder, passphrase=NEW)["recovery_key"]
    rilo("recover", folder, "AP-01", paper=paper, code=3)
    rilo("recover", folder, "AP-01", paper=newer, new=FIRST)
    assert rilo("check", folder)["whole"]


def test_officers_are_changed_and_reset(office, rilo):
    folder, paper = office
    rilo("officer", "add", folder, "AP-02", "--function", "Deputy", new=SECOND)
    changed = rilo("officer", "change", folder, "AP-02", "--role", "reviewer")
    assert (changed["role"], changed["function"]) == ("reviewer", "Deputy")
    rilo("officer", "change", folder, "AP-02", "--role", "king", code=1)
    rilo("officer", "reset", folder, "AP-02", code=3)
    rilo("officer", "reset", folder, "AP-02", paper=paper)
    rilo("list", folder, "office", "--as", "AP-02", passphrase=SECOND, code=3)
    given = rilo("list", folder, "office", "--as", "AP-02", passphrase=NEW, code=3)
    assert given["findings"][0]["rule"] == "store.PassphraseGiven"
    rilo("passphrase", folder, "--as", "AP-02", passphrase=NEW, new=OWN)
    rilo("list", folder, "office", "--as", "AP-02", passphrase=OWN)


def test_a_passphrase_that_can_be_guessed_is_refused_everywhere(office, rilo, tmp_path):
    folder, paper = office
    for words in (
        ("new", tmp_path / "other", "--office", "AP", "--officer", "AP-01"),
        ("demo", tmp_path / "other"),
        ("passphrase", folder),
        ("recover", folder, "AP-01"),
        ("officer", "add", folder, "AP-02", "--function", "Deputy"),
    ):
        found = rilo(*words, new="Password2024!", paper=paper, code=1)["findings"]
        assert [finding["rule"] for finding in found] == ["officers.weak"]
    assert not (tmp_path / "other").exists()


def test_after_a_leak_the_command_line_says_what_next(office, capsys, monkeypatch):
    folder, _ = office
    monkeypatch.setenv("RILO_PASSPHRASE", FIRST)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", NEW)
    assert main(["passphrase", str(folder), "--leaked"]) == 0
    assert "rilo rekey" in capsys.readouterr().err


def test_after_an_officer_left_the_store_gets_another_key(office, rilo):
    folder, _ = office
    rilo("officer", "add", folder, "AP-02", "--function", "Deputy", new=SECOND)
    rilo("backup", folder)
    rilo("officer", "remove", folder, "AP-02")
    done = rilo("rekey", folder, "--old-backups", "renew")
    assert len(done["removed"]) == 1
    assert done["left"] == []
    assert rilo("check", folder)["whole"]
    actions = [line["action"] for line in rilo("log", folder, "--last", "8")]
    assert actions[:4] == ["opened", "opened", "backups under the old key removed", "backup made"]
    assert "store re-keyed" in actions
    assert "officer removed" in actions


def test_content_is_purged_with_a_certificate(office, rilo, tmp_path):
    folder, _ = office
    (first, second, *_) = rilo("list", folder, "risk-indicator")
    paper = tmp_path / "certificate.json"
    done = rilo(
        *("purge", folder, first["reference"], "--reason", "not ours", "--certificate", paper)
    )
    assert json.loads(paper.read_text("utf-8")) == done
    assert (done["reference"], done["reason"]) == (first["reference"], "not ours")
    references = [row["reference"] for row in rilo("list", folder, "risk-indicator")]
    assert first["reference"] not in references
    assert second["reference"] in references
    again = ("purge", folder, second["reference"], "--reason", "x", "--certificate", paper)
    rilo(*again, code=1)
    assert rilo("list", folder, "risk-indicator")[0]["reference"] in references
    rilo("purge", folder, second["reference"], "--reason", "x", "--containing", "qqqq", code=1)
    (line,) = rilo("log", folder, "--action", "content purged")
    assert line["detail"]["reason"] == "not ours"
    assert rilo("check", folder)["whole"]


def test_guessing_is_slowed_down_and_told(office, rilo):
    folder, _ = office
    for _ in range(4):
        rilo("list", folder, "office", passphrase="guess", code=3)
    found = rilo("list", folder, "office", code=3)["findings"]
    assert found[0]["rule"] == "store.TooSoon"


def test_rules_of_retention_are_set_shown_and_done(office, rilo):
    folder, _ = office
    rilo("retention", folder, "--set", "case-study", "many", code=1)
    shown = rilo("retention", folder, "--set", "risk-indicator", "5", "--since", "recorded")
    assert shown["rules"] == [{"kind": "risk-indicator", "years": 5, "since": "recorded"}]
    assert rilo("retention", folder, "--purge") == shown | {"due": [], "purged": []}
    assert rilo("retention", folder, "--set", "risk-indicator", "0")["rules"] == []


def test_cards_go_from_office_to_office(office, rilo, tmp_path):
    folder, _ = office
    other = tmp_path / "other"
    rilo("new", other, "--office", "SECRETARIAT", "--officer", "S-01", new=FIRST)
    file = tmp_path / "ap.rilocard"
    made = rilo("card", "export", folder, "--out", file)
    (own,) = rilo("card", "list", folder)
    assert (own["standing"], own["fingerprint"]) == ("own", made["fingerprint"])
    said = rilo("card", "trust", other, file, code=1)["findings"][0]
    assert said["rule"] == "cards.compare"
    assert made["fingerprint"] in said["message"]
    typed = made["fingerprint"].replace("-", " ").lower()
    assert rilo("card", "trust", other, file, "--fingerprint", typed)["standing"] == "trusted"
    renewed = rilo("card", "renew", folder)
    rilo("card", "export", folder, "--out", file)
    assert rilo("card", "trust", other, file)["fingerprint"] == renewed["fingerprint"]
    gone = tmp_path / "gone.rilocard"
    standings = [c["standing"] for c in rilo("card", "list", other)]
    assert standings == ["own", "trusted", "superseded"]
    done = rilo("card", "revoke", folder, "AP", "--reason", "a stick was lost", "--out", gone)
    assert [c["standing"] for c in done["cards"]] == ["revoked", "revoked"]
    first = rilo("card", "trust", other, done["files"][1])
    assert (first["standing"], first["fallen"][0]["fingerprint"]) == (
        "revoked",
        renewed["fingerprint"],
    )
    assert rilo("card", "trust", other, gone)["standing"] == "revoked"
    standings = [c["standing"] for c in rilo("card", "list", other)]
    assert standings == ["own", "revoked", "revoked"]
    assert rilo("check", other)["whole"]
