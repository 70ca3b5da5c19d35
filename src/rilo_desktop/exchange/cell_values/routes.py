"""Countries with places, and whole routes in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import (
    codes_named,
    folded_words,
    near_codes,
    slips_of,
    words_of,
)

from ..cells import Cell, text_of
from .codes import read_country
from .reading import Habits, Reading, about, is_not_known, question, taken, unread

PlaceCountry = tuple[str, str]
"""(country, place or "")."""
Leg = tuple[str, str, str]
"""(role, country, place or "")."""

NO_ORDER = N_("“{value}” names countries without saying which way: say where the route begins.")
LEG_UNKNOWN = N_("“{value}” names a place whose country is not known: choose a country.")
ROUTE_READ = N_("The route is read from one cell: first departure, last destination.")

_BRACKETS = re.compile(r"(.+?)\s*[(\[](.+?)[)\]]", re.DOTALL)
_SEVERAL = re.compile(r"\s*[/;\n|]\s*")
_WITHIN = re.compile(r"\s*[,،:]\s*|\s+[-–—]\s+")
"""Between the parts of one place: "Mumbai, India", "China - Hong Kong"."""
_ARROW = re.compile("[→⟶➔>]")
_DASH = re.compile(r"\s[-–—]\s")
_ONWARD = re.compile(r"\s*(?:→|->|=>|>|⟶|➔|–|—|\s-\s|(?<=[A-Z]{2})-(?=[A-Z]{2}\b))\s*")
_HYPHEN = re.compile(r"\s*-\s*")
_ABBREVIATION = 3
"""Letters of what is an abbreviation of a country, and no place."""


def read_place_country(cell: Cell, habits: Habits | None = None, country: str = "") -> Reading:
    """The value is ((country, place), ...): "Mumbai (India) / Dubai (UAE)".

    `country`: that of the places whose country the cell does not say, as it was answered.
    """
    whole = read_country(cell, habits or Habits())
    if whole.state == "taken":
        return taken(((whole.value, ""),), *whole.warnings)
    if whole.state != "question":
        return whole
    text = text_of(cell).strip()
    parts = [part for part in _SEVERAL.split(text) if part]
    found = [_stops(part) for part in parts]
    if all(found):
        return taken(tuple(stop for stops in found for stop in stops))
    if country:
        answered = (
            stops or (_placed(part, country),) for part, stops in zip(parts, found, strict=True)
        )
        return taken(tuple(stop for stops in answered for stop in stops))
    unknown = next(part for part, stops in zip(parts, found, strict=True) if not stops)
    near = near_codes("country", unknown)
    if len(parts) == 1:
        reason = about(LEG_UNKNOWN, text) if _WITHIN.search(text) else whole.reason
        return question(reason, *((_placed(unknown, code),) for code in near))
    return question(about(LEG_UNKNOWN, unknown))


def _placed(text: str, country: str) -> PlaceCountry:
    """A place with the country that was said of it; what was meant as the country is no place."""
    is_country = len(text) <= _ABBREVIATION and text.isupper()
    return country, "" if is_country or country in slips_of("country", text) else text


def _stops(text: str) -> tuple[PlaceCountry, ...]:
    """The countries of one place, or of several without one; () where none is known."""
    named = codes_named("country", text)
    if named:
        return ((named[0], ""),) if len(named) == 1 else ()
    both = _BRACKETS.fullmatch(text)
    parts = [part.strip() for part in (both.groups() if both else _WITHIN.split(text))]
    found = _of_parts(parts) or _territory_in(_HYPHEN.split(text))
    says_way = both or _DASH.search(text)  # perhaps from one country to the other
    return () if len(found) > 1 and says_way else found


def _of_parts(parts: Sequence[str]) -> tuple[PlaceCountry, ...]:
    """One country with its place before or behind it, a territory with its country, or countries.

    A part that is perhaps a country misspelt leaves it open.
    """
    named = [codes_named("country", part) for part in parts]
    known = [codes[0] for codes in named if len(codes) == 1]
    if len(known) == len(parts):
        return _territory_in(parts) or tuple((code, "") for code in known)
    places = [part for part, codes in zip(parts, named, strict=True) if not codes]
    if len(known) != 1 or len(places) + 1 != len(parts) or not (named[0] or named[-1]):
        return ()
    if any(near_codes("country", place) or _ARROW.search(place) for place in places):
        return ()
    return ((known[0], ", ".join(places)),)


def _territory_in(parts: Sequence[str]) -> tuple[PlaceCountry, ...]:
    """Of a country and a territory of it the territory: "China - Hong Kong"."""
    if len(parts) != 2:
        return ()
    one, other = (codes_named("country", part) for part in parts)
    for whole, part in ((one, other), (other, one)):
        of = _countries_of(part[0]) if len(part) == 1 else ()
        if len(whole) == 1 and whole[0] in of:
            return ((part[0], ""),)
    return ()


@cache
def _countries_of(territory: str) -> tuple[str, ...]:
    names = (name for said in words_of("territory").values() for name in said)
    return tuple(name.name for name in names if name.code == territory)


def read_route(cell: Cell, habits: Habits | None = None, country: str = "") -> Reading:
    """The value is ((role, country, place), ...): "CN → KE → UG", "CN via SG to RU".

    `country`: that of the stations whose country the cell does not say.
    """
    if (told := unread(cell)) is not None:
        return told
    text = text_of(cell).strip()
    stations = _stations(text)
    if stations is None:
        known = read_place_country(cell, habits)
        countries = known.value if known.state == "taken" else ()
        through = tuple(("transit", *one) for one in countries)
        return question(about(NO_ORDER, text), *((through,) if through else ()))
    legs: tuple[Leg, ...] = ()
    for role, said in stations:
        if is_not_known(said) and said not in ("NA",):
            continue
        read = read_place_country(said, habits, country)
        if read.state != "taken":
            return question(read.reason)
        legs += tuple((role, *one) for one in read.value)
    return taken(legs, Message(ROUTE_READ))


def _stations(text: str) -> list[tuple[str, str]] | None:
    """(role, text) of each station; None where nothing says which way."""
    middle: list[str] = []
    words = text.split()
    via = [at for at, word in enumerate(words) if folded_words(word) in words_of("via")]
    if via:
        rest = words[via[0] + 1 :]
        to = [at for at, word in enumerate(rest) if folded_words(word) in words_of("toward")]
        end = to[0] if to else len(rest)
        middle = [" ".join(rest[:end])]
        ahead = " ".join(words[: via[0]])
        text = f"{ahead} → {' '.join(rest[end + 1 :])}" if to else ahead
    parts = [part for part in _ONWARD.split(text) if part]
    if len(parts) < 2 and not codes_named("country", text):
        parts = [part for part in _HYPHEN.split(text) if part]
    if len(parts) < 2:
        return None
    between = [("transit", part) for part in (*parts[1:-1], *middle)]
    return [("departure", parts[0]), *between, ("destination", parts[-1])]
