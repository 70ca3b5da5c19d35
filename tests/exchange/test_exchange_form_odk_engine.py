"""ODK's own engine takes our instances, and says the same of them: values, relevance, violations.

Part "forms" of `make proof`: it needs Node, and fetches the engine with npm as tools/odk_engine
pins it. The forms are those that offices answer; `tools/real_forms.py --engine` does the same over
forms of other organisations.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from test_exchange_form_differential import NOW, ROOT, fill

from odk_engine import install, said_by_engine, said_by_us
from rilo_desktop.exchange import child_form
from rilo_desktop.questions.answer_exports import instance_xml
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.form_state import FormState
from short_forms import FULL

FORMS = ROOT / "resources" / "forms"
pytestmark = pytest.mark.skipif(
    not (FULL and shutil.which("npm")), reason="a proof, and only where Node is"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("odk") / "engine")


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


GROWS = """
| survey |
| | type | name | label | calculation | repeat_count |
| | calculate | visits | | count(${visit}) | |
| | begin repeat | visit | Visit | | if(${visits} = 0 or ${visit}[position() = ${visits}]/again > 1, ${visits} + 1, ${visits}) |
| | integer | again | Again | | |
| | end repeat | | | | |
"""  # noqa: E501


def test_odk_grows_where_we_do(tmp_path: Path, engine: Path) -> None:
    path = tmp_path / "grows.md"
    path.write_text(GROWS, "utf-8")
    test_odk_says_the_same(path, engine)


CALLED = """
| survey |
| | type | name | label | calculation |
| | text | port | Port | |
| | select_one places | which | Which? | |
| | calculate | told | | jr:choice-name(${which}, '${which}') |
| choices |
| | list_name | name | label |
| | places | a | Port of ${port}, outside |
| | places | b | Elsewhere than ${port} |
"""


def test_odk_calls_a_choice_as_we_do(tmp_path: Path, engine: Path) -> None:
    """Its label names an answer."""
    path = tmp_path / "called.md"
    path.write_text(CALLED, "utf-8")
    test_odk_says_the_same(path, engine)


@pytest.mark.parametrize("path", list(FORMS.glob("*.xlsx")), ids=lambda path: path.name)
def test_odk_says_the_same(path: Path, engine: Path) -> None:
    content = path.read_bytes()
    form = compile_form(child_form.read_form(content, path.stem))
    xform = convert(xlsform=path, validate=False).xform
    own, instances = [], []
    for turn in range(4):
        state = FormState(form, NOW)
        state.write_defaults()
        if turn:
            fill(state, turn - 1)
        own.append(said_by_us(state))
        instances.append(instance_xml(state, "uuid:1"))
    assert said_by_engine(engine, xform, instances) == own
