"""Is a part of the program itself missing? Virus scanners take files out of what was installed."""

from __future__ import annotations

from pathlib import Path

from .catalogue import N_

DAMAGED = N_(
    "The program is damaged: {part} is missing or cannot be read. Install it again, and "
    "check whether a virus scanner removed the file. Nothing in the office was changed."
)
_ROOT = Path(__file__).resolve().parents[1]


def missing_part(error: BaseException) -> str:
    """The module or file of the program without which it failed; "" for every other error."""
    if isinstance(error, ImportError):
        return error.name or Path(error.path or "").name or str(error)
    if isinstance(error, OSError) and isinstance(error.filename, str):
        path = Path(error.filename).absolute()
        return path.name if path.is_relative_to(_ROOT) else ""
    return ""
