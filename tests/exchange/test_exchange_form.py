"""An XLSForm becomes a definition, or one sentence that names its place and what is not taken."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import form_workbooks as make
import hostile_files
import pytest
from form_workbooks import item, read, reason, survey

from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.exchange.no_network import CLIENTS
from rilo_desktop.questions.definition import ItemType, definition_text, parse_definition
from rilo_desktop.rules.findings import Finding, Refused
from rilo_desktop.services.office import finding_messages

HEAD = "type; name; label"


def refusal(path: Path) -> Finding:
    """The one finding with which the real child refuses a file; its sentence can be said."""
    with pytest.raises(Refused) as caught:
        read_form(path)
    (finding,) = caught.value.findings
    said = finding_messages.sentence(finding)
    assert finding_messages.whole(finding) == said or not said.startswith(path.name)
    assert said.endswith(".")
    assert not said.endswith("..")
    assert path.name in said
    assert "Traceback" not in said
    return finding


def rule(path: Path) -> str:
    return refusal(path).rule.removeprefix("exchange.")


# What is taken.

OFFICES = survey(
    "type; name; label::English (en); label::العربية (ar); hint; required; relevant; constraint;"
    " constraint_message; calculation; default; read_only; choice_filter; repeat_count; appearance;"
    " parameters; bind::rilo:pick; bind::rilo:max; required_message",
    "text; host; Host; المضيف; As it signs; yes; ; ; ; ; ; ; ; ; multiline",
    "select_one region; region; Region; المنطقة; ; true(); ; ; ; ; ; no",
    "select_one town; town; Town; المدينة; ; ; ; ; ; ; ; ; region = ${region}",
    "integer; staff; Staff; ; ; ${host} != ''; ; . >= 0; Not below nothing; ; 3",
    "today; day",
    "date; opened; Opened; ; ; ; ; ; ; ; today()",
    "range; grade; Grade; ; ; ; ; ; ; ; ; ; ; ; ; start=1 end=9 step=2",
    "begin group; people; People; ; ; ; ${staff} > 0",
    "begin repeat; person; Person; ; ; ; ; ; ; ; ; ; ; ${staff}",
    "text; who; Who ${host}; ; ; ; ; ; ; ; ; ; ; ; w3 no-calendar",
    "end repeat",
    "end group",
    "calculate; double; ; ; ; ; ; ; ; ${staff} * 2",
    "text; cases; Cases; ; ; ; ; ; ; ; ; ; ; ; rilo-records; ; case-study; 5; Which?",
    "note; thanks; Thank you; شكرا",
    choices=(
        "list_name; name; label; region",
        "region; ap; Asia; ",
        "region; eu; Europe; ",
        "town; seoul; Seoul; ap",
        "town; cologne; Cologne; eu",
    ),
    settings=(
        "form_id; form_title; version; default_language; style; namespaces",
        'q1; Offices; 2026; English (en); pages; rilo="https://rilo.example/form"',
    ),
)


def test_every_column_that_is_supported_is_taken_over() -> None:
    form = read(OFFICES)
    assert (form.form_id, form.version, form.title) == ("q1", "2026", (("", "Offices"),))
    assert form.languages == ("English (en)", "العربية (ar)")
    host = item(form, "host")
    assert (host.type, host.row, host.required, host.appearance) == (
        *(ItemType.TEXT, 2),
        *("true()", "multiline"),
    )
    assert host.label == (("English (en)", "Host"), ("العربية (ar)", "المضيف"))
    assert (item(form, "region").required, item(form, "region").read_only) == ("true()", "")
    assert item(form, "town").choice_filter == "region = ${region}"
    staff = item(form, "staff")
    assert (staff.constraint, staff.constraint_message) == (". >= 0", (("", "Not below nothing"),))
    assert (staff.required, staff.default, staff.default_is_computed) == (
        *("${host} != ''", "3"),
        False,
    )
    assert item(form, "opened").default_is_computed
    assert item(form, "day").calculation == "once(today())"
    grade = item(form, "grade")
    assert (grade.start, grade.end, grade.step) == ("1", "9", "2")
    person = item(form, "person")
    assert (person.type, person.repeat_count) == (ItemType.REPEAT, "${staff}")
    assert person in item(form, "people").children
    records = item(form, "cases").records
    assert (records.pick, records.most) == ("case-study", 5)
    assert item(form, "cases").required_message == (("", "Which?"),)
    towns = {choice.name: dict(choice.columns) for choice in form.lists["town"]}
    assert towns == {"seoul": {"region": "ap"}, "cologne": {"region": "eu"}}


def test_other_names_of_columns_and_types_are_understood() -> None:
    form = read(
        survey(
            "type;name;label;constraint;constraint-msg::English (en);requiredMsg;repeat-count",
            "begin repeat;line;Line;;;;3",
            "integer;count;Count;. > 1;More than one;Say it;",
            "select multiple kinds;kinds;Kinds;;;;",
            "end repeat;;;;;;",
            choices=("list name;name;label", "kinds;a;A"),
        )
    )
    assert item(form, "line").repeat_count
    assert item(form, "count").constraint_message == (("English (en)", "More than one"),)
    assert item(form, "count").required_message == (("", "Say it"),)
    assert item(form, "kinds").type is ItemType.SELECT_MULTIPLE


def test_what_changes_nothing_is_named_with_its_row() -> None:
    form = read(OFFICES)
    named = {(each.row, each.name, each.feature) for each in form.ignored}
    assert (11, "who", "appearance w3") in named
    assert (2, "settings", "style") in named
    assert not form.left_out


def test_a_count_of_lines_is_of_repeats() -> None:
    """pyxform writes it beside a plain question too, where ODK's tools take no notice."""
    form = read(survey(f"{HEAD}; repeat_count", "integer; n; N; 3", "text; a; A"))
    assert item(form, "n").repeat_count == ""
    assert [(each.row, each.name, each.feature) for each in form.ignored] == [
        (2, "n", "repeat_count")
    ]


