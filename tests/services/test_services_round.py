# mypy: disable-error-code="arg-type, assignment"
"""The whole round: twelve offices send, the Secretariat has one database, answers, and is answered.

Every step is done with the real files: signed PDFs one way, signed answers the other. The long form
(`make proof PARTS=round`) sends forty cases from each office instead of three.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from received_offices import changed, own_fields_equal, sent, to_file

from rilo_desktop.records import ActionItem, RiskIndicator
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.services.office import cards, store_check
from rilo_desktop.services.office.create_office import office_rows
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import (
    acknowledge,
    network_overview,
    receive,
    received_submissions,
)
from rilo_desktop.services.receiving.acknowledge import Pinned
from rilo_desktop.services.receiving.compare_records import Outcome
from rilo_desktop.services.receiving.incoming_file import count, findings_of, waiting
from rilo_desktop.services.records import record, undo
from rilo_desktop.services.submissions import export_register, submission_list
from rilo_desktop.services.submissions.submit import order_again, submit
from short_forms import FULL

CASES = 40 if FULL else 3
OFFICES = tuple(row.local_ref for row in office_rows())
INDICATORS = [f"{group}-{n:02}" for group in ("SND", "CNE") for n in range(1, 7)]
KINDS = ("case-studies", "action-plan-status")
CATALOGUE = "indicator-catalogue"


def published(make_session: Any) -> list[Any]:
    """The sample's records: what the offices' own are made of."""
    session = make_session(sample=True)
    with session.reading() as reading:
        found = [
            s.record for kind in ("case-study", "action-item") for s in reading.records.all_of(kind)
        ]
    session.close()
    return found


def fill(session: Any, n: int, models: list[Any]) -> None:
    """Records of its own: other titles, numbers of its own that all offices use, one text each."""
    cases = [m for m in models if not isinstance(m, ActionItem)]
    items = [m for m in models if isinstance(m, ActionItem)]
    chosen = [cases[(n * 7 + k) % len(cases)] for k in range(CASES)] + [items[n], items[n + 12]]
    code = session.office_code
    for k, model in enumerate(chosen):
        made = replace(model, id=new_id(session.clock()), reference="", workflow="draft",
                       local_ref=f"{k + 1}", office_code=code,
                       title=f"{code} {k}: {model.title}")  # fmt: skip
        if isinstance(made, ActionItem):
            made = replace(made, plan=None)
        record.save(session, made)


def kinds_of(n: int) -> tuple[str, ...]:
    """What an office sends; in the short form three of them send what they say of indicators."""
    return (*KINDS, CATALOGUE) if FULL or n < 3 else KINDS


def own_card(session: Any) -> str:
    return next(card.fingerprint for card in cards.listed(session) if card.standing == "own")


def taken_back_and_brought_again(session: Any, documents: int) -> None:
    """An undo takes each document back, another one brings it again."""
    for _ in range(documents):
        undo.undo(session, undo.last(session).operation)
    with session.reading() as reading:
        assert reading.records.count("case-study") == 0
    for _ in range(documents):
        undo.undo(session, undo.last_undone(session).operation)


def test_twelve_offices_send_and_are_answered(
    make_session: Any, tmp_path: Path, passphrase: str, clock: Any
) -> None:
    models = published(make_session)
    offices, paths, references = {}, [], {}
    for n, code in enumerate(OFFICES):
        office = offices[code] = make_session(code)
        fill(office, n, models)
        changed(office, indicator_of(n), "risk-indicator", rationale=f"Seen by {code}.")
        for kind in kinds_of(n):
            where = indicator_of(n) if kind == CATALOGUE and not FULL else ""
            references[code, kind] = sent(office, kind, where=where)
            paths.append(to_file(office, references[code, kind], tmp_path))
    secretariat = make_session("SECRETARIAT")
    trust = [own_card(office) for office in offices.values()]

    # Received in any order, each as one operation; equal field by field.
    looked = receive.inspect_submissions(secretariat, paths[::-1], trust)
    assert not findings_of(looked)
    assert count(looked, Outcome.NEW) == len(OFFICES) * (CASES + 2)
    assert count(looked, Outcome.CONFLICT) == 0
    # What they say of an indicator that every store began with waits for the Secretariat's word.
    asked = {one.id for one in waiting(looked)}
    assert {one.outcome for one in waiting(looked)} == {Outcome.FOREIGN}
    assert {one.kind for one in waiting(looked)} == {"risk-indicator"}
    done = receive.accept(secretariat, looked, wanted=asked)
    assert done.left == ()
    for n, (_, office) in enumerate(offices.items()):
        own_fields_equal(office, secretariat, "case-study", CASES)
        own_fields_equal(office, secretariat, "action-item", 2)
        if CATALOGUE not in kinds_of(n):
            continue
        indicator = record.find(secretariat, indicator_of(n), "risk-indicator").record
        assert isinstance(indicator, RiskIndicator)
        assert indicator.rationale == f"Seen by {office.office_code}."
    assert len(received_submissions.received(secretariat)) == len(paths)
    assert not store_check.check(secretariat).findings
    again = receive.inspect_submissions(secretariat, paths if FULL else paths[:4])
    assert receive.accept(secretariat, again).changes.operation == 0

    taken_back_and_brought_again(secretariat, len(paths))
    network = network_overview.overview(secretariat)
    assert [line.code for line in network.offices] == sorted(OFFICES)
    assert all(line.waiting == len(line.latest) >= 2 for line in network.offices)
    assert all(line.records["case-study"] == CASES for line in network.offices)

    # Half of them are accepted; the others come back with a comment on one field each.
    answers = {}
    for n, code in enumerate(OFFICES):
        path = answers[code] = tmp_path / f"{code}.rilo-answer"
        name = references[code, "case-studies"]
        comments = [Pinned(f"{code}/2026/CS/A0001", "title", "Name no place.")] if n % 2 else []
        acknowledge.make(secretariat, name, path, comments, returned=bool(n % 2))
    for n, (code, office) in enumerate(offices.items()):
        opened = acknowledge.inspect(office, answers[code], [own_card(secretariat)])
        acknowledge.take(office, opened)
        state = submission_list.entry(office, references[code, "case-studies"]).state
        assert state == ("returned" if n % 2 else "acknowledged")

    # They are corrected; the new submission supersedes the old one, at both ends.
    corrected = []
    for code in OFFICES[1::2]:
        office = offices[code]
        changed(office, f"{code}/2026/CS/A0001", title=f"{code}: corrected")
        order = replace(order_again(office, references[code, "case-studies"]), reason="as agreed")
        made = submit(office, order).submission.reference
        corrected.append(to_file(office, made, tmp_path))
        assert submission_list.entry(office, references[code, "case-studies"]).superseded_by == made
    looked = receive.inspect_submissions(secretariat, corrected)
    assert count(looked, Outcome.CHANGED) == len(corrected)
    assert count(looked, Outcome.NEW) == count(looked, Outcome.CONFLICT) == 0
    receive.accept(secretariat, looked)
    for code in OFFICES[1::2]:
        one = received_submissions.find(secretariat, references[code, "case-studies"])
        assert (one.answer, one.is_current) == ("returned", False)
        assert record.find(secretariat, f"{code}/2026/CS/A0001").record.title_text == (
            f"{code}: corrected"
        )
        own_fields_equal(offices[code], secretariat, "case-study", CASES)
    for path in corrected:
        name = next(one for one in looked if one.path == path).package.submission.reference
        answer = tmp_path / f"{name.replace('/', '-')}.rilo-answer"
        acknowledge.make(secretariat, name, answer)
        office = offices[name.partition("/")[0]]
        acknowledge.take(office, acknowledge.inspect(office, answer))
        assert submission_list.entry(office, name).state == "acknowledged"
    after = {line.code: line.waiting for line in network_overview.overview(secretariat).offices}
    before = {line.code: line.waiting for line in network.offices}
    assert {before[code] - after[code] for code in OFFICES} == {1}, "of each, the case studies"

    # The Secretariat sends all of it to one office: what others wrote waits for its decision.
    path = to_file(secretariat, sent(secretariat, "case-studies"), tmp_path)
    first = offices[OFFICES[0]]
    looked = receive.inspect_submissions(first, [path], [own_card(secretariat)])
    assert count(looked, Outcome.FOREIGN) == (len(OFFICES) - 1) * CASES
    assert count(looked, Outcome.SAME) == CASES, "its own came back as it was sent"
    done = receive.accept(first, looked)
    assert (done.new, len(done.left)) == (0, (len(OFFICES) - 1) * CASES)
    done = receive.accept(first, looked, wanted={one.id for one in waiting(looked)})
    assert done.new == (len(OFFICES) - 1) * CASES
    with first.reading() as reading:
        drafts = [
            s.record for s in reading.records.all_of("case-study") if s.record.workflow == "draft"
        ]
    assert len(drafts) == done.new

    # Every store is whole after all this, and each export stands in the register.
    for session in (*offices.values(), secretariat):
        assert not store_check.check(session).findings
        session.close()
        with open_store(session.folder, passphrase, clock=clock) as again:
            out = export_register.listed(again)
            assert all(one.to and one.sha256 and one.by for one in out)


def indicator_of(n: int) -> str:
    """Each office has something to say of another one."""
    return INDICATORS[n]
