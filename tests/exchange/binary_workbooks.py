"""Workbooks in Excel's binary form (.xlsb), by hand: [MS-XLSB], records of a type and a size."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_XML = '<?xml version="1.0"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEGIN_BOOK, _END_BOOK, _SHEETS, _SHEETS_END, _SHEET_OF = 131, 132, 143, 144, 156
_BEGIN_SHEET, _END_SHEET, _DATA, _DATA_END, _SIZE, _ROW = 129, 130, 145, 146, 148, 0
_REAL, _TEXT = 5, 6
Cells = Mapping[tuple[int, int], str | float]
"""{(row, column), both from 0: what stands there}"""


def binary_workbook(path: Path, sheets: Mapping[str, Cells], hidden: Sequence[str] = ()) -> Path:
    types = [_typed("workbook.bin", "sheet.binary.macroEnabled.main")]
    relations, bundle = [], b""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (name, cells) in enumerate(sheets.items(), 1):
            part = f"worksheets/sheet{n}.bin"
            archive.writestr(f"xl/{part}", _sheet(cells))
            types.append(_typed(part, "worksheet"))
            relations.append(_relation(n, "worksheet", part))
            state = struct.pack("<II", name in hidden, n)
            bundle += _record(_SHEET_OF, state + _string(f"r{n}") + _string(name))
        book = _record(_BEGIN_BOOK) + _record(_SHEETS) + bundle
        archive.writestr("xl/workbook.bin", book + _record(_SHEETS_END) + _record(_END_BOOK))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(*relations))
        main = _relation(1, "officeDocument", "xl/workbook.bin")
        archive.writestr("_rels/.rels", _relations(main))
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{''.join(types)}</Types>",
        )
    return path


def _typed(part: str, what: str) -> str:
    return f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{what}"/>'


def _relation(n: int, what: str, part: str) -> str:
    return f'<Relationship Id="r{n}" Type="{_OFFICE}/{what}" Target="{part}"/>'


def _relations(*made: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(made)}</Relationships>'


def _sheet(cells: Cells) -> bytes:
    rows = [row for row, _ in cells]
    columns = [column for _, column in cells]
    size = struct.pack("<4I", min(rows), max(rows), min(columns), max(columns))
    made = _record(_BEGIN_SHEET) + _record(_SIZE, size) + _record(_DATA)
    for row in sorted(set(rows)):
        made += _record(_ROW, struct.pack("<I", row) + bytes(13))
        for (of, column), value in sorted(cells.items()):
            if of != row:
                continue
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                made += _record(_TEXT, place + _string(value))
            else:
                made += _record(_REAL, place + struct.pack("<d", value))
    return made + _record(_DATA_END) + _record(_END_SHEET)


def _string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, data: bytes = b"") -> bytes:
    first = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 127 else 0)])
        left >>= 7
        if not left:
            return first + size + data
