"""Where in the window to go: what one page says when the work is done on another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SUBMISSION = "submission"
TODAY = "today"
OFFICE = "this-office"
INBOX = "inbox"
IMPORT = "import"
LOG = "log"
PLAN = "plan"
YEAR = "reporting-year"
ANSWERS_TABLE = "answers-of-offices"
CARRIED_ANSWERS = "carried-answers"
CHECKED_FORM = "checked-form"
COMMENTS = "comments"
"""Part at the side of an editor."""
HANDOVER, NETWORK, OFFICERS, PRACTICE = "handover", "network", "officers", "practice"
"""Parts of the pages of the office and of the inbox."""
SENDING = "sending"
"""Where it is noted that a submission was sent: its row in the list."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page by its key (pages.py), and what to show there.

    `record`: open it in its editor, at the field `path`, with the part `kind` at the side; `new`:
    an empty record in the editor, or one that begins with what the record `source` says;
    `words`: what to search for in a list, `filters`: column -> codes that narrow it; `records`:
    ids of those that were chosen elsewhere; `files`: to be imported, `kind`: from its list, or of
    the page of imports `record`: the import whose rows wait. Of a
    new submission `kind` is its type, and `filters` its year and member; of a page of several parts
    `kind` is the part.
    """

    page: str
    record: str = ""
    path: str = ""
    new: bool = False
    source: str = ""
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    kind: str = ""
