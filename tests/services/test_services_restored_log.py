# mypy: disable-error-code="attr-defined, union-attr"
"""An office that restored a backup goes on sending: receivers compare a fingerprint by phone.

Real stores and real signed files: SE has a submission of the log that AP gave up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from received_offices import sent_cases, to_file

from clocks import Clock
from rilo_desktop.exchange import pdfa, signing
from rilo_desktop.exchange.package import PackageHeader, RestoredLog, from_json, to_json
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.reports import made
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    actions,
    audit_log,
    backup,
    cards,
    identity,
    restore,
    restored_logs,
)
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import IncomingFile, State
from rilo_desktop.services.submissions import verify
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verdicts import DONE

WRONG = "2222-2222-2222-2222-2222-2222-2222"


@dataclass
class Two:
    """AP after the restore, SE with what AP gave up, and files of AP from before and after."""

    ap: Session
    se: Session
    before: Path
    after: Path
    late: Path
    """Of the log that was given up, and not received yet."""
    done: restore.Restored


@pytest.fixture
def two(make_session: Callable[..., Any], tmp_path: Path, clock: Clock, passphrase: str) -> Two:
    ap, se = make_session("AP", sample=True), make_session("SECRETARIAT")
    card = tmp_path / "ap.rilocard"
    cards.export(ap, card)
    cards.trust(se, card, identity.own_card(ap).fingerprint)
    backed_up = backup.back_up(ap, tmp_path / "yesterday.rilobackup").path
    clock.now += timedelta(days=1)
    before = to_file(ap, sent_cases(ap, 0), tmp_path)
    late = to_file(ap, sent_cases(ap, 1), tmp_path)
    receive.accept(se, receive.inspect_submissions(se, [before]))
    folder = ap.folder
    ap.close()
    done = restore.restore(backed_up, folder, passphrase, clock=clock)
    after = to_file(done.session, sent_cases(done.session, 2), tmp_path)
    return Two(done.session, se, before, after, late, done)


def incoming(session: Session, path: Path, *restored: str) -> IncomingFile:
    (found,) = receive.inspect_submissions(session, [path], restored=restored)
    return found


def gap(session: Session) -> tuple[RestoredLog, str]:
    """The restore of this office, and its fingerprint."""
    with session.reading() as reading:
        (one,) = restored_logs.restores_of(reading)
    return one, restored_logs.fingerprint(session.office_code, session.store_id, one)


def test_without_the_comparison_it_is_refused_with_a_way_on(two: Two) -> None:
    one, fingerprint = gap(two.ap)
    found = incoming(two.se, two.after)
    assert found.state is State.RESTORED
    assert found.restored_fingerprint == fingerprint
    (said,) = found.findings
    assert said.rule == "verify.restored"
    assert said.values["fingerprint"] == fingerprint
    assert said.values["first"] == one.kept.number + 1
    assert said.values["last"] == one.last
    assert "AP" in said.values["office"]
    with pytest.raises(Refused):
        receive.accept(two.se, [found])
    assert incoming(two.se, two.after, WRONG).state is State.RESTORED
    assert verify.verify(two.se, two.after).exit_code == verify.ALTERED


def test_the_restore_names_what_it_lost(two: Two) -> None:
    one, _ = gap(two.ap)
    assert [lost.reference for lost in one.lost] == ["AP/2026/SUB/A0002", "AP/2026/SUB/A0001"]
    package = verify.verify(two.ap, two.after).package
    assert package is not None
    assert package.submission.restored == (one,)
    assert package.submission.reference == "AP/2026/SUB/A0003"


def test_compared_by_phone_it_is_taken_and_both_logs_say_so(two: Two) -> None:
    _, fingerprint = gap(two.ap)
    found = incoming(two.se, two.after, fingerprint.replace("-", " ").lower())
    assert found.findings == ()
    receive.accept(two.se, [found])
    (compared,) = audit_log.newest(two.se, 5, actions.RESTORE_COMPARED)
    assert compared.detail["office"] == "AP"
    assert compared.detail["fingerprint"] == fingerprint
    (restored,) = audit_log.newest(two.ap, 5, actions.RESTORED)
    assert restored.detail["fingerprint"] == fingerprint


def test_afterwards_everything_goes_on(two: Two, tmp_path: Path) -> None:
    _, fingerprint = gap(two.ap)
    receive.accept(two.se, [incoming(two.se, two.after, fingerprint)])
    assert verify.verify(two.se, two.after).exit_code == DONE
    following = to_file(two.ap, sent_cases(two.ap, 3), tmp_path)
    found = incoming(two.se, following)
    assert found.findings == ()
    receive.accept(two.se, [found])
    # what was given up is taken late only where the restore names it
    assert incoming(two.se, two.late).findings == ()
    receive.accept(two.se, [incoming(two.se, two.late)])
    last = to_file(two.ap, sent_cases(two.ap, 4), tmp_path)
    assert incoming(two.se, last).findings == ()


def test_who_may_not_trust_cards_compares_no_restore(two: Two, monkeypatch: Any) -> None:
    _, fingerprint = gap(two.ap)
    found = incoming(two.se, two.after, fingerprint)
    two.se.officer = replace(two.se.officer, role="analyst")
    with pytest.raises(Refused) as refused:
        receive.accept(two.se, [found])
    assert [one.rule for one in refused.value.findings] == ["session.role"]


def test_the_officer_is_told_the_fingerprint_after_the_restore(two: Two) -> None:
    _, fingerprint = gap(two.ap)
    (said,) = [one for one in two.done.findings if one.rule == "restore.fingerprint"]
    assert said.values["fingerprint"] == fingerprint


def test_a_restore_of_an_earlier_version_is_told_as_far_as_its_entry_says(
    make_session: Callable[..., Any], tmp_path: Path
) -> None:
    """They wrote where the backup ended and how many entries were lost, and no submissions."""
    ap = make_session("AP", sample=True)
    with ap.reading() as reading:
        kept = reading.log.last
        head = reading.log.entry(kept).hash
    made = "2026-11-25T09:00:00.000+00:00"
    for noted in ({"operations": kept, "head": head, "lost_operations": 4}, {}):
        with ap.unit(actions.RESTORED) as unit:
            unit.note(made=made, **noted)
    with ap.reading() as reading:
        (one,) = restored_logs.restores_of(reading)
    assert (one.kept.number, one.last, one.made, one.lost) == (kept, kept + 4, made[:10], ())
    package = read_submission(to_file(ap, sent_cases(ap, 0), tmp_path)).package
    assert package is not None
    assert package.submission.restored == (one,)


# --- by somebody who has the key of the office and its old store


def forged(two: Two, said: PackageHeader, path: Path) -> Path:
    """A document of AP that says this of itself, made and signed as AP's are."""
    opened = read_submission(two.after)
    assert opened.package is not None
    package = replace(opened.package, submission=said)
    pages = pdfa.sealed(made(document_of(package, opened.files)), package, opened.files)
    path.write_bytes(signing.signed(pages, identity.signing(two.ap), datetime.now(UTC)))
    return path


