"""What an office sends in any script is verified: made again, and as text by another version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sent_documents import PASSPHRASE

from rilo_desktop.records import CaseStudy
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.services.office import guard_answers
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit, verify, verify_pages
from rilo_desktop.services.submissions.verify import Agreement
from sample_office import copied_sample
from script_texts import SCRIPTS


class _Every(frozenset[object]):
    def __contains__(self, _maker: object) -> bool:
        return True


def test_a_submission_in_every_script_is_verified(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scripts.pdf"
    with open_store(copied_sample(tmp_path_factory, tmp_path / "ap"), PASSPHRASE) as session:
        cases = [
            CaseStudy(id=new_id(session.clock()), title=text[:60], summary=text)
            for text in SCRIPTS.values()
        ]
        names = [record.save(session, case).records[0] for case in cases]
        order = submit.SubmissionRequest("case-studies", reason="a test", records=tuple(names))
        found = submit.preflight(session, order)
        asked = (one for one in found.findings if one.answerable)
        typed = [(f.place.record, f.place.field, "somebody read it") for f in asked]
        answers = guard_answers.given(typed, found.findings, found.revisions)
        order = replace(order, answers=answers)
        reference = submit.submit(session, order).submission.reference
        release.export(session, reference, path)
        made_again = verify.verify(session, path)
        monkeypatch.setattr(verify_pages, "is_made_alike", lambda _package: False)
        monkeypatch.setattr(verify_pages.released_versions, "MAKERS", _Every())
        as_text = verify.verify(session, path)
    assert (made_again.findings, made_again.agreement) == ((), Agreement.SAME)
    assert (as_text.findings, as_text.agreement) == ((), Agreement.AS_TEXT)
