"""Pages of a document as pictures, for previews."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path


def page_pictures(path: Path, pages: Sequence[int] | None, width: int) -> Iterator[bytes]:
    """PNG of each page, `width` pixels wide; pages count from 1, None is all of them."""
    import pypdfium2  # 30 ms that only previews need

    document = pypdfium2.PdfDocument(path)
    try:
        for number in pages or range(1, len(document) + 1):
            page = document[number - 1]
            bitmap = page.render(scale=width / page.get_width())
            buffer = io.BytesIO()
            bitmap.to_pil().save(buffer, format="PNG")
            bitmap.close()
            page.close()
            yield buffer.getvalue()
    finally:
        document.close()
