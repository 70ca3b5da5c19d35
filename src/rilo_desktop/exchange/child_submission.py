"""A submission in the limited child: its signature, its pages as a digest, and what it carries.

Two children read it side by side, since each of them takes half a second to begin. One says:

    {"seal": "whole", "certificate": base64, "at": "2026-11-25T09:00:00+00:00",
     "first": 57664, "present": true, "differs": [parts of the update]}     where it is whole

The other:

    {"pages": 64, "active": [names of what would act by itself]}
    {"attached": name, "sha256": hex}                   for each attachment
    {"file": sha256, "content": base64}                 after it, of a picture and of a chosen file
    {"data": text}                                      a piece of submission.json
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from rilo_desktop.presentation.document_spec import FOR_READING
from rilo_desktop.records.attachment import is_attached_name
from rilo_desktop.rules.attachments import MOST_OF_FILE

from .child_budget import Unread
from .differences import TooMuch, differences_of_first
from .package import from_json
from .package_schema import NAME as SCHEMA
from .page_rules import problems_of
from .page_text import outline_of, photos_of, texts_of
from .pdfa import DATA, INDICATORS, TABLES
from .strict_json import MOST_BYTES, Misshapen, Newer
from .structure_said import with_heard

MOST_ATTACHED = 5_000
MOST_ATTACHED_BYTES = 2 * MOST_BYTES
"""Unpacked, of all that one submission carries: its data, and pictures that fill a whole file."""
PIECE = 1 << 18
"""Characters of the data in one line, so that the parent never holds them three times at once."""
# Of one stream as it is unpacked, also where the system limits no memory of a process.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_ATTACHED_BYTES,
    run_length_max_memory=MOST_ATTACHED_BYTES,
    dct_max_memory=MOST_ATTACHED_BYTES,
    png_max_memory=MOST_ATTACHED_BYTES,
    tiff_max_memory=MOST_ATTACHED_BYTES,
)
_ACTING = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/AA", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA"}
)
"""Keys and kinds of actions by which a document does something by itself."""
_OPENING = "/OpenAction"
_ODD = (
    *(pikepdf.PdfError, pikepdf.OutlineStructureError, TooMuch),
    *(ValueError, KeyError, TypeError, AttributeError, IndexError),
)
"""What is raised of a document that is put together oddly."""


def lines_of_seal(content: bytes) -> Iterator[dict[str, Any]]:
    """Who signed it, and is it whole? Raises Unread for a copy that only a passphrase opens, and
    for what was printed to be read."""
    from .signature_check import (  # pyHanko takes a third of a second to import
        SignatureState,
        check_signature,
    )

    seal = check_signature(content)
    if seal.state is not SignatureState.WHOLE and _is_locked(content):
        raise Unread("submission_encrypted")
    if seal.state is SignatureState.UNSIGNED and _is_for_reading(content):
        raise Unread("submission_reading")
    said: dict[str, Any] = {
        "seal": seal.state.value,
        "certificate": base64.b64encode(seal.certificate).decode("ascii"),
        "at": seal.at,
    }
    if update := seal.update:
        said |= {
            "first": update.first,
            "present": update.is_present,
            "differs": update.differs,
        }
    yield said


def _is_locked(content: bytes) -> bool:
    try:
        Pdf.open(io.BytesIO(content)).close()
    except pikepdf.PasswordError:
        return True
    except Exception:  # whatever is wrong with it is told of its seal
        return False
    return False


def _is_for_reading(content: bytes) -> bool:
    """Does its metadata say so, as `reports` writes it?"""
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            return FOR_READING in str(pdf.docinfo.get("/Keywords", "")).split("; ")
    except Exception:  # whatever is wrong with it is told of its seal
        return False


def lines_of_submission(content: bytes) -> Iterator[dict[str, Any]]:
    """What it shows and carries. Raises Unread."""
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            yield from _inside(pdf)
    except pikepdf.PasswordError:
        raise Unread("submission_encrypted") from None
    except _ODD:
        raise Unread("submission_damaged") from None


def lines_of_text_in(content: bytes, language: str) -> Iterator[dict[str, Any]]:
    """{"outline": [[title, page]], "photos": [sha256], "problems": [[page, kind, what]],
    "fonts": [...], "turned": [[page, text]]} and {"text": [...], "unread": n, "spans": [[shown,
    said]]} a page.

    Raises Unread.
    """
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            problems, fonts, turned = problems_of(pdf, language)
            yield {
                "outline": outline_of(pdf),
                "photos": photos_of(pdf),
                "problems": [(one.page, one.kind, one.what) for one in problems],
                "fonts": [asdict(font) for font in fonts],
                "turned": turned,
            }
            for page in texts_of(pdf):
                yield {"text": page.lines, "unread": page.unread, "spans": sorted(page.spans)}
    except _ODD:
        raise Unread("submission_damaged") from None


def lines_of_differences(ours: bytes, theirs: bytes) -> Iterator[dict[str, Any]]:
    """{"differs": [codes of parts]}. Raises Unread."""
    try:
        yield {"differs": with_heard(differences_of_first(ours, theirs), ours, theirs)}
    except _ODD:
        raise Unread("submission_damaged") from None


def _inside(pdf: Pdf) -> Iterator[dict[str, Any]]:
    if pdf.is_encrypted:
        raise Unread("submission_encrypted")
    yield {"pages": len(pdf.pages), "active": sorted(_active(pdf))}
    data, left = b"", MOST_ATTACHED_BYTES
    for name in _attached(pdf):
        content = pdf.attachments[name].get_file().read_bytes()
        left -= len(content)
        most = MOST_OF_FILE if is_attached_name(name) else MOST_BYTES
        if len(content) > most or left < 0:
            raise Unread("submission_attached", name=_short(name))
        found = hashlib.sha256(content).hexdigest()
        yield {"attached": name, "sha256": found}
        if name == DATA:
            data = content
        elif _is_picture(name) or is_attached_name(name):
            yield {"file": found, "content": base64.b64encode(content).decode("ascii")}
    if DATA not in pdf.attachments:
        raise Unread("submission_no_data")
    text = _sound(data)
    for first in range(0, len(text), PIECE):
        yield {"data": text[first : first + PIECE]}


def _attached(pdf: Pdf) -> list[str]:
    """The names of what it carries. Raises Unread where no submission carries so much, or that."""
    if len(pdf.attachments) > MOST_ATTACHED:
        raise Unread("submission_attached", name="...", limit=MOST_ATTACHED)
    for name in pdf.attachments:
        named = name in (DATA, SCHEMA, INDICATORS, *TABLES)
        if not (named or _is_picture(name) or is_attached_name(name)):
            raise Unread("submission_attached", name=_short(name))
    return list(pdf.attachments)


def _is_picture(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending == "jpg" and len(stem) == 64 and set(stem) <= set("0123456789abcdef")


def _sound(content: bytes) -> str:
    """The text of a package that this program can read. Raises Unread."""
    try:
        from_json(content)
    except Newer as newer:
        raise Unread("submission_newer", program=newer.program, version=newer.version) from None
    except Misshapen as error:
        raise Unread("submission_data", what=_short(str(error))) from None
    return content.decode("utf-8")


def _active(pdf: Pdf) -> set[str]:
    found = set()
    if _OPENING in pdf.Root and isinstance(pdf.Root[_OPENING], Dictionary):
        found.add(_OPENING)
    for item in pdf.objects:
        found |= _acting(item, 8)
    return found


def _acting(item: Any, depth: int) -> set[str]:
    """Direct objects are looked into; indirect ones have their own turn."""
    found: set[str] = set()
    if not depth:
        return found
    if isinstance(item, (Dictionary, pikepdf.Stream)):
        found = {key for key in item.keys() if key in _ACTING}  # noqa: SIM118
        kind = item.get(Name.S)
        if isinstance(kind, Name) and str(kind) in _ACTING:
            found.add(str(kind))
        values = [item[key] for key in item.keys()]  # noqa: SIM118
    elif isinstance(item, pikepdf.Array):
        values = list(item)
    else:
        return found
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            found |= _acting(value, depth - 1)
    return found


def _short(text: str) -> str:
    return text[:100].encode("utf-8", "replace").decode()
