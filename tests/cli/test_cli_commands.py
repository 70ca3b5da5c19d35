# mypy: disable-error-code="arg-type, assignment"
"""`rilo` as scripts use it: exit codes, JSON and nothing else on stdout, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pikepdf
import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.records.picture import Picture
from rilo_desktop.services.office import create_office
from rilo_desktop.services.records import record
from sample_office import PASSPHRASE, sample_office

SECOND = "a passphrase of the second officer"
SAMPLE = resources.files("rilo_desktop.assets") / "sample"
YEAR = resources.files("rilo_desktop.assets") / "practice" / "practice_year.json"


@pytest.fixture(autouse=True)
def passphrases(monkeypatch):
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def rilo(capsys):
    """Runs a command: (exit code, stdout, stderr)."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def data(rilo):
    """Runs a command with --json: what it answers."""

    def run(*arguments, code=0):
        ended, out, err = rilo(*arguments, "--json")
        assert ended == code, err
        return json.loads(out)

    return run


@pytest.fixture
def office(tmp_path, rilo):
    folder = tmp_path / "office"
    code, _, err = rilo("new", folder, "--office", "AP", "--officer", "AP-01")
    assert code == 0, err
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """An office with the published records; each test has a copy."""
    return sample_office(tmp_path_factory, shipped=True)


@pytest.fixture
def sample(tmp_path, demo):
    return shutil.copytree(demo, tmp_path / "office")


def test_the_demo_is_a_practice_office_with_its_year(data, rilo, tmp_path):
    """No office in use is shown with invented data, and what it releases is marked."""
    made = data("demo", tmp_path / "office")
    assert (made["office"], made["officer"]) == ("XX", "XX-01")
    assert made["findings"] == []
    assert data("check", tmp_path / "office")["findings"] == []
    cases = data("list", tmp_path / "office", "case-study")
    assert len(cases) == 40 + 16
    assert all(case["reference"].startswith("XX/") for case in cases)
    assert len(data("list", tmp_path / "office", "reported-count")) == 16
    for file in (YEAR, SAMPLE / "cases.json"):
        again = data("import", tmp_path / "office", file)
        assert (again["new"], again["changed"]) == (0, 0)


def test_the_demo_looks_at_what_it_made(data, tmp_path, monkeypatch):
    """A sample that names a picture which it does not bring."""
    add_whole = create_office.add_sample

    def add(session, progress):
        add_whole(session, progress)
        record.save(session, CaseStudy(id="p", title="x", pictures=(Picture(sha256="0" * 64),)))

    monkeypatch.setattr(create_office, "add_sample", add)
    made = data("demo", tmp_path / "office", code=6)
    assert [found["rule"] for found in made["findings"]] == ["check.picture_missing"]
    assert made["recovery_key"]


def test_an_office_in_use_refuses_an_invented_year(office, rilo):
    code, _, err = rilo("import", office, YEAR)
    assert code == 1
    assert "invented year of the practice office XX" in err


def test_the_sample_office_is_listed_shown_and_whole(sample, data):
    cases = data("list", sample, "case-study")
    assert len(cases) == 40
    needed = {"kind", "id", "reference", "local_ref", "title", "workflow", "revision"}
    assert all(needed <= set(case) for case in cases)
    assert len(data("list", sample, "risk-indicator")) == 48
    assert len(data("list", sample, "action-item")) == 24
    assert len(data("list", sample, "office")) == 12
    assert data("check", sample)["whole"] is True
    shown = data("show", sample, "CS-AP-2019-001")
    assert needed <= set(shown)
    assert shown["goods"][0]["quantity"] == "570000"
    assert shown["route"][3]["place"] is None
    assert data("show", sample, shown["reference"])["id"] == shown["id"]


def test_search_narrows_the_list(sample, data):
    found = data("list", sample, "case-study", "--search", "container kuwait")
    assert [case["local_ref"] for case in found] == ["CS-AP-2019-001"]
    found = data("list", sample, "case-study", "--search", "country:kw")
    assert {reason["field"] for reason in found[0]["why"]} <= {"route", "detection_country"}
    assert found[0]["why"][0]["value"] == "KW"
    assert "why" not in data("list", sample, "case-study")[0]


