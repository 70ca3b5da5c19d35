"""The code lists: those that the product ships (`assets/vocabularies/*.json`), and over them what
an office calls codes and adds to them (`OfficeLists`)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

FALLBACK = "en"


class RepeatedCode(ValueError):
    """A list that holds a code twice: one label would silently hide the other."""


class UnknownList(KeyError):
    """A list that no file declares: a fault of the program, not of its input."""


@dataclass(frozen=True, slots=True)
class Item:
    """One code. `labels` by language ("en", "fr"); `more` holds what only some lists have."""

    code: str
    labels: Mapping[str, str]
    parent: str = ""
    provisional: bool = False
    former: Mapping[str, str] = field(default_factory=dict)
    """By language, the label of released versions where it was another one."""
    more: Mapping[str, Any] = field(default_factory=dict)
    office: str = ""
    """Code of the office that added it; "" for what all offices have."""

    @property
    def is_practice(self) -> bool:
        """Invented: a code of practice offices, never offered to an office in use."""
        return bool(self.more.get("practice"))

    def label(self, language: str = FALLBACK) -> str:
        """What it is called; of a code that an office added, whose it is too."""
        said = self.labels.get(language) or self.labels.get(FALLBACK) or self.code
        return provisional_label(said, self.office, language) if self.office else said


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """One object for what is made from it: a list that the office changes is another one."""

    name: str
    titles: Mapping[str, str]
    items: Mapping[str, Item]
    source: str = ""
    note: str = ""
    version: str = ""
    open: bool = False
    """What is no code of it may be written as text (functions); a text that is a label of one of
    its codes is shown as that code."""
    extendable: bool = False
    """May an office add codes?"""
    others: Mapping[str, Item] = field(default_factory=dict)
    """Codes that are shown where a record has them, and never offered: those of other offices in
    what they sent, and those that were taken back."""

    def __contains__(self, code: object) -> bool:
        return code in self.items

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def __len__(self) -> int:
        return len(self.items)

    def title(self, language: str = FALLBACK) -> str:
        return self.titles.get(language) or self.titles[FALLBACK]

    def label(self, code: str, language: str = FALLBACK) -> str:
        """The label of a code; a code this list does not know stands for itself."""
        item = self.known(code) or (self.items.get(self.meant(code)) if self.open else None)
        return item.label(language) if item else code

    def known(self, code: str) -> Item | None:
        """What is known of a code, offered or not."""
        return self.items.get(code) or self.others.get(code)

    def parent(self, code: str) -> str:
        """The code of another list that a known code belongs to; "" for none."""
        item = self.known(code)
        return item.parent if item else ""

    def meant(self, text: str) -> str:
        """The code that a text is a label of, in any language; else the text itself."""
        if text in self.items:
            return text
        wanted = text.strip().casefold()
        labelled = ((item.code, item.labels.values()) for item in self)
        return next((c for c, said in labelled if wanted in map(str.casefold, said)), text)

    def children(self, parent: str) -> tuple[Item, ...]:
        return tuple(item for item in self if item.parent == parent)


Entries = Mapping[str, Mapping[str, Item]]
"""List -> code -> what is called otherwise, or added."""
NOTHING: Entries = MappingProxyType({})


class OfficeLists:
    """The code lists as one office has them. They belong to its open store, so that of two offices
    in a process neither sees what the other added. Replaced whole: any thread may read them.
    """

    def __init__(self) -> None:
        self.change()

    def change(self, offered: Entries = NOTHING, shown: Entries = NOTHING) -> None:
        """`offered`: names of shipped codes, and codes that are added; `shown`: see
        `Vocabulary.others`."""
        self._offered, self._shown = offered, shown
        self._lists: Mapping[str, Vocabulary] = {
            name: _with(shipped(name), offered.get(name, {}), shown.get(name, {}))
            for name in {*offered, *shown}
        }

    def leaving(self, unnamed: Collection[tuple[str, str]] = ()) -> OfficeLists:
        """The same as they leave: what all offices have is called what all offices call it.

        `unnamed`: (list, code) of codes that leave without their names.
        """

        def named(entries: Entries) -> Entries:
            return {
                name: {
                    code: replace(item, labels={}) if (name, code) in unnamed else item
                    for code, item in items.items()
                    if code not in shipped(name)
                }
                for name, items in entries.items()
            }

        found = OfficeLists()
        found.change(named(self._offered), named(self._shown))
        return found

    def named(self, name: str) -> Vocabulary:
        """Raises UnknownList."""
        return self._lists.get(name) or shipped(name)

    @property
    def changed(self) -> tuple[Vocabulary, ...]:
        """The lists that are not as they are shipped."""
        return tuple(self._lists.values())

    def use(self) -> None:
        """From now on `vocabulary` answers with these in this thread."""
        _in_use.set(self)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """`vocabulary` answers with these in the block."""
        before = _in_use.get()
        _in_use.set(self)
        try:
            yield
        finally:
            _in_use.set(before)


def vocabulary(name: str) -> Vocabulary:
    """As the office has it that this thread works for; else the shipped one. Raises UnknownList."""
    return (_leaving.get() or _in_use.get()).named(name)


def shipped(name: str) -> Vocabulary:
    """As every office has it, for what others read and check. Raises UnknownList."""
    try:
        return _shipped()[name]
    except KeyError:
        raise UnknownList(name) from None


def vocabulary_names() -> tuple[str, ...]:
    return tuple(_shipped())


def lists_in_use() -> OfficeLists:
    return _in_use.get()


@contextmanager
def as_they_leave() -> Iterator[None]:
    """`vocabulary` answers with the lists of the office as they leave it, in the block."""
    token = _leaving.set(_in_use.get().leaving())
    try:
        yield
    finally:
        _leaving.reset(token)


def leave_unnamed(codes: Collection[tuple[str, str]]) -> None:
    """In the rest of a block of `as_they_leave`, (list, code) of these stand without names."""
    _leaving.set(_in_use.get().leaving(codes))


def _with(listed: Vocabulary, offered: Mapping[str, Item], shown: Mapping[str, Item]) -> Vocabulary:
    merged = dict(listed.items)
    for code, item in offered.items():
        known = merged.get(code)
        merged[code] = replace(known, labels={**known.labels, **item.labels}) if known else item
    others = {code: item for code, item in shown.items() if code not in merged}
    return replace(listed, items=MappingProxyType(merged), others=MappingProxyType(others))


def provisional_label(label: str, office: str, language: str) -> str:
    """A label that says so."""
    forms = _provisional()
    said = forms.get(language) or forms[FALLBACK]
    return said.format(label=label, office=office)


@cache
def _provisional() -> Mapping[str, str]:
    file = resources.files("rilo_desktop.assets") / "vocabularies" / "own.json"
    return _by_language("provisional", json.loads(file.read_text("utf-8"))["meta"])


@cache
def _shipped() -> Mapping[str, Vocabulary]:
    found: dict[str, Vocabulary] = {}
    folder = resources.files("rilo_desktop.assets") / "vocabularies"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            content = json.loads(file.read_text("utf-8"))
            version = content["meta"]["compiled"]
            for name, entry in content["lists"].items():
                found[name] = _vocabulary(name, entry, version)
    return MappingProxyType(found)


def _vocabulary(name: str, entry: Mapping[str, Any], version: str) -> Vocabulary:
    items: dict[str, Item] = {}
    for item in map(_item, entry["items"]):
        if item.code in items:
            raise RepeatedCode(f"{name}: {item.code}")
        items[item.code] = item
    return Vocabulary(
        name=name,
        titles=_by_language("title", entry),
        items=MappingProxyType(items),
        source=entry.get("source") or "",
        note=entry.get("note") or "",
        version=version,
        open=bool(entry.get("open")),
        extendable=bool(entry.get("extendable")),
    )


def _item(entry: Mapping[str, Any]) -> Item:
    known = ("code", "parent", "provisional")
    texts = ("label_", "former_")
    more = {k: v for k, v in entry.items() if k not in known and not k.startswith(texts)}
    return Item(
        code=entry["code"],
        labels=_by_language("label", entry),
        parent=entry.get("parent") or "",
        provisional=bool(entry.get("provisional")),
        former=_by_language("former", entry),
        more=MappingProxyType(more),
    )


def _by_language(key: str, entry: Mapping[str, Any]) -> Mapping[str, str]:
    prefix = f"{key}_"
    return MappingProxyType(
        {name.removeprefix(prefix): text for name, text in entry.items() if name.startswith(prefix)}
    )


_AS_SHIPPED = OfficeLists()
_in_use: ContextVar[OfficeLists] = ContextVar("office_lists", default=_AS_SHIPPED)
_leaving: ContextVar[OfficeLists | None] = ContextVar("leaving_lists", default=None)
