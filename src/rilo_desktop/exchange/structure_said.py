"""What the structure of a document says to a screen reader, and where another one says otherwise.

Nobody sees it, so nothing on the pages speaks against it: roles, the order of reading, words that
are said in the place of what is drawn, languages. Pages of another version may stand otherwise, so
parts are held against each other by their texts: a text that both documents have as often must have
the same role, language and place in the order; words that are not drawn must be ours; and what is
drawn and not read must be what ours does not read either.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from .page_text import codes_of

HEARD = "heard"
OF_FILE = 0
"""The page of what stands on none."""
_OPERATORS = "Tf Tj TJ BDC BMC EMC"
_LINKS = frozenset({"/K", "/P", "/Pg", "/Type", "/S"})
"""Keys of an element that say where it is; its role is told apart."""
_WORDS = frozenset({"/ActualText", "/Alt", "/E", "/T"})
_AROUND = frozenset(
    {"Document", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "Lbl", "TOC", "TOCI", "Link"}
)
"""Roles of what may hold no text: what is around others, an empty cell."""
_ROOT = frozenset({"/K", "/ParentTree", "/ParentTreeNextKey", "/Type"})
_SPACE = re.compile(r"\s+")
_LAST_NUMBER = re.compile(r"\d+$")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Part:
    """An element, or what is wrong with the tree: `text` is what is drawn of it, without white
    space; `words` what is said in its place; `role` how it is read, with what is around it."""

    page: int
    role: str
    text: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        return self.text or self.words


@dataclass(slots=True)
class _Marks:
    """Of a page: what is drawn with each number, and what with none."""

    texts: dict[int, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def with_heard(differs: Sequence[str], ours: bytes, theirs: bytes) -> list[str]:
    """The same codes of parts; and of two that have a structure "heard", with "heard:3" for each
    page on which something else is read, however its objects and places differ ("heard:0": on
    none). Raises pikepdf's errors.
    """
    if not any(code.partition(":")[0] in ("page", "structure") for code in differs):
        return list(differs)
    with Pdf.open(io.BytesIO(ours)) as mine, Pdf.open(io.BytesIO(theirs)) as other:
        if not all(Name.StructTreeRoot in pdf.Root for pdf in (mine, other)):
            return list(differs)
        pages = disagreements(mine, other)
    return [*differs, HEARD, *(f"{HEARD}:{page}" for page in pages)]


def disagreements(ours: Pdf, theirs: Pdf) -> list[int]:
    """The pages of `theirs`, from 1, on which it says otherwise. Raises pikepdf's errors."""
    mine, other = _Said(ours), _Said(theirs)
    mine.read()
    other.read()
    silent = {text for _, text in mine.unread()}
    found = {part.page for part in _otherwise(mine.parts, other.parts)}
    found |= {page for page, text in other.unread() if text and text not in silent}
    if not found and Counter(one.words for one in mine.parts) != Counter(
        one.words for one in other.parts
    ):
        found.add(OF_FILE)
    return sorted(found)


def _otherwise(ours: Sequence[_Part], theirs: Sequence[_Part]) -> Iterator[_Part]:
    counts, other_counts = (Counter(part.name for part in parts) for parts in (ours, theirs))
    shared = {name for name, count in counts.items() if other_counts[name] == count}
    known = Counter(part.words for part in ours if part.words)
    for part in theirs:
        known[part.words] -= bool(part.words)
        if part.name not in shared and (known[part.words] < 0 or not part.name):
            yield part
    mine = [part for part in ours if part.name in shared]
    other = [part for part in theirs if part.name in shared]
    for part, same in zip(other, mine, strict=True):
        if (part.role, part.text, part.words) != (same.role, same.text, same.words):
            yield part


