"""What the blocks of a document say of themselves, in the order of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from rilo_desktop.reports.documents import document
from rilo_desktop.reports.engine.chips import tlp_colours
from rilo_desktop.reports.engine.layout_blocks import Page, Piece, Slab
from rilo_desktop.reports.engine.structure import Element, Role


@dataclass(slots=True, eq=False)
class Said:
    """An element, with the texts of its pieces and the elements within, in the order of reading."""

    element: Element | None
    content: list[Said | str] = field(default_factory=list)

    has_cover: bool = True

    @property
    def text(self) -> str:
        return "".join(one for one in self.content if isinstance(one, str))

    def walk(self) -> Iterator[Said]:
        yield self
        for one in self.content:
            if isinstance(one, Said):
                yield from one.walk()


def blocks_of(make: Callable[[], Any]) -> tuple[Any, Said]:
    """What `make` returns, and what the pages say that it drew."""
    drawn: dict[int, list[Slab]] = {}
    kept: list[Page] = []
    draw, join = document._draw, document.join_pages
    pages_in_order: list[Page] = []
    has_cover = False

    def noted(pen: Any, page: Page) -> None:
        kept.append(page)
        drawn[id(page)] = [slab for _, slab in page.placed]
        draw(pen, page)

    def joined(canvas: Any, pen: Any, frame: Any, pages: Any, *more: Any) -> Any:
        nonlocal has_cover
        pages_in_order.extend(pages)
        has_cover = any(mark.key == document.COVER for mark in pages[0].marks)
        return join(canvas, pen, frame, pages, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "_draw", noted)
        patch.setattr(document, "join_pages", joined)
        result = make()
    said = _said([slab for page in pages_in_order for slab in drawn.get(id(page), ())])
    said.has_cover = has_cover
    return result, said


def _said(slabs: list[Slab]) -> Said:
    root = Said(None)
    known: dict[Element, Said] = {}
    for piece in (piece for slab in slabs for piece in slab.pieces):
        if piece.element.role is not Role.ARTIFACT:
            _place(piece.element, root, known).content.extend(_texts(piece))
    return root


def _place(element: Element, root: Said, known: dict[Element, Said]) -> Said:
    if element not in known:
        known[element] = Said(element)
        above = _place(element.parent, root, known) if element.parent else root
        above.content.append(known[element])
    return known[element]


def _texts(piece: Piece) -> Iterator[str]:
    yield from (line.text + " " * line.ends_word for _, _, line in piece.lines)
    yield from (f"{tlp_colours(code)[0]} " for code, _, _ in piece.chips)
