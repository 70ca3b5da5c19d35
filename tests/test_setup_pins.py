"""What is pinned is what the project asks for, whole and from no place named in the repository."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, canonicalize_version

import install_lock
from package_index import Pin, pins_in

ROOT = Path(__file__).resolve().parent.parent


def _names(text: str) -> set[str]:
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)", text, re.M)
    return {name.lower().replace("_", "-").replace(".", "-") for name in found}


def _read(name: str) -> str:
    return (ROOT / "requirements" / name).read_text("utf-8")


def test_run_in_lists_the_dependencies_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = {line.split("  #")[0].strip() for line in _read("run.in").splitlines()}
    assert {line for line in lines if line and line[0] != "#"} == set(project["dependencies"])


def test_the_build_step_finds_what_it_needs_among_the_pins() -> None:
    system = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert _names("\n".join(system["requires"])) <= _names(_read("dev.txt"))


@pytest.mark.parametrize("name", ["run", "dev", "build", "peers"])
def test_every_pin_is_exact_with_hashes_and_names_no_place(name: str) -> None:
    pins = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", _read(f"{name}.txt"), flags=re.M))
    assert len(pins) > 10
    assert not [p for p in pins if not re.match(r"\S+==\S+ (; .+)?\\\n +--hash=sha256:", p)]
    assert "://" not in _read(f"{name}.txt")
    assert _names(_read(f"{name}.in")) <= _names(_read(f"{name}.txt"))


@pytest.mark.parametrize("other", ["dev", "build"])
def test_others_pin_the_same_versions_as_run(other: str) -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", _read(f"{name}.txt"), re.M))

    assert versions("run") <= versions(other)


def test_the_same_pin_has_the_same_hashes_in_every_lock_file() -> None:
    """run.txt had those of another version, and could not be installed."""
    seen: dict[str, dict[str, frozenset[str]]] = {}
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        for pin in re.split(r"\n(?=\S)", lock.read_text("utf-8")):
            if found := re.match(r"\S+==\S+", pin):
                hashes = frozenset(re.findall(r"--hash=sha256:(\w+)", pin))
                seen.setdefault(found[0], {})[lock.name] = hashes
    different = {pin: {*locks} for pin, locks in seen.items() if len({*locks.values()}) > 1}
    assert different == {}


def test_two_versions_of_a_package_never_share_a_file() -> None:
    owners: dict[str, set[str]] = {}
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        for pin in re.split(r"\n(?=\S)", lock.read_text("utf-8")):
            if found := re.match(r"\S+==\S+", pin):
                for hash in re.findall(r"--hash=sha256:(\w+)", pin):
                    owners.setdefault(hash, set()).add(found[0])
    assert {hash: pins for hash, pins in owners.items() if len(pins) > 1} == {}


def test_qt_is_held_back_on_python_3_11_only() -> None:
    """6.12 ends a process there: docs/decisions/0002-pyside6-below-6.12.md. Windows has 3.13."""
    for name in ("run", "dev", "build"):
        pins = dict(
            re.findall(r"^pyside6-essentials==(\S+) ; (.+) \\$", _read(f"{name}.txt"), re.M)
        )
        held = {version for version, marker in pins.items() if "< '3.12'" in marker}
        assert len(held) == 1
        assert len(pins) == 2
        assert tuple(map(int, held.pop().split("."))) < (6, 12)


def test_what_is_installed_is_the_lock() -> None:
    """With what packs the program and what fuzzes it, where these were added."""
    there = {(one.name, one.version) for one in importlib.metadata.distributions()}
    installed = {(canonicalize_name(name), canonicalize_version(said)) for name, said in there}
    pinned = {
        name: {(pin.name, canonicalize_version(pin.version)) for pin in _pins(name)}
        for name in ("dev", "build", "fuzz")
    }
    others = {one for one in installed if one[0] not in ("pip", "setuptools", "rilo-desktop")}
    assert others - pinned["build"] - pinned["fuzz"] <= pinned["dev"]
    assert pinned["dev"] <= installed


def test_each_requirement_of_what_is_installed_is_met_by_a_pin() -> None:
    """Also those of an extra that is asked for, of which pip finds no line in the lock."""
    pinned = {pin.name: pin.version for name in ("build", "dev") for pin in _pins(name)}
    asked = {("rilo-desktop", ""), *((pin.name, "") for pin in _pins("dev"))}
    looked_at: set[tuple[str, str]] = set()
    unmet = []
    while asked:
        looked_at.add(one := asked.pop())
        for text in importlib.metadata.requires(one[0]) or ():
            needed = Requirement(text)
            if needed.marker and not needed.marker.evaluate({"extra": one[1]}):
                continue
            name = canonicalize_name(needed.name)
            if name not in pinned or not needed.specifier.contains(pinned[name], prereleases=True):
                unmet.append(f"{one[0]}[{one[1]}]: {text}")
                continue
            asked |= {(name, extra) for extra in ("", *needed.extras)} - looked_at
    assert unmet == []
    assert ("coverage", "toml") in looked_at


def test_pip_is_told_how_a_lock_is_installed_in_one_place() -> None:
    """Beside it stands what has no wheel: the Python for Windows, whose files are only unpacked."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "grep", "-lE", "require-hashes|only-binary"],
        capture_output=True,
        text=True,
        check=True,
    )
    told = {name for name in listed.stdout.split() if Path(name).suffix in ("", ".py", ".yml")}
    assert told - {"tests/test_setup_pins.py"} == {
        "installers/windows/frozen.py",
        "tools/install_lock.py",
    }


def test_the_program_asks_for_the_pythons_that_the_lock_is_installed_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    taken = SpecifierSet(project["requires-python"])
    for minor in range(8, 16):
        assert (f"3.{minor}" in taken) == (install_lock.refused((3, minor)) == "")


def _pins(name: str) -> list[Pin]:
    return pins_in(_read(f"{name}.txt"))
