"""Nothing is released, and nothing leaves signed, that our own verifier refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rilo_desktop.exchange import signing
from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, identity
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import encrypted_copies, release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.store import officer_rows

ORDER = SubmissionRequest("case-studies", where="CS-AP-2019-001")
SECOND = "a passphrase of the second officer"
YEARS = timedelta(days=365 * 6)


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


def rules(refused):
    return [finding.rule for finding in refused.value.findings]


def spoils(monkeypatch):
    """A fault of the library that signs: one byte of the pages is another one."""
    sound = signing.signed

    def spoiled(document, *given):
        made = bytearray(sound(document, *given))
        made[len(document) // 2] ^= 1
        return bytes(made)

    monkeypatch.setattr(signing, "signed", spoiled)


def test_a_document_that_the_verifier_refuses_is_not_released(sample, monkeypatch):
    """In an office of one, which releases at once."""
    spoils(monkeypatch)
    with pytest.raises(Refused) as refused:
        submit(sample, ORDER)
    assert rules(refused) == ["release.unsound", "verify.altered"]
    assert lists.count(sample, "submission") == 0
    assert all(line.action != actions.RELEASE for line in audit_log.newest(sample))


def test_a_document_that_the_verifier_refuses_is_not_approved(sample, monkeypatch, clock):
    officer_rows.add(sample.store, "AP-02", "Deputy", "reviewer", SECOND)
    reference = submit(sample, ORDER).submission.reference
    sample.close()
    with open_store(sample.folder, SECOND, clock=clock) as second:
        with monkeypatch.context() as patched:
            spoils(patched)
            with pytest.raises(Refused) as refused:
                release.approve(second, reference)
            assert rules(refused)[0] == "release.unsound"
            assert record.find(second, reference).record.workflow == Workflow.IN_REVIEW
        release.approve(second, reference)


def test_a_document_that_the_verifier_refuses_takes_no_name(sample, monkeypatch, tmp_path):
    reference = submit(sample, ORDER).submission.reference
    spoils(monkeypatch)
    for write in (
        lambda: release.export(sample, reference, tmp_path / "x.pdf"),
        lambda: encrypted_copies.export(sample, reference, tmp_path / "x.pdf", ["WE"]),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert rules(refused)[0] == "release.unsound"
    assert list(tmp_path.glob("x*")) == []
    assert all(line.action != actions.EXPORT for line in audit_log.newest(sample))


def test_under_a_card_that_is_not_valid_nothing_is_released(sample, clock):
    clock.now += YEARS
    with pytest.raises(Refused, match="not valid today"):
        submit(sample, ORDER)
    identity.renew(sample)
    assert submit(sample, ORDER).released
