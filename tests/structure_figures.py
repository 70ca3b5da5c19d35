"""Figures of the structure of the code; nobody judges them.

python tests/structure_figures.py     with the program on PYTHONPATH
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from test_import_cycles import PRODUCT, cycles, graph

DELEGATES = {"QStyledItemDelegate", "QAbstractItemDelegate"}
MODELS = {"QAbstractListModel", "QAbstractTableModel", "QAbstractItemModel"}


def main() -> None:
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted(PRODUCT.rglob("*.py"))}
    lines = {file: len(file.read_text("utf-8").splitlines()) for file in trees}
    gui = [file for file in trees if PRODUCT / "gui" in file.parents]
    functions = [
        ((node.end_lineno or 0) - node.lineno + 1, node.name, _name(file))
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    found = graph()
    users = Counter(other for others in found.values() for other in others)
    longest = max(lines, key=lines.__getitem__)
    print(f"product lines: {sum(lines.values())} in {len(lines)} files")
    print(f"gui: {sum(lines[file] for file in gui)} lines in {len(gui)} files")
    print(f"files at the root of gui: {sum(file.parent == PRODUCT / 'gui' for file in gui)}")
    print(f"import cycles: {len(cycles(found))}")
    print(f"modules imported by exactly one other: {sum(n == 1 for n in users.values())}")
    print(f"longest file: {lines[longest]}, {_name(longest)}; function: {max(functions)}")
    for what, bases in (("delegates", DELEGATES), ("item models", MODELS)):
        names = _derived(list(trees.values()), bases)
        print(f"{what}: {len(names)}: {', '.join(sorted(names))}")


def _name(file: Path) -> str:
    return file.relative_to(PRODUCT).as_posix()


def _derived(trees: list[ast.Module], bases: set[str]) -> set[str]:
    """Classes that inherit one of these, by way of others too."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found: set[str] = set()
    while more := {c.name for c in classes if _bases(c) & (bases | found)} - found:
        found |= more
    return found


def _bases(made: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in made.bases}


if __name__ == "__main__":
    main()
