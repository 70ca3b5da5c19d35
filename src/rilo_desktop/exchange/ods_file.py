"""A table as an OpenDocument spreadsheet: the few elements of it that a plain table needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape  # of the names that XML has too; xml.sax brings a client of the network

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MADE = (2000, 1, 1, 0, 0, 0)
"""The same table gives the same bytes."""
_SPACES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "fo": "xsl-fo-compatible:1.0",
}
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"'
    for short, long in _SPACES.items()
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_BOLD = (
    '<style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def xml_text(text: str) -> str:
    """The text without characters that no XML may hold, its lines parted by a line feed."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def ods_content(
    sheet: str, heads: Sequence[str], rows: Iterable[Sequence[str | Decimal]], above: str = ""
) -> bytes:
    """A number is a number, all else is text; `above`: a line before the heads."""
    body = "".join(_parts(sheet, heads, rows, above))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} '
        f'office:version="1.3"><office:automatic-styles>{_BOLD}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        first = zipfile.ZipInfo("mimetype", _MADE)  # stored and first: that is how it is known
        packed.writestr(first, MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            packed.writestr(zipfile.ZipInfo(name, _MADE), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _parts(
    sheet: str, heads: Sequence[str], rows: Iterable[Sequence[str | Decimal]], above: str
) -> Iterator[str]:
    yield f'<table:table table:name="{escape(xml_text(sheet))}">'
    yield f'<table:table-column table:number-columns-repeated="{max(1, len(heads))}"/>'
    if above:
        yield _row([_cell(above)])
    yield _row([_cell(head, ' table:style-name="head"') for head in heads])
    for row in rows:
        yield _row([_cell(cell) for cell in row])
    yield "</table:table>"


def _row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: str | Decimal, style: str = "") -> str:
    if isinstance(cell, Decimal):
        number = f"{cell:f}"
        return (
            f'<table:table-cell office:value-type="float" office:value="{number}">'
            f"<text:p>{number}</text:p></table:table-cell>"
        )
    if not cell:
        return "<table:table-cell/>"
    lines = xml_text(cell).split("\n")
    said = "".join(f"<text:p>{_text(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string"{style}>{said}</table:table-cell>'


_SPACED = re.compile("\t| {2,}|^ ")


def _text(line: str) -> str:
    """Spaces and tabs stand as elements: as characters a reader takes many for one."""
    return _SPACED.sub(_spaces, escape(line))


def _spaces(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'
