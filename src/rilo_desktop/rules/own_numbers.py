"""The next free own number, in the pattern that an office gives its numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from rilo_desktop.characters import own_key

_NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DIGITS = 2
"""Of the number of an office that has none yet."""


class OwnNumbers(NamedTuple):
    """The numbers that the records of one type have, in the office of this code and year."""

    office: str = ""
    year: int = 0
    taken: tuple[str, ...] = ()

    def next(self, within: str | None = None) -> str | None:
        """None where the office has no pattern yet.

        `within`: a code that the numbers hold, "RTE" in "XX-RTE-04"; "" where it is not known.
        """
        if within is None:
            return self._free(*self._usual())
        if not within or not self.office:
            return None
        start = f"{self.office}-{within}-"
        shapes = Counter(head for head, _, _ in self._split() if head.startswith(start))
        head = shapes.most_common(1)[0][0] if shapes else start
        numbers = [(int(digits), digits) for one, digits, _ in self._split() if one == head]
        last, width = max((n, len(digits)) for n, digits in numbers) if numbers else (0, DIGITS)
        return self._free(head, last + 1, width)

    def _usual(self) -> tuple[str, int, int]:
        """What stands before the number, the number itself and its digits; "" for none."""
        shapes: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for head, digits, year in self._split():
            shape = _YEAR.sub("{year}", head, count=1)
            shapes[shape][year].append((int(digits), len(digits)))
        if not shapes:
            return "", 0, 0
        shape, years = max(shapes.items(), key=lambda one: sum(map(len, one[1].values())))
        latest = max(years)
        goes_on = len(years) > 1 and min(years[latest])[0] > 1
        of = [one for numbers in years.values() for one in numbers] if goes_on else years[latest]
        is_new_year = "{year}" in shape and latest < self.year and not goes_on
        last, width = (0, max(of)[1]) if is_new_year else max(of)
        return shape.replace("{year}", str(self.year)), last + 1, width

    def _split(self) -> list[tuple[str, str, int]]:
        """(what stands before the number, its digits, the year in it or 0) of each."""
        found = []
        for number in self.taken:
            if parts := _NUMBERED.fullmatch(number):
                year = _YEAR.search(parts[1])
                found.append((parts[1], parts[2], int(year[0]) if year else 0))
        return found

    def _free(self, head: str, number: int, width: int) -> str | None:
        if not width:
            return None
        keys = {own_key(one) for one in self.taken}
        while own_key(f"{head}{number:0{width}}") in keys:
            number += 1
        return f"{head}{number:0{width}}"
