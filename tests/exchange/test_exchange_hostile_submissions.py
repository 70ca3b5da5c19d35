# mypy: disable-error-code="dict-item"
"""Documents that somebody made to harm: one clear sentence, whoever signed them, within limits."""

from __future__ import annotations

import io
import json
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
import pytest

from faults.peak import peak_of
from rilo_desktop.exchange import cards, signing
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.submission import opened, printed
from rilo_desktop.rules.findings import Refused

MOST = 500
"""Megabytes."""
_BLOCK = 1 << 24


@cache
def _identity() -> cards.Identity:
    return cards.new_identity("AP", datetime.now(UTC))


def _document(files: dict[str, bytes], change: Any = None) -> bytes:
    """A page of nothing with these attachments, signed."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, content in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content)
        if change:
            change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return signing.signed(out.getvalue(), _identity(), datetime.now(UTC))


def _data(**changes: Any) -> dict[str, Any]:
    record = {"kind": "case-study", "id": "i", "reference": "AP/2026/CS/A0001"}
    head = {"id": "s", "store": "o", "office": "AP", "reference": "AP/2026/SUB/A0001"}
    head |= {"revision": 1, "type": "CS", "title": "", "date": "2026-11-25", "purpose": "note"}
    maker = {"program": "RILO Desktop 9", "renderer": "1", "language": "en", "catalogue": ""}
    packed = record | {"revision": "r", "number": 1, "snapshot": record | {"schema": 1}}
    return {
        "format": "rilo-submission",
        "version": 1,
        "made_by": maker,
        "submission": head | {"addressee": "", "tlp": "AMBER"},
        "records": [packed],
    } | changes


def _with(text: str | bytes) -> bytes:
    return _document({"submission.json": text if isinstance(text, bytes) else text.encode()})


def _json(**changes: Any) -> bytes:
    return _with(json.dumps(_data(**changes)))


def _zeros(blocks: int) -> bytes:
    """So many times 16 MB of zeros, packed; one block is packed, as the others are the same."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, wbits=-zlib.MAX_WBITS).flush()
    adler = (blocks * _BLOCK % 65_521) << 16 | 1
    return b"\x78\xda" + blocks * block + end + adler.to_bytes(4, "big")


