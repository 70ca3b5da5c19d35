"""Names of the records that fields may link, read from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rilo_desktop.presentation.references import further_columns, record_name, row_title
from rilo_desktop.records.identifiers import is_record_id

from ..office.session import Session
from . import lists


@dataclass(frozen=True, slots=True)
class RecordName:
    """`text`: see `presentation.references.record_name`."""

    id: str
    local_ref: str
    text: str
    archived: bool


def record_names(session: Session, record_type: str, language: str) -> tuple[RecordName, ...]:
    """Every record of a type, archived ones too, by reference."""
    columns = ("archived", *further_columns(record_type, language))
    query = lists.Query(record_type, order="reference", descending=False, archived=True)
    found = lists.find(session, query, counted=False)
    rows = lists.page(session, found, 0, len(found.rows), columns)
    return tuple(_named(row, language) for row in rows)


def _named(row: lists.ListItem, language: str) -> RecordName:
    title = row_title(row.kind, row.title, row.values, language)
    text = record_name(row.local_ref, title, row.reference)
    return RecordName(row.id, row.local_ref, text, row.values["archived"] == "1")


def by_value(names: Iterable[RecordName]) -> Mapping[str, str]:
    """{id and own number: name}; of several records with one own number, the first."""
    found: dict[str, str] = {}
    for one in names:
        found[one.id] = one.text
        if one.local_ref:
            found.setdefault(one.local_ref, one.text)
    return found


class ReferenceNames:
    """A `NameOf` over a store; the names of a type are read when one of them is asked for."""

    def __init__(self, session: Session, language: str) -> None:
        self._session, self._language = session, language
        self._read: dict[str, Mapping[str, str]] = {}

    def __call__(self, record_type: str, value: str) -> str | None:
        if record_type not in self._read:
            names = record_names(self._session, record_type, self._language)
            self._read[record_type] = by_value(names)
        return self._read[record_type].get(value)

    def only(self, record_type: str, text: str) -> str:
        """The id of the one record that is shown by this name; "" where none is, or several."""
        self(record_type, "")
        found = {name for name, said in self._read[record_type].items() if said == text}
        ids = {name for name in found if is_record_id(name)}
        return next(iter(ids)) if len(ids) == 1 else ""
