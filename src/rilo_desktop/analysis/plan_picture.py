"""The action plan as a timeline: next due first, what has no date last and said in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rilo_desktop.drawing import Span, TimeChart
from rilo_desktop.language import NC_
from rilo_desktop.records import ActionItem

from .known_values import known_first, known_last, known_text
from .messages import Words
from .plan import (
    CLOSED,
    State,
    due_day,
    is_overdue,
    item_name,
    progress_of,
    state_of,
    timeline,
)
from .results import ChartData, PictureRow

MOST_DRAWN = 60
"""Lines of the drawing; the table has all."""
LABEL = 60


def plan_picture(items: Sequence[ActionItem], today: date, words: Words) -> ChartData:
    say = words.say
    ordered = sorted(items, key=_order)
    dated = [item for item in ordered if due_day(item) is not None]
    scale = timeline(dated, today)
    drawn = ordered[:MOST_DRAWN]
    return ChartData(
        key="plan",
        title=say.text("Timeline"),
        about=_about(len(drawn), len(ordered), words),
        told=_sentence(ordered, today, words),
        basis=_basis(ordered, words),
        heads=(
            say.text("Item"),
            say.text("Title"),
            say.text("Status"),
            say.text(NC_("column: first day of an item", "Start")),
            say.text("Due"),
            say.text("Revised due date"),
            say.text("Done, in per cent"),
        ),
        rows=tuple(_row(item, today, words) for item in ordered),
        chart=TimeChart(
            scale.first,
            scale.last,
            today,
            say.text("Today"),
            tuple(_span(item, today, words) for item in drawn),
            tuple(say.text("Q{number}", number=number) for number in range(1, 5)),
        ),
    )


def _order(item: ActionItem) -> tuple[bool, date, str]:
    due = due_day(item)
    return due is None, due or date.max, item_name(item)


def _about(drawn: int, count: int, words: Words) -> str:
    if drawn < count:
        return words.say.text(
            "the {most} due first, of {count}", most=drawn, count=words.number(count)
        )
    return words.say.text("next due first; diamond: due, hollow and hatched: moved")


def _status(item: ActionItem, today: date, words: Words) -> str:
    if is_overdue(item, today):
        return words.say.text(NC_("an action item", "Late"))
    if state_of(item, today) is State.TO_VERIFY:
        return words.say.text("To verify")
    return words.code("action_status", _code(item.progress))


def _code(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else "?"


def _row(item: ActionItem, today: date, words: Words) -> PictureRow:
    status, title = _status(item, today, words), item.title_text
    dates = [
        words.formats.partial(text, short=True) if (text := known_text(day)) else _no(day, words)
        for day in (item.start, item.due, item.revised_due)
    ]
    percent = item.percent if isinstance(item.percent, int) else None
    name = item_name(item)
    due = known_text(item.revised_due) or known_text(item.due)
    when = (
        words.say.text("due {date}", date=words.formats.partial(due))
        if due
        else words.say.text("no due date")
    )
    spoken = words.say.labelled(f"{name} {title}", f"{status}, {when}")
    return PictureRow((name, title, status, *dates, percent), spoken, record=item.id)


def _no(value: object, words: Words) -> str:
    return words.code("", _code(value)) if value is not None else ""


def _span(item: ActionItem, today: date, words: Words) -> Span:
    start = known_first(item.start) or known_first(item.origin_date)
    due, revised = known_last(item.due), known_last(item.revised_due)
    say = words.say
    nothing = say.text("no due date") if start else say.text("no dates set")
    return Span(
        label=f"{item_name(item)}  {item.title_text[:LABEL]}",
        start=start,
        due=due,
        revised=revised,
        share=_share(item),
        late=is_overdue(item, today),
        done=known_text(item.progress) == "completed",
        words=say.labelled(_status(item, today, words), nothing),
        figure=_status(item, today, words),
    )


def _share(item: ActionItem) -> float | None:
    if isinstance(item.percent, int):
        return item.percent / 100
    progress = progress_of(item)
    return progress.share if progress is not None else None


def _sentence(items: Sequence[ActionItem], today: date, words: Words) -> str:
    say = words.say
    late = sum(is_overdue(item, today) for item in items)
    closed = sum(known_text(item.progress) in CLOSED for item in items)
    open_items = [item for item in items if known_text(item.progress) not in CLOSED]
    coming = [d for item in open_items if (d := due_day(item)) is not None and d >= today]
    parts = [
        words.items(len(items)),
        say.text("{count} closed", count=words.number(closed)),
        say.text("{count} late", count=words.number(late)),
    ]
    told = f"{', '.join(parts)}."
    if coming:
        next_due = words.formats.partial(min(coming).isoformat())
        told += " " + say.text("Next due: {date}.", date=next_due)
    return told


def _basis(items: Sequence[ActionItem], words: Words) -> str:
    dated = sum(due_day(item) is not None for item in items)
    return words.say.text(
        "{count} of {all} items have a due date.",
        count=words.number(dated),
        all=words.number(len(items)),
    )