def _bomb(gigabytes: int = 3, on_a_page: bool = False) -> bytes:
    """So many of zeros, packed, as the data or as what a page shows."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(_zeros(64 * gigabytes), filter=pikepdf.Name.FlateDecode)
        if on_a_page:
            pdf.pages[0].Contents = stream
        else:
            held = pdf.attachments["submission.json"].obj.EF
            held.F = held.UF = stream

    return _document({"submission.json": b"{}"}, change)


def _pictures(count: int) -> bytes:
    """So many of 40 MB each that pack to next to nothing (F13)."""
    names = (f"{number:064x}.jpg" for number in range(count))
    data = json.dumps(_data()).encode()
    return _document({"submission.json": data, **dict.fromkeys(names, bytes(40_000_000))})


def _loop(pdf: pikepdf.Pdf) -> None:
    """A tree of pages that is its own child."""
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _deep(pdf: pikepdf.Pdf) -> None:
    found: Any = pikepdf.Array([])
    for _ in range(400):
        found = pikepdf.Array([found])
    pdf.Root.Deep = found


FILES = {
    "no pdf": (b"MZ this is a program", "submission_pdf"),
    "no data": (lambda: _document({}), "submission_no_data"),
    "empty data": (lambda: _with(b""), "submission_data"),
    "not utf-8": (lambda: _with(b"\xff\xfe{}"), "submission_data"),
    "nested": (lambda: _with(b"[" * 1_000_000), "submission_data"),
    "a key twice": (lambda: _with(b'{"format":"rilo-submission","format":1}'), "submission_data"),
    "NaN": (lambda: _json(printed={"registered": float("nan")}), "submission_data"),
    "a text of 10 MB": (lambda: _json(made_by=_program("x" * 10_000_000)), "submission_data"),
    "60 MB of data": (lambda: _with(b'{"a":"' + b"x" * 60_000_000 + b'"}'), None),
    "incomplete character": (lambda: _with('{"format": "\\ud800"}'), "submission_data"),
    "newer": (lambda: _json(version=4), "submission_newer"),
    "an attachment of another kind": (
        lambda: _document({"submission.json": b"{}", "run.exe": b"MZ"}),
        "submission_attached",
    ),
    "a bomb": (_bomb, "submission_damaged"),
    "a bomb on a page": (lambda: _bomb(on_a_page=True), None),
    "160 MB of pictures": (lambda: _pictures(4), "submission_attached"),
    "a loop": (lambda: _document({"submission.json": b"{}"}, _loop), None),
    "deep": (lambda: _document({"submission.json": b"{}"}, _deep), None),
}
"""How it is made, and the rule of what is said; None: any clear sentence."""


def _program(name: str) -> dict[str, Any]:
    made_by: dict[str, Any] = _data()["made_by"]
    return made_by | {"program": name}


def _said(content: bytes) -> str:
    try:
        opened(content, "sent.pdf")
    except Refused as refused:
        (finding,) = refused.findings
        assert finding.message.format(**finding.values)
        return finding.rule
    return ""


def test_what_is_packed_of_equal_blocks_is_sound() -> None:
    assert zlib.decompress(_zeros(3)) == bytes(3 * _BLOCK)


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_one_sentence_within_limits(name: str) -> None:
    make, rule = FILES[name]
    try:
        content = make() if callable(make) else make
    except pikepdf.PdfError:
        pytest.skip("the library does not even write it")
    megabytes, said = peak_of(_said, content)
    assert said, "it was read"
    assert rule is None or said == f"exchange.{rule}"
    assert megabytes < MOST


@pytest.mark.parametrize("on_a_page", [False, True])
def test_gigabytes_in_a_stream_take_little_memory_where_the_system_limits_none(
    on_a_page: bool,
) -> None:
    """As on a Windows that refuses a job (F5): the reader itself, without its child."""
    megabytes, _ = peak_of(_read_here, _bomb(2, on_a_page))
    assert megabytes < 300


def _read_here(content: bytes) -> str:
    from rilo_desktop.exchange.child_submission import lines_of_submission

    try:
        return str(len(list(lines_of_submission(content))))
    except Unread as refused:
        return refused.code


def test_pictures_that_are_just_few_enough_take_little_memory_of_both_processes() -> None:
    """The parent has no limit of its own: it holds them once, and the file."""
    content = _pictures(2)
    megabytes, said = peak_of(_said, content)
    assert said == ""
    assert megabytes < 350


def test_what_is_sound_is_read_whoever_signed_it() -> None:
    found = opened(_json(), "sent.pdf")
    assert found.seal == "whole"
    assert found.package is not None
    assert found.package.made_by.program == "RILO Desktop 9"


def test_a_record_of_an_unknown_kind_or_newer_shape_is_read_and_kept() -> None:
    (packed,) = _data()["records"]
    for changes in ({"kind": "vessel"}, {"schema": 99}):
        snapshot = packed["snapshot"] | changes | {"fresh": [1, {"deep": None}]}
        record = packed | {"kind": snapshot["kind"], "snapshot": snapshot}
        found = opened(_json(records=[record]), "sent.pdf").package
        assert found is not None
        assert found.records[0].snapshot == snapshot


def test_a_picture_under_another_name_is_told_by_its_own_hash() -> None:
    content = _document({"submission.json": json.dumps(_data()).encode(), "0" * 64 + ".jpg": b"x"})
    assert "0" * 64 not in opened(content, "sent.pdf").files


@pytest.mark.parametrize(
    "name",
    [
        "attached-01-../x",
        "attached-01-con.txt",
        "attached-x",
        "attached-01-",
        "run.exe",
        "attached-",
    ],
)
def test_a_file_under_a_name_that_no_submission_writes_is_refused(name: str) -> None:
    content = _document({"submission.json": json.dumps(_data()).encode(), name: b"x"})
    assert _said(content) == "exchange.submission_attached"


def test_a_file_that_is_larger_than_one_may_be_is_refused() -> None:
    large = bytes(20_000_001)
    files = {"submission.json": json.dumps(_data()).encode(), "attached-01-a.bin": large}
    assert _said(_document(files)) == "exchange.submission_attached"


def test_a_file_that_the_data_does_not_name_is_told_by_its_own_hash() -> None:
    files = {"submission.json": json.dumps(_data()).encode(), "attached-01-a.txt": b"x"}
    found = opened(_document(files), "sent.pdf")
    assert list(found.files.values()) == [b"x"]
    assert found.package is not None
    assert found.package.attachments == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-" + b"\0" * 5_000])
def test_what_is_cut_off_is_named(content: bytes) -> None:
    assert _said(content) or opened(content, "sent.pdf").package is None
    with pytest.raises(Refused):
        printed(content, "sent.pdf", "en")
