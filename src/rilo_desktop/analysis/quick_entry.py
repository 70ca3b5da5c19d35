"""Reads one typed line as an activity: "training X-ray pictures, 12 officers, 3 dec".

The first word is the kind. The rest stands between commas; the first part is the title. What is
not certain is asked, never guessed, and words that nobody knows stay in the title. Words between
quotation marks are never read as anything else. No Qt, no store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from rilo_desktop.records.activity import Activity
from rilo_desktop.records.field_specs import FieldType, fields_of
from rilo_desktop.vocabularies import Vocabulary, vocabulary
from rilo_desktop.vocabularies.lists import lists_in_use

from . import quick_words
from .typed_dates import date_of, folded, later, length_of

KIND, DATE, NUMBER, PLACE, MEMBER, PARTNER, CODE = (
    "kind",
    "date",
    "number",
    "place",
    "member",
    "partner",
    "code",
)
"""What a part of the line is."""
SHORTEST = 3
"""Letters up to which a name is a code, and has to be written in capitals."""
LONGEST = 1_000
"""Characters of a line that are read."""


@dataclass(frozen=True, slots=True)
class EntryPart:
    """A part of the line that was understood: its place in it, and what it says.

    `field` is the field that gets `value`; "" for a part that only belongs to one ("2 days").
    """

    what: str
    field: str
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """`about` is a kind of part; `choices` are codes, or dates, to choose from."""

    about: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says. It can be saved when there is a title and no question is open."""

    title: str
    parts: tuple[EntryPart, ...]
    questions: tuple[EntryQuestion, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    is_today: bool = False
    """No date was typed: today is taken, and said."""

    @property
    def can_be_saved(self) -> bool:
        return bool(self.title) and not self.questions


@dataclass(frozen=True)
class EntryNames:
    """Names that the office knows. `members`: folded name or code -> code; `partners` too.

    `places`: folded -> as it was written before.
    """

    members: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int
    quoted: bool = False


_TOKEN = re.compile(
    r"[\"“«](?P<quoted>[^\"”»]*)[\"”»]"
    r"|(?P<number>(?<![^\s,،;])\d{1,3}(?:,\d{3})+(?![^\s,،;]))"
    r"|(?P<comma>[,،;])|(?P<word>[^\s,،;]+)"
)
_COUNT = re.compile(r"\d{1,3}(?:[,\u00a0\u202f']\d{3})+|\d{1,9}", re.ASCII)


def read(text: str, today: date, names: EntryNames | None = None) -> QuickEntry:
    """Never raises, whatever is typed."""
    return _Reading(text[:LONGEST], today, names or EntryNames()).entry()


class _Reading:
    def __init__(self, text: str, today: date, names: EntryNames) -> None:
        self.text, self.today, self.names = text, today, names
        self.parts: list[EntryPart] = []
        self.questions: list[EntryQuestion] = []
        self.values: dict[str, Any] = {}
        self.dates: list[tuple[str, str]] = []
        self.days = 0
        self.kind = ""

    def entry(self) -> QuickEntry:
        segments = list(_segments(self.text))
        first = self._read_kind(segments[0]) if segments else []
        title = [self._read_ends(self._read_begin(first))] if first else []
        for words in segments[1:]:
            rest = self._read_segment(words)
            if rest:
                title.append(rest)
        self._read_places(segments[1:], title)
        self._settle()
        said = ", ".join(_said(self.text, words) for words in title if words)
        if not self.kind:
            kinds = tuple(item.code for item in vocabulary("activity_kind"))
            self.questions.insert(0, EntryQuestion(KIND, kinds))
        parts = tuple(sorted(self.parts, key=lambda part: part.start))
        is_today = not self.dates and not self.values.get("received")
        return QuickEntry(said, parts, tuple(self.questions), dict(self.values), is_today)

    def _take(self, what: str, name: str, words: Sequence[_Word], value: Any) -> None:
        self.parts.append(EntryPart(what, name, words[0].start, words[-1].end, value))

    def _set(self, what: str, name: str, words: Sequence[_Word], value: Any) -> bool:
        """False where the field has another value already: the words stay in the title."""
        if name in self.values and self.values[name] != value:
            return False
        self._take(what, name, words, value)
        self.values[name] = value
        return True

    # --- the kind

    def _read_kind(self, words: list[_Word]) -> list[_Word]:
        """The words behind the kind; all of them where the first is none."""
        for count in (3, 2, 1):
            head = words[:count]
            if len(head) < count or any(word.quoted for word in head):
                continue
            kind = _kinds().get(" ".join(word.folded.rstrip(":") for word in head), "")
            if kind:
                self.kind = kind
                self._set(KIND, "activity_kind", head, kind)
                return words[count:]
        return words

    # --- the title, and what stands before and behind it

    def _read_begin(self, words: list[_Word]) -> list[_Word]:
        """Days and counts between kind and title; a month or a year there belongs to the title."""
        while words:
            size = self._known_at_begin(words)
            if not size:
                return words
            words = words[size:]
        return words

    def _known_at_begin(self, words: list[_Word]) -> int:
        for size in range(min(5, len(words) - 1), 0, -1):
            head = words[:size]
            if any(word.quoted for word in head):
                continue
            found = date_of(words_of(head), self.today)
            is_day = found is not None and len(found[0]) == len("2026-11-25")
            if (is_day and self._read_date(head)) or self._read_count(head):
                return size
        return 0

    def _read_ends(self, words: list[_Word]) -> list[_Word]:
        """Dates and counts at the end of the title; the words before them."""
        while words:
            size = self._known_at_end(words)
            if not size:
                return words
            words = words[:-size]
        return words

    def _known_at_end(self, words: list[_Word]) -> int:
        for size in range(min(5, len(words)), 0, -1):
            tail = words[-size:]
            if not any(word.quoted for word in tail) and self._read_known(tail):
                return size
        return 0

    # --- a part between commas

    def _read_segment(self, words: list[_Word]) -> list[_Word]:
        """The words that nobody knows: all or none of them."""
        if any(word.quoted for word in words):
            return words
        if self._read_known(words) or self._read_names(words) or self._read_code(words):
            return []
        return words

    def _read_known(self, words: list[_Word]) -> bool:
        """Is all of it one date, or one count?"""
        return self._read_dated(words) or self._read_date(words) or self._read_count(words)

    def _read_date(self, words: list[_Word]) -> bool:
        found = date_of(words_of(words), self.today)
        if found is None:
            return False
        self._take(DATE, "date_start", words, found)
        self.dates.append(found)
        return True

    def _read_dated(self, words: list[_Word]) -> bool:
        """ "due 1 dec agreed", of a request."""
        if self.kind != "request":
            return False
        name = next((n for n, known in quick_words.DATED.items() if words[0].folded in known), "")
        basis, rest = _basis_at_end(words[1:])
        found = date_of(words_of(rest), self.today) if name and rest else None
        if found is None or found[1] or len(found[0]) < 10 or (basis and name != "due"):
            return False
        if not self._set(DATE, name, words, found[0]):
            return False
        if basis:
            self.values["due_basis"] = basis
        return True

    def _read_count(self, words: list[_Word]) -> bool:
        if len(words) != 2 or not _COUNT.fullmatch(words[0].text):
            return False
        number = int(re.sub(r"\D", "", words[0].text))
        noun = _nouns().get(words[1].folded, "")
        if noun == "days":
            if not 1 <= number <= 366 or self.days:
                return False
            self.days = number
            self._take(NUMBER, "", words, number)
            return True
        name = quick_words.FIELDS.get((self.kind, noun), "")
        return bool(name) and self._set(NUMBER, name, words, number)

    def _read_names(self, words: list[_Word]) -> bool:
        """Only Members and offices, such as "for QM and X4"."""
        if words[0].folded in quick_words.WITH:
            words = words[1:]
        found = list(self._names_in(words))
        if not found or any(one is None for one in found):
            return False
        for one in found:
            assert one is not None
            what, name, own, value = one
            self._take(what, name, own, value)
            self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), value)))
        return True

    def _names_in(
        self, words: Sequence[_Word]
    ) -> Iterator[tuple[str, str, Sequence[_Word], str] | None]:
        """Each name in order; None for a word that is none."""
        at = 0
        while at < len(words):
            if at and words[at].folded in quick_words.AND and at + 1 < len(words):
                at += 1
                continue
            for size in range(min(6, len(words) - at), 0, -1):
                own = words[at : at + size]
                found = self._named(own)
                if found is not None:
                    yield (*found[:2], own, found[2])
                    at += size
                    break
            else:
                yield None
                return

    def _named(self, words: Sequence[_Word]) -> tuple[str, str, str] | None:
        said = " ".join(word.folded for word in words)
        if len(said) <= SHORTEST and not words[0].text.isupper():
            return None
        if code := self.names.members.get(said):
            return MEMBER, "members", code
        if partner := self.names.partners.get(said):
            return PARTNER, "partners", partner
        return None

    def _read_code(self, words: list[_Word]) -> bool:
        """A label of a code that only one field of this kind may have."""
        lead = words[0].folded in quick_words.PLACE
        found = _labels(self.kind, lists_in_use().changed).get(" ".join(words_of(words[lead:])), ())
        if len(found) != 1 or (lead and found[0][0] != "languages"):
            return False
        name, code = found[0]
        if fields_of(Activity)[name].type is FieldType.CODES:
            self._take(CODE, name, words, code)
            self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), code)))
            return True
        return self._set(CODE, name, words, code)

    # --- the place

    def _read_places(self, segments: Sequence[list[_Word]], title: list[list[_Word]]) -> None:
        """A part behind "in", one that is a known place, or the only one in capitals."""
        capital = [words for words in title if words in segments and _is_name(words)]
        for words in segments:
            if words not in title or "place" in self.values:
                continue
            lead = words[0].folded in quick_words.PLACE and len(words) > 1
            own = words[1:] if lead else words
            known = self.names.places.get(" ".join(word.folded for word in own), "")
            if lead or known or (capital == [words]):
                self._set(PLACE, "place", own, known or _said(self.text, own))
                title.remove(words)

    # --- what the dates mean together

    def _settle(self) -> None:
        if len(set(self.dates)) > 1:
            choices = tuple(dict.fromkeys("/".join(filter(None, found)) for found in self.dates))
            self.questions.append(EntryQuestion(DATE, choices))
            return
        start, end = self.dates[0] if self.dates else (self.today.isoformat(), "")
        received, answered = self.values.get("received"), self.values.get("answered")
        if received and not self.dates:
            start = received
        if self.days and end and length_of(start, end) != self.days:
            self.questions.append(EntryQuestion(DATE, (start, f"{start}/{end}")))
            return
        if self.days > 1 and not end and len(start) == 10:
            end = later(start, self.days - 1)
        self.values["date_start"] = start
        if self.kind == "request":
            if len(start) == 10:
                self.values.setdefault("received", start)
            end = end or answered or ""
        if end:
            self.values["date_end"] = end


