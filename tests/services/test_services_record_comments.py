"""Comments between colleagues: what each step does, and what becomes of them with their record."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from rilo_desktop.records import CaseStudy, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, backup, export_all, restore
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.records import (
    approvers,
    likely_duplicates,
    list_export,
    lists,
    purge,
    record,
    record_comments,
    review,
    today,
    undo,
)
from rilo_desktop.services.submissions import record_pages, release, table_pages
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.store import officer_rows

MakeSession = Callable[..., Session]
FIRST, SECOND, THIRD = "a passphrase of the first officer", "one of the second", "one of the third"
SAID = "Zanzibarquince: is this the consignee?"


@pytest.fixture
def as_officer(make_session: MakeSession, clock: Any) -> Iterator[Callable[[str], Session]]:
    """The office of three, opened as one of them."""
    first = make_session()
    officer_rows.add(first.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    officer_rows.add(first.store, "AP-03", "Analyst", "analyst", THIRD)
    current = [first]

    def opened(sign: str) -> Session:
        current[-1].close()
        word = {"AP-01": FIRST, "AP-02": SECOND, "AP-03": THIRD}[sign]
        current.append(open_store(first.folder, word, sign, clock))
        return current[-1]

    yield opened
    current[-1].close()


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()


def saved(session: Session, title: str = "A case", **values: Any) -> CaseStudy:
    made = record.with_values(record.new(session, "case-study"), {"title": title, **values})
    record.save(session, made)
    found = record.get(session, made.id).record
    assert isinstance(found, CaseStudy)
    return found


def thread(session: Session, case: CaseStudy) -> record_comments.CommentThread:
    (found,) = record_comments.of_record(session, case.id)
    return found


def rules(call: Callable[..., object], *args: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*args)
    return [finding.rule for finding in refused.value.findings]


def for_me(session: Session) -> dict[str, int]:
    return {e.id: e.count for e in today.overview(session).because(today.Why.COMMENTS)}


def test_a_comment_is_written_answered_and_marked_done(
    as_officer: Callable[[str], Session],
) -> None:
    case = saved(as_officer("AP-01"))
    session = as_officer("AP-02")
    changes = record_comments.write(session, case.id, f"  {SAID}\n", "title")
    assert (changes.records, changes.kinds) == ((case.id,), frozenset({"case-study"}))
    session = as_officer("AP-01")
    asked = thread(session, case)
    assert (asked.field, asked.is_open) == ("title", True)
    assert [(one.author, one.text) for one in asked.said] == [("AP-02", SAID)]
    record_comments.answer(session, asked.id, "No, the carrier.")
    assert [one.author for one in thread(session, case).said] == ["AP-02", "AP-01"]
    session = as_officer("AP-02")
    record_comments.mark_done(session, asked.id)
    done = thread(session, case)
    assert (done.is_open, done.done_by) == (False, "AP-02")
    assert done.done
    assert record_comments.mark_done(session, asked.id).same == 1
    record_comments.answer(session, asked.id, "And the driver?")
    assert thread(session, case).is_open, "an answer opens it again"
    record_comments.mark_done(session, asked.id)
    record_comments.reopen(session, asked.id)
    assert record_comments.open_count(session, case.id) == 1
    assert check(session).findings == ()


def test_a_comment_changes_nothing_of_the_record(as_officer: Callable[[str], Session]) -> None:
    session = as_officer("AP-01")
    case = saved(session)
    review.send(session, case.id)
    before = record.get(session, case.id)
    session = as_officer("AP-02")
    record_comments.write(session, case.id, SAID)
    after = record.get(session, case.id)
    assert (after.revision, after.author) == (before.revision, before.author)
    assert after.record.workflow == Workflow.IN_REVIEW
    with session.reading() as reading:
        assert approvers.barred(reading, after, {"AP-02"}) == {"AP-01"}, "who comments may approve"


def test_the_log_says_who_commented_where_and_not_what(session: Session) -> None:
    case = saved(session)
    record_comments.write(session, case.id, SAID)
    record_comments.mark_done(session, thread(session, case).id)
    with session.reading() as reading:
        done, written = list(reading.log.newest_first())[:2]
        assert [written.action, done.action] == [actions.COMMENTED, actions.COMMENT_DONE]
        assert {done.detail["reference"], written.detail["reference"]} == {case.reference}
        told = " ".join(str(entry) for entry in reading.log.all())
        found = [str(one.snapshot()) for one in reading.revisions.all()]
    assert "zanzibarquince" not in told.lower()
    assert not any("Zanzibarquince" in one for one in found)


def test_what_is_no_comment_is_refused(session: Session) -> None:
    case = saved(session)
    write = record_comments.write
    assert rules(write, session, case.id, " \n") == ["comment.text"]
    assert rules(write, session, case.id, "x" * 2_001) == ["comment.text"]
    assert rules(write, session, case.id, "x", "colour of the moon") == ["comment.field"]
    assert rules(write, session, "no record", "x") == ["record.missing"]
    assert rules(record_comments.answer, session, "no comment", "x") == ["comment.missing"]
    assert rules(record_comments.find, session, case.id, 1) == ["comment.missing"]
    with session.reading() as reading:
        assert reading.comments.open_on(case.id) == 0


def test_a_record_has_no_more_comments_than_fit(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = saved(session)
    monkeypatch.setattr(record_comments, "MOST", 1)
    record_comments.write(session, case.id, "x")
    assert rules(record_comments.write, session, case.id, "y") == ["comment.many"]


# --- whom it concerns


def test_today_tells_who_is_concerned(as_officer: Callable[[str], Session]) -> None:
    """The author of the record; then, once it is answered, who asked; nobody when it is done."""
    case = saved(as_officer("AP-01"))
    session = as_officer("AP-02")
    record_comments.write(session, case.id, "one")
    record_comments.write(session, case.id, "two")
    assert for_me(session) == {}
    assert for_me(as_officer("AP-03")) == {}
    session = as_officer("AP-01")
    assert for_me(session) == {case.id: 2}
    first, second = record_comments.of_record(session, case.id)
    record_comments.answer(session, first.id, "yes")
    assert for_me(session) == {case.id: 1}
    session = as_officer("AP-02")
    assert for_me(session) == {case.id: 1}
    record_comments.mark_done(session, first.id)
    record_comments.mark_done(session, second.id)
    assert for_me(session) == {}
    assert for_me(as_officer("AP-01")) == {}


def test_a_comment_on_ones_own_record_concerns_all_colleagues(
    as_officer: Callable[[str], Session],
) -> None:
    session = as_officer("AP-01")
    case = saved(session)
    record_comments.write(session, case.id, "Who knows this carrier?")
    assert for_me(session) == {}
    assert for_me(as_officer("AP-02")) == for_me(as_officer("AP-03")) == {case.id: 1}


def test_what_an_officer_wrote_who_left_concerns_those_who_are_there(
    as_officer: Callable[[str], Session],
) -> None:
    case = saved(as_officer("AP-03"))
    session = as_officer("AP-01")
    officer_rows.remove(session.store, "AP-03")
    record_comments.write(session, case.id, "What was meant here?")
    assert for_me(as_officer("AP-02")) == {case.id: 1}


def test_a_list_narrows_to_open_comments(session: Session) -> None:
    case, other = saved(session), saved(session, "Another")
    record_comments.write(session, other.id, "x")
    query = lists.Query("case-study", filters={"record.commented": ("1",)})
    assert lists.ids(session, lists.find(session, query).rows) == (other.id,)
    counts = lists.codes(session, lists.Query("case-study"), "record.commented")
    assert counts == {"1": 1, "0": lists.count(session, "case-study") - 1}
    record_comments.mark_done(session, thread(session, other).id)
    assert not lists.find(session, query).rows
    assert case.id != other.id


# --- undo


def test_each_step_is_undone_and_done_again(session: Session) -> None:
    case = saved(session)
    written = record_comments.write(session, case.id, SAID)
    taken = undo.undo(session, written.operation)
    assert taken.records == (case.id,)
    assert record_comments.of_record(session, case.id) == ()
    undo.undo(session, taken.operation)
    asked = thread(session, case)
    assert asked.said[0].text == SAID
    done = record_comments.mark_done(session, asked.id)
    last = undo.last(session)
    assert last is not None
    assert (last.operation, last.records, last.title) == (done.operation, 1, case.title)
    undo.undo(session, last.operation)
    assert thread(session, case).is_open
    assert check(session).findings == ()


def test_a_comment_that_was_answered_or_changed_is_not_undone(session: Session) -> None:
    case = saved(session)
    written = record_comments.write(session, case.id, SAID)
    asked = thread(session, case)
    answered = record_comments.answer(session, asked.id, "x")
    assert rules(undo.undo, session, written.operation) == ["undo.comment"]
    undo.undo(session, answered.operation)
    assert len(thread(session, case).said) == 1
    undo.undo(session, written.operation)
    assert record_comments.of_record(session, case.id) == ()


# --- with the record


def test_merged_the_comments_go_along_and_undo_brings_them_back(session: Session) -> None:
    there, here = saved(session, "There"), saved(session, "Here")
    record_comments.write(session, here.id, SAID, "goods")
    record_comments.write(session, there.id, "x")
    stored = record.get(session, here.id)
    changes = likely_duplicates.merge(session, stored.record, stored.revision, there.id)
    assert record_comments.of_record(session, here.id) == ()
    kept = record_comments.of_record(session, there.id)
    assert [one.said[0].text for one in kept] == [SAID, "x"]
    record_comments.answer(session, kept[0].id, "said after the merge")
    record_comments.mark_done(session, kept[0].id)
    undone = undo.undo(session, changes.operation)
    back = thread(session, here)
    assert ([one.text for one in back.said], back.is_open) == (
        [SAID, "said after the merge"],
        False,
    )
    assert [one.said[0].text for one in record_comments.of_record(session, there.id)] == ["x"]
    undo.undo(session, undone.operation)
    assert len(record_comments.of_record(session, there.id)) == 2
    assert check(session).findings == ()


def in_the_store(session: Session) -> bytes:
    raw = session.store._raw
    rows = raw.execute("SELECT text, salt FROM record_comment").fetchall()
    return repr(rows).encode()


def test_a_purge_takes_the_comments_along(session: Session) -> None:
    case, other = saved(session), saved(session, "Another")
    taken_back = record_comments.write(session, case.id, f"{SAID} (again)")
    undo.undo(session, taken_back.operation)
    record_comments.write(session, case.id, SAID)
    record_comments.answer(session, thread(session, case).id, SAID.upper())
    record_comments.write(session, other.id, "stays")
    done = purge.purge_record(session, case.id, "a person was named")
    assert done.certificate.comments == 3
    assert record_comments.of_record(session, case.id) == ()
    assert b"zanzibarquince" not in in_the_store(session).lower()
    assert thread(session, other).said[0].text == "stays"
    assert check(session).findings == ()


def test_a_text_is_purged_from_comments_too(session: Session) -> None:
    """Also where no state of the record ever said it; a comment goes with its answers."""
    case = saved(session)
    record_comments.write(session, case.id, SAID)
    record_comments.answer(session, thread(session, case).id, "Yes")
    record_comments.write(session, case.id, "stays")
    done = purge.purge_text(session, case.id, "zanzibarQUINCE", "a person was named")
    assert (done.certificate.comments, done.certificate.revisions) == (2, ())
    assert thread(session, case).said[0].text == "stays"
    assert record.get(session, case.id).record.title_text == "A case"
    assert check(session).findings == ()
    again = purge.purge_text
    assert rules(again, session, case.id, "Zanzibarquince", "why") == ["purge.nothing"]


def test_the_rows_made_anew_leave_the_comments(session: Session) -> None:
    from rilo_desktop.services.office import store_check

    case = saved(session)
    record_comments.write(session, case.id, SAID)
    store_check.repair(session)
    assert thread(session, case).said[0].text == SAID


# --- how they are kept


def test_a_backup_and_everything_written_out_keep_them(
    session: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    case = saved(session, local_ref="CS-7")
    record_comments.write(session, case.id, SAID, "title")
    record_comments.answer(session, thread(session, case).id, "\u202eyes =1+1")
    record_comments.write(session, case.id, "done")
    (_, second) = record_comments.of_record(session, case.id)
    record_comments.mark_done(session, second.id)
    taken_back = record_comments.write(session, case.id, "taken back")
    undo.undo(session, taken_back.operation)
    before = record_comments.of_record(session, case.id)

    made = backup.back_up(session, tmp_path / "kept.rilobackup").path
    restored = tmp_path / "restored"
    restore.restore(made, restored, FIRST)
    with open_store(restored, FIRST) as found:
        assert record_comments.of_record(found, case.id) == before

    folder = tmp_path / "everything"
    export_all.write(session, folder)
    assert b"taken back" not in (folder / "comments.jsonl").read_bytes()
    new = make_session(new=True)
    export_all.take(new, folder)
    copied = record_comments.of_record(new, case.id)
    assert [replace(one, done="", done_by="") for one in copied] == [
        replace(one, done="", done_by="") for one in before
    ]
    assert not export_all.take(new, folder).created
    assert record_comments.of_record(new, case.id) == copied, "read in again, nothing is doubled"
    assert check(new).findings == ()


FORGED: dict[str, Any] = {
    "no id": {"id": "x"},
    "on no record": {"record": "x"},
    "on no field": {"field": "colour of the moon"},
    "an answer to nothing": {"answers": "11111111-1111-4111-8111-111111111111"},
    "nobody's": {"author": "\u202eAP-01"},
    "at no time": {"time": "yesterday"},
    "at no place in time": {"time": "2026-11-28T09:00:00"},
    "empty": {"text": ""},
    "too long": {"text": "x" * 2_001},
    "with what is no text": {"text": "a\u0000b"},
    "a number": {"text": 7},
    "taken back": {"state": "taken_back"},
    "with more than a comment has": {"salt": ""},
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_folder_with_what_is_no_comment_is_refused_whole(
    session: Session, make_session: MakeSession, tmp_path: Path, forged: str
) -> None:
    record_comments.write(session, saved(session).id, SAID)
    folder = tmp_path / "everything"
    export_all.write(session, folder)
    path, manifest = folder / "comments.jsonl", folder / "manifest.json"
    content = (json.dumps(json.loads(path.read_bytes()) | FORGED[forged]) + "\n").encode()
    path.write_bytes(content)
    told = json.loads(manifest.read_bytes())
    told["comments"] = hashlib.sha256(content).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")
    new = make_session(new=True)
    with new.reading() as reading:
        before = reading.log.last
    assert rules(export_all.take, new, folder) == ["import.all_comment"]
    with new.reading() as reading:
        assert (reading.log.last, list(reading.comments.all())) == (before, [])


def test_a_comment_twice_or_with_another_hash_is_refused(
    session: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    record_comments.write(session, saved(session).id, SAID)
    folder = tmp_path / "everything"
    export_all.write(session, folder)
    path, manifest = folder / "comments.jsonl", folder / "manifest.json"
    content = path.read_bytes() * 2
    path.write_bytes(content)
    new = make_session(new=True)
    with pytest.raises(Refused):
        export_all.take(new, folder)
    told = json.loads(manifest.read_bytes())
    told["comments"] = hashlib.sha256(content).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")
    assert rules(export_all.take, new, folder) == ["import.all_comment"]


# --- they never leave


def test_nothing_that_leaves_says_a_word_of_them(session: Session, tmp_path: Path) -> None:
    """A submission with its package, pages of a record, a list as file, on paper and copied."""
    case = record.find(session, "SND-01").record
    record_comments.write(session, case.id, SAID, "title")
    out = tmp_path / "out"
    out.mkdir()
    query = lists.Query("risk-indicator", filters={"record.commented": ("1",)})
    request = list_export.ListRequest(query)
    for ending in list_export.ENDINGS:
        list_export.write(session, request, out / f"list{ending}")
    copied = list_export.copied(session, request)
    pages = [
        record_pages.made(session, record_pages.PagesRequest((case.id,))),
        table_pages.of_list(session, request),
    ]
    done = submit(session, SubmissionRequest("indicator-catalogue", where="SND-01"))
    release.export(session, done.submission.reference, out / "submission.pdf")
    for one in pages:
        (out / f"{len(list(out.iterdir()))}.pdf").write_bytes(one.pdf)
    (out / "copied").write_text(str(copied), "utf-8")
    for path in out.iterdir():
        said = everything_in(path)
        assert said, path
        assert "zanzibarquince" not in said.lower(), path
        assert "Open comments" not in said, path


def everything_in(path: Path) -> str:
    """Text and attachments of a PDF; what a packed table holds; another file as it is."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            held = [pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments]
        document = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return text + b"".join(held).decode("utf-8", "replace")
    if path.suffix in (".xlsx", ".ods"):
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        return b"".join(parts).decode("utf-8", "replace")
    return path.read_text("utf-8", "replace")


def test_no_comment_stands_in_a_database_that_is_not_encrypted(session: Session) -> None:
    record_comments.write(session, saved(session).id, SAID)
    session.close()
    for path in session.folder.rglob("*"):
        if path.is_file():
            assert b"Zanzibarquince" not in path.read_bytes()
