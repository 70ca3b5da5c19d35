"""The data inside a submission: what `docs/file-format.md` describes, as frozen plain data.

A package is what left, no more: every snapshot in it is without what is for the office only. It is
written as canonical JSON (UTF-8, sorted keys, no white space) and read strictly: of another shape,
with a key that is not described or a value of another type, it is refused whole. The pages of the
submission are made from nothing else, so that they can be made again by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from rilo_desktop.office_codes import is_office_code, is_practice, office_of_code
from rilo_desktop.paper import A4, PAPERS
from rilo_desktop.records import ActionItem, Attachment, CaseStudy
from rilo_desktop.records.snapshots import Snapshot
from rilo_desktop.rules.attachments import MOST_FILES, MOST_OF_SUBMISSION, is_sound
from rilo_desktop.rules.list_entries import LONGEST, is_code_name
from rilo_desktop.vocabularies import shipped, vocabulary_names

from .strict_json import Misshapen, read_version, since, until, write

FORMAT = "rilo-submission"
VERSION = 3
"""Of this shape. It grows with every change that a reader of the old one would not understand.
Older versions are read and verified as they stand.
"""
ON_A4 = 2
"""The version that says nothing of paper. What is on A4 is made in it: older programs read that."""
MOST_OWN_CODES = 1_000


_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What made the pages: with the same, they can be made again and must be equal."""

    program: str
    """Name and version."""
    renderer: str
    """`reports.RENDERER`."""
    language: str
    catalogue: str
    """SHA-256 of the catalogue of labels and codes in that language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """By a function and an officer's sign, never by a name; `on` is an ISO day."""

    function: str
    on: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """An entry of a store's log, which names all entries before it: its number and its hash."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An earlier submission of the same store, and the entry that released it.

    Whoever holds that submission sees whether the log was shortened or written anew since.
    """

    reference: str
    revision: int
    head: LogHead


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredLog:
    """A restore of this store: which entries of its log are gone.

    It says so of itself; a receiver believes it once its fingerprint was compared by phone.
    """

    number: int
    """Of the entry that says it."""
    previous: str
    """Hash of the entry before that one."""
    kept: LogHead
    """The last entry that the log before and the restored one both have."""
    made: str
    """ISO day of the backup."""
    last: int
    """Of the newest entry that is known to be gone; 0: nobody knows."""
    lost: tuple[Noted, ...] = ()
    """Submissions that are known to be gone, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A text that an officer wrote for this document, at a place that its type has."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageHeader:
    """The head of the submission, as printed on its cover."""

    id: str
    """Of the submission's record, equal in all its revisions."""
    store: str
    """Of the office's store, whose log `log_head` is of."""
    office: str
    reference: str
    revision: int
    type: str
    """Code of the vocabulary submission_type: "CS", "RI" or "AP"."""
    title: str
    date: str
    """ISO day: the position of the report."""
    purpose: str
    addressee: str
    tlp: str
    caveats: tuple[str, ...] = ()
    prepared_by: str = ""
    """A function."""
    approved: Approved | None = None
    office_of_one: bool = False
    justification: str = ""
    supersedes: str = ""
    """Reference of the submission that this one replaces; "": of none."""
    supersedes_id: str = ""
    content_hash: str = ""
    """SHA-256 over the canonical snapshots of `records` in order, each followed by a line feed."""
    log_head: LogHead | None = None
    """The entry that released it."""
    noted: tuple[Noted, ...] = ()
    """Earlier submissions that the log still knows, the newest first."""
    withheld: int = 0
    """Fields and pictures for the office only that were left out."""
    acceptance: str = ""
    """Version of the receiver's rules that it was judged by; "": by none."""
    practice: bool = field(default=False, metadata=since(2))
    """From a practice office: examples only, invented or published."""
    year: int = field(default=0, metadata=since(2))
    """What the document is about, 0 and "" where its type has no such scope."""
    member: str = field(default="", metadata=since(2))
    card: str = field(default="", metadata=since(2))
    """Fingerprint of the card whose key signs it, as printed."""
    messages: tuple[Typed, ...] = field(default=(), metadata=since(2))
    """In the order in which they are printed."""
    restored: tuple[RestoredLog, ...] = field(default=(), metadata=since(2))
    """Restores that took entries out of the log, oldest first."""
    paper: str = field(default=A4, metadata=since(3))
    """One of `paper.PAPERS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A record as it was frozen."""

    kind: str
    id: str
    reference: str
    revision: str
    """Name of the frozen revision in the store that sent it."""
    number: int
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    """All revisions that it came from, the newest first; the parents are among them."""
    created: str = field(default="", metadata=since(2))
    """When the record was begun, the same in each of its submissions; ISO, UTC, whole seconds."""
    modified: str = field(default="", metadata=since(2))
    """When the frozen revision was written."""
    snapshot: Snapshot
    """See `records.snapshots`; it carries the number of its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFigure:
    """`value`: a decimal number as text; "": not known."""

    figure: str
    key: str
    value: str
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReport:
    """What the document about the year before printed, as it stands beside this year's figures."""

    reference: str
    figures: tuple[EarlierFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """A code that an office added to a list, with its labels."""

    list: str
    code: str
    label_en: str
    label_fr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What else stands on the pages, each as far as it is printed; snapshots too."""

    referenced: dict[str, dict[str, Snapshot]] = field(default_factory=dict, metadata=since(2))
    """Record type -> id -> the fields that are printed: records beside those that are sent."""
    excerpts: dict[str, dict[str, Snapshot]] = field(default_factory=dict, metadata=since(2))
    """The same of records that the document is made of and that are printed in part, or counted."""
    earlier: EarlierReport | None = field(default=None, metadata=since(2))
    totals: dict[str, int] = field(default_factory=dict, metadata=since(2))
    """Record type -> how many the office holds."""
    own_codes: tuple[OwnCode, ...] = field(default=(), metadata=since(2))
    """Codes in its records that are not in the lists that all offices have."""
    offices: tuple[Snapshot, ...] = field(default=(), metadata=until(1))
    indicators: tuple[Snapshot, ...] = field(default=(), metadata=until(1))
    cases: tuple[Snapshot, ...] = field(default=(), metadata=until(1))
    """Evidence of indicators: the cases that show one of them."""
    cases_held: int = field(default=0, metadata=until(1))
    """How many cases the office looked at for that."""
    plans: tuple[Snapshot, ...] = field(default=(), metadata=until(1))
    registered: int = field(default=0, metadata=until(1))
    """Action items in the register, for an action plan."""

    def all_referenced(self) -> Mapping[str, Mapping[str, Snapshot]]:
        """`referenced`, of version 1 too, whose snapshots have no id where a code names them."""
        if self.referenced:
            return self.referenced
        found: dict[str, dict[str, Snapshot]] = {}
        for snapshot in (*self.offices, *self.indicators, *self.cases, *self.plans):
            of_type = found.setdefault(snapshot["kind"], {})
            of_type[snapshot["id"] or str(snapshot.get("local_ref") or len(of_type))] = snapshot
        return found

    def all_totals(self) -> Mapping[str, int]:
        """`totals`, of version 1 too."""
        return self.totals or {
            CaseStudy.kind.code: self.cases_held,
            ActionItem.kind.code: self.registered,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPicture:
    """A picture of a record that is printed: a JPEG of its own, attached as "<sha256>.jpg".

    It is a cleaned copy. The snapshot names the original, which stays in the office: whoever
    receives the record keeps this copy in its place, without the boxes, which are burned in.
    """

    record: str
    position: int
    """Which of the record's pictures, counted from 0."""
    sha256: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.sha256}.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file of a record that an officer chose to go with it, attached byte for byte.

    `tlp` is the label that it counts as, `size` its bytes. Whoever receives the record has it
    among the files of the record, for the office only as there.
    """

    record: str
    name: str
    description: str = ""
    tlp: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A record that this office sent before and whose content it purged, on an ISO day.

    A request, without the reason: whoever receives it decides.
    """

    record: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    made_by: Maker
    submission: PackageHeader
    records: tuple[Packed, ...]
    printed: Printed = Printed()
    pictures: tuple[PackedPicture, ...] = ()
    attachments: tuple[PackedFile, ...] = field(default=(), metadata=since(2))
    """In the order of the records."""
    deletions: tuple[Deletion, ...] = field(default=(), metadata=since(2))
    version: int = field(default=VERSION, metadata=until(0))
    """Of the format that it is written in: it stands beside the format, not among the fields."""


