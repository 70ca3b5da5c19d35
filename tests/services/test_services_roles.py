"""What each role may do, on every path that writes: services and the command line."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from rilo_desktop.cli import main
from rilo_desktop.cli.parser import parser
from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.records import Attachment, CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    audit_log,
    backup,
    card_revocations,
    cards,
    export_all,
    identity,
    keys,
    office_lists,
    officers,
    rekey,
    store_check,
)
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.office.session import Session, Task, open_store
from rilo_desktop.services.receiving import (
    acceptance_rules,
    acknowledge,
    list_packs,
    network_overview,
    network_report,
    receive,
    received_file,
    received_submissions,
)
from rilo_desktop.services.records import (
    action_plan,
    activities,
    attachment,
    bulk,
    competencies,
    consultations,
    dissemination,
    drafts,
    due_calendar,
    evidence,
    file_import,
    form_answers_file,
    form_table,
    form_versions,
    forms,
    handover,
    history,
    import_grid,
    import_memory,
    import_pairs,
    import_tables,
    import_waiting,
    indicator_evidence,
    key_issues,
    likely_duplicates,
    list_export,
    lists,
    next_plan,
    picture,
    purge,
    record,
    reporting_year,
    retention,
    review,
    search,
    today,
    undo,
)
from rilo_desktop.services.submissions import (
    encrypted_copies,
    export_register,
    printed_pages,
    record_pages,
    release,
    submission_list,
    submit,
)
from rilo_desktop.store import officer_rows
from rilo_desktop.vocabularies import vocabulary

ROLES = ("analyst", "reviewer", "head", "steward", "reader")
FIRST = "seven quiet lanterns beside a river"
NAME = "no such record"
ORDER = submit.SubmissionRequest("case-studies")
NOWHERE = Path("no such file.json")
UNSEEN: Any = None
"""What a service does not look at before it asks, or refuses the name of the file."""
NO_TABLE = import_tables.Looked(
    (),
    file_import.Prospect((), (), (), (), (), file_import.NEVER),
    (),
    (),
    Mapping(),
    Mapping(),
    {},
)
NO_GRID = import_grid.Grid(NO_TABLE, "en", (), (), {}, True, False)
NO_PACK = list_packs.LookedPack(NOWHERE, "", UNSEEN, "", "new", ())


def written(session: Session) -> Any:
    """Stands for answers: all that is kept of them is the record."""
    return SimpleNamespace(written=record.new(session, "case-study"), revision="")


def blank_page() -> printed_pages.PrintedPages:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return printed_pages.PrintedPages(file.getvalue(), "x", 1, "RED", False)


CALLS = {
    Task.READ: (
        lambda s: lists.find(s, lists.Query("case-study")),
        lambda s: record.new(s, "case-study"),
        lambda s: record.begun(s, "action-item"),
        lambda s: likely_duplicates.likely(s, CaseStudy(id="x", date="2026-11-24")),
        lambda s: search.by_kind(s, "x"),
        lambda s: audit_log.newest(s),
        lambda s: audit_log.entries(s),
        lambda s: officers.listed(s),
        lambda s: store_check.check(s),
        lambda s: today.overview(s),
        lambda s: received_submissions.received(s),
        lambda s: export_register.listed(s),
        lambda s: network_overview.overview(s),
        lambda s: network_overview.likely(s),
        lambda s: acceptance_rules.rules(s),
        lambda s: office_lists.entries(s),
        lambda s: list_packs.taken(s),
        lambda s: drafts.waiting(s),
        lambda s: import_waiting.listed(s),
        lambda s: action_plan.view(s),
        lambda s: action_plan.timeline(s, (), "en"),
        lambda s: next_plan.open_items(s, ""),
        lambda s: attachment.open_copy(s, Attachment(name="x.txt", sha256="0" * 64)),
        lambda s: reporting_year.write_calendar(s, NOWHERE / "x"),
    ),
    Task.EXPORT_LOG: (lambda s: audit_log.export(s, NOWHERE / "x"),),
    Task.OWN_PASSPHRASE: (lambda s: keys.change_passphrase(s, "x", "y"),),
    Task.WRITE: (
        lambda s: record.save(s, record.new(s, "case-study")),
        lambda s: drafts.keep(s, record.new(s, "case-study")),
        lambda s: bulk.change(s, [], bulk.BulkChange(archived=True)),
        lambda s: history.restore(s, NAME, NAME),
        lambda s: undo.undo(s, 1),
        lambda s: picture.take(s, ()),
        lambda s: picture.take_pasted(s, b""),
        lambda s: evidence.link(s, NAME, NAME),
        lambda s: evidence.unlink(s, NAME, NAME),
        lambda s: action_plan.update(s, NAME, "x"),
        lambda s: action_plan.close(s, NAME, action_plan.Closing("x", "2026-11-25", ())),
        lambda s: action_plan.verify(s, NAME),
        lambda s: action_plan.reopen(s, NAME, "why"),
        lambda s: next_plan.make(s, next_plan.NextPlan("", "", "", "")),
        lambda s: activities.note(s, {}),
        lambda s: activities.note_line(s, "training X-ray pictures"),
        lambda s: attachment.attach(s, NAME, NOWHERE),
        lambda s: attachment.take(s, ()),
        lambda s: competencies.state(s, "C01", 9),
        lambda s: indicator_evidence.begin_control(s, NAME),
        lambda s: indicator_evidence.nothing_seen(s, NAME),
        lambda s: key_issues.drop(s, NAME, 2026, "why"),
        lambda s: key_issues.link(s, NAME, "cases", ()),
        lambda s: key_issues.set_rank(s, NAME, 2026, 1, "why"),
        lambda s: key_issues.take_over(s, 2026),
        lambda s: dissemination.add(s, NAME, "x"),
        lambda s: dissemination.report_use(s, NAME, 1, "x"),
        lambda s: forms.add(s, NOWHERE),
        lambda s: forms.save(s, written(s)),
        lambda s: likely_duplicates.not_a_duplicate(s, NAME, NAME),
        lambda s: likely_duplicates.merge(s, CaseStudy(id="x"), "", NAME),
        lambda s: form_answers_file.answer(s, NAME, NOWHERE),
        lambda s: form_versions.carry_over(s, NAME, NAME),
        lambda s: form_versions.to_newest(s, NAME),
        lambda s: consultations.add(s, NOWHERE),
        lambda s: consultations.read(s, NOWHERE),
    ),
    Task.IMPORT: (
        lambda s: file_import.import_files(s, [NOWHERE]),
        lambda s: file_import.inspect(s, [NOWHERE]),
        lambda s: import_tables.inspect(s, [NOWHERE]),
        lambda s: import_tables.take(s, NO_TABLE),
        lambda s: import_memory.remember(s, Mapping()),
        lambda s: import_waiting.drop(s, 1),
        lambda s: import_waiting.opened(s, 1),
        lambda s: import_tables.inspect_waiting(s, 1),
        lambda s: import_grid.look_waiting(s, 1, "en", None, {}, SILENT),
        lambda s: import_grid.look(s, [NOWHERE], "en", None, {}, SILENT),
        lambda s: import_pairs.pair(s, NO_GRID, "x"),
        lambda s: import_grid.with_mapping(s, NO_GRID, NOWHERE, SILENT),
        lambda s: import_grid.export_mapping(s, NO_GRID, NOWHERE / "x"),
        lambda s: import_grid.take(s, NO_GRID, True, SILENT),
        lambda s: receive.inspect_submissions(s, [NOWHERE]),
        lambda s: receive.accept(s, ()),
    ),
    Task.BACK_UP: (lambda s: backup.back_up(s, NOWHERE / "x"),),
    Task.SUBMIT: (
        lambda s: submit.submit(s, ORDER),
        lambda s: submit.keep(s, ORDER),
        lambda s: submit.draft(s, ORDER, NOWHERE / "x"),
        lambda s: release.export(s, NAME, NOWHERE / "x"),
        lambda s: received_file.export(s, NAME, NOWHERE / "x"),
        lambda s: review.send(s, NAME),
        lambda s: review.send_and_get(s, NAME),
        lambda s: review.withdraw(s, NAME),
        lambda s: release.withdraw(s, NAME),
        lambda s: submission_list.mark_sent(s, NAME),
        lambda s: submission_list.mark_acknowledged(s, NAME),
        lambda s: network_report.write(s, NOWHERE / "x"),
        lambda s: encrypted_copies.export(s, NAME, NOWHERE / "x", ["A"]),
        lambda s: attachment.save_as(s, Attachment(name="x.txt", sha256="0" * 64), NOWHERE / "x"),
        lambda s: handover.write(s, NOWHERE / "x"),
        lambda s: form_table.write(s, UNSEEN, NOWHERE / "x"),
        lambda s: due_calendar.write(s, NOWHERE / "x"),
        lambda s: record_pages.write(s, record_pages.PagesRequest((NAME,)), NOWHERE / "x.pdf"),
        lambda s: printed_pages.printed(s, blank_page(), lambda pages: bool(list(pages))),
        lambda s: printed_pages.saved(s, blank_page(), NOWHERE / "x.pdf"),
        lambda s: list_export.write(s, UNSEEN, NOWHERE / "x"),
        lambda s: list_export.copied(s, list_export.ListRequest(lists.Query("nothing"))),
        lambda s: consultations.write(s, UNSEEN, NOWHERE / "x", "en"),
    ),
    Task.REVIEW: (
        lambda s: review.approve(s, NAME),
        lambda s: review.give_back(s, NAME, "why"),
        lambda s: release.approve(s, NAME),
        lambda s: release.give_back(s, NAME, "why"),
        lambda s: acknowledge.make(s, NAME, NOWHERE / "x"),
    ),
    Task.SOLE_APPROVAL: (
        lambda s: review.approve_alone(s, NAME, "why"),
        lambda s: release.approve_alone(s, NAME, "why"),
    ),
    Task.RULES: (
        lambda s: acceptance_rules.sign(s, NOWHERE, NOWHERE / "x"),
        lambda s: acceptance_rules.install(s, NOWHERE),
        lambda s: acceptance_rules.take_back(s),
        lambda s: acceptance_rules.mark_receiver(s, "nobody"),
    ),
    Task.LISTS: (
        lambda s: office_lists.add(s, "commodity", "X", {"en": "x"}),
        lambda s: office_lists.rename(s, "country", "TR", {"en": "x"}),
        lambda s: office_lists.put(s, "country", "TR", {"en": "x"}),
        lambda s: office_lists.remove(s, "commodity", "X"),
        lambda s: list_packs.sign(s, NOWHERE / "x", "1", "x"),
        lambda s: list_packs.look(s, NOWHERE),
        lambda s: list_packs.take(s, NO_PACK),
        lambda s: list_packs.take_back(s, "WE"),
    ),
    Task.CARDS: (
        lambda s: cards.trust(s, NOWHERE),
        lambda s: cards.trust_certificate(s, b"", "x"),
        lambda s: card_revocations.revoke(s, "nobody", "why"),
        lambda s: identity.renew(s),
    ),
    Task.OFFICERS: (
        lambda s: officers.add(s, "??", "x", "analyst", "x"),
        lambda s: officers.remove(s, "nobody"),
        lambda s: officers.change(s, "nobody", "analyst"),
        lambda s: keys.reset(s, "nobody", "x", "x"),
        lambda s: keys.renew_recovery_key(s, keys.new_recovery_key()),
    ),
    Task.EXPORT_ALL: (lambda s: export_all.write(s, NOWHERE / "x"),),
    Task.IMPORT_ALL: (lambda s: export_all.take(s, NOWHERE),),
    Task.REKEY: (lambda s: rekey.rekey(s),),
    Task.SCHEDULE: (lambda s: backup.set_schedule(s, backup.Schedule("no such folder")),),
    Task.RETENTION: (lambda s: retention.set_rule(s, retention.RetentionRule("nothing", 1)),),
    Task.REPAIR: (lambda s: store_check.repair(s),),
    Task.PURGE: (
        lambda s: purge.purge_record(s, NAME, "why"),
        lambda s: purge.purge_text(s, NAME, "x", "why"),
        lambda s: retention.purge_due(s, []),
    ),
}
ELSEWHERE = {
    Task.RESTORE: "asked before a store is open: tests of restore",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One officer of every role; the sign is the role."""
    from rilo_desktop.services.office.create_office import make_office

    folder = tmp_path_factory.mktemp("roles") / "office"
    with make_office(folder, "AP", "first", FIRST).session as session:
        for role in ROLES:
            officer_rows.add(session.store, role, role, role, f"the passphrase of {role}")
    return folder


