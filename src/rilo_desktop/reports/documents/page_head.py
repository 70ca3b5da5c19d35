"""Head and foot of a document without a cover: kind, title, facts, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.document_builder import Fact, Flow
from ..engine.layout_blocks import Mark
from ..engine.structure import TITLE_LEVEL
from .content import Content

MOST_FACTS = 4


def page_head(
    flow: Flow, content: Content, about: Sequence[str], facts: Sequence[Fact], intro: str = ""
) -> None:
    """`about` follows the kind of document above the title; `intro` stands below it, small."""
    say, head = flow.say, content.head
    kind = say.text(head.spec.heading)
    if head.draft:
        kind = f"{kind} · {say.text('draft, not approved')}"
    words = " · ".join(part for part in (kind, *about) if part)
    flow.kicker(words, Mark("head", head.title, 0, listed=False))
    flow.title(head.title, level=TITLE_LEVEL)
    if facts:
        flow.facts([facts[at : at + MOST_FACTS] for at in range(0, len(facts), MOST_FACTS)])
    if intro:
        small_print(flow, intro, 2.0)


def small_print(flow: Flow, text: str, before: float = 4.0) -> None:
    """A note of the text column, without a label and a number."""
    slabs = flow.source("", text)
    if slabs:
        slabs[0].before, slabs[0].follows = before, True
