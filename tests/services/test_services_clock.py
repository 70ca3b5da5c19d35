"""A clock that runs before what was written is said, and keeps nobody from working (F13)."""

from __future__ import annotations

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record


def test_the_clock_that_runs_behind_is_said_and_saving_works(make_session, passphrase, clock):
    """F13: days, and the years in references, come from the clock."""
    session = make_session()
    session.close()
    clock.now = clock.now.replace(year=2024)
    with open_store(session.folder, passphrase, clock=clock) as again:
        (said,) = again.said
        assert (said.rule, said.blocks, said.values["now"][:4]) == ("session.clock", False, "2024")
        record.save(again, CaseStudy(id="id-3", title="saved", local_ref="3"))
        (found,) = store_check.check(again).findings
        assert (found.rule, found.blocks) == ("session.clock", False)
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert [one.rule for one in again.said] == ["session.clock"], "said until it is right"
    clock.now = clock.now.replace(year=2027)
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert again.said == ()
        assert store_check.check(again).findings == ()


def test_the_command_line_warns_of_it_beside_its_answer(
    make_session, passphrase, clock, monkeypatch, capsys
):
    clock.now = clock.now.replace(year=2239)
    session = make_session()
    record.save(session, CaseStudy(id="id-1", title="x", local_ref="1"))
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    assert main(["list", str(session.folder), "case-study", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "2239" in err
    assert "clock" not in out
