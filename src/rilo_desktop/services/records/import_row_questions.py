"""What is asked about a row as a whole: likely a case that is known, or a number that is known.

An officer says the same (the row is left out), merge, or different. Merged, the other case gets
what it does not say yet, and the row's number as a note for the office, so that both are found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.column_mapping.question_keys import (
    SAME,
    UPDATE,
    Scope,
    cases_key,
    parsed,
)
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.building import is_empty, note_of
from rilo_desktop.exchange.mapped_sheets.grouping import (
    DIFFERENT,
    MERGE,
    SKIP,
    row_answer,
    said,
)
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow, RowQuestion
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.records import FieldType, class_of, fields_of
from rilo_desktop.rules.findings import N_, Finding
from rilo_desktop.store import ReadSession

from ..office.progress import Progress
from .import_compare import COMPARING, EVERY, ImportOutcome
from .import_duplicates import CorrectedRows, DuplicateSearch, LikelyCase

KNOWN = N_("The number {number} is in the office already, with other content: update it, or not?")
LIKELY = N_("Probably the case {number}: {why}.")
LEFT_OUT = N_("It is the case {number}: the row was left out, as you answered.")
MERGED = N_("Merged into the case {number}, as you answered; its note has this number.")
MERGE_WAITS = N_("It is merged into the case {number} when the questions about that are answered.")
LIKELY_CORRECTED = N_(
    "A case of such a table, {number}, says the same in most columns, and no row of this table is "
    "it any more: is this row that case, corrected?"
)
CORRECTED = N_("It is the case {number}, corrected, as you answered; it has the row's number now.")


@dataclass
class _Sheet:
    """A sheet whose rows and records are being changed."""

    sheet: ReadSheet
    rows: list[ReadRow]
    records: list[ImportRow | None]
    settled: dict[str, tuple[Any, int]]

    @classmethod
    def of(cls, sheet: ReadSheet) -> _Sheet:
        return cls(sheet, list(sheet.rows), list(sheet.records), dict(sheet.settled))

    def made(self) -> ReadSheet:
        return replace(
            self.sheet,
            rows=tuple(self.rows),
            records=tuple(self.records),
            settled=self.settled,
        )

    def settle(self, case: int, key: str, answer: Any) -> None:
        """Note what was answered of a case, to be remembered with its row."""
        row = self.rows[self.sheet.cases[case].places[0]]
        self.settled[key] = (answer, row.number)

    def leave_out(self, case: int, why: Finding) -> None:
        for at in self.sheet.cases[case].places:
            self.rows[at] = replace(self.rows[at], skipped=why)
        self.records[case] = None

    def ask(self, case: int, question: RowQuestion) -> None:
        place = self.sheet.cases[case].places[0]
        row = self.rows[place]
        self.rows[place] = replace(row, questions=(*row.questions, question))

    def is_open(self, case: int) -> bool:
        return any(self.rows[at].has_question for at in self.sheet.cases[case].places)


def with_duplicates(
    reading: ReadSession, office: str, sheets: Sequence[ReadSheet], progress: Progress
) -> list[ReadSheet]:
    """The sheets, with a question at each row that is likely a case of another row or record."""
    made = [_Sheet.of(sheet) for sheet in sheets]
    searches: dict[str, DuplicateSearch] = {}
    merges: list[tuple[_Sheet, int, RowQuestion]] = []
    for one in made:
        kind = one.sheet.kind
        if not kind:
            continue
        search = searches.setdefault(kind, DuplicateSearch(reading, kind, office))
        before = CorrectedRows(reading, one.sheet)
        for case, record in enumerate(one.sheet.records):
            if case % EVERY == 0:
                progress(case, len(one.records), COMPARING)
            if record is None:
                continue
            rows = [one.sheet.rows[at] for at in one.sheet.cases[case].places]
            is_made = record.local_ref in one.sheet.proposed
            if is_made and before.is_known(record.local_ref):
                continue
            likely = search.likely(record, rows, before.here if is_made else ())
            if any(question.of or _is_of_table(question) for question in rows[0].questions):
                continue
            if is_made and _corrects(before, one, case):
                continue
            merges += _likely(reading, one, case, likely)
    places = _by_number(made) if merges else {}
    for one, case, question in merges:
        _merge(reading, places, one, case, question)
    return [one.made() for one in made]


def _is_of_table(question: RowQuestion) -> bool:
    """Is it asked about the table: whether the row is a case at all?"""
    key = parsed(question.key)
    return key is not None and key.scope is Scope.TABLE


def _likely(
    reading: ReadSession, one: _Sheet, case: int, likely: LikelyCase | None
) -> Iterator[tuple[_Sheet, int, RowQuestion]]:
    """Ask whether a case is another, or do what was answered; those to be merged are given back.

    What was answered about a pair holds, whatever other answers made of their likeness.
    """
    record = one.records[case]
    assert record is not None
    kind, number, answers = record.kind, record.local_ref, one.sheet.answers
    for other, given in answers.others_of(SAME, number):
        answer = row_answer(given)
        if answer == SKIP or _merges(answer, other):
            key = cases_key(SAME, number, other)
            one.settle(case, key, given)
            if answer == SKIP:
                one.leave_out(case, said("answered_same", LEFT_OUT, number=other))
            else:
                stored = reading.records.by_own_number(kind, other) or ""
                is_row = likely is not None and own_key(likely.number) == own_key(other)
                stored = likely.record if is_row and likely else stored
                reason = said("likely_duplicate", LIKELY, number=other, why="")
                yield one, case, RowQuestion(key, reason, (), other, record=stored)
            return
    if likely is None:
        return
    question = _question(reading, kind, number, likely)
    given = answers.cases(SAME, number, likely.number)
    answer = row_answer(given)
    if answer == SKIP:
        one.settle(case, question.key, given)
        one.leave_out(case, said("answered_same", LEFT_OUT, number=likely.number))
    elif _merges(answer, likely.number):
        one.settle(case, question.key, given)
        yield one, case, question
    elif answer.partition(" ")[0] in (DIFFERENT, UPDATE):
        one.settle(case, question.key, given)
    elif row_answer(answers.cases(SAME, likely.number, number)) != DIFFERENT:
        one.ask(case, question)


def _corrects(before: CorrectedRows, one: _Sheet, case: int) -> bool:
    """Is a row whose number nobody has a known case in which a cell was corrected? Asked, or done
    as it was answered; not where the officer said that it is another.
    """
    record = one.records[case]
    assert record is not None
    number = record.local_ref
    for other, stored in before.like(number):
        key = cases_key(SAME, number, other)
        given = one.sheet.answers.cases(SAME, number, other)
        answer = row_answer(given)
        if answer:
            one.settle(case, key, given)
        if answer == DIFFERENT:
            continue
        if answer == SKIP:
            one.leave_out(case, said("answered_same", LEFT_OUT, number=other))
        elif answer.partition(" ")[0] == UPDATE:
            place = one.sheet.cases[case].places[0]
            note = said("corrected", CORRECTED, number=other)
            one.rows[place] = replace(one.rows[place], notes=(*one.rows[place].notes, note))
            one.records[case] = replace(record, corrects=stored)
        else:
            words = (f"{UPDATE} {other}", DIFFERENT, SKIP)
            reason = said("likely_corrected", LIKELY_CORRECTED, number=other)
            one.ask(case, RowQuestion(key, reason, words, other, record=stored))
        return True
    return False


def _question(reading: ReadSession, kind: str, number: str, likely: LikelyCase) -> RowQuestion:
    """A case of another office is not merged into: it is theirs."""
    own = not likely.record or reading.records.by_own_number(kind, likely.number) == likely.record
    words = (SKIP, DIFFERENT, f"{MERGE} {likely.number}") if own else (SKIP, DIFFERENT)
    reason = said("likely_duplicate", LIKELY, number=likely.number, why=likely.likeness.signs)
    key = cases_key(SAME, number, likely.number)
    return RowQuestion(key, reason, words, likely.number, record=likely.record)


def _merges(answer: str, number: str) -> bool:
    """The number of the other case alone says it too."""
    return answer.partition(" ")[0] == MERGE or answer == number.casefold()


Places = Mapping[tuple[str, str | None], Sequence[tuple[_Sheet, int]]]
"""{(record type, own number): the cases that have it}"""


def _by_number(made: Sequence[_Sheet]) -> Places:
    found: dict[tuple[str, str | None], list[tuple[_Sheet, int]]] = defaultdict(list)
    for sheet in made:
        for at, record in enumerate(sheet.records):
            if record is not None:
                found[record.kind, own_key(record.local_ref)].append((sheet, at))
    return found


def _merge(
    reading: ReadSession, places: Places, one: _Sheet, case: int, question: RowQuestion
) -> None:
    row = one.records[case]
    if row is None:
        return
    where = _place_of(places, row, question)
    merged = said("merged", MERGED, number=question.of)
    if where is not None:
        other, at = where
        before = other.records[at]
        assert before is not None
        if one.is_open(case) or other.is_open(at):
            reason = said("merge_waits", MERGE_WAITS, number=question.of)
            one.ask(case, replace(question, reason=reason))
            return
        values = {**before.values, **added(row, before.values)}
        other.records[at] = replace(before, values=values)
        one.leave_out(case, merged)
        return
    stored = reading.records.stored(question.record) if question.record else None
    if stored is not None:
        values = added(row, vars(stored.record))
        number = stored.record.local_ref or question.of
        values["local_ref"] = number
        one.records[case] = replace(row, local_ref=number, values=values)
        place = one.sheet.cases[case].places[0]
        one.rows[place] = replace(one.rows[place], notes=(*one.rows[place].notes, merged))


def _place_of(places: Places, row: ImportRow, question: RowQuestion) -> tuple[_Sheet, int] | None:
    """The other case among the rows."""
    if question.record:
        return None
    for sheet, at in places.get((row.kind, own_key(question.of)), ()):
        record = sheet.records[at]
        if record is not None and record is not row:
            return sheet, at
    return None


def added(row: ImportRow, other: Mapping[str, Any]) -> dict[str, Any]:
    """What a row adds to another case, with the number of the row in its note."""
    said = f"= {row.local_ref} ({row.file})" if row.local_ref else ""
    return additions(row.kind, row.values, other, said)


def additions(
    kind: str, values: Mapping[str, Any], other: Mapping[str, Any], said: str
) -> dict[str, Any]:
    """What values add to another record, by field; what that says already stays.

    `said` goes into the note for the office, so that both are found.
    """
    described = fields_of(class_of(kind))
    found: dict[str, Any] = {}
    beside = {
        name
        for owner, spec in described.items()
        if not is_empty(other.get(owner))
        for name in spec.beside.values()
    }
    for name, value in values.items():
        before, spec = other.get(name), described[name]
        if name == "local_ref" or is_empty(value):
            continue
        if spec.type is FieldType.TEXTS and not is_empty(before):
            found[name] = tuple(dict.fromkeys((*(before or ()), *value)))
        elif spec.type is FieldType.LONG_TEXT and not is_empty(before):
            found[name] = joined(before, value)
        elif spec.type is FieldType.TEXT and spec.cites and not is_empty(before):
            more = next((n for n, s in described.items() if s.cites and s.type is _LIST), "")
            if more and value != before:
                known = found.get(more) or other.get(more) or ()
                found[more] = tuple(dict.fromkeys((*known, value)))
        elif is_empty(before) and name not in beside:
            found[name] = value
    note = note_of(kind)
    if note and said:
        found[note] = joined(found.get(note) or other.get(note), said)
    return found


_LIST = FieldType.TEXTS


def joined(before: Any, text: str) -> str:
    if is_empty(before):
        return text
    return str(before) if text in str(before) else f"{before}\n{text}"


def changing(rows: Sequence[ImportRow], outcomes: Sequence[ImportOutcome]) -> set[int]:
    """The ids of the rows whose number is known with other content, in the office or before."""
    return {
        id(row)
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome is ImportOutcome.CHANGED and not row.corrects
    }


def with_updates(sheets: Sequence[ReadSheet], changed: set[int]) -> list[ReadSheet]:
    """The sheets, with a question at each row that would change a case; none where it was merged.

    `changed`: ids of the records.
    """
    made = []
    for sheet in sheets:
        one = _Sheet.of(sheet)
        for case, record in enumerate(sheet.records):
            if record is None or id(record) not in changed or _is_merged(sheet, case):
                continue
            number = record.local_ref
            key = cases_key(UPDATE, number)
            given = sheet.answers.cases(UPDATE, number)
            answer = row_answer(given)
            reason = said("number_known", KNOWN, number=number)
            if answer == SKIP:
                one.settle(case, key, given)
                one.leave_out(case, reason)
            elif answer.partition(" ")[0] != UPDATE:
                one.ask(case, RowQuestion(key, reason, (f"{UPDATE} {number}", SKIP)))
        made.append(one.made())
    return made


def _is_merged(sheet: ReadSheet, case: int) -> bool:
    first = sheet.rows[sheet.cases[case].places[0]]
    return any(note.rule in ("exchange.merged", "exchange.corrected") for note in first.notes)
