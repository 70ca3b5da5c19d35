# mypy: disable-error-code="arg-type"
"""What the program needs is in the frozen one, and nothing that it must not carry.

RILO_FROZEN names the folder of the frozen program; `make build` sets it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rilo_desktop.exchange.no_network import CLIENTS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "rilo_desktop"
FROZEN = Path(os.environ.get("RILO_FROZEN", ""))
SUFFIX = ".exe" if any(FROZEN.glob("*.exe")) else ""
OTHERS = SUFFIX == ".exe" and sys.platform != "win32"
LICENCES = "licences/index.json"
"""Tells the versions of where it was built."""
INSIDE = FROZEN / "_internal"
MOST_BYTES = 205 * 1_000_000
"""200 and the five of the faces of further scripts: docs/decisions/0099."""
SYSTEM_LIBRARIES = re.compile(
    r"^(lib(c|m|dl|pthread|rt|util|resolv)\.so\.\d|ld-linux-x86-64\.so\.2|"
    r"lib(EGL|GL|GLX|GLdispatch|cups|systemd|xcb|xcb-glx|X11|wayland-\w+)\.so\.\d)$"
)
"""What a desktop Linux has, or what a plug-in does without: Depends and Recommends of the .deb."""

pytestmark = pytest.mark.skipif(
    "RILO_FROZEN" not in os.environ, reason="looks at the frozen program: make build"
)


def relative(folder: Path) -> set[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f.relative_to(folder).as_posix() for f in files if "__pycache__" not in f.parts}


@pytest.fixture(scope="module")
def modules() -> set[str]:
    from PyInstaller.archive.readers import CArchiveReader

    names: set[str] = set()
    for program in ("rilo-desktop", "rilo"):
        archive = CArchiveReader(str(FROZEN / f"{program}{SUFFIX}"))
        found = set(archive.open_embedded_archive("PYZ.pyz").toc)
        assert not names or names == found
        names |= found
    return names


def test_every_asset_is_inside_as_it_is() -> None:
    expected = relative(PACKAGE / "assets") - {"__init__.py", LICENCES}
    if OTHERS:  # its wheels bring texts of their own
        expected = {name for name in expected if not name.startswith("licences/")}
    inside = INSIDE / "rilo_desktop" / "assets"
    assert expected - relative(inside) == set()
    different = [
        n for n in expected if (PACKAGE / "assets" / n).read_bytes() != (inside / n).read_bytes()
    ]
    assert different == []


def test_the_licence_of_everything_pinned_is_inside() -> None:
    folder = INSIDE / "rilo_desktop" / "assets"
    found = json.loads((folder / LICENCES).read_text("utf-8"))
    pins = re.findall(r"^(\S+)==", (ROOT / "requirements" / "run.txt").read_text("utf-8"), re.M)
    assert len(pins) > 20
    elsewhere = {"colorama", "tzdata"}  # pinned for other systems
    assert {*pins} - elsewhere - {*CLIENTS} <= {one["name"] for one in found}
    assert all((folder / "licences" / name).exists() for one in found for name in one["files"])
    assert all(one["licence"] for one in found)


@pytest.mark.parametrize(
    "part",
    [
        "assets/language/fr.mo",
        "assets/language/formats.json",
        "assets/fonts/RILOSans-Regular.ttf",
        "assets/fonts/RILOSansAsia-Regular.ttf",
        "assets/icons/home.svg",
        "assets/product/icon.svg",
        "assets/sample/cases.json",
        "assets/sample/cases_template.xlsx",
        "assets/catalogue/indicators.csv",
        "assets/vocabularies",
        "assets/help/en.json",
        "assets/help/pictures/window-today-light.png",
        "assets/licences/index.json",
        "store/migrations/env.py",
        "store/migrations/versions/0011_release_0_1_0.py",
    ],
)
def test_each_kind_of_part_is_inside(part: str) -> None:
    assert (INSIDE / "rilo_desktop" / part).exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_is_inside(language: str) -> None:
    made = (INSIDE / "guide" / f"rilo-desktop-guide-{language}.pdf").read_bytes()
    assert made.startswith(b"%PDF-")


def test_every_migration_is_inside() -> None:
    folder = Path("store", "migrations", "versions")
    expected = {file.name for file in (PACKAGE / folder).glob("[0-9]*.py")}
    assert len(expected) >= 2
    assert {f.name for f in (INSIDE / "rilo_desktop" / folder).glob("*.py")} == expected


def test_every_module_of_ours_is_inside(modules: set[str]) -> None:
    files = [
        f for f in PACKAGE.rglob("*.py") if "migrations" not in f.parts and "assets" not in f.parts
    ]
    expected = {
        ".".join(f.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for f in files
    }
    assert expected - modules == set()


def test_what_is_never_used_is_not_inside(modules: set[str]) -> None:
    assert {"PySide6.QtNetwork", "sqlite3", "tkinter", "unittest"} & modules == set()
    names = {file.name.lower() for file in FROZEN.rglob("*")}
    assert not [name for name in names if re.search(r"qt6?network|qt6?qml", name)]


def test_no_client_of_a_network_is_inside(modules: set[str]) -> None:
    """pyHanko asks for aiohttp and certifi, which nothing here may use (F5)."""
    assert modules & {*CLIENTS} == set()
    names = {file.name.partition(".")[0] for file in INSIDE.iterdir()}
    assert names & {*CLIENTS} == set()
    assert not [file for file in INSIDE.rglob("*") if re.search(r"libssl|cacert\.pem", file.name)]


def test_only_what_is_pinned_is_inside(modules: set[str]) -> None:
    """A library of the developer's environment must not slip in and be leaned on."""
    top = {name.partition(".")[0] for name in modules}
    tools = {"babel", "fontTools", "pytest", "hypothesis", "mypy", "PyInstaller", "setuptools"}
    assert top & tools == set()


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "pt_BR"])
def test_qt_speaks_the_language(language: str) -> None:
    assert list(INSIDE.rglob(f"qtbase_{language}.qm"))


