"""Seconds of the processor that each test takes, with its fixtures and the processes it waited for.

    RILO_CPU=out/cpu.tsv make test              notes them, of all processes of the run
    python tests/cpu_times.py out/cpu.tsv       sums of each file and the costliest tests

Unlike the clock it says the same on a busy machine. What a fixture makes for many tests counts for
the first of them.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILES, TESTS = 60, 40


@contextmanager
def noted(test: str) -> Iterator[None]:
    """A line of the file that RILO_CPU names; nothing where it names none."""
    target = os.environ.get("RILO_CPU")
    if not target:
        yield
        return
    before = _used()
    try:
        yield
    finally:
        line = f"{_used() - before:.3f}\t{test}\n".encode()
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, line)  # one write: the processes of a run do not mix their lines
        os.close(file)


def _used() -> float:
    import resource  # not there on Windows

    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main(path: Path) -> None:
    tests: dict[str, float] = defaultdict(float)
    files: dict[str, float] = defaultdict(float)
    for line in path.read_text("utf-8").splitlines():
        seconds, _, test = line.partition("\t")
        tests[test] += float(seconds)
        files[test.partition("::")[0]] += float(seconds)
    print(f"{sum(tests.values()):.0f} s of {len(tests)} tests")
    for used, most in ((files, FILES), (tests, TESTS)):
        for name in sorted(used, key=used.__getitem__, reverse=True)[:most]:
            print(f"{used[name]:8.1f}  {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
