"""What the command line says: answers on stdout, findings and progress on stderr.

What comes from data may hold characters that act on a terminal or hide: they are shown by number.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rilo_desktop.characters import in_json, visible
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.rules.findings import Finding, Severity
from rilo_desktop.services.office import finding_messages

MOST_SHOWN = 50


def language() -> str:
    """Of whoever reads it."""
    chosen = os.environ.get("RILO_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    known = window_languages()
    return next((code for code in known if (chosen or "").lower().startswith(code)), known[0])


class Printer:
    """`as_json`: one JSON array or object on stdout, and nothing else there."""

    def __init__(self, as_json: bool, language: str) -> None:
        self.as_json = as_json
        self.language = language
        self.text = catalogue(language).text
        self.plural = catalogue(language).plural
        self.labelled = catalogue(language).labelled
        self._has_answered = False
        self._step = ""

    def answer(self, data: Mapping[str, Any] | Sequence[Mapping[str, Any]], text: str) -> None:
        """The same answer as data or as text."""
        if self.as_json:
            self._put(data)
        elif text:
            print(visible(text))

    def stream(
        self, data: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]], text: str
    ) -> None:
        """The same answer, with very many rows under this name, one a line."""
        if not self.as_json:
            self.answer(data, text)
            return
        self._has_answered = True
        head = in_json(json.dumps(data, ensure_ascii=False))
        print(f'{head[:-1]}, "{name}": [', end="")
        for n, row in enumerate(rows):
            print(
                ",\n" if n else "\n", in_json(json.dumps(row, ensure_ascii=False)), sep="", end=""
            )
        print("\n]}")

    def write(self, text: str) -> None:
        """For the reader, never for scripts."""
        if not self.as_json:
            print(visible(text))

    def note(self, findings: Iterable[Finding]) -> None:
        """Findings that did not stop anything."""
        self._print(list(findings))

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
        self.aside(message)

    def aside(self, message: str) -> None:
        """Beside the answer, for the reader."""
        print(f"rilo: {visible(message)}", file=sys.stderr)

    def misused(self, message: str, usage: str) -> None:
        print(usage, end="", file=sys.stderr)
        self.fail(message, "cli.use")

    def progress(self, done: int, of: int, step: str = "") -> None:
        """On a terminal only, one line for each step."""
        if not sys.stderr.isatty():
            return
        if step and step != self._step:
            self._step = step
            print(f"{self.text(step)} ...", file=sys.stderr)
        if of > 1:
            end = "\n" if done >= of else ""
            print(f"\r{done} / {of}", end=end, file=sys.stderr, flush=True)

    def _put(self, data: object) -> None:
        self._has_answered = True
        print(in_json(json.dumps(data, ensure_ascii=False, indent=1)))

    def _print(self, findings: Sequence[Finding]) -> None:
        for finding in findings[:MOST_SHOWN]:
            mark = "" if finding.blocks else self.text("note: ")
            print(mark + visible(finding_messages.whole(finding, self.language)), file=sys.stderr)
        more = len(findings) - MOST_SHOWN
        if more > 0:
            print(self.text("... and {count} more; --json shows all", count=more), file=sys.stderr)