def moment(at: datetime) -> str:
    """As times stand in a package: UTC, whole seconds."""
    return at.astimezone(UTC).strftime(_MOMENT)


def to_json(package: Package) -> bytes:
    """The one byte string that stands for it."""
    return write(package, FORMAT, package.version)


def from_json(content: bytes | str) -> Package:
    """Raises Misshapen for anything else, and Newer for what a later program made.

    A record of a kind or shape that is not known here is read as it stands.
    """
    package, version = read_version(Package, content, FORMAT, VERSION)
    _check(package)
    return replace(package, version=version)


def _check(package: Package) -> None:
    """What one part says of another."""
    _check_office(package.submission)
    _check_restored(package.submission)
    seen = set()
    for number, record in enumerate(package.records):
        where, snapshot = f"records[{number}]", record.snapshot
        head = (snapshot["kind"], snapshot["id"], snapshot["reference"])
        if head != (record.kind, record.id, record.reference):
            raise Misshapen(f"{where}.snapshot: of another record")
        if record.id in seen:
            raise Misshapen(f"{where}.id: the same record twice")
        if not (_is_moment(record.created) and _is_moment(record.modified)):
            raise Misshapen(f"{where}: not a time")
        seen.add(record.id)
    for number, picture in enumerate(package.pictures):
        if picture.record not in seen or not _is_hash(picture.sha256):
            raise Misshapen(f"pictures[{number}]: of no record, or without a SHA-256")
    _check_files(package, seen)
    _check_own_codes(package.printed.own_codes)
    _check_beside("referenced", package.printed.referenced, frozenset())
    _check_beside("excerpts", package.printed.excerpts, seen)
    for number, deletion in enumerate(package.deletions):
        if not 0 < len(deletion.record) <= 64 or not _is_day(deletion.on):
            raise Misshapen(f"deletions[{number}]: of no record, or on no day")


