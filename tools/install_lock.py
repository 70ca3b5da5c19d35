"""Make an environment that holds what a lock pins, and nothing beside it.

    python3 tools/install_lock.py                        requirements/dev.txt into .venv
    python3 tools/install_lock.py LOCK FOLDER            another lock into another environment
    python3 tools/install_lock.py LOCK FOLDER --beside   into the environment that is there already

pip gets the lock alone: each file by its hash, no dependency resolved, nothing built. So what is
installed is the lock, whatever the index has released since; `pip check` says whether it is whole.
An environment is begun anew unless the same lock was installed to its end by the same Python; what
pip has fetched before it takes from its cache. Exit 0 when all is there, else 1 and one sentence
above what pip says.

It runs before anything is installed: standard library only, and no syntax that Python 3.8 lacks.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
"""Of Python; `requires-python` of pyproject.toml says the same, and a test compares them."""
RULES = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
"""How pip installs a lock, wherever that is."""
LEAST_FREE = 5_000_000
"""Bytes: below it a disk is full, whatever is said."""
AGAIN = "Then run the same line again: what was fetched is kept."
FAILURES = (
    (
        r"No space left on device|Errno 28|not enough space|ENOSPC",
        "The disk is full. About 1 GB is needed in {folder}, and 200 MB for pip's cache. " + AGAIN,
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A file that the index gave is not the one that was pinned, and was not installed: the "
        "last lines name it. Run the same line again; if that does not help, leave this index.",
    ),
    (
        r"Retrying \(|Max retries|Connection|[Tt]imed? ?out|IncompleteRead|SSLError|HTTP error 5",
        "The index of packages does not answer, or not to its end. Look at the network and at "
        "pip's settings (PIP_INDEX_URL, PIP_PROXY, PIP_CERT). " + AGAIN,
    ),
    (
        r"No matching distribution",
        "The index lacks a pinned file for this system and this Python: the last lines name it. "
        "Python {oldest} to {newest} on Linux and Windows, 64 bit, have all of them.",
    ),
)
"""What pip says of a failure, and what to do; the first that is found counts."""
OTHERWISE = "The packages were not installed. What pip says stands below. " + AGAIN


class Failure(Exception):
    """Ends with a sentence for whoever installs, and what the command said."""


def refused(version: tuple[int, int]) -> str:
    """Why this Python is none of those that the lock has files for; "" where it is one."""
    if OLDEST <= version <= NEWEST:
        return ""
    found = "too old" if version < OLDEST else "too new"
    return (
        f"This is Python {_dotted(version)}, which is {found}: the pinned packages are for "
        f"{_dotted(OLDEST)} to {_dotted(NEWEST)}. Install one of them and name it: "
        f"make PYTHON=python{_dotted(NEWEST)}, or on Windows py -{_dotted(NEWEST)} with this file."
    )


def install(lock: Path, folder: Path, beside: bool = False) -> bool:
    """False where it was there already. Raises Failure; then the environment counts as none."""
    done = folder / (lock.stem if beside else "installed")
    state = _state(lock)
    if done.is_file() and done.read_text("utf-8") == state:
        return False
    done.unlink(missing_ok=True)
    if not beside:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run([str(python), "-m", "pip", "install", *RULES, "-r", str(lock)], folder)
    _run([str(python), "-m", "pip", "check"], folder)
    begun = done.with_name(f"{done.name}.new")
    begun.write_text(state, "utf-8")
    begun.replace(done)
    return True


def _state(lock: Path) -> str:
    """What an environment is made of: the lock, and the Python that made it."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} {platform.python_version()} {platform.machine()}\n"


def _run(command: list[str], folder: Path) -> None:
    """With what it prints as it comes; errors are kept for below the sentence."""
    done = subprocess.run(command, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if done.returncode:
        raise Failure(f"{_sentence(done.stderr, folder)}\n\n{done.stderr}")
    sys.stderr.write(done.stderr)


def _sentence(said: str, folder: Path) -> str:
    place = next(one for one in (folder, *folder.resolve().parents) if one.exists())
    if shutil.disk_usage(place).free < LEAST_FREE:  # venv keeps what its own part of pip says
        said = "No space left on device"
    found = (sentence for pattern, sentence in FAILURES if re.search(pattern, said))
    range_ = {"oldest": _dotted(OLDEST), "newest": _dotted(NEWEST)}
    return next(found, OTHERWISE).format(folder=folder, **range_)


def _dotted(version: tuple[int, int]) -> str:
    return "{}.{}".format(*version)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Install a lock, and nothing beside it.")
    parser.add_argument("lock", nargs="?", type=Path, default=ROOT / "requirements" / "dev.txt")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / ".venv")
    parser.add_argument("--beside", action="store_true", help="into what is there already")
    given = parser.parse_args(arguments)
    try:
        if wrong := refused(sys.version_info[:2]):
            raise Failure(wrong)
        install(given.lock, given.folder, given.beside)
    except (Failure, OSError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
