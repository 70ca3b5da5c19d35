"""The user guide as a PDF: the help topics in their order. It says nothing of an office."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.help.topics import topics
from rilo_desktop.reports.documents.guide import guide
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_

from ..submissions.document_output import save_document
from ..submissions.output import check_target
from .finding_helpers import refusal

LANGUAGES = ("en", "fr")
"""Those in which there is one."""


def pdf(language: str) -> Pages:
    """In English where a language has no topics."""
    return guide(tuple(topics(language).values()), language)


def save(path: Path, language: str) -> None:
    """Write it, whole or not at all. Raises Refused where it cannot be written."""
    check_target(path)
    try:
        save_document(path, pdf(language))
    except OSError as error:
        raise refusal(
            "guide.unwritten",
            N_("{path} was not written: {reason}. Choose another place."),
            path=path,
            reason=why(error),
        ) from error
