"""Practice offices and offices in use take nothing from each other."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.office_codes import is_practice
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused

from .finding_helpers import finding

FROM_PRACTICE = N_(
    "{office} is a practice office, and what it sends is for practice only: an office in use takes "
    "nothing from it. Delete the file, or open it in a practice office."
)
FROM_IN_USE = N_(
    "{office} is an office in use, and this is a practice office, which takes nothing from it: "
    "open the file in the office that it was sent to."
)


def other_side(own: str, office: str, path: Path) -> Finding | None:
    """What is to be said where one of the two is a practice office and the other is not."""
    if is_practice(own) == is_practice(office):
        return None
    message = FROM_PRACTICE if is_practice(office) else FROM_IN_USE
    place = FieldPath(file=path.name)
    return finding("practice.other_side", message, place, file=path.name, office=office)


def refuse_other_side(own: str, office: str, path: Path) -> None:
    """Raises Refused."""
    said = other_side(own, office, path)
    if said is not None:
        raise Refused(said)
