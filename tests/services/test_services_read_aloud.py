"""What a screen reader is given says what the pages say: every type of document, in every script.

The tree is that of PDFium, which knows nothing of this program; what it should say is told by the
blocks that were drawn. That the files are PDF/UA-1 and PDF/A-3a says veraPDF. `make proof
PARTS=papers` takes every text in every type on both papers.
"""

from __future__ import annotations

import dataclasses
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import reports_sample as sample
from drawn_blocks import Said, blocks_of
from every_document import TEXTS, documents_with, in_english_and_french
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structure_reader import MarkedText, Node, Structure, structure_of

import verapdf
from rilo_desktop import reports
from rilo_desktop.exchange.pdfa import conforming
from rilo_desktop.exchange.structure_said import disagreements
from rilo_desktop.paper import A4, LETTER
from rilo_desktop.presentation.documents import DOCUMENTS
from rilo_desktop.reports import Content
from rilo_desktop.reports.engine.structure import Element, Role
from short_forms import FULL, examples, share

MOST_RECORDS = 6
"""Of the documents that have a hundred."""
NAMES = [f"{spec.name}-{language}" for spec in DOCUMENTS.values() for language in ("en", "fr")]


Make = Callable[[Content], bytes]


class Documents(dict[str, Content]):
    def __repr__(self) -> str:
        return "documents"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, template_of: Any) -> dict[str, Content]:
    from rilo_desktop.services.office.session import open_store
    from sample_office import PASSPHRASE, copied_sample

    folder = copied_sample(tmp_path_factory, tmp_path_factory.mktemp("aloud") / "office")
    with open_store(folder, PASSPHRASE) as session:
        return Documents(
            (name, dataclasses.replace(content, records=content.records[:MOST_RECORDS]))
            for name, content in in_english_and_french(session)
        )


def on(content: Content, paper: str) -> Content:
    return dataclasses.replace(content, head=dataclasses.replace(content.head, paper=paper))


def told(content: Content, make: Make = reports.made) -> tuple[Structure, Said]:
    pages, said = blocks_of(lambda: make(content))
    return structure_of(conforming(pages)), said


def compare(content: Content, make: Make = reports.made) -> None:
    tree, said = told(content, make)
    assert [(one.page, one.text) for one in tree.unmarked if one.text.strip()] == []
    heard = [node for node in tree.root.walk() if _own(node)]
    wanted = [one for one in said.walk() if one.text.strip()]
    if not said.has_cover:  # else it says this
        head = _own(heard.pop(0))
        for text in (f"TLP:{content.head.tlp}", content.head.reference, content.head.date[:4]):
            assert text in head
    unordered = _pages_from_the_right(tree)
    for node, one in zip(heard, wanted, strict=False):
        _same(_own(node), one.text, bool(unordered & _pages(node)))
    assert len(heard) == len(wanted)
    headings = [node for node in tree.nodes() if node.level]
    for node, (level, text) in zip(headings, _headings(said), strict=True):
        assert node.level == level
        _same(node.shown, text, bool(unordered & _pages(node)))
    figures = [node.alt for node in tree.nodes("Figure")]
    assert figures == [one.element.alt for one in _of(said, Role.FIGURE)]
    assert all(any(sign.isalnum() for sign in alt) for alt in figures)
    _look_at_tables(tree, said)
    languages = [(e.role, e.language) for e in _elements(said) if e.language]
    assert Counter(one.language for one in tree.nodes() if one.language) >= Counter(
        language for _, language in languages
    )


def _own(node: Node) -> str:
    """The text of the element itself; "" where that is white space."""
    text = "".join(part.text for part in node.content if isinstance(part, MarkedText))
    return text if text.strip() else ""


def _same(heard: str, wanted: str, is_unordered: bool) -> None:
    """Word by word; where the order is not known sign by sign."""
    one, other = (
        " ".join(unicodedata.normalize("NFC", text).split()).translate(_BRACKETS)
        for text in (heard, wanted)
    )
    if is_unordered:
        one, other = ("".join(sorted(text.replace(" ", ""))) for text in (one, other))
    assert one == other


def _pages(node: Node) -> set[int]:
    return {part.page for part in node.content if isinstance(part, MarkedText)}


def _pages_from_the_right(tree: Structure) -> set[int]:
    """Where a text runs from the right, PDFium orders the line that it stands in, with what stands
    beside it, by rules of its own. Which signs a text has is compared there."""
    marked = [part for node in tree.root.walk() for part in node.content]
    return {
        part.page
        for part in (*marked, *tree.artifacts)
        if isinstance(part, MarkedText) and _runs_from_the_right(part.text)
    }


def _runs_from_the_right(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)


_BRACKETS = str.maketrans(")>]}»", "(<[{«", "\u200e\u200f")
"""Which of a pair is shown depends on the direction."""


