"""A wrong passphrase never opens, however near it is; a broken database is no wrong passphrase."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rilo_desktop.store import OfficerEntry, StoreDamaged, WrongPassphrase, found, keys, open_store
from short_forms import FULL

RIGHT = "Straße nach Österreich, 7 Wölfe ①"
WEAK = keys.Hardness(memory=8, iterations=1, lanes=1)
"""The same way from passphrase to key, quick enough to be asked thousands of times."""


@pytest.fixture(scope="module")
def slots(tmp_path_factory):
    """Of a store whose officer has that passphrase."""
    folder = tmp_path_factory.mktemp("near") / "office"
    made = found(folder, "AP", OfficerEntry("AP-01", "Head", "head"), RIGHT).store
    keyring = keys.seal(
        made.access.keyring, keys.OFFICER, RIGHT, made.access.secret, "AP-01", "Head", WEAK
    )
    made.close()
    return folder, keyring


@st.composite
def near_misses(draw):
    """The right one with a letter lost, doubled, exchanged, in the other case, or more around."""
    at = draw(st.integers(0, len(RIGHT) - 1))
    letter = draw(st.characters(codec="utf-8"))
    before, here, after = RIGHT[:at], RIGHT[at], RIGHT[at + 1 :]
    return draw(
        st.sampled_from(
            [
                before + after,
                before + here + here + after,
                before + letter + after,
                before + letter + here + after,
                before + here.swapcase() + after,
                before + here,
                here + after,
                RIGHT.lower(),
                RIGHT.upper(),
                RIGHT.casefold(),
                RIGHT + letter,
                letter + RIGHT,
                RIGHT * 2,
                RIGHT[::-1],
                RIGHT.encode().decode("latin-1"),
            ]
        )
    )


@settings(
    max_examples=2_000 if FULL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.one_of(near_misses(), st.text(max_size=60)))
@example("")
@example("\0")
@example(RIGHT + "\0")
@example("AP-01")
def test_no_near_miss_opens_a_slot(slots, typed):
    folder, keyring = slots
    if unicodedata.normalize("NFKC", typed) == unicodedata.normalize("NFKC", RIGHT):
        return  # the same letters, composed otherwise: these open
    with pytest.raises(WrongPassphrase):
        keys.unseal(keyring, typed, folder)


def test_the_right_one_opens_however_its_letters_are_composed(slots):
    folder, keyring = slots
    for form in ("NFC", "NFD"):
        keys.unseal(keyring, unicodedata.normalize(form, RIGHT), folder)


def test_no_other_slot_and_no_changed_slot_opens(slots):
    """Every part of a slot is bound to it."""
    folder, keyring = slots
    (slot,) = keyring.officers
    chance = random.Random(3)
    for part in ("salt", "nonce", "sealed"):
        content = bytearray(getattr(slot, part))
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        changed = keyring.with_slot(replace(slot, **{part: bytes(content)}))
        with pytest.raises(WrongPassphrase):
            keys.unseal(changed, RIGHT, folder)
    with pytest.raises(WrongPassphrase):
        keys.unseal(replace(keyring, store="another store"), RIGHT, folder)


@pytest.mark.parametrize("seed", range(6))
def test_the_right_one_on_a_broken_database_says_damaged(store, passphrase, seed):
    folder = store.folder
    store.close()
    path = folder / "store.db"
    size, chance = path.stat().st_size, random.Random(seed)
    with path.open("r+b") as file:
        if seed < 3:  # the first page: zeroed, rubbish, another salt
            file.write((bytes(4096), chance.randbytes(4096), chance.randbytes(16))[seed])
        else:
            file.truncate((0, 100, size // 2)[seed - 3])
    try:
        with pytest.raises(StoreDamaged):
            open_store(folder, passphrase).close()
    except WrongPassphrase:
        pytest.fail("damage was told as a wrong passphrase")
    with pytest.raises(WrongPassphrase):
        open_store(folder, passphrase[:-1])
