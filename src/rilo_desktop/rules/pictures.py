"""Pictures that leave were looked at by a person: no rule can see a face or a number plate."""

from __future__ import annotations

from rilo_desktop.records import QuestionnaireAnswers, Record
from rilo_desktop.records.answered_form import files_answered
from rilo_desktop.records.picture import AnswerPicture, Box, Picture

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart

UNSEEN = N_(
    "Picture {number}: check for faces, plates, names and documents, cover them, and confirm."
)
NOT_ASKED = N_("Picture {number} answers no question that is asked: it is not sent.")
NO_FILE = N_("Picture {number} has no file: add the picture again, or take the line away.")
NO_BOX = N_("Picture {number}: a covered part cannot be read ({box}): take it away and draw it.")


def findings(part: RecordPart) -> list[Finding]:
    picture = part.thing
    if not isinstance(picture, Picture) or not picture.leaves:
        return []
    number = int(part.prefix.split(".")[1])
    if isinstance(picture, AnswerPicture) and not _is_asked(part.record, picture):
        rule, structure = "pictures.not_asked", Nature.STRUCTURE
        return [part.find("file", rule, Severity.WARNS, structure, NOT_ASKED, number=number)]
    found = []
    if not picture.sha256:
        found.append(
            part.find(
                "sha256",
                "pictures.no_file",
                Severity.BLOCKS,
                Nature.STRUCTURE,
                NO_FILE,
                number=number,
            )
        )
    elif picture.sanitised is not True:
        found.append(
            part.find(
                "sanitised",
                "pictures.unseen",
                Severity.BLOCKS,
                Nature.NOMINAL,
                UNSEEN,
                number=number,
            )
        )
    for box in picture.boxes or ():
        if not is_box(box):
            found.append(
                part.find(
                    "boxes",
                    "pictures.box",
                    Severity.BLOCKS,
                    Nature.STRUCTURE,
                    NO_BOX,
                    number=number,
                    box=box[:60],
                )
            )
    return found


def _is_asked(record: Record, picture: AnswerPicture) -> bool:
    return isinstance(record, QuestionnaireAnswers) and picture.file in files_answered(record)


def is_box(text: str) -> bool:
    try:
        Box.read(text)
    except ValueError:
        return False
    return True
