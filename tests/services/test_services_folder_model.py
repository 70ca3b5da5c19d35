# mypy: disable-error-code="attr-defined"
"""An office at work, and somebody who edits all that it wrote out and has it read back (issue 31).

They know the format and have every passphrase, so each hash is right and the head reads it back.
Whatever the order: nothing stands approved or released that the second officer did not decide on,
and `rilo check` and `rilo export` say the same. `make properties` walks other ways each time, and
`make proof PARTS=trust` long ones.
"""

from __future__ import annotations

import contextlib
import os
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
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from clocks import Clock
from rilo_desktop.records import RiskIndicator, Submission, Workflow
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import backup, export_all, restore
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.receiving import waiting_records
from rilo_desktop.services.records import bulk, purge, record, review, undo
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.store import officer_rows, release_evidence
from short_forms import FULL
from small_catalogue import make_office

pytestmark = pytest.mark.hypothesis
LONG = FULL or "RILO_RANDOM" in os.environ
KIND, SUB = RiskIndicator.kind.code, "submission"
FIRST, SECOND = "seven grey herons cross a frozen canal", "nine brown hares run on a wide dune"
DECIDED = (Workflow.APPROVED, Workflow.RELEASED, Workflow.SUPERSEDED)
EDITS = (
    "a released submission",
    "a submission's state",
    "a released record",
    "another office's record",
    "another content",
    "another state",
    "nothing",
)
anything = st.integers(0, 1 << 16)
"""Picks one of what there is by then."""


