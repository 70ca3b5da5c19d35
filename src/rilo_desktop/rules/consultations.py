"""Consultations: each proposal with its reason, each comment at a paragraph that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rilo_desktop.records.consultation import (
    CHANGES,
    Consultation,
    ConsultationComment,
    ConsultationParagraph,
)
from rilo_desktop.records.record import Record

from .completeness import is_empty
from .context import RuleContext
from .findings import N_, Coded, Finding, Nature, Severity
from .handling import effective, is_stricter
from .record_parts import RecordPart

TWICE = N_("{field}: {number} stands at several paragraphs: number them apart.")
NO_REASON = N_(
    "{field}: paragraph {number} has a proposal or a disagreement without a reason: give it, the "
    "drafter has nothing else to judge by."
)
NO_POSITION = N_(
    "{field}: paragraph {number} has a comment without a position: say whether the office agrees."
)
NOT_READ = N_("{field}: paragraph {number} was not looked at; the return will say so.")
OPEN = N_("{field}: paragraph {number} still waits for a decision.")
OPEN_BY = N_("{field}: paragraph {number} still waits for the decision of {function}.")
MILDER = N_(
    "{field}: TLP:{own} is milder than {reference}, whose title the return prints: use "
    "TLP:{label}, or leave the document out."
)
NO_PARAGRAPH = N_("{field}: the draft has no paragraph {number}: correct the number.")


def document_of(record: Record) -> tuple[str, ...]:
    """Id of the paper that a return names."""
    named = record.document if isinstance(record, Consultation) else None
    return (named,) if isinstance(named, str) and named else ()


def findings(part: RecordPart, known: RuleContext | None = None) -> list[Finding]:
    record, thing = part.record, part.thing
    if not isinstance(record, Consultation):
        return []
    if isinstance(thing, Consultation):
        return [*_numbers(record), *_milder(part, known)]
    if isinstance(thing, ConsultationParagraph):
        return list(_answer(part, thing))
    if isinstance(thing, ConsultationComment):
        there = {line.number for line in record.paragraphs}
        if not is_empty(thing.paragraph) and thing.paragraph not in there:
            number = thing.paragraph
            return [_blocks(part, "paragraph", "consultations.no_paragraph", NO_PARAGRAPH, number)]
    return []


def _milder(part: RecordPart, known: RuleContext | None) -> Iterator[Finding]:
    """The title of the paper stands in the return."""
    own = effective(part.record.tlp)
    for name in document_of(part.record):
        state = known.made_from.get(name) if known is not None else None
        if state is not None and is_stricter(state.tlp, own):
            values = {"reference": state.reference, "label": effective(state.tlp), "own": own}
            yield part.find(
                "tlp",
                "consultations.milder",
                Severity.BLOCKS,
                Nature.HANDLING,
                MILDER,
                **values,
            )


def _numbers(record: Consultation) -> Iterator[Finding]:
    lines = [line for line in record.paragraphs if isinstance(line, ConsultationParagraph)]
    used = Counter(line.number for line in lines if not is_empty(line.number))
    for at, line in enumerate(record.paragraphs, 1):
        if isinstance(line, ConsultationParagraph) and used[line.number] > 1:
            part = RecordPart(record, line, f"paragraphs.{at}.", "paragraphs")
            yield _blocks(part, "number", "consultations.twice", TWICE, line.number)


def _answer(part: RecordPart, line: ConsultationParagraph) -> Iterator[Finding]:
    number = line.number if isinstance(line.number, str) else ""
    said = not (is_empty(line.comment) and is_empty(line.proposal))
    if is_empty(line.position):
        if said:
            yield _blocks(part, "position", "consultations.no_position", NO_POSITION, number)
        else:
            yield _warns(part, "position", "consultations.not_read", NOT_READ, number=number)
        return
    if is_empty(line.reason) and (line.position in CHANGES or not is_empty(line.proposal)):
        yield _blocks(part, "reason", "consultations.no_reason", NO_REASON, number)
    if line.agreed == "for_decision":
        if is_empty(line.decision_by):
            yield _warns(part, "agreed", "consultations.open", OPEN, number=number)
        else:
            by = Coded("function", str(line.decision_by))
            yield _warns(part, "agreed", "consultations.open", OPEN_BY, number=number, function=by)


def _blocks(part: RecordPart, name: str, rule: str, message: str, number: str | None) -> Finding:
    return part.find(name, rule, Severity.BLOCKS, Nature.STRUCTURE, message, number=number or "")


def _warns(part: RecordPart, name: str, rule: str, message: str, **values: object) -> Finding:
    return part.find(name, rule, Severity.WARNS, Nature.COMPLETENESS, message, **values)
