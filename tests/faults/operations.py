# mypy: disable-error-code="call-arg"
"""What an office does while its disk is watched or fails, and what it was told of it.

Run in a child of a forked process (forked.py), on a place that holds an office, a backup of it, a
released document and the settings of the window. An operation says `ack(kind, value)` once the
program said that something was kept; oracle and `assessed` look for exactly that afterwards.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from rilo_desktop.gui.state import preferences as window
from rilo_desktop.language import catalogue
from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import finding_messages, keys, rekey, restore, store_check
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import drafts, file_import, record
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.store import OfficerEntry, backup_file, found
from sample_office import add_sample_in_work

PASSPHRASE = "a passphrase of the first officer"
NEXT = "another passphrase, quite as long"
ROWS = 12
"""Records of one import: all or none."""
TYPED = "typed"
KINDS = {
    name: n
    for n, name in enumerate(
        ("open", "write", "sync", "rename", "unlink", "truncate", "read", "mkdir", "lock")
    )
}
"""Of disk.c, in its order."""


@dataclass(frozen=True)
class Place:
    folder: Path

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def backup(self) -> Path:
        return self.folder / "office.rilobackup"

    @property
    def document(self) -> Path:
        return self.folder / "submission.pdf"

    @property
    def settings(self) -> Path:
        return self.folder / "window.json"

    @property
    def about(self) -> Mapping[str, Any]:
        """`reference` and `sha256` of the released document; beside the place, not in it."""
        return json.loads(self.folder.with_suffix(".json").read_text("utf-8"))


Ack = Callable[[str, object], None]
Operation = Callable[[Place, Ack], None]


def begin(folder: str) -> None:
    """The sample office with a released submission, a backup, a document and settings."""
    place = Place(Path(folder))
    place.folder.mkdir(parents=True)
    with make_office(place.office, "AP", "AP-01", PASSPHRASE).session as session:
        add_sample_in_work(session)
        _go_on(place, session)


def begin_small(folder: str) -> None:
    """The same with a few cases and nothing else: an operation makes fewer calls, each of which can
    be let fail in its turn."""
    place = Place(Path(folder))
    place.folder.mkdir(parents=True)
    found(place.office, "AP", OfficerEntry("AP-01", "Head", "head"), PASSPHRASE).store.close()
    sample = json.loads((files("rilo_desktop.assets") / "sample" / "cases.json").read_bytes())
    cases = [case for case in sample["cases"] if "container" in json.dumps(case)][:3]
    for case in cases:  # without the catalogue there are no indicators to name
        case.update(office_code="AP", indicators=[])
    few = place.folder.with_suffix(".cases.json")
    few.write_text(json.dumps({**sample, "cases": cases}), "utf-8")
    with open_store(place.office, PASSPHRASE) as session:
        office = record.new(session, "office")
        record.save(
            session, record.with_values(office, {"local_ref": "AP", "name": (("en", "RILO AP"),)})
        )
        file_import.import_files(session, [few])
        _go_on(place, session)


def _go_on(place: Place, session: Session) -> None:
    order = submit.SubmissionRequest("case-studies", where="container", reason="a test")
    about = _submitted(place, session, order)
    window.write(place.settings, window.Preferences())
    place.folder.with_suffix(".json").write_text(json.dumps(about), "utf-8")


def _submitted(
    place: Place, session: Session, order: submit.SubmissionRequest
) -> Mapping[str, str]:
    reference = submit.submit(session, order).submission.reference
    done = release.export(session, reference, place.document)
    back_up.back_up(session, place.backup)
    return {"reference": reference, "sha256": done.sha256}


# --- the operations


def opened(place: Place, ack: Ack) -> None:
    with open_store(place.office, PASSPHRASE):
        ack("opened", "")


def save(place: Place, ack: Ack) -> None:
    """New records and a changed one; before each the form keeps a draft."""
    with open_store(place.office, PASSPHRASE) as session:
        for n in range(3):
            _save(session, ack, f"saved {n}")


def save_one(place: Place, ack: Ack) -> None:
    """The same once: few enough calls to let each fail."""
    with open_store(place.office, PASSPHRASE) as session:
        _save(session, ack, "saved")


def stubborn(place: Place, ack: Ack) -> None:
    """Saves again what was refused, as an officer does who reads the message."""
    with open_store(place.office, PASSPHRASE) as session:
        for n in range(4):
            refused = told(partial(_save, session, ack, f"tried {n}"))
            if refused and told(partial(_save, session, ack, f"tried again {n}")):
                return


def _save(session: Session, ack: Ack, title: str) -> None:
    made = replace(record.new(session, "case-study"), title=title, summary="text " * 300)
    assert isinstance(made, CaseStudy)
    _type(session, ack, title)
    record.save(session, made)
    ack("revision", record.get(session, made.id).revision)
    stored = record.get(session, made.id)
    record.save(session, replace(stored.record, modus_operandi="changed"), stored.revision)
    ack("revision", record.get(session, made.id).revision)


def _type(session: Session, ack: Ack, title: str) -> None:
    drafts.keep(session, CaseStudy(id=TYPED, title=title))
    if drafts.flush(session):
        ack("draft", title)


def draft(place: Place, ack: Ack) -> None:
    with open_store(place.office, PASSPHRASE) as session:
        for n in range(6):
            _type(session, ack, f"typed {n} " + "x" * 3_000)


def imported(place: Place, ack: Ack) -> None:
    for n in range(2):
        file = place.folder.parent / f"import-{place.folder.name}-{n}.json"
        rows = [{"local_ref": f"N-{n}-{row}", "title": f"in {n} {row}"} for row in range(ROWS)]
        file.write_text(json.dumps({"meta": {}, "cases": rows}), "utf-8")
    with open_store(place.office, PASSPHRASE) as session:
        for n in range(2):
            file = place.folder.parent / f"import-{place.folder.name}-{n}.json"
            done = file_import.import_files(session, [file])
            for one in done.changes.records:
                ack("revision", record.get(session, one).revision)


def backup(place: Place, ack: Ack) -> None:
    """Takes the place of the one before, and one in a place of its own."""
    with open_store(place.office, PASSPHRASE) as session:
        _save(session, ack, "before the backup")
        for target in (place.backup, place.folder):
            done = back_up.back_up(session, target)
            ack("backup", f"{done.path.name} {done.manifest.operations}")


def settings(place: Place, ack: Ack) -> None:
    for n, size in enumerate((112, 125, 150, 175)):
        chosen = window.Preferences(scheme=("light", "dark")[n % 2], text_size=size)
        window.write(place.settings, chosen)
        ack("settings", json.dumps(chosen))


def passphrase(place: Place, ack: Ack) -> None:
    with open_store(place.office, PASSPHRASE) as session:
        keys.change_passphrase(session, PASSPHRASE, NEXT)
        ack("passphrase", NEXT)


def export(place: Place, ack: Ack) -> None:
    about = place.about
    with open_store(place.office, PASSPHRASE) as session:
        for target in (place.document, place.folder / "second.pdf"):
            done = release.export(session, about["reference"], target)
            ack("document", f"{target.name} {done.sha256}")


def rekeyed(place: Place, ack: Ack) -> None:
    with open_store(place.office, PASSPHRASE) as session:
        rekey.rekey(session)
        ack("rekeyed", "")
        _save(session, ack, "after the new key")


def restored(place: Place, ack: Ack) -> None:
    done = restore.restore(place.backup, place.office, PASSPHRASE)
    ack("restored", "")
    with done.session as session:
        _save(session, ack, "after the restore")


MORE: Mapping[str, Operation] = {"stubborn": stubborn, "save one": save_one}
OPERATIONS: Mapping[str, Operation] = {
    "open": opened,
    "save": save,
    "draft": draft,
    "import": imported,
    "backup": backup,
    "settings": settings,
    "passphrase": passphrase,
    "export": export,
    "re-key": rekeyed,
    "restore": restored,
}


# --- under a disk that is watched or fails


def run(
    operation: str,
    folder: str,
    fail: tuple[str, int, int, int] | None = None,
    short: tuple[int, int] | None = None,
    log: str = "",
) -> dict[str, Any]:
    """What was acknowledged, the sentence it ended with ("" where it did not fail), and how many
    calls of each kind it made.

    `fail`: kind, nth, errno, how often (0: from then on). A fault of the program is raised.
    """
    place, acks = Place(Path(folder)), list[tuple[str, str]]()
    disk = ctypes.CDLL(None)
    disk.disk_watch(str(place.folder).encode(), log.encode())
    disk.disk_fail(0, 0, 0, 0)
    if fail is not None:
        kind, nth, error, times = fail
        disk.disk_fail(KINDS[kind], ctypes.c_long(nth), error, ctypes.c_long(times))
    if short is not None:
        disk.disk_short(ctypes.c_long(short[0]), ctypes.c_long(short[1]))

    def ack(kind: str, value: object) -> None:
        acks.append((kind, str(value)))
        disk.disk_mark(f"{kind} {value}".encode())

    message = told(lambda: {**OPERATIONS, **MORE}[operation](place, ack))
    counts = {name: int(disk.disk_count(n)) for name, n in KINDS.items()}
    return {"acks": acks, "message": message, "counts": counts}


def told(work: Callable[[], object]) -> str:
    """What the officer reads where it fails; "" where it does not."""
    try:
        work()
    except StoreError as error:
        return finding_messages.whole(error.finding)
    except Refused as refused:
        return " ".join(finding_messages.whole(finding) for finding in refused.findings)
    except OSError as error:
        return catalogue("en").labelled(str(error.filename), why(error))
    return ""


# --- what is left


def assessed(folder: str, acks: list[tuple[str, str]]) -> dict[str, Any]:
    """What was lost of the acknowledged, and what is damaged, seen by a fresh process."""
    place, lost, damaged = Place(Path(folder)), list[str](), list[str]()
    said = [tuple(one) for one in acks]
    passphrases = [value for kind, value in said if kind == "passphrase"]
    lost += _settings_lost(place, said)
    lost += _document_lost(place, said)
    try:
        lost += _office_lost(place, said, [*passphrases, PASSPHRASE, NEXT])
    except (StoreError, _Damaged) as error:
        damaged.append(_sentence(error))
    lost += _backups_lost(place, said)
    return {"lost": lost, "damaged": damaged}


def office_assessed(folder: str, acks: list[tuple[str, str]]) -> dict[str, Any]:
    """The same of an office alone, whose `revisions` are named beside the place; nothing that was
    done to it is needed to keep them."""
    place = Place(Path(folder))
    said = [("revision", one) for one in place.about["revisions"]]
    try:
        return {"lost": _office_lost(place, said, [PASSPHRASE]), "damaged": []}
    except (StoreError, _Damaged) as error:
        return {"lost": [], "damaged": [_sentence(error)]}


def _sentence(error: Exception) -> str:
    return finding_messages.whole(error.finding) if isinstance(error, StoreError) else str(error)


class _Damaged(Exception):
    pass


def _office_lost(
    place: Place, said: Sequence[tuple[str, ...]], passphrases: list[str]
) -> list[str]:
    """The newest acknowledged passphrase opens; without one the old or the new."""
    is_said = any(kind == "passphrase" for kind, _ in said)
    try:
        session = open_store(place.office, passphrases[0])
    except StoreError as error:
        if is_said or error.exit_code != 3:
            raise
        session = open_store(place.office, passphrases[-1])
    with session:
        wrong = store_check.check(session).blocking
        if wrong:
            raise _Damaged(
                "; ".join(f"{one.rule} {finding_messages.sentence(one)}" for one in wrong)
            )
        with session.reading() as reading:
            there = {one.id for one in reading.revisions.all()}
            titles = [
                one.record_then().title_text for one in reading.revisions.all() if one.content
            ]
        lost = [
            f"revision {value}" for kind, value in said if kind == "revision" and value not in there
        ]
        for n in range(2):
            rows = sum(title.startswith(f"in {n} ") for title in titles)
            if rows not in (0, ROWS):
                raise _Damaged(f"{rows} of {ROWS} records of an import")
        return lost + _drafts_lost(session, said)


def _drafts_lost(session: Session, said: Sequence[tuple[str, ...]]) -> list[str]:
    """The newest that was said to be kept, or a newer one."""
    kept = [value for kind, value in said if kind == "draft"]
    if not kept:
        return []
    there = [one.record.title_text for one in drafts.waiting(session).drafts]
    if kept[-1] in there or any(title not in kept for title in there):
        return []
    return [f"draft {kept[-1][:20]}, there: {[title[:20] for title in there]}"]


def _settings_lost(place: Place, said: list[tuple[str, ...]]) -> list[str]:
    """A whole file: what was there, what was chosen last, or what was being written."""
    try:
        found = json.loads(place.settings.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"settings: {type(error).__name__}"]
    kept = [json.loads(value) for kind, value in said if kind == "settings"]
    if not kept or list(found.values()) == kept[-1]:
        return []
    is_newer = found["text_size"] > kept[-1][3]
    return [] if is_newer else [f"settings {kept[-1]}, there: {list(found.values())}"]


def _document_lost(place: Place, said: list[tuple[str, ...]]) -> list[str]:
    """The old document or the new one: they are the same, byte for byte."""
    expected = place.about["sha256"]
    lost = []
    named = {value.split()[0] for kind, value in said if kind == "document"}
    for name in {place.document.name, *named, "second.pdf"}:
        path = place.folder / name
        if not path.exists() and name == "second.pdf" and name not in named:
            continue
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            lost.append(f"document {name}")
    return lost


def _backups_lost(place: Place, said: list[tuple[str, ...]]) -> list[str]:
    """Whole, by its own print, and with as much as was said."""
    lost = []
    kept = {place.backup.name: 0}
    kept |= {name: int(n) for k, v in said if k == "backup" for name, n in [v.split()]}
    for name, operations in kept.items():
        path = place.folder / name
        try:
            about = backup_file.read(path).manifest
            with path.open("rb") as file:
                size = about.database_bytes
                is_whole = backup_file.digest_of(file, size, lambda _d, _o: None) == about.sha256
        except StoreError as error:
            lost.append(f"backup {name}: {error}")
            continue
        if not is_whole or about.operations < operations:
            lost.append(f"backup {name} is not what was said")
    return lost
