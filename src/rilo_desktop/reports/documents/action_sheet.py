"""One action item: facts, action, progress, thread with the newest first, closure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.analysis.known_values import known_lines, known_number, known_text
from rilo_desktop.analysis.plan import is_overdue, item_name, progress_of
from rilo_desktop.analysis.results import PlanProgress
from rilo_desktop.drawing import Circle, Colour, Line, Rect, Shape
from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry, ProgressUpdate
from rilo_desktop.records.dates import first_day

from ..engine.callout import tinted_slabs, titled
from ..engine.document_builder import Fact, Flow, line_slabs
from ..engine.labels import Value
from ..engine.layout_blocks import Mark, Marked, Piece, Placed, Slab, glued, height_of
from ..engine.structure import ARTIFACT, SECTION_LEVEL, Element, Role, figure, heading
from ..engine.styles import (
    BODY_TEXT,
    LABEL,
    LEFT,
    LIST_KEY,
    NOTE,
    RIGHT,
    SECTION,
    SHORT_TITLE,
    TEXT,
    body_height,
)
from ..engine.typesetting import set_line, set_text
from .content import Content
from .remaining_fields import further_facts
from .status import status_mark, status_word

KNOT = 4.2
THREAD = TEXT + 17.0
DIGEST = 16
"""Signs of a SHA-256 that are printed; the data have all."""
TOGETHER = 0.6
"""A sheet up to this share of a page is not broken."""
IN_SHEET = frozenset(
    {
        "local_ref", "title", "plan", "challenges", "origin_meeting", "objective", "action",
        "deliverable", "purpose", "indicator_name", "baseline", "target", "current",
        "indicator_unit", "lead", "percent", "supporting", "priority", "due", "due_basis",
        "revised_due", "revised_reason", "progress", "status_as_of", "updates", "evidence",
        "verified_on", "verified_by", "closed_on", "closed_by", "verification", "outcome", "source",
        "obstacles", "support_requested",
    }
)  # fmt: skip


def action_sheet(flow: Flow, content: Content, item: ActionItem, number: int, today: date) -> None:
    start = len(flow.slabs)
    flow.heavy_rule()
    _head(flow, content, item, number)
    _facts(flow, item, today)
    opening = len(flow.slabs)
    _action(flow, item)
    _progress(flow, item)
    _thread(flow, item)
    tail = len(flow.slabs)
    _closure(flow, item)
    further_facts(flow, item, IN_SHEET)
    sources = known_lines(item.source)
    if sources:
        flow.source(flow.say.text("Source"), "\n".join(sources))
    glued(flow.slabs[tail:], body_height() / 2)
    sheet = flow.slabs[start:]
    if number == 1:
        sheet[1].new_page = True
        flow.slabs.remove(sheet[0])
    if height_of(sheet) <= body_height() * TOGETHER:
        glued(sheet)
    else:
        glued(flow.slabs[start : opening + 1])


def _head(flow: Flow, content: Content, item: ActionItem, number: int) -> None:
    say = flow.say
    name = item_name(item)
    parts = [say.text("Item {name}", name=name), known_text(item.origin_meeting)]
    plan = content.named(ActionPlan, known_text(item.plan))
    if plan is not None and plan.title_text:
        parts.append(plan.title_text)
    mark = Mark(f"item-{number}", item.title_text or name, 1, name, name)
    slab = flow.kicker(" · ".join(part for part in parts if part), mark)
    if number == 1:
        slab.also = Mark("part-C", say.text("Items one by one"), 0, "C", "")
    flow.title(item.title_text or say.text("Without a title"), SHORT_TITLE)


def _facts(flow: Flow, item: ActionItem, today: date) -> None:
    say, wording = flow.say, flow.wording
    indicator = wording.text(item.indicator_name)
    challenges = known_lines(item.challenges)
    labels = [wording.label("challenge", code) for code in challenges]
    supporting = known_lines(item.supporting)
    named = [wording.label("function", one) for one in supporting]
    helpers = say.text("with {offices}", offices=", ".join(named)) if named else ""
    overdue = say.text("overdue") if is_overdue(item, today) else ""
    revised = Value("–") if not item.revised_due else wording.partial(item.revised_due)
    due = Value(say.text("not set"), True) if item.due is None else wording.partial(item.due)
    as_of = wording.partial(item.status_as_of)
    first = [
        Fact(
            say.text("Status"),
            Value(status_word(wording, known_text(item.progress)), False),
            (
                "" if as_of.missing else say.text("as of {date}", date=as_of.text),
                _percent(flow, item),
            ),
            mark=status_mark(known_text(item.progress)),
            indent=12.0,
        ),
        Fact(say.text("Due"), due, ("" if item.revised_due else overdue, _basis(flow, item))),
        Fact(
            say.text("Revised due"),
            revised,
            (overdue if item.revised_due else "", known_text(item.revised_reason)),
        ),
        Fact(say.text("Lead"), wording.code("function", item.lead), (helpers,)),
    ]
    second = [
        Fact(
            say.text("Challenge"),
            Value(labels[0]) if labels else wording.missing(None),
            (say.text("and {others}", others=", ".join(labels[1:])) if labels[1:] else "",),
        ),
        Fact(say.text("Indicator"), indicator, (_measure(flow, item),)),
        Fact(say.text("Deliverable"), wording.text(item.deliverable)),
        Fact(
            say.text("Priority"),
            wording.code("priority", item.priority),
            (wording.label("purpose", known_text(item.purpose)),),
        ),
    ]
    flow.facts([first, second])
    flow.moved()


def _percent(flow: Flow, item: ActionItem) -> str:
    percent = known_number(item.percent)
    return "" if percent is None else flow.say.text("{percent} % done", percent=percent)


def _basis(flow: Flow, item: ActionItem) -> str:
    """Who set the date, so that nobody is called late against a guess."""
    if item.due is None or not known_text(item.due_basis):
        return ""
    if item.due_basis == "inferred":
        return flow.say.text("inferred by the office, never late")
    return flow.wording.label("due_basis_item", known_text(item.due_basis))


def _measure(flow: Flow, item: ActionItem) -> str:
    say, wording = flow.say, flow.wording
    parts = []
    for label, value in (
        (say.text("baseline"), item.baseline),
        (say.text("target"), item.target),
        (say.text("current"), item.current),
    ):
        number = wording.number(value)
        if not number.missing:
            parts.append(f"{label}\u00a0{number.text}")
    unit = known_text(item.indicator_unit)
    return " · ".join([*parts, unit] if unit else parts)


def _action(flow: Flow, item: ActionItem) -> None:
    say = flow.say
    for label, value in (
        (say.text("Objective"), item.objective),
        (say.text("Action"), item.action),
    ):
        shown = flow.wording.text(value)
        if shown.missing:
            flow.source(label, shown.text)
        else:
            flow.paragraph(label, shown.text)
    for label, value in (
        (say.text("Obstacles"), item.obstacles),
        (say.text("Support requested"), item.support_requested),
    ):
        if known_text(value).strip():
            flow.paragraph(label, known_text(value))


def _progress(flow: Flow, item: ActionItem) -> None:
    found = progress_of(item)
    if found is None:
        return
    flow.add([_progress_bar(flow, found, known_text(item.indicator_unit))], 10.0)


def _progress_bar(flow: Flow, progress: PlanProgress, unit: str) -> Slab:
    """From baseline to target, labelled directly."""
    say, number = flow.say, flow.wording.formats.number
    width = RIGHT - TEXT
    at = TEXT + width * progress.share
    shapes: list[Shape] = [Rect(TEXT, 4.0, width, 7.6, Colour.PAPER, Colour.INK, 0.8)]
    if progress.share > 0:
        shapes.append(Rect(TEXT, 4.0, width * progress.share, 7.6, Colour.ACCENT))
    y = 21.0
    (label,) = set_text(say.text("Progress"), SECTION, 200)
    start = set_line(say.text("baseline {number}", number=number(progress.baseline)), LABEL)
    end = set_line(say.text("target {number}", number=number(progress.target)), LABEL)
    words = f"{number(progress.current)} {unit}".strip()
    shown = set_text(words, LIST_KEY, width / 2)[0]
    left = min(max(at - shown.width, TEXT), RIGHT - shown.width)
    below = 0.0
    if left < TEXT + start.width + 8 or left + shown.width > RIGHT - end.width - 8:
        below = 10.0
    lines: list[Placed] = [
        (TEXT, y, start),
        (RIGHT - end.width, y, end),
        (left, y + below, shown),
    ]
    alt = flow.wording.joined((start.text, shown.text, end.text))
    drawn = Piece(figure(alt), lines, [(0.0, 0.0, shapes)])
    return Slab(25.0 + below, pieces=[Piece(heading(SECTION_LEVEL), [(LEFT, 10.5, label)]), drawn])


# Thread


def _thread(flow: Flow, item: ActionItem) -> None:
    updates = known_lines(item.updates)
    if not updates:
        return
    flow.label(flow.say.text("Thread, newest first"))
    newest = sorted(updates, key=_day, reverse=True)
    slabs: list[Slab] = []
    within = Element(Role.LIST)
    for n, update in enumerate(newest):
        entry = Element(Role.ITEM, within)
        slabs += _entry(flow, update, entry, n + 1 == len(newest))
    flow.add(slabs)


def _day(update: ProgressUpdate) -> date:
    return first_day(known_text(update.date)) or date.min


def _entry(flow: Flow, update: ProgressUpdate, item: Element, last: bool) -> list[Slab]:
    """Date in the margin, a knot, what happened, and who said so."""
    wording, say = flow.wording, flow.say
    entry = wording.text(update.entry)
    by = known_text(update.by)
    notes = [wording.label("function", by) if by else ""]
    if known_text(update.progress):
        notes.append(wording.label("action_status", known_text(update.progress)))
    if update.decision:
        notes.append(say.text("decision"))
    width = RIGHT - THREAD
    lines = (
        *set_text(entry.text, BODY_TEXT, width),
        *set_text(" · ".join(note for note in notes if note), NOTE, width),
    )
    slabs = line_slabs(Element(Role.BODY, item), lines, THREAD)
    for n, slab in enumerate(slabs):
        slab.glue = n < 1 or n == len(lines) - 2
    slabs[-1].height += 8.0
    slabs[-1].glue = False
    labels = set_text(wording.text(update.date).text, LIST_KEY, TEXT - LEFT - 8)
    day = [(LEFT, BODY_TEXT.baseline, line) for line in labels[:1]]
    slabs[0].pieces = [Piece(Element(Role.LABEL, item), day), *slabs[0].pieces]
    for n, slab in enumerate(slabs):
        marks: list[Marked] = [] if last else [(0.0, 0.0, (_string(n, slab),))]
        if n == 0:
            marks.append((TEXT + KNOT, 6.6, _knot(bool(update.decision))))
        if marks:
            slab.pieces = [Piece(ARTIFACT, marks=marks), *slab.pieces]
    return slabs


def _string(n: int, slab: Slab) -> Line:
    return Line(TEXT + KNOT, 6.6 if n == 0 else 0.0, TEXT + KNOT, slab.height, 0.7, Colour.RULE)


def _knot(decision: bool) -> tuple[Shape, ...]:
    if decision:
        return (Circle(0, 0, 3.0, Colour.PAPER, Colour.SIGNAL, 1.4),)
    return (Circle(0, 0, 3.2, Colour.ACCENT, None),)


# Closure


def _closure(flow: Flow, item: ActionItem) -> None:
    text = " ".join(_closure_sentences(flow, item))
    slabs = tinted_slabs(flow.say.text("Evidence that closes this item"), text)
    titled(slabs)
    labels = set_text(flow.say.text("Closure"), SECTION, TEXT - LEFT - 8)
    own = Piece(heading(SECTION_LEVEL), [(LEFT, 12.0, line) for line in labels[:1]])
    slabs[0].pieces = [own, *slabs[0].pieces]
    flow.add(slabs, 10.0)


def _closure_sentences(flow: Flow, item: ActionItem) -> Sequence[str]:
    say, wording = flow.say, flow.wording
    outcome = known_text(item.outcome)
    sentences = [outcome] if outcome else []
    shown = say.clauses(map(evidence_words, known_lines(item.evidence)))
    evidence = shown.rstrip(".") or wording.missing(None).text
    sentences.append(say.text("Evidence: {evidence}.", evidence=evidence))
    if item.closed_on or item.closed_by:
        sentences.append(
            say.text(
                "Closed on {date} by {function}.",
                date=wording.partial(item.closed_on).text,
                function=wording.code("function", item.closed_by).text,
            )
        )
    if item.verified_on or item.verified_by:
        sentences.append(
            say.text(
                "Verified on {date} by a second person, function {function}.",
                date=wording.partial(item.verified_on).text,
                function=wording.code("function", item.verified_by).text,
            )
        )
    elif item.verification == "not_verified":
        sentences.append(
            say.text("Not verified by a second person: the office has one officer only.")
        )
    else:
        sentences.append(say.text("Not yet verified by a second person."))
    return sentences


def evidence_words(entry: EvidenceEntry) -> str:
    """Title, reference and what it shows; the file by the first signs of its SHA-256."""
    parts = [known_text(entry.title), known_text(entry.reference)]
    if known_text(entry.text) and entry.text != entry.title:
        parts.append(known_text(entry.text).rstrip("."))
    if known_text(entry.sha256):
        parts.append(f"SHA-256 {known_text(entry.sha256)[:DIGEST]}…")
    return ", ".join(part for part in parts if part)
