"""The window as the scenes of the pictures bring it to a page, in a process of its own.

    python tests/e2e/scene_program.py OFFICE SCENE ...

Each scene that is shown is a line on the standard output, "SCENE PAGE"; a line on the standard
input leads to the next one. The passphrase is RILO_PASSPHRASE.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSocketNotifier

from rilo_desktop.gui.routing import Route
from screenshots import VARIANTS, Harness, Scene, visit


def main() -> None:
    office, *scenes = sys.argv[1:]
    visit(Path(office), os.environ["RILO_PASSPHRASE"], VARIANTS["light"], _stay, scenes, _left_out)


def _stay(harness: Harness, scene: Scene) -> None:
    """The window goes on until whoever looks at it has seen enough."""
    loop = QEventLoop()
    line = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    line.activated.connect(loop.quit)
    print(scene.name, _page(harness), flush=True)
    loop.exec()
    line.setEnabled(False)
    sys.stdin.readline()


def _page(harness: Harness) -> str:
    """Key of the page that is shown, "PAGE/editor" of an editor; "-" while it is locked."""
    shell = harness.window.shell
    here = shell.here if shell is not None else Route("-")
    return f"{here.page}/editor" if here.record or here.new else here.page


def _left_out(reason: str) -> None:
    print(reason, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
