"""The user guide as a PDF: the help topics in their order. It says nothing of an office."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.help.topics import topics
from rilo_desktop.reports.documents.guide import guide

from . import outgoing, ways_out

LANGUAGES = ("en", "fr")
"""Those in which there is one."""


def pdf(language: str) -> Pages:
    """In English where a language has no topics."""
    return guide(tuple(topics(language).values()), language)


def save(path: Path, language: str) -> None:
    """Write it, whole or not at all. Raises Refused where it cannot be written."""
    outgoing.save(ways_out.GUIDE, path, pdf(language))
