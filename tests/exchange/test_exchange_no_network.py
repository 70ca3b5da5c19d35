"""No module of the program needs a client of the network: the frozen program has none."""

from __future__ import annotations

import json
import os
import subprocess
import sys

PROGRAM = """
import importlib, json, pkgutil, sys
from rilo_desktop.exchange.no_network import CLIENTS

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name in CLIENTS or name.partition(".")[0] in CLIENTS:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in [one for one in sys.modules if one in CLIENTS or one.partition(".")[0] in CLIENTS]:
    del sys.modules[name]
sys.meta_path.insert(0, Refused())
import rilo_desktop
wrong = {}
for found in pkgutil.walk_packages(rilo_desktop.__path__, "rilo_desktop."):
    if found.name.endswith("__main__"):
        continue
    try:
        importlib.import_module(found.name)
    except ImportError as error:
        wrong[found.name] = str(error)
print(json.dumps([len(sys.modules), wrong]))
"""


def test_every_module_can_be_imported_without_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    count, wrong = json.loads(done.stdout.splitlines()[-1])
    assert wrong == {}
    assert count > 1_000