def test_a_new_office_shows_its_recovery_key_once(tmp_path, data):
    made = data("new", tmp_path / "x", "--office", "WE", "--officer", "WE-01", "--workstation", "B")
    assert len(made["recovery_key"]) == 64
    assert made["office"] == "WE"


def test_importing_says_what_it_did(office, data):
    with resources.as_file(SAMPLE / "cases_template.xlsx") as path:
        dry = data("import", office, path, "--dry-run")
        assert (dry["new"], dry["dry_run"]) == (40, True)
        assert data("list", office, "case-study") == []
        assert data("import", office, path)["new"] == 40
        assert data("import", office, path)["same"] == 40


def test_submitting_writes_the_document(sample, data, tmp_path):
    out = tmp_path / "out.pdf"
    done = data("submit", sample, "case-studies", "--out", out, "--language", "fr")
    assert done["workflow"] == "released"
    assert out.read_bytes().startswith(b"%PDF")
    assert data("export", sample, done["reference"], "--out", tmp_path / "again.pdf")["pages"] > 9
    assert (tmp_path / "again.pdf").read_bytes() == out.read_bytes()


def test_what_the_guard_found_is_answered_one_by_one(sample, data, rilo, tmp_path):
    out = tmp_path / "out.pdf"
    asset = resources.files("rilo_desktop.assets") / "sample" / "cases.json"
    published = json.loads(asset.read_text("utf-8"))
    published["cases"][0]["summary"] = "Write to jane.doe@example.org, says Mr John Smith."
    own = tmp_path / "cases.json"
    own.write_text(json.dumps(published), "utf-8")
    assert rilo("import", sample, own)[0] == 0
    command = ("submit", sample, "case-studies", "--where", "CS-AP-2019-001", "--out", out)
    code, _, err = rilo(*command, "--reason", "one for all")
    assert code == 1
    assert '--answer "AP/2026/CS/A0001" summary:1' in err
    one = ("--answer", "CS-AP-2019-001", "summary:1", "published by the office")
    code, _, err = rilo(*command, *one)
    assert (code, out.exists()) == (1, False)
    assert "John Smith" in err
    assert "j…@…org" not in err
    done = data(*command, *one, "--answer", "CS-AP-2019-001", "summary:2", "a spokesman")
    assert done["file"] == str(out)
    code, _, err = rilo(*command, "--answer", "cover", "title", "why")
    assert code == 1
    assert "title: nothing was found there" in err


def test_a_second_officer_must_approve(sample, data, rilo, monkeypatch, tmp_path):
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", SECOND)
    data("officer", "add", sample, "AP-02", "--function", "Deputy Head", "--role", "reviewer")
    signs = [o["sign"] for o in data("officer", "list", sample)]
    assert signs == ["AP-01", "AP-02"]
    out = tmp_path / "out.pdf"
    waiting = data("submit", sample, "indicator-catalogue", "--out", out, code=1)
    assert waiting["workflow"] == "in_review"
    assert waiting["waits_for"] == ["AP-02 (Deputy Head)"]
    assert not out.exists()
    code, _, err = rilo("approve", sample, waiting["reference"])
    assert code == 1
    assert "another officer must approve it" in err
    assert rilo("export", sample, waiting["reference"], "--out", out)[0] == 1
    assert not out.exists()
    take_over(monkeypatch, data, sample)
    approved = data("approve", sample, waiting["reference"], "--as", "AP-02")
    assert approved["workflow"] == "released"
    data("export", sample, waiting["reference"], "--out", out)
    assert out.exists()


def take_over(monkeypatch, data, office):
    """The second officer has a passphrase that nobody gave them, and works with it."""
    own = "one that only the colleague has chosen"
    monkeypatch.setenv("RILO_PASSPHRASE", SECOND)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", own)
    data("passphrase", office, "--as", "AP-02")
    monkeypatch.setenv("RILO_PASSPHRASE", own)


def test_returning_needs_a_reason_and_gives_a_draft(sample, data, rilo, monkeypatch, tmp_path):
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", SECOND)
    data("officer", "add", sample, "AP-02", "--function", "Deputy Head", "--role", "reviewer")
    waiting = data("submit", sample, "case-studies", "--out", tmp_path / "x.pdf", code=1)
    take_over(monkeypatch, data, sample)
    assert rilo("return", sample, waiting["reference"])[0] == 2
    back = data("return", sample, waiting["reference"], "--reason", "no title")
    assert back["workflow"] == "draft"


