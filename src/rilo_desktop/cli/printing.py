"""What the command line says: answers on stdout, findings and progress on stderr.

What comes from data may hold characters that act on a terminal or hide: they are shown by number.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rilo_desktop.characters import in_json, visible
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.rules.findings import Finding, Severity
from rilo_desktop.services.office import finding_messages

MOST_SHOWN = 50
WIDEST = 60
"""Characters of a cell of a table."""


def language(wanted: str = "") -> str:
    """Of whoever reads it: what was asked for, else what the system is set to."""
    chosen = (
        wanted
        or os.environ.get("RILO_LANGUAGE")
        or os.environ.get("LC_ALL")
        or os.environ.get("LANG")
    )
    known = window_languages()
    return next((code for code in known if (chosen or "").lower().startswith(code)), known[0])


def named(fields: str) -> list[str]:
    """Names with commas between."""
    return [name.strip() for name in fields.split(",") if name.strip()]


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as what is in them; a long text is cut, save in the last."""
    lines = [[*map(str, heads)], *([_cell(value) for value in row] for row in rows)]
    for line in lines:
        line[:-1] = [cell if len(cell) <= WIDEST else f"{cell[:WIDEST]}…" for cell in line[:-1]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: object) -> str:
    said = f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)
    return visible("; ".join(said.splitlines()), lines=False)


class Printer:
    """`as_json`: one JSON array or object on stdout, and nothing else there.

    `is_quiet`: only what went wrong, and what is shown once. `is_beside`: a file goes to stdout, so
    that the answer goes to stderr. `stand_ins`: paths -> what is said instead.
    """

    def __init__(self, as_json: bool, language: str, is_quiet: bool = False) -> None:
        self.as_json = as_json
        self.is_quiet = is_quiet
        self.is_beside = False
        self.stand_ins: dict[str, str] = {}
        self.language = language
        self.text = catalogue(language).text
        self.plural = catalogue(language).plural
        self.labelled = catalogue(language).labelled
        self._has_answered = False
        self._step = ""

    def answer(
        self,
        data: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        text: str,
        is_secret: bool = False,
    ) -> None:
        """The same answer as data or as text. `is_secret`: it is never shown again."""
        if self.as_json:
            self._put(data)
        elif text and (is_secret or not self.is_quiet):
            self._say(text)

    def stream(
        self, data: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]], text: str
    ) -> None:
        """The same answer, with very many rows under this name, one a line."""
        if not self.as_json:
            self.answer(data, text)
            return
        self._has_answered = True
        head = in_json(self._named(json.dumps(data, ensure_ascii=False)))
        print(f'{head[:-1]}, "{name}": [', end="")
        for n, row in enumerate(rows):
            line = in_json(self._named(json.dumps(row, ensure_ascii=False)))
            print(",\n" if n else "\n", line, sep="", end="")
        print("\n]}")

    def write(self, text: str, is_asked: bool = False) -> None:
        """For the reader, never for scripts. `is_asked`: a question follows."""
        if not self.as_json and (is_asked or not self.is_quiet):
            self._say(text)

    def note(self, findings: Iterable[Finding]) -> None:
        """Findings that did not stop anything."""
        self._print([one for one in findings if one.blocks or not self.is_quiet])

    def detail(self, findings: Iterable[Finding]) -> None:
        """What belongs to a sentence that was said."""
        if not self.is_quiet:
            self._print(list(findings), "  ")

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Findings that did."""
        found = list(findings)
        if self.as_json:
            data = [finding_messages.as_data(finding, self.language) for finding in found]
            self._put({"findings": data})
        self._print(sorted(found, key=lambda finding: not finding.blocks))

    def fail(self, message: str, rule: str = "cli.fault") -> None:
        """What is no finding of a service; for scripts it looks like one."""
        if self.as_json and not self._has_answered:
            found = {"rule": rule, "severity": Severity.BLOCKS.value, "message": message}
            self._put({"findings": [found]})
        self.explain(message)

    def explain(self, message: str) -> None:
        """What belongs to a refusal."""
        print(f"rilo: {visible(self._named(message))}", file=sys.stderr)

    def aside(self, message: str) -> None:
        """Beside the answer, for the reader."""
        if not self.is_quiet:
            self.explain(message)

    def left_out(self, withheld: int) -> None:
        """Beside the answer: what the guard kept back."""
        if withheld:
            self.aside(
                self.plural(
                    "{count} text with what may be personal data was left out.",
                    "{count} texts with what may be personal data were left out.",
                    withheld,
                )
            )

    def misused(self, message: str, usage: str) -> None:
        print(usage, end="", file=sys.stderr)
        self.fail(message, "cli.use")

    def progress(self, done: int, of: int, step: str = "") -> None:
        """On a terminal only, one line for each step."""
        if self.is_quiet or not sys.stderr.isatty():
            return
        if step and step != self._step:
            self._step = step
            print(f"{self.text(step)} ...", file=sys.stderr)
        if of > 1:
            end = "\n" if done >= of else ""
            print(f"\r{done} / {of}", end=end, file=sys.stderr, flush=True)

    def _put(self, data: object) -> None:
        self._has_answered = True
        print(in_json(self._named(json.dumps(data, ensure_ascii=False, indent=1))))

    def _say(self, text: str) -> None:
        print(visible(self._named(text)), file=sys.stderr if self.is_beside else sys.stdout)

    def stands_in(self, path: Path) -> bool:
        """Is it standard input or output?"""
        return str(path) in self.stand_ins

    def _named(self, text: str) -> str:
        """With what the reader typed in the place of a file that stands in for it."""
        for path, name in reversed(self.stand_ins.items()):
            text = text.replace(path, name).replace(json.dumps(path)[1:-1], name)
        return text

    def _print(self, findings: Sequence[Finding], before: str = "") -> None:
        for finding in findings[:MOST_SHOWN]:
            mark = before if finding.blocks else before + self.text("note: ")
            said = finding_messages.whole(finding, self.language)
            print(mark + visible(self._named(said)), file=sys.stderr)
        more = len(findings) - MOST_SHOWN
        if more > 0:
            print(self.text("... and {count} more; --json shows all", count=more), file=sys.stderr)
