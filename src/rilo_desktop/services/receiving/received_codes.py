"""What other offices call the codes that they added to lists, from what they sent.

It is shown where a record has such a code, and is never among the codes that are offered here. Of
its own code an office has the last word; what another one calls it counts until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rilo_desktop.exchange.package import Package
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.store import UnitOfWork
from rilo_desktop.vocabularies import vocabulary_names
from rilo_desktop.vocabularies.lists import Entries, Item

from ..office.list_setting import RECEIVED, each, entries, entries_of, item_of, text_of

MOST = 500
"""Codes of one office that are kept."""


def codes_of(package: Package, own_office: str) -> Entries:
    return entries(_codes(package, own_office))


def _codes(package: Package, own_office: str) -> Iterator[tuple[str, Item]]:
    for one in package.printed.own_codes:
        if one.list in vocabulary_names() and office_of_code(one.code) != own_office:
            labels = {"en": one.label_en} | ({"fr": one.label_fr} if one.label_fr else {})
            yield one.list, item_of(one.code, labels)


def keep(unit: UnitOfWork, package: Package, own_office: str) -> list[dict[str, Any]]:
    """Those of the document beside what is kept; returns what the log says of changed names."""
    held = entries_of(unit.reading.office.setting(RECEIVED))
    kept = {(name, item.code): item for name, item in each(held)}
    counts: dict[str, int] = {}
    for item in kept.values():
        counts[item.office] = counts.get(item.office, 0) + 1
    renamed = []
    for name, item in each(codes_of(package, own_office)):
        before = kept.get((name, item.code))
        is_owner = item.office == package.submission.office
        if before is None and counts.get(item.office, 0) < MOST:
            counts[item.office] = counts.get(item.office, 0) + 1
        elif before is None or not is_owner or before.labels == item.labels:
            continue
        else:
            said = {"before": before.labels["en"], "now": item.labels["en"]}
            renamed.append({"list": name, "code": item.code, **said})
        kept[name, item.code] = item
    now = entries((name, item) for (name, _), item in kept.items())
    if (text := text_of(now)) != text_of(held):
        unit.set(RECEIVED, text)
    return renamed
