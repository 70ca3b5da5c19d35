"""What in a text identifies a person, a firm or a consignment, in the network's six languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from .addresses import addresses
from .companies import companies
from .consignments import consignments
from .identifiers import emails, identifiers
from .kinds import FILE_NAME, Found
from .person_names import person_names
from .web import handles, web_addresses


def personal_data(text: str, cites_pages: bool = False) -> tuple[Found, ...]:
    """By position; where two overlap, an identifier goes before a hint.

    `cites_pages`: the field names the pages that a record is taken from, so that a web address is
    found there only where it is a shop, an offer or somebody's profile.
    """
    if not _WORTH_READING.search(text):
        return ()
    key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()
    known = remembered.get((key, cites_pages))
    if known is None:
        if len(remembered) >= MOST_KNOWN:
            remembered.clear()
        known = remembered[key, cites_pages] = _read(text, cites_pages)
    return known


MOST_KNOWN = 20_000
remembered: dict[tuple[bytes, bool], tuple[Found, ...]] = {}
"""What was found in texts that were read before, by their digest: no text outlives a lock here."""
_WORTH_READING = re.compile(r"[\d@(\[]|\S[\s._]\S")
"""One word without a number holds nothing."""


def _read(text: str, cites_pages: bool) -> tuple[Found, ...]:
    plain = text.translate(_PLAIN)
    written = tuple(emails(plain))
    pages = _free(written, web_addresses(plain, cites_pages), len(text))
    every = _free(written, web_addresses(plain, everything=True), len(text))
    outside = _without(plain, every)
    if FILE_NAME.search(outside):
        outside = outside.replace("_", " ")
    found = [*written, *identifiers(outside)]
    found += [*pages, *handles(outside), *consignments(outside)]
    found += _free(found, (*addresses(outside), *companies(outside)), len(text))
    found += _free(found, person_names(outside, tuple(found)), len(text))
    return tuple(_apart(found))


def _free(taken: Sequence[Found], more: Iterable[Found], length: int) -> list[Found]:
    """Those that touch nothing that is found already."""
    covered = bytearray(length)
    for one in taken:
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    return [one for one in more if not any(covered[one.start : one.end])]


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """The first of those that overlap; from one place on an identifier, then the longest."""
    end = 0
    for one in sorted(found, key=lambda f: (f.start, not f.is_identifier, -f.end)):
        if one.start >= end:
            yield one
            end = one.end


def _without(text: str, pages: Sequence[Found]) -> str:
    """Web addresses as blanks: the numbers in them name pages."""
    parts, at = [], 0
    for page in pages:
        parts += [text[at : page.start], " " * (page.end - page.start)]
        at = page.end
    return "".join([*parts, text[at:]])


_PLAIN = (
    {first + digit: str(digit) for first in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
    | dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F), " ")
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
    | dict.fromkeys((0x2019, 0x02BC), "'")
    | dict.fromkeys((0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2069), " ")
)
"""One character for one, so that positions stay: digits, blanks, hyphens; no invisible signs."""
