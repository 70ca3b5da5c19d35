"""What this office holds that may answer a question of a form: records with reasons, and figures.

The columns `bind::rilo:pick`, `match`, `max` and `fill` of a form say what is asked for. Nothing is
written: the officer picks a record, or confirms a figure. A condition that is not understood is
named, and never guessed: then the records are offered without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rilo_desktop.analysis.activities import REQUEST, counts, facts_of
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.presentation.references import title_in
from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.definition import ItemType, RecordQuery
from rilo_desktop.records import (
    Activity,
    CaseStudy,
    Control,
    Member,
    Record,
    ReportedCount,
    RiskIndicator,
    Workflow,
    fields_of,
)
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import effective, is_stricter
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import vocabulary

from ..office.session import Session, Task
from .forms import FormAnswers

KINDS: Mapping[str, type[Record]] = {
    **{of.kind.code: of for of in (Activity, CaseStudy, RiskIndicator, Member)},
    "indicator": RiskIndicator,
}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    Activity.kind.code: {
        "kind": "activity_kind",
        "status": "activity_status",
        "type": "product_type",
        "start": "date_start",
    },
    CaseStudy.kind.code: {
        "area": "enforcement_area",
        "detected": "date",
        "country": "reporting_country",
    },
    RiskIndicator.kind.code: {"status": "lifecycle", "area": "applies_to_areas"},
}
"""Names of the convention -> fields; others are fields themselves."""
_DAYS: Mapping[str, str] = {Activity.kind.code: "date_start", CaseStudy.kind.code: "date"}
"""Field that answers a question for a day."""
_CONDITION = re.compile(r"\s*([a-z_]+)\s*(<=|>=|=)\s*(.*?)\s*")
_CALL = re.compile(r"([a-z_]+(?:\.[a-z_]+)?)(?:\(([a-z_]+)=([A-Za-z0-9_]+)\))?")
RELEASED = frozenset({Workflow.RELEASED, Workflow.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that the record meets. `label`: a message; `value`: as the record has it, a code
    where there is a `vocabulary`.
    """

    label: str
    value: str
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class RecordOffer:
    """`value`: what is written as the answer where it is picked."""

    id: str
    value: str
    reference: str
    title: str
    tlp: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A value that the program computes or knows. `rule`: a message; `records`: ids behind it."""

    value: str
    rule: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """`most`: how many records may be picked, 0: any number. `not_used`: conditions of the form
    that are not understood.
    """

    records: tuple[RecordOffer, ...] = ()
    most: int = 0
    figure: FigureOffer | None = None
    not_used: tuple[str, ...] = ()


def proposals(
    session: Session, answers: FormAnswers, node: AnswerNode, language: str = ""
) -> Proposals:
    """What may answer a question as the other answers stand now; with the titles of a language."""
    session.permit(Task.READ)
    if node.item is None or node.item.records == RecordQuery():
        return Proposals()
    query = node.item.records
    unused: list[str] = []
    with session.reading() as reading:
        found = tuple(_records(session, reading, answers, node, unused, language))
        figure = None
        if query.fill and query.fill not in _OF_RECORD:
            figure = _figure(session, reading, answers, node)
            if figure is None and query.fill not in _KNOWN:
                unused.append(query.fill)
    return Proposals(found, query.most, figure, tuple(dict.fromkeys(unused)))


# --- records


def _records(
    session: Session,
    reading: ReadSession,
    answers: FormAnswers,
    node: AnswerNode,
    unused: list[str],
    language: str,
) -> Iterator[RecordOffer]:
    assert node.item is not None
    query = node.item.records
    if not query.pick:
        return
    cls = KINDS.get(query.pick)
    if cls is None:
        unused.append(f"pick {query.pick}")
        return
    conditions = list(_conditions(cls, answers, node, unused))
    year = year_of(session, answers)
    for stored in reading.records.all_of(cls.kind.code):
        record = stored.record
        if cls is Activity and not counts(facts_of(_activity(record)), year):
            continue
        reasons = [condition(record) for condition in conditions]
        value = _value(node, record)
        if value and all(reason is not None for reason in reasons):
            yield RecordOffer(
                record.id,
                value,
                record.local_ref or record.reference,
                title_in(record, language),
                effective(record.tlp),
                tuple(reason for reason in reasons if reason is not None),
            )


def _activity(record: Record) -> Activity:
    assert isinstance(record, Activity)
    return record


def _value(node: AnswerNode, record: Record) -> str:
    assert node.item is not None
    if node.item.records.fill in _OF_RECORD:
        return record.title_text
    if node.item.type is ItemType.DATE:
        return known_text(getattr(record, _DAYS.get(record.kind.code, ""), None))
    return known_text(record.local_ref) or record.reference


Condition = Callable[[Record], Reason | None]
"""The reason where a record meets it."""


def _conditions(
    cls: type[Record], answers: FormAnswers, node: AnswerNode, unused: list[str]
) -> Iterator[Condition]:
    """Of a condition with an answer that is not given yet nothing is asked."""
    assert node.item is not None
    for text in node.item.records.match.split(";"):
        if not text.strip():
            continue
        matched = _CONDITION.fullmatch(answers.state.wording(node, text))
        name = matched[1] if matched else ""
        made = _condition(cls, name, matched[2], matched[3]) if matched and matched[3] else None
        if made is not None:
            yield made
        elif matched is None or matched[3]:
            unused.append(text.strip())


def _condition(cls: type[Record], name: str, sign: str, wanted: str) -> Condition | None:
    """None: it is not understood."""
    if name == "tlp":
        return lambda record: _of_label(record, sign, wanted)
    if name == "released":
        return lambda record: _of_release(record, wanted)
    if name == "ecommerce" and cls is CaseStudy:
        return lambda record: _of_ecommerce(record, wanted)
    field = _FIELDS.get(cls.kind.code, {}).get(name, name)
    if field not in fields_of(cls):
        return None
    return lambda record: _of_field(record, field, sign, wanted)


def _of_field(record: Record, field: str, sign: str, wanted: str) -> Reason | None:
    about, value = fields_of(type(record))[field], getattr(record, field)
    held = known_lines(value) if isinstance(value, tuple) else (known_text(value),)
    codes = wanted.split("|")
    for one in held:
        if not one:
            continue
        met = {
            "=": one in codes,
            "<=": one[: len(wanted)] <= wanted,
            ">=": one >= wanted or wanted.startswith(one),
        }
        if met[sign]:
            return Reason(about.label, one, about.vocabulary)
    return None


def _of_label(record: Record, sign: str, wanted: str) -> Reason | None:
    own = effective(record.tlp)
    met = {
        "=": own == wanted,
        "<=": not is_stricter(own, wanted),
        ">=": not is_stricter(wanted, own),
    }
    return Reason(N_("Handling label"), f"TLP:{own}") if met[sign] else None


def _of_release(record: Record, wanted: str) -> Reason | None:
    is_released = record.workflow in RELEASED
    met = is_released == (wanted == "yes")
    return Reason(N_("Review status"), record.workflow) if met else None


def _of_ecommerce(record: Record, wanted: str) -> Reason | None:
    names = ("platform_type", "ad_channel", "payment", "delivery_model", "ecommerce_note")
    given = next((text for n in names if (text := known_text(getattr(record, n)))), "")
    return Reason(N_("E-commerce"), given) if bool(given) == (wanted == "yes") else None


# --- figures


def year_of(session: Session, answers: FormAnswers) -> int:
    """That the answers are about: of their period, else what was answered for it, else the last."""
    period = answers.record.period or ""
    if period[:4].isdecimal() and len(period) >= 4:
        return int(period[:4])
    for node in answers.state.root.questions():
        asks = node.item is not None and node.item.records.fill == "report.year"
        if asks and node.text.isdecimal() and len(node.text) == 4:
            return int(node.text)
    return int(session.today[:4]) - 1


def _figure(
    session: Session, reading: ReadSession, answers: FormAnswers, node: AnswerNode
) -> FigureOffer | None:
    assert node.item is not None
    matched = _CALL.fullmatch(node.item.records.fill)
    if matched is None:
        return None
    name, field, code = matched[1], matched[2] or "", matched[3] or ""
    year = year_of(session, answers)
    match name:
        case "office.code":
            return FigureOffer(session.office_code, N_("The code of this office."))
        case "report.year":
            return FigureOffer(str(year), N_("The year that the answers are about."))
        case "members.count":
            return _members(session, reading)
        case "requests.count":
            kind = REQUEST
            return _activities(reading, year, lambda one: known_text(one.activity_kind) == kind)
        case "products.count" if field in ("", "type"):
            return _products(reading, answers, year, code)
        case "cen.records" | "cen.complete":
            return _reported(reading, year, name.partition(".")[2])
        case "indicator.controls" | "indicator.hits":
            return _controls(reading, node, name.partition(".")[2])
        case _:
            return None


_OF_RECORD = frozenset({"activity.title"})
"""Fills that a picked record gives."""
_KNOWN = frozenset({"cen.records", "cen.complete", "indicator.controls", "indicator.hits"})
"""Fills for which the register may hold nothing."""


def _members(session: Session, reading: ReadSession) -> FigureOffer:
    found = [
        stored.record
        for stored in reading.records.all_of(Member.kind.code)
        if session.office_code in _offices(stored.record)
    ]
    rule = N_("Members of this office in the register.")
    return FigureOffer(str(len(found)), rule, tuple(one.id for one in found))


def _offices(record: Record) -> set[str]:
    """Codes of the offices that a member belongs to; a former one to none."""
    assert isinstance(record, Member)
    code = None if record.former else record.office_code
    return {code} if isinstance(code, str) else set()


def _activities(reading: ReadSession, year: int, wanted: Callable[[Activity], bool]) -> FigureOffer:
    found = [
        stored.record
        for stored in reading.records.all_of(Activity.kind.code)
        if counts(facts_of(_activity(stored.record)), year) and wanted(_activity(stored.record))
    ]
    rule = N_("Activities of the year in the register.")
    return FigureOffer(str(len(found)), rule, tuple(one.id for one in found))


def _products(reading: ReadSession, answers: FormAnswers, year: int, code: str) -> FigureOffer:
    """`other_products`: of the types that no other question of the form asks for."""
    asked = {
        matched[3]
        for _, item in answers.state.definition.walk()
        if (matched := _CALL.fullmatch(item.records.fill)) and matched[1] == "products.count"
    }
    known = {item.code for item in vocabulary("product_type")}

    def wanted(one: Activity) -> bool:
        kind = known_text(one.product_type)
        if known_text(one.activity_kind) != "product":
            return False
        if code and code not in known:
            return kind not in asked
        return not code or kind == code

    return _activities(reading, year, wanted)


def _reported(reading: ReadSession, year: int, name: str) -> FigureOffer | None:
    """Of the members that reported the year; None where nobody did."""
    found: list[ReportedCount] = []
    total = 0
    for stored in reading.records.all_of(ReportedCount.kind.code):
        one = stored.record
        assert isinstance(one, ReportedCount)
        if known_text(one.year)[:4] != str(year) or one.not_reported:
            continue
        values = [getattr(line, name) for line in known_lines(one.counts)]
        total += sum(value for value in values if type(value) is int)
        found.append(one)
    rule = N_("Reported counts of the year; who did not report is not counted.")
    return FigureOffer(str(total), rule, tuple(one.id for one in found)) if found else None


def _controls(reading: ReadSession, node: AnswerNode, name: str) -> FigureOffer | None:
    """Of the indicator that is picked beside it, in the same line."""
    picked = next(
        (
            other.text
            for nodes in (node.parent.children.values() if node.parent is not None else ())
            for other in nodes
            if other.item is not None and other.item.records.pick == "indicator" and other.text
        ),
        "",
    )
    found = reading.records.find_ids(RiskIndicator.kind.code, picked) if picked else ()
    if not found:
        return None
    field, total, ids = {"controls": "controls", "hits": "finds"}[name], 0, []
    for stored in reading.records.all_of(Control.kind.code):
        one = stored.record
        assert isinstance(one, Control)
        value: Any = getattr(one, field)
        if one.indicator == found[0] and type(value) is int:
            total += value
            ids.append(one.id)
    rule = N_("Controls made for this indicator in the register.")
    return FigureOffer(str(total), rule, tuple(ids)) if ids else None
