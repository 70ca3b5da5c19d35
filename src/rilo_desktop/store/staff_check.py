"""Does the log say what the table of officers says? Roles and keys are not in signed revisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.rules.findings import N_, Finding, Nature, Severity

from . import staff
from .reading import OfficerRow, Reading

FOUNDED = N_("store made")
_ENTERED = frozenset({FOUNDED, staff.ADDED})
_FIELDS = ("function", "role", "key")


@dataclass(frozen=True, slots=True)
class _Expected:
    """None: the log does not say; older versions wrote no keys."""

    function: str | None = None
    role: str | None = None
    key: str | None = None
    is_active: bool = True

    def told(self, detail: Mapping[str, Any]) -> _Expected:
        said = {name: str(detail[name]) for name in _FIELDS if name in detail}
        return _Expected(
            said.get("function", self.function),
            said.get("role", self.role),
            said.get("key", self.key),
            self.is_active,
        )

    def fits(self, row: OfficerRow) -> bool:
        found = {"function": row.function, "role": row.role, "key": row.public_key.hex()}
        return self.is_active == row.is_active and all(
            getattr(self, name) in (None, found[name]) for name in _FIELDS
        )


def officers_unlike_log(reading: Reading) -> Iterator[Finding]:
    """Officers whose role, function, key or removal is not what the log says."""
    expected = _by_log(reading)
    rows = {row.sign: row for row in reading.officers()}
    for sign in sorted({*expected, *rows}):
        row, told = rows.get(sign), expected.get(sign)
        if row is None or told is None or not told.fits(row):
            yield Finding(
                "check.officer",
                Severity.BLOCKS,
                Nature.STRUCTURE,
                N_("What the office says of officer {sign} is not what its log says."),
                {"sign": sign},
            )


def _by_log(reading: Reading) -> dict[str, _Expected]:
    found: dict[str, _Expected] = {}
    actions = (FOUNDED, staff.ADDED, staff.CHANGED, staff.RESET, staff.REMOVED)
    entries = sorted(
        (entry for action in actions for entry in reading.logged(action)), key=lambda e: e.seq
    )
    for entry in entries:
        sign = str(entry.detail.get("officer" if entry.action == FOUNDED else "sign", ""))
        before = _Expected() if entry.action in _ENTERED else found.get(sign, _Expected())
        found[sign] = replace(before.told(entry.detail), is_active=entry.action != staff.REMOVED)
    return found
