"""How arguments are read and commands are added: what every part of the parser needs.

argparse does it; this adds help in the language of the reader, near names of what was mistyped, and
commands of which the folder of the office may be left out.
"""

from __future__ import annotations

import argparse
import difflib
import gettext
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

from rilo_desktop.language import N_, catalogue

from . import commands

STREAM = "-"
"""Standard input or output, in the place of a file."""
REQUIRED = N_("the following arguments are required: %s")
UNRECOGNIZED = N_("unrecognized arguments: %s")
ARGPARSE_SAYS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid %(type)s value: %(value)r"),
)
"""Beside those two, what a reader may see of argparse's own texts."""
READ_TWICE = N_("- cannot stand here, since the file is read more than once: name a file")
_ARGUMENTS = N_("expected %s argument"), N_("expected %s arguments")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """argparse speaks it in the block; by itself it asks gettext's domain of the system."""
    say = catalogue(language)

    def counted(one: str, many: str, count: int) -> str:
        return say(_ARGUMENTS[count != 1]) if one == _ARGUMENTS[0] else many

    vars(argparse).update(_=say.text, ngettext=counted)
    try:
        yield
    finally:
        vars(argparse).update(_=gettext.gettext, ngettext=gettext.ngettext)


class UsageError(Exception):
    """Wrong use; `usage` is how the command is used. `is_missing`: something was left out."""

    def __init__(self, message: str, usage: str, is_missing: bool = False) -> None:
        super().__init__(message)
        self.usage = usage
        self.is_missing = is_missing


def near(name: str, known: Collection[str]) -> str:
    """Names that come near, the nearest first, for a sentence; "" for none."""
    return ", ".join(difflib.get_close_matches(name, known, 3, 0.7))


class _Help(argparse.HelpFormatter):
    """Help in one language: what stands in the parser are messages."""

    def __init__(self, prog: str, language: str, width: int | None = None) -> None:
        super().__init__(prog, width=width)
        self._say = catalogue(language)

    def add_text(self, text: str | None) -> None:
        if text:
            said = self._say(text)
            super().add_text(said if said.endswith(".") else f"{said[:1].upper()}{said[1:]}.")

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._say(heading) if heading else heading)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return self._say(action.help) if action.help else action.help


