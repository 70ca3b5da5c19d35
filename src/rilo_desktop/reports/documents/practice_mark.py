"""The mark of practice documents: a box beside the TLP label, a hatched band at the edge.

It follows from the office's code alone, so nothing that is chosen for a document can leave it out.
"""

from __future__ import annotations

from rilo_desktop.drawing.marks import practice_band, practice_box
from rilo_desktop.language import N_, is_right_to_left
from rilo_desktop.office_codes import is_practice

from ..engine.canvas import Pen
from ..engine.chips import LABEL_HEIGHT, LABEL_PADDING, LABEL_STYLE
from ..engine.fonts import SEMIBOLD
from ..engine.labels import Wording
from ..engine.styles import CAP, MM, PAGE_HEIGHT, RIGHT, VALUES, Style, page_box
from ..engine.typesetting import set_line

WORD = N_("PRACTICE")
SENTENCE = N_("Practice document · examples only, invented or published · not a submission")
KEYWORDS = "practice; examples only"
"""In the metadata, where programs look: the same in every language, as is the word there."""
GAP = 5.0
"""Between the box and the TLP label."""
EDGE, BAND = 8.2 * MM, 4.4 * MM
_SENTENCE = Style(SEMIBOLD, 8.6, 11.0)


class PracticeMark:
    """Of one document: what every page of it carries. Of an office in use it is nothing."""

    def __init__(self, office: str, wording: Wording, sentence: str = SENTENCE) -> None:
        self.is_shown = is_practice(office)
        self._wording, self._sentence = wording, sentence
        self._word = set_line(wording.say.text(WORD), LABEL_STYLE)

    @property
    def width(self) -> float:
        """Room that the box takes beside the TLP label."""
        return self._word.width + 2 * LABEL_PADDING + GAP if self.is_shown else 0.0

    def draw_box(self, pen: Pen, label: float, top: float) -> None:
        """`label`: width of the TLP label at the margin."""
        if not self.is_shown:
            return
        x = RIGHT - label - self.width
        pen.shapes(practice_box(self.width - GAP, LABEL_HEIGHT), x, top)
        baseline = top + (LABEL_HEIGHT + CAP * LABEL_STYLE.size) / 2
        pen.line(x + LABEL_PADDING, baseline, self._word)

    def draw_band(self, pen: Pen, top: float, bottom: float) -> None:
        """From header to footer, its sentence upright in the middle; nothing lies over text."""
        if not self.is_shown:
            return
        turned = is_right_to_left(self._wording.language)
        left, _, right, _ = page_box()
        x = right - EDGE - BAND if turned else left + EDGE
        sentence = self._wording.say.text(self._sentence)
        length = set_line(sentence, _SENTENCE).width
        pen.shapes(practice_band(BAND, bottom - top, length + 14.0), x, top)
        start = PAGE_HEIGHT - (top + bottom) / 2 - length / 2
        at = x + (BAND + CAP * _SENTENCE.size) / 2
        shown = pen.shown(SEMIBOLD, sentence, _SENTENCE.size)
        fill = VALUES[_SENTENCE.colour]
        pen.upright(at, start, shown, fill)
