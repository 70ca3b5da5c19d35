"""Draws the pictures of the practice year: plain shapes, never photos of real things.

    python tools/practice_pictures.py

`practice_year.json` names each by its SHA-256: a picture that is drawn anew is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "practice" / "pictures"
SIZE = (720, 480)
FLOOR, WALL, CARD, CARD_DARK = (206, 204, 198), (232, 231, 226), (196, 160, 112), (150, 118, 78)
PAPER, INK = (248, 247, 242), (60, 62, 66)
RED, BLUE, GREEN = (184, 60, 48), (66, 104, 148), (92, 132, 92)
Box = tuple[int, int, int, int]


def parcels(draw: ImageDraw.ImageDraw) -> None:
    for row in range(4):
        for place in range(6):
            left, top = 70 + place * 100, 90 + row * 88
            _parcel(draw, (left, top, left + 88, top + 76), marked=(row, place) in {(1, 2), (2, 4)})


def gift_box(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((120, 110, 600, 400), fill=CARD, outline=CARD_DARK, width=10)
    for place in range(9):
        _round(draw, (165 + place * 49, 180), 20, RED if place % 2 else BLUE)
    draw.line((130, 240, 590, 240), fill=CARD_DARK, width=8)
    for row in range(3):
        for place in range(14):
            _round(draw, (155 + place * 32, 285 + row * 40), 11, PAPER)


def container(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((60, 120, 660, 380), fill=PAPER, outline=INK, width=8)
    for place in range(10):
        for row in range(4):
            left, top = 76 + place * 58, 136 + row * 60
            fill = BLUE if place > 7 else RED
            draw.rectangle((left, top, left + 50, top + 52), fill=fill, outline=PAPER, width=3)
    draw.line((536, 100, 536, 400), fill=INK, width=4)


def letters(draw: ImageDraw.ImageDraw) -> None:
    for place in range(5):
        left, top = 80 + place * 116, 110 + place % 2 * 40
        draw.rectangle((left, top, left + 100, top + 240), fill=PAPER, outline=INK, width=4)
        for line in range(9):
            draw.line((left + 14, top + 30 + line * 22, left + 84, top + 30 + line * 22), INK, 3)
    draw.rectangle((312, 110, 412, 350), outline=RED, width=10)


def lorry(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((60, 140, 520, 360), fill=PAPER, outline=INK, width=8)
    draw.rectangle((530, 190, 640, 310), fill=BLUE, outline=INK, width=8)
    for place in range(4):
        for row in range(2):
            left, top = 84 + place * 108, 160 + row * 100
            marked = (row, place) in {(0, 1), (1, 2)}
            fill = RED if marked else CARD
            draw.rectangle((left, top, left + 90, top + 82), fill=fill, outline=CARD_DARK, width=5)


def watches(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((110, 200, 330, 260), 20, fill=INK)
    _round(draw, (220, 230), 70, GREEN)
    _round(draw, (220, 230), 54, PAPER)
    draw.line((220, 230, 220, 190), fill=INK, width=6)
    draw.line((220, 230, 250, 246), fill=INK, width=6)
    draw.rectangle((420, 130, 620, 330), fill=CARD, outline=CARD_DARK, width=8)
    draw.rectangle((440, 150, 600, 200), fill=PAPER)


PICTURES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "parcels": parcels,
    "gift-box": gift_box,
    "container": container,
    "letters": letters,
    "lorry": lorry,
    "watches": watches,
}


def _parcel(draw: ImageDraw.ImageDraw, box: Box, marked: bool) -> None:
    draw.rectangle(box, fill=CARD, outline=RED if marked else CARD_DARK, width=6 if marked else 3)
    left, top, right, bottom = box
    middle = (top + bottom) // 2
    draw.line((left, middle, right, middle), fill=CARD_DARK, width=2)
    draw.rectangle((left + 12, top + 10, left + 52, top + 30), fill=PAPER)


def _round(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], size: int, fill: tuple[int, int, int]
) -> None:
    x, y = at
    draw.ellipse((x - size, y - size, x + size, y + size), fill=fill, outline=INK, width=2)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, paint in PICTURES.items():
        image = Image.new("RGB", SIZE, WALL)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 400, SIZE[0], SIZE[1]), fill=FLOOR)
        paint(draw)
        image.quantize(32).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
