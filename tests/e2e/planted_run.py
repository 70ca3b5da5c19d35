"""An office from its first day to a crash and a new key, with planted words in all it is told.

Everything runs as an officer runs it: `rilo-desktop` and `rilo` in processes of their own.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image
from planted_words import Words
from screen_reader import Reader, program, session
from test_e2e_whole_job_by_bus import (
    HEAD,
    OWN,
    SECOND,
    add_second_officer,
    set_up,
    write_cells,
)
from traced import Tracer

A_SECOND = 1.2
LOOKS = ("--language", "en", "--scheme", "light")


@dataclass
class Run:
    """Where things lie. `own` holds what the user brings and what the user asks for."""

    folder: Path
    words: Words
    tracer: Tracer

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def own(self) -> Path:
        return self.folder / "own"

    @cached_property
    def pictures(self) -> Path:
        return self.own / self.words.plant(1)

    @property
    def sticks(self) -> Path:
        """Backups."""
        return self.folder / "stick"

    @property
    def paper(self) -> Path:
        return self.own / "submission.pdf"

    @property
    def watched(self) -> list[Path]:
        return [self.home, self.office, self.sticks, self.folder / "again"]


def go(run: Run) -> None:
    for place in (run.home / "tmp", run.own, run.sticks):
        place.mkdir(parents=True)
    picture, workbook = _picture(run), _workbook(run, 60)
    with session(run.home) as environment:
        environment |= {"HOME": str(run.home), "TMPDIR": str(run.home / "tmp")}
        environment |= {"XDG_STATE_HOME": str(run.home / "state")}
        with _window(run, environment) as reader:
            set_up(reader)
            add_second_officer(reader)
            _write_case(reader, run.words, picture)
            _seek(reader, run.words)
            _ask_for_approval(reader, run.words)
            typed = _leave_unsaved(reader, run.words)
            reader.end(signal.SIGKILL)
        rilo = _commands(run, environment)
        _command_line(run, rilo, workbook)
        with _window(run, environment) as reader:
            reader.unlock(HEAD)
            reader.find("push button", starts="Continue writing").press()
            title = reader.find("text", "Title")
            reader.wait(lambda: title.text == typed, "what was typed before the crash")
            reader.press("Save")
            reader.wait(lambda: "'Saved " in reader.program.told(), "saved")
            reader.press("Lock")
            reader.choose_own(SECOND, OWN)
            _approve_and_export(reader, run)
        _last_commands(run, rilo, workbook)


def _window(run: Run, environment: dict[str, str]) -> AbstractContextManager[Reader]:
    """Started where the picture lies: file dialogs begin in that folder."""
    arguments = (str(run.office), *LOOKS)
    return program(environment, *arguments, before=run.tracer(), folder=run.pictures)


# --- what the user brings


def _picture(run: Run) -> Path:
    """Words in its EXIF, in its name and in the name of its folder."""
    run.pictures.mkdir()
    path = run.pictures / f"{run.words.plant(1)}.jpg"
    about = Image.Exif()
    about[270], about[315] = run.words.plant(4), run.words.plant(2)  # description, artist
    about[0x9286] = run.words.plant(2).encode()  # comment
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(path, exif=about)
    return path


def _workbook(run: Run, count: int) -> Path:
    """Cases with this many words."""
    import openpyxl

    names = ("title", "summary", "modus_operandi", "concealment_text", "lessons", "internal_note")
    path = run.own / f"{run.words.plant(1)}.xlsx"
    texts = [run.words.plant(1) for _ in range(count - 1)]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    sheet.append(["local_ref", *names])
    for first in range(0, len(texts), len(names)):
        sheet.append([f"{path.stem}-{first}", *texts[first : first + len(names)]])
    book.save(path)
    return path


# --- in the window


def _write_case(reader: Reader, words: Words, picture: Path) -> None:
    reader.go_to("Casework", "Case studies")
    reader.press("New case study")
    reader.write("Title", words.plant())
    reader.write("Date", "25.11.2026")
    for name in ("Summary", "Modus operandi", "Lessons"):
        reader.write(name, words.plant(8))
    reader.choose("Means of transport", "Mail")
    reader.press("Add stop")
    reader.write("Stop 1 of 1: Place", words.plant(2))
    write_cells(reader, "Goods", (words.plant(2).lower(),))
    reader.press("Add pictures")
    reader.write("File name:", str(picture))
    reader.press("Open")
    reader.hears("1 picture added")
    reader.write("Picture 1 of 1: Caption", words.plant(3))
    reader.press("Picture 1 of 1: Checked: no person, plate or document visible", "check box")
    reader.press("Save")
    reader.find("label", starts="Saved")
    reader.write("Title", words.plant())
    reader.press("Save")
    reader.press("Comments", "check box")
    reader.write("Your comment", words.plant(6))
    reader.press("Comment")
    reader.hears("Your colleagues see the comment.")
    reader.press("Paper", "check box")
    reader.wait(lambda: "as it will print" in reader.program.told().lower(), "the paper")
    reader.press("Back to the list")


def _seek(reader: Reader, words: Words) -> None:
    """In the list, and what is not there too."""
    box = reader.find("text", "Search")
    box.write(words.plant(2))
    reader.find("label", starts="Nothing")
    box.write("")


def _ask_for_approval(reader: Reader, words: Words) -> None:
    reader.go_to("Exchange", "Submissions")
    reader.press("New submission")
    reader.press("Check the records")
    reader.write("Reviewer's justification", words.plant(4))
    reader.press("Ask for approval")
    reader.hears("waits for approval by AP-02")


def _leave_unsaved(reader: Reader, words: Words) -> str:
    """A new record that was typed and never saved; its title."""
    title = words.plant()
    reader.go_to("Casework", "Case studies")
    reader.press("New case study")
    reader.write("Title", title)
    reader.write("Summary", words.plant(10))
    typed = time.monotonic()
    reader.wait(lambda: time.monotonic() > typed + A_SECOND, "the second that may be lost")
    return title


def _approve_and_export(reader: Reader, run: Run) -> None:
    reader.go_to("Exchange", "Submissions")
    reader.press("Check and decide")
    reader.write("Note, recorded with the submission", run.words.plant(3))
    reader.press("Approve")
    reader.hears("Approved. You can export it now.")
    reader.write("Save the PDF as", str(run.paper))
    reader.press("Export the PDF")
    reader.find("push button", "Open the PDF")


# --- on the command line


def _commands(run: Run, environment: dict[str, str]) -> Callable[..., str]:
    def rilo(*arguments: object, passphrase: str = HEAD, codes: Sequence[int] = (0,)) -> str:
        command = [*run.tracer(), sys.executable, "-m", "rilo_desktop.cli", *map(str, arguments)]
        done = subprocess.run(
            command,
            env=environment | {"RILO_PASSPHRASE": passphrase},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in codes, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout

    return rilo


def _command_line(run: Run, rilo: Callable[..., str], workbook: Path) -> None:
    rilo("import", run.office, workbook)
    rilo("list", run.office, "case-study", "--search", run.words.plant(1))
    commented = ("comment", "add", run.office, f"{workbook.stem}-6")
    rilo(*commented, run.words.plant(4))
    rilo(*commented, run.words.plant(2), "--answer", "1")
    rilo("comment", "add", run.office, f"{workbook.stem}-12", run.words.plant(3))
    rilo("check", run.office)
    rilo("backup", run.office, run.sticks / "first.rilobackup")
    rilo("backup", run.office)


def _last_commands(run: Run, rilo: Callable[..., str], workbook: Path) -> None:
    draft, title = run.own / "draft.pdf", run.words.plant(2)
    what = ("case-studies", "--draft", "--out", draft, "--title", title, "--reason", "a test")
    rilo("submit", run.office, *what)
    rilo("drill", run.sticks / "first.rilobackup", run.office)
    rilo("restore", run.sticks / "first.rilobackup", run.folder / "again")
    rilo("rekey", run.office, "--old-backups", "renew")
    rilo("purge", run.office, f"{workbook.stem}-6", "--reason", "a test")
    rilo("import", run.office, _workbook(run, run.words.left))
    rilo("log", run.office)
    rilo("check", run.office)
