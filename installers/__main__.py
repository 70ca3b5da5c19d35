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
    if (what, system) == ("build", "linux"):
        build_linux()
    elif (what, system) == ("test", "linux"):
        from .linux.try_out import try_all

        try_all()


def build_linux() -> None:
    from .linux import deb, frozen, runfile

    needs(
        **{"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"},
        **{"makeself": "makeself", "xz": "xz-utils", "dpkg-deb": "dpkg"},
    )
    OUT.mkdir(parents=True, exist_ok=True)
    program = frozen.build()
    deb.build(program)
    runfile.build(program)


if __name__ == "__main__":
    sys.exit(main())
