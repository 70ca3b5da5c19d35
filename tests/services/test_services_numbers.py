# mypy: disable-error-code="call-arg"
"""No reference is given twice: after a receipt, after a restore, at a second workstation (F1)."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from received_offices import case, coming, document, sent, to_file, with_records

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, cards, restore, store_check
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import findings_of, waiting
from rilo_desktop.services.records import record, undo
from rilo_desktop.store import keys, log_tail


def save(session, title):
    made = replace(record.new(session, "case-study"), title=title)
    (name,) = record.save(session, made).records
    return record.get(session, name).record.reference


def short(reference):
    return reference.split("/")[-1]


@pytest.fixture
def office(make_session):
    return make_session()


@pytest.fixture
def saved_since(office, tmp_path):
    """A backup, and two records that were saved after it."""
    save(office, "kept")
    made = back_up.back_up(office, tmp_path / "old.rilobackup").path
    assert [short(save(office, "lost")), short(save(office, "lost too"))] == ["A0002", "A0003"]
    return made


def restored(backup, folder, passphrase, clock, **named):
    done = restore.restore(backup, folder, passphrase, clock=clock, **named)
    with done.session as session:
        reference = save(session, "after the restore")
        assert store_check.check(session).findings == ()
    return reference, [finding.rule for finding in done.findings], done


def test_a_restored_office_never_reuses_a_number(office, saved_since, passphrase, clock):
    office.close()
    reference, said, done = restored(saved_since, office.folder, passphrase, clock)
    assert (short(reference), said) == ("A0004", ["restore.numbers"])
    with open_store(done.aside, passphrase, clock=clock) as aside:
        assert short(save(aside, "in the one aside")) == "A0004"


def test_restored_once_more_it_still_never_reuses_a_number(office, saved_since, passphrase, clock):
    office.close()
    restored(saved_since, office.folder, passphrase, clock)
    reference, _, _ = restored(saved_since, office.folder, passphrase, clock)
    assert short(reference) == "A0005"


def test_on_a_new_computer_it_takes_the_next_letter(
    office, saved_since, passphrase, clock, tmp_path
):
    """The disk is lost: nobody knows what was given out after the backup."""
    office.close()
    reference, said, _ = restored(saved_since, tmp_path / "new", passphrase, clock)
    assert (short(reference), said) == ("B0002", ["restore.letter", "restore.fingerprint"])
    with open_store(tmp_path / "new", passphrase, clock=clock) as again:
        assert again.store.workstation == "B"
        with again.reading() as reading:
            (entry,) = reading.log.with_action(actions.RESTORED)
        assert entry.detail["workstation"] == "B"
        assert keys.read(tmp_path / "new").workstation == "B"


def test_whoever_restores_may_name_the_letter(office, saved_since, passphrase, clock, tmp_path):
    office.close()
    reference, said, _ = restored(saved_since, tmp_path / "new", passphrase, clock, workstation="K")
    assert (short(reference), said) == ("K0002", ["restore.letter", "restore.fingerprint"])
    with pytest.raises(Refused):
        restore.restore(saved_since, tmp_path / "other", passphrase, clock=clock, workstation="ä")
    assert not (tmp_path / "other").exists()


def test_a_letter_that_is_known_elsewhere_is_not_taken(
    office, saved_since, passphrase, clock, tmp_path
):
    with office.unit(actions.EDIT) as unit:
        unit.write([CaseStudy(id="theirs", title="x", reference="AP/2026/CS/C0009")])
    later = back_up.back_up(office, tmp_path / "later.rilobackup").path
    office.close()
    reference, _, _ = restored(later, tmp_path / "new", passphrase, clock)
    assert short(reference)[0] == "D"


def test_beside_a_broken_store_the_note_of_a_closed_office_knows_the_numbers(
    office, saved_since, passphrase, clock
):
    office.close()
    (office.folder / "store.db").write_bytes(b"broken")
    reference, _, _ = restored(saved_since, office.folder, passphrase, clock)
    assert short(reference) == "A0004"


def _crash(session, folder):
    """What is left of an office that was open when the power went."""
    shutil.copytree(session.folder, folder)
    return folder


def test_beside_a_broken_store_that_was_open_it_takes_the_next_letter(
    office, saved_since, passphrase, clock, tmp_path
):
    folder = _crash(office, tmp_path / "crashed")
    assert log_tail.read(folder).numbers is None
    (folder / "store.db").write_bytes(b"broken")
    reference, said, _ = restored(saved_since, folder, passphrase, clock)
    assert (short(reference), said) == ("B0002", ["restore.letter"])


def test_a_store_that_lost_its_newest_entries_does_not_know_its_numbers(
    office, saved_since, passphrase, clock, tmp_path
):
    folder = _crash(office, tmp_path / "crashed")
    note = (folder / log_tail.NAME).read_bytes()
    office.close()
    with open_store(folder, passphrase, clock=clock):
        pass
    ahead = json.loads(note) | {"entry": 1_000}
    (folder / log_tail.NAME).write_text(json.dumps(ahead))
    reference, said, _ = restored(saved_since, folder, passphrase, clock)
    assert (short(reference), said) == ("B0002", ["restore.letter"])


def test_a_restore_keeps_the_letter_of_the_office_that_it_replaces(
    office, saved_since, passphrase, clock, tmp_path
):
    office.close()
    folder = tmp_path / "new"
    restored(saved_since, folder, passphrase, clock)
    reference, _, _ = restored(saved_since, folder, passphrase, clock)
    assert short(reference) == "B0003"


def test_the_note_says_numbers_and_nothing_of_the_content(office, saved_since):
    office.close()
    note = json.loads((office.folder / log_tail.NAME).read_bytes())
    assert set(note) == {"closed", "entry", "hash", "workstation", "numbers"}
    assert note["numbers"]["AP/2026/CS/A"] == 3
    assert {type(number) for number in note["numbers"].values()} == {int}


def test_what_was_lost_comes_back_by_a_receipt_and_the_office_still_saves(
    office, make_session, passphrase, clock, tmp_path
):
    """The first honest road of F1: restored, the Secretariat sends the lost records back."""
    secretariat = make_session("SECRETARIAT")
    backup = back_up.back_up(office, tmp_path / "old.rilobackup").path
    for title in ("one", "two"):
        whole = case(make_session(sample=True), 0)
        made = replace(whole, id=record.new(office, "case-study").id, reference="", title=title)
        record.save(office, replace(made, local_ref=title, pictures=()))
    receive.accept(secretariat, coming(secretariat, document(office, sent(office))))
    office.close()
    with restore.restore(backup, office.folder, passphrase, clock=clock).session as again:
        with again.unit(actions.REPAIR) as unit:  # as a version that did not know the numbers
            unit._run("DELETE FROM counter WHERE kind = 'case-study'")
        back = document(secretariat, sent(secretariat))
        looked = coming(again, back)
        done = receive.accept(again, looked, wanted=[one.id for one in waiting(looked)])
        assert done.new == 2
        assert short(save(again, "new")) == "A0003"
        undo.undo(again, done.changes.operation)
        assert short(save(again, "newer")) == "A0004"
        assert store_check.check(again).findings == ()


def test_a_record_named_with_the_next_number_does_not_stop_the_office(office, make_session):
    """The hostile road of F1."""
    other = make_session(sample=True)
    taken = document(other, sent(other))
    first = taken.package.records[0]
    for n in range(3):
        reference = f"AP/2026/CS/A{n + 1:04}"
        snapshot = dict(first.snapshot) | {"id": f"forged-{n}", "reference": reference}
        snapshot["local_ref"] = f"forged {n}"
        packed = replace(first, id=f"forged-{n}", reference=reference, snapshot=snapshot)
        with office.unit(actions.RECEIVE) as unit:
            found = coming(office, with_records(taken, [packed], f"F{n}"))[0].records[0]
            unit.write([found.theirs])
    assert short(save(office, "ours")) == "A0004"


def test_two_workstations_with_one_letter_refuse_to_exchange(make_session, tmp_path):
    """The second honest road of F1, in both directions."""
    one, other = make_session(sample=True), make_session(sample=True, new=True)
    assert one.store_id != other.store_id
    for sender, receiver in ((one, other), (other, one)):
        file = to_file(sender, sent(sender), tmp_path)
        looked = receive.inspect_submissions(
            receiver, [file], [cards.listed(sender)[0].fingerprint]
        )
        assert [finding.rule for finding in findings_of(looked)] == ["receive.same_letter"]
        file.unlink()


def test_workstations_with_letters_of_their_own_exchange(make_session, tmp_path, clock, passphrase):
    one = make_session(sample=True)
    made = make_office(tmp_path / "second", "AP", "AP-02", passphrase, workstation="B", clock=clock)
    with made.session as second:
        file = to_file(one, sent(one), tmp_path)
        trust = [cards.listed(one)[0].fingerprint]
        assert findings_of(receive.inspect_submissions(second, [file], trust)) == ()


def stuck(session):
    with session.unit(actions.EDIT) as unit:
        unit.write([CaseStudy(id="theirs", title="x", reference="AP/2026/CS/A0002")])
        unit._run("UPDATE counter SET last = 1 WHERE kind = 'case-study'")


def test_check_names_a_counter_that_stands_too_low_and_repair_raises_it(office):
    save(office, "one")
    stuck(office)
    (found,) = store_check.check(office).findings
    assert (found.rule, found.values["used"]) == ("check.counter", "0002")
    done = store_check.repair(office)
    assert (done.was_needed, done.after.findings) == (True, ())
    with office.reading() as reading:
        row = reading.run("SELECT last FROM counter WHERE kind = 'case-study'")[0]
    assert row == (2,)


def test_repair_by_the_command_line(office, passphrase, monkeypatch, capsys):
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    save(office, "one")
    stuck(office)
    office.close()
    assert main(["check", str(office.folder)]) == 6
    assert "A0002" in capsys.readouterr().err
    assert main(["check", str(office.folder), "--repair"]) == 0
    assert main(["check", str(office.folder)]) == 0


def test_the_command_line_says_the_letter(office, saved_since, passphrase, monkeypatch, capsys):
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    office.close()
    new = office.folder.with_name("new")
    assert main(["restore", str(saved_since), str(new), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["workstation"] == "B"
    assert "letter B" in json.loads(out)["findings"][0]["message"]
    assert "letter B" in err
