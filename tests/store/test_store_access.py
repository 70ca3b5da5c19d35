"""Slots: raised, renewed, reset, re-keyed; who was removed does not come back."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from faults.quick_keys import FOR_A_CHILD
from rilo_desktop.records import CaseStudy
from rilo_desktop.store import (
    StoreDamaged,
    WrongPassphrase,
    WrongRecoveryKey,
    keys,
    officer_rows,
    open_store,
    recover,
    rekeying,
)
from rilo_desktop.store.checking import examine
from rilo_desktop.store.errors import NoSuchOfficer, NotRekeyed

NEW = "another passphrase of the first officer"
SECOND = "the passphrase of the second officer"


def silent(_done, _of, _step):
    pass


def put(store, number="1"):
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id=f"id-{number}", title=f"Case {number}")])


def actions(store):
    with store.reading() as reading:
        return [entry.action for entry in reading.log.all()]


def findings(store):
    with store.reading() as reading:
        return [finding.rule for finding in examine(reading).findings]


@pytest.fixture
def recovery_key(store):
    made = keys.new_recovery_key()
    officer_rows.renew_recovery_key(store, made)
    return made


def test_a_changed_passphrase_opens_and_the_old_one_does_not(store, passphrase):
    signer = store.access.signer.public_key
    put(store)
    officer_rows.change_passphrase(store, passphrase, NEW)
    put(store, "2")
    store.close()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, passphrase)
    with open_store(store.folder, NEW) as again:
        assert again.access.signer.public_key != signer, "the officer signs with a new key"
        assert officer_rows.PASSPHRASE in actions(again)
        assert findings(again) == []


def test_a_wrong_old_passphrase_changes_nothing_and_counts(store, passphrase):
    with pytest.raises(WrongPassphrase):
        officer_rows.change_passphrase(store, "wrong", NEW)
    store.close()
    open_store(store.folder, passphrase).close()
    assert (store.folder / "failed.json").exists()


def test_the_recovery_key_gives_an_officer_a_new_passphrase(store, passphrase, recovery_key):
    put(store)
    store.close()
    with pytest.raises(WrongRecoveryKey):
        recover(store.folder, keys.new_recovery_key(), "AP-01", NEW)
    with pytest.raises(NoSuchOfficer):
        recover(store.folder, recovery_key, "AP-09", NEW)
    with recover(store.folder, recovery_key.lower(), "AP-01", NEW) as again:
        put(again, "2")
        assert actions(again)[-2:] == [officer_rows.RESET, "edit"]
        assert findings(again) == [], "old and new signatures are verified, each by its key"
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, passphrase)
    with open_store(store.folder, NEW) as again:
        assert findings(again) == []


def test_an_old_key_signs_nothing_new(store, recovery_key):
    """Whoever kept the old slot cannot sign as the officer after the reset."""
    old = store.access.signer
    store.close()
    with recover(store.folder, recovery_key, "AP-01", NEW) as again:
        again.access.signer = old
        again._writer = replace(again._writer, signer=old)
        put(again, "2")
        assert {"check.signature", "check.log_signature"} <= set(findings(again))


def test_the_head_resets_another_officer_with_the_paper(store, recovery_key):
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", SECOND)
    with pytest.raises(WrongRecoveryKey):
        officer_rows.reset(store, "AP-02", NEW, keys.new_recovery_key())
    officer_rows.reset(store, "AP-02", NEW, recovery_key)
    store.close()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, SECOND, "AP-02")
    with open_store(store.folder, NEW, "AP-02") as again:
        put(again)
        assert findings(again) == []


def test_a_renewed_recovery_key_replaces_the_printed_one(store, recovery_key):
    newer = keys.new_recovery_key()
    officer_rows.renew_recovery_key(store, newer)
    store.close()
    with pytest.raises(WrongRecoveryKey):
        recover(store.folder, recovery_key, "AP-01", NEW)
    recover(store.folder, newer, "AP-01", NEW).close()


def test_a_weak_slot_is_sealed_again_when_it_is_opened(store, passphrase, product_hardness):
    access = store.access
    weak = keys.Hardness(memory=64, iterations=1, lanes=1)
    access.keep(
        access.sealed(keys.OFFICER, passphrase, None, access.sign, access.slot.function, weak)
    )
    store.close()
    assert keys.read(store.folder).officers[0].hardness == weak
    open_store(store.folder, passphrase).close()
    assert keys.read(store.folder).officers[0].hardness == product_hardness
    open_store(store.folder, passphrase).close()


def test_a_slot_of_the_first_format_opens_and_is_renewed(store, passphrase):
    """As they were written before slots had a box."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    ring, secret = store.access.keyring, store.access.secret
    slot = replace(ring.officers[0], box=b"", sealed=b"")
    content = bytes(secret.store_key + secret.signing_key)
    key = keys._derive(passphrase, slot)
    sealed = AESGCM(key).encrypt(slot.nonce, content, keys._bound_to(ring, slot))
    keys.write(store.folder, ring.with_slot(replace(slot, sealed=sealed)))
    for name in keys.NAMES:  # nor did the file know of boxes and digests
        data = json.loads((store.folder / name).read_text())
        data["format"] = 1
        del data["digest"]
        data["slots"] = [s for s in data["slots"] if s["opened_by"] == "officer"]
        for entry in data["slots"]:
            del entry["box"], entry["wrapped"], entry["coming"]
        (store.folder / name).write_text(json.dumps(data))
    store.close()
    assert rekeying.without_box(keys.read(store.folder)) == ("AP-01",)
    open_store(store.folder, passphrase).close()
    assert rekeying.without_box(keys.read(store.folder)) == ()
    open_store(store.folder, passphrase).close()