class _Said:
    """What one document says."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        self._fonts: dict[tuple[int, int], tuple[int, ...]] = {}
        self._marks = [self._marks_of(page) for page in pdf.pages]
        self._seen: set[tuple[int, int]] = set()
        self._taken: dict[tuple[int, int], tuple[int, int]] = {}
        """(page, number) of what is marked -> the element that it belongs to."""
        self._links: dict[tuple[int, int], tuple[int, int]] = {}
        self.parts: list[_Part] = []

    def read(self) -> None:
        root = self._pdf.Root.get(Name.StructTreeRoot)
        if not isinstance(root, Dictionary):
            return
        more = {key: root[key].unparse() for key in root.keys() if key not in _ROOT}  # noqa: SIM118
        self.parts.append(_Part(OF_FILE, f"root {sorted(more.items())}", words="root"))
        waiting = [(kid, root, "") for kid in reversed(_list(root.get(Name.K)))]
        while waiting:
            element, above, around = waiting.pop()
            inside = self._take(element, above, around)
            waiting += reversed(inside)
        self._check_parents(root.get(Name.ParentTree))

    def unread(self) -> Iterator[tuple[int, str]]:
        """(page, text) of what is drawn and belongs to no element; a head of a table that comes
        again is read where it stands first."""
        heads = {part.text for part in self.parts if "/TH " in part.role}
        for page, marks in enumerate(self._marks, 1):
            loose = (text for n, text in marks.texts.items() if (page, n) not in self._taken)
            for text in (*marks.rest, *loose):
                if text not in heads:
                    yield page, _NUMBER.sub("0", text)

    def _take(self, element: Any, above: Any, around: str) -> list[tuple[Any, Any, str]]:
        """Notes an element, and gives those in it."""
        if not isinstance(element, Dictionary) or element.objgen in self._seen:
            self.parts.append(_Part(self._last, around, words="no element, or again"))
            return []
        self._seen.add(element.objgen)
        role = str(element.get(Name.S))[1:]
        said = {key: _unparsed(element[key]) for key in sorted(set(element.keys()) - _LINKS)}
        words = "".join(f"{key}{value}" for key, value in said.items() if key in _WORDS)
        about = "".join(f" {key}{value}" for key, value in said.items() if key not in _WORDS)
        kids = _list(element.get(Name.K))
        read_as = f"{around}/{role} {len(kids) if role == 'TR' else ''}{about}"
        if element.get(Name.P) is None or element.P.objgen != above.objgen:
            words += "another parent"
        page, texts, inside = 0, [], []
        for kid in kids:
            where = self._page_of(kid, element)
            if isinstance(kid, Dictionary) and Name.S in kid:
                inside.append((kid, element, read_as))
            elif isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR:
                said_of_link = _SPACE.sub("", str(kid.Obj.get(Name.Contents, "")))
                words += _words_of_link(said_of_link, self._shown_of(element))
                self._links[kid.Obj.objgen] = element.objgen
            else:
                number = int(kid.MCID if isinstance(kid, Dictionary) else kid)
                texts.append(self._text_at(where, kid))
                self._taken[where, number] = element.objgen
            page = page or where
        text = "".join(texts)
        if text or words or (role not in _AROUND and not inside):
            self.parts.append(_Part(page or self._last, read_as, text, words))
        return inside

    def _shown_of(self, element: Any, depth: int = 4) -> str:
        """What is drawn of it and of those in it."""
        texts = []
        for kid in _list(element.get(Name.K)):
            where = self._page_of(kid, element)
            if isinstance(kid, Dictionary) and Name.S in kid:
                texts.append(self._shown_of(kid, depth - 1) if depth else "")
            elif not isinstance(kid, Dictionary) or Name.MCID in kid:
                texts.append(self._text_at(where, kid))
        return "".join(texts)

    def _text_at(self, page: int, kid: Any) -> str:
        number = int(kid.MCID if isinstance(kid, Dictionary) else kid)
        return self._marks[page - 1].texts.get(number, "") if page else ""

    @property
    def _last(self) -> int:
        return self.parts[-1].page

    def _page_of(self, kid: Any, element: Any) -> int:
        page = (
            kid[Name.Pg] if isinstance(kid, Dictionary) and Name.Pg in kid else element.get(Name.Pg)
        )
        return self._numbers.get(page.objgen, 0) if page is not None else 0

    def _check_parents(self, tree: Any) -> None:
        """A reader may ask from the page which element something belongs to."""
        held = dict(_numbered(tree)) if isinstance(tree, Dictionary) else {}
        for number, page in enumerate(self._pdf.pages, 1):
            parents = _list(held.get(page.obj.get(Name.StructParents)))
            own = {n: one for (at, n), one in self._taken.items() if at == number}
            if {n: one.objgen for n, one in enumerate(parents)} != own:
                self.parts.append(_Part(number, "", words="other parents"))
            if page.obj.get(Name.Tabs) != Name.S:
                self.parts.append(_Part(number, "", words="another order of links"))
            for note in page.obj.get(Name.Annots, ()):
                parent = held.get(note.get(Name.StructParent))
                if self._links.get(note.objgen) != (parent.objgen if parent is not None else None):
                    self.parts.append(_Part(number, "", words="other parents"))

    def _marks_of(self, page: pikepdf.Page) -> _Marks:
        """A mark that says more than its number is a part of the text that it is around."""
        marks = _Marks()
        font: Sequence[int] = ()
        open_: list[int | None] = []
        for step in pikepdf.parse_content_stream(page, _OPERATORS):
            operands = list(step.operands)
            match str(step.operator):
                case "Tf":
                    font = self._font(page, operands[0])
                case "BDC" | "BMC":
                    about = operands[1] if len(operands) > 1 else Dictionary()
                    is_part = isinstance(about, Dictionary) and Name.MCID in about
                    open_.append(int(about.MCID) if is_part else None)
                    if said := _more_of_mark(about):
                        _add(marks, open_, said)
                    elif is_part:
                        marks.texts.setdefault(int(about.MCID), "")
                    else:
                        marks.rest.append("")
                case "EMC" if open_:
                    open_.pop()
                case "Tj":
                    _add(marks, open_, _shown(font, operands))
                case "TJ":
                    _add(marks, open_, _shown(font, operands[0]))
        return marks

    def _font(self, page: pikepdf.Page, name: Any) -> tuple[int, ...]:
        """The codes' meanings; none of a font that says none, which the rules of pages refuse."""
        font = page.resources.get(Name.Font, Dictionary()).get(str(name))
        if font is None or Name.ToUnicode not in font:
            return ()
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = codes_of(font.ToUnicode.read_bytes())
        return self._fonts[font.objgen]


