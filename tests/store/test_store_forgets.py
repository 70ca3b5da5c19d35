"""Locking: the keys themselves leave memory. Looked for in the memory of a whole process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SCAN = '''
import gc, json, sys
from pathlib import Path
from rilo_desktop.services.office.session import open_store

MASK = 0x5A
TURN = bytes(byte ^ MASK for byte in range(256))

def copies(masked):
    """Of a key that is itself kept masked, so that it is not found here."""
    count = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            first, last = (int(part, 16) for part in place.split("-"))
            if "r" not in rights or "[v" in line:
                continue
            for at in range(first, last, 1 << 22):
                try:
                    memory.seek(at)
                    count += memory.read(min(1 << 22, last - at)).translate(TURN).count(masked)
                except (OSError, ValueError, OverflowError):
                    break
    return count

session = open_store(Path(sys.argv[1]), sys.argv[2])
secret = session.store.access.secret
masked = [bytes(byte ^ MASK for byte in key) for key in (secret.store_key, secret.signing_key)]
before = [copies(key) for key in masked]
session.forget()
del session, secret
gc.collect()
print(json.dumps([before, [copies(key) for key in masked]]))
'''


@pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux shows it")
def test_no_key_is_left_in_memory_after_locking(store, passphrase):
    """Its text in hexadecimal, which SQLCipher is given, is not promised: docs/security.md."""
    store.close()
    command = [sys.executable, "-c", SCAN, str(store.folder), passphrase]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = json.loads(done.stdout)
    assert all(before), "the search finds what is there"
    assert after == [0, 0]