def test_a_stale_second_copy_does_not_keep_the_old_passphrase(store, passphrase):
    old = (store.folder / keys.NAMES[1]).read_bytes()
    officer_rows.change_passphrase(store, passphrase, NEW)
    store.close()
    (store.folder / keys.NAMES[1]).write_bytes(old)
    open_store(store.folder, NEW).close()
    (store.folder / keys.NAMES[0]).unlink()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, passphrase)


def test_keys_are_overwritten_when_the_store_is_closed(store):
    secret = store.access.secret
    assert any(secret.store_key)
    store.close()
    assert not any(secret.store_key + secret.signing_key + secret.box_key + secret.office_key)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE officer SET role = 'head' WHERE sign = 'AP-02'",
        "UPDATE officer SET function = 'Head' WHERE sign = 'AP-02'",
        "UPDATE officer SET public_key = x'00' WHERE sign = 'AP-02'",
        "UPDATE officer SET removed = '2026' WHERE sign = 'AP-02'",
        "UPDATE officer SET removed = NULL WHERE sign = 'AP-03'",
        "DELETE FROM officer WHERE sign = 'AP-02'",
        "INSERT INTO officer SELECT 'AP-04', function, role, public_key, added, NULL FROM officer "
        "WHERE sign = 'AP-02'",
    ],
)
def test_an_officer_who_is_not_as_the_log_says_is_found(store, passphrase, recovery_key, sql):
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", SECOND)
    officer_rows.add(store, "AP-03", "Analyst", "analyst", NEW)
    officer_rows.change(store, "AP-02", "Deputy Head", "analyst")
    officer_rows.reset(store, "AP-02", "a third passphrase", recovery_key)
    officer_rows.remove(store, "AP-03")
    assert findings(store) == []
    assert store._raw.execute(sql).rowcount == 1
    assert "check.officer" in findings(store)


# --- re-keying


def test_after_a_rekey_everybody_opens_and_old_keys_do_not(
    store, passphrase, recovery_key, tmp_path
):
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", SECOND)
    put(store)
    old_key = bytes(store.access.secret.store_key)
    old_ring = (store.folder / "keys.json").read_bytes()
    officer_rows.remove(store, "AP-02")
    officer_rows.add(store, "AP-03", "Analyst", "analyst", "a third passphrase for the third")
    store.rekey(silent)
    put(store, "2")
    assert findings(store) == []
    assert actions(store)[-2:] == [rekeying.REKEYED, "edit"]
    new_key = bytes(store.access.secret.store_key)
    store.close()
    assert new_key != old_key
    assert sorted(p.name for p in store.folder.iterdir()) == [
        *sorted(keys.NAMES),
        "last.json",
        keys.DATABASE,
    ]
    with open_store(store.folder, passphrase) as again:
        assert bytes(again.access.secret.store_key) == new_key
    with open_store(store.folder, "a third passphrase for the third") as again:
        assert findings(again) == []
    shutil.copytree(store.folder, tmp_path / "stolen")
    for name in keys.NAMES:  # with the slots that the removed officer kept
        (tmp_path / "stolen" / name).write_bytes(old_ring)
    with pytest.raises(StoreDamaged):
        open_store(tmp_path / "stolen", SECOND)
    recover(store.folder, recovery_key, "AP-01", NEW).close()


def test_twice_rekeyed_before_an_officer_comes_back(store, passphrase):
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", SECOND)
    store.rekey(silent)
    store.rekey(silent)
    store.close()
    with open_store(store.folder, SECOND) as again:
        assert findings(again) == []
    assert all(
        not slot.wrapped for slot in keys.read(store.folder).officers if slot.sign == "AP-02"
    )


