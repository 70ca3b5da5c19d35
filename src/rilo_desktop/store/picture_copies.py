"""Cleaned copies of pictures: one for an original and what was done to it, never changed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .stored_content import verified
from .tables import PICTURE_COPY

Run = Callable[[str, tuple[Any, ...]], Any]
_COLUMNS = ", ".join(column.name for column in PICTURE_COPY.columns)
_INSERT = f"INSERT OR IGNORE INTO picture_copy ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A JPEG that may leave; `original` and `sha256` are hashes, sizes are pixels.

    `recipe` says what was done to the original: the way of cleaning, and the covered parts.
    """

    original: str
    recipe: str
    sha256: str
    width: int
    height: int
    content: bytes
    thumbnail: bytes


def insertion(copy: PictureCopy) -> tuple[str, tuple[Any, ...]]:
    values = (copy.original, copy.recipe, copy.sha256, copy.width, copy.height)
    return _INSERT, (*values, copy.content, copy.thumbnail)


def by_recipe(run: Run, original: str, recipe: str) -> PictureCopy | None:
    return _one(run, "original = ? AND recipe = ?", (original, recipe))


def by_hash(run: Run, sha256: str) -> PictureCopy | None:
    return _one(run, "sha256 = ?", (sha256,))


def _one(run: Run, where: str, values: tuple[str, ...]) -> PictureCopy | None:
    row = run(f"SELECT {_COLUMNS} FROM picture_copy WHERE {where} LIMIT 1", values).fetchone()
    copy = PictureCopy(*row) if row else None
    if copy is not None:
        verified(copy.content, copy.sha256)
    return copy
