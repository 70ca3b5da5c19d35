"""The link between a risk indicator and a case: it stands in the case, written from either side."""

from __future__ import annotations

from dataclasses import replace

from rilo_desktop.records import CaseStudy, IndicatorObserved, RiskIndicator, Workflow
from rilo_desktop.rules.findings import N_, Finding
from rilo_desktop.store import Stored

from ..office.finding_helpers import finding, name_of, place_of, refusal
from ..office.session import Session, Task
from . import record
from .changes import Changes


def link(
    session: Session,
    indicator_id: str,
    case_id: str,
    strength: str = "",
    ends_release: bool = False,
) -> Changes:
    """Write an indicator into a case, with its role there if it is said already.

    `ends_release`: a released case may become a draft; its officer was asked. Raises Refused for
    an indicator without an own number, and for a case that is neither a draft nor such a one.
    """
    session.permit(Task.WRITE)
    number = _own_number(session, indicator_id)
    stored = _case(session, case_id, ends_release)
    case = stored.record
    assert isinstance(case, CaseStudy)
    if any(seen.indicator == number for seen in case.indicators):
        return Changes(records=(case.id,), kinds=frozenset({case.kind.code}), same=1)
    observed = IndicatorObserved(indicator=number, strength=strength or None)
    lines = (*case.indicators, observed)
    return record.save(session, replace(case, indicators=lines), stored.revision)


def unlink(
    session: Session, indicator_id: str, case_id: str, ends_release: bool = False
) -> Changes:
    """Take an indicator out of a case. Raises Refused as `link` does."""
    session.permit(Task.WRITE)
    number = _own_number(session, indicator_id)
    stored = _case(session, case_id, ends_release)
    case = stored.record
    assert isinstance(case, CaseStudy)
    lines = tuple(seen for seen in case.indicators if seen.indicator != number)
    return record.save(session, replace(case, indicators=lines), stored.revision)


def released(session: Session, case_id: str) -> int:
    """How many released cases become drafts by a link or without it: none, or this one."""
    return int(record.get(session, case_id).record.workflow == Workflow.RELEASED)


def bar_of_indicator(own_number: str | None) -> Finding | None:
    """Why an indicator cannot be picked; None where it can."""
    if own_number:
        return None
    return finding(
        "evidence.no_number",
        N_("It has no local reference yet, and a case refers to an indicator by it."),
    )


def bar_of_new(own_number: str) -> Finding | None:
    """Why no case can be picked beside an indicator; None where they can."""
    if own_number:
        return None
    return finding(
        "evidence.not_saved",
        N_(
            "Save the indicator with its local reference first: cases refer to it by that "
            "reference."
        ),
    )


def bar_of_case(workflow: str) -> Finding | None:
    """Why a case cannot be picked beside an indicator; None where it can."""
    if workflow in (Workflow.DRAFT, Workflow.RELEASED):
        return None
    return finding(
        "evidence.no_draft",
        N_("It is being reviewed: open the case to change it, and it will be reviewed again."),
    )


def _own_number(session: Session, indicator_id: str) -> str:
    indicator = record.get(session, indicator_id).record
    assert isinstance(indicator, RiskIndicator)
    if not indicator.local_ref:
        raise refusal(
            "evidence.no_number",
            N_("{name} has no local reference yet; give it one and save it first."),
            replace(place_of(indicator), field="local_ref"),
            name=name_of(indicator),
        )
    return indicator.local_ref


def _case(session: Session, case_id: str, ends_release: bool) -> Stored:
    stored = record.get(session, case_id)
    workflow = stored.record.workflow
    if workflow == Workflow.RELEASED and not ends_release:
        raise refusal(
            "evidence.released",
            N_("{name} was released meanwhile: choose it again."),
            place_of(stored.record),
            name=name_of(stored.record),
        )
    if bar_of_case(workflow) is not None:
        raise refusal(
            "evidence.no_draft",
            N_(
                "{name} is being reviewed: open the case to change it, and it will be reviewed "
                "again."
            ),
            place_of(stored.record),
            name=name_of(stored.record),
        )
    return stored
