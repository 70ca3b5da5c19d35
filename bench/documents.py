"""Pages a second of the compendium beside bare platypus setting the same text in the same type."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from rilo_desktop import reports
from rilo_desktop.language import base_direction
from rilo_desktop.records import CaseStudy, RiskIndicator, fields_of
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldType
from rilo_desktop.records.snapshots import decimal_text
from rilo_desktop.reports import Content, Head
from rilo_desktop.vocabularies import vocabulary

from .cases import many
from .measure import Line, in_turns, seconds

SIZES = (100, 1_000, 10_000)
TURNS = {100: 5, 1_000: 3, 10_000: 1}
PRINTED = (
    "date",
    "conveyance_subtype",
    "outcome_status",
    "source_grade",
    "summary",
    "route",
    "modus_operandi",
    "goods",
    "indicators",
    "lessons",
)


def run() -> list[Line]:
    lines = []
    pace = {}
    for size in SIZES:
        line, pace[size] = _compare(size)
        lines.append(line)
    growth = pace[SIZES[0]] / pace[SIZES[-1]]
    text = f"{growth:.2f} times the time a page that {SIZES[0]} cases take"
    lines.append(Line(f"growth at {SIZES[-1]:,} cases", text, "", growth, 1.3))
    return lines


def _compare(size: int) -> tuple[Line, float]:
    cases = [replace_right_to_left(case) for case in many(size)]
    with tempfile.TemporaryDirectory() as folder:
        ours_path, bare_path = Path(folder) / "ours.pdf", Path(folder) / "bare.pdf"
        content = _content(cases)
        pages: dict[str, int] = {}

        def ours() -> None:
            made = reports.made(content)
            ours_path.write_bytes(made)
            pages["ours"] = reports.page_count(made)

        def bare() -> None:
            pages["bare"] = _bare(cases, bare_path)

        seconds(lambda: reports.made(_content(cases[:20])))
        one, other, _ = in_turns(ours, bare, TURNS[size])
    pace, bare_pace = pages["ours"] / one, pages["bare"] / other
    text = f"{pages['ours']} pages, {pace:.0f} a second"
    beside = f"{pages['bare']} pages, {bare_pace:.0f} a second"
    name = f"compendium of {size:,} cases"
    return Line(name, text, beside, pace / bare_pace, 0.7, at_least=True), pace


def replace_right_to_left(case: CaseStudy) -> CaseStudy:
    """Bare platypus cannot set Arabic: both sides get the English case in its place."""
    from dataclasses import replace

    from .cases import published

    if base_direction(case.title_text) == "ltr":
        return case
    english = published()[0]
    return replace(english, id=case.id, local_ref=case.local_ref)


def _content(cases: Sequence[CaseStudy]) -> Content:
    head = Head(
        type="CS",
        language="en",
        office_code="AP",
        reference="AP/2026/SUB/A0001",
        revision=1,
        title="Bench",
        date="2026-11-25",
        purpose="note",
        addressee="WCO Secretariat",
        tlp="GREEN",
    )
    indicators = {
        code: RiskIndicator(id=code, local_ref=code, title=f"Indicator {code}", strength="weak")
        for case in cases[:400]
        for code in (line.indicator for line in case.indicators)
        if isinstance(code, str)
    }
    return Content(
        head=head,
        records=tuple(cases),
        revisions={case.id: 1 for case in cases},
        referenced={"risk-indicator": indicators},
    )


def _bare(cases: Sequence[CaseStudy], path: Path) -> int:
    folder = Path(str(reports.__file__)).parent.parent / "assets" / "fonts"
    for name in ("Regular", "SemiBold"):
        pdfmetrics.registerFont(TTFont(f"Bare-{name}", str(folder / f"RILOSans-{name}.ttf")))
    text = ParagraphStyle("text", fontName="Bare-Regular", fontSize=9.6, leading=13.2)
    title = ParagraphStyle("title", fontName="Bare-SemiBold", fontSize=12.5, leading=16)
    story = []
    for case in cases:
        story.append(Paragraph(escape(case.title_text), title))
        story += [Paragraph(escape(line), text) for line in _lines_of(case)]
    document = SimpleDocTemplate(str(path), pagesize=A4, invariant=1)
    document.build(story)
    return int(document.page)


def _lines_of(case: CaseStudy) -> list[str]:
    """What the document prints of a case, a paragraph each: labels, values and texts."""
    described = fields_of(CaseStudy)
    found = [f"{case.reference} {case.local_ref}"]
    for name in PRINTED:
        value, about = getattr(case, name), described[name]
        if about.type is FieldType.LINES:
            found += [_joined(line) for line in value]
        elif value is not None:
            found.append(f"{about.label}: {_said(about, value)}")
    return found


def _joined(line: object) -> str:
    values = [
        _said(about, getattr(line, name))
        for name, about in fields_of(type(line)).items()
        if getattr(line, name) not in (None, False, ())
    ]
    return " ".join(values)


def _said(about, value) -> str:  # type: ignore[no-untyped-def]
    if value is NOT_KNOWN:
        return "not known"
    if about.type is FieldType.DECIMAL:
        return decimal_text(value)
    if about.vocabulary:
        return vocabulary(about.vocabulary).label(str(value))
    return str(value)
