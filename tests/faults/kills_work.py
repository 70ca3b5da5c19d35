# mypy: disable-error-code="call-arg, return-value"
"""What a process does until it is killed, and what it says was done.

Each work is one door through which an office writes. It calls `ack` once the program said that
something was kept; what was not acknowledged may be there or not, but never by half. Words like
"w12" stand in titles: what was acknowledged is looked for by them.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import kills_merging

from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office import backup, rekey, restore
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import drafts, file_import, record
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.store import OfficerEntry, found, officer_rows
from sample_office import add_sample_in_work

PASSPHRASE = "a passphrase of the first officer"
SECOND = "a passphrase of the second officer"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "stores"
ROWS = 25
"""Records of one import: all of them are there, or none."""
A_LIFE = 10_000
"""Numbers of words that one process may use."""
TYPED = "typed"
"""Id of the record that somebody types all the while and never saves."""

Ack = Callable[..., None]


@dataclass(frozen=True)
class Place:
    """Where one store lives through its kills: the office, and what lies beside it."""

    folder: Path
    first: int
    """Words below were acknowledged or lost in an earlier life."""
    rounds: int = 0
    """That are to come, where it begins."""

    @property
    def life(self) -> int:
        return self.first // A_LIFE

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def backup(self) -> Path:
        return self.folder / "office.rilobackup"

    @property
    def document(self) -> Path:
        return self.folder / "submission.pdf"


# --- how an office begins, once for all rounds


def plain(place: Place) -> None:
    """Two officers and a few records."""
    found(place.office, "AP", OfficerEntry("AP-01", "Head", "head"), PASSPHRASE).store.close()
    with open_store(place.office, PASSPHRASE) as session:
        officer_rows.add(session.store, "AP-02", "Deputy", "head", SECOND)
        for n in range(100):
            made = replace(case(session, f"b{n}"), summary="Some pages of text. " * 200)
            record.save(session, made)


def with_backup(place: Place) -> None:
    plain(place)
    with open_store(place.office, PASSPHRASE) as session:
        backup.back_up(session, place.backup)


def with_submission(place: Place) -> None:
    """The sample office, with a released submission that was exported once."""
    with make_office(place.office, "AP", "AP-01", PASSPHRASE).session as session:
        add_sample_in_work(session)
        order = submit.SubmissionRequest("case-studies", where="container", reason="a test")
        reference = submit.submit(session, order).submission.reference
        done = release.export(session, reference, place.document)
    about = {"reference": reference, "sha256": done.sha256}
    (place.folder / "submission.json").write_text(json.dumps(about), "utf-8")


def with_documents(place: Place) -> None:
    """Beside a plain office lie the documents of another one."""
    plain(place)
    with open_store(place.office, PASSPHRASE) as session:
        kills_merging.make_documents(place, session)


def of_the_first_schema(place: Place) -> None:
    import shutil

    shutil.copytree(FIXTURES / "0011", place.office)
    (place.office / "expected.json").rename(place.folder / "expected.json")


# --- what is done until the kill comes


def save(place: Place, ack: Ack) -> None:
    """New records and changed ones, one after the other."""
    with open_store(place.office, PASSPHRASE) as session:
        type_on(session, place, ack)
        for n in count(place.first):
            made = case(session, f"w{n}")
            record.save(session, made)
            ack("word", n)
            if n % 3 == 0:
                stored = record.get(session, made.id)
                changed = replace(stored.record, modus_operandi=f"w{n}changed")
                record.save(session, changed, stored.revision)
                ack("word", f"{n}changed")


def import_files(place: Place, ack: Ack) -> None:
    """One file after the other, each with new records and with changes of those before."""
    with open_store(place.office, PASSPHRASE) as session:
        type_on(session, place, ack)
        for n in count(place.first):
            file = place.folder / f"{n}.json"
            rows = [
                {"local_ref": f"N-{n + row % 2}-{row}", "title": f"w{n}row{row}"}
                for row in range(ROWS)
            ]
            file.write_text(json.dumps({"meta": {}, "cases": rows}), "utf-8")
            file_import.import_files(session, [file])
            ack("import", n)
            file.unlink()


def make_backups(place: Place, ack: Ack) -> None:
    """A backup takes the place of the one before, between saves."""
    with open_store(place.office, PASSPHRASE) as session:
        type_on(session, place, ack)
        for n in count(place.first):
            record.save(session, case(session, f"w{n}"))
            ack("word", n)
            done = backup.back_up(session, place.backup)
            ack("backup", done.manifest.operations)


def give_keys(place: Place, ack: Ack) -> None:
    """Re-keyed again and again, between saves; in every second life drafts go on through it.

    A re-keying waits for drafts: where nobody types most kills hit the re-keying itself.
    """
    with open_store(place.office, PASSPHRASE) as session:
        if place.life % 2:
            type_on(session, place, ack)
        for n in count(place.first):
            rekey.rekey(session)
            record.save(session, case(session, f"w{n}"))
            ack("word", n)


def migrate(place: Place, ack: Ack) -> None:
    """A store of the first schema is opened, which upgrades it after a backup."""
    with open_store(place.office, PASSPHRASE) as session:
        ack("opened")
        type_on(session, place, ack)
        for n in count(place.first):
            record.save(session, case(session, f"w{n}"))
            ack("word", n)


def put_back(place: Place, ack: Ack) -> None:
    """A backup is restored over the office, again and again."""
    while True:
        done = restore.restore(place.backup, place.office, PASSPHRASE)
        done.session.close()
        ack("restored")


def export(place: Place, ack: Ack) -> None:
    """The document of a released submission is written again over the one before."""
    about = json.loads((place.folder / "submission.json").read_text("utf-8"))
    with open_store(place.office, PASSPHRASE) as session:
        type_on(session, place, ack)
        while True:
            done = release.export(session, about["reference"], place.document)
            ack("exported", done.sha256)


def merge(place: Place, ack: Ack) -> None:
    """Documents of another office are received, and merged with what was changed here."""
    with open_store(place.office, PASSPHRASE) as session:
        type_on(session, place, ack)
        while True:
            kills_merging.receive_all(session, place, ack)


# --- beside every work: somebody types


def type_on(session: Session, place: Place, ack: Ack) -> None:
    """Keeps a draft every few milliseconds, as a form does; says when each was taken over."""

    def run() -> None:
        for n in count(place.first):
            drafts.keep(session, CaseStudy(id=TYPED, title=f"d{n}"))
            ack("draft", n)
            time.sleep(0.01)  # the pace of typing, nothing waits for it

    threading.Thread(target=run, daemon=True).start()


def case(session: Session, title: str) -> CaseStudy:
    made = record.new(session, "case-study")
    return replace(made, title=title)


@dataclass(frozen=True)
class Work:
    """`seconds`: kills come within that time after the start; `lives`: how many rounds one store
    goes through, each beginning from what the kill before has left."""

    begin: Callable[[Place], None]
    run: Callable[[Place, Ack], None]
    seconds: float
    lives: int = 6


WORKS = {
    "save": Work(plain, save, 1.8),
    "import": Work(plain, import_files, 2.4),
    "backup": Work(with_backup, make_backups, 1.8),
    "re-key": Work(plain, give_keys, 1.8),
    "migration": Work(of_the_first_schema, migrate, 0.6),
    "restore": Work(with_backup, put_back, 2.2),
    "export": Work(with_submission, export, 2.4),
    "merge": Work(with_documents, merge, 3.0),
}

# --- controls: what these do must be found


def lie(place: Place, ack: Ack) -> None:
    """Says of every second record that it was saved."""
    with open_store(place.office, PASSPHRASE) as session:
        for n in count(place.first):
            if n % 2:
                record.save(session, case(session, f"w{n}"))
            ack("word", n)


def forget(place: Place, ack: Ack) -> None:
    """Says that it keeps drafts."""
    for n in count(place.first):
        ack("draft", n)
        time.sleep(0.01)


def spoil(place: Place, ack: Ack) -> None:
    """Writes into the database past the program."""
    with (place.office / "store.db").open("rb+") as file:
        while True:
            file.seek(5 * 4096)
            file.write(bytes(100))
            file.flush()
            ack("spoiled")


def halve(place: Place, ack: Ack) -> None:
    """Imports the records of a file one after the other."""
    with open_store(place.office, PASSPHRASE) as session:
        for row in range(ROWS - 1):
            record.save(session, case(session, f"w{place.first}row{row}"))
        while True:
            ack("halved")


CONTROLS = {
    "liar": Work(plain, lie, 1.5),
    "forgetful": Work(plain, forget, 4.0),
    "vandal": Work(plain, spoil, 1.0),
    "halver": Work(plain, halve, 1.0),
}
