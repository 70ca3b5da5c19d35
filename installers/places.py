"""Where installers are made: everything large lies outside the checkout and may be deleted."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "installers"
"""What a release consists of."""
WORK = Path(os.environ.get("RILO_INSTALLERS", "/var/tmp/installers-rilo"))
"""Chroots, Windows' Python, wine's prefix: kept from one build to the next."""
SOURCES = ("build.spec", "LICENSE", "pyproject.toml", "installers", "requirements", "resources")


class Stop(Exception):
    """An installer cannot be made or does not work; the text says why."""


_began = time.monotonic()


def step(text: str) -> None:
    print(f"== {time.monotonic() - _began:5.1f} s  {text}", flush=True)


def run(*command: object, seconds: float = 600, **how: object) -> subprocess.CompletedProcess[str]:
    """Raises Stop with the last lines that the command said."""
    said = [str(word) for word in command]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | how
    try:
        done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
            said, timeout=seconds, check=False, text=True, errors="replace", **options
        )
    except subprocess.TimeoutExpired:
        raise Stop(f"{' '.join(said)[:300]} did not end within {seconds:.0f} s") from None
    if done.returncode:
        last = "\n".join((done.stdout or "").splitlines()[-25:])
        raise Stop(f"{' '.join(said)[:300]} ended with {done.returncode}:\n{last}")
    return done


def needs(**commands: str) -> None:
    """Install the Debian packages that bring these commands. Raises Stop for who is not root."""
    missing = [package for command, package in commands.items() if not shutil.which(command)]
    install(missing)


def install(packages: Sequence[str]) -> None:
    """Debian packages, as root. Raises Stop with the line that does it for who is not."""
    if not packages:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(set(packages))]
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop("As root, run this line and then again:\n    " + " ".join(line))
    step(" ".join(line))
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-q", env=quiet)
    run(*line, env=quiet)


def digest_of(paths: Iterable[Path], *more: str) -> str:
    """Of what a folder was made from: is it still what is wanted?"""
    digest = hashlib.sha256("\n".join(more).encode())
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_made(folder: Path, fingerprint: str) -> bool:
    """Was this folder made whole, from what this fingerprint tells of?"""
    stamp = folder.with_name(f"{folder.name}.made")
    return stamp.exists() and stamp.read_text("ascii") == fingerprint and folder.exists()


def make_anew(folder: Path) -> Path:
    folder.with_name(f"{folder.name}.made").unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def made(folder: Path, fingerprint: str) -> None:
    folder.with_name(f"{folder.name}.made").write_text(fingerprint, "ascii")


def copy_sources(target: Path) -> None:
    """What build.spec reads, with today's assets. Nothing of an earlier build comes along."""
    run(sys.executable, ROOT / "tools" / "build_assets.py")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    # The licences are those of the other system's packages: its own build writes them
    aside = shutil.ignore_patterns("__pycache__", "*.egg-info", "*licences")
    shutil.copytree(ROOT / "src", target / "src", ignore=aside)
    shutil.copytree(ROOT / "tools", target / "tools", ignore=shutil.ignore_patterns("__pycache__"))


def moment() -> str:
    """Seconds since 1970 of the last commit: every date inside an artefact is this one."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    done = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "1764028800"
