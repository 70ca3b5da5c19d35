"""All settings of the office: what they are, what another choice would do, and applying choices.

values(session)            name -> value
foreseen(session, wanted)  what applying would do, and which values are refused
apply(session, wanted)     checked, written and logged
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rilo_desktop.rules.findings import Finding, Refused

from ..office import backup, paper_setting, setting
from ..office.session import Session, Task
from ..office.setting import Setting, SettingChange
from . import retention

SETTINGS: Mapping[str, Setting] = {
    one.name: one for one in (*backup.SETTINGS, paper_setting.SETTING, *retention.settings())
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`due`: records due for deletion now, and after. `backs_up`: a backup is made at once."""

    due: tuple[int, int] = (0, 0)
    backs_up: bool = False
    refused: Mapping[str, Finding] = field(default_factory=dict)
    """Name of a setting -> why its value cannot be."""


def values(session: Session) -> Mapping[str, str]:
    session.permit(Task.READ)
    with session.reading() as reading:
        return {name: one.read(reading) for name, one in SETTINGS.items()}


def foreseen(session: Session, wanted: Mapping[str, str]) -> Foreseen:
    session.permit(Task.READ)
    refused = {}
    for name, value in wanted.items():
        try:
            SETTINGS[name].check(value)
        except Refused as error:
            refused[name] = error.findings[0]
    able = {name: value for name, value in wanted.items() if name not in refused}
    now = retention.rules(session)
    then = retention.changed(now, able)
    due = retention.count_due(session, now)
    after = due if then == now else retention.count_due(session, then)
    state = backup.state(session)
    hours = able.get(backup.HOURS)
    schedule = replace(state.schedule, hours=int(hours)) if hours else state.schedule
    backs_up = hours is not None and backup.is_due(state, schedule)
    return Foreseen((due, after), backs_up, refused)


def apply(session: Session, wanted: Mapping[str, str]) -> tuple[SettingChange, ...]:
    return setting.apply(session, {SETTINGS[name]: value for name, value in wanted.items()})
