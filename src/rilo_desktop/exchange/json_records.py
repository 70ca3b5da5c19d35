"""Takes values out of a JSON file, naming the place of what is of another shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .cells import Number, is_blank, text_of
from .import_rows import ImportEntry
from .read_errors import refused
from .values import Given

Object = Mapping[str, Any]


class JsonRecord:
    """One record of a file, and where it stands there."""

    def __init__(self, data: Object, path: str, number: int, file: str) -> None:
        self.data, self.path, self.number, self.file = data, path, number, file

    def cells(self, names: Mapping[str, str]) -> dict[str, Given]:
        """{column: cell} of the keys that are there; "a.b" is the key b of the object a.

        Where the object is null, so are its values.
        """
        found: dict[str, Given] = {}
        for key, column in names.items():
            outer, _, inner = key.partition(".")
            if outer not in self.data:
                continue
            value = self.data[outer]
            if inner and value is not None:
                thing = object_of(value, f"{self.path}[{self.number}].{outer}", self.file)
                if inner not in thing:
                    continue
                value = thing[inner]
            found[column] = self.cell(value, key)
        return found

    def lines(self, key: str, names: Iterable[str], order: str = "") -> list[ImportEntry]:
        """The list of a key as entries; `order` is the key that numbers them."""
        path = self._at(key)
        found = []
        for number, item in enumerate(list_of(self.data.get(key) or [], path, self.file), 1):
            line = JsonRecord(
                object_of(item, f"{path}[{number}]", self.file), path, number, self.file
            )
            place = text_of(line.cell(line.data.get(order), order)) if order else ""
            first = int(place) if place.isascii() and place.isdigit() and len(place) < 10 else 0
            cells = line.cells({name: name for name in names})
            if not is_blank(self.data.get("local_ref")):
                cells = {"local_ref": self.cell(self.data["local_ref"], "local_ref"), **cells}
            found.append(
                ImportEntry("", self.number, cells, order=(first, number), table=key.capitalize())
            )
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where it is absent or null. Raises Refused."""
        found = self.cell(list_of(self._given(key), self._at(key), self.file), key)
        return found if isinstance(found, tuple) else ()

    def records(self, key: str) -> Iterator[JsonRecord]:
        """A list of records inside this one; none where it is absent or null. Raises Refused."""
        return records_of(self._given(key), self._at(key), self.file)

    def inner(self, key: str) -> JsonRecord:
        """The object of a key; an empty one where it is absent or null. Raises Refused."""
        value = self.data.get(key)
        found = object_of({} if value is None else value, self._at(key), self.file)
        return JsonRecord(found, f"{self.path}[{self.number}]", self.number, self.file)

    def _given(self, key: str) -> Any:
        value = self.data.get(key)
        return [] if value is None else value

    def _at(self, key: str) -> str:
        return f"{self.path}[{self.number}].{key}"

    def cell(self, value: Any, key: str) -> Given:
        if isinstance(value, list):
            if all(isinstance(item, str) for item in value):
                return tuple(value)
            raise refused("not_a_list", self.file, path=self._at(key))
        if value is None or isinstance(value, (str, bool, Number)):
            return value
        raise refused("not_a_list", self.file, path=self._at(key))


def records_of(data: Any, path: str, file: str) -> Iterator[JsonRecord]:
    for number, item in enumerate(list_of(data, path, file), 1):
        yield JsonRecord(object_of(item, f"{path}[{number}]", file), path, number, file)


def list_of(data: Any, path: str, file: str) -> list[Any]:
    if not isinstance(data, list):
        raise refused("not_a_list", file, path=path)
    return data


def object_of(data: Any, path: str, file: str) -> Object:
    if not isinstance(data, dict):
        raise refused("not_an_object", file, path=path)
    return data
