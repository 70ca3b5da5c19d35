"""The code lists of the office in a folder of everything: one entry a line, and what it is of.

    {"part": "own", "list": "commodity", "code": "AP-HERBAL", "labels": {"en": "..."}, "parent": ""}

"received": codes of other offices in what they sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rilo_desktop.exchange import record_folder
from rilo_desktop.exchange.record_folder import RecordFolder
from rilo_desktop.rules.findings import N_, FieldPath, Message
from rilo_desktop.rules.list_entries import fault, fault_of_foreign
from rilo_desktop.store import ReadSession, UnitOfWork
from rilo_desktop.vocabularies.lists import Entries, Item

from .finding_helpers import refusal
from .list_setting import (
    OWN,
    RECEIVED,
    data_of,
    each,
    entries,
    entries_of,
    item_of,
    text_of,
)
from .office_lists import MOST, TOO_MANY

PARTS: Mapping[str, str] = {"own": OWN, "received": RECEIVED}
"""Part -> setting of the store."""
MOST_OF: Mapping[str, int] = {"own": MOST, "received": 20 * MOST}


def content(reading: ReadSession) -> bytes:
    """b"" where the office changed nothing."""
    lines = [
        {"part": part, "list": name, **one}
        for part, setting in PARTS.items()
        for name, items in entries_of(reading.office.setting(setting)).items()
        for one in data_of(items.values())
    ]
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in lines)


def take(unit: UnitOfWork, found: RecordFolder, office: str) -> int:
    """Those that are not here yet; how many. Raises Refused for what no office writes."""
    if found.lists is None:
        return 0
    came: dict[str, list[tuple[str, Item]]] = {part: [] for part in PARTS}
    for line, data in record_folder.snapshots(found, found.lists):
        if wrong := _fault(data, office):
            raise refusal(
                "import.all_list",
                N_("{file}, line {row}: this is no entry of a code list: {reason}."),
                FieldPath(file=found.lists.path, row=line),
                file=found.lists.path,
                row=line,
                reason=Message(wrong),
            )
        item = item_of(data["code"], data["labels"], data.get("parent", ""))
        came[data["part"]].append((data["list"], item))
    return sum(_add(unit, part, entries(items)) for part, items in came.items())


def _fault(data: Mapping[str, Any], office: str) -> str:
    name, code, labels = data.get("list"), data.get("code"), data.get("labels")
    parent = data.get("parent", "")
    match data.get("part"):
        case "own":
            return fault(name, code, labels, parent, office)
        case "received" if parent == "":
            return fault_of_foreign(name, code, labels, office)
    return N_("it is no part of the lists of an office")


def _add(unit: UnitOfWork, part: str, came: Entries) -> int:
    """What is here stays as it is."""
    setting, most = PARTS[part], MOST_OF[part]
    held = entries_of(unit.reading.office.setting(setting))
    now = entries([*each(came), *each(held)])
    count = sum(map(len, now.values()))
    if count > most:
        raise refusal("lists.too_many", TOO_MANY, most=most)
    if now:
        unit.set(setting, text_of(now))
    return count - sum(map(len, held.values()))
