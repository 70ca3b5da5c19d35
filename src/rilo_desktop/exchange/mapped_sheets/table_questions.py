"""What is asked once about a table: what it holds, what a column is for, what no column says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.records.field_specs import FieldType, RequiredFor, kind_named, sheet_kinds
from rilo_desktop.rules.findings import N_, Message

from ..column_mapping.heading_parts import parts_of
from ..column_mapping.heading_words import part_of_date
from ..column_mapping.headings import folded, heading_of
from ..column_mapping.mapping import SheetMapping, told_apart
from ..column_mapping.question_keys import MISSING, TableAnswers, column_key, table_key
from ..column_mapping.recognition import ENOUGH, ColumnHead, Reads, Recognized, remembered
from ..column_mapping.table_kind import NONE, ReadsOf, is_country, needed_fields, table_kind
from ..column_mapping.targets import LINE_NUMBER, Target, targets_of
from .cell_reading import EMPTY_ANSWERS
from .grouping import said
from .read_cells import RowQuestion

MOST = 5
"""Fields that a column is asked about for."""
KIND, FIELD, COLUMNS = "kind", "field", "columns"
"""What a question about a table, about a column of it, and about all of these is about."""
LEAVE_OUT_ALL = "leave out all"
"""Answer: this column, and each other that would be asked about, is left out."""

WHAT_HOLDS = N_("What does the table hold? By its columns most likely {kind}.")
WHAT_FOR = N_("The column “{column}” may be for {field}, {reason}: say what it is for.")
READS_AS = N_(
    "The column “{column}” has names of countries, and its heading is not known: say what "
    "it is for."
)
NO_COLUMN = N_("No column is known for {field}: choose its column, or give one value for all rows.")


@dataclass(frozen=True, slots=True)
class Decided:
    """`kind` is what the table is read as, "" for none; `questions` ask what it holds."""

    kind: str
    is_decided: bool
    """Did the office say it?"""
    questions: tuple[RowQuestion, ...] = ()


def kind_of(
    heads: Sequence[ColumnHead],
    reads_of: ReadsOf,
    dated_by_parts: Callable[[str], bool],
    known: SheetMapping | None,
    answers: TableAnswers,
) -> Decided:
    """By the answer, by what the office decided before, or by headings and content."""
    answer = answers.table(KIND)
    before = known.kind if known is not None else ""
    for said_kind in (answer, before):
        if said_kind == NONE or answer in EMPTY_ANSWERS:
            return Decided("", True)
        if said_kind in sheet_kinds():
            return Decided(str(said_kind), True)
    found = table_kind(heads, reads_of, dated_by_parts)
    if not found.kind or found.is_sure:
        return Decided(found.kind, False)
    reason = said("what_holds", WHAT_HOLDS, False, kind=Message(kind_named(found.kind).plural))
    key = table_key(answers.sheet, KIND)
    return Decided(found.kind, False, (RowQuestion(key, reason, (*found.likely, NONE)),))


def asks_kind(question: RowQuestion) -> bool:
    """Is it not known yet what the table holds?"""
    return question.reason.rule == "exchange.what_holds"


def decided_columns(
    kind: str, heads: Sequence[ColumnHead], known: SheetMapping | None, answers: TableAnswers
) -> dict[int, str]:
    """{index of a column: field, "" where it is left out} as the office said."""
    targets = targets_of(kind)
    fields = {*targets, LINE_NUMBER}
    found: dict[int, str] = {}
    seen: list[str] = []
    for head, name in zip(heads, told_apart(head.header for head in heads), strict=True):
        nth = seen.count(folded(head.header))
        seen.append(folded(head.header))
        rule = known.rule_for(head.header, nth) if known is not None else None
        if rule is not None and rule.is_decided and rule.field in {"", *fields}:
            found[head.index] = rule.field
        answer = answers.column(name, FIELD)
        if answer in EMPTY_ANSWERS or answer == LEAVE_OUT_ALL:
            found[head.index] = ""
        elif isinstance(answer, str) and answer in fields:
            found[head.index] = answer
    for path in targets:
        heading = heading_in(answers.table(path))
        named = [head.index for head in heads if heading and folded(head.header) == heading]
        found |= dict.fromkeys(named[:1], path)
    return found


def heading_in(answer: Any) -> str:
    """ "[Wann]": the column with this heading, folded."""
    is_heading = isinstance(answer, str) and answer.startswith("[") and answer.endswith("]")
    return folded(answer[1:-1]) if is_heading else ""


def table_questions(
    kind: str,
    columns: Sequence[Recognized],
    fixed: AbstractSet[str],
    reads: Reads,
    may_count: Callable[[int], bool],
    answers: TableAnswers,
) -> tuple[RowQuestion, ...]:
    """What is asked of the columns, and of what none of them says. `fixed`: fields of which every
    row has a value; `may_count`: may the numbers of a column say how much there is?
    """
    targets = targets_of(kind)
    asked = _asked_columns(targets, columns, fixed, reads)
    likely = {path for paths in asked.values() for path in paths}
    names = told_apart(one.header for one in columns)
    of_columns = [
        _of_column(targets, one, name, asked[one.column], answers)
        for one, name in zip(columns, names, strict=True)
        if one.column in asked
    ]
    if len(of_columns) > 1:
        paths = of_columns[0].proposals[:-1]
        of_columns[0] = replace(of_columns[0], proposals=(*paths[: MOST - 1], "", LEAVE_OUT_ALL))
    said_of = _assigned(columns) | fixed | likely
    missing = _of_missing(kind, _free(columns), said_of, reads, may_count, answers)
    return (*of_columns, *missing)


def amounts_unsaid(
    kind: str,
    columns: Sequence[Recognized],
    fixed: AbstractSet[str],
    questions: Sequence[RowQuestion],
    answers: TableAnswers,
) -> list[str]:
    """How much there is, where no column says it and nothing is asked or was answered about it."""
    said_of = _assigned(columns) | fixed | {path for one in questions for path in one.proposals}
    asked = {one.key for one in questions}
    return [
        path
        for path in _amounts(targets_of(kind))
        if path not in said_of
        and answers.table(path) is MISSING
        and table_key(answers.sheet, path) not in asked
    ]


def without_asked(
    kind: str,
    columns: Sequence[Recognized],
    fixed: AbstractSet[str],
    reads: Reads,
    answers: TableAnswers,
) -> tuple[Recognized, ...]:
    """The columns; those that would be asked about are left out where the office said so."""
    names = told_apart(one.header for one in columns)
    given = (answers.table(COLUMNS), *(answers.column(name, FIELD) for name in names))
    if LEAVE_OUT_ALL not in given:
        return tuple(columns)
    asked = _asked_columns(targets_of(kind), columns, fixed, reads)
    return tuple(remembered(one, "") if one.column in asked else one for one in columns)


def _assigned(columns: Sequence[Recognized]) -> AbstractSet[str]:
    return {path for one in columns for path in (one.field, one.second) if path}


def _free(columns: Sequence[Recognized]) -> list[Recognized]:
    return [one for one in columns if not (one.field or one.hidden or one.is_decided)]


def _asked_columns(
    targets: Mapping[str, Target],
    columns: Sequence[Recognized],
    fixed: AbstractSet[str],
    reads: Reads,
) -> dict[int, tuple[str, ...]]:
    """{index of a column that is asked about: the fields that it may be for}"""
    assigned = _assigned(columns) | fixed
    found = {one.column: _asked_of(targets, one, assigned, reads) for one in _free(columns)}
    return {at: paths for at, paths in found.items() if paths}


def _of_column(
    targets: Mapping[str, Target],
    column: Recognized,
    name: str,
    paths: tuple[str, ...],
    answers: TableAnswers,
) -> RowQuestion:
    """Its heading is contradicted by its content or known in part only, or it has countries."""
    reason = said("column_of_countries", READS_AS, False, column=name)
    if column.is_asked:
        words = {"field": targets[paths[0]].label[-1:], "reason": Message(column.reason)}
        reason = said("column_asked", WHAT_FOR, False, column=name, **words)
    return RowQuestion(column_key(answers.sheet, name, FIELD), reason, (*paths, ""))


def _asked_of(
    targets: Mapping[str, Target],
    column: Recognized,
    assigned: AbstractSet[str],
    reads: Reads,
) -> tuple[str, ...]:
    """The fields that a column is asked about for, the likeliest first; () where it is not."""
    found = column.likely if column.is_asked else _places(targets, column, assigned, reads)
    return tuple(found)[:MOST]


def _places(
    targets: Mapping[str, Target],
    column: Recognized,
    assigned: AbstractSet[str],
    reads: Reads,
) -> Iterator[str]:
    """The fields of countries that no column is for, where countries stand in this one."""
    country = next((target for target in targets.values() if is_country(target)), None)
    of_code = parts_of(folded(column.header)).of_code  # short codes are names of many things
    if country is None or of_code or (reads(column.column, country) or 0.0) < ENOUGH:
        return
    for path, target in targets.items():
        if path not in assigned and (is_country(target) or target.role):
            yield path


def _of_missing(
    kind: str,
    free: Sequence[Recognized],
    said_of: AbstractSet[str],
    reads: Reads,
    may_count: Callable[[int], bool],
    answers: TableAnswers,
) -> Iterator[RowQuestion]:
    """The day and the country that no column says, and the quantity where one may say it."""
    targets = targets_of(kind)
    for path in (*needed_fields(kind), *_amounts(targets)):
        answer = answers.table(path)
        if path in said_of or not (answer is MISSING or heading_in(answer)):
            continue  # a heading that is none is asked again
        target = targets[path]
        read = [one for one in free if (reads(one.column, target) or 0.0) >= ENOUGH]
        if target.in_lines:
            read = [one for one in read if may_count(one.column) and not _is_other(one)]
        found = tuple(f"[{one.header}]" for one in read)
        if found or not target.in_lines:
            reason = said("no_column", NO_COLUMN, False, field=target.label)
            yield RowQuestion(table_key(answers.sheet, path), reason, found)


def _is_other(column: Recognized) -> bool:
    """Does its heading say that its numbers are codes, money, or years, months or days?"""
    of_code = parts_of(folded(column.header)).of_code
    of_money = heading_of(column.header).of_money
    return of_code or of_money or bool(part_of_date(column.header))


def _amounts(targets: Mapping[str, Target]) -> Iterator[str]:
    """How much there is of what a record is about."""
    for path, target in targets.items():
        spec = target.spec
        needed = spec.level is RequiredFor.MINIMAL and spec.type is FieldType.DECIMAL
        if needed and target.in_lines and "unit" in spec.beside:
            yield path
