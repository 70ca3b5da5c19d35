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

from .completeness import is_empty
from .findings import N_, Coded, Finding, Nature, Severity
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
NO_PARAGRAPH = N_("{field}: the draft has no paragraph {number}: correct the number.")


def findings(part: RecordPart) -> list[Finding]:
    record, thing = part.record, part.thing
    if not isinstance(record, Consultation):
        return []
    if isinstance(thing, Consultation):
        return list(_numbers(record))
    if isinstance(thing, ConsultationParagraph):
        return list(_answer(part, thing))
    if isinstance(thing, ConsultationComment):
        known = {line.number for line in record.paragraphs}
        if not is_empty(thing.paragraph) and thing.paragraph not in known:
            number = thing.paragraph
            return [_blocks(part, "paragraph", "consultations.no_paragraph", NO_PARAGRAPH, number)]
    return []


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
