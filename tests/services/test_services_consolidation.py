"""The network: who sent what, who is late, likely doubles, and the report; what left the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from received_offices import case, coming, document, sent

from rilo_desktop.records import AnnouncedDay, CaseStudy, GoodsLine, Obligation, RouteLeg
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.receiving import network_overview, network_report, receive
from rilo_desktop.services.receiving.network_overview import OfficeState
from rilo_desktop.services.records import duplicates, record
from rilo_desktop.services.submissions import encrypted_copies, export_register, release
from rilo_desktop.store import officer_rows

SOUND = CaseStudy(
    id="one",
    reference="AP/2026/CS/A0001",
    title="Tablets hidden in a refrigerator",
    summary="Officers found tablets behind the compressor of a refrigerator in a container.",
    date="2026-05-10",
    commodity="MEDICAL",
    enforcement_area="IPR_HS",
    conveyance="SEA",
    reporting_country="HK",
    route=(RouteLeg(role="departure", country="CN"), RouteLeg(role="destination", country="KW")),
    goods=(GoodsLine(description="Tablets", quantity=Decimal(570000), unit="TAB"),),
)
OTHER = replace(SOUND, id="two", reference="WE/2026/CS/A0007", date="2026-05-11", title="A fridge")


@pytest.fixture
def secretariat(make_session: Any) -> Any:
    return make_session("SECRETARIAT")


def take(secretariat: Any, office: Any, kind: str) -> str:
    reference = sent(office, kind)
    receive.accept(secretariat, coming(secretariat, document(office, reference)))
    return reference


def pairs(session: Any, *cases: CaseStudy) -> list[duplicates.Likeness]:
    with session.unit("edit") as unit:
        unit.write(list(cases))
    return [pair.likeness for pair in network_overview.likely(session)]


def test_one_case_of_two_offices_is_found_with_what_speaks_for_it(secretariat: Any) -> None:
    (found,) = pairs(secretariat, OTHER, SOUND)
    assert found.reasons == ("date", "reporting_country", "goods.description", "goods.quantity")
    (pair,) = network_overview.likely(secretariat)
    assert (pair.one.reference, pair.other.reference) == (SOUND.reference, OTHER.reference)


@pytest.mark.parametrize(
    "values",
    [
        {"reference": "AP/2026/CS/A0002"},
        {"date": "2026-07-10"},
        {"date": "2026"},
        {"date": None},
        {"commodity": "TOBACCO"},
        {"goods": (), "route": (), "conveyance": "AIR", "summary": "Another one"},
    ],
    ids=str,
)
def test_cases_that_are_two_stay_two(secretariat: Any, values: dict[str, Any]) -> None:
    assert pairs(secretariat, SOUND, replace(OTHER, **values)) == []


def obligation(session: Any, code: str, *days: str) -> None:
    """The due days of one that the product ships."""
    stored = record.find(session, code, "obligation").record
    assert isinstance(stored, Obligation)
    announced = tuple(AnnouncedDay(basis="announced", day=day, source="letter") for day in days)
    record.save(session, replace(stored, announced=announced, frequency="once"))


@pytest.mark.parametrize(
    ("days", "state", "after"),
    [
        (("2026-11-20", "2027-11-20"), OfficeState.LATE, OfficeState.AHEAD),
        (("2025-01-31", "2026-01-31", "2026-12-10"), OfficeState.MISSING, OfficeState.RECEIVED),
        (("2027-01-31",), OfficeState.RECEIVED, OfficeState.AHEAD),
    ],
    ids=str,
)
def test_an_obligation_is_met_late_or_missed(make_session, secretariat, days, state, after) -> None:
    office = make_session(sample=True)
    obligation(secretariat, "GRMAP", *days)
    reference = take(secretariat, office, "action-plan-status")
    network = network_overview.overview(secretariat)
    ap = next(line for line in network.offices if line.code == "AP")
    cell = next(cell for cell in ap.cells if cell.code == "GRMAP")
    assert (cell.state, cell.next_state) == (state, after)
    assert cell.reference == ("" if state is OfficeState.MISSING else reference)
    silent = next(line for line in network.offices if line.code == "WE")
    assert silent.is_silent
    assert silent.cells[0].state in (OfficeState.MISSING, OfficeState.AHEAD)


@pytest.mark.parametrize(
    ("office", "addressee"),
    [("XX", "Practice Secretariat"), ("WE", "WCO Secretariat"), ("SECRETARIAT", "WCO Secretariat")],
)
def test_the_report_of_a_practice_office_stays_in_practice(make_session, office, addressee) -> None:
    assert network_report.content_of(make_session(office)).head.addressee == addressee


def test_the_report_says_it_on_paper_in_both_languages(make_session, secretariat, tmp_path) -> None:
    ap, we = make_session(sample=True), make_session("WE")
    model = case(ap)
    record.save(
        we, replace(model, id=new_id(we.clock()), reference="", title="The same, told by WE")
    )
    take(secretariat, ap, "case-studies")
    take(secretariat, we, "case-studies")
    (pair,) = network_overview.likely(secretariat)
    assert {pair.one.office, pair.other.office} == {"AP", "WE"}
    for language, words in (
        ("en", ("12 offices: what came", "The same, told by WE", "RILO Western Europe")),
        ("fr", ("12 bureaux : ce qui est arrivé", "The same, told by WE")),
    ):
        path = tmp_path / f"{language}.pdf"
        made = network_report.write(secretariat, path, language)
        pages = PdfReader(path).pages
        text = " ".join(page.extract_text() for page in pages)
        assert len(pages) == made.pages
        assert not made.draft
        for word in words:
            assert word in " ".join(text.split())
    (first, _) = export_register.listed(secretariat)
    assert (first.what, first.tlp, first.sha256) == ("submission", made.tlp, made.sha256)


def test_where_a_second_officer_works_the_report_is_a_draft(secretariat, tmp_path) -> None:
    officer_rows.add(
        secretariat.store, "SEC-02", "Deputy", "reviewer", "a passphrase of the second"
    )
    made = network_report.write(secretariat, tmp_path / "x.pdf")
    assert made.draft
    text = PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    assert "draft, not approved" in text
    assert export_register.listed(secretariat)[0].what == "draft"


def test_what_left_is_told_with_whom_when_why_and_its_hash(make_session, tmp_path) -> None:
    office = make_session(sample=True)
    reference = sent(office)
    done = release.export(office, reference, tmp_path / "a.pdf")
    release.export(office, reference, tmp_path / "b.pdf", to="RILO WE", reason="asked by letter")
    second, first = export_register.listed(office, reference)
    assert (first.to, first.why, first.sha256) == ("WCO Secretariat", "note", done.sha256)
    assert (second.to, second.why, second.by) == ("RILO WE", "asked by letter", "AP-01")
    assert date.fromisoformat(second.at[:10])
    assert (second.tlp, second.records) == ("CLEAR", 40)
    assert export_register.listed(office, "AP/2026/SUB/A0099") == ()


def test_a_copy_for_a_recipient_opens_with_its_own_passphrase_only(make_session, tmp_path) -> None:
    office = make_session(sample=True)
    reference = sent(office, where="Hong Kong")
    copies = encrypted_copies.export(
        office, reference, tmp_path / "cases.pdf", ["RILO WE", "RILO/WE", "A police force"], "asked"
    )
    assert [copy.path.name for copy in copies] == [
        "cases-RILO-WE.pdf",
        "cases-RILO-WE-2.pdf",
        "cases-A-police-force.pdf",
    ]
    assert len({copy.passphrase for copy in copies}) == 3
    for copy in copies:
        content = copy.path.read_bytes()
        assert b"pdfaid" not in content
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(copy.path)
        others = [other.passphrase for other in copies if other is not copy]
        for wrong in (*others, copy.passphrase[:-1]):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(copy.path, password=wrong)
        with pikepdf.open(copy.path, password=copy.passphrase) as pdf:
            assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
            assert "submission.json" in pdf.attachments
            assert pdf.Root.AcroForm.Fields[0].FT == "/Sig"
            with pdf.open_metadata() as said:
                assert "pdfaid:part" not in said
        with pytest.raises(Refused) as refused:
            receive.accept(office, receive.inspect_submissions(office, [copy.path]))
        assert "encrypted" in refused.value.findings[0].message
    told = export_register.listed(office, reference)
    assert [one.to for one in told] == ["A police force", "RILO/WE", "RILO WE"]
    assert {one.what for one in told} == {"encrypted copy"}
    assert [one.sha256 for one in told] == [copy.sha256 for copy in reversed(copies)]
    with office.reading() as reading:
        log = " ".join(str(entry.detail) for entry in reading.log.all())
    assert not any(copy.passphrase in log for copy in copies)


def test_only_what_was_released_leaves_encrypted_and_somebody_must_be_named(
    make_session, tmp_path
) -> None:
    office = make_session(sample=True)
    officer_rows.add(office.store, "AP-02", "Deputy", "reviewer", "a passphrase of the second")
    reference = sent(office, where="Hong Kong")
    for recipients, rule in ((["A"], "export.unapproved"), ([" "], "copies.nobody")):
        with pytest.raises(Refused) as refused:
            encrypted_copies.export(office, reference, tmp_path / "x.pdf", recipients)
        assert refused.value.findings[0].rule == rule
    assert not list(tmp_path.glob("*.pdf"))
