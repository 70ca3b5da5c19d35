"""A store of every release opens, is upgraded after a verified backup, and is whole.

The stores were written by the programs of their day (`tools/fixture_store.py`). `make proof
PARTS=migration` is the long form.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from rilo_desktop.store import StoreTooNew, backup_file, open_store
from rilo_desktop.store import store as stores
from rilo_desktop.store.backup import BACKUPS
from rilo_desktop.store.checking import examine
from rilo_desktop.store.errors import StoreOfNoRelease
from rilo_desktop.store.schema import head, known_schemas
from short_forms import FULL

PICTURE = hashlib.sha256(b"a picture").hexdigest()
RELEASED = Path(__file__).parent.parent / "fixtures" / "stores"


@pytest.fixture
def released(tmp_path):
    """A copy of the store of a schema, and what must be in it."""

    def copied(schema):
        folder = tmp_path / f"office-{schema}"
        shutil.copytree(RELEASED / schema, folder)
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        (folder / "expected.json").unlink()
        return folder, expected

    return copied


def test_every_schema_has_a_store():
    """Where this fails: python tools/fixture_store.py, once the migration is written."""
    assert sorted(path.name for path in RELEASED.iterdir()) == sorted(known_schemas())
    for schema in known_schemas():
        names = backup_of(RELEASED / schema)
        assert names - {"last.json"} == {"expected.json", "keys.json", "store.db"}


def backup_of(folder):
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("derived_once")
@pytest.mark.parametrize("schema", known_schemas())
def test_a_store_of_every_schema_is_upgraded_and_whole_and_so_is_its_backup(
    released, schema, passphrase, clock, tmp_path
):
    from rilo_desktop.services.office import restore

    folder, expected = released(schema)
    with open_store(folder, passphrase, clock=clock) as opened, opened.reading() as reading:
        assert reading.run("SELECT version_num FROM alembic_version") == [(head(),)]
        assert [revision.id for revision in reading.revisions.all()] == expected["revisions"]
        assert len(list(reading.log.all())) == expected["operations"]
        assert examine(reading).findings == ()
        case, item = reading.records.stored("case"), reading.records.stored("item")
        assert case.record.title == "Tablets, changed"
        assert [line.description for line in case.record.goods] == ["Tablets", "Phones"]
        assert [leg.country for leg in case.record.route] == ["CN", "FJ"]
        assert [update.entry for update in item.record.updates] == ["Written"]
        assert reading.attachments.content(PICTURE) == b"a picture"
        assert (
            reading.revisions.of_record("case")[1].record_then().title_text.endswith("من الميناء")
        )
        assert len(reading.lists.search("tablets", 10)) == 1
    made = [*(folder / BACKUPS).glob("*.rilobackup")]
    schemas = [backup_file.read(path).manifest.schema for path in made]
    assert schemas == ([] if schema == head() else [schema])
    for path in made:
        again = restore.restore(path, tmp_path / "again", passphrase, clock=clock).session
        with again, again.reading() as reading:
            assert [revision.id for revision in reading.revisions.all()] == expected["revisions"]


def _content(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_store_of_a_newer_schema_stays_byte_for_byte(released, passphrase, clock):
    folder, _ = released(head())
    with open_store(folder, passphrase, clock=clock) as opened:
        opened._raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = _content(folder)
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(folder, passphrase, clock=clock)
    assert _content(folder) == before


def test_a_store_between_two_releases_is_refused_and_stays_byte_for_byte(
    released, passphrase, clock, tmp_path
):
    from rilo_desktop.services.office import backup, restore
    from rilo_desktop.services.office.session import open_store as open_session

    folder, _ = released(head())
    with open_session(folder, passphrase, clock=clock) as opened:
        opened.store._raw.execute("UPDATE alembic_version SET version_num = '0020'")
        made = backup.back_up(opened, tmp_path / "between").path
    before = _content(folder)
    with pytest.raises(StoreOfNoRelease, match="0020"):
        open_store(folder, passphrase, clock=clock)
    assert _content(folder) == before
    with pytest.raises(StoreOfNoRelease, match="0020"):
        restore.restore(made, tmp_path / "again", passphrase, clock=clock)
    assert not (tmp_path / "again").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")
@pytest.mark.usefixtures("derived_once")
def test_a_migration_killed_at_any_step_leaves_the_old_or_the_new(
    released, passphrase, clock, monkeypatch, tmp_path
):
    """At every seventh statement to the database in the long form (`make proof PARTS=migration`),
    at every 83rd in the short one, from the first to the last."""
    folder, expected = released(known_schemas()[0])
    whole, seen = _content(folder), set()
    real = stores.connect

    def open_and_die(at):
        def connect(*given, **named):
            raw, count = real(*given, **named), 0

            def counted(_sql):
                nonlocal count
                count += 1
                if count == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            raw.set_trace_callback(counted)
            return raw

        monkeypatch.setattr(stores, "connect", connect)
        open_store(folder, passphrase, clock=clock)

    for step in range(1, 600, 7 if FULL else 83):
        ended = _in_child(lambda step=step: open_and_die(step))
        seen.add(_schema_of(folder, passphrase))
        with open_store(folder, passphrase, clock=clock) as opened, opened.reading() as reading:
            assert [revision.id for revision in reading.revisions.all()] == expected["revisions"]
            assert examine(reading).findings == ()
        if not ended:
            break
        _put_back(folder, whole)
    assert seen == {known_schemas()[0], head()}
    assert 20 < step < 599


def _in_child(call):
    child = os.fork()
    if child == 0:
        try:
            call()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def _schema_of(folder, passphrase):
    """Without bringing it up to date."""
    from rilo_desktop.store import keys, restore_diff

    key = keys.unseal(keys.read(folder), passphrase, folder)[1].store_key
    with restore_diff.reading_store(folder, key) as reading:
        ((schema,),) = reading.run("SELECT version_num FROM alembic_version")
    return schema


def _put_back(folder, whole):
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in whole.items():
        (folder / name).write_bytes(content)
