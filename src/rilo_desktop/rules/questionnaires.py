"""Answers to a form, judged by it: what is missing, of a wrong type, not allowed, unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from rilo_desktop.questions.answer_tree import PathError, find_node, names_of, steps_of
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import Element
from rilo_desktop.questions.definition import Definition, Item, ItemType, Texts, title_in
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import FormState, TooManyLines
from rilo_desktop.questions.markup import escaped, plain
from rilo_desktop.questions.problems import Problem, Rule
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.records.answered_form import answered, compiled

from .context import AskedForm, RuleContext
from .findings import N_, Finding, FormText, Message, Nature, Severity
from .form_findings import reason
from .handling import effective, is_stricter
from .record_parts import RecordPart

NO_FORM = N_("The form that these answers belong to is not in this store: add it first.")
BROKEN = N_("The form cannot be used: {reason}")
EMPTY = N_("This questionnaire asks nothing yet: load its form from a file.")
ALTERED = N_("The definition of the form is not the one that its SHA-256 says.")
AT_QUESTION = N_("{question}: {reason}")
NOT_ASKED = N_("{question}: the form asks no such question. The answer is kept.")
UNKNOWN = N_("{question}: {reference} is no record of this store.")
TOO_MILD = N_("This answer asks for TLP:{label} at least; the answers are marked TLP:{own}.")
NO_PICTURE = N_("{question}: the picture is not there any more. Choose it again.")
TOO_LARGE = N_("There are more lines than a form may have.")


def references_in(definition: Definition, answers: QuestionnaireAnswers) -> set[str]:
    """References that answers to questions for records hold."""
    picks = {path for path, item in definition.walk() if item.records.pick and not _has_day(item)}
    return {
        word
        for line in answers.answers
        if line.value and names_of(line.path or "") in picks
        for word in line.value.split()
    }


def _has_day(item: Item) -> bool:
    """A question of another type takes a value of the record, and not its reference."""
    return item.type.value != "text" or bool(item.records.fill)


def findings(part: RecordPart, today: date, known: RuleContext | None) -> list[Finding]:
    match part.thing:
        case Questionnaire() as form:
            return list(_of_form(part, form))
        case QuestionnaireAnswers() as answers if known is not None:
            return list(_of_answers(part, answers, today, known))
        case _:
            return []


def _of_form(part: RecordPart, form: Questionnaire) -> Iterator[Finding]:
    if not isinstance(form.definition, str) or not form.definition:
        yield _find(part, "definition", "empty", EMPTY)
        return
    try:
        compiled(form.definition)
    except DefinitionError as error:
        yield _find(part, "definition", "broken", BROKEN, reason=reason(error))
    digest = hashlib.sha256(form.definition.encode("utf-8", "replace")).hexdigest()
    if form.definition_sha256 != digest:
        yield _find(part, "definition", "altered", ALTERED)


def _of_answers(
    part: RecordPart, answers: QuestionnaireAnswers, today: date, known: RuleContext
) -> Iterator[Finding]:
    asked = known.forms.get(str(answers.questionnaire))
    if asked is None:
        yield _find(part, "questionnaire", "no_form", NO_FORM)
        return
    try:
        state, left = answered(asked.definition, answers, today)
        state.language = state.definition.language(str(answers.language or ""))
    except DefinitionError as error:
        yield _find(part, "questionnaire", "broken", BROKEN, reason=reason(error))
        return
    except TooManyLines:
        yield _find(part, "answers", "size", TOO_LARGE)
        return
    for problem in problems(state):
        said: object = Message(problem.message, problem.values)
        element = state.form.by_path.get(names_of(problem.path))
        if problem.words and not (element and _says_itself(element.item, problem)):
            said = _first(problem.words, state)
        severity = Severity.BLOCKS
        if problem.rule is Rule.NOT_RELEVANT:  # it is kept, and does not leave
            severity = Severity.WARNS
        elif problem.rule is Rule.REQUIRED and element and element.item.type is ItemType.CALCULATE:
            severity = Severity.WARNS  # nobody can type it, and what it is made of may be not known
        found = _find(part, "answers", problem.rule.value, AT_QUESTION, severity, reason=said)
        yield _at(found, answers, state, problem.path)
    for line in left:
        found = _find(part, "answers", "left", NOT_ASKED, Severity.WARNS)
        yield _at(found, answers, state, line.path)
    held = {picture.file for picture in answers.pictures}
    for node in state.root.questions():
        is_image = node.item is not None and node.item.type is ItemType.IMAGE
        if is_image and node.text and node.text not in held:
            yield _at(_find(part, "answers", "picture", NO_PICTURE), answers, state, node.path)
    yield from _of_records(part, answers, state, asked)


def _says_itself(item: Item, problem: Problem) -> bool:
    """Are the words those of the note, which stand before them already?"""
    is_note = item.type is ItemType.NOTE and problem.rule is Rule.REQUIRED
    return is_note and not item.required_message


def _of_records(
    part: RecordPart, answers: QuestionnaireAnswers, state: FormState, asked: AskedForm
) -> Iterator[Finding]:
    own = effective(answers.tlp)
    for node in state.root.questions():
        item = node.item
        if item is None or not node.text:
            continue
        query = item.records
        if query.pick and not _has_day(item):
            for word in node.text.split():
                if word in asked.unknown:
                    found = _find(
                        part, "answers", "unknown", UNKNOWN, Severity.WARNS, reference=word
                    )
                    yield _at(found, answers, state, node.path)
        if query.tlp and is_stricter(query.tlp, own):
            values = {"label": query.tlp, "own": own}
            found = part.find(
                "tlp", "questionnaire.tlp", Severity.BLOCKS, Nature.HANDLING, TOO_MILD, **values
            )
            yield found


def _at(finding: Finding, answers: QuestionnaireAnswers, state: FormState, path: str) -> Finding:
    """At the line of the answer where it has one, and called as the form calls the question.

    What has no line, as nobody answered it, is at line 0 with its path.
    """
    number = next((n for n, line in enumerate(answers.answers, 1) if line.path == path), 0)
    field = f"answers.{number}.value" if number else f"answers.0.{path}"
    element = state.form.by_path.get(names_of(path))
    if element is None:
        values = {**finding.values, "question": path}
        return replace(finding, values=values).at(field=field, label=path)
    label = _called(element.item, state, path)
    values = {**finding.values, "question": _within_sentence(label)}
    said = title_in(label.texts, state.language)
    within = tuple(
        (_called(above.item, state), number)
        for above, (_, number) in zip(_from_top(element), steps_of(path), strict=True)
        if number or (above is not element and above.item.label)
    )
    return replace(finding, values=values).at(field=field, label=said, within=within)


def _called(item: Item, state: FormState, path: str = "") -> FormText:
    """By its label, with the answers that it names; by its name where it has none."""
    label = item.label if any(text for _, text in item.label) else (("", escaped(item.name)),)
    if path:
        with suppress(PathError):
            node = find_node(state.root, path)
            label = tuple((language, state.source(node, text)) for language, text in label)
    return _first(label, state)


def _first(texts: Texts, state: FormState) -> FormText:
    """In the language of the answers where whoever reads it asks for none that the form has."""
    return FormText(tuple(sorted(texts, key=lambda one: one[0] != state.language)))


def _within_sentence(label: FormText) -> FormText:
    words = ((language, plain(text).rstrip(" .:")) for language, text in label.texts)
    return FormText(tuple((language, escaped(text)) for language, text in words))


def _from_top(element: Element) -> list[Element]:
    return list(element.chain())[::-1]


def _find(
    part: RecordPart,
    field: str,
    rule: str,
    message: str,
    severity: Severity = Severity.BLOCKS,
    **values: object,
) -> Finding:
    return part.find(field, f"questionnaire.{rule}", severity, Nature.STRUCTURE, message, **values)
