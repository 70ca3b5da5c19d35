"""Pictures lie inside the store, as they came."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services import health, picture, record


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
    path = tmp_path / "parcel.png"
    Image.new("RGB", (40, 30), "#884422").save(path)
    return path


def test_the_original_is_kept_inside_the_store(session, case, photo):
    picture.attach(session, case, photo, "The parcel")
    (line,) = record.get(session, case).record.pictures
    assert line.caption == "The parcel"
    assert picture.original(session, line.sha256) == photo.read_bytes()
    inside = [p for p in session.folder.rglob("*") if p.is_file()]
    assert not any(photo.read_bytes() in p.read_bytes() for p in inside)
    assert health.check(session).findings == ()


def test_the_same_picture_again_changes_nothing(session, case, photo):
    picture.attach(session, case, photo)
    assert picture.attach(session, case, photo).same == 1
    assert len(record.history(session, case)) == 2


def test_what_is_no_picture_is_refused_and_nothing_is_kept(session, case, tmp_path):
    path = tmp_path / "letter.png"
    path.write_bytes(b"MZ not a picture")
    with pytest.raises(Refused, match="no PNG or JPEG"):
        picture.attach(session, case, path)
    assert record.get(session, case).record.pictures == ()
    indicator = record.find(session, "SND-01").record.id
    with pytest.raises(Refused):
        picture.attach(session, indicator, path)
    with pytest.raises(Refused):
        picture.original(session, "0" * 64)


def test_a_picture_that_is_too_large_is_refused(session, case, tmp_path):
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(picture.LARGEST + 1)
    with pytest.raises(Refused, match="larger than"):
        picture.attach(session, case, path)
