"""From finding to finding, from the top of the form to its end."""

from __future__ import annotations

from collections.abc import Iterable

from ...widgets.findings import ShownFinding
from ...widgets.record_form.short_form import FormShape

_Place = tuple[tuple[int, int, int], str]
_ABOVE: _Place = (-1, 0, 0), ""
"""Before every finding."""


class FindingWalk:
    """Knows the finding that was gone to, also when it is solved meanwhile."""

    def __init__(self, shape: FormShape) -> None:
        self._shape = shape
        self.rest()

    def rest(self) -> None:
        """Begin at the top again."""
        self._last: ShownFinding | None = None

    @property
    def path(self) -> str:
        """Of the finding that was gone to, "" before the first."""
        return self._last.path if self._last is not None else ""

    def in_order(self, found: Iterable[ShownFinding]) -> tuple[ShownFinding, ...]:
        """As their fields are read in the form that is shown."""
        return tuple(sorted(found, key=self._place))

    def go_to(self, finding: ShownFinding) -> None:
        self._last = finding

    def after(self, found: Iterable[ShownFinding]) -> ShownFinding | None:
        """The one below, the first one behind the last; None where there is none.

        Below in the form as it is shown now: going to a finding may have shown the full one.
        """
        ordered = self.in_order(found)
        at = self._place(self._last) if self._last is not None else _ABOVE
        below = (one for one in ordered if at < self._place(one))
        return next(below, ordered[0] if ordered else None)

    def _place(self, finding: ShownFinding) -> _Place:
        return self._shape.place_in_order(finding.path), finding.sentence
