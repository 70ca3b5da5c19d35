"""The evidence of risk indicators: cases, results of controls, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from rilo_desktop.analysis.indicator_evidence import IndicatorEvidence, indicator_evidence
from rilo_desktop.records import CaseStudy, Control, Record, RiskIndicator
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession

from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from . import record

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
