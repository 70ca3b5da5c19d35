"""Makes and tries the installers.

python -m installers build [linux] [windows]     into out/installers
python -m installers test [linux] [windows]      installs each, uses it, takes it away
python -m installers report                      what was tried, as the table of docs/packaging.md
python -m installers release                     all of it, once the changelog tells of the version
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .places import OUT, Stop, needs

SYSTEMS = ("linux", "windows")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m installers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("build", "test", "report", "release", "key"))
    parser.add_argument("system", nargs="*")
    asked = parser.parse_args()
    try:
        _do(asked.what, asked.system or SYSTEMS)
    except Stop as reason:
        print(f"installers: {reason}", file=sys.stderr)
        return 1
    return 0


def _do(what: str, systems: Sequence[str]) -> None:
    from . import release, report, updates

    if what == "key":
        updates.make_key()
        return
    if unknown := set(systems) - set(SYSTEMS):
        raise Stop(f"there is no system {', '.join(unknown)}; there are {', '.join(SYSTEMS)}")
    if what == "release":
        release.check_version()
    if what in ("build", "release"):
        build(systems)
        updates.pack()
        release.finish()
    if what in ("test", "release"):
        try_out(systems)
    if what in ("report", "release") or (what == "test" and set(systems) == set(SYSTEMS)):
        report.write()


def build(systems: Sequence[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    if "linux" in systems:
        build_linux()
    if "windows" in systems:
        build_windows()


def try_out(systems: Sequence[str]) -> None:
    if "linux" in systems:
        from .linux import try_out as linux

        linux.try_all()
    if "windows" in systems:
        from .windows import try_out as windows

        windows.try_all()


def build_linux() -> None:
    from .linux import deb, frozen, runfile

    needs(
        **{"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"},
        **{"makeself": "makeself", "xz": "xz-utils", "dpkg-deb": "dpkg"},
    )
    program = frozen.build()
    deb.build(program)
    runfile.build(program)


def build_windows() -> None:
    from .windows import frozen, setup

    program = frozen.build()
    setup.build(program)
    setup.portable(program)


if __name__ == "__main__":
    sys.exit(main())
