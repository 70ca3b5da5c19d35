"""Submissions from outside: read in the limited child, given back as plain data."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rilo_desktop.file_kinds import SUBMISSION as SUBMISSION_FILE
from rilo_desktop.rules.findings import Refused

from .file_opening import ArrivedFile, arrived
from .limits import LIMITS, MB
from .package import Package, from_json
from .printed_font import PrintedFont as PrintedFont
from .read_errors import MESSAGES, refused
from .sandbox import ask_child
from .sandbox_child import DIFFERENCES, SEAL, SUBMISSION, TEXT

WHOLE, UNSIGNED = "whole", "unsigned"
DAMAGED = "submission_damaged"


@dataclass(frozen=True, slots=True)
class PageText:
    """Lines of a page; `unread` were drawn in a way that does not say what they mean.

    `spans`: where a text is given beside its signs, those that are shown, and that text.
    """

    lines: tuple[str, ...]
    unread: int = 0
    spans: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintedText:
    """`outline`: titles and the pages (from 0) that they lead to; `photos`: SHA-256 and form of
    pictures; `problems`: page (from 1, 0 of the document), kind and name of what this program never
    writes; `turned`: page (from 1) and text of what is written upwards.
    """

    pages: tuple[PageText, ...]
    outline: tuple[tuple[str, int], ...]
    photos: frozenset[str]
    problems: tuple[tuple[int, str, str], ...] = ()
    fonts: tuple[PrintedFont, ...] = ()
    turned: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What a document is, before anybody judges it.

    `seal` is a `SignatureState`. Without a package it was not read any further.
    """

    name: str
    sha256: str
    content: bytes
    seal: str
    certificate: bytes = b""
    """DER; b"" where nobody signed it."""
    at: str = ""
    """The time that the signer says, UTC."""
    first: int = 0
    """Length of the document before it was signed; 0: not known."""
    is_update_present: bool = False
    """Is the signature's update as this version of the program writes it?"""
    update_differs: tuple[str, ...] = ()
    """Parts of it that no version wrote, as `differences` names them."""
    pages: int = 0
    active: tuple[str, ...] = ()
    """What in it would act by itself."""
    attached: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by name."""
    package: Package | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures and chosen files by the SHA-256 of what was found, whatever they were called."""

    @property
    def unsigned(self) -> bytes:
        """The document before it was signed."""
        return self.content[: self.first]


def read_submission(source: Path | ArrivedFile) -> OpenedFile:
    """Raises Refused with one sentence for what is no submission, or costs too much to read."""
    file = source if isinstance(source, ArrivedFile) else arrived(source, (SUBMISSION_FILE,))
    return opened(file.content, file.name)


def opened_again(path: Path, before: OpenedFile) -> OpenedFile | None:
    """With its content, which `before` may lack; None where another file lies there by now.

    Its signature is not asked again: it is that of the same bytes. Raises Refused.
    """
    file = arrived(path, (SUBMISSION_FILE,))
    if file.sha256 != before.sha256:
        return None
    lines = _answer_of_child((SUBMISSION,), file.content, path.name)
    try:
        package, files = _carried(lines)
    except (KeyError, TypeError, ValueError):
        raise refused(DAMAGED, path.name) from None
    return replace(before, content=file.content, package=package, files=files)


def opened(content: bytes, name: str) -> OpenedFile:
    """The same of a file that was read already."""
    if len(content) > LIMITS.file_bytes:
        raise refused("file_size", name, limit=LIMITS.file_bytes // MB)
    if not content.startswith(SUBMISSION_FILE.starts):
        raise refused("submission_pdf", name)
    with ThreadPoolExecutor(max_workers=2) as both:
        inside = both.submit(_answer_of_child, (SUBMISSION,), content, name)
        lines = _answer_of_child((SEAL,), content, name)
    if (seal := lines[0].get("seal")) in (WHOLE, UNSIGNED):  # of any other, who knows what it is
        lines = [*lines, *_read_inside(inside, seal == UNSIGNED)]
    try:
        return _opened(lines, name, content)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise refused(DAMAGED, name) from None


def _read_inside(inside: Future[list[dict[str, Any]]], may_be_nothing: bool) -> list[Any]:
    """What nobody signed is called so, whatever it lacks, if it can be read. Raises Refused."""
    try:
        return inside.result()
    except Refused as refused:
        if may_be_nothing and refused.findings[0].rule != f"exchange.{DAMAGED}":
            return []
        raise


def printed(content: bytes, name: str, language: str) -> PrintedText:
    """What its pages print; `language` is that of its labels. Raises Refused."""
    whole, *pages = _answer_of_child((TEXT, language), content, name)[:-1]
    try:
        return PrintedText(
            pages=tuple(
                PageText(
                    tuple(page["text"]),
                    page["unread"],
                    frozenset((shown, said) for shown, said in page["spans"]),
                )
                for page in pages
            ),
            outline=tuple((title, number) for title, number in whole["outline"]),
            photos=frozenset(whole["photos"]),
            problems=tuple((page, kind, what) for page, kind, what in whole["problems"]),
            fonts=tuple(
                PrintedFont(**font | {key: tuple(font[key]) for key in ("codes", "widths")})
                for font in whole["fonts"]
            ),
            turned=tuple((page, text) for page, text in whole["turned"]),
        )
    except (KeyError, TypeError, ValueError):
        raise refused(DAMAGED, name) from None


def differences(ours: bytes, theirs: bytes, name: str) -> tuple[str, ...]:
    """In which parts an unsigned document differs from ours. Raises Refused."""
    (said, _) = _answer_of_child((DIFFERENCES, str(len(ours))), ours + theirs, name)
    return tuple(said["differs"])


def _answer_of_child(what: Sequence[str], content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        answer = ask_child(what, name, LIMITS, content=content)
        lines: list[dict[str, Any]] = [_unpacked(json.loads(line)) for line in answer]
    except (ValueError, TypeError, LookupError, RecursionError):  # not what our child says
        raise refused(DAMAGED, name) from None
    for line in lines:
        if "failed" in line:
            code = line["failed"] if line["failed"] in MESSAGES else DAMAGED
            raise refused(code, name, **line["values"])
    if len(lines) < 2 or lines[-1] != {"done": True}:
        raise refused(DAMAGED, name)
    return lines


def _unpacked(line: dict[str, Any]) -> dict[str, Any]:
    if "file" in line:
        line["content"] = base64.b64decode(line["content"], validate=True)
    if "data" in line:
        line["data"] = line["data"].encode()  # a text of many scripts takes twice as much
    return line


def _opened(lines: Sequence[Mapping[str, Any]], name: str, content: bytes) -> OpenedFile:
    said: dict[str, Any] = {}
    attached = {}
    package, files = _carried(lines)
    for line in lines:
        if "attached" in line:
            attached[line["attached"]] = line["sha256"]
        elif not line.keys() & {"file", "data"}:
            said |= line
    return OpenedFile(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        seal=said["seal"],
        certificate=base64.b64decode(said["certificate"], validate=True),
        at=said["at"],
        first=said.get("first", 0),
        is_update_present=said.get("present", False),
        update_differs=tuple(said.get("differs", ())),
        pages=said.get("pages", 0),
        active=tuple(said.get("active", ())),
        attached=attached,
        package=package,
        files=files,
    )


def _carried(lines: Sequence[Mapping[str, Any]]) -> tuple[Package | None, dict[str, bytes]]:
    data = b"".join(line["data"] for line in lines if "data" in line)
    files = {line["file"]: line["content"] for line in lines if "file" in line}
    return from_json(data) if data else None, files
