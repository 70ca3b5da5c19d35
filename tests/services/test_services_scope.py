"""Documents made of several record types, about a year, a member or one record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.exchange.submission import opened
from rilo_desktop.presentation import documents
from rilo_desktop.presentation.document_spec import (
    DocumentSpec,
    MessageSpec,
    Scope,
    SourceSpec,
)
from rilo_desktop.presentation.documents import CASE_STUDIES, PRODUCTS
from rilo_desktop.records import CaseStudy, Product, RiskIndicator
from rilo_desktop.records.product import ProductCase
from rilo_desktop.reports.documents import described
from rilo_desktop.reports.documents.document import DRAWINGS
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import preflight, release, submit
from rilo_desktop.services.submissions.document_records import (
    DocumentScope,
    Part,
    part_of,
)
from rilo_desktop.services.submissions.submission_request import chosen
from rilo_desktop.services.submissions.submit import SubmissionRequest

CODE = "BU"
YEAR = replace(
    PRODUCTS,
    name="trial-year",
    code=CODE,
    sources=(
        SourceSpec(record_type=Product.kind.code, days=("issued",), counted=("product_type",)),
        SourceSpec(
            record_type=CaseStudy.kind.code,
            days=("date", "date_end"),
            before=2,
            printed=("reference", "title", "date"),
            counted=("date", "goods.unit"),
        ),
    ),
    scope=(Scope.YEAR,),
    ceiling="AMBER",
    messages=(MessageSpec(place="happened", label="Text", several=True, limit=40),),
    obligations=(),
    references=(PRODUCTS.references[0],),
)


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> DocumentSpec:
    return _offered(monkeypatch, YEAR)


def _offered(monkeypatch: pytest.MonkeyPatch, spec: DocumentSpec) -> DocumentSpec:
    monkeypatch.setitem(documents.DOCUMENTS, spec.code, spec)  # type: ignore[misc]
    monkeypatch.setitem(documents.SUBMISSIONS, spec.name, spec)  # type: ignore[misc]
    monkeypatch.setitem(DRAWINGS, spec.code, described.DRAWING)  # type: ignore[misc]
    return spec


def _saved(session: Any, kind: str, **values: Any) -> str:
    made = replace(record.new(session, kind), **values)
    record.save(session, made)
    return str(made.id)


@pytest.fixture
def office(make_session: Any) -> Any:
    session = make_session()
    product = {"product_type": "profile", "summary": "What was seen"}
    _saved(session, "product", title="Of the year", issued="2025-03-01", tlp="GREEN", **product)
    _saved(session, "product", title="Too strict", issued="2025-04-01", tlp="RED", **product)
    _saved(session, "product", title="Of another year", issued="2023-04-01", **product)
    _saved(
        session, "case-study", title="Seen", date="2025-02", tlp="GREEN", summary="private words"
    )
    _saved(session, "case-study", title="Over new year", date="2024-12-30", date_end="2025-01-02")
    _saved(session, "case-study", title="Before", date="2023")
    _saved(session, "case-study", title="Long before", date="2020")
    return session


def test_records_go_whole_in_part_or_counted(
    office: Any, year: DocumentSpec, tmp_path: Path
) -> None:
    order = SubmissionRequest(year.name, year=2025, reason="test", messages=(("happened", "Rise"),))
    found = preflight.preflight(office, order)
    assert {one.title for one in found.records} == {"Of the year", "Seen", "Over new year"}
    assert found.counted == 2
    assert found.tlp == "AMBER", "the case of no label; what is counted says nothing"
    made = submit.submit(office, order).submission
    release.export(office, made.reference, tmp_path / "out.pdf")
    file = opened((tmp_path / "out.pdf").read_bytes(), "out.pdf")
    package = file.package
    assert package is not None
    assert [one.snapshot["title"] for one in package.records] == ["Of the year"]
    assert (package.submission.year, package.submission.tlp) == (2025, "AMBER")
    assert [(one.place, one.text) for one in package.submission.messages] == [("happened", "Rise")]
    cases = package.printed.excerpts["case-study"].values()
    assert {one.get("title") for one in cases} == {"Seen", "Over new year", None}
    assert "private" not in str(cases)
    (strict,) = package.printed.excerpts["product"].values()
    assert strict["product_type"] == "profile"
    assert "title" not in strict
    again = submit.order_superseding(office, made.reference)
    assert (again.year, again.messages) == (2025, (("happened", "Rise"),))
    frozen = made.records
    assert {line.part for line in frozen} == {None, "printed", "counted"}


def test_only_what_goes_whole_is_released(office: Any, year: DocumentSpec) -> None:
    submit.submit(office, SubmissionRequest(year.name, year=2025, reason="test"))
    with office.reading() as reading:
        states = {
            stored.record.title_text: stored.record.workflow
            for kind in ("product", "case-study")
            for stored in reading.records.all_of(kind)
        }
    assert [title for title, state in states.items() if state == "released"] == ["Of the year"]


def test_what_the_document_is_about_is_asked_for(office: Any, year: DocumentSpec) -> None:
    with pytest.raises(Refused) as refused:
        preflight.preflight(office, SubmissionRequest(year.name))
    assert [one.rule for one in refused.value.findings] == ["submit.year"]
    order = SubmissionRequest(year.name, year=2025, messages=(("elsewhere", "x"),))
    with pytest.raises(Refused, match="has no text"):
        preflight.preflight(office, order)
    order = SubmissionRequest(year.name, year=2025, messages=(("happened", "x" * 41),))
    with pytest.raises(Refused, match="characters"):
        preflight.preflight(office, order)


def test_one_record_and_what_is_tied_to_it(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = _offered(
        monkeypatch,
        replace(
            YEAR,
            name="trial-record",
            sources=(
                SourceSpec(record_type=Product.kind.code),
                SourceSpec(record_type=CaseStudy.kind.code, linked=True, printed=("title",)),
            ),
            scope=(Scope.RECORD,),
            ceiling="",
        ),
    )
    case = record.find(office, _saved(office, "case-study", title="Tied", date="2025")).record
    product = _saved(
        office,
        "product",
        title="About it",
        product_type="alert",
        summary="x",
        cases=(ProductCase(case=case.id),),
    )
    with pytest.raises(Refused):
        preflight.preflight(office, SubmissionRequest(spec.name))
    found = preflight.preflight(office, SubmissionRequest(spec.name, records=(product,)))
    assert {one.title for one in found.records} == {"Tied", "About it"}
    made = submit.keep(office, SubmissionRequest(spec.name, records=(product,))).submission
    assert submit.order_again(office, made.reference).records == (product,)


def test_records_of_a_member() -> None:
    source = SourceSpec(record_type="case-study", member="reporting_country")
    of_one = CaseStudy(id="a", reporting_country="SE")
    scope = DocumentScope(member="SE")
    assert part_of(of_one, CASE_STUDIES, source, scope) is Part.WHOLE
    other = CaseStudy(id="b", reporting_country="NO")
    assert part_of(other, CASE_STUDIES, source, scope) is None
    assert part_of(other, CASE_STUDIES, source, DocumentScope()) is Part.WHOLE


def test_only_these_codes() -> None:
    only = SourceSpec(record_type="risk-indicator", only={"scope": ("goods",)})
    assert part_of(RiskIndicator(id="a"), CASE_STUDIES, only, DocumentScope()) is None


def test_the_year_of_an_office_is_what_it_recorded_itself(make_session: Any) -> None:
    """A case that came from another office stands in the store, and in that office's report."""
    session, other = make_session(), make_session("WE")
    with other.unit("edit") as unit:
        unit.write([CaseStudy(id="theirs", title="Theirs", date="2026-03-02")])
    theirs = record.get(other, "theirs").record
    with session.unit("receive") as unit:
        unit.write([theirs, replace(theirs, id="ours", reference="")])
    order = SubmissionRequest("annual-progress-report", year=2026, reason="test")
    assert {one.stored.record.reference for one in chosen(session, order) if _is_case(one)} == {
        record.get(session, "ours").record.reference
    }


def _is_case(one: Any) -> bool:
    return isinstance(one.stored.record, CaseStudy)
