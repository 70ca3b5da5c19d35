"""Answers to the guard against personal data: each finding by itself, in the officer's words.

An answer is to exactly the words that were found, in one field of one revision of a record. Other
words there, or another revision, ask for another answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rilo_desktop.language import NC_, catalogue
from rilo_desktop.records import Answer, Submission, Workflow, class_of, fields_of
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.rules.personal_data.kinds import LABELS, DataKind
from rilo_desktop.store import ReadSession, Stored, UnitOfWork
from rilo_desktop.vocabularies import shipped, vocabulary_names

from .code_labels import PREFIX
from .finding_helpers import refusal
from .session import Session

COVER = "cover"
"""What a command calls the submission itself, which has no reference yet, and what is of no
record."""
Key = tuple[str, str, str]


def key_of(finding: Finding) -> Key:
    """(record, "" for the cover and the names of codes; path of the field; digest of the words)."""
    place = finding.place
    record = "" if place.kind == Submission.kind.code else place.record
    return record, place.field, str(finding.values.get("digest", ""))


def asked_as(finding: Finding) -> tuple[str, str]:
    """(reference, field) by which an answer to it is given."""
    name = finding.place.reference if key_of(finding)[0] else COVER
    return name, f"{finding.place.field}:{finding.values.get('number', 1)}"


def blocked_by(
    said: Sequence[Finding], reason: str, answers: Iterable[Answer] = ()
) -> tuple[Finding, ...]:
    """What keeps from release. A reason justifies what is missing; the guard wants answers."""
    answered = {_key(one) for one in answers if (one.answer or "").strip()}
    return tuple(f for f in said if _keeps(f, bool(reason.strip()), answered))


def _keeps(finding: Finding, has_reason: bool, answered: set[Key]) -> bool:
    if finding.answerable:
        return key_of(finding) not in answered
    return finding.blocks and not (finding.justifiable and has_reason)


def _key(answer: Answer) -> Key:
    return answer.record or "", answer.field or "", answer.digest or ""


def answer_to(finding: Finding, revision: str, text: str) -> Answer:
    """`revision` of the record that it was found in; "" for the cover."""
    record, field, digest = key_of(finding)
    return Answer(
        record=record or None,
        reference=finding.place.reference if record else None,
        revision=revision or None,
        field=field,
        data=str(finding.values.get("data", "")) or None,
        digest=digest or None,
        answer=text.strip() or None,
    )


def valid_answers(answers: Iterable[Answer], revisions: Mapping[str, str]) -> tuple[Answer, ...]:
    """Those to the cover, and to records that still stand at the revision they were given for."""
    return tuple(
        one for one in answers if not one.record or revisions.get(one.record) == one.revision
    )


def released_answers(reading: ReadSession) -> Iterator[Answer]:
    """Given to what left in submissions before."""
    for stored in reading.records.all_of(Submission.kind.code, archived=True):
        made = stored.record
        if isinstance(made, Submission) and made.workflow == Workflow.RELEASED:
            yield from made.answers


def unanswered(
    session: Session,
    said: Sequence[Finding],
    typed: Iterable[tuple[str, str, str]],
    found: Sequence[Stored] = (),
) -> tuple[tuple[Finding, ...], list[str]]:
    """What nobody answered of what was found in these records, and the new answers for the log.

    `typed`: (reference, field, text). What was answered for a submission counts where its record
    stands as it did then. Raises Refused as `given`.
    """
    if not said:
        return (), []
    with session.reading() as reading:
        earlier = tuple(released_answers(reading))
    revisions = {one.record.id: one.revision for one in found}
    references = {one.record.id: one.record.reference for one in found}
    named = {reference: record for record, reference in references.items()} | {COVER: ""}
    new = given([(named.get(name, name), at, text) for name, at, text in typed], said, revisions)
    left = blocked_by(said, "", valid_answers((*earlier, *new), revisions))
    return left, [
        f"{references.get(one.record or '', COVER)} {one.field}: {one.answer}" for one in new
    ]


def signed(answers: Iterable[Answer], sign: str, on: str) -> tuple[Answer, ...]:
    """With who gave them, and when, where that is not said yet."""
    return tuple(one if one.sign else replace(one, sign=sign, on=on) for one in answers)


def given(
    said: Sequence[tuple[str, str, str]],
    findings: Sequence[Finding],
    revisions: Mapping[str, str],
) -> tuple[Answer, ...]:
    """Answers as they are typed: (id of the record or "", field, text).

    A field is a path, "summary", or "summary:2" for the second that was found there. Raises Refused
    where nothing was found, where several were, and for an answer without a word.
    """
    return tuple(_given(record, field, text, findings, revisions) for record, field, text in said)


def _given(
    record: str, field: str, text: str, findings: Sequence[Finding], revisions: Mapping[str, str]
) -> Answer:
    path, _, number = field.partition(":")
    there = [f for f in _unique(findings) if key_of(f)[:2] == (record, path)]
    chosen = [f for f in there if not number or str(f.values.get("number", 1)) == number]
    if not chosen:
        raise _refused("answer.nothing", NOTHING, field)
    if len(chosen) > 1:
        raise _refused("answer.several", SEVERAL, field, count=len(chosen), example=f"{path}:1")
    if not text.strip():
        raise _refused("answer.empty", EMPTY, field)
    return answer_to(chosen[0], revisions.get(record, ""), text)


NOTHING = N_("{field}: nothing was found there that needs an answer.")
SEVERAL = N_("{field}: {count} were found there; answer each by its number, as in {example}.")
EMPTY = N_("{field}: the answer is empty; say why it may be sent.")


def _refused(rule: str, message: str, field: str, **values: int | str) -> Refused:
    return refusal(rule, message, None, field=field, **values)


def _unique(findings: Sequence[Finding]) -> list[Finding]:
    """Each of the same words in the same field once."""
    return list({key_of(f): f for f in reversed(findings) if f.answerable}.values())


def note_answers(unit: UnitOfWork, submission: Submission) -> None:
    """In the log: what may leave and why, without the words themselves."""
    if submission.answers:
        unit.note(answers=[_as_logged(one) for one in submission.answers])


def _as_logged(one: Answer) -> dict[str, str]:
    return {
        "record": one.reference or COVER,
        "field": one.field or "",
        "found": one.data or "",
        "answer": one.answer or "",
    }


def printed(submission: Submission, kinds: Mapping[str, str], language: str) -> str:
    """The justification as the document prints it: the reason, then each answer in a line.

    `kinds`: id of a record -> its type.
    """
    reason = submission.justification if isinstance(submission.justification, str) else ""
    lines = [_printed(one, kinds, language) for one in submission.answers]
    return "\n".join(line for line in (reason, *lines) if line)


def _printed(one: Answer, kinds: Mapping[str, str], language: str) -> str:
    said = catalogue(language)
    found = LABELS.get(DataKind(one.data)) if one.data in set(DataKind) else None
    return said.text(
        "{place}, {field}, {what}: {answer}",
        place=one.reference or said.text(NC_("page of a document", "Cover")),
        field=_label(
            class_of(kinds.get(one.record or "", Submission.kind.code)), one.field or "", language
        ),
        what=said.text(found) if found else said.text("a picture"),
        answer=one.answer or "",
    )


def _label(cls: type, path: str, language: str) -> str:
    """ "Goods 2, Note" of "goods.2.note"; "Product category, AP-HERBAL" of the name of a code."""
    if path.startswith(PREFIX):
        listed, _, code = path.removeprefix(PREFIX).partition(".")
        title = shipped(listed).title(language) if listed in vocabulary_names() else listed
        return f"{title}, {code}"
    name, *rest = path.split(".")
    about = fields_of(cls).get(name)
    if about is None:
        return path
    text = catalogue(language).text(about.label)
    if about.lines is None or not rest:
        return text
    inside = fields_of(about.lines).get(rest[-1]) if len(rest) > 1 else None
    line = f"{text} {rest[0]}"
    return f"{line}, {catalogue(language).text(inside.label)}" if inside else line
