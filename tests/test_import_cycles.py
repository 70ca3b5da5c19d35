"""No module needs itself by way of others, and pages of the window know no other page.

Every import counts: those inside of functions and those for type checkers too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import rilo_desktop

PRODUCT = Path(rilo_desktop.__file__).parent
GUI = "rilo_desktop.gui"
KNOW_NO_PAGE = {
    *("charts", "commands", "concurrency", "dialogs", "itemviews", "lifecycle", "record_commands"),
    *("state", "theme", "widgets"),
}
"""What pages are made of, and what stands before and above them."""

Graph = Mapping[str, frozenset[str]]


@cache
def graph() -> Graph:
    """{module: modules of ours that it imports}."""
    files = {_name(file): file for file in PRODUCT.rglob("*.py")}
    return {name: frozenset(_imports(name, file, files)) for name, file in files.items()}


def _name(file: Path) -> str:
    parts = file.relative_to(PRODUCT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(name: str, file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            parts = [*(above if node.level else ()), *([node.module] if node.module else ())]
            base = ".".join(parts)
            names = [f"{base}.{one.name}" for one in node.names]
            found = [full if full in known else base for full in names]
        else:
            continue
        yield from (one for one in found if one in known and one != name)


def cycles(found: Graph) -> list[list[str]]:
    """Modules that can be reached from themselves, together with those on the way (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    rings: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(found[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            ring = stack[at:]
            del stack[at:]
            if len(ring) > 1:
                rings.append(sorted(ring))

    for name in found:
        if name not in index:
            visit(name)
    return rings


def folder_of(module: str) -> str:
    """The first folder in gui, "" for its root and for what is elsewhere."""
    inside = module.removeprefix(f"{GUI}.").split(".")
    return inside[0] if module.startswith(f"{GUI}.") and len(inside) > 1 else ""


def page_of(module: str) -> str:
    """The name of the page that a module belongs to; "" where it belongs to none."""
    pages = f"{GUI}.pages."
    return module.removeprefix(pages).partition(".")[0] if module.startswith(pages) else ""


def test_a_ring_of_modules_is_found() -> None:
    ring = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("bd"), "d": frozenset()}
    assert cycles(ring) == [["b", "c"]]


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert cycles(graph()) == []


def test_pages_know_no_other_page_and_nothing_below_knows_one() -> None:
    found = graph()
    assert len({page_of(name) for name in found}) > 8
    wrong = [
        f"{name} -> {other}"
        for name, others in found.items()
        if page_of(name) or folder_of(name) in KNOW_NO_PAGE
        for other in others
        if page_of(other) not in ("", page_of(name))
    ]
    assert wrong == []
