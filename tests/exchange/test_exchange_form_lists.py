"""A form with lists of other files: what is taken of them, and what they may not be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import form_workbooks as make
import pytest
from form_workbooks import item, reason, survey
from test_exchange_form_differential import NOW

from rilo_desktop.exchange.child_form import read_with_lists
from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Definition, definition_text, parse_definition
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.finding_messages import whole

HEAD = "type; name; label; choice_filter; appearance; calculation; parameters"
TOWNS = "name,label,region,secret\nbo,Bogotá,an,Jane\nca,Cali,pa,John\nme,Medellín,an,Joan\n"


def form(
    tmp_path: Path, *rows: str, choices: Sequence[str] = (), **sheets: list[list[str]]
) -> Path:
    made = {**survey(HEAD, *rows, choices=choices), **sheets}
    return make.workbook(tmp_path / "form.xlsx", made)


def files(tmp_path: Path, **contents: str | bytes) -> list[Path]:
    """By their names, with __ for the dot."""
    found = []
    for name, content in contents.items():
        path = tmp_path / name.replace("__", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found.append(path)
    return found


def columns(definition: Definition, name: str) -> list[dict[str, str]]:
    return [
        {"name": one.name, **{f"label {code}".strip(): said for code, said in one.label}}
        | dict(one.columns)
        for one in definition.lists[name]
    ]


def refusals(path: Path, given: Sequence[Path] = ()) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_form(path, given)
    said = [whole(finding) for finding in caught.value.findings]
    assert all(one.endswith(".") and "{" not in one for one in said)
    return said


def offered(definition: Definition, question: str, **answers: str) -> list[str]:
    state = FormState(compile_form(definition), NOW)
    for name, value in answers.items():
        state.answer(name, value)
    assert not state.failed
    return [one.name for one in state.choices(state.root.children[question][0])]


# What is taken.


def test_a_list_of_a_file_has_the_columns_that_the_form_uses(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "text; region; Region",
        "select_one_from_file towns.csv; town; Town; region = ${region}",
        "calculate; said; ; ; ; instance('towns')/root/item[name = ${town}]/label",
    )
    given = files(tmp_path, towns__csv=TOWNS)
    made = read_form(path, given)
    assert columns(made, "towns") == [
        {"name": "bo", "label": "Bogotá", "region": "an"},
        {"name": "ca", "label": "Cali", "region": "pa"},
        {"name": "me", "label": "Medellín", "region": "an"},
    ]
    text = definition_text(made)
    assert "Jane" not in text
    assert parse_definition(text) == made
    assert [one.name for one in made.files] == ["towns.csv"]
    assert offered(made, "town", region="an") == ["bo", "me"]


def test_the_sheet_external_choices_is_a_list_too(tmp_path: Path) -> None:
    sheet = [
        ["list_name", "name", "label::English (en)", "label::French (fr)", "state", "county"],
        ["towns", "a", "A", "Un", "s", "k"],
        ["towns", "b", "B", "Deux", "s", "j"],
        ["towns", "b", "B", "Deux", "t", "j"],
        ["unused", "x", "X", "X", "", ""],
    ]
    path = form(
        tmp_path,
        "select_one states; state; State",
        "text; county; County",
        "select_one_external towns; town; Town; state=${state} and county=${county}",
        "select_one towns; other; Other",
        choices=("list_name; name; label", "states; s; S", "towns; z; Z"),
        external_choices=sheet,
    )
    made = read_form(path)
    assert item(made, "other").choices == "towns"
    assert item(made, "town").choices == "external_choices towns"
    assert "unused" not in made.lists
    assert columns(made, "external_choices towns")[1] == {
        "name": "b",
        "label English (en)": "B",
        "label French (fr)": "Deux",
        "state": "s",
        "county": "j",
    }
    assert "French (fr)" in made.languages
    assert offered(made, "town", state="s", county="j") == ["b"]
    assert not made.files


SEARCHED = ("list_name; name; label", "fruits; key; name, colour", "fruits; 99; Another one")


@pytest.mark.parametrize(
    ("appearance", "expected"),
    [
        ("search('fruits')", ["ap", "ba", "ch", "99"]),
        ("search('fruits.csv')", ["ap", "ba", "ch", "99"]),
        (
            "search('fruits', 'matches', 'colour', if(not(contains(${q}, ',')), ${q}, ''))",
            ["ap", "99"],
        ),
        ("minimal search('fruits', 'matches', 'colour', ${q})", ["ap", "99"]),
        ("search('fruits', 'contains', 'name', ${q})", ["ch", "99"]),
        ("search('fruits', 'startswith', 'name, colour', ${q}) quick", ["ap", "99"]),
        ("search('fruits', 'endsWith', 'name', 'A')", ["ba", "99"]),
        ("search('fruits', 'contains', 'name', 'a', 'colour', ${q})", ["ap", "99"]),
        (
            "search('fruits', 'contains', 'name', substr('xan', 1), 'colour', 'yellow')",
            ["ba", "99"],
        ),
    ],
)
def test_search_takes_columns_from_a_file(
    tmp_path: Path, appearance: str, expected: list[str]
) -> None:
    path = form(
        tmp_path,
        "text; q; Search",
        f"select_one fruits; fruit; Fruit; ; {appearance}",
        "calculate; price; ; ; ; pulldata('fruits', 'price', 'key', ${fruit})",
        choices=SEARCHED,
    )
    fruits = (
        "key,name,colour,price\nap,Apple,red,3\nba,Banana,yellow,4\nap,Apple,red,3\n"
        "ch,Choice Red,dark,5\n"
    )
    made = read_form(path, files(tmp_path, fruits__csv=fruits))
    assert offered(made, "fruit", q="red") == expected
    labels = {one.name: one.label for one in made.lists[item(made, "fruit").choices]}
    assert labels["ap"] == (("", "Apple (colour: red)"),)
    assert labels["99"] == (("", "Another one"),)
    state = FormState(compile_form(made), NOW)
    state.answer("fruit", "ba")
    assert state.root.children["price"][0].value == "4"
    assert item(made, "fruit").appearance == ""
    assert not [one for one in made.ignored if "search" in one.feature]


def test_xml_and_geojson_are_lists_too(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "select_one_from_file places.geojson; place; Place",
        "select_multiple_from_file codes.xml; code; Code; ; ; ; value=code label=title",
        "rank_from_file order.csv; first; First",
        "calculate; at; ; ; ; instance('places')/root/item[id = ${place}]/geometry",
        "calculate; n; ; ; ; count(instance('codes')/root/item[weight > 1])",
        "calculate; amenity; ; ; ; instance('places')/root/item[id = ${place}]/amenity",
        "xml-external; codes;",
    )
    geojson = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "p1",
                "geometry": {"type": "Point", "coordinates": [-74.08, 4.6]},
                "properties": {"title": "Bogotá", "size": 7.5, "open": True, "none": None},
            },
            {"type": "Feature", "geometry": None, "properties": {"id": 2, "title": "Nowhere"}},
        ],
    }
    xml = (
        "<root><item><code>1</code><title>One</title><weight>2</weight></item>"
        "<item><title>Two</title><code>2</code></item></root>"
    )
    given = files(tmp_path, places__geojson=json.dumps(geojson), codes__xml=xml, order__csv=TOWNS)
    made = read_form(path, given)
    assert columns(made, "places") == [
        {"name": "p1", "label": "Bogotá", "id": "p1", "geometry": "4.6 -74.08 0 0"},
        {"name": "2", "label": "Nowhere", "id": "2"},
    ]
    assert columns(made, "codes") == [
        {"name": "1", "label": "One", "weight": "2"},
        {"name": "2", "label": "Two"},
    ]
    assert (item(made, "code").choices, item(made, "first").choices) == ("codes", "order")
    assert offered(made, "first") == ["bo", "ca", "me"]
    state = FormState(compile_form(made), NOW)
    state.answer("place", "p1")
    assert state.root.children["at"][0].value == "4.6 -74.08 0 0"
    assert state.root.children["n"][0].value == "1"


def test_pulldata_names_its_columns_while_it_is_answered(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "select_one c; town; Town",
        "text; language; Language",
        "csv-external; towns;",
        "csv-external; never;",
        "calculate; it; ; ; ; pulldata('towns', concat('label_', ${language}), 'Key', ${town})",
        choices=("list_name; name; label", "c; bo; B"),
    )
    table = "key;label_en;label_fr\nbo;Bogotá;Bogota\nca;Cali;Cali\n"
    made = read_form(path, files(tmp_path, towns__csv=table.encode("utf-16")))
    state = FormState(compile_form(made), NOW)
    state.answer("town", "bo")
    state.answer("language", "fr")
    assert state.root.children["it"][0].value == "Bogota"
    assert [one.name for one in made.files] == ["towns.csv"], "nothing uses the other one"


def test_one_file_may_be_chosen_from_by_two_columns(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "select_one_from_file towns.csv; town; Town",
        "select_one_from_file towns.csv; area; Area; ; ; ; value=label label=name",
    )
    made = read_form(path, files(tmp_path, towns__csv=TOWNS))
    assert columns(made, "towns")[0] == {"name": "bo", "label": "Bogotá"}
    assert columns(made, item(made, "area").choices)[0] == {"name": "Bogotá", "label": "bo"}


def test_a_list_of_the_workbook_is_read_by_expressions(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "text; q; Q",
        "calculate; it; ; ; ; instance('c')/root/item[name = ${q}]/weight",
        choices=("list_name; name; label; weight", "c; a; A; 5", "unused; x; X; 1"),
    )
    made = read_form(path)
    assert set(made.lists) == {"c"}
    state = FormState(compile_form(made), NOW)
    state.answer("q", "a")
    assert state.root.children["it"][0].value == "5"


def test_columns_that_nothing_uses_are_left_out_where_the_form_is_too_long(tmp_path: Path) -> None:
    rows = [f"c; {n}; N; {n % 3}; {'7.1 51.2 0 0 ' * 200}" for n in range(2_500)]
    path = form(
        tmp_path,
        "text; area; Area",
        "select_one c; it; It; area = ${area}",
        choices=("list_name; name; label; area; outline", *rows),
    )
    made = read_form(path)
    assert dict(made.lists["c"][4].columns) == {"area": "1"}
    assert len(offered(made, "it", area="1")) == 833


# What bad input gets.

TOWN = "select_one_from_file towns.csv; town; Town; region = 'an'"


def test_lists_that_are_missing_are_named_one_by_one(tmp_path: Path) -> None:
    path = form(tmp_path, TOWN, "select_one_from_file more.xml; more; More")
    assert refusals(path) == [
        "The form form.xlsx asks for a list towns.csv: give it with the form.",
        "The form form.xlsx asks for a list more.xml: give it with the form.",
    ]


def test_files_that_the_form_does_not_name_or_twice_are_refused(tmp_path: Path) -> None:
    path = form(tmp_path, TOWN)
    towns, other = files(tmp_path, towns__csv=TOWNS, other__csv=TOWNS)
    assert refusals(path, [towns, other]) == [
        "The form form.xlsx does not ask for other.csv: leave it out."
    ]
    (tmp_path / "again").mkdir()
    (again,) = files(tmp_path / "again", TOWNS__csv=TOWNS)
    assert refusals(path, [towns, again]) == [
        "Two files given with the form are called TOWNS.csv: give one of them."
    ]
    assert refusals(path, [tmp_path / "nowhere" / "towns.csv"]) == [
        "There is no file towns.csv: check its name and folder."
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name,label\nbo,B\n", "towns.csv has no column region, which row 2 of the form asks for"),
        ("code,label,region\nbo,B,an\n", "towns.csv has no column name, which row 2"),
        ("name,label,region,name\nbo,B,an,x\n", "towns.csv, row 1: The column name is there twice"),
        ("name,label,region\nbo,B,an\nbo,C,an\n", "towns.csv, row 3: “bo” stands in the column"),
        ("name,label,region\nbo,B,an\n,C,an\n", "towns.csv, row 3: The column name is empty"),
        ("name,label,region\nbo,B,an,x\n", "towns.csv, row 2: The row does not fit the columns"),
        ('name,label,region\n"bo,B,an\n', "towns.csv: the quotation mark opened in line 2"),
        ('name,label,region\n"bo"x,B,an\n', "towns.csv: line 2 is not valid CSV"),
        (b"name,label,region\nbo,Bogot\xe1,an\n", "towns.csv is not written in UTF-8 (line 2)"),
        (b"PK\x03\x04 nothing", "towns.csv is damaged or cut off"),
        (b"\x00\x01\x02", "towns.csv is neither a workbook nor a text"),
        ("", "towns.csv is empty."),
        ('{"a": 1}', "towns.csv is no list as its name says (.csv)"),
        ("name,label,region\n" + "x," * 600 + "\n", "towns.csv: line 2 is not valid CSV"),
    ],
)
def test_a_csv_that_does_not_fit(content: str | bytes, expected: str, tmp_path: Path) -> None:
    (said,) = refusals(form(tmp_path, TOWN), files(tmp_path, towns__csv=content))
    assert said.startswith(expected)


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><root><item><name>&i;</name></item></root>"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_BOMB, "l.xml declares entities or a document type"),
        (
            '<!DOCTYPE root SYSTEM "file:///etc/passwd"><root><item><name>x</name></item></root>',
            "l.xml declares entities or a document type",
        ),
        ("<root><item><name>x</name></root>", "l.xml is not valid XML (line 1)"),
        ("<root><list><name>x</name></list></root>", "l.xml, row 1: A list in XML is"),
        ("<data><item><name>x</name></item></data>", "l.xml, row 1: A list in XML is"),
        ("<root>" + "<item>" * 100_000, "l.xml, row 1: A list in XML is"),
        ("<root><item><name>x</name><name>y</name></item></root>", "l.xml, row 1: The column name"),
        ("<root><item><label>x</label></item></root>", "l.xml has no column name"),
        ("name,label\nx,X\n", "l.xml is not valid XML (line 1)"),
        ("<html><body></body></html>", "l.xml is a web page"),
    ],
)
def test_an_xml_that_does_not_fit(content: str, expected: str, tmp_path: Path) -> None:
    path = form(tmp_path, "select_one_from_file l.xml; it; It")
    (said,) = refusals(path, files(tmp_path, l__xml=content))
    assert said.startswith(expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"type": "Point"}', "l.geojson is no list as its name says (.geojson)"),
        ("[1]", "l.geojson is no list as its name says (.geojson)"),
        ("id,title\n1,One\n", "l.geojson is no list as its name says (.geojson)"),
        ('{"features": [7]}', "l.geojson, row 1: The row does not fit"),
        ('{"features": [{"properties": [1]}]}', "l.geojson, row 1: The row does not fit"),
        ('{"features": [{"properties": {"title": "x"}}]}', "l.geojson has no column id"),
        ('{"features": [{"properties": {"id": "a b", "title": "x"}}]}', "l.geojson, row 1: “a b”"),
        ('{"features": [{"properties": {"id": 1, "id": 2}}]}', "l.geojson gives “id” twice"),
        ('{"features": ' + "[" * 5_000, "l.geojson is "),
        ('{"features": [{"properties": {"id": 1e999}}]}', "l.geojson contains an implausible"),
    ],
)
def test_a_geojson_that_does_not_fit(content: str, expected: str, tmp_path: Path) -> None:
    path = form(tmp_path, "select_multiple_from_file l.geojson; it; It")
    (said,) = refusals(path, files(tmp_path, l__geojson=content))
    assert said.startswith(expected)


def test_a_key_that_means_two_rows_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path, "text; q; Q", "calculate; c; ; ; ; pulldata('t', 'v', 'k', ${q})")
    table = "k,v,other\na,1,x\nb,2,x\na,1,y\n"
    read_form(path, files(tmp_path, t__csv=table))
    (said,) = refusals(path, files(tmp_path, t__csv=table + "b,3,x\n"))
    assert said.startswith("t.csv, row 5: “b” stands in the column k of an earlier row too")


def test_a_list_of_200_000_choices(tmp_path: Path) -> None:
    path = form(tmp_path, "select_one_from_file l.csv; it; It")
    rows = "".join(f"{n},N\n" for n in range(199_998))
    (said,) = refusals(path, files(tmp_path, l__csv="name,label\n" + rows))
    assert said.startswith("The lists of the form have 199998 choices with l.csv")
    (said,) = refusals(path, files(tmp_path, l__csv="name,label\n" + rows + "a,N\nb,N\n"))
    assert "at most 200000 rows are read" in said


def test_lists_that_make_the_form_too_long(tmp_path: Path) -> None:
    path = form(tmp_path, "select_one_from_file l.csv; it; It")
    rows = "".join(f"{n},{'Long name ' * 20}\n" for n in range(30_000))
    (said,) = refusals(path, files(tmp_path, l__csv="name,label\n" + rows))
    assert said.startswith("The form form.xlsx has more than 5 million characters with its lists")


@pytest.mark.parametrize(
    ("rows", "choices", "expected"),
    [
        (
            ("select_one c; a; A; ; search('f', 'matches')",),
            ("list_name; name; label", "c; k; v"),
            "sheet survey, row 2, a, appearance: search() has a wrong number of arguments",
        ),
        (
            ("text; q; Q", "select_one c; a; A; ; search(${q})"),
            ("list_name; name; label", "c; k; v"),
            "sheet survey, row 3, a, appearance: search() names lists and columns as text",
        ),
        (
            ("select_one c; a; A; ; search('f')",),
            ("list_name; name; label", "c; k; v", "c; m; n"),
            "sheet survey, row 2: the list “c” of search() has one row with names of columns",
        ),
        (
            ("select_one_from_file f.csv; a; A; ; search('f')",),
            (),
            "sheet survey, row 2, a: search() in a list of another file cannot be used here",
        ),
        (
            ("select_one c; a; A", "calculate; b; ; ; ; pulldata('c', 'x', 'y', ${a})"),
            ("list_name; name; label", "c; k; v"),
            "the list “c” is on the sheet choices and in a file (c.csv)",
        ),
        (
            ("text; a; A", "calculate; b; ; ; ; instance('contact-summary')/context/x"),
            (),
            "sheet survey, row 3, b, calculation: the form has no list “contact-summary”",
        ),
    ],
)
def test_what_the_form_says_of_its_lists(
    rows: tuple[str, ...], choices: tuple[str, ...], expected: str
) -> None:
    assert reason(survey(HEAD, *rows, choices=choices)).startswith(expected)


def test_the_child_says_what_the_form_names(tmp_path: Path) -> None:
    path = form(tmp_path, TOWN, "csv-external; never;")
    definition, lists = read_with_lists(path.read_bytes())
    assert definition.lists["towns"] == ()
    assert set(lists.files.values()) == {"towns.csv", "never.csv"}
    assert list(lists.wanted) == ["towns"]
