"""Which services write, found in their sources: each asks for the role and is tried with all."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import rilo_desktop.services as services

CALLED = Path(__file__).with_name("role_calls.py")
"""Where each is tried: `name.of_service(s, ...)`."""


def test_whatever_writes_asks_for_the_role():
    """Every public function of a service that begins an operation permits a task first."""
    asked_elsewhere = {
        "session._log_opening": "everybody may open",
        "preferences.keep": "everybody's own",
        "list_views": "everybody's own",
        "create_office._fill": "the office is being made",
        "restore": "asked of whoever opens the backup",
        "outgoing": "asked by whoever lets something leave",
    }
    folder = Path(inspect.getfile(services)).parent
    for path in sorted(folder.rglob("*.py")):
        for function in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            called = {ast.unparse(n.func) for n in ast.walk(function) if isinstance(n, ast.Call)}
            writes = called & {"session.unit", "session.store.purging", "session.store.rekey"}
            name = f"{path.stem}.{function.name}"
            if writes and name not in asked_elsewhere and path.stem not in asked_elsewhere:
                assert called & {"session.permit", "permit", "going_out"}, name


WRITERS = {
    "going_out",
    "session.unit",
    "session.store.purging",
    "session.store.rekey",
    "session.store.back_up",
    "session.store.prefer",
    "session.store.drop_drafts",
    "session.drafts.keep",
}
ASKED_ELSEWHERE = {
    "create_office.add_sample": "an import",
    "practice_work.add_work": "receives, which asks, in the office that is being made",
    "program_update.prepare": "begins with a backup, which asks",
    "preferences.keep": "everybody's own",
    "preferences.keep_of_office": "asked by the service that keeps it",
    "preferences.hold": "everybody's own",
    "preferences.take_held": "everybody's own",
    "list_views.remember": "everybody's own",
    "list_views.keep_view": "everybody's own",
    "list_views.drop_view": "everybody's own",
    "list_views.rename_view": "everybody's own",
    "file_import.take": "what `look` gave; asks too",
    "acknowledge.take": "what `look` gave; asks too",
    "trust_check.trust_given": "trusts a card, which asks",
    "restored_logs.keep_compared": "asks where there is something to log",
    "form_answer_pictures.take": "a part of form_answers_file.answer, which asks",
    "drafts.drop_of_everybody": "inside a purge, which asks",
    "backup.back_up_if_due": "tried on the command line",
    "cards.export": "everybody's to hand out",
    "competencies.own_rating": "reads the one that is there, and asks before it makes one",
    "outgoing.going_out": "asks for the role of its way",
    "outgoing.log_failure": "asked by whoever lets something leave",
}


def test_whatever_reaches_a_write_is_tried_with_every_role():
    """Every public function of a service that writes, by itself or through another, is tried."""
    functions = _functions()
    writing = {name for name in functions if _reaches(name, functions, set())}
    public = {n for n in writing if not n.partition(".")[2].startswith("_") and _asks(functions[n])}
    tried = set(re.findall(r"(\w+\.\w+)\(s\b", CALLED.read_text("utf-8")))
    assert len(public) > 30
    assert public - tried - set(ASKED_ELSEWHERE) == set()


def _functions() -> dict[str, ast.FunctionDef]:
    folder = Path(inspect.getfile(services)).parent
    return {
        f"{path.stem}.{node.name}": node
        for path in folder.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _asks(function: ast.FunctionDef) -> bool:
    return any(a.annotation and ast.unparse(a.annotation) == "Session" for a in function.args.args)


def _reaches(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Does it call what writes, or something of the services that does?"""
    if name in seen or name not in functions:
        return False
    seen.add(name)
    called = {ast.unparse(n.func) for n in ast.walk(functions[name]) if isinstance(n, ast.Call)}
    if called & WRITERS or any(call.startswith("officer_rows.") for call in called):
        return True
    room = name.partition(".")[0]
    others = {call if "." in call else f"{room}.{call}" for call in called}
    return any(_reaches(other, functions, seen) for other in others)
