# mypy: disable-error-code="index"
"""`rilo backup`, `restore`, `drill`, `check` and `salvage` as scripts use them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record

PASSPHRASE = "a passphrase of the first officer"
SECOND = "a passphrase of the second officer"


@pytest.fixture(autouse=True)
def passphrases(monkeypatch):
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", SECOND)


@pytest.fixture
def rilo(capsys):
    """Runs a command: (exit code, stdout, stderr)."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def data(rilo):
    def run(*arguments, code=0):
        ended, out, err = rilo(*arguments, "--json")
        assert ended == code, err
        return json.loads(out)

    return run


@pytest.fixture
def office(make_session):
    session = make_session()
    session.close()
    return session.folder


@pytest.fixture
def sample(make_session):
    session = make_session(sample=True)
    session.close()
    return session.folder


def test_backup_restore_and_what_was_kept_aside(sample, data, rilo, tmp_path):
    file = tmp_path / "office.rilobackup"
    made = data("backup", sample, file)
    assert (made["file"], made["office"], made["by"]) == (str(file), "AP", "AP-01")
    assert made["records"] == data("check", sample)["records"]
    with open_store(sample, PASSPHRASE) as session:
        record.save(session, CaseStudy(id="new", title="new since"))
    before = data("restore", file, sample, "--dry-run")
    assert (before["store"], before["lost"]["new_records"]) == ("readable", 1)
    assert len(data("list", sample, "case-study")) == 41
    done = data("restore", file, sample)
    assert done["lost"] == before["lost"] | {"operations": before["lost"]["operations"] + 1}
    assert len(data("list", sample, "case-study")) == 40
    assert len(data("list", done["aside"], "case-study")) == 41
    code, out, err = rilo("restore", file, sample)
    assert (code, err) == (0, "")
    assert "is restored. The previous office is kept in" in out


def test_a_zeroed_first_page(sample, data, rilo, tmp_path):
    file = tmp_path / "office.rilobackup"
    data("backup", sample, file)
    with (sample / "store.db").open("rb+") as database:
        database.write(bytes(4096))
    assert rilo("check", sample)[0] == 6
    assert rilo("salvage", sample, tmp_path / "x.json")[0] == 6
    assert not (tmp_path / "x.json").exists()
    assert data("restore", file, sample, "--dry-run")["store"] == "unreadable"
    data("restore", file, sample)
    assert data("check", sample)["whole"] is True


def test_a_backup_from_before_a_removal(office, data, monkeypatch, tmp_path):
    file = tmp_path / "office.rilobackup"
    data("officer", "add", office, "AP-02", "--function", "Deputy", "--role", "reviewer")
    data("backup", office, file)
    data("officer", "remove", office, "AP-02")
    done = data("restore", file, office)
    assert done["officers_back"] == ["AP-02"]
    assert [found["rule"] for found in done["findings"]] == ["restore.back"]
    monkeypatch.setenv("RILO_PASSPHRASE", SECOND)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", "seven quiet lanterns beside a river")
    assert data("passphrase", office)["sign"] == "AP-02"
    monkeypatch.setenv("RILO_PASSPHRASE", "seven quiet lanterns beside a river")
    assert data("check", office)["whole"] is True


@pytest.mark.parametrize("content", [b"", b"\0" * 9000, b"a letter", None])
def test_what_is_no_backup_is_refused(office, data, rilo, tmp_path, content):
    file = tmp_path / "no.rilobackup"
    if content is not None:
        file.write_bytes(content)
    before = (office / "store.db").read_bytes()
    said = data("restore", file, office, code=1)
    assert said["findings"][0]["rule"] == "store.BackupBroken"
    assert (office / "store.db").read_bytes() == before


def test_a_wrong_passphrase_and_another_office(
    office, make_session, data, rilo, tmp_path, monkeypatch
):
    file = tmp_path / "office.rilobackup"
    data("backup", office, file)
    other = make_session("WE")
    other.close()
    assert data("restore", file, other.folder, code=1)["findings"][0]["rule"] == (
        "store.BackupForeign"
    )
    monkeypatch.setenv("RILO_PASSPHRASE", "not this one")
    assert rilo("restore", file, tmp_path / "x")[0] == 3
    assert not (tmp_path / "x").exists()


def test_backups_as_scheduled_and_a_drill(office, data, rilo):
    made = data("backup", office, "--if-due")
    assert data("backup", office, "--if-due") == {"due": False}
    assert data("drill", made["file"], office)["whole"] is True
    code, out, _ = rilo("drill", made["file"], office)
    assert (code, "can be restored" in out) == (0, True)
    with Path(made["file"]).open("rb+") as file:
        file.truncate(9000)
    assert rilo("drill", made["file"], office)[0] == 1
    assert rilo("backup", office)[0] == 0


def test_check_repairs_and_compares(sample, data, rilo, tmp_path):
    file = tmp_path / "office.rilobackup"
    data("backup", sample, file)
    with open_store(sample, PASSPHRASE) as session:
        session.store._raw.execute("DELETE FROM case_study_goods")
    assert data("check", sample, code=6)["whole"] is False
    done = data("check", sample, "--repair")
    assert (done["whole"], done["repaired"], done["rebuilt"]) == (True, True, done["records"])
    assert done["findings_before"]
    assert data("check", sample, "--against", file)["findings"] == []
    assert rilo("check", sample, "--against", tmp_path / "nothing")[0] == 1


def test_salvage(sample, data, rilo, tmp_path):
    out = tmp_path / "out.json"
    code, _, err = rilo("salvage", sample, out)
    assert (code, out.exists()) == (1, False)
    assert "nothing to salvage" in err
    assert data("salvage", sample, out, "--everything")["unreadable"] == {}
    whole = json.loads(out.read_text("utf-8"))
    assert sum(item["kind"] == "case-study" for item in whole["records"]) == 40
    pages = (sample / "store.db").stat().st_size // 4096
    with (sample / "store.db").open("rb+") as database:
        for page in range(pages - 40, pages, 7):
            database.seek(page * 4096)
            database.write(os.urandom(4096))
    code, _, err = rilo("salvage", sample, out, "--everything")
    assert code in (0, 6)
    assert (code == 6) == ("cannot be read" in err)
    assert json.loads(out.read_text("utf-8"))["records"]


def _printed(file):
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    found = re.search(r"(\d+): ((?:[0-9a-f]{8} ?){8})", text)
    return f"{found[1]}: {found[2]}"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_released_document_names_an_entry_of_the_log(sample, data, rilo, tmp_path):
    out = tmp_path / "out.pdf"
    done = data("submit", sample, "case-studies", "--out", out)
    head = _printed(out)
    data("export", sample, done["reference"], "--out", tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == out.read_bytes()
    assert data("check", sample, "--head", head)["whole"] is True
    with open_store(sample, PASSPHRASE) as session, session.reading() as reading:
        number, _, digest = head.partition(":")
        assert reading.log.entry(int(number)).hash == digest.replace(" ", "")
    other = f"{number}: {'0' * 64}"
    said = data("check", sample, "--head", other, code=6)
    assert [found["rule"] for found in said["findings"]] == ["check.printed_head"]
    assert rilo("check", sample, "--head", "nonsense")[0] == 2
