"""Lines that are only added: what stands in the record stays, new lines are free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .input import LinesInput


class EntriesInput(LinesInput):
    """A `KeepsEntries`. What a saved line left empty may be filled in where its field says so."""

    _saved: tuple[Any, ...] = ()

    def start(self, saved: Sequence[Any]) -> None:
        self._saved = tuple(saved)
        self.set_value(self._saved)

    def keep(self, saved: Sequence[Any]) -> None:
        here, before = self.value(), len(self._saved)
        self._saved = tuple(saved)
        goes_on = here[: len(saved)] == self._saved
        self.set_value(here if goes_on else (*self._saved, *here[before:]))

    def _held(self, lines: tuple[Any, ...]) -> Sequence[Any]:
        return self._saved[: len(lines)]
