"""Every list that the program writes is read back by its own import.

In its own office each row is found by its reference and nothing changes; in an empty office each
column reads back as the value it had, as drafts.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.presentation.list_spec import all_columns
from rilo_desktop.presentation.registry import RECORD_TYPES, record_type
from rilo_desktop.records import (
    HEADER,
    FieldType,
    Record,
    Submission,
    Workflow,
    class_of,
    fields_of,
    kind_named,
)
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.rules.facts import as_held
from rilo_desktop.services.office import office_lists, ways_out
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import file_import, import_tables, list_export, lists, record
from rilo_desktop.vocabularies import vocabulary

PASSPHRASE = "a passphrase of the first officer"
KINDS = tuple(spec.code for spec in RECORD_TYPES if spec.record is not Submission)
ENDINGS = (".xlsx", ".ods", ".csv", ".json")
CASE = "case-study"
HARD = ("=1+1", "+44 percent", "@home", "-5 boxes", "'=2", "12,5", "0012", "one; two", "n/a")
"""Texts that a spreadsheet, or a reader of cells, may take for something else."""


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("lists") / "office"
    shutil.copytree(template_of("AP", True).folder, folder)
    with open_store(folder, PASSPHRASE) as session:
        for text in HARD:
            made = record.with_values(
                record.new(session, CASE),
                {"title": text, "summary": f"{text}\n\n{text}", "source_more": (text, f"{text} b")},
            )
            record.save(session, made)
        yield session


def written(
    session: Session, kind: str, path: Path, every: bool = False, language: str = "en"
) -> tuple[str, ...]:
    """The list of a type as a file; the names of its columns."""
    look = record_type(kind).list
    described = fields_of(class_of(kind))
    names = all_columns(look) if every else list_export.own_columns(look)
    names = tuple(n for n in names if n not in described or not described[n].office_only)
    request = list_export.ListRequest(
        lists.Query(kind, archived=True), columns=names, language=language, withhold=True
    )
    list_export.write(session, request, path)
    return names


def withheld(session: Session, kind: str) -> Mapping[str, list[str]]:
    """{reference: fields that the guard withholds}"""
    look = record_type(kind).list
    names = tuple(n for n in all_columns(look))
    request = list_export.ListRequest(lists.Query(kind, archived=True), names, withhold=True)
    with going_out(session, ways_out.LIST) as out:
        rows = list_export.list_table(out, request).data()["records"]
    return {one["reference"]: one.get("withheld", []) for one in rows}


def counts(looked: import_tables.Looked) -> dict[str, int]:
    return {name: count for name, count in looked.counts.items() if count}


@pytest.mark.parametrize("every", [False, True], ids=("standard", "all"))
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_in_its_own_office_nothing_is_new_changed_or_asked(
    office: Session, tmp_path: Path, kind: str, ending: str, every: bool
) -> None:
    path = tmp_path / f"list{ending}"
    written(office, kind, path, every)
    looked = import_tables.inspect(office, [path])
    assert not [one for one in looked.prospect.all_findings() if one.blocks]
    assert counts(looked) == {"same": len(stored(office, kind))}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_nor_with_the_headings_and_codes_of_another_language(
    office: Session, tmp_path: Path, kind: str, ending: str
) -> None:
    path = tmp_path / f"liste{ending}"
    written(office, kind, path, every=True, language="fr")
    looked = import_tables.inspect(office, [path])
    assert not [one for one in looked.prospect.all_findings() if one.blocks]
    assert counts(looked) == {"same": len(stored(office, kind))}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("every", [False, True], ids=("standard", "all"))
@pytest.mark.parametrize("ending", ENDINGS)
def test_in_an_empty_office_each_column_reads_back_as_it_was(
    office: Session,
    make_session: Callable[..., Session],
    tmp_path: Path,
    ending: str,
    every: bool,
    language: str,
) -> None:
    files = {kind: tmp_path / f"{kind}{ending}" for kind in KINDS}
    columns = {kind: written(office, kind, files[kind], every, language) for kind in KINDS}
    empty = make_session("AP", new=True)
    looked = import_tables.inspect(empty, list(files.values()))
    assert not [one for one in looked.prospect.all_findings() if one.blocks]
    assert not looked.held
    import_tables.take(empty, looked)
    for kind in KINDS:
        before, after = stored(office, kind), stored(empty, kind)
        hidden = withheld(office, kind)
        by_number = {one.local_ref: one for one in after.values() if one.local_ref}
        for reference, one in before.items():
            is_named = ending == ".json" or "reference" in columns[kind]
            number = "" if is_named else one.local_ref
            other = by_number[number] if number else after[reference]
            assert other.workflow == Workflow.DRAFT
            for name in columns[kind]:
                if is_read(kind, name, ending) and name not in hidden[reference]:
                    expected = value_of(office, one, name)
                    assert value_of(empty, other, name) == expected, (kind, reference, name)


def is_read(kind: str, name: str, ending: str) -> bool:
    about = fields_of(class_of(kind)).get(name)
    if about is None or ending == ".json":
        return name != "workflow"
    return about.type is not FieldType.LINES and not about.for_program


def value_of(session: Session, one: Record, name: str) -> Any:
    """As the list says it; a record that it names by its title, since ids are of an office."""
    value = getattr(one, name)
    about = fields_of(type(one)).get(name)
    return named(session, about, value) if about is not None else value


def named(session: Session, about: Any, value: Any) -> Any:
    if about.type is FieldType.LINK and isinstance(value, str):
        return record.get(session, value).record.title_text
    if about.type is FieldType.LINES:
        return tuple(
            {n: named(session, a, getattr(line, n)) for n, a in fields_of(type(line)).items()}
            for line in value
        )
    return value


def stored(session: Session, kind: str) -> Mapping[str, Record]:
    """{reference: record as a list says it}"""
    today = date.fromisoformat(session.today)
    with session.reading() as reading:
        every = [one.record for one in reading.records.all_of(kind, archived=True)]
    return {one.reference: as_held(without_office_only(one)[0], today) for one in every}


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_lines_in_one_cell_are_left_out_and_named(
    office: Session, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"list{ending}"
    written(office, CASE, path, every=True)
    said = {one.rule: one for one in import_tables.inspect(office, [path]).prospect.all_findings()}
    assert {"Goods", "Route"} <= set(str(said["exchange.list_lines"].values["columns"]).split(", "))


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_a_text_longer_than_a_cell_of_excel_is_not_cut_in_the_office(
    make_session: Callable[..., Session], tmp_path: Path, ending: str
) -> None:
    session = make_session("AP", few=True)
    made = record.new(session, CASE)
    record.save(session, record.with_values(made, {"title": "Long", "summary": "word " * 8_000}))
    path = tmp_path / f"list{ending}"
    written(session, CASE, path, every=True)
    looked = import_tables.inspect(session, [path])
    assert counts(looked) == {"same": 1}
    is_cut = "exchange.list_cut" in {one.rule for one in looked.prospect.all_findings()}
    assert is_cut == (ending == ".xlsx")


def test_texts_in_one_line_as_lists_of_0_2_0_have_them(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    written(office, CASE, path, every=True)
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    at = heads.index(list_export.heading(record_type(CASE).list, "source_more", "en"))
    assert any("\n" in row[at] for row in rows)
    for row in rows:
        row[at] = row[at].replace("\n", "; ")
    write_csv(path, [above, heads, *rows])
    assert counts(import_tables.inspect(office, [path])) == {"same": len(rows)}


def test_a_cell_that_was_changed_changes_its_field_and_no_other(
    office: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    written(office, CASE, path)
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    rows[3][heads.index("Case study")] = "Another title"
    write_csv(path, [above, heads, *rows])
    looked = import_tables.inspect(office, [path])
    assert counts(looked) == {"changed": 1, "same": len(rows) - 1}
    changed = next(row for row in looked.rows if row.outcome == "changed")
    assert changed.values == {"title": "Another title"}


def write_csv(path: Path, rows: list[list[str]], delimiter: str = ",") -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_text(file.getvalue(), "utf-8-sig", newline="")


def test_the_decimal_comma_of_a_french_list(office: Session, tmp_path: Path) -> None:
    """As a spreadsheet in French saves it: with semicolons."""
    path = tmp_path / "liste.csv"
    written(office, CASE, path, every=True, language="fr")
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    at = heads.index(list_export.heading(record_type(CASE).list, "value_total", "fr"))
    for row in rows:
        row[at] = row[at].replace(".", ",")
    rows[0][at] = "12,5"
    write_csv(path, [above + [""] * (len(heads) - 1), heads, *rows], ";")
    looked = import_tables.inspect(office, [path])
    assert counts(looked) == {"changed": 1, "same": len(rows) - 1}
    changed = next(row for row in looked.rows if row.outcome == "changed")
    assert changed.values == {"value_total": "12.5"}


REFUSED = {
    "of another office": ("BX/2026/CS/A0001", "BX"),
    "no reference": ("number 7", "number 7"),
    "of another type": ("AP/2026/AI/A9999", "AP/2026/AI/A9999"),
}


@pytest.mark.parametrize("every", [False, True], ids=("standard", "all"))
@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_is_none_of_ours_is_refused_by_name(
    office: Session, tmp_path: Path, name: str, every: bool
) -> None:
    """Also where its local reference is known."""
    reference, said = REFUSED[name]
    path = tmp_path / "list.csv"
    written(office, CASE, path, every)
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    rows[0][heads.index("Reference")] = reference
    write_csv(path, [above, heads, *rows])
    found = import_tables.inspect(office, [path]).prospect.all_findings()
    blocking = [one for one in found if one.blocks]
    assert len(blocking) == 1
    assert said in blocking[0].values.values()
    assert blocking[0].place.row == 3


ODD: Mapping[str, Mapping[str, Any]] = {
    "no such type": {"kind": "case"},
    "type is no text": {"kind": ["case-study"]},
    "no records": {"records": None},
    "a record is no object": {"records": [1]},
    "columns are no list": {"columns": {"title": 1}},
    "a newer shape": {"schema": 1_000},
    "a shape that is no number": {"schema": 1.5},
    "links are no names": {"linked": {"a": {"b": 1}}},
    "a field that is none": {"records": [{"titel": "x"}]},
    "a value of another type": {"records": [{"title": ["x"]}]},
    "lines that are none": {"records": [{"goods": [{"quantity": "many"}]}]},
    "a reference that is no text": {"records": [{"reference": 7}]},
}


@pytest.mark.parametrize("name", ODD)
def test_data_that_is_no_list_of_this_program_is_refused_in_a_sentence(
    office: Session, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "list.json"
    written(office, CASE, path, every=True)
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**data, **ODD[name]}), "utf-8")
    looked = import_tables.inspect(office, [path])
    (found,) = looked.prospect.findings
    assert found.blocks
    assert "list.json" in sentence(found, "en")
    assert not looked.prospect.rows


def test_a_list_that_claims_approvals_brings_drafts(
    office: Session, make_session: Callable[..., Session], tmp_path: Path
) -> None:
    path = tmp_path / "list.json"
    written(office, CASE, path, every=True)
    data = json.loads(path.read_text("utf-8"))
    for one in data["records"]:
        one["workflow"] = "released"
    path.write_text(json.dumps(data), "utf-8")
    empty = make_session("AP", new=True)
    import_tables.take(empty, import_tables.inspect(empty, [path]))
    made = stored(empty, CASE)
    assert len(made) == len(data["records"])
    assert {one.workflow for one in made.values()} == {Workflow.DRAFT}
    assert counts(import_tables.inspect(office, [path])) == {"same": len(made)}


def test_rows_that_were_given_back_are_read_as_the_list_was(
    office: Session, tmp_path: Path
) -> None:
    path, back = tmp_path / "list.csv", tmp_path / "back.xlsx"
    written(office, CASE, path, every=True)
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    rows[0][heads.index(list_export.heading(record_type(CASE).list, "date", "en"))] = "yesterday"
    write_csv(path, [above, heads, *rows])
    looked = import_tables.inspect(office, [path])
    assert counts(looked) == {"rejected": 1, "same": len(rows) - 1}
    done = file_import.take(office, looked.prospect, skip_bad_rows=True)
    back.write_bytes(file_import.rejected(done))
    again = import_tables.inspect(office, [back])
    assert counts(again) == {"rejected": 1}
    assert not again.is_mapped


def test_one_record_in_two_rows(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    written(office, CASE, path)
    above, heads, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    write_csv(path, [above, heads, *rows, rows[3]])
    looked = import_tables.inspect(office, [path])
    blocking = [one for one in looked.prospect.all_findings() if one.blocks]
    assert [one.values["reference"] for one in blocking] == [rows[3][0]] * 2


def test_an_id_and_a_reference_of_two_records(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    written(office, CASE, path)
    data = json.loads(path.read_text("utf-8"))
    first, second = data["records"][:2]
    first["id"] = second["id"]
    data["records"] = [first]
    path.write_text(json.dumps(data), "utf-8")
    (found,) = import_tables.inspect(office, [path]).prospect.all_findings()
    assert found.rule == "intake.list_two"
    assert found.blocks


def test_a_list_without_a_column_that_says_which_record_it_is(
    office: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    query = lists.Query(CASE)
    request = list_export.ListRequest(query, columns=("title", "conveyance"), withhold=True)
    list_export.write(office, request, path)
    (found,) = import_tables.inspect(office, [path]).prospect.all_findings()
    assert found.rule == "exchange.list_reference"
    assert found.blocks


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_codes_of_the_office_s_own_and_renamed_ones(
    make_session: Callable[..., Session], tmp_path: Path, ending: str, language: str
) -> None:
    session = make_session("AP", few=True)
    office_lists.add(session, "detection_method", "DRONE", {"en": "Drone; small", "fr": "Drone"})
    renamed, other = list(vocabulary("commodity").items)[:2]
    office_lists.rename(session, "commodity", renamed, {"en": "Things", "fr": "Choses"})
    for code in (renamed, other):
        made = record.with_values(
            record.new(session, CASE),
            {"title": code, "commodity": code, "detection_method": "AP-DRONE"},
        )
        record.save(session, made)
    path = tmp_path / f"list{ending}"
    written(session, CASE, path, every=True, language=language)
    assert counts(import_tables.inspect(session, [path])) == {"same": 2}


def test_the_command_line_says_that_nothing_changes(
    office: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = tmp_path / "office"
    shutil.copytree(office.folder, copy)
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "list.xlsx"
    assert main(["list", str(copy), CASE, "--out", str(path), "--withhold"]) == 0
    capsys.readouterr()
    assert main(["import", str(copy), str(path), "--dry-run", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["new"], said["changed"], said["counts"]["question"]) == (0, 0, 0)
    assert said["same"] == said["counts"]["same"] > 40


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_two_columns_have_one_heading(kind: str, language: str) -> None:
    look = record_type(kind).list
    names = ("id", *all_columns(look))
    heads = [list_export.heading(look, name, language) for name in names]
    assert len(set(heads)) == len(heads)
    assert set(HEADER) <= set(names)
    assert kind_named(kind).title in names