class AnyFolder(RuleBasedStateMachine):
    template: Path
    started: Any
    done: Counter[str] = Counter()  # noqa: RUF012 - of all examples

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock(self.started)
        shutil.copytree(self.template, self.folder / "office")
        self.session = self.opened(FIRST, "AP-01")
        self.numbers = count(1)
        self.everything: list[Path] = []
        self.backups: list[Path] = []
        self.decided: dict[str, list[Any]] = {}
        """{record: the states that the second officer decided on}."""
        self.released: set[str] = set()
        """Ids of submissions that the second officer released."""
        self.forged: list[str] = []
        self.purged: set[str] = set()

    # --- honest work

    @rule(which=anything)
    def edit(self, which: int) -> None:
        one = self.pick(self.records(), which)
        text = f"Edited {next(self.numbers)}."
        record.save(self.session, replace(one, rationale=text))
        self.did("edited")

    @rule(which=anything)
    def have_a_record_approved(self, which: int) -> None:
        one = self.pick(self.records(), which)
        with self.may_be_refused("approved"):
            if one.workflow == Workflow.DRAFT:
                review.send(self.session, one.id)
            with self.second() as second:
                review.approve(second, one.id)
            self.decided.setdefault(one.id, []).append(one)

    @rule(which=anything)
    def have_a_submission_released(self, which: int) -> None:
        one = self.pick(self.records(), which)
        order = SubmissionRequest("indicator-catalogue", records=(one.id,), reason="as agreed")
        with self.may_be_refused("released"):
            made = submit(self.session, order).submission
            with self.second() as second:
                release.approve(second, made.id)
            self.released.add(made.id)
            self.decided.setdefault(one.id, []).append(one)

    @rule(which=anything, archived=st.booleans())
    def file_away(self, which: int, archived: bool) -> None:
        one = self.pick(self.records(), which)
        bulk.change(self.session, [one.id], bulk.BulkChange(archived=archived))
        self.did("filed away")

    @rule()
    def undo_the_last(self) -> None:
        last = undo.last(self.session)
        if last is not None:
            with self.may_be_refused("undone"):
                undo.undo(self.session, last.operation)

    @rule(which=anything)
    def purge(self, which: int) -> None:
        one = self.pick(self.records(), which)
        with self.may_be_refused("purged"):
            purge.purge_record(self.session, one.id, "asked by a court")
            self.purged.add(one.id)

    @rule(which=anything)
    def restore(self, which: int) -> None:
        path = self.folder / f"{next(self.numbers)}.rilobackup"
        self.backups.append(backup.back_up(self.session, path).path)
        chosen, folder = self.pick(self.backups, which), self.session.folder
        self.session.close()
        try:
            self.session = restore.restore(chosen, folder, FIRST, clock=self.clock).session
        except BaseException:
            self.session = self.opened(FIRST, "AP-01")
            raise
        self.purged = {one for one in self.purged if not self.stands(one).title_text}
        self.did("restored")

    # --- the folder

    @rule(
        which=anything,
        edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3),
        old=st.booleans(),
        take=st.booleans(),
    )
    def read_back_an_edited_folder(
        self, which: int, edits: list[str], old: bool, take: bool
    ) -> None:
        """Written out now, or a while ago and edited before."""
        if not (old and self.everything):
            self.everything.append(self.folder / f"everything-{next(self.numbers)}")
            export_all.write(self.session, self.everything[-1])
        folder = self.pick(self.everything, which)
        for edit in edits:
            self.edited(EditedFolder(folder), edit, which)
        before = self.standing()
        wanted = (waiting_records.ALL,) if take else ()
        done = export_all.take(self.session, folder, skip_bad=True, wanted=wanted)
        after = self.standing()
        assert not take or done.waiting == ()
        for name, one in before.items():
            if one.workflow != Workflow.DRAFT and not take:
                assert after[name] == one, "a folder changed what is more than a draft"
        for name in after.keys() - before.keys():
            one = after[name]
            assert one.workflow in (Workflow.DRAFT, Workflow.WITHDRAWN)
            assert one.reference.startswith("AP/")
            assert one.kind.code != SUB
        for edit in edits:
            self.did(f"read back, {edit}")
        if take:
            self.purged = {one for one in self.purged if not self.stands(one).title_text}

    def edited(self, forged: EditedFolder, edit: str, which: int) -> None:
        number = 4000 + next(self.numbers)
        one = self.pick(forged.lines(KIND), which)
        sent = self.pick(forged.lines(SUB), which)
        name = f"AP/2026/RI/A{number}"
        match edit:
            case "a released submission":
                decisions = [{"decision": "approved", "sign": "AP-02", "on": "2026-11-30"}]
                values: Any = {"reference": f"AP/2026/SUB/A{number}", "workflow": "released"}
                empty = {"kind": SUB, "schema": Submission.kind.schema, "title": "A lie"}
                values |= {"decisions": decisions}
                made = forged.add(SUB, **{**empty, **(sent or {}), **values})
                self.forged.append(made["id"])
            case "a submission's state" if sent:
                forged.change(SUB, sent["reference"], workflow="superseded", title="A lie")
            case "a released record":
                forged.add(KIND, one["reference"], reference=name, workflow="released")
            case "another office's record":
                forged.add(KIND, one["reference"], reference=f"WE/2026/RI/A{number}")
            case "another content":
                values = {"rationale": f"A lie {number}", "workflow": "released"}
                forged.change(KIND, one["reference"], **values)
            case "another state":
                forged.change(KIND, one["reference"], workflow="approved")

    # --- what always holds

    @invariant()
    def nothing_stands_that_nobody_decided_on(self) -> None:
        if not hasattr(self, "session"):
            return
        for name, one in self.standing().items():
            if one.workflow not in DECIDED:
                continue
            if one.kind.code == SUB:
                assert name in self.released, "a submission that nobody released"
            else:
                said = self.decided.get(name, ())
                assert any(same_content(replace(one, archived=was.archived), was) for was in said)
        with self.session.reading() as reading:
            assert [one.reference for one in release_evidence.without(reading)] == []
            entries = {name: release_evidence.release_of(reading, name) for name in self.released}
            held = {name for name in self.released if reading.records.stored(name) is not None}
            assert all(entries[name] is not None for name in self.released_here(held))
            assert not any(release_evidence.release_of(reading, name) for name in self.forged)

    def released_here(self, held: set[str]) -> Iterator[str]:
        """A backup may be older than the release."""
        return (name for name in held if self.stands(name).workflow in DECIDED)

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        try:
            for name in self.forged:
                with pytest.raises(Refused):
                    release.export(self.session, name, self.folder / "forged.pdf")
            assert [one.rule for one in check(self.session).blocking] == []
        finally:
            self.session.close()
            shutil.rmtree(self.folder)

    # --- how it is done

    def opened(self, passphrase: str, sign: str) -> Session:
        return open_store(self.folder / "office", passphrase, sign, self.clock)

    @contextlib.contextmanager
    def second(self) -> Iterator[Session]:
        """The second officer, at the same computer."""
        self.session.close()
        try:
            with self.opened(SECOND, "AP-02") as session:
                yield session
        finally:
            self.session = self.opened(FIRST, "AP-01")

    def standing(self) -> dict[str, Any]:
        with self.session.reading() as reading:
            held = [s.record for k in (KIND, SUB) for s in reading.records.all_of(k, archived=True)]
        return {one.id: one for one in held}

    def records(self) -> list[Any]:
        found = self.standing().items()
        return [one for name, one in found if one.kind.code == KIND and name not in self.purged]

    def stands(self, name: str) -> Any:
        return record.get(self.session, name).record

    def did(self, what: str) -> None:
        AnyFolder.done[what] += 1

    @contextlib.contextmanager
    def may_be_refused(self, what: str) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            self.did(f"{what}: refused ({refused.findings[0].rule})")
        else:
            self.did(what)

    @staticmethod
    def pick(some: Any, which: int) -> Any:
        return some[which % len(some)] if some else None


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clock]:
    """Complete indicators, and two officers."""
    folder, clock = tmp_path_factory.mktemp("folder") / "office", Clock()
    made = make_office(folder, "AP", "AP-01", FIRST, clock, ("offices.csv", "indicators.csv"))
    with made.session as session:
        officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    return folder, clock


def test_no_folder_releases_what_the_second_officer_did_not(
    template: tuple[Path, Clock],
) -> None:
    """The short form walks the same ways each time, the long one others each time."""
    folder, clock = template

    class Walk(AnyFolder):
        template, started = folder, clock.now

    AnyFolder.done.clear()
    run_state_machine_as_test(
        Walk if LONG else seed(1)(Walk),
        settings=settings(
            max_examples=60 if FULL else 20 if LONG else 8,
            stateful_step_count=40 if FULL else 25,
            deadline=None,
            phases=list(Phase) if LONG else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print("\n".join(f"{n:5} {what}" for what, n in sorted(AnyFolder.done.items())))
    assert AnyFolder.done["released"], "nothing was ever released"
    read = [what for what in AnyFolder.done if what.startswith("read back")]
    assert len(read) >= len(EDITS) - 2, f"too few kinds of edits were read back: {read}"
