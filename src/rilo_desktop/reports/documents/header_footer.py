"""Header, footer and watermark of a page."""

from __future__ import annotations

from functools import cache

from rilo_desktop.language import N_
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT, SECRETARIAT
from rilo_desktop.presentation.document_spec import FOR_READING
from rilo_desktop.records import Office
from rilo_desktop.records.translated import best_text

from ..engine.canvas import Pen
from ..engine.chips import LABEL_HEIGHT, draw_label, label_width
from ..engine.fonts import SEMIBOLD
from ..engine.labels import Wording
from ..engine.styles import (
    LEFT,
    MM,
    PAGE_WIDTH,
    RIGHT,
    RUNNING,
    RUNNING_KEY,
    SMALLEST,
    SMALLEST_SIGNAL,
    TEXT,
    Style,
    foot_at,
    page_box,
)
from ..engine.typesetting import set_balanced, set_cut, set_line, set_text
from .content import Content
from .practice_mark import PracticeMark

NOT_APPROVED = N_("Not approved, not released")
HEADER = 19 * MM
_SECRETARIATS = {
    (SECRETARIAT, "en"): "WCO Secretariat",
    (SECRETARIAT, "fr"): "Secrétariat de l'OMD",
    (PRACTICE_SECRETARIAT, "en"): "Practice Secretariat",
    (PRACTICE_SECRETARIAT, "fr"): "Secrétariat d'exercice",
}
"""They are no records, and printed in both official languages side by side."""
OUTLINE = "0.94 0.945 0.95 rg 0.82 0.83 0.845 RG 0.8 w"
"""Light fill and thin outline of the watermark."""


def office_name(content: Content, code: str, language: str) -> str:
    """Name of an office in a language; a code without an office stands for itself."""
    office = content.named(Office, code)
    if office is not None and (name := best_text(office.name, language)):
        return name
    return _SECRETARIATS.get((code, language)) or _SECRETARIATS.get((code, "en")) or code


def own_reference(wording: Wording, content: Content) -> str:
    """AP/2026/SUB/A0001 rev. 1; without a revision where it has none."""
    head, say = content.head, wording.say
    if not head.revision:
        return head.reference
    if head.draft:
        return say.text(
            "{reference} rev. {number} (draft)", reference=head.reference, number=head.revision
        )
    return say.text("{reference} rev. {number}", reference=head.reference, number=head.revision)


class Frame:
    """What every page of one document carries."""

    def __init__(self, content: Content, wording: Wording) -> None:
        head = content.head
        self._wording, self._tlp = wording, head.tlp
        self._warnings = [
            line
            for said, is_so in ((NOT_APPROVED, head.draft), (FOR_READING, head.for_reading))
            if is_so
            for line in set_text(wording.say.text(said), SMALLEST_SIGNAL, TEXT - LEFT - 6.0)
        ]
        self._practice = PracticeMark(head.office_code, wording)
        self._label = label_width(head.tlp)
        self._beside = RIGHT - TEXT - self._label - self._practice.width - 10.0
        """Room beside the labels."""
        office = office_name(content, head.office_code, wording.language)
        self._office = set_cut(office, RUNNING_KEY, TEXT - LEFT - 6.0)
        self._kind = wording.say.text(head.spec.heading)
        own, below = self._reference_and_day(own_reference(wording, content), head.date)
        self._own = set_cut(own, RUNNING, self._beside)
        disclaimer = wording.say.text(
            "Names of countries and territories imply no opinion on their legal status."
        )
        self._disclaimer = set_balanced(f"{below}{disclaimer}", SMALLEST, self._beside)
        self._watermark = wording.say.text("DRAFT") if head.draft else ""

    def _reference_and_day(self, reference: str, day: str) -> tuple[str, str]:
        """What stands in the first line of the footer, and before the second: the reference is
        never cut, the day takes its short form first and then moves down."""
        for own in (f"{reference} · {self._wording.day(day)}", f"{reference} · {day}"):
            if set_line(own, RUNNING).width <= self._beside:
                return own, ""
        return reference, f"{day} · "

    def before(self, pen: Pen) -> None:
        """What lies under the text."""
        if self._watermark:
            pen.code += [_watermark(pen, self._watermark)]
        pen.rule(LEFT, RIGHT, HEADER, 0.5)
        pen.rule(LEFT, RIGHT, foot_at(), 0.5)

    def said(self, pen: Pen, running: str) -> None:
        """Whose document it is, which one, of which day, and who may see it."""
        baseline = HEADER - 5.6
        if self._office is not None:
            pen.line(LEFT, baseline, self._office)
        words = f"{self._kind} · {running}" if running else self._kind
        head = set_cut(words, RUNNING, self._beside)
        if head is not None:
            pen.line(TEXT, baseline, head)
        draw_label(pen, self._tlp, HEADER - LABEL_HEIGHT)
        self._practice.draw_box(pen, self._label, HEADER - LABEL_HEIGHT)
        foot = foot_at()
        if self._own is not None:
            pen.line(TEXT, foot + 9.2, self._own)
        for n, warning in enumerate(self._warnings):
            pen.line(LEFT, foot + 18.4 + n * SMALLEST.leading, warning)

    def after(self, pen: Pen, number: int, total: int) -> None:
        """All else of header and footer."""
        say, foot = self._wording.say, foot_at()
        page = say.text("Page {number} of {total}", number=number, total=total)
        pen.words(LEFT, foot + 9.2, page, RUNNING_KEY)
        for n, line in enumerate(self._disclaimer):
            pen.line(TEXT, foot + 18.4 + n * SMALLEST.leading, line)
        draw_label(pen, self._tlp, foot)
        self._practice.draw_box(pen, self._label, foot)
        self._practice.draw_band(pen, HEADER - LABEL_HEIGHT, foot + LABEL_HEIGHT)


@cache
def _watermark_style() -> Style:
    return Style(SEMIBOLD, 190, 190)


def _watermark(pen: Pen, word: str) -> str:
    """The word at 54 degrees through the middle of the page, filled and outlined (mode 2)."""
    line = set_line(word, _watermark_style())
    _, bottom, _, top = page_box()
    size = _watermark_style().size * min(1.0, 0.95 * (top - bottom) * 0.9 / line.width)
    width = line.width * size / _watermark_style().size
    cos, sin = 0.5878, 0.8090
    x = PAGE_WIDTH / 2 - cos * width / 2 + sin * size * 0.357
    y = (bottom + top) / 2 - sin * width / 2 - cos * size * 0.357
    shown = pen.shown(SEMIBOLD, word, size)
    return f"q {OUTLINE} BT 2 Tr {cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} Tm {shown} ET Q"
