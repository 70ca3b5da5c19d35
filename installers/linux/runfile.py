"""The .run: one file that installs for a user without root. Made with makeself."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from ..places import OUT, moment, run, step
from ..product import NAME, PACKAGE, version
from . import desktop

INSTALL = Path(__file__).with_name("install.sh")


def build(frozen: Path) -> Path:
    """The .run in out/installers. Raises Stop."""
    step("The .run")
    target = OUT / f"RILO-Desktop-{version()}.run"
    with tempfile.TemporaryDirectory() as place:
        inside = Path(place) / "inside"
        shutil.copytree(frozen, inside / "program", symlinks=True)
        desktop.write(inside / "entries", PACKAGE)
        shutil.rmtree(inside / "icons")
        desktop.licences(inside / "program" / "LICENSE")
        shutil.copy2(INSTALL, inside / "install.sh")
        (inside / "install.sh").chmod(0o755)
        how = ("--xz", "--complevel", "9", "--threads", "2", "--sha256", "--nox11", "--nochown")
        same = ("--packaging-date", _day(), "--tar-extra", _tar_options())
        fixed = os.environ | {"SOURCE_DATE_EPOCH": moment(), "TZ": "UTC"}
        run("makeself", *how, *same, inside, target, NAME, "./install.sh", env=fixed, seconds=900)
    return target


def _day() -> str:
    return f"@{moment()}"


def _tar_options() -> str:
    """The same names, owners and times, whoever builds it."""
    return f"--sort=name --mtime=@{moment()} --owner=0 --group=0 --numeric-owner"
