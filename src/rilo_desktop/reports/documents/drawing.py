"""How the pages of one type of document are drawn; `DocumentSpec` says what they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.questions.answer_exports import AnswerTable

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Page, Slab
from .content import Content
from .one_page import PageBlock

Progress = Callable[[int], None]
"""Hears how many records are laid out."""


def silent(_done: int) -> None:
    """Nobody waits for a sheet."""


def _nothing(_flow: Flow, _content: Content) -> str:
    return ""


def _no_tables(_content: Content) -> Mapping[str, bytes]:
    return {}


def _no_answers(_content: Content) -> Sequence[AnswerTable]:
    return ()


def _never(_content: Content) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    parts: Mapping[str, Callable[[Flow, Content, Progress], None]]
    """By the names in `DocumentSpec.parts`."""
    cover: Callable[[Flow, Content], list[Slab]] | None
    """The content as a drawing on the cover. None: it has no cover, and begins with its head."""
    sheet: Callable[[Flow, Content], None] | None = None
    """The pages of its one record; None where it has no records."""
    page: Callable[[Flow, Content], list[PageBlock]] | None = None
    """Of a document of exactly one page: all that stands on it."""
    whole: Callable[[Flow, Content], None] | None = None
    """All of a document that is one page where it can be, and goes on to a second one."""
    span: Callable[[Flow, Content], str] = _nothing
    """The time that the records are of, for the cover."""
    lead: Callable[[Flow, Content], str] = _nothing
    """The sentence under the title, instead of the spec's."""
    tables: Callable[[Content], Mapping[str, bytes]] = _no_tables
    """File name -> what is embedded beside the figures, for other programs to read."""
    answers: Callable[[Content], Sequence[AnswerTable]] = _no_answers
    """Answers to a form, for a workbook: a sheet for each table."""
    index: Callable[[Flow, Sequence[Page], int], list[Slab]] | None = None
    """The list of the records at the end, with the page of each; `offset` pages stand before."""
    brief: int = 12
    """Up to this many pages there is no contents page."""
    is_indexed: Callable[[Content], bool] = _never
