"""What ODK's own engine makes of our answers, beside what we say of them.

The engine comes from npm, as tools/odk_engine pins it. It writes 100.0 for 100 and 10:00:00 for
10:00, and computes another uuid() each time: such spellings are made the same. It keeps no choice
that its filter does not offer.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.questions.answer_exports import instance_xml
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.problems import Rule

TOOL = Path(__file__).parents[2] / "tools" / "odk_engine"
PATIENCE = 300
"""Seconds for all instances of one form."""

Leaves = list[tuple[str, str]]


class EngineError(Exception):
    """The engine does not take the form, or ends in an error."""


@dataclass(frozen=True)
class Said:
    """What one side says of an instance: (path, text) of what has an answer; what is violated."""

    leaves: Leaves
    violations: frozenset[str]


def install(folder: Path) -> Path:
    """The engine, in a new folder. Raises CalledProcessError where npm cannot fetch it."""
    shutil.copytree(TOOL, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def said_by_engine(
    engine: Path, xform: str, instances: Sequence[bytes], given: Sequence[Path] = ()
) -> list[Said]:
    """Of each instance. `given` are the files that the form names. Raises EngineError."""
    (engine / "form.xml").write_text(xform, "utf-8")
    names = [f"instance{number}.xml" for number in range(len(instances))]
    for name, content in zip(names, instances, strict=True):
        (engine / name).write_bytes(content)
    command = ["node", "answers.mjs", "form.xml", *names, "--with", *map(str, given)]
    try:
        done = subprocess.run(
            command, cwd=engine, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise EngineError(f"no answer within {PATIENCE} s") from None
    if done.returncode:
        raise EngineError(done.stderr[-2_000:])
    return [_said(json.loads(line)) for line in done.stdout.splitlines()]


def said_by_us(state: FormState) -> Said:
    asked = (Rule.REQUIRED, Rule.CONSTRAINT)
    violated = frozenset(each.path for each in problems(state) if each.rule in asked)
    return Said(list(leaves(instance_xml(state, "uuid:1").decode())), violated)


def _said(data: dict[str, object]) -> Said:
    references = data["violations"]
    assert isinstance(references, list)
    paths = frozenset(str(each).lstrip("/").partition("/")[2] for each in references)
    return Said(list(leaves(str(data["instance"]))), paths)


def leaves(xml: str) -> Iterator[tuple[str, str]]:
    """(path, text) of what has an answer, in order; without the metadata that ODK adds."""

    def walk(element: ET.Element, path: str) -> Iterator[tuple[str, str]]:
        for child in element:
            name = re.sub(r"\{.*\}", "", child.tag)
            if name == "meta":
                continue
            yield from walk(child, f"{path}/{name}")
            if not len(child) and (child.text or "").strip():
                yield f"{path}/{name}", _spelled((child.text or "").strip())

    return walk(ET.fromstring(xml), "")


def _spelled(text: str) -> str:
    text = re.sub(r"(?<=\d)\.0+(?=[\s;]|$)", "", text)
    text = re.sub(r"\b(\d\d:\d\d):00(\.000)?(?![\d:])", r"\1", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a uuid", text)
