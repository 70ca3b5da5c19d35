"""How much one submission may hold: what no receiver reads is refused before it is released."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rilo_desktop.exchange.limits import LIMITS, MB
from rilo_desktop.exchange.package import Package
from rilo_desktop.exchange.strict_json import MOST_BYTES, MOST_ITEMS
from rilo_desktop.records.snapshots import canonical, to_snapshot
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused
from rilo_desktop.store.ancestry import MOST as MOST_ANCESTORS

from ..office.finding_helpers import finding
from .frozen_record import Frozen

FOR_THE_REST = 5_000_000
"""Bytes left for the head, names of offices and the evidence of indicators."""
_OF_AN_ANCESTOR = 67
"""The name of an earlier revision, with its quotes and comma."""
_OF_A_RECORD = 400
"""What is packed with a record beside its content: its names and those of its revision."""


def sizes_of(frozen: Sequence[Frozen]) -> Mapping[str, int]:
    """{id of a record: bytes that it adds to a submission}."""
    return {
        item.record.id: len(canonical(to_snapshot(item.record)))
        + _OF_A_RECORD
        + _OF_AN_ANCESTOR * min(item.number, MOST_ANCESTORS)
        for item in frozen
    }


def size_findings(sizes: Collection[int]) -> tuple[Finding, ...]:
    """Records of these sizes in one document."""
    most, size = MOST_BYTES - FOR_THE_REST, sum(sizes)
    fits = size <= most and len(sizes) <= MOST_ITEMS
    return () if fits else (_too_large(size, most, len(sizes)),)


def refuse_large_document(package: Package, size: int) -> None:
    """Raises Refused for a finished document that no receiver opens."""
    if size > LIMITS.file_bytes:
        raise Refused(_too_large(size, LIMITS.file_bytes, len(package.records)))


def of_data(package: Package) -> Refused:
    """Data that would be more than a receiver reads."""
    return Refused(_too_large(MOST_BYTES + 1, MOST_BYTES, len(package.records)))


def _too_large(size: int, most: int, records: int) -> Finding:
    fit = min(records * most // size, MOST_ITEMS) if size > most else MOST_ITEMS
    return finding(
        "submit.too_large",
        N_(
            "{records} records make {size} MB, and no receiver opens more than {most} MB in one "
            "document. Split the submission: about {fit} of these records fit into one."
        ),
        FieldPath(),
        records=records,
        size=-(-size // MB),
        most=most // MB,
        fit=fit,
    )
