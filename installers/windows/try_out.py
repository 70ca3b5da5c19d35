"""Installs the setup.exe as an officer would, uses it, upgrades it and takes it away again."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from ..places import OUT, WORK, Stop, make_anew, run, step
from ..product import NAME, version
from ..screen import screen, shown
from ..trials import Trial, must, self_test_of, step_of
from .machine import (
    IS_WINDOWS,
    PREFIX,
    command,
    prepare,
    seen_by_windows,
    settings,
    stop,
    windows,
)
from .own_certificate import try_signing

PICTURES = OUT / "pictures"
DRIVE = PREFIX / "drive_c"
BUSY = 5
PASSPHRASE = {"RILO_PASSPHRASE": "self-test of this program, nothing secret"}
DOCUMENTS = [f"AP/{datetime.now(UTC).year}/SUB/A{number:04}" for number in range(1, 7)]
"""What the self-test released."""
ENDINGS = {"rilobackup": "Backup", "rilocard": "Card", "riloupdate": "Update"}
"""Of the kinds of files that open with the program, and how the registry calls them."""


def try_all(*, short: bool) -> None:
    """Raises Stop at the first that does not work. The short form runs the self-test once."""
    if IS_WINDOWS:
        raise Stop("this runs under wine; on Windows follow the list in docs/releasing.md")
    PICTURES.mkdir(parents=True, exist_ok=True)
    prepare()
    with screen() as display:
        try:
            _Tries(display, short=short).all()
        finally:
            stop()


class _Tries:
    def __init__(self, display: str, *, short: bool) -> None:
        self.display = display
        self.short = short
        self.setup = OUT / f"RILO-Desktop-{version()}-setup.exe"
        self.found = Trial(self.setup.name, "wine", self.setup.stat().st_size)
        self.work = make_anew(WORK / "windows-tries")
        self.local = DRIVE / "users" / getpass.getuser() / "AppData" / "Local"

    def all(self) -> None:
        self.signed()
        self.per_user()
        self.all_users()
        self.other_folder()
        self.same_documents()
        self.found.keep()
        self.portable()

    def signed(self) -> None:
        step("Signed with a certificate made for the trial")
        try_signing(self.setup, make_anew(self.work / "signed"))
        self.found.did("a copy signed with a certificate of the trial: whole, and seen if changed")

    def per_user(self) -> None:
        step(f"{self.setup.name}, for one user")
        place = self.local / "Programs" / "RILO Desktop"
        shutil.rmtree(place, ignore_errors=True)
        began = time.monotonic()
        self._run(self.setup, "/S", "/CurrentUser")
        self.found.install_seconds = time.monotonic() - began
        self.found.installed = _size(place)
        menu = self.local.parent / "Roaming/Microsoft/Windows/Start Menu/Programs"
        must((menu / f"{NAME}.lnk").exists(), "nothing in the Start menu")
        must((menu / f"{NAME} guide.lnk").exists(), "no guide in the Start menu")
        must(self._kinds("HKCU") == set(ENDINGS), f"opens only {self._kinds('HKCU')}")
        self.found.did("installed for one user, silently: Start menu, kinds of files")
        self._use(place)
        self._upgrade(place)
        data = self.local / "rilo-desktop" / "store"
        data.mkdir(parents=True, exist_ok=True)
        (data / "store.db").write_bytes(b"an office")
        self._uninstall(place, "/CurrentUser")
        must((data / "store.db").exists(), "the office was taken away with the program")
        must(not self._kinds("HKCU"), "a kind of file is still listed")
        must(not list(menu.glob(f"{NAME}*.lnk")), "still in the Start menu")
        self.found.did("uninstalled: program, menu and kinds of files gone, the office still there")

    def all_users(self) -> None:
        step(f"{self.setup.name}, for all users")
        place = DRIVE / "Program Files" / "RILO Desktop"
        self._run(self.setup, "/S", "/AllUsers")
        done = self._works(place, "all users")
        must(self._kinds("HKLM") == set(ENDINGS), f"opens only {self._kinds('HKLM')}")
        self._uninstall(place, "/AllUsers")
        self.found.did(f"installed for all users, {done}, uninstalled")

    def other_folder(self) -> None:
        step(f"{self.setup.name}, into a folder with a name in three scripts")
        place = DRIVE / "Žluťoučký kůň 日本"
        self._run(self.setup, "/S", "/CurrentUser", *_last("/D", place))
        done = self._works(place, "Žluťoučký kůň")
        self._uninstall(place, "/CurrentUser")
        self.found.did(f"installed into a folder with a name in three scripts, {done}, removed")

    def same_documents(self) -> None:
        """A store made under Windows, opened by both programs: each PDF the same, byte for byte."""
        frozen = OUT / "linux" / "rilo-desktop" / "rilo"
        from_source = [sys.executable, "-m", "rilo_desktop.cli"]  # only Windows' was built
        ours = [frozen] if frozen.exists() else from_source
        step("The same documents on both systems")
        theirs = OUT / "windows" / "rilo-desktop" / "rilo.exe"
        made = make_anew(self.work / "same")
        for name in ("linux", "windows"):
            shutil.copytree(self.work / "one user" / "office", made / name)
        documents = DOCUMENTS[:2] if self.short else DOCUMENTS
        for reference in documents:
            name = f"{reference.rpartition('/')[2]}.pdf"
            here, there = made / f"linux-{name}", made / f"windows-{name}"
            run(
                *(*ours, "export", made / "linux", reference, "--out", here),
                env=os.environ | PASSPHRASE,
            )
            store, out = seen_by_windows(made / "windows"), seen_by_windows(there)
            words = ("export", store, reference, "--out", out)
            windows(theirs, *words, display=self.display, env=PASSPHRASE)
            must(here.read_bytes() == there.read_bytes(), f"{reference} differs on both systems")
        self.found.did(f"{len(documents)} documents the same on Linux and Windows, byte for byte")

    def portable(self) -> None:
        archive = OUT / f"RILO-Desktop-{version()}-portable.zip"
        step(archive.name)
        found = Trial(archive.name, "wine", archive.stat().st_size)
        place = make_anew(self.work / "portable")
        began = time.monotonic()
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(place)
        found.install_seconds = time.monotonic() - began
        (program,) = place.iterdir()
        found.installed = _size(program)
        if self.short:
            self._check(program)
            found.did("unpacked, rilo check")
        else:
            found.start_seconds = self._self_test(program, "from the zip")
            found.did("unpacked, self-test")
        found.keep()

    # --- parts of them

    def _use(self, place: Path) -> None:
        self.found.start_seconds = self._self_test(place, "one user")
        shutil.copy(self.work / "one user" / "window-today.png", PICTURES / "wine-today.png")
        self.found.did("self-test")
        self._check(place)
        self.found.did("rilo check in a console")

    def _works(self, place: Path, name: str) -> str:
        """What was done with a program that is installed once more."""
        if self.short:
            self._check(place)
            return "rilo check"
        self._self_test(place, name)
        return "self-test"

    def _check(self, place: Path) -> None:
        """Of the office that the first self-test left, in a console."""
        office = seen_by_windows(self.work / "one user" / "office")
        said = windows(
            place / "rilo.exe", "check", office, display=self.display, env=PASSPHRASE
        ).stdout
        must("The store is intact." in said, f"rilo check said: {said}")

    def _upgrade(self, place: Path) -> None:
        """Over itself: refused while it runs, done once it is closed; what is old goes away."""
        office = seen_by_windows(self.work / "one user" / "office")
        program = subprocess.Popen(
            command(place / "rilo-desktop.exe", office), env=settings(self.display)
        )
        shown(self.display, NAME, PICTURES / "wine-window.png")
        before = _listed(place)
        for words in ((self.setup, "/S", "/CurrentUser"), self._remover(place, "/CurrentUser")):
            code = subprocess.run(command(*words), env=settings(self.display), check=False)
            must(code.returncode == BUSY, f"{words[0]} ended with {code.returncode} while it ran")
            must(_listed(place) == before, f"{words[0]} changed something while it ran")
        self.found.did("window shown; setup and uninstall refused while it runs, nothing touched")
        windows("taskkill", "/F", "/IM", "rilo-desktop.exe", display=self.display)
        program.wait(60)
        (place / "_internal" / "of-an-old-version.txt").write_text("old", "ascii")
        self._run(self.setup, "/S", "/CurrentUser")
        must(_listed(place) == before, "the upgrade left or lost files")
        self.found.did("upgraded in place")

    def _self_test(self, place: Path, name: str) -> float:
        """Seconds until the window of the installed program could be used."""
        folder = self.work / name
        program = place / "rilo-desktop.exe"
        words = ["--self-test", seen_by_windows(folder)]
        windows(program, *words, display=self.display, seconds=700)
        report = self_test_of(folder)
        platform = step_of(report, "window")["platform"]
        must(platform == "windows", f"the window was shown by {platform}")
        return float(step_of(report, "start")["usable_after"])

    def _uninstall(self, place: Path, mode: str) -> None:
        windows(*self._remover(place, mode), display=self.display)
        left = _listed(place) - {"uninstall.exe"}  # it cannot take itself away where it is run
        must(not left, f"left behind: {sorted(left)[:5]}")
        shutil.rmtree(place, ignore_errors=True)

    def _remover(self, place: Path, mode: str) -> tuple[object, ...]:
        """Waits until it is done: without _?= it copies itself away and ends at once."""
        return (place / "uninstall.exe", mode, "/S", *_last("_?", place))

    def _run(self, *words: object) -> None:
        windows(*words, display=self.display)

    def _kinds(self, root: str) -> set[str]:
        """The endings that open with the program."""
        return {
            ending
            for ending, name in ENDINGS.items()
            if f"RILODesktop.{name}" in self._registry(root, ending)
        }

    def _registry(self, root: str, ending: str) -> str:
        query = command("reg", "query", f"{root}\\Software\\Classes\\.{ending}", "/ve")
        done = subprocess.run(
            query, env=settings(self.display), capture_output=True, text=True, check=False
        )
        return done.stdout


def _last(name: str, folder: Path) -> list[str]:
    """NSIS takes all that follows as it is, without quotes: a space must not make it quoted."""
    return f"{name}={seen_by_windows(folder)}".split(" ")


def _listed(folder: Path) -> set[str]:
    if not folder.exists():
        return set()
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
