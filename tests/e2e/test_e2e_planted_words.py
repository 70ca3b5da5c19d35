"""Nothing that an officer writes is readable outside the store; no internet socket is opened."""

from __future__ import annotations

import os
import random
import sqlite3  # noqa: TID251 - no table of ours, and no cipher
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from planted_run import Run, go
from planted_words import Scan, Watch, Words
from traced import INTERNET, Tracer, why_not

from rilo_desktop.folding import fold

COUNT = 200
SHARED = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
"""Where every program may write."""


@dataclass
class Done:
    run: Run
    scan: Scan
    rounds: int
    seed: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("planted")
    seed = os.environ.get("RILO_SEED") or str(random.randrange(1 << 30))
    run = Run(folder, Words(seed, COUNT), Tracer(folder / "traces"))
    scan = Scan(run.words.all)
    started = time.time()
    with Watch(scan, run.watched) as watch:
        go(run)
    scan.look(run.watched)
    scan.excepted = [folder]
    scan.look(SHARED, started)
    return Done(run, scan, watch.rounds, seed)


def test_none_of_the_words_is_readable_anywhere(done: Done) -> None:
    print(
        f"seed {done.seed}: {COUNT - done.run.words.left} words planted, {done.scan.files} states "
        f"of files looked at in {done.rounds} rounds"
    )
    said = "own files, not scanned: " + ", ".join(sorted(p.name for p in done.run.own.iterdir()))
    print(said)
    assert done.run.words.left == 0
    assert done.scan.files > 50
    assert done.scan.found == {}


def test_no_internet_socket_is_opened(done: Done) -> None:
    if why_not():
        pytest.skip(f"No trace of sockets was taken: {why_not()}")
    found = done.run.tracer.sockets()
    print(f"sockets of {done.run.tracer.started} programs and what they started: {dict(found)}")
    assert found["AF_UNIX"], "the window talks to its screen"
    assert not set(found) & set(INTERNET), found


# --- controls: what is readable is found, and what opens a socket is seen


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("written", [str, str.title, fold])
def test_a_readable_word_is_found(
    tmp_path: Path, encoding: str, written: Callable[[str], str]
) -> None:
    words = Words("a control", 20)
    text = os.urandom(999) + f"and {written(words.all[7])}, {words.all[8]}".encode(encoding)
    (tmp_path / "a.log").write_bytes(text)
    scan = Scan(words.all)
    scan.look([tmp_path])
    assert scan.found == {str(tmp_path / "a.log"): {words.all[7], words.all[8]}}


def test_a_word_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    words = Words("a control", 20)
    (tmp_path / f"{words.all[3]}.thumbnail").touch()
    scan = Scan(words.all)
    scan.look([tmp_path])
    assert list(scan.found.values()) == [{words.all[3]}]


def test_what_lies_there_for_a_moment_is_found(tmp_path: Path) -> None:
    words = Words("a control", 20)
    scan = Scan(words.all)
    with Watch(scan, [tmp_path]) as watch:
        (tmp_path / "part").write_text(words.all[5], "utf-8")
        seen = watch.rounds
        while watch.goes_on and watch.rounds < seen + 2:
            time.sleep(0.01)  # the watch goes on by itself
        (tmp_path / "part").unlink()
    assert list(scan.found.values()) == [{words.all[5]}]


def test_a_store_that_is_not_encrypted_is_found(tmp_path: Path) -> None:
    words = Words("a control", 20)
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE t(x)")
        plain.execute("INSERT INTO t VALUES (?)", (" ".join(words.all),))
    plain.close()
    scan = Scan(words.all)
    scan.look([tmp_path])
    assert list(scan.found.values()) == [set(words.all)]


def test_a_program_that_opens_an_internet_socket_is_seen(tmp_path: Path) -> None:
    if why_not():
        pytest.skip(f"No trace of sockets can be taken: {why_not()}")
    tracer = Tracer(tmp_path / "traces")
    code = (
        "import socket, subprocess, sys; socket.socket(socket.AF_INET6).close(); "
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket().close()'])"
    )
    subprocess.run([*tracer(), sys.executable, "-c", code], check=True, timeout=60)
    assert set(INTERNET) >= set(tracer.sockets()) >= {"AF_INET", "AF_INET6"}
