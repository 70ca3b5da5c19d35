"""Composition root of the window: `rilo-desktop [STORE] [--scheme light|dark] [--language en|fr]`.

Nothing heavy is imported before the first paint; the store is opened in a worker.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rilo_desktop import process_hardening

if TYPE_CHECKING:
    from rilo_desktop.gui.main_window import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    if arguments is None:
        process_hardening.harden()
        process_hardening.taken_from_environment()  # the window asks
    file: Path | None = asked.store if asked.store and asked.store.is_file() else None
    store: Path = default_store() if file or not asked.store else asked.store
    if asked.self_test is not None:
        from rilo_desktop.self_test import run

        return run(asked.self_test)
    try:
        from rilo_desktop.gui.lifecycle.bootstrap import begin
        from rilo_desktop.gui.lifecycle.shutdown import Ending
        from rilo_desktop.gui.state.preferences import PreferencesStore, usual_path

        app, window = begin(store, asked.scheme, asked.language, PreferencesStore(usual_path()))
    except (ImportError, OSError) as error:
        return _damaged(error)
    Ending(app, window)
    if asked.when_usable is not None:
        from rilo_desktop.gui.lifecycle.self_test import report_when_usable

        report_when_usable(app, window, asked.when_usable)
    window.place_on_screen()
    window.show()
    window.activateWindow()
    if file is not None:
        _open(window, file)
    return app.exec()


def _open(window: MainWindow, file: Path) -> None:
    """Once the window stands; a file of the program's own was opened on the desktop."""
    from PySide6.QtCore import QTimer

    from rilo_desktop.gui.lifecycle.file_open import open_file

    QTimer.singleShot(0, window, lambda: open_file(window, file))


def _damaged(error: Exception) -> int:
    """A file was taken away after the program was installed; its catalogue may be missing too."""
    said = (
        f"The program is damaged: {error}. Install it again, and look whether a virus scanner took "
        "a file away. Nothing of the office was changed."
    )
    print(f"rilo-desktop: {said}", file=sys.stderr)
    with contextlib.suppress(ImportError, OSError):
        from PySide6.QtWidgets import QApplication, QMessageBox

        _app = QApplication.instance() or QApplication([])
        QMessageBox.critical(None, "RILO Desktop", said)
    return 1


def default_store() -> Path:
    """Where a store belongs when none is named."""
    import platformdirs

    return Path(platformdirs.user_data_dir("rilo-desktop", appauthor=False)) / "store"


def _parser() -> argparse.ArgumentParser:
    from rilo_desktop.language.catalogue import PSEUDO, window_languages

    parser = argparse.ArgumentParser(prog="rilo-desktop", description="The office in a window.")
    parser.add_argument(
        "store", nargs="?", type=Path, default=None, help="folder of the store, or a backup"
    )
    parser.add_argument("--scheme", choices=("light", "dark"), default="")
    parser.add_argument("--language", choices=(*window_languages(), PSEUDO), default="")
    parser.add_argument(
        "--self-test",
        type=Path,
        metavar="FOLDER",
        help="try everything in an office of its own there, write self-test.json, and end",
    )
    parser.add_argument("--when-usable", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
