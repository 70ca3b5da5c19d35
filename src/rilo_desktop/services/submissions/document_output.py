"""Pages leave as PDF/A-3b: each document that carries no data. Submissions: see `release`.

leave_document(session, action, path, drawn, **detail)     its entry is in the log first
save_document(path, pages)     it holds nothing of the office's records: no entry
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.exchange.pdfa import conforming
from rilo_desktop.files import SHARED, replacing
from rilo_desktop.reports import page_count
from rilo_desktop.store import UnitOfWork

from ..office.session import Session
from .output import nothing_else, outgoing_file


@dataclass(frozen=True, slots=True)
class LeftDocument:
    """`sha256` is of the file."""

    pages: int
    sha256: str


def leave_document(
    session: Session,
    action: str,
    path: Path,
    drawn: Pages,
    also: Callable[[UnitOfWork], None] = nothing_else,
    **detail: Any,
) -> LeftDocument:
    """The entry of the log counts the pages and has the hash of the file. Raises as
    `outgoing_file`."""
    document = conforming(drawn)
    left = LeftDocument(page_count(document), hashlib.sha256(document).hexdigest())
    with outgoing_file(session, action, path) as out:
        out.file.write(document)
        out.also = also
        out.detail |= {**detail, "pages": left.pages, "sha256": left.sha256}
    return left


def save_document(path: Path, pages: Pages) -> None:
    """Whole or not at all. Raises OSError."""
    document = conforming(pages)
    with replacing(path, SHARED) as file:
        file.write(document)
