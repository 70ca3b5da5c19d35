"""A draft that offices are asked about, as paragraphs: from Word or text, by the limited child."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rilo_desktop.file_kinds import EVERY

from .read_errors import MESSAGES, refused
from .sandbox import lines_of_file
from .sandbox_child import DRAFT

_AS_DRAFT = {
    "old_workbook": "draft_old",
    "password": "draft_old",
    "not_a_workbook": "draft_type",
    "not_text": "draft_type",
    "encoding": "draft_encoding",
    "damaged": "draft_damaged",
}
"""What the child says of workbooks and tables, in the words for a document."""


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """`title`: "" where the document has none."""

    title: str
    paragraphs: tuple[DraftParagraph, ...]


def read_draft(path: Path) -> Draft:
    """The paragraphs of a document by their numbers. Raises Refused with one sentence."""
    title, found = "", []
    try:
        for line in lines_of_file(path, DRAFT, kinds=EVERY):
            data: Any = json.loads(line)
            if isinstance(data, list):
                number, heading, text = data
                found.append(DraftParagraph(str(number), str(heading), str(text)))
            elif "title" in data:
                title = str(data["title"])
            elif "failed" in data:
                code = _AS_DRAFT.get(data["failed"], data["failed"])
                raise refused(code if code in MESSAGES else "failed", path.name, **data["values"])
    except (ValueError, TypeError, LookupError, RecursionError):  # not what our child says
        raise refused("failed", path.name) from None
    return Draft(title, tuple(found))