class Parser(argparse.ArgumentParser):
    """Raises UsageError where argparse would print and leave; reads arguments as text.

    `with_store` False: no command takes the folder of the office. `sections`: how help groups the
    commands. `prepared` rewrites the arguments of a command before they are read. `proposals`: what
    completion offers for an argument that takes other words too.
    """

    def __init__(
        self, *given: Any, language: str = "en", with_store: bool = True, **named: Any
    ) -> None:
        named.setdefault("formatter_class", partial(_Help, language=language))
        super().__init__(*given, **named)
        self.register("type", None, text)
        self.language, self.with_store = language, with_store
        self.say = catalogue(language)
        self.sections: list[tuple[str, tuple[str, ...]]] = []
        self.prepared: Callable[[list[str]], list[str]] | None = None
        self._below: argparse._SubParsersAction[Parser] | None = None
        self.proposals: dict[str, tuple[str, ...]] = {}

    def add_commands(self, dest: str, metavar: str) -> argparse._SubParsersAction[Parser]:
        """One of its commands has to be named."""
        made = partial(type(self), language=self.language, with_store=self.with_store)
        sub: argparse._SubParsersAction[Parser] = self.add_subparsers(
            dest=dest, metavar=metavar, required=True, parser_class=cast("type[Parser]", made)
        )
        sub.type = str  # what follows a command is read by the command
        self._below = sub
        return sub

    @property
    def commands(self) -> dict[str, Parser]:
        """What it has below itself, by name."""
        return dict(self._below.choices) if self._below else {}

    def about(self) -> dict[str, str]:
        """One line about each of its commands."""
        return {one.dest: self.say(one.help or "") for one in self._listed()}

    def _listed(self) -> list[argparse.Action]:
        return list(self._below._get_subactions()) if self._below else []

    def rows(self) -> Iterator[tuple[str, str]]:
        """Each argument and option, as it is typed, and what help says of it."""
        formatter = self._get_formatter()
        for action in self._actions:
            if not isinstance(action, argparse._SubParsersAction):
                said = formatter._expand_help(action) if action.help else ""
                yield formatter._format_action_invocation(action), said

    def section(self, title: str, names: Collection[str]) -> None:
        self.sections.append((title, tuple(names)))

    def format_help(self) -> str:
        """As argparse has it; the commands stand in their sections."""
        if not self.sections:
            return super().format_help()
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        listed = {one.dest: one for one in self._listed()}
        options = [one for one in self._actions if one.option_strings]
        parts = [(title, [listed[name] for name in names]) for title, names in self.sections]
        for title, actions in (*parts, ("options", options)):
            formatter.start_section(title)
            formatter.add_arguments(actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        if self.prepared is not None and args is not None:
            args = self.prepared(list(args))
        found, left = super().parse_known_args(args, namespace)
        if left:
            self._refuse(left)
        return found, left

    def _refuse(self, left: Sequence[str]) -> NoReturn:
        option = next((one.partition("=")[0] for one in left if one.startswith("-")), "")
        if not option:
            self.error(self.say(UNRECOGNIZED) % " ".join(left))
        names = near(option, self._option_string_actions)
        if names:
            self.error(
                self.say.text(
                    "{name} is not known; did you mean {names}?", name=option, names=names
                )
            )
        self.error(self.say.text("{name} is not known; --help names all options.", name=option))

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError as error:
            error.message = self.say(error.message)  # of a type, which knows no language
            raise

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(one) for one in action.choices]
        names = near(str(value), known)
        if isinstance(action, argparse._SubParsersAction):
            told = self.say.text("There is no command {name}.", name=f"{self.prog} {value}")
            more = self.say.text("Did you mean {names}?", names=names) if names else ""
            listed = self.say.text("{command} names them all.", command="rilo help")
            self.error(f"{told} {more or listed}")
        if names:
            said = self.say.text(
                "{name} is not known; did you mean {names}?", name=value, names=names
            )
        else:
            said = self.say.text(
                "{name} is not known; choose one of {names}.", name=value, names=", ".join(known)
            )
        raise argparse.ArgumentError(action, said)

    def error(self, message: str) -> NoReturn:
        is_missing = message.startswith(self.say(REQUIRED).partition("%")[0])
        if is_missing and self.with_store and any(one.dest == "store" for one in self._actions):
            named = message.partition(":")[2].split(",")
            if any(not name.strip().startswith("-") for name in named):
                more = self.say("The folder of the office may be left out where RILO_STORE is set.")
                message = f"{message}. {more}"
        raise UsageError(message, self.format_usage(), is_missing)


def text(given: str) -> str:
    """An argument as text, where the locale is none of UTF-8 too. Raises ArgumentTypeError."""
    try:
        return os.fsencode(given).decode("utf-8") if _is_bytes(given) else given
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError(N_("is not written in UTF-8")) from None


def file_only(why: str) -> Callable[[str], Path]:
    """A file or folder that no stream can stand in for; `why`, a message, is what `-` is told."""

    def named(given: str) -> Path:
        if given == STREAM:
            raise argparse.ArgumentTypeError(why)
        return Path(given)

    return named


def _is_bytes(given: str) -> bool:
    """Did Python keep bytes that it could not read as single surrogates (PEP 383)?"""
    return any("\udc80" <= sign <= "\udcff" for sign in given)


def command(
    sub: argparse._SubParsersAction[Parser],
    name: str,
    text: str,
    run: commands.Command,
    of_file: bool = False,
    of_office: bool = True,
) -> Parser:
    """A command on an office. `of_file`: what it works on is a file, and a store comes second.

    `of_office` False: it needs none.
    """
    made = sub.add_parser(name, help=text, description=text)
    if of_file:
        made.add_argument("file", type=file_only(READ_TWICE), help="the file it works on")
    if made.with_store and of_office:
        made.add_argument(
            "store", type=Path, help="folder of the office; may be left out where RILO_STORE is set"
        )
    if of_office:
        made.add_argument("--as", dest="sign", default="", help="ID of the officer who does it")
    made.add_argument("--json", action="store_true", help="answer as JSON")
    add_quiet(made)
    made.set_defaults(run=run)
    return made


def add_quiet(command: argparse.ArgumentParser, **default: Any) -> None:
    default = default or {"default": argparse.SUPPRESS}  # what stands before the command stays
    command.add_argument(
        "-q", "--quiet", action="store_true", help="say only what went wrong", **default
    )
