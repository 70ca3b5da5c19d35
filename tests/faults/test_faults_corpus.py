"""What the fuzzer once reached is read again, each within the limits of a hostile file."""

from __future__ import annotations

import pytest

from faults.keep_alive import Watch
from faults.outcome import Outcome
from faults.parsers import CORPUS, PARSERS
from faults.peak import peak_of

LINES = {
    "workbook": 37, "sheet": 37, "text": 36, "picture": 37, "backup": 38, "keys": 20,
    "settings": 28, "beside": 20, "journal": 20, "snapshot": 40,
}  # fmt: skip
SECONDS, MEGABYTES = 60, 500


def longest(name: str) -> tuple[int, float, str]:
    """How many files were read, and the seconds and the name of the one that took longest."""
    took = {}
    for path in sorted((CORPUS / name).iterdir()):
        watch = Watch()
        PARSERS[name](path.read_bytes())
        took[path.name] = watch.seconds
    slowest = max(took, key=took.__getitem__)
    return len(took), took[slowest], slowest


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.fault(number)) for name, number in LINES.items()],
)
def test_what_the_fuzzer_reached_is_read_or_refused(name: str, outcome: Outcome) -> None:
    peak, (files, seconds, slowest) = peak_of(longest, name)
    assert seconds < SECONDS, slowest
    assert peak < MEGABYTES
    outcome.tell(rounds=files, message=f"corpus of the parser {name}: read or refused")


def test_every_parser_has_a_corpus_and_a_line() -> None:
    assert set(LINES) == set(PARSERS) == {path.name for path in CORPUS.iterdir()}
