"""The evidence of risk indicators: cases, results of controls, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from rilo_desktop.analysis.indicator_evidence import IndicatorEvidence, indicator_evidence
from rilo_desktop.records import CaseStudy, Control, Record, RiskIndicator
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.store import ReadSession

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import record
from .changes import Saved
from .suggest_cases import cases_for
from .suggest_indicators import indicators_for
from .suggestion_types import Suggestions

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class EvidenceTable:
    evidence: IndicatorEvidence
    by: str
    today: str


def table(session: Session, by: str = "commodity") -> EvidenceTable:
    """Over all cases, indicators and controls that are not archived. Raises KeyError for a `by`
    that is none of `analysis.indicator_evidence.BY`."""
    with session.reading() as reading:
        found = indicator_evidence(
            tuple(_all(reading, RiskIndicator)),
            tuple(_all(reading, CaseStudy)),
            tuple(_all(reading, Control)),
            by,
        )
    return EvidenceTable(found, by, session.today)


def _all(reading: ReadSession, cls: type[R]) -> Iterator[R]:
    stored = (one.record for one in reading.records.all_of(cls.kind.code))
    return (one for one in stored if isinstance(one, cls))


def cases_like(session: Session, indicator_id: str, language: str = "") -> Suggestions:
    """Cases that have words of an indicator; nothing is linked by it."""
    indicator = record.get(session, indicator_id).record
    if not isinstance(indicator, RiskIndicator):
        raise _no_indicator()
    return cases_for(session, indicator, "", language)


def indicators_like(session: Session, case_id: str, language: str = "") -> Suggestions:
    """Indicators that fit what a case says."""
    case = record.get(session, case_id).record
    if not isinstance(case, CaseStudy):
        raise refusal("evidence.no_case", N_("Indicators are looked for in a case study."))
    return indicators_for(session, case, "", language)


def nothing_seen(session: Session, record_id: str) -> Saved:
    """Note that somebody looked today and saw nothing: in an indicator, or in a case.

    Raises Refused where a link is there.
    """
    session.permit(Task.WRITE)
    stored = record.get(session, record_id)
    one = stored.record
    if isinstance(one, CaseStudy):
        if one.indicators:
            raise _is_linked(one)
        return record.save(session, replace(one, looked_for=session.today), stored.revision)
    if not isinstance(one, RiskIndicator):
        raise _no_indicator()
    if cases_like(session, record_id).picked:
        raise _is_linked(one)
    return record.save(session, replace(one, looked_for=session.today), stored.revision)


def _is_linked(one: Record) -> Refused:
    return refusal(
        "evidence.linked",
        N_("{name} is linked already: it was seen."),
        place_of(one),
        name=name_of(one),
    )


def _no_indicator() -> Refused:
    return refusal("evidence.not_one", N_("Cases are looked for with a risk indicator."))


def begin_control(session: Session, indicator_id: str) -> str:
    """Id of a new record of controls made for an indicator, to be filled in. Raises Refused."""
    session.permit(Task.WRITE)
    indicator = record.get(session, indicator_id).record
    if not isinstance(indicator, RiskIndicator):
        raise refusal("evidence.no_indicator", N_("Controls are made for a risk indicator."))
    made = record.new(session, Control.kind.code)
    assert isinstance(made, Control)
    begun = replace(made, indicator=indicator.id, period_from=session.today[:4])
    return record.save(session, begun).stored.record.id
