"""A record as a submission takes it."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.records import Attachment, Record

from .document_records import Part


@dataclass(frozen=True, slots=True)
class Frozen:
    """A record at the revision it was frozen at; `record` holds nothing for the office only.

    `part`: of how much of it goes; then `record` holds no more.
    """

    record: Record
    revision: str
    number: int
    withheld: int
    tlp: str = ""
    """What it counts as."""
    part: Part = Part.WHOLE
    held: tuple[Attachment, ...] = ()
    """All files of a record that goes whole."""
    files: frozenset[str] = frozenset()
    """SHA-256 of those that go with it."""

    @property
    def attached(self) -> tuple[Attachment, ...]:
        """The files that go with it."""
        return tuple(one for one in self.held if one.sha256 in self.files)

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the record, and of files that have their own."""
        return (self.tlp, *(one.tlp for one in self.attached if one.tlp))
