"""Officers: known by sign and function, each with a passphrase of their own."""

from __future__ import annotations

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services import officers


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.mark.parametrize("passphrase", ["", " " * 20])
def test_an_empty_passphrase_is_refused(session, passphrase):
    with pytest.raises(Refused) as refused:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in refused.value.findings] == ["officers.passphrase"]
    assert [o.sign for o in officers.listed(session)] == ["AP-01"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("short", ["officers.short"]), ("a long one of their own", [])],
)
def test_a_short_passphrase_is_told_so(session, chosen, said):
    found = officers.add(session, "AP-02", "Deputy Head", "reviewer", chosen)
    assert [f.rule for f in found] == said


def test_a_passphrase_that_another_officer_has_is_told_so(session, passphrase):
    found = officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in found] == ["officers.same_passphrase"]
