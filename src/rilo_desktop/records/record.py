"""What every record has, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from .field_specs import FieldSpec, NotKnown, RecordType, Section, code, day, fields_of, flag, text
from .translated import DEFAULT, text_in

Text = str | NotKnown | None

HANDLING = Section("handling", "Handling", "Who may see it, and how sure it is")


class Workflow(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


DEFAULT_TLP = "AMBER"
"""An unmarked record counts as this."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """The head of a record. `id` is a UUIDv7 and `reference` what people say: AP/2026/CS/A0012.

    `kind`, `id`, `reference` and `workflow` are kept by the services; all other fields are the
    officer's.
    """

    kind: ClassVar[RecordType]

    id: str = ""
    reference: str = ""
    workflow: str = Workflow.DRAFT
    archived: bool | None = flag("Archived")
    local_ref: str | None = text(
        "Local reference",
        help="Given by the office or by a workbook; unique within its record type",
        limit=100,
    )
    office_code: Text = code("Office concerned", names="office", filters=True)
    language: Text = code("Language of the text", vocabulary="language", filters=True)
    tlp: Text = code(
        "Handling label", vocabulary="tlp", filters=True, help="Unmarked counts as TLP:AMBER"
    )
    caveats: str | None = text("Caveats", null_is_empty=True)
    review_date: str | None = day("Review date", null_is_empty=True)

    def leaving(self) -> Self:
        """Without what does not leave as the record stands; not about fields for the office."""
        return self

    def called(self, reference: str) -> Self:
        """The same record under this reference."""
        # Not dataclasses.replace: passing seventy fields through __init__ is a tenth of a save.
        made = object.__new__(type(self))
        vars(made).update(vars(self), reference=reference)
        return made

    @property
    def title_text(self) -> str:
        """The title as plain text, in the default language; "" where there is none."""
        value = getattr(self, self.kind.title)
        return value if isinstance(value, str) else text_in(value, DEFAULT)


HEADER = tuple(fields_of(Record))
"""Names of the described fields that every kind has."""


def own_fields(cls: type[Record]) -> dict[str, FieldSpec]:
    """Described fields of the kind itself, without the head."""
    return {name: about for name, about in fields_of(cls).items() if name not in HEADER}
