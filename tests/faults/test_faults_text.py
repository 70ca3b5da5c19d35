"""Any text an officer writes: printed as it stands, or refused with its place; never obeyed."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdf
import pytest
import reports_reading as reading
import reports_sample as sample
from reports_reading import write

from faults.keep_alive import Watch
from faults.outcome import Outcome
from faults.peak import peak_of
from rilo_desktop.records import FieldType, fields_of, record_types
from rilo_desktop.reports import Unprintable, unprintable
from rilo_desktop.reports.documents.document import sheet
from rilo_desktop.reports.engine.printable_text import plain

KINDS = ("CS", "RI", "AP")
SECONDS, MEGABYTES = 60, 500
MARKUP = (
    "x<y and z > 1 & <b>bold",
    "value <b>bold</b> &amp; &#x110000; ]]>",
    "<img src='file:///etc/passwd'/>",
    '<img src="secret.png" width="9"/>',
    "<a href='javascript:alert(1)'>here</a> <a href=\"file:///etc\">there</a>",
    "J. Doe <jd@example.org> today",
    "<script>alert(1)</script><para>",
    '<font name="NoSuch" color="[[[getattr(pow,\'__globals__\')]]]">f</font>',
    "{value} %(name)s {{0}} %s \\n \\x41",
    "</para><seq id='a'/><onDraw name='x'/><greek>a</greek>",
)
"""What reportlab, a template or a shell would take for an order."""


def marked() -> Iterator[str]:
    """The markup again and again, each with a number of its own."""
    number = 0
    while True:
        for text in MARKUP:
            number += 1
            yield f"q{number}q {text} q{number}q"


def filled(value: Any, texts: Iterator[str], used: list[str]) -> Any:
    """Every text that leaves the office, of the record and its lines."""
    changes: dict[str, Any] = {}
    for name, about in fields_of(type(value)).items():
        if about.office_only or name in ("local_ref", "source_grade", "sha256", "hs"):
            continue
        if about.type in (FieldType.TEXT, FieldType.LONG_TEXT):
            changes[name] = next(texts)
            used.append(changes[name])
        elif about.type is FieldType.LINES and about.lines is not None and about.lines is not Any:
            changes[name] = tuple(_line(about.lines, name, texts, used))
    return dataclasses.replace(value, **changes)


def _line(cls: type, name: str, texts: Iterator[str], used: list[str]) -> Iterator[Any]:
    if name not in ("goods", "route", "indicators", "updates"):
        return
    one = cls(indicator="SND-01") if name == "indicators" else cls()
    yield filled(one, texts, used)


@contextmanager
def nothing_reached() -> Iterator[list[str]]:
    """Names of files named in the markup and addresses of the net that were asked for."""
    seen: list[str] = []
    is_on = [True]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if is_on[0] and (
            event.startswith(("socket.", "urllib.", "subprocess.", "os.system"))
            or (event == "open" and any(w in str(arguments[0]) for w in ("secret", "passwd")))
        ):
            seen.append(f"{event} {arguments}")

    sys.addaudithook(hook)
    try:
        yield seen
    finally:
        is_on[0] = False


def pictures_and_links(path: Path) -> tuple[int, list[str]]:
    document = pypdf.PdfReader(path)
    links = [
        str(annotation.get_object()["/A"])
        for page in document.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    return sum(len(page.images) for page in document.pages), [x for x in links if "/URI" in x]


@pytest.mark.fault(33)
@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_every_text_is_printed_and_never_obeyed(
    kind: str, tmp_path: Path, outcome: Outcome
) -> None:
    used: list[str] = []
    honest = sample.content(kind).records[0]
    record = filled(honest, marked(), used)
    usual, path = tmp_path / "usual.pdf", tmp_path / "marked.pdf"
    (tmp_path / "secret.png").write_bytes(b"a picture that is not theirs")
    write(sample.content(kind, records=[honest]), usual)
    with nothing_reached() as reached:
        write(sample.content(kind, records=[record], title=MARKUP[0]), path)
    assert not reached
    assert pictures_and_links(path) == (pictures_and_links(usual)[0], [])
    if kind == "AP":  # the status report is a table; all of an item is on its own sheet
        path.write_bytes(sheet(sample.content(kind, records=[record])))
        assert not pictures_and_links(path)[1]
    texts = [reading.text_of(path)]
    if reading.has_poppler():
        texts.append(reading.squeezed(reading.poppler_text(path, "-raw")))
    missing = [text for text in used if not all(_is_in(text, found) for found in texts)]
    assert not missing
    assert len(used) > 5
    outcome.tell(rounds=len(used), lost=len(missing), message="printed as it was written")


def _is_in(text: str, found: str) -> bool:
    """Whole, or in two parts where a page ends inside."""
    wanted = reading.squeezed(text)
    if wanted in found:
        return True
    cut = next(n for n in range(len(wanted), -1, -1) if wanted[:n] in found)
    return cut > 2 and wanted[cut:] in found


@pytest.mark.fault(33)
def test_kinds_without_a_document_are_named(outcome: Outcome) -> None:
    from rilo_desktop.presentation.documents import OF_RECORD_TYPE

    others = sorted(set(record_types()) - {*OF_RECORD_TYPE})
    if others:
        outcome.missing(f"no document yet of: {', '.join(others)}")


# --- 34


UNPRINTABLE = {
    "a lone surrogate": "\ud83d",
    "the other half": "\udc00",
    "NUL": "\0",
    "escape": "\x1b",
    "emoji": "\U0001f4e6",
    "a family of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Tamil": "கடத்தல்",
    "Tibetan": "བོད་",
    "Cherokee": "ᏣᎳᎩ",
    "private use": "\ue000",
    "no character": "\uffff",
}
PRINTABLE = {
    "Cyrillic": "Контрабанда Ґ Ї",
    "Greek": "λαθρεμπόριο",
    "Vietnamese": "buôn lậu",
    "combining": "e\u0301 n\u0303",
    "currency": "€ £ ₤ ₽",
    "invisible": "a\u200bb\u2060c\ufeffd",
    "overrides": "a\u202egpj.exe\u202cb",
    "line ends": "a\r\nb\u2028c\u0085d\x0be",
}


@pytest.mark.fault(34)
@pytest.mark.parametrize("name", UNPRINTABLE)
def test_a_sign_that_cannot_be_printed_is_named_and_nothing_is_written(
    name: str, tmp_path: Path, outcome: Outcome
) -> None:
    case = dataclasses.replace(sample.cases()[0], lessons=f"Seen: {UNPRINTABLE[name]}.")
    content = sample.content("CS", records=[case])
    found = unprintable(content)
    assert {one.place.field for one in found} == {"lessons"}
    with pytest.raises(Unprintable):
        write(content, tmp_path / "out.pdf")
    assert not list(tmp_path.iterdir())
    outcome.tell(rounds=1, message="a sign without a glyph stops the document, with its place")


@pytest.mark.fault(34)
@pytest.mark.parametrize("name", PRINTABLE)
def test_other_scripts_and_invisible_signs_are_printed_and_found(
    name: str, tmp_path: Path, outcome: Outcome
) -> None:
    outcome.needs("pdftotext")
    text = PRINTABLE[name]
    case = dataclasses.replace(sample.cases()[0], lessons=f"Seen {text} here.")
    content = sample.content("CS", records=[case])
    if found := unprintable(content):
        assert {one.place.field for one in found} == {"lessons"}
        outcome.tell(rounds=1, message="a sign without a glyph stops the document, with its place")
        return
    path = tmp_path / "out.pdf"
    write(content, path)
    wanted = reading.squeezed(plain(f"Seen {text} here."))
    assert _is_in(wanted, reading.squeezed(reading.poppler_text(path, "-raw")))
    outcome.tell(rounds=1, message="printed and found again")


@pytest.mark.fault(34)
def test_arabic_is_shaped_and_stays_the_same_text(tmp_path: Path, outcome: Outcome) -> None:
    outcome.needs("pdftotext")
    text = "اشتبه مفتشو الجمارك في ثلاثة طرود"
    case = dataclasses.replace(sample.cases()[0], lessons=text)
    path = tmp_path / "out.pdf"
    write(sample.content("CS", records=[case]), path)
    found = reading.poppler_text(path)
    assert all(word in found for word in text.split())
    assert "■" not in found
    outcome.tell(rounds=1, message="right to left, and the same words are found")


# --- 32


LONG = {
    "1 MB in one field": "Ten words of a report that never seems to end. " * 21_300,
    "100,000 words": "word " * 100_000,
    "one word of 100,000 letters": "W" * 100_000,
    "50,000 lines": "a\n" * 50_000,
    "100,000 spaces": "a" + " " * 100_000 + "b",
    "brackets": "<" * 50_000,
    "marks": "e\u0301" * 10_000,
    "Arabic": "اشتبه " * 10_000,
}


@pytest.mark.fault(32)
@pytest.mark.parametrize("name", LONG)
def test_a_huge_field_makes_a_document_in_time(
    name: str, tmp_path: Path, outcome: Outcome, rounds: Any
) -> None:
    if name in ("1 MB in one field", "100,000 words") and not rounds(0, 1):
        text = LONG[name][: len(LONG[name]) // 5]  # the whole of it in the long form
    else:
        text = LONG[name]
    watch = Watch()
    peak, said = peak_of(_write_long, text, str(tmp_path / "out.pdf"))
    assert said == "written"
    assert watch.seconds < SECONDS
    assert peak < MEGABYTES, f"{peak} MB"
    outcome.tell(rounds=1, message="printed whole, within 60 s and 500 MB")


def _write_long(text: str, path: str) -> str:
    case = dataclasses.replace(sample.cases()[0], modus_operandi=text, title="A title")
    content = sample.content("CS", records=[case])
    if found := unprintable(content):
        return str(found[0].values)
    write(content, Path(path))
    if reading.has_poppler():
        printed = reading.squeezed(reading.poppler_text(Path(path)))
        if len(printed) < len(reading.squeezed(text)):
            return f"{len(printed)} letters of {len(text)}"
    return "written"
