"""The rows of the page: sections, and each entry in the words of the window's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import kind_named

from ...i18n import late_by, numbers, office_name, plural, tr, window_language

if TYPE_CHECKING:
    from rilo_desktop.services.records.today import Obliged, Today, TodayEntry

SHOWN = 6
"""Entries of a section that are shown before somebody asks for the rest."""
NEAR = 30
"""Days within which something due is the officer's now."""


@dataclass(frozen=True)
class Line:
    """One row. `look`: head, entry, more or due; `key` says what it stands for."""

    look: str
    text: str
    key: str = ""
    second: str = ""
    icon: str = ""
    tone: str = "text2"
    aside: str = ""
    aside_tone: str = "text2"
    unit: str = ""
    """What the number at the start of a due row counts."""

    @property
    def can_be_chosen(self) -> bool:
        return self.look != "head"

    @property
    def tip(self) -> str:
        return f"{self.text}\n{self.second}" if self.look in ("entry", "due") else ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        number = f"{self.aside} {self.unit}" if self.look == "due" else self.aside
        return ". ".join(part for part in (self.text, self.second, number.strip()) if part)


SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (NC_("heading: what is late", "Late"), ("overdue", "overdue_review")),
    (N_("Waiting for you"), ("review", "returned", "comments", "rows_wait")),
    (N_("Drafts to finish"), ("unsaved", "draft")),
    (N_("Soon"), ("due", "due_review")),
)

_LOOKS: Mapping[str, tuple[str, str]] = {
    "overdue": ("alert-triangle", "danger"),
    "overdue_review": ("alert-triangle", "danger"),
    "review": ("eye", "accentText"),
    "returned": ("arrow-back-up", "warn"),
    "comments": ("messages", "accentText"),
    "rows_wait": ("file-import", "warn"),
    "unsaved": ("pencil", "warn"),
    "draft": ("pencil", "text2"),
    "due": ("list-check", "text2"),
    "due_review": ("refresh", "text2"),
}
"""Why -> icon and tone."""


def heading(day: date) -> str:
    """ "Wednesday 25 November 2026"."""
    locale = QLocale(window_language())
    weekday = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    whole = tr("{weekday} {day}", weekday=weekday, day=numbers().day(day))
    return whole[:1].upper() + whole[1:]


def summary(today: Today) -> str:
    """What waits, in one or two sentences."""
    waiting = sum(len(_of(today, reasons)) for _, reasons in SECTIONS[:2])
    said = (
        plural("{count} item waits for you.", "{count} items wait for you.", waiting)
        if waiting
        else tr("Nothing waits for you.")
    )
    ahead = [
        o.time.days_left(today.day)
        for o in today.obliged
        if o.time.is_day and o.time.start > today.day
    ]
    if not ahead:
        return said
    next_one = plural(
        "The next paper is due in {count} day.",
        "The next paper is due in {count} days.",
        min(ahead),
    )
    return f"{said} {next_one}"


def lines(today: Today, unfolded: frozenset[str], blocks: Mapping[str, int]) -> Iterator[Line]:
    """Sections with something in them; `unfolded` holds the titles of those shown whole.

    `blocks`: id of a draft -> findings that block its release, as far as they are known.
    """
    for title, reasons in SECTIONS:
        entries = _of(today, reasons)
        if not entries:
            continue
        is_more = any(why.value in reasons for why in today.more)
        count = numbers().number(len(entries))
        yield Line("head", tr(title), title, aside=f"{count}+" if is_more else count)
        shown = entries if title in unfolded or len(entries) <= SHOWN + 1 else entries[:SHOWN]
        yield from (_line(today, entry, blocks.get(entry.id)) for entry in shown)
        if len(shown) < len(entries):
            rest = len(entries) - len(shown)
            yield Line("more", plural("Show {count} more", "Show {count} more", rest), title)
        elif is_more:
            kind = entries[-1].kind
            yield Line("more", tr("The rest is in the list"), f"list {kind}")


def due_lines(today: Today, unfolded: frozenset[str]) -> Iterator[Line]:
    """What the office owes in the year, the next first."""
    count = len(today.obliged)
    title = N_("Due from the office")
    yield Line("head", tr(title), title)
    shown = count if title in unfolded or count <= SHOWN + 1 else SHOWN
    yield from (_due_line(today, obliged) for obliged in today.obliged[:shown])
    if shown < count:
        rest = count - shown
        yield Line("more", plural("Show {count} more", "Show {count} more", rest), title)


def name_of(obliged: Obliged) -> str:
    return obliged.names.get(window_language()) or obliged.names.get("en") or obliged.code


