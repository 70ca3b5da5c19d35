"""Opening a store, and every way in which it cannot be opened."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from faults.quick_keys import FOR_A_CHILD
from rilo_desktop.records import CaseStudy
from rilo_desktop.store import (
    AlreadyThere,
    NoStore,
    OfficerEntry,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    StoreUnreadable,
    WrongPassphrase,
    found,
    keys,
    open_store,
)
from rilo_desktop.store.schema import head, known_schemas
from rilo_desktop.store.sqlalchemy_tables import engine_over
from rilo_desktop.store.store import DATABASE

no_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")


def put(store, title="Hello", number="1"):
    with store.unit("edit") as unit:
        (made,) = unit.write([CaseStudy(id=f"id-{number}", title=title, local_ref=number)])
    return made


def test_what_was_saved_is_there_after_reopening(store, passphrase, clock):
    made = put(store)
    store.close()
    with open_store(store.folder, passphrase, clock=clock) as again, again.reading() as reading:
        assert reading.records.stored(made.id).record == made


def test_closing_leaves_one_database_file(store):
    put(store)
    store.close()
    assert sorted(p.name for p in store.folder.iterdir()) == [
        "keys-copy.json",
        "keys.json",
        "last.json",
        DATABASE,
    ]


def test_a_wrong_passphrase_is_told_from_a_damaged_store(store, passphrase):
    store.close()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, "another passphrase")
    path = store.folder / DATABASE
    content = bytearray(path.read_bytes())
    content[:4096] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="The passphrase is not the reason"):
        open_store(store.folder, passphrase)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"hello", os.urandom(5000)])
def test_rubbish_in_place_of_the_database_is_damage_and_stays_as_it_is(store, passphrase, content):
    store.close()
    path = store.folder / DATABASE
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_store(store.folder, passphrase)
    assert path.read_bytes() == content


def test_a_missing_database_is_damage_not_a_new_one(store, passphrase):
    store.close()
    (store.folder / DATABASE).unlink()
    with pytest.raises(StoreDamaged):
        open_store(store.folder, passphrase)
    assert not (store.folder / DATABASE).exists()


def test_a_folder_that_is_no_store(tmp_path, passphrase):
    with pytest.raises(NoStore):
        open_store(tmp_path, passphrase)
    with pytest.raises(NoStore):
        open_store(tmp_path / "nowhere", passphrase)


def test_a_second_program_is_told_that_it_is_open(store, passphrase):
    code = (
        "from pathlib import Path; import sys\n"
        "from rilo_desktop.store import open_store, StoreLocked\n"
        "try: open_store(Path(sys.argv[1]), sys.argv[2])\n"
        "except StoreLocked: print('locked')\n"
    )
    command = [sys.executable, "-c", FOR_A_CHILD + code, str(store.folder), passphrase]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "locked"
    with pytest.raises(StoreLocked):
        open_store(store.folder, passphrase)


def test_a_killed_program_leaves_no_lock_and_loses_nothing(tmp_path, passphrase):
    code = (
        "import os, sys, signal; from pathlib import Path\n"
        "from rilo_desktop.store import found, OfficerEntry\n"
        "from rilo_desktop.records import CaseStudy\n"
        "head = OfficerEntry('AP-01', 'Head', 'head')\n"
        "s = found(Path(sys.argv[1]), 'AP', head, sys.argv[2]).store\n"
        "with s.unit('edit') as u: u.write([CaseStudy(id='x', title='kept')])\n"
        "c = s.unit('edit'); u = c.__enter__()\n"
        "u.write([CaseStudy(id='y', title='not committed')])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    folder = tmp_path / "office"
    command = [sys.executable, "-c", FOR_A_CHILD + code, str(folder), passphrase]
    done = subprocess.run(command, check=False)
    assert done.returncode != 0
    with open_store(folder, passphrase) as again, again.reading() as reading:
        assert reading.records.stored("x").record.title == "kept"
        assert reading.records.stored("y") is None


def test_a_newer_schema_is_refused_and_left_alone(store, passphrase):
    with engine_over(store._raw).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = (store.folder / DATABASE).read_bytes()
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(store.folder, passphrase)
    assert (store.folder / DATABASE).read_bytes() == before


def test_the_known_schemas_are_those_of_the_migrations():
    from alembic.script import ScriptDirectory

    from rilo_desktop.store.migrate import MIGRATIONS

    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_current_head() == head()
    assert [step.revision for step in script.walk_revisions()][::-1] == list(known_schemas())


def test_no_office_is_made_where_something_is(tmp_path, passphrase):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(AlreadyThere):
        found(tmp_path, "AP", OfficerEntry("AP-01", "Head", "head"), passphrase)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_readable_reaches_the_disk(store):
    put(store, title="Zanzibarquince")
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    found_in = [path for path in files if b"Zanzibar" in path.read_bytes()]
    assert found_in == []


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_only_the_owner_may_read(store):
    assert store.folder.stat().st_mode & 0o077 == 0
    assert all(p.stat().st_mode & 0o077 == 0 for p in store.folder.glob("*.json"))
    assert (store.folder / DATABASE).stat().st_mode & 0o077 == 0


def test_a_page_of_rubbish_is_damage_wherever_it_lies(store, passphrase):
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id=str(n), title="A case " * 200) for n in range(20)])
    store.close()
    path = store.folder / DATABASE
    whole = path.read_bytes()
    for page in range(1, 8):
        path.write_bytes(whole[: page * 4096 + 900] + os.urandom(100) + whole[page * 4096 + 1000 :])
        try:
            with open_store(store.folder, passphrase) as opened, opened.reading() as reading:
                list(reading.records.all_of("case-study"))
                list(reading.log.all())
        except StoreDamaged:
            continue


def test_keys_that_may_not_be_read_are_no_damage(store, passphrase):
    store.close()
    for name in keys.NAMES:
        (store.folder / name).unlink()
        (store.folder / name).mkdir()
    with pytest.raises(StoreUnreadable):
        open_store(store.folder, passphrase)


def test_a_database_without_its_keys_is_damage(store, passphrase):
    store.close()
    for name in keys.NAMES:
        (store.folder / name).unlink()
    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        open_store(store.folder, passphrase)


@no_limits
def test_a_disk_that_refuses_is_no_damage(store, passphrase):
    """It opens, to be read, where no byte can be written: a limit on files does the same."""
    store.close()
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from rilo_desktop.store import open_store, StoreUnwritable\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "store = open_store(Path(sys.argv[1]), sys.argv[2])\n"
        "with store.reading() as reading: assert list(reading.log.all())\n"
        "try:\n"
        "    with store.unit('edit') as unit: unit.note(what='x' * 100_000)\n"
        "except StoreUnwritable as error: print('refused', error)\n"
    )
    command = [sys.executable, "-c", FOR_A_CHILD + code, str(store.folder), passphrase]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("refused"), done.stdout + done.stderr
    open_store(store.folder, passphrase).close()


@no_limits
def test_an_office_that_cannot_be_finished_leaves_nothing(tmp_path, passphrase):
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from rilo_desktop.store import found, OfficerEntry, StoreUnwritable\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)\n"
        "head = OfficerEntry('AP-01', 'Head', 'head')\n"
        "try: found(Path(sys.argv[1]), 'AP', head, sys.argv[2]); print('made')\n"
        "except StoreUnwritable: print('refused')\n"
    )
    for limit in (0, 10, 2_000, 20_000, 100_000):
        place = tmp_path / "office"
        command = [sys.executable, "-c", FOR_A_CHILD + code, place, passphrase, str(limit)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stdout == "refused\n", (limit, done.stdout + done.stderr)
        assert not (tmp_path / "office").exists()


def test_an_office_is_opened_only_when_it_was_finished(tmp_path, passphrase):
    """Killed while it is filled: it has no keys yet, and nothing opens it half full."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from rilo_desktop.store import found, OfficerEntry\n"
        "head = OfficerEntry('AP-01', 'Head', 'head')\n"
        "found(Path(sys.argv[1]), 'AP', head, sys.argv[2], fill=lambda _: os._exit(9))\n"
    )
    folder = tmp_path / "office"
    command = [sys.executable, "-c", FOR_A_CHILD + code, str(folder), passphrase]
    done = subprocess.run(command, check=False)
    assert done.returncode == 9
    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        open_store(folder, passphrase)


def test_what_cannot_be_filled_is_not_made(tmp_path, passphrase):
    def refuses(_store):
        raise ValueError("no catalogue")

    head = OfficerEntry("AP-01", "Head", "head")
    with pytest.raises(ValueError, match="no catalogue"):
        found(tmp_path / "office", "AP", head, passphrase, fill=refuses)
    assert not (tmp_path / "office").exists()
