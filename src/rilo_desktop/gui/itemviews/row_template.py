"""What a row of an item view shows, as data: cells beside each other from the leading edge on.

A template is a function (item, RowContext) -> Row. Sizes are pixels at a system font of 13 px;
`row_delegate` scales and mirrors them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..theme.painting import Marks, Spec
from ..theme.tokens import BODY, REGULAR

STRETCH = -1
"""Width of a cell that takes what the others leave; another with twice this takes two shares."""


@dataclass(frozen=True, slots=True)
class Icon:
    name: str
    tone: str = "text2"
    size: int = 16
    stroke: float = 1.8


@dataclass(frozen=True, slots=True)
class Check:
    """A check box; `on` is None where it is partly checked."""

    on: bool | None
    size: int = 16


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    tone: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tlp:
    """A handling label in its published colours, at least `least` wide."""

    text: str
    least: int = 0
    high: int = 18


@dataclass(frozen=True, slots=True)
class Text:
    """One line, or a paragraph of at most `most` lines (0: no limit), cut with an ellipsis.

    `step` is the least distance of the lines of a paragraph, `above` the room before the text.
    `icon` stands before it, `trailing` at the other end of its line. `at_end` aligns the line to
    the trailing edge, `at_right` to the right one, as figures are in a mirrored window too.
    `own_words`: a sentence of the program, which runs as the window does, whatever it quotes first.
    """

    text: str
    spec: Spec = (BODY, REGULAR)
    tone: str = "text"
    most: int = 1
    step: int = 0
    above: int = 0
    marks: Marks = ()
    icon: Icon | None = None
    trailing: Icon | Chip | Tlp | Text | None = None
    at_end: bool = False
    at_right: bool = False
    own_words: bool = False

    @property
    def is_line(self) -> bool:
        return self.most == 1 and not self.step


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in the middle of its ground, one cell of a matrix. `ground` "" is none, "hatched"
    stands for what was not received."""

    text: str
    ground: str = ""
    wide: int = 28
    high: int = 26
    is_bar: bool = False
    """As wide as its cell and without round corners: bars of neighbours make one."""


Part = Icon | Check | Chip | Tlp | Tile


@dataclass(frozen=True, slots=True)
class Cell:
    """`content`: a part, or texts below each other. `width` 0 is as wide as the content.

    `before` is the room in front of it. `align` "bottom" puts the last base line there; `drop`
    moves the content down from where `align` puts it.
    """

    content: Part | tuple[Text, ...]
    width: int = 0
    before: int = 0
    align: Literal["top", "middle", "bottom"] = "middle"
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """Rounded or plain ground; radius of the focus ring (0: none), its insets, and when it shows.

    `always`: also when the focus came with the mouse.
    """

    is_rounded: bool
    ring: int = 0
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    always: bool = False


FLAT = Style(False, 4, (1, 1, -1, -2))
"""The ground goes from edge to edge."""
ROUNDED = Style(True, 6)
CELL = Style(False, 3, (0, 0, 0, -1), always=True)
"""One cell of a table."""
PLAIN = Style(False)
"""Without a ring: its view draws one around several cells, or it never has the focus."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and what they stand on.

    `ground` is a colour role, "" is none; None: chosen or under the pointer. `rule`: the line at
    the bottom leaves these free at its leading and trailing end; None: no line. A rounded row has
    its line only while it has no ground. `below`: real pixels at the bottom that stay free.
    """

    cells: tuple[Cell, ...]
    least: int = 0
    """Its least height."""
    top: int = 0
    bottom: int = 0
    lead: int = 0
    trail: int = 0
    style: Style = ROUNDED
    ground: str | None = None
    rule: tuple[int, int] | None = None
    below: int = 0


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the look of a row depends on beside its item; `width` in real pixels."""

    width: int
    number: int = 0
    column: int = 0
    is_selected: bool = False
    is_hovered: bool = False
    has_focus: bool = False
