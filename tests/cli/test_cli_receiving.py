"""`rilo receive --take` and `rilo rules receiver`: what waits, and the exit code that says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", PASSPHRASE)

    def run(*arguments: Any, code: int = 0) -> Any:
        ended = main([*(str(argument) for argument in arguments), "--json"])
        out, err = capsys.readouterr()
        assert ended == code, err
        assert "Traceback" not in err
        return json.loads(out)

    return run


def test_what_came_round_waits_until_it_is_taken_by_name(rilo: Any, tmp_path: Path) -> None:
    """XX sends to the practice Secretariat, which sends all of it to X1."""
    ap, se, we = tmp_path / "ap", tmp_path / "se", tmp_path / "we"
    rilo("demo", ap)
    rilo("new", se, "--office", "X-SECRETARIAT", "--officer", "S-01")
    rilo("new", we, "--office", "X1", "--officer", "X1-01")
    cards = {}
    for folder, out in ((ap, "ap.pdf"), (se, "se.pdf")):
        if folder == se:
            said = rilo("receive", se, tmp_path / "ap.pdf", "--trust", cards[ap])
            assert (said["new"] > 1, said["waiting"]) == (True, [])
        rilo("submit", folder, "case-studies", "--where", "container", "--out", tmp_path / out,
             "--reason", "as agreed")  # fmt: skip
        cards[folder] = rilo("card", "export", folder, "--out", tmp_path / "x.rilocard")[
            "fingerprint"
        ]
    came = ("receive", we, tmp_path / "se.pdf", "--trust", cards[se])
    (document,) = rilo(*came, "--dry-run")
    records = document["records"]
    assert {one["outcome"] for one in records} == {"foreign"}
    assert all("a record of" in one["waits"] for one in records)
    asked = [found for one in records for found in one.get("findings", [])]
    assert asked
    assert {*asked[0]} == {"rule", "field", "blocks", "message"}

    said = rilo(*came, code=1)
    assert (said["new"], len(said["waiting"])) == (0, len(records))
    name = records[0]["reference"]
    said = rilo(*came, "--take", "XX/2026/CS/A9999", code=1)
    assert said["findings"][0]["rule"] == "receive.take"
    said = rilo(*came, "--take", name, code=1)
    assert (said["new"], len(said["waiting"])) == (1, len(records) - 1)
    assert rilo("show", we, name)["workflow"] == "draft"
    said = rilo(*came, "--take", "all")
    assert (said["new"], said["waiting"]) == (len(records) - 1, [])


def test_an_office_is_marked_as_receiver_of_rules(rilo: Any, tmp_path: Path) -> None:
    office, other = tmp_path / "ap", tmp_path / "we"
    rilo("new", office, "--office", "AP", "--officer", "AP-01")
    rilo("new", other, "--office", "WE", "--officer", "WE-01")
    said = rilo("rules", "receiver", office, "WE", code=1)
    assert said["findings"][0]["rule"] == "rules.receiver"
    card = tmp_path / "we.rilocard"
    fingerprint = rilo("card", "export", other, "--out", card)["fingerprint"]
    rilo("card", "trust", office, card, "--fingerprint", fingerprint)
    assert rilo("rules", "receiver", office, "WE")["receivers"] == ["SECRETARIAT", "WE"]
    assert rilo("rules", "receiver", office, "WE", "--remove")["receivers"] == ["SECRETARIAT"]
    (shown,) = rilo("rules", "show", office)
    assert shown["name"].endswith(")")
    assert shown["digest"].startswith(shown["name"].partition("(")[2][:4])


def test_an_answer_of_an_unknown_card_is_told_apart_as_a_document_is(
    rilo: Any, tmp_path: Path
) -> None:
    office, se = tmp_path / "xx", tmp_path / "se"
    rilo("demo", office)
    rilo("new", se, "--office", "X-SECRETARIAT", "--officer", "S-01")
    made = rilo("submit", office, "case-studies", "--where", "container", "--out",
                tmp_path / "xx.pdf", "--reason", "as agreed")  # fmt: skip
    card = rilo("card", "export", office, "--out", tmp_path / "xx.rilocard")["fingerprint"]
    said = rilo("receive", se, tmp_path / "xx.pdf", code=4)
    assert {one["rule"] for one in said["findings"]} == {"receive.stranger"}
    rilo("receive", se, tmp_path / "xx.pdf", "--trust", card)
    answer = tmp_path / "xx.rilo-answer"
    rilo("acknowledge", se, made["reference"], "--out", answer)
    said = rilo("receive", office, answer, code=4)
    assert {one["rule"] for one in said["findings"]} == {"signer.stranger"}
    card = rilo("card", "export", se, "--out", tmp_path / "se.rilocard")["fingerprint"]
    assert rilo("receive", office, answer, "--trust", card)


def test_an_alert_comes_to_another_office_whole(rilo: Any, tmp_path: Path) -> None:
    """Every field of it, and nothing that is for the sender only."""
    ap, other, out = tmp_path / "ap", tmp_path / "other", tmp_path / "alert.pdf"
    rilo("demo", ap)
    rilo("new", other, "--office", "X1", "--officer", "X1-01")
    rilo("disseminated", ap, "PD-XX-03", "--to", "Contact points", "--why", "To act on")
    rilo("submit", ap, "alert", "--record", "PD-XX-03", "--out", out)
    sent = rilo("show", ap, "PD-XX-03")
    card = rilo("card", "export", ap, "--out", tmp_path / "x.rilocard")["fingerprint"]
    said = rilo("receive", other, out, "--trust", card)
    assert said["new"] == 1
    came = rilo("show", other, sent["reference"])
    kept = {"revision", "number", "author", "time", "workflow", "at", "findings"}
    assert {k: v for k, v in came.items() if k not in kept} == {
        k: v for k, v in sent.items() if k not in kept
    }
    assert {"signs", "steps", "contacts", "audience", "disseminations", "cases"} <= {*came}
