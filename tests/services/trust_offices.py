# mypy: disable-error-code="arg-type, misc, type-var"
"""Offices of the model of trust: real stores, real signed files, and what each of them did.

What is remembered of an office (`Facts`) goes back with a backup that is restored; what was handed
out (files, references) does not.
"""

from __future__ import annotations

import copy
import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rilo_desktop import reports
from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange import pdfa, signing
from rilo_desktop.exchange.cards import Identity
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.submission import OpenedFile, read_submission
from rilo_desktop.records import CaseStudy, Record
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.services.office import backup, cards, identity, restore
from rilo_desktop.services.office.actions import EXPORT
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import findings_of, waiting
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.store import Stored
from small_catalogue import make_office

PASSPHRASE = "seven grey herons cross a frozen canal"
SECRETARIAT = "SECRETARIAT"
OFFICES = ("AP", "WE", "CIS", SECRETARIAT)
CASE = "case-study"
NAMED_BY_CASES = ("offices.csv", "indicators.csv")


@cache
def sample_cases() -> list[CaseStudy]:
    with resources.as_file(resources.files("rilo_desktop.assets") / "sample" / "cases.json") as at:
        return [record.with_values(CaseStudy(), row.values) for row in read(at).rows[:6]]


@dataclass(frozen=True)
class Sent:
    """A signed file, who signed it with which card, and what was in it."""

    path: Path
    office: str
    fingerprint: str
    submission: str
    sha256: str


@dataclass(frozen=True)
class Released:
    """A revision of a submission that was released: its content may never change."""

    id: str
    reference: str
    revision: int
    content_hash: str
    records: tuple[tuple[str, str], ...]
    contents: dict[str, str]
    """{frozen revision: content}."""


@dataclass
class Facts:
    """What an office did, as its store should know it."""

    released: dict[tuple[str, int], Released] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    purged: dict[str, str] = field(default_factory=dict)
    """{record: revision at which it was purged}."""
    answers: dict[tuple[str, int], int] = field(default_factory=dict)
    """{revision of a submission: the newest answer to it that was opened}."""
    cards: set[str] = field(default_factory=set)
    """Fingerprints of cards that it was told of."""
    distrusted: set[str] = field(default_factory=set)
    """Fingerprints of cards that were revoked here."""


