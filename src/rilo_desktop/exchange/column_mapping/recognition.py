"""Which field a column is for: by what was remembered, by its heading, by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rilo_desktop.records.field_specs import FieldType, RequiredFor, record_types
from rilo_desktop.rules.findings import N_

from .headings import NAME, USUAL, WEAK, Heading, heading_of, known_headings
from .targets import LINE_NUMBER, Target, targets_of


class Confidence(StrEnum):
    """How sure it is, as three marks in the window."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


REMEMBERED = N_("as this office mapped it before")
BY_NAME = N_("by its heading")
BY_NAME_AND_CONTENT = N_("by its heading and what stands in it")
BY_CONTENT = N_("by what stands in it: it is left out until it is assigned")
AGAINST_CONTENT = N_("by its heading, but little in it can be read as such")
WEAK_NAME = N_("by a heading that may mean other things")
HIDDEN = N_("a hidden column")
UNKNOWN = N_("its heading is not known")
TAKEN = N_("another column is for the same field")

ENOUGH = 0.7
"""Part of the cells that must read as the field, for its content to speak for a column."""
LITTLE = 0.3
NEARER = 0.15
"""How much it counts that a field is of the level, record or line, that a row of the sheet is."""
FEWEST = 3
"""Cells below which content says nothing."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """A column and the field it is for; `field` "" where it is left out.

    `likely` are other fields that it may be for, the likeliest first.
    """

    column: int
    letter: str
    header: str
    field: str
    confidence: Confidence
    reason: str
    likely: tuple[str, ...] = ()
    unit: str = ""
    currency: str = ""
    hidden: bool = False
    split: str = ""
    """Text that divides a cell of it into several values."""
    second: str = ""
    """Field of what stands behind the divider."""

    @property
    def ignored(self) -> bool:
        """Did the office say that it is left out?"""
        return not self.field and self.reason == REMEMBERED

    @property
    def is_unsure(self) -> bool:
        return bool(self.field) and self.confidence is Confidence.LOW


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What recognition needs to know of a column."""

    index: int
    letter: str
    header: str
    hidden: bool = False


Reads = Callable[[int, Target], float | None]
"""Part of the cells of a column that read as a field; None where content says nothing of it."""


def record_type_of(heads: Sequence[ColumnHead]) -> str:
    """The record type that most of these headings belong to; "" where none does."""
    best, most = "", 0.0
    for code, kind in record_types().items():
        if not kind.sheet:
            continue
        targets, known = targets_of(code), known_headings(code)
        found: dict[str, float] = {}
        for head in heads:
            for path, says in _matches(heading_of(head.header), known).items():
                if path != LINE_NUMBER:
                    weight = 2.0 if targets[path].spec.level is RequiredFor.MINIMAL else 1.0
                    found[path] = max(found.get(path, 0.0), says * weight)
        score = sum(found.values()) + (1.0 if kind.dated and kind.dated in found else 0.0)
        if score > most:
            best, most = code, score
    return best


def recognized(
    kind: str, heads: Sequence[ColumnHead], reads: Reads, several_lines: bool
) -> tuple[Recognized, ...]:
    """Each column with its field. `several_lines`: a case may take several rows of the sheet, so a
    heading that fits the record and its lines alike is that of the line."""
    targets = targets_of(kind)
    known = known_headings(kind)
    offers = [_offers(head, known, targets, reads, several_lines) for head in heads]
    given: dict[str, tuple[float, int]] = {}
    for place, offered in enumerate(offers):
        for path, score in offered.items():
            if path != LINE_NUMBER and score > given.get(path, (0.0, 0))[0]:
                given[path] = (score, place)
    chosen: list[Recognized] = []
    used: set[str] = set()
    for place in sorted(range(len(heads)), key=lambda at: -max(offers[at].values(), default=0.0)):
        chosen.append(_chosen(heads[place], offers[place], used, targets, reads, several_lines))
        used.add(chosen[-1].field)
    return tuple(sorted(chosen, key=lambda one: one.column))