def _words_of_link(said: str, shown: str) -> str:
    """None where they are what is drawn. A text from the right is drawn in another order; the page
    that it leads to is another in another version."""
    if said == shown:
        return ""
    page = _LAST_NUMBER.search(said)
    return f" link {said[: page.start()] if page and shown.endswith(page[0]) else said}"


def _add(marks: _Marks, open_: Sequence[int | None], text: str) -> None:
    number = next((one for one in reversed(open_) if one is not None), None)
    if number is not None and None not in open_:
        marks.texts[number] = marks.texts.get(number, "") + text
    elif marks.rest and open_:
        marks.rest[-1] += text
    else:
        marks.rest.append(text)


def _more_of_mark(about: Any) -> str:
    """What a mark says beside its number, and that something belongs to every page."""
    if not isinstance(about, Dictionary):
        return str(about)
    more = {key: about[key] for key in about.keys() if key not in ("/MCID", "/Type")}  # noqa: SIM118
    return "".join(f"{key}{_unparsed(value)}" for key, value in sorted(more.items()))


def _shown(font: Sequence[int], parts: Any) -> str:
    codes = b"".join(bytes(part) for part in list(parts) if isinstance(part, pikepdf.String))
    text = "".join(chr(font[code]) if code < len(font) else "\0" for code in codes)
    return _SPACE.sub("", text)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _unparsed(value: Any) -> str:
    """Places on a page are not compared."""
    if isinstance(value, Dictionary):
        kept = sorted(key for key in value.keys() if key != "/BBox")  # noqa: SIM118
        return "".join(f"{key} {_unparsed(value[key])}" for key in kept)
    return str(value)


def _numbered(node: Any, depth: int = 8) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a number tree."""
    held = _list(node.get(Name.Nums))
    yield from zip(held[::2], held[1::2], strict=False)
    for kid in _list(node.get(Name.Kids)) if depth else ():
        yield from _numbered(kid, depth - 1)
