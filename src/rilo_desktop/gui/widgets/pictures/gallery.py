"""Gets pictures from the database worker, and keeps what was shown lately."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from rilo_desktop.records import Picture
from rilo_desktop.services.deferred import picture as service

from ...context import PageContext

THUMBNAILS, WHOLE = 200, 4
"""So many are kept: 360 and 1,600 pixels wide."""

Key = tuple[str, str, tuple[str, ...]]
"""What is wanted, hash of the original, covered parts."""


class Gallery(QObject):
    """`came` when a picture that was asked for is there, or will not come."""

    came = Signal()
    failed = Signal(object)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: dict[str, dict[Key, QPixmap | None]] = {"small": {}, "large": {}}
        self._asked: set[Key] = set()

    def thumbnail(self, picture: Picture) -> QPixmap | None:
        """A small one, nothing covered; None while it is not there. Asks for it where it must."""
        return self._get("thumbnail", "small", THUMBNAILS, replace(picture, boxes=()))

    def whole(self, picture: Picture) -> QPixmap | None:
        """The picture to draw on."""
        return self._get("whole", "large", WHOLE, replace(picture, boxes=()))

    def leaving(self, picture: Picture) -> QPixmap | None:
        """What leaves of it, boxes burned in."""
        return self._get("leaving", "large", WHOLE, picture)

    def is_missing(self, picture: Picture) -> bool:
        """Was it asked for, and is it not in this store?"""
        key = ("thumbnail", picture.sha256 or "", ())
        return key in self._kept["small"] and self._kept["small"][key] is None

    def _get(self, what: str, shelf: str, most: int, picture: Picture) -> QPixmap | None:
        key: Key = (what, picture.sha256 or "", tuple(picture.boxes or ()))
        kept = self._kept[shelf]
        if key in kept:
            kept[key] = kept.pop(key)  # the last one used goes last
            return kept[key]
        if key not in self._asked and picture.sha256:
            self._asked.add(key)
            self._ask(key, picture, lambda found: self._take(key, kept, most, found))
        return None

    def _ask(self, key: Key, picture: Picture, take: Callable[[Any], object]) -> None:
        asked = {"thumbnail": service.thumbnail, "whole": service.whole}
        self._context.serve(
            asked.get(key[0], service.leaving),
            picture,
            then=take,
            failed=lambda error: self._fail(take, error),
            owner=self,
        )

    def _take(self, key: Key, kept: dict[Key, QPixmap | None], most: int, found: Any) -> None:
        self._asked.discard(key)
        content = getattr(found, "content", found)
        image = QImage.fromData(content) if content else QImage()
        kept[key] = None if image.isNull() else QPixmap.fromImage(image)
        while len(kept) > most:
            del kept[next(iter(kept))]
        self.came.emit()

    def _fail(self, take: Callable[[Any], object], error: BaseException) -> None:
        take(b"")
        if not getattr(error, "findings", None):
            self.failed.emit(error)
