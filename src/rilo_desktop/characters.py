"""Characters that deceive: they act, hide or turn text round, or look like others.

visible(text)        what is to be shown of a text from outside, with such characters named
in_json(text)        JSON that holds them as escapes, and says the same
hidden(text)         those that it holds, as "U+202E"
own_key(number)      what makes two own numbers the same one
mixed_script_word(text)  the first word that could be read as another one in Latin letters
script_of(text)      the script of most of its letters
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Unicode's Default_Ignorable_Code_Point, and the marks of interlinear annotation."""
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_HIDDEN = re.compile(f"[{_CONTROLS}{_IGNORABLE}]")
_HIDDEN_OR_LINE_END = re.compile(f"[{_CONTROLS}{_IGNORABLE}\n]")
_IGNORED = re.compile(f"[{_IGNORABLE}]")
TURNING = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")
"""In text of several lines only these are suspect: the marks of direction are of use there."""
_JOINERS = "\u200c\u200d"
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
)
"""Scripts in which a joiner, or a non-joiner, is part of how a word is spelled."""


def visible(text: str, lines: bool = True) -> str:
    """With "<U+202E>" where a character cannot be seen. `lines`: line ends are part of the text."""
    if text.isprintable() and text.isascii():
        return text
    pattern = _HIDDEN if lines else _HIDDEN_OR_LINE_END
    if not pattern.search(text):
        return text
    if lines:
        text = text.replace("\r\n", "\n")
    return pattern.sub(lambda found: _named(found.string, found.start()), text)


def in_json(text: str) -> str:
    """The same JSON; an escape stands for the same character."""
    return text if text.isascii() else _HIDDEN.sub(lambda found: _escaped(found.group()), text)


def hidden(text: str) -> tuple[str, ...]:
    """Each once, in order; control characters are another matter."""
    found = (m for m in _IGNORED.finditer(text) if not _belongs(text, m.start()))
    return tuple(dict.fromkeys(_code(match.group()) for match in found))


def own_key(number: str | None) -> str | None:
    """Own numbers that differ in case, in width or in what cannot be seen are the same one."""
    if not number:
        return None
    if not number.isascii():
        import unicodedata

        number = unicodedata.normalize("NFKC", _IGNORED.sub("", number))
    return " ".join(number.casefold().split()) or None


def tidy_number(number: str) -> str:
    """Without what cannot be seen, and without spaces around it."""
    return number.strip() if number.isascii() else _IGNORED.sub("", number).strip()


def mixed_script_word(text: str, whole: bool = False) -> str:
    """The first word that mixes Latin letters with Cyrillic or Greek ones that look like Latin.

    `whole`: also a text all of whose letters look like Latin ones and are none, as in an own
    number; in a Russian title that is nothing to speak of.
    """
    if text.isascii():
        return ""
    import unicodedata

    for word in _words(text):
        foreign = [sign for sign in word if sign in LOOK_ALIKES]
        if foreign and any("LATIN" in unicodedata.name(sign, "") for sign in word):
            return word
    letters = [sign for sign in text if sign.isalpha()]
    if whole and letters and all(sign in LOOK_ALIKES for sign in letters):
        return text
    return ""


def script_of(text: str) -> str:
    """As Unicode calls it: "LATIN", "CYRILLIC", "ARABIC"; "" of a text without letters."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    import unicodedata

    names = [unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha()]
    return max(names, key=names.count) if names else ""


def as_latin(text: str) -> str:
    """What a reader takes it for."""
    return "".join(LOOK_ALIKES.get(sign, sign) for sign in text)


LOOK_ALIKES = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅԀԚԜаеорсухіјѕԁԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTYXIJSDQWaeopcyxijsdqwh" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Letters of the Cyrillic and the Greek alphabet that look like a Latin one."""


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in re.finditer(r"[^\W_]+", text))


def _named(text: str, at: int) -> str:
    return text[at] if _belongs(text, at) else f"<{_code(text[at])}>"


def _escaped(sign: str) -> str:
    pairs = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{pairs[at : at + 4]}" for at in range(0, len(pairs), 4))


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _belongs(text: str, at: int) -> bool:
    """A joiner inside a word of a script that needs it, or what says how an emoji is drawn."""
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _JOINERS and before and after:
        if _JOINING.match(before) and _JOINING.match(after):
            return True
        return sign == "\u200d" and _is_picture(before) and _is_picture(after)
    if "\ufe00" <= sign <= "\ufe0f":
        return _is_picture(before) or after == "\u20e3"
    return False


def _is_picture(sign: str) -> bool:
    import unicodedata

    return bool(sign) and (sign == "\ufe0f" or unicodedata.category(sign) in ("So", "Sk", "Sm"))
