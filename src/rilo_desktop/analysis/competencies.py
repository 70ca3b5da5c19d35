"""Who can do what: the newest rating of each office and competency, the gaps, and who can help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.records import CompetencyRating

from .known_values import known_last, known_lines, known_text

HELP_FROM, TEACHES, NEEDS_HELP_TO = 3, 4, 1
"""Level from which an office that offers help can give it, that which teaches, and the highest
that needs help."""
FEW = 4
"""A competency is a gap where at most every fourth office said how far it is."""
OLD_AFTER_YEARS = 2

Key = tuple[str, str]
"""(office, competency)."""


def level_of(rating: CompetencyRating | None) -> int | None:
    """None is unknown, never 0."""
    return rating.level if rating is not None and isinstance(rating.level, int) else None


def as_of(rating: CompetencyRating) -> str:
    return known_text(rating.as_of)


def is_old(day: str, today: str) -> bool:
    """Is a statement of this day, month or year more than two years old today?"""
    last = known_last(day)
    if last is None:
        return False
    return last.isoformat() < f"{int(today[:4]) - OLD_AFTER_YEARS}{today[4:]}"


@dataclass(frozen=True, slots=True)
class Gap:
    """A competency of which few offices said anything, or in which none is advanced."""

    competency: str
    said: int
    best: int | None
    without: int
    """Offices that said 0."""


@dataclass(frozen=True, slots=True)
class Match:
    """One office that can help another. `languages` are common; none may be known of one."""

    competency: str
    helper: str
    level: int
    asks: str
    asked_level: int
    languages: tuple[str, ...]
    languages_known: bool


@dataclass(frozen=True)
class CompetencyMatrix:
    """`ratings` has the newest of each office and competency; what nobody rated is not in it."""

    offices: tuple[str, ...]
    competencies: tuple[str, ...]
    ratings: Mapping[Key, CompetencyRating]

    def rating(self, office: str, competency: str) -> CompetencyRating | None:
        return self.ratings.get((office, competency))

    def level(self, office: str, competency: str) -> int | None:
        return level_of(self.rating(office, competency))

    def levels(self, competency: str) -> Mapping[str, int]:
        """Of the offices that said one."""
        found = ((office, self.level(office, competency)) for office in self.offices)
        return {office: level for office, level in found if level is not None}

    @property
    def known(self) -> int:
        """Cells with a level."""
        return sum(len(self.levels(one)) for one in self.competencies)

    def stated(self, office: str) -> str:
        """When the office last said something, "" where it never did."""
        days = (
            as_of(rating)
            for (of, _), rating in self.ratings.items()
            if of == office and level_of(rating) is not None
        )
        return max(days, default="")

    def said_nothing(self, office: str) -> bool:
        return not any(self.level(office, one) is not None for one in self.competencies)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """In the order of the competencies."""
        found = []
        for one in self.competencies:
            levels = self.levels(one).values()
            best = max(levels, default=None)
            if best is None or best < HELP_FROM or len(levels) * FEW <= len(self.offices):
                found.append(Gap(one, len(levels), best, sum(not level for level in levels)))
        return tuple(found)

    def matches(self, competency: str) -> tuple[Match, ...]:
        """Those with a common language first; then the higher level, then by office."""
        helpers, asking = [], []
        for office, level in self.levels(competency).items():
            rating = self.ratings[office, competency]
            if level == TEACHES or (rating.can_help and level >= HELP_FROM):
                helpers.append((office, level, rating))
            elif level <= NEEDS_HELP_TO:
                asking.append((office, level, rating))
        found = [_match(competency, helper, asks) for helper in helpers for asks in asking]
        order = sorted(found, key=lambda m: (m.asks, not m.languages, -m.level, m.helper))
        return tuple(match for match in order if match.languages or not match.languages_known)


Rated = tuple[str, int, CompetencyRating]


def _match(competency: str, helper: Rated, asks: Rated) -> Match:
    spoken = [known_lines(rating.languages) for _, _, rating in (helper, asks)]
    common = tuple(one for one in spoken[0] if one in spoken[1])
    return Match(competency, *helper[:2], *asks[:2], common, all(spoken))


def matrix(
    ratings: Iterable[CompetencyRating], offices: Sequence[str], competencies: Sequence[str]
) -> CompetencyMatrix:
    """The offices in this order, then those that have ratings and are not among them."""
    newest: dict[Key, CompetencyRating] = {}
    for rating in ratings:
        key = (known_text(rating.office_code), known_text(rating.competency))
        if not all(key):
            continue
        before = newest.get(key)
        if before is None or _order(rating) > _order(before):
            newest[key] = rating
    others = sorted({office for office, _ in newest} - set(offices))
    return CompetencyMatrix((*offices, *others), tuple(competencies), newest)


def _order(rating: CompetencyRating) -> tuple[str, str]:
    """A later statement is newer; of one day, the record made later."""
    last = known_last(rating.as_of)
    return (last.isoformat() if last else "", rating.id)
