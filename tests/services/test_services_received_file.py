"""The file of a submission that was received is written out as it came, and the log says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from received_offices import sent_cases, to_file

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive, received_file, received_submissions
from rilo_desktop.services.submissions import export_register, verify
from rilo_desktop.services.submissions.verify import Trust


@pytest.fixture
def secretariat(make_session: Any, tmp_path: Path) -> Session:
    """It received a submission of one office; the file is gone since."""
    office, other = make_session(sample=True), make_session("SECRETARIAT")
    path = to_file(office, sent_cases(office, 0, 1), tmp_path)
    card = cards.export(office, tmp_path / "ap.rilocard").fingerprint
    receive.accept(other, receive.inspect_submissions(other, [path], [card]))
    path.rename(tmp_path / "original.pdf")
    return other  # type: ignore[no-any-return]


def test_the_same_bytes_come_out_and_verify(secretariat: Session, tmp_path: Path) -> None:
    (one,) = received_submissions.received(secretariat)
    made = received_file.export(secretariat, one.reference, tmp_path / "copy.pdf", to="RILO WE")
    assert made.path.read_bytes() == (tmp_path / "original.pdf").read_bytes()
    assert verify.verify(secretariat, made.path).trust is Trust.TRUSTED
    (told,) = export_register.listed(secretariat, one.reference)
    assert (told.what, told.to, told.tlp, told.sha256) == (
        "received submission",
        "RILO WE",
        one.tlp,
        one.sha256,
    )


def test_what_was_never_received_is_refused_and_nothing_written(
    secretariat: Session, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        received_file.export(secretariat, "XX/2026/SUB/A0001", tmp_path / "copy.pdf")
    assert refused.value.findings[0].rule == "received.missing"
    assert not (tmp_path / "copy.pdf").exists()
    assert export_register.listed(secretariat) == ()


def test_a_file_that_cannot_be_written_is_told_and_not_logged(
    secretariat: Session, tmp_path: Path
) -> None:
    (one,) = received_submissions.received(secretariat)
    with pytest.raises(Refused) as refused:
        received_file.export(secretariat, one.id, tmp_path / "nowhere" / "copy.pdf")
    assert refused.value.findings[0].rule == "export.target"
    assert export_register.listed(secretariat) == ()


def test_an_own_submission_is_exported_anew_also_where_it_came_back(
    make_session: Any, tmp_path: Path
) -> None:
    office = make_session(sample=True)
    reference = sent_cases(office, 0, 1)
    path = to_file(office, reference, tmp_path)
    receive.accept(office, receive.inspect_submissions(office, [path]))
    assert received_submissions.received(office)
    assert not received_submissions.is_received(office, reference)
