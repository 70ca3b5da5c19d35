"""Every record of an office as a folder of plain files: what lies where, and how it is read.

    README.txt              what the folder holds, for people
    manifest.json           format, office, day, counts; path and SHA-256 of each file
    schema.json             the shape of each type of record (JSON Schema), its codes with titles
    lists.json              the code lists
    office-lists.jsonl      what the office calls codes and added to them, where it did
    comments.jsonl          what colleagues said of records, where they did
    records/TYPE-001.jsonl  the newest state of each record, one a line
    files/SHA-256           pictures, attached files and received documents, as they came

A folder from outside is read within limits: no link is followed, no path leads out, what the
manifest does not name is not read, and each content must have the hash that stands there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rilo_desktop.files import read_small
from rilo_desktop.records.attachment import safe_name
from rilo_desktop.rules.findings import Refused

from .json_lines import checked_lines
from .limits import LIMITS, MB
from .read_errors import refused
from .sandbox import Data, content_of

FORMAT = "rilo-everything-1"
OFFICE_LISTS, COMMENTS = "office-lists.jsonl", "comments.jsonl"
MANIFEST, README, SCHEMA, LISTS = "manifest.json", "README.txt", "schema.json", "lists.json"
PART_BYTES = 20 * MB
"""A file of records is closed where it has grown beyond this."""
MOST_OF_FILE = 250 * MB
_PATH = re.compile(r"records/[a-z-]{1,40}-[0-9]{3,6}\.jsonl|files/[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """`path` in the folder; `media_type` and `name` of what lies in files/."""

    path: str
    sha256: str
    media_type: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RecordFolder:
    folder: Path
    office: str
    files: tuple[PlacedFile, ...]
    lists: PlacedFile | None = None
    """Of the office; `snapshots` reads them too."""
    comments: PlacedFile | None = None
    """On its records; `snapshots` reads them too."""

    @property
    def records(self) -> tuple[PlacedFile, ...]:
        return tuple(one for one in self.files if one.path.startswith("records/"))

    @property
    def attached(self) -> tuple[PlacedFile, ...]:
        return tuple(one for one in self.files if one.path.startswith("files/"))


def part_name(kind: str, number: int) -> str:
    return f"records/{kind}-{number:03}.jsonl"


def folder_at(folder: Path) -> RecordFolder:
    """What its manifest says. Raises Refused with one sentence."""
    path = folder / MANIFEST
    _refuse_link(folder, path)
    found = content_of(path)
    value = found.value if isinstance(found, Data) else None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise refused("folder_format", f"{folder.name}/{MANIFEST}")
    office, files = value.get("office"), value.get("files")
    if not isinstance(office, str) or not isinstance(files, list):
        raise refused("folder_format", f"{folder.name}/{MANIFEST}")
    placed = tuple(_placed(one, folder) for one in files)
    if len({one.path for one in placed}) < len(placed):
        raise refused("folder_format", f"{folder.name}/{MANIFEST}")
    lists, comments = (
        PlacedFile(path, sha256) if isinstance(sha256 := value.get(name), str) else None
        for name, path in (("office_lists", OFFICE_LISTS), ("comments", COMMENTS))
    )
    return RecordFolder(folder, office, placed, lists, comments)


def content(found: RecordFolder, one: PlacedFile) -> bytes:
    """Of a file that the manifest names; whole, and as it was written. Raises Refused."""
    path = found.folder / one.path
    _refuse_link(found.folder, path)
    largest = MOST_OF_FILE if one.path.startswith("files/") else LIMITS.file_bytes
    try:
        read = read_small(path, largest, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("missing", one.path) from None
    except ValueError:
        raise refused("file_size", one.path, limit=largest // MB) from None
    except OSError:
        raise refused("not_allowed", one.path) from None
    if hashlib.sha256(read).hexdigest() != one.sha256:
        raise refused("folder_hash", one.path)
    return read


def snapshots(found: RecordFolder, one: PlacedFile) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(number, plain data) of the records of a file, which the limited child has read.

    Raises Refused, at the end too where the child broke off.
    """
    return checked_lines(content(found, one), one.path)


def _placed(data: Any, folder: Path) -> PlacedFile:
    texts = data if isinstance(data, dict) else {}
    path, sha256 = str(texts.get("path", "")), str(texts.get("sha256", ""))
    is_sound = _PATH.fullmatch(path) and re.fullmatch("[0-9a-f]{64}", sha256)
    if not is_sound or (path.startswith("files/") and path != f"files/{sha256}"):
        raise _outside(path, folder)
    media_type = str(texts.get("media_type", ""))
    return PlacedFile(
        path,
        sha256,
        media_type if _MEDIA_TYPE.fullmatch(media_type) else UNKNOWN_TYPE,
        safe_name(str(texts.get("name", ""))),
    )


def _outside(path: str, folder: Path) -> Refused:
    return refused("folder_path", f"{folder.name}/{MANIFEST}", name=path[:100])


def _refuse_link(folder: Path, path: Path) -> None:
    """Neither the file nor a folder on the way to it may be a link that leads elsewhere."""
    inside = path
    while inside != folder:
        real = os.path.realpath(inside.parent / inside.name)
        if inside.is_symlink() or Path(real) != Path(os.path.realpath(inside.parent), inside.name):
            # the second: junctions of Windows
            raise refused("folder_link", path.relative_to(folder).as_posix())
        inside = inside.parent
