"""What is asked once about a table: what it holds, what a column is for, what no column says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from rilo_desktop.records.field_specs import FieldType, RequiredFor, kind_named, record_types
from rilo_desktop.rules.findings import N_, Message

from ..column_mapping.heading_parts import parts_of
from ..column_mapping.headings import folded
from ..column_mapping.mapping import SheetMapping
from ..column_mapping.question_keys import MISSING, TableAnswers, column_key, table_key
from ..column_mapping.recognition import ENOUGH, ColumnHead, Reads, Recognized
from ..column_mapping.table_kind import NONE, ReadsOf, is_country, needed_fields, table_kind
from ..column_mapping.targets import LINE_NUMBER, Target, targets_of
from .grouping import said
from .read_cells import RowQuestion

KIND, FIELD = "kind", "field"
"""What a question about a table, and about a column of it, is about."""

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
    known: SheetMapping | None,
    answers: TableAnswers,
) -> Decided:
    """By the answer, by what the office decided before, or by headings and content."""
    answer = answers.table(KIND)
    before = known.kind if known is not None else ""
    for said_kind in (answer, before):
        if said_kind == NONE:
            return Decided("", True)
        if said_kind in _kinds():
            return Decided(str(said_kind), True)
    found = table_kind(heads, reads_of)
    if not found.kind or found.is_sure:
        return Decided(found.kind, False)
    reason = said("what_holds", WHAT_HOLDS, False, kind=Message(kind_named(found.kind).plural))
    key = table_key(answers.sheet, KIND)
    return Decided(found.kind, False, (RowQuestion(key, reason, (*found.likely, NONE)),))


def asks_kind(question: RowQuestion) -> bool:
    """Is it not known yet what the table holds?"""
    return question.reason.rule == "exchange.what_holds"


def _kinds() -> tuple[str, ...]:
    return tuple(code for code, kind in record_types().items() if kind.sheet)


def decided_columns(
    kind: str, heads: Sequence[ColumnHead], known: SheetMapping | None, answers: TableAnswers
) -> dict[int, str]:
    """{index of a column: field, "" where it is left out} as the office said."""
    targets = targets_of(kind)
    fields = {*targets, LINE_NUMBER}
    found: dict[int, str] = {}
    for head in heads:
        rule = known.rule_for(head.header) if known is not None else None
        if rule is not None and (rule.ignored or rule.field in fields):
            found[head.index] = rule.field
        answer = answers.column(head.header, FIELD)
        if answer is not MISSING and (not answer or answer in fields):
            found[head.index] = str(answer or "")
    for path in targets:
        heading = _heading_in(answers.table(path))
        named = [head.index for head in heads if heading and folded(head.header) == heading]
        found |= dict.fromkeys(named[:1], path)
    return found


def _heading_in(answer: Any) -> str:
    """ "[Wann]": the column with this heading, folded."""
    is_heading = isinstance(answer, str) and answer.startswith("[") and answer.endswith("]")
    return folded(answer[1:-1]) if is_heading else ""


def column_questions(
    kind: str,
    columns: Sequence[Recognized],
    assigned: AbstractSet[str],
    reads: Reads,
    answers: TableAnswers,
) -> Iterator[RowQuestion]:
    """Of columns whose heading is contradicted by their content or is known in part only, and of
    those in which countries stand.
    """
    targets = targets_of(kind)
    for column in columns:
        if column.field or column.hidden or column.is_decided:
            continue
        key = column_key(answers.sheet, column.header, FIELD)
        paths = _asked_of(targets, column, assigned, reads)
        if column.is_asked:
            reason = said(
                "column_asked",
                WHAT_FOR,
                False,
                column=column.header,
                field=targets[paths[0]].label,
                reason=Message(column.reason),
            )
            yield RowQuestion(key, reason, (*paths, ""))
        elif paths:
            reason = said("column_of_countries", READS_AS, False, column=column.header)
            yield RowQuestion(key, reason, (*paths, ""))


def _asked_of(
    targets: Mapping[str, Target],
    column: Recognized,
    assigned: AbstractSet[str],
    reads: Reads,
) -> tuple[str, ...]:
    """The fields that a column is asked about for, the likeliest first; () where it is not."""
    return column.likely if column.is_asked else tuple(_places(targets, column, assigned, reads))


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


@dataclass(frozen=True, slots=True)
class Missing:
    """What is asked about fields that no column is for, and the values that were given."""

    questions: tuple[RowQuestion, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def missing_fields(
    kind: str,
    columns: Sequence[Recognized],
    assigned: AbstractSet[str],
    reads: Reads,
    answers: TableAnswers,
) -> Missing:
    """The day and the country that no column says, and the quantity where a column may say it."""
    targets = targets_of(kind)
    asked: list[RowQuestion] = []
    values: dict[str, str] = {}
    free = [one for one in columns if not one.field and not one.hidden and not one.is_decided]
    likely = {path for one in free for path in _asked_of(targets, one, assigned, reads)}
    for path in (*needed_fields(kind), *_amounts(targets)):
        if path in assigned:
            continue
        answer = answers.table(path)
        if answer is not MISSING:
            if answer and not _heading_in(answer):
                values[path] = str(answer)
            continue
        target = targets[path]
        found = tuple(f"[{c.header}]" for c in free if (reads(c.column, target) or 0.0) >= ENOUGH)
        if path in likely or (target.in_lines and not found):
            continue
        reason = said("no_column", NO_COLUMN, False, field=target.label)
        asked.append(RowQuestion(table_key(answers.sheet, path), reason, (*found, "")))
    return Missing(tuple(asked), values)


def _amounts(targets: Mapping[str, Target]) -> Iterator[str]:
    """How much there is of what a record is about."""
    for path, target in targets.items():
        spec = target.spec
        needed = spec.level is RequiredFor.MINIMAL and spec.type is FieldType.DECIMAL
        if needed and target.in_lines and "unit" in spec.beside:
            yield path
