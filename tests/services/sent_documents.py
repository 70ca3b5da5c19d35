"""What an office sent, and the means to make other documents of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange import pdfa, signing
from rilo_desktop.exchange.package import Package
from rilo_desktop.exchange.submission import opened
from rilo_desktop.records import CaseStudy
from rilo_desktop.reports import Content, made
from rilo_desktop.services.office import identity
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, released_versions, submit, verify
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verify import TrustedCard, Verdict
from sample_office import copied_sample

PASSPHRASE = "a passphrase of the first officer"
SECRET = "zanzibar quincunx for the office only"


def _pages(of: Package, content: Content) -> Pages:
    """As the program made them that the package names."""
    return made(content, former=of.made_by.renderer in released_versions.WITH_FORMER_PARTS)


class Sent:
    """An office, what it sent, and the means to make another document of it."""

    def __init__(self, run: pytest.TempPathFactory) -> None:
        folder = run.mktemp("sent")
        self.folder = copied_sample(run, folder / "ap")
        with open_store(self.folder, PASSPHRASE) as session:
            (name,) = record.save(
                session,
                CaseStudy(title="Tablets", summary="الميناء: Hidden", internal_note=SECRET),
            ).records
            self.identity = identity.signing(session)
            self.small = self._sent(session, folder / "small.pdf", records=(name,))
            self.large = self._sent(session, folder / "large.pdf")
            self.indicators = self._sent(
                session, folder / "indicators.pdf", type="indicator-catalogue"
            )
        self.card = card_files.read_card(self.identity.card)
        self.opened = opened(self.small.read_bytes(), "small.pdf")
        assert self.opened.package is not None
        self.package: Package = self.opened.package

    def _sent(self, session: Session, path: Path, type: str = "case-studies", **more: Any) -> Path:
        order = submit.SubmissionRequest(type, reason="for the test", **more)
        reference = submit.submit(session, order).submission.reference
        release.export(session, reference, path)
        return path

    def judged(self, content: bytes, known: tuple[verify.TrustedKeys, ...] = ()) -> Verdict:
        return verify.judge(opened(content, "sent.pdf"), [TrustedCard(self.card)], known)

    def made(self, pages_of: Package, data: Package, at: datetime | None = None) -> bytes:
        """Signed by the office: pages of one package around the data of another."""
        pages = _pages(pages_of, document_of(pages_of, self.opened.files))
        document = pdfa.sealed(pages, data, self.opened.files)
        return signing.signed(document, self.identity, at or datetime.now(UTC))

    def signed(self, change: Callable[[pikepdf.Pdf], None]) -> bytes:
        """Signed by the office, after this was done to the document."""
        pages = _pages(self.package, document_of(self.package, self.opened.files))
        document = pdfa.sealed(pages, self.package, self.opened.files)
        with pikepdf.open(io.BytesIO(document)) as pdf:
            change(pdf)
            out = io.BytesIO()
            pdf.save(out)
        return signing.signed(out.getvalue(), self.identity, datetime.now(UTC))
