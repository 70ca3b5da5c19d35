# mypy: disable-error-code="arg-type, assignment"
"""What goes with the artefacts, and what stops a release."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from installers import release, report  # noqa: E402
from installers.linux import desktop  # noqa: E402
from installers.places import Stop  # noqa: E402
from installers.product import version  # noqa: E402
from installers.trials import Trial  # noqa: E402
from installers.windows import frozen, signatures  # noqa: E402

cyclonedx = pytest.importorskip("cyclonedx", reason="of requirements/build.txt: make build")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of artefacts, as a build would leave it."""
    index = tmp_path / "linux" / "rilo-desktop" / release.LICENCES
    index.parent.mkdir(parents=True)
    shipped = {"name": "pillow", "version": "13.0.0", "licence": "MIT-CMU", "files": ["a"]}
    shipped["libraries"] = {"libtiff": "4.7.2"}
    ours = {"name": "rilo-desktop", "version": "1", "licence": "Apache-2.0", "files": ["b"]}
    index.write_text(json.dumps([ours, shipped]), "utf-8")
    (tmp_path / f"rilo-desktop_{version()}_amd64.deb").write_bytes(b"deb")
    (tmp_path / "rilo-desktop_0.0.1_amd64.deb").write_bytes(b"of another version")
    monkeypatch.setattr(release, "OUT", tmp_path)
    return tmp_path


def test_sums_are_of_this_version_and_right(out: Path) -> None:
    release.finish()
    lines = dict(
        reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text("ascii").splitlines()
    )
    assert f"rilo-desktop_{version()}_amd64.deb" in lines
    assert "rilo-desktop_0.0.1_amd64.deb" not in lines
    for name, digest in lines.items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_the_bill_tells_what_is_inside_and_is_the_same_twice(out: Path) -> None:
    release.finish()
    file = out / f"RILO-Desktop-{version()}-linux.cdx.json"
    first = file.read_bytes()
    bill = json.loads(first)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == version()
    (part,) = bill["components"]
    assert (part["name"], part["version"]) == ("pillow", "13.0.0")
    assert part["licenses"] == [{"license": {"id": "MIT-CMU"}}]
    (library,) = part["components"]
    assert (library["name"], library["version"]) == ("libtiff", "4.7.2")
    release.finish()
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("said", "why"),
    [("# Changelog\n", "says nothing"), (f"## [{version()}] - not released\n", "not released")],
)
def test_a_version_without_its_day_is_not_released(
    said: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(said, "utf-8")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    with pytest.raises(Stop, match=why):
        release.check_version()


def test_a_version_with_its_day_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(f"## [{version()}] - 2026-12-01\n", "utf-8")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    release.check_version()


def test_the_table_is_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "packaging.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", "utf-8")
    for module in ("installers.trials.RESULTS", "installers.report.RESULTS"):
        monkeypatch.setattr(module, tmp_path / "trials")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "ROOT", tmp_path)
    Trial("x.deb", "Debian", 41_234_000, 190_000_000, 1.23, 0.456, ["installed"]).keep()
    report.write()
    text = page.read_text("utf-8")
    assert "| x.deb | Debian | 41.2 | 190 | 1.2 | 0.46 | installed |" in text
    assert "old" not in text
    assert text.endswith("after\n")


def test_the_page_tells_the_libraries_of_the_bills(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.finish()
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.LIBRARIES}\nold\n{report.END}\nafter\n", "utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "ROOT", tmp_path)
    monkeypatch.setattr(report, "bill_of", lambda name: out / release.bill_of(name).name)
    report.write_libraries()
    text = page.read_text("utf-8")
    assert "| brought by | library | linux |" in text
    assert "| pillow | itself | 13.0.0 |" in text
    assert "| pillow | libtiff | 4.7.2 |" in text
    assert "old" not in text


def test_what_is_inside_is_asked_of_the_libraries_themselves() -> None:
    """expat reads every workbook from outside: its version must be known (item 15)."""
    from build_libraries import LICENCES, libraries_of

    assert {"expat", "openssl"} < set(libraries_of("python"))
    assert {"sqlite", "sqlcipher", "openssl"} == set(libraries_of("sqlcipher3"))
    for package in (
        "python",
        "cryptography",
        "sqlcipher3",
        "pikepdf",
        "pillow",
        "lxml",
        "python-calamine",
    ):
        found = libraries_of(package)
        assert found.keys() <= LICENCES.keys()
        assert all(re.fullmatch(r"\d+(\.\d+)+", version) for version in found.values())


def test_the_pins_for_windows_are_whole_and_without_conditions() -> None:
    text = (ROOT / "requirements" / "build.txt").read_text("utf-8")
    found = frozen._for_windows(text)
    names = set(re.findall(r"^(\S+)==", found, re.M))
    assert {"pefile", "pywin32-ctypes", "pyinstaller", "pyside6-essentials"} <= names
    assert "macholib" not in names
    assert re.findall(r"^pyside6-essentials==(\S+)", found, re.M) == ["6.12.0"]
    assert ";" not in found
    pins = re.split(r"\n(?=\S)", found.strip())
    assert not [pin for pin in pins if not re.match(r"\S+==\S+ \\\n +--hash=sha256:", pin)]


def test_a_program_without_its_makers_signature_is_refused(tmp_path: Path) -> None:
    (tmp_path / "python.exe").write_bytes(b"MZ, and nothing more")
    with pytest.raises(ValueError, match=r"python\.exe has no valid signature"):
        signatures.check(tmp_path)


def test_a_python_with_files_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only 0 signed files"):
        signatures.check(tmp_path)


def test_each_kind_of_file_is_known_on_both_systems() -> None:
    from rilo_desktop.file_kinds import BACKUP, CARD

    endings = {f".{ending}" for ending, _ in desktop.KINDS.values()}
    assert {CARD.suffix, BACKUP.suffix} <= endings
    script = (ROOT / "installers" / "windows" / "rilo.nsi").read_text("utf-8")
    assert {f".{name}" for name in re.findall(r"macro KIND (\w+)", script)} == endings


def test_manual_pages_and_completion_lie_where_systems_look(tmp_path: Path) -> None:
    from rilo_desktop.cli.completion import completion
    from rilo_desktop.cli.manual_page import manual_page
    from rilo_desktop.cli.parser import parser

    desktop.write_console(tmp_path)
    for place, language in (("man/man1", "en"), ("man/fr/man1", "fr")):
        page = gzip.decompress((tmp_path / place / "rilo.1.gz").read_bytes()).decode()
        assert page == manual_page(parser(language))
    bash = tmp_path / "bash-completion" / "completions" / "rilo"
    zsh = tmp_path / "zsh" / "vendor-completions" / "_rilo"
    assert bash.read_text("utf-8") == completion(parser(), "bash")
    assert zsh.read_text("utf-8") == completion(parser(), "zsh")
