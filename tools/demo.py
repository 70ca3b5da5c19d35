"""The demonstration of `make demo`: practice office XX in out/, its documents and its pictures.

    python tools/demo.py             the office, every document, then the window or pictures of it
    python tools/demo.py --check     is what it left whole: store, backup, documents

Everything goes through the same `rilo` and `rilo-desktop` that an officer calls. Where there is a
display (and CI is not set) the window opens on the sample office; otherwise ten pictures of it are
saved (`make pictures` takes all). May be run again: it makes anew only an office that it made
itself. A document that cannot be made is named with the reason, the others are made, and it ends
with an error.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2

import verapdf
from rilo_desktop.language import window_languages
from rilo_desktop.presentation import registry
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.presentation.documents import (
    DOCUMENTS,
    HANDOVER,
    NETWORK_REPORT,
    SUBMISSIONS,
    TABLES,
)
from rilo_desktop.records import Submission
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.submissions.submission_request import SubmissionRequest
from rilo_desktop.services.submissions.usual_scope import usual_order

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
OFFICE = OUT / "office"
BACKUP = OFFICE / "backups" / "demonstration.rilobackup"
"""It stays: the office knows of it, and whoever opens the office can try to restore it."""
MARKER = "MADE_BY_DEMO"
"""Its name in a folder says: made by this file, may be made anew."""
PRACTICE_YEAR = ROOT / "resources" / "practice" / "practice_year.json"
PASSPHRASE = "this sample office holds nothing secret"
LANGUAGES = window_languages()
DOTS_PER_INCH = 90
OTHERS = {
    NETWORK_REPORT.name: ("network",),
    HANDOVER.name: ("dossier",),
    TABLES.name: ("list", "case-study"),
}
"""Documents that are no submissions, and the command that makes them."""
SCENES = (
    "today",
    "case-study",
    "case-study-editor",
    "case-study-editor-paper",
    "submission-check",
    "analysis",
    "plan",
    "reporting-year",
    "office",
    "find-found",
)
"""Pictures of the window that are taken here."""


class Stop(Exception):
    """The demonstration cannot go on; the text says why and what to do."""


def main(arguments: Sequence[str] = ()) -> int:
    try:
        check() if [*arguments] == ["--check"] else demonstrate()
    except Stop as stop:
        print(f"demo: {stop}", file=sys.stderr)
        return 1
    return 0


def demonstrate() -> None:
    clear_earlier_office()
    make_office()
    import_again()
    missing = make_documents()
    if has_display():
        step("The window opens; the passphrase is: " + PASSPHRASE)
        run("rilo-desktop", OFFICE)
    else:
        step(f"{len(SCENES)} pictures of the window; make pictures takes all")
        take_pictures()
    if missing:
        raise Stop("these documents are not there:\n   " + "\n   ".join(missing))
    step(f"Done: {OUT.relative_to(ROOT)}/ holds the office, its documents and the pictures")
    print(f"   make run opens the office; its passphrase is: {PASSPHRASE}")


def check() -> None:
    """Raises Stop at the first thing that is not whole."""
    step("The store of the office")
    run("rilo", "check", OFFICE)
    step("A backup of it, tried")
    BACKUP.parent.mkdir(mode=0o700, exist_ok=True)
    run("rilo", "backup", OFFICE, BACKUP)
    run("rilo", "drill", BACKUP, OFFICE)
    step("Its documents")
    missing = [path.name for path in expected() if not path.exists()]
    if missing:
        raise Stop(f"these documents are not there: {', '.join(missing)}")
    if not verapdf.command():
        print(f"== {verapdf.MISSING}", file=sys.stderr)
        return
    is_whole, said = verapdf.check([*expected()])
    if not is_whole:
        raise Stop(f"not every document is {verapdf.NAMES}:\n{said}")
    print(f"   {len([*expected()])} documents, all of them {verapdf.NAMES}")


def expected() -> Iterator[Path]:
    """One of each registered type in each language."""
    for spec in DOCUMENTS.values():
        for language in LANGUAGES:
            yield document(spec, language)


def document(spec: DocumentSpec, language: str) -> Path:
    return OUT / f"{spec.name}-{language}.pdf"


def clear_earlier_office() -> None:
    if not OFFICE.exists():
        return
    if not (OFFICE / MARKER).exists():
        raise Stop(f"{OFFICE} was not made by this demonstration: move it away, then run it again.")
    shutil.rmtree(OFFICE)


def make_office() -> None:
    """Made under another name, so that whatever is called office is whole and ours."""
    step("The sample office: its records, keys and encrypted store")
    half_made = OUT / "office-half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    run("rilo", "demo", half_made, answer=True)
    (half_made / MARKER).write_text("make demo makes this folder anew each time.\n", "ascii")
    half_made.rename(OFFICE)


def import_again() -> None:
    """The office holds these already: the second import must leave every revision as it is."""
    step("The year of the practice office once more: nothing may change")
    before = revisions()
    run("rilo", "import", OFFICE, PRACTICE_YEAR)
    if revisions() != before:
        raise Stop("importing the same files twice changed the office: that is a fault.")
    print(f"   {len(before)} records, none changed")


def revisions() -> dict[str, str]:
    """Id and present revision of every record."""
    with open_store(OFFICE, PASSPHRASE) as session, session.reading() as reading:
        kinds = [spec.code for spec in registry.RECORD_TYPES]
        return {
            one.record.id: one.revision for kind in kinds for one in reading.records.all_of(kind)
        }


def make_documents() -> list[str]:
    """Each registered type in each language. Returns those that could not be made, and why."""
    for path in expected():
        path.unlink(missing_ok=True)
    about, missing = usual_orders(), []
    papers: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    """References of those that are owed, for the note that goes with them."""
    for spec in DOCUMENTS.values():
        for language in LANGUAGES:
            path = document(spec, language)
            step(path.name)
            try:
                make_document(spec, about.get(spec.name), language, path, papers[language])
            except Stop as stop:
                print(f"   {stop}", file=sys.stderr, flush=True)
                missing.append(f"{path.name}: {stop}")
    return missing


def usual_orders() -> dict[str, SubmissionRequest]:
    """What each submission is about where nobody chose it: the newest that the office has."""
    with open_store(OFFICE, PASSPHRASE) as session:
        return {name: usual_order(session, name) for name in SUBMISSIONS}


def make_document(
    spec: DocumentSpec,
    about: SubmissionRequest | None,
    language: str,
    path: Path,
    papers: list[str],
) -> None:
    """Raises Stop. `papers`: references of papers that are owed, in this language."""
    if about is None:
        if spec.name not in OTHERS:
            raise Stop("no command is known that makes it: name one in OTHERS (tools/demo.py)")
        command, *more = OTHERS[spec.name]
        run("rilo", command, OFFICE, *more, "--language", language, "--out", path, answer=True)
        return
    is_note = spec.record_type == Submission.kind.code
    made = submit(replace(about, records=tuple(papers)) if is_note else about, language, path)
    if spec.obligations:
        papers.append(made["reference"])


def submit(about: SubmissionRequest, language: str, path: Path) -> dict[str, Any]:
    """With a reason, since practice cases say little, and with the texts that its pages propose."""
    command: list[object] = ["submit", OFFICE, about.type, "--json", "--accept-proposed"]
    command += ["--out", path, "--language", language, "--reason", "For practice"]
    command += ["--year", about.year] if about.year else []
    command += ["--member", about.member] if about.member else []
    for record in about.records:
        command += ["--record", record]
    made: dict[str, Any] = json.loads(run("rilo", *command, answer=True))
    if not made["records"]:
        path.unlink()
        raise Stop("the practice office has no records for it")
    return made


def take_pictures() -> None:
    pictures = ROOT / "tools" / "pictures.py"
    only = [word for scene in SCENES for word in ("--scene", scene)]
    start([sys.executable, pictures, "--store", OFFICE, "--out", OUT / "pictures", *only])
    taken = [OUT / "pictures" / f"window-{scene}-light.png" for scene in SCENES]
    lacking = [path.name for path in taken if not path.exists()]
    if lacking:
        raise Stop(f"these pictures were not taken: {', '.join(lacking)}")
    for path in expected():
        if path.exists():
            first_page(path)


def first_page(document: Path) -> None:
    picture = OUT / "pictures" / f"{document.stem}-page-1.png"
    with pypdfium2.PdfDocument(document) as pdf:
        pdf[0].render(scale=DOTS_PER_INCH / 72).to_pil().save(picture)


def has_display() -> bool:
    if os.environ.get("CI"):
        return False
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in names)


def run(program: str, *arguments: object, answer: bool = False) -> str:
    """Run one of our two commands; returns what it answered where that is asked for."""
    suffix = ".exe" if sys.platform == "win32" else ""
    path = Path(sysconfig.get_path("scripts")) / f"{program}{suffix}"
    if not path.exists():
        raise Stop(f"{program} is not installed here: run make demo, which installs it.")
    return start([path, *arguments], answer)


def start(command: Sequence[object], answer: bool = False) -> str:
    """Raises Stop with what the command said of its failure."""
    result = subprocess.run(
        [str(word) for word in command],
        env=environment(),
        stdout=subprocess.PIPE if answer else None,
        stderr=subprocess.PIPE if answer else None,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        said = " ".join(Path(str(word)).name for word in command[:2])
        why = (result.stderr or "it says why above").strip()
        raise Stop(f"{said} ended with {result.returncode}: {why}")
    print(result.stderr or "", end="", file=sys.stderr, flush=True)
    return result.stdout or ""


def environment() -> dict[str, str]:
    ours = {
        "RILO_PASSPHRASE": PASSPHRASE,
        "RILO_NEW_PASSPHRASE": PASSPHRASE,
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if not has_display():
        ours["QT_QPA_PLATFORM"] = "offscreen"
    return os.environ | ours


_started = time.monotonic()


def step(text: str) -> None:
    print(f"== {time.monotonic() - _started:5.1f} s  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
