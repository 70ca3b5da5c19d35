"""Countries with places, and whole routes in one cell."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import codes_named, folded_words, near_codes, words_of

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
_SEVERAL = re.compile(r"\s*[/;\n|]\s*|\s*[,،]\s*")
_ONWARD = re.compile(r"\s*(?:→|->|=>|>|⟶|➔|–|—|\s-\s|(?<=[A-Z]{2})-(?=[A-Z]{2}\b))\s*")
_HYPHEN = re.compile(r"\s*-\s*")


def read_place_country(cell: Cell, habits: Habits | None = None) -> Reading:
    """The value is ((country, place), ...): "Mumbai (India) / Dubai (UAE)"."""
    whole = read_country(cell, habits or Habits())
    if whole.state == "taken":
        return taken(((whole.value, ""),), *whole.warnings)
    if whole.state != "question":
        return whole
    text = text_of(cell).strip()
    if one := _place_in_country(text):
        return taken((one,))
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2:
        return question(whole.reason, *(((code, ""),) for code in whole.proposals))
    found = [_one(part) for part in parts]
    if all(found):
        return taken(tuple(one for one in found if one))
    if place := _place_before_country(parts):
        return taken((place,))
    reason = about(LEG_UNKNOWN, next(p for p, one in zip(parts, found, strict=True) if not one))
    known = tuple(one for one in found if one)
    return question(reason, *((known,) if known else ()))


def _one(text: str) -> PlaceCountry | None:
    found = codes_named("country", text)
    return (found[0], "") if len(found) == 1 else _place_in_country(text)


def _place_in_country(text: str) -> PlaceCountry | None:
    """ "China (Shenzhen)" and "Mumbai (India)"; None where both are countries, or neither."""
    if not (both := _BRACKETS.fullmatch(text)):
        return None
    outer, inner = (codes_named("country", part) for part in both.groups())
    if len(outer) == 1 and not inner and not near_codes("country", both[2]):
        return outer[0], both[2].strip()
    if len(inner) == 1 and not outer and not near_codes("country", both[1]):
        return inner[0], both[1].strip()
    return None


def _place_before_country(parts: list[str]) -> PlaceCountry | None:
    """ "Mumbai, India"."""
    if len(parts) != 2 or codes_named("country", parts[0]) or near_codes("country", parts[0]):
        return None
    found = codes_named("country", parts[1])
    return (found[0], parts[0]) if len(found) == 1 else None


def read_route(cell: Cell, habits: Habits | None = None) -> Reading:
    """The value is ((role, country, place), ...): "CN → KE → UG", "CN via SG to RU"."""
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
        read = read_place_country(said, habits)
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
