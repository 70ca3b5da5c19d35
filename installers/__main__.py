"""python -m installers build|test [linux|windows]"""

from __future__ import annotations

import argparse
import sys

from .places import OUT, Stop, needs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m installers", description=__doc__)
    parser.add_argument("what", choices=("build", "test"))
    parser.add_argument("system", nargs="*", choices=("linux", "windows"))
    asked = parser.parse_args()
    try:
        for system in asked.system or ("linux", "windows"):
            _do(asked.what, system)
    except Stop as reason:
        print(f"installers: {reason}", file=sys.stderr)
        return 1
    return 0


def _do(what: str, system: str) -> None:
    """One of four; each system has its own file for each."""
    if what == "build":
        OUT.mkdir(parents=True, exist_ok=True)
        build_linux() if system == "linux" else build_windows()
    elif system == "linux":
        from .linux import try_out as linux

        linux.try_all()
    else:
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
