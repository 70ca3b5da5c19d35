"""Comments on records in a folder of everything: one comment or answer a line, oldest first.

{"id": "...", "record": "...", "field": "", "answers": "", "author": "AP-01",
 "time": "2026-11-28T09:00:00.000+00:00", "text": "...", "state": "open"}
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from rilo_desktop.exchange import record_folder
from rilo_desktop.exchange.record_folder import RecordFolder
from rilo_desktop.records import fields_of
from rilo_desktop.records.identifiers import is_record_id
from rilo_desktop.records.sanitize import sanitize_text
from rilo_desktop.rules.findings import N_, FieldPath
from rilo_desktop.store import ReadSession, RecordComment, UnitOfWork
from rilo_desktop.store.record_comments import DONE, OPEN, TAKEN_BACK, new_salt

from ..records.record_comments import LONGEST, can_have
from .finding_helpers import refusal
from .officers import SIGN

NAMES = ("id", "record", "field", "answers", "author", "time", "text", "state")
MOST = 100_000


def content(reading: ReadSession) -> bytes:
    """b"" where there is none. What was taken back is not in it."""
    lines = (
        {name: getattr(one, name) for name in NAMES}
        for one in reading.comments.all()
        if one.state != TAKEN_BACK
    )
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in lines)


def take(unit: UnitOfWork, found: RecordFolder, absent: Collection[str] = ()) -> int:
    """Those that are not here yet; how many. `absent`: ids of records that were left out, and their
    comments with them. Raises Refused for what no office writes."""
    if found.comments is None:
        return 0
    came: dict[str, RecordComment] = {}
    for line, data in record_folder.snapshots(found, found.comments):
        if str(data.get("record")) in absent:
            continue
        one = _comment(unit, data)
        begun = came.get(one.answers) if one is not None and one.answers else None
        is_sound = one is not None and one.id not in came and len(came) < MOST
        if one is None or not is_sound or (one.answers and not _is_begun(unit, one, begun)):
            raise refusal(
                "import.all_comment",
                N_("{file}, line {row}: this is no comment on a record of this office."),
                FieldPath(file=found.comments.path, row=line),
                file=found.comments.path,
                row=line,
            )
        came[one.id] = one
    new = [one for one in came.values() if unit.reading.comments.get(one.id) is None]
    unit.write_comments(*new)
    return len(new)


def _comment(unit: UnitOfWork, data: Mapping[str, Any]) -> RecordComment | None:
    said = {name: data.get(name) for name in NAMES}
    if set(data) != set(NAMES) or not all(isinstance(value, str) for value in said.values()):
        return None
    texts = {name: str(value) for name, value in said.items()}
    stored = unit.reading.records.stored(texts["record"])
    if stored is None or not can_have(stored.record.kind.code):
        return None
    field, text = texts["field"], texts["text"]
    states = (OPEN,) if texts["answers"] else (OPEN, DONE)
    is_sound = (
        is_record_id(texts["id"])
        and (not field or field in fields_of(type(stored.record)))
        and SIGN.fullmatch(texts["author"])
        and _is_time(texts["time"])
        and 0 < len(text) <= LONGEST
        and text == sanitize_text(text).strip()
        and texts["state"] in states
    )
    if not is_sound:
        return None
    return RecordComment(**texts, salt=new_salt(), operation=unit.operation, changed=unit.operation)


def _is_begun(unit: UnitOfWork, answer: RecordComment, begun: RecordComment | None) -> bool:
    """Does it answer a comment on the same record?"""
    begun = begun or unit.reading.comments.get(answer.answers)
    return begun is not None and not begun.answers and begun.record == answer.record


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and len(text) <= 40
    except ValueError:
        return False
