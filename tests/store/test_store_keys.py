"""Slots: who opens a store and who does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.store import StoreDamaged, StoreError, WrongPassphrase, keys
from rilo_desktop.store.keys import Hardness, Keyring, new_recovery_key, new_secret
from short_forms import examples

QUICK = Hardness(memory=64, iterations=1, lanes=1)
RING = Keyring("store", "AP", "A")


def sealed(passphrase, secret=None):
    return keys.seal(RING, keys.OFFICER, passphrase, secret or new_secret(), "AP-01", "Head", QUICK)


@settings(max_examples=examples(30))
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(min_size=1))
def test_only_its_own_passphrase_opens_a_slot(tmp_path_factory, passphrase, other):
    folder = tmp_path_factory.getbasetemp()
    secret = new_secret()
    ring = sealed(passphrase, secret)
    assert keys.unseal(ring, passphrase, folder)[1] == secret
    if other.encode("utf-8", "replace") != passphrase.encode("utf-8", "replace"):
        import unicodedata

        if unicodedata.normalize("NFKC", other) != unicodedata.normalize("NFKC", passphrase):
            with pytest.raises(WrongPassphrase):
                keys.unseal(ring, other, folder)


def test_a_slot_cannot_be_moved_to_another_store_or_officer(tmp_path):
    ring = sealed("right")
    elsewhere = Keyring("another store", "AP", "A", ring.slots)
    with pytest.raises(WrongPassphrase):
        keys.unseal(elsewhere, "right", tmp_path)
    from dataclasses import replace

    renamed = replace(ring, slots=(replace(ring.slots[0], sign="AP-02"),))
    with pytest.raises(WrongPassphrase):
        keys.unseal(renamed, "right", tmp_path)


def test_the_recovery_key_opens_however_it_is_typed(tmp_path):
    secret, recovery = new_secret(), new_recovery_key()
    ring = keys.seal(RING, keys.RECOVERY, recovery, secret, hardness=QUICK)
    typed = recovery.lower().replace("-", " ")
    assert keys.unseal_recovery(ring, typed, tmp_path)[1].store_key == secret.store_key
    with pytest.raises(WrongPassphrase):
        keys.unseal_recovery(ring, new_recovery_key(), tmp_path)


def test_one_broken_copy_does_no_harm_two_are_said_to_be_damaged(tmp_path):
    ring = sealed("right")
    keys.write(tmp_path, ring)
    (tmp_path / keys.NAMES[0]).write_bytes(b"\0" * 100)
    assert keys.read(tmp_path) == ring
    (tmp_path / keys.NAMES[1]).write_text("{}")
    with pytest.raises(StoreDamaged):
        keys.read(tmp_path)


@pytest.mark.parametrize("memory", [-1, 0, 1 << 40])
def test_a_damaged_slot_does_not_ask_for_all_memory(tmp_path, memory):
    keys.write(tmp_path, sealed("right"))
    for name in keys.NAMES:
        data = json.loads((tmp_path / name).read_text())
        data["slots"][0]["hardness"]["memory"] = memory
        del data["digest"]
        (tmp_path / name).write_text(json.dumps(data))
    with pytest.raises(StoreDamaged):
        keys.read(tmp_path)


@settings(max_examples=examples(60))
@given(st.binary(max_size=400))
def test_any_file_in_place_of_the_keys_is_one_sentence(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("rubbish")
    for name in keys.NAMES:
        (folder / name).write_bytes(content)
    with pytest.raises(StoreError):
        keys.read(folder)


def test_nothing_secret_is_shown():
    secret = new_secret()
    assert secret.store_key.hex() not in repr(secret)
    assert str(secret.store_key) not in repr(secret)