def test_the_four_kinds_of_file_give_the_same_form(tmp_path: Path) -> None:
    xlsx = make.workbook(tmp_path / "form.xlsx", OFFICES)
    table = tmp_path / "form.md"
    table.write_text(make.markdown(OFFICES), "utf-8")
    text = tmp_path / "form.csv"
    with text.open("w", encoding="utf-8-sig", newline="") as file:
        for name, rows in OFFICES.items():
            csv.writer(file).writerows([[name], *(["", *row] for row in rows)])
    first, *others = (definition_text(read_form(path)) for path in (xlsx, table, text))
    assert others == [first, first]
    assert parse_definition(first) == read(OFFICES)


def test_a_form_that_was_read_names_the_same_bytes_each_time() -> None:
    assert definition_text(read(OFFICES)) == definition_text(read(OFFICES))


def test_or_other_asks_for_the_other_one() -> None:
    form = read(
        survey(
            HEAD,
            "select_one kind or_other; kind; Kind",
            choices=("list_name; name; label", "kind; a; A"),
        )
    )
    assert [choice.name for choice in form.lists["kind"]] == ["a", "other"]
    assert item(form, "kind_other").relevant == "selected(../kind, 'other')"


# What is left out, and named.


@pytest.mark.parametrize(
    "kind", ["start", "end", "deviceid", "phonenumber", "username", "email", "audit", "simserial"]
)
def test_what_a_device_would_tell_of_a_person_is_not_kept(kind: str) -> None:
    form = read(survey(HEAD, f"{kind}; {kind}; ", "text; a; A"))
    assert [(each.row, each.name, each.feature) for each in form.left_out] == [(2, kind, kind)]
    assert [each.name for each in form.items] == ["a"]


@pytest.mark.parametrize("kind", ["geopoint", "geotrace", "audio", "video", "barcode", "file"])
def test_an_optional_question_of_another_type_is_left_out(kind: str) -> None:
    form = read(survey(HEAD, f"{kind}; it; It", "text; a; A"))
    assert [(each.row, each.feature) for each in form.left_out] == [(2, kind)]


# What is refused.


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            survey(f"{HEAD}; required", "geopoint; it; It; yes", "text; a; A"),
            "sheet survey, row 2, it: geopoint cannot be answered here, and an answer is required: "
            "make it optional, or ask in another way.",
        ),
        (
            survey(HEAD, "audio; it; It"),
            "sheet survey, row 2, it: audio cannot be answered here, and nothing else is asked: "
            "add other questions.",
        ),
        (
            survey(HEAD, "start; begun;", "note; n; Begun ${begun}", "text; a; A"),
            "sheet survey, row 3, n, label: “begun” is named here, and is not asked (start): "
            "leave it out, or ask it another way.",
        ),
        (
            survey(f"{HEAD}; relevant", "barcode; code; C;", "text; a; A; ${code} = 'x'"),
            "sheet survey, row 3, a, relevant: “code” is named here, and is not asked (barcode): "
            "leave it out, or ask it another way.",
        ),
        (
            survey(f"{HEAD}; calculation", "text; a; A;", "calculate; c; ; random()"),
            "sheet survey, row 3, c, calculation: the function random() is not known here: "
            "calculate it in another way.",
        ),
        (
            survey(f"{HEAD}; constraint", r"text; a; A; regex(., '(x)\1')"),
            "sheet survey, row 2, a, constraint: the pattern refers back to a part of itself "
            "(\\1), which is not known here: write that part out.",
        ),
        (
            survey(
                f"{HEAD}; calculation",
                "integer; a; A;",
                "calculate; b; ; ${c} + ${a}",
                "calculate; c; ; ${b} + 1",
            ),
            "sheet survey, row 3, b: these depend on one another in a circle: b, c. "
            "Leave out one of them.",
        ),
        (
            survey(f"{HEAD}; trigger; calculation", "text; a; A", "text; b; B; ${a}; 1"),
            "sheet survey, row 3, b: trigger cannot be used here: ask in another way.",
        ),
        (
            survey(HEAD, "include; x; ", "text; a; A"),
            "sheet survey, row 2, x: include cannot be used here: ask in another way.",
        ),
    ],
)
def test_a_form_that_would_ask_something_else_is_refused(
    sheets: make.Sheets, expected: str
) -> None:
    assert reason(sheets) == expected


