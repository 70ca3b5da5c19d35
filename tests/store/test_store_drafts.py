"""The journal of drafts: nothing older than a second is lost, whatever breaks."""

from __future__ import annotations

import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.store import draft_keeper, drafts, keys
from rilo_desktop.store.draft_keeper import DraftWriter
from rilo_desktop.store.drafts import Journal, Owner
from short_forms import examples

KEY = bytes(range(32))
OWNER = Owner("store", "AP-01")
no_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")


def journal(folder, key=KEY, older=(), owner=OWNER):
    return Journal(folder, owner, key, older)


def test_what_was_kept_is_read_again(tmp_path):
    journal(tmp_path).add({"a": {"text": "one"}, "b": {"text": "Zoë \ud83d"}})
    second = journal(tmp_path)
    second.add({"a": {"text": "two"}})
    second.add({"b": None})
    assert journal(tmp_path).drafts() == {"a": {"text": "two"}}


def test_nothing_of_it_can_be_read_without_the_key(tmp_path):
    made = journal(tmp_path)
    made.add({"a": {"text": "Zanzibarquince"}})
    content = made.path.read_bytes()
    assert b"Zanzibar" not in content
    assert "Zanzibar".encode("utf-16-le") not in content
    assert journal(tmp_path, key=b"x" * 32).drafts() == {}
    assert journal(tmp_path, owner=Owner("store", "AP-02")).drafts() == {}
    other = journal(tmp_path, owner=Owner("another store", "AP-01"))
    assert other.drafts() == {}, "nor can it be moved to another office"


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_only_the_owner_reads_it(tmp_path):
    made = journal(tmp_path)
    made.add({"a": {}})
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.path.parent.stat().st_mode & 0o077 == 0


