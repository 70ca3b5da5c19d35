"""Handling labels (TLP 2.0): what an unmarked record counts as, and which label is strictest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, fields_of
from rilo_desktop.records.record import DEFAULT_TLP, Record
from rilo_desktop.vocabularies import shipped

from .findings import N_, Finding, Message, Nature, Severity
from .record_parts import RecordPart

TOO_MILD = N_("{field}: the record has {what}: mark it at least TLP:{label}.")
UNMARKED = N_("{field} is not set: the record counts as TLP:{label}.")


def findings(part: RecordPart) -> list[Finding]:
    if not isinstance(part.thing, Record):
        return []
    if is_marked(part.thing.tlp):
        return _too_mild(part)
    return [
        part.find(
            "tlp",
            "handling.unmarked",
            Severity.WARNS,
            Nature.HANDLING,
            UNMARKED,
            label=DEFAULT_TLP,
        )
    ]


def _too_mild(part: RecordPart) -> list[Finding]:
    ranks = _ranks()
    mine = ranks[effective(part.thing.tlp)]
    return [
        part.find(
            "tlp",
            "handling.too_mild",
            Severity.BLOCKS,
            Nature.HANDLING,
            TOO_MILD,
            what=Message(about.label),
            label=about.least_tlp,
        )
        for name, about in fields_of(part.cls).items()
        if about.least_tlp and getattr(part.thing, name) and mine < ranks[about.least_tlp]
    ]


def is_marked(label: Any) -> bool:
    return bool(label) and label is not NOT_KNOWN


def effective(label: Any) -> str:
    """The label a record is handled by. A label no list knows counts as the strictest of all."""
    if not is_marked(label):
        return DEFAULT_TLP
    ranks = _ranks()
    return label if label in ranks else max(ranks, key=ranks.__getitem__)


def strictest(labels: Iterable[Any]) -> str:
    """The most restrictive of these labels; of none, the default.

    Each label is a TLP code ("GREEN"), or empty or not known, which count as the default.
    """
    ranks = _ranks()
    return max((effective(label) for label in labels), key=ranks.__getitem__, default=DEFAULT_TLP)


def is_stricter(label: Any, than: str) -> bool:
    return effective(label) != than and strictest((label, than)) == effective(label)


@cache
def _ranks() -> dict[str, int]:
    return {item.code: int(item.more["rank"]) for item in shipped("tlp")}
