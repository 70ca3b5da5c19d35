"""Officers: known by sign and function, each with a passphrase of their own."""

from __future__ import annotations

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services import officers


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.mark.parametrize("passphrase", ["", " " * 20, "eleven sign", " eleven sign "])
def test_a_short_passphrase_is_refused(session, passphrase):
    with pytest.raises(Refused) as refused:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in refused.value.findings] == ["officers.passphrase"]
    assert [o.sign for o in officers.listed(session)] == ["AP-01"]


def test_no_two_officers_have_the_same_passphrase(session, passphrase):
    with pytest.raises(Refused) as refused:
        officers.add(session, "AP-02", "Deputy Head", "reviewer", passphrase)
    assert [f.rule for f in refused.value.findings] == ["officers.same_passphrase"]
    assert [o.sign for o in officers.listed(session)] == ["AP-01"]
