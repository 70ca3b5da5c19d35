"""Files of the office that are cut, spoiled, exchanged or none: refused or found, not believed."""

from __future__ import annotations

import itertools
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults import small_office
from faults.keep_alive import Watch
from faults.oracle import assert_plain, look, prints, rilo
from faults.outcome import Outcome
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.store import StoreDamaged, StoreError, WrongPassphrase, backup_file, keys
from rilo_desktop.store.checking import examine
from rilo_desktop.store.drafts import FOLDER, MARK, Journal, Owner
from rilo_desktop.store.errors import BackupBroken
from rilo_desktop.store.keyring import from_json, to_json
from rilo_desktop.store.keys import Hardness, Keyring

Rounds = Callable[[int, int], int]
SECONDS = 60
"""For any file that means harm."""
PAGE = 4096
"""Bytes of a page of the database, SQLCipher's default."""
QUICK = Hardness(memory=64, iterations=1, lanes=1)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "office"
    small_office.make(folder)
    return folder


# --- 19: what is no store


@pytest.mark.fault(19)
@pytest.mark.parametrize(
    "content",
    [b"", bytes(8192), b"Dear colleague,\n" * 600, b"SQLite format 3\0" + bytes(8176)],
    ids=["0 bytes", "NUL", "text", "another database"],
)
def test_a_file_that_is_no_database_is_never_taken_for_a_new_office(
    office: Path, tmp_path: Path, content: bytes, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    (folder / "store.db").write_bytes(content)
    before = prints(folder)
    done = rilo("list", folder, "case-study")
    assert done.returncode == 6
    said = assert_plain(done.stderr, folder, "store.db", "restore the last backup")
    assert prints(folder) == before
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(19)
def test_a_file_cut_short_anywhere_is_refused_or_found(
    office: Path, tmp_path: Path, rounds: Rounds, chance: random.Random, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    whole = (folder / "store.db").read_bytes()
    count, messages = rounds(20, 60), Counter[str]()
    for _ in range(count):
        length = chance.randrange(1, len(whole))
        (folder / "store.db").write_bytes(whole[:length])
        messages[judged(folder, office, None)] += 1
    assert not messages["harmless"], "part of the file was gone and nobody said so"
    assert not messages["wrong"]
    outcome.tell(rounds=count, message=f"{dict(messages)} of {count} cut files")


# --- 20: bits


def judged(folder: Path, office: Path, expected: object) -> str:
    """refused (a sentence), found (by the check), harmless, or wrong: other content, unsaid."""
    found = small_office.seen(folder, office)
    if isinstance(found, StoreError):
        assert isinstance(found, StoreDamaged), found
        return "refused"
    if expected is not None and found != expected:
        return "wrong"
    try:
        with small_office.enter(folder, office) as store, store.reading() as reading:
            return "found" if examine(reading).findings else "harmless"
    except StoreDamaged:
        return "found"


@pytest.mark.fault(20)
def test_no_flipped_bit_of_the_database_gives_a_wrong_record(
    office: Path, tmp_path: Path, rounds: Rounds, chance: random.Random, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    whole = (folder / "store.db").read_bytes()
    expected = small_office.seen(folder, office)
    assert not isinstance(expected, StoreError)
    assert len(expected["records"]) > len(small_office.TITLES)
    step = rounds(6, 1)  # the short form tries every sixth page
    pages = range(chance.randrange(step) * PAGE, len(whole), step * PAGE)
    count, results = len(pages) * rounds(1, 4), Counter[str]()
    for start in itertools.islice(itertools.cycle(pages), count):  # every page, whoever reads it
        place, bit = start + chance.randrange(PAGE), chance.randrange(8)
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << bit
        (folder / "store.db").write_bytes(spoiled)
        results[judged(folder, office, expected)] += 1
    assert results["refused"] > count / 4, "the flips did not reach what is read"
    outcome.tell(
        rounds=count,
        damaged=results["wrong"],
        message=f"{results['refused']} refused on reading, {results['found']} found by the check, "
        f"{results['harmless']} harmless, {results['wrong']} wrong",
    )


@pytest.mark.fault(20)
def test_a_spoiled_page_is_a_sentence_on_the_command_line(
    office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    whole = bytearray((folder / "store.db").read_bytes())
    for page in range(1, len(whole) // 4096):
        whole[page * 4096 + 2000] ^= 1
    (folder / "store.db").write_bytes(whole)
    done = rilo("check", folder)
    assert done.returncode in (1, 6)
    outcome.tell(rounds=1, message=assert_plain(done.stderr, folder))


# --- 20: the keys


@pytest.fixture(scope="module")
def ring() -> Keyring:
    made = Keyring("store", "AP", "A")
    made = keys.seal(made, keys.OFFICER, "right", keys.new_secret(), "AP-01", "Head", QUICK)
    return keys.seal(made, keys.RECOVERY, "recovery", keys.new_secret(), hardness=QUICK)


def spoiled_copies(whole: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """Flipped bits, cut ends, zeroed parts."""
    for n in range(count):
        content, place = bytearray(whole), chance.randrange(len(whole))
        if n % 5 < 3:
            content[place] ^= 1 << chance.randrange(8)
        elif n % 5 == 3:
            del content[place:]
        else:
            content[place : place + 512] = bytes(len(content[place : place + 512]))
        yield bytes(content)


@pytest.mark.fault(20)
@pytest.mark.parametrize("name", keys.NAMES)
def test_a_spoiled_copy_of_the_keys_locks_nobody_out(
    ring: Keyring,
    tmp_path: Path,
    name: str,
    rounds: Rounds,
    chance: random.Random,
    outcome: Outcome,
) -> None:
    count = rounds(150, 1500)
    keys.write(tmp_path, ring)
    for content in spoiled_copies(to_json(ring), chance, count):
        (tmp_path / name).write_bytes(content)
        assert keys.read(tmp_path) == ring, content
    outcome.tell(rounds=count, message="the other copy opens the office")


@pytest.mark.fault(20)
@pytest.mark.parametrize("has_digest", [True, False], ids=["of today", "of an older program"])
def test_both_copies_spoiled_are_said_to_be_damaged(
    ring: Keyring,
    tmp_path: Path,
    has_digest: bool,
    rounds: Rounds,
    chance: random.Random,
    outcome: Outcome,
) -> None:
    whole = to_json(ring)
    if not has_digest:
        whole = whole[: whole.index(b',\n "digest"')] + b"\n}"
        assert from_json(whole) == ring
    count, results = rounds(150, 1500), Counter[str]()
    for content in spoiled_copies(whole, chance, count):
        for name in keys.NAMES:
            (tmp_path / name).write_bytes(content)
        try:
            found = keys.read(tmp_path)
            keys.unseal(found, "right", tmp_path)
            results["opens"] += 1
            assert not has_digest or found == ring
        except StoreError as error:
            results[type(error).__name__] += 1
    assert sum(results.values()) == count
    assert not has_digest or set(results) <= {"opens", "StoreDamaged", "NoStore"}
    outcome.tell(rounds=count, message=f"{dict(results)}; the passphrase is not blamed")


@pytest.mark.fault(20)
def test_one_damaged_copy_opens_and_the_check_says_which(
    office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    for name in keys.NAMES:
        folder = small_office.copy(office, tmp_path / name)
        content = bytearray((folder / name).read_bytes())
        content[content.index(b'"sealed"') + 20] ^= 2  # of the officer's slot
        (folder / name).write_bytes(content)
        verdict = look(folder)
        assert verdict.opened, verdict.sentence
        assert [found for found in verdict.findings if name in found], verdict
        with open_store(folder, small_office.PASSPHRASE) as session:
            store_check.repair(session)
        assert look(folder).whole
    outcome.tell(rounds=2, message=verdict.findings[0])


@pytest.mark.fault(20)
def test_both_copies_damaged_say_so_and_change_nothing(
    office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    for name in keys.NAMES:
        (folder / name).write_bytes(b"[" * 100_000)
    before = prints(folder)
    done = rilo("list", folder, "case-study")
    assert done.returncode == 6
    said = assert_plain(done.stderr, folder, "keys.json")
    assert prints(folder) == before
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(20)
@pytest.mark.parametrize("exchanged", [("store.db",), keys.NAMES], ids=["database", "keys"])
def test_files_of_another_office_are_refused(
    office: Path, tmp_path: Path, exchanged: tuple[str, ...], outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    small_office.make(tmp_path / "another")
    for name in exchanged:
        shutil.copy(tmp_path / "another" / name, folder / name)
    before = prints(folder)
    with pytest.raises(StoreDamaged) as caught:
        open_store(folder, small_office.PASSPHRASE)
    assert prints(folder) == before
    outcome.tell(rounds=1, message=assert_plain(str(caught.value), folder))


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "wish",
    [
        {"memory": 1 << 20},
        {"iterations": 64},
        {"memory": 1 << 18, "iterations": 16, "slots": 100},
        {"memory": "1e999"},
        {"salt": ""},
        {"nonce": "AAAA"},
        {"box": "AAAA"},
        {"sign": "\\ud800"},
    ],
    ids=str,
)
def test_keys_that_ask_for_too_much_are_refused_at_once(
    ring: Keyring, tmp_path: Path, wish: dict[str, object], outcome: Outcome
) -> None:
    import json

    data = json.loads(to_json(ring))
    del data["digest"]
    slot = data["slots"][0]
    data["slots"] *= int(str(wish.pop("slots", 1)))
    for name, value in wish.items():
        (slot["hardness"] if name in slot["hardness"] else slot)[name] = value
    text = json.dumps(data).replace('"1e999"', "1e999").replace("\\\\ud800", "\\ud800")
    for name in keys.NAMES:
        (tmp_path / name).write_text(text)
    with pytest.raises((StoreDamaged, WrongPassphrase)) as caught:
        keys.unseal(keys.read(tmp_path), "right", tmp_path)
    assert isinstance(caught.value, StoreDamaged)
    outcome.tell(rounds=1, message=str(caught.value))


# --- files beside the store, made to keep it from opening


@pytest.mark.fault(20)
def test_a_journal_of_overlapping_frames_is_given_up_in_time(
    tmp_path: Path, outcome: Outcome
) -> None:
    owner = Owner("store", "AP-01")
    (tmp_path / FOLDER).mkdir()
    frame = MARK + (1).to_bytes(8, "big") + (3_000_000).to_bytes(4, "big")
    (tmp_path / FOLDER / owner.file_name).write_bytes(frame * 400_000)
    watch = Watch()
    assert not Journal(tmp_path, owner, bytes(32)).drafts()
    assert watch.seconds < SECONDS
    outcome.tell(rounds=1, message="no draft of it is believed; the office opens")


@pytest.mark.fault(20)
def test_drafts_behind_spoiled_frames_are_found(
    tmp_path: Path, rounds: Rounds, chance: random.Random, outcome: Outcome
) -> None:
    owner = Owner("store", "AP-01")
    journal = Journal(tmp_path, owner, bytes(32))
    for n in range(6):
        journal.add({f"draft {n}": {"record": {"title": "x" * 100}}})
    whole = journal.path.read_bytes()
    frame = len(whole) // 6
    count = rounds(100, 1000)
    for _ in range(count):
        spoiled = bytearray(whole)
        place = chance.randrange(len(whole))
        spoiled[place] ^= 1 << chance.randrange(8)
        journal.path.write_bytes(spoiled)
        found = Journal(tmp_path, owner, bytes(32)).drafts()
        kept = {f"draft {n}" for n in range(6) if n != place // frame}
        assert kept <= set(found), f"a flip at {place} took {kept - set(found)}"
    outcome.tell(rounds=count, message="every draft but the spoiled one is shown again")


@pytest.mark.fault(38)
def test_a_backup_full_of_beginnings_is_refused_in_time(tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "x.rilobackup"
    length = (4 << 20).to_bytes(8, "big")
    path.write_bytes((backup_file.MAGIC + length) * 180_000)
    watch = Watch()
    with pytest.raises(BackupBroken) as caught:
        backup_file.read(path)
    assert watch.seconds < SECONDS
    outcome.tell(rounds=1, message=assert_plain(str(caught.value), path))


# --- 21: what is made from the revisions


@pytest.mark.fault(21)
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM search WHERE rowid IN (SELECT row FROM record WHERE kind = 'case-study')",
        "INSERT INTO search(search) VALUES ('delete-all')",
        "DELETE FROM search_data WHERE id > 10",
        "DELETE FROM search_docsize",
        "UPDATE record SET title = 'something else' WHERE kind = 'case-study'",
        "DELETE FROM case_study",
        "DROP TABLE search",
    ],
)
def test_what_is_out_of_step_is_found_and_made_anew(
    office: Path, tmp_path: Path, statement: str, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    expected = small_office.seen(folder, office)
    with open_store(folder, small_office.PASSPHRASE) as session:
        session.store._raw.execute(statement)
        before = store_check.check(session).blocking
        assert before, "nobody saw it"
        store_check.repair(session)
    assert look(folder).whole
    found = small_office.seen(folder, office)
    assert isinstance(found, dict)
    assert isinstance(expected, dict)
    for part in ("records", "rows", "revisions", "found"):
        assert found[part] == expected[part], part
    outcome.tell(rounds=1, message=f"{before[0].rule}: made anew from the signed revisions")


def test_the_damage_is_seen_where_nothing_guards(office: Path, tmp_path: Path) -> None:
    """The same judgement sees a record that was changed with the key of the office."""
    folder = small_office.copy(office, tmp_path / "office")
    expected = small_office.seen(folder, office)
    with small_office.enter(folder, office) as store:
        store._raw.execute("UPDATE record SET title = 'x' WHERE kind = 'case-study'")
    assert judged(folder, office, expected) == "wrong"
