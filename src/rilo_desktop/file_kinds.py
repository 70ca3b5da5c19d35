"""The kinds of files that come in from outside: one table, which every way in asks.

The name says which kind a file claims to be, its first bytes say which it is. Command line, window,
import, receiving and the limited child know them from here alone; `exchange.file_opening` opens a
file by it. What each reader does with the bytes is its own matter, and it trusts none of this.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rilo_desktop.rules.findings import N_  # light: every limited child imports this module

HEAD = 4_096
"""First bytes by which a kind is found."""
TAIL = 65_557
"""Last bytes among which the end of an archive stands: 22, and the longest comment."""
LARGEST = 50_000_000
"""Bytes of a file that is read whole."""
SMALL = 2_000_000
"""Bytes of the largest file that says in its JSON which it is."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """`starts`: what its first bytes may be; `looks`: a regular expression of them, where the kind
    has no fixed beginning; `formats`: what its JSON may call itself. Where all are empty, the name
    alone says it. `largest`: bytes; 0: of any size, since it is read in parts.
    """

    place: str
    """Where it is taken: kinds of one place have one reader, which tells them apart."""
    suffixes: tuple[str, ...]
    said: str
    """What it is, what it brings and where it is taken: for whoever gave it elsewhere."""
    starts: tuple[bytes, ...] = ()
    formats: tuple[str, ...] = ()
    looks: bytes = b""
    reader: str = ""
    """Argument of the limited child that reads it; "": a table, or strict JSON (`strict_json`)."""
    largest: int = LARGEST
    streamed: int = 0
    """Bytes up to which its reader takes it record by record, where it is larger than that."""

    @property
    def suffix(self) -> str:
        return self.suffixes[0]

    @property
    def pattern(self) -> str:
        """ "*.xlsx *.ods", for a dialog."""
        return " ".join(f"*{suffix}" for suffix in self.suffixes)

    @property
    def has_marks(self) -> bool:
        return bool(self.starts or self.formats or self.looks)

    def begins(self, head: bytes) -> bool:
        """Are these its first bytes? `head` without the mark of its encoding."""
        return head.startswith(self.starts) or bool(
            self.looks and re.match(self.looks, head, re.IGNORECASE | re.DOTALL)
        )


INBOX, IMPORT, OFFICE, FORMS, NOWHERE = "inbox", "import", "office", "forms", "nowhere"

SUBMISSION = FileKind(
    INBOX,
    (".pdf",),
    N_("{file} is a PDF: a submission is received in the inbox."),
    (b"%PDF-",),
    reader="--submission",
)
ANSWER = FileKind(
    INBOX,
    (".rilo-answer",),
    N_("{file} is an answer to a submission: open it in the inbox."),
    formats=("rilo-acknowledgement",),
    largest=SMALL,
)
CARD = FileKind(
    INBOX,
    (".rilocard",),
    N_("{file} is an identity card, or revokes one: compare it and trust it in the inbox."),
    formats=("rilo-card", "rilo-card-revocation"),
    largest=64_000,
)
LISTS = FileKind(
    OFFICE,
    (".rilolists",),
    N_("{file} has code lists: take them over on the page This office."),
    formats=("rilo-list-pack",),
    largest=1_000_000,
)
RULES = FileKind(
    OFFICE,
    (".rilorules",),
    N_("{file} has acceptance rules: install them with rilo rules install."),
    formats=("rilo-rule-pack",),
    largest=600_000,
)
BACKUP = FileKind(
    OFFICE,
    (".rilobackup",),
    N_("{file} is a backup: restore it on the page This office."),
    largest=0,
)
UPDATE = FileKind(
    OFFICE,
    (".riloupdate",),
    N_("{file} is an update: install it on the page This office."),
    (b'{"format": "rilo-update/',),
    largest=0,
)
_IMPORTED = N_("{file} is a workbook or data: import it on the page Import.")
WORKBOOK = FileKind(
    IMPORT,
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    _IMPORTED,
    (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08"),
)
TABLE = FileKind(IMPORT, (".csv", ".txt"), _IMPORTED, streamed=1_000_000_000)
DATA = FileKind(IMPORT, (".json",), _IMPORTED)
FOLDER = FileKind(
    IMPORT,
    ("",),
    N_("{file} is a folder: open the files in it; one of rilo export-all is read by rilo import."),
    reader="--records",
)
"""What `rilo export-all` wrote: a folder, known by the list in it (`exchange.record_folder`)."""
MARKDOWN = FileKind(
    FORMS,
    (".md",),
    N_("{file} is a form: open it on the page Questionnaires."),
    reader="--form",
)

_BEFORE_HTML = rb"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]*>\s*)*"
_TABLE_OF_XML = rb"\s*<.{0,2000}"
XML = FileKind(
    NOWHERE,
    (".xml",),
    N_("{file} is XML, and no workbook: ask for its table as an Excel workbook (.xlsx) or as CSV."),
    looks=rb"\s*<\?xml\b",
)
NAMED = (
    FileKind(
        NOWHERE,
        (".html", ".htm", ".mht"),
        N_(
            "{file} is a web page (HTML), whatever it is called: open it in a spreadsheet program, "
            "and save it as an Excel workbook (.xlsx)."
        ),
        looks=_BEFORE_HTML + rb"<(?:!doctype\s+html|html|head|body|table)\b",
    ),
    FileKind(
        NOWHERE,
        (),
        N_(
            "{file} is an XML spreadsheet of Excel 2003: open it in Excel or LibreOffice, and save "
            "it as an Excel workbook (.xlsx)."
        ),
        looks=_TABLE_OF_XML + rb"urn:schemas-microsoft-com:office:spreadsheet",
    ),
    FileKind(
        NOWHERE,
        (".fods", ".uos"),
        N_(
            "{file} is a flat OpenDocument file (.fods): open it in LibreOffice, and save it as "
            ".ods or .xlsx."
        ),
        looks=_TABLE_OF_XML + rb"urn:oasis:names:tc:opendocument:xmlns:office",
    ),
    XML,
    FileKind(
        NOWHERE,
        (".slk", ".sylk"),
        N_(
            "{file} is a SYLK file of an old spreadsheet program: open it in Excel or LibreOffice, "
            "and save it as an Excel workbook (.xlsx)."
        ),
        looks=rb"ID;P[^\r\n]*\r?\n(?:P;P|F;[PWSMRC]|[BC];[XY]\d|O;|NN;)",
    ),
    FileKind(
        NOWHERE,
        (".dif",),
        N_(
            "{file} is a DIF file of an old spreadsheet program: open it in Excel or LibreOffice, "
            "and save it as an Excel workbook (.xlsx)."
        ),
        looks=rb"TABLE\r?\n0,1\r?\n",
    ),
    FileKind(
        NOWHERE,
        (".xlw",),
        N_(
            "{file} is a workbook of Excel 2, 3 or 4: open it in LibreOffice, and save it as an "
            "Excel workbook (.xlsx)."
        ),
        (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
    ),
    FileKind(
        NOWHERE,
        (".wk1", ".wk3", ".wk4", ".123", ".wq1", ".wq2", ".wb1", ".wb2", ".wb3", ".qpw"),
        N_(
            "{file} is a workbook of Lotus 1-2-3 or Quattro Pro: open it in LibreOffice, and save "
            "it as an Excel workbook (.xlsx)."
        ),
        (b"\x00\x00\x02\x00", b"\x00\x00\x1a\x00"),
    ),
    FileKind(
        NOWHERE,
        (".dbf",),
        N_("{file} is a table of dBase: open it in LibreOffice, and save it as .xlsx."),
    ),
    FileKind(
        NOWHERE,
        (".numbers",),
        N_(
            "{file} is a workbook of Numbers: export it there as an Excel workbook (.xlsx), and "
            "give that."
        ),
    ),
    FileKind(
        NOWHERE,
        (".rtf",),
        N_(
            "{file} is a text document (RTF): copy its table into a workbook, and save that as "
            ".xlsx."
        ),
        (b"{\\rtf",),
    ),
    FileKind(
        NOWHERE,
        (".gz", ".7z", ".rar"),
        N_("{file} is a compressed archive: unpack it, and give the files in it."),
        (b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"),
    ),
)
"""Kinds that nothing reads: each says what to do. The first that fits is meant."""

KINDS = (SUBMISSION, ANSWER, CARD, LISTS, RULES, BACKUP, UPDATE, WORKBOOK, TABLE, DATA, MARKDOWN)
"""Of files; `FOLDER` is none."""
EVERY = (*KINDS, *NAMED)
"""For a reader that tells by itself what it does not read."""
RECEIVED = (SUBMISSION, ANSWER, CARD)
IMPORTED = (WORKBOOK, TABLE, DATA)
FORM_FILES = (WORKBOOK, TABLE, MARKDOWN)
FORM_LISTS = (TABLE, XML, DATA, WORKBOOK)
"""Given with a form that asks for them; a workbook is told that it is none."""

_FORMAT = re.compile(rb'"format"\s*:\s*"([a-z-]{1,40})"')
_END_OF_ARCHIVE = b"PK\x05\x06"


class TwoKinds(ValueError):
    """The name says one kind and the bytes another, or the bytes say two: `suffixes` of both."""

    def __init__(self, kinds: Iterable[FileKind]) -> None:
        self.suffixes = tuple(sorted({kind.suffix for kind in kinds}))
        super().__init__(", ".join(self.suffixes))


def named(name: str) -> FileKind | None:
    """The kind that a file claims to be."""
    suffix = Path(name).suffix.lower()
    return next((kind for kind in EVERY if suffix in kind.suffixes), None)


def kind_of(name: str, head: bytes, tail: bytes) -> FileKind | None:
    """None where neither name nor bytes are of any. Raises TwoKinds.

    `head`: the first HEAD bytes, of a small file of JSON all; `tail`: the last TAIL bytes.
    """
    claimed = named(name)
    if claimed is not None and not claimed.has_marks and claimed not in IMPORTED:
        return claimed  # of a backup the first bytes are chance
    found = _marked(head, tail)
    if len(found) > 1:
        raise TwoKinds(found)
    if not found:
        return claimed or (DATA if head.lstrip()[:1] in (b"{", b"[") else None)
    (one,) = found
    if claimed is None or claimed is one or (claimed in (TABLE, DATA) and one.formats):
        return one  # mail calls a file of JSON what it likes
    if {claimed.place, one.place} <= {IMPORT, NOWHERE}:
        return one
    raise TwoKinds((claimed, one))


def _marked(head: bytes, tail: bytes) -> Collection[FileKind]:
    """The kinds whose marks it has. Readers take a PDF that begins within 1,024 bytes, and an
    archive by its end."""
    called = _FORMAT.search(head) if head.lstrip()[:1] == b"{" else None
    form = called[1].decode() if called is not None else ""
    found = {kind for kind in KINDS if kind.begins(head) or form in kind.formats}
    found.update(islice((kind for kind in NAMED if kind.begins(_plain(head))), 1))
    if SUBMISSION.starts[0] in head[:1_024]:
        found.add(SUBMISSION)
    at = tail.rfind(_END_OF_ARCHIVE)
    if at >= 0 and int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail) - at - 22:
        found.add(WORKBOOK)
    return found


def _plain(head: bytes) -> bytes:
    """Without the mark of its encoding, and of UTF-16 the letters of ASCII."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)


def pattern(kinds: Iterable[FileKind]) -> str:
    """For a dialog that takes files of several kinds."""
    return " ".join(kind.pattern for kind in kinds)