@settings(max_examples=examples(150), deadline=None)
@given(cut=st.integers(0, 2_000))
def test_a_torn_entry_is_passed_over_and_the_one_before_counts(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("torn")
    made = journal(folder)
    made.add({"a": {"text": "whole"}})
    size = made.path.stat().st_size
    made.add({"a": {"text": "torn" * 100}})
    content = made.path.read_bytes()
    made.path.write_bytes(content[: min(len(content) - 1, size + cut)])
    after = journal(folder)
    assert after.drafts() == {"a": {"text": "whole"}}
    after.add({"b": {"text": "next"}})
    assert journal(folder).drafts() == {"a": {"text": "whole"}, "b": {"text": "next"}}


@settings(max_examples=examples(40), deadline=None)
@given(missing=st.integers(1, 40))
def test_what_is_written_behind_a_torn_entry_never_makes_it_whole(tmp_path_factory, missing):
    folder = tmp_path_factory.mktemp("torn")
    made = journal(folder)
    made.add({"a": {"text": "whole"}})
    made.add({"a": {"text": "torn"}})
    content = made.path.read_bytes()
    made.path.write_bytes(content[:-missing])
    journal(folder).add({"b": {"text": "next"}})
    after = made.path.read_bytes()
    assert content[-missing - 20 : -missing] not in after, "the torn entry still lies there"
    assert journal(folder).drafts() == {"a": {"text": "whole"}, "b": {"text": "next"}}


@settings(max_examples=examples(200), deadline=None)
@given(data=st.data())
def test_a_spoiled_byte_costs_one_entry_at_most(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("spoiled")
    made = journal(folder)
    for n in range(6):
        made.add({f"name-{n}": {"text": str(n)}})
    content = bytearray(made.path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    made.path.write_bytes(content)
    found = journal(folder).drafts()
    assert len(found) >= 5
    assert all(draft == {"text": name[-1]} for name, draft in found.items())


@given(st.binary(max_size=500))
def test_any_file_in_its_place_is_no_fault(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("rubbish")
    made = journal(folder)
    made.path.parent.mkdir()
    made.path.write_bytes(content)
    assert made.drafts() == {}
    made.add({"a": {"text": "kept"}})
    assert journal(folder).drafts() == {"a": {"text": "kept"}}


def test_an_entry_that_is_played_again_does_not_count(tmp_path):
    made = journal(tmp_path)
    made.add({"a": {"text": "old"}})
    old = made.path.read_bytes()
    made.add({"a": {"text": "new"}})
    with made.path.open("ab") as file:
        file.write(old)
    assert journal(tmp_path).drafts() == {"a": {"text": "new"}}


def test_it_is_written_anew_when_most_of_it_is_out_of_date(tmp_path):
    made = journal(tmp_path)
    for n in range(60):
        made.add({"a": {"text": "x" * 50_000, "n": n}, "b": {"text": "stays"}})
    assert made.path.stat().st_size < 2 * drafts.WORTH_WRITING_ANEW
    found = journal(tmp_path).drafts()
    assert (found["a"]["n"], found["b"]) == (59, {"text": "stays"})
    made.add({"a": None, "b": None})
    assert not made.path.exists(), "where nothing waits, nothing lies"
    made.add({"a": {"n": 60}})
    assert journal(tmp_path).drafts() == {"a": {"n": 60}}


def test_after_a_rekey_older_drafts_are_read_and_written_anew(tmp_path):
    journal(tmp_path).add({"a": {"text": "before"}})
    made = journal(tmp_path, key=b"n" * 32, older=[KEY])
    assert made.drafts() == {"a": {"text": "before"}}
    made.renew()
    assert journal(tmp_path, key=b"n" * 32).drafts() == {"a": {"text": "before"}}
    assert journal(tmp_path).drafts() == {}


def test_drafts_of_a_store_that_was_put_aside_are_not_destroyed(tmp_path):
    """A backup under an older key was restored; then the store that was put aside comes back."""
    journal(tmp_path, key=b"n" * 32, older=[KEY]).add({"a": {"text": "under the newer key"}})
    restored = journal(tmp_path)
    assert restored.drafts() == {}
    restored.add({"b": {"text": "x"}})
    restored.add({"b": None})
    restored.add({"c": {"text": "x" * drafts.WORTH_WRITING_ANEW}})
    restored.add({"c": {"text": "short"}})
    found = journal(tmp_path, key=b"n" * 32, older=[KEY]).drafts()
    assert found == {"a": {"text": "under the newer key"}, "c": {"text": "short"}}


def test_what_is_purged_leaves_no_older_state(tmp_path):
    made = journal(tmp_path)
    made.add({"a": {"text": "a name"}})
    made.add({"a": {"text": "corrected"}, "b": {"text": "other"}})
    before = made.path.stat().st_size
    assert not made.drop("a", lambda draft: "name" in draft["text"])
    assert made.path.stat().st_size < before, "the older state is gone from the file"
    assert made.drop("a", lambda _draft: True)
    assert journal(tmp_path).drafts() == {"b": {"text": "other"}}


# --- the thread that writes


def test_keeping_never_waits_for_the_disk(tmp_path):
    """While the disk is busy (its lock is held), the window's thread goes on."""
    keeper = DraftWriter(journal(tmp_path))
    with keeper._disk:
        for n in range(1000):  # would wait for ever if it waited for the disk
            keeper.keep("a", {"n": n})
    assert keeper.flush(10)
    assert journal(tmp_path).drafts() == {"a": {"n": 999}}
    assert keeper.drafts() == {"a": {"n": 999}}
    assert keeper.close()


def test_what_is_not_on_the_disk_yet_is_seen(tmp_path):
    keeper = DraftWriter(journal(tmp_path))
    keeper.keep("a", {"n": 1})
    keeper.keep("b", {"n": 2})
    keeper.discard("a")
    assert keeper.drafts() == {"b": {"n": 2}}
    keeper.close()
    assert journal(tmp_path).drafts() == {"b": {"n": 2}}


def test_many_threads_lose_nothing(tmp_path):
    keeper = DraftWriter(journal(tmp_path))

    def type_on(name):
        for n in range(200):
            keeper.keep(name, {"n": n})

    threads = [threading.Thread(target=type_on, args=(f"r{k}",)) for k in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert keeper.close()
    assert journal(tmp_path).drafts() == {f"r{k}": {"n": 199} for k in range(6)}


def test_a_disk_that_refuses_is_told_and_tried_again(tmp_path):
    place = tmp_path / drafts.FOLDER
    place.write_text("a file in the place of the folder")
    told = []
    heard = threading.Event()
    keeper = DraftWriter(journal(tmp_path))
    keeper.watch(lambda error: (told.append(error), heard.set()))
    keeper.keep("a", {"n": 1})
    assert heard.wait(10)
    assert isinstance(told[0], OSError)
    assert not keeper.flush(0.1)
    heard.clear()
    place.unlink()
    assert heard.wait(10)
    assert told[1:] == [None]
    assert keeper.close()
    assert journal(tmp_path).drafts() == {"a": {"n": 1}}


def test_a_thread_that_dies_at_any_moment_has_a_follower(tmp_path, monkeypatch):
    monkeypatch.setattr(draft_keeper, "PAUSE", 0.001)
    monkeypatch.setattr(draft_keeper, "LOOK_AGAIN", 0.005)
    monkeypatch.setattr(threading, "excepthook", lambda _what: None)
    chance = random.Random(7)
    keeper = DraftWriter(journal(tmp_path))
    for n in range(300):
        keeper.keep("a", {"n": n})
        for _ in range(chance.randrange(2_000)):
            pass  # another moment of its turn
        kill(keeper._thread)
        keeper.keep("b", {"n": n})
        assert keeper.flush(60), n
        assert journal(tmp_path).drafts() == {"a": {"n": n}, "b": {"n": n}}
    assert keeper.close()


def kill(thread):
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
    )


def test_a_closed_journal_forgets_its_keys_and_takes_nothing(tmp_path):
    made = journal(tmp_path)
    keeper = DraftWriter(made)
    keeper.keep("a", {"n": 1})
    keeper.close()
    assert not any(any(key) for key in made._keys)
    with pytest.raises(RuntimeError):
        keeper.keep("a", {"n": 2})


TYPING = """
import sys, time
from pathlib import Path
from rilo_desktop.store.draft_keeper import DraftWriter
from rilo_desktop.store.drafts import Journal, Owner
keeper = DraftWriter(Journal(Path(sys.argv[1]), Owner("store", "AP-01"), bytes(range(32))))
n = 0
while True:
    n += 1
    keeper.keep("record", {"n": n, "text": "typed " * 500})
    print(n, time.time(), flush=True)
    time.sleep(0.005)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_while_typing_no_draft_older_than_a_second_is_lost(tmp_path):
    seed = int(os.environ.get("RILO_SEED", "0")) or random.randrange(1 << 30)
    chance = random.Random(seed)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline()
        time.sleep(chance.uniform(0.2, 2.0))  # a moment is what is tested
        killed = time.time()
        process.send_signal(signal.SIGKILL)
        lines = [line.split() for line in process.stdout.read().splitlines()]
        process.stdout.close()
        process.wait()
        old = [int(line[0]) for line in lines if len(line) == 2 and float(line[1]) < killed - 1.0]
        kept = journal(tmp_path).drafts()
        if old:
            assert kept["record"]["n"] >= old[-1], f"seed {seed}"


@no_limits
def test_a_full_disk_loses_nothing_that_was_kept_before(tmp_path):
    """A limit on files does the same as a full disk: the entry is torn in the middle."""
    journal(tmp_path).add({"a": {"text": "before"}})
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from rilo_desktop.store.drafts import Journal, Owner\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))\n"
        "made = Journal(Path(sys.argv[1]), Owner('store', 'AP-01'), bytes(range(32)))\n"
        "try: made.add({'a': {'text': 'x' * 5000}}); print('kept')\n"
        "except OSError: print('refused')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
    after = journal(tmp_path)
    assert after.drafts() == {"a": {"text": "before"}}
    after.add({"a": {"text": "after"}})
    assert journal(tmp_path).drafts() == {"a": {"text": "after"}}


def test_drafts_are_kept_while_the_store_is_being_written(store):
    keeper = store.drafts()
    with store.unit("edit"):
        keeper.keep("a", {"text": "typed meanwhile"})
        assert keeper.flush(10)
    keeper.close()
    again = store.drafts()
    assert again.drafts() == {"a": {"text": "typed meanwhile"}}
    again.close()


def test_typing_goes_on_while_the_key_is_changed(tmp_path):
    keeper = DraftWriter(journal(tmp_path))
    stop = threading.Event()
    typed = []

    def type_on():
        while not stop.is_set():
            typed.append(len(typed))
            keeper.keep("a", {"n": typed[-1]})
            keeper.keep(f"r{typed[-1] % 7}", {"n": typed[-1]})
            stop.wait(0.001)

    thread = threading.Thread(target=type_on)
    thread.start()
    older = [KEY]
    for n in range(6):
        key = bytes([n]) * 32
        keeper.go_on_with(journal(tmp_path, key, list(older)))
        older.insert(0, key)
        assert keeper.flush(10)
        enough = len(typed) + 7  # of every name, with each key
        while len(typed) < enough:
            stop.wait(0.001)
    stop.set()
    thread.join()
    assert keeper.close()
    found = journal(tmp_path, older[0]).drafts()
    assert found["a"] == {"n": typed[-1]}
    assert len(found) == 8


def test_the_disk_is_waited_for_once_while_somebody_types_on(tmp_path, monkeypatch):
    """With a draft kept in each turn of the writer, there is never a moment with none waiting."""
    keeper = DraftWriter(journal(tmp_path))
    write = Journal.add

    def typed_meanwhile(self, changes):
        write(self, changes)
        keeper.keep("a", {"n": changes["a"]["n"] + 1})

    monkeypatch.setattr(Journal, "add", typed_meanwhile)
    keeper.keep("a", {"n": 0})
    assert keeper.flush(10)
    monkeypatch.undo()
    assert "a" in journal(tmp_path).drafts()
    assert keeper.close()


def test_drafts_outlive_a_rekey_and_a_reset(store, passphrase):
    from rilo_desktop.store import officer_rows, open_store, recover

    recovery = keys.new_recovery_key()
    officer_rows.renew_recovery_key(store, recovery)
    officer_rows.add(store, "AP-02", "Deputy", "reviewer", "the second passphrase")
    folder = store.folder
    store.close()
    with open_store(folder, "the second passphrase") as second:
        keeper = second.drafts()
        keeper.keep("a", {"text": "of the second"})
        keeper.close()
    with open_store(folder, passphrase) as first:
        first.rekey(lambda *_: None)
        assert json.dumps("of the second") not in json.dumps(dict(first.drafts().drafts()))
    with recover(folder, recovery, "AP-02", "a third one") as second:
        keeper = second.drafts()
        assert keeper.drafts() == {"a": {"text": "of the second"}}
        keeper.renew()
        keeper.close()
