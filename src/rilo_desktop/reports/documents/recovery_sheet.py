"""The recovery key on one page: to be printed, locked away, and typed again one day."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from rilo_desktop.drawing import Colour
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.language import N_

from ..engine.canvas import Pen
from ..engine.chips import LABEL_HEIGHT
from ..engine.fonts import REGULAR, SEMIBOLD
from ..engine.labels import Wording
from ..engine.structure import (
    ARTIFACT,
    SECTION_LEVEL,
    TITLE_LEVEL,
    Element,
    Role,
    heading,
    paragraph,
)
from ..engine.styles import (
    BODY_TEXT,
    FULL_WIDTH,
    LEFT,
    RIGHT,
    RUNNING,
    SECTION,
    TOP,
    VALUES,
    Style,
    foot_at,
)
from ..engine.typesetting import set_balanced, set_text
from .document import finished, new_canvas
from .glyphs import all_covered
from .header_footer import HEADER
from .practice_mark import PracticeMark

GROUPS_IN_A_LINE = 5
_TITLE = Style(SEMIBOLD, 24, 30)
_KEY = Style(SEMIBOLD, 19, 30)
_COUNT = Style(REGULAR, 7.2, 10, Colour.GREY)
_TEXT = Style(REGULAR, 10.6, 15)
_FRAME_HIGH = 134.0
KEY_OF_PRACTICE = N_("Practice office · this key opens examples only")


@dataclass(frozen=True, slots=True)
class KeySheet:
    """What the page says. `code` of the office; `day`: ISO; `function` and `sign` of the officer,
    never a name."""

    code: str
    office: str
    function: str
    sign: str
    day: str
    language: str
    recovery_key: str = field(repr=False)


@all_covered
def recovery_sheet(sheet: KeySheet) -> Pages:
    """A PDF of one page, in memory: nothing of it stays anywhere."""
    file = io.BytesIO()
    canvas = new_canvas(file, sheet.language)
    pen = Pen(canvas)
    _Page(pen, sheet).draw()
    pen.close()
    canvas.setTitle(Wording(sheet.language).say.text("Recovery key"))
    canvas.setProducer("RILO Desktop")
    canvas.addPageLabel(0, "ARABIC", 1)
    canvas.showPage()
    assert pen.tree is not None
    pen.tree.add(pen.marking)
    return finished(canvas, pen, file)


class _Page:
    def __init__(self, pen: Pen, sheet: KeySheet) -> None:
        self.pen, self.sheet = pen, sheet
        self.wording = Wording(sheet.language)
        self.say = self.wording.say
        self.y = TOP

    def draw(self) -> None:
        say, sheet = self.say, self.sheet
        self.pen.frame()
        mark = PracticeMark(sheet.code, self.wording, KEY_OF_PRACTICE)
        mark.draw_box(self.pen, 0.0, HEADER - LABEL_HEIGHT)
        mark.draw_band(self.pen, HEADER - LABEL_HEIGHT, foot_at() + LABEL_HEIGHT)
        self._text(paragraph(), sheet.office, RUNNING, 4)
        title = say.text("Recovery key")
        self._text(heading(TITLE_LEVEL), title, _TITLE, 6, balanced=True)
        whose = say.text(
            "Made on {day} for {function} ({sign})",
            day=self.wording.day(sheet.day),
            function=sheet.function,
            sign=sheet.sign,
        )
        self._text(paragraph(), whose, BODY_TEXT, 22)
        self._key()
        self._part(say.text("What it is for"), self._purpose())
        self._part(say.text("How to keep it"), self._keeping())

    def _purpose(self) -> Sequence[str]:
        say = self.say
        return (
            say.text(
                "Passphrases cannot be reset without this key. It is the only other way "
                "into the data of this office."
            ),
            say.text(
                "Anyone with this page and a copy of the office's folder can read everything in it."
            ),
        )

    def _keeping(self) -> Sequence[str]:
        say = self.say
        return (
            say.text("Lock this page away, in another place than the computer and its backups."),
            say.text("Do not keep a photo or a file of it; delete the PDF once it is printed."),
            say.text("The program shows the key once and does not store it."),
            say.text("There is no O, 0, I or 1 in the key; capitals and hyphens do not matter."),
        )

    def _key(self) -> None:
        """Groups of four, each with its number, so that a line is not lost while typing."""
        self.pen.belong(ARTIFACT)
        self.pen.box(LEFT, self.y, FULL_WIDTH, _FRAME_HIGH, VALUES[Colour.TINT])
        groups = self.sheet.recovery_key.split("-")
        wide = (FULL_WIDTH - 40) / GROUPS_IN_A_LINE
        within = Element(Role.LIST)
        for number, group in enumerate(groups):
            line, place = divmod(number, GROUPS_IN_A_LINE)
            x = LEFT + 20 + place * wide
            y = self.y + 34 + line * 43
            item = Element(Role.ITEM, within)
            self.pen.belong(Element(Role.LABEL, item))
            self.pen.words(x, y - 17, str(number + 1), _COUNT)
            self.pen.belong(Element(Role.BODY, item))
            self.pen.words(x, y + 2, group, _KEY)
        self.y += _FRAME_HIGH + 26

    def _part(self, title: str, sentences: Sequence[str]) -> None:
        self.pen.belong(ARTIFACT)
        self.pen.rule(LEFT, RIGHT, self.y, 0.6)
        self.y += 9
        self._text(heading(SECTION_LEVEL), title, SECTION, 5)
        for sentence in sentences:
            self._text(paragraph(), sentence, _TEXT, 4)
        self.y += 12

    def _text(
        self, element: Element, text: str, style: Style, after: float, balanced: bool = False
    ) -> None:
        self.pen.belong(element)
        lines = (set_balanced if balanced else set_text)(text, style, FULL_WIDTH)
        for line in lines:
            self.pen.line(LEFT, self.y + line.style.baseline, line)
            self.y += line.style.leading
        self.y += after
