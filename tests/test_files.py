"""Files are read within bounds, whatever lies there, and written under a name nobody can guess."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from rilo_desktop import files

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")


@posix
def test_a_link_at_the_guessable_temporary_name_is_not_followed(tmp_path):
    """F11: victim.txt was overwritten, and the card became a link to it."""
    victim, card = tmp_path / "victim.txt", tmp_path / "card.rilocard"
    victim.write_text("kept")
    (tmp_path / ".card.rilocard.new").symlink_to(victim)
    files.write_atomically(card, b"a card")
    assert (victim.read_text(), card.read_bytes(), card.is_symlink()) == ("kept", b"a card", False)


@posix
def test_a_link_at_the_very_temporary_name_is_refused(tmp_path, monkeypatch):
    victim = tmp_path / "victim.txt"
    victim.write_text("kept")
    monkeypatch.setattr(files.secrets, "token_hex", lambda _n: "0" * 16)
    link = files.unfinished(tmp_path / "card")
    link.symlink_to(victim)
    with pytest.raises(FileExistsError) as raised:
        files.write_atomically(tmp_path / "card", b"a card")
    assert raised.value.filename == str(tmp_path / "card")
    assert (victim.read_text(), link.is_symlink()) == ("kept", True), "what is not ours stays"


@posix
def test_a_pipe_at_the_temporary_name_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / ".last.json.new")
    files.write_atomically(tmp_path / "last.json", b"x")
    assert (tmp_path / "last.json").read_bytes() == b"x"


@posix
def test_a_link_that_is_to_be_replaced_is_replaced_and_not_written_through(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("kept")
    (tmp_path / "card").symlink_to(victim)
    files.write_atomically(tmp_path / "card", b"a card")
    assert (victim.read_text(), (tmp_path / "card").is_symlink()) == ("kept", False)


def test_nothing_is_left_of_what_was_written(tmp_path):
    files.write_atomically(tmp_path / "card", b"a card")
    with pytest.raises(RuntimeError), files.replacing(tmp_path / "card"):
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["card"]


def test_what_a_kill_left_goes_once_nobody_can_be_writing_it(tmp_path):
    target, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    old, young, foreign = (files.unfinished(path) for path in (target, target, other))
    mine = tmp_path / ".mine.new"
    for path in (old, young, foreign, mine):
        path.write_bytes(b"half")
    long_ago = time.time() - files.OLD - 60
    for path in (old, foreign, mine):
        os.utime(path, (long_ago, long_ago))
    files.write_atomically(target, b"whole")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.pdf", young.name, foreign.name, mine.name}
    files.remove_unfinished(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf"}


def test_a_name_as_long_as_systems_take_is_written(tmp_path):
    target = tmp_path / ("n" * 251 + ".pdf")
    files.write_atomically(target, b"x")
    assert target.read_bytes() == b"x"


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "socket"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path, kind):
    path = _odd(tmp_path / "odd", kind)
    for read in (files.read_small, files.read_own, files.read_through, files.open_file):
        with pytest.raises(OSError, match=r"odd|zero"):
            read(path)


def _odd(path, kind):
    if kind == "device":
        return Path("/dev/zero")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mknod(path, stat.S_IFSOCK | 0o600)
    return path


@posix
def test_links_are_followed_where_somebody_named_them_and_nowhere_else(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert files.read_small(tmp_path / "link") == b"x"
    with pytest.raises(OSError, match="link"):
        files.read_own(tmp_path / "link")


def test_a_huge_file_is_refused_without_reading_it(tmp_path):
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(3 << 30)
    began = time.monotonic()
    with pytest.raises(ValueError, match="huge"):
        files.read_small(tmp_path / "huge")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "text",
    [b"[" * 200_000, b"Infinity", b"-Infinity", b"NaN", b"1e999", b"-1e400", b"\xff", b"", b"{"],
)
def test_json_that_says_nothing_is_a_value_error(text):
    with pytest.raises(ValueError):
        files.from_json(text)
