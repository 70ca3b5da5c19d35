# mypy: disable-error-code="arg-type, attr-defined, call-arg, operator"
"""Pictures lie in the store as they came; what leaves is a cleaned copy, frozen with release."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from rilo_desktop.records import Picture
from rilo_desktop.records.picture import Box
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import store_check
from rilo_desktop.services.records import picture, record
from rilo_desktop.services.records import picture_copies as copies
from rilo_desktop.services.submissions import approval, preview, release, submit
from sample_pictures import attach

SECRET = b"Jane Example was here"


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.fixture
def case(session):
    made = replace(record.new(session, "case-study"), title="with a picture")
    record.save(session, made)
    return made.id


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "parcel.jpg"
    made = Image.new("RGB", (400, 300), "#884422")
    made.paste("white", (200, 150, 300, 250))
    made.save(path, comment=SECRET, quality=95)
    return path


def shown(case, *pictures, session):
    """The case with these pictures, saved."""
    before = record.get(session, case).record
    record.save(session, replace(before, pictures=pictures))
    return record.get(session, case).record


def pictures_in(path, tmp_path):
    """The JPEGs of a PDF, byte for byte."""
    folder = tmp_path / f"out-{path.stem}"
    folder.mkdir()
    subprocess.run(["pdfimages", "-all", path, folder / "p"], check=True)
    return [p.read_bytes() for p in sorted(folder.iterdir())]


def test_the_original_is_kept_inside_the_store(session, case, photo):
    attach(session, case, photo, "The parcel")
    (line,) = record.get(session, case).record.pictures
    assert line.caption == "The parcel"
    assert picture.original(session, line.sha256) == photo.read_bytes()
    inside = [p for p in session.folder.rglob("*") if p.is_file()]
    assert not any(photo.read_bytes() in p.read_bytes() for p in inside)
    assert store_check.check(session).findings == ()


def test_pictures_are_taken_before_the_record_is_saved(session, case, photo, tmp_path):
    bad = tmp_path / "letter.jpg"
    bad.write_bytes(b"MZ not a picture")
    taken = picture.take(session, (photo, bad, tmp_path / "no.png"))
    (line,) = taken.pictures
    assert [f.rule for r in taken.refused for f in r.findings] == [
        "exchange.picture_type",
        "exchange.picture_missing",
    ]
    assert picture.original(session, line.sha256) == photo.read_bytes()
    assert picture.take(session, (photo,)).pictures == (line,)
    assert Image.open(io.BytesIO(picture.thumbnail(session, line))).size == (360, 270)
    pasted = picture.take_pasted(session, photo.read_bytes())
    assert pasted.pictures == (line,)
    assert picture.take_pasted(session, b"\x89PNG").refused


def test_what_is_no_picture_is_refused_and_nothing_is_kept(session, case, tmp_path):
    path = tmp_path / "letter.png"
    path.write_bytes(b"MZ not a picture")
    with pytest.raises(Refused, match="not a JPEG, PNG"):
        attach(session, case, path)
    assert record.get(session, case).record.pictures == ()
    with pytest.raises(Refused):
        picture.original(session, "0" * 64)


def test_what_leaves_has_its_boxes_burned_in_and_no_history(session, case, photo):
    attach(session, case, photo)
    (line,) = record.get(session, case).record.pictures
    covered = replace(line, boxes=(Box(0.5, 0.5, 0.25, 1 / 3).text,))
    left = picture.leaving(session, covered)
    assert SECRET in photo.read_bytes()
    assert SECRET not in left.content
    seen = Image.open(io.BytesIO(left.content)).convert("L")
    assert seen.crop((202, 152, 298, 248)).getextrema()[1] < 20
    assert picture.whole(session, covered).sha256 != left.sha256
    with pytest.raises(ValueError):
        picture.leaving(session, replace(line, boxes=("everything",)))


def test_a_save_keeps_the_copy_and_is_never_hindered_by_one(session, case, photo):
    attach(session, case, photo)
    (line,) = record.get(session, case).record.pictures
    covered = replace(line, boxes=(Box(0.1, 0.1, 0.2, 0.2).text,))
    gone = Picture(sha256="0" * 64, caption="of another office")
    odd = replace(line, boxes=("everything",))
    shown(case, covered, gone, odd, session=session)
    copies._made.clear()
    with session.reading() as reading:
        assert reading.attachments.has_copy(line.sha256, copies.recipe_of(covered))
        assert copies.copy_of(reading, gone) is None
    rules = {f.rule for f in record.findings(session, record.get(session, case).record)}
    assert {"pictures.unseen", "pictures.box"} <= rules


def test_nobody_releases_a_picture_that_was_not_looked_at(session, case, photo, tmp_path):
    attach(session, case, photo)
    (line,) = record.get(session, case).record.pictures
    order = submit.SubmissionRequest("case-studies", where="picture", reason="")
    with pytest.raises(Refused) as caught:
        submit.submit(session, order)
    found = [f for f in caught.value.findings if f.rule == "pictures.unseen"]
    assert [f.place.field for f in found] == ["pictures.1.sanitised"]
    assert found[0].answerable
    for looked_at in (replace(line, sanitised=True), replace(line, kept=True)):
        saved = shown(case, looked_at, session=session)
        assert not [f for f in record.findings(session, saved) if f.rule.startswith("pictures")]


def printed(pdf: bytes) -> int:
    """How many pictures stand on its pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(len(page.get_images()) for page in document.pages)


def test_a_release_freezes_the_copy_that_leaves(session, case, photo, tmp_path, monkeypatch):
    """The same bytes leave again when pictures are cleaned in another way by then."""
    attach(session, case, photo, "The parcel")
    (line,) = record.get(session, case).record.pictures
    box = Box(0.5, 0.5, 0.25, 1 / 3).text
    shown(
        case, replace(line, sanitised=True, boxes=(box,)), replace(line, kept=True), session=session
    )
    made = submit.submit(
        session, submit.SubmissionRequest("case-studies", where="picture", reason="short")
    )
    (frozen,) = made.submission.records[0].pictures
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    seen = approval.document(session, made.submission.reference)
    assert release.export(session, made.submission.reference, first).pages == seen.pages
    assert printed(seen.pdf) == printed(first.read_bytes()) > 0, "what is approved has them too"
    monkeypatch.setattr(copies, "CLEANING", "2")
    release.export(session, made.submission.reference, second)
    assert first.read_bytes() == second.read_bytes()
    (inside,) = pictures_in(first, tmp_path)
    with session.reading() as reading:
        copy = reading.attachments.copy_named(frozen)
    assert inside == copy.content
    assert SECRET not in first.read_bytes()
    assert store_check.check(session).findings == ()


def test_the_page_beside_the_screen_shows_what_would_leave(session, case, photo):
    attach(session, case, photo)
    stored = record.get(session, case).record
    plain = preview.record_page(session, stored, "en", 300)
    (line,) = stored.pictures
    covered = replace(stored, pictures=(replace(line, boxes=(Box(0, 0, 1, 1).text,)),))
    assert preview.record_page(session, covered, "en", 300) != plain


def test_a_picture_that_is_too_large_is_refused(session, case, tmp_path):
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(25_000_001)
    with pytest.raises(Refused, match="larger than"):
        attach(session, case, path)
