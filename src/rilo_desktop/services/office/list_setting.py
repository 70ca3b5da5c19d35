"""What the office calls codes, which it added, and what other offices call theirs, as its store
keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.records.identifiers import office_of_code
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies.lists import NOTHING, Entries, Item, vocabulary_names

OWN = "lists"
RECEIVED = "lists_received"


@dataclass(frozen=True, slots=True)
class KeptLists:
    """`own`: names, and codes that the office added; `received`: codes of other offices in what
    they sent."""

    own: Entries
    received: Entries

    @property
    def offered(self) -> Entries:
        return self.own


def kept_in(reading: ReadSession) -> KeptLists:
    """Lists that this program does not know are left out: a later one may have had them."""
    own, received = (entries_of(reading.office.setting(name)) for name in (OWN, RECEIVED))
    return KeptLists(own, received)


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
