"""`rilo verify`: 0 for what is good, 1 for what is altered, 4 for what a stranger signed."""

from __future__ import annotations

import json
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
        assert (said["signer"], said["findings"]) == ("AP", [])
        assert said["reference"].startswith("AP/")
    said = rilo("verify", file, code=4)
    assert (said["whole"], said["trust"]) == (True, "unknown")
    assert said["fingerprint"] in said["findings"][0]["message"]

    other = tmp_path / "other"
    rilo("new", other, "--office", "SECRETARIAT", "--officer", "S-01")
    assert rilo("verify", file, "--store", other, code=4)["trust"] == "unknown"
    rilo("card", "trust", other, card, "--fingerprint", said["fingerprint"])
    assert rilo("verify", file, "--store", other)["trust"] == "trusted"

    content = bytearray(file.read_bytes())
    content[9_000] ^= 1
    file.write_bytes(content)
    said = rilo("verify", file, "--store", office, code=1)
    assert [found["rule"] for found in said["findings"]] == ["verify.altered"]
    assert rilo("verify", card, code=1)["findings"][0]["rule"] == "exchange.submission_pdf"
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
    assert "what is printed is what is embedded" in out
    assert err == ""
    assert main(["verify", str(file)]) == 4
    assert "which is not known here" in capsys.readouterr().err
