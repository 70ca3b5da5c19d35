"""What the office calls codes, which it added, and what other offices call theirs, as its store
keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rilo_desktop.files import from_json
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies.lists import NOTHING, Entries, Item, vocabulary_names

if TYPE_CHECKING:
    from rilo_desktop.exchange.list_pack import ListPack

OWN = "lists"
RECEIVED = "lists_received"
PACKS = "lists_packs"


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A signed file of lists that was taken over; `card`: fingerprint of who signed it."""

    pack: ListPack
    card: str
    file: str


@dataclass(frozen=True, slots=True)
class KeptLists:
    """`own`: names, and codes that the office added; `received`: codes of other offices in what
    they sent, and in packs that are not in force any more; `packs`: those in force."""

    own: Entries
    received: Entries
    packs: tuple[KeptPack, ...]
    office: str

    @property
    def offered(self) -> Entries:
        """What the office itself says counts before what it took over."""
        found: dict[tuple[str, str], Item] = {}
        for one in self.packs:
            for entry in one.pack.entries:
                if entry.list in vocabulary_names():
                    item = item_of(entry.code, entry.labels, entry.parent)
                    found[entry.list, entry.code] = item
        for name, item in each(self.own):
            taken = found.get((name, item.code))
            if taken is not None:
                item = item_of(item.code, {**taken.labels, **item.labels}, taken.parent)
            elif item.office not in ("", self.office):
                continue  # a name for a code that is not offered any more
            found[name, item.code] = item
        return entries((name, item) for (name, _), item in found.items())


def kept_in(reading: ReadSession) -> KeptLists:
    """Lists that this program does not know are left out: a later one may have had them."""
    own, received = (entries_of(reading.office.setting(name)) for name in (OWN, RECEIVED))
    return KeptLists(own, received, in_force(packs_of(reading)), reading.own_office)


def packs_of(reading: ReadSession) -> tuple[KeptPack, ...]:
    """Of each office the last one is in force."""
    kept = reading.office.setting(PACKS)
    if not kept:
        return ()
    from rilo_desktop.exchange import list_pack  # and all that signatures need

    found = json.loads(kept)
    return tuple(KeptPack(list_pack.kept(one["file"]), one["card"], one["file"]) for one in found)


def in_force(packs: Iterable[KeptPack]) -> tuple[KeptPack, ...]:
    return tuple({one.pack.office: one for one in packs}.values())


def text_of_packs(packs: Iterable[KeptPack]) -> str:
    data = [{"file": one.file, "card": one.card} for one in packs]
    return json.dumps(data, ensure_ascii=False) if data else ""


def text_of(entries: Entries) -> str:
    """The value of the setting; "" for nothing."""
    data = {name: data_of(items.values()) for name, items in sorted(entries.items()) if items}
    return json.dumps(data, ensure_ascii=False, sort_keys=True) if data else ""


def data_of(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        {"code": one.code, "labels": dict(one.labels), "parent": one.parent}
        for one in sorted(items, key=lambda one: one.code)
    ]


def entries_of(text: str) -> Entries:
    if not text:
        return NOTHING
    return entries(
        (name, item_of(one["code"], one["labels"], one["parent"]))
        for name, items in from_json(text).items()
        if name in vocabulary_names()
        for one in items
    )


def entries(items: Iterable[tuple[str, Item]]) -> Entries:
    """Of (list, code); the last one of a code counts."""
    found: dict[str, dict[str, Item]] = {}
    for name, item in items:
        found.setdefault(name, {})[item.code] = item
    return MappingProxyType({name: MappingProxyType(of) for name, of in found.items()})


def item_of(code: str, labels: Mapping[str, str], parent: str = "") -> Item:
    office = office_of_code(code)
    return Item(
        code, MappingProxyType(dict(labels)), parent, provisional=bool(office), office=office
    )


def each(found: Entries) -> Iterable[tuple[str, Item]]:
    return ((name, item) for name, items in found.items() for item in items.values())
