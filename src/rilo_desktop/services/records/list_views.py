"""How an officer likes the list of a kind: saved views, columns, order, width of the preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.rules.findings import N_

from ..office import preferences
from ..office.finding_helpers import refusal
from ..office.session import Session
from .lists import can_order, column_names, filter_names

MOST = 60
"""Views of one list."""
LONGEST_NAME = 60
LAYOUTS = ("", "lines", "columns")
PREFIX = "list."
"""Of the names of these preferences; the record type follows."""


@dataclass(frozen=True, slots=True)
class ListSettings:
    """`columns` () are the list's own; `order` "" is its own order, by date or number.

    `layout`: "lines", "columns", or "" as the window is wide. `widths`: column -> unscaled pixels
    of those that were drawn wider or narrower.
    """

    columns: tuple[str, ...] = ()
    order: str = ""
    descending: bool = True
    layout: str = ""
    widths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A question with a name. `filters`: column -> codes."""

    name: str
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    archived: bool = False
    look: ListSettings = field(default_factory=ListSettings)


@dataclass(frozen=True, slots=True)
class RememberedViews:
    """`preview`: width in unscaled pixels, 0 where nobody drew it wider or narrower."""

    look: ListSettings = field(default_factory=ListSettings)
    views: tuple[SavedView, ...] = ()
    preview: int = 0


def recall(session: Session, kind: str) -> RememberedViews:
    """What was kept, as far as this program still knows its columns."""
    kept = preferences.read(session, _name(kind))
    try:
        return _views_from_json(json.loads(kept), kind) if kept else RememberedViews()
    except (ValueError, TypeError, KeyError, AttributeError):
        return RememberedViews()  # a preference that cannot be read is no reason to show no list


def remember(session: Session, kind: str, look: ListSettings, preview: int) -> None:
    """Columns and order as they were left, and the width of the preview."""
    _keep(session, kind, replace(recall(session, kind), look=look, preview=preview))


def keep_view(
    session: Session, kind: str, view: SavedView, at: int = MOST
) -> tuple[SavedView, ...]:
    """Keep a view under its name; one of the same name is replaced. Returns all of the kind.

    `at`: its place among the others, the last where nothing is said. Raises Refused where it has no
    name or there are too many.
    """
    view = replace(view, name=_tidy(view.name))
    held = recall(session, kind)
    others = [other for other in held.views if other.name.casefold() != view.name.casefold()]
    if len(others) >= MOST:
        raise refusal("views.many", N_("There are {most} views; delete one first."), most=MOST)
    others.insert(at, view)
    return _keep(session, kind, replace(held, views=tuple(others)))


def rename_view(session: Session, kind: str, name: str, new: str) -> tuple[SavedView, ...]:
    """Give a view another name, at its place. Returns all of the kind.

    Raises Refused for no name, and for one that another view has.
    """
    new = _tidy(new)
    held = recall(session, kind)
    if any(one.name.casefold() == new.casefold() for one in held.views if one.name != name):
        raise refusal("views.taken", N_("There is a view “{name}” already."), name=new)
    views = tuple(replace(one, name=new) if one.name == name else one for one in held.views)
    return _keep(session, kind, replace(held, views=views))


def _tidy(name: str) -> str:
    """Raises Refused where nothing is left."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise refusal("views.name", N_("Give the view a name."))
    return name


def drop_view(session: Session, kind: str, name: str) -> tuple[SavedView, ...]:
    """Returns the views that are left."""
    held = recall(session, kind)
    left = tuple(view for view in held.views if view.name != name)
    return _keep(session, kind, replace(held, views=left))


def _name(kind: str) -> str:
    return f"{PREFIX}{kind}"


def _keep(session: Session, kind: str, held: RememberedViews) -> tuple[SavedView, ...]:
    plain = {
        "look": _as_json(held.look),
        "preview": held.preview,
        "views": [_plain_view(view) for view in held.views],
    }
    preferences.keep(session, _name(kind), json.dumps(plain, ensure_ascii=False))
    return held.views


def _as_json(look: ListSettings) -> dict[str, Any]:
    return {
        "columns": list(look.columns),
        "order": look.order,
        "descending": look.descending,
        "layout": look.layout,
        "widths": dict(look.widths),
    }


def _plain_view(view: SavedView) -> dict[str, Any]:
    return {
        "name": view.name,
        "words": view.words,
        "filters": {name: list(codes) for name, codes in view.filters.items()},
        "archived": view.archived,
        "look": _as_json(view.look),
    }


def _views_from_json(plain: Mapping[str, Any], kind: str) -> RememberedViews:
    views = tuple(_view(one, kind) for one in plain["views"])
    return RememberedViews(_settings_from_json(plain["look"], kind), views, int(plain["preview"]))


def _settings_from_json(plain: Mapping[str, Any], kind: str) -> ListSettings:
    known = {"title", *column_names(kind)}
    columns = tuple(name for name in plain["columns"] if name in known)
    order, layout = str(plain["order"]), str(plain.get("layout", ""))
    return ListSettings(
        columns,
        order if can_order(kind, order) else "",
        bool(plain["descending"]),
        layout if layout in LAYOUTS else "",
        {str(name): int(width) for name, width in plain.get("widths", {}).items()},
    )


def _view(plain: Mapping[str, Any], kind: str) -> SavedView:
    known = filter_names(kind)
    filters = {
        str(name): tuple(str(code) for code in codes)
        for name, codes in plain["filters"].items()
        if name in known
    }
    look = _settings_from_json(plain["look"], kind)
    return SavedView(
        str(plain["name"]), str(plain["words"]), filters, bool(plain["archived"]), look
    )
