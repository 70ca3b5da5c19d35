"""A draft that offices are asked about, in the limited child: Word or text as its paragraphs.

A document of Word is read as XML with defusedxml: its text as it would print, with the numbers
that Word counts itself, without what was struck in tracked changes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from .child_archive import check_office_file
from .child_budget import Unread
from .child_encoding import unicode_text

MOST_PARAGRAPHS, MOST_CHARACTERS = 2_000, 100_000
SHORT = 90
"""A line up to this length that ends without a stop may be a heading."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NUMBER = re.compile(
    r"(?:(?:article|paragraphe?|para\.?|section|§)\s*)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z]\.?\d{1,3})"
    r"(?P<mark>[.):]|\s*[-\u2013\u2014])?(?:\s+(?P<text>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"(?:article|para|section|§)", re.IGNORECASE)
_ITEM = re.compile(r"(?:\(?(?:[a-z]|[ivx]{1,5})[.)]|[-\u2013\u2022*\u25aa])\s", re.IGNORECASE)
"""A point of a list inside a paragraph."""
_STOPS = (".", ";", ":", ",", "?", "!", "\u061f", "\u3002")


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between two ends of a paragraph; `lines` as they were typed."""

    lines: tuple[str, ...]
    is_heading: bool = False
    is_title: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: str = ""
    heading: str = ""
    text: str = ""


def lines_of_draft(file: IO[bytes]) -> Iterator[Any]:
    """{"title": ...} and a [number, heading, text] for each paragraph. Raises Unread."""
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        blocks: Iterable[_Block] = _word(file)
    elif start.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Unread("draft_old")
    elif start.startswith(b"%PDF"):
        raise Unread("draft_pdf")
    else:
        blocks = _text(unicode_text(file.read()))
    title, found = _paragraphs(blocks)
    if not found:
        raise Unread("draft_nothing")
    yield {"title": title}
    for one in found:
        yield [one.number, one.heading, one.text]


# Text


def _text(text: str) -> Iterator[_Block]:
    """Blocks are parted by blank lines, and by lines that begin with a number."""
    waiting: list[str] = []
    for line in (*text.splitlines(), ""):
        said = " ".join(line.split())
        if waiting and (not said or _NUMBER.fullmatch(said)):
            yield _Block(tuple(waiting))
            waiting = []
        if said:
            waiting.append(said)


# Word


def _word(file: IO[bytes]) -> list[_Block]:
    check_office_file(file)
    try:
        with zipfile.ZipFile(file) as archive:
            if "word/document.xml" not in archive.namelist():
                raise Unread("draft_type")
            numbering = _Numbering(_part(archive, "word/numbering.xml"))
            styles = _styles(_part(archive, "word/styles.xml"))
            with archive.open("word/document.xml") as document:
                return list(_word_blocks(document, styles, numbering))
    except DefusedXmlException:
        raise Unread("entities") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ParseError, NotImplementedError):
        raise Unread("damaged") from None


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    return fromstring(archive.read(name)) if name in archive.namelist() else None


@dataclass(frozen=True, slots=True)
class _Style:
    is_heading: bool = False
    is_title: bool = False
    numbered: tuple[str, int] | None = None


def _styles(root: Element | None) -> Mapping[str, _Style]:
    found: dict[str, _Style] = {}
    for one in root.iter(f"{_W}style") if root is not None else ():
        name = _value(one.find(f"{_W}name")).casefold()
        based = found.get(_value(one.find(f"{_W}basedOn")), _Style())
        outline = one.find(f"{_W}pPr/{_W}outlineLvl") is not None
        found[one.get(f"{_W}styleId") or ""] = _Style(
            outline or name.startswith("heading") or based.is_heading,
            name == "title",
            _numbered(one.find(f"{_W}pPr")) or based.numbered,
        )
    return found


def _word_blocks(
    document: IO[bytes], styles: Mapping[str, _Style], numbering: _Numbering
) -> Iterator[_Block]:
    inside = 0
    for event, node in iterparse(document, events=("start", "end")):
        if node.tag == _FALLBACK:  # the same once more, for older programs
            inside += 1 if event == "start" else -1
        if event == "start" or node.tag != f"{_W}p":
            continue
        if not inside and (block := _word_block(node, styles, numbering)) is not None:
            yield block
        node.clear()


def _word_block(
    node: Element, styles: Mapping[str, _Style], numbering: _Numbering
) -> _Block | None:
    about = node.find(f"{_W}pPr")
    style = styles.get(_value(node.find(f"{_W}pPr/{_W}pStyle")), _Style())
    text = " ".join("".join(_words(node)).split())
    if not text:
        return None
    numbered = _numbered(about) or style.numbered
    label = numbering.next(*numbered) if numbered is not None else ""
    return _Block((f"{label} {text}".strip(),), style.is_heading, style.is_title)


def _words(node: Element) -> Iterator[str]:
    for one in node.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif one.tag == f"{_W}noBreakHyphen":
            yield "\u2011"


def _value(node: Element | None) -> str:
    return (node.get(f"{_W}val") or "") if node is not None else ""


def _numbered(about: Element | None) -> tuple[str, int] | None:
    """(list, level) of a paragraph or a style."""
    found = about.find(f"{_W}numPr") if about is not None else None
    if found is None:
        return None
    level = _value(found.find(f"{_W}ilvl"))
    return _value(found.find(f"{_W}numId")), int(level) if level in tuple("012345678") else 0


@dataclass(slots=True)
class _Numbering:
    """Counts as Word does: each level on its own, from its start after a higher one."""

    root: Element | None
    levels: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for one in self.root.iter(f"{_W}abstractNum"):
            self.levels[one.get(f"{_W}abstractNumId") or ""] = [
                _level(level) for level in one.iter(f"{_W}lvl")
            ]
        for one in self.root.iter(f"{_W}num"):
            name = one.get(f"{_W}numId") or ""
            self.lists[name] = _value(one.find(f"{_W}abstractNumId"))

    def next(self, name: str, level: int) -> str:
        """What Word prints before the paragraph; "" for a bullet."""
        of = self.lists.get(name, "")
        levels = self.levels.get(of, [])
        if level >= len(levels):
            return ""
        counted = self.counted.setdefault(of, [])
        del counted[level + 1 :]
        while len(counted) <= level:
            counted.append(levels[len(counted)][2] - 1)
            if len(counted) <= level:  # a higher level that was left out counts as begun
                counted[-1] += 1
        counted[level] += 1
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _shown(levels[at][0], counted[at]) if at < len(counted) else ""

        return re.sub(r"%([1-9])", shown, text)


def _level(node: Element) -> tuple[str, str, int]:
    start = _value(node.find(f"{_W}start"))
    form = _value(node.find(f"{_W}numFmt")) or "decimal"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    return form, _value(node.find(f"{_W}lvlText")), first


def _shown(form: str, number: int) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= 39:
        roman = "x" * (number // 10) + (
            "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix",
        )[number % 10]  # fmt: skip
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)


# Paragraphs


def _paragraphs(blocks: Iterable[_Block]) -> tuple[str, list[_Paragraph]]:
    """The title, and paragraphs by their numbers; where there are none, each block is one."""
    title, headings = "", list[str]()
    found: list[_Paragraph] = []
    open_number = ""
    """Of a heading with a number whose text is to come."""
    every = list(blocks)
    for at, block in enumerate(every):
        number, text = _numbered_text(block, found)
        last = at + 1 == len(every)
        if block.is_title and not number:
            title = title or text
        elif not last and not number and (block.is_heading or _is_heading(block)):
            headings.append(text)
        elif not last and number and _heads(block, text, every[at + 1], found):
            open_number, headings = number, [*headings, text]
        else:
            heading, text = _parted(block, text) if number else ("", text)
            if not found and not title and len(headings) > (0 if heading else 1):
                title, headings = headings[0], headings[1:]
            heading = heading or " \u00b7 ".join(headings)
            number, open_number, headings = number or open_number, "", []
            has_numbers = any(one.number for one in found)
            if number or heading or not has_numbers:
                found.append(_Paragraph(number, heading, text))
            else:
                found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text}")
        if len(found) > MOST_PARAGRAPHS:
            raise Unread("draft_paragraphs", limit=MOST_PARAGRAPHS)
        if found and len(found[-1].text) > MOST_CHARACTERS:
            raise Unread("draft_characters", limit=MOST_CHARACTERS)
    if not any(one.number for one in found):
        found = [replace(one, number=str(n)) for n, one in enumerate(found, 1)]
    if found and not title and not any(one.heading for one in found[1:]):
        title, found[0] = found[0].heading, replace(found[0], heading="")
    return title, found


def _numbered_text(block: _Block, before: list[_Paragraph]) -> tuple[str, str]:
    """A bare number counts only where it is the next one: "12 offices took part" has none."""
    match = _NUMBER.fullmatch(block.text)
    if match is None:
        return "", block.text
    number, text = match["number"].rstrip("."), (match["text"] or "").strip()
    sure = match["mark"] or "." in number or _WORD.match(block.text)
    if not sure:
        tops = [one.number for one in before if one.number.isdigit()]
        if number != str(int(tops[-1]) + 1 if tops else 1):
            return "", block.text
    return number, text


def _is_heading(block: _Block) -> bool:
    text = block.text
    short = len(block.lines) == 1 and len(text) <= SHORT and not text.endswith(_STOPS)
    return short and not _ITEM.match(text)


def _heads(block: _Block, text: str, following: _Block, before: list[_Paragraph]) -> bool:
    """Is it a heading with a number, above a text without one?"""
    if not text or not (block.is_heading or _is_heading(block)):
        return False
    number, _ = _numbered_text(block, before)
    deeper, _ = _numbered_text(following, [*before, _Paragraph(number)])
    return not deeper or deeper.startswith(f"{number}.")


def _parted(block: _Block, text: str) -> tuple[str, str]:
    """A heading that stands in a line of its own above the text of the same paragraph."""
    if len(block.lines) < 2:
        return "", text
    first = block.lines[0]
    longest = max(map(len, block.lines[1:]))
    if len(first) > SHORT or first.endswith(_STOPS) or len(first) > 0.7 * longest:
        return "", text
    rest = " ".join(block.lines[1:])
    return text[: len(text) - len(rest)].strip(), rest
