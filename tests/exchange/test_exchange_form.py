"""An XLSForm becomes a definition, or one sentence that names its place and what is not taken."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import form_workbooks as make
import hostile_files
import pytest
from form_workbooks import item, read, reason, survey
from pyxform.xls2xform import convert

from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.exchange.no_network import CLIENTS
from rilo_desktop.questions.answer_exports import instance_xml
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import (
    Item,
    ItemType,
    Omission,
    definition_text,
    parse_definition,
)
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.surroundings import told
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


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ((), ("households 2026", "households 2026")),
        (("form_title", "Households"), ("households 2026", "Households")),
        (("form_id", "hh"), ("hh", "hh")),
        (("form_id; form_title", "hh; Households"), ("hh", "Households")),
    ],
)
def test_a_form_is_named_by_its_settings_or_else_by_its_file(
    settings: tuple[str, ...], named: tuple[str, str], tmp_path: Path
) -> None:
    """As pyxform names it."""
    path = make.workbook(
        tmp_path / "households 2026.xlsx", survey(HEAD, "text; a; A", settings=settings)
    )
    form = read_form(path)
    assert (form.form_id, form.title[0][1]) == named
    xform = convert(path, validate=False).xform
    assert f'id="{named[0]}"' in xform
    assert f"<h:title>{named[1]}</h:title>" in xform


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize(
    ("file", "form_id"),
    [(b"a\xff b.md", "a? b"), (b"two\nlines.md", "two lines"), (b"--form.md", "--form")],
)
def test_a_file_may_be_called_anything(file: bytes, form_id: str, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(file)
    path.write_text(make.markdown(survey(HEAD, "text; a; A")), "utf-8")
    assert read_form(path).form_id == form_id


def test_the_name_of_a_file_is_bounded_as_a_form_id_is() -> None:
    form = read(survey(HEAD, "text; a; A"), "n" * 250)
    assert form.form_id == "n" * 200


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


@pytest.mark.parametrize("kind", ["audio", "video", "file", "osm", "start-geopoint"])
def test_what_a_desk_cannot_answer_is_left_out(kind: str) -> None:
    form = read(survey(HEAD, f"{kind}; it; It", "text; a; A"))
    assert form.left_out == (Omission(2, "it", kind),)
    assert [each.name for each in form.items] == ["a"]


def test_an_empty_answer_stands_for_what_is_left_out_and_that_is_said() -> None:
    form = read(
        survey(
            f"{HEAD}; required; relevant; calculation",
            "text; a; A; ; ; ",
            "audio; voice; Say it; yes; ${a} = 'x'; ",
            "text; b; Said ${voice}; ; ${voice} != ''; ",
            "calculate; c; ; ; ; string-length(/data/voice)",
            "email; mail; ; ; ; ",
            "calculate; d; ; ; ; concat(../mail, '!')",
        )
    )
    assert form.left_out == (
        Omission(3, "voice", "audio", is_required=True, is_named=True),
        Omission(6, "mail", "email", is_named=True),
    )
    assert item(form, "voice") == Item(ItemType.CALCULATE, "voice", 3, relevant="${a} = 'x'")
    state = FormState(compile_form(form), datetime(2026, 12, 1))
    state.answer("a", "x")
    found = {node.path: (node.text, node.is_relevant) for node in state.root.questions()}
    assert (found["voice"], found["b"]) == (("", True), ("", False))
    assert (found["c"], found["d"]) == (("0", True), ("!", True))
    assert b"<voice />" in instance_xml(state, "1")
    assert problems(state) == []


# Places, codes, metadata, what is computed on an answer.


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("geopoint", ItemType.GEOPOINT),
        ("location", ItemType.GEOPOINT),
        ("gps", ItemType.GEOPOINT),
        ("geotrace", ItemType.GEOTRACE),
        ("geoshape", ItemType.GEOSHAPE),
        ("barcode", ItemType.BARCODE),
        ("percentage", ItemType.INTEGER),
        ("hidden", ItemType.CALCULATE),
        ("photo", ItemType.IMAGE),
        ("trigger", ItemType.ACKNOWLEDGE),
    ],
)
def test_types_are_told_by_what_is_bound_and_shown(kind: str, expected: ItemType) -> None:
    form = read(survey(f"{HEAD}; required", f"{kind}; it; It; yes", "text; a; A; "))
    assert not form.left_out
    assert item(form, "it").type is expected
    assert item(form, "it").required == "true()"


def test_a_percentage_has_the_bounds_that_its_type_gives() -> None:
    constraint = item(read(survey(HEAD, "percentage; it; It")), "it").constraint
    assert constraint == "0 <= . and . <= 100"


def test_a_default_place_is_kept_as_odk_keeps_it() -> None:
    form = read(survey(f"{HEAD}; default", "geopoint; it; It; 4°36'N 74°4'W"))
    assert item(form, "it").default == "4.6 -74.0666667 0 0"


def test_a_default_that_is_no_expression_is_the_text_itself() -> None:
    form = read(survey(f"{HEAD}; default", "text; a; A; 1309-", "date; b; B; today()"))
    assert [item(form, name).default_is_computed for name in "ab"] == [False, True]
    assert item(form, "a").default == "1309-"
    said = reason(survey(f"{HEAD}; default", "text; a; A; concat('x'"))
    assert said.startswith("sheet survey, row 2, a, default: ")


def test_chance_is_written_once() -> None:
    form = read(survey(f"{HEAD}; calculation", "text; a; A; ", "calculate; c; ; once(random())"))
    assert form.items[-1] == Item(ItemType.CALCULATE, "chance#", preload="chance#")


def test_what_nobody_types_has_its_value_once() -> None:
    form = read(
        survey(
            f"{HEAD}; default; calculation",
            "text; a; A; ; ",
            "hidden; plain; ; it's; ",
            "hidden; day; ; today(); ",
            "hidden; both; ; \"a\" and 'b'; ",
            "hidden; made; ; ; ${a}",
        )
    )
    state = FormState(compile_form(form), datetime(2026, 12, 1))
    found = {node.path: node.text for node in state.root.questions()}
    assert found == {
        "a": "",
        "plain": "it's",
        "day": "2026-12-01",
        "both": "\"a\" and 'b'",
        "made": "",
    }


def test_office_and_officer_are_written_where_the_form_looks_at_them() -> None:
    rows = ("username; who; ", "deviceid; where; ", "start; begun; ", "end; done; ", "text; a; A")
    assert [each.name for each in read(survey(HEAD, *rows)).left_out] == [
        *("who", "where", "begun", "done")
    ]
    form = read(
        survey(HEAD, *rows, "note; n; ${who} of ${where}, ${begun} to ${done}", "note; m; and/who")
    )
    assert not form.left_out
    assert item(form, "who") == Item(ItemType.CALCULATE, "who", 2, preload="username")
    assert item(form, "where") == Item(ItemType.CALCULATE, "where", 3, preload="deviceid")
    assert item(form, "begun").calculation == "once(now())"
    assert item(form, "done").preload == "end"
    assert [names for _, names in told(form)] == ["who", "where"]


def test_the_last_answers_are_items_that_no_row_has() -> None:
    form = read(
        survey(
            f"{HEAD}; default; bind::rilo:anonymous",
            "text; street; Street; ${last-saved#street}; ",
            "note; again; Last time ${last-saved#secret}; ; yes",
            "text; secret; Secret; ; yes",
            settings=("form_id; namespaces", 'x; rilo="https://rilo.example/form"'),
        )
    )
    assert form.items[-2:] == (
        Item(
            ItemType.CALCULATE,
            "last-saved#secret",
            preload="last-saved#secret",
            anonymous="true()",
        ),
        Item(ItemType.CALCULATE, "last-saved#street", preload="last-saved#street"),
    )


def test_a_trigger_is_kept_beside_the_calculation() -> None:
    form = read(
        survey(
            f"{HEAD}; trigger; calculation",
            *("text; a; A; ; ", "text; c; C; ; "),
            "dateTime; b; B; ${a}, ${c}; now()",
            "background-geopoint; bg; ; ${a}; ",
        )
    )
    assert (item(form, "b").trigger, item(form, "b").calculation) == ("a c", "now()")
    assert form.left_out == (Omission(5, "bg", "background-geopoint"),)


def test_choices_may_be_the_answers_in_a_repeat() -> None:
    rows = ("begin repeat; p; P", "text; who; Who", "end repeat;;", "select_one ${who}; head; Head")
    assert item(read(survey(HEAD, *rows)), "head").choices_of == "who"


def test_entities_change_nothing_and_are_named() -> None:
    sheets = {
        **survey(f"{HEAD}; save_to", "text; a; A; place"),
        "entities": [["dataset", "label"], ["x", "${a}"]],
    }
    assert read(sheets).ignored == (
        Omission(2, "entities", "sheet entities"),
        Omission(2, "a", "save_to"),
    )


# What is refused.


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            survey(HEAD, "audio; it; It"),
            "sheet survey, row 2, it: audio cannot be answered here, and nothing else is asked: "
            "add other questions.",
        ),
        (
            survey(f"{HEAD}; trigger", "text; a; A; ", "text; b; B; ${nobody}"),
            "sheet survey, row 3, trigger: there is no question “nobody”: correct the name.",
        ),
        (
            survey(HEAD, "select_one ${nobody}; a; A"),
            "sheet survey, row 2, a, choices: there is no question “nobody”: correct the name.",
        ),
        (
            survey(f"{HEAD}; calculation", "text; a; A;", "calculate; c; ; join-if()"),
            "sheet survey, row 3, c, calculation: the function join-if() is not known here: "
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
            survey(HEAD, "include; x; ", "text; a; A"),
            "sheet survey, row 2, x: include cannot be used here: ask in another way.",
        ),
    ],
)
def test_a_form_that_would_ask_something_else_is_refused(
    sheets: make.Sheets, expected: str
) -> None:
    assert reason(sheets) == expected


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            survey(HEAD, "text; a; A", settings=("form_id", "i" * 201)),
            "sheet settings, row 2, form_id: this is longer than 200 characters: shorten it.",
        ),
        (
            survey(HEAD, "text; a; A", settings=("form_id; version", f"a; {'1' * 101}")),
            "sheet settings, row 2, version: this is longer than 100 characters: shorten it.",
        ),
        (
            survey(HEAD, "text; a; A", settings=("form_id; form_title", f"a; {'t' * 1_001}")),
            "sheet settings, row 2, form_title: this is longer than 1000 characters: shorten it.",
        ),
        (
            survey(HEAD, f"begin group; {'g' * 300}; G", f"text; {'a' * 200}; A", "end group; ;"),
            f"sheet survey, row 3, {'a' * 200}: the names of the question and of the groups around "
            "it are longer than 500 characters together: shorten them.",
        ),
        (
            survey(
                HEAD,
                "select_one long; a; A",
                choices=("list_name; name; label", f"long; {'p' * 20_001}; P"),
            ),
            "sheet choices, long: this is longer than 20000 characters: shorten it.",
        ),
    ],
)
def test_names_that_no_record_holds_are_found_before_it_is_made(
    sheets: make.Sheets, expected: str
) -> None:
    assert reason(sheets) == expected


def test_a_label_may_be_as_long_as_it_is() -> None:
    form = read(survey(HEAD, f"text; a; {'word ' * 4_000}"))
    assert len(item(form, "a").label[0][1]) == 19_999


@pytest.mark.parametrize(
    "rows",
    [
        (f"{HEAD}; relevant", "text; a; A; ${a} = 'x'"),
        (f"{HEAD}; calculation", "calculate; a; ; ${a} + 1", "text; b; B"),
        (f"{HEAD}; calculation", "calculate; a; ; once(${a})", "text; b; B"),
        (f"{HEAD}; repeat_count", "begin repeat; a; A; ${q}", "integer; q; Q", "end repeat"),
        (f"{HEAD}; relevant", "begin group; a; A; ${q} = 1", "integer; q; Q", "end group"),
    ],
)
def test_a_form_that_asks_itself_is_refused_with_its_row(rows: tuple[str, ...]) -> None:
    assert reason(survey(*rows)) == (
        "sheet survey, row 2, a: these depend on one another in a circle: a. Leave out one of them."
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


def test_a_choice_filter_of_what_has_no_choices_changes_nothing() -> None:
    rows = ("begin group; g; G; field-list summary", "text; a; A; ", "end group; ; ;")
    form = read(survey(f"{HEAD}; choice_filter", *rows))
    assert [(one.row, one.feature) for one in form.ignored] == [(2, "choice_filter")]
    assert item(form, "g").choice_filter == ""


@pytest.mark.parametrize("count", ["${n} + 1", "if(${n} = 2, 1, 2)"])
def test_a_repeat_that_never_has_enough_lines_is_refused(count: str) -> None:
    rows = (
        "calculate; n; ; count(${r}); ",
        f"begin repeat; r; R; ; {count}",
        "text; a; A; ; ",
        "end repeat; ; ; ; ",
    )
    said = reason(survey(f"{HEAD}; calculation; repeat_count", *rows))
    assert "what the form computes before anybody answers takes too long: simplify it." in said
    assert said.startswith("sheet survey, row ")
