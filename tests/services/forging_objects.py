"""Each object of a document removed, replaced, exchanged, doubled or referred to twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

Change = Callable[[Pdf], None]


def objects(document: bytes) -> list[int]:
    with Pdf.open(io.BytesIO(document)) as pdf:
        return [item.objgen[0] for item in pdf.objects if item.is_indirect]


def _alike(pdf: Pdf, number: int) -> Any:
    """The next object of the same kind, else any."""
    item = pdf.get_object(number, 0)
    others = [*pdf.objects][number:] + [*pdf.objects][: number - 1]
    return next((other for other in others if _kind(other) == _kind(item)), others[0])


def _kind(item: Any) -> tuple[Any, ...]:
    if not isinstance(item, (Dictionary, Stream)):
        return (type(item),)
    return (type(item), str(item.get(Name.Type)), str(item.get(Name.Subtype)))


def _each_reference(pdf: Pdf, number: int, to: Callable[[Any, Any], None]) -> None:
    """`to(holder, key)` for each place that refers to the object."""
    for holder in [*pdf.objects, pdf.trailer]:
        waiting = [holder]
        while waiting:
            item = waiting.pop()
            if isinstance(item, (Dictionary, Stream)):
                keys: list[Any] = list(item.keys())
            elif isinstance(item, Array):
                keys = list(range(len(item)))
            else:
                continue
            for key in reversed(keys):
                value = item[key]
                if isinstance(value, pikepdf.Object) and value.is_indirect:
                    if value.objgen[0] == number:
                        to(item, key)
                elif isinstance(value, pikepdf.Object):
                    waiting.append(value)


def removed(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        _each_reference(pdf, number, lambda holder, key: holder.__delitem__(key))

    return change


def exchanged(number: int) -> Change:
    """It and another of its kind stand in each other's place."""

    def change(pdf: Pdf) -> None:
        one, other = pdf.get_object(number, 0), _alike(pdf, number)
        marks: list[tuple[Any, Any, Any]] = []
        _each_reference(pdf, number, lambda h, k: marks.append((h, k, other)))
        _each_reference(pdf, other.objgen[0], lambda h, k: marks.append((h, k, one)))
        for holder, key, value in marks:
            holder[key] = value

    return change


def referred_twice(number: int) -> Change:
    """Another of its kind is referred to in its place too."""

    def change(pdf: Pdf) -> None:
        other = _alike(pdf, number)
        _each_reference(pdf, number, lambda holder, key: holder.__setitem__(key, other))

    return change


def doubled(number: int) -> Change:
    """Stands twice in each list that has it."""

    def change(pdf: Pdf) -> None:
        item = pdf.get_object(number, 0)

        def again(holder: Any, key: Any) -> None:
            if isinstance(key, int):
                holder.append(item)

        _each_reference(pdf, number, again)

    return change


def replaced(number: int) -> Change:
    """By something small of the same kind."""

    def change(pdf: Pdf) -> None:
        item = pdf.get_object(number, 0)
        if isinstance(item, Stream):
            item.write(b" ")
        else:
            small = Dictionary() if isinstance(item, Dictionary) else Array([])
            made = pdf.make_indirect(small)
            _each_reference(pdf, number, lambda holder, key: holder.__setitem__(key, made))

    return change


OF_OBJECTS: dict[str, Callable[[int], Change]] = {
    "removed": removed,
    "exchanged": exchanged,
    "referred to twice": referred_twice,
    "doubled": doubled,
    "replaced": replaced,
}
