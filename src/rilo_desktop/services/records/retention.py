"""Retention: how long records are kept, which are due to go, and letting them go.

Nothing is purged by itself: a clock that is wrong must not take content away. The steward looks at
what is due and lets it go; each record has its tombstone and certificate (`purge`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from rilo_desktop.records import record_types
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, UnitOfWork, retention

from ..office import actions
from ..office.finding_helpers import name_of, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..office.setting import Setting, apply
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
    apply(session, {_setting(rule.kind): _text(rule)})


def settings() -> tuple[Setting, ...]:
    """One for each record type that may have a rule; its value is "10 changed", or "0"."""
    return tuple(map(_setting, sorted(set(record_types()) - KEPT_BY_SERVICES)))


def changed(rules: Sequence[RetentionRule], wanted: Mapping[str, str]) -> tuple[RetentionRule, ...]:
    """The rules with these values of settings in their place, by name of the setting."""
    kept = {one.kind: one for one in rules}
    for name, value in wanted.items():
        kind = name.removeprefix(f"{SETTING}.")
        if kind != name:
            kept[kind] = rule_from(kind, value)
    return tuple(one for one in kept.values() if one.years)


def rule_from(kind: str, value: str) -> RetentionRule:
    years, _, since = value.partition(" ")
    return RetentionRule(kind, int(years), since or retention.CHANGED)


def _text(rule: RetentionRule) -> str:
    return f"{rule.years} {rule.since}" if rule.years else "0"


def _setting(kind: str) -> Setting:
    def read(reading: ReadSession) -> str:
        return next((_text(one) for one in _rules(reading) if one.kind == kind), "0")

    def write(unit: UnitOfWork, value: str) -> None:
        now = changed(_rules(unit.reading), {f"{SETTING}.{kind}": value})
        unit.set(SETTING, json.dumps([asdict(one) for one in now]) if now else "")

    return Setting(
        f"{SETTING}.{kind}",
        Task.RETENTION,
        actions.RETENTION,
        read,
        lambda value: _check(kind, value),
        write,
    )


def _check(kind: str, value: str) -> None:
    if kind not in record_types() or kind in KEPT_BY_SERVICES:
        raise refusal("retention.kind", N_("There is no rule of retention for {kind}."), kind=kind)
    years, _, since = value.partition(" ")
    if not years.isdecimal() or int(years) > MOST_YEARS or (since or SINCE[0]) not in SINCE:
        raise refusal(
            "retention.years",
            N_("A rule of retention has 0 to {most} years, since recorded or changed."),
            most=MOST_YEARS,
        )


def due(session: Session, limit: int = 500) -> tuple[Due, ...]:
    """Records whose time is over today, the oldest of each kind first."""
    found: list[Due] = []
    with session.reading() as reading:
        for rule in _rules(reading):
            found += _due(session, reading, rule, limit - len(found))
    return tuple(found)


def count_due(session: Session, rules: Sequence[RetentionRule]) -> int:
    """How many records would be due by these rules."""
    with session.reading() as reading:
        return sum(len(_over(session, reading, rule, 1 << 30)) for rule in rules)


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
    for record_id, over in _over(session, reading, rule, limit):
        record = stored_in(reading, record_id).record
        yield Due(record_id, rule.kind, name_of(record), over.isoformat(), rule)


def _over(
    session: Session, reading: ReadSession, rule: RetentionRule, limit: int
) -> list[tuple[str, date]]:
    """Id of each record whose time is over today, and the day on which it was."""
    today = date.fromisoformat(session.today)
    last = (_years_on(today, -rule.years) + A_LITTLE_LATER).isoformat()
    found = (
        (record_id, _years_on(datetime.fromisoformat(since).astimezone().date(), rule.years))
        for record_id, since in retention.until(reading, rule.kind, rule.since, last, max(0, limit))
    )
    return [(record_id, over) for record_id, over in found if over <= today]


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _rules(reading: ReadSession) -> tuple[RetentionRule, ...]:
    text = reading.office.setting(SETTING)
    return tuple(RetentionRule(**one) for one in json.loads(text)) if text else ()