def test_entities_are_refused_by_their_sheet() -> None:
    sheets = {**survey(HEAD, "text; a; A"), "entities": [["dataset", "label"], ["x", "${a}"]]}
    assert reason(sheets) == (
        "sheet entities, row 2: this sheet cannot be used here: leave it out."
    )


def test_what_pyxform_says_names_the_row(tmp_path: Path) -> None:
    path = make.workbook(tmp_path / "form.xlsx", survey(HEAD, "text; a; A", "text; ; B"))
    finding = refusal(path)
    assert (finding.rule, finding.place.row) == ("exchange.form", 3)
    assert finding_messages.sentence(finding).count("row 3") == 1


# Files that mean harm, through the real child.


def test_a_csv_that_is_no_form_says_how_one_is_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "fruits.csv"
    path.write_text("name_key,name\nmango,Mango\na,b\n,,,,\n")
    assert "survey, choices, settings" in finding_messages.sentence(refusal(path))
    path.write_text('"survey",,\n,type,name\n,text,a\n"more",,\n')
    assert "“more”" in finding_messages.sentence(refusal(path))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 1_000, "old_workbook"),
        (b"%PDF-1.7\n", "two_kinds"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
        (b"survey,\xff\n", "encoding"),
        (b"survey,,\n" + b"x" * 200_000, "not_text"),
    ],
)
def test_what_is_no_form_at_all(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert rule(path) == expected


def test_workbooks_that_mean_harm(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    assert rule(hostile_files.laughs(tmp_path / "laughs.xlsx")) == "entities"
    assert rule(hostile_files.external(tmp_path / "xxe.xlsx", secret)) == "entities"
    assert rule(hostile_files.bomb(tmp_path / "bomb.xlsx", 60)) == "ratio"
    assert rule(tmp_path / "not-there.xlsx") == "missing"
    assert rule(tmp_path) == "elsewhere"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert rule(tmp_path / "pipe.xlsx") == "not_a_file"


def test_a_form_of_too_many_questions(tmp_path: Path) -> None:
    rows = [["type", "name", "label"], *(["text", f"q{n}", "Q"] for n in range(5_001))]
    path = make.workbook(tmp_path / "form.xlsx", {"survey": rows})
    said = finding_messages.sentence(refusal(path))
    assert said == "form.xlsx: it has more than 5000 questions: divide the form."
    path = make.workbook(tmp_path / "form.xlsx", {"survey": rows[:-1]})
    assert len(read_form(path).items) == 5_000


def test_what_the_child_says_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make.workbook(tmp_path / "form.xlsx", survey(HEAD, "text; a; A"))

    def said(text: str) -> str:
        line = json.dumps({"form": text})
        script = f"print({line!r}); print('{{\"done\":true}}')"
        monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", script])
        return rule(path)

    assert said("no JSON") == "form"
    assert said('{"form_id":"x","items":[{"type":"text","name":"a","relevant":"${b}"}]}') == "form"
    assert said('{"form_id":"x","items":[{"type":"text","name":"a","row":1e999}]}') == "form"
    monkeypatch.setattr(
        sandbox, "command", lambda: [sys.executable, "-c", "print('7'); print('{\"done\":true}')"]
    )
    assert rule(path) == "failed"


def test_the_file_is_bounded_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    assert rule(path) == "file_size"


def test_pyxform_is_read_where_no_client_of_a_network_is() -> None:
    """As in the frozen program, which contains none; and nobody else gets the empty one."""
    script = f"""
import sys
class None_:
    def find_spec(self, name, path=None, target=None):
        if name in {CLIENTS!r}:
            raise ImportError(name)
sys.meta_path.insert(0, None_())
from rilo_desktop.exchange import child_form
child_form.read_form(b"| survey |\\n| | type | name | label |\\n| | text | a | A |")
import openpyxl
assert not openpyxl.LXML
assert not [name for name in {CLIENTS!r} if name in sys.modules]
"""
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(sandbox.environment()))
