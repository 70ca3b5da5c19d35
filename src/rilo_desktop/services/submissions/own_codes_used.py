"""Codes that an office added, in records: their labels go with a document, for its reader does not
have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rilo_desktop.records import Record
from rilo_desktop.records.search_text import shown_values
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.lists import lists_in_use


def own_codes_in(records: Iterable[Record]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """(list, code) -> language -> label."""
    return dict(_found(records)) if lists_in_use().changed else {}


def _found(records: Iterable[Record]) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    for record in records:
        for shown in shown_values(record):
            if name := shown.about.vocabulary:
                item = vocabulary(name).known(shown.value)
                if item is not None and item.office:
                    yield (name, item.code), item.labels
