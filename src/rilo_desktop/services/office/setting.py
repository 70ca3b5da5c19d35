"""A setting of the office: what it is now, which values it can have, and how it is changed.

Every change of a setting goes through `apply`, from the window and from the command line: role and
values are checked first, what is as it was is not written, and the log says what was changed from
what to what. Which settings there are: services.records.office_settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rilo_desktop.store import ReadSession, UnitOfWork

from .session import Session, Task

CHANGED = "changed"
"""Detail of a log entry: what was changed, a list of {"setting", "from", "to"}."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value is a text. `check` raises Refused, `write` keeps a value that was checked."""

    name: str
    task: Task
    action: str
    read: Callable[[ReadSession], str]
    check: Callable[[str], None]
    write: Callable[[UnitOfWork, str], None]


@dataclass(frozen=True, slots=True)
class SettingChange:
    setting: Setting
    before: str
    after: str


def changes(session: Session, wanted: Mapping[Setting, str]) -> tuple[SettingChange, ...]:
    """What of this is not so already."""
    with session.reading() as reading:
        found = [SettingChange(one, one.read(reading), value) for one, value in wanted.items()]
    return tuple(one for one in found if one.before != one.after)


def apply(session: Session, wanted: Mapping[Setting, str]) -> tuple[SettingChange, ...]:
    """Change these; one entry of the log for the settings of one action.

    Raises Refused where the role does not allow one of them or a value cannot be: then nothing is
    changed.
    """
    for setting in wanted:
        session.permit(setting.task)
    for setting, value in wanted.items():
        setting.check(value)
    made = changes(session, wanted)
    for action in dict.fromkeys(one.setting.action for one in made):
        with session.unit(action) as unit:
            own = [one for one in made if one.setting.action == action]
            said = [
                {"setting": one.setting.name, "from": one.before, "to": one.after} for one in own
            ]
            unit.note(**{CHANGED: said})
            for one in own:
                one.setting.write(unit, one.after)
    return made
