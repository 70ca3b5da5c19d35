"""ODK's own engine takes our instances, and says the same of them: values, relevance, violations.

Part "forms" of `make proof`: it needs Node, and fetches the engine with npm as tools/odk_engine
pins it. The forms are those that offices answer: the engine writes 100.0 for 100, and keeps no
choice that its filter does not offer.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from test_exchange_form_differential import NOW, ROOT, fill

from rilo_desktop.exchange import child_form
from rilo_desktop.questions.answer_exports import instance_xml
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.problems import Rule
from short_forms import FULL

FORMS = ROOT / "resources" / "forms"
TOOL = ROOT / "tools" / "odk_engine"
pytestmark = pytest.mark.skipif(
    not (FULL and shutil.which("npm")), reason="a proof, and only where Node is"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odk") / "engine"
    shutil.copytree(TOOL, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def leaves(xml: str) -> Iterator[tuple[str, str]]:
    """(path, text) of what has an answer, in order; without the metadata that ODK adds."""

    def walk(element: ET.Element, path: str) -> Iterator[tuple[str, str]]:
        for child in element:
            name = re.sub(r"\{.*\}", "", child.tag)
            if name == "meta":
                continue
            yield from walk(child, f"{path}/{name}")
            if not len(child) and (child.text or "").strip():
                yield f"{path}/{name}", re.sub(r"\.0$", "", (child.text or "").strip())

    return walk(ET.fromstring(xml), "")


def violations(state: FormState) -> set[str]:
    asked = (Rule.REQUIRED, Rule.CONSTRAINT)
    return {each.path for each in problems(state) if each.rule in asked}


def _path(reference: str) -> str:
    return reference.lstrip("/").partition("/")[2]


STOPS = """
| survey |
| | type | name | label | required | relevant | calculation | constraint | repeat_count | default |
| | integer | n | N | | | | | 3 | |
| | integer | m | M | | | | | | 7 |
| | note | stop | Stop. | yes | ${n} > 1 | | | | |
| | note | limited | Limited. | | | | ${n} < 3 | | |
| | note | shown | ${m} | yes | | ${m} | . < 5 | | |
| | note | told | Told. | yes | | | | | told |
| | calculate | empty | | yes | | if(${n} > 2, '', 'x') | | | |
| | calculate | few | | yes | | ${n} | . < 3 | | |
| | text | kept | Kept | | | once(concat('n', ${n})) | | | |
| | text | preset | Preset | | | once(concat('n', ${n})) | | | mine |
"""


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stops a form, and what keeps its value."""
    path = tmp_path_factory.mktemp("stops") / "stops.md"
    path.write_text(STOPS, "utf-8")
    return path


def test_odk_stops_where_we_do(stops: Path, engine: Path) -> None:
    test_odk_says_the_same(stops, engine)


@pytest.mark.parametrize("path", list(FORMS.glob("*.xlsx")), ids=lambda path: path.name)
def test_odk_says_the_same(path: Path, engine: Path) -> None:
    content = path.read_bytes()
    form = compile_form(child_form.read_form(content, path.stem))
    xform = convert(xlsform=path, validate=False).xform
    (engine / "form.xml").write_text(xform, "utf-8")
    for turn in range(4):
        state = FormState(form, NOW)
        state.write_defaults()
        if turn:
            fill(state, turn - 1)
        (engine / "instance.xml").write_bytes(instance_xml(state, "uuid:1"))
        command = ["node", "answers.mjs", "form.xml", "instance.xml"]
        done = subprocess.run(command, cwd=engine, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-1_000:]
        said = json.loads(done.stdout)
        assert said["status"] in ("success", "warning")
        own = list(leaves(instance_xml(state, "uuid:1").decode()))
        assert list(leaves(said["instance"])) == own
        assert {_path(each) for each in said["violations"]} == violations(state)
