"""The contract of `rilo` with scripts: commands, options, exit codes, keys of `--json`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import frozen
from rilo_desktop.cli import main
from rilo_desktop.cli.argument_parser import Parser
from rilo_desktop.cli.exit_codes import EXIT_CODES
from rilo_desktop.cli.parser import parser
from rilo_desktop.presentation.registry import LISTED
from sample_office import PASSPHRASE, copied_sample

SAYING = (
    "check {store}",
    "officer list {store}",
    "officer add {store} XX-07 --function analyst",
    "officer change {store} XX-07 --function reviewer",
    "officer remove {store} XX-07",
    "log {store}",
    "activities {store}",
    "lists show {store}",
    "comment add {store} {case} word",
    "comment list {store} {case}",
    "comment done {store} {case} 1",
    "history {store} {case}",
    "show {store} {case}",
    "attach {store} {case} {file}",
    "attachments {store} {case}",
    "detach {store} {case} {name}",
    "template {store} {out}.xlsx",
    "import {store} {out}.xlsx --dry-run",
    "plan show {store} {plan}",
    "form list {store}",
    "form show {store} {form}",
    "form table {store} {form}",
    "consultation list {store}",
    "consultation show {store} {consultation}",
    "consultation table {store} {consultation}",
    "submit {store} products --reason practice --accept-proposed --out {out}.pdf",
    "submit {store} case-studies",
    "verify {out}.pdf",
    "year {store}",
    "network {store}",
    "rules show {store}",
    "card list {store}",
    "card export {store} --out {out}.card",
    "retention {store}",
    "paper {store}",
    "lists show {store} commodity",
    "lists taken {store}",
    "print {store} {case} --out {out}2.pdf",
    "dossier {store} --out {out}3.pdf",
    "backup {store} {out}.rilobackup",
    "drill {out}.rilobackup {store}",
    "rekey {store}",
    "export-all {store} {out}-all",
    "list {store} nothing-of-this-name",
)
"""Commands whose answer is looked at, in their order; `list` follows for each record type."""


def leaves(of: Parser, *before: str) -> Iterator[tuple[str, Parser]]:
    for name, one in of.commands.items():
        if one.commands:
            yield from leaves(one, *before, name)
        else:
            yield " ".join((*before, name)), one


def said_of(action: argparse.Action) -> str:
    choices = f" of {','.join(map(str, action.choices))}" if action.choices else ""
    default = action.default if isinstance(action.default, str | int | bool) else None
    usual = f" else {default}" if default not in (None, "", False, argparse.SUPPRESS) else ""
    needed = " needed" if action.option_strings and action.required else ""
    words = ",".join(action.option_strings) or action.dest
    return f"{words} takes {1 if action.nargs is None else action.nargs}{choices}{usual}{needed}"


def test_commands_options_and_exit_codes_are_those_that_scripts_know() -> None:
    lines = [f"exit {code}: {said}" for code, said in EXIT_CODES]
    for words, leaf in leaves(parser()):
        lines += [
            f"{words}: {said_of(action)}"
            for action in leaf._actions
            if not isinstance(action, argparse._HelpAction)
        ]
    frozen.compare("commands", lines)


def keys(data: Any, at: str = "") -> Iterator[str]:
    """Paths of keys; keys that are data (codes, references) are one, `*`."""
    if isinstance(data, dict):
        is_data = at.endswith(".counts") or any(
            not key.isidentifier() or key.isupper() for key in data
        )
        for key, value in data.items():
            path = f"{at}.{'*' if is_data else key}"
            yield path
            yield from keys(value, path)
    elif isinstance(data, list):
        for one in data:
            yield from keys(one, f"{at}[]")


def test_keys_of_json_are_those_that_scripts_know(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", "a passphrase of the seventh officer")
    store = copied_sample(tmp_path_factory, tmp_path / "office", "XX", shipped=True)
    file = tmp_path / "note.txt"
    file.write_text("A note.")

    def run(*words: object) -> tuple[int, Any]:
        capsys.readouterr()
        try:
            code = main([str(word) for word in (*words, "--json")])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr().out
        return code, json.loads(said) if said.strip() else None

    def first(kind: str) -> str:
        return str(run("list", store, kind)[1][0]["reference"])

    names = {
        "store": store,
        "file": file,
        "name": file.name,
        "out": tmp_path / "out",
        "case": first("case-study"),
        "plan": first("action-plan"),
        "form": first("questionnaire"),
        "consultation": first("consultation"),
    }
    lines: list[str] = []
    for command in (*SAYING, *(f"list {{store}} {kind}" for kind in LISTED)):
        code, data = run(*(word.format(**names) for word in command.split()))
        what = command.replace(" {store}", "")
        lines += [f"{what}: exit {code}", *(f"{what}: {key}" for key in sorted(set(keys(data))))]
    frozen.compare("json", lines)
