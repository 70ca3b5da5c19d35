"""The first run: an office is there whole or not at all, and its recovery key opens it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rilo_desktop.office_codes import (
    PRACTICE_OFFICES,
    PRACTICE_SECRETARIAT,
    SECRETARIAT,
    is_practice,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import first_run, store_check
from rilo_desktop.services.office.create_office import usual_function
from rilo_desktop.services.office.errors import AlreadyThere, StoreUnwritable
from rilo_desktop.services.office.first_run import SAMPLE_PASSPHRASE, Plan
from rilo_desktop.services.office.session import open_store, store_info
from rilo_desktop.store import keys

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PUBLISHED_CASES = len(json.loads((RESOURCES / "sample" / "cases.json").read_text())["cases"])
YEAR = json.loads((RESOURCES / "practice" / "practice_year.json").read_text())
PRACTICE_CASES = len(YEAR["records"]["case-study"])
PLAN = Plan("WE", "WE-07", "Deputy Head", "C", "tulip anchor basil quarry meadow")


def unfinished(folder: Path) -> list[Path]:
    return [path for path in folder.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("there", [False, True])
def test_an_office_is_made_where_nothing_or_an_empty_folder_is(tmp_path, there):
    folder = tmp_path / "deep" / "office"
    if there:
        folder.mkdir(parents=True)
    key = first_run.new_recovery_key()
    first_run.check(PLAN)
    first_run.set_up(folder, PLAN, key)
    face = store_info(folder)
    assert (face.office_code, face.officers) == ("WE", ("WE-07",))
    with open_store(folder, PLAN.passphrase) as session:
        assert session.officer.function == "Deputy Head"
        assert not store_check.check(session).findings
    assert keys.unseal_recovery(keys.read(folder), key, folder)[1].store_key
    assert unfinished(folder) == []


@pytest.mark.parametrize(
    ("office", "function"),
    [
        ("WE", "Head of RILO"),
        (SECRETARIAT, "WCO Secretariat"),
        (PRACTICE_SECRETARIAT, "WCO Secretariat"),
    ],
)
def test_the_first_officer_has_the_usual_function_of_the_place(office, function):
    assert usual_function(office) == function


def test_nothing_is_written_over(tmp_path):
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(AlreadyThere):
        first_run.set_up(folder, PLAN, first_run.new_recovery_key())
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert unfinished(folder) == []


def test_a_protected_place_is_told_and_leaves_nothing(tmp_path):
    if os.geteuid() == 0:
        place = Path("/proc/office")
    else:
        tmp_path.chmod(0o500)
        place = tmp_path / "office"
    with pytest.raises(StoreUnwritable):
        first_run.set_up(place, PLAN, first_run.new_recovery_key())
    assert not place.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        Plan("ZZ", "ZZ-01", "Head", "A", "long enough for a floor of words"),
        Plan("AP", "a sign with spaces", "Head", "A", "long enough for a floor of words"),
        Plan("AP", "AP-01", "Head", "AA", "long enough for a floor of words"),
        Plan("AP", "AP-01", "Head", "A", "  "),
    ],
)
def test_a_plan_is_refused_before_a_key_is_shown(wrong):
    with pytest.raises(Refused):
        first_run.check(wrong)


def test_the_passphrase_is_in_no_repr():
    assert PLAN.passphrase not in repr(PLAN)


@pytest.mark.parametrize("typed", ["WXYZ", "wxyz", " wx yz ", "-WXYZ"])
def test_the_last_group_however_it_is_typed(typed):
    assert first_run.is_last_group("ABCD-EFGH-WXYZ", typed)


@pytest.mark.parametrize("typed", ["", "ABCD", "WXY", "ABCD-EFGH-WXY"])
def test_another_group_is_not_the_last_one(typed):
    assert not first_run.is_last_group("ABCD-EFGH-WXYZ", typed)


@pytest.mark.parametrize("left", ["store.db-wal", ".keys.json.new", "keys.json"])
def test_what_a_killed_program_left_is_taken_away(tmp_path, left):
    beside = tmp_path / ".office.unfinished"
    beside.mkdir()
    (beside / left).write_bytes(b"half")
    first_run.set_up(tmp_path / "office", PLAN, first_run.new_recovery_key())
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_the_sample_office_lies_beside_and_is_made_once(tmp_path):
    folder = tmp_path / "store"
    place = first_run.set_up_sample(folder)
    assert place == tmp_path / "store-sample"
    assert not folder.exists()
    with open_store(place, SAMPLE_PASSPHRASE) as session, session.reading() as reading:
        assert reading.records.count("case-study") == PUBLISHED_CASES + PRACTICE_CASES
        assert session.office_code == "XX", "no office in use is shown with invented data"
    before = keys.read(place)
    assert first_run.set_up_sample(folder) == place
    assert keys.read(place) == before


def test_the_offices_are_the_twelve_and_the_secretariat_then_those_for_practice():
    codes = [office.code for office in first_run.offices()]
    assert codes[12] == SECRETARIAT
    assert codes[13:] == [*PRACTICE_OFFICES, PRACTICE_SECRETARIAT]
    assert not any(map(is_practice, codes[:13]))
    assert all(office.names["en"] and office.names["fr"] for office in first_run.offices())


KILLED = """
import sys
from pathlib import Path
from rilo_desktop.services.office import first_run
from rilo_desktop.services.office.first_run import Plan
print("begun", flush=True)
for n in range(100):
    plan = Plan("AP", "AP-01", "Head", "A", "tulip anchor basil quarry meadow")
    first_run.set_up(Path(sys.argv[1]) / str(n), plan, first_run.new_recovery_key())
"""


def test_a_journal_that_a_kill_left_is_in_nobodys_way(tmp_path):
    """SQLite has one for the moment until the database keeps a write-ahead log."""
    left = tmp_path / ".office.unfinished"
    left.mkdir()
    (left / "store.db").touch()
    (left / "store.db-journal").touch()
    first_run.set_up(tmp_path / "office", PLAN, first_run.new_recovery_key())
    assert unfinished(tmp_path / "office") == []


def test_killed_half_way_there_is_a_whole_office_or_none(tmp_path):
    whole = 0
    for number, wait in enumerate((0.05, 0.2, 0.4, 0.8)):
        base = tmp_path / str(number)
        base.mkdir()
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(base)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        child.kill()
        child.wait()
        child.stdout.close()
        for folder in [path for path in base.iterdir() if not path.name.startswith(".")]:
            with open_store(folder, "x" * 12) as session:
                assert not store_check.check(session).findings
            whole += 1
        again = base / str(len([p for p in base.iterdir() if not p.name.startswith(".")]))
        first_run.set_up(again, PLAN, first_run.new_recovery_key())
        assert unfinished(again) == []
    assert whole >= 0
