"""Links in the documentation lead somewhere, and the index of decisions names every decision."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import security_tables
from rilo_desktop.presentation import registry
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.vocabularies import vocabulary_names

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / ".github", ROOT / "resources")
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> Iterator[str]:
    """Targets inside the repository."""
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def anchors(page: Path) -> set[str]:
    """As a host of git repositories makes them of headings."""
    heads = re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_heading(page: Path) -> None:
    for target in links(page):
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def test_the_index_names_every_decision_and_every_missing_number() -> None:
    files = {path.name: path for path in DECISIONS.glob("[0-9]*.md")}
    index = (DECISIONS / "index.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:\[(\d{4})\]\((.+?)\)|(\d{4})) \| (.+) \| (.+) \|$", index, re.M)
    numbers = [number or missing for number, _, missing, _, _ in rows]
    assert numbers == [f"{number:04}" for number in range(1, len(rows) + 1)]
    assert {file for _, file, _, _, _ in rows if file} == set(files)
    for number, file, _, title, status in rows:
        if file:
            heading, stands, *_ = files[file].read_text("utf-8").splitlines()
            assert heading == f"# {int(number)}. {title}"
            said = re.match(
                r"\*\*Decided\*\* \d{4}-\d\d-\d\d · \*\*Status\*\* (.+?)( · |$)", stands
            )
            assert said is not None, f"{file}: {stands}"
            assert said[1] == status, file
            others = re.findall(r"by (\d{4})", status)
            assert all(f"[{one}](" in index for one in others)
            assert file.startswith(number)
        else:
            assert (title, status) == ("*no decision*", "number not used")


PATH = re.compile(r"`((?:[\w.]+/)+(?:[\w.-]+\.(?:py|md|po|json|txt))?)`")


def test_contributing_names_files_that_are_there() -> None:
    """Paths begin at the root, or at a package of the program."""
    package = ROOT / "src" / "rilo_desktop"
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = [path for path in PATH.findall(text) if not path.startswith("out/")]
    assert len(paths) > 30
    for path in paths:
        first = path.split("/")[0]
        if (ROOT / first).exists():
            assert (ROOT / path).exists(), path
        elif (package / first).exists():
            assert (package / path).exists(), path
        else:
            assert first == "presentation", path


def test_the_changelog_has_the_headings_of_keep_a_changelog() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    versions = [line for line in lines if line.startswith("## ")]
    assert versions[0] == "## [Unreleased]"
    assert all(
        re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line) for line in versions[1:]
    )
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Known limits"}
    assert {line.removeprefix("### ") for line in lines if line.startswith("### ")} <= known


def _rows_of(file: str) -> int:
    with (ROOT / "resources" / file).open(encoding="utf-8", newline="") as rows:
        return sum(1 for _ in csv.DictReader(rows))


def _items_of(file: str, part: str) -> int:
    return len(json.loads((ROOT / "resources" / file).read_text("utf-8"))[part])


def test_the_readme_counts_what_there_is() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([a-z][^|]+) \| (\d[^|]*) \|$", readme, re.M))
    counts = {head: [int(n) for n in re.findall(r"\b\d+\b", said)] for head, said in rows.items()}
    assert counts == {
        "record types": [len(registry.RECORD_TYPES)],
        "kinds of document": [len(SUBMISSIONS)],
        "published cases, risk indicators, action items": [
            _items_of("sample/cases.json", "cases"),
            _rows_of("catalogue/indicators.csv"),
            _items_of("sample/action_items.json", "items"),
        ],
        "offices": [_rows_of("catalogue/offices.csv")],
        "code lists": [len(vocabulary_names())],
    }


def test_the_tables_of_roles_and_ways_are_those_of_the_code() -> None:
    text = security_tables.PAGE.read_text("utf-8")
    assert security_tables.page(text) == text
