"""Calls of services from the window: by name, with types, imported when they run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from pkgutil import walk_packages

import pytest

import rilo_desktop.gui
from rilo_desktop import services
from rilo_desktop.services.deferred import DeferredFunction, DeferredModule

GUI = Path(rilo_desktop.gui.__file__).parent
DEFERRED = "rilo_desktop.services.deferred"


def deferred_names(tree: ast.AST) -> dict[str, str]:
    """{name in the file: module of services}."""
    return {
        one.asname or one.name: one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == DEFERRED
        for one in node.names
    }


class Uses(ast.NodeVisitor):
    """(line, module, function, is it called in place) of every use of a deferred module."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names, self.found = names, list[tuple[int, str, str, bool]]()
        self._called: set[int] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A name that is imported or is an argument here means something else here."""
        own = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
        for inner in ast.walk(node):
            if isinstance(inner, ast.ImportFrom | ast.Import):
                own |= {one.asname or one.name for one in inner.names}
        hidden = {name: self.names.pop(name) for name in own & self.names.keys()}
        self.generic_visit(node)
        self.names |= hidden

    def visit_Call(self, node: ast.Call) -> None:
        self._called.add(id(node.func))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in self.names:
            module = self.names[node.value.id]
            self.found.append((node.lineno, module, node.attr, id(node) in self._called))
        self.generic_visit(node)


def uses() -> Iterator[tuple[str, str, str, bool]]:
    for file in GUI.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        found = Uses(deferred_names(tree))
        found.visit(tree)
        for line, module, function, called in found.found:
            yield f"{file.relative_to(GUI)}:{line}", module, function, called


def test_what_the_window_defers_are_functions_that_it_hands_over() -> None:
    """A class or a constant would not be what it seems; a call would run in the window's thread."""
    found = walk_packages(services.__path__, f"{services.__name__}.")
    known = {one.name.rpartition(".")[2]: one.name for one in found if not one.ispkg}
    seen = list(uses())
    assert len(seen) > 80
    for where, module, name, called in seen:
        function = getattr(import_module(known[module]), name)
        assert isfunction(function), f"{where}: {module}.{name}"
        assert not called, f"{where}: {module}.{name} runs in the worker"


def test_no_call_of_a_service_is_typed_with_any() -> None:
    """What a worker function takes and gives is checked by mypy; `session` and `progress` too."""
    wrong = []
    for file in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            typed = {one.arg: ast.unparse(one.annotation or ast.Constant("?"))
                     for one in node.args.args}  # fmt: skip
            if "Any" in (typed.get("session"), typed.get("progress")):
                wrong.append(f"{file.relative_to(GUI)}:{node.lineno} {node.name}")
            if "session" in typed and ast.unparse(node.returns or ast.Constant("?")) == "Any":
                wrong.append(f"{file.relative_to(GUI)}:{node.lineno} {node.name}")
    assert wrong == []


def test_a_service_is_imported_when_it_is_called() -> None:
    code = (
        "import sys\n"
        "from rilo_desktop.services.deferred import record\n"
        "def read(): return any('.services.' in m and m.endswith('.record') for m in sys.modules)\n"
        "call = record.get\n"
        "assert not read()\n"
        "try: call()\n"
        "except TypeError: pass\n"
        "assert read()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["State", "_private", "MOST"])
def test_only_functions_can_be_deferred(name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(DeferredModule("verify"), name)
    assert DeferredModule("verify").verify == DeferredFunction("verify", "verify")
