"""What the fuzzer once reached is read again, each within the limits of a hostile file."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from faults.outcome import Outcome
from faults.parsers import CORPUS, PARSERS

LINES = {
    "workbook": 37, "sheet": 37, "text": 36, "picture": 37, "backup": 38, "keys": 20,
    "settings": 28, "beside": 20, "journal": 20, "snapshot": 40,
}  # fmt: skip
SECONDS, MEGABYTES = 60, 500


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.fault(number)) for name, number in LINES.items()],
)
def test_what_the_fuzzer_reached_is_read_or_refused(name: str, outcome: Outcome) -> None:
    files: list[Path] = sorted((CORPUS / name).iterdir())
    assert files
    for path in files:
        began = time.monotonic()
        PARSERS[name](path.read_bytes())
        assert time.monotonic() - began < SECONDS, path.name
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEGABYTES * 1024
    outcome.tell(rounds=len(files), message=f"corpus of the parser {name}: read or refused")


def test_every_parser_has_a_corpus_and_a_line() -> None:
    assert set(LINES) == set(PARSERS) == {path.name for path in CORPUS.iterdir()}
