"""Pages of a document as pictures, for previews and printers."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_ONE_THREAD = threading.Lock()
"""PDFium serves one thread at a time; a print is drawn beside the worker that draws previews."""


def page_pictures(
    document: Path | bytes, pages: Sequence[int] | None, width: int
) -> Iterator[bytes]:
    """PNG of each page, `width` pixels wide; pages count from 1, None is all of them.

    `document`: a file, or a PDF in memory.
    """
    with _ONE_THREAD:
        import pypdfium2  # 30 ms that only previews need

        opened = pypdfium2.PdfDocument(document)
    try:
        for number in pages or range(1, len(opened) + 1):
            with _ONE_THREAD:
                picture = _picture(opened[number - 1], width)
            yield picture
    finally:
        with _ONE_THREAD:
            opened.close()


def _picture(page: Any, width: int) -> bytes:
    bitmap = page.render(scale=width / page.get_width())
    buffer = io.BytesIO()
    bitmap.to_pil().save(buffer, format="PNG", compress_level=1)
    bitmap.close()
    page.close()
    return buffer.getvalue()


def page_count(document: bytes) -> int:
    """How many pages a PDF in memory has."""
    import pypdfium2

    with _ONE_THREAD:
        opened = pypdfium2.PdfDocument(document)
        try:
            return len(opened)
        finally:
            opened.close()
