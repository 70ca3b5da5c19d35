"""From the legs of a route to the stages that are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rilo_desktop.records import CaseStudy, RouteLeg

from .known_values import known_lines, known_text
from .results import Knot, PlaceCode, RouteLine, RouteStage

SIDE_BY_SIDE = frozenset({"origin", "departure", "seizure", "destination"})
"""Places of these roles that stand in a row are parallel; transits follow each other."""


def stages(legs: Iterable[RouteLeg]) -> tuple[RouteStage, ...]:
    """Legs in travel order. Travelled is everything up to the first detection."""
    groups: list[tuple[str, list[PlaceCode]]] = []
    for leg in legs:
        role = known_text(leg.role)
        place = PlaceCode(known_text(leg.country), known_text(leg.place), known_text(leg.mode))
        if groups and role == groups[-1][0] and role in SIDE_BY_SIDE:
            groups[-1][1].append(place)
        else:
            groups.append((role, [place]))
    first = _first_detection([role for role, _ in groups])
    return tuple(
        RouteStage(role, tuple(places), n <= first) for n, (role, places) in enumerate(groups)
    )


def route_line(case: CaseStudy) -> RouteLine:
    knots = [
        Knot(stage.role, any(place.named for place in stage.places), len(stage.places))
        for stage in stages(known_lines(case.route))
    ]
    first = _first_detection([knot.role for knot in knots])
    if first >= len(knots):
        return RouteLine(tuple(knots), None, ())
    return RouteLine(tuple(knots[:first]), knots[first], tuple(knots[first + 1 :]))


def _first_detection(roles: Sequence[str]) -> int:
    """Its index; the number of roles where there is none."""
    return next((n for n, role in enumerate(roles) if role == "seizure"), len(roles))