@pytest.fixture(scope="module")
def kept_backup(office):
    """With the slots of all of them."""
    with open_store(office, FIRST) as session:
        return backup.back_up(session, office.parent / "kept.rilobackup").path


def refused_rules(call, session) -> set[str]:
    try:
        call(session)
    except Refused as refused:
        return {finding.rule for finding in refused.findings}
    except (StoreError, OSError) as error:
        return {type(error).__name__}
    return set()


def length(session: Session) -> int:
    with session.reading() as reading:
        return reading.log.last


def test_the_roles_are_those_of_the_vocabulary():
    assert {item.code for item in vocabulary("user_role")} == set(ROLES)
    assert all(task.roles <= set(ROLES) for task in Task)
    assert set(Task) == set(CALLS) | set(ELSEWHERE)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_the_table_says_and_nothing_else(office, role):
    with open_store(office, f"the passphrase of {role}", role) as session:
        for task, calls in CALLS.items():
            for n, call in enumerate(calls):
                before = length(session)
                rules = refused_rules(call, session)
                may = role in task.roles
                assert ("session.role" in rules) is not may, (task, n, rules)
                if not may:
                    assert length(session) == before, (task, n)


COMMANDS = {
    Task.WRITE: [
        ["item", "report", "{s}", "{r}", "x"],
        ["item", "close", "{s}", "{r}", "--outcome", "x"],
        ["item", "verify", "{s}", "{r}"],
        ["item", "return", "{s}", "{r}", "--reason", "x"],
        ["plan", "make", "{s}", "--title", "x", "--first", "2027", "--last", "2028"],
        ["note", "{s}", "training X-ray pictures"],
        ["attach", "{s}", "{r}", "{f}"],
        ["detach", "{s}", "{r}", "x"],
        ["disseminated", "{s}", "{r}", "--to", "x", "--why", "x"],
        ["use-reported", "{s}", "{r}", "--entry", "1", "--use", "x"],
        ["form", "add", "{s}", "{f}"],
        ["form", "answer", "{s}", "x", "{f}"],
        ["consultation", "add", "{s}", "{f}"],
    ],
    Task.IMPORT: [
        ["import", "{s}", "{f}"],
        ["import", "{s}", "{f}", "--dry-run"],
        ["import", "{s}", "--waiting", "--drop", "{f}"],
        ["receive", "{s}", "{f}"],
        ["receive", "{s}", "{f}", "--dry-run"],
    ],
    Task.SUBMIT: [
        ["submit", "{s}", "case-studies", "--out", "{o}"],
        ["submit", "{s}", "case-studies", "--out", "{o}", "--draft"],
        ["export", "{s}", "{r}", "--out", "{o}"],
        ["send", "{s}", "{r}"],
        ["sent", "{s}", "{r}"],
        ["acknowledged", "{s}", "{r}"],
        ["list", "{s}", "case-study", "--out", "{o}.csv"],
        ["list", "{s}", "case-study", "--out", "-"],
        ["print", "{s}", "{r}", "--out", "{o}"],
        ["network", "{s}", "--out", "{o}"],
        ["dossier", "{s}", "--out", "{o}"],
        ["attachments", "{s}", "{r}", "--save", "x", "--out", "{o}"],
    ],
    Task.REVIEW: [
        ["approve", "{s}", "{r}"],
        ["return", "{s}", "{r}", "--reason", "x"],
        ["acknowledge", "{s}", "{r}", "--out", "{o}"],
    ],
    Task.RULES: [
        ["rules", "sign", "{s}", "{f}", "--out", "{o}"],
        ["rules", "install", "{s}", "{f}"],
        ["rules", "back", "{s}"],
        ["rules", "receiver", "{s}", "WE"],
    ],
    Task.LISTS: [
        ["lists", "add", "{s}", "commodity", "X", "--en", "x"],
        ["lists", "name", "{s}", "country", "TR", "--en", "x"],
        ["lists", "remove", "{s}", "commodity", "X"],
        ["lists", "sign", "{s}", "--version", "1", "--source", "x", "--out", "x"],
        ["lists", "take", "{s}", "x"],
        ["lists", "back", "{s}", "WE"],
    ],
    Task.OFFICERS: [
        ["officer", "add", "{s}", "new", "--function", "x"],
        ["officer", "remove", "{s}", "first"],
        ["officer", "change", "{s}", "first", "--role", "reader"],
        ["officer", "reset", "{s}", "first"],
        ["recovery-key", "{s}"],
    ],
    Task.CARDS: [
        ["card", "trust", "{s}", "{f}"],
        ["card", "revoke", "{s}", "AP", "--reason", "x", "--out", "{o}"],
        ["card", "renew", "{s}"],
    ],
    Task.EXPORT_ALL: [["export-all", "{s}", "{o}"]],
    Task.REKEY: [["rekey", "{s}"]],
    Task.BACK_UP: [
        ["backup", "{s}", "{b}"],
        ["backup", "{s}"],
        ["backup", "{s}", "--if-due"],
    ],
    Task.RESTORE: [["restore", "{k}", "{s}"], ["salvage", "{s}", "{o}"]],
    Task.RETENTION: [["retention", "{s}", "--set", "case-study", "5"]],
    Task.REPAIR: [["check", "{s}", "--repair"]],
    Task.PURGE: [
        ["purge", "{s}", "{r}", "--reason", "x"],
        ["purge", "{s}", "{r}", "--reason", "x", "--containing", "x", "--certificate", "{o}"],
        ["retention", "{s}", "--purge"],
    ],
}
FOR_ALL = {
    "new": "makes an office",
    "demo": "makes an office",
    "list": "reads",
    "show": "reads",
    "log": "reads",
    "help": "opens no office",
    "man": "opens no office",
    "completion": "opens no office",
    "officer list": "reads",
    "rules show": "reads",
    "lists show": "reads",
    "lists taken": "reads",
    "plan show": "reads",
    "form list": "reads",
    "form show": "reads",
    "form table": "reads; the file that it writes asks (form_table.write)",
    "form carry": "reads the form; what it then keeps asks (form_versions.carry_over)",
    "consultation list": "reads",
    "consultation show": "reads",
    "consultation table": "reads; the file that it writes asks (consultations.write)",
    "year": "reads; the calendar holds what is announced to all; that of due dates asks",
    "activities": "reads",
    "template": "writes an empty workbook with nothing of the office",
    "card list": "reads",
    "verify": "reads, without an office too",
    "card export": "public: it is made to be given to others",
    "drill": "restores into a private place, whoever opens the backup",
    "passphrase": "everybody's own",
    "recover": "with the recovery key on paper",
    "update": "shows a file; what it does begins with a backup, which asks",
}
"""Commands that ask for no role."""


