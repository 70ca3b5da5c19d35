"""The specification of a record type: everything the program knows of it beside its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rilo_desktop.records import Record, RecordType
from rilo_desktop.rules.findings import N_

from .document_spec import DocumentSpec, Plural
from .documents import HAVE_PAGES, OF_RECORD_TYPE
from .form_spec import LinesSpec, Row, Rows, ShortForm, arranged
from .list_spec import ListSpec


@dataclass(frozen=True, slots=True)
class SuggestionSpec:
    """Records of another type that are offered for linking beside the form. Texts are messages.

    `kind`: what is offered; `icon`: of the button that shows it. `type`, `state`: vocabularies of
    the codes of an offer. `into`: field of the form the link is written to; "": it is written into
    the offered record.
    """

    kind: str
    icon: str
    title: str
    search: str
    first: str
    quiet: str
    type: str
    state: str
    count: Plural
    into: str = ""
    weight: str = ""
    """Vocabulary of what a line says of the offer that it names ("strength"); "": it says none."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What an office without work of its own is offered on Today; `begins`: a new record."""

    title: str
    about: str
    begins: bool = True


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """Small records are edited beside their list. `rows`: code of `field` -> rows of the form."""

    field: str
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class DerivedSpec:
    """A record of another type that begins with what this one says. `label` is a message.

    `first`: the field that the officer writes first.
    """

    kind: str
    label: str
    keys: str
    first: str


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A page that shows one of its records in another way. `label` is a message, `icon` its own."""

    page: str
    label: str
    keys: str
    icon: str


@dataclass(frozen=True, slots=True)
class DeadlineSpec:
    """Fields that say when a record is late: the first of `days` that is given, unless closed."""

    days: tuple[str, ...]
    status: str = ""
    """A field with the codes of progress; "": none says that it is closed."""
    unsure: tuple[str, str, str] | None = None
    """(day, field, code): this day makes nobody late while that field has the code."""
    ended: str = ""
    """A field that is given once nobody waits any more: the day of the answer."""
    binding: tuple[str, tuple[str, ...]] | None = None
    """(field, codes): the day counts only where that field has one of these codes."""
    released: tuple[tuple[str, str], ...] = ()
    """(record type, field): a record that this office released ends the one whose id its field has;
    "id": it ends itself."""
    said: str = N_("due {day}")
    """On Today. A message."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordTypeSpec:
    """One record type in lists, editors, navigation, Today, retention and submissions.

    `new`, `empty`, `about`: messages of the list page.
    """

    record: type[Record]
    icon: str = "file-text"
    group: str = ""
    """Key of its navigation group; "": it has no list and no editor of its own."""
    listed_by: str = ""
    """Key of the page of its group that shows its records and leads to their list."""
    listed_as: str = ""
    """What its list is called; "": the plural of the type. A message."""
    topic: str = ""
    """Key of the help topic of its list and form; "": that of `listed_by`, else its own code."""
    new: str = N_("New")
    empty: str = N_("Nothing yet")
    about: str = ""
    list: ListSpec
    form: Mapping[str, Rows] = field(default_factory=dict)
    """Section -> rows of the form, see `form_spec`."""
    form_leads: tuple[str, ...] = ()
    """Sections that stand behind the first one, before the others of the record type."""
    lines: Mapping[type, LinesSpec] = field(default_factory=dict)
    short: ShortForm | None = None
    """Its form on one screen, where it has one beside the full form."""
    opens_at: str = ""
    """Field that has the focus when a record is opened; "": the one that names it."""
    panel: PanelSpec | None = None
    suggestions: SuggestionSpec | None = None
    derived: tuple[DerivedSpec, ...] = ()
    """What can be made from one of its records."""
    views: tuple[ViewSpec, ...] = ()
    """Pages that show one of its records in another way."""
    deadline: DeadlineSpec | None = None
    is_wide: bool = False
    """Its form takes the whole width: parts and findings stand beside it where they are asked for.
    """
    by_service_only: bool = False
    """A service of its own writes it; it is not saved as a form leaves it."""
    retention: bool = False
    """Its retention rule is chosen on the page of the office; the command line has all."""
    on_today: bool = False
    """Work of every day: Today begins it."""
    first_step: FirstStep | None = None
    analysis: str = ""
    """Key of the part of Analysis that counts it."""
    is_public: bool = False
    """What the program brings along of it is TLP:CLEAR."""
    in_catalogue: bool = False
    """A new office has records of it from the start."""
    starts_as: Mapping[str, str] = field(default_factory=dict)
    """Values of catalogue records where the catalogue says none."""
    sample: str = ""
    """File of resources/sample with records of it: a workbook, or published JSON."""

    @property
    def kind(self) -> RecordType:
        return self.record.kind

    @property
    def code(self) -> str:
        """As on the command line and in data: "case-study"."""
        return self.record.kind.code

    @property
    def place(self) -> str:
        """What its list is called, in the navigation too: a message."""
        return self.listed_as or self.kind.plural

    @property
    def document(self) -> DocumentSpec | None:
        """Of the submissions that are made of it."""
        return OF_RECORD_TYPE.get(self.code)

    @property
    def has_pages(self) -> bool:
        """Does a record have pages of its own?"""
        return self.code in HAVE_PAGES

    @property
    def can_be_sent(self) -> bool:
        """May its records be chosen for a submission?"""
        return self.document is not None

    @property
    def arranged(self) -> dict[str, tuple[Row, ...]]:
        """Section -> rows of its form, in their order; every field is in one of them."""
        found = arranged(self.kind, self.form)
        order = list(found)
        order[1:1] = [order.pop(order.index(name)) for name in self.form_leads]
        return {name: found[name] for name in order}
