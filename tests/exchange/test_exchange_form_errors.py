"""What is wrong with a form is said once, whole, in the language of whoever reads it."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from string import Formatter

import form_workbooks as make
import pytest
from form_workbooks import reason, survey
from hypothesis import given
from hypothesis import strategies as st

import rilo_desktop
from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.exchange.pyxform_errors import of_pyxform
from rilo_desktop.questions.form_errors import LONGEST_VALUE, MESSAGES, DefinitionError
from rilo_desktop.rules.findings import Message, Refused
from rilo_desktop.rules.form_findings import feature
from rilo_desktop.services.office.finding_messages import as_data, sentence, whole

SOURCE = Path(rilo_desktop.__file__).parent
HEAD = "type; name; label"
A = "text; a; A"
CHOICES = ("list_name; name; label", "k; x; X", "k; y; Y")


def said(path: Path, language: str) -> str:
    with pytest.raises(Refused) as caught:
        read_form(path)
    (finding,) = caught.value.findings
    assert whole(finding, language) == sentence(finding, language), "the place is said once"
    return sentence(finding, language)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_error_that_is_raised_has_its_sentence_and_its_values() -> None:
    raised: dict[str, set[str]] = {}
    for path in [*SOURCE.glob("questions/*.py"), *SOURCE.glob("exchange/*.py")]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id not in ("ExpressionError", "PatternError", "DefinitionError"):
                continue
            code = call.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                values = {str(each.arg) for each in call.keywords}
                assert values == fields(MESSAGES[code.value]), (path.name, code.value)
                raised[code.value] = values
    from_pyxform = set(of_pyxform.__globals__["_SAID"].values())
    assert set(MESSAGES) == set(raised) | from_pyxform, "nothing is there that nobody says"


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (survey(HEAD, A, "; b; B"), "sheet survey, row 3: the question has no type"),
        (survey(HEAD, A, "text; ; B"), "sheet survey, row 3: the question or group has no name"),
        (survey(HEAD, A, "calculate; c; "), "sheet survey, row 3: the calculation is missing"),
        (
            survey(HEAD, "select_one j; a; A", choices=CHOICES),
            "sheet survey, row 2: there is no list of choices “j”",
        ),
        (survey(HEAD, "select_one j; a; A"), "there is no sheet choices"),
        (
            survey(HEAD, "select_multiple k; a; A", choices=(*CHOICES, "k; z z; Z")),
            "the choice “z z” of the list “k” has a space",
        ),
        (
            survey(HEAD, "select_one k; a; A", choices=(*CHOICES, "k; x; Again")),
            "sheet choices, row 4: a choice of this name is in the list twice",
        ),
        (
            survey(HEAD, "select_one k; a; A", choices=(*CHOICES, "k; ; Z")),
            "sheet choices, row 4: the choice has no name",
        ),
        (
            survey(f"{HEAD}; choice_filter", "select_one k or_other; a; A; x", choices=CHOICES),
            "sheet survey, row 2: or_other and a choice filter",
        ),
        (survey(HEAD, A, A), "sheet survey, row 3: the name “a” is there twice"),
        (survey(HEAD, A, "begin repeat; data; B"), "sheet survey, row 3: the repeat has a name"),
        (survey(HEAD, A, "text; b/c; B"), "sheet survey, row 3, name: the name is not usable"),
        (survey(HEAD, A, "text; meta; M"), "sheet survey, row 3: “meta” is a name"),
        (survey(HEAD, A, "end group"), "sheet survey, row 3: here ends a group that never began"),
        (survey(HEAD, "begin group; g; G", A), "sheet survey, row 2: “g” begins (group)"),
        (survey(f"{HEAD}; relevant", "text; a; A; ${a"), "row 2, relevant: a question is named"),
        (
            survey(f"{HEAD}; trigger; calculation", "text; a; A; ${b}; 1"),
            "sheet survey, row 2, trigger: there is no question “b”",
        ),
        (survey("label; name", "A; a"), "sheet survey: these columns are missing: 'type'"),
        (survey(f"{HEAD}; relevant; relevance", f"{A}; 1; 1"), "mean the same: keep one"),
        (survey(f"{HEAD}; parameters", "range; a; A; start"), "the parameters are not written"),
        (survey(f"{HEAD}; parameters", "range; a; A; x=1"), "not among the parameters"),
        ({"settings": [["form_id"], ["x"]]}, "it has no sheet named survey"),
        (survey(HEAD, "txet; a; A"), "row 2, a: there is no type of question “txet”"),
    ],
)
def test_what_pyxform_says_is_one_of_ours(sheets: make.Sheets, expected: str) -> None:
    found = reason(sheets)
    assert expected in found
    assert found.endswith(".")
    assert "rilo_row" not in found


def test_what_pyxform_seldom_says_is_quoted_whole() -> None:
    sheets = survey(f"{HEAD}; parameters", "range; a; A; start=1 end=5 step=9")
    assert reason(sheets) == (
        "sheet survey, row 2: the reader of the workbook says: “The 'parameters' value is "
        "invalid. For the 'range' question type, the parameter 'step' must not be larger than the "
        "range (the difference between 'start' and 'end').”"
    )
    long = of_pyxform("[row : 7] Something new. " + "wordy " * 200 + "{'label': 'x', 'a': '7'}")
    assert long.place == ("survey", 7, "")
    assert str(long.values["said"]).endswith(" wordy…")


def test_a_refusal_is_said_once_in_the_language_of_whoever_reads_it(tmp_path: Path) -> None:
    path = make.workbook(tmp_path / "f.xlsx", survey(HEAD, "audio; it; It"))
    assert said(path, "en") == (
        "f.xlsx, sheet survey, row 2, it: audio cannot be answered here, and nothing else is "
        "asked: add other questions."
    )
    french = said(path, "fr")
    assert french.startswith("f.xlsx, feuille survey, ligne 2, it\u202f: audio")
    path = make.workbook(tmp_path / "g.xlsx", survey(HEAD, A, "; b; B"))
    assert said(path, "fr") == (
        "g.xlsx, feuille survey, ligne 3\u202f: la question n’a pas de type\u202f: "
        "donnez-lui-en un, ou videz la ligne."
    )
    path = make.workbook(tmp_path / "h.xlsx", {"settings": [["form_id"], ["x"]]})
    assert said(path, "fr").startswith("h.xlsx\u202f: il n’a pas de feuille nommée survey")


def test_a_script_gets_the_place_as_values(tmp_path: Path) -> None:
    path = make.workbook(tmp_path / "f.xlsx", survey(f"{HEAD}; relevant", "text; a; A; nix(1)"))
    with pytest.raises(Refused) as caught:
        read_form(path)
    data = as_data(caught.value.findings[0])
    place = {name: data[name] for name in ("file", "sheet", "row", "item")}
    assert place == {"file": "f.xlsx", "sheet": "survey", "row": 2, "item": "a, relevant"}


def test_what_is_left_out_is_named_in_the_language_of_whoever_reads_it() -> None:
    assert feature("geopoint") == "geopoint"
    assert feature("appearance w1") == Message("appearance {name}", {"name": "w1"})
    assert isinstance(feature("a list of choices from a repeat"), Message)
    assert feature("{0.__class__} is no message") == "{0.__class__} is no message"


GOOD = DefinitionError("no_list", name="x").at(3, "a").as_data()


@pytest.mark.parametrize(
    "data",
    [
        {**GOOD, "code": "no such code"},
        {**GOOD, "code": ["no_list"]},
        {**GOOD, "values": {}},
        {**GOOD, "values": {"name": "x", "more": "y"}},
        {**GOOD, "values": {"name": ["x"]}},
        {**GOOD, "values": {"name": "x" * (LONGEST_VALUE + 1)}},
        {**GOOD, "values": {"name": True}},
        {**GOOD, "values": {"name": "\ud800"}},
        {**GOOD, "place": ["survey", -1, "a"]},
        {**GOOD, "place": ["survey", 1]},
        {**GOOD, "place": None},
        {},
    ],
)
def test_what_the_child_says_of_an_error_is_not_believed(
    data: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make.workbook(tmp_path / "form.xlsx", survey(HEAD, A))

    def rule(values: object) -> str:
        line = json.dumps({"failed": "form", "values": values})
        script = f"print({line!r}); print('{{\"done\":true}}')"
        monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", script])
        with pytest.raises(Refused) as caught:
            read_form(path)
        return caught.value.findings[0].rule

    assert rule(GOOD) == "exchange.form"
    assert rule(data) == "exchange.failed"


@given(st.text(max_size=2_000), st.text(max_size=300), st.integers(0, 9_000_000))
def test_every_error_passes_the_border_as_it_is(text: str, item: str, row: int) -> None:
    error = DefinitionError("no_question", name=text).at(row, item)
    try:
        json.dumps(error.as_data()).encode()
        found = DefinitionError.of_data(json.loads(json.dumps(error.as_data())))
    except TypeError:
        assert any("\ud800" <= sign <= "\udfff" for sign in text + item)
        return
    assert (found.values, found.place) == (error.values, error.place)
