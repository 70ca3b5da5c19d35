"""`check`: what opens the office is looked at too."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from rilo_desktop.records import CaseStudy, GoodsLine, Workflow
from rilo_desktop.records.picture import Picture
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, backup, restore, store_check
from rilo_desktop.services.office.errors import BackupBroken
from rilo_desktop.services.office.progress import Cancelled, Progress
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import lists, record
from rilo_desktop.store import (
    ReadSession,
    backup_file,
    known_backups,
    officer_rows,
    release_evidence,
    search_words,
)
from rilo_desktop.store.repairing import REBUILDABLE
from rilo_desktop.store.signatures import Signer

COPIES = ("keys.json", "keys-copy.json")


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("content", [None, b"", b"rubbish", b"[]", b"\xff\xfe"])
def test_one_broken_copy_of_the_keys_is_told(make_session, name, content):
    session = make_session(few=True)
    assert store_check.check(session).findings == ()
    path = session.folder / name
    path.unlink() if content is None else path.write_bytes(content)
    (found,) = store_check.check(session).findings
    assert (found.rule, found.values["name"]) == ("check.keys", name)


HARMS = {
    "a row that says something else": "UPDATE case_study SET modus_operandi = 'changed'",
    "a head that says something else": "UPDATE record SET title = 'changed' WHERE row = 4",
    "lines that are gone": "DELETE FROM case_study_goods",
    "lines too many": "INSERT INTO case_study_goods (owner, line) SELECT max(owner), 99 "
    "FROM case_study",
    "a record that is gone": "DELETE FROM record WHERE kind = 'case-study'",
    "a record that nobody wrote": "INSERT INTO record SELECT 5000, 'nobody', kind, 'X', NULL, "
    "title, dated, workflow, archived, office_code, language, tlp, caveats, review_date, "
    "not_known, revision, number, origin, NULL FROM record WHERE row = 4",
    "a kind that does not exist": "UPDATE record SET kind = 'spaceship' WHERE row = 4",
    "a head at an older revision": "UPDATE record SET revision = (SELECT revision FROM record "
    "WHERE row = 5) WHERE row = 4",
    "lines of no record": "PRAGMA foreign_keys=OFF; INSERT INTO case_study_goods (owner, line) "
    "VALUES (7000, 1); PRAGMA foreign_keys=ON",
    "a record that is not found": "DELETE FROM search WHERE rowid = 4",
    "an entry of no record": "INSERT INTO search(rowid, title, body) VALUES (9000, 'a', 'b')",
    "an entry with other words": "DELETE FROM search WHERE rowid = 4; "
    "INSERT INTO search(rowid, title, body) VALUES (4, 'a', 'b c')",
    "no entries": "INSERT INTO search(search) VALUES ('delete-all')",
    "an index that is broken": "UPDATE search_data SET block = x'0011' WHERE id > 1000",
}


@pytest.fixture
def sample(make_session):
    """An office of few records: each test checks all of it two or three times."""
    session = make_session(few=True)
    with session.unit("edit") as unit:
        unit.write([case(n) for n in range(12)])
    return session


def case(n):
    return CaseStudy(
        id=f"case-{n}",
        title=f"Case {n}: watches in a container",
        summary="They were declared as plates.",
        goods=(GoodsLine(description="Watches"), GoodsLine(description="Plates")),
    )


def run(session, script):
    for statement in script.split("; "):
        session.store._raw.execute(statement)


def rules(found):
    return {finding.rule for finding in found.findings}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_made_from_revisions_is_made_anew(sample, harm):
    run(sample, HARMS[harm])
    done = store_check.repair(sample)
    assert done.before.findings != ()
    assert rules(done.before) <= REBUILDABLE
    assert done.after.findings == ()
    assert done.records == done.after.records
    with sample.reading() as reading:
        assert next(reading.log.newest_first()).action == actions.REPAIR
    assert lists.find(sample, lists.Query("case-study", words="container")).rows


def test_work_goes_on_after_a_repair(make_session):
    sample = make_session(sample=True)
    for harm in HARMS.values():
        run(sample, harm)
    assert store_check.repair(sample).after.findings == ()
    record.save(sample, CaseStudy(id="new", title="goes on"))
    assert store_check.check(sample).findings == ()


def test_a_word_that_changed_its_place_in_the_index(sample):
    """As many words as before, and others."""
    raw = sample.store._raw
    with sample.reading() as reading:
        title, body = search_words.row(next(reading.records.stored_many([4])).record)
    raw.execute("DELETE FROM search WHERE rowid = 4")
    words = title.split()
    others = " ".join(["quincunx", *words[1:]])
    raw.execute("INSERT INTO search(rowid, title, body) VALUES (4, ?, ?)", (others, body))
    assert rules(store_check.check(sample)) <= {"check.search_words", "check.not_found"}
    assert store_check.check(sample).findings
    assert store_check.repair(sample).after.findings == ()


def test_a_store_that_is_whole_is_not_repaired(sample):
    with sample.reading() as reading:
        before = reading.log.last
    assert not store_check.repair(sample).was_needed
    with sample.reading() as reading:
        assert reading.log.last == before


def test_an_index_after_changes_and_archived_records_is_whole(sample):
    with sample.reading() as reading:
        cases = [stored.record for stored in reading.records.all_of("case-study")]
    for case in cases[:10]:
        record.save(sample, replace(case, title=f"{case.title} again"))
    record.save(sample, replace(cases[11], archived=True))
    assert store_check.check(sample).findings == ()


TAMPERED = {
    "UPDATE revision SET content = replace(content, 'a', 'b') WHERE seq = 4": "check.revision",
    "UPDATE revision SET content = 'no json' WHERE seq = 4": "check.revision",
    "UPDATE revision SET content = x'ff00' WHERE seq = 4": "check.revision",
    "UPDATE revision SET parents = 'no json' WHERE seq = 4": "check.revision",
    "UPDATE revision SET parents = '{}' WHERE seq = 4": "check.revision",
    "UPDATE revision SET author = x'00' WHERE seq = 4": "check.revision",
    "UPDATE revision SET operation = 1 WHERE seq = 4": "check.operation",
    "UPDATE revision SET signature = x'00' WHERE seq = 4": "check.signature",
    "DELETE FROM revision WHERE seq = 4": "check.removed",
    "UPDATE revision SET seq = 9000 WHERE seq = 4": "check.order",
    "UPDATE log SET detail = 'no json' WHERE seq = 2": "check.log",
    "UPDATE log SET detail = x'00' WHERE seq = 2": "check.log",
    "UPDATE log SET revisions = 'x' WHERE seq = 2": "check.log",
    "DELETE FROM log WHERE seq = 2": "check.log_gap",
}


@pytest.mark.parametrize("harm", TAMPERED)
def test_what_was_done_to_the_history_is_told_and_not_made_good(sample, harm):
    run(sample, harm)
    done = store_check.repair(sample)
    assert TAMPERED[harm] in rules(done.before)
    assert TAMPERED[harm] in rules(done.after)


def test_revisions_whose_entry_of_the_log_was_taken_away_are_told(sample):
    run(sample, "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)")
    done = store_check.repair(sample)
    assert "check.unlogged" in rules(done.before)
    assert "check.unlogged" in rules(done.after)


def test_a_picture_that_was_changed_or_is_gone(sample):
    content = b"a picture"
    name = hashlib.sha256(content).hexdigest()
    with sample.unit("edit") as unit:
        unit.write_attachment(name, "image/png", "a.png", content)
        unit.write([CaseStudy(id="p", title="shown", pictures=(Picture(sha256=name),))])
    assert store_check.check(sample).findings == ()
    run(sample, "UPDATE attachment SET content = x'00'")
    assert rules(store_check.check(sample)) == {"check.picture"}
    run(sample, "DELETE FROM attachment")
    assert rules(store_check.repair(sample).after) == {"check.picture_missing"}


def test_only_head_and_steward_repair(sample, passphrase, clock):
    officer_rows.add(sample.store, "AP-02", "Analyst", "analyst", "a passphrase of the analyst")
    folder = sample.folder
    sample.close()
    with open_store(folder, "a passphrase of the analyst", clock=clock) as analyst:
        assert store_check.check(analyst).findings == ()
        with pytest.raises(Refused, match="role"):
            store_check.repair(analyst)


def test_a_repair_that_is_given_up_changes_nothing(sample):
    class GivesUp(Progress):
        def __call__(self, done, of, step=""):
            if step == "Rebuilding rows":
                raise Cancelled

    run(sample, "DELETE FROM case_study_goods")
    before = store_check.check(sample)
    with pytest.raises(Cancelled):
        store_check.repair(sample, GivesUp())
    assert store_check.check(sample) == before


def test_a_broken_copy_of_the_keys_is_made_anew(sample):
    (sample.folder / "keys-copy.json").write_bytes(b"rubbish")
    done = store_check.repair(sample)
    assert (rules(done.before), done.after.findings) == ({"check.keys"}, ())


# --- against what was noted outside


@pytest.fixture
def noted(sample, tmp_path):
    """An office that worked on after its backup."""
    path = backup.back_up(sample, tmp_path / "noted").path
    for n in range(3):
        record.save(sample, CaseStudy(id="worked", title=f"on {n}"))
    return path


def test_a_history_that_goes_on_agrees(sample, noted):
    assert store_check.check(sample, backups=[noted]).findings == ()


def test_a_shortened_log_is_found(sample, noted, tmp_path):
    """With the key in hand, newest entries and all they made can be taken away in good order."""
    newer = backup.back_up(sample, tmp_path / "newer").path
    with sample.reading() as reading:
        last = reading.log.last
    run(
        sample,
        f"DELETE FROM log WHERE seq > {last - 2}; "
        f"DELETE FROM revision WHERE operation > {last - 2}",
    )
    known_backups.forget(sample.folder, [str(newer)])
    sample.store._ends.forget()
    store_check.repair(sample)
    assert "check.log_shortened" not in rules(store_check.check(sample))
    found = store_check.check(sample, backups=[newer])
    assert rules(found) & {"check.log_shortened", "check.log_rewritten"}


def test_what_a_restore_gave_up_is_said_and_is_no_fault(sample, noted, passphrase, clock, tmp_path):
    newer = backup.back_up(sample, tmp_path / "newer").path
    sample.close()
    with restore.restore(noted, sample.folder, passphrase, clock=clock).session as again:
        for n in range(9):
            record.save(again, CaseStudy(id="worked", title=f"otherwise {n}"))
        found = store_check.check(again, backups=[newer])
        assert rules(found) == {"check.given_up"}
        assert found.blocking == ()


def test_without_the_word_of_a_restore_it_is_a_fault(sample, noted, passphrase, clock, tmp_path):
    newer = backup.back_up(sample, tmp_path / "newer").path
    sample.close()
    about = backup_file.read(noted).manifest
    (sample.folder / "store.db").write_bytes(noted.read_bytes()[: about.database_bytes])
    with open_store(sample.folder, passphrase, clock=clock) as again:
        found = rules(store_check.check(again, backups=[newer]))
        assert found == {"check.log_rewritten", "check.opening"}
        for n in range(9):
            record.save(again, CaseStudy(id="worked", title=f"otherwise {n}"))
        assert rules(store_check.check(again)) == {"check.log_rewritten", "check.opening"}


def test_a_backup_of_another_office_says_nothing(sample, make_session, tmp_path):
    other = backup.back_up(make_session("WE", few=True), tmp_path / "other").path
    assert rules(store_check.check(sample, backups=[other])) == {"check.backup_foreign"}
    with pytest.raises(BackupBroken):
        store_check.check(sample, backups=[tmp_path / "nothing"])


def test_a_manifest_that_somebody_else_wrote(sample, noted):
    """Its signature covers all it says and the slots."""
    whole = noted.read_bytes()
    about = backup_file.read(noted)
    forged = replace(about.manifest, heads=((about.manifest.operations, "0" * 64),))
    with noted.open("r+b") as file:
        file.truncate(forged.database_bytes)
        file.seek(0, 2)
        backup_file.append(noted, forged, about.slots, Signer(b"k" * 32), file)
    assert rules(store_check.check(sample, backups=[noted])) == {"check.backup_signature"}
    noted.write_bytes(whole)
    assert store_check.check(sample, backups=[noted]).findings == ()


@pytest.mark.parametrize("last", [actions.RELEASE, actions.BULK])
def test_what_released_them_is_asked_of_many_records_at_once(sample, monkeypatch, last):
    """As many statements for 22 records as for 4: also where a later operation kept the state."""
    asked = []
    run = ReadSession.run
    monkeypatch.setattr(ReadSession, "run", lambda *said: asked.append(said[1]) or run(*said))
    counts = []
    for first, end in ((100, 104), (200, 218)):
        made = [replace(case(n), workflow=Workflow.RELEASED) for n in range(first, end)]
        with sample.unit(actions.RELEASE) as unit:
            unit.write(made)
        if last != actions.RELEASE:
            with sample.unit(last) as unit:
                unit.write([replace(one, archived=True) for one in made])
        with sample.reading() as reading:
            asked.clear()
            assert list(release_evidence.without(reading)) == []
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 3
