"""Wrong passphrases: a growing delay that nobody's clock moves, and nothing lost to the log."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.store import TooSoon, WrongPassphrase, failed_logins, open_store
from rilo_desktop.store.failed_logins import FREE, LONGEST, Failed

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
THEN = datetime(1999, 1, 1, tzinfo=UTC)


def test_the_delay_grows_and_is_never_longer_than_a_minute():
    waits = [failed_logins.wait(Failed(count, 100.0), 100.0) for count in range(20)]
    assert waits[:FREE] == [0.0] * FREE
    assert waits[FREE : FREE + 4] == [1.0, 2.0, 4.0, 8.0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST


def test_it_passes_with_the_time_since_the_machine_was_started():
    found = Failed(FREE + 3, 100.0)
    assert failed_logins.wait(found, 103.0) == 5.0
    assert failed_logins.wait(found, 109.0) == 0.0


def test_after_a_restart_the_time_since_then_counts():
    found = Failed(FREE + 10, 90_000.0)
    assert failed_logins.wait(found, 20.0) == LONGEST - 20.0
    assert failed_logins.wait(found, LONGEST) == 0.0


@given(st.integers(0, 10**9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_no_state_of_the_journal_locks_anybody_out(count, then, now):
    assert 0.0 <= failed_logins.wait(Failed(count, then), now) <= LONGEST


def test_a_clock_put_back_moves_nothing(tmp_path):
    for _ in range(FREE + 2):
        failed_logins.note(tmp_path, "AP-01", NOW, uptime=50.0)
    failed_logins.note(tmp_path, "AP-01", THEN, uptime=50.0)
    with pytest.raises(TooSoon):
        failed_logins.refuse_too_soon(tmp_path, uptime=51.0)
    failed_logins.refuse_too_soon(tmp_path, uptime=50.0 + LONGEST)


@given(st.binary(max_size=200))
def test_any_file_in_place_of_the_journal_is_no_fault(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("failed")
    (folder / failed_logins.FILE).write_bytes(content)
    assert failed_logins.wait(failed_logins.failed(folder), 0.0) <= LONGEST
    failed_logins.note(folder, "", NOW)
    assert failed_logins.failed(folder).count >= 1


def test_it_outlives_a_restart_and_refuses_before_it_looks(store, passphrase):
    store.close()
    for _ in range(FREE):
        with pytest.raises(WrongPassphrase):
            open_store(store.folder, "wrong", "AP-01")
    with pytest.raises(TooSoon):
        open_store(store.folder, passphrase)
    assert failed_logins.failed(store.folder).count == FREE, "what was refused is no failure"


def test_what_was_typed_in_place_of_a_sign_is_not_kept(store):
    store.close()
    with pytest.raises(WrongPassphrase):
        open_store(store.folder, "AP-01", "my secret passphrase")
    assert b"secret" not in (store.folder / failed_logins.FILE).read_bytes()
    assert [sign for _, sign in failed_logins.failed(store.folder).tries] == [""]
