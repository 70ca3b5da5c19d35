"""22 to 24: older and newer schemas, wrong passphrases, and changes of keys that are cut off."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from faults import oracle
from faults.forked import Died, Forked
from faults.operations import NEXT, PASSPHRASE
from faults.powerloss import replay
from rilo_desktop.services.office.session import open_store
from rilo_desktop.store.schema import head, known_schemas

RELEASED = Path(__file__).parents[1] / "fixtures" / "stores"
CHANGES = ("write", "sync", "rename", "unlink", "truncate")


def of_schema(folder: Path, schema: str) -> tuple[Path, list[str]]:
    """A place with the office of a schema, and the revisions that are in it."""
    shutil.copytree(RELEASED / schema, folder / "office")
    expected = folder / "office" / "expected.json"
    revisions = json.loads(expected.read_text("utf-8"))["revisions"]
    expected.unlink()
    shutil.copy(folder / "office" / "keys.json", folder / "office" / "keys-copy.json")
    return folder, revisions


def killed(disk: Forked, operation: str, place: Path, kind: str, nth: int) -> list[str]:
    """Acknowledgements of a process that was killed in its nth call of a kind."""
    log = place.with_suffix(".log")
    log.unlink(missing_ok=True)
    with pytest.raises(Died):
        disk.call("faults.operations:run", operation, place, fail=(kind, nth, 0, 1), log=str(log))
    return [one.path for one in replay.recorded(log) if one.op == replay.MARK]


@pytest.mark.fault(22)
@pytest.mark.parametrize("schema", known_schemas()[:-1])
def test_a_store_of_an_older_schema_comes_up_to_date_after_a_backup(schema, tmp_path, outcome):
    place, revisions = of_schema(tmp_path / "place", schema)
    verdict = oracle.look(place / "office")
    assert list((place / "office" / "backups").glob(f"before-{head()}-*.rilobackup"))
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(revisions)))


@pytest.mark.fault(22)
def test_killed_in_any_step_of_a_migration_it_is_the_old_or_the_new(
    disk, tmp_path, chance, rounds, outcome
):
    place, revisions = of_schema(tmp_path / "counted", known_schemas()[0])
    counts = disk.call("faults.operations:run", "open", place)["counts"]
    steps = [(kind, n) for kind in CHANGES for n in range(1, counts[kind] + 1)]
    chosen = chance.sample(steps, rounds(short=4, full=len(steps)))
    lost = damaged = 0
    with oracle.Judge() as judge:
        for number, (kind, nth) in enumerate(chosen):
            place, _ = of_schema(tmp_path / str(number), known_schemas()[0])
            killed(disk, "open", place, kind, nth)
            verdict = judge.look(place / "office")
            damaged += not verdict.whole
            lost += len(verdict.lost(revisions))
            shutil.rmtree(place)
    outcome.tell(rounds=len(chosen), damaged=damaged, lost=lost)


@pytest.mark.fault(23)
def test_a_store_of_a_newer_program_is_refused_and_stays_byte_for_byte(new_place, outcome):
    office = new_place() / "office"
    with open_store(office, PASSPHRASE) as session:
        session.store._raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = oracle.prints(office)
    for command in (["list", office, "case-study"], ["check", office], ["backup", office]):
        done = oracle.rilo(*command)
        assert done.returncode == 6
        message = oracle.assert_plain(done.stderr, office, "9999", "newer version")
        assert oracle.prints(office) == before
    outcome.tell(rounds=3, message=message)


@pytest.mark.fault(24)
def test_wrong_and_empty_passphrases_say_the_same_and_leave_no_trace_of_themselves(
    new_place, outcome
):
    office = new_place() / "office"
    before = oracle.prints(office, "failed.json")
    wrong = ("", "a passphrase of the first office", PASSPHRASE.upper(), "x" * 10_000)
    said = {oracle.rilo("list", office, "case-study", passphrase=one).stderr for one in wrong}
    assert len(said) == 1, "one message for all"
    (message,) = said
    assert oracle.rilo("list", office, "case-study", passphrase="no").returncode == 3
    assert oracle.prints(office, "failed.json") == before
    noted = (office / "failed.json").read_text("utf-8")
    assert not any(one and one[:12] in noted for one in wrong)
    outcome.tell(rounds=len(wrong), message=oracle.assert_plain(message, office))


@pytest.mark.fault(24)
@pytest.mark.parametrize("operation", ["passphrase", "re-key"])
def test_a_change_of_keys_killed_midway_leaves_the_old_or_the_new(
    operation, new_place, disk, fresh, chance, rounds, outcome
):
    place = new_place()
    counts = disk.call("faults.operations:run", operation, place)["counts"]
    steps = [(kind, n) for kind in CHANGES for n in range(1, counts[kind] + 1)]
    chosen = chance.sample(steps, rounds(short=4, full=len(steps)))
    lost, damaged = list[str](), list[str]()
    for kind, nth in chosen:
        place = new_place()
        acks = [one.split(" ", 1) for one in killed(disk, operation, place, kind, nth)]
        found = fresh.call("faults.operations:assessed", place, acks)
        lost += [f"{kind} {nth}: {one}" for one in found["lost"]]
        damaged += [f"{kind} {nth}: {one}" for one in found["damaged"]]
        shutil.rmtree(place)
    outcome.tell(
        rounds=len(chosen),
        damaged=len(damaged),
        lost=len(lost),
        message="; ".join(lost + damaged),
    )


@pytest.mark.fault(24)
def test_the_old_passphrase_is_refused_after_the_change(new_place, outcome):
    office = new_place() / "office"
    done = oracle.rilo("passphrase", office, RILO_NEW_PASSPHRASE=NEXT)
    assert done.returncode == 0, done.stderr
    assert oracle.look(office, NEXT).whole
    refused = oracle.rilo("list", office, "case-study")
    assert refused.returncode == 3
    held = b"".join(path.read_bytes() for path in office.rglob("*") if path.is_file())
    assert NEXT.encode() not in held
    assert os.fsencode(PASSPHRASE) not in held
    outcome.tell(rounds=1, message=oracle.assert_plain(refused.stderr, office))
