"""The words of a label as their author formatted them: runs in bold, in italics, as a heading.

ODK takes Markdown and some HTML in labels, hints, messages, choices and titles. What is shown
comes from here and nowhere else: a text as runs, or without its formatting. Colours, sizes and
pictures are left out, a link is its words. Nothing of a text is ever handed on as markup.

Source: https://docs.getodk.org/form-styling/ (read 2026-12-01). Where a sign may be a part of a
name (`hh_size_total`, `5 * 3`) or of a sentence (`age < 5`), it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Final, NamedTuple

from .expressions import TEMPLATE

_FORMATTED: Final = re.compile(r"[*_#<&\\\[]")
"""Without one of these a text is what it is."""
_TOKEN: Final = re.compile(
    r"""(?P<named>\$\{[^{}\n]{1,400}\})
    | \\(?P<escaped>[\\*_\#<>&\[\]()$`~-])
    | (?P<comment><!--)
    | <(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,20})(?P<attributes>\s[^<>]{0,2000})?/?>
    | \[(?P<words>[^\[\]\n]{1,2000})\]\((?P<address>(?:[^()\s]|\([^()\s]{0,2000}\)){1,2000})\)
    | (?P<mark>\*+|_+)
    | (?P<hashes>\#+)(?P<gap>[ \t]*)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)
    | (?P<line>\r\n|\r|\n)""",
    re.VERBOSE,
)
_SPECIAL: Final = re.compile(r"[\\*_#<>&\[\]()$`~-]")
_HREF: Final = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BULLET: Final = re.compile(r"^[ \t]*\*[ \t]+(?=\S)", re.MULTILINE)
_BOLD: Final = frozenset({"b", "strong", "th"})
_ITALIC: Final = frozenset({"i", "em", "u", "cite", "ins"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = _HEADINGS | frozenset(
    ("p", "div", "center", "ul", "ol", "li", "table", "tr", "blockquote", "hr", "pre", "dl", "dt")
)
_HIDDEN: Final = frozenset({"script", "style", "iframe", "object", "svg", "template", "title"})
"""What stands between them is no text."""
_WORDS: Final = frozenset(
    (
        *(
            "audio",
            "big",
            "body",
            "button",
            "code",
            "embed",
            "form",
            "head",
            "html",
            "img",
            "input",
        ),
        *("link", "mark", "meta", "object", "small", "source", "template", "title", "video"),
    )
)
"""A tag where it has attributes or an end, else a word in angle brackets."""
_TAGS: Final = frozenset(
    ("a", "br", "span", "font", "sub", "sup", "s", "del", "strike", "td", "tbody", "thead", "dd")
).union(_BOLD, _ITALIC, _BLOCKS, _HIDDEN, _WORDS)
"""Other words in angle brackets are the author's: "<name of the village>"."""
_SHOWN: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class Run(NamedTuple):
    """`text` has line ends; `heading` is its level, 0 of what is none."""

    text: str
    bold: bool = False
    italic: bool = False
    heading: int = 0


Runs = tuple[Run, ...]


@lru_cache(maxsize=4096)
def runs_of(source: str) -> Runs:
    """The runs of a text as its author wrote it. `${name}` stays in it, see `filled`."""
    if not _FORMATTED.search(source):
        return (Run(source),) if source else ()
    return _Reader(source).runs()


def plain(source: str) -> str:
    """Its words without formatting."""
    return source if not _FORMATTED.search(source) else words_of(runs_of(source))


def in_one_line(source: str) -> str:
    """A title: its words without formatting, dots for the answers that it names."""
    return " ".join(TEMPLATE.sub("…", plain(source)).split())


def words_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def filled(runs: Runs, fill: Callable[[str], str]) -> Runs:
    """With what `fill` makes of each text: an answer that comes in is never formatting."""
    return tuple(run._replace(text=text) for run in runs if (text := fill(run.text)))


def escaped(words: str) -> str:
    """A text whose words these are, as they stand, wherever it is put into another one."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", words)


@dataclass(eq=False)
class _Mark:
    """Stars or underscores in a row: what of them opens, what closes, and what is left."""

    sign: str
    count: int
    opens: bool
    closes: bool
    begun: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)


class _Change(NamedTuple):
    """A tag switches something on (1) or off (-1)."""

    what: str
    by: int


class _Break(NamedTuple):
    """`is_block`: there is a line end around it, and it adds none where one is."""

    is_block: bool


_Part = str | _Mark | _Change | _Break


class _Reader:
    def __init__(self, source: str) -> None:
        self._source, self._small = source, source.lower()
        self._parts: list[_Part] = []
        self._is_line_empty = True
        self._heading = ""
        self._link: tuple[str, int] | None = None
        self._numbers: list[int] = []
        """Of the lists that are open: the number of the last item, -1 of one without."""
        self._has_bullets = len(_BULLET.findall(source)) > 1
        self._unclosed: set[str] = set()

    def runs(self) -> Runs:
        self._read(self._source)
        self._end_link()
        _pair([part for part in self._parts if isinstance(part, _Mark | _Break)])
        return _tidied(_joined(self._parts))

    def _read(self, text: str) -> None:
        at = 0
        while (found := _TOKEN.search(text, at)) is not None:
            self._say(text[at : found.start()])
            at = self._token(text, found)
        self._say(text[at:])

    def _say(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._is_line_empty = self._is_line_empty and not words.strip()

    def _token(self, text: str, found: re.Match[str]) -> int:
        """Take it, and say where what follows begins."""
        given = found.groupdict()
        if given["escaped"]:
            self._say(given["escaped"])
        elif given["entity"]:
            self._say(unescape(given["entity"]))
        elif given["tag"]:
            return self._tag(text, found)
        elif given["comment"]:
            return self._skipped(text, found, "-->")
        elif given["words"]:
            self._linked(given["words"], unescape(given["address"]))
        elif given["mark"]:
            self._mark(text, found)
        elif given["hashes"]:
            self._hashes(given["hashes"], given["gap"], text[found.end() : found.end() + 1])
        elif given["line"]:
            self._end_line(_Break(False))
        else:
            self._say(found[0])
        return found.end()

    def _skipped(self, text: str, found: re.Match[str], end: str) -> int:
        """What stands between a tag and its end is no text; without an end the tag alone is not."""
        if end not in self._unclosed:
            stop = text.lower().find(end, found.end())  # not of the whole: a link has its own
            if stop >= 0:
                return stop + len(end)
            self._unclosed.add(end)
        return found.end()

    def _tag(self, text: str, found: re.Match[str]) -> int:
        name, is_end = found["tag"].lower(), bool(found["close"])
        attributes = found["attributes"] or ""
        if not self._is_tag(name, attributes.strip(" /\t\r\n")):
            self._say("<")
            return found.start() + 1
        by = -1 if is_end else 1
        if name in _HIDDEN and not is_end:
            return self._skipped(text, found, f"</{name}>")
        if name == "br":
            self._end_line(_Break(False))
        elif name in _BLOCKS:
            self._block(name, is_end)
        elif name in _BOLD:
            self._parts.append(_Change("bold", by))
        elif name in _ITALIC:
            self._parts.append(_Change("italic", by))
        elif name == "a":
            self._end_link()
            if not is_end and (href := _HREF.search(attributes)):
                self._link = (unescape(next(filter(None, href.groups()), "")), len(self._parts))
        if name in ("td", "th", "dd") and is_end:
            self._say(" ")
        return found.end()

    def _is_tag(self, name: str, attributes: str) -> bool:
        if name not in _TAGS or (attributes and "=" not in attributes):
            return False
        return bool(attributes) or name not in _WORDS or f"</{name}>" in self._small

    def _block(self, name: str, is_end: bool) -> None:
        self._end_line(_Break(True))
        if name in _HEADINGS:
            self._parts.append(_Change(name, -1 if is_end else 1))
        elif name in ("ul", "ol"):
            if not is_end:
                self._numbers.append(0 if name == "ol" else -1)
            elif self._numbers:
                self._numbers.pop()
        elif name == "li" and not is_end:
            number = self._numbers[-1] if self._numbers else -1
            if number >= 0:
                self._numbers[-1] = number = number + 1
            self._parts.append(f"{number}. " if number > 0 else "• ")

    def _end_line(self, end: _Break) -> None:
        if self._heading:
            self._parts.append(_Change(self._heading, -1))
            self._parts.append(_Break(True))
            self._heading = ""
        self._parts.append(end)
        self._is_line_empty = True

    def _hashes(self, hashes: str, gap: str, after: str) -> None:
        """A heading at the beginning of a line: "# Title", "##Title"; "#1" is a number."""
        level = len(hashes)
        if self._heading and after in ("", "\r", "\n"):
            return
        if self._is_line_empty and level <= 6 and (gap or level > 1) and not self._heading:
            self._heading = f"h{level}"
            self._parts += [_Break(True), _Change(self._heading, 1)]
        else:
            self._say(hashes + gap)

    def _mark(self, text: str, found: re.Match[str]) -> None:
        signs, start, end = found["mark"], found.start(), found.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if self._has_bullets and self._is_line_empty and signs == "*" and after in (" ", "\t"):
            self._parts.append("•")
            self._is_line_empty = False
            return
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if signs == "**":  # "**Note: **" is bold in ODK
            opens = closes = True
        elif signs[0] == "_" or len(signs) == 1:
            opens, closes = opens and not _is_of_word(before), closes and not _is_of_word(after)
        if len(signs) > 3:
            opens = closes = False
        if opens or closes:
            self._parts.append(_Mark(signs[0], len(signs), opens, closes))
            self._is_line_empty = False
        else:
            self._say(signs)

    def _linked(self, words: str, address: str) -> None:
        start = len(self._parts)
        self._read(words)
        self._say(_beside(self._words_from(start), address))

    def _end_link(self) -> None:
        if self._link is not None:
            address, start = self._link
            self._link = None
            self._say(_beside(self._words_from(start), address))

    def _words_from(self, start: int) -> str:
        return "".join(part for part in self._parts[start:] if isinstance(part, str))


def _is_of_word(sign: str) -> bool:
    """Of a name, a number or an answer that comes in: "hh_size", "2*3", "${a}_${b}"."""
    return sign.isalnum() or sign in ("}", "$")


def _beside(words: str, address: str) -> str:
    """The address of a link in brackets, where the words do not say it."""
    bare = _SHOWN.sub("", address).rstrip("/")
    if not _SHOWN.match(address) or bare in words:
        return ""
    return f" ({address})" if words.strip() else address


def _pair(marks: list[_Mark | _Break]) -> None:
    """Which stars and underscores belong together: two are bold, one is italics, as in CommonMark.

    Italics end with their line.
    """
    waiting: list[_Mark] = []
    signs = {"*": 0, "_": 0}
    """How many of each sign wait."""
    line = 0
    """Those from here on may be italics, which end with their line."""
    for mark in marks:
        if isinstance(mark, _Break):
            line = 0 if mark.is_block else line
            kept = [] if mark.is_block else [one for one in waiting[line:] if one.count > 1]
            for one in waiting[line:]:
                signs[one.sign] -= 1
            for one in kept:
                signs[one.sign] += 1
            waiting[line:] = kept
            line = len(waiting)
            continue
        while mark.closes and mark.count and signs[mark.sign]:
            while waiting[-1].sign != mark.sign:
                signs[waiting.pop().sign] -= 1
            opener = waiting[-1]
            taken = 2 if min(opener.count, mark.count) > 1 else 1
            opener.begun.append(taken)
            mark.ended.append(taken)
            opener.count -= taken
            mark.count -= taken
            if not opener.count:
                signs[waiting.pop().sign] -= 1
            line = min(line, max(0, len(waiting) - 1))
        if mark.opens and mark.count:
            waiting.append(mark)
            signs[mark.sign] += 1


def _joined(parts: list[_Part]) -> Iterator[Run]:
    """Each stretch of text with what is on there."""
    on = {"bold": 0, "italic": 0, 1: 0, 2: 0}
    levels: list[int] = []
    is_after_block, is_empty = True, True
    for part in parts:
        text = ""
        if isinstance(part, _Break):
            adds = not is_empty if part.is_block else not (is_empty and is_after_block)
            text = "\n" if adds else ""
            is_after_block, is_empty = part.is_block, True
        elif isinstance(part, _Change):
            if part.what in on:
                on[part.what] = max(0, on[part.what] + part.by)
            elif part.by > 0:
                levels.append(int(part.what[1]))
            elif levels:
                levels.pop()
        elif isinstance(part, _Mark):
            for taken in part.ended:
                on[taken] -= 1
            text, is_empty = part.sign * part.count, is_empty and not part.count
        else:
            text, is_empty = part, is_empty and not part.strip()
        if text:
            level = levels[-1] if levels else 0
            bold = bool(on["bold"] or on[2] or level)
            yield Run(text, bold, bool(on["italic"] or on[1]), level)
        if isinstance(part, _Mark):
            for taken in part.begun:
                on[taken] += 1


def _tidied(runs: Iterator[Run]) -> Runs:
    """Alike ones joined, no more than one empty line between two, none around all."""
    made: list[tuple[list[str], Run]] = []
    ends = 2
    for run in runs:
        text = run.text
        if text == "\n":
            ends += 1
            if ends > 2:
                continue
            if made:
                made[-1][0][-1] = made[-1][0][-1].rstrip(" \t")
        elif ends:
            text = text.lstrip(" \t")
            ends = 0 if text else ends
        if not text:
            continue
        like = run._replace(text="")
        if made and (made[-1][1] == like or text == "\n"):
            made[-1][0].append(text)
        else:
            made.append(([text], like))
    joined = (like._replace(text="".join(texts)) for texts, like in made)
    found = [run for run in joined if run.text]
    while found and not (last := found[-1].text.rstrip()):
        found.pop()
    if found:
        found[-1] = found[-1]._replace(text=last)
    return tuple(found)
