"""Which field a column is for: by what was remembered, by its heading, by what stands in it.

A heading is confirmed by the content: where little can be read as the field, or only a part of the
heading is known, the column is asked about and not used until then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from rilo_desktop.records.field_specs import (
    TEXTUAL,
    FieldType,
    class_of,
    fields_of,
    sheet_kinds,
)
from rilo_desktop.rules.findings import N_

from .headings import NAME
from .matching import PART, ColumnHeading, headings_of, matches, named_whole
from .targets import LINE_NUMBER, Target, targets_of


class Confidence(StrEnum):
    """How sure it is, as three marks in the window."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


REMEMBERED = N_("as this office mapped it")
BY_NAME = N_("by its heading")
BY_NAME_AND_CONTENT = N_("by its heading and what stands in it")
BY_CONTENT = N_("by what stands in it: it is left out until it is assigned")
AGAINST_CONTENT = N_("by its heading, but little in it can be read as such")
BY_PART = N_("by a part of its heading")
WEAK_NAME = N_("by a heading that may mean other things")
HIDDEN = N_("a hidden column")
UNKNOWN = N_("its heading is not known")
TAKEN = N_("another column is for the same field")

ENOUGH = 0.7
"""Part of the cells that must read as the field, for its content to speak for a column."""
LITTLE = 0.3
NEARER = 0.15
"""How much it counts that a field is of the level, record or line, that a row of the sheet is."""
IN_PART = 0.15
"""How much it counts against a heading that only a part of it is known."""
DENIED = 0.3
"""How much it counts against a heading that little in its column can be read as the field."""
FULL = 0.8
"""A heading that says so much names its field beyond doubt, and may do so a second time where a
field takes several columns."""


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
    def is_decided(self) -> bool:
        """Did the office say what it is for, or that it is left out?"""
        return self.reason == REMEMBERED

    @property
    def ignored(self) -> bool:
        """Did the office say that it is left out?"""
        return not self.field and self.is_decided

    @property
    def is_unsure(self) -> bool:
        return bool(self.field) and self.confidence is Confidence.LOW

    @property
    def is_asked(self) -> bool:
        """Is it left out until somebody says whether it is for the field that its heading names?"""
        return not self.field and bool(self.likely) and self.reason in (AGAINST_CONTENT, BY_PART)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What recognition needs to know of a column."""

    index: int
    letter: str
    header: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Offer:
    """That a column is for a field: how much its heading says, and with all that speaks for it.
    `read`: part of its cells that read as the field; None where content says nothing of it.
    `is_whole`: the whole heading names the field.
    """

    says: float
    score: float
    read: float | None = None
    is_whole: bool = True

    @property
    def is_denied(self) -> bool:
        return self.read is not None and self.read < LITTLE

    @property
    def is_part(self) -> bool:
        return self.says <= PART


Reads = Callable[[int, Target | None], float | None]
"""Part of the cells of a column that read as a field, or as numbers of rows with None; None where
content says nothing of it."""


def recognized(
    kind: str,
    heads: Sequence[ColumnHead],
    reads: Reads,
    several_lines: bool,
    decided: Mapping[int, str] | None = None,
) -> tuple[Recognized, ...]:
    """Each column with its field. `several_lines`: a case may take several rows of the sheet, so a
    heading that fits the record and its lines alike is that of the line. `decided`: {index of a
    column: its field, "" where it is left out} as the office said.
    """
    targets, decided = targets_of(kind), decided or {}
    headings = headings_of([head.header for head in heads])
    chosen = [
        remembered(_blank(head, headings[place]), decided[head.index])
        for place, head in enumerate(heads)
        if head.index in decided
    ]
    used = {one.field for one in chosen}
    offers = {
        place: _offers(kind, head, headings[place], reads, several_lines)
        for place, head in enumerate(heads)
        if head.index not in decided
    }
    best = {
        place: max((o.score for o in found.values()), default=0.0)
        for place, found in offers.items()
    }
    for place in sorted(offers, key=lambda at: -best[at]):
        blank = _blank(heads[place], headings[place])
        chosen.append(_chosen(blank, offers[place], used, targets, reads))
        used.add(chosen[-1].field)
    return tuple(sorted(chosen, key=lambda one: one.column))


def may_repeat(target: Target) -> bool:
    """May several columns be for it: quantities, which are further lines, and parts of a place?"""
    spec = target.spec
    return bool(target.in_lines and spec.beside.get("unit")) or bool(spec.place_of)


@cache
def common_fields() -> frozenset[str]:
    """Fields that records of every type have: they do not say what a table holds."""
    every = [fields_of(class_of(kind)).keys() for kind in sheet_kinds()]
    return frozenset.intersection(*map(frozenset, every))


def _offers(
    kind: str,
    head: ColumnHead,
    heading: ColumnHeading,
    reads: Reads,
    several_lines: bool,
) -> dict[str, _Offer]:
    """{path: offer} of the fields that its heading names, the nearer level first."""
    if head.hidden:
        return {}
    found: dict[str, _Offer] = {}
    whole = named_whole(kind, heading)
    for path, says in matches(kind, heading).items():
        target = None if path == LINE_NUMBER else targets_of(kind)[path]
        read = reads(head.index, target)
        is_near = target is not None and target.in_lines == several_lines
        score = says + (NEARER if is_near else 0.0) - (0.0 if path in whole else IN_PART)
        if read is not None and read < LITTLE:
            score -= DENIED
        elif read is not None and read >= ENOUGH:
            score += 0.02
        found[path] = _Offer(says, score, read, path in whole)
    return found


def _blank(head: ColumnHead, heading: ColumnHeading) -> Recognized:
    return Recognized(
        head.index,
        head.letter,
        head.header,
        "",
        Confidence.NONE,
        HIDDEN if head.hidden else UNKNOWN,
        unit=heading.heading.unit,
        currency=heading.heading.currency,
        hidden=head.hidden,
    )


def _chosen(
    blank: Recognized,
    offered: Mapping[str, _Offer],
    used: set[str],
    targets: Mapping[str, Target],
    reads: Reads,
) -> Recognized:
    if blank.hidden:
        return blank
    order = sorted(offered, key=lambda path: -offered[path].score)
    free = [path for path in order if _is_free(path, offered[path], used, targets)]
    whole = [path for path in free if not offered[path].is_part]
    sound = [path for path in whole if not offered[path].is_denied]
    likely = tuple(path for path in order if path != LINE_NUMBER)
    if sound:
        path = sound[0]
        confidence, reason = _judged(offered[path])
        return replace(
            blank, field=path, confidence=confidence, reason=reason, likely=without(likely, path)
        )
    if order and not free:
        return replace(blank, reason=TAKEN, likely=likely)
    by_content = _by_content(blank.column, used, targets, reads)
    if any(offered[path].says >= FULL for path in whole if path != LINE_NUMBER):
        others = (path for path in by_content if path not in likely)
        return replace(blank, reason=AGAINST_CONTENT, likely=(*likely, *others))
    partly = [path for path in free if not offered[path].is_denied]
    if partly and (said := _of_part(blank, partly, offered, targets)) is not None:
        return said
    return replace(blank, reason=BY_CONTENT if by_content else UNKNOWN, likely=by_content)


def without(paths: Sequence[str], path: str) -> tuple[str, ...]:
    return tuple(one for one in paths if one != path)


def _is_free(path: str, offer: _Offer, used: set[str], targets: Mapping[str, Target]) -> bool:
    if path == LINE_NUMBER or path not in used:
        return True
    return may_repeat(targets[path]) and offer.says >= FULL and not offer.is_denied


def _of_part(
    blank: Recognized,
    paths: Sequence[str],
    offered: Mapping[str, _Offer],
    targets: Mapping[str, Target],
) -> Recognized | None:
    """Only a part of its heading is known: a text is read and named; what its content confirms is
    asked about, since a date may be that of anything; the rest is left out.
    """
    confirmed = tuple(path for path in paths if (offered[path].read or 0.0) >= ENOUGH)
    if confirmed:
        return replace(blank, reason=BY_PART, likely=confirmed)
    texts = [path for path in paths if offered[path].read is None and path != LINE_NUMBER]
    if texts and takes_any_text(targets[texts[0]]):
        return replace(blank, field=texts[0], confidence=Confidence.LOW, reason=BY_PART)
    return None


def takes_any_text(target: Target) -> bool:
    """Does it hold any text, so that content cannot deny it?"""
    spec = target.spec
    is_open = spec.type in _CODED and (not spec.vocabulary or spec.open_list)
    return not target.is_stop and (spec.type in TEXTUAL or is_open)


_CODED = (FieldType.CODE, FieldType.CODES)


def _judged(offer: _Offer) -> tuple[Confidence, str]:
    if not offer.is_whole:
        return Confidence.LOW, BY_PART
    if offer.says < FULL:
        return (Confidence.MEDIUM if offer.read else Confidence.LOW), WEAK_NAME
    if offer.read is not None and offer.read >= ENOUGH:
        return Confidence.HIGH, BY_NAME_AND_CONTENT
    return (Confidence.HIGH if offer.says >= NAME else Confidence.MEDIUM), BY_NAME


def _by_content(
    at: int, used: set[str], targets: Mapping[str, Target], reads: Reads
) -> tuple[str, ...]:
    """Fields of lists and of dates that nearly all of its cells read as, and that no other column
    is for.
    """
    found = [
        (part, path)
        for path, target in targets.items()
        if path not in used
        and path not in common_fields()
        and not target.is_stop
        and target.spec.type in (FieldType.PARTIAL_DATE, FieldType.DATE, FieldType.CODE)
        and (part := reads(at, target) or 0.0) >= ENOUGH
    ]
    return tuple(path for _, path in sorted(found, key=lambda one: -one[0])[:5])


def unassigned(heads: Sequence[ColumnHead]) -> tuple[Recognized, ...]:
    """The columns of a table of which nobody said yet what it holds."""
    headings = headings_of([head.header for head in heads])
    return tuple(_blank(head, of_it) for head, of_it in zip(heads, headings, strict=True))


def remembered(column: Recognized, field: str) -> Recognized:
    """The column as the office mapped it before."""
    return replace(column, field=field, confidence=Confidence.HIGH, reason=REMEMBERED)
