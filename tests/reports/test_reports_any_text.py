# mypy: disable-error-code="arg-type"
"""Any text in any text field makes a document, and what is written from the left is found in it.

The text is read back with pypdf and, where it is installed, with poppler's pdftotext. `make proof
PARTS=documents` is the long form.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import reports_sample as sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_reading import has_poppler, poppler_text, squeezed, text_of, write

from rilo_desktop.records import FieldType, fields_of
from rilo_desktop.reports import Unprintable, unprintable
from rilo_desktop.reports.documents.document import sheet
from rilo_desktop.reports.engine.fonts import COMPLEX, REGULAR, face
from rilo_desktop.reports.engine.printable_text import plain
from short_forms import FULL

EXAMPLES = 4 if FULL else 2
MARKUP = ("<b>", "</b>", "&amp;", "&", "<img src='x.png'/>", "<jd@x.org>", "<para>", "]]>", "%s")
FIELDS = [
    (kind, name)
    for kind in ("CS", "RI", "AP")
    for name, about in fields_of(type(sample.content(kind).records[0])).items()
    if about.type in (FieldType.TEXT, FieldType.LONG_TEXT)
    and not about.office_only
    and name not in ("source_grade", "local_ref")
]
LINES = [
    (kind, name, inner)
    for kind in ("CS", "RI", "AP")
    for name, about in fields_of(type(sample.content(kind).records[0])).items()
    if about.type is FieldType.LINES and not about.office_only
    for inner, within in fields_of(about.lines or object).items()
    if within.type in (FieldType.TEXT, FieldType.LONG_TEXT) and not within.office_only
    if inner != "sha256"  # names the original, which stays: the picture itself is printed
]


@cache
def letters() -> list[str]:
    """What the typeface prints from the left, one sign for each letter; no Arabic signs."""
    return [
        sign
        for sign in sorted(face(REGULAR).known)
        if not COMPLEX.match(sign)
        and plain(sign) == sign
        and sign.strip()
        and "ARABIC" not in unicodedata.name(sign, "")
        and not 0xFB00 < ord(sign) < 0xFEFF
    ]


def words() -> st.SearchStrategy[str]:
    plain_words = st.text(st.sampled_from(letters()), min_size=1, max_size=12)
    return st.one_of(st.sampled_from(MARKUP), plain_words, st.sampled_from(("W" * 200, "a-b")))


def texts() -> st.SearchStrategy[str]:
    return st.lists(words(), min_size=1, max_size=40).map(" ".join)


def printed(kind: str, records: list[Any], folder: Path) -> Path:
    """The status report is a table of what changed: all of an item is on its own sheet."""
    path, content = folder / "any.pdf", sample.content(kind, records=records)
    if kind == "AP":
        path.write_bytes(sheet(content))
    else:
        write(content, path)
    return path


def assert_found(text: str, path: Path) -> None:
    """Page ends may stand inside; then the parts are on neighbouring pages."""
    wanted = squeezed(text)
    found = text_of(path)
    if wanted not in found:
        _assert_in_parts(wanted, found)
    if has_poppler():
        raw = squeezed(poppler_text(path, "-raw"))
        if wanted not in raw:
            _assert_in_parts(wanted, raw)


def _assert_in_parts(wanted: str, found: str) -> None:
    cut = next(n for n in range(len(wanted), -1, -1) if wanted[:n] in found)
    assert cut > 0
    assert wanted[cut:] in found


@pytest.mark.parametrize(("kind", "name"), FIELDS)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=texts())
def test_any_text_in_any_field_is_found(tmp_path: Path, kind: str, name: str, text: str) -> None:
    record = dataclasses.replace(sample.content(kind).records[0], **{name: text})
    assert_found(text, printed(kind, [record], tmp_path))


@pytest.mark.parametrize(("kind", "name", "inner"), LINES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=texts())
def test_any_text_in_any_line_is_found(
    tmp_path: Path, kind: str, name: str, inner: str, text: str
) -> None:
    if inner == "hs":
        text = text[:10].strip() or "x"
    record = sample.content(kind).records[0]
    line = fields_of(type(record))[name].lines
    assert line is not None
    values: dict[str, Any] = {inner: text}
    if inner == "evidence":
        values["indicator"] = "SND-01"
    changed = dataclasses.replace(record, **{name: (line(**values),)})
    assert_found(text, printed(kind, [changed], tmp_path))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_text_whatever_raises_anything_but_the_finding(tmp_path: Path, data: Any) -> None:
    """All of Unicode, surrogates and control characters included, in every field at once."""
    anything = st.text(
        st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Lo"]),
        max_size=60,
    )
    for kind in ("CS", "RI", "AP"):
        record = sample.content(kind).records[0]
        changes: dict[str, Any] = {
            name: data.draw(anything)
            for name, about in fields_of(type(record)).items()
            if about.type in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CODE)
        }
        content = sample.content(kind, records=[dataclasses.replace(record, **changes)])
        findings = unprintable(content)
        path = tmp_path / "any.pdf"
        if findings:
            with pytest.raises(Unprintable) as refused:
                write(content, path)
            assert refused.value.findings == findings
        else:
            assert write(content, path) >= 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.sampled_from(sorted(face(REGULAR).known)), max_size=80), min_size=8))
def test_all_that_the_typeface_has_is_printed_in_any_mixture(
    tmp_path: Path, texts: list[str]
) -> None:
    case = dataclasses.replace(
        sample.cases()[0],
        title=texts[0],
        summary=texts[1],
        modus_operandi="\n".join(texts),
        location_place=texts[2],
        declared_description=texts[3],
        lessons=texts[4] * 3,
        source=texts[5],
        declared_value=Decimal("1.5"),
    )
    content = sample.content("CS", records=[case])
    assert unprintable(content) == ()
    assert write(content, tmp_path / "any.pdf") > 1
