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
        ("setup.exe", b"anything", (rules.PROGRAM,)),
        ("picture.jpg", b"MZ\x90\0", (rules.PROGRAM,)),
        ("run", b"#!/bin/sh\n", (rules.PROGRAM,)),
        ("link.lnk", b"x", (rules.PROGRAM,)),
        ("sheet.xlsm", archive("xl/workbook.xml"), (rules.MACROS,)),
        ("sheet.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), (rules.MACROS,)),
        ("text.odt", archive("meta.xml", "Basic/script-lc.xml"), (rules.MACROS,)),
        ("sheet.xlsx", archive("xl/workbook.xml", "docProps/core.xml"), ()),
        ("old.doc", OLE, (rules.OLD_OFFICE,)),
    ],
)
def test_what_acts_is_said_before_it_is_opened(name, content, said) -> None:
    assert rules.acts(name, content) == said


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
