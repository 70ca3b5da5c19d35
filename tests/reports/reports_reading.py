"""Writes documents into files, and reads them back independently of what wrote them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdf

from rilo_desktop.reports import Content, made, page_count

_WHITE = re.compile(r"\s")


def write(content: Content, path: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """The document as it is drawn, into a file; the number of its pages."""
    pages = made(content, progress)
    path.write_bytes(pages)
    return page_count(pages)


def page_texts(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def squeezed(text: str) -> str:
    """Without white space: a soft line break may stand anywhere."""
    return _WHITE.sub("", text)


def text_of(path: Path) -> str:
    """All text without white space, page after page."""
    return squeezed("".join(page_texts(path)))


@cache
def has_poppler() -> bool:
    return shutil.which("pdftotext") is not None


def poppler_text(path: Path, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")
