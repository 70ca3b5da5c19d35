"""Lists leave as they are asked for: read back equal, no formula, labelled, guarded, logged."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rilo_desktop.exchange.child_workbook import unescaped
from rilo_desktop.exchange.ods_file import xml_text
from rilo_desktop.exchange.table_file import table_content
from rilo_desktop.language.spreadsheets import harmless
from rilo_desktop.presentation.list_spec import all_columns
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.records import CaseStudy, GoodsLine, Workflow, class_of, fields_of
from rilo_desktop.records.sanitize import sanitize_text
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, ways_out
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import bulk, list_export, lists, record
from rilo_desktop.services.submissions import export_register
from short_forms import examples

PASSPHRASE = "a passphrase of the first officer"
CASE = "case-study"
Read = list[list[Any]]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def listed(session: Session, asked: list_export.ListRequest) -> list_export.ListTable:
    with going_out(session, ways_out.LIST) as out:
        return list_export.list_table(out, asked)


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("export") / "office"
    shutil.copytree(template_of("AP", True).folder, folder)
    with open_store(folder, PASSPHRASE) as session:
        for text in ("=1+1", "+44 percent", "@home", "-5 boxes", "  two  spaces\tand a tab\nline"):
            made = record.new(session, CASE)
            record.save(session, record.with_values(made, {"title": text, "summary": text}))
        yield session


def request(kind: str = CASE, **more: Any) -> list_export.ListRequest:
    return list_export.ListRequest(lists.Query(kind), withhold=True, **more)


# --- files are read back by other programs


def read_xlsx(content: bytes) -> Read:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f" not in packed.read("xl/worksheets/sheet1.xml").replace(b"<font", b"")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[_text(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def _text(value: Any) -> Any:
    """The program's reader replaces openpyxl's table of texts: escapes are for the caller."""
    return unescaped(value) if isinstance(value, str) else "" if value is None else value


REACTS = re.compile(r"[ \xa0\u200b\ufeff\0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def read_csv(content: bytes) -> Read:
    """No field begins as a formula does; a number below zero may."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    fields = [field for row in rows for field in row if not NUMBER.fullmatch(field)]
    assert not [field for field in fields if REACTS.match(field)]
    return rows


