"""`rilo`: the same office without a window, for scripts, for batch work and for tests."""

from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of the command; Ctrl+C while the program still loads ends it quietly."""
    try:
        from .main import main as run
    except KeyboardInterrupt:
        return INTERRUPTED
    return run(arguments)


__all__ = ["main"]
