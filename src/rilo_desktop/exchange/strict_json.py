"""Plain data classes as canonical JSON and back, strictly: what comes from another office.

Anything else is refused whole: a key that is not described, a value of another type, a key twice,
a number that is no safe integer, half a character, more of anything than an honest file holds.
A class is read by its own annotations: str, int, bool, other such classes, tuples of them, `X |
None`, `dict[str, X]`, and snapshots of records (`dict[str, Any]`), whose values are only looked at
for their size. A field that not every version of a format has is marked with `since` or `until`: it
is not written in the others, and not described there.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from rilo_desktop.records.field_specs import per_class
from rilo_desktop.records.snapshots import Snapshot, canonical

MOST_BYTES = 50_000_000
MOST_ITEMS = 100_000
"""Of one list: 1,000 cases fill some thousands."""
MOST_CHARACTERS = 5_000_000
"""Of one text: the definition of a form may have as many (`questions.definition.LONGEST`)."""
MOST_DEPTH = 16
_SAFE_INTEGER = (1 << 53) - 1
"""What every reader of JSON keeps exactly."""

T = TypeVar("T")


class Misshapen(ValueError):
    """Data of another shape; the message names the place, in English, for whoever made the file."""


class TooLarge(Misshapen):
    """More than a reader takes: refused when it is written, so that nobody finds out elsewhere."""


class Newer(Misshapen):
    """Made by a later program; `version` is of the format, `program` what wrote it."""

    def __init__(self, version: int, program: str) -> None:
        super().__init__(f"format version {version}, written by {program or 'a later program'}")
        self.version, self.program = version, program


def write(thing: Any, format: str, version: int) -> bytes:
    """The one byte string that stands for a data class. Raises TooLarge."""
    content = canonical(as_data(thing, format, version))
    if len(content) > MOST_BYTES:
        raise TooLarge(f"more than {MOST_BYTES} bytes")
    return content


def as_data(thing: Any, format: str, version: int) -> dict[str, Any]:
    """The same as plain data."""
    return {"format": format, "version": version, **_as_data(thing, version)}


def since(version: int) -> dict[str, int]:
    """Metadata of a field that versions before this one do not have; it needs a default."""
    return {_SINCE: version}


def until(version: int) -> dict[str, int]:
    """Metadata of a field that versions after this one do not have; it needs a default."""
    return {_UNTIL: version}


_SINCE, _UNTIL = "since", "until"


def is_in(field: Field[Any], version: int) -> bool:
    """Does this version of a format have the field?"""
    first, last = field.metadata.get(_SINCE, 1), field.metadata.get(_UNTIL, version)
    return bool(first <= version <= last)


def is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def is_snapshot(hint: Any) -> bool:
    """Else `dict[str, X]` is an object with values of one type."""
    return get_origin(hint) is dict and get_args(hint)[1] is Any


def _as_data(thing: Any, version: int) -> Any:
    """As `dataclasses.asdict`, without copying snapshots, which are most of it."""
    if isinstance(thing, tuple):
        if len(thing) > MOST_ITEMS:
            raise TooLarge(f"more than {MOST_ITEMS} entries of one list")
        return [_as_data(item, version) for item in thing]
    if isinstance(thing, dict) and len(thing) > MOST_ITEMS:
        raise TooLarge(f"more than {MOST_ITEMS} entries of one object")
    if is_dataclass(thing):
        return {
            field.name: _as_data(getattr(thing, field.name), version)
            for field in fields(thing)
            if is_in(field, version)
        }
    return thing


def read(cls: type[T], content: bytes | str, format: str, version: int) -> T:
    """Raises Misshapen for anything else, and Newer for what a later program made."""
    return read_version(cls, content, format, version)[0]


def read_version(cls: type[T], content: bytes | str, format: str, version: int) -> tuple[T, int]:
    """The same, with the version that it says it has."""
    data = _decoded(content)
    if not isinstance(data, dict) or data.get("format") != format:
        raise Misshapen(f'"format" is not "{format}"')
    found = data.pop("version", None)
    if type(found) is not int or found < 1:
        raise Misshapen("version: not a number")
    if found > version:
        raise Newer(found, _program(data))
    data.pop("format")
    return cast(T, _thing(cls, data, "", found)), found


def _program(data: Mapping[str, Any]) -> str:
    made_by = data.get("made_by")
    program = made_by.get("program") if isinstance(made_by, dict) else None
    return program[:100] if isinstance(program, str) else ""


def _decoded(content: bytes | str) -> Any:
    if len(content) > MOST_BYTES:
        raise Misshapen(f"more than {MOST_BYTES} bytes")
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
        data = _DECODER.decode(text)
    except RecursionError:
        raise Misshapen("nested too deep") from None
    except Misshapen:
        raise
    except ValueError as error:
        raise Misshapen(f"not JSON in UTF-8: {error}") from None
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Misshapen("the same key twice in one object")
    return found


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > _SAFE_INTEGER:
        raise Misshapen(f"an implausible number: {text[:20]}")
    return int(text)


def _no_number(text: str) -> Any:
    raise Misshapen(f"a number that is no integer: {text[:20]}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_int=_integer,
    parse_float=_no_number,
    parse_constant=_no_number,
)


def _thing(cls: type[Any], data: Any, where: str, version: int) -> Any:
    if not isinstance(data, dict):
        raise Misshapen(f"{where or 'the data'}: not an object")
    readers = _readers(cls)
    for name in data:
        if name not in readers or not is_in(readers[name][1], version):
            raise Misshapen(f"{_at(where, name[:60])}: not described")
    values = {}
    for name, (read, field) in readers.items():
        if name in data:
            values[name] = read(data[name], _at(where, name), version)
        elif is_required(field):
            raise Misshapen(f"{_at(where, name)}: missing")
    return cls(**values)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


Reader = Callable[[Any, str, int], Any]


@per_class
def _readers(cls: type[Any]) -> dict[str, tuple[Reader, Field[Any]]]:
    """How each field is read."""
    hints = get_type_hints(cls)
    return {field.name: (_reader(hints[field.name]), field) for field in fields(cls)}


def _reader(hint: Any) -> Reader:
    if get_origin(hint) is types.UnionType:
        (inner,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
        read = _reader(inner)
        return lambda data, where, version: None if data is None else read(data, where, version)
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda data, where, version: _list(item, data, where, version)
    if is_dataclass(hint):
        return lambda data, where, version: _thing(hint, data, where, version)  # type: ignore[arg-type]
    if hint is str:
        return _text
    if is_snapshot(hint):
        return _snapshot
    if get_origin(hint) is dict:
        value = _reader(get_args(hint)[1])
        return lambda data, where, version: _map(value, data, where, version)
    return _plain(hint)


def _list(read: Reader, data: Any, where: str, version: int) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise Misshapen(f"{where}: not a list")
    if len(data) > MOST_ITEMS:
        raise Misshapen(f"{where}: more than {MOST_ITEMS} entries")
    return tuple(read(item, f"{where}[{number}]", version) for number, item in enumerate(data))


def _map(read: Reader, data: Any, where: str, version: int) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Misshapen(f"{where}: not an object")
    if len(data) > MOST_ITEMS:
        raise Misshapen(f"{where}: more than {MOST_ITEMS} entries")
    found = {}
    for name, value in data.items():
        _text(name, where)
        found[name] = read(value, _at(where, name[:60]), version)
    return found


def _plain(expected: type) -> Reader:
    def read(data: Any, where: str, _version: int) -> Any:
        if type(data) is not expected:
            raise Misshapen(f"{where}: not a value of type {expected.__name__}")
        return data

    return read


def _text(data: Any, where: str, _version: int = 0) -> str:
    if not isinstance(data, str):
        raise Misshapen(f"{where}: not a text")
    if len(data) > MOST_CHARACTERS:
        raise Misshapen(f"{where}: a text of more than {MOST_CHARACTERS} characters")
    if not data.isascii() and any("\ud800" <= sign <= "\udfff" for sign in data):
        raise Misshapen(f"{where}: an incomplete character")
    return data


def _snapshot(data: Any, where: str, _version: int) -> Snapshot:
    if not isinstance(data, dict) or type(data.get("schema")) is not int:
        raise Misshapen(f"{where}: not a snapshot")
    for name in ("kind", "id", "reference"):
        _text(data.get(name), f"{where}.{name}")
    _check_values(data, where, MOST_DEPTH)
    return data


def _check_values(data: Any, where: str, depth: int) -> None:
    if not depth:
        raise Misshapen(f"{where}: nested too deep")
    if isinstance(data, str):
        _text(data, where)
    elif isinstance(data, dict):
        for name, value in data.items():
            _text(name, where)
            _check_values(value, _at(where, name[:60]), depth - 1)
    elif isinstance(data, list):
        if len(data) > MOST_ITEMS:
            raise Misshapen(f"{where}: more than {MOST_ITEMS} entries")
        for value in data:
            _check_values(value, where, depth - 1)
