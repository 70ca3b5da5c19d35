"""Bare Debian systems in folders: one to build in, others to install into. As root only.

Mounts and processes live in namespaces that end with whoever made them, so that nothing is left
mounted or running whatever happens.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..places import WORK, Stop, is_made, made, make_anew, needs, run, step

_CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
CERTIFICATES = "/etc/ssl/lent-certificates.crt"
"""Inside: not under the usual name, which belongs to a package that writes the file anew."""

_HOLD = """
root=$1; lower=$2; layer=$3
if [ -n "$lower" ]; then
    mount -t overlay overlay \\
        -o "lowerdir=$lower,upperdir=$layer/changed,workdir=$layer/work" "$root"
fi
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
echo ready
exec cat
"""
"""Ends when its standard input is closed, and with it every mount and process inside."""


@dataclass(frozen=True)
class System:
    """A Debian that runs for as long as it is entered: its own processes, its own mounts."""

    root: Path
    changed: Path
    """Where what was changed lies, seen from outside."""
    holder: int
    """The process that keeps it."""

    def run(
        self, command: str, seconds: float = 600, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A line for its shell, as root. Raises Stop."""
        return run(*self._command(command, env), seconds=seconds)

    def start(self, command: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A line that goes on while others are run."""
        said = [str(word) for word in self._command(command, env)]
        return subprocess.Popen(said, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _command(self, command: str, env: Mapping[str, str] | None) -> list[object]:
        enter = ["nsenter", f"--target={self.holder}", "--mount", "--pid"]
        return [*enter, "chroot", self.root, *_shell(command, env)]


@contextmanager
def entered(root: Path, layer: Path | None = None, under: Path | None = None) -> Iterator[System]:
    """Work in the system of a folder; with a layer, in a copy of `under` that costs nothing."""
    command = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
    given = [str(root), str(under or ""), str(layer or "")]
    holder = subprocess.Popen(
        [*command, "sh", "-euc", _HOLD, "holder", *given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        if holder.stdout.readline().strip() != "ready":
            raise Stop(f"the system in {root} could not be entered")
        inner = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text("ascii").split()
        yield System(root, layer / "changed" if layer else root, int(inner[0]))
    finally:
        holder.stdin.close()
        holder.wait()


def bare(release: str) -> Path:
    """A Debian of that name with nothing but its base. Made once."""
    if os.geteuid() != 0:
        raise Stop("Chroots are made by root only: run it as root.")
    root = WORK / release
    if not is_made(root, release):
        needs(debootstrap="debootstrap")
        step(f"A bare Debian {release}")
        run("debootstrap", "--variant=minbase", release, make_anew(root), seconds=900)
        made(root, release)
    _lend_network(root)
    return root


@contextmanager
def trial(system: Path, name: str) -> Iterator[System]:
    """A fresh copy of a system, to install into; it is gone afterwards."""
    layer = WORK / "trials" / name
    shutil.rmtree(layer, ignore_errors=True)
    for part in ("changed", "work", "root"):
        (layer / part).mkdir(parents=True)
    with entered(layer / "root", layer, system) as inside:
        yield inside
    shutil.rmtree(layer, ignore_errors=True)


def _lend_network(root: Path) -> None:
    """Names and certificates of the machine, for apt and pip inside."""
    for name, inside in (("etc/resolv.conf", "etc/resolv.conf"), (_CERTIFICATES, CERTIFICATES)):
        if Path("/", name).exists():
            target = root / inside.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path("/", name), target)


def _shell(command: str, env: Mapping[str, str] | None) -> list[object]:
    usual = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root",
        "LC_ALL": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
    }
    given = {**usual, **(env or {})}
    settings = [f"{name}={value}" for name, value in given.items()]
    return ["/usr/bin/env", "-i", *settings, "/bin/sh", "-euc", command]


def as_user(command: str, user: str = "officer") -> str:
    """A line that runs as an ordinary user, in a home of its own."""
    return f"su {user} -c {shlex.quote(command)}"