def test_qt_has_its_platforms_and_pictures() -> None:
    platform = "qwindows" if SUFFIX else "libqxcb"
    plugins = {file.stem for file in INSIDE.rglob("plugins/*/*")}
    prefix = "" if SUFFIX else "lib"
    assert {platform, f"{prefix}qoffscreen", f"{prefix}qsvg", f"{prefix}qsvgicon"} <= plugins


def test_no_link_leads_nowhere() -> None:
    assert [link for link in FROZEN.rglob("*") if link.is_symlink() and not link.exists()] == []


@pytest.mark.skipif(bool(SUFFIX), reason="of the libraries of Linux")
def test_every_library_that_is_asked_for_is_inside_or_the_systems() -> None:
    inside = {file.name for file in FROZEN.rglob("*.so*")}
    missing = {
        f"{library} for {file.name}"
        for file, library in asked_for()
        if library not in inside and not SYSTEM_LIBRARIES.match(library)
    }
    assert missing == set()


def asked_for() -> Iterator[tuple[Path, str]]:
    for file in FROZEN.rglob("*.so*"):
        if not file.is_symlink():
            said = subprocess.run(
                ["objdump", "-p", file], capture_output=True, text=True, check=True
            )
            yield from ((file, name) for name in re.findall(r"NEEDED\s+(\S+)", said.stdout))


def test_it_is_small() -> None:
    sizes = [f.stat().st_size for f in FROZEN.rglob("*") if f.is_file() and not f.is_symlink()]
    assert sum(sizes) < MOST_BYTES


@pytest.mark.skipif(
    SUFFIX == ".exe" and sys.platform != "win32", reason="make test-installers does"
)
def test_the_frozen_program_does_its_work(tmp_path: Path) -> None:
    program = FROZEN / f"rilo-desktop{SUFFIX}"
    folder = tmp_path / "self-test"
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [program, "--self-test", folder]
    done = subprocess.run(command, env=environment, cwd=tmp_path, timeout=320, check=False)
    found = json.loads((folder / "self-test.json").read_text("utf-8"))
    assert found["faults"] == []
    assert done.returncode == 0
    assert found["program"]["frozen"]


@pytest.mark.skipif(
    SUFFIX == ".exe" and sys.platform != "win32", reason="make test-installers does"
)
def test_the_frozen_console_answers(tmp_path: Path) -> None:
    done = subprocess.run(
        [FROZEN / f"rilo{SUFFIX}", "list", tmp_path / "none", "case-study", "--json"],
        env=os.environ | {"RILO_PASSPHRASE": "of no office"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "contains no office" in done.stderr
