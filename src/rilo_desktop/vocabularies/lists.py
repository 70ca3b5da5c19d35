"""Reads the code lists that the product ships (`assets/vocabularies/*.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

    @property
    def is_practice(self) -> bool:
        """Invented: a code of practice offices, never offered to an office in use."""
        return bool(self.more.get("practice"))

    def label(self, language: str = FALLBACK) -> str:
        return self.labels.get(language) or self.labels.get(FALLBACK) or self.code


@dataclass(frozen=True, slots=True)
class Vocabulary:
    name: str
    titles: Mapping[str, str]
    items: Mapping[str, Item]
    source: str = ""
    note: str = ""
    version: str = ""
    open: bool = False
    """What is no code of it may be written as text (functions); a text that is a label of one of
    its codes is shown as that code."""

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
        item = self.items.get(code) or (self.items.get(self.meant(code)) if self.open else None)
        return item.label(language) if item else code

    def meant(self, text: str) -> str:
        """The code that a text is a label of, in any language; else the text itself."""
        if text in self.items:
            return text
        wanted = text.strip().casefold()
        labelled = ((item.code, item.labels.values()) for item in self)
        return next((c for c, said in labelled if wanted in map(str.casefold, said)), text)

    def children(self, parent: str) -> tuple[Item, ...]:
        return tuple(item for item in self if item.parent == parent)


def vocabulary(name: str) -> Vocabulary:
    """Raises UnknownList."""
    try:
        return _all()[name]
    except KeyError:
        raise UnknownList(name) from None


def vocabulary_names() -> tuple[str, ...]:
    return tuple(_all())


@cache
def _all() -> Mapping[str, Vocabulary]:
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
