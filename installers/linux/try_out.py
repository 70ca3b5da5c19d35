"""Installs what was made into bare systems, uses it as an officer would, and takes it away."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..places import OUT, step
from ..product import NAME, PACKAGE, version
from ..screen import screen, shown
from ..trials import Trial, must, self_test_of, step_of
from .chroot import System, as_user, bare, trial
from .deb import DEPENDS

RELEASES = ("bookworm", "trixie")
HOME = "/home/officer"
PASSPHRASE = {"RILO_PASSPHRASE": "self-test of this program, nothing secret"}
MOMENTS = 10
PICTURES = OUT / "pictures"


def try_all() -> None:
    """Each artefact on each system. Raises Stop at the first that does not work."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for release in RELEASES:
        try_deb(release)
    try_run(RELEASES[-1])


def try_deb(release: str) -> None:
    deb = OUT / f"{PACKAGE}_{version()}_amd64.deb"
    step(f"{deb.name} on a bare Debian {release}")
    found = Trial(deb.name, f"Debian {release}", deb.stat().st_size)
    with trial(bare(release), f"deb-{release}") as system:
        _put(system, deb, "/opt/new.deb")
        system.run("apt-get update -q", seconds=300)
        system.run("apt-get install -y --no-install-recommends --download-only /opt/new.deb")
        began = time.monotonic()
        system.run("apt-get install -y --no-install-recommends /opt/new.deb")
        found.install_seconds = time.monotonic() - began
        system.run("useradd --create-home officer")
        found.installed = _size(system.changed / "usr" / "lib" / PACKAGE)
        found.did("installed by apt")
        _use(system, found, PACKAGE, "rilo", f"deb-{release}")
        remove = f"dpkg --remove {PACKAGE}"
        _refuses_while_running(system, found, PACKAGE, "dpkg -i /opt/new.deb", remove)
        system.run(f"apt-get purge -y {PACKAGE}")
        _left_nothing(system, found, "/etc /opt /usr /var/lib/dpkg/info")
    found.keep()


def try_run(release: str) -> None:
    file = OUT / f"RILO-Desktop-{version()}.run"
    step(f"{file.name} on Debian {release}, without root")
    found = Trial(file.name, f"Debian {release}, no root", file.stat().st_size)
    packages = " ".join(one.partition(" ")[0] for one in (*DEPENDS, "xz-utils"))
    place, programs = f"{HOME}/.local/opt/{PACKAGE}", f"{HOME}/.local/bin"
    install, remove = as_user("sh /opt/new.run"), as_user("sh /opt/new.run -- --uninstall")
    with trial(bare(release), f"run-{release}") as system:
        system.run(f"apt-get update -q && apt-get install -y --no-install-recommends {packages}")
        system.run("useradd --create-home officer")
        _put(system, file, "/opt/new.run")
        began = time.monotonic()
        system.run(install)
        found.install_seconds = time.monotonic() - began
        found.installed = _size(system.changed / place.lstrip("/"))
        found.did("installed by a user without root")
        program = f"{programs}/{PACKAGE}"
        _use(system, found, program, f"{programs}/rilo", f"run-{release}")
        _refuses_while_running(system, found, program, install, remove)
        system.run(install)
        found.did("installed over itself")
        _cut_off(system, found, "sh /opt/new.run", f"{programs}/rilo")
        system.run(remove)
        _left_nothing(system, found, f"{HOME}/.local")
    found.keep()


def _use(system: System, found: Trial, program: str, console: str, name: str) -> None:
    """Self-test without and with a screen, a picture of the window, the console."""
    plain, shot = f"{HOME}/plain", f"{HOME}/Žluťoučký kůň 日本"
    without = {"QT_QPA_PLATFORM": "offscreen"}
    system.run(as_user(f"{program} --self-test {plain}"), env=without)
    self_test_of(_seen(system, plain))
    found.did("self-test without a screen")
    with screen() as display:
        report = _self_test_shown(system, program, shot, display)
        found.start_seconds = step_of(report, "start")["usable_after"]
        found.did("self-test under Xvfb, in a folder with a name in three scripts")
        window = system.start(as_user(f"{program} '{shot}/office'"), {"DISPLAY": display})
        try:
            shown(display, NAME, PICTURES / f"{name}.png")
        finally:
            _end(system, program)
            window.wait(60)
        found.did("window shown")
    shutil.copy(_seen(system, shot) / "window-today.png", PICTURES / f"{name}-today.png")
    said = system.run(as_user(f"{console} check '{shot}/office'"), env=PASSPHRASE).stdout
    must("The store is intact." in said, f"rilo check said: {said}")
    found.did("rilo check")


def _self_test_shown(system: System, program: str, folder: str, display: str) -> Mapping[str, Any]:
    system.run(as_user(f"{program} --self-test '{folder}'"), env={"DISPLAY": display})
    report = self_test_of(_seen(system, folder))
    platform = step_of(report, "window")["platform"]
    must(platform == "xcb", f"the window was shown by {platform}")
    return report


def _refuses_while_running(
    system: System, found: Trial, program: str, install: str, remove: str
) -> None:
    with screen() as display:
        window = system.start(as_user(f"{program} {HOME}/plain/office"), {"DISPLAY": display})
        try:
            shown(display, NAME, PICTURES / "running.png")
            for command in (install, remove):
                said = system.run(f"if {command} 2>&1; then echo went-through; fi").stdout
                must("is running" in said, f"{command} did not refuse: {said}")
                must("went-through" not in said, f"{command} went through while it ran")
        finally:
            _end(system, program)
            window.wait(60)
    found.did("refused to be upgraded or removed while it runs")


def _cut_off(system: System, found: Trial, install: str, console: str) -> None:
    """Killed at ten moments of an upgrade, the program still opens the office."""
    for n in range(MOMENTS):
        after = found.install_seconds * (n + 0.5) / MOMENTS
        system.run(
            as_user(f"setsid {install} & sleep {after:.2f}; kill -KILL -- -$! || true; wait")
        )
        said = system.run(as_user(f"{console} check {HOME}/plain/office"), env=PASSPHRASE).stdout
        must("The store is intact." in said, f"cut off after {after:.1f} s: {said}")
    found.did(f"killed at {MOMENTS} moments of an upgrade: the program still opens the office")
    system.run(as_user(install))


def _end(system: System, program: str) -> None:
    """By its own name, inside the chroot only."""
    real = f'"$(readlink -f "$(command -v {program})")"'
    system.run(
        f'for p in /proc/[0-9]*; do if [ "$(readlink $p/exe || true)" = {real} ]; then '
        "kill ${p#/proc/}; fi; done"
    )


def _left_nothing(system: System, found: Trial, folders: str) -> None:
    said = system.run(f"find {folders} -iname '*rilo*' | grep -v '{HOME}/plain' || true").stdout
    must(not said.strip(), f"left behind: {said}")
    must((_seen(system, f"{HOME}/plain") / "office" / "store.db").exists(), "the office is gone")
    found.did("removed; nothing of the program left, the office still there")


def _put(system: System, file: Path, inside: str) -> None:
    target = _seen(system, inside)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, target)
    target.chmod(0o644)


def _seen(system: System, inside: str) -> Path:
    return system.changed / inside.lstrip("/")


def _size(folder: Path) -> int:
    files = (f for f in folder.rglob("*") if f.is_file() and not f.is_symlink())
    return sum(file.stat().st_size for file in files)
