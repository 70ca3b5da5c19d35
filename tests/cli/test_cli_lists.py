"""`rilo list` writes a list, narrowed and sorted as it was asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from rilo_desktop.cli import main
from rilo_desktop.language import catalogue
from rilo_desktop.records import record_types
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import list_question

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def office(make_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch) -> str:
    session = make_session(sample=True)
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    return str(session.folder)


def test_log_year_and_kinds_named_by_a_code_are_tables_for_a_reader(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> list[str]:
        assert main([*arguments]) == 0
        return capsys.readouterr().out.splitlines()

    head, first, *_ = said("list", office, "member")
    assert head.startswith("Local reference  Member ")
    assert "Afghanistan" in first
    head, *rows = said("year", office)
    assert head.split() == ["Code", "Due", "Days", "left", "Paper", "Document", "Released"]
    (plan,) = (row for row in rows if row.startswith("GRMAP "))
    assert "action-plan-status" in plan
    assert len(plan.split()) > 4  # with its name
    head, *rows = said("log", office)
    assert head.split() == ["Entry", "Time", "Officer", "Event", "Records", "Detail"]
    assert not [row for row in rows if "{" in row]
    assert any("program 0." in row for row in rows)


def test_a_list_is_written_with_its_filters_columns_and_order(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    columns = ["--fields", "title,conveyance,internal_note", "--withhold", "--language", "fr"]
    asked = ["--where", "conveyance", "AIR", "--sort", "title-"]
    assert main(["list", office, "case-study", *asked, *columns, "--out", str(path)]) == 0
    said = capsys.readouterr()
    assert "TLP:" in said.out
    assert "Left out, for the office only: Note for the office only" in said.err
    above, heads, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert above[0].startswith("TLP:")
    assert heads[1] == "Moyen de transport"
    assert len(rows) > 1
    assert {row[1] for row in rows} == {"Aérien"}
    assert main(["list", office, "case-study", *asked, "--json"]) == 0
    assert [one["title"] for one in json.loads(capsys.readouterr().out)] == [row[0] for row in rows]


def test_a_list_as_it_is_printed(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.pdf"
    asked = ["--where", "conveyance", "AIR", "--fields", "title,conveyance"]
    assert main(["list", office, "case-study", *asked, "--out", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == said["pages"]
        text = pdf[0].get_textpage().get_text_bounded()
    assert "Printed for reading" in text
    assert f"TLP:{said['tlp']}" in text
    assert main(["list", office, "case-study", "--out", str(tmp_path / "list.docx")]) == 1


@pytest.fixture
def rows(office: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, object]]]:
    """The rows of a list of case studies, or of another kind."""

    def asked(*arguments: str, kind: str = "case-study") -> list[dict[str, object]]:
        assert main(["list", office, kind, *arguments, "--json"]) == 0
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
        return found

    return asked


Rows = Callable[..., list[dict[str, object]]]


def test_where_takes_what_the_search_box_takes(rows: Rows) -> None:
    every = rows()
    for text in ("country:pl", "tlp:clear", "before:2024-06", "air OR mail", '"in a"'):
        found = rows("--where", text)
        assert 0 < len(found) < len(every) or text == "tlp:clear"
        assert {one["id"] for one in found} == {one["id"] for one in rows("--search", text)}
    both = rows("--where", "country:pl", "--where", "before:2022")
    assert {one["id"] for one in both} == (
        {one["id"] for one in rows("--where", "country:pl")}
        & {one["id"] for one in rows("--where", "before:2022")}
    )


def test_where_takes_a_field_by_code_or_label_in_any_language(rows: Rows) -> None:
    by_pair = rows("--where", "conveyance", "AIR")
    assert by_pair
    for text in ("conveyance=AIR", "conveyance=air", "Means of transport=Air", "conveyance=aérien"):
        assert rows("--where", text) == by_pair
    mail = rows("--where", "conveyance=MAIL")
    assert len(rows("--where", "conveyance=AIR", "--where", "conveyance=MAIL")) == len(
        by_pair
    ) + len(mail)
    assert rows("--where", "date.range=2024-01/2024-12", "--fields", "reference") == rows(
        "--where", "date:2024", "--fields", "reference"
    )


def test_limit_takes_the_first_ones(rows: Rows) -> None:
    sorted_ = rows("--sort", "date")
    assert rows("--sort", "Detected", "--limit", "3") == sorted_[:3]
    assert len(rows("--limit", "3", kind="office")) == 3
    assert rows("--limit", "1", kind="received") == []


def test_fields_are_the_columns_of_a_table(
    rows: Rows, office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (first,) = rows("--fields", "title, Conveyance,route", "--limit", "1")
    assert list(first) == ["title", "conveyance", "route"]
    assert isinstance(first["route"], list)
    asked = ["list", office, "case-study", "--where", "conveyance=air", "--limit", "2"]
    assert main([*asked, "--fields", "reference,conveyance", "--language", "fr"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split("  ")[-1].strip() == "Moyen de transport"
    assert [line.split()[-1] for line in lines] == ["Aérien", "Aérien"]
    assert all(line.index("Aérien") == head.index("Moyen") for line in lines)


def test_a_list_that_is_written_has_its_limit(office: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    asked = ["list", office, "case-studies", "--limit", "2", "--fields", "title", "--withhold"]
    assert main([*asked, "--out", str(path)]) == 0
    assert len(path.read_text("utf-8-sig").splitlines()) == 2 + 2


@pytest.mark.parametrize(
    "kind", ["case-studies", "Case studies", "case_study", "Case study", "études de cas"]
)
def test_a_kind_is_named_in_one_or_in_many(rows: Rows, kind: str) -> None:
    assert rows("--limit", "2", kind=kind) == rows("--limit", "2")


def test_every_record_type_is_known_by_its_names() -> None:
    for code, kind in record_types().items():
        for name in (code, kind.label, kind.plural, catalogue("fr")(kind.plural)):
            assert list_question.kind_of(name) == code


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--where", "colour", "red"], "cannot be narrowed or sorted by colour"),
        (["--where", "conveyanse=AIR"], "sorted by conveyanse; did you mean conveyance?"),
        (["--where", "conveyance=airr"], "airr is not in the list of Means of transport; did you"),
        (["--where", "contry:pl"], "A search has no prefix contry; did you mean country?"),
        (["--where", "before:spring"], "before finds nothing by spring; an example is before:2024"),
        (["--fields", "titel"], "case-study has no field titel; did you mean title"),
        (["--sort", "colour"], "cannot be narrowed or sorted by colour"),
        (["--out", "x.docx"], "x.docx ends in none of .xlsx, .ods, .csv, .json"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    office: str, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", office, "case-study", *asked]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_kind_that_is_not_there_is_named_with_what_comes_near(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", office, "case-stdies"]) == 1
    assert "There is no kind case-stdies; did you mean case-study?" in capsys.readouterr().err
    assert main(["list", office, "receivd"]) == 1
    assert "did you mean received" in capsys.readouterr().err
