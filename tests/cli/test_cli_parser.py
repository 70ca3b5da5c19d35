"""What can be typed: the office of RILO_STORE, near names, help, completion, the manual page."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.cli.argument_parser import Parser
from rilo_desktop.cli.completion import completion
from rilo_desktop.cli.exit_codes import EXIT_CODES
from rilo_desktop.cli.manual_page import manual_page
from rilo_desktop.cli.parser import STORE, parser, read
from rilo_desktop.language import window_languages
from rilo_desktop.services.office import errors
from rilo_desktop.services.office.session import Session

PASSPHRASE = "a passphrase of the first officer"
VALUES = {"noted_head": f"1:{'a' * 64}", "int": "1", "_count": "1"}
OF_A_FILE = ("restore", "drill", "update")
WITHOUT = {("help",), ("man",), ("completion",), ("form", "check")}
"""Commands that take no office."""


def leaves(of: Parser, *before: str) -> Iterator[tuple[tuple[str, ...], Parser]]:
    for name, one in of.commands.items():
        yield from leaves(one, *before, name) if one.commands else [((*before, name), one)]


LEAVES = {words: leaf for words, leaf in leaves(parser()) if words not in WITHOUT}
every_command = pytest.mark.parametrize("words", LEAVES, ids=" ".join)


def values_of(action: argparse.Action) -> list[str]:
    """As many words as it takes."""
    count = action.nargs if isinstance(action.nargs, int) else 1
    name = getattr(action.type, "__name__", "")
    first = str(next(iter(action.choices))) if action.choices else VALUES.get(name, "word")
    return [first] * count


def typed(words: tuple[str, ...], more: set[str]) -> tuple[list[str], list[str]]:
    """A command without its store: before the place of the store, and after it."""
    positional: list[str] = []
    options: list[str] = []
    alone = {
        action.dest
        for group in LEAVES[words]._mutually_exclusive_groups
        for action in group._group_actions
    }
    for action in LEAVES[words]._actions:
        if isinstance(action, argparse._HelpAction) or action.dest == "store":
            continue
        if action.option_strings:
            if action.required or (action.dest in more - alone):
                options += [action.option_strings[-1], *values_of(action)]
        elif action.nargs != "?" or action.dest in alone:
            positional += values_of(action)
    return positional, options


@every_command
@pytest.mark.parametrize("with_options", [False, True], ids=["plain", "all options"])
def test_every_command_takes_the_office_of_rilo_store(
    words: tuple[str, ...], with_options: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {one.dest for one in LEAVES[words]._actions} - {"store", "card"}
    positional, options = typed(words, more if with_options else set())
    monkeypatch.setenv(STORE, "usual")
    found = read([*words, *positional, *options], "en")
    assert found.store == Path("usual")
    monkeypatch.delenv(STORE)
    if words != ("verify",):  # which needs no office
        positional.insert(1 if words[0] in OF_A_FILE else 0, "given")
    same = read([*words, *positional, *options], "en")
    alike = {name: value for name, value in vars(found).items() if name != "store"}
    assert {name: value for name, value in vars(same).items() if name != "store"} == alike


@every_command
def test_a_folder_that_is_given_wins(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "keys.json").touch()
    positional, options = typed(words, set())
    monkeypatch.setenv(STORE, "usual")
    if words == ("verify",):
        options += ["--store", str(folder)]
    else:
        positional.insert(1 if words[0] in OF_A_FILE else 0, str(folder))
    assert read([*words, *positional, *options], "en").store == folder


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        (["import", "a.xlsx", "b.xlsx"], "file", [Path("a.xlsx"), Path("b.xlsx")]),
        (["backup", "usb.rilobackup"], "file", Path("usb.rilobackup")),
        (["plan", "show", "XX/2026/PL/A0001"], "plan", "XX/2026/PL/A0001"),
        (["submit", "case-studies", "--out", "x.pdf"], "type", "case-studies"),
    ],
)
def test_a_word_that_is_no_office_is_what_follows_it(
    arguments: list[str], name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE, "usual")
    found = read(arguments, "en")
    assert (found.store, getattr(found, name)) == (Path("usual"), value)


def test_a_new_office_may_be_where_nothing_is_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, "usual")
    new = ["new", "--office", "XX", "--officer", "XX-01"]
    assert read([*new, "other"], "en").store == Path("other")
    assert read(new, "en").store == Path("usual")


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    for name in (STORE, "RILO_LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_without_any_office_it_says_how_one_is_named(rilo: Say) -> None:
    code, _, err = rilo("list", "case-study")
    assert code == 2
    assert "may be left out where RILO_STORE is set" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lst"], "There is no command rilo lst. Did you mean list, lists?"),
        (["qqqq"], "There is no command rilo qqqq. rilo help names them all."),
        (["officer", "ad"], "There is no command rilo officer ad. Did you mean add?"),
        (["list", "x", "y", "--serach", "z"], "--serach is not known; did you mean --search"),
        (["list", "x", "y", "--zzzz"], "--zzzz is not known; --help names all options."),
        (["submit", "x", "case-study", "--out", "y"], "did you mean case-studies"),
        (["help", "lst"], "There is no command rilo lst. Did you mean list, lists?"),
        (["help", "officer", "ad"], "There is no command rilo officer ad. Did you mean add?"),
    ],
)
def test_what_was_mistyped_is_named_with_what_comes_near(
    rilo: Say, arguments: list[str], said: str
) -> None:
    code, out, err = rilo(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_help_names_every_command_once_in_its_section(rilo: Say) -> None:
    top = parser()
    listed = [name for _, names in top.sections for name in names]
    assert sorted(listed) == sorted(top.commands)
    code, out, _ = rilo("help")
    assert code == 0
    assert rilo("--help")[1] == out
    assert all(f"\n  {name} " in out for name in listed)
    assert all(f"\n{title}:\n" in out for title, _ in top.sections)
    assert rilo("help", "officer", "add")[1] == rilo("officer", "add", "--help")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--language", "fr", "list", "--help"],
        ["list", "--help", "--language", "fr"],
        ["help", "list", "--language", "fr"],
        ["help", "list", "--language=fr"],
    ],
)
def test_help_speaks_the_language_that_was_chosen(rilo: Say, arguments: list[str]) -> None:
    code, out, _ = rilo(*arguments)
    assert code == 0
    assert out.startswith("usage\u202f: rilo list")
    assert "Lister les fiches d’un type." in out


def test_help_speaks_the_language_of_the_system(rilo: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rilo("list", "--help")[1].startswith("usage: rilo list")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert rilo("list", "--help")[1].startswith("usage\u202f: rilo list")
    code, _, err = rilo("list", "--limit", "0", "x", "y")
    assert (code, "ce n’est pas un nombre" in err) == (2, True)
    assert "il manque les arguments\u202f: store, kind" in rilo("list")[2]
    assert rilo("--language", "en", "list")[2].startswith("usage: rilo list")


def test_the_language_of_a_document_is_not_that_of_messages(rilo: Say) -> None:
    code, _, err = rilo("submit", "x", "no-such-type", "--out", "y", "--language", "fr")
    assert (code, err.startswith("usage: ")) == (2, True)


def test_the_version_is_said_without_loading_the_commands() -> None:
    code = (
        "import sys\n"
        "from rilo_desktop.cli import main\n"
        "assert main(['--version']) == 0\n"
        "print(sorted(n for n in sys.modules if n.startswith('rilo_desktop')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, loaded = done.stdout.splitlines()
    assert said.startswith("RILO Desktop ")
    assert loaded == "['rilo_desktop', 'rilo_desktop.cli']"


def test_every_exit_code_is_told(rilo: Say) -> None:
    known = {code for code, _ in EXIT_CODES}
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    assert {one.exit_code for one in kinds if issubclass(one, errors.StoreError)} <= known
    out = " ".join(rilo("help")[1].split())
    page = manual_page(parser())
    guide = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
    for code, said in EXIT_CODES:
        assert f"{code} {said}" in out
        assert f".B {code}\n" in page
        assert f"| {code} | {said} |" in guide


def test_quiet_says_only_what_went_wrong(
    rilo: Say, make_session: Callable[..., Session], tmp_path: Path
) -> None:
    session = make_session(sample=True)
    session.close()
    office, file = session.folder, tmp_path / "card.rilocard"
    assert rilo("list", office, "office", "--quiet") == (0, "", "")
    assert rilo("-q", "card", "export", office, "--out", file) == (0, "", "")
    assert file.exists()
    assert len(json.loads(rilo("list", office, "office", "--json", "-q")[1])) == 12
    code, out, err = rilo("list", office, "ofice", "--quiet")
    assert (code, out) == (1, "")
    assert "There is no kind ofice; did you mean office?" in err
    code, out, err = rilo("recovery-key", office, "--quiet")
    assert (code, len(out.splitlines()[-1]), err) == (0, 64, "")  # it is never shown again


# --- what a shell and a reader of manuals get


def completed(script: Path, *words: str) -> list[str]:
    """What bash completes the last word to."""
    ask = (
        '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rilo; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", ask, str(script), "rilo", *words], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_commands_options_and_values(rilo: Say, tmp_path: Path) -> None:
    script = tmp_path / "rilo.bash"
    script.write_text(rilo("completion", "bash")[1], "utf-8")
    for words, leaf in leaves(parser()):
        assert completed(script, *words) == [words[-1]] or words[-1] in completed(script, *words)
        for action in leaf._actions:
            for option in [one for one in action.option_strings if one.startswith("--")][:2]:
                assert option in completed(script, *words, option)
    assert completed(script, "list", "office", "case-s") == ["case-study"]
    assert completed(script, "list", "--language", "") == [*window_languages()]
    assert completed(script, "--language", "fr", "offic") == ["officer"]
    assert completed(script, "list", "--search", "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_each_shell_knows_every_command_and_option(shell: str) -> None:
    script = completion(parser("fr"), shell)
    for words, leaf in leaves(parser()):
        assert f"/{'/'.join(words)}" in script
        options = [one for action in leaf._actions for one in action.option_strings]
        assert all(option in script for option in options if option.startswith("--"))
    assert ("prévue" in script or "afficher une fiche" in script) == (shell != "bash")
    script = script.replace(r"'\''", "")  # an apostrophe inside quotes
    assert script.count("'") % 2 == 0


def test_powershell_takes_no_apostrophe_for_the_end_of_a_text() -> None:
    """It reads typographic quotes like straight ones: in a text each is written twice."""
    script = completion(parser("fr"), "powershell")
    texts = re.findall("'((?:[^'\u2018-\u201b]|(?:['\u2018-\u201b]){2})*)'", script)
    assert any("\u2019" in text for text in texts)
    rest = script
    for text in sorted(texts, key=len, reverse=True):
        rest = rest.replace(f"'{text}'", "")
    assert not set(rest) & set("'\u2018\u2019\u201a\u201b")


@pytest.mark.parametrize("language", window_languages())
def test_the_manual_page_has_every_command_and_is_good_roff(language: str) -> None:
    page = manual_page(parser(language))
    for words, leaf in leaves(parser()):
        assert f'.SS "rilo {" ".join(words)}"'.replace("-", "\\-") in page
        options = [one for action in leaf._actions for one in action.option_strings]
        assert all(one.replace("-", "\\-") in page for one in options if one.startswith("--"))
    assert page.isascii()
    if groff := shutil.which("groff"):
        done = subprocess.run(
            [groff, "-man", "-Tutf8", "-ww", "-z"],
            input=page,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        assert done.stderr == ""


def test_each_text_of_the_parser_is_a_message() -> None:
    """What the tool collects, so that it is translated."""
    from messages import messages  # type: ignore[import-not-found]

    known: set[Any] = set(messages())

    def look(of: Parser) -> None:
        said = [of.description, *(action.help for action in of._actions)]
        said += [group.title for group in of._action_groups]
        assert [one for one in said if one and one not in known] == []
        for below in of.commands.values():
            look(below)

    look(parser())
