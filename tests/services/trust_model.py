# mypy: disable-error-code="attr-defined, no-redef"
"""The model of trust: three offices, a Secretariat and a thief, in any order of what they may do.

What is asked after each step: nobody's released content changes, nobody speaks for another, and
what left is in the log of whoever sent it. At the end every office saves, submits, and is whole.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from edited_folder import EditedFolder
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from trust_offices import (
    OFFICES,
    SECRETARIAT,
    Office,
    Sent,
    Thief,
    copied,
    origin,
    plain,
    sample_cases,
)

from clocks import Clock
from rilo_desktop.exchange import acknowledgement
from rilo_desktop.file_kinds import ANSWER
from rilo_desktop.records import Workflow
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import cards, export_all, identity, store_check
from rilo_desktop.services.office.actions import EXPORT
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import acknowledge, waiting_records
from rilo_desktop.services.records import purge, record
from rilo_desktop.services.submissions.submission_list import LEFT
from rilo_desktop.store import release_evidence

try:
    from rilo_desktop.services.office.card_revocations import revoke
except ImportError:
    from rilo_desktop.services.office.cards import revoke

EDITS = (
    "nothing",
    "a released submission",
    "a released case",
    "another office's case",
    "another content",
    "another state",
    "a submission's state",
)
offices = st.sampled_from(OFFICES)
anything = st.integers(0, 1 << 16)
"""Picks one of what there is by then."""


class AnyTrust(RuleBasedStateMachine):
    template: Path
    started: Any
    done: Counter[str] = Counter()  # noqa: RUF012 - of all examples
    """How often each thing was done over all examples: else nothing at all would hold too."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock(self.started)
        self.offices = copied(self.template, self.folder / "offices", self.clock)
        self.models, self.numbers = sample_cases(), count(1)
        self.files: list[Sent] = []
        self.answers: list[tuple[int, str, Path, tuple[str, int]]] = []
        self.cards: list[tuple[str, str, Path]] = []
        """(office, fingerprint, file) of every card that replaced another one."""
        self.thief = Thief()
        self.folders: dict[str, list[Path]] = {code: [] for code in OFFICES}
        """Of each office: all of it, as plain files, edited since."""
        self.names: dict[str, str] = {}
        """{reference: id}, of all offices and for ever."""
        self.said: dict[tuple[str, int], str] = {}
        """{(reference, revision) of a submission: its content}, as it left."""
        self.spoken: dict[str, list[Any]] = {}
        """{record: the states in which its own office released it}."""
        for office in self.offices.values():
            self.named(office.new_case(self.models[0], next(self.numbers)))

    # --- honest work

    @rule(code=offices, model=anything)
    def record_a_case(self, code: str, model: int) -> None:
        made = self.offices[code].new_case(self.pick(self.models, model), next(self.numbers))
        self.named(made)
        self.did("recorded")

    @rule(code=offices, which=anything)
    def edit_an_own_case(self, code: str, which: int) -> None:
        office = self.offices[code]
        stored = self.pick(office.cases(), which)
        if stored is not None and stored.record.id not in office.facts.purged:
            self.edit(office, stored)

    @rule(code=offices, to=offices, which=anything, how_many=st.integers(1, 2))
    def send(self, code: str, to: str, which: int, how_many: int) -> None:
        """The whole way, which everything else hangs on."""
        office = self.offices[code]
        ids = [s.record.id for s in office.cases() if s.record.id not in office.facts.purged]
        if ids:
            start = which % len(ids)
            sent = self.sent(office, ids[start : start + how_many])
            if sent is not None:
                self.receive_file(self.offices[to], sent, wanted=False)

    @precondition(lambda self: any(o.facts.released for o in self.offices.values()))
    @rule(code=offices, which=anything)
    def export_again(self, code: str, which: int) -> None:
        office = self.offices[code]
        one = self.pick(sorted(office.facts.released.values(), key=lambda r: r.id), which)
        if one is not None:
            self.exported(office, one.reference)

    @precondition(lambda self: self.files)
    @rule(code=offices, which=anything, wanted=st.booleans())
    def receive(self, code: str, which: int, wanted: bool) -> None:
        self.receive_file(self.offices[code], self.pick(self.files, which), wanted)

    @precondition(lambda self: self.files)
    @rule(code=offices, which=anything, returned=st.booleans())
    def answer(self, code: str, which: int, returned: bool) -> None:
        """Whoever received it may write an answer; who may be heard is another question."""
        office, sent = self.offices[code], self.pick(self.files, which)
        self.receive_file(office, sent, wanted=False)
        path = self.folder / f"answer-{next(self.numbers)}{ANSWER.suffix}"
        with self.may_be_refused("answered"):
            acknowledge.make(
                office.session, sent.submission, path, returned=returned, note="as agreed"
            )
            self.answers.append((next(self.numbers), code, path, (sent.office, sent.submission)))
            self.open_an_answer(len(self.answers) - 1)

    @precondition(lambda self: self.answers)
    @rule(which=anything)
    def open_an_answer(self, which: int) -> None:
        number, code, path, (to, submission) = self.pick(self.answers, which)
        office = self.offices[to]
        before = self.ledger(office.session, submission)
        newest = office.facts.answers.get((code, submission), 0)
        with self.may_be_refused("answer opened"):
            acknowledge.take(office.session, acknowledge.inspect(office.session, path))
            assert code == SECRETARIAT, "an answer of an office that it did not go to was taken"
            office.facts.answers[code, submission] = max(newest, number)
        if number < newest or code != SECRETARIAT:
            assert self.ledger(office.session, submission) == before, "an old answer was taken"

    # --- cards

    @rule(code=offices)
    def renew(self, code: str) -> None:
        """The key that was given up is in the hands of the thief from then on."""
        office = self.offices[code]
        before = identity.signing(office.session)
        card = identity.renew(office.session)
        self.replaced(office, card.fingerprint)
        self.thief.keys.append((code, before, card.fingerprint))
        self.did("renewed")

    @precondition(lambda self: self.cards)
    @rule(code=offices, which=anything, compared=st.booleans())
    def hand_over_a_card(self, code: str, which: int, compared: bool) -> None:
        to, fingerprint, path = self.pick(self.cards, which)
        office = self.offices[code]
        if to == code:
            return
        with self.may_be_refused("card handed over"):
            cards.trust(office.session, path, fingerprint if compared else "")
            office.facts.cards.add(fingerprint)

    @rule(code=offices, of=offices)
    def revoke_another(self, code: str, of: str) -> None:
        office = self.offices[code]
        if code == of:
            return
        held = {c.fingerprint for c in cards.listed(office.session) if c.office == of}
        with self.may_be_refused("revoked"):
            revoke(office.session, of, "it was lost")
            office.facts.distrusted |= held

    @rule(code=offices)
    def revoke_its_own(self, code: str) -> None:
        """It has another one then, which the others must compare anew."""
        office = self.offices[code]
        before = office.card()
        path = self.folder / f"revocation-{next(self.numbers)}.rilo-card"
        with self.may_be_refused("own revoked"):
            revoke(office.session, office.card(), "the laptop was lost", path)
            self.replaced(office, office.card())
            for other in self.offices.values():
                if other is not office:
                    with contextlib.suppress(Refused):
                        cards.trust(other.session, path)
                        other.facts.distrusted.add(before)

    # --- what goes wrong in an office

    @rule(code=offices)
    def back_up(self, code: str) -> None:
        path = self.folder / f"backup-{next(self.numbers)}.rilobackup"
        with self.may_be_refused("backed up"):
            self.offices[code].back_up(path)

    @rule(code=offices, which=anything)
    def restore(self, code: str, which: int) -> None:
        office = self.offices[code]
        if office.backups:
            with self.may_be_refused("restored"):
                office.restore(which % len(office.backups))

    @rule(code=offices, which=anything, own=st.booleans())
    def purge(self, code: str, which: int, own: bool) -> None:
        office = self.offices[code]
        stored = self.pick(office.cases(own), which)
        if stored is None:
            return
        with self.may_be_refused("purged"):
            purge.purge_record(office.session, stored.record.id, "asked by a court")
            office.facts.purged[stored.record.id] = ""

    # --- who lies

    @precondition(lambda self: self.files)
    @rule(code=offices, which=anything, to=offices, wanted=st.booleans())
    def speak_for_another(self, code: str, which: int, to: str, wanted: bool) -> None:
        """An office writes in another one's record, and sends it with its own, good signature."""
        liar, told = self.offices[code], self.pick(self.files, which)
        self.receive_file(liar, told, wanted=False)
        purged = liar.facts.purged
        theirs = [s for s in liar.cases(own=False) if s.record.id not in purged]
        stored = self.pick([s for s in theirs if origin(s.record) == told.office], which)
        if stored is not None:
            self.edit(liar, stored)
            sent = self.sent(liar, [stored.record.id])
            if sent is not None:
                self.did("spoke for another")
                self.receive_file(self.offices[to], sent, wanted)

    @precondition(lambda self: self.files)
    @rule(code=offices, which=anything)
    def sign_with_a_stolen_key(self, code: str, which: int) -> None:
        office, sent = self.offices[code], self.pick(self.files, which)
        stolen, follower = self.stolen(sent.office, office)
        if not office.knows(follower):
            return
        path = self.folder / f"stolen-{next(self.numbers)}.pdf"
        self.thief.document(sent, stolen, self.clock(), path, next(self.numbers))
        before = office.states()
        with self.may_be_refused("stolen key"):
            assert office.receive(path, wanted=True) is None, "a key that was given up is believed"
        assert office.states() == before

    @rule(code=offices, victim=offices)
    def renew_with_a_stolen_key(self, code: str, victim: str) -> None:
        office = self.offices[code]
        stolen, follower = self.stolen(victim, office)
        if code == victim or not office.knows(follower):
            return
        path = self.folder / f"renewal-{next(self.numbers)}.rilo-card"
        self.thief.renewal(victim, stolen, self.clock(), path)
        with self.may_be_refused("stolen renewal"):
            cards.trust(office.session, path)
            raise AssertionError("a second renewal of a card was believed unasked")

    @precondition(lambda self: self.files)
    @rule(which=anything, about=anything)
    def answer_about_other_records(self, which: int, about: int) -> None:
        """The Secretariat signs comments on a record that is not in the submission."""
        sent = self.pick(self.files, which)
        office, secretariat = self.offices[sent.office], self.offices[SECRETARIAT]
        path = self.folder / f"answer-{next(self.numbers)}{ANSWER.suffix}"
        with self.may_be_refused("honest answer"):
            acknowledge.make(
                secretariat.session, sent.submission, path, returned=True, note="as agreed"
            )
        if sent.office == SECRETARIAT or not path.exists():
            return
        said, _ = acknowledgement.opened(path.read_bytes())
        held = {name for r in office.facts.released.values() for name, _ in r.records
                if r.reference == sent.submission}  # fmt: skip
        others = [s for s in office.cases() if s.record.id not in held]
        stored = self.pick(others, about)
        if stored is None:
            return
        comment = acknowledgement.Comment(
            record=stored.record.id, reference=stored.record.reference, field="title", comment="No."
        )
        lie = replace(said, comments=(comment,))
        path.write_bytes(acknowledgement.signed(lie, identity.signing(secretariat.session)))
        with self.may_be_refused("answer about others"):
            acknowledge.take(office.session, acknowledge.inspect(office.session, path))
        self.did("answer about others tried")
        assert office.states()[stored.record.id][0] == stored.revision, "it reopened another record"

    @rule(
        code=offices,
        which=anything,
        edit=st.sampled_from(EDITS),
        old=st.booleans(),
        take=st.booleans(),
    )
    def read_back_an_edited_folder(
        self, code: str, which: int, edit: str, old: bool, take: bool
    ) -> None:
        """Whoever knows the format and has every passphrase edits all that an office wrote out."""
        office = self.offices[code]
        folder = self.pick(self.folders[code], which) if old else None
        if folder is None:
            folder = self.folder / f"everything-{next(self.numbers)}"
            export_all.write(office.session, folder)
            self.folders[code].append(folder)
        forged = EditedFolder(folder)
        made = self.edited(forged, office, edit, which)
        before = office.states()
        with self.may_be_refused(f"folder read back, {edit}"):
            wanted = (waiting_records.ALL,) if take else ()
            done = export_all.take(office.session, folder, skip_bad=True, wanted=wanted)
            assert not take or done.waiting == ()
        after = office.states()
        for name, (revision, one) in before.items():
            if origin(one) != code or (one.workflow != Workflow.DRAFT and not take):
                assert after[name][0] == revision, "a folder changed what is not a draft of ours"
        for name, (_, one) in after.items():
            assert name in before or origin(one) == code, "a folder brought another office's record"
            if one.title_text:
                office.facts.purged.pop(name, None)
            self.names.setdefault(one.reference, name)
        if made is not None:
            with pytest.raises(Refused):
                office.export(made, self.folder, f"forged-{next(self.numbers)}")

    # --- what always holds

    @invariant()
    def nothing_is_released_without_its_entry(self) -> None:
        """By the model, which remembers each release, and by what check and export ask."""
        for office in self.all_offices():
            with office.session.reading() as reading:
                assert [one.reference for one in release_evidence.without(reading)] == []
                held = [s.record for s in reading.records.all_of("submission", archived=True)]
            said = {one.id for one in office.facts.released.values()}
            assert {one.id for one in held if one.workflow in LEFT} <= said
            for name, (_, one) in office.states().items():
                if origin(one) == office.code and one.workflow != Workflow.DRAFT and one.title_text:
                    spoken = self.spoken.get(name, ())
                    assert any(same_content(plain(one), state) for state in spoken)

    @invariant()
    def nobodys_released_content_changes(self) -> None:
        for office in self.all_offices():
            with office.session.reading() as reading:
                for one in office.facts.released.values():
                    for revision, content in one.contents.items():
                        kept = reading.revisions.get(revision)
                        assert kept is not None
                        assert kept.is_purged or kept.content == content
                    stored = reading.records.stored(one.id)
                    assert stored is not None
                    made = stored.record
                    if made.revision_number != one.revision:
                        continue
                    now = tuple((line.record, line.revision) for line in made.records)
                    assert (made.content_hash, now) == (one.content_hash, one.records)
                    assert made.workflow in (Workflow.RELEASED, Workflow.SUPERSEDED)

    @invariant()
    def what_is_released_was_said_by_its_own_office(self) -> None:
        for office in self.all_offices():
            mine = {name for one in office.facts.released.values() for name, _ in one.records}
            for name, (_, one) in office.states().items():
                is_foreign = origin(one) != office.code and name not in mine
                if is_foreign and one.workflow == Workflow.RELEASED:
                    assert any(same_content(plain(one), said) for said in self.spoken[name])

    @invariant()
    def whatever_left_is_in_the_log(self) -> None:
        for office in self.all_offices():
            assert office.facts.exported <= office.logged(EXPORT)

    def teardown(self) -> None:
        if not hasattr(self, "offices"):
            return
        try:
            for office in self.offices.values():
                made = office.new_case(self.models[1], next(self.numbers))
                self.named(made)
                self.release(office, [made.record.id], must=True)
                wrong = store_check.check(office.session).blocking
                assert [finding.rule for finding in wrong] == []
        finally:
            for office in self.offices.values():
                office.session.close()
            shutil.rmtree(self.folder)

    # --- how it is done

    def edited(self, forged: EditedFolder, office: Office, edit: str, which: int) -> str | None:
        """The reference of a submission that nobody released, where the edit is one."""
        number = 5000 + next(self.numbers)
        cases, sent = forged.lines("case-study"), forged.lines("submission")
        one = self.pick(cases, which)
        match edit:
            case "a released submission" if sent:
                name = f"{office.code}/2026/SUB/A{number}"
                decisions = [{"decision": "approved", "sign": "X-99", "on": "2026-11-30"}]
                forged.add("submission", reference=name, workflow="released", decisions=decisions)
                return name
            case "a released case":
                name = f"{office.code}/2026/CS/A{number}"
                forged.add("case-study", one["reference"], reference=name, workflow="released")
            case "another office's case":
                name = f"{'WE' if office.code == 'AP' else 'AP'}/2026/CS/A{number}"
                forged.add("case-study", one["reference"], reference=name, workflow="released")
            case "another content":
                forged.change(
                    "case-study", one["reference"], title=f"A lie {number}", workflow="released"
                )
            case "another state":
                forged.change("case-study", one["reference"], workflow="approved")
            case "a submission's state" if sent:
                forged.change("submission", sent[0]["reference"], workflow="superseded")
        return None

    def all_offices(self) -> list[Office]:
        return list(getattr(self, "offices", {}).values())

    def did(self, what: str) -> None:
        AnyTrust.done[what] += 1

    @contextlib.contextmanager
    def may_be_refused(self, what: str) -> Iterator[None]:
        try:
            yield
        except Refused:
            self.did(f"{what}: refused")
        else:
            self.did(what)

    @staticmethod
    def pick(some: Any, which: int) -> Any:
        return some[which % len(some)] if some else None

    def named(self, stored: Any) -> None:
        """A reference is given once."""
        one = stored.record
        assert self.names.setdefault(one.reference, one.id) == one.id, "a number was given twice"

    def stolen(self, victim: str, told: Office) -> tuple[Any, str]:
        """A key that this office gave up, and the card that `told` has in its place by now."""
        mine = [one for one in self.thief.keys if one[0] == victim]
        if not mine:
            self.renew(victim)
            mine = self.thief.keys[-1:]
        _, key, follower = mine[0]
        path = next(path for _, fingerprint, path in self.cards if fingerprint == follower)
        if not told.knows(follower):
            with self.may_be_refused("renewal handed over"):
                cards.trust(told.session, path, follower)
        return key, follower

    def receive_file(self, office: Office, sent: Sent, wanted: bool) -> None:
        before = office.states()
        with self.may_be_refused("received"):
            done = office.receive(sent.path, wanted)
            self.did("file refused" if done is None else "file received")
            if sent.fingerprint in office.facts.distrusted:
                assert done is None, "a card that was revoked here is believed"
        self.nobody_spoke_for_another(office, sent, before, wanted)

    def sent(self, office: Office, ids: list[str]) -> Sent | None:
        """A submission of these records, released and signed."""
        one = self.release(office, ids)
        return self.exported(office, one.reference) if one is not None else None

    def exported(self, office: Office, reference: str) -> Sent | None:
        with self.may_be_refused("exported"):
            self.files.append(office.export(reference, self.folder, f"file-{next(self.numbers)}"))
            return self.files[-1]
        return None

    def edit(self, office: Office, stored: Any) -> None:
        text = f"Edited at {office.code}, {next(self.numbers)}."
        record.save(office.session, replace(stored.record, lessons=text), stored.revision)

    def release(self, office: Office, ids: list[str], must: bool = False) -> Any:
        """None where it was refused."""
        before = office.states()
        try:
            one = office.submit(ids)
        except Refused:
            assert not must
            self.did("released: refused")
            return None
        self.did("released")
        assert self.names.setdefault(one.reference, one.id) == one.id, "a number was given twice"
        key = (one.reference, one.revision)
        assert self.said.setdefault(key, one.content_hash) == one.content_hash
        for name, _ in one.records:
            if origin(before[name][1]) == office.code:
                self.spoken.setdefault(name, []).append(plain(before[name][1]))
        return one

    def replaced(self, office: Office, fingerprint: str) -> None:
        path = self.folder / f"card-{next(self.numbers)}.rilo-card"
        cards.export(office.session, path)
        self.cards.append((office.code, fingerprint, path))

    @staticmethod
    def ledger(session: Session, submission: str) -> Any:
        """How a submission and its records stand."""
        try:
            one = record.find(session, submission, "submission").record
        except Refused:
            return None
        with session.reading() as reading:
            held = [reading.records.stored(line.record).record.workflow for line in one.records]
        return one.workflow, one.decisions, held

    def nobody_spoke_for_another(
        self, office: Office, sent: Sent, before: dict[str, Any], wanted: bool
    ) -> None:
        """Of what is not the signer's own nothing moves without a decision, which makes a draft."""
        for name, (revision, one) in office.states().items():
            was = before.get(name)
            if was is not None and was[0] == revision:
                continue
            if origin(one) == sent.office and name not in office.facts.purged:
                continue
            assert wanted, f"{sent.office} spoke for {origin(one)} at {office.code}, unasked"
            assert one.workflow != Workflow.RELEASED, "released without its own office"
            office.facts.purged.pop(name, None)