def test_a_stranger_cannot_leave_a_key_in_a_box(store, passphrase):
    from rilo_desktop.store import key_wrapping

    ring = store.access.keyring
    slot = ring.officers[0]
    purpose = f"rilo store key|{ring.store}|officer|{slot.sign}"
    forged = key_wrapping.put(keys.new_key(), slot.box, keys.new_key(), purpose)
    keys.write(store.folder, ring.with_slot(replace(slot, wrapped=forged)))
    store.close()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, passphrase)


def test_what_is_written_while_it_is_copied_is_copied_too(store, passphrase):
    """The window's questions are answered between two steps."""
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id=str(n), title="A case " * 300) for n in range(2500)])
    numbers = []

    def others(_done, _of, _step):
        numbers.append(str(len(numbers)))
        put(store, f"meanwhile-{numbers[-1]}")

    store.rekey(others)
    assert len(numbers) > 2
    store.close()
    with open_store(store.folder, passphrase) as again:
        with again.reading() as reading:
            there = [reading.records.stored(f"id-meanwhile-{n}") for n in numbers]
        assert all(there)
        assert findings(again) == []


def test_a_cancelled_rekey_leaves_the_old_store(store, passphrase):
    def give_up(_done, _of, _step):
        raise KeyboardInterrupt

    with store.unit("edit") as unit:
        unit.write([CaseStudy(id=str(n), title="A case " * 300) for n in range(1500)])
    before = bytes(store.access.secret.store_key)
    with pytest.raises(KeyboardInterrupt):
        store.rekey(give_up)
    put(store, "after")
    assert bytes(store.access.secret.store_key) == before
    assert rekeying.REKEYED not in actions(store)
    store.close()
    assert not (store.folder / rekeying.COPY).exists()
    open_store(store.folder, passphrase).close()


@pytest.mark.skipif(os.name == "nt", reason="a folder in the way of a file")
def test_a_rekey_that_cannot_announce_leaves_the_old_store(store, passphrase):
    copy = store.folder / "keys-copy.json"
    kept = copy.read_bytes()
    copy.unlink()
    copy.mkdir()
    with pytest.raises(NotRekeyed):
        store.rekey(silent)
    put(store, "after")
    store.close()
    copy.rmdir()
    copy.write_bytes(kept)
    with open_store(store.folder, passphrase) as again:
        assert findings(again) == []


def rekeyed_until(folder, passphrase, step):
    """In a child, which kills itself before that call; how it ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    calls = 0

    def dies(name):
        real = getattr(os, name)

        def counted(*given, **named):
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        setattr(os, name, counted)

    code = 1
    try:
        store = open_store(folder, passphrase)
        for name in ("fsync", "replace", "open", "unlink", "rename"):
            dies(name)
        store.rekey(silent)
        code = 0
    finally:
        os._exit(code)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_rekey_killed_at_every_call_leaves_one_that_opens(store, passphrase, tmp_path):
    """Dies before the n-th call that makes something durable, for every n."""
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", SECOND)
    put(store)
    store.close()
    step, keys_seen = 0, set()
    while step < 60:
        step += 1
        folder = tmp_path / f"copy-{step}"
        shutil.copytree(store.folder, folder)
        ended = rekeyed_until(folder, passphrase, step)
        with open_store(folder, SECOND if step % 2 else passphrase) as again:
            assert findings(again) == []
            keys_seen.add(bytes(again.access.secret.store_key))
            put(again, "after")
        assert not (folder / rekeying.COPY).exists()
        if ended == 0:
            break
        assert os.waitstatus_to_exitcode(ended) == -signal.SIGKILL
    else:
        pytest.fail("it was never done")
    assert step > 8, "it was killed at several steps"
    assert len(keys_seen) > 2, "both before and after the swap"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_rekey_killed_at_random_moments(store, passphrase, tmp_path):
    with store.unit("edit") as unit:
        unit.write([CaseStudy(id=str(n), title="A case " * 300) for n in range(400)])
    store.close()
    seed = int(os.environ.get("RILO_SEED", "0")) or random.randrange(1 << 30)
    chance = random.Random(seed)
    folder = tmp_path / "killed"
    shutil.copytree(store.folder, folder)
    code = (
        "import sys; from pathlib import Path; from rilo_desktop.store import open_store\n"
        "with open_store(Path(sys.argv[1]), sys.argv[2]) as store:\n"
        "    print('ready', flush=True)\n"
        "    while True: store.rekey(lambda *_: None)\n"
    )
    for _ in range(8):
        command = [sys.executable, "-c", FOR_A_CHILD + code, str(folder), passphrase]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.6))  # a moment is what is tested
        process.kill()
        process.wait()
        process.stdout.close()
        with open_store(folder, passphrase) as again, again.reading() as reading:
            assert reading.records.count("case-study") == 400, f"seed {seed}"
            assert [f.rule for f in examine(reading).findings] == [], f"seed {seed}"
