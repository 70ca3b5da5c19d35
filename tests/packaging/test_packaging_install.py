"""A lock is installed whole and alone, whatever an index has released since, and whatever fails.

`make proof PARTS=install` does it with every pin, `make test` with those that are asked for with
an extra, ten others, and what these need. RILO_MAKEFILE names another Makefile: with that of
2413a0cb it fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import install_lock
from package_index import (
    NEXT,
    ROOT,
    Index,
    Pin,
    asked_with_extras,
    pins_in,
    served,
    wheel,
    with_what_they_need,
)
from short_forms import FULL

PYTHON = getattr(sys, "_base_executable", sys.executable)
"""The one that the environment of the tests was made with."""
OTHERS = 10
SENTENCES = [sentence.split(".")[0] for _, sentence in install_lock.FAILURES]
"""How each of them begins."""
DISK, HASH, NETWORK, NO_FILE = SENTENCES
NEEDED = ("Makefile", "pyproject.toml", "tools/install_lock.py", "tools/system_packages.sh")


@pytest.fixture(scope="module")
def pins() -> list[Pin]:
    every = pins_in((ROOT / "requirements" / "dev.txt").read_text("utf-8"))
    few = with_what_they_need({"pytest-cov", *asked_with_extras(every), *_others(every)})
    return [pin for pin in every if FULL or pin.name in few]


def _others(pins: Sequence[Pin]) -> list[str]:
    extras = asked_with_extras(pins)
    return [pin.name for pin in pins if pin.name not in extras][:OTHERS]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of a checkout an installation reads."""
    folder = tmp_path / "checkout"
    for name in NEEDED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    if other := os.environ.get("RILO_MAKEFILE"):
        shutil.copy2(other, folder / "Makefile")
    (folder / "requirements").mkdir()
    return folder


@pytest.fixture
def index(pins: list[Pin], checkout: Path) -> Iterator[Index]:
    """With a newer release of what is asked for with an extra and of ten others."""
    made = Index.of(pins, {*asked_with_extras(pins), *_others(pins)})
    (checkout / "requirements" / "dev.txt").write_text(made.lock(pins), "utf-8")
    with served(made) as settings:
        made.url = settings["PIP_INDEX_URL"]
        yield made


