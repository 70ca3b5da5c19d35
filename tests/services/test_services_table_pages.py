"""Lists and figures as pages: columns, order, filters, label, DRAFT; no more than leaves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from rilo_desktop.records import CaseStudy, Workflow, fields_of
from rilo_desktop.records.case_study import RouteLeg
from rilo_desktop.reports.documents.printed_tables import columns_for
from rilo_desktop.reports.engine.styles import LEFT, LIST_TEXT, RIGHT
from rilo_desktop.reports.engine.typesetting import set_text
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, ways_out
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import inbox
from rilo_desktop.services.records import record
from rilo_desktop.services.records.list_export import ListRequest
from rilo_desktop.services.records.lists import Query
from rilo_desktop.services.records.value_text import value_text
from rilo_desktop.services.submissions import table_pages

PASSPHRASE = "a passphrase of the first officer"
CASE, ITEM = "case-study", "action-item"


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("tables") / "office"
    shutil.copytree(template_of("AP", True).folder, folder)
    with open_store(folder, PASSPHRASE) as session:
        yield session


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def refused(call: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as error:
        call()
    return {one.rule for one in error.value.findings}


def test_a_list_prints_its_question_columns_order_label_and_draft(office: Session) -> None:
    query = Query(CASE, filters={"conveyance": ("AIR", "?")}, order="date", descending=False)
    request = ListRequest(query, ("date", "local_ref", "tlp"), withhold=True)
    pages = table_pages.of_list(office, request)
    text = text_of(pages.pdf)
    assert "Means of transport: Air, Not known" in text
    assert pages.draft
    assert text.count("DRAFT") > pages.pages
    assert text.count(f"TLP:{pages.tlp}") >= 2 * pages.pages
    assert "For reading, not a submission" in text
    with going_out(office, ways_out.LIST) as out:
        table = table_pages.list_table(out, request)
    places = [text.find(str(row[1])) for row in table.rows if row[1]]
    assert places == sorted(places)
    assert -1 not in places
    assert (pages.detail["what"], pages.detail["records"]) == ("list", len(table.rows))


def test_no_draft_where_all_is_approved(office: Session) -> None:
    new = record.with_values(record.new(office, CASE), {"title": "Nine lanterns", "tlp": "GREEN"})
    done = replace(record.save(office, new).stored.record, workflow=Workflow.APPROVED)
    with office.unit(actions.APPROVE) as unit:
        unit.write([done])
    request = ListRequest(Query(CASE, words="lanterns"), ("title", "internal_note"))
    pages = table_pages.of_list(office, request)
    assert (pages.tlp, pages.draft) == ("GREEN", False)
    text = text_of(pages.pdf)
    assert "DRAFT" not in text
    assert "Search: lanterns" in text
    assert pages.detail["columns"] == ["title"]


def test_figures_of_cases_and_of_the_plan(office: Session) -> None:
    cases = table_pages.of_analysis(office, Query(CASE), "en")
    plan = table_pages.of_analysis(office, Query(ITEM), "fr")
    assert "Routes" in text_of(cases.pdf)
    assert cases.detail["what"] == "analysis"
    assert plan.detail["records"]
    assert f"TLP:{plan.tlp}" in text_of(plan.pdf)


def test_what_the_guard_finds_in_a_figure_is_withheld(office: Session) -> None:
    new = record.with_values(
        record.new(office, ITEM), {"title": "Call anna.muster@example.org", "due": "2027-01-02"}
    )
    record.save(office, new)
    pages = table_pages.of_analysis(office, Query(ITEM), "en")
    assert pages.withheld == 1
    assert "muster" not in text_of(pages.pdf)
    assert "withheld: personal data" in " ".join(text_of(pages.pdf).split())


def test_what_paper_has_no_room_for_is_said(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(record.fields_of(type(record.new(office, CASE))))[:30]
    wide = ListRequest(Query(CASE), names, withhold=True)
    assert refused(lambda: table_pages.of_list(office, wide)) == {"print.columns"}
    monkeypatch.setattr(table_pages, "MOST_ROWS", 3)
    long = ListRequest(Query(CASE), ("title",), withhold=True)
    assert refused(lambda: table_pages.of_list(office, long)) == {"print.rows"}
    none = Query(CASE, words="zeppelin")
    assert refused(lambda: table_pages.of_analysis(office, none, "en")) == {"print.nothing"}
    assert refused(lambda: table_pages.of_list(office, ListRequest(none))) == {"list.nothing"}


def test_it_is_no_submission(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    request = ListRequest(Query(CASE), ("title",), withhold=True)
    path.write_bytes(table_pages.of_list(office, request).pdf)
    found = inbox.inspect(office, path)
    assert [one.rule for one in found.findings] == ["exchange.submission_reading"]


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_columns_fill_the_width_and_never_overlap(count: int) -> None:
    long = "a sentence of many words that goes on and on for more than a line of paper " * 9
    rows = [
        [long if n == 0 else Decimal(n) if n == 1 else "AP/2026/CS/A0001"] for n in range(count)
    ]
    cells = [tuple(one[0] for one in rows)] * 3
    columns = columns_for(["Head"] * count, cells)
    assert columns[0].x == LEFT
    assert columns[-1].right == pytest.approx(RIGHT)
    assert all(one.right < two.x for one, two in pairwise(columns))
    assert all(one.width > 20 for one in columns)
    assert [n for n, one in enumerate(columns) if one.end] == [1][: count - 1]


def test_a_date_stays_on_its_line() -> None:
    """Digits of a text are wider than those of a heading: cells are measured as they are drawn."""
    day, *others = "2026-03-11", "AP/2026/CS/A0001", "not known", "TLP:CLEAR", "Means of transport"
    columns = columns_for(["Date", *["Head"] * 7], [(day, *others * 2)[:8]] * 3)
    assert len(set_text(day, LIST_TEXT, columns[0].width)) == 1


def test_a_line_of_a_cell_labels_what_does_not_speak_for_itself() -> None:
    leg = RouteLeg(role="transit", country="CN", place="Nansha")
    about = fields_of(CaseStudy)["route"]
    text = value_text(about, (leg,), "en", lambda _kind, _value: "")
    assert text == "Transit, China, Place: Nansha"
