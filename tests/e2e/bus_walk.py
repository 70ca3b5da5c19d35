"""All that a window shows on the accessibility bus, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screen_reader import (
    ACCESSIBLE,
    FOCUSED,
    SHOWING,
    WHOLE,
    Gone,
    Question,
    Thing,
    question,
    states_in,
)

FOCUSABLE = 11
LABELLED_BY = 2
"""Numbers of a state and a relation, from the AT-SPI interface."""
USED = {
    "push button",
    "push button menu",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "spin button",
    "slider",
    "link",
    "list",
    "list item",
    "table",
    "table cell",
    "tree",
    "tree table",
    "tree item",
    "page tab",
    "menu",
    "menu item",
    "graphic",
}
"""Roles of what somebody can use, or is shown something by."""
SWITCHES = {"check box", "toggle button"}
MOST_BELOW = 40
"""Of a list or a table, so many rows or cells are looked at: the rest is of the same kind."""


@dataclass(frozen=True)
class Seen:
    """One object that is shown. `place`: what it stands in, from the window down."""

    thing: Thing
    place: tuple[Seen, ...]
    role: str
    name: str
    states: frozenset[int]

    @property
    def is_focused(self) -> bool:
        return FOCUSED in self.states

    def __str__(self) -> str:
        named = [one.name or one.role for one in self.place if one.name or one.role != "filler"]
        return f"{self.role} {self.name!r} in {' > '.join(named[-4:])}"


def look(program: Thing) -> list[Seen]:
    """All that is shown, level by level; what vanishes meanwhile is not there."""
    ask = program.bus.answers
    found: list[Seen] = []
    level: list[tuple[Thing, tuple[Seen, ...]]] = [(child, ()) for child in program.children]
    while level:
        states = [states_in(one) for one in ask([_ask(thing, "GetState") for thing, _ in level])]
        shown = [(*at, bits) for at, bits in zip(level, states, strict=True) if SHOWING in bits]
        roles = ask([_ask(thing, "GetRoleName") for thing, _place, _bits in shown])
        names = ask([_ask(thing, "Get", "Name") for thing, _place, _bits in shown])
        seen = [
            Seen(thing, place, role, name[1], bits)
            for (thing, place, bits), role, name in zip(shown, roles, names, strict=True)
            if role is not None and name is not None
        ]
        found += seen
        around = [one for one in seen if one.role not in WHOLE]
        below = ask([_ask(one.thing, "GetChildren") for one in around])
        level = [
            (Thing(program.bus, *each), (*one.place, one))
            for one, things in zip(around, below, strict=True)
            for each in (things or ())[:MOST_BELOW]
        ]
    return found


def _ask(thing: Thing, method: str, name: str = "") -> Question:
    return question(thing.owner, thing.path, ACCESSIBLE, method, name)


def focused(found: list[Seen]) -> list[Seen]:
    """What has the focus: a view and the item in it that the keyboard is at are one, the item.

    An open menu has the keys of the window below it.
    """
    those = [seen for seen in found if seen.is_focused]
    those = [seen for seen in those if seen.role == "menu item"] or those
    around = {one.thing for seen in those for one in seen.place}
    return [seen for seen in those if seen.thing not in around]


def wrong(found: list[Seen]) -> Iterator[str]:
    """All but the focus."""
    inside: dict[Thing, list[Seen]] = {}
    for seen in found:
        if seen.place:
            inside.setdefault(seen.place[-1].thing, []).append(seen)
    for seen in found:
        try:
            yield from _wrong(seen, inside.get(seen.thing, []))
        except Gone:
            continue


def _wrong(seen: Seen, below: list[Seen]) -> Iterator[str]:
    if seen.role == "combo box":
        labels = _labels(seen)
        if not labels or not (_list_name(seen) or seen.name in labels):
            yield f"called by its value alone: {seen}"
    elif not seen.name and (seen.role in USED or FOCUSABLE in seen.states):
        yield f"no name: {seen}"
    if seen.role == "graphic" and not seen.thing.description and FOCUSABLE in seen.states:
        yield f"an image without a description: {seen}"
    roles = {one.role for one in below}
    if seen.name and len(below) > 1 and roles <= SWITCHES:
        yield f"a choice of one is no radio button: {seen}"


def _list_name(seen: Seen) -> str:
    """A combo box has its value for a name on Linux; its list has the name of the box."""
    return next((child.name for child in seen.thing.children if child.role == "list"), "")


def _labels(seen: Seen) -> set[str]:
    """Names of what it is labelled by."""
    relations = seen.thing.bus.call(seen.thing, ACCESSIBLE, "GetRelationSet")
    by = [other for kind, others in relations if kind == LABELLED_BY for other in others]
    return {Thing(seen.thing.bus, *other).name for other in by}