@pytest.mark.parametrize("role", ROLES)
def test_the_command_line_goes_round_no_role(
    office, kept_backup, role, monkeypatch, capsys, tmp_path
):
    from importlib import resources

    sample = resources.files("rilo_desktop.assets") / "sample" / "cases.json"
    monkeypatch.setenv("RILO_PASSPHRASE", f"the passphrase of {role}")
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", "one that only the colleague has chosen")
    monkeypatch.setenv("RILO_RECOVERY_KEY", keys.new_recovery_key())
    with open_store(office, FIRST) as session:
        reference = record.get(session, some_record(session)).record.reference
    places = {
        "{s}": str(office),
        "{f}": str(sample),
        "{o}": str(tmp_path / "out.pdf"),
        "{b}": str(tmp_path / "backup.rilobackup"),
        "{r}": reference,
        "{k}": str(kept_backup),
    }
    for task, commands in COMMANDS.items():
        if role in task.roles:
            continue  # what it then does is tested elsewhere
        for command in commands:
            code = main([places.get(word, word) for word in command] + ["--as", role])
            said = capsys.readouterr()
            assert code == 1, (command, said)
            assert "does not allow this" in said.err, (command, said)
    assert not list(tmp_path.iterdir()), "nothing was written"
    assert main(["list", str(office), "case-study", "--json"]) == 0


def test_every_command_asks_or_is_for_all():
    """A command that is added must be tried with every role, or said to be for all."""
    known = {_name_of(words) for commands in COMMANDS.values() for words in commands}
    assert set(_commands(parser())) == known | set(FOR_ALL)


GROUPS = ("officer", "card", "rules", "lists", "item", "plan", "form", "consultation")


def _name_of(words: list[str]) -> str:
    return " ".join(words[:2]) if words[0] in GROUPS else words[0]


def _commands(of, before: str = ""):
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                below = list(_commands(sub, f"{name} "))
                yield from below or [f"{before}{name}"]


def some_record(session: Session) -> str:
    """A record that stands for any."""
    (found,) = record.save(session, record.new(session, "case-study")).records
    return found
