"""The demonstration of `make demo`: practice office XX in out/, its documents and its pictures.

    python tools/demo.py

Everything goes through the same `rilo` and `rilo-desktop` that an officer calls. Where there is a
display (and CI is not set) the window opens on the sample office; otherwise pictures of it are
saved. May be run again: it makes anew only an office that it made itself.
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
from pathlib import Path

import pypdfium2

from rilo_desktop.language import window_languages
from rilo_desktop.presentation import registry
from rilo_desktop.presentation.document_spec import Scope
from rilo_desktop.presentation.documents import SUBMISSIONS

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
OFFICE = OUT / "office"
YEAR, MEMBER = "2025", "QM"
MARKER = "MADE_BY_DEMO"
"""Its name in a folder says: made by this file, may be made anew."""
PRACTICE_YEAR = ROOT / "resources" / "practice" / "practice_year.json"
PASSPHRASE = "this sample office holds nothing secret"
RECORD_TYPES = tuple(spec.code for spec in registry.RECORD_TYPES if spec.on_today)
LANGUAGES = window_languages()
DOTS_PER_INCH = 90


class Stop(Exception):
    """The demonstration cannot go on; the text says why and what to do."""


def main() -> int:
    try:
        demonstrate()
    except Stop as stop:
        print(f"demo: {stop}", file=sys.stderr)
        return 1
    return 0


def demonstrate() -> None:
    clear_earlier_office()
    make_office()
    import_again()
    documents = [submit(*one) for one in orders()]
    if has_display():
        step("The window opens; the passphrase is: " + PASSPHRASE)
        run("rilo-desktop", OFFICE)
    else:
        step("Pictures of the window")
        pictures = ROOT / "tools" / "pictures.py"
        start([sys.executable, pictures, "--store", OFFICE, "--out", OUT / "pictures"])
        for document in documents:
            first_page(document)
    step(f"Done: {OUT.relative_to(ROOT)}/ holds the office, its documents and the pictures")
    print(f"   make run opens the office; its passphrase is: {PASSPHRASE}")


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
    """Id and present revision of every record that the sample brings."""
    found: dict[str, str] = {}
    for kind in RECORD_TYPES:
        found |= {record["id"]: record["revision"] for record in listed(kind)}
    return found


def listed(kind: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(
        run("rilo", "list", OFFICE, kind, "--json", answer=True)
    )
    return found


def orders() -> Iterator[tuple[str, str, list[str]]]:
    """Each type of document in each language, about the practice year where it is about one."""
    for kind, spec in SUBMISSIONS.items():
        about: list[str] = []
        if Scope.YEAR in spec.scope:
            about += ["--year", YEAR]
        if Scope.MEMBER in spec.scope:
            about += ["--member", MEMBER]
        records = [one["id"] for one in listed(spec.sources[0].record_type)]
        if Scope.RECORD in spec.scope:
            about += ["--record", *records[:1]]
        if records:
            yield from ((kind, language, about) for language in LANGUAGES)


def submit(kind: str, language: str, about: Sequence[str]) -> Path:
    """With a reason, since practice cases say little."""
    document = OUT / f"{kind}-{language}.pdf"
    step(f"{document.name}")
    run("rilo", "submit", OFFICE, kind, "--out", document, "--language", language,
        "--reason", "For practice", *about)  # fmt: skip
    return document


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
    result = subprocess.run(
        [str(word) for word in command],
        env=environment(),
        stdout=subprocess.PIPE if answer else None,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        said = " ".join(Path(str(word)).name for word in command[:2])
        raise Stop(f"{said} ended with {result.returncode}; it says why above.")
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
    sys.exit(main())
