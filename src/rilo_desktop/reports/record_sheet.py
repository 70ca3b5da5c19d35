"""One record as it stands in a document: for the paper beside its editor."""

from __future__ import annotations

from datetime import date

from rilo_desktop.analysis.counts import evidence_of
from rilo_desktop.analysis.known import known_text
from rilo_desktop.records import ActionItem, CaseStudy, RiskIndicator

from .action_sheet import action_sheet
from .case_sheet import case_sheet
from .catalogue import indicator_entry
from .content import Content
from .flow import Flow


def record_sheet(flow: Flow, content: Content) -> None:
    """The sheet of the one record in `content`. Raises ValueError for a kind without one."""
    (record,) = content.records
    match record:
        case CaseStudy():
            case_sheet(flow, content, record, (1, 1))
        case RiskIndicator():
            evidence = evidence_of(content.cases)
            indicator_entry(flow, record, 1, evidence.get(known_text(record.local_ref)))
        case ActionItem():
            action_sheet(flow, content, record, 1, date.fromisoformat(content.head.date))
        case _:
            raise ValueError(f"a {record.kind.code} has no sheet of its own")
    flow.hand_on()
