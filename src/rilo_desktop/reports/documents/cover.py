"""The cover: who sends what to whom, how it may be handled, and the content drawn."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.language import NC_
from rilo_desktop.office_codes import is_practice
from rilo_desktop.vocabularies import shipped

from ..engine.chips import tlp_colours
from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value, Wording
from ..engine.layout_blocks import Piece, Placed, Slab, height_of
from ..engine.structure import TITLE_LEVEL, Element, Role, heading, paragraph
from ..engine.styles import (
    COLUMNS,
    COVER_KIND,
    COVER_LEAD,
    COVER_OFFICE,
    COVER_OFFICE_OTHER,
    COVER_TITLE,
    COVER_TITLE_LONG,
    FULL_WIDTH,
    LABEL,
    LEFT,
    NOTE,
    RUNNING,
    TEXT,
    TEXT_WIDTH,
    TOP,
    VALUE,
    VALUE_MISSING,
    Style,
    body_height,
)
from ..engine.typesetting import Lines, set_balanced, set_text
from .annexes import NUMBERS, disclaimer, records_counted
from .content import Content
from .drawing import Drawing
from .header_footer import office_name, own_reference

KIND_AT = 239.0 - TOP - 7.5
MOST_TITLE = 180.0
"""Height that a title may take."""
FACT = 120
"""Longer facts are printed in the annex Integrity."""


def cover_slabs(flow: Flow, content: Content, drawing: Drawing) -> list[Slab]:
    """The whole page as one slab."""
    wording = flow.wording
    pieces = _top(content, wording)
    y, more = _titles(flow, content, drawing)
    pieces += more
    foot = _foot(flow, content, drawing.span(flow, content))
    foot_height = height_of(foot)
    limit = body_height() - foot_height - 14.0
    drawn = drawing.cover(flow, content) if drawing.cover is not None else []
    height = height_of(drawn)
    start = max(y + 28.0, 396.0 - TOP - 6.0)
    if start + height > limit:
        start = y + 16.0
    whole = Slab(body_height(), pieces=pieces)
    if drawn and start + height <= limit:
        _stack(whole, drawn, start)
    _stack(whole, foot, body_height() - foot_height - 12.0)
    return [whole]


def _stack(whole: Slab, slabs: Sequence[Slab], y: float) -> None:
    """Adds what stands on these slabs, one below the other."""
    for n, slab in enumerate(slabs):
        y += slab.before if n else 0.0
        whole.pieces = [*whole.pieces, *(piece.lower(y) for piece in slab.pieces)]
        rules = [(x1, x2, at + y, width, colour) for x1, x2, at, width, colour in slab.rules]
        whole.rules = [*whole.rules, *rules]
        y += slab.height


def _top(content: Content, wording: Wording) -> list[Piece]:
    """Office in both official languages, own reference, and the WCO symbol that is not ours."""
    say, head = wording.say, content.head
    other = "en" if wording.language == "fr" else "fr"
    network = {"en": "Global RILO Network", "fr": "Réseau mondial des BRLR"}
    first = "fr" if wording.language == "fr" else "en"
    placed: list[Piece] = []
    put(placed, LEFT, 16.0, network[first], RUNNING, TEXT - LEFT - 6)
    put(placed, LEFT, 27.0, network[other], RUNNING, TEXT - LEFT - 6, other)
    own, translated = (office_name(content, head.office_code, one) for one in (first, other))
    y = put(placed, TEXT, 10.0, own, COVER_OFFICE)
    y = put(placed, TEXT, y, translated, COVER_OFFICE_OTHER, language=other) + 7.0
    assigned = say.text("assigned by the Secretariat")
    if is_practice(head.office_code):
        assigned = say.text("none: practice")
    within, wide = Element(Role.LIST), FULL_WIDTH / 4
    reference = own_reference(wording, content)
    for x, width, label, text, style in (
        (TEXT, COLUMNS[3] - TEXT - 8, say.text("Own reference"), reference, VALUE),
        (COLUMNS[3], wide, say.text("WCO symbol"), assigned, VALUE_MISSING),
    ):
        item = Element(Role.ITEM, within)
        name, body = Element(Role.LABEL, item), Element(Role.BODY, item)
        below = _put_lines(placed, name, x, y, set_text(label, LABEL, width))
        _put_lines(placed, body, x, below, set_text(text, style, width))
    return placed


def put(
    pieces: list[Piece],
    x: float,
    y: float,
    text: str,
    style: Style,
    width: float = TEXT_WIDTH,
    language: str = "",
) -> float:
    """Adds a paragraph; where it ends."""
    element = Element(Role.PARAGRAPH, language=language)
    return _put_lines(pieces, element, x, y, set_text(text, style, width))


def _put_lines(pieces: list[Piece], element: Element, x: float, y: float, lines: Lines) -> float:
    placed: list[Placed] = []
    for line in lines:
        placed.append((x, y + line.style.baseline, line))
        y += line.style.leading
    if placed:
        pieces.append(Piece(element, placed))
    return y


def _titles(flow: Flow, content: Content, drawing: Drawing) -> tuple[float, list[Piece]]:
    """Kind, title and one sentence; a very long title is set smaller, never cut."""
    head, wording = content.head, flow.wording
    kind = wording.say.text(head.spec.heading)
    if head.draft:
        kind = f"{kind} · {wording.say.text('draft, not approved')}"
    placed: list[Piece] = []
    y = put(placed, TEXT, KIND_AT, kind, COVER_KIND) + 9.0
    y = _put_lines(placed, heading(TITLE_LEVEL), TEXT, y, _title_lines(head.title)) + 6.0
    lead = head.spec.lead
    usual = flow.say.plural(lead.one, lead.many, content.lead_count)
    sentence = head.subtitle or drawing.lead(flow, content) or usual
    lines = set_balanced(sentence, COVER_LEAD, TEXT_WIDTH)
    return _put_lines(placed, paragraph(), TEXT, y, lines), placed


def _title_lines(title: str) -> Lines:
    for style in (COVER_TITLE, *COVER_TITLE_LONG):
        lines = set_balanced(title, style, TEXT_WIDTH)
        if sum(line.style.leading for line in lines) <= MOST_TITLE and (
            style is not COVER_TITLE or len(lines) <= 4
        ):
            return lines
    return lines[: int(MOST_TITLE / lines[0].style.leading)]


# The foot: eight facts and the disclaimer


def _foot(flow: Flow, content: Content, span: str) -> list[Slab]:
    scratch = Flow(flow.wording)
    scratch.facts(_facts(flow, content, span))
    placed: list[Piece] = []
    end = put(placed, TEXT, 9.0, disclaimer(flow), NOTE)
    return [*scratch.slabs, Slab(end, pieces=placed)]


def _facts(flow: Flow, content: Content, span: str) -> list[list[Fact]]:
    say, wording, head = flow.say, flow.wording, content.head
    purpose = wording.code("purpose", head.purpose)
    language = wording.label("language", wording.language)
    approved = Fact(say.text("Approved by"), Value(say.text("not approved"), True))
    if not head.draft and head.office_of_one:
        alone = Value(say.text("the author: no second officer"))
        approved = Fact(say.text("Approved by"), alone)
    elif not head.draft and head.approval is not None:
        approved = Fact(
            say.text("Approved by"),
            _short(flow, content, flow.wording.label("function", head.approval.function)),
            (wording.day(head.approval.on),),
        )
    label, _, _ = tlp_colours(head.tlp)
    code = label.removeprefix("TLP:")
    tlp = shipped("tlp").items[code]
    meaning = tlp.more.get(f"meaning_{wording.language}") or tlp.more["meaning_en"]
    caveats = " ".join(head.caveats)
    return [
        [
            Fact(say.text("Addressee"), _short(flow, content, head.addressee)),
            Fact(say.text("Purpose"), Value(f"({purpose.text})", purpose.missing)),
            Fact(
                say.text("Date"),
                wording.partial(head.date),
                (say.text("Language: {language}; records in their own", language=language),),
            ),
            Fact(say.text("Records"), Value(records_counted(flow, content)), (span,)),
        ],
        [
            Fact(say.text("Prepared by"), _short(flow, content, head.prepared_by)),
            approved,
            Fact(say.text("Handling"), Value(""), (meaning,), chip=code),
            _practice(flow, content, caveats)
            if is_practice(head.office_code)
            else _caveat(flow, content, caveats),
        ],
    ]


def _caveat(flow: Flow, content: Content, caveats: str) -> Fact:
    say = flow.say
    value = (
        _short(flow, content, caveats) if caveats else Value(say.text(NC_("caveats", "none")), True)
    )
    return Fact(say.text("Caveat"), value)


def _practice(flow: Flow, content: Content, caveats: str) -> Fact:
    say = flow.say
    examples = say.text("Examples only, invented or published")
    more = (_short(flow, content, caveats).text,) if caveats else ()
    return Fact(say.text("Practice"), Value(say.text("Not a submission")), (examples, *more))


def _short(flow: Flow, content: Content, text: str) -> Value:
    if len(text) > FACT:
        annexes = enumerate(content.head.spec.annexes)
        number = next((NUMBERS[n] for n, one in annexes if "integrity" in one.sections), "")
        return Value(flow.say.text("see Annex {number}", number=number))
    return flow.wording.text(text)
