"""Letter beside A4: a setting of the office that a released document keeps."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from sent_documents import PASSPHRASE

from rilo_desktop.exchange.package import ON_A4, VERSION
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.paper import A4, LETTER, page_box
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, paper_setting
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.submissions import release, submit, verify, verify_pages
from rilo_desktop.services.submissions.verify import Agreement
from sample_office import copied_sample


def sent(session: Session, path: Path) -> str:
    with session.reading() as reading:
        name = next(iter(reading.records.all_of("case-study"))).record.id
    order = submit.SubmissionRequest("case-studies", reason="for the test", records=(name,))
    reference = submit.submit(session, order).submission.reference
    release.export(session, reference, path)
    return reference


def boxes(content: bytes) -> set[tuple[float, ...]]:
    with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
        return {tuple(round(float(side), 3) for side in page.MediaBox) for page in pdf.pages}


def box(paper: str) -> set[tuple[float, ...]]:
    return {tuple(round(side, 3) for side in page_box(paper))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_sample(tmp_path_factory, tmp_path_factory.mktemp("paper") / "ap")


def test_what_was_released_keeps_its_paper(folder: Path, tmp_path: Path) -> None:
    before, letter, after = (tmp_path / f"{name}.pdf" for name in ("before", "letter", "after"))
    with open_store(folder, PASSPHRASE) as session:
        on_a4 = sent(session, before)
        paper_setting.set_paper(session, LETTER)
        assert paper_setting.paper(session) == LETTER
        reference = sent(session, letter)
        release.export(session, on_a4, tmp_path / "again.pdf")
        paper_setting.set_paper(session, A4)
        sent(session, after)
        release.export(session, reference, tmp_path / "letter again.pdf")
        verdicts = [verify.verify(session, path) for path in (before, letter, after)]
        changes = [
            one.detail["changed"]
            for one in audit_log.newest(session, 50)
            if one.action == paper_setting.SETTING.action
        ]
    assert [boxes(path.read_bytes()) for path in (before, letter, after)] == [
        box(A4),
        box(LETTER),
        box(A4),
    ]
    assert (tmp_path / "again.pdf").read_bytes() == before.read_bytes()
    assert (tmp_path / "letter again.pdf").read_bytes() == letter.read_bytes()
    assert [(v.agreement, v.exit_code) for v in verdicts] == [(Agreement.SAME, 0)] * 3
    assert changes == [
        [{"setting": "paper", "from": LETTER, "to": A4}],
        [{"setting": "paper", "from": A4, "to": LETTER}],
    ]
    packages = [read_submission(path).package for path in (before, letter, after)]
    assert [(p.version, p.submission.paper) for p in packages if p] == [
        (ON_A4, A4),
        (VERSION, LETTER),
        (ON_A4, A4),
    ]


def test_another_program_reads_letter_as_text(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.pdf"
    with open_store(folder, PASSPHRASE) as session:
        paper_setting.set_paper(session, LETTER)
        sent(session, path)
        monkeypatch.setattr(verify_pages, "is_made_alike", lambda _package: False)
        monkeypatch.setattr(verify_pages.released_versions, "MAKERS", _Every())
        verdict = verify.verify(session, path)
    assert verdict.findings == ()
    assert verdict.agreement is Agreement.AS_TEXT


class _Every(frozenset[object]):
    def __contains__(self, _maker: object) -> bool:
        return True


def test_a_paper_that_is_none_is_refused(folder: Path) -> None:
    with open_store(folder, PASSPHRASE) as session:
        before = paper_setting.paper(session)
        with pytest.raises(Refused):
            paper_setting.set_paper(session, "A3")
        assert paper_setting.paper(session) == before
