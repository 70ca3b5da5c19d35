"""The guard against personal data: recall of each kind, false alarms, time.

The sentences are in tests/fixtures/guard, whose README says what they are and what the figures do
not say.

    python -m bench.guard FOLDER    names found in published reports, by language

FOLDER holds LANGUAGE.jsonl, a report a line: {"id", "text", "names": [{"name"}]}; no name where
nobody is named. Half of the reports, by the hash of the id, is for who writes the rules; the other
half is measured.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from rilo_desktop.rules.personal_data.detection import personal_data, remembered
from rilo_desktop.rules.personal_data.kinds import IDENTIFIERS, DataKind, Found

from .measure import Line

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "guard"
CITING = ("source", "source_more")
"""Fields in which records name the pages that they are taken from."""
GOALS = {"valid": 0.95, "none": 0.95, "-": 0.95, "near-valid": 0.8, "hint": 0.8}


@dataclass(slots=True)
class Measured:
    """`spans`: (class, kind) -> [found, of how many]; a class is a hint, or how it is checked."""

    spans: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(_none))
    narratives: list[int] = field(default_factory=lambda: [0, 0])
    strays: int = 0
    negatives: int = 0
    alarms: int = 0
    published: int = 0
    seconds_a_case: float = 0.0

    def of_class(self, name: str) -> tuple[int, int]:
        of = [counted for (a_class, _), counted in self.spans.items() if a_class == name]
        return sum(one[0] for one in of), sum(one[1] for one in of)


def _none() -> list[int]:
    return [0, 0]


def measured() -> Measured:
    told = Measured()
    for line in _lines("positive"):
        for span in line["spans"]:
            identifier = span["kind"] in IDENTIFIERS
            name = span.get("check", "-") if identifier else "hint"
            counted = told.spans[name, span["kind"]]
            counted[0] += _is_found(span, line["found"])
            counted[1] += 1
    for line in _lines("narratives"):
        told.narratives[0] += sum(_is_found(span, line["found"]) for span in line["spans"])
        told.narratives[1] += len(line["spans"])
        told.strays += sum(not _touches(one, line["spans"]) for one in line["found"])
    negatives = list(_lines("negative"))
    told.negatives = len(negatives)
    told.alarms = sum(bool(line["found"]) for line in negatives)
    _published(told)
    return told


def _published(told: Measured) -> None:
    asset = resources.files("rilo_desktop.assets") / "sample" / "cases.json"
    cases = json.loads(asset.read_text("utf-8"))["cases"]
    remembered.clear()
    begun = time.process_time()
    for case in cases:
        told.published += sum(
            len(personal_data(text, name in CITING)) for name, text in _texts(case)
        )
    told.seconds_a_case = (time.process_time() - begun) / len(cases)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for text in (SENTENCES / f"{name}.jsonl").read_text("utf-8").splitlines():
        line = json.loads(text)
        yield line | {"found": personal_data(line["text"], line["field"] in CITING)}


def _is_found(span: dict[str, Any], found: tuple[Found, ...]) -> bool:
    """At least half of its characters, by something of its kind."""
    covered: set[int] = set()
    for one in found:
        if one.kind == span["kind"]:
            covered.update(range(max(one.start, span["start"]), min(one.end, span["end"])))
    return 2 * len(covered) >= span["end"] - span["start"]


def _touches(one: Found, spans: list[dict[str, Any]]) -> bool:
    return any(one.start < span["end"] and span["start"] < one.end for span in spans)


def _texts(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield name, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, name)


def run() -> list[Line]:
    told = measured()
    lines = [
        _line(f"guard: {kind} ({name})", found, of, GOALS[name])
        for (name, kind), (found, of) in sorted(told.spans.items())
    ]
    rate = told.alarms / told.negatives
    return [
        *lines,
        Line("guard: negative sentences", f"{told.alarms} of {told.negatives}", "", rate, 0.02),
        Line("guard: published cases", f"{told.published} found in 40", "", told.published, 2),
        Line("guard: narratives", f"{told.narratives[0]} of {told.narratives[1]}"),
        Line("guard: narratives, strays", str(told.strays)),
        Line("guard: time of one published case", f"{told.seconds_a_case * 1000:.1f} ms"),
        *_long_lists(),
    ]


PASTED = {
    "names in a text": "Judge {}, 35, said so.",
    "names that nothing announces": "{} fue detenido en el puerto de la ciudad.",
}


def _long_lists() -> Iterator[Line]:
    """Who pastes a list of customers waits for each of them as long, however many there are."""
    for what, sentence in PASTED.items():
        few, many = (_seconds_a_name(sentence, count) for count in (1_000, 4_000))
        title = f"guard: 4,000 {what} beside 1,000: per name"
        yield Line(title, f"{many * 1e6:.0f} us", f"{few * 1e6:.0f} us", many / few, 1.5)


def _seconds_a_name(sentence: str, count: int) -> float:
    letters = "abcdefghij"
    names = ("".join(letters[int(digit)] for digit in f"{n:05}") for n in range(count))
    text = " ".join(sentence.format(f"Al{name} Be{name}") for name in names)
    remembered.clear()
    begun = time.process_time()
    assert len(personal_data(text)) == count
    return (time.process_time() - begun) / count


def _line(what: str, found: int, of: int, goal: float) -> Line:
    return Line(what, f"{found} of {of}", "", found / of, goal, at_least=True)


def reports(folder: Path) -> Iterator[str]:
    """For each language and half: names found, alarms in reports without a person."""
    for path in sorted(folder.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for half, odd in (("seen", 1), ("measured", 0)):
            chosen = [one for one in lines if _hash(one["id"]) % 2 == odd]
            named = [(one["text"], name["name"]) for one in chosen for name in one["names"]]
            clean = [one["text"] for one in chosen if not one["names"]]
            found = sum(_name_is_found(text, name) for text, name in named)
            alarms = sum(bool(_names(text)) for text in clean)
            yield (
                f"{path.stem} {half}: {found} of {len(named)} names, {alarms} alarms in"
                f" {len(clean)} of {len(chosen)} reports"
            )


def _hash(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0]


def _names(text: str) -> list[Found]:
    return [one for one in personal_data(text) if one.kind is DataKind.PERSON_NAME]


def _name_is_found(text: str, name: str) -> bool:
    """Wherever it stands: one place is enough to be asked about it."""
    found = tuple(_names(text))
    return any(
        _is_found(
            {"kind": DataKind.PERSON_NAME, "start": at.start(), "end": at.end()},
            found,
        )
        for at in re.finditer(re.escape(name), text)
    )


if __name__ == "__main__":
    for said in reports(Path(sys.argv[1])):
        print(said)
