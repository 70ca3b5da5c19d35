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
