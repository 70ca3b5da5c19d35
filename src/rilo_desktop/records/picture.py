"""A picture of a record: the original lies in the store, named by its hash.

What leaves the office is never the original but a cleaned copy: no metadata, and the boxes drawn
over it are burned in.
"""

from __future__ import annotations

from dataclasses import dataclass

from .field_specs import FieldSpec, flag, text, texts

PROGRAM = "written by the program: a digest, or numbers of a box"
FILE_DIGITS = 16
"""Of the SHA-256, in the name of a file: more than enough for the pictures of one record."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    sha256: str | None = text(
        "SHA-256 of the original", searched=False, limit=64, unguarded=PROGRAM
    )
    caption: str | None = text("Caption", null_is_empty=True)
    boxes: tuple[str, ...] = texts("Covered parts", searched=False, unguarded=PROGRAM)
    """As `Box.text`, in the order in which they were drawn."""
    sanitised: bool | None = flag(
        "Checked: no person, plate or document visible",
        help="No face, number plate, name or document can be made out, or it is covered",
    )
    kept: bool | None = flag("Do not send this picture", help="Not printed and not sent")

    @property
    def leaves(self) -> bool:
        """Is it printed in what leaves the office?"""
        return not self.kept


@dataclass(frozen=True, kw_only=True)
class AnswerPicture(Picture):
    """A picture that answers questions of a form: their answer is the name of its file, as in ODK.

    The name stays the same when a copy takes the place of the original.
    """

    file: str | None = text("File", searched=False, limit=100, unguarded=PROGRAM)


def holds_pictures(about: FieldSpec) -> bool:
    return about.lines is not None and issubclass(about.lines, Picture)


def file_name(sha256: str) -> str:
    """Of a picture that answers a question; the name that it came with may name a person."""
    return f"{sha256[:FILE_DIGITS]}.jpg"


def as_answer(picture: Picture) -> AnswerPicture:
    """A picture that was just taken, to answer a question."""
    return AnswerPicture(sha256=picture.sha256, file=file_name(picture.sha256 or ""))


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture that is covered; fractions of the upright picture, 0 to 1."""

    left: float
    top: float
    width: float
    height: float

    @property
    def text(self) -> str:
        """As a record keeps it: "0.1250 0.3000 0.2000 0.1000"."""
        return " ".join(f"{part:.4f}" for part in (self.left, self.top, self.width, self.height))

    @classmethod
    def read(cls, text: str) -> Box:
        """The reverse of `text`. Raises ValueError for anything that is no part of a picture."""
        left, top, width, height = (float(part) for part in text.split())
        inside = 0 <= left < 1 and 0 <= top < 1 and 0 < width <= 1 and 0 < height <= 1
        if not inside or left + width > 1.0002 or top + height > 1.0002:
            raise ValueError(f"no part of a picture: {text}")
        return cls(left, top, width, height)