def when(today: date, obliged: Obliged) -> str:
    """The date of an obligation, as sure as it is."""
    time = obliged.time
    if not time.is_day:
        month = numbers().partial(f"{time.start:%Y-%m}")
        said = tr("{month}, day not announced", month=month)
    elif time.is_running(today):
        said = tr("now, until {day}", day=_short(time.end))
    else:
        said = _short(time.start)
    return f"{said} · {obliged.recipient}" if obliged.recipient else said


def _of(today: Today, reasons: Sequence[str]) -> tuple[TodayEntry, ...]:
    return tuple(entry for entry in today.entries if entry.why.value in reasons)


def _line(today: Today, entry: TodayEntry, blocks: int | None) -> Line:
    icon, tone = _LOOKS[entry.why.value]
    late = entry.why.value in SECTIONS[0][1]
    return Line(
        "entry",
        _title(entry),
        key_of(entry),
        _second(entry, blocks),
        icon,
        tone,
        _aside(today.day, entry),
        "danger" if late else "text2",
    )


def key_of(entry: TodayEntry) -> str:
    """Whose comments wait may wait for a second reason."""
    return f"comments {entry.id}" if entry.why.value == "comments" else entry.id


def _title(entry: TodayEntry) -> str:
    if entry.why.value == "rows_wait":
        return plural(
            "{count} row of {file} waits for an answer",
            "{count} rows of {file} wait for an answer",
            entry.count,
            file=entry.title,
        )
    return entry.title or tr("Without a title")


def _second(entry: TodayEntry, blocks: int | None) -> str:
    if entry.why.value == "rows_wait":
        return tr("imported by {sign}", sign=entry.by)
    name = entry.local_ref or entry.reference
    kind = tr(kind_named(entry.kind).label)
    named = tr("{kind} {name}", kind=kind, name=name) if name else kind
    match entry.why.value:
        case "overdue" | "due":
            deadline = record_type(entry.kind).deadline
            said = tr(deadline.said, day=_short(entry.day)) if deadline is not None else ""
        case "overdue_review" | "due_review":
            said = tr("to be reviewed by {day}", day=_short(entry.day))
        case "review":
            said = tr("review asked by {sign}", sign=entry.by)
        case "returned":
            said = _returned(entry)
        case "comments":
            said = plural("{count} comment for you", "{count} comments for you", entry.count)
        case "unsaved":
            said = tr("not saved yet")
        case _:
            said = _blocked(blocks)
    return f"{named} · {said}" if said else named


def _returned(entry: TodayEntry) -> str:
    """The addressee may return a submission with comments alone, and give no other reason."""
    who = office_name(entry.by) if entry.by_office else entry.by
    if not entry.reason:
        return tr("returned by {sign}", sign=who)
    return tr("returned by {sign}: {reason}", sign=who, reason=entry.reason)


def _blocked(count: int | None) -> str:
    if count is None:
        return ""
    if not count:
        return tr("ready for release")
    return plural("{count} finding blocks its release", "{count} findings block its release", count)


def _aside(today: date, entry: TodayEntry) -> str:
    if entry.day is None:
        return ""
    days = (today - entry.day).days
    match entry.why.value:
        case "overdue" | "overdue_review":
            return late_by(days)
        case "due" | "due_review":
            return tr("By {day}", day=_short(entry.day)) if days else tr("Due today")
        case "review":
            return plural("{count} day", "{count} days", days) if days > 0 else tr("Today")
    if days <= 0:
        return tr("Today")
    return tr("Yesterday") if days == 1 else _short(entry.day)


def _short(day: date | None) -> str:
    return numbers().day(day, short=True) if day else ""


def _due_line(today: Today, obliged: Obliged) -> Line:
    if not obliged.time.is_day:
        return Line(
            "due",
            name_of(obliged),
            obliged.id,
            when(today.day, obliged),
            tone="text2",
            aside=month_of(obliged.time.start),
            unit=tr("month"),
        )
    left = obliged.time.days_left(today.day)
    return Line(
        "due",
        name_of(obliged),
        obliged.id,
        when(today.day, obliged),
        tone="accentText" if left <= NEAR else "text",
        aside=numbers().number(left),
        unit=plural("day", "days", left),
    )


def month_of(day: date) -> str:
    return numbers().months_short[day.month - 1]


def first_months(day: date, count: int = 12) -> tuple[date, ...]:
    """The first days of the months from this day's on."""
    found = [day.replace(day=1)]
    while len(found) < count + 1:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return tuple(found)
