"""`check`: what opens the office is looked at too."""

from __future__ import annotations

import pytest

from rilo_desktop.services import health

COPIES = ("keys.json", "keys-copy.json")


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("content", [None, b"", b"rubbish", b"[]", b"\xff\xfe"])
def test_one_broken_copy_of_the_keys_is_told(make_session, name, content):
    session = make_session()
    assert health.check(session).findings == ()
    path = session.folder / name
    path.unlink() if content is None else path.write_bytes(content)
    (found,) = health.check(session).findings
    assert (found.rule, found.values["name"]) == ("check.keys", name)