def _make(
    checkout: Path, index: str, *before: str, python: str = PYTHON
) -> subprocess.CompletedProcess[str]:
    """`make .venv/installed` of a newcomer, with an own cache of pip and one second attempt."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "VIRTUAL_ENV"):
        kept.pop(name, None)
    own = {"PIP_INDEX_URL": index, "PIP_CACHE_DIR": str(checkout / "cache"), "PIP_RETRIES": "1"}
    own["PIP_TRUSTED_HOST"] = "127.0.0.1"  # else pip keeps nothing that came without TLS
    return subprocess.run(
        [*before, "make", ".venv/installed", f"PYTHON={python}"],
        cwd=checkout,
        env=kept | own,
        capture_output=True,
        text=True,
        check=False,
    )


def _installed(checkout: Path) -> set[tuple[str, str]]:
    """(name, version) of each package; of the environment's own the parts of pip are left out."""
    said = subprocess.run(
        [checkout / ".venv" / "bin" / "python", "-m", "pip", "freeze", "--all"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {(one[0], one[1]) for one in (line.split("==") for line in said.splitlines())}
    return {(name, version) for name, version in found if name not in ("pip", "setuptools")}


def _complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence above what pip says, once it has failed."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr.split("\n\n")[0]
    return done.stderr.strip().splitlines()[0]


def test_what_is_installed_is_the_lock_and_no_newer_release(
    index: Index, checkout: Path, pins: list[Pin]
) -> None:
    """pip took a newer coverage for `coverage[toml]` and then refused it: it had no pin."""
    assert {"coverage", "reportlab"} <= asked_with_extras(pins)
    done = _make(checkout, index.url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No broken requirements found" in done.stdout
    assert not [name for name in index.fetched if NEXT in name]
    assert _installed(checkout) == {(pin.name, pin.version) for pin in pins}


def test_an_index_that_stops_is_named_and_the_second_try_goes_on(
    index: Index, checkout: Path, pins: list[Pin]
) -> None:
    index.answers_until = 12
    assert _complaint(_make(checkout, index.url)).startswith(NETWORK)
    assert not (checkout / ".venv" / "installed").exists()
    first, index.answers_until = {*index.fetched}, None
    assert len(first) == 12
    index.fetched.clear()
    assert _make(checkout, index.url).returncode == 0
    assert first.isdisjoint(index.fetched)
    assert _installed(checkout) == {(pin.name, pin.version) for pin in pins}


def test_an_index_that_is_not_there_is_named(checkout: Path, index: Index) -> None:
    assert _complaint(_make(checkout, "http://127.0.0.1:9/simple/")).startswith(NETWORK)


def test_another_file_than_the_pinned_one_is_refused(index: Index, checkout: Path) -> None:
    index.packages["coverage"] = dict.fromkeys(index.packages["coverage"], b"PK")
    done = _make(checkout, index.url)
    assert _complaint(done).startswith(HASH)
    assert "coverage" in done.stderr
    assert not (checkout / ".venv" / "installed").exists()


def test_a_pin_that_the_index_lacks_is_named(index: Index, checkout: Path) -> None:
    index.packages["coverage"] = {"0.1": wheel("coverage", "0.1")}
    assert _complaint(_make(checkout, index.url)).startswith(NO_FILE)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a small file system")
@pytest.mark.parametrize("size", ["12m", "60m"])
def test_a_full_disk_is_named(
    index: Index, checkout: Path, pins: list[Pin], size: str, tmp_path: Path
) -> None:
    """Full while the environment is made, and while pip unpacks."""
    name = "coverage"
    (version,) = index.packages[name].keys() - {NEXT}
    index.packages[name][version] = wheel(name, version, filling=40_000_000)
    (checkout / "requirements" / "dev.txt").write_text(index.lock(pins), "utf-8")
    (checkout / ".venv").mkdir()
    mount = f"mount -t tmpfs -o size={size} tmpfs .venv && exec "
    command = ("unshare", "--mount", "sh", "-euc", mount + '"$@"', "sh")
    assert _complaint(_make(checkout, index.url, *command)).startswith(DISK)


def test_what_was_ended_in_the_middle_is_begun_anew(
    index: Index, checkout: Path, pins: list[Pin]
) -> None:
    """Killed while pip writes: a package of which half is there is not taken for installed."""
    half = checkout / ".venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    gone = pins[0]
    folder = half / "site-packages" / f"{gone.name.replace('-', '_')}-{gone.version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Name: {gone.name}\nVersion: {gone.version}\n", "utf-8")
    assert _make(checkout, index.url).returncode == 0
    assert (folder / "RECORD").exists()
    assert (gone.name, gone.version) in _installed(checkout)


@pytest.mark.parametrize("version", [(3, 10), (3, 15)])
def test_a_python_without_pinned_files_is_refused(version: tuple[int, int]) -> None:
    said = install_lock.refused(version)
    assert said.startswith(f"This is Python 3.{version[1]}, which is too ")
    assert "make PYTHON=python3.13" in said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_with_pinned_files_is_taken(version: tuple[int, int]) -> None:
    assert install_lock.refused(version) == ""


def _runs(python: str) -> bool:
    """Is it there? What stands for it may be a launcher that finds nothing."""
    found = shutil.which(python) or "false"
    return subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


def test_an_older_python_is_refused_in_a_sentence(checkout: Path) -> None:
    older = next(filter(_runs, ("python3.10", "python3.9", "python3.8")), "")
    if not older:
        pytest.skip("no Python before 3.11 is here")
    (checkout / "requirements" / "dev.txt").touch()
    said = _complaint(_make(checkout, "http://127.0.0.1:9/", python=older))
    assert said.startswith("This is Python 3.")
    assert not (checkout / ".venv").exists()
