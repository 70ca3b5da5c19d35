"""A consultation: how far an office is with its answer, what it changes, and who says what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rilo_desktop.records import Consultation, ConsultationComment, ConsultationParagraph

from .known_values import known_text

MOST_WORDS = 1_500
"""Longer texts are not compared word by word."""
ALIKE = 0.4
"""Share of its words that a proposal has from the paragraph; with less it says what to do."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_CUT = re.compile(r"\u2026|\.\.\.")


class State(StrEnum):
    """Of a paragraph, in the office that answers."""

    NOT_READ = "not_read"
    DRAFT = "draft"
    FOR_DECISION = "for_decision"
    AGREED = "agreed"
    NO_COMMENT = "no_comment"


OPEN = frozenset({State.NOT_READ, State.DRAFT, State.FOR_DECISION})
"""Something is to be done."""


def has_comment(line: ConsultationParagraph | ConsultationComment) -> bool:
    """Does the office say more than that it agrees or has nothing to say?"""
    said = any(known_text(text) for text in (line.comment, line.proposal))
    return said or known_text(line.position) in ("amend", "disagree")


def state_of(line: ConsultationParagraph) -> State:
    if not known_text(line.position):
        return State.DRAFT if has_comment(line) else State.NOT_READ
    if line.agreed == State.FOR_DECISION:
        return State.FOR_DECISION
    if line.position == "no_comment":
        return State.NO_COMMENT
    return State.AGREED if line.agreed == State.AGREED else State.DRAFT


# What a proposal changes


class Change(StrEnum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words one after the other, as they stand in one of the two texts."""

    change: Change
    text: str


def changed_words(theirs: str, proposal: str) -> tuple[Words, ...]:
    """Their text as the proposal has it, with what is new and what falls away.

    () where the proposal is no new wording: "Delete the paragraph", or words of its own. Where it
    begins or ends with an ellipsis, what it leaves out there stays.
    """
    before, after = _TOKEN.findall(theirs), _TOKEN.findall(proposal.strip())
    head, tail = _CUT.match(proposal.strip()), re.search(r"(\u2026|\.\.\.)$", proposal.strip())
    if not after or max(len(before), len(after)) > MOST_WORDS:
        return ()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    words = sum(1 for word in after if word.isalnum())
    same = sum(
        1
        for block in matcher.get_matching_blocks()
        for word in after[block.b : block.b + block.size]
        if word.isalnum()
    )
    if not words or same / words < ALIKE:
        return ()
    found: list[tuple[str, list[str], list[str]]] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        found.append((tag, before[a1:a2], after[b1:b2]))
    return tuple(_runs(_joined(found), head is not None, tail is not None))


_Step = tuple[str, list[str], list[str]]


def _joined(steps: list[_Step]) -> list[_Step]:
    """A space between two changed words belongs to the change."""
    found: list[_Step] = []
    for at, (tag, old, new) in enumerate(steps):
        is_space = tag == "equal" and not "".join(new).strip() and 0 < at < len(steps) - 1
        tag = "replace" if tag != "equal" or is_space else "equal"
        if found and tag == "replace" and found[-1][0] == "replace":
            found[-1] = (tag, found[-1][1] + old, found[-1][2] + new)
        else:
            found.append((tag, old, new))
    return found


def _runs(steps: Sequence[_Step], is_cut_before: bool, is_cut_after: bool) -> Iterator[Words]:
    for at, (tag, old, new) in enumerate(steps):
        gone, said = "".join(old), "".join(new)
        if tag == "equal":
            yield Words(Change.SAME, said)
            continue
        cut = (at == 0 and is_cut_before) or (at == len(steps) - 1 and is_cut_after)
        if gone and not cut:
            yield Words(Change.GONE, gone)
        if said:
            yield Words(Change.SAME if _CUT.fullmatch(said.strip()) else Change.NEW, said)


# Numbers


def spans(numbers: Sequence[str], chosen: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """First and last of paragraphs that follow each other: ("4", "6"); alone they are the same."""
    wanted, found = set(chosen), list[list[str]]()
    before = False
    for number in numbers:
        here = number in wanted
        if here and before:
            found[-1].append(number)
        elif here:
            found.append([number])
        before = here
    pairs = [(run[0], run[-1]) if len(run) > 2 else None for run in found]
    return tuple(
        pair
        for run, whole in zip(found, pairs, strict=True)
        for pair in ([whole] if whole else [(number, number) for number in run])
    )


# Several offices


@dataclass(frozen=True, slots=True)
class OfficeComment:
    """What an office says of a paragraph. `other_text`: its paragraph is not the one held here."""

    number: str
    heading: str
    text: str
    office: str
    position: str
    weight: str
    comment: str
    proposal: str
    reason: str
    other_text: bool = False


def by_paragraph(
    own: Consultation, answers: Sequence[tuple[str, Consultation]]
) -> tuple[OfficeComment, ...]:
    """In the order of the draft; of a paragraph by office, and last what no paragraph here has.

    `answers`: (office, its record), of one draft; what `own` notes of an office counts only where
    its own record is not there.
    """
    lines: list[tuple[str, str, ConsultationParagraph | ConsultationComment]] = []
    for office, answer in answers:
        for part in answer.paragraphs:
            if known_text(part.position) or has_comment(part):
                lines.append((known_text(part.number), office, part))
    there = {office for _, office, _ in lines}
    for noted in own.comments:
        office = known_text(noted.office)
        if office not in there:
            lines.append((known_text(noted.paragraph), office, noted))
    drafted = {known_text(part.number): part for part in own.paragraphs}
    order = {number: at for at, number in enumerate(drafted)}
    lines.sort(key=lambda one: (order.get(one[0], len(order)), one[0], one[1]))
    return tuple(_comment(number, office, line, drafted) for number, office, line in lines)


def _comment(
    number: str,
    office: str,
    line: ConsultationParagraph | ConsultationComment,
    drafted: dict[str, ConsultationParagraph],
) -> OfficeComment:
    here = drafted.get(number)
    theirs = known_text(line.text) if isinstance(line, ConsultationParagraph) else ""
    text = known_text(here.text) if here is not None else theirs
    return OfficeComment(
        number,
        known_text(here.heading) if here is not None else "",
        text,
        office,
        known_text(line.position),
        known_text(line.weight),
        known_text(line.comment),
        known_text(line.proposal),
        known_text(line.reason),
        here is None or (bool(theirs) and theirs != text),
    )
