"""Pictures from outside: read in the limited child, and given back clean."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Any

from rilo_desktop.files import read_small
from rilo_desktop.records.picture import Box
from rilo_desktop.rules.findings import Refused

from .limits import MB
from .picture_limits import MOST_BOXES, PICTURE_LIMITS
from .read_errors import MESSAGES, refused
from .sandbox import ask_child
from .sandbox_child import PICTURE


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A JPEG without metadata; `width` and `height` in pixels. `thumbnail` is one too."""

    content: bytes
    width: int
    height: int
    thumbnail: bytes


def read_picture(path: Path) -> bytes:
    """The bytes of a picture's file. Raises Refused with one sentence."""
    file = path.name
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise refused("picture_not_a_file", file)
        _check_size(status.st_size, file)
        return read_small(path, PICTURE_LIMITS.file_bytes)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("picture_missing", file) from None
    except (OSError, ValueError):
        raise refused("not_allowed", file) from None


def clean_picture(content: bytes, file: str, boxes: Sequence[Box] = ()) -> CleanPicture:
    """What may leave of a picture: upright, in sRGB, boxes burned in, nothing but its pixels.

    The same content and boxes give the same bytes. `file` is what sentences call it. Raises Refused
    for what is no picture, is damaged, or asks for more than a picture may.
    """
    _check_size(len(content), file)
    if len(boxes) > MOST_BOXES:
        raise ValueError(f"{len(boxes)} boxes on one picture")
    try:
        answer = ask_child(
            (PICTURE, *(box.text for box in boxes)), file, PICTURE_LIMITS, content=content
        )
    except Refused as refusal:
        raise _of_picture(refusal, file) from None
    found: dict[str, Any] = {}
    for line in answer:
        found |= json.loads(line)
    if "failed" in found:
        raise refused(_code(found["failed"]), file, **found["values"])
    try:
        return CleanPicture(
            base64.b64decode(found["copy"], validate=True),
            int(found["width"]),
            int(found["height"]),
            base64.b64decode(found["thumbnail"], validate=True),
        )
    except (KeyError, ValueError, binascii.Error):
        raise refused("picture_failed", file) from None


def _check_size(size: int, file: str) -> None:
    if not size:
        raise refused("empty", file)
    if size > PICTURE_LIMITS.file_bytes:
        raise refused("picture_size", file, limit=PICTURE_LIMITS.file_bytes // MB)


def _of_picture(refusal: Refused, file: str) -> Refused:
    """What the child says of time and memory, in the words for a picture."""
    (finding,) = refusal.findings
    code = finding.rule.removeprefix("exchange.")
    limit = finding.values.get("limit")
    return refused(_code(code), file, **({} if limit is None else {"limit": limit}))


def _code(code: str) -> str:
    if code in MESSAGES and code.startswith("picture_"):
        return code
    named = f"picture_{code}"
    return named if named in MESSAGES else "picture_failed"
