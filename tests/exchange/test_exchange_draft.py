"""A draft as its paragraphs: by their numbers, from Word and from text; harm ends in a sentence."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_documents import NS, document, paragraph

from rilo_desktop.exchange import child_draft
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.child_draft import lines_of_draft
from rilo_desktop.exchange.draft import Draft, read_draft
from rilo_desktop.rules.findings import Refused


def text(folder: Path, content: str) -> Draft:
    path = folder / "draft.txt"
    path.write_text(content, "utf-8")
    return read_draft(path)


def parts(draft: Draft) -> list[tuple[str, str, str]]:
    return [(one.number, one.heading, one.text) for one in draft.paragraphs]


def test_a_text_is_parted_by_its_numbers(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "Guidance on case studies\n\n1. Purpose\nThis guidance helps offices to write, share and\n"
        "reuse case studies.\n\n2. Scope\n\nIt covers cases.\n\na) on goods\nb) of 12 kinds\n\n"
        "3. A case study states its date.\n4. Names are left out.\n",
    )
    assert found.title == "Guidance on case studies"
    assert parts(found) == [
        ("1", "Purpose", "This guidance helps offices to write, share and reuse case studies."),
        ("2", "Scope", "It covers cases.\na) on goods b) of 12 kinds"),
        ("3", "", "A case study states its date."),
        ("4", "", "Names are left out."),
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("Article 1 – Offices meet.\n\nArticle 2 – They write.", ["1", "2"]),
        ("1 Offices meet.\n\n12 offices took part.\n\n2 They write.", ["1", "2"]),
        ("1.1 Offices meet.\n1.2 They write.\n2.1 They go.", ["1.1", "1.2", "2.1"]),
        ("§ 4 Les bureaux se réunissent.\n§ 5 Ils écrivent.", ["4", "5"]),
        ("Offices meet.\n\nThey write.", ["1", "2"]),
    ],
)
def test_ways_to_number(typed: str, numbers: list[str], tmp_path: Path) -> None:
    assert [one.number for one in text(tmp_path, typed).paragraphs] == numbers


def test_a_document_of_word_has_the_numbers_that_word_prints(tmp_path: Path) -> None:
    struck = (
        "<w:p><w:r><w:t>Kept </w:t></w:r><w:del><w:r><w:delText>struck</w:delText></w:r></w:del>"
    )
    path = document(
        tmp_path / "draft.docx",
        paragraph("Rules for a meeting", "T"),
        paragraph("Who meets", "H", 0),
        paragraph("The heads of offices.", level=1),
        paragraph("The Secretariat:", level=1),
        paragraph("writes", level=2),
        paragraph("When", "H", 0),
        paragraph("Once a year.", level=1),
        struck + "<w:ins><w:r><w:t>and added.</w:t></w:r></w:ins></w:p>",
    )
    found = read_draft(path)
    assert found.title == "Rules for a meeting"
    assert parts(found) == [
        ("1.1", "Who meets", "The heads of offices."),
        ("1.2", "", "The Secretariat:\n(a) writes"),
        ("2.1", "When", "Once a year.\nKept and added."),
    ]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_draft(path)
    return caught.value.findings[0].rule


def test_hostile_documents_end_in_a_sentence(tmp_path: Path) -> None:
    entities = '<!DOCTYPE w [<!ENTITY a "x">]>'
    assert refused(document(tmp_path / "e.docx", before=entities)) == "exchange.entities"
    bomb = document(tmp_path / "b.docx", paragraph("a" * 40_000_000))
    assert refused(bomb) == "exchange.ratio"
    cut = tmp_path / "c.docx"
    whole = document(tmp_path / "w.docx", paragraph("1. Text")).read_bytes()
    cut.write_bytes(whole[:200])
    assert refused(cut) == "exchange.draft_damaged"
    broken = document(tmp_path / "x.docx", "<w:p>")
    assert refused(broken) == "exchange.draft_damaged"
    other = tmp_path / "o.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert refused(other) == "exchange.draft_type"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/numbering.xml", "[Content_Types].xml"])
def test_two_parts_of_one_name_are_no_document(name: str, tmp_path: Path) -> None:
    path = document(tmp_path / "two.docx", paragraph("1. Text"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "<other/>")
    assert refused(path) == "exchange.part_twice"


@pytest.mark.parametrize("tag", ["w:p", "w:r", "w:pPr", "w:tbl"])
def test_what_is_nested_deeply_is_read_or_refused(tag: str, tmp_path: Path) -> None:
    deep = f"<{tag}>" * 50_000 + f"</{tag}>" * 50_000
    path = document(tmp_path / "deep.docx", paragraph("1. Text"), deep, paragraph("2. More"))
    assert parts(read_draft(path)) == [("1", "", "Text"), ("2", "", "More")]


def test_entities_of_another_part_are_refused(tmp_path: Path) -> None:
    for name in ("word/styles.xml", "word/numbering.xml"):
        path = document(
            tmp_path / "e.docx",
            paragraph("1. Text"),
            other={name: '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'},
        )
        assert refused(path) == "exchange.entities"


_TAGS = st.sampled_from(
    [
        *("w:p", "w:r", "w:t", "w:pPr", "w:pStyle", "w:numPr", "w:ilvl", "w:numId", "w:del"),
        *("w:tab", "w:br", "w:tbl", "w:lvl", "w:start", "w:numFmt", "w:lvlText", "w:abstractNum"),
        *("w:num", "w:abstractNumId", "w:style", "w:name", "w:basedOn", "w:outlineLvl"),
    ]
)
_VALUES = st.sampled_from(["", "0", "1", "8", "9", "-1", "x", "%1.%9", "3", "bullet", "Title"])
_ATTRIBUTES = ("w:val", "w:styleId", "w:numId", "w:abstractNumId", "w:ilvl")


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, name, value, held: f'<{tag} {name}="{value}">{"".join(held)}</{tag}>',
        _TAGS,
        st.sampled_from(_ATTRIBUTES),
        _VALUES,
        st.lists(inner, max_size=4),
    )


_XML = st.recursive(st.sampled_from(["1. a", "b", "", "2 c", "(a) d"]), _element, max_leaves=30)


@given(body=_XML, styles=_XML, numbering=_XML, cut=st.integers(0, 2_000))
def test_any_parts_are_read_or_refused(body: str, styles: str, numbering: str, cut: int) -> None:
    content = io.BytesIO()
    document(
        content,
        body,
        other={
            "word/styles.xml": f"<w:styles {NS}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {NS}>{numbering}</w:numbering>",
        },
    )
    whole = content.getvalue()
    for given_bytes in (whole, whole[:cut], whole[:cut] + whole[cut + 1 :]):
        with contextlib.suppress(Unread):
            for line in lines_of_draft(io.BytesIO(given_bytes)):
                assert isinstance(line, dict) or all(isinstance(each, str) for each in line)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"%PDF-1.7", "two_kinds"),
        (b"\xd0\xcf\x11\xe0old", "draft_old"),
        (b"{\\rtf1 text}", "draft_old"),
        (b"1. caf\xe9", "draft_encoding"),
        (b"a\0b", "draft_type"),
        (b"  \n ", "empty"),
        (b"\n".join(b"%d.%d Text." % divmod(n, 900) for n in range(2_003)), "draft_paragraphs"),
        (b"1. " + b"word " * 30_000, "draft_characters"),
    ],
)
def test_what_is_no_draft(content: bytes, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    assert refused(path) == f"exchange.{rule}"


def test_a_draft_that_is_a_pdf_is_asked_for_as_word_or_text(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert refused(path) == "exchange.draft_pdf"


@given(st.text(st.sampled_from("1. 23)\nab A–(§"), max_size=300))
def test_no_word_of_a_text_is_lost(typed: str) -> None:
    try:
        title, *found = list(lines_of_draft(io.BytesIO(typed.encode())))
    except Unread as fault:
        if fault.code not in ("draft_nothing", "empty"):
            raise
        return
    kept = title["title"] + "".join(sign for parts in found for sign in parts)
    assert sorted(letters(kept)) == sorted(letters(typed))
    assert any(number for number, _, _ in found)


def letters(text: str) -> list[str]:
    return [sign for sign in text if sign in "abA"]


def test_a_number_that_counts_nothing_is_no_number() -> None:
    counted: Any = child_draft._Numbering(None)
    assert counted.next("9", 3) == ""
