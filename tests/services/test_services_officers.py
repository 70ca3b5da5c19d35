"""Officers: known by sign and function, each with a passphrase of their own."""

from __future__ import annotations

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import officers


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.mark.parametrize("passphrase", ["", " " * 20])
def test_an_empty_passphrase_is_refused(session, passphrase):
    with pytest.raises(Refused) as refused:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in refused.value.findings] == ["officers.passphrase"]
    assert [o.sign for o in officers.listed(session)] == ["AP-01"]


def test_a_passphrase_that_can_be_guessed_is_refused(session):
    with pytest.raises(Refused) as refused:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", "short")
    assert [f.rule for f in refused.value.findings] == ["officers.weak"]
    with pytest.raises(Refused):
        officers.add(session, "AP-02", "Harbour Liaison", "reviewer", "harbour liaison of AP-02")
    assert officers.add(session, "AP-02", "Deputy", "reviewer", "a long one of their own") == ()


def test_a_passphrase_that_another_officer_has_is_told_so(session, passphrase):
    found = officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in found] == ["officers.same_passphrase"]
