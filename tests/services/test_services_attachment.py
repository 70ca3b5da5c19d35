"""Files of records: kept in the store, opened through a copy, sent only where they were chosen."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rilo_desktop.exchange import signing
from rilo_desktop.records import Attachment, class_of, record_types
from rilo_desktop.records.attachment import attachments_of, field_of_attachments
from rilo_desktop.rules import attachments as rules
from rilo_desktop.rules.attachments import ChosenFile
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import identity, store_check, temporary_copies
from rilo_desktop.services.office.cards import listed as cards_of
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import receive, received_submissions
from rilo_desktop.services.receiving.incoming_file import IncomingFile
from rilo_desktop.services.records import attachment, purge, record, undo
from rilo_desktop.services.submissions import approval, release, submit, verify

REPORT = b"what the laboratory found, in its own words " * 40
HAVING = sorted(code for code in record_types() if field_of_attachments(class_of(code)))


@pytest.fixture
def session(make_session: Callable[..., Any]) -> Session:
    made: Session = make_session()
    return made


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "laboratory report.txt"
    path.write_bytes(REPORT)
    return path


@pytest.fixture
def case(session: Session, report: Path) -> str:
    """Id of a case study with one file."""
    values = {"title": "with a file", "tlp": "GREEN"}
    made = record.with_values(record.new(session, "case-study"), values)
    record.save(session, made)
    attachment.attach(session, made.id, report, "The laboratory's report")
    return made.id


def files_of(session: Session, name: str) -> tuple[Attachment, ...]:
    return attachments_of(record.get(session, name).record)


def order(case: str, *files: Attachment) -> submit.SubmissionRequest:
    chosen = tuple(ChosenFile(case, one.sha256 or "") for one in files)
    return submit.SubmissionRequest(
        "case-studies", records=(case,), reason="for the test", attached=chosen
    )


def sent(session: Session, asked: submit.SubmissionRequest, path: Path) -> str:
    reference = submit.submit(session, asked).submission.reference
    release.export(session, reference, path)
    return reference


def embedded(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as pdf:
        names = [name for name in pdf.attachments if name.startswith("attached-")]
        return {name: pdf.attachments[name].get_file().read_bytes() for name in names}


# --- in the office


@pytest.mark.parametrize("kind", HAVING)
def test_every_record_type_that_has_files_keeps_them(session, kind, report) -> None:
    made = record.new(session, kind)
    record.save(session, made)
    attachment.attach(session, made.id, report, "What it is", "RED")
    (one,) = files_of(session, made.id)
    assert (one.name, one.size, one.media_type) == (report.name, len(REPORT), "text/plain")
    assert (one.description, one.tlp) == ("What it is", "RED")
    assert attachment.content(session, one.sha256 or "") == REPORT
    inside = [p for p in session.folder.rglob("*") if p.is_file()]
    assert not any(REPORT[:40] in p.read_bytes() for p in inside)
    assert store_check.check(session).findings == ()
    attachment.detach(session, made.id, report.name)
    assert files_of(session, made.id) == ()
    before = record.history(session, made.id)[1].record_then()
    assert attachments_of(before) == (one,), "an earlier revision keeps it"
    undone = undo.last(session)
    assert undone is not None
    undo.undo(session, undone.operation)
    assert files_of(session, made.id) == (one,)


def test_a_record_type_without_files_refuses_one(session, report) -> None:
    made = record.new(session, "office")
    record.save(session, made)
    with pytest.raises(Refused, match="take none"):
        attachment.attach(session, made.id, report)


def test_each_file_is_taken_or_refused_by_itself(session, tmp_path, monkeypatch) -> None:
    good, empty, large, folder = (tmp_path / n for n in ("good.txt", "empty", "large", "folder"))
    good.write_bytes(b"good")
    empty.write_bytes(b"")
    with large.open("wb") as file:
        file.truncate(rules.MOST_OF_FILE + 1)
    folder.mkdir()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link.txt"
    link.symlink_to(good)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(b"good")
    paths = (good, empty, large, folder, pipe, tmp_path / "gone", Path("/dev/zero"), link, copy)
    done = attachment.take(session, paths)
    assert [one.name for one in done.attachments] == ["good.txt"]
    assert [found.rule for one in done.refused for found in one.findings] == [
        "attachment.empty",
        "attachment.size",
        "attachment.unread",
        "attachment.unread",
        "attachment.gone",
        "attachment.unread",
        "attachment.twice",
        "attachment.twice",
    ]


def test_limits_of_a_record_and_of_an_office_are_named(session, report, monkeypatch) -> None:
    held = [Attachment(name=str(n), size=1, sha256=str(n)) for n in range(rules.MOST_FILES)]
    (said,) = attachment.take(session, (report,), held).refused
    assert (said.findings[0].rule, said.findings[0].values["limit"]) == ("attachment.many", 50)
    held = [Attachment(name="a", size=rules.MOST_OF_RECORD, sha256="a")]
    (said,) = attachment.take(session, (report,), held).refused
    assert (said.findings[0].rule, said.findings[0].values["limit"]) == ("attachment.record", 60)
    with session.reading() as reading:
        size = reading.attachments.size
    monkeypatch.setattr(rules, "MOST_OF_OFFICE", size + len(REPORT) - 1)
    (said,) = attachment.take(session, (report,)).refused
    assert said.findings[0].rule == "attachment.office"


def test_a_second_file_of_the_same_name_gets_a_number(session, case, report) -> None:
    report.write_bytes(b"another version")
    attachment.attach(session, case, report)
    assert [one.name for one in files_of(session, case)] == [
        "laboratory report.txt",
        "laboratory report (2).txt",
    ]
    with pytest.raises(Refused, match="attached to this record already"):
        attachment.attach(session, case, report)
    with pytest.raises(Refused, match="has no file"):
        attachment.detach(session, case, "other.txt")
    with pytest.raises(Refused, match="not a handling label"):
        attachment.attach(session, case, report, tlp="GREY")


def test_a_purge_takes_the_file_away_and_another_record_keeps_it(session, case, report) -> None:
    (one,) = files_of(session, case)
    other = record.new(session, "case-study")
    record.save(session, other)
    attachment.attach(session, other.id, report)
    submit.submit(session, order(case, one))
    purge.purge_record(session, case, "for the test")
    assert attachment.content(session, one.sha256 or "") == REPORT
    certificate = purge.purge_record(session, other.id, "for the test").certificate
    assert certificate.pictures == (one.sha256,)
    with pytest.raises(Refused, match="not in this store"):
        attachment.content(session, one.sha256 or "")
    assert store_check.check(session).findings == ()


def test_a_file_that_is_missing_is_said_by_the_check(session, case) -> None:
    before = record.get(session, case).record
    gone = Attachment(name="gone.txt", size=1, media_type="text/plain", sha256="0" * 64)
    record.save(session, replace(before, attachments=(gone,)))  # type: ignore[call-arg]
    found = store_check.check(session).findings
    assert [said.rule for said in found] == ["check.picture_missing"]
    with pytest.raises(Refused, match="not in this store"):
        attachment.open_copy(session, gone)


# --- opened through a copy


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def test_a_copy_is_private_named_by_nobody_and_gone_with_the_session(
    session, case, runtime
) -> None:
    (one,) = files_of(session, case)
    path = attachment.open_copy(session, one)
    assert path.read_bytes() == REPORT
    assert path.suffix == ".txt"
    assert "laboratory" not in str(path.relative_to(runtime))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.is_relative_to(runtime)
    assert attachment.open_copy(session, one) != path
    with session.reading() as reading:
        assert reading.log.entry(reading.log.last).action == "attached file opened"
    session.close()
    assert list(runtime.iterdir()) == []


def test_on_windows_a_copy_has_the_mark_of_the_web(session, case, runtime, monkeypatch) -> None:
    """Here the alternate stream is a file beside it, whose name has a colon."""
    (one,) = files_of(session, case)
    beside = attachment.open_copy(session, one)
    assert not Path(f"{beside}:Zone.Identifier").exists()
    monkeypatch.setattr(temporary_copies, "MARKS", True)
    path = attachment.open_copy(session, one)
    assert path.read_bytes() == REPORT
    mark = Path(f"{path}:Zone.Identifier").read_bytes()
    assert mark == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    session.close()
    assert list(runtime.iterdir()) == []


def test_what_may_run_is_said_when_it_is_attached_when_it_comes_and_before_it_opens(
    session, case, make_session, tmp_path
) -> None:
    """An allow-list: of a page with a script nobody knows what opens it (review: N5)."""
    page = tmp_path / "p.html"
    page.write_text("<script>alert(1)</script>")
    taken = attachment.take(session, [page])
    assert [said.values["file"] for said in taken.acting] == ["p.html"]
    attachment.attach(session, case, page)
    (report, html) = files_of(session, case)
    assert [said.rule for said in attachment.acts(session, html)] == ["attachment.acts"]
    assert attachment.acts(session, report) == ()
    sent(session, order(case, report, html), tmp_path / "out.pdf")
    other = make_session("SECRETARIAT")
    (came,) = receive.inspect_submissions(other, [tmp_path / "out.pdf"])
    assert [said.values["file"] for said in came.acting] == ["p.html"]


def test_what_a_kill_left_goes_when_the_office_is_opened_again(
    session, case, runtime, passphrase, clock, tmp_path
) -> None:
    (one,) = files_of(session, case)
    left = attachment.open_copy(session, one)
    other = runtime / f"{temporary_copies.PREFIX}another-store-x"
    other.mkdir()
    target = tmp_path / "target"
    target.mkdir()
    (target / "kept").write_text("kept")
    link = runtime / f"{temporary_copies.PREFIX}{session.store_id}-link"
    link.symlink_to(target)
    session.store.close()  # as a kill does it: nothing is cleared up
    with open_store(session.folder, passphrase, "AP-01", clock=clock):
        assert not left.exists()
        assert other.exists(), "of another office, which may be open"
        assert (target / "kept").exists(), "a link is not followed"


def test_a_copy_that_cannot_be_written_is_one_sentence(session, case, runtime) -> None:
    (one,) = files_of(session, case)
    first = attachment.open_copy(session, one)
    first.parent.chmod(0o500)
    if os.access(first.parent, os.W_OK):  # root may write everywhere
        first.unlink()
        first.parent.rmdir()
    try:
        with pytest.raises(Refused, match="temporary copy could not be written"):
            attachment.open_copy(session, one)
    finally:
        if first.parent.exists():
            first.parent.chmod(0o700)


def test_a_file_that_is_written_out_is_in_the_log(session, case, tmp_path) -> None:
    (one,) = files_of(session, case)
    attachment.save_as(session, one, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == REPORT
    with session.reading() as reading:
        entry = reading.log.entry(reading.log.last)
    assert (entry.action, entry.detail["sha256"]) == ("attached file written out", one.sha256)


# --- sent


def test_no_file_leaves_by_itself(session, case, tmp_path) -> None:
    reference = sent(session, order(case), tmp_path / "out.pdf")
    assert embedded(tmp_path / "out.pdf") == {}
    assert REPORT[:40] not in (tmp_path / "out.pdf").read_bytes()
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        data = pdf.attachments["submission.json"].get_file().read_bytes()
    assert b"laboratory" not in data
    assert approval.approval_view(session, reference).files == ()


def test_a_chosen_file_leaves_byte_for_byte_and_is_bound_to_the_signature(
    session, case, tmp_path
) -> None:
    (one,) = files_of(session, case)
    path = tmp_path / "out.pdf"
    reference = sent(session, order(case, one), path)
    assert embedded(path) == {"attached-01-laboratory report.txt": REPORT}
    verdict = verify.verify(session, path)
    assert verdict.is_good
    (file,) = verdict.package.attachments
    assert (file.name, file.description) == (one.name, "The laboratory's report")
    assert (file.tlp, file.size, file.sha256) == ("GREEN", len(REPORT), one.sha256)
    assert verdict.package.submission.withheld == 0, "nothing was kept back"
    (shown,) = approval.approval_view(session, reference).files
    assert (shown.file, shown.tlp) == (one, "GREEN")
    with session.reading() as reading:
        entries = list(reading.log.with_action("exported"))
        asked = list(reading.log.with_action("released"))
    assert entries[-1].detail["files"] == [one.sha256]
    assert any("laboratory report.txt" in said for said in asked[-1].detail["files"])
    again = tmp_path / "again.pdf"
    release.export(session, reference, again)
    assert again.read_bytes() == path.read_bytes()


def test_the_label_of_a_file_counts_for_the_document(session, case, report, tmp_path) -> None:
    report.write_bytes(b"more")
    attachment.attach(session, case, report, tlp="RED")
    first, second = files_of(session, case)
    looked = submit.preflight(session, order(case, first))
    assert looked.tlp == "GREEN"
    assert [(one.is_chosen, one.tlp) for one in looked.files] == [(True, "GREEN"), (False, "RED")]
    assert submit.preflight(session, order(case, second)).tlp == "RED"
    sent(session, order(case, second), tmp_path / "out.pdf")
    said = verify.verify(session, tmp_path / "out.pdf").package.submission
    assert (said.tlp, said.withheld) == ("RED", 1)


def test_what_a_file_may_give_away_is_said_before_it_leaves(session, case, tmp_path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe1\0\x10Exif\0\0")
    attachment.attach(session, case, photo, "Sent by jane.example@example.org")
    report, picture = files_of(session, case)
    quiet = submit.preflight(session, order(case, report)).findings
    assert not [said for said in quiet if said.place.field.startswith("attachments")]
    found = submit.preflight(session, order(case, picture))
    said = {one.rule: one for one in found.findings if one.place.field.startswith("attachments")}
    assert not said["attachments.content"].blocks
    guarded = said["nominal.identifier"]
    assert guarded.place.field == "attachments.2.description"
    assert found.words(guarded) == "jane.example@example.org"
    with pytest.raises(Refused):
        submit.submit(session, order(case, picture))


def test_a_file_that_was_taken_off_the_record_is_said(session, case) -> None:
    (one,) = files_of(session, case)
    attachment.detach(session, case, one.name or "")
    with pytest.raises(Refused, match="no longer attached"):
        submit.submit(session, order(case, one))


def test_files_that_are_too_large_together_are_refused_before_release(session, case) -> None:
    held = record.get(session, case).record
    many = tuple(
        Attachment(name=f"{n}", size=rules.MOST_OF_FILE, media_type="a/b", sha256=f"{n:064}")
        for n in range(2)
    )
    record.save(session, replace(held, attachments=many))  # type: ignore[call-arg]
    found = {said.rule for said in submit.preflight(session, order(case, *many)).findings}
    assert {"attachments.too_large", "attachments.missing"} <= found


def test_a_draft_that_is_taken_up_again_knows_its_files(session, case) -> None:
    (one,) = files_of(session, case)
    kept = submit.keep(session, order(case, one)).submission
    asked = submit.order_again(session, kept.reference)
    assert asked.attached == (ChosenFile(case, one.sha256 or ""),)


def test_the_largest_files_that_a_submission_takes_are_opened_again(
    session, case, tmp_path
) -> None:
    for number in range(2):
        path = tmp_path / f"random {number}"
        path.write_bytes(os.urandom(rules.MOST_OF_SUBMISSION // 2 - 1_000))
        attachment.attach(session, case, path)
    chosen = files_of(session, case)
    sent(session, order(case, *chosen), tmp_path / "out.pdf")
    assert verify.verify(session, tmp_path / "out.pdf").is_good


# --- received


def coming(receiver: Session, sender: Session, path: Path) -> tuple[IncomingFile, ...]:
    """What receiving the signed file would do; its card was compared by phone."""
    card = next(one.fingerprint for one in cards_of(sender) if one.standing == "own")
    return receive.inspect_submissions(receiver, [path], [card])


def test_a_receiver_keeps_and_lists_what_came(session, case, make_session, tmp_path) -> None:
    (one,) = files_of(session, case)
    secretariat = make_session("SECRETARIAT")
    path = tmp_path / "out.pdf"
    sent(session, order(case, one), path)
    looked = coming(secretariat, session, path)
    receive.accept(secretariat, looked)
    (came,) = files_of(secretariat, case)
    assert came == replace(one, tlp="GREEN")
    assert attachment.content(secretariat, came.sha256 or "") == REPORT
    (listed,) = received_submissions.received(secretariat)
    assert listed.files == ("laboratory report.txt",)
    assert store_check.check(secretariat).findings == ()
    assert receive.accept(secretariat, coming(secretariat, session, path)).changes.operation == 0


def test_a_file_that_comes_later_is_added_and_ours_stay(
    session, case, make_session, tmp_path, report
) -> None:
    secretariat = make_session("SECRETARIAT")
    first = sent(session, order(case), tmp_path / "first.pdf")
    receive.accept(secretariat, coming(secretariat, session, tmp_path / "first.pdf"))
    assert files_of(secretariat, case) == ()
    report.write_bytes(b"ours")
    attachment.attach(secretariat, case, report, "Of the Secretariat")
    (one,) = files_of(session, case)
    chosen = order(case, one).attached
    asked = replace(submit.order_superseding(session, first), reason="x", attached=chosen)
    sent(session, asked, tmp_path / "second.pdf")
    looked = coming(secretariat, session, tmp_path / "second.pdf")
    ids = [found.id for found in looked[0].records if found.waits]
    receive.accept(secretariat, looked, wanted=ids)
    assert [file.name for file in files_of(secretariat, case)] == [
        "laboratory report.txt",
        "laboratory report (2).txt",
    ]


# --- forged


@pytest.mark.parametrize("what", ["other bytes", "another file", "none", "another name"])
def test_a_file_that_is_not_the_signed_data_s_is_named(session, case, tmp_path, what) -> None:
    """The office's own key signs a document whose file is not the one that its data names."""
    (one,) = files_of(session, case)
    path = tmp_path / "out.pdf"
    sent(session, order(case, one), path)
    key = identity.signing(session)
    verdict = verify.verify(session, path)
    assert verdict.package is not None
    sealed = verdict.opened.unsigned
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        name = "attached-01-laboratory report.txt"
        if what in ("none", "another name"):
            del pdf.attachments[name]
        if what != "none":
            called = name if what == "other bytes" else "attached-02-other.txt"
            pdf.attachments[called] = pikepdf.AttachedFileSpec(pdf, b"forged", filename=called)
        forged = io.BytesIO()
        pdf.save(forged)
    bad = tmp_path / "forged.pdf"
    bad.write_bytes(signing.signed(forged.getvalue(), key, session.clock()))
    judged = verify.verify(session, bad)
    assert judged.exit_code == verify.ALTERED
    assert judged.findings
    with pytest.raises(Refused):
        receive.accept(session, receive.inspect_submissions(session, [bad]))
