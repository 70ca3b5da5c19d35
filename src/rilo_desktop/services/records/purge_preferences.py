"""What is kept beside the records may repeat what they said: a purge looks there too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.store import UnitOfWork
from rilo_desktop.store.purging import texts_in

from ..office import preferences
from . import import_memory, list_views, waiting_imports


def forget(unit: UnitOfWork, says: Callable[[str], bool]) -> int:
    """Remembered answers, saved views and what pages held, of everybody, go where they say it.

    As part of the purge. Returns how many. Rows that wait are `waiting_import_rows.purge`'s.
    """
    gone = 0
    for officer, name, text in unit.reading.office.all_preferences():
        if name.startswith(waiting_imports.NAME) or not any(map(says, preferences.texts_in(text))):
            continue
        kept, count = "", 1
        if name == import_memory.NAME:
            kept, count = _without(text, "answers", says)
            kept, more = _without(kept, "remembered", says) if kept else (kept, 0)
            count += more
        elif name.startswith(list_views.PREFIX):
            kept, count = _without(text, "views", says)
        elif name not in (preferences.HELD, preferences.FOLDERS):
            continue  # a choice among the program's own words
        unit.prefer(name, "" if any(map(says, preferences.texts_in(kept))) else kept, officer)
        gone += max(count, 1)
    return gone


def _without(text: str, part: str, says: Callable[[str], bool]) -> tuple[str, int]:
    """The JSON text without those entries of a part that say it, and how many these were."""
    try:
        data = from_json(text)
        found = data.get(part, [])
    except (ValueError, AttributeError):
        return "", 1
    if isinstance(found, dict):
        kept: Any = {
            of: one
            for of, one in found.items()
            if not any(map(says, preferences.all_texts((of, one))))
        }
    else:
        kept = [one for one in found if not any(map(says, texts_in(one)))]
    return json.dumps(data | {part: kept}, ensure_ascii=False), len(found) - len(kept)
