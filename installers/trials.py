"""What was tried with which artefact: one file of results, from which docs/packaging.md is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .places import OUT, Stop

RESULTS = OUT / "trials"


@dataclass
class Trial:
    """Of one artefact on one system. Sizes in bytes, times in seconds."""

    artefact: str
    system: str
    size: int = 0
    installed: int = 0
    install_seconds: float = 0.0
    start_seconds: float = 0.0
    tried: list[str] = field(default_factory=list)

    def did(self, what: str) -> None:
        print(f"   {self.system}: {what}", flush=True)
        self.tried.append(what)

    def keep(self) -> None:
        RESULTS.mkdir(parents=True, exist_ok=True)
        name = f"{self.artefact} on {self.system}".replace(" ", "-").replace("/", "-")
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")


def must(holds: bool, said: str) -> None:
    """Raises Stop."""
    if not holds:
        raise Stop(said)


def self_test_of(folder: Path) -> Mapping[str, Any]:
    """The report of a self-test that a frozen program made. Raises Stop where it is not whole."""
    report = folder / "self-test.json"
    must(report.exists(), f"no self-test was written to {folder}")
    found: Mapping[str, Any] = json.loads(report.read_text("utf-8"))
    must(found["whole"], f"the self-test found: {found['faults']}")
    must(found["program"]["frozen"], "the self-test was not of the installed program")
    must(found["steps"][-1]["name"] == "start", "the self-test did not come to its end")
    return found


def step_of(report: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """One step of a self-test's report."""
    found: Mapping[str, Any] = next(one for one in report["steps"] if one["name"] == name)
    return found
