"""Where the data that the product ships comes from."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.vocabularies import vocabulary, vocabulary_names

from .session import Session


@dataclass(frozen=True, slots=True)
class DataSource:
    """Of a code list: its title, where it was compiled from, and whether all of it is confirmed."""

    title: str
    source: str
    confirmed: bool


def shipped(_session: Session, language: str) -> tuple[DataSource, ...]:
    """One for each code list, by title."""
    lists = [vocabulary(name) for name in vocabulary_names()]
    found = (
        DataSource(one.title(language), one.source, not any(item.provisional for item in one))
        for one in lists
    )
    return tuple(sorted(found, key=lambda source: source.title.casefold()))
