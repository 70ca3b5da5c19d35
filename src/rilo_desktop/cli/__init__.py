"""`rilo`: the same office without a window, for scripts, for batch work and for tests."""

import sys
from collections.abc import Sequence

REFUSED, INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of the command; Ctrl+C while the program still loads ends it quietly.

    What is missing here was taken away after the program was installed, so that its catalogue may
    be missing too. The version is said without loading anything.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        from rilo_desktop import __version__

        print(f"RILO Desktop {__version__}")
        return 0
    try:
        from .main import main as run
    except KeyboardInterrupt:
        return INTERRUPTED
    except (ImportError, OSError) as error:
        print(
            f"rilo: the program is damaged: {error}. Install it again, and look whether a virus "
            "scanner took a file away. Nothing of the office was changed.",
            file=sys.stderr,
        )
        return REFUSED
    return run(arguments)


__all__ = ["main"]
