"""The text that a document's pages print, read from their content streams, line after line.

A text that runs from right to left is drawn from left to right and read from its right end; in
documents of the looks 1 and 2 `ActualText` says what it is. What is drawn with a font that does not
say what its glyphs mean is not read, and counted.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf

_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?=[\r\n<e])")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_OPERATORS = "BT ET Tj TJ ' \" Tf BDC BMC EMC Td TD Tm T*"
GAP = -200
"""Thousandths of the size: what moves further is a space."""
_OF_PICTURE = ("/Width", "/Height", "/BitsPerComponent", "/ColorSpace")
_PRIVATE = range(0xE000, 0xF900)
_MIRRORED = str.maketrans("()<>[]{}«»‹›≤≥", ")(><][}{»«›‹≥≤")


@dataclass(frozen=True, slots=True)
class PageText:
    """`unread`: how many lines were drawn in a way that does not say what they mean."""

    lines: tuple[str, ...]
    unread: int = 0
    spans: frozenset[tuple[str, str]] = frozenset()
    """Where a text is given by itself: the signs that are shown, and that text."""


def texts_of(pdf: Pdf) -> Iterator[PageText]:
    """Raises pikepdf's errors."""
    fonts: dict[tuple[int, int], Mapping[int, str]] = {}
    for page in pdf.pages:
        yield _Reader(page, fonts).read()


def outline_of(pdf: Pdf) -> list[tuple[str, int]]:
    """Title and page (from 0) of each entry, in order; of those that lead to a page."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    named = _destinations(pdf)
    found: list[tuple[str, int]] = []
    with pdf.open_outline(max_depth=8) as outline:
        waiting = list(reversed(outline.root))
        while waiting:
            item = waiting.pop()
            waiting += reversed(item.children)
            goal = named.get(str(item.destination), item.destination)
            if isinstance(goal, pikepdf.Array) and goal[0].objgen in pages:
                found.append((item.title, pages[goal[0].objgen]))
    return found


def _destinations(pdf: Pdf) -> dict[str, Any]:
    held = pdf.Root.get(Name.Dests)
    return {str(name): held[name] for name in held.keys()} if held is not None else {}  # noqa: SIM118


def photos_of(pdf: Pdf) -> list[str]:
    """SHA-256 of each picture as it was put in, and its form, whatever page shows it."""
    return sorted(
        " ".join(
            (
                hashlib.sha256(item.read_raw_bytes()).hexdigest(),
                *(str(item.get(key)) for key in _OF_PICTURE),
            )
        )
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Image
    )


class _Reader:
    def __init__(self, page: Page, fonts: dict[tuple[int, int], Mapping[int, str]]) -> None:
        self._page = page
        self._known = fonts
        self._font: Mapping[int, str] = {}
        self._line: list[str] = []
        self._lines: list[str] = []
        self._said: list[str | None] = []
        """Of each marked part that is open: the text that is given by itself."""
        self._shown = ""
        self._spans: set[tuple[str, str]] = set()
        self._unread = 0
        self._is_broken = False
        self._runs_to_the_left = False

    def read(self) -> PageText:
        for step in pikepdf.parse_content_stream(self._page, _OPERATORS):
            self._take(str(step.operator), list(step.operands))
        self._end()
        return PageText(tuple(self._lines), self._unread, frozenset(self._spans))

    def _take(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "Tf":
                self._font = self._font_named(operands[0])
            case "BDC" | "BMC":
                text = operands[1].get(Name.ActualText) if len(operands) > 1 else None
                if isinstance(operands[-1], Dictionary) and text is not None:
                    self._line.append(str(text))
                self._said.append(None if text is None else str(text))
                self._shown = ""
            case "EMC":
                if self._said and (said := self._said.pop()) is not None:
                    self._spans.add((self._shown, said))
            case "Tj" | "'" | '"':
                self._show(bytes(operands[-1]))
            case "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self._show(bytes(part))
                    elif float(part) < GAP:
                        self._line.append(" ")
            case _:
                self._end()

    def _show(self, codes: bytes) -> None:
        if any(said is not None for said in self._said):
            self._shown += "".join(self._font.get(code, "\0") for code in codes)
            return
        for code in codes:
            sign = self._font.get(code, "")
            self._is_broken |= not sign or ord(sign[0]) in _PRIVATE
            self._runs_to_the_left |= unicodedata.bidirectional(sign[:1]) in ("R", "AL")
            self._line.append(sign)

    def _end(self) -> None:
        if self._is_broken:
            self._unread += 1
        elif text := "".join(self._line).strip():
            backwards = text[::-1].translate(_MIRRORED)
            self._lines.append(backwards if self._runs_to_the_left else text)
        self._line, self._is_broken, self._runs_to_the_left = [], False, False

    def _font_named(self, name: Any) -> Mapping[int, str]:
        font = self._page.resources.get(Name.Font, Dictionary()).get(str(name))
        if font is None or Name.ToUnicode not in font:
            return {}
        found = self._known.get(font.objgen)
        if found is None:
            found = self._known[font.objgen] = _meanings(font.ToUnicode.read_bytes())
        return found


def _meanings(cmap: bytes) -> Mapping[int, str]:
    """What each code of one byte means."""
    found = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _CHAR.findall(part + b"\n"):
            found[int(code, 16)] = _text(text)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in _RANGE.findall(part):
            begin, end = int(first, 16), int(last, 16)
            for code in range(begin, min(end, 255) + 1):
                found[code] = chr(int(text, 16) + code - begin)
    return found


def codes_of(cmap: bytes) -> tuple[int, ...]:
    """Unicode of each code from 0 on; 0 where it has none or several."""
    said = _meanings(cmap)
    signs = [said.get(code, "") for code in range(max(said, default=-1) + 1)]
    return tuple(ord(sign) if len(sign) == 1 else 0 for sign in signs)


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
