"""A record has an owner, whose code its reference begins with: no import changes another office's.

A record of another office comes and changes by what that office signs (the operation "received").
What an office says of it is a record of its own (docs/decisions/0081).
"""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.records import Record
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity

IMPORT = N_("import")
MOST_TOLD = 20


def refuse_foreign(records: Sequence[Record], office: str) -> None:
    """Raises Refused where an import would write records that are another office's."""
    foreign = [one for one in records if office_of(one.reference) != office]
    if foreign:
        raise Refused(*(_said(one) for one in foreign[:MOST_TOLD]))


def _said(record: Record) -> Finding:
    name, owner = record.reference, office_of(record.reference)
    return Finding(
        "store.foreign",
        Severity.BLOCKS,
        Nature.REVIEW,
        N_(
            "{name} is a record of {owner} and is not changed by an import: receive what {owner} "
            "sends, and record what you have to say of it as a record of your own."
        ),
        {"name": name, "owner": owner},
        FieldPath(kind=record.kind.code, record=record.id, reference=name),
    )
