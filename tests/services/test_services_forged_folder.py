"""A folder of export-all, edited by somebody who knows the format, raises no state (N1).

Neither the head alone nor whoever hands the head a folder goes round the second person.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from edited_folder import EditedFolder
from received_offices import case, coming, document, sent_cases

from rilo_desktop.cli import main
from rilo_desktop.records import Submission, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, export_all
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import purge, record, review, undo
from rilo_desktop.services.submissions import encrypted_copies, release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.store import officer_rows

MakeSession = Callable[..., Session]
CASE, SUB = "case-study", "submission"
APPROVAL = {"decision": "approved", "sign": "AP-02", "function": "Deputy Head", "on": "2026-11-30"}


@pytest.fixture
def office(make_session: MakeSession) -> Session:
    """With a second officer, who alone may approve what the head wrote."""
    session = make_session(sample=True)
    sent_cases(session, 0, 1)
    officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", "a second passphrase here")
    return session


@pytest.fixture
def forged(office: Session, tmp_path: Path) -> EditedFolder:
    export_all.write(office, tmp_path / "everything")
    return EditedFolder(tmp_path / "everything")


def rules_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.rule for one in refused.value.findings]


def stands(session: Session, reference: str) -> Any:
    return record.find(session, reference).record


def is_unknown(session: Session, reference: str) -> bool:
    with session.reading() as reading:
        return not reading.records.find_ids("", reference)


def log_ends_at(session: Session) -> int:
    with session.reading() as reading:
        return reading.log.last


# --- what the folder claims


def test_a_forged_submission_is_not_taken_and_never_leaves(
    office: Session, forged: EditedFolder, tmp_path: Path
) -> None:
    name = "AP/2026/SUB/A0077"
    forged.add(SUB, reference=name, title="FORGED RELEASE", decisions=[APPROVAL])
    taken = export_all.take(office, forged.folder)
    assert taken.operation == 0, "there was nothing else to take"
    assert [one.values["name"] for one in taken.left_out] == [name]
    assert is_unknown(office, name)
    with pytest.raises(Refused):
        release.export(office, name, tmp_path / "forged.pdf")
    assert not (tmp_path / "forged.pdf").exists()
    assert check(office).findings == ()


def test_what_is_released_here_keeps_its_content_until_somebody_decides(
    office: Session, forged: EditedFolder
) -> None:
    one = case(office)
    assert one.workflow == Workflow.RELEASED
    forged.change(CASE, one.reference, title="OVERWRITTEN")
    taken = export_all.take(office, forged.folder)
    assert [found.values["name"] for found in taken.waiting] == [one.reference]
    assert (taken.operation, taken.changed) == (0, 0)
    assert stands(office, one.reference) == one
    with pytest.raises(Refused) as refused:
        export_all.take(office, forged.folder, wanted=["AP/2026/CS/A0999"])
    assert rules_of(refused) == ["receive.take"]
    wanted = export_all.take(office, forged.folder, wanted=[one.reference])
    assert (wanted.changed, wanted.waiting) == (1, ())
    now = stands(office, one.reference)
    assert (now.title_text, now.workflow) == ("OVERWRITTEN", Workflow.DRAFT)
    assert check(office).findings == ()
    undo.undo(office, wanted.operation)
    assert stands(office, one.reference) == one, "and it stands as it was released"
    assert check(office).findings == ()


@pytest.mark.parametrize("state", [Workflow.IN_REVIEW, Workflow.APPROVED, Workflow.RELEASED])
def test_a_new_record_is_a_draft_whatever_it_claims(
    office: Session, forged: EditedFolder, state: Workflow
) -> None:
    made = forged.add(CASE, reference="AP/2026/CS/A0500", title="New", workflow=state)
    taken = export_all.take(office, forged.folder)
    assert (taken.created, taken.changed, taken.waiting) == (1, 0, ())
    assert stands(office, made["reference"]).workflow == Workflow.DRAFT
    assert check(office).findings == ()


def test_a_state_alone_changes_nothing(office: Session, forged: EditedFolder) -> None:
    """A draft that the folder says is released stays a draft, and what is released is released."""
    with office.reading() as reading:
        held = [stored.record for stored in reading.records.all_of(CASE)]
    draft = next(one for one in held if one.workflow == Workflow.DRAFT)
    forged.change(CASE, draft.reference, workflow=Workflow.RELEASED)
    forged.change(CASE, case(office).reference, workflow=Workflow.DRAFT)
    taken = export_all.take(office, forged.folder)
    assert (taken.operation, taken.waiting) == (0, ())
    with office.reading() as reading:
        assert [stored.record for stored in reading.records.all_of(CASE)] == held


def test_a_record_of_another_office_is_left_out_with_its_place(
    office: Session, forged: EditedFolder
) -> None:
    name = "SECRETARIAT/2026/CS/A0001"
    forged.add(CASE, reference=name, title="Theirs", workflow=Workflow.RELEASED)
    line = forged.number(CASE, lambda one: one["reference"] == name)
    taken = export_all.take(office, forged.folder)
    (said,) = taken.left_out
    assert (said.rule, said.place.file, said.place.row) == (
        "import.all_foreign",
        f"records/{CASE}-001.jsonl",
        line,
    )
    assert (said.values["name"], said.values["owner"]) == (name, "SECRETARIAT")
    assert is_unknown(office, name)


def test_what_another_office_sent_is_not_edited_by_a_folder(
    make_session: MakeSession, tmp_path: Path
) -> None:
    """Received records stand as their office signed them; a new office receives them again."""
    sender, office = make_session("WE", sample=True), make_session()
    receive.accept(office, coming(office, document(sender, sent_cases(sender, 0, 1))))
    folder = tmp_path / "everything"
    export_all.write(office, folder)
    theirs = case(sender)
    before = stands(office, theirs.reference)
    assert export_all.take(office, folder).left_out == (), "all of it is here"
    forged = EditedFolder(folder)
    forged.change(CASE, theirs.reference, title="Said by us")
    own = {"reference": "AP/2026/CS/A0901", "title": "Ours, they say"}
    forged.change(CASE, case(sender, 1).reference, **own)
    taken = export_all.take(office, folder)
    assert [one.rule for one in taken.left_out] == ["import.all_foreign"] * 2
    assert taken.operation == 0
    assert stands(office, theirs.reference) == before
    new = make_session(new=True)
    again = export_all.take(new, forged.folder)
    assert theirs.reference in [one.values["name"] for one in again.left_out]
    assert is_unknown(new, theirs.reference)
    assert check(new).findings == ()


def test_what_was_purged_here_does_not_come_back_unasked(
    office: Session, forged: EditedFolder
) -> None:
    with office.reading() as reading:
        held = [stored.record for stored in reading.records.all_of(CASE)]
    one = next(record for record in held if record.workflow == Workflow.DRAFT)
    purge.purge_record(office, one.id, "asked by a court")
    taken = export_all.take(office, forged.folder)
    (said,) = taken.waiting
    assert said.values["name"] == one.reference
    assert "purged" in said.message
    with office.reading() as reading:
        assert reading.records.stored(one.id) is not None
        assert not stands(office, one.reference).title_text


def test_personal_data_that_a_folder_brings_is_asked_about_before_it_leaves(
    office: Session, forged: EditedFolder
) -> None:
    secret = "Ask john.smith@example.com, passport AB1234567, IBAN DE89370400440532013000."
    model = case(office).reference
    forged.add(CASE, model, reference="AP/2026/CS/A0501", title="Leak", summary=secret)
    export_all.take(office, forged.folder)
    made = stands(office, "AP/2026/CS/A0501")
    assert made.workflow == Workflow.DRAFT
    with pytest.raises(Refused) as refused:
        submit(office, SubmissionRequest("case-studies", records=(made.id,), reason="as agreed"))
    assert any(rule.startswith("nominal.") for rule in rules_of(refused)), rules_of(refused)


def test_a_second_person_decides_on_what_came(office: Session, forged: EditedFolder) -> None:
    forged.add(CASE, case(office).reference, reference="AP/2026/CS/A0502", title="Ours again")
    export_all.take(office, forged.folder)
    made = stands(office, "AP/2026/CS/A0502")
    review.send(office, made.id)
    with pytest.raises(Refused) as refused:
        review.approve(office, made.id)
    assert rules_of(refused) == ["review.own"]


UNFIT: dict[str, tuple[dict[str, Any], str]] = {
    "a text too long": ({"title": "x" * 5_000}, "import.all_unfit"),
    "a text that is a number": ({"title": 7}, "import.all_record"),
    "a number of another record": ({"reference": "AP/2026/CS/A0001"}, "import.all_record"),
    "a picture that is not there": (
        {"pictures": [{"sha256": "1" * 64, "caption": "x"}]},
        "import.all_record",
    ),
    "an own number that is no text": ({"local_ref": 7}, "import.all_record"),
    "archived, perhaps": ({"archived": "perhaps"}, "import.all_record"),
}


@pytest.mark.parametrize("what", sorted(UNFIT))
def test_what_no_office_could_have_written_is_refused_with_its_place(
    office: Session, forged: EditedFolder, what: str
) -> None:
    values, rule = UNFIT[what]
    lines = forged.lines(CASE)
    made = {**lines[0], "id": "0190aaaa-0000-7000-8000-000000000001", "pictures": []}
    made |= {"reference": "AP/2026/CS/A0503", "local_ref": "OWN-503"} | values
    good = {**made, "id": "0190aaaa-0000-7000-8000-000000000002", "reference": "AP/2026/CS/A0504"}
    good |= {"local_ref": "OWN-504", "title": "Good", "pictures": [], "archived": None}
    good = {name: value for name, value in good.items() if value is not None}
    forged.put(CASE, [*lines, made, good])
    before = log_ends_at(office)
    with pytest.raises(Refused) as refused:
        export_all.take(office, forged.folder)
    (said,) = refused.value.findings
    assert (said.rule, said.place.file, said.place.row) == (
        rule,
        f"records/{CASE}-001.jsonl",
        len(lines) + 1,
    )
    assert log_ends_at(office) == before
    taken = export_all.take(office, forged.folder, skip_bad=True)
    assert [one.rule for one in taken.left_out] == [rule]
    assert taken.created == 1
    assert stands(office, "AP/2026/CS/A0504").workflow == Workflow.DRAFT
    assert check(office).findings == ()


def test_a_thousand_of_each_are_told_shortly(
    office: Session, forged: EditedFolder, capsys: pytest.CaptureFixture[str], passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lines, subs = forged.lines(CASE), forged.lines(SUB)
    ids = [f"0190aaaa-0000-7000-8000-{n:012}" for n in range(2000)]
    foreign = [
        {**lines[0], "id": ids[n], "reference": f"WE/2026/CS/A{n:04}", "local_ref": f"W{n}"}
        for n in range(1000)
    ]
    others = [
        {**subs[0], "id": ids[1000 + n], "reference": f"AP/2026/SUB/A{2000 + n}"}
        for n in range(1000)
    ]
    forged.put(CASE, [*lines, *foreign])
    forged.put(SUB, [*subs, *others])
    office.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    arguments = ["import", str(office.folder), str(forged.folder), "--as", "AP-01"]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert len((said.out + said.err).splitlines()) < 30
    assert main([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["left_out"]) == 2000


# --- what it leaves behind where an older program, or an insider, took it


def insider(session: Session, action: str, *records: Any) -> None:
    """Somebody with the office's key and an officer's passphrase, and a program of their own."""
    with session.unit(action) as unit:
        unit.write(records)


def test_check_and_export_look_behind_a_released_submission(
    office: Session, tmp_path: Path
) -> None:
    with office.reading() as reading:
        model = next(reading.records.all_of(SUB)).record
    assert isinstance(model, Submission)
    ids = ["0190aaaa-0000-7000-8000-000000000001", "0190aaaa-0000-7000-8000-000000000002"]
    released, superseded = (
        replace(model, id=ids[n], reference=f"AP/2026/SUB/A007{n}", workflow=state)
        for n, state in enumerate((Workflow.RELEASED, Workflow.SUPERSEDED))
    )
    insider(office, actions.IMPORT, released, superseded)
    found = check(office).findings
    assert [(one.rule, one.values["record"]) for one in found] == [
        ("check.unreleased", released.reference),
        ("check.unreleased", superseded.reference),
    ]
    for one in (released, superseded):
        for leaves in (
            lambda path, name: release.export(office, name, path),
            lambda path, name: encrypted_copies.export(office, name, path, ["RILO WE"]),
        ):
            with pytest.raises(Refused) as refused:
                leaves(tmp_path / "out.pdf", one.reference)
            assert rules_of(refused) == ["export.unreleased"]
    assert list(tmp_path.glob("*.pdf")) == []
    release.export(office, model.reference, tmp_path / "genuine.pdf")


@pytest.mark.parametrize("state", [Workflow.APPROVED, Workflow.RELEASED])
@pytest.mark.parametrize("action", [actions.IMPORT, actions.EDIT, actions.UNDO, actions.BULK])
def test_check_looks_behind_a_record_that_nobody_approved(
    office: Session, action: str, state: Workflow
) -> None:
    with office.reading() as reading:
        held = [stored.record for stored in reading.records.all_of(CASE)]
    draft = next(one for one in held if one.workflow == Workflow.DRAFT)
    other = replace(case(office), title="OVERWRITTEN", workflow=state)
    insider(office, action, replace(draft, workflow=state), other)
    found = check(office).findings
    assert {(one.rule, one.values["record"]) for one in found} == {
        ("check.unreleased", draft.reference),
        ("check.unreleased", other.reference),
    }


def test_what_changes_outside_of_the_review_keeps_its_state(office: Session) -> None:
    one = case(office)
    insider(office, actions.BULK, replace(one, archived=True))
    assert check(office).findings == ()
    insider(office, actions.UNDO, one)
    assert check(office).findings == ()
