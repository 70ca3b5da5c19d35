# mypy: disable-error-code="arg-type"
"""Any record in any script makes a correct document, or the finding that names record, field, sign.

Correct: its package is read back as it was, its pages are made again the same, no glyph is a
square, and what was written is found in its text, from either side. `make proof PARTS=documents`
makes 10,000 of them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
from decimal import Decimal
from functools import cache
from typing import Any

import pikepdf
import reports_sample as sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from rilo_desktop.exchange.package import Package, PackageHeader, Packed, from_json, to_json
from rilo_desktop.exchange.page_text import texts_of
from rilo_desktop.exchange.pdfa import sealed
from rilo_desktop.records import CaseStudy, GoodsLine, Picture, Record, RouteLeg
from rilo_desktop.records.references import named
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.reports import Content, Photo, made, unprintable
from rilo_desktop.reports.documents.document import sheet
from rilo_desktop.services.submissions import packing
from rilo_desktop.services.submissions.referenced_records import excerpt
from rilo_desktop.services.submissions.unpacking import document_of
from short_forms import FULL

DOCUMENTS = 10_000 if FULL else 20
SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àâçéèêëîïôûùüÿœæÀÉßøåñÑ¿¡łŁžŠřİğış",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГЁё",
    "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأؤإئة",
    "0123456789",
    "<>&'\"()\\/%#{}[]@*+=~^_|;:,.!?-–—…€£°§",
)
UNKNOWN = "བོདགུཇརા𐀀😀☃"
"""What the typeface does not have: refused by name, never printed as squares."""
PRINTED = {
    "CS": ("title", "summary", "modus_operandi", "lessons"),
    "RI": ("title", "statement", "legitimate_explanation"),
    "AP": ("title", "deliverable"),
}


def _words(signs: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(signs), min_size=1, max_size=14)


TEXTS = st.builds(
    lambda words, times: " ".join(words * times),
    st.lists(st.one_of(*[_words(signs) for signs in SCRIPTS]), min_size=1, max_size=12),
    st.sampled_from((1, 1, 1, 3, 40, 200)),
)
TITLES = st.lists(st.one_of(*[_words(s) for s in SCRIPTS[:6]]), min_size=1, max_size=6).map(
    " ".join
)


@cache
def _photo(width: int, height: int) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#335577").save(out, "JPEG", quality=40)
    return Photo(out.getvalue(), width, height)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    kind = draw(st.sampled_from(("CS", "RI", "AP")))
    record = sample.content(kind).records[0]
    changes: dict[str, Any] = {name: draw(TEXTS) for name in PRINTED[kind]}
    changes["title"] = draw(TITLES)
    photos: tuple[Photo, ...] = ()
    if isinstance(record, CaseStudy):
        rows = draw(st.integers(0, 60))
        line = GoodsLine(description=draw(TEXTS), quantity=Decimal(draw(st.integers(0, 10**12))))
        changes["goods"] = (line,) * rows
        leg = RouteLeg(role="transit", country="CN", place=draw(TITLES))
        changes["route"] = (leg,) * draw(st.integers(0, 12))
        size = st.sampled_from((40, 300, 1_200, 2_400))
        photos = tuple(_photo(draw(size), draw(size)) for _ in range(draw(st.integers(0, 3))))
        changes["pictures"] = tuple(
            Picture(sha256=hashlib.sha256(photo.content).hexdigest(), caption=draw(TITLES))
            for photo in photos
        )
    changed = dataclasses.replace(record, **changes)
    language = draw(st.sampled_from(("en", "fr")))
    content = sample.content(kind, records=[changed])
    head = dataclasses.replace(content.head, language=language, title=draw(TITLES))
    return dataclasses.replace(
        content,
        head=head,
        photos={changed.id: photos} if photos else {},
        referenced=_as_printed(content),
    )


def _as_printed(content: Content) -> dict[str, dict[str, Record]]:
    """No more than a submission carries of other records."""
    found = {}
    for reference in content.head.spec.references:
        names = {content.head.office_code, *named(content.records, reference.record_type)}
        held = content.referenced.get(reference.record_type, {}).values()
        found[reference.record_type] = {
            one.id: excerpt(one, reference.fields)
            for one in held
            if reference.via or reference.matches[0] or one.local_ref in names or one.id in names
        }
    return found


def _package(content: Content) -> tuple[Package, dict[str, bytes]]:
    head = content.head
    pictures, found = packing._pictures(content)
    said = PackageHeader(
        id="s",
        store="o",
        office=head.office_code,
        reference=head.reference,
        revision=head.revision,
        type=head.type,
        title=head.title,
        date=head.date,
        purpose=head.purpose,
        addressee=head.addressee,
        tlp=head.tlp,
    )
    records = tuple(
        Packed(
            kind=record.kind.code,
            id=record.id,
            reference=record.reference,
            revision="ab" * 32,
            number=content.revisions.get(record.id, 1),
            snapshot=to_snapshot(record),
        )
        for record in content.records
    )
    package = Package(
        made_by=packing.maker(head.language),
        submission=said,
        records=records,
        printed=packing._printed(content),
        pictures=pictures,
    )
    return package, dict(found)


@settings(
    max_examples=DOCUMENTS, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(contents())
def test_any_document_is_correct(content: Content) -> None:
    package, pictures = _package(content)
    read = from_json(to_json(package))
    assert read == package
    printed = document_of(read, pictures)
    assert unprintable(printed) == ()
    pages = made(printed)
    assert made(document_of(package, pictures)) == pages
    with pikepdf.open(io.BytesIO(sealed(pages, package, pictures))) as pdf:
        texts = list(texts_of(pdf))
        assert len(pdf.pages) >= (1 if content.head.type == "AP" else 2), "only a cover"
    assert sum(text.unread for text in texts) == 0, "a glyph that means nothing"
    if content.head.type == "AP":  # its table cuts what is longer than a row
        with pikepdf.open(
            io.BytesIO(sheet(dataclasses.replace(printed, records=printed.records[:1])))
        ) as pdf:
            texts = list(texts_of(pdf))
    found = _squeezed(" ".join(line for text in texts for line in text.lines))
    for name in PRINTED[content.head.type]:
        parts = _parts(_squeezed(getattr(content.records[0], name)), found)
        assert len(parts) <= len(texts), (name, parts[:5])


def _parts(wanted: str, found: str) -> list[str]:
    """Whole, or in as few parts as the ends of pages cut it."""
    parts = []
    while wanted:
        cut = _longest(wanted, found)
        assert cut > 0, wanted[:80]
        parts.append(wanted[:cut])
        wanted = wanted[cut:]
    return parts


def _longest(wanted: str, found: str) -> int:
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in found else (low, middle - 1)
    return low


def _squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=DOCUMENTS // 10, deadline=None, database=None)
@given(TITLES, st.sampled_from(UNKNOWN), TITLES, st.sampled_from(PRINTED["CS"]))
def test_what_the_typeface_does_not_have_is_named(
    before: str, sign: str, after: str, field: str
) -> None:
    case = dataclasses.replace(sample.cases()[0], **{field: f"{before}{sign}{after}"})
    findings = unprintable(sample.content("CS", records=[case]))
    assert [(f.place.record, f.place.field) for f in findings] == [(case.id, field)]
    assert str(findings[0].values["signs"]).startswith(f"U+{ord(sign):04X}")
