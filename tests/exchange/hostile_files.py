"""Makes workbooks by hand, byte by byte: honest ones, and those that mean harm."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = b'<?xml version="1.0"?><worksheet ' + NS + b"><sheetData>"
TAIL = b"</sheetData></worksheet>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0"?>'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def workbook(path: Path, sheet: Iterable[bytes], name: str = "Cases", more: str = "") -> Path:
    """A workbook whose one sheet is made of these bytes; `more` goes into [Content_Types].xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}"/>'
            f"{more}</Types>",
        )
        archive.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.xml"))
        archive.writestr(
            "xl/workbook.xml",
            f"{_XML}<workbook {NS.decode()} xmlns:r='{_OFFICE}'><sheets>"
            f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml")
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
    return path


def _relation(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def cell(where: str, text: bytes) -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
        where.encode(),
        text,
    )


def row(number: int, *cells: bytes) -> bytes:
    """A row of texts from column A on."""
    made = b"".join(cell(f"{chr(65 + n)}{number}", text) for n, text in enumerate(cells))
    return b'<row r="%d">%s</row>' % (number, made)


def cases(path: Path, *rows: bytes) -> Path:
    """A sheet Cases with local_ref, title and summary, and these rows from row 2 on."""
    return workbook(path, [HEAD, row(1, b"local_ref", b"title", b"summary"), *rows, TAIL])


def with_entities(declared: bytes, used: bytes) -> list[bytes]:
    return [
        b'<?xml version="1.0"?><!DOCTYPE w [',
        declared,
        b"]><worksheet ",
        NS,
        b"><sheetData>",
        row(1, b"local_ref", b"title"),
        row(2, b"CS-1", used),
        TAIL,
    ]


def laughs(path: Path) -> Path:
    """A billion laughs: each entity ten times the one before."""
    declared = b'<!ENTITY a "%s">' % (b"lol" * 10) + b"".join(
        b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 107)
    )
    return workbook(path, with_entities(declared, b"&j;"))


def quadratic(path: Path) -> Path:
    """One long entity, used often."""
    return workbook(path, with_entities(b'<!ENTITY a "%s">' % (b"x" * 50_000), b"&a;" * 20_000))


def external(path: Path, target: Path) -> Path:
    """An entity that would be another file of the machine."""
    declared = b'<!ENTITY a SYSTEM "%s">' % target.as_uri().encode()
    return workbook(path, with_entities(declared, b"&a;"))


def bomb(path: Path, megabytes: int) -> Path:
    """A sheet that unpacks to so many megabytes from very little."""

    def pieces() -> Iterable[bytes]:
        yield HEAD
        text = b"A" * 30_000
        for number in range(1, megabytes * 1_000_000 // 30_000):
            yield row(number, text)
        yield TAIL

    return workbook(path, pieces())


def last_cell(path: Path) -> Path:
    """One cell at the far corner: 17 thousand million cells for a program that fills up."""
    far = b'<row r="1048576">%s</row>' % cell("XFD1048576", b"x")
    head = row(1, b"local_ref", b"title")
    return workbook(path, [HEAD, head, row(2, b"CS-1", b"t"), far, TAIL])
