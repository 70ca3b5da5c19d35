"""`rilo verify`: 0 for what is good, 1 altered, 4 signed by a stranger, 7 compared as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def rilo(capsys, monkeypatch):
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", PASSPHRASE)

    def run(*arguments: Any, code: int = 0) -> Any:
        ended = main([*(str(argument) for argument in arguments), "--json"])
        out, err = capsys.readouterr()
        assert ended == code, err
        assert "Traceback" not in err
        return json.loads(out)

    return run


def test_the_codes_say_what_a_document_is(rilo, tmp_path, capsys):
    office, file, card = tmp_path / "office", tmp_path / "sent.pdf", tmp_path / "ap.rilocard"
    rilo("demo", office)
    rilo("submit", office, "case-studies", "--where", "container", "--out", file, "--reason", "x")
    rilo("card", "export", office, "--out", card)
    for given in (("--store", office), ("--card", card)):
        said = rilo("verify", file, *given)
        assert (said["whole"], said["trust"], said["agreement"]) == (True, "trusted", "same")
        assert (said["signer"], said["findings"]) == ("XX", [])
        assert said["reference"].startswith("XX/")
    said = rilo("verify", file, code=4)
    assert (said["whole"], said["trust"]) == (True, "unknown")
    assert said["fingerprint"] in said["findings"][0]["message"]

    other = tmp_path / "other"
    rilo("new", other, "--office", "X-SECRETARIAT", "--officer", "S-01")
    assert rilo("verify", file, "--store", other, code=4)["trust"] == "unknown"
    rilo("card", "trust", other, card, "--fingerprint", said["fingerprint"])
    assert rilo("verify", file, "--store", other)["trust"] == "trusted"

    content = bytearray(file.read_bytes())
    content[9_000] ^= 1
    file.write_bytes(content)
    said = rilo("verify", file, "--store", office, code=1)
    assert [found["rule"] for found in said["findings"]] == ["verify.altered"]
    assert rilo("verify", card, code=1)["findings"][0]["rule"] == "exchange.elsewhere"
    assert rilo("verify", tmp_path / "none.pdf", code=1)["findings"][0]["rule"]

    draft = tmp_path / "draft.pdf"
    rilo("submit", office, "case-studies", "--where", "container", "--out", draft, "--draft")
    said = rilo("verify", draft, "--store", office, code=1)
    assert said["findings"][0]["rule"] == "verify.unsigned"


def test_without_json_it_is_said_in_lines(rilo, tmp_path, capsys):
    office, file = tmp_path / "office", tmp_path / "sent.pdf"
    rilo("demo", office)
    rilo("submit", office, "indicator-catalogue", "--out", file, "--reason", "x")
    assert main(["verify", str(file), "--store", str(office)]) == 0
    out, err = capsys.readouterr()
    first, *facts = out.splitlines()
    assert first.startswith(f"{file.name} is whole: XX signed it")
    assert "the printed text matches the embedded data" in first
    assert len(facts) == 2
    assert all(line.startswith("  ") for line in facts)
    assert err == ""
    assert main(["verify", str(file)]) == 4
    out, err = capsys.readouterr()
    assert "is not known here" in out.splitlines()[0]
    assert err == ""


def test_what_is_wrong_is_one_sentence_with_the_rest_indented(rilo, tmp_path, capsys):
    office, file = tmp_path / "office", tmp_path / "sent.pdf"
    rilo("demo", office)
    rilo("submit", office, "indicator-catalogue", "--out", file, "--reason", "x")
    content = file.read_bytes()
    for changed, said in (
        (content[:-700], "is damaged or cut off: ask for it to be sent again."),
        (content + bytes(100), "has blanks or zeros behind its end"),
        (content + b"more", "Something was added to"),
    ):
        file.write_bytes(changed)
        assert main(["verify", str(file), "--store", str(office)]) == 1
        out, err = capsys.readouterr()
        assert (out, len(err.splitlines())) == ("", 1)
        assert said in err


OLDER = Path(__file__).parents[1] / "fixtures" / "submissions" / "1"


def test_what_was_not_compared_in_a_document_of_another_version_is_said(rilo, tmp_path, capsys):
    file, card = OLDER / "case-studies.pdf", OLDER / "ap.rilocard"
    said = rilo("verify", file, "--card", card, code=7)
    assert (said["whole"], said["trust"], said["agreement"]) == (True, "trusted", "as text")
    assert said["not_compared"]
    assert rilo("verify", file, code=4)["not_compared"] == said["not_compared"]
    assert main(["verify", str(file), "--card", str(card)]) == 7
    out, err = capsys.readouterr()
    assert "its text matches its data, and this was not compared" in out
    assert f"not compared: {said['not_compared'][0]}" in out
    assert err == ""

    office = tmp_path / "secretariat"
    rilo("new", office, "--office", "SECRETARIAT", "--officer", "S-01")
    key = rilo("verify", file, code=4)["fingerprint"]
    rilo("card", "trust", office, card, "--fingerprint", key)
    assert rilo("receive", office, file, "--dry-run")[0]["not_compared"] == said["not_compared"]
    assert main(["receive", str(office), str(file), "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "this was not compared: " in out + err