def read_ods(content: bytes) -> Read:
    """By the standard library: the text of a paragraph with its spaces and tabs."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist()[0] == "mimetype"
        assert packed.infolist()[0].compress_type == zipfile.ZIP_STORED
        tree = ElementTree.fromstring(packed.read("content.xml"))
    assert not [node for node in tree.iter() if f"{TABLE}formula" in node.attrib]
    return [[_ods_cell(cell) for cell in row] for row in tree.iter(f"{TABLE}table-row")]


def _ods_cell(cell: ElementTree.Element) -> Any:
    if cell.get(f"{OFFICE}value-type") == "float":
        return Decimal(cell.attrib[f"{OFFICE}value"])
    return "\n".join(_paragraph(one) for one in cell.findall(f"{TEXT}p"))


def _paragraph(node: ElementTree.Element) -> str:
    said = node.text or ""
    for inner in node:
        said += "\t" if inner.tag == f"{TEXT}tab" else " " * int(inner.attrib[f"{TEXT}c"])
        said += inner.tail or ""
    return said


READERS: dict[str, Callable[[bytes], Read]] = {
    ".xlsx": read_xlsx,
    ".ods": read_ods,
    ".csv": read_csv,
}


def expected(cell: str | Decimal, ending: str) -> Any:
    """What a reader of this format makes of the cell."""
    if isinstance(cell, Decimal):
        return f"{cell:f}" if ending == ".csv" else cell
    return harmless(cell) if ending == ".csv" else xml_text(cell)


def same(read: Any, cell: str | Decimal, ending: str) -> bool:
    wanted = expected(cell, ending)
    if ending == ".xlsx" and isinstance(wanted, Decimal) and not isinstance(read, str):
        return Decimal(repr(read)) == wanted
    if ending == ".xlsx" and isinstance(wanted, Decimal):
        return Decimal(read) == wanted
    return bool(read == wanted)


def check_read(content: bytes, table: Any, ending: str) -> None:
    above, heads, *rows = READERS[ending](content)
    assert above[0] == table.above
    assert list(heads) == list(table.heads)
    blank = table.rows[len(rows) :]  # at the end of a workbook nobody sees them
    assert not any(cell for row in blank for cell in row)
    for read, row in zip(rows, table.rows[: len(rows)], strict=True):
        wide = [*read, *[""] * (len(row) - len(read))]
        assert all(same(a, b, ending) for a, b in zip(wide, row, strict=True)), (wide, row)


sound = st.text(max_size=40).map(sanitize_text)
numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20
)
titles = st.tuples(st.sampled_from(("", "=", "+", "-", "@", "\t=", " =")), sound).map("".join)


@settings(max_examples=12)
@given(st.integers(0, 2**32), st.lists(st.tuples(titles, sound, numbers), max_size=3))
@example(1, [("=1+1", "@a", Decimal("-1.5"))])
def test_random_lists_are_read_back_equal(
    office: Session, seed: int, cases: list[tuple[str, str, Decimal]]
) -> None:
    """Any list in any columns and order, in each format; JSON holds the plain data of records."""
    chance = random.Random(seed)
    for title, text, number in cases:
        goods = (GoodsLine(description=text, quantity=number, unit="KG"),)
        values = {"title": title, "summary": text, "modus_operandi": text, "goods": goods}
        record.save(office, record.with_values(record.new(office, CASE), values))
    kind = chance.choice(
        [one for one in LISTED if lists.find(office, lists.Query(one), counted=False).rows]
    )
    names = [*all_columns(record_type(kind).list), "id"]
    kept = [n for n in names if n not in fields_of(class_of(kind)) or not _is_hidden(kind, n)]
    columns = tuple(chance.sample(kept, chance.randint(1, len(kept))))
    order = chance.choice([one for one in names if lists.can_order(kind, one)])
    query = lists.Query(kind, order=order, descending=chance.random() < 0.5)
    language = chance.choice(("en", "fr"))
    asked = list_export.ListRequest(query, columns, language=language, withhold=True)
    table = listed(office, asked)
    for ending in READERS:
        check_read(list_export.file_content(table, f"x{ending}"), table, ending)
    data = json.loads(list_export.file_content(table, "x.json"))
    ids = lists.ids(office, lists.find(office, query, counted=False).rows)
    assert [row["id"] for row in data["records"]] == list(ids)
    for row in data["records"]:
        stored = to_snapshot(record.shown(office, row["id"]).record)
        hidden = set(row.pop("withheld", ()))
        wanted = {*list_export.HEAD, *columns} - hidden
        assert row == {name: stored[name] for name in wanted if name in stored}


def _is_hidden(kind: str, name: str) -> bool:
    about = fields_of(class_of(kind))[name]
    inner = fields_of(about.lines).values() if about.lines else ()
    return about.office_only or any(one.office_only for one in inner)


cells = st.one_of(
    sound,
    st.sampled_from(("=1", "+1", "-1", "@a", "\t=1", "_x0041_", "'", '"', "a\nb", " a", "a  b")),
    numbers,
)


def has_something(row: tuple[Any, Any]) -> bool:
    """A record always has; and what no XML holds is nothing there."""
    return all(xml_text(str(cell)) for cell in row)


@settings(max_examples=examples(30))
@given(st.lists(st.tuples(cells, cells).filter(has_something), max_size=4), sound)
@example([("=1", "_x0041_"), ("_x005F_", "a_x000D_b")], "")
def test_any_text_and_number_is_read_back(rows: list[Any], above: str) -> None:
    for ending, read in READERS.items():
        made = table_content(f"x{ending}", "Sheet", ("one", "two"), rows, above or "above")
        _, heads, *found = read(made)
        assert heads == ["one", "two"]
        for row, wanted in zip(found, rows, strict=True):
            assert all(map(same, row, wanted, [ending] * 2)), (ending, row, wanted)


# --- what leaves


def test_what_is_for_the_office_only_is_no_column(office: Session) -> None:
    table = listed(office, request(columns=("title", "internal_note")))
    assert table.heads == ("Case study",)
    assert table.left_out == ("Note for the office only",)
    with pytest.raises(Refused) as refused:
        listed(office, request(columns=("internal_note",)))
    assert [one.rule for one in refused.value.findings] == ["list.office_only"]


def test_the_strictest_label_stands_above_and_drafts_say_so(office: Session) -> None:
    found = lists.find(office, lists.Query(CASE), counted=False).rows
    milder = bulk.BulkChange(tlp="CLEAR")
    bulk.change(office, lists.ids(office, found[:2]), milder)
    table = listed(office, request(keys=tuple(found[:2])))
    assert (table.tlp, table.draft) == ("CLEAR", True)
    assert table.above.startswith("TLP:CLEAR  \u00b7  DRAFT")
    stricter = lists.ids(office, found[1:2])
    bulk.change(office, stricter, bulk.BulkChange(tlp="RED"))
    table = listed(office, request(keys=tuple(found[:2]), language="fr"))
    assert table.tlp == "RED"
    assert "BROUILLON" in table.above
    assert not listed(office, request("office")).draft


def test_personal_data_leaves_only_where_it_is_answered(office: Session, tmp_path: Path) -> None:
    made = record.new(office, CASE)
    goods = (GoodsLine(description="write to jan@example.org"),)
    saved = record.save(office, record.with_values(made, {"title": "Zygote", "goods": goods}))
    assert saved.stored is not None
    reference = saved.stored.record.reference
    query = lists.Query(CASE, words="Zygote")
    asked = list_export.ListRequest(query, ("title", "goods"))
    path = tmp_path / "list.csv"
    with pytest.raises(Refused) as refused:
        list_export.write(office, asked, path)
    (found,) = refused.value.findings
    assert (found.rule, found.place.field) == ("nominal.identifier", "goods.1.description")
    assert not path.exists()
    table = list_export.write(office, replace(asked, withhold=True), path)
    assert table.rows == (("Zygote", "withheld: personal data"),)
    assert "1 cell withheld" in table.above
    answered = replace(asked, answers=((reference, "goods.1.description", "a public address"),))
    table = list_export.write(office, answered, path)
    assert "jan@example.org" in path.read_text("utf-8-sig")
    with office.reading() as reading:
        entry = next(reading.log.newest_first())
    assert entry.action == actions.LIST_EXPORT
    assert entry.detail["tlp"] == table.tlp
    assert entry.detail["answers"] == [f"{reference} goods.1.description: a public address"]
    without = listed(office, replace(asked, columns=("title",)))
    assert without.withheld == 0


def test_copied_rows_are_text_with_tabs_and_html(office: Session) -> None:
    found = lists.find(office, lists.Query(CASE, words="percent"), counted=False).rows
    copied = list_export.copied(office, request(keys=tuple(found), columns=("title", "tlp")))
    above, heads, row = copied.text.split("\n")
    assert above.startswith("TLP:AMBER")
    assert heads == "Case study\tTLP"
    assert row.startswith("'+44 percent\t")
    assert "<td>&#x27;+44 percent</td>" in copied.html
    with office.reading() as reading:
        assert next(reading.log.newest_first()).action == actions.LIST_COPIED
    assert export_register.listed(office)[0].what == "copied rows"


def test_a_list_that_cannot_leave_is_refused_in_a_sentence(office: Session, tmp_path: Path) -> None:
    for asked, name, rule in (
        (request(), "list.pdf", "list.ending"),
        (request(columns=("colour",)), "list.csv", "list.column"),
        (list_export.ListRequest(lists.Query(CASE, words="nowhere")), "list.csv", "list.nothing"),
        (request(), "no/list.csv", "export.target"),
    ):
        with pytest.raises(Refused) as refused:
            list_export.write(office, asked, tmp_path / name)
        assert [one.rule for one in refused.value.findings] == [rule]
    assert not list(tmp_path.iterdir())


def test_an_approved_list_is_no_draft(office: Session) -> None:
    approved = replace(CaseStudy(id="x"), workflow=Workflow.APPROVED)
    assert approved.workflow not in list_export.NOT_APPROVED


def one_break(text: str) -> str:
    """LibreOffice knows one kind of line break inside a cell of a text file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.skipif(
    not shutil.which("soffice") and "RILO_PROOF" not in os.environ,
    reason="LibreOffice is not installed; `make proof PARTS=lists` brings it",
)
@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_libreoffice_converts_each(office: Session, tmp_path: Path, ending: str) -> None:
    """To a workbook of its own, in which every cell is what it was, and none is a formula."""
    asked = request(columns=("title", "summary", "tlp", "date"))
    table = list_export.write(office, asked, tmp_path / f"a{ending}")
    all_texts = "/".join(f"{column}/2" for column in range(1, len(table.heads) + 1))
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            *(
                [f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{all_texts}"]
                if ending == ".csv"
                else []
            ),
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / f"a{ending}"),
        ],
        check=True,
        capture_output=True,
    )
    content = (tmp_path / "out" / "a.xlsx").read_bytes()
    if ending != ".csv":
        check_read(content, table, ".xlsx")
        return
    above, heads, *rows = read_xlsx(content)
    assert (above[0], heads) == (table.above, list(table.heads))
    wanted = [[expected(cell, ".csv") for cell in row] for row in table.rows]
    assert [[one_break(text) for text in row] for row in rows] == [
        [one_break(text) for text in row] for row in wanted
    ]
