"""What is pinned is what the project asks for, whole and from no place named in the repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", ["run", "dev", "build"])
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


@pytest.mark.parametrize("name", ["Makefile", "README.md", "bench/peers.py"])
def test_the_pins_are_installed_without_resolving(name: str) -> None:
    """pip took a newer coverage for `coverage[toml]` and then refused it: it had no pin."""
    lines = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    installs = [line for line in lines if "--require-hashes" in line]
    assert installs
    assert [line for line in installs if "--no-deps" not in line] == []
