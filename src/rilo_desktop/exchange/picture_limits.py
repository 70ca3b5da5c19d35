"""What a picture may be, and what its copy becomes."""

from __future__ import annotations

from typing import Final

from .limits import MB, Limits

FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF")
LARGEST_PIXELS: Final = 60_000_000
"""A telephone of 50 megapixels, and a little more."""
LEAST_PIXELS: Final = 16
"""Of the shorter side."""
COPY_PIXELS: Final = 1_600
"""Of the longer side of what leaves: 300 to the inch at half the width of a page, and room."""
THUMBNAIL_PIXELS: Final = 360
MOST_BOXES: Final = 200

PICTURE_LIMITS: Final = Limits(file_bytes=25 * MB, memory_bytes=1_000 * MB, seconds=20)
