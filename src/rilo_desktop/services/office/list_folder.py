"""The code lists of the office in a folder of everything: one entry a line, and what it is of.

    {"part": "own", "list": "commodity", "code": "AP-HERBAL", "labels": {"en": "..."}, "parent": ""}

"received": codes of other offices in what they sent; {"part": "pack", "file": "..."}: a signed file
of lists that was taken over, the first one first.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.exchange import list_pack, record_folder
from rilo_desktop.exchange.record_folder import RecordFolder
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Severity
from rilo_desktop.rules.list_entries import fault, fault_of_foreign
from rilo_desktop.store import ReadSession, UnitOfWork
from rilo_desktop.vocabularies.lists import Entries, Item

from ..receiving.acceptance_rules import receivers
from ..submissions.signer_trust import Trust, trust_in, trusted_by
from .finding_helpers import finding, refusal
from .list_setting import (
    OWN,
    PACKS,
    RECEIVED,
    KeptPack,
    data_of,
    each,
    entries,
    entries_of,
    item_of,
    packs_of,
    text_of,
    text_of_packs,
)
from .office_lists import MOST, TOO_MANY

PACK = "pack"
MOST_PACKS = 60
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
    packs = [{"part": PACK, "file": one.file} for one in packs_of(reading)]
    return b"".join(
        json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in [*packs, *lines]
    )


@dataclass(frozen=True, slots=True)
class TakenLists:
    """How many entries were added, and the signed files that were left out."""

    added: int = 0
    left_out: tuple[Finding, ...] = ()


def take(unit: UnitOfWork, found: RecordFolder, office: str) -> TakenLists:
    """Those that are not here yet. Raises Refused for what no office writes."""
    if found.lists is None:
        return TakenLists()
    came: dict[str, list[tuple[str, Item]]] = {part: [] for part in PARTS}
    packs: list[KeptPack] = []
    left: list[Finding] = []
    for line, data in record_folder.snapshots(found, found.lists):
        place = FieldPath(file=found.lists.path, row=line)
        pack = _pack(data, found.lists.path) if data.get("part") == PACK else None
        named = {(one.list, one.code) for of in packs for one in of.pack.entries}
        wrong = "" if pack else _fault(data, office, named)
        if wrong:
            raise refusal(
                "import.all_list",
                N_("{file}, line {row}: this is no entry of a code list: {reason}."),
                place,
                file=found.lists.path,
                row=line,
                reason=Message(wrong),
            )
        if pack:
            packs.append(pack)
            if not _is_believed(unit.reading, pack, office):
                left.append(_left_out(pack, place))
            continue
        item = item_of(data["code"], data["labels"], data.get("parent", ""))
        came[data["part"]].append((data["list"], item))
    added = sum(_add(unit, part, entries(items)) for part, items in came.items())
    if left:  # what is in force follows from all of them
        return TakenLists(added, tuple(left))
    return TakenLists(added + _add_packs(unit, packs))


def _is_believed(reading: ReadSession, one: KeptPack, office: str) -> bool:
    """As where such a file is taken over by itself: its card is trusted, its office a receiver."""
    _, card = list_pack.opened(one.file.encode(), "")
    if one in packs_of(reading):
        return True
    trusted = trust_in(card, trusted_by(reading, office, card, ""), one.pack.at, one.pack.name)
    return one.pack.office in receivers(reading) and trusted.trust is Trust.TRUSTED


def _left_out(one: KeptPack, place: FieldPath) -> Finding:
    said = finding(
        "import.all_pack",
        N_(
            "The code lists {name} of {office} are left out: trust the card of {office} first and, "
            "unless it is the Secretariat, mark it as a receiver; then read the folder again."
        ),
        place,
        name=one.pack.name,
        office=one.pack.office,
    )
    return replace(said, severity=Severity.WARNS)


def _pack(data: Mapping[str, Any], file: str) -> KeptPack | None:
    """None for what no office signed."""
    text = data.get("file")
    try:
        pack, card = list_pack.opened(str(text).encode(), file)
    except ValueError:
        return None
    return KeptPack(pack, card.fingerprint, str(text))


def _add_packs(unit: UnitOfWork, came: list[KeptPack]) -> int:
    """Where none was taken over here yet."""
    if not came or packs_of(unit.reading):
        return 0
    if len(came) > MOST_PACKS:
        raise refusal("lists.too_many", TOO_MANY, most=MOST)
    unit.set(PACKS, text_of_packs(came))
    return len(came)


def _fault(data: Mapping[str, Any], office: str, named: Collection[tuple[str, str]]) -> str:
    """`named`: codes of the packs, which the office may call otherwise."""
    name, code, labels = data.get("list"), data.get("code"), data.get("labels")
    parent = data.get("parent", "")
    match data.get("part"):
        case "own" if office_of_code(str(code)) and (str(name), code) in named:
            return fault_of_foreign(name, code, labels, office, is_added=False)
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
