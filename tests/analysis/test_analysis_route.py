"""Stages of a route and the line it becomes in a drawn contents."""

from rilo_desktop.analysis.route import route_line, stages
from rilo_desktop.records import NOT_KNOWN, CaseStudy, RouteLeg


def leg(
    role: str, country: object = "CN", place: object = None, mode: str | None = None
) -> RouteLeg:
    return RouteLeg(role=role, country=country, place=place, mode=mode)  # type: ignore[arg-type]


def test_places_of_one_role_in_a_row_stand_side_by_side() -> None:
    found = stages([leg("departure", "SA"), leg("departure", "BH"), leg("seizure", "IT")])
    assert [(s.role, [p.country for p in s.places]) for s in found] == [
        ("departure", ["SA", "BH"]),
        ("seizure", ["IT"]),
    ]


def test_transits_follow_each_other() -> None:
    found = stages([leg("transit", "HK"), leg("transit", "DE"), leg("seizure", "IT")])
    assert [len(s.places) for s in found] == [1, 1, 1]


def test_everything_up_to_the_first_detection_was_travelled() -> None:
    roles = ["origin", "transit", "seizure", "transit", "seizure", "destination"]
    found = stages([leg(role) for role in roles])
    assert [s.travelled for s in found] == [True, True, True, False, False, False]


def test_a_route_without_a_detection_was_travelled_to_its_end() -> None:
    assert all(s.travelled for s in stages([leg("origin"), leg("destination")]))


def test_a_country_that_is_not_known_or_empty_is_not_named() -> None:
    found = stages([leg("origin", NOT_KNOWN, "Somewhere"), leg("seizure", None)])
    assert [s.places[0].named for s in found] == [False, False]
    assert found[0].places[0].place == "Somewhere"


def test_no_legs_no_stages() -> None:
    assert stages(()) == ()


def test_the_line_is_aligned_at_the_first_detection() -> None:
    route = (leg("origin"), leg("transit"), leg("seizure", "IT"), leg("seizure", "NL"))
    line = route_line(CaseStudy(route=(*route, leg("destination", None))))
    assert [k.role for k in line.before] == ["origin", "transit"]
    assert line.at is not None
    assert line.at.parallel == 2
    assert [(k.role, k.named) for k in line.after] == [("destination", False)]


def test_a_line_without_a_detection_has_nothing_after_it() -> None:
    line = route_line(CaseStudy(route=(leg("origin"), leg("destination"))))
    assert (len(line.before), line.at, line.after) == (2, None, ())
