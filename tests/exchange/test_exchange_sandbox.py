"""The child that reads files from outside: what it is given, and what it may no longer do (F5)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rilo_desktop.exchange import sandbox, sandbox_check
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.read_errors import MESSAGES
from rilo_desktop.exchange.sandbox_child import SUBMISSION
from rilo_desktop.rules.findings import Refused

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
FEW = {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "PYTHONIOENCODING"}
WINDOWS = {"SYSTEMROOT", "WINDIR", "TEMP", "TMP"}


@pytest.fixture
def slow_child() -> Iterator[subprocess.Popen[bytes]]:
    """The reader, started as always, that waits for a file which does not come."""
    child = subprocess.Popen(
        [*sandbox.command(), SUBMISSION],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=sandbox.environment(),
    )
    yield child
    child.communicate(b"%PDF-")


@pytest.fixture
def secrets_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", "a secret of the office")
    monkeypatch.setenv("PYTHONSTARTUP", "/somewhere/else.py")


@pytest.mark.usefixtures("secrets_around")
def test_the_child_is_never_handed_the_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has is what a program in its place would find."""
    tells = "import json, os; print(json.dumps({'given': dict(os.environ)}))"
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", tells])
    (line,) = sandbox.ask_child((), "file", LIMITS, content=b"")
    given = json.loads(line)["given"]
    assert set(given) <= FEW | (WINDOWS if sys.platform == "win32" else set())
    assert "a secret of the office" not in str(given)


@on_linux
@pytest.mark.usefixtures("secrets_around")
def test_the_kernel_holds_no_passphrase_for_the_child(
    slow_child: subprocess.Popen[bytes],
) -> None:
    """In /proc, where others of the same user may look; later nobody may, not even they."""
    try:
        found = Path(f"/proc/{slow_child.pid}/environ").read_bytes()
    except PermissionError:  # it is closed to other processes already
        return
    assert b"RILO" not in found
    assert b"a secret" not in found


@on_linux
def test_the_child_has_no_new_privileges_and_a_filter_of_calls(
    slow_child: subprocess.Popen[bytes],
) -> None:
    assert _until(slow_child, "NoNewPrivs") == "1"
    assert _until(slow_child, "Seccomp") == "2"


def _until(child: subprocess.Popen[bytes], name: str) -> str:
    """What /proc says of the child, once it has limited itself."""
    value = ""
    for _ in range(500):
        status = Path(f"/proc/{child.pid}/status").read_text("ascii")
        value = status.partition(f"\n{name}:")[2].split()[0]
        if value != "0":
            break
        time.sleep(0.02)
    return value


@pytest.mark.skipif(sys.platform == "win32", reason="there not all of them hold")
def test_everything_the_child_must_not_do_is_tried_and_fails(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    found = sandbox_check.limits_in_force(keys)
    assert set(found) == {"memory", "processes", "network", "reading", "writing"}
    assert [name for name, holds in found.items() if not holds] == []
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_the_check_tells_what_is_not_limited(tmp_path: Path) -> None:
    """In this process, which has no limits, all but the memory can be had."""
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    found: dict[str, bool] = {}
    for line in sandbox_check.lines_of_limits(os.fsencode(keys)):
        found |= line
    assert not any(found[name] for name in ("processes", "network", "reading", "writing"))
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


@on_linux
@pytest.mark.parametrize("missing", ["seccomp", "landlock"])
def test_a_kernel_without_a_part_has_the_others(missing: str, tmp_path: Path) -> None:
    """It is said which part does not hold; nothing stops working."""
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    code = f"""
import json, os, sys
from rilo_desktop.exchange import limits, sandbox_check, sandbox_linux
if {missing!r} == "seccomp":
    sandbox_linux._MACHINES = {{}}
else:
    sandbox_linux._LANDLOCK_CREATE_RULESET = 100_000
limits.limit_this_process()
for line in sandbox_check.lines_of_limits(os.fsencode({str(keys)!r})):
    print(json.dumps(line))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=sandbox.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, bool] = {}
    for line in done.stdout.splitlines():
        found |= json.loads(line)
    assert found["memory"]
    if missing == "seccomp":
        assert found["reading"]
    else:
        assert not found["reading"]
        assert found["network"]
        assert found["processes"]


@pytest.mark.parametrize(
    "said",
    [
        b"no json\n",
        b"[" * 100_000 + b"\n",
        b'[1, ["x"]]\n{"done":true}\n',
        b'{"sheet": "a"}\n[7]\n{"done":true}\n',
        b'"text"\n',
        b'{"json": "{"}\n{"done":true}\n',
        b'{"failed": "rows"}\n',
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(
    said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import sys; sys.stdout.buffer.write({said!r})"
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", code])
    assert _refused(tmp_path) == "exchange.failed"


def test_a_child_that_answers_without_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))"
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", code])
    assert _refused(tmp_path) == "exchange.memory"


def _refused(folder: Path) -> str:
    path = folder / "cases.json"
    path.write_text('{"cases": []}')
    with pytest.raises(Refused) as caught:
        read(path)
    (finding,) = caught.value.findings
    assert finding.rule.removeprefix("exchange.") in MESSAGES
    return finding.rule
