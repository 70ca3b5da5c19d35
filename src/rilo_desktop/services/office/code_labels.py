"""Names of codes that an office added: they go with what leaves, for its reader does not have them,
and the guard reads them where they are given and where they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from rilo_desktop.records import Record
from rilo_desktop.records.search_text import shown_values
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message
from rilo_desktop.rules.personal_data_guard import findings_in
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.lists import lists_in_use

Labels = Mapping[tuple[str, str], Mapping[str, str]]
"""(list, code) -> language -> name."""
PREFIX = "lists."
LABEL = N_("Name of a code")
NAMED = N_(
    "{list}: the name of {code} seems to contain {what} ({match}): give it another name (This "
    "office, Code lists; a code of another office is named there), or say why it may be sent."
)


def own_codes_in(records: Iterable[Record], only: Collection[str] | None = None) -> Labels:
    """`only`: in these fields of the records; None: in all."""
    return dict(_found(records, only)) if lists_in_use().changed else {}


def own_codes() -> Labels:
    """All that are offered or shown here."""
    return {
        (listed.name, item.code): item.labels
        for listed in lists_in_use().changed
        for item in (*listed, *listed.others.values())
        if item.office
    }


def _found(
    records: Iterable[Record], only: Collection[str] | None
) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    for record in records:
        for shown in shown_values(record):
            name = shown.about.vocabulary
            if name and (only is None or shown.field in only):
                item = vocabulary(name).known(shown.value)
                if item is not None and item.office:
                    yield (name, item.code), item.labels


def findings_of(labels: Labels) -> list[Finding]:
    """What the guard finds in names of codes, each with its place "lists.LIST.CODE"."""
    found: list[Finding] = []
    for (name, code), said in sorted(labels.items()):
        place = FieldPath(reference=code, field=f"{PREFIX}{name}.{code}", label=LABEL)
        about = {"list": Message(vocabulary(name).title()), "code": code}
        found += findings_in(said.values(), place, NAMED, **about)
    return found


def code_at(place: FieldPath) -> tuple[str, str] | None:
    """(list, code) of such a place; None of any other."""
    _, is_one, rest = place.field.partition(PREFIX)
    name, _, code = rest.partition(".")
    return (name, code) if is_one and not place.record else None
