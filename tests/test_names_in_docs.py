"""What docstrings and documents name exists, and each docstring stands under what it explains.

A word in backticks that looks like a name or a path of ours is looked for in the code and among the
files of the repository. CHANGELOG, decisions and the texts of the guide are apart: the first two
tell of their time, the guide names keys.
"""

from __future__ import annotations

import ast
import fnmatch
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = tuple(
    sorted(
        path
        for folder in ("src", "tests", "tools", "bench", "installers")
        for path in (ROOT / folder).rglob("*.py")
        if "assets" not in path.parts
    )
)
DOCUMENTS = tuple(
    page
    for page in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
    if page.name != "CHANGELOG.md"
    and "decisions" not in page.parts
    and "user-guide" not in str(page.relative_to(ROOT))
)
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")
PATH = re.compile(r"[\w.*-]*(?:/[\w.*-]+)+/?|[\w*-]+\.(?:py|md|po|pot|json|csv|toml|sh|txt|in|ini)")
FILE_NAME = re.compile(r"[\w-]+\.[a-z]{2,5}\b")
LIKE_CODE = re.compile(r"[A-Za-z]\w*(?:_\w+|[a-z][A-Z]\w*)")
"""A word inside a sentence or a statement of SQL that is a name all the same."""
NOT_OURS = frozenset(
    {
        "or_other", "pulldata", "pulldata()", "notBefore", "manpower/host",
        "application/pdf", "quick_check", "__str__",
    }
)  # fmt: skip
"""Names of XLSForm, X.509, an example of a path in a form, media types, SQLite."""
MADE = ("out/", "src/rilo_desktop/assets", "assets/", ".venv/", "FOLDER/", "_internal/", "dist/")
"""Beginnings of paths that commands make."""
EXAMPLE = re.compile(r"[A-Z]{2}/20\d\d/|[A-Z]\d{4}|field_\d|RILO_[A-Z_]+")
"""References, log entries, fields of a format by number, variables of the environment."""


def is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@cache
def docstrings(path: Path) -> tuple[tuple[int, str, bool], ...]:
    """Line and text of each bare string, and whether it stands under something it can explain."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if not isinstance(statements, list):
                continue
            for n, one in enumerate(statements):
                if not is_docstring(one):
                    continue
                has_own = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
                first = n == 0 and isinstance(node, has_own)
                under = n > 0 and isinstance(statements[n - 1], (ast.Assign, ast.AnnAssign))
                found.append((one.lineno, one.value.value, first or under))  # type: ignore[attr-defined]
    return tuple(found)


@cache
def known_words() -> frozenset[str]:
    """Each name that the code uses; of its texts, those that are names."""
    found: set[str] = set()
    for path in SOURCES:
        if path == Path(__file__):
            continue
        told = {line for line, _, _ in docstrings(path)}
        with path.open("rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.NAME:
                    found.add(token.string)
                elif token.type == tokenize.STRING and token.start[0] not in told:
                    words = re.findall(r"[A-Za-z_]\w*", token.string)
                    found.update(FILE_NAME.findall(token.string))
                    one_word = not re.search(r"\s", token.string)
                    found.update(w for w in words if one_word or LIKE_CODE.fullmatch(w))
        found.update(path.relative_to(ROOT).with_suffix("").parts)
    return frozenset(found)


@cache
def known_paths() -> frozenset[str]:
    """Each file and folder, by every end of its path, with and without its suffix."""
    listed = subprocess.run(
        ("git", "ls-files", "-co", "--exclude-standard"),
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found: set[str] = set()
    for line in listed.stdout.splitlines():
        path = Path(line)
        for place in (path, path.with_suffix(""), *path.parents):
            parts = place.parts
            found.update("/".join(parts[n:]) for n in range(len(parts)))
    return frozenset(found)


def is_known(word: str) -> bool:
    """Also true of what does not look like a name or path of ours: "/Names" is a word of PDF."""
    word = word.rstrip("/")
    if word in NOT_OURS or word.startswith("/") or EXAMPLE.search(word) or word.startswith(MADE):
        return True
    if PATH.fullmatch(word):
        path = word.removeprefix("../")
        if "*" in path:
            return any(fnmatch.fnmatch(known, path) for known in known_paths())
        return path in known_paths() | known_words() or "shared" in Path(word).parts
    if NAME.fullmatch(word):
        return all(part in known_words() for part in word.removesuffix("()").split("."))
    return True


def unknown(text: str) -> Iterator[str]:
    for quoted in IN_BACKTICKS.findall(text):
        words = quoted.split() if "/" in quoted else (quoted,)
        yield from (word for word in words if not is_known(word))


def test_each_name_in_a_docstring_exists() -> None:
    gone = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in SOURCES
        for line, text, _ in docstrings(path)
        for word in unknown(text)
    ]
    assert not gone


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_name_in_a_document_exists(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    gone = [f"{n}: {word}" for n, line in enumerate(lines, 1) for word in unknown(line)]
    assert not gone


def test_each_docstring_stands_under_what_it_explains() -> None:
    """Two in a row, or one after anything but an assignment, explain nothing."""
    astray = [
        f"{path.relative_to(ROOT)}:{line}: {text[:40]}"
        for path in SOURCES
        for line, text, explains in docstrings(path)
        if not explains
    ]
    assert not astray


def test_a_name_or_path_that_is_gone_is_seen() -> None:
    gone = ["gui/no_work.py", "NoSession", "Shell.vanished()", "tests/faults/no_awake.py"]
    there = ["Shell", "gui/shell.py", "tests/faults/", "store.unlock", "keys.json"]
    text = ", ".join(f"`{name}`" for name in gone + there)
    assert list(unknown(text)) == gone
