"""Answers to a form from a JSON file, checked against the form and kept as a draft.

    {"meta": {"form_id": "...", "form_version": "...", "answered_on": "2026-01-12",
              "evaluate_today": "2026-01-15", "language": "en"},
     "answers": {...}}

Of `meta` nothing is required. `answers` is nested as `questions.answers_json` says; a picture is
named by its path from the folder of the file. What is kept replaces the answers that were there,
which stay as a revision. So a file of which nothing fits the form changes nothing, and one that
fits in part is kept where somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.cells import Number
from rilo_desktop.exchange.sandbox import Data, content_of
from rilo_desktop.language import catalogue
from rilo_desktop.questions.answer_lines import read_lines
from rilo_desktop.questions.answer_tree import AnswerState
from rilo_desktop.questions.answers_json import all_problems, read_answers
from rilo_desktop.questions.definition import text_in
from rilo_desktop.questions.form_state import FormState, TooManyLines
from rilo_desktop.questions.problems import Problem
from rilo_desktop.records import Questionnaire
from rilo_desktop.records.answered_form import moment_of
from rilo_desktop.records.dates import is_day, last_day
from rilo_desktop.rules.findings import N_, FieldPath, Refused

from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from . import form_answer_pictures, forms
from .changes import Saved
from .form_answer_pictures import TakenAnswers
from .form_surroundings import surroundings_of
from .forms import FormAnswers

MOST_NAMED = 3
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """`unfit`: what of the file is not taken; `problems` begins with them. `taken`: how many
    answers are. `earlier`: how many were there before. `saved`: None where nothing was kept.
    """

    form: Questionnaire
    answers: FormAnswers
    problems: tuple[Problem, ...]
    unfit: tuple[Problem, ...]
    taken: int
    earlier: int
    saved: Saved | None = None


def answer(
    session: Session, form_id: str, path: Path, dry_run: bool = False, leave_unfit: bool = False
) -> AnsweredForm:
    """Read the answers, check them, and keep them unless it is a dry run.

    What the checks find keeps no answer from being saved as a draft. What has no place in the form
    does, save with `leave_unfit`. Raises Refused for a file of another shape or of another form, of
    which nothing fits, and for a form that is not here.
    """
    session.permit(Task.READ if dry_run else Task.WRITE)
    meta, data = _read(path)
    said, version = _text(meta, "form_id"), _text(meta, "form_version")
    stored = forms.find(session, form_id, version if said in ("", form_id) else "")
    form = stored.record
    assert isinstance(form, Questionnaire)
    if said and said != form.form_id:
        raise _refused(
            path,
            "other",
            N_("{file} answers the form {said}, not {form}."),
            said=said,
            form=form.form_id,
        )
    held = forms.answers_of(session, form, _period(path, meta))
    made = replace(
        held.record,
        answered_on=_day(path, meta, "answered_on") or session.today,
        language=_language(meta) or held.record.language,
    )
    today = _day(path, meta, "evaluate_today")
    now = datetime.combine(datetime.fromisoformat(today), time(12)) if today else None
    compiled = forms.compiled(form)
    lines, strays = read_answers(compiled.definition, data)

    def take(looking: bool) -> TakenAnswers:
        return form_answer_pictures.take(
            session, compiled.definition, lines, made.pictures, path.parent, looking
        )

    taken = take(looking=True)
    unfit = (*strays, *taken.problems)
    count = sum(bool(one.value) or one.state is not AnswerState.ANSWERED for one in taken.lines)
    if not count:
        raise _nothing(path, form, strays)
    is_kept = not dry_run and (leave_unfit or not unfit)
    if is_kept and taken.pictures:
        taken = take(looking=False)
    made = replace(made, pictures=tuple(taken.pictures))
    root, left = read_lines(compiled.definition, taken.lines)
    around = surroundings_of(session, compiled.definition, made)
    try:
        state = FormState(
            compiled,
            now or moment_of(made, session.clock().date()),
            root,
            surroundings=around,
        )
    except TooManyLines:
        raise _refused(path, "size", N_("{file} has more lines than a form may have.")) from None
    state.all_answered()
    answers = FormAnswers(made, held.revision, state, tuple(left))
    found = (*taken.problems, *all_problems(compiled.definition, data, state))
    earlier = sum(bool(one.value) for one in held.record.answers)
    saved = forms.save(session, answers) if is_kept else None
    return AnsweredForm(form, answers, found, unfit, count, earlier, saved)


def _nothing(path: Path, form: Questionnaire, strays: Sequence[Problem]) -> Refused:
    """Names the first of what the file has, so that one sees which form it is for."""
    names = ", ".join(f"“{one.path}”" for one in strays[:MOST_NAMED] if one.path)
    if not names:
        message = N_("{file} answers no question of {form}: it holds no answers. Nothing changed.")
    else:
        message = N_(
            "{file} answers no question of {form}: it has {names}, which the form does not ask. "
            "Nothing changed. Is it for another form?"
        )
    return _refused(path, "nothing", message, form=form.form_id, names=names)


def message_of(problem: Problem, language: str) -> str:
    """The form's own words in this language where it has them, else the program's."""
    if problem.words:
        return text_in(problem.words, language)
    return catalogue(language).text(problem.message, **problem.values)


def _read(path: Path) -> tuple[Mapping[str, Any], Any]:
    found = content_of(path)
    data = _plain(found.value) if isinstance(found, Data) else None
    if not isinstance(data, dict) or "answers" not in data:
        raise _refused(
            path, "shape", N_("{file} is no file of answers: it has no object “answers”.")
        )
    meta = data.get("meta", {})
    if not isinstance(meta, dict):
        raise _refused(path, "meta", N_("{file}: “meta” is no object."))
    return meta, data["answers"]


def _plain(value: Any) -> Any:
    """With Python's numbers; 12.40 stays as it was written."""
    if isinstance(value, Number):
        text = value.text
        return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else text
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _text(meta: Mapping[str, Any], name: str) -> str:
    value = meta.get(name)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _day(path: Path, meta: Mapping[str, Any], name: str) -> str:
    value = _text(meta, name)
    if value and not is_day(value):
        message = N_("{file}: “{name}” in “meta” is no day; write it as 2026-01-15.")
        raise _refused(path, "day", message, name=name)
    return value


def _period(path: Path, meta: Mapping[str, Any]) -> str:
    value = _text(meta, "period")
    if value and last_day(value) is None:
        message = N_("{file}: “period” in “meta” is no year, month or day.")
        raise _refused(path, "period", message)
    return value


def _language(meta: Mapping[str, Any]) -> str:
    value = _text(meta, "language")
    return value if _LANGUAGE.fullmatch(value) else ""


def _refused(path: Path, rule: str, message: str, **values: Any) -> Refused:
    return refusal(
        f"form_answers.{rule}", message, FieldPath(file=path.name), file=path.name, **values
    )