def words_of(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _basis_at_end(words: list[_Word]) -> tuple[str, list[_Word]]:
    """Code of the basis that the last words name, and the words before them."""
    for size in (2, 1):
        said = " ".join(word.folded for word in words[-size:])
        for code, known in quick_words.BASES.items():
            if len(words) > size and said in known:
                return code, words[:-size]
    return "", words


def _segments(text: str) -> Iterator[list[_Word]]:
    """Words between commas; parts without words are none."""
    words: list[_Word] = []
    for match in _TOKEN.finditer(text):
        if match["comma"]:
            if words:
                yield words
            words = []
        else:
            quoted = match["quoted"]
            said = match.group() if quoted is None else quoted
            words.append(_Word(said, folded(said), *match.span(), quoted is not None))
    if words:
        yield words


def _said(text: str, words: Sequence[_Word]) -> str:
    """As it was typed, without its quotation marks."""
    said = [word.text for word in words]
    if any(word.quoted for word in words):
        return " ".join(filter(None, said)).strip()
    return " ".join(text[words[0].start : words[-1].end].split())


def _is_name(words: Sequence[_Word]) -> bool:
    """Do all its words begin with a capital?"""
    return all(word.text[:1].isupper() and not word.quoted for word in words)


@cache
def _kinds() -> Mapping[str, str]:
    return _turned(quick_words.KINDS)


@cache
def _nouns() -> Mapping[str, str]:
    return _turned(quick_words.NOUNS)


def _turned(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {folded(word): code for code, known in words.items() for word in known}


@lru_cache(64)
def _labels(
    kind: str, _changed: tuple[Vocabulary, ...]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Folded label of a code, in every language -> (field, code) of those that the kind has.

    `_changed`: other objects after each change.
    """
    found: dict[str, dict[tuple[str, str], None]] = {}
    sections = {section.name: section.only[1] for section in Activity.kind.sections}
    for name, about in fields_of(Activity).items():
        only = sections.get(about.section, ())
        if name in _NOT_TYPED or not about.vocabulary or (only and kind not in only):
            continue
        for item in vocabulary(about.vocabulary):
            for label in item.labels.values():
                found.setdefault(folded(label), {})[name, item.code] = None
    return {label: tuple(pairs) for label, pairs in found.items()}


_NOT_TYPED = frozenset({"activity_kind", "language", "tlp", "members", "due_basis"})
"""Fields that have words of their own, or are not this line's."""


def answered(
    text: str, entry: QuickEntry, question: EntryQuestion, choice: str, word: str = ""
) -> str:
    """The line once a question is answered; `word`: the kind as it is called in the window."""
    if question.about == KIND:
        known = quick_words.KINDS[choice]
        first = word.casefold() if folded(word) in map(folded, known) else known[0]
        return f"{first} {text.strip()}"
    keep = tuple(choice.split("/")) if "/" in choice else (choice, "")
    kept = False
    for part in reversed(entry.parts):
        is_days = part.what == NUMBER and not part.field
        if part.what != DATE or part.field != "date_start":
            if is_days and keep[1]:
                text = _without(text, part)  # the two dates say how many days
            continue
        if not kept and part.value == keep:
            kept = True
        elif not kept and part.value[0] == keep[0]:
            text, kept = f"{text[: part.start]}{choice}{text[part.end :]}", True
        else:
            text = _without(text, part)
    return text


def _without(text: str, part: EntryPart) -> str:
    """The line without a part, and without the comma before it."""
    before = text[: part.start].rstrip().rstrip(",،;")
    return f"{before}{text[part.end :]}"