def _check_own_codes(listed: Collection[OwnCode]) -> None:
    """Of an office only: what a shipped code is called is the same for everybody."""
    for number, own in enumerate(listed):
        known = shipped(own.list).items if own.list in vocabulary_names() else ()
        if not office_of_code(own.code) or own.code in known or len(own.list) > LONGEST:
            raise Misshapen(f"printed.own_codes[{number}]: not a code that an office added")
        said = [own.label_en, *([own.label_fr] if own.label_fr else ())]
        if not all(map(is_code_name, said)):
            raise Misshapen(f"printed.own_codes[{number}]: not a name of a code")
    codes = {(own.list, own.code) for own in listed}
    if len(codes) < len(listed) or len(listed) > MOST_OWN_CODES:
        raise Misshapen("printed.own_codes: a code twice, or too many of them")


def _check_files(package: Package, records: Collection[str]) -> None:
    files = package.attachments
    if len(files) > MOST_FILES or sum(one.size for one in files) > MOST_OF_SUBMISSION:
        raise Misshapen("attachments: more than one submission takes")
    for number, one in enumerate(files):
        described = Attachment(
            name=one.name, size=one.size, media_type=one.media_type, sha256=one.sha256
        )
        if one.record not in records or not is_sound(described):
            raise Misshapen(f"attachments[{number}]: of no record, or not described as it must be")
    if len({(one.record, one.sha256) for one in files}) < len(files):
        raise Misshapen("attachments: a file of a record twice")


def _check_office(said: PackageHeader) -> None:
    if not is_office_code(said.office):
        raise Misshapen("submission.office: not the code of an office")
    if said.practice != is_practice(said.office):
        raise Misshapen("submission.practice: not what its office is")
    if said.paper not in PAPERS:
        raise Misshapen("submission.paper: not a paper that documents are made for")


def _check_restored(said: PackageHeader) -> None:
    released = said.log_head.number if said.log_head is not None else 0
    for number, one in enumerate(said.restored):
        if not 0 < one.kept.number < one.number < released or not _is_day(one.made):
            raise Misshapen(f"submission.restored[{number}]: not before the release, or on no day")


def _check_beside(
    where: str, found: Mapping[str, Mapping[str, Snapshot]], sent: Collection[str]
) -> None:
    """`sent`: ids of records that may not stand here as well."""
    for record_type, records in found.items():
        for name, snapshot in records.items():
            if (snapshot["kind"], snapshot["id"]) != (record_type, name) or name in sent:
                raise Misshapen(f"printed.{where}.{record_type[:60]}: of another record")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    """ "" in version 1."""
    try:
        return not text or datetime.strptime(text, _MOMENT).strftime(_MOMENT) == text
    except ValueError:
        return False


def _is_hash(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
