"""The file that brings a new version on a stick: what is in it, signed, and the installers.

Three parts, one after the other:

    one line of JSON     {"format": "rilo-update/1", "version", "issued", "notes", "files"}
    one line of base64   an Ed25519 signature of that line, without its end
    the installers       in the order of "files": [{"system", "name", "size", "sha256"}, ...]

`notes`: language -> what is new; `system`: "windows", "linux-deb" or "linux-user". The signature is
over the line, and the line names the digest of every installer: one byte changed anywhere shows.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rilo_desktop import files
from rilo_desktop.files import from_json

FORMAT = "rilo-update/1"
LARGEST_HEAD = 200_000
LARGEST_FILE = 500_000_000
SYSTEMS = ("windows", "linux-deb", "linux-user")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{3,80}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20


class UpdateBroken(Exception):
    """The file is none of ours or was changed; the text says what was found."""


class UpdateForeign(Exception):
    """The file is whole and no key that this program knows has signed it."""


@dataclass(frozen=True, slots=True)
class Installer:
    """`offset` is that of its first byte in the file."""

    system: str
    name: str
    size: int
    sha256: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class UpdateFile:
    """A file whose signature was found good. Its installers are checked when they are taken out."""

    path: Path
    version: str
    issued: str
    notes: Mapping[str, str]
    installers: tuple[Installer, ...]

    def for_system(self, system: str) -> Installer | None:
        return next((one for one in self.installers if one.system == system), None)


def read(path: Path, keys: Sequence[str]) -> UpdateFile:
    """Raises OSError, UpdateBroken, UpdateForeign. `keys`: public ones, base64."""
    with files.open_file(path) as opened:
        head, signature = _line(opened), _line(opened)
        first = opened.tell()
    if not _is_signed(head, signature, keys):
        raise UpdateForeign(path.name)
    data = _data(head)
    found = _installers(data["files"], first)
    last = found[-1].offset + found[-1].size
    if path.stat().st_size != last:
        raise UpdateBroken(f"{path.stat().st_size} bytes instead of {last}")
    return UpdateFile(path, data["version"], data["issued"], data["notes"], found)


def take_out(update: UpdateFile, installer: Installer, target: Path) -> Path:
    """Write one installer, once every byte of it was found right. Raises OSError, UpdateBroken."""
    with files.replacing(target) as into:
        digest = hashlib.sha256()
        with files.open_file(update.path) as opened:
            opened.seek(installer.offset)
            left = installer.size
            while left and (part := opened.read(min(CHUNK, left))):
                digest.update(part)
                into.write(part)
                left -= len(part)
        if left or digest.hexdigest() != installer.sha256:
            raise UpdateBroken(f"{installer.name} is not the one that was signed")
    return target


def write(
    target: Path,
    version: str,
    issued: str,
    notes: Mapping[str, str],
    installers: Mapping[str, Path],
    sign: Callable[[bytes], bytes],
) -> None:
    """`installers`: system -> file. `sign` gives the signature of the head. Raises OSError."""
    listed = [
        {
            "system": system,
            "name": path.name,
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for system, path in installers.items()
    ]
    head = {"format": FORMAT, "version": version, "issued": issued, "notes": dict(notes)}
    line = json.dumps({**head, "files": listed}, ensure_ascii=True).encode("ascii")
    with files.replacing(target, files.SHARED) as into:
        into.write(line + b"\n" + base64.b64encode(sign(line)) + b"\n")
        for path in installers.values():
            into.write(path.read_bytes())


def new_key() -> tuple[bytes, str]:
    """A private key (32 bytes) and the public one that belongs to it, as `keys` takes it."""
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")
    return private.private_bytes_raw(), public


def signer(private: bytes) -> Callable[[bytes], bytes]:
    return Ed25519PrivateKey.from_private_bytes(private).sign


def _line(opened: BinaryIO) -> bytes:
    line = opened.readline(LARGEST_HEAD)
    if not line.endswith(b"\n"):
        raise UpdateBroken("its beginning is none of an update")
    return line[:-1]


def _is_signed(head: bytes, signature: bytes, keys: Sequence[str]) -> bool:
    try:
        given = base64.b64decode(signature, validate=True)
    except ValueError as error:
        raise UpdateBroken("its signature cannot be read") from error
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(given, head)
        except InvalidSignature:
            continue
        return True
    return False


def _data(head: bytes) -> Any:
    """Checked although it is signed: an older program reads a newer one's files too."""
    try:
        data = from_json(head)
    except ValueError as error:
        raise UpdateBroken("its head is no JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UpdateBroken("its format is of another program")
    version, issued, notes = (data.get(name) for name in ("version", "issued", "notes"))
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        raise UpdateBroken("it names no version")
    if not (isinstance(issued, str) and isinstance(notes, dict)):
        raise UpdateBroken("it says no day or no news")
    return data


def _installers(listed: Any, first: int) -> tuple[Installer, ...]:
    if not isinstance(listed, list) or not listed:
        raise UpdateBroken("no installer is in it")
    found: list[Installer] = []
    for one in listed:
        if not isinstance(one, dict) or set(one) != {"system", "name", "size", "sha256"}:
            raise UpdateBroken("an installer in it is described wrongly")
        made = Installer(**one, offset=first)
        if not _is_sound(made):
            raise UpdateBroken("an installer in it is described wrongly")
        found.append(made)
        first += made.size
    return tuple(found)


def _is_sound(one: Installer) -> bool:
    texts = all(isinstance(value, str) for value in (one.system, one.name, one.sha256))
    return bool(
        texts
        and isinstance(one.size, int)
        and 0 < one.size <= LARGEST_FILE
        and _NAME.fullmatch(one.name)
        and _DIGEST.fullmatch(one.sha256)
    )


__all__ = [
    "FORMAT",
    "SYSTEMS",
    "Installer",
    "UpdateBroken",
    "UpdateFile",
    "UpdateForeign",
    "new_key",
    "read",
    "signer",
    "take_out",
    "write",
]
