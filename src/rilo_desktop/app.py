"""Composition root of the window: `rilo-desktop [STORE] [--scheme light|dark] [--language en|fr]`.

Nothing heavy is imported before the first paint; the store is opened in a worker.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

PASSPHRASE = "RILO_PASSPHRASE"


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    store: Path = asked.store or default_store()
    if asked.pictures is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return _pictures(store, asked.pictures, asked.scheme, asked.language or "en")
    from rilo_desktop.gui.preferences import Keeper, usual_path
    from rilo_desktop.gui.start import begin

    app, window = begin(store, asked.scheme, asked.language, Keeper(usual_path()))
    window.show()
    window.activateWindow()
    return app.exec()


def _pictures(store: Path, folder: Path, scheme: str, language: str) -> int:
    from rilo_desktop.gui.pictures import NoAnswer, save_pictures

    schemes = (scheme,) if scheme else ("light", "dark")
    passphrase = os.environ.get(PASSPHRASE, "")
    try:
        save_pictures(store, folder, passphrase, schemes, language, print)
    except NoAnswer as error:
        print(f"rilo-desktop: {error}", file=sys.stderr)
        return 1
    return 0


def default_store() -> Path:
    """Where a store belongs when none is named."""
    import platformdirs

    return Path(platformdirs.user_data_dir("rilo-desktop", appauthor=False)) / "store"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rilo-desktop", description="The office in a window.")
    parser.add_argument("store", nargs="?", type=Path, default=None, help="folder of the store")
    parser.add_argument("--scheme", choices=("light", "dark"), default="")
    parser.add_argument("--language", choices=("en", "fr", "xx"), default="")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="save pictures of the pages and end"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
