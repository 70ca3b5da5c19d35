"""A bulletin: what was learned from the cases, for reading, on one page."""

from __future__ import annotations

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.records import CaseStudy, Product, ProductSign

from ..engine.bars import Bar, bar_slabs
from ..engine.callout import message_slabs, request_slabs
from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Mark, Slab
from ..engine.styles import MESSAGE, NOTE, ONE_PAGE_TITLE
from .alert import frequency
from .content import Content
from .drawing import Drawing
from .one_page import PageBlock, PageBlocks, heavy_head, how_to_check
from .product_parts import (
    approval_words,
    beside,
    graded_cases,
    method_slabs,
    photo_slabs,
    readers_table,
    references_of,
    title_slabs,
)
from .remaining_fields import further_facts, longest_further

MOST_BARS = 5
IN_BLOCKS = frozenset(
    {
        "local_ref", "title", "product_type", "issued", "valid_from", "valid_to", "summary",
        "question", "assessment", "signs", "recommendations", "limits", "steps", "audience",
        "method", "pictures", "cases", "disseminations", "analyst_confidence", "source",
    }
)  # fmt: skip


def page(flow: Flow, content: Content) -> list[PageBlock]:
    (product,) = content.records
    assert isinstance(product, Product)
    say = flow.say
    blocks = PageBlocks(flow)
    with blocks.of(""):
        name = flow.wording.label("product_type", known_text(product.product_type))
        heavy_head(flow, name, say.text("for reading; no answer is asked"), _readers(flow, product))
    with blocks.of("title", usual=50.0, line=ONE_PAGE_TITLE.leading):
        flow.slabs += title_slabs(product.title_text, ONE_PAGE_TITLE, 5.0)
        flow.slabs[-1].mark = Mark("bulletin", product.title_text, 0, listed=False)
    with blocks.of("summary", usual=60.0, line=13.2):
        _text(flow, say.text("In one minute"), product.summary)
    with blocks.of("question", line=13.2):
        _text(flow, say.text("Question"), product.question)
    with blocks.of("assessment", usual=30.0, line=MESSAGE.leading):
        _figure(flow, content, product)
    with blocks.of("signs", usual=40.0, line=NOTE.leading):
        _innocent(flow, product)
    with blocks.of("recommendations", usual=60.0, line=13.2):
        _text(flow, say.text("How to ask"), product.recommendations)
    with blocks.of("steps", usual=60.0, line=13.0):
        requests = [known_text(s.text) for s in known_lines(product.steps) if known_text(s.text)]
        if requests:
            slabs = request_slabs(say.text("Suggested"), requests)
            beside(slabs, say.text("What to do"))
            flow.add(slabs, 9.0)
    with blocks.of("readers", usual=90.0):
        readers_table(flow, content)
    with blocks.of("method", usual=62.0, line=10.0):
        flow.add(method_slabs(flow, product), 11.0)
    with blocks.of("pictures", usual=90.0, line=30.0):
        flow.add(photo_slabs(flow, content, product), 8.0)
    with blocks.of("limits", usual=30.0, line=NOTE.leading):
        flow.source(say.text("How sure"), known_text(product.limits))
    with blocks.of("cases", usual=30.0, line=NOTE.leading):
        flow.source(say.text("Cases"), _cases(flow, content))
        flow.source(say.text("Source"), known_text(product.source))
    with blocks.of(longest_further(flow, product, IN_BLOCKS), line=NOTE.leading):
        further_facts(flow, product, IN_BLOCKS)
    with blocks.of(""):
        flow.source(say.text("Tell us"), _tell_us(flow, content))
        _facts(flow, content)
        how_to_check(flow, content)
    return blocks.fitted()


def _readers(flow: Flow, product: Product) -> str:
    readers = ", ".join(known_lines(product.audience))
    return flow.say.text("to {readers}", readers=readers) if readers else ""


def _text(flow: Flow, label: str, value: object) -> None:
    text = known_text(value)
    if text.strip():
        flow.paragraph(label, text)


def _figure(flow: Flow, content: Content, product: Product) -> None:
    """What this tells us, as a sentence, over the signs that the cases share."""
    say = flow.say
    counts = [(sign, frequency(content, known_text(sign.indicator))) for sign in _signs(product)]
    bars = [
        Bar(known_text(sign.sign), count, count.value, known_text(sign.indicator))
        for sign, count in counts
        if count is not None
    ]
    finding = known_text(product.assessment)
    if finding.strip():
        slabs = message_slabs(finding)
        beside(slabs, say.text("What this tells us"), 0.8)
        flow.add(slabs, 10.0)
    if bars:
        base = say.plural(
            "{count} case; in how many each sign was recorded",
            "{count} cases; in how many each sign was recorded",
            bars[0].count.base,
        )
        flow.source(say.text("Figure {number}", number=1), base)
        flow.slabs[-1].glue = True
        flow.add(bar_slabs(bars), 5.0)


def _signs(product: Product) -> list[ProductSign]:
    return [sign for sign in known_lines(product.signs) if known_text(sign.indicator)][:MOST_BARS]


def _cases(flow: Flow, content: Content) -> str:
    """References, and how many have which grade."""
    cases = content.all_referenced(CaseStudy)
    if not cases:
        return flow.say.text("No case is named.")
    return flow.say.text(
        "{references}. Graded {grades}.",
        references=references_of(content),
        grades=graded_cases(flow, content),
    )


def _innocent(flow: Flow, product: Product) -> None:
    """What may lawfully explain each sign."""
    lines = [
        flow.say.labelled(known_text(sign.indicator) or known_text(sign.sign), reading)
        for sign in known_lines(product.signs)
        if (reading := known_text(sign.innocent))
    ]
    flow.source(flow.say.text("May be innocent"), "\n".join(lines))


def _tell_us(flow: Flow, content: Content) -> str:
    return flow.say.text(
        "Did it help? Answer {office} in one line, with the reference of this bulletin: used in "
        "selection, used in training, or not used.",
        office=content.head.office_code,
    )


def _hash(content: Content) -> str:
    """Enough of the data's hash to tell two documents apart."""
    digest = content.head.data_hash
    return f"SHA-256 {digest[:8]} … {digest[-6:]}" if digest else ""


def _facts(flow: Flow, content: Content) -> None:
    say, wording, head = flow.say, flow.wording, content.head
    days = sorted(
        day for case in content.all_referenced(CaseStudy) if (day := known_text(case.date))
    )
    period = wording.missing(None)
    if days:
        first, last = wording.day(days[0]), wording.day(days[-1])
        period = Value(first if first == last else f"{first} – {last}")
    facts = [
        Fact(say.text("Prepared by"), wording.text(head.prepared_by or None)),
        Fact(say.text("Approved by"), Value(approval_words(flow, content))),
        Fact(say.text("Period of the cases"), period),
        Fact(
            say.text("Integrity"), Value(say.text("data in this file, signed")), (_hash(content),)
        ),
    ]
    flow.facts([facts], 10.0)


def _cover(_flow: Flow, _content: Content) -> list[Slab]:
    return []


def _sheet(flow: Flow, content: Content) -> None:
    page(flow, content)


DRAWING = Drawing(parts={}, cover=_cover, sheet=_sheet, page=page)
