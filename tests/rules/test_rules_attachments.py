"""What a file is said to do and to give away, by its name and its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from rilo_desktop.records import Attachment
from rilo_desktop.rules import attachments as rules

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, "content")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"text", ()),
        ("setup.exe", b"MZ\x90\0", (rules.PROGRAM,)),
        ("picture.jpg", b"MZ\x90\0", (rules.PROGRAM,)),
        ("run", b"#!/bin/sh\n", (rules.PROGRAM,)),
        ("sheet.xlsm", archive("xl/workbook.xml"), (rules.MACROS,)),
        ("sheet.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), (rules.MACROS,)),
        ("text.odt", archive("meta.xml", "Basic/script-lc.xml"), (rules.MACROS,)),
        ("old.doc", OLE, (rules.OLD_OFFICE,)),
        ("report.pdf", OLE, (rules.OLD_OFFICE,)),
    ],
)
def test_what_acts_is_said_before_it_is_opened(name, content, said) -> None:
    assert rules.acts(name, content) == said


SHOWN = (
    ("paper.pdf", b"%PDF-1.7\n"),
    ("PAPER.PDF", b"%PDF-1.7\n"),
    ("scan.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("scan.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("scan.png", b"\x89PNG\r\n\x1a\n"),
    ("scan.tif", b"II*\0"),
    ("scan.tiff", b"MM\0*"),
    ("scan.gif", b"GIF89a"),
    ("scan.bmp", b"BM\x46\0"),
    ("scan.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
    ("scan.heic", b"\0\0\0\x18ftypheic"),
    ("sheet.xlsx", archive("[Content_Types].xml", "xl/workbook.xml", "docProps/core.xml")),
    ("text.docx", archive("[Content_Types].xml", "word/document.xml")),
    ("talk.pptx", archive("[Content_Types].xml", "ppt/presentation.xml")),
    ("text.odt", archive("mimetype", "content.xml")),
    ("sheet.ods", archive("mimetype", "content.xml")),
    ("talk.odp", archive("mimetype", "content.xml")),
    ("notes.txt", "Überführt am 3. März".encode()),
    ("notes.txt", "Überführt".encode("utf-16")),
    ("notes.txt", "Überführt".encode("cp1252")),
    ("rows.csv", b"a;b\r\n1;2\r\n"),
    ("rows.tsv", b"a\tb\n"),
    ("data.json", b"{}"),
)


@pytest.mark.parametrize(("name", "content"), SHOWN, ids=lambda one: str(one)[:20])
def test_what_only_shows_opens_at_once(name, content) -> None:
    assert rules.acts(name, content) == ()


ASKED = """
    exe js lnk hta vbs ps1 scr rdp application appinstaller settingcontent-ms iqy slk one search-ms
    library-ms diagcab ppkg theme website wsb vsto mdb accdb html htm svg mht xml rtf pyc pyz csh
    command zip iso dotm anything
"""
"""Some that the list of programs named before, and what a review found that it left out."""


@pytest.mark.parametrize("ending", ASKED.split())
def test_whatever_is_not_known_to_show_only_is_asked_about(ending) -> None:
    for name in (f"p.{ending}", f"p.pdf.{ending}", f"P.{ending.upper()}"):
        assert rules.acts(name, b"a harmless text"), name
    assert rules.acts("no ending", b"a harmless text") == (rules.UNKNOWN,)
    assert rules.acts("p.pdf ", b"%PDF-1.7") == (rules.UNKNOWN,)


@pytest.mark.parametrize(("name", "content"), SHOWN, ids=lambda one: str(one)[:20])
def test_the_first_bytes_must_fit_the_ending(name, content) -> None:
    for _, other in SHOWN:
        if rules.acts(name, other):
            assert rules.acts(name, other) == (rules.NOT_AS_NAMED,)
    for other in (b"\0\1\2\3 binary", b"<html><script>"):
        is_text = name.endswith((".txt", ".csv", ".tsv", ".json"))
        said = () if is_text and not other.startswith(b"\0") else (rules.NOT_AS_NAMED,)
        assert rules.acts(name, other) == said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"text", ()),
        ("sheet.xlsx", archive("docProps/core.xml"), (rules.AUTHOR,)),
        ("old.doc", OLE, (rules.AUTHOR,)),
        ("paper.pdf", b"%PDF-1.7", (rules.AUTHOR,)),
        ("photo.jpg", b"\xff\xd8\xff\xe1\0\x10Exif\0\0", (rules.CAMERA,)),
        ("photo.png", b"\x89PNG....eXIf", (rules.CAMERA,)),
        ("photo.heic", b"\0\0\0\x18ftypheic", (rules.CAMERA,)),
        ("parcel.zip", archive("a.txt"), (rules.PACKED,)),
    ],
)
def test_what_may_name_a_person_is_said_before_it_leaves(name, content, said) -> None:
    assert rules.tells(name, content) == said


def test_two_files_of_a_record_never_have_one_name() -> None:
    taken = ["report.pdf", "Report (2).pdf"]
    assert rules.fitting_name("report.PDF", taken) == "report (3).PDF"
    assert rules.fitting_name("other.pdf", taken) == "other.pdf"


def test_a_description_from_outside_is_taken_only_as_this_program_writes_it() -> None:
    good = Attachment(name="a.txt", size=3, media_type="text/plain", sha256="0" * 64)
    assert rules.is_sound(good)
    for odd in (
        {"name": "../a.txt"},
        {"name": None},
        {"name": "a\u202etxt.exe"},
        {"size": 0},
        {"size": rules.MOST_OF_FILE + 1},
        {"media_type": "text/plain\n/x"},
        {"media_type": "anything"},
        {"sha256": "0" * 63},
        {"sha256": "A" * 64},
    ):
        assert not rules.is_sound(Attachment(**{**vars(good), **odd}))


def test_a_submission_says_which_limit_its_files_pass() -> None:
    large = Attachment(name="a", size=rules.MOST_OF_FILE, media_type="a/b", sha256="0" * 64)
    (said,) = rules.together([large, large])
    assert (said.rule, said.values["limit"]) == ("attachments.too_large", 30)
    (said,) = rules.together([Attachment(size=1)] * 51)
    assert (said.rule, said.values["limit"]) == ("attachments.too_many", 50)
