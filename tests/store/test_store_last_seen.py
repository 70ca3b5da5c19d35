"""The note of where the log ends follows each operation, and survives a folder that goes away."""

from __future__ import annotations

from rilo_desktop.store import log_tail


def _begun(folder) -> log_tail.LogTailFile:
    folder.mkdir(exist_ok=True)
    (folder / log_tail.NAME).write_bytes(b" " * log_tail.LENGTH)
    return log_tail.LogTailFile(folder)


def test_each_note_replaces_the_one_before(tmp_path):
    mark = _begun(tmp_path)
    mark.note(1_000_000, "a" * 64)
    mark.note(7, "b" * 64)
    mark.close()
    assert log_tail.read(tmp_path) == log_tail.LogTail(False, 7, "b" * 64)


def test_a_file_that_is_not_there_is_nothing_to_stop_a_save_for(tmp_path):
    mark = log_tail.LogTailFile(tmp_path)
    mark.note(1, "a" * 64)
    assert log_tail.read(tmp_path) is None
    _begun(tmp_path)
    mark.note(2, "b" * 64)
    mark.close()
    assert log_tail.read(tmp_path) == log_tail.LogTail(False, 2, "b" * 64)


def test_a_write_that_fails_leaves_no_descriptor_behind(tmp_path, monkeypatch):
    mark = _begun(tmp_path)
    mark.note(1, "a" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(log_tail.os, "write", _refused)
        mark.note(2, "b" * 64)
    (tmp_path / log_tail.NAME).unlink()  # the descriptor of before would write to nowhere
    _begun(tmp_path)
    mark.note(3, "c" * 64)
    mark.close()
    assert log_tail.read(tmp_path) == log_tail.LogTail(False, 3, "c" * 64)


def _refused(*_: object) -> int:
    raise OSError("the stick is gone")
