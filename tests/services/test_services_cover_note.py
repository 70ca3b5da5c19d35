"""The cover note: what was released in a year, with its pages and labels, and what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from received_offices import to_file

from rilo_desktop import reports
from rilo_desktop.cli import main
from rilo_desktop.exchange.submission import opened
from rilo_desktop.records import Submission
from rilo_desktop.rules.findings import Refused, Severity
from rilo_desktop.services.office.cards import listed
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.services.submissions.preflight import NOT_WRITTEN
from rilo_desktop.services.submissions.submit import LeftOut, SubmissionRequest

MakeSession = Callable[..., Session]
SAID = (
    ("occasion", "34th meeting, item 7"),
    ("first", "Read the cases before the meeting"),
    ("asked", "Say by 15 January which case may be published"),
    ("asked", "Name who answers"),
)


def _order(session: Session, **values: Any) -> SubmissionRequest:
    order = SubmissionRequest("cover-note", year=session.clock().year, reason="as agreed")
    return replace(order, **values)


@pytest.fixture
def office(make_session: MakeSession) -> Session:
    session = make_session()
    values = {"title": "Tablets in toys", "date": "2025-03-03", "tlp": "GREEN"}
    for title in ("Tablets in toys", "Cigarettes"):
        made = record.with_values(record.new(session, "case-study"), {**values, "title": title})
        record.save(session, made)
    return session


def _released(session: Session, **values: Any) -> str:
    order = SubmissionRequest("case-studies", reason="as agreed", **values)
    return submit.submit(session, order).submission.reference


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) == 1
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())


def test_it_names_what_was_released_with_pages_and_label(office: Session, tmp_path: Path) -> None:
    first = _released(office)
    other = _released(office, where="Cigarettes", title="One case")
    pages = release.export(office, first, tmp_path / "first.pdf").pages
    release.export(office, other, tmp_path / "other.pdf")
    submit.keep(office, SubmissionRequest("case-studies", title="kept as a draft"))
    made = submit.submit(office, _order(office, messages=SAID)).submission
    assert [line.reference for line in made.records] == [other, first], "no draft, not itself"
    assert {line.part for line in made.records} == {"printed"}
    assert made.tlp == "GREEN"
    text = _text(to_file(office, made.reference, tmp_path))
    row = text[text.index(first) : text.index("Each paper")]
    assert row.startswith(f"{first} Case studies and the risk indicators observed")
    assert f" {pages} " in row
    assert f"{other} One case" in text
    assert "2 papers" in text
    for _, said in SAID:
        assert said in text
    assert text.index("Read the cases") < text.index("1 Say by 15") < text.index(first)


def test_a_paper_belongs_to_the_year_it_is_about_and_to_that_of_its_release(
    office: Session,
) -> None:
    cases = _released(office)
    order = SubmissionRequest("illicit-trade-report", year=2025, reason="as agreed")
    about = submit.submit(office, order).submission.reference
    assert office.clock().year == 2026
    named = {
        year: {one.reference for one in submit.preflight(office, _order(office, year=year)).records}
        for year in (2024, 2025, 2026)
    }
    assert named == {2024: set(), 2025: {about}, 2026: {about, cases}}


def test_a_note_names_no_note(office: Session, tmp_path: Path) -> None:
    _released(office)
    one = submit.submit(office, _order(office)).submission
    two = submit.submit(office, _order(office)).submission
    assert [line.reference for line in two.records] == [line.reference for line in one.records]


def test_without_texts_it_says_what_is_done_first_and_that_nothing_is_asked(
    office: Session, tmp_path: Path
) -> None:
    _released(office)
    made = submit.submit(office, _order(office)).submission
    text = _text(to_file(office, made.reference, tmp_path))
    assert "See that every paper of the list is there" in text
    assert "Nothing is asked." in text


def test_the_label_is_that_of_the_strictest_paper(office: Session) -> None:
    _released(office, where="Tablets")
    case = record.with_values(
        record.new(office, "case-study"), {"title": "Amber", "date": "2025-05-05", "tlp": "AMBER"}
    )
    record.save(office, case)
    amber = _released(office, where="Amber")
    assert submit.submit(office, _order(office)).submission.tlp == "AMBER"
    (stricter,) = [
        one.id
        for one in submit.preflight(office, _order(office)).candidates
        if one.reference == amber
    ]
    without = _order(office, left_out=(LeftOut(stricter, "not for the meeting"),))
    assert submit.submit(office, without).submission.tlp == "GREEN"


def test_what_is_not_a_file_yet_or_went_to_somebody_else_is_said_and_blocks_nothing(
    office: Session, tmp_path: Path
) -> None:
    first = _released(office)
    other = _released(office, addressee="Contact point of QM")
    release.export(office, other, tmp_path / "other.pdf")
    order = _order(office)
    said = [one for one in submit.preflight(office, order).findings if one.rule == "submit.paper"]
    assert [(one.severity, one.values["name"]) for one in said] == [
        (Severity.WARNS, first),
        (Severity.WARNS, other),
    ]
    assert said[1].values["addressee"] == "Contact point of QM"
    content = submit.draft_content(office, order)
    assert set(content.totals) == {f"compared.{other}"}


def test_it_is_the_same_however_often_it_is_written(office: Session, tmp_path: Path) -> None:
    """Also after a paper became a file: the note was released before that."""
    first = _released(office)
    note = submit.submit(office, _order(office)).submission.reference
    before = release.export(office, note, tmp_path / "before.pdf")
    release.export(office, first, tmp_path / "first.pdf")
    assert release.export(office, note, tmp_path / "after.pdf").sha256 == before.sha256


def test_another_store_reads_it_and_makes_no_record_of_the_papers(
    office: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    first = _released(office)
    release.export(office, first, tmp_path / "first.pdf")
    note = submit.submit(office, _order(office, messages=SAID)).submission.reference
    path = to_file(office, note, tmp_path)
    secretariat = make_session("SECRETARIAT")
    mark = next(card.fingerprint for card in listed(office) if card.standing == "own")
    looked = receive.inspect_submissions(secretariat, [path], [mark])
    assert not [found for one in looked for found in one.findings]
    assert receive.accept(secretariat, looked).new == 0
    package = opened(path.read_bytes(), path.name).package
    assert package is not None
    (excerpt,) = package.printed.excerpts[Submission.kind.code].values()
    assert excerpt["reference"] == first
    assert "prepared_sign" not in excerpt
    assert "where" not in excerpt
    assert package.printed.totals.keys() == {f"compared.{first}"}
    assert [(one.place, one.text) for one in package.submission.messages] == list(SAID)


def test_too_many_papers_and_too_long_texts_are_refused_by_name(office: Session) -> None:
    _released(office)
    long = (("asked", "Words that go on and say the same once more. " * 8),) * 14
    with pytest.raises(Refused) as refused:
        submit.submit(office, _order(office, messages=long))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.label) == ("pages.one", "What is asked")
    for _ in range(34):
        _released(office, where="Cigarettes")
    with pytest.raises(Refused) as refused:
        submit.submit(office, _order(office))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.label) == ("pages.one", "The list of papers")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_one_page(office: Session, language: str) -> None:
    _released(office)
    content = submit.draft_content(office, _order(office, language=language, messages=SAID))
    assert reports.page_count(reports.made(content)) == 1


def test_the_command_line_makes_one(
    office: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = _released(office)
    folder, year = office.store.folder, office.clock().year
    office.close()
    monkeypatch.setenv("RILO_PASSPHRASE", "a passphrase of the first officer")
    out = tmp_path / "note.pdf"
    asked = ["--say", "asked", "Say who answers", "--record", paper, "--reason", "as agreed"]
    arguments = ["submit", str(folder), "cover-note", "--year", str(year), "--out", str(out)]
    assert main([*arguments, *asked]) == 0
    text = _text(out)
    assert "1 Say who answers" in text
    assert paper in text


def test_the_usual_addressee_is_one_in_every_language(office: Session) -> None:
    _released(office, language="fr")
    said = submit.preflight(office, _order(office)).findings
    assert [one.message for one in said if one.rule == "submit.paper"] == [NOT_WRITTEN]


def test_more_than_ten_papers_have_a_line_each(office: Session) -> None:
    for n in range(18):
        _released(office, where="Cigarettes", title=f"Case {n}")
    content = submit.draft_content(office, _order(office, messages=SAID))
    assert reports.page_count(reports.made(content)) == 1
