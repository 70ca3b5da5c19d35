"""Does an upgrade lose a record when the power goes at any moment of it?

    python -m installers.linux.upgrade OLD NEW     frozen programs, an earlier one and this one

The earlier program makes an office of a thousand cases. This one opens it, which upgrades the
store, and is killed at ten moments of that; then it opens it again. Every record must be there, at
the revision it had, and the store must be whole.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from ..places import ROOT, WORK, Stop, make_anew, run, step
from ..trials import must

CASES, MOMENTS = 1_000, 10
SECRET = "a passphrase of an upgrade, nothing secret"
ENVIRONMENT = {
    "PATH": os.defpath,
    "RILO_PASSPHRASE": SECRET,
    "RILO_NEW_PASSPHRASE": SECRET,
    "LC_ALL": "C.UTF-8",
    "HOME": str(WORK),
}


def try_upgrade(old: Path, new: Path) -> None:
    """Raises Stop where something was lost."""
    place = make_anew(WORK / "upgrade")
    office = _office(old, place)
    before = _revisions(old, office)
    must(len(before) >= CASES, f"only {len(before)} cases were made")
    took = _opening(new, shutil.copytree(office, place / "whole"))
    step(f"{len(before)} cases; the first opening by the new version takes {took:.2f} s")
    for moment in range(1, MOMENTS + 1):
        copy = shutil.copytree(office, place / f"cut-{moment}")
        ended = _cut(new, copy, took * moment / MOMENTS)
        must(_revisions(new, copy) == before, f"cut at {moment}/{MOMENTS}: records differ")
        said = run(new / "rilo", "check", copy, env=ENVIRONMENT).stdout
        must("The store is intact." in said, f"cut at {moment}/{MOMENTS}: {said}")
        step(f"cut at {moment}/{MOMENTS} ({ended}): every record there, the store whole")
        shutil.rmtree(copy)


def _office(old: Path, place: Path) -> Path:
    office, cases = place / "office", place / "cases.json"
    run(old / "rilo", "demo", office, env=ENVIRONMENT)
    sample = json.loads((ROOT / "resources" / "sample" / "cases.json").read_text("utf-8"))
    shipped = sample["cases"]
    sample["cases"] = [
        shipped[n % len(shipped)] | {"local_ref": f"UP-{n:05}", "title": f"Case {n} of the upgrade"}
        for n in range(CASES)
    ]
    cases.write_text(json.dumps(sample), "utf-8")
    run(old / "rilo", "import", office, cases, env=ENVIRONMENT)
    return office


def _revisions(program: Path, office: Path) -> Mapping[str, str]:
    listed = ("list", office, "case-study", "--json")
    said = run(program / "rilo", *listed, env=ENVIRONMENT, stderr=subprocess.DEVNULL).stdout
    return {record["id"]: record["revision"] for record in json.loads(said)}


def _opening(program: Path, office: Path) -> float:
    began = time.monotonic()
    _revisions(program, office)
    return time.monotonic() - began


def _cut(program: Path, office: Path, after: float) -> str:
    child = subprocess.Popen(
        [program / "rilo", "list", office, "case-study"],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return f"killed after {after:.2f} s"
    return "it was done already"


if __name__ == "__main__":
    try:
        try_upgrade(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
    except Stop as reason:
        sys.exit(f"upgrade: {reason}")
