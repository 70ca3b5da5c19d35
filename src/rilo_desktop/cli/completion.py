"""Scripts by which a shell completes `rilo`, written from the parser.

Each script has the same table: the place of a command ("/officer/add"), the words that can follow
it with a line about each, and the values that an option takes. Everything else completes as files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .argument_parser import Parser

QUOTE_IN_ZSH = "'\\''"
QUOTES_IN_POWERSHELL = "'\u2018\u2019\u201a\u201b"
"""Each of them ends a text in single quotes there, and stands for itself where it is doubled."""


@dataclass(frozen=True, slots=True)
class Place:
    """`words`: word -> a line about it. `values`: option -> what it takes, () for any text."""

    path: str
    words: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    is_group: bool


def places(parser: Parser, path: str = "") -> Iterator[Place]:
    """That of a parser and of all commands below it."""
    words = parser.about()
    values: dict[str, tuple[str, ...]] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        known = tuple(map(str, action.choices or parser.proposals.get(action.dest, ())))
        if action.option_strings:
            name = action.option_strings[-1]
            words[name] = parser.say(action.help or "")
            if action.nargs != 0:
                values[name] = known
        else:
            words |= dict.fromkeys(known, "")
    yield Place(path, words, values, bool(parser.commands))
    for name, below in parser.commands.items():
        yield from places(below, f"{path}/{name}")


def completion(parser: Parser, shell: str) -> str:
    """The script for "bash", "zsh" or "powershell"."""
    return _SHELLS[shell](list(places(parser)))


def _bash(found: list[Place]) -> str:
    words = "".join(f'        "{p.path}") words="{" ".join(p.words)}" ;;\n' for p in found)
    values = "".join(
        f'        "{p.path} {option}") words="{" ".join(known)}" ;;\n'
        for p in found
        for option, known in p.values.items()
    )
    return f"""# Completion of rilo for bash, written by: rilo completion bash
_rilo() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} at="" words="" n
    for ((n = 1; n < COMP_CWORD; n++)); do
        case "$at/${{COMP_WORDS[n]}}" in
        {_alternatives(found)}) at="$at/${{COMP_WORDS[n]}}" ;;
        esac
    done
    case "$at" in
{words}    esac
    case "$at $before" in
{values}    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _rilo rilo
"""


def _zsh(found: list[Place]) -> str:
    def row(name: str, about: str) -> str:
        return _quoted(f"{name}:{about}" if about else name, QUOTE_IN_ZSH)

    words = "".join(
        f"    ('{p.path}') found=({' '.join(row(*pair) for pair in p.words.items())})"
        f"{'; files=0' if p.is_group else ''} ;;\n"
        for p in found
    )
    values = "".join(
        f"    ('{p.path} {option}') found=({' '.join(known)}); files={int(not known)} ;;\n"
        for p in found
        for option, known in p.values.items()
    )
    return f"""#compdef rilo
# Completion of rilo for zsh, written by: rilo completion zsh
_rilo() {{
    local at= files=1 n
    local -a found
    for ((n = 2; n < CURRENT; n++)); do
        case "$at/$words[n]" in
        ({_alternatives(found)}) at="$at/$words[n]" ;;
        esac
    done
    case "$at" in
{words}    esac
    case "$at $words[CURRENT-1]" in
{values}    esac
    (( $#found )) && _describe rilo found
    (( files )) && [[ $PREFIX != -* ]] && _files
}}
if [[ $funcstack[1] == _rilo ]]; then
    _rilo "$@"
else
    compdef _rilo rilo
fi
"""


def _powershell(found: list[Place]) -> str:
    def quoted(text: str) -> str:
        return f"'{''.join(sign * (1 + (sign in QUOTES_IN_POWERSHELL)) for sign in text)}'"

    def rows(words: Mapping[str, str]) -> str:
        pairs = (f"{quoted(name)} = {quoted(about or name)}" for name, about in words.items())
        return f"[ordered]@{{ {'; '.join(pairs)} }}"

    table = "".join(f"        {quoted(p.path)} = {rows(p.words)}\n" for p in found)
    values = "".join(
        f"        {quoted(f'{p.path} {option}')} = {rows(dict.fromkeys(known, ''))}\n"
        for p in found
        for option, known in p.values.items()
    )
    return f"""# Completion of rilo for PowerShell, written by: rilo completion powershell
Register-ArgumentCompleter -Native -CommandName rilo -ScriptBlock {{
    param($word, $command, $cursor)
    $table = @{{
{table}    }}
    $values = @{{
{values}    }}
    $at = ''
    $before = ''
    foreach ($element in @($command.CommandElements | Select-Object -Skip 1)) {{
        if ($element.Extent.EndOffset -ge $cursor) {{ break }}
        $before = $element.Extent.Text
        if ($table.ContainsKey("$at/$before")) {{ $at = "$at/$before" }}
    }}
    $found = $table[$at]
    if ($values.ContainsKey("$at $before")) {{ $found = $values["$at $before"] }}
    foreach ($name in $found.Keys) {{
        if ($name.StartsWith($word)) {{
            [System.Management.Automation.CompletionResult]::new(
                $name, $name, 'ParameterValue', $found[$name])
        }}
    }}
}}
"""


def _alternatives(found: list[Place]) -> str:
    return " | ".join(place.path for place in found if place.path)


def _quoted(text: str, quote: str) -> str:
    return f"""'{text.replace("'", quote)}'"""


_SHELLS: Mapping[str, Callable[[list[Place]], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "powershell": _powershell,
}
