"""Papers of the network through a signed file to a second store: what goes, and what never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from received_offices import own_fields_equal, to_file

from rilo_desktop import reports
from rilo_desktop.exchange.submission import opened
from rilo_desktop.presentation.network_documents import NETWORK_DOCUMENTS
from rilo_desktop.records import (
    CaseStudy,
    CompetencyRating,
    IndicatorObserved,
    KeyIssue,
    KeyIssueCase,
    KeyIssueRank,
    Product,
    ProductCase,
)
from rilo_desktop.records.reported_count import CountLine
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.cards import listed
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import competencies, record
from rilo_desktop.services.submissions import submit
from rilo_desktop.services.submissions.compared_figures import NAMES
from rilo_desktop.services.submissions.submit import SubmissionRequest

MakeSession = Callable[..., Session]
ABOUT: dict[str, dict[str, Any]] = {
    "key-issues": {"year": 2025},
    "competency-return": {"messages": (("asked", "One training day"),)},
    "competency-map": {},
    "indicator-evidence": {"year": 2025, "messages": (("follows", "Keep SND-01"),)},
    "feedback-sheet": {"year": 2025, "member": "FI", "messages": (("help", "The quantity"),)},
}


def _saved(session: Session, kind: str, **values: Any) -> str:
    made = record.with_values(record.new(session, kind), {"tlp": "GREEN", **values})
    return record.save(session, made).stored.record.id


def _sourced(session: Session, level: int) -> None:
    """The level of this office, with its source."""
    competencies.state(session, "C01", level)
    stored = record.get(session, competencies.own_rating(session, "C01"))
    with_source = record.with_values(stored.record, {"source": "own judgement"})
    record.save(session, with_source, stored.revision)


@pytest.fixture
def office(make_session: MakeSession) -> Session:
    session = make_session()
    seen = (IndicatorObserved(indicator="SND-01", strength="primary"),)
    cases = [
        _saved(
            session,
            "case-study",
            title=f"Case {n} of {member}",
            date=f"2025-0{n + 1}-03",
            commodity="MEDICAL",
            reporting_country=member,
            indicators=seen,
            summary="words that no sheet prints",
        )
        for n, member in enumerate(("FI", "FI", "FI", "SE", "NO"))
    ]
    _saved(session, "case-study", title="Last year", date="2024-03-03", indicators=seen)
    lines = (KeyIssueRank(year=2024, rank=2), KeyIssueRank(year=2025, rank=1, reason="more"))
    _saved(
        session,
        KeyIssue.kind.code,
        name=(("en", "Small parcels"), ("fr", "Petits envois")),
        ranks=lines,
        cases=(KeyIssueCase(case=cases[0]),),
        internal_note="for us only",
    )
    _sourced(session, 2)
    _saved(session, CompetencyRating.kind.code, office_code="WE", competency="C01", level=4)
    product = {"title": "Alert on parcels", "cases": (ProductCase(case=cases[0]),)}
    _saved(session, Product.kind.code, product_type="alert", **product)
    _saved(session, "nil-return", member="FI", period_from="2025-09")
    _saved(session, "contact-function", function="National Contact Point", member="FI")
    indicator = record.find(session, "SND-01").record.id
    _saved(
        session, "control", indicator=indicator, period_from="2025", controls=40, finds=9,
        source="feedback",
    )  # fmt: skip
    return session


def _sent(session: Session, kind: str, folder: Path) -> Path:
    order = SubmissionRequest(kind, reason="as agreed", **ABOUT[kind])
    return to_file(session, submit.submit(session, order).submission.reference, folder)


@pytest.mark.parametrize("kind", [spec.name for spec in NETWORK_DOCUMENTS])
def test_a_signed_paper_is_read_by_another_store(
    office: Session, make_session: MakeSession, tmp_path: Path, kind: str
) -> None:
    """Also: its pages are those that its data make, or receiving would refuse it."""
    path = _sent(office, kind, tmp_path)
    secretariat = make_session("SECRETARIAT")
    mark = next(card.fingerprint for card in listed(office) if card.standing == "own")
    looked = receive.inspect_submissions(secretariat, [path], [mark])
    done = receive.accept(secretariat, looked)
    package = opened(path.read_bytes(), path.name).package
    assert package is not None
    assert done.new == len(package.records)
    typed = {(line.place, line.text) for line in package.submission.messages}
    assert typed == set(ABOUT[kind].get("messages", ()))


def test_key_issues_and_ratings_lose_no_field(
    office: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    secretariat = make_session("SECRETARIAT")
    mark = next(card.fingerprint for card in listed(office) if card.standing == "own")
    paths = [_sent(office, kind, tmp_path) for kind in ("key-issues", "competency-return")]
    receive.accept(secretariat, receive.inspect_submissions(secretariat, paths, [mark]))
    own_fields_equal(office, secretariat, "key-issue", 1)
    with office.reading() as here, secretariat.reading() as there:
        sent = [one.record.id for one in here.records.all_of("competency-rating")]
        came = [one.record for one in there.records.all_of("competency-rating")]
    assert len(sent) == 2
    assert [one.office_code for one in came] == ["AP"], "what is said of others does not go"


def test_no_other_member_is_in_the_feedback_sheet(office: Session, tmp_path: Path) -> None:
    file = opened(_sent(office, "feedback-sheet", tmp_path).read_bytes(), "sheet.pdf")
    package = file.package
    assert package is not None
    said = [
        str(snapshot) for found in package.printed.excerpts.values() for snapshot in found.values()
    ]
    assert len(said) == 5, "three cases, the nil return, the contact function"
    assert not [one for one in said if "'SE'" in one or "'NO'" in one or "no sheet prints" in one]
    assert not package.printed.totals, "two cases of others would say what one member sent"


def test_others_are_counts_of_all_of_them_together(office: Session) -> None:
    for n in range(4):
        _saved(office, "case-study", title="t", date=f"2025-06-0{n + 1}", reporting_country="SE")
    _saved(office, "case-study", title="of nobody", date="2025-06-05")
    for member in ("FI", "SE", "NO"):
        _reported(office, member)
    order = SubmissionRequest("feedback-sheet", reason="as agreed", **ABOUT["feedback-sheet"])
    totals = submit.draft_content(office, order).totals
    assert "compared.reported" not in totals, "two others would say what one of them reported"
    _reported(office, "DK")
    totals = submit.draft_content(office, order).totals
    assert totals["compared.reported"] == 3 * 40
    assert totals["compared.reported_complete"] == 3 * 30
    assert totals["compared.without_member"] == 1
    assert totals["compared.cases"] == 6, "and no case that names no member"
    assert set(totals) == {f"compared.{name}" for name in NAMES["members"]}


def _reported(session: Session, member: str) -> None:
    lines = (
        CountLine(commodity="MEDICAL", records=30, complete=25, median_days=9),
        CountLine(commodity="TOBACCO", records=10, complete=5, median_days=21),
    )
    _saved(session, "reported-count", member=member, year="2025", counts=lines)


def test_what_a_member_entered_into_cen_is_enough_for_its_sheet(
    office: Session, tmp_path: Path
) -> None:
    """Also where no case names it: the sheet says so, and it is never milder than AMBER."""
    _reported(office, "IS")
    order = SubmissionRequest("feedback-sheet", reason="as agreed", year=2025, member="IS")
    done = submit.submit(office, order)
    assert done.submission.tlp == "AMBER"
    with pypdfium2.PdfDocument(to_file(office, done.submission.reference, tmp_path)) as pdf:
        text = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert "40 records in CEN" in text
    assert "Medicines and medical devices 30 – 25 9" in text
    assert "30 of these records are complete." in text
    assert "SE" not in text.split()


def test_what_is_too_long_for_one_page_is_refused_by_its_name(office: Session) -> None:
    kind, place, label = "competency-return", "asked", "Asked of others"
    long = "Words that go on and say the same once more. " * 13
    order = replace(
        SubmissionRequest(kind, reason="as agreed", **ABOUT[kind]), messages=((place, long),) * 6
    )
    with pytest.raises(Refused) as refused:
        submit.draft_content(office, order)
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.label) == ("pages.one", label)
    assert finding.values["count"] > 1


def test_a_key_issue_is_named_whose_text_is_too_long_for_the_page(office: Session) -> None:
    lines = (KeyIssueRank(year=2025, rank=2),)
    asked = "The Secretariat is asked to decide on what was said before. " * 9
    for n in range(6):
        _saved(
            office, KeyIssue.kind.code, name=(("en", f"Issue {n}"),), ranks=lines,
            asked=asked + "And more. " * n,
        )  # fmt: skip
    order = SubmissionRequest("key-issues", reason="as agreed", year=2025)
    with pytest.raises(Refused) as refused:
        submit.draft_content(office, order)
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.field) == ("pages.one", "asked")
    assert finding.place.kind == KeyIssue.kind.code
    assert record.get(office, finding.place.record).record.title_text == "Issue 5"


def test_counts_of_the_year_before_are_not_printed_as_cases(office: Session) -> None:
    order = SubmissionRequest(
        "indicator-evidence", reason="as agreed", **ABOUT["indicator-evidence"]
    )
    content = submit.draft_content(office, order)
    cases = content.made_of(CaseStudy)
    assert len(cases) == 6, "those of the year and of the one before"
    assert not [one.title for one in cases if one.title]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ["key-issues", "competency-return", "feedback-sheet"])
def test_what_is_meant_to_be_one_page_is(office: Session, kind: str, language: str) -> None:
    order = SubmissionRequest(kind, language=language, reason="as agreed", **ABOUT[kind])
    pdf = reports.made(submit.draft_content(office, order))
    assert reports.page_count(pdf) == 1


def test_a_paper_of_a_year_without_anything_says_so(make_session: MakeSession) -> None:
    session = make_session()
    competencies.state(session, "C01", None)
    empty = replace(SubmissionRequest("key-issues", reason="as agreed"), year=2025)
    _saved(session, KeyIssue.kind.code, name=(("en", "Not ranked"), ("fr", "Sans rang")))
    assert reports.made(submit.draft_content(session, empty))
    for kind in ("competency-return", "competency-map"):
        assert reports.made(submit.draft_content(session, SubmissionRequest(kind, reason="r")))


def test_a_rating_without_its_source_is_not_sent(make_session: MakeSession) -> None:
    session = make_session()
    competencies.state(session, "C01", 3)
    order = SubmissionRequest("competency-return", reason="it is well known")
    with pytest.raises(Refused) as refused:
        submit.submit(session, order)
    assert [one.rule for one in refused.value.findings] == ["competencies.no_source"]
