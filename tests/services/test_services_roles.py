"""What each role may do, on every path that writes: services and the command line."""

from __future__ import annotations

import argparse

import pytest
from role_calls import CALLS

from rilo_desktop.cli import main
from rilo_desktop.cli.parser import parser
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import backup, keys
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.session import Session, Task, open_store
from rilo_desktop.services.records import record
from rilo_desktop.store import officer_rows
from rilo_desktop.vocabularies import vocabulary

ROLES = ("analyst", "reviewer", "head", "steward", "reader")
FIRST = "seven quiet lanterns beside a river"
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
        ["comment", "add", "{s}", "{r}", "x"],
        ["comment", "done", "{s}", "{r}", "1"],
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
    ],
    Task.RECEIVERS: [["rules", "receiver", "{s}", "WE"]],
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
    Task.SCHEDULE: [["paper", "{s}", "--set", "Letter"]],
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
    "history": "reads; what it brings back asks (history.restore)",
    "log": "reads",
    "help": "opens no office",
    "man": "opens no office",
    "completion": "opens no office",
    "officer list": "reads",
    "rules show": "reads",
    "lists show": "reads",
    "lists taken": "reads",
    "plan show": "reads",
    "form check": "opens no office",
    "form list": "reads",
    "form show": "reads",
    "form table": "reads; the file that it writes asks (form_table.write)",
    "form carry": "reads the form; what it then keeps asks (form_versions.carry_over)",
    "consultation list": "reads",
    "consultation show": "reads",
    "consultation table": "reads; the file that it writes asks (consultations.write)",
    "comment list": "reads",
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


GROUPS = ("officer", "card", "rules", "lists", "item", "plan", "form", "consultation", "comment")


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