def header(two: Two) -> PackageHeader:
    package = read_submission(two.after).package
    assert package is not None
    return package.submission


def test_a_restore_that_never_was_has_another_fingerprint(two: Two, tmp_path: Path) -> None:
    """What AP reads out is of its own log."""
    said, (one, genuine) = header(two), gap(two.ap)
    assert said.restored == (one,)
    for changed in (
        replace(one, kept=replace(one.kept, number=one.kept.number - 1)),
        replace(one, kept=replace(one.kept, hash="ab" * 32)),
        replace(one, last=one.last + 1),
        replace(one, lost=()),
        replace(one, made="2026-01-01"),
        replace(one, previous="ab" * 32),
    ):
        path = forged(two, replace(said, restored=(changed,)), tmp_path / "forged.pdf")
        found = incoming(two.se, path, genuine)
        assert found.state is State.RESTORED
        assert found.restored_fingerprint not in ("", genuine)
        with pytest.raises(Refused):
            receive.accept(two.se, [found])
    assert not audit_log.newest(two.se, 5, actions.RESTORE_COMPARED)


def test_no_restore_named_is_refused_as_before(two: Two, tmp_path: Path) -> None:
    path = forged(two, replace(header(two), restored=()), tmp_path / "forged.pdf")
    _, genuine = gap(two.ap)
    for known in ("before", "after"):
        found = incoming(two.se, path, genuine)
        assert [one.rule for one in found.findings] == ["verify.history"], known
        assert found.state is State.WRONG
        receive.accept(two.se, [incoming(two.se, two.after, genuine)])


def test_a_document_of_the_log_that_is_gone_and_not_named_is_refused(
    two: Two, tmp_path: Path
) -> None:
    """Somebody went on with the old store: the restore that was compared does not speak for it."""
    _, genuine = gap(two.ap)
    receive.accept(two.se, [incoming(two.se, two.after, genuine)])
    package = read_submission(two.late).package
    assert package is not None
    assert package.submission.log_head is not None
    head = replace(package.submission.log_head, number=package.submission.log_head.number + 9)
    path = forged(two, replace(package.submission, log_head=head), tmp_path / "old.pdf")
    found = incoming(two.se, path)
    assert [one.rule for one in found.findings][:1] == ["verify.history"]
    assert found.state is State.WRONG


def test_a_package_whose_restore_comes_after_its_release_is_no_package(two: Two) -> None:
    package = read_submission(two.after).package
    assert package is not None
    assert package.submission.log_head is not None
    (one,) = package.submission.restored
    late = replace(one, number=package.submission.log_head.number)
    with pytest.raises(Misshapen):
        from_json(to_json(replace(package, submission=replace(header(two), restored=(late,)))))
