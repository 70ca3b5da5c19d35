"""Makes and tries the installers.

python -m installers build [linux] [windows]     into out/installers
python -m installers test [linux] [windows]      installs each, uses it, takes it away
python -m installers report                      what was tried, as the table of docs/packaging.md
python -m installers release                     all of it, once the changelog tells of the version

--short is for the test of every change: the setup.exe of Windows is packed quickly, and the
self-test runs where it is installed first; where it is installed again, `rilo check` of an office.
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
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    try:
        if asked.short and asked.what not in ("build", "test"):
            raise Stop("--short is for build and test")
        _do(asked.what, asked.system or SYSTEMS, short=asked.short)
    except Stop as reason:
        print(f"installers: {reason}", file=sys.stderr)
        return 1
    return 0


def _do(what: str, systems: Sequence[str], *, short: bool) -> None:
    from . import release, report, updates

    if what == "key":
        updates.make_key()
        return
    if unknown := set(systems) - set(SYSTEMS):
        raise Stop(f"there is no system {', '.join(unknown)}; there are {', '.join(SYSTEMS)}")
    if what == "release":
        release.check_version()
    if what in ("build", "release"):
        build(systems, short=short)
        updates.pack()
        release.finish()
    if what in ("test", "release"):
        try_out(systems, short=short)
    is_whole = set(systems) == set(SYSTEMS) and not short
    if what in ("report", "release") or (what == "test" and is_whole):
        report.write()


def build(systems: Sequence[str], *, short: bool) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    if "linux" in systems:
        build_linux()
    if "windows" in systems:
        build_windows(short=short)


def try_out(systems: Sequence[str], *, short: bool) -> None:
    if "linux" in systems:
        from .linux import try_out as linux

        linux.try_all()
    if "windows" in systems:
        from .windows import try_out as windows

        windows.try_all(short=short)


def build_linux() -> None:
    from .linux import deb, frozen, runfile

    needs(
        **{"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"},
        **{"makeself": "makeself", "xz": "xz-utils", "dpkg-deb": "dpkg"},
    )
    program = frozen.build()
    deb.build(program)
    runfile.build(program)


def build_windows(*, short: bool) -> None:
    from .windows import frozen, setup

    program = frozen.build()
    setup.build(program, quickly=short)
    setup.portable(program)


if __name__ == "__main__":
    sys.exit(main())
