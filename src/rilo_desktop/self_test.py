"""`rilo-desktop --self-test FOLDER`: does this program, as it is installed here, do its work?

It makes an office of its own in FOLDER, and touches no other: no client of a network inside, an
encrypted store through all migrations, the sample records, the limits of the child that reads
files, a workbook and a picture through it, each document in each language, verified and received
in a second store, a backup tried by restoring it, a check of everything, and the window with its
pages. FOLDER then holds self-test.json, the PDF files, pictures of the window, and the two offices.

self-test.json: {"whole": bool, "program": {...}, "steps": [{"name", "seconds", ...}], "faults":
[...], "warnings": [...]}. Exit code 0 when whole, 1 with a fault, 4 when it did not answer: it
never waits for ever.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rilo_desktop import __version__

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session

WHOLE, FAULT, NO_ANSWER = 0, 1, 4
LONGEST = 600
"""Seconds of all steps together, on a slow machine, before it is given up."""
OFFICE, SIGN, PASSPHRASE = "AP", "AP-01", "self-test of this program, nothing secret"
RECEIVER = "SECRETARIAT"
REPORT = "self-test.json"
STARTS = 3
PHOTO = 64
"""Pixels of each side of the picture that is tried."""


def run(folder: Path, longest: float = LONGEST) -> int:
    """All steps. Exit code; the report is written whatever happens."""
    return SelfTest(folder).run(longest)


class Unexpected(Exception):
    """A step was done, and what came out is not what must come out."""


def expect(holds: bool, said: str) -> None:
    """Raises Unexpected (an assert is left out of an optimised program)."""
    if not holds:
        raise Unexpected(said)


class SelfTest:
    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.store = self.folder / "office"
        self.second = self.folder / "receiver"
        self.backup = self.folder / "office.rilobackup"
        self.steps: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.warnings: list[str] = []
        self._at = "start"
        self._started = time.monotonic()

    def run(self, longest: float) -> int:
        self._clear()
        watch = self._watched(longest)
        try:
            for step in self._all_steps():
                with self._step(step.__name__.strip("_")) as found:
                    found.update(step() or {})
        except Exception as error:
            self.faults.append(f"{self._at}: {_where(error)}")
        finally:
            watch.cancel()
            faulthandler.cancel_dump_traceback_later()
        self._write()
        return FAULT if self.faults else WHOLE

    def _all_steps(self) -> tuple[Callable[[], dict[str, Any] | None], ...]:
        return (
            *(self._parts, self._network, self._office, self._limits, self._reading),
            *(self._documents, self._received),
            *(self._backup, self._check, self._window, self._start),
        )

    # --- the steps

    def _parts(self) -> dict[str, Any]:
        """What is read from files beside the program."""
        from rilo_desktop.language import window_languages
        from rilo_desktop.store.schema import known_schemas
        from rilo_desktop.vocabularies import vocabulary_names

        languages, schemas, lists = window_languages(), known_schemas(), vocabulary_names()
        expect(set(languages) >= {"en", "fr"}, f"languages: {languages}")
        expect(len(schemas) >= 2, f"migrations: {schemas}")
        expect(len(lists) >= 50, f"code lists: {len(lists)}")
        return {"languages": languages, "schemas": schemas, "lists": len(lists)}

    def _network(self) -> dict[str, Any]:
        """The frozen program contains nothing that speaks over a network."""
        from rilo_desktop.exchange.no_network import CLIENTS

        if not about()["frozen"]:
            return {"looked": 0}
        found = [name for name in CLIENTS if _is_inside(name)]
        expect(not found, f"inside, and must not be: {found}")
        return {"looked": len(CLIENTS)}

    def _limits(self) -> dict[str, Any]:
        """Of the child that reads files: it must not open the keys of the office, for one."""
        from rilo_desktop.exchange.sandbox_check import limits_in_force

        found = limits_in_force(self.store / "keys.json")
        missing = [name for name, holds in found.items() if not holds]
        if missing:
            self.warnings.append(f"a process that reads files is not limited here: {missing}")
        return dict(found)

    def _office(self) -> dict[str, Any]:
        """A new store goes through every migration; then the sample comes in."""
        from rilo_desktop.services.office import create_office

        with create_office.make_office(self.store, OFFICE, SIGN, PASSPHRASE).session as session:
            done = create_office.add_sample(session)
        expect(not done.findings, f"findings in the sample: {len(done.findings)}")
        expect(done.new >= 60, f"records of the sample: {done.new}")
        head = (self.store / "store.db").read_bytes()[:16]
        expect(head[:6] != b"SQLite", "the store is not encrypted")
        return {"records": done.new}

    def _reading(self) -> dict[str, Any]:
        """Files from outside, through the limited child of this very program."""
        from importlib import resources

        from rilo_desktop.exchange.office_files import read
        from rilo_desktop.exchange.picture import clean_picture
        from rilo_desktop.services.records import file_import

        with self._opened() as session:
            file_import.write_template(session, self.folder / "template.xlsx")
        with resources.as_file(resources.files("rilo_desktop.assets") / "sample") as sample:
            rows = len(read(sample / "cases_template.xlsx").rows)
        expect(rows >= 40, f"rows of the workbook: {rows}")
        copy = clean_picture(_photo(), "photo.png")
        expect((copy.width, copy.height) == (PHOTO, PHOTO), "the picture lost its size")
        return {"rows": rows, "picture": len(copy.content)}

    def _documents(self) -> dict[str, Any]:
        """Every fourth type, the first in every language: an old machine is not to wait longer.

        The tests make all of them.
        """
        from rilo_desktop.language import window_languages
        from rilo_desktop.presentation.documents import SUBMISSIONS

        kinds, languages = list(SUBMISSIONS)[::4], window_languages()
        in_turn = [*zip(kinds, cycle(languages), strict=False)]
        every = [(kinds[0], language) for language in languages]
        with self._opened() as session:
            made = {
                f"{kind}-{language}": self._document(session, kind, language)
                for kind, language in dict.fromkeys([*every, *in_turn])
            }
        return {"documents": made}

    def _document(self, session: Session, kind: str, language: str) -> dict[str, Any]:
        from rilo_desktop.presentation.documents import SUBMISSIONS
        from rilo_desktop.reports import is_one_page
        from rilo_desktop.services.submissions import release, submit, usual_scope

        done = submit.submit(session, usual_scope.usual_order(session, kind, language))
        expect(done.released, f"{kind} was not released")
        path = self.folder / f"{kind}-{language}.pdf"
        written = release.export(session, done.submission.reference, path)
        expect(path.read_bytes()[:5] == b"%PDF-", f"{path.name} is no PDF")
        if is_one_page(SUBMISSIONS[kind].code):
            expect(written.pages == 1, f"{path.name} has {written.pages} pages")
        picture = next(submit.pictures(path, [1], 600))
        path.with_suffix(".png").write_bytes(picture)
        return {"pages": written.pages, "sha256": written.sha256}

    def _received(self) -> dict[str, Any]:
        """Each document is verified and taken by another office; taken again it changes nothing.

        The second time one of them is verified too, the others are compared only: that is quick.
        """
        from rilo_desktop.services.office import cards, create_office
        from rilo_desktop.services.receiving import receive

        documents = sorted(self.folder.glob("*.pdf"))
        with self._opened() as session:
            card = cards.export(session, self.folder / "office.rilocard")
        with create_office.make_office(
            self.second, RECEIVER, f"{RECEIVER}-01", PASSPHRASE
        ).session as session:
            cards.trust(session, self.folder / "office.rilocard", card.fingerprint)
            found = receive.inspect_submissions(session, documents)
            refused = [one.path.name for one in found if one.findings]
            expect(not refused, f"refused: {refused}")
            taken = receive.accept(session, found)
            again = receive.compared(session, found)
            again += receive.inspect_submissions(session, documents[:1])
        expect(taken.new >= 40, f"records received: {taken.new}")
        standings = {one.comparison.standing for one in again if one.comparison}
        expect(standings == {"again"}, f"received a second time: {standings}")
        return {"documents": len(documents), "records": taken.new}

    def _backup(self) -> dict[str, Any]:
        from rilo_desktop.services.office import backup, restore

        with self._opened() as session:
            done = backup.back_up(session, self.backup)
        tried = restore.drill(done.path, PASSPHRASE, SIGN)
        expect(tried.health.is_whole, "the restored office is not whole")
        return {"bytes": done.path.stat().st_size}

    def _check(self) -> dict[str, Any]:
        from rilo_desktop.services.office import store_check

        with self._opened() as session:
            found = store_check.check(session)
        expect(found.is_whole, f"the check found {len(found.blocking)} faults")
        return {"records": found.records, "revisions": found.revisions}

    def _window(self) -> dict[str, Any]:
        from rilo_desktop.gui.lifecycle.self_test import walk

        seen = walk(self.store, PASSPHRASE, self.folder)
        self.faults += [f"window: {said}" for said in seen.faults]
        self.warnings += seen.warnings
        return {"platform": seen.platform, "pictures": seen.pictures, "family": seen.family}

    def _start(self) -> dict[str, Any]:
        """Seconds from the start of a process to a window that can be used."""
        took = sorted(self._started_in(self.folder / "usable") for _ in range(STARTS))
        return {"usable_after": round(took[STARTS // 2], 3), "each": [round(t, 3) for t in took]}

    def _started_in(self, file: Path) -> float:
        file.unlink(missing_ok=True)
        began = time.time()
        command = [*_this_program(), str(self.store), "--when-usable", str(file)]
        subprocess.run(command, timeout=60, check=True)
        return float(file.read_text("ascii")) - began

    # --- around them

    def _opened(self) -> Session:
        from rilo_desktop.services.office.session import open_store

        return open_store(self.store, PASSPHRASE, SIGN)

    @contextmanager
    def _step(self, name: str) -> Iterator[dict[str, Any]]:
        self._at, began = name, time.monotonic()
        found: dict[str, Any] = {"name": name}
        yield found
        found["seconds"] = round(time.monotonic() - began, 3)
        self.steps.append(found)

    def _clear(self) -> None:
        """Only what an earlier self-test left is taken away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if (self.folder / REPORT).exists():
            for made in (self.store, self.second):
                shutil.rmtree(made, ignore_errors=True)
            self.backup.unlink(missing_ok=True)
        (self.folder / REPORT).write_text('{"whole": false, "steps": []}\n', "utf-8")

    def _watched(self, longest: float) -> threading.Timer:
        """A thread that tells where it stood; and one outside Python, should that be held too."""
        watch = threading.Timer(longest, self._give_up)
        watch.daemon = True
        watch.start()
        if sys.stderr is not None:
            faulthandler.dump_traceback_later(longest + 10, exit=True)
        return watch

    def _give_up(self) -> None:
        self.faults.append(f"{self._at}: no answer")
        self._write()
        os._exit(NO_ANSWER)

    def _write(self) -> None:
        said = {
            "whole": not self.faults,
            "program": about(),
            "seconds": round(time.monotonic() - self._started, 3),
            "steps": self.steps,
            "faults": self.faults,
            "warnings": self.warnings,
        }
        text = json.dumps(said, indent=1, ensure_ascii=False)
        (self.folder / REPORT).write_text(text + "\n", "utf-8", newline="\n")


def about() -> dict[str, Any]:
    """Which program this is, and on what it runs."""
    return {
        "version": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "program": sys.executable,
    }


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "rilo_desktop.app"]


def _is_inside(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _where(error: BaseException) -> str:
    """What failed and where, for whoever mends it; the office of a self-test holds no secrets."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    path = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    findings = getattr(error, "findings", ())
    said = "; ".join(finding.message for finding in findings) or str(error)
    return f"{type(error).__name__}: {said} ({path})"


def _photo() -> bytes:
    """A small PNG, made without a library: what a camera might send, only smaller."""
    import struct
    import zlib

    rows = b"".join(
        b"\0" + bytes(value for x in range(PHOTO) for value in (4 * x, 4 * y, 128))
        for y in range(PHOTO)
    )

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", PHOTO, PHOTO, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
