"""The page with the recovery key: readable, whole, and never beside the office."""

from __future__ import annotations

import pypdfium2
import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.recovery_sheet import KeySheet, picture, save
from rilo_desktop.store import new_recovery_key

KEY = new_recovery_key()


def sheet(language="en"):
    return KeySheet("AP", "RILO Asia and the Pacific", "Head", "AP-01", "2026-11-25", language, KEY)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("language", ["en", "fr", "xx", "ar"])
def test_the_page_holds_the_whole_key_in_its_order(tmp_path, language):
    target = tmp_path / "key.pdf"
    save(sheet(language), target, tmp_path / "office")
    text = text_of(target)
    groups = KEY.split("-")
    at = [text.index(group) for group in groups]
    assert at == sorted(at)
    assert "AP-01" in text


@pytest.mark.parametrize(("language", "word"), [("en", "PRACTICE"), ("fr", "EXERCICE")])
def test_the_page_of_a_practice_office_carries_its_mark(tmp_path, language, word):
    target = tmp_path / "key.pdf"
    save(sheet(language), target, tmp_path / "office")
    assert word not in text_of(target)
    practice = KeySheet("XX", "Practice office", "Head", "XX-01", "2026-11-25", language, KEY)
    save(practice, tmp_path / "practice.pdf", tmp_path / "office")
    assert word in text_of(tmp_path / "practice.pdf")


def test_it_is_never_kept_with_the_office(tmp_path):
    office = tmp_path / "office"
    office.mkdir()
    for target in (office / "key.pdf", office / ".." / "office" / "key.pdf"):
        with pytest.raises(Refused, match="beside the office"):
            save(sheet(), target, office)
    assert list(office.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(Refused):
        save(sheet(), tmp_path / "nowhere" / "key.pdf", tmp_path / "office")


def test_the_picture_is_as_wide_as_asked_for(tmp_path):
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(picture(sheet(), 800))) as image:
        assert image.width == 800
        assert image.height > 1_000


def test_a_long_function_in_any_script_stays_on_one_page(tmp_path):
    long = KeySheet("AP", "بريلو", "رئيس المكتب " * 20, "AP-01", "2026-11-25", "ar", KEY)
    target = tmp_path / "key.pdf"
    save(long, target, tmp_path / "office")
    assert KEY.split("-")[12] in text_of(target)


def test_the_key_is_in_no_repr():
    assert KEY not in repr(sheet())
