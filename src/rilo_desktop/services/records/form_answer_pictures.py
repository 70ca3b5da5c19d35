"""Pictures that a file of answers names: each lies in the folder of the file, or below it.

The file may come from somebody else: a path that leads anywhere else is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from rilo_desktop.exchange.picture import clean_picture, read_picture
from rilo_desktop.questions.answer_lines import AnswerLine
from rilo_desktop.questions.answer_tree import names_of
from rilo_desktop.questions.definition import Definition, ItemType
from rilo_desktop.questions.problems import Problem, Rule
from rilo_desktop.records import AnswerPicture, Picture
from rilo_desktop.records.picture import as_answer
from rilo_desktop.rules.findings import N_, Refused

from ..office.session import Session
from . import picture

MOST_PICTURES = 100
"""Of one file of answers."""

_OUTSIDE = N_(
    "A picture is named by its path from the folder of the answers, and lies in it or below it."
)
_MANY = N_("There are more than {most} pictures in these answers.")


@dataclass
class TakenAnswers:
    """`lines`: answers with the names that pictures have in the store; one that cannot be taken is
    no answer, and `problems` says why.
    """

    lines: list[AnswerLine] = field(default_factory=list)
    pictures: list[AnswerPicture] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def take(
    session: Session,
    definition: Definition,
    lines: Iterable[AnswerLine],
    held: Iterable[AnswerPicture],
    folder: Path,
    dry_run: bool,
) -> TakenAnswers:
    """`held`: pictures of these answers, which may be named by their file; a dry run keeps none."""
    images = {path for path, item in definition.walk() if item.type is ItemType.IMAGE}
    by_file = {one.file: one for one in held}
    found = TakenAnswers()
    count = 0
    for line in lines:
        if not line.value or names_of(line.path) not in images:
            found.lines.append(line)
            continue
        count += 1
        try:
            one = by_file.get(line.value) or _taken(session, folder, line, count, dry_run)
        except _NoPicture as why:
            found.problems.append(why.problem)
            continue
        known = by_file.setdefault(one.file, one)
        if known not in found.pictures:
            found.pictures.append(known)
        found.lines.append(AnswerLine(line.path, known.file or "", line.state))
    return found


class _NoPicture(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _taken(
    session: Session, folder: Path, line: AnswerLine, count: int, dry_run: bool
) -> AnswerPicture:
    if count > MOST_PICTURES:
        raise _NoPicture(Problem(line.path, Rule.TYPE, _MANY, {"most": MOST_PICTURES}))
    path = _inside(folder, line.value)
    if path is None:
        raise _NoPicture(Problem(line.path, Rule.TYPE, _OUTSIDE))
    try:
        return as_answer(_looked_at(path) if dry_run else _kept(session, path))
    except Refused as refused:
        (said, *_) = refused.findings
        problem = Problem(line.path, Rule.TYPE, said.message, dict(said.values))
        raise _NoPicture(problem) from None


def _inside(folder: Path, said: str) -> Path | None:
    """None for a path that leads out of the folder, also by a link."""
    if PureWindowsPath(said).anchor or PurePosixPath(said).is_absolute() or "\0" in said:
        return None
    path = (folder / said).resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def _looked_at(path: Path) -> Picture:
    content = read_picture(path)
    clean_picture(content, path.name)
    return picture.unkept(content)


def _kept(session: Session, path: Path) -> Picture:
    taken = picture.take(session, (path,))
    if taken.refused:
        raise taken.refused[0]
    return taken.pictures[0]
