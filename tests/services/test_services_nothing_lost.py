# mypy: disable-error-code="arg-type, attr-defined, call-arg"
"""Whatever is edited, undone, restored, purged, re-keyed and opened again: nothing else is lost.

Every value that somebody wrote and nobody purged stands in the history; what was purged stands
nowhere; and the store is whole.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import rekey, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import bulk, drafts, history, purge, record, undo
from rilo_desktop.store import OfficerEntry, found
from short_forms import FULL

PASSPHRASE = "a passphrase of the first officer"
"""`make proof PARTS=history`."""


class AnyWork(RuleBasedStateMachine):
    template: Path
    ids: Bundle[str] = Bundle("ids")

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp()) / "office"
        shutil.copytree(self.template, self.folder)
        self.session = open_store(self.folder, PASSPHRASE)
        self.numbers = count(1)
        self.written: set[str] = set()
        self.purged: set[str] = set()
        self.drafted: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        """{id of a record: all that its draft holds}."""

    def value(self) -> str:
        made = f"w{next(self.numbers)}w"
        self.written.add(made)
        return made

    @rule(target=ids)
    def make(self):
        made = replace(record.new(self.session, "case-study"), title=self.value())
        record.save(self.session, made)
        return made.id

    @rule(record_id=ids, field=st.sampled_from(["title", "modus_operandi", "caveats"]))
    def edit(self, record_id, field):
        stored = record.get(self.session, record_id)
        changed = replace(stored.record, **{field: self.value()})
        record.save(self.session, changed, stored.revision)

    @rule(record_id=ids)
    def file_away(self, record_id):
        bulk.change(self.session, [record_id], bulk.BulkChange(archived=True))

    @rule()
    def undo_last(self):
        found = undo.last(self.session)
        if found is not None:
            self.may_be_refused(undo.undo, self.session, found.operation)

    @rule()
    def redo_last(self):
        found = undo.last_undone(self.session)
        if found is not None:
            self.may_be_refused(undo.undo, self.session, found.operation)

    @rule(record_id=ids, data=st.data())
    def restore(self, record_id, data):
        versions = [v for v in history.versions(self.session, record_id) if not v.is_purged]
        chosen = data.draw(st.sampled_from(versions))
        self.may_be_refused(history.restore, self.session, record_id, chosen.revision)

    @rule(record_id=ids, data=st.data())
    def purge_a_value(self, record_id, data):
        values = sorted(self.in_history(record_id))
        if not values:
            return
        gone = data.draw(st.sampled_from(values))
        before = self.everywhere()
        if self.may_be_refused(purge.purge_text, self.session, record_id, gone, "why"):
            self.purged |= before - self.everywhere()
            assert gone in self.purged
            if gone in self.typed.get(record_id, ""):
                self.drafted.pop(record_id, None)  # what is purged stays in no draft

    @rule(record_id=ids)
    def purge_all(self, record_id):
        before = self.everywhere()
        gone = self.in_history(record_id)
        purge.purge_record(self.session, record_id, "why")
        self.purged |= gone
        self.drafted.pop(record_id, None)
        assert before - self.everywhere() == gone

    @rule(record_id=ids)
    def type_on(self, record_id):
        made = f"d{next(self.numbers)}d"
        stored = record.get(self.session, record_id)
        typed = replace(stored.record, title=made)
        drafts.keep(self.session, typed, stored.revision)
        self.drafted[record_id] = made
        self.typed[record_id] = repr(typed)

    @rule()
    def open_again(self):
        self.session.close()
        self.session = open_store(self.folder, PASSPHRASE)

    @rule()
    def give_another_key(self):
        rekey.rekey(self.session)

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "session"):
            return
        assert self.everywhere() == self.written - self.purged
        waiting = drafts.waiting(self.session).drafts
        assert {draft.record.id: draft.record.title for draft in waiting} == self.drafted

    def teardown(self):
        if hasattr(self, "session"):
            assert [f.rule for f in store_check.check(self.session).findings] == []
            self.session.close()
            shutil.rmtree(self.folder.parent)

    def everywhere(self) -> set[str]:
        with self.session.reading() as reading:
            contents = " ".join(r.content or "" for r in reading.revisions.all())
        return {value for value in self.written if f'"{value}"' in contents}

    def in_history(self, record_id: str) -> set[str]:
        with self.session.reading() as reading:
            contents = " ".join(r.content or "" for r in reading.revisions.of_record(record_id))
        return {value for value in self.written if f'"{value}"' in contents}

    @staticmethod
    def may_be_refused(call, *args) -> bool:
        try:
            call(*args)
        except Refused:
            return False
        return True


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "office"
    found(folder, "AP", OfficerEntry("AP-01", "Head", "head"), PASSPHRASE).store.close()
    return folder


def test_nothing_that_was_written_and_not_purged_is_ever_lost(template):
    AnyWork.template = template
    run_state_machine_as_test(
        AnyWork,
        settings=settings(
            max_examples=60 if FULL else 8,
            stateful_step_count=25 if FULL else 14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
