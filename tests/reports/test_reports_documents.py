# mypy: disable-error-code="call-arg, comparison-overlap, index, operator"
"""The three documents in two languages, as every reader of the file sees them."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
import reports_sample as sample
from reports_reading import has_poppler, page_texts, poppler_text, squeezed, text_of, write

from rilo_desktop.language import base_direction
from rilo_desktop.records import NOT_KNOWN, CaseStudy
from rilo_desktop.reports import Approval, page_pictures
from rilo_desktop.reports.documents.header_footer import HEADER
from rilo_desktop.reports.engine.styles import PAGE_HEIGHT, foot_at

DOCUMENTS = [(kind, language) for kind in ("CS", "RI", "AP") for language in ("en", "fr")]
OF_CASES = slice(0, 10)


@pytest.mark.parametrize(("kind", "language"), DOCUMENTS)
def test_every_page_has_its_label_twice_and_its_number(
    tmp_path: Path, kind: str, language: str
) -> None:
    path = tmp_path / "out.pdf"
    pages = write(sample.content(kind, language, tlp="AMBER+STRICT"), path)
    texts = page_texts(path)
    assert len(texts) == pages
    for number, text in enumerate(texts, 1):
        assert text.count("TLP:AMBER+STRICT") >= 2
        of = f"Page {number} of {pages}", f"Page {number} sur {pages}"
        assert any(words in text for words in of)


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_the_label_stands_in_header_and_footer_at_the_right_in_twelve_points(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content(kind, tlp="RED"), path)
    for page in pypdf.PdfReader(path).pages:
        found: list[tuple[float, float, float]] = []

        def visit(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
            if text.strip() == "TLP:RED":
                found.append((tm[4], tm[5], size))  # noqa: B023

        page.extract_text(visitor_text=visit)
        heights = [y for _, y, size in found if size == 12]
        assert max(heights) > 780
        assert min(heights) < 60
        assert all(x > 420 for x, _, size in found if size == 12)


@pytest.mark.parametrize(("kind", "language"), DOCUMENTS)
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, kind: str, language: str) -> None:
    paths = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for path in paths:
        write(sample.content(kind, language), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_bytes_do_not_depend_on_what_was_written_before_nor_on_the_day(tmp_path: Path) -> None:
    """A process of its own that writes only this, at another time, with other glyphs shaped."""
    write(sample.content("CS"), tmp_path / "warm.pdf")
    arabic = [case for case in sample.cases() if case.language == "ar"]
    path = tmp_path / "here.pdf"
    write(sample.content("CS", records=arabic), path)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "import reports_sample as s\n"
        "from reports_reading import write\n"
        "cases = [c for c in s.cases() if c.language == 'ar']\n"
        "write(s.content('CS', records=cases), Path(sys.argv[2]))\n"
    )
    other = tmp_path / "there.pdf"
    subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent), str(other)],
        check=True,
        env={
            "SOURCE_DATE_EPOCH": "1700000000",
            "PYTHONHASHSEED": "7",
            "PATH": "",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        },
    )
    digests = {hashlib.sha256(p.read_bytes()).hexdigest() for p in (path, other)}
    assert len(digests) == 1


@pytest.mark.parametrize(("kind", "language"), DOCUMENTS)
def test_the_file_says_its_language(tmp_path: Path, kind: str, language: str) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content(kind, language, records=sample.content(kind).records[:1]), path)
    assert pypdf.PdfReader(path).trailer["/Root"]["/Lang"] == language
    with pikepdf.Pdf.open(path) as pdf:
        assert bytes(pdf.Root.Lang) == language.encode()


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_the_rules_of_header_and_footer_are_never_dashed(tmp_path: Path, kind: str) -> None:
    """Whatever the body drew last: "no linked case yet" has a dashed frame."""
    path = tmp_path / "out.pdf"
    write(sample.content(kind), path)
    dashed, heights = 0, {round(PAGE_HEIGHT - y, 2) for y in (HEADER, foot_at())}
    with pikepdf.Pdf.open(path) as pdf:
        for page in pdf.pages:
            found, dash, end = [], [], 0.0
            for step in pikepdf.parse_content_stream(page, "d m l S"):
                match str(step.operator):
                    case "d":
                        dash = list(step.operands[0])
                        dashed += bool(dash)
                    case "m" | "l":
                        end = float(step.operands[1])
                    case "S" if end in heights:
                        found.append((end, dash))
            assert sorted(found) == [(y, []) for y in sorted(heights)]
    assert dashed


def test_every_left_to_right_title_is_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS"), path)
    titles = [c.title_text for c in sample.cases() if base_direction(c.title_text) == "ltr"]
    text = text_of(path)
    assert len(titles) == 38
    assert [title for title in titles if squeezed(title) not in text] == []
    if has_poppler():
        words = " ".join(poppler_text(path).split())
        assert [title for title in titles if title not in words] == []


def test_narratives_in_all_scripts_from_the_left_are_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS"), path)
    text = text_of(path)
    for case in sample.cases():
        for value in (case.modus_operandi, case.lessons, case.outcome_text):
            if isinstance(value, str) and base_direction(value) == "ltr":
                # a page may end inside: both halves are looked for
                half = squeezed(value)
                parts = half[: len(half) // 2], half[len(half) // 2 :]
                assert any(part in text for part in parts)


def test_metadata_names_no_person_and_holds_no_clock(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    approval = Approval(function="Deputy Head of RILO", on="2026-11-24", sign="jdoe")
    write(sample.content("CS", records=sample.cases()[OF_CASES], approval=approval), path)
    found = pypdf.PdfReader(path).metadata
    assert found is not None
    assert found.author == "RILO Asia and the Pacific"
    assert found["/CreationDate"] == "D:20261124000000Z"
    assert b"jdoe" not in path.read_bytes()
    assert "jdoe" not in text_of(path)


def test_only_own_fonts_and_all_of_them_embedded(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS"), path)
    names = set()
    for page in pypdf.PdfReader(path).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font.get_object()["/BaseFont"].split("+")[1])
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    assert names == {"RILOSans-Regular", "RILOSans-SemiBold"}


def test_the_outline_begins_at_the_top_level_even_with_one_record(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=sample.cases()[:1]), path)
    outline = pypdf.PdfReader(path).outline
    assert not isinstance(outline[0], list)
    titles = [entry.title for level in outline for entry in _flat(level)]
    assert any(sample.cases()[0].title_text in title for title in titles)


def _flat(entry: object) -> list[pypdf.generic.Destination]:
    if isinstance(entry, list):
        return [one for inner in entry for one in _flat(inner)]
    return [entry]  # type: ignore[list-item]


def test_up_to_eight_pages_have_no_contents_page(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    assert write(sample.content("CS", records=sample.cases()[:1]), path) <= 8
    assert "Contents" not in "".join(page_texts(path))


def test_contents_give_the_page_on_which_a_case_stands(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS"), path)
    texts = page_texts(path)
    contents = squeezed(texts[1] + texts[2])
    checked = 0
    for number, text in enumerate(texts[3:], 4):
        for case in sample.cases():
            if f"of 40 · {case.reference} ·" in text and base_direction(case.title_text) == "ltr":
                entry = re.escape(squeezed(f"{case.reference} {case.title_text}"))
                found = re.search(rf"{entry}(\d+)", contents)
                assert found is not None
                assert found[1] == str(number)
                checked += 1
    assert checked == 38


def test_one_record_has_no_glance_table(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=sample.cases()[:1]), path)
    assert "Cases at a glance" not in "".join(page_texts(path))


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    content = sample.content("CS", records=sample.cases()[:3], draft=True, approval=None)
    write(content, path)
    for text in page_texts(path):
        assert "DRAFT" in text
        assert "rev. 1 (draft)" in text
        assert "Not approved, not released" in text
    assert "Approved by Deputy" not in "".join(page_texts(path))


def test_what_its_author_approved_says_so(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("RI", records=sample.indicators()[:2], office_of_one=True), path)
    assert squeezed("the author approved this document: no second officer") in text_of(path)


def test_a_justification_and_what_was_kept_back_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    why = "The source was closed before the field could be asked for."
    content = sample.content(
        "CS", records=sample.cases()[:1], justification=why, withheld=3, supersedes="AP/2026/SUB/A9"
    )
    write(content, path)
    text = text_of(path)
    assert squeezed(why) in text
    assert squeezed("3 fields for the office only") in text
    assert squeezed("supersedes AP/2026/SUB/A9") in text


def test_what_is_not_built_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=sample.cases()[:1]), path)
    text = "".join(page_texts(path)).lower()
    for words in ("embedded", "\nsigned by", "rilo verify", "fingerprint"):
        assert words not in text


@pytest.mark.parametrize("kind", ["CS", "RI", "AP"])
def test_fields_for_the_office_only_never_reach_the_paper(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out.pdf"
    record = sample.content(kind).records[0]
    secret = dataclasses.replace(record, internal_note="SECRETNOTE")
    write(sample.content(kind, records=[secret]), path)
    assert "SECRETNOTE" not in text_of(path)


def test_the_member_that_wishes_it_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    case = CaseStudy(id="a", title="T", reporting_country="IT", member_unnamed=True)
    write(sample.content("CS", records=[case]), path)
    assert "Italy" not in "".join(page_texts(path))
    assert "a Member" in "".join(page_texts(path))


def test_not_known_and_not_recorded_are_different_things(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    lines = (re.compile("Notknown([^.]*)"), re.compile("Notrecorded([^.]*)"))
    for value, there in ((NOT_KNOWN, 0), (None, 1)):
        case = CaseStudy(id="a", title="T", declared_description=value, procedure=NOT_KNOWN)
        write(sample.content("CS", records=[case]), path)
        named = [line.search(text_of(path)) for line in lines]
        assert ["declaredas" in (one[1] if one else "") for one in named] == [
            there == 0,
            there == 1,
        ]


def test_labels_follow_the_language_and_content_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("CS", "fr", records=[sample.cases()[0]]), path)
    text = "".join(page_texts(path))
    assert "BRLR Asie et Pacifique" in text
    assert "Conteneur maritime" in text
    assert "24 novembre 2026" in squeezed_spaces(text)
    assert squeezed("Customs in Hong Kong, China examined") in squeezed(text)


def squeezed_spaces(text: str) -> str:
    return " ".join(text.split())


def test_overdue_is_counted_on_the_day_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    write(sample.content("AP", date="2023-06-01"), path)
    assert squeezed("Overdue 0") in text_of(path)
    write(sample.content("AP", date="2026-11-24"), path)
    assert squeezed("Overdue 4") in text_of(path)


def test_a_target_that_stands_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    write(sample.content("RI", records=sample.indicators()[:1]), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert [p.name for p in tmp_path.iterdir()] == ["out.pdf"]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(sample.content("RI", records=sample.indicators()[:1]), tmp_path / "no" / "out.pdf")


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    content = sample.content("CS", records=sample.cases()[OF_CASES])
    write(content, tmp_path / "out.pdf", lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert heard[-1] == (20, 20)


def test_pages_as_pictures(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    pages = write(sample.content("RI", records=sample.indicators()[:3]), path)
    pictures = list(page_pictures(path, None, 300))
    assert len(pictures) == pages
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(list(page_pictures(path, [2], 300))) == 1
