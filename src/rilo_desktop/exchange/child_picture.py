"""Reads a picture in the limited child and makes what may leave of it: pixels, and nothing else.

The copy is painted anew: no EXIF, place, author, comment, profile or thumbnail of the original can
be in it, and what a box covers is not in it either.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

from PIL import Image, ImageCms, ImageDraw

from rilo_desktop.records.picture import Box

from .child_budget import Unread
from .picture_limits import COPY_PIXELS, FORMATS, LARGEST_PIXELS, LEAST_PIXELS, THUMBNAIL_PIXELS

Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
QUALITY, THUMBNAIL_QUALITY = 86, 80
WHOLE_PIXELS, STRIP_PIXELS = 12_000_000, 1_000_000
"""What is worked on as a whole, and how much of a larger picture at once."""
COVER = (0, 0, 0)
GROUND = (255, 255, 255)
"""Behind what is transparent."""
ORIENTATION = 0x0112
_T = Image.Transpose
TURNS = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}
"""EXIF orientation -> what stands it upright."""
MOVES = frozenset({"PNG", "WEBP", "TIFF"})
"""Formats whose further frames are pictures of their own (of a JPEG they are its preview)."""


def lines_of_picture(content: bytes, boxes: Sequence[Box]) -> Iterator[dict[str, Any]]:
    """{"copy": JPEG in base64, "width": .., "height": ..}, then {"thumbnail": ..}. Raises Unread.

    `boxes` are fractions of the picture as it stands upright.
    """
    upright = _upright(_decoded(content))
    _cover(upright, boxes)
    copy = _reduced(upright, COPY_PIXELS)
    yield {"copy": _jpeg(copy, QUALITY), "width": copy.width, "height": copy.height}
    yield {"thumbnail": _jpeg(_reduced(copy, THUMBNAIL_PIXELS), THUMBNAIL_QUALITY)}


def _decoded(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Unread("picture_pixels", limit=LARGEST_PIXELS // 1_000_000) from None
    except (OSError, SyntaxError, ValueError):
        raise Unread(_why_unknown(content)) from None
    _check_size(picture)
    if picture.format in MOVES and getattr(picture, "n_frames", 1) > 1:
        raise Unread("picture_frames")
    try:
        picture.draft("RGB", (COPY_PIXELS, COPY_PIXELS))  # a JPEG comes smaller at no cost
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Unread("picture_damaged") from None
    return picture


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > LARGEST_PIXELS:
        raise Unread("picture_pixels", limit=LARGEST_PIXELS // 1_000_000)
    if min(picture.size) < LEAST_PIXELS:
        raise Unread("picture_small", limit=LEAST_PIXELS)


_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "picture_avif"),
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), "picture_heic"
    ),
    **dict.fromkeys((b"mif1", b"msf1"), "picture_heic"),
}
"""Of files of ISO base media, by their main brand (ISO/IEC 23008-12)."""


def _why_unknown(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "picture_film")
    if content.startswith((b"GIF8", b"BM")):
        return "picture_old"
    known = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")
    return "picture_damaged" if content.startswith(known) else "picture_type"


def _upright(picture: Image.Image) -> Image.Image:
    """Its pixels in sRGB, turned as the camera was held, on a sheet without a history."""
    turned = _turned(_seen(picture), picture)
    made = Image.new("RGB", turned.size, GROUND)
    made.paste(turned)
    return made


def _seen(picture: Image.Image) -> Image.Image:
    """Pixels as sRGB. A large picture becomes smaller strip by strip, since each step of the whole
    would need as much memory again; the copy is far smaller anyway."""
    levels = _levels(picture)
    factor = max(picture.size) // COPY_PIXELS
    if picture.width * picture.height <= WHOLE_PIXELS or factor < 2:
        return _as_seen(picture, levels)
    size = (-(-picture.width // factor), -(-picture.height // factor))
    made = Image.new("RGB", size, GROUND)
    for top, strip in _strips(picture, factor):
        made.paste(_as_seen(strip, levels).reduce(factor), (0, top // factor))
    return made


def _strips(picture: Image.Image, factor: int = 1) -> Iterator[tuple[int, Image.Image]]:
    """From above, each as many rows as a multiple of the factor."""
    rows = factor * max(1, STRIP_PIXELS // (picture.width * factor))
    for top in range(0, picture.height, rows):
        yield top, picture.crop((0, top, picture.width, min(picture.height, top + rows)))


def _levels(picture: Image.Image) -> tuple[float, float] | None:
    """The darkest and the lightest of more than 256 steps of grey; None for other pictures."""
    if not picture.mode.startswith(("I", "F")):
        return None
    found = [strip.convert("F").getextrema() for _, strip in _strips(picture)]
    flat = [level for pair in found for level in pair if isinstance(level, float)]
    return min(flat, default=0.0), max(flat, default=0.0)


def _as_seen(picture: Image.Image, levels: tuple[float, float] | None) -> Image.Image:
    """Pixels as sRGB, whatever they were."""
    if levels is not None:
        return _grey(picture, *levels)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, (*GROUND, 255))
        ground.alpha_composite(layer)
        return ground.convert("RGB")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "L", "CMYK"):
        try:
            found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            seen = ImageCms.profileToProfile(
                picture, found, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return picture.convert("RGB")
        if seen is not None:
            return seen
    return picture.convert("RGB")


def _grey(picture: Image.Image, low: float, high: float) -> Image.Image:
    """Sixteen bits and more of grey, as X-ray machines write: its own range becomes 256 steps."""
    exact = picture.convert("F")
    if not high > low:
        return exact.convert("L").convert("RGB")
    scale = 255 / (high - low)
    return exact.point(lambda value: value * scale - low * scale).convert("L").convert("RGB")


def _turned(seen: Image.Image, original: Image.Image) -> Image.Image:
    try:
        orientation = original.getexif().get(ORIENTATION, 1)
    except Exception:  # a broken EXIF block says nothing of how to turn it
        return seen
    way = TURNS.get(orientation) if isinstance(orientation, int) else None
    return seen if way is None else seen.transpose(way)


def _cover(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Black where a box lies, and on every pixel that may have taken colour from there."""
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        left = math.floor(box.left * picture.width) - 1
        top = math.floor(box.top * picture.height) - 1
        right = math.ceil((box.left + box.width) * picture.width)
        bottom = math.ceil((box.top + box.height) * picture.height)
        draw.rectangle((left, top, right, bottom), fill=COVER)


def _reduced(picture: Image.Image, longest: int) -> Image.Image:
    share = longest / max(picture.size)
    if share >= 1:
        return picture
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(picture: Image.Image, quality: int) -> str:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")