def _matches(heading: Heading, known: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """{path: how much the heading says for it}: of its first form that is known, and of its last
    part, which is the column's own where the first is that of a group of columns.
    """
    found: dict[str, float] = {}
    for form in heading.forms:
        if form in known and not found:
            found = dict(known[form])
        elif form in known and form == heading.last:
            found = {**known[form], **found}
    return found or _shortened(heading, known)


def _shortened(heading: Heading, known: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Of "Observ.", the beginning of headings of one field only."""
    if not heading.is_short:
        return {}
    begun = [known[name] for name in known if name.startswith(heading.last)]
    paths = {path for paths in begun for path in paths}
    return dict.fromkeys(paths, WEAK) if len(paths) == 1 else {}


def _offers(
    head: ColumnHead,
    known: Mapping[str, Mapping[str, float]],
    targets: Mapping[str, Target],
    reads: Reads,
    several_lines: bool,
) -> dict[str, float]:
    """{path: score} of the fields that its heading names, the nearer level first."""
    if head.hidden:
        return {}
    found = _matches(heading_of(head.header), known)
    for path in found:
        if path == LINE_NUMBER:
            continue
        target = targets[path]
        if target.in_lines == several_lines:
            found[path] += NEARER
        part = reads(head.index, target)
        if part is not None and part < LITTLE:
            found[path] -= 0.3
        elif part is not None and part >= ENOUGH:
            found[path] += 0.02
    return found


def _chosen(
    head: ColumnHead,
    offered: Mapping[str, float],
    used: set[str],
    targets: Mapping[str, Target],
    reads: Reads,
    several_lines: bool,
) -> Recognized:
    heading = heading_of(head.header)
    blank = Recognized(
        head.index,
        head.letter,
        head.header,
        "",
        Confidence.NONE,
        HIDDEN if head.hidden else UNKNOWN,
        unit=heading.unit,
        currency=heading.currency,
        hidden=head.hidden,
    )
    if head.hidden:
        return blank
    order = sorted(offered, key=lambda path: -offered[path])
    free = [path for path in order if path not in used or path == LINE_NUMBER]
    if not free:
        if order:
            return replace(blank, reason=TAKEN, likely=tuple(order))
        likely = _by_content(head, used, targets, reads)
        reason = BY_CONTENT if likely else UNKNOWN
        return replace(blank, reason=reason, likely=likely)
    path, score = free[0], offered[free[0]]
    part = None if path == LINE_NUMBER else reads(head.index, targets[path])
    nearer = path != LINE_NUMBER and targets[path].in_lines == several_lines
    confidence, reason = _judged(score - NEARER if nearer else score, part)
    return replace(blank, field=path, confidence=confidence, reason=reason, likely=tuple(order[1:]))


def _judged(score: float, part: float | None) -> tuple[Confidence, str]:
    if part is not None and part < LITTLE:
        return Confidence.LOW, AGAINST_CONTENT
    if score < USUAL - 0.1:
        return (Confidence.MEDIUM if part else Confidence.LOW), WEAK_NAME
    if part is not None and part >= ENOUGH:
        return Confidence.HIGH, BY_NAME_AND_CONTENT
    return (Confidence.HIGH if score >= NAME else Confidence.MEDIUM), BY_NAME


def _by_content(
    head: ColumnHead, used: set[str], targets: Mapping[str, Target], reads: Reads
) -> tuple[str, ...]:
    """Fields that nearly all of its cells read as, and that no other column is for."""
    found = [
        (part, path)
        for path, target in targets.items()
        if path not in used
        and not target.is_stop
        and target.spec.type in (FieldType.PARTIAL_DATE, FieldType.DATE, FieldType.CODE)
        and (part := reads(head.index, target) or 0.0) >= ENOUGH
    ]
    return tuple(path for _, path in sorted(found, key=lambda one: -one[0])[:5])


def remembered(column: Recognized, field: str) -> Recognized:
    """The column as the office mapped it before."""
    return replace(column, field=field, confidence=Confidence.HIGH, reason=REMEMBERED)


__all__ = [
    "BY_CONTENT",
    "WEAK",
    "ColumnHead",
    "Confidence",
    "Recognized",
    "recognized",
    "record_type_of",
    "remembered",
]
