"""The note of where the log ends follows each operation, and survives a folder that goes away."""

from __future__ import annotations

from rilo_desktop.store import last_seen


def _begun(folder) -> last_seen.Mark:
    folder.mkdir(exist_ok=True)
    (folder / last_seen.NAME).write_bytes(b" " * last_seen.LENGTH)
    return last_seen.Mark(folder)


def test_each_note_replaces_the_one_before(tmp_path):
    mark = _begun(tmp_path)
    mark.note(1_000_000, "a" * 64)
    mark.note(7, "b" * 64)
    mark.close()
    assert last_seen.read(tmp_path) == last_seen.Last(False, 7, "b" * 64)


def test_a_file_that_is_not_there_is_nothing_to_stop_a_save_for(tmp_path):
    mark = last_seen.Mark(tmp_path)
    mark.note(1, "a" * 64)
    assert last_seen.read(tmp_path) is None
    _begun(tmp_path)
    mark.note(2, "b" * 64)
    mark.close()
    assert last_seen.read(tmp_path) == last_seen.Last(False, 2, "b" * 64)


def test_a_write_that_fails_leaves_no_descriptor_behind(tmp_path, monkeypatch):
    mark = _begun(tmp_path)
    mark.note(1, "a" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(last_seen.os, "write", _refused)
        mark.note(2, "b" * 64)
    (tmp_path / last_seen.NAME).unlink()  # the descriptor of before would write to nowhere
    _begun(tmp_path)
    mark.note(3, "c" * 64)
    mark.close()
    assert last_seen.read(tmp_path) == last_seen.Last(False, 3, "c" * 64)


def _refused(*_: object) -> int:
    raise OSError("the stick is gone")
