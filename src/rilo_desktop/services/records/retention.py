"""Retention: how long records are kept, which are due to go, and letting them go.

Nothing is purged by itself: a clock that is wrong must not take content away. The steward looks at
what is due and lets it go; each record has its tombstone and certificate (`purge`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from rilo_desktop.records import record_types
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, retention

from ..office import actions
from ..office.finding_helpers import name_of, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import purge
from .purge import Certificate
from .record import KEPT_BY_SERVICES, stored_in

SETTING = "retention"
SINCE = (retention.RECORDED, retention.CHANGED)
MOST_YEARS = 100
A_LITTLE_LATER = timedelta(days=3)
"""Time zones and leap days: the store is asked for a little more, and the day decides."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Records of a kind are kept so many years since they were recorded or last changed."""

    kind: str
    years: int
    since: str = retention.CHANGED


@dataclass(frozen=True, slots=True)
class Due:
    """`over` is the day on which the time was over, ISO."""

    record: str
    kind: str
    name: str
    over: str
    rule: RetentionRule


def rules(session: Session) -> tuple[RetentionRule, ...]:
    """By kind."""
    with session.reading() as reading:
        return _rules(reading)


def set_rule(session: Session, rule: RetentionRule) -> None:
    """Keep a rule in place of the one for its kind; 0 years: for ever.

    Raises Refused for a kind that is none or that is never purged, and for odd numbers.
    """
    session.permit(Task.RETENTION)
    if rule.kind not in record_types() or rule.kind in KEPT_BY_SERVICES:
        raise refusal(
            "retention.kind", N_("There is no rule of retention for {kind}."), kind=rule.kind
        )
    if not 0 <= rule.years <= MOST_YEARS or rule.since not in SINCE:
        raise refusal(
            "retention.years",
            N_("A rule of retention has 0 to {most} years, since recorded or changed."),
            most=MOST_YEARS,
        )
    with session.unit(actions.RETENTION) as unit:
        kept = {one.kind: one for one in _rules(unit.reading)}
        kept[rule.kind] = rule
        unit.note(**asdict(rule))
        data = [asdict(one) for one in kept.values() if one.years]
        unit.set(SETTING, json.dumps(data) if data else "")


def due(session: Session, limit: int = 500) -> tuple[Due, ...]:
    """Records whose time is over today, the oldest of each kind first."""
    found: list[Due] = []
    with session.reading() as reading:
        for rule in _rules(reading):
            found += _due(session, reading, rule, limit - len(found))
    return tuple(found)


def purge_due(
    session: Session, ids: Sequence[str], progress: Progress = SILENT
) -> tuple[Certificate, ...]:
    """Let these of the due records go; one that is not due any more is passed over.

    Each is an operation of its own: given up half-way, what went is gone and the rest stays.
    Raises Refused where the officer may not, Cancelled.
    """
    purge.permit(session)
    wanted = set(ids)
    chosen = [one for one in due(session, limit=1 << 30) if one.record in wanted]
    made: list[Certificate] = []
    for n, one in enumerate(chosen):
        progress(n, len(chosen), N_("Purging"))
        reason = f"retention: {one.rule.years} years since {one.rule.since}, over {one.over}"
        made.append(purge.purge_record(session, one.record, reason).certificate)
    return tuple(made)


def _due(session: Session, reading: ReadSession, rule: RetentionRule, limit: int) -> Iterator[Due]:
    today = date.fromisoformat(session.today)
    last = (_years_on(today, -rule.years) + A_LITTLE_LATER).isoformat()
    for record_id, since in retention.until(reading, rule.kind, rule.since, last, max(0, limit)):
        over = _years_on(datetime.fromisoformat(since).astimezone().date(), rule.years)
        if over <= today:
            record = stored_in(reading, record_id).record
            yield Due(record_id, rule.kind, name_of(record), over.isoformat(), rule)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _rules(reading: ReadSession) -> tuple[RetentionRule, ...]:
    text = reading.office.setting(SETTING)
    return tuple(RetentionRule(**one) for one in json.loads(text)) if text else ()
