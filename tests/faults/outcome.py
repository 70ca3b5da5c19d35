"""What a test says of its fault (the fixture `outcome`)."""

from __future__ import annotations

import shutil
from typing import Any, NoReturn

import pytest

from faults import table


class Outcome:
    """What a test says of its fault; it may say something several times, all is added up."""

    def __init__(self, told: list[tuple[str, Any]]) -> None:
        self._told = told

    def tell(self, *, rounds: int, damaged: int = 0, lost: int = 0, message: str = "") -> None:
        """The result; fails where anything was damaged or lost."""
        self._put(rounds=rounds, damaged=int(damaged), lost=int(lost), message=message)
        assert rounds > 0, "nothing was tried"
        assert (damaged, lost) == (0, 0), f"{damaged} damaged, {lost} lost: {message}"

    def control(self, *, rounds: int, damaged: int, lost: int, means: str) -> None:
        """The same test where the program cannot hold; fails where nothing was seen to be lost."""
        self._put(control=f"{means}: {damaged} damaged, {lost} lost in {rounds}")
        assert damaged + lost > 0, "a test that sees no loss here sees none anywhere"

    def missing(self, why: str) -> NoReturn:
        """A door that is not built yet, or a means that this machine lacks: named and counted."""
        self._put(missing=why)
        pytest.skip(why)

    def needs(self, *commands: str) -> None:
        """Commands of the system without which this fault cannot be made."""
        for command in commands:
            if shutil.which(command) is None:
                self.missing(f"needs {command}")

    def _put(self, **told: Any) -> None:
        self._told.append((table.PROPERTY, told))