def test_exit_codes_of_the_design(sample, rilo, monkeypatch, tmp_path):
    assert rilo("list", sample, "spaceship")[0] == 1
    assert rilo("show", sample, "AP/2026/CS/A9999")[0] == 1
    assert rilo("nonsense")[0] == 2
    assert rilo("list", sample)[0] == 2
    assert rilo("list", tmp_path / "nowhere", "office")[0] == 2
    assert rilo("list", tmp_path, "office")[0] == 2
    assert rilo("new", sample, "--office", "AP", "--officer", "AP-01")[0] == 1
    assert rilo("new", tmp_path / "y", "--office", "MARS", "--officer", "M-01")[0] == 1
    assert not (tmp_path / "y").exists()
    monkeypatch.setenv("RILO_PASSPHRASE", "not this one")
    code, out, err = rilo("list", sample, "office")
    assert (code, out) == (3, "")
    assert "Wrong passphrase for" in err
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    (sample / "store.db").write_bytes(b"\0" * 9000)
    assert rilo("list", sample, "office")[0] == 6


def test_a_store_that_is_open_elsewhere(sample, rilo, passphrase):
    from rilo_desktop.services.office.session import open_store

    with open_store(sample, PASSPHRASE):
        code, _, err = rilo("list", sample, "office")
    assert code == 5
    assert "is open in another window or program" in err


def test_refusals_are_json_too_when_asked(office, data, tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"not a workbook")
    said = data("import", office, path, code=1)
    assert len(said["findings"]) == 1
    assert said["findings"][0]["severity"] == "blocks"


def test_bad_places_to_write_to_are_one_sentence(sample, rilo, tmp_path):
    code, _, err = rilo("submit", sample, "case-studies", "--out", tmp_path / "no" / "x.pdf")
    assert code == 1
    assert str(tmp_path / "no") in err
    assert rilo("list", sample, "submission")[1] == "", "nothing was released that could not leave"


def test_without_anybody_to_ask_a_passphrase_is_asked_for_in_a_sentence(sample):
    env = {k: v for k, v in os.environ.items() if not k.startswith("RILO_")}
    done = subprocess.run(
        [sys.executable, "-m", "rilo_desktop.cli", "list", str(sample), "office"],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "RILO_PASSPHRASE" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_entry_points_are_installed():
    from importlib.metadata import entry_points

    (console,) = entry_points(group="console_scripts", name="rilo")
    (window,) = entry_points(group="gui_scripts", name="rilo-desktop")
    assert console.value == "rilo_desktop.cli:main"
    assert window.value == "rilo_desktop.app:main"
    assert (Path(sys.executable).parent / "rilo").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("list",),
        ("list", "x"),
        ("officer",),
        ("submit", "x", "no-such-type", "--out", "y"),
        ("list", "x", "case-study", "--nonsense"),
        ("list", "x", "case-study", "--search", "\udcff\udcfe"),
    ],
)
def test_wrong_use_is_json_too(rilo, arguments):
    code, out, err = rilo(*arguments)
    assert (code, out) == (2, "")
    assert "usage: rilo" in err
    code, out, err = rilo(*arguments, "--json")
    assert code == 2
    (found,) = json.loads(out)["findings"]
    assert found["rule"] == "cli.use"
    assert found["message"] in err


def test_a_fault_of_the_program_is_json_too(office, rilo, monkeypatch):
    from rilo_desktop.services.records import lists

    monkeypatch.setattr(lists, "find", lambda *_args, **_named: 1 / 0)
    code, out, _ = rilo("list", office, "case-study", "--json")
    assert code == 1
    (found,) = json.loads(out)["findings"]
    assert (found["rule"], "ZeroDivisionError" in found["message"]) == ("cli.fault", True)