def _of(said: Said, role: Role) -> list[Any]:
    return [one for one in said.walk() if one.element is not None and one.element.role is role]


def _elements(said: Said) -> list[Element]:
    return [one.element for one in said.walk() if one.element is not None]


def _headings(said: Said) -> list[tuple[int, str]]:
    above: list[int] = []
    found: list[tuple[int, str]] = []
    for one in _of(said, Role.HEADING):
        while above and above[-1] >= one.element.level:
            above.pop()
        above.append(one.element.level)
        found.append((len(above), one.text))
    return found


def _look_at_tables(tree: Structure, said: Said) -> None:
    tables = tree.nodes("Table")
    assert len(tables) == len(_of(said, Role.TABLE))
    for table in tables:
        cells = [node for node in table.walk() if node.role in ("TH", "TD")]
        heads = [cell for cell in cells if cell.role == "TH"]
        assert heads, table.shown
        assert all(cell.attributes.get("Scope") in ("Row", "Column") for cell in heads)
        rows = [node for node in table.walk() if node.role == "TR"]
        assert len(set(_columns(rows))) == 1, table.shown


def _columns(rows: list[Node]) -> Iterator[int]:
    """How many columns each row has, with cells of rows above that reach into it."""
    reaching: list[tuple[int, int]] = []
    for row in rows:
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        spans = [
            (int(cell.attributes.get("ColSpan", 1)), int(cell.attributes.get("RowSpan", 1)))
            for cell in row.kids
        ]
        empty = row.places - len(row.kids)
        yield empty + sum(columns for columns, _ in (*spans, *reaching))
        reaching += spans


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_says_what_the_blocks_say(documents: dict[str, Content], name: str) -> None:
    paper = (A4, LETTER)[NAMES.index(name) % 4 in (1, 2)]
    made = [*documents_with(on(documents[name], paper), [*TEXTS.values()])]
    for content in made if FULL else made[:1]:
        compare(content)


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_the_pages_of_a_record_say_what_their_blocks_say(kind: str) -> None:
    content = sample.content(kind)
    one = dataclasses.replace(content, records=content.records[:1])
    for made in documents_with(one, [*TEXTS.values()]):
        compare(made, reports.sheet)


@pytest.mark.parametrize("name", share(NAMES, 1, 3))
def test_headings_follow_and_the_first_is_the_title(
    documents: dict[str, Content], name: str
) -> None:
    tree, _ = told(documents[name])
    levels = [node.level for node in tree.nodes() if node.level]
    assert levels[:1] in ([1], [])
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert levels.count(1) <= 1


@pytest.mark.parametrize("name", share(NAMES, 0, 2))
def test_pages_that_stand_otherwise_say_the_same(documents: dict[str, Content], name: str) -> None:
    """As those of another version may: that is no forgery."""
    texts = [text for text in TEXTS.values() if not _runs_from_the_right(text)]
    content = next(documents_with(on(documents[name], LETTER), texts))
    files = [conforming(reports.made(on(content, paper))) for paper in (A4, LETTER)]
    one, other = (pikepdf.open(io.BytesIO(file)) for file in files)
    assert disagreements(one, other) == []
    assert disagreements(other, one) == []


WORDS = st.lists(
    st.one_of(
        st.sampled_from(sorted(TEXTS.values())),
        st.sampled_from(["a\u00adb", "co\u00adoperate", "x\u0301" * 9, "\u200fאב\u200e", "ﬁﬂ Ａ"]),
    ).flatmap(lambda text: st.integers(1, 40).map(lambda most: text[:most])),
    min_size=1,
    max_size=9,
)


@settings(
    max_examples=examples(120),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(name=st.sampled_from(NAMES), paper=st.sampled_from((A4, LETTER)), words=WORDS)
def test_any_text_in_any_document_is_heard(
    documents: dict[str, Content], name: str, paper: str, words: list[str]
) -> None:
    content = dataclasses.replace(documents[name], records=documents[name].records[:2])
    made = next(documents_with(on(content, paper), words))
    if not reports.unprintable(made):
        compare(made)


# --- as the validators see it


@pytest.fixture(scope="module")
def validator() -> None:
    if not verapdf.command():
        pytest.skip(verapdf.MISSING)


@pytest.mark.usefixtures("validator")
@pytest.mark.parametrize("paper", [A4, LETTER])
def test_every_type_conforms_in_each_language_and_script(
    documents: dict[str, Content], paper: str, tmp_path: Path
) -> None:
    files = []
    for name in NAMES if FULL else NAMES[3 * (paper == LETTER) :: 4]:
        made = [*documents_with(on(documents[name], paper), [*TEXTS.values()])]
        for number, content in enumerate(made if FULL else made[:1]):
            files.append(tmp_path / f"{name}-{number}.pdf")
            files[-1].write_bytes(conforming(reports.made(content)))
    conform, said = verapdf.check(files)
    assert conform, said
