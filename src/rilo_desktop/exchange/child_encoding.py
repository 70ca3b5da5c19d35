"""The encoding of a text file, in the limited child: what it says itself, or the two best guesses.

A code page of Windows cannot be told from another one for certain: each gives some text. So the
answer is never one guess alone.
"""

from __future__ import annotations

import codecs
from contextlib import suppress

from charset_normalizer import from_bytes

from .child_budget import Unread
from .encodings import CODE_PAGES, ENCODINGS, suits

_SAMPLE = 1 << 16
_LINE = 200
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Guess = tuple[str, str, int]
"""Name of the encoding, a line that shows it, and the number of the first line not in UTF-8."""


def unicode_text(content: bytes) -> str:
    """Raises Unread for what is no text, or not in UTF-8 or UTF-16."""
    if not content.strip():
        raise Unread("empty")
    try:
        text = content.decode(_unicode(content))
    except UnicodeDecodeError as fault:
        raise Unread("encoding", line=content[: fault.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise Unread("not_text")
    return text


def decoded_text(content: bytes, encoding: str = "") -> tuple[str, list[Guess]]:
    """The text, and the guesses where the encoding is one. Raises Unread for what is no text."""
    if encoding:
        return _as_chosen(content, encoding), []
    try:
        return unicode_text(content), []
    except Unread as fault:
        if fault.code != "encoding" or content.startswith(_MARKS) or b"\0" in content:
            raise
        return _guessed(content, fault.values["line"])


def stated_encoding(start: bytes, encoding: str = "") -> str:
    """What a text is decoded by: the encoding that was chosen, or as it begins. Raises Unread."""
    if encoding and encoding not in ENCODINGS:
        raise Unread("failed")
    if encoding and encoding != "utf-8":
        return encoding
    return "utf-16" if not encoding and start.startswith(_MARKS) else "utf-8-sig"


def _as_chosen(content: bytes, encoding: str) -> str:
    name = stated_encoding(content, encoding)
    try:
        text = content.decode(name)
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise Unread("encoding_chosen", encoding=encoding, line=line) from None
    if "\0" in text:
        raise Unread("not_text")
    return text.removeprefix("\ufeff")


def _unicode(content: bytes) -> str:
    if content.startswith(_MARKS):
        return "utf-16"
    if b"\0" not in content:
        return "utf-8-sig"
    raise Unread("not_text")


def _guessed(content: bytes, line: int) -> tuple[str, list[Guess]]:
    lines = [found for found in content.splitlines() if not found.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    read: dict[str, str] = {}
    for encoding in CODE_PAGES:
        with suppress(UnicodeDecodeError):
            content.decode(encoding)
            text = sample.decode(encoding)
            if text not in read.values():  # else there is nothing to choose
                read[encoding] = text
    if not read:
        raise Unread("encoding", line=line)
    likely = [match.encoding for match in from_bytes(sample, cp_isolation=list(read))]
    ranked = sorted(
        sorted(read, key=lambda name: likely.index(name) if name in likely else len(likely)),
        key=lambda name: -round(suits(read[name], name), 2),
    )[:2]
    samples = zip(*(read[encoding].split("\n") for encoding in ranked), strict=True)
    shown = next(found for found in samples if len(set(found)) == len(ranked))
    guesses = [(name, _short(text), line) for name, text in zip(ranked, shown, strict=True)]
    return content.decode(ranked[0]), guesses


def _short(line: str) -> str:
    return line if len(line) <= _LINE else line[:_LINE] + "…"
