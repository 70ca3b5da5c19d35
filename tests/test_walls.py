"""The walls of the house: who may import whom, and that all but the window does without Qt."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import rilo_desktop
import ways_out

ROOT = Path(__file__).parent.parent
WINDOW = ("rilo_desktop.gui", "rilo_desktop.app")


def modules() -> list[str]:
    names = [m.name for m in pkgutil.walk_packages(rilo_desktop.__path__, "rilo_desktop.")]
    left_out = (*WINDOW, "rilo_desktop.store.migrations.")
    return [name for name in names if not name.startswith(left_out) and "__main__" not in name]


def test_everything_but_the_window_imports_with_qt_blocked():
    names = modules()
    assert "rilo_desktop.services.submissions.submit" in names
    code = (
        "import sys, importlib\n"
        "sys.modules['PySide6'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert not [m for m in sys.modules if m.startswith('shiboken')]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="not in a checkout")
def test_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts:" in done.stdout


def test_no_file_is_longer_than_1000_lines():
    """A module is one idea and never cut by its length; what is longer than this is two."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    long = {
        str(f.relative_to(ROOT)): n
        for f in files
        if (n := len(f.read_text("utf-8").splitlines())) > 1000
    }
    assert long == {}


def test_the_root_of_the_window_holds_few_files():
    """What several pages share has a package of its own."""
    names = sorted(f.name for f in (ROOT / "src" / "rilo_desktop" / "gui").glob("*.py"))
    assert len(names) <= 10, names


def test_nothing_is_called_utils():
    names = [f.stem for f in (ROOT / "src").rglob("*.py")]
    assert not {"utils", "util", "helpers", "common", "manager"} & set(names)


def test_nothing_leaves_beside_the_ways_out():
    assert ways_out.found() == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(path): path.write_text('x')",
        "def f(path): path.open('w').write('x')",
        "def f(path):\n    with open(path, mode='xb') as file: file.write(b'x')",
        "import os\nos.open('x', os.O_CREAT | os.O_WRONLY)",
        "from rilo_desktop.files import replacing\nwith replacing(p) as f: f.write(b'x')",
        "import shutil\nshutil.copyfile('a', 'b')",
        "QApplication.clipboard().setText('x')",
        "def f(session):\n    with session.unit(actions.LIST_EXPORT): pass",
        "from reportlab.pdfgen.canvas import Canvas\nCanvas(io.BytesIO())",
        "with Pdf.new() as pdf: pass",
        "def f(pdf): pdf.save(out)",
    ],
)
def test_a_way_out_that_nobody_declared_is_found(code):
    assert len(list(ways_out.stray("services/records/new_way.py", code))) == 1