def test_a_reader_that_leaves_is_not_told_of_a_fault(sample):
    command = [sys.executable, "-m", "rilo_desktop.cli", "list", str(sample), "office", "--json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), said) == (141, b"")


def test_arguments_are_text_in_any_locale(sample, tmp_path):
    """A locale that is not UTF-8 gives bytes as single surrogates."""
    told = dict(os.environ, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    def run(*arguments):
        command = [sys.executable, "-m", "rilo_desktop.cli", *map(os.fsencode, arguments)]
        done = subprocess.run(command, env=told, capture_output=True, check=False)
        assert b"fault of the program" not in done.stderr
        return done

    found = run("list", str(sample), "case-study", "--search", "árabes").stdout.decode()
    assert found.count("CS-SAM-2026-002") == 1
    workbook = tmp_path / "été €.json"
    workbook.write_text('{"cases": [{"local_ref": "Ü-1", "title": "€"}]}', encoding="utf-8")
    assert run("import", str(sample), str(workbook)).returncode == 0
    assert "€" in run("show", str(sample), "Ü-1").stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")
def test_a_document_that_cannot_be_written_is_told_with_its_path(sample, tmp_path):
    out = tmp_path / "out.pdf"
    code = (
        "import resource, signal, sys\n"
        "from rilo_desktop.cli import main\n"
        "from rilo_desktop.services.office import outgoing\n"
        "replacing = outgoing.replacing\n"
        "def limited(*given):\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, resource.RLIM_INFINITY))\n"
        "    return replacing(*given)\n"
        "outgoing.replacing = limited\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code, "submit", str(sample), "case-studies"]
    done = subprocess.run(
        [*command, "--out", str(out), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (found,) = json.loads(done.stdout)["findings"]
    assert found["rule"] == "export.unwritten"
    assert str(out) in found["message"]
    assert "is released all the same" in done.stderr
    assert not out.exists()


def test_a_file_is_attached_listed_sent_and_taken_off(office, data, rilo, tmp_path):
    report = tmp_path / "report.txt"
    report.write_bytes(b"what the laboratory found")
    data("import", office, SAMPLE / "cases.json")
    name = data("list", office, "case-study")[0]["reference"]
    (one,) = data("attach", office, name, report, "--description", "Report", "--tlp", "GREEN")
    assert (one["name"], one["size"], one["description"]) == ("report.txt", 25, "Report")
    assert data("attachments", office, name) == [one]
    assert "report.txt" in rilo("attachments", office, name)[1]
    copy = tmp_path / "copy.txt"
    assert data("attachments", office, name, "--save", "report.txt", "--out", copy)["file"]
    assert copy.read_bytes() == report.read_bytes()
    code, _, err = rilo("attachments", office, name, "--save", "report.txt")
    assert (code, "belong together" in err) == (2, True)
    code, _, err = rilo("attach", office, name, report)
    assert (code, "attached to this record already" in err) == (1, True)
    code, _, err = rilo("submit", office, "case-studies", "--attach", name, "other", "--out", copy)
    assert (code, "Its files are: report.txt." in err) == (1, True)
    out = tmp_path / "out.pdf"
    chosen = ("--attach", name, one["sha256"][:8], "--reason", "as agreed", "--where", name)
    data("submit", office, "case-studies", *chosen, "--out", out)
    with pikepdf.open(out) as pdf:
        assert "attached-01-report.txt" in pdf.attachments
    assert data("detach", office, name, "report.txt") == []
    assert "no files" in rilo("attachments", office, name)[1]


def test_an_alert_is_sent_alone_and_its_dissemination_noted(rilo, data, sample, tmp_path):
    office, out = sample, tmp_path / "alert.pdf"
    code, _, said = rilo("submit", office, "alert", "--out", out)
    assert code == 1
    assert "--record" in said
    sent = data("submit", office, "alert", "--record", "PD-XX-03", "--out", out)
    assert sent["pages"] == 1
    given = ("--to", "Contact points of 8 Members", "--why", "To act on", "--on", "2026-11-27")
    told = data("disseminated", office, "PD-XX-03", *given)
    assert told["workflow"] == "released"
    assert told["disseminations"][0]["function"] == "Contact points of 8 Members"
    code, out_text, _ = rilo(
        "use-reported", office, "PD-XX-03", "--entry", 1, "--use", "Two parcels found"
    )
    assert code == 0
    assert "given to 1 function, use reported by 1" in out_text
    code, _, said = rilo("use-reported", office, "PD-XX-03", "--entry", 7, "--use", "x")
    assert code == 1
    assert "has no entry 7" in said
    code, _, said = rilo("submit", office, "bulletin", "--record", "PD-XX-03", "--out", out)
    assert code == 1
