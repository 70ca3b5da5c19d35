"""What somebody chose for the windows of this machine: language, colours, size of the text.

It is a plain file, since it is needed before the store is open; nothing of the office is in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

SCHEMES = ("", "light", "dark")
CONTRASTS = ("", "normal", "high")
SIZES = (100, 112, 125, 150, 175, 200)
LONGEST = 24 * 60
NAME = "window.json"
LONGEST_GEOMETRY = 400
"""Characters of a kept size and place; Qt's have less than a hundred."""


class Preferences(NamedTuple):
    """ "" follows the system; `text_size` is percent of the system's size.

    `lock_after`: minutes without use after which the window locks; 0 is never.
    `geometry`: size, place and state of the window as Qt keeps them, in Base64; "" is the usual.
    """

    language: str = ""
    scheme: str = ""
    contrast: str = ""
    text_size: int = 100
    lock_after: int = 15
    geometry: str = ""
    menu_bar: bool = True

    def changed(self, **what: Any) -> Preferences:
        """Raises ValueError for what no window can be."""
        made = self._replace(**what)
        good = (
            isinstance(made.language, str)
            and made.scheme in SCHEMES
            and made.contrast in CONTRASTS
            and type(made.text_size) is int
            and SIZES[0] <= made.text_size <= SIZES[-1]
            and type(made.lock_after) is int
            and 0 <= made.lock_after <= LONGEST
            and type(made.menu_bar) is bool
            and isinstance(made.geometry, str)
            and len(made.geometry) <= LONGEST_GEOMETRY
        )
        if not good:
            raise ValueError(f"{made}")
        return made


USUAL = Preferences()


class PreferencesStore:
    """The preferences of the moment, and the file they are kept in (None: nowhere)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.now = read(path) if path is not None else Preferences()

    def change(self, **what: Any) -> Preferences:
        """Raises ValueError. Keep it with `write`, which may take a while."""
        self.now = self.now.changed(**what)
        return self.now

    def write(self) -> None:
        """The whole file or the one that was there; a disk that refuses changes nothing else."""
        if self._path is not None:
            write(self._path, self.now)


def usual_path() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("rilo-desktop", appauthor=False)) / NAME


def read(path: Path) -> Preferences:
    """A damaged or missing file is none: each value that is good counts, the others are usual."""
    from rilo_desktop.files import from_json, read_small

    try:
        content = from_json(read_small(path))
    except (OSError, ValueError):
        return Preferences()
    found = Preferences()
    known = content if isinstance(content, dict) else {}
    for name in found._fields:
        try:
            found = found.changed(**{name: known.get(name, getattr(USUAL, name))})
        except (ValueError, TypeError):
            continue
    return found


def write(path: Path, preferences: Preferences) -> None:
    """Raises OSError."""
    import json

    from rilo_desktop.files import write_atomically

    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(preferences._asdict(), indent=1).encode()
    write_atomically(path, content)