class Office:
    def __init__(self, folder: Path, code: str, clock: Any) -> None:
        self.folder, self.code, self.clock = folder, code, clock
        self.facts = Facts()
        self.backups: list[tuple[Path, Facts]] = []
        self.session: Session = open_store(folder, PASSPHRASE, clock=clock)

    # --- its own work

    def cases(self, own: bool = True) -> list[Stored]:
        """Case studies that began here, or elsewhere."""
        with self.session.reading() as reading:
            return [
                s for s in reading.records.all_of(CASE) if (origin(s.record) == self.code) is own
            ]

    def save(self, made: Record) -> str:
        record.save(self.session, made)
        return made.id

    def new_case(self, model: CaseStudy, number: int) -> Stored:
        """Another one like the model."""
        empty = record.new(self.session, CASE)
        title = f"{model.title_text} ({number})"
        made = replace(model, id=empty.id, office_code=empty.office_code, title=title)
        made = replace(made, local_ref=f"{number}")
        self.save(made)
        return record.get(self.session, made.id)

    def submit(self, ids: Collection[str]) -> Released:
        order = submit.SubmissionRequest("case-studies", records=tuple(ids), reason="as agreed")
        made = submit.submit(self.session, order).submission
        with self.session.reading() as reading:
            contents = {
                line.revision: reading.revisions.get(line.revision).content for line in made.records
            }
        one = Released(
            made.id,
            made.reference,
            made.revision_number,
            made.content_hash,
            tuple((line.record, line.revision) for line in made.records),
            contents,
        )
        self.facts.released[one.id, one.revision] = one
        return one

    def export(self, reference: str, folder: Path, name: str) -> Sent:
        path = folder / f"{name}.pdf"
        done = release.export(self.session, reference, path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        assert sha256 == done.sha256
        self.facts.exported.add(sha256)
        assert sha256 in self.logged(EXPORT)
        return Sent(path, self.code, self.card(), reference, sha256)

    def logged(self, action: str) -> set[str]:
        with self.session.reading() as reading:
            return {entry.detail.get("sha256", "") for entry in reading.log.with_action(action)}

    # --- cards

    def card(self) -> str:
        own = identity.own_card(self.session)
        assert own is not None
        return own.fingerprint

    def knows(self, fingerprint: str) -> bool:
        return fingerprint in {card.fingerprint for card in cards.listed(self.session)}

    # --- what others sent

    def states(self) -> dict[str, tuple[str, Record]]:
        """{case: (revision, record)} as they stand."""
        with self.session.reading() as reading:
            return {
                s.record.id: (s.revision, s.record)
                for s in reading.records.all_of(CASE, archived=True)
            }

    def receive(self, path: Path, wanted: bool = False) -> receive.Taken | None:
        """`wanted`: what waits for a decision is taken too. None: the file was refused."""
        looked = receive.inspect_submissions(self.session, [path])
        if findings_of(looked):
            return None
        ids = [one.id for one in waiting(looked)] if wanted else []
        more = {"wanted": ids} if ids else {}
        return receive.accept(self.session, looked, leave_undecided=True, **more)

    # --- backups

    def back_up(self, path: Path) -> None:
        made = backup.back_up(self.session, path).path
        self.backups.append((made, copy.deepcopy(self.facts)))

    def restore(self, which: int) -> None:
        path, facts = self.backups[which]
        self.session.close()
        try:
            self.session = restore.restore(path, self.folder, PASSPHRASE, clock=self.clock).session
            self.facts = copy.deepcopy(facts)
        except BaseException:
            self.session = open_store(self.folder, PASSPHRASE, clock=self.clock)
            raise


def origin(one: Record) -> str:
    return one.reference.partition("/")[0]


def plain(one: Record) -> Record:
    """As it may leave."""
    return without_office_only(one)[0]


@dataclass
class Thief:
    """Has keys that offices gave up: of each the identity, and the card that took its place."""

    keys: list[tuple[str, Identity, str]] = field(default_factory=list)
    _read: dict[Path, OpenedFile] = field(default_factory=dict)

    def document(self, of: Sent, key: Identity, at: Any, path: Path, number: int) -> Path:
        """Another document of that office, signed now with the key that it gave up."""
        if of.path not in self._read:
            self._read[of.path] = read_submission(of.path)
        opened = self._read[of.path]
        assert opened.package is not None
        first, *rest = opened.package.records
        lie = replace(first, revision="0" * 64, snapshot=first.snapshot | {"title": "A lie."})
        records = (lie, *rest)
        digest = hashlib.sha256()
        for one in records:
            digest.update(canonical(one.snapshot) + b"\n")
        said = opened.package.submission
        prefix = said.reference.rpartition("/")[0]
        said = replace(
            said,
            id=f"stolen-{number}",
            reference=f"{prefix}/A9{number:03}",
            content_hash=digest.hexdigest(),
            log_head=replace(said.log_head, number=said.log_head.number + 500),
        )
        package = replace(opened.package, submission=said, records=records)
        pages = reports.made(document_of(package, opened.files))
        document = pdfa.sealed(pages, package, opened.files)
        path.write_bytes(signing.signed(document, key, at))
        return path

    @staticmethod
    def renewal(office: str, key: Identity, at: Any, path: Path) -> Path:
        """A card that the stolen key says takes its place."""
        path.write_bytes(card_files.new_identity(office, at, key).card)
        return path


def founded(folder: Path, clock: Any) -> None:
    """All offices, and each has compared the cards of the others by phone."""
    sessions = {
        code: make_office(
            folder / code, code, f"{code}-01", PASSPHRASE, clock, NAMED_BY_CASES
        ).session
        for code in OFFICES
    }
    for code, session in sessions.items():
        path = folder / f"{code}.rilo-card"
        fingerprint = cards.export(session, path).fingerprint
        for other in sessions.values():
            if other is not session:
                cards.trust(other, path, fingerprint)
        path.unlink()
    for session in sessions.values():
        session.close()


def copied(folder: Path, to: Path, clock: Any) -> dict[str, Office]:
    shutil.copytree(folder, to)
    return {code: Office(to / code, code, clock) for code in OFFICES}
