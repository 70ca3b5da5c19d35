"""Whichever way pages leave, they leave as PDF/A-3a and PDF/UA-1; bare pages do not leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import verapdf
from rilo_desktop import reports
from rilo_desktop.services.office import guide, outgoing, recovery_sheet, ways_out
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import network_report
from rilo_desktop.services.records import handover, lists
from rilo_desktop.services.records.list_export import ListRequest
from rilo_desktop.services.submissions import (
    encrypted_copies,
    printed_pages,
    record_pages,
    release,
    table_pages,
)
from rilo_desktop.services.submissions.record_pages import PagesRequest
from rilo_desktop.services.submissions.submit import (
    SubmissionRequest,
    draft,
    draft_content,
    submit,
)
from rilo_desktop.store import new_recovery_key

ORDER = SubmissionRequest("case-studies", where="CS-AP-2019-001")
Way = Callable[[Session, Path], object]


def by_release(session: Session, path: Path) -> None:
    release.export(session, submit(session, ORDER).submission.reference, path)


def by_list(session: Session, path: Path) -> None:
    pages = table_pages.of_list(session, ListRequest(lists.Query("case-study")))
    printed_pages.saved(session, pages, path)


def by_recovery_sheet(session: Session, path: Path) -> None:
    key = new_recovery_key()
    sheet = recovery_sheet.KeySheet("XX", "Office", "Head", "XX-01", session.today, "fr", key)
    recovery_sheet.save(sheet, path, session.folder)


WAYS: dict[str, Way] = {
    "submission": by_release,
    "draft": lambda session, path: draft(session, ORDER, path),
    "network report": network_report.write,
    "handover dossier": handover.write,
    "record pages": lambda session, path: record_pages.write(
        session, PagesRequest(("CS-AP-2019-001",)), path
    ),
    "list": by_list,
    "user guide": lambda _session, path: guide.save(path, "en"),
    "recovery sheet": by_recovery_sheet,
}


@pytest.fixture
def sample(make_session: Callable[..., Session]) -> Session:
    return make_session(sample=True)


@pytest.fixture(scope="module")
def documents(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[..., Any]
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("left")
    shutil.copytree(template_of("AP", True).folder, folder / "office")
    made = {name: folder / f"{name}.pdf" for name in WAYS}
    with open_store(folder / "office", "a passphrase of the first officer") as session:
        for name, path in made.items():
            WAYS[name](session, path)
    return made


@pytest.mark.parametrize("way", WAYS)
def test_a_document_says_what_pdf_a_asks_for(documents: dict[str, Path], way: str) -> None:
    with pikepdf.open(documents[way]) as pdf:
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
            assert said["pdfuaid:part"] == "1"


@pytest.mark.skipif(not verapdf.command(), reason="there is no veraPDF here")
def test_verapdf_finds_every_document_to_be_what_it_says(documents: dict[str, Path]) -> None:
    whole, said = verapdf.check([*documents.values()])
    assert whole, said


@pytest.mark.skipif(not verapdf.command(), reason="there is no veraPDF here")
def test_verapdf_refuses_what_is_none(sample: Session, tmp_path: Path) -> None:
    """Bare pages, so that a passing check means something; and one bad file of two is enough."""
    bare, good = tmp_path / "bare.pdf", tmp_path / "good.pdf"
    bare.write_bytes(reports.made(draft_content(sample, ORDER)))
    guide.save(good, "en")
    whole, said = verapdf.check([good, bare])
    assert not whole
    assert "FAIL" in said


def test_bare_pages_leave_as_a_document(sample: Session, tmp_path: Path) -> None:
    pages = reports.made(draft_content(sample, ORDER))
    with going_out(sample, ways_out.RECEIVED, tmp_path / "x.pdf") as out:
        out.leave(pages, tlp="AMBER")
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1


def test_the_copy_for_one_recipient_is_read_aloud_and_no_archive(
    sample: Session, tmp_path: Path
) -> None:
    """It is encrypted, which PDF/A does not allow and PDF/UA does."""
    reference = submit(sample, ORDER).submission.reference
    (copy,) = encrypted_copies.export(sample, reference, tmp_path / "x.pdf", ["WE"])
    with pikepdf.open(copy.path, password=copy.passphrase) as pdf, pdf.open_metadata() as said:
        assert "pdfaid:part" not in said
        assert said["pdfuaid:part"] == "1"
        assert pdf.allow.accessibility
        plain = tmp_path / "plain.pdf"
        pdf.save(plain, encryption=False)
    if verapdf.command():
        whole, report = verapdf.check([plain], ["ua1"])
        assert whole, report


def test_pages_without_a_structure_do_not_leave(sample: Session, tmp_path: Path) -> None:
    pages = reports.made(draft_content(sample, ORDER), former=True)
    with pytest.raises(ValueError, match="structure"):
        outgoing.document_of(pages)
    with (
        pytest.raises(ValueError, match="structure"),
        going_out(sample, ways_out.RECEIVED, tmp_path / "x.pdf") as out,
    ):
        out.leave(pages, tlp="AMBER")
    assert not [*tmp_path.glob("x*")]
