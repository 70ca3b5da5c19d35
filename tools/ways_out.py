"""What leaves the office leaves by the register of ways out, and by nothing beside it.

    tools/ways_out.py    names every call in the sources that writes a file, makes a PDF, hands
                         something to the clipboard or logs that something left, and is not allowed

A new way out is declared in `services/office/ways_out.py` and leaves by `outgoing.going_out`; then
nothing is to be said here. Whatever else writes a file is named below with its reason.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rilo_desktop.services.office import actions
from rilo_desktop.services.office.ways_out import LOGGED, WAYS

SOURCES = Path(__file__).resolve().parent.parent / "src" / "rilo_desktop"
WRITING = {
    "replacing", "write_atomically", "put_in_place", "write_bytes", "write_text", "writelines",
    "copyfile", "copy2", "copyfileobj", "copytree", "mkstemp", "NamedTemporaryFile",
    "TemporaryFile", "QFile", "QSaveFile", "QTemporaryFile", "QPdfWriter", "setOutputFileName",
    "setMimeData",
}  # fmt: skip
"""Names of functions and methods that write a file, or to the clipboard."""
ALLOWED: Mapping[str, str] = {
    "files.py": "how every file is written",
    "store/": "the office itself, its keys, drafts and backups, all encrypted",
    "services/office/outgoing.py": "the one way out",
    "services/office/export_all.py": "ways_out.EVERYTHING is a folder",
    "services/office/temporary_copies.py": "ways_out.OPENED_FILE: private copies",
    "services/office/restore.py": "an office that is put back in its place",
    "services/office/practice_reset.py": "an office that is put back in its place",
    "services/office/first_run.py": "an office that is made, in its place",
    "services/receiving/practice_work.py": "invented data of a practice office",
    "cli/standard_streams.py": "passes on what went out by a way, and what came in",
    "cli/main.py": "closes a stream that nobody reads",
    "exchange/update_file.py": "installers: they hold nothing of an office",
    "exchange/sandbox_check.py": "tries whether the limited child can write",
    "gui/state/preferences.py": "how a window looks",
    "gui/widgets/clipboard.py": "the one way to the clipboard",
    "gui/lifecycle/self_test.py": "of the invented office of the self-test",
    "self_test.py": "of the invented office of the self-test",
}
"""Module or folder -> why it may write."""


MAKING_PDF = {"Canvas", "SimpleDocTemplate", "BaseDocTemplate", "PdfFileWriter", "PdfWriter"}
"""Names of classes that make a PDF; pikepdf's makes one by `new`, and any is one when saved."""
PDF_WRITERS: Mapping[str, str] = {
    "reports/documents/document.py": "draws pages, with their structure",
    "exchange/differences.py": "the one layout of a document, `pdfa` alone calls it for one",
    "exchange/encrypted.py": "ways_out.COPY: the same document, encrypted",
    "exchange/signing.py": "adds the signature",
}
"""Module -> what it has to do with the PDF that leaves; no other makes or changes one."""


class Call(NamedTuple):
    path: str
    line: int
    what: str


def stray(path: str, source: str) -> Iterator[Call]:
    """What a module does that only a way out may; `path` is below the sources."""
    tree = ast.parse(source)
    may_write = any(path == one or (one.endswith("/") and path.startswith(one)) for one in ALLOWED)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not may_write and _writes(node):
            yield Call(path, node.lineno, ast.unparse(node.func))
        if isinstance(node, ast.Call) and path not in PDF_WRITERS and _makes_pdf(node):
            yield Call(path, node.lineno, f"{ast.unparse(node.func)} makes a PDF")
        if isinstance(node, ast.Call) and _is_unit(node) and path != "services/office/outgoing.py":
            for said in node.args:
                if ast.unparse(said).rpartition(".")[2] in _leaving():
                    yield Call(path, node.lineno, f"logs {ast.unparse(said)}")


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name in WRITING or (name == "setText" and "clipboard" in ast.unparse(call.func)):
        return True
    if name == "open" and ast.unparse(call.func) != "os.open":
        modes = [*call.args, *(one.value for one in call.keywords if one.arg == "mode")]
        texts = [one.value for one in modes if isinstance(one, ast.Constant)]
        return any(isinstance(m, str) and len(m) < 4 and set(m) & set("wax+") for m in texts)
    is_made = ast.unparse(call.func) == "os.open"
    return is_made and any(flag in ast.unparse(call) for flag in ("O_CREAT", "O_WRONLY", "O_RDWR"))


def _makes_pdf(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    made_by = name.rpartition(".")[2].removeprefix("_")
    return made_by in MAKING_PDF or name in ("Pdf.new", "pikepdf.new", "pdf.save")


def _is_unit(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "unit"


def _leaving() -> frozenset[str]:
    """Names of the actions by which something leaves."""
    return frozenset(
        name for name, action in vars(actions).items() if name.isupper() and action in LOGGED
    )


def found() -> list[Call]:
    return [
        call
        for file in sorted(SOURCES.rglob("*.py"))
        if (path := file.relative_to(SOURCES).as_posix()).partition("/")[0] != "assets"
        for call in stray(path, file.read_text("utf-8"))
    ]


def main() -> int:
    calls = found()
    for call in calls:
        print(f"src/rilo_desktop/{call.path}:{call.line}: {call.what}: declare it as a way out")
    if not calls:
        print(f"{len(WAYS)} ways out, and nothing leaves beside them.")
    return 1 if calls else 0


if __name__ == "__main__":
    sys.exit(main())
