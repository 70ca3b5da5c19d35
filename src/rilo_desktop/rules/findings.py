"""Findings: what a rule says of a record, as data that the catalogue turns into a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


def N_(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message


def NC_(context: str, message: str) -> str:
    """Marks a message that is translated by its context."""
    return f"{context}\x04{message}"


class Severity(StrEnum):
    BLOCKS = "blocks"
    """Release is refused until it is solved or, where that is allowed, justified."""
    WARNS = "warns"


class Nature(StrEnum):
    """What a finding is about.

    Completeness may be justified, all of it at once; what may identify somebody is answered, each
    finding by itself.
    """

    COMPLETENESS = "completeness"
    NOMINAL = "nominal"
    STRUCTURE = "structure"
    HANDLING = "handling"
    GLYPHS = "glyphs"
    REVIEW = "review"


JUSTIFIABLE = frozenset({Nature.COMPLETENESS})


@dataclass(frozen=True, slots=True)
class FieldPath:
    """Where a finding is: of a record, or of a file's sheet and row."""

    kind: str = ""
    record: str = ""
    """Id of the record, "" before it has one."""
    reference: str = ""
    """What people call it: its reference, own number or title."""
    field: str = ""
    """Path of the field: "title", "goods.2.unit" (lines counted from 1)."""
    label: str = ""
    """Label of the field, a message of the catalogue."""
    section: str = ""
    within: tuple[tuple[FormText, int], ...] = ()
    """Of an answer to a form: the groups and lines that it lies in, a line with its number."""
    file: str = ""
    sheet: str = ""
    row: int = 0
    item: str = ""
    """Of a form's workbook: the question and the column, as they are written there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is a message of the catalogue with {named} values from `values`.

    A value that is itself a message or a code is given as `Message` or `Coded`.
    """

    rule: str
    severity: Severity
    nature: Nature
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    place: FieldPath = FieldPath()

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    @property
    def justifiable(self) -> bool:
        return self.nature in JUSTIFIABLE

    @property
    def answerable(self) -> bool:
        """It keeps from release, blocking or not, until it is answered."""
        return self.nature is Nature.NOMINAL

    def at(self, **where: Any) -> Finding:
        """The same finding with more said of its place."""
        return replace(self, place=replace(self.place, **where))


@dataclass(frozen=True, slots=True)
class Message:
    """A value inside a finding that is itself to be translated, with {named} values of its own."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Coded:
    """A value inside a finding that is a code of a list."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class FormText:
    """A value inside a finding that is a text of a form: (language, text), as the form has them."""

    texts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.texts[0][1] if self.texts else ""


class Refused(Exception):
    """An operation that rules forbid. Nothing was changed; `findings` say why, all of them."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.message for f in findings))


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.blocks)
