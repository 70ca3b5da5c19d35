"""What others can see of the running program: no core dump, no environment, no pages of keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rilo_desktop import process_hardening

ASK = """
import json, os, resource, sys
from rilo_desktop.cli import main

sys.argv = ["rilo", "list", sys.argv[1], "office"]
code = main()
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({
    "code": code,
    "left": [name for name in os.environ if name.startswith("RILO_")],
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "owner": os.stat("/proc/self/environ").st_uid,
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_the_program_lets_nobody_read_it_and_no_child_see_the_passphrase(make_session, passphrase):
    session = make_session()
    session.close()
    others = {name: value for name, value in os.environ.items() if not name.startswith("RILO_")}
    environment = others | {"RILO_PASSPHRASE": passphrase, "RILO_RECOVERY_KEY": "none"}
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(session.folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {"code": 0, "left": [], "core": [0, 0], "owner": 0}


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_keys_lie_in_locked_memory():
    key = bytearray(os.urandom(32))
    if not process_hardening.lock(key):
        pytest.skip("this system lets us lock nothing")
    with Path("/proc/self/status").open(encoding="ascii") as file:
        (locked,) = [line.split()[1] for line in file if line.startswith("VmLck")]
    assert int(locked) > 0
    key[:] = bytes(32)


def test_what_the_system_has_not_is_no_error():
    assert process_hardening._ask_library(None, "no_such_function") in (-1, 0)
