"""Our instances are held against the XForm that pyxform makes of the same workbook.

An independent validation finds what our checks find: nothing in answers that they let pass, and at
the same questions and by the same rule what they do not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from test_exchange_form_differential import (
    KNOWN_DIFFERENCES,
    NOW,
    ROOT,
    all_forms,
    fill,
    workbooks,
    xform_of,
)
from xform_validation import Validation, is_of_type

from rilo_desktop.exchange import child_form
from rilo_desktop.questions.answer_exports import instance_xml
from rilo_desktop.questions.answer_lines import read_lines
from rilo_desktop.questions.answers_json import read_answers
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.definition import Definition, Item, ItemType
from rilo_desktop.questions.form_state import FormState

TODAY = NOW.date().isoformat()
FORMS = ROOT / "tests" / "fixtures" / "forms"
SHIPPED = sorted(path for path in workbooks() if path.parent.name == "forms")


def test_both_find_the_same_in_every_form() -> None:
    checked: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for path, form in all_forms():
        xform, left_out = xform_of(path), not_asked(form)
        for turn in range(4):
            state = FormState(form, NOW)
            state.write_defaults()
            if turn:
                fill(state, turn - 1)
            theirs = Validation(xform, TODAY, left_out)
            found = sorted(
                each
                for each in theirs.check(instance_xml(state, "uuid:1"))
                if f"{path.name} {each[0]} {each[1]}s" not in KNOWN_DIFFERENCES
            )
            own = sorted((problem.path, problem.rule.value) for problem in problems(state))
            assert found == own, f"{path.name}, filled in as {turn}"
            assert set(theirs.not_done) <= {"round()"}  # libxml2 has it with one argument
            checked += theirs.checked
            rules.update(rule for _, rule in own)
    print(f"{checked}; found by both: {rules}")
    wanted = {"type", "choice", "required", "relevant", "constraint", "readonly", "calculate"}
    assert set(checked) == wanted
    assert {"required", "constraint", "type"} <= set(rules)


def not_asked(form: CompiledForm) -> frozenset[str]:
    return frozenset(each.name for each in form.definition.left_out)


def answered(name: str) -> FormState:
    """With all answers that are shipped for tests."""
    path = next(path for path in SHIPPED if path.stem == name)
    form = compile_form(child_form.read_form(path.read_bytes()))
    said = json.loads((FORMS / f"{name}_answers_XX.json").read_text("utf-8"))
    lines, _ = read_answers(form.definition, said["answers"])
    root, _ = read_lines(form.definition, lines)
    return FormState(form, NOW, root)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_answers_without_a_finding_are_valid(path: Any) -> None:
    state = answered(path.stem)
    assert problems(state) == []
    theirs = Validation(xform_of(path), TODAY, not_asked(state.form))
    assert theirs.check(instance_xml(state, "uuid:1")) == []


def _more(root: Any) -> None:
    etree.SubElement(root.find("about"), "shoe_size").text = "44"


def _none(root: Any) -> None:
    root.remove(root.find("manpower"))


def _out_of_order(root: Any) -> None:
    root.append(root[0])


def _version(root: Any) -> None:
    root.set("version", "1")


def _word(root: Any) -> None:
    root.find("manpower/host").text = "seven"


def _empty(root: Any) -> None:
    root.find("manpower/host").text = None


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_more, ("about", "order")),
        (_none, ("manpower", "absent")),
        (_out_of_order, ("", "order")),
        (_version, ("", "root")),
        (_word, ("manpower/host", "type")),
        (_empty, ("manpower/host", "required")),
    ],
)
def test_a_spoilt_instance_is_found(spoil: Callable[[Any], None], said: tuple[str, str]) -> None:
    path = next(path for path in SHIPPED if path.stem == "rilo_questionnaire")
    state = answered(path.stem)
    root = etree.fromstring(instance_xml(state, "uuid:1"))
    spoil(root)
    theirs = Validation(xform_of(path), TODAY, not_asked(state.form))
    assert said in theirs.check(etree.tostring(root))


BOUND = {
    ItemType.INTEGER: "int",
    ItemType.DECIMAL: "decimal",
    ItemType.DATE: "date",
    ItemType.TIME: "time",
    ItemType.DATE_TIME: "dateTime",
    ItemType.GEOPOINT: "geopoint",
    ItemType.GEOTRACE: "geotrace",
    ItemType.GEOSHAPE: "geoshape",
}
STATES = {
    kind: FormState(compile_form(Definition("f", "", (), (), (Item(kind, "q"),))), NOW)
    for kind in BOUND
}
_ZONES = st.timezones() | st.none()
_DEGREES = st.decimals(-91, 91, places=3) | st.integers(-181, 181)
_POINTS = st.lists(_DEGREES.map(str), min_size=2, max_size=4).map(" ".join)
_PLACES = st.lists(_POINTS, min_size=1, max_size=4)
VALUES = {
    ItemType.INTEGER: st.integers().map(str),
    ItemType.DECIMAL: st.decimals().map(str) | st.floats().map(str),
    ItemType.DATE: st.dates().map(str),
    ItemType.TIME: st.times(timezones=_ZONES).map(str),
    ItemType.DATE_TIME: st.datetimes(timezones=_ZONES).map(lambda each: each.isoformat()),
    ItemType.GEOPOINT: _POINTS,
    ItemType.GEOTRACE: _PLACES.map(";".join),
    ItemType.GEOSHAPE: _PLACES.map(lambda points: ";".join([*points, points[0]])),
}


@given(kind=st.sampled_from(list(BOUND)), data=st.data())
def test_what_passes_as_a_type_is_of_the_type_of_the_bind(
    kind: ItemType, data: st.DataObject
) -> None:
    said = data.draw(VALUES[kind])
    signs = st.text("0123456789:-+.,;TZWe_ \u0663", max_size=4)
    start, end = sorted(data.draw(st.lists(st.integers(0, len(said)), min_size=2, max_size=2)))
    said = data.draw(st.sampled_from([said, said[:start] + data.draw(signs) + said[end:]]))
    state = STATES[kind]
    state.answer("q", said)
    assume(not problems(state))
    text = etree.fromstring(instance_xml(state, "uuid:1")).findtext("q") or ""
    # A whole number of ODK has 32 bits; here it has 18 digits.
    is_large = kind is ItemType.INTEGER and abs(int(text or "0")) >= 1 << 31
    assert not text or is_large or is_of_type(text, BOUND[kind]), text
