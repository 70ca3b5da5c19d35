"""Fuzzes the parsers with coverage as a guide: `make fuzz MINUTES=60`, some: `PARSERS="keys text"`.

Each parser runs in a process of its own, one after the other, limited in memory and in seconds for
one input. New inputs are collected in out/fuzz-corpus; of these, the smallest set that reaches the
same code may be kept: `tools/fuzz.py keep`. What made a parser fail is in out/fuzz-found.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
FOUND, GROWN = ROOT / "out" / "fuzz-found", ROOT / "out" / "fuzz-corpus"
MEMORY, SECONDS, LONGEST = 1_500, 20, 20_000
"""Megabytes with the fuzzer's own, seconds for one input, bytes of one input."""
KEPT_BYTES, MOST_KEPT = 2_000, 25


def main(arguments: list[str]) -> int:
    sys.path[:0] = [str(TESTS)]
    if arguments[:1] == ["one"]:
        return _one(arguments[1], arguments[2:])
    from faults.parsers import PARSERS

    if arguments[:1] == ["keep"]:
        return max(_keep(name) for name in PARSERS)
    minutes, *named = arguments or ["60"]
    names = named or list(PARSERS)
    results = [_fuzz(name, 60 * float(minutes) / len(names)) for name in names]
    return int(any(results))


def _fuzz(name: str, seconds: float) -> int:
    """1 where the parser failed; the rest of its time goes on from there."""
    grown, found = GROWN / name, FOUND / name
    grown.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    began, failed = time.monotonic(), 0
    while (left := seconds - (time.monotonic() - began)) > 1:
        options = (
            f"-max_total_time={int(left)}",
            f"-rss_limit_mb={MEMORY}",
            f"-timeout={SECONDS}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
        )
        folders = (str(grown), str(TESTS / "faults" / "corpus" / name))
        done = _ran(name, *options, *folders)
        lines = [
            line for line in done.splitlines() if "number_of_executed" in line or "ERROR" in line
        ]
        print(f"{name}: {time.monotonic() - began:.0f} s; {'; '.join(lines)}", flush=True)
        if "ERROR: libFuzzer" not in done and "Uncaught Python exception" not in done:
            break
        failed += 1
        print(done[-3_000:], flush=True)
        if failed > 5:
            break
    return int(failed > 0)


def _ran(name: str, *options: str) -> str:
    command = [sys.executable, __file__, "one", name, *options]
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _keep(name: str) -> int:
    """The smallest inputs that reach what all of them reach, into the committed corpus."""
    small = GROWN / f"{name}-small"
    small.mkdir(parents=True, exist_ok=True)
    _ran(name, "-merge=1", str(small), str(TESTS / "faults" / "corpus" / name), str(GROWN / name))
    target = TESTS / "faults" / "corpus" / name
    target.mkdir(parents=True, exist_ok=True)
    room = MOST_KEPT - len(list(target.iterdir()))
    for path in sorted(small.iterdir(), key=lambda path: path.stat().st_size)[-room:]:
        if path.stat().st_size <= KEPT_BYTES and room > 0:
            (target / path.name[:12]).write_bytes(path.read_bytes())
    return 0


def _one(name: str, options: list[str]) -> int:
    import atheris

    with atheris.instrument_imports(include=["rilo_desktop", "openpyxl", "zipfile", "json", "csv"]):
        from faults.parsers import PARSERS

    atheris.Setup([f"fuzz {name}", *options], PARSERS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
