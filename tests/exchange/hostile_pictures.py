"""Pictures for tests: honest ones with much to hide, and files that mean harm."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

SECRET = "Jane Example, 12 Harbour Road"


def encoded(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def four_corners(width: int = 320, height: int = 240) -> Image.Image:
    """Red, green above blue, white: so that turning it can be seen."""
    made = Image.new("RGB", (width, height), "white")
    half = (width // 2, height // 2)
    made.paste("red", (0, 0, *half))
    made.paste("lime", (half[0], 0, width, half[1]))
    made.paste("blue", (0, half[1], half[0], height))
    return made


def telling_jpeg(picture: Image.Image, orientation: int = 1) -> bytes:
    """A JPEG that says where, when, by whom and with what, and what it looked like before."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET
    exif[0x0112] = orientation
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (46.0, 12.0, 1.0), "E", (6.0, 9.0, 1.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        picture,
        "JPEG",
        exif=exif,
        comment=SECRET.encode(),
        icc_profile=profile,
        xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(),
        quality=95,
    )


def telling_png(picture: Image.Image) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", SECRET)
    return encoded(picture, "PNG", pnginfo=info)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG that says it is this large, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(pixels, 9))
        + chunk(b"IEND", b"")
    )


def bomb() -> bytes:
    """Half a gigabyte of black in half a megabyte."""
    row = b"\0" * (20_000 * 3 + 1)
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(row) for _ in range(9_000)) + packed.flush()
    head = struct.pack(">IIBBBBB", 20_000, 9_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A picture of two pixels whose comment unpacks to 200 MB."""
    zipped = zlib.compress(b"A" * 200_000_000, 9)
    honest = encoded(Image.new("RGB", (40, 40)))
    return honest[:33] + chunk(b"zTXt", b"Comment\0\0" + zipped) + honest[33:]


def segments_of(jpeg: bytes) -> list[int]:
    """Markers of a JPEG up to its pixels; read here without the library that wrote them."""
    at, found = 2, []
    while at < len(jpeg):
        assert jpeg[at] == 0xFF
        marker = jpeg[at + 1]
        found.append(marker)
        if marker == 0xDA:
            break
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found
