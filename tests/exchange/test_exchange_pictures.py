# mypy: disable-error-code="arg-type, operator"
"""What leaves of a picture is its pixels: turned, covered and clean. What means harm is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import hostile_pictures as make
import pytest
from PIL import Image

from rilo_desktop.exchange import picture_limits
from rilo_desktop.exchange.picture import CleanPicture, clean_picture, read_picture
from rilo_desktop.language import catalogue
from rilo_desktop.records.picture import Box
from rilo_desktop.rules.findings import Refused


def opened(clean: CleanPicture) -> Image.Image:
    return Image.open(io.BytesIO(clean.content))


def near(picture: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = picture.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 30 for a, b in zip(found, colour, strict=True))


def rule(content: bytes) -> str:
    """The rule of the one sentence with which the content is refused."""
    with pytest.raises(Refused) as caught:
        clean_picture(content, "parcel.jpg")
    (finding,) = caught.value.findings
    said = catalogue("en").text(finding.message, **finding.values)
    assert said.startswith("parcel.jpg") or "parcel.jpg" in said
    assert said.endswith(".")
    return finding.rule.removeprefix("exchange.")


def test_nothing_but_pixels_leaves() -> None:
    content = make.telling_jpeg(make.four_corners())
    assert make.SECRET.encode() in content
    clean = clean_picture(content, "p.jpg")
    for copy in (clean.content, clean.thumbnail):
        assert make.SECRET.encode() not in copy
        markers = make.segments_of(copy)
        assert [m for m in markers if 0xE0 <= m <= 0xEF or m == 0xFE] == [0xE0]
        assert copy.endswith(b"\xff\xd9")
        read = Image.open(io.BytesIO(copy))
        assert not read.getexif()
        assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert (
        make.SECRET.encode()
        not in clean_picture(make.telling_png(make.four_corners()), "p.png").content
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(orientation: int) -> None:
    """Each way a camera can be held gives the picture as it was seen."""
    upright = make.four_corners()
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    kept = upright.transpose(ways[orientation]) if orientation in ways else upright
    clean = clean_picture(make.telling_jpeg(kept, orientation), "p.jpg")
    shown = opened(clean)
    assert (clean.width, clean.height) == shown.size == (320, 240)
    assert near(shown, (40, 40), (255, 0, 0))
    assert near(shown, (280, 40), (0, 255, 0))
    assert near(shown, (40, 200), (0, 0, 255))


def test_what_a_box_covers_is_gone() -> None:
    """Noise of the covered part is in no copy: where it lay everything is black."""
    plain = Image.new("RGB", (2_400, 1_800), "white")
    plain.paste(Image.effect_noise((600, 450), 120).convert("RGB"), (300, 450))
    box = Box(300 / 2_400, 450 / 1_800, 600 / 2_400, 450 / 1_800)
    clean = clean_picture(make.telling_jpeg(plain), "p.jpg", [box])
    for copy in (clean.content, clean.thumbnail):
        shown = Image.open(io.BytesIO(copy)).convert("L")
        share = shown.width / 2_400
        inside = shown.crop(tuple(round(n * share) for n in (312, 462, 888, 888)))
        assert inside.getextrema()[1] < 25
        outside = shown.crop((0, 0, round(270 * share), shown.height))
        assert outside.getextrema()[0] > 200


def test_the_same_gives_the_same_bytes() -> None:
    content = make.telling_jpeg(make.four_corners())
    box = Box(0.1, 0.2, 0.3, 0.1)
    first = clean_picture(content, "p.jpg", [box])
    assert clean_picture(content, "other.jpg", [Box.read(box.text)]) == first
    assert clean_picture(content, "p.jpg").content != first.content


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("P", "PNG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("RGBA", "WEBP"),
        ("I;16", "TIFF"),
        ("F", "TIFF"),
    ],
)
def test_every_honest_kind_is_read(mode: str, kind: str) -> None:
    grey = Image.linear_gradient("L").resize((300, 200))
    if mode == "F":
        picture = grey.convert("F")
    elif mode == "I;16":
        picture = grey.convert("I").point(lambda value: value * 12 + 4_000).convert("I;16")
    else:
        picture = grey.convert("RGB" if mode in ("CMYK", "RGBA", "P") else mode).convert(mode)
    clean = clean_picture(make.encoded(picture, kind), "scan")
    shown = opened(clean).convert("L")
    assert shown.size == (300, 200)
    low, high = shown.getextrema()
    assert high - low > 200


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert near(opened(clean_picture(make.encoded(clear), "p.png")), (20, 20), (255, 255, 255))


def test_a_large_one_becomes_small_enough_to_send() -> None:
    large = Image.effect_mandelbrot((4_000, 3_000), (-2, -1.5, 1, 1.5), 20).convert("RGB")
    clean = clean_picture(make.encoded(large, "JPEG", quality=95), "p.jpg")
    assert max(clean.width, clean.height) == picture_limits.COPY_PIXELS
    assert len(clean.content) < 600_000
    assert max(Image.open(io.BytesIO(clean.thumbnail)).size) == picture_limits.THUMBNAIL_PIXELS


def test_bombs_are_refused_before_they_unpack() -> None:
    assert len(make.bomb()) < 1_000_000
    assert rule(make.bomb()) == "picture_pixels"
    assert rule(make.png_of(60_000, 60_000)) == "picture_pixels"
    assert rule(make.text_bomb()) in ("picture_damaged", "picture_failed", "picture_memory")


def test_what_is_cut_or_no_picture_is_refused() -> None:
    whole = make.telling_jpeg(make.four_corners())
    assert rule(whole[: len(whole) // 2]) == "picture_damaged"
    assert rule(whole[:40]) == "picture_damaged"
    assert rule(make.png_of(400, 300, b"\0" * 100)) == "picture_damaged"
    assert rule(b"MZ not a picture") == "picture_type"
    assert rule(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") == "picture_type"
    assert rule(b"%PDF-1.7\n") == "picture_type"
    assert rule(b"\0\0\0\x18ftypheic" + b"\0" * 40) == "picture_heic"
    assert rule(b"\0\0\0\x18ftypavis" + b"\0" * 40) == "picture_avif"
    assert rule(b"\0\0\0\x18ftypmp42" + b"\0" * 40) == "picture_film"
    assert rule(make.encoded(make.four_corners(), "GIF")) == "picture_old"
    assert rule(b"") == "empty"
    assert rule(make.encoded(Image.new("RGB", (2, 2)))) == "picture_small"


def test_several_pictures_in_one_are_refused_but_a_preview_is_none() -> None:
    red, blue = make.four_corners(), Image.new("RGB", (320, 240), "blue")
    for kind in ("TIFF", "WEBP", "PNG"):
        several = make.encoded(red, kind, save_all=True, append_images=[blue])
        assert rule(several) == "picture_frames"
    telephone = make.encoded(red, "MPO", save_all=True, append_images=[blue])
    shown = opened(clean_picture(telephone, "p.jpg"))
    assert near(shown, (40, 40), (255, 0, 0))


def test_what_hangs_behind_a_picture_stays_behind() -> None:
    """A file that is a picture and an archive at once leaves as a picture alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.txt", make.SECRET)
    both = make.telling_jpeg(make.four_corners()) + packed.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    clean = clean_picture(both, "p.jpg")
    assert not zipfile.is_zipfile(io.BytesIO(clean.content))
    assert clean == clean_picture(make.telling_jpeg(make.four_corners()), "p.jpg")


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.jpg", "picture_missing"), (tmp_path, "picture_not_a_file")):
        with pytest.raises(Refused) as caught:
            read_picture(path)
        assert caught.value.findings[0].rule == f"exchange.{code}"
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(picture_limits.PICTURE_LIMITS.file_bytes + 1)
    with pytest.raises(Refused, match="larger than"):
        read_picture(large)


def test_boxes_are_parts_of_a_picture() -> None:
    assert Box.read("0.1 0.2 0.3 0.4") == Box(0.1, 0.2, 0.3, 0.4)
    for wrong in ("", "1 2 3", "0.5 0.5 0.6 0.1", "0 0 0 1", "-1 0 1 1", "nan 0 1 1", "a b c d"):
        with pytest.raises(ValueError):
            Box.read(wrong)
